//! A booth that records ballots without a session: what a store holds is then known to the entry.

use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};

use ballot_crypto::{Choice, SeedParts, encrypt, token_of};
use ballot_log::{
    Body, Kind, LaunchPart, LogBuilder, Moment, Opened, PreparedEntry, SoftwareHash, VerifiedEntry,
};
use ballot_store::{OpenError, Options, Paths, PlaceError, Store};
use election::{BallotCode, Token};
use polling::BoothKit;
use rand_core::CryptoRng;

use super::kit::{Failure, Kit};

/// A booth with open polls.
pub(crate) struct Recorder {
    kit: Kit,
    booth: BoothKit,
    pub(crate) store: Store,
    pub(crate) builder: LogBuilder,
    unused: Vec<Token>,
}

impl Recorder {
    /// Continues the log at these paths, or begins it where there is none.
    pub(crate) fn start(kit: Kit, paths: &Paths, options: &Options) -> Result<Self, Failure> {
        let booth = kit.booth()?;
        let (store, recovery) = match Store::open(paths, booth.verifier(), options) {
            Err(OpenError::Place(PlaceError::Absent { .. })) => {
                Store::create(paths, booth.verifier(), options)?
            }
            opened => opened?,
        };
        let used: BTreeSet<[u8; 10]> = recovery.entries.iter().filter_map(used_token).collect();
        let unused = kit.deck().iter().rev().filter(|token| !used.contains(token.as_bytes()));
        let unused = unused.cloned().collect();
        let builder = LogBuilder::resume(store.chain().clone(), kit.key())?;
        let mut recorder = Self { kit, booth, store, builder, unused };
        if recovery.entries.is_empty() {
            recorder.open_polls(options)?;
        }
        Ok(recorder)
    }

    fn open_polls(&mut self, options: &Options) -> Result<(), Failure> {
        let definition = self.booth.station().definition();
        let launch =
            vec![LaunchPart { candidate: 0, given_by: "recorder".to_owned(), code: "REC0RD".to_owned() }];
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let opened = Body::Opened(Opened {
            election: definition.id(),
            software: SoftwareHash::new([0; 32]),
            durability: options.durability,
            opened_at: Moment::from_unix(now, definition.content().time_zone)?,
            launch_code: Opened::joined(&launch),
            launch,
        });
        let prepared = self.builder.prepare(&opened)?;
        self.append(prepared)
    }

    fn append(&mut self, prepared: PreparedEntry) -> Result<(), Failure> {
        self.store.append(prepared.record().clone())?;
        self.builder.commit(prepared)?;
        Ok(())
    }

    /// Encrypts and stores a ballot with a token that was not used yet; when this returns, it is durable.
    pub(crate) fn cast(&mut self, random: &mut impl CryptoRng) -> Result<BallotCode, Failure> {
        let token = self.unused.pop().ok_or("all tokens are used up; begin with another folder")?;
        let context = self.booth.station().context(&token).ok_or("the token is in no list")?;
        let options = context.options();
        let option = 1 + u8::try_from(random.next_u32() % u32::from(options.get()))?;
        let choice = Choice::new(option, options).ok_or("no such option")?;
        let parts = SeedParts { secret: &self.kit.secret, previous: self.builder.chain().head(), attempt: 1 };
        let (ballot, _dropped) = encrypt(&choice, &token, &context, parts, random)?;
        let code = ballot.code(&context);
        let prepared = self.builder.prepare_cast(&ballot.to_bytes(), &code)?;
        self.append(prepared)?;
        Ok(code)
    }
}

fn used_token(entry: &VerifiedEntry) -> Option<[u8; 10]> {
    match entry.entry().kind() {
        Kind::Cast | Kind::Challenged => Some(*token_of(entry.entry().body_bytes())?.as_bytes()),
        _ => None,
    }
}
