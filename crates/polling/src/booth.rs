//! What every state of the booth carries: kit, log on disk, devices, used tokens. Only the states call it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ballot_crypto::{
    BallotContext, BallotError, BallotSeed, BoothSecret, Choice, EncryptError, EncryptedBallot, ProofError,
    SeedParts, encrypt, token_of,
};
use ballot_log::{
    Body, BuildError, CancelReason, Cancelled, ChainState, Challenged, Event, EventKind, Exchange, Kind,
    LogBuilder, LogIdentity, Moment, PreparedEntry, Receipt, SoftwareHash, VerifiedEntry,
};
use ballot_store::{Finding, HangingSlip, Medium, Recovery, Store, StoreError};
use election::{BallotCode, Token, TokenHash};

use crate::clock::Clock;
use crate::kit::{BoothKit, Station};
use crate::officers::{Admission, Codes, Officers};
use crate::paper::{
    LogSeal, Mark, Paper, Place, PrintFault, PrintTrouble, Printer, ReadinessReport, ZeroReport, repaired,
};
use crate::readiness::Readiness;

/// The generator behind every ballot, handed in: the operating system's on a booth, a seeded one in a rehearsal.
pub use rand_core::CryptoRng as Entropy;

/// The devices and the software of one booth.
pub struct Machine {
    /// Its printer.
    pub printer: Box<dyn Printer + Send>,
    /// Its clock.
    pub clock: Box<dyn Clock + Send>,
    /// Its random generator.
    pub entropy: Box<dyn Entropy + Send>,
    /// Who knows its officers' codes.
    pub officers: Box<dyn Officers + Send>,
    /// Hash of the software that runs, on every print and in the *opened* entry.
    pub software: SoftwareHash,
}

