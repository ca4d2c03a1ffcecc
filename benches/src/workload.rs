//! What is measured: ballots and a log as a booth makes them, in memory.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use ballot_crypto::{
    BallotContext, BoothSecret, Ceremony, CeremonyParts, Choice, ContextParts, EncryptedBallot, KeyCeremony,
    OptionCount, SecretShare, SeedParts, encrypt,
};
use ballot_log::{
    Body, Durability, LaunchPart, LogBuilder, LogIdentity, Moment, Opened, SignedEntry, SoftwareHash,
};
use election::definition::{TimeZone, Voters};
use election::{BallotCode, BoothId, ElectionId, EntryHash, JointKey, ListId, Mode, SecretKey, Token};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng as _;

/// 2026-11-22 07:00:00 WIB.
const OPENING: u64 = 1_795_305_600;
/// Trustees, and how many of them decrypt.
const TRUSTEES: (u16, u16) = (3, 2);
const NONCE: [u8; 32] = [8; 32];

/// A ballot as bytes with the context that belongs to its token.
#[derive(Clone)]
pub struct Made {
    /// The bytes (spec 4.5).
    pub bytes: Vec<u8>,
    /// The context (spec 4.1).
    pub context: BallotContext,
}

/// The ballots of one booth of one village, every one with a token of its own.
pub struct Workload {
    options: OptionCount,
    ballots: Vec<Made>,
    joint_key: JointKey,
    trustees: Vec<SecretShare>,
    list: ListId,
    booth: SecretKey,
}

impl Workload {
    /// Makes `count` ballots among `options`, the same ones every time.
    ///
    /// # Errors
    /// Numbers out of their limits.
    pub fn new(options: u8, count: usize) -> Result<Self> {
        let options = OptionCount::new(options).context("2 to 8 options")?;
        let mut random = ChaCha20Rng::seed_from_u64(options.get().into());
        let booth = BoothId { village: "1607062001".parse()?, tps: 1.try_into()?, booth: 1.try_into()? };
        let (trustees, threshold) = TRUSTEES;
        let parts = CeremonyParts { nonce: NONCE, village: &booth.village, threshold, trustees };
        let Ceremony { public, shares } = KeyCeremony::together(&parts, &mut random)?;
        let mut workload = Self {
            options,
            ballots: Vec::new(),
            joint_key: public.joint_key,
            trustees: shares,
            list: ListId { booth, dusun: 0.try_into()? },
            booth: SecretKey::generate(&mut random),
        };
        workload.ballots =
            (0..count).map(|index| workload.make(index, &mut random)).collect::<Result<_>>()?;
        Ok(workload)
    }

    /// Makes the ballot of one voter.
    ///
    /// # Errors
    /// None for ballots of this workload.
    pub fn make(&self, index: usize, random: &mut ChaCha20Rng) -> Result<Made> {
        let token = Token::generate(random);
        let context = BallotContext::new(&ContextParts {
            election: Self::election(),
            list: &self.list,
            booth_key: &self.booth.public(),
            joint_key: &self.joint_key,
            options: self.options,
            token: token.hash(Mode::Simulasi, &NONCE, &self.list),
        });
        let option = 1 + u8::try_from(index % usize::from(self.options.get()))?;
        let choice = Choice::new(option, self.options).context("an option of the ballot")?;
        let secret = BoothSecret::from_bytes(&[3; 32]);
        let parts = SeedParts { secret: &secret, previous: EntryHash::new([4; 32]), attempt: 0 };
        let (ballot, _) = encrypt(&choice, &token, &context, parts, random)?;
        Ok(Made { bytes: ballot.to_bytes(), context })
    }

    /// The election.
    #[must_use]
    pub const fn election() -> ElectionId {
        ElectionId::new([7; 32])
    }

    /// The number of options.
    #[must_use]
    pub const fn options(&self) -> OptionCount {
        self.options
    }

    /// The village's key.
    #[must_use]
    pub const fn joint_key(&self) -> &JointKey {
        &self.joint_key
    }

