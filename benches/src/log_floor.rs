//! What nobody who counts logs can do without: every point of every ballot out of its bytes, the multiscalar multiplications over
//! them, SHA-256 of every log once, and the strict verification of every signature: of the entry, of the receipt, of the
//! checkpoints.
//!
//! What is signed, which key signed it and what the points are is found before the clock starts, and stays in memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use ballot_crypto::{BATCH_SIZE, BallotContext, ContextParts, OptionCount, ballot_code, token_of};
use ballot_log::merkle::CompactRange;
use ballot_log::{Body, BundleReader, Checkpoint, LogIdentity, SignedEntry};
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::VartimeMultiscalarMul;
use ed25519_dalek::VerifyingKey;
use election::definition::Definition;
use election::{BallotCode, BoothId, ListId, TokenList, label};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng as _;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::floor::{decompress, point_encodings, points_once, scalars_of};

/// The primitives under all logs of an election.
pub struct LogFloor {
    logs: Vec<Log>,
    ballots: usize,
}

/// How many there are of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Logs.
    pub logs: usize,
    /// Cast ballots.
    pub ballots: usize,
    /// Points.
    pub points: usize,
    /// Signatures.
    pub signatures: usize,
    /// Bytes.
    pub bytes: usize,
}

impl LogFloor {
    /// Everything below these paths that is a bundle of a booth, one bundle for each; token lists tell what receipts are about.
    ///
    /// # Errors
    /// A file that cannot be read or is damaged: the floor is of whole logs.
    pub fn read(definition: &Path, inputs: &[PathBuf]) -> Result<Self> {
        let definition = Definition::parse(&fs::read(definition)?)?;
        let mut files = Vec::new();
        inputs.iter().try_for_each(|input| collect(input, &mut files))?;
        files.sort();
        let ending = |path: &&PathBuf, ending: &str| path.extension().is_some_and(|e| e == ending);
        let mut lists = BTreeMap::new();
        for path in files.iter().filter(|path| ending(path, "list")) {
            let list = TokenList::parse(&fs::read(path)?)?;
            lists.insert(list.id().clone(), list);
        }
        let reading = Reading { definition: &definition, lists: &lists };
        let (mut logs, mut ballots) = (BTreeMap::new(), 0);
        for path in files.iter().filter(|path| ending(path, "plkb")) {
            let (booth, log, cast) =
                reading.log(fs::read(path)?).with_context(|| path.display().to_string())?;
            if logs.insert(booth, log).is_none() {
                ballots += cast;
            }
        }
        if logs.is_empty() {
            bail!("there is no bundle among the inputs");
        }
        Ok(Self { logs: logs.into_values().collect(), ballots })
    }

    /// Does all of it, log by log on the threads of the pool that it runs in.
    ///
    /// # Errors
    /// A point that is none, a signature that does not hold.
    pub fn run(&self) -> Result<()> {
        self.logs.par_iter().try_for_each(Log::run)
    }

    /// How much it is.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let start = Counts { logs: self.logs.len(), ballots: self.ballots, ..Counts::default() };
        self.logs.iter().fold(start, |sum, log| Counts {
            points: sum.points + log.encodings.len(),
            signatures: sum.signatures + log.signatures.len(),
            bytes: sum.bytes + log.file.len(),
            ..sum
        })
    }
}

/// All regular files below a path.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let kind = path.symlink_metadata().with_context(|| path.display().to_string())?;
    if kind.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if kind.is_file() {
        files.push(path.to_path_buf());
    }
    Ok(())
}

/// One log.
struct Log {
    file: Vec<u8>,
    key: VerifyingKey,
    signatures: Vec<(Vec<u8>, ed25519_dalek::Signature)>,
    encodings: Vec<[u8; 32]>,
    /// Points of one ballot.
    points: usize,
    /// For one batch: scalars of its points, then scalars and points that occur once.
    scalars: Vec<Scalar>,
    once: (Vec<Scalar>, Vec<RistrettoPoint>),
}

impl Log {
    fn run(&self) -> Result<()> {
        std::hint::black_box(Sha256::digest(&self.file));
        for batch in self.encodings.chunks((self.points * BATCH_SIZE).max(1)) {
            let points = decompress(batch.iter())?;
            let scalars = self.once.0.iter().chain(self.scalars.iter().take(points.len()));
            std::hint::black_box(RistrettoPoint::vartime_multiscalar_mul(
                scalars,
                self.once.1.iter().chain(&points),
            ));
        }
        for (text, signature) in &self.signatures {
            self.key.verify_strict(text, signature).context("a signature")?;
        }
        Ok(())
    }
}

