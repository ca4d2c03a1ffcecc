//! The photos and clips beside a draft: found, looked through, and copied to where packs are made from.

mod clip;
mod photo;

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use dialogue::files::{self, Access};
use dialogue::{Exit, Msg, Problem};
use election::draft::{DraftMedium, MediumKind, MediumProblem};
use election::pack::medium_hash;

/// The folder beside `election.json` in which the photos and clips lie, each under its hash.
pub(crate) const FOLDER: &str = "media";

/// The folder of a draft, and what has been found there.
pub(super) struct Shelf {
    folder: PathBuf,
    found: BTreeMap<[u8; 32], Found>,
}

struct Found {
    path: PathBuf,
    kind: MediumKind,
}

/// How many photos and clips there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    pub(super) photos: usize,
    pub(super) clips: usize,
}

impl Shelf {
    pub(super) fn beside(draft: &Path) -> Self {
        let folder = draft.parent().unwrap_or(Path::new("")).to_owned();
        Self { folder, found: BTreeMap::new() }
    }

    /// The hash of a photo or clip that is what it must be.
    pub(super) fn read(&mut self, medium: &DraftMedium) -> Result<[u8; 32], MediumProblem> {
        let path = self.folder.join(medium.file.as_str());
        let bytes = read(&path, medium.kind.max_bytes())?;
        match medium.kind {
            MediumKind::Photo => photo::check(&bytes)?,
            MediumKind::Clip => clip::check(&bytes)?,
        }
        let hash = medium_hash(&bytes);
        self.found.insert(hash, Found { path, kind: medium.kind });
        Ok(hash)
    }

    /// Copies what has been found into a folder of media. Copies that are there already are left as they are.
    pub(super) fn copy(&self, media: &Path) -> Result<(), Problem> {
        if !self.found.is_empty() {
            files::make_folder(media)?;
        }
        for (hash, Found { path, kind }) in &self.found {
            let bytes = files::read(path, kind.max_bytes())?;
            if medium_hash(&bytes) != *hash {
                // Somebody saved it anew between the two times that it was read.
                return Err(Problem::new(Exit::Failed, Msg::new("medium-changed"))
                    .file(path)
                    .advice(Msg::new("medium-changed-now-advice")));
            }
            files::write_same(&media.join(hex::encode(hash)), &bytes, Access::Public)?;
        }
        Ok(())
    }

    pub(super) fn counted(&self) -> Counted {
        let photos = self.found.values().filter(|found| found.kind == MediumKind::Photo).count();
        Counted { photos, clips: self.found.len() - photos }
    }
}

fn read(path: &Path, limit: u64) -> Result<Vec<u8>, MediumProblem> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => MediumProblem::Missing,
        _ => MediumProblem::Unreadable,
    })?;
    if metadata.is_file() && metadata.len() > limit {
        return Err(MediumProblem::TooLarge { bytes: metadata.len() });
    }
    files::read(path, limit).map_err(|_| MediumProblem::Unreadable)
}
