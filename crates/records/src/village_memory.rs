//! Villages that were counted before, beside the record: `R.cache/<village>.json`.
//!
//! What is here saves work and proves nothing: whoever can write here can make this machine's next record wrong, which
//! `tally::verify` then says, because it never looks here.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use election::VillageCode;
use sha2::{Digest as _, Sha256};
use tally::{Added, FileHashes, RememberedVillage, VillageKey, VillageMerge};

use crate::files;

const LIMIT: u64 = 256 << 20;

/// A folder of remembered villages, for this very program.
#[derive(Debug, Clone)]
pub struct VillageMemory {
    folder: PathBuf,
    /// SHA-256 of the program.
    software: [u8; 32],
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
            _ => Ok(Self { folder, software }),
        }
    }

    pub(crate) const fn software(&self) -> &[u8; 32] {
        &self.software
    }

    /// What is remembered under this key; a memory that cannot be read is none.
    pub(crate) fn recall(&self, village: &VillageCode, key: VillageKey) -> Option<RememberedVillage> {
        RememberedVillage::parse(&files::read(&self.path_of(village), LIMIT).ok()?, key)
    }

    /// Remembers a village; what cannot be written costs time the next time, and nothing else.
    pub(crate) fn remember(
        &self,
        key: VillageKey,
        merged: &VillageMerge,
        bundles: &FileHashes,
        logs: &BTreeMap<[u8; 32], Added>,
    ) {
        if let Some(memory) = RememberedVillage::of(key, merged, bundles, logs) {
            let _costs_time = files::replace_unsynced(&self.path_of(&merged.village), &memory.to_bytes());
        }
    }

    fn path_of(&self, village: &VillageCode) -> PathBuf {
        self.folder.join(format!("{village}.json"))
    }
}