/// What is known when a log is read.
struct Reading<'a> {
    definition: &'a Definition,
    lists: &'a BTreeMap<ListId, TokenList>,
}

impl Reading<'_> {
    /// The log, and how many ballots were cast.
    fn log(&self, file: Vec<u8>) -> Result<(BoothId, Log, usize)> {
        let reader = BundleReader::new(file.as_slice())?;
        let booth = reader.header().log.booth.clone();
        let identity = LogIdentity::of(self.definition, &booth).context("no such booth")?;
        let mut found = Found::new(self, &identity);
        for entry in reader {
            found.add(&entry?)?;
        }
        let Found { signatures, encodings, points, cast, .. } = found;
        let mut random = ChaCha20Rng::seed_from_u64(3);
        let village = self.definition.village(&booth.village).context("no such village")?;
        let once = points_once(village.option_count().into(), &mut random);
        let ballots = encodings.len().checked_div(points).unwrap_or_default().min(BATCH_SIZE);
        let scalars = (0..ballots).flat_map(|_| scalars_of(points, &mut random)).collect();
        let key = VerifyingKey::from_bytes(identity.key.as_bytes())?;
        Ok((booth, Log { file, key, signatures, encodings, points, scalars, once }, cast))
    }

    /// The code of a ballot whose token stands in a list of its booth.
    fn code(&self, identity: &LogIdentity, ballot: &[u8]) -> Option<BallotCode> {
        let token = token_of(ballot)?;
        let village = self.definition.village(&identity.booth.village)?;
        let booth = self.definition.booth(&identity.booth)?;
        let found = booth.lists.iter().find_map(|head| {
            let list = ListId { booth: identity.booth.clone(), dusun: head.dusun };
            let hash = token.hash(identity.mode, &self.definition.nonce(), &list);
            self.lists.get(&list)?.contains(&hash).then_some((list, hash))
        });
        let (list, token) = found?;
        let context = BallotContext::new(&ContextParts {
            election: identity.election,
            list: &list,
            booth_key: &identity.key,
            joint_key: &village.trustees.joint_key,
            options: OptionCount::new(village.option_count())?,
            token,
        });
        Some(ballot_code(context.as_bytes(), ballot))
    }
}

/// What was found in a log so far.
struct Found<'a> {
    reading: &'a Reading<'a>,
    identity: &'a LogIdentity,
    range: CompactRange,
    signatures: Vec<(Vec<u8>, ed25519_dalek::Signature)>,
    encodings: Vec<[u8; 32]>,
    points: usize,
    cast: usize,
}

impl<'a> Found<'a> {
    const fn new(reading: &'a Reading<'a>, identity: &'a LogIdentity) -> Self {
        Self {
            reading,
            identity,
            range: CompactRange::new(),
            signatures: Vec::new(),
            encodings: Vec::new(),
            points: 0,
            cast: 0,
        }
    }

    fn add(&mut self, entry: &SignedEntry) -> Result<()> {
        let hash = entry.entry().hash();
        self.range.push(hash.into());
        let election = self.identity.election;
        let signed = [label("entry").as_slice(), election.as_bytes(), hash.as_bytes()].concat();
        self.sign(signed, entry.signature());
        match entry.entry().body()? {
            Body::Cast(ballot) => {
                self.cast += 1;
                self.take_points(&ballot)?;
                if let Some((code, signature)) =
                    self.reading.code(self.identity, &ballot).zip(entry.receipt())
                {
                    let label = label("receipt");
                    let parts = [label.as_slice(), election.as_bytes(), code.as_bytes(), hash.as_bytes()];
                    self.sign(parts.concat(), signature);
                }
            }
            Body::Challenged(opened) => self.take_points(&opened.ballot)?,
            _ => {}
        }
        if let Some(signature) = entry.checkpoint() {
            let origin = self.identity.origin.clone();
            let checkpoint = Checkpoint { origin, size: self.range.size(), root: self.range.root() };
            self.sign(checkpoint.text().into_bytes(), signature);
        }
        Ok(())
    }

    fn sign(&mut self, text: Vec<u8>, signature: &election::Signature) {
        self.signatures.push((text, ed25519_dalek::Signature::from_bytes(signature.as_bytes())));
    }

    fn take_points(&mut self, ballot: &[u8]) -> Result<()> {
        let encodings = point_encodings(ballot).context("a ballot of another length")?;
        self.points = encodings.len();
        self.encodings.extend_from_slice(encodings);
        Ok(())
    }
}