    /// The trustees' shares of its secret.
    #[must_use]
    pub fn trustees(&self) -> &[SecretShare] {
        &self.trustees
    }

    /// How many trustees decrypt.
    #[must_use]
    pub const fn threshold() -> u16 {
        TRUSTEES.1
    }

    /// `count` ballots; from the beginning again if there are fewer.
    pub fn ballots(&self, count: usize) -> impl Iterator<Item = &Made> {
        self.ballots.iter().cycle().take(count)
    }

    /// The same, decoded.
    ///
    /// # Errors
    /// None for ballots of this workload.
    pub fn decoded(&self, count: usize) -> Result<Vec<(EncryptedBallot, BallotContext)>> {
        let decode =
            |made: &Made| Ok((EncryptedBallot::parse(&made.bytes, self.options)?, made.context.clone()));
        self.ballots(count).map(decode).collect()
    }

    /// Whose log the booth keeps.
    ///
    /// # Errors
    /// None for this workload.
    pub fn identity(&self) -> Result<LogIdentity> {
        Ok(LogIdentity {
            election: Self::election(),
            mode: Mode::Simulasi,
            time_zone: TimeZone::Wib,
            booth: self.list.booth.clone(),
            key: self.booth.public(),
            registered: Voters { male: 10_000, female: 10_000 },
            origin: "dpmd.example/bench".parse()?,
        })
    }

    /// The booth's log: *opened*, then every ballot cast.
    ///
    /// # Errors
    /// None for this workload.
    pub fn log(&self, durability: Durability) -> Result<Vec<SignedEntry>> {
        let key = SecretKey::from_bytes(&self.booth.expose_bytes());
        let mut log = LogBuilder::new(self.identity()?, key)?;
        let mut entries = Vec::with_capacity(1 + self.ballots.len());
        let opened = log.prepare(&Body::Opened(opened(durability)?))?;
        entries.push(opened.record().clone());
        log.commit(opened)?;
        for made in &self.ballots {
            let cast = log.prepare_cast(&made.bytes, &code_of(made))?;
            entries.push(cast.record().clone());
            log.commit(cast)?;
        }
        Ok(entries)
    }

    /// The code of every ballot by the bytes of its token, as a store's verifier asks for them.
    #[must_use]
    pub fn codes(&self) -> BTreeMap<Vec<u8>, BallotCode> {
        let one = |made: &Made| (made.bytes.iter().take(Token::LENGTH).copied().collect(), code_of(made));
        self.ballots.iter().map(one).collect()
    }
}

fn code_of(made: &Made) -> BallotCode {
    ballot_crypto::ballot_code(made.context.as_bytes(), &made.bytes)
}

fn opened(durability: Durability) -> Result<Opened> {
    let launch =
        vec![LaunchPart { candidate: 0, given_by: "bench".to_owned(), code: "1234561234".to_owned() }];
    Ok(Opened {
        election: Workload::election(),
        software: SoftwareHash::new([0; 32]),
        durability,
        opened_at: Moment::from_unix(OPENING, TimeZone::Wib)?,
        launch_code: Opened::joined(&launch),
        launch,
    })
}

#[cfg(test)]
mod tests {
    use ballot_crypto::verify_batch;
    use ballot_log::ChainState;

    use super::*;

    #[test]
    fn ballots_verify_and_the_log_hangs_together() {
        let workload = Workload::new(3, 4).unwrap();
        let mut random = ChaCha20Rng::seed_from_u64(1);
        let verdicts = verify_batch(workload.decoded(6).unwrap(), &mut random);
        assert_eq!(verdicts.iter().filter(|verdict| verdict.is_ok()).count(), 6);
        let mut chain = ChainState::new(workload.identity().unwrap());
        for entry in workload.log(Durability::Relaxed).unwrap() {
            chain.push(&entry.verify(&workload.identity().unwrap()).unwrap()).unwrap();
        }
        assert_eq!((chain.size(), chain.counts().cast), (5, 4));
        assert_eq!(workload.codes().len(), 4);
    }
}