/// Why the booth stopped. Nothing leads on but a restart, which looks at both media.
#[derive(Debug, thiserror::Error)]
pub enum FaultCause {
    /// A medium failed: nobody knows whether the last record is stored.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry could not be made.
    #[error(transparent)]
    Log(#[from] BuildError),
    /// No ballot could be made.
    #[error(transparent)]
    Encrypt(#[from] EncryptError),
    /// The booth's own ballot does not read back.
    #[error("the ballot that this machine made is refused: {0}; stop using this machine")]
    OwnBallot(#[from] BallotError),
    /// The booth's own ballot does not verify.
    #[error("the ballot that this machine made does not verify: {0}; stop using this machine")]
    OwnProof(#[from] ProofError),
}

/// What a used token was used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenUse {
    /// A ballot was cast with it.
    Cast,
    /// A ballot was tested with it.
    Challenged,
}

/// What each used token was used for.
pub(crate) type UsedTokens = BTreeMap<[u8; Token::LENGTH], TokenUse>;

/// The slips of the exchanges of one log, by their hashes.
#[derive(Default)]
pub(crate) struct Exchanged {
    /// Slips of other booths that were given up.
    pub(crate) old: BTreeSet<TokenHash>,
    /// Slips of this booth that were given for them.
    pub(crate) new: BTreeSet<TokenHash>,
}

impl Exchanged {
    fn note(&mut self, entry: &VerifiedEntry) {
        if let Ok(Body::Event(Event { exchange: Some(exchange), .. })) = entry.entry().body() {
            self.old.insert(exchange.old);
            self.new.insert(exchange.new);
        }
    }
}

/// A ballot that has been made and verified, not yet recorded.
pub(crate) struct Ballot {
    pub(crate) bytes: Vec<u8>,
    pub(crate) code: BallotCode,
    pub(crate) seed: BallotSeed,
}

pub(crate) struct Core {
    pub(crate) station: Arc<Station>,
    pub(crate) place: Arc<Place>,
    pub(crate) store: Store,
    log: LogBuilder,
    secret: BoothSecret,
    machine: Machine,
    used: UsedTokens,
    exchanged: Exchanged,
    /// How often TIDAK was said with each slip, as long as the machine runs.
    withdrawn: BTreeMap<[u8; Token::LENGTH], u8>,
    findings: Vec<Finding>,
    /// What may hang uncut in the printer and tells a choice: the mark that it still needs.
    owed: Option<Mark>,
    opening: Option<LogSeal>,
    readiness: Option<Readiness>,
    attempt: u32,
    latest: Option<Moment>,
}

impl Core {
    pub(crate) fn new(
        kit: BoothKit,
        machine: Machine,
        store: Store,
        recovery: &Recovery,
    ) -> Result<Box<Self>, BuildError> {
        let log = LogBuilder::resume(store.chain().clone(), kit.key)?;
        let used = recovery.entries.iter().filter_map(token_use).collect();
        let mut exchanged = Exchanged::default();
        recovery.entries.iter().for_each(|entry| exchanged.note(entry));
        Ok(Box::new(Self {
            place: Place::of(&kit.station, machine.software),
            latest: store.chain().opened().map(|opened| opened.opened_at.clone()),
            findings: recovery.findings.clone(),
            owed: None,
            withdrawn: BTreeMap::new(),
            opening: opening(store.chain().log(), recovery),
            readiness: None,
            station: kit.station,
            secret: kit.secret,
            attempt: 0,
            store,
            log,
            machine,
            used,
            exchanged,
        }))
    }

    pub(crate) const fn log(&self) -> &LogBuilder {
        &self.log
    }

    pub(crate) fn token_use(&self, token: &Token) -> Option<TokenUse> {
        self.used.get(token.as_bytes()).copied()
    }

    /// Counts a TIDAK with this slip; says how many there were.
    pub(crate) fn count_withdrawn(&mut self, token: &Token) -> u8 {
        let count = self.withdrawn.entry(*token.as_bytes()).or_default();
        *count = count.saturating_add(1);
        *count
    }

    /// The slips of the exchanges that this log has recorded.
    pub(crate) const fn exchanged(&self) -> &Exchanged {
        &self.exchanged
    }

    /// Lets two officers in.
    pub(crate) fn admit(&self, codes: &Codes) -> Option<Admission> {
        self.machine.officers.admit(codes).then(Admission::new)
    }

    /// Prints a sheet. What may hang uncut in the printer and tells a choice gets its mark and is cut off first, so that
    /// nothing else is ever printed onto it. A fault of that says that nothing of the sheet itself is out.
    pub(crate) fn print(&mut self, paper: &Paper) -> Result<(), PrintFault> {
        if let Paper::Mark(_) = paper {
            self.machine.printer.print(paper)?;
            self.owed = None;
            return Ok(());
        }
        self.separate()?;
        let printed = self.machine.printer.print(paper);
        let hangs = printed.err().map_or(!paper.cut(), |fault| fault.may_be_out);
        if hangs && paper.tells_choice() {
            self.owed = Some(Mark::Pisah);
        }
        printed
    }

    /// Gives what may hang in the printer the mark that it still needs.
    pub(crate) fn separate(&mut self) -> Result<(), PrintFault> {
        let Some(mark) = self.owed else { return Ok(()) };
        let printed = self.machine.printer.print(&Paper::Mark(mark));
        printed.map_err(|fault| PrintFault { may_be_out: false, ..fault })?;
        self.owed = None;
        Ok(())
    }

    /// What hangs in the printer gets this mark before anything else is printed.
    pub(crate) const fn owe(&mut self, mark: Mark) {
        self.owed = Some(mark);
    }

    /// The slip that may hang in the printer without its mark since before the machine was off.
    pub(crate) const fn hanging_slip(&self) -> HangingSlip {
        self.store.hanging_slip()
    }

    /// Remembers a ballot before anything of it prints, so that its slip gets its mark whatever happens.
    pub(crate) fn remember_slip(&mut self, code: &BallotCode) -> Result<(), FaultCause> {
        Ok(self.store.remember_slip(code)?)
    }

    /// All papers of a ballot are out, or officers go on without: nothing is remembered unless its mark is still owed.
    pub(crate) fn forget_slip(&mut self) -> Result<(), FaultCause> {
        if self.owed.is_some() { Ok(()) } else { Ok(self.store.forget_slip()?) }
    }

    pub(crate) fn printer_status(&mut self) -> Result<(), PrintTrouble> {
        self.machine.printer.status()
    }

    /// What the start has found, until it is logged.
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The time that the clock showed last.
    pub(crate) const fn latest(&self) -> Option<&Moment> {
        self.latest.as_ref()
    }

    /// The last check before opening.
    pub(crate) const fn readiness(&self) -> Option<&Readiness> {
        self.readiness.as_ref()
    }

    pub(crate) fn keep_readiness(&mut self, readiness: Readiness) {
        self.readiness = Some(readiness);
    }

    /// The report of the last check before opening.
    pub(crate) fn readiness_report(&self) -> Option<ReadinessReport> {
        Some(ReadinessReport::new(self.place.clone(), self.readiness.clone()?))
    }

    /// The report at opening; `None` before.
    pub(crate) fn zero_report(&self) -> Option<ZeroReport> {
        let opened = self.log.chain().opened()?.clone();
        let tokens = self.station.list_sizes().collect();
        Some(ZeroReport::new(self.place.clone(), opened, tokens, self.opening.clone()?))
    }

    /// The time before anything is in the log.
    pub(crate) fn first_moment(&mut self) -> Moment {
        let now = self.machine.clock.now();
        self.latest = Some(now.clone());
        now
    }

    /// The time now. A clock that has gone back is logged, so that a wrong time in the log can be explained.
    pub(crate) fn now(&mut self) -> Result<Moment, FaultCause> {
        let now = self.machine.clock.now();
        // All moments of a log have one offset, so that their texts are in order of time.
        let back = self.latest.as_ref().is_some_and(|latest| now.as_str() < latest.as_str());
        self.latest = Some(now.clone());
        if back {
            self.event_at(EventKind::ClockJump, "jam mundur", &now)?;
        }
        Ok(now)
    }

    /// Records an event.
    pub(crate) fn event(&mut self, event: EventKind, detail: &str) -> Result<(), FaultCause> {
        let now = self.now()?;
        self.event_at(event, detail, &now)
    }

    /// Records that a slip of this booth is given for one of another booth.
    pub(crate) fn record_exchange(&mut self, exchange: Exchange, detail: &str) -> Result<(), FaultCause> {
        let (at, detail) = (self.now()?.half_hour(), detail.to_owned());
        let event = Event { event: EventKind::Exchange, at, detail, exchange: Some(exchange) };
        self.record(&Body::Event(event))
    }

    /// Records what opening the store has found and done.
    pub(crate) fn record_findings(&mut self) -> Result<(), FaultCause> {
        for finding in std::mem::take(&mut self.findings) {
            let (event, detail) = told(&finding);
            self.event(event, &detail)?;
        }
        Ok(())
    }

    /// Makes a ballot and verifies it from its bytes, as everyone else will.
    pub(crate) fn make_ballot(
        &mut self,
        choice: &Choice,
        token: &Token,
        ctx: &BallotContext,
    ) -> Result<Ballot, FaultCause> {
        let previous = self.log.chain().head();
        let parts = SeedParts { secret: &self.secret, previous, attempt: self.attempt };
        self.attempt = self.attempt.wrapping_add(1);
        let (ballot, seed) = encrypt(choice, token, ctx, parts, &mut self.machine.entropy)?;
        let bytes = ballot.to_bytes().to_vec();
        let verified = EncryptedBallot::parse(&bytes, ctx.options())?.verify(ctx)?;
        Ok(Ballot { code: verified.code(), bytes, seed })
    }

    /// Records a cast ballot. The receipt exists only now that the entry is durable.
    pub(crate) fn record_cast(&mut self, ballot: &[u8], code: &BallotCode) -> Result<Receipt, FaultCause> {
        let prepared = self.log.prepare_cast(ballot, code)?;
        let entry = self.keep(prepared)?;
        Receipt::of(self.log.chain().log(), code, &entry).ok_or_else(|| BuildError::CodeMissing.into())
    }

    pub(crate) fn record_challenged(&mut self, opened: Challenged) -> Result<(), FaultCause> {
        self.record(&Body::Challenged(opened))
    }

    pub(crate) fn record_cancelled(
        &mut self,
        code: BallotCode,
        reason: CancelReason,
    ) -> Result<(), FaultCause> {
        self.record(&Body::Cancelled(Cancelled { code, reason }))
    }

    /// Makes an entry without recording it: for bodies with words of officers, which may break a limit.
    pub(crate) fn prepare(&self, body: &Body) -> Result<PreparedEntry, BuildError> {
        self.log.prepare(body)
    }

    /// Stores a record on both media, then takes it over. Used tokens follow from what is stored, from nothing else.
    pub(crate) fn keep(&mut self, prepared: PreparedEntry) -> Result<VerifiedEntry, FaultCause> {
        self.store.append(prepared.record().clone())?;
        let entry = self.log.commit(prepared)?;
        self.used.extend(token_use(&entry));
        self.exchanged.note(&entry);
        if entry.entry().kind() == Kind::Opened {
            self.opening = Some(LogSeal::after(self.log.chain(), &entry));
        }
        Ok(entry)
    }

    fn record(&mut self, body: &Body) -> Result<(), FaultCause> {
        let prepared = self.prepare(body)?;
        self.keep(prepared).map(|_| ())
    }

    fn event_at(&mut self, event: EventKind, detail: &str, at: &Moment) -> Result<(), FaultCause> {
        let (at, detail) = (at.half_hour(), detail.to_owned());
        self.record(&Body::Event(Event { event, at, detail, exchange: None }))
    }
}

/// Where a log stood after its first entry.
fn opening(log: &LogIdentity, recovery: &Recovery) -> Option<LogSeal> {
    let first = recovery.entries.first()?;
    let mut chain = ChainState::new(log.clone());
    chain.push(first).ok()?;
    Some(LogSeal::after(&chain, first))
}

/// The token that an entry uses up (spec 8.4): a cast or a challenged ballot does, a cancelled one does not.
pub(crate) fn token_use(entry: &VerifiedEntry) -> Option<([u8; Token::LENGTH], TokenUse)> {
    let (ballot, how) = match entry.entry().body().ok()? {
        Body::Cast(ballot) => (ballot, TokenUse::Cast),
        Body::Challenged(opened) => (opened.ballot, TokenUse::Challenged),
        Body::Opened(_) | Body::Cancelled(_) | Body::Event(_) | Body::Closed(_) => return None,
    };
    Some((*token_of(&ballot)?.as_bytes(), how))
}

/// A finding as an event of the log.
fn told(finding: &Finding) -> (EventKind, String) {
    let event = match finding {
        Finding::OneDevice => EventKind::Officer,
        Finding::RolledForward { .. } => EventKind::RolledForward,
        Finding::Rebuilt { medium: Medium::Log, .. } => EventKind::LogRebuilt,
        Finding::Rebuilt { medium: Medium::Mirror, .. } => EventKind::MirrorRebuilt,
    };
    (event, repaired(finding))
}
