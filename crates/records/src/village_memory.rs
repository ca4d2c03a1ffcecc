//! Villages that were counted before, beside the record: `R.cache/<village>.json`.
//!
//! What is here saves work and proves nothing: whoever can write here can make this machine's next record wrong, which
//! `tally::verify` then says, because it never looks here.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use election::VillageCode;
use sha2::{Digest as _, Sha256};
use tally::{Added, FileHashes, RememberedVillage, VillageKey, VillageMerge};

use crate::files;

const LIMIT: u64 = 256 << 20;

/// Remembered villages, for this very program.
#[derive(Debug, Clone)]
pub struct VillageMemory {
    place: Place,
    /// SHA-256 of the program.
    software: [u8; 32],
}

#[derive(Debug, Clone)]
enum Place {
    Folder(PathBuf),
    /// As long as the program runs, out of everybody else's reach.
    Program(Arc<Mutex<BTreeMap<VillageCode, Vec<u8>>>>),
}

impl VillageMemory {
    /// The memory in a folder, which is made if need be. What another program has left there is not used.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(folder: PathBuf) -> io::Result<Self> {
        let software = Sha256::digest(files::read(&std::env::current_exe()?, LIMIT)?).into();
        match std::fs::create_dir(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(Self { place: Place::Folder(folder), software }),
        }
    }

    /// A memory that lasts as long as the program runs, and that nobody else can change.
    #[must_use]
    pub fn of_this_run() -> Self {
        Self { place: Place::Program(Arc::default()), software: [0; 32] }
    }

    pub(crate) const fn software(&self) -> &[u8; 32] {
        &self.software
    }

    /// What is remembered under this key; a memory that cannot be read is none.
    pub(crate) fn recall(&self, village: &VillageCode, key: VillageKey) -> Option<RememberedVillage> {
        let bytes = match &self.place {
            Place::Folder(folder) => files::read(&path_of(folder, village), LIMIT).ok()?,
            Place::Program(held) => held.lock().ok()?.get(village).cloned()?,
        };
        RememberedVillage::parse(&bytes, key)
    }

    /// Remembers a village; what cannot be written costs time the next time, and nothing else.
    pub(crate) fn remember(
        &self,
        key: VillageKey,
        merged: &VillageMerge,
        bundles: &FileHashes,
        logs: &BTreeMap<[u8; 32], Added>,
    ) {
        let Some(memory) = RememberedVillage::of(key, merged, bundles, logs) else { return };
        match &self.place {
            Place::Folder(folder) => {
                let path = path_of(folder, &merged.village);
                let _costs_time = files::replace_unsynced(&path, &memory.to_bytes());
            }
            Place::Program(held) => {
                let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
                held.insert(merged.village.clone(), memory.to_bytes());
            }
        }
    }
}

fn path_of(folder: &Path, village: &VillageCode) -> PathBuf {
    folder.join(format!("{village}.json"))
}
