//! A small simulated election and what an auditor takes from it.

use std::sync::OnceLock;

use ballot_log::merkle::{Tree, leaf_hash};
use ballot_log::{BundleReader, Checkpoint, LogIdentity, SignedEntry};
use election::{KeyName, PublicKey};
use integration::Simulated;
use records::Intake;
use tally::{Files, NoProgress, ReceiptFiles, merge, prove_receipt};

/// The election, its record, and proofs made from it.
pub(crate) struct World {
    pub(crate) election: Simulated,
    pub(crate) record: Files,
    /// The logs in definition order.
    pub(crate) logs: Vec<Log>,
    /// Proofs of a few ballots of every booth.
    pub(crate) receipts: Vec<ReceiptFiles>,
}

/// A booth's log.
pub(crate) struct Log {
    pub(crate) identity: LogIdentity,
    /// The entries' bytes.
    pub(crate) leaves: Vec<Vec<u8>>,
    /// Checkpoint notes that the booth has signed, oldest first.
    pub(crate) checkpoints: Vec<Vec<u8>>,
}

/// The one election of these tests.
pub(crate) fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(World::new)
}

impl World {
    fn new() -> Self {
        let election = Simulated::regency(2, 140, 31);
        let record = election.record();
        let mut intake = Intake::new(election.bytes("election.json")).unwrap();
        for (path, bytes) in record.iter().filter(|(path, _)| *path != "election.json") {
            intake.add(path, bytes);
        }
        let (evidence, _) = intake.finish();
        let merged = merge(&evidence, &NoProgress).unwrap();
        let codes = election.outcome.villages.iter().flat_map(|village| &village.cast);
        let receipts =
            codes.map(|code| prove_receipt(&evidence, &merged, &code.to_string()).unwrap()).collect();
        let bundles = record.iter().filter(|(path, _)| path.starts_with("logs/"));
        let logs = bundles.map(|(_, bytes)| Log::read(&election, bytes)).collect();
        Self { logs, receipts, record, election }
    }

    /// The log with most entries.
    pub(crate) fn longest(&self) -> &Log {
        self.logs.iter().max_by_key(|log| log.leaves.len()).unwrap()
    }

    /// The log that a checkpoint is of.
    pub(crate) fn log(&self, origin: &KeyName) -> &Log {
        self.logs.iter().find(|log| log.identity.origin == *origin).unwrap()
    }
}

impl Log {
    fn read(election: &Simulated, bundle: &[u8]) -> Self {
        let reader = BundleReader::new(bundle).unwrap();
        let identity = LogIdentity::of(&election.outcome.definition, &reader.header().log.booth).unwrap();
        let entries: Vec<SignedEntry> = reader.map(Result::unwrap).collect();
        let leaves: Vec<Vec<u8>> = entries.iter().map(|entry| entry.entry().to_bytes()).collect();
        let mut log = Self { identity, leaves, checkpoints: Vec::new() };
        for (size, entry) in (1..).zip(&entries) {
            if let Some(signature) = entry.checkpoint() {
                let note = log.checkpoint(size).with_signature(&log.identity.key, *signature).unwrap();
                log.checkpoints.push(note.note().to_bytes());
            }
        }
        log
    }

    /// The tree of the first so many entries.
    pub(crate) fn tree(&self, size: usize) -> Tree {
        Tree::new(self.leaves[..size].iter().map(|leaf| leaf_hash(leaf))).unwrap()
    }

    /// The checkpoint over the first so many entries.
    pub(crate) fn checkpoint(&self, size: usize) -> Checkpoint {
        let origin = self.identity.origin.clone();
        Checkpoint { origin, size: size as u64, root: self.tree(size).root() }
    }

    /// The booth's own key under the log's name.
    pub(crate) fn signer(&self) -> (KeyName, PublicKey) {
        (self.identity.origin.clone(), self.identity.key)
    }
}
