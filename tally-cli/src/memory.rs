//! The memory beside a trustee's secret file, and its refusals in words.

use std::path::{Path, PathBuf};

use election::ElectionId;
use records::{MemoryError, TrusteeMemory};

use crate::exit::Exit;
use crate::problem::Problem;
use crate::texts::Msg;

/// The memory of a secret file, locked as long as it lives.
pub(crate) fn beside(key: &Path) -> Result<TrusteeMemory, Problem> {
    let mut name = key.as_os_str().to_owned();
    name.push(".memory.json");
    TrusteeMemory::load(&PathBuf::from(name)).map_err(|error| damaged(&error))
}

/// Remembers the accepted election, durably.
pub(crate) fn accept(
    memory: &mut TrusteeMemory,
    election: ElectionId,
    replace: Option<ElectionId>,
) -> Result<(), Problem> {
    let before = memory.accepted().map(|old| old.to_string()).unwrap_or_default();
    memory.accept(election, replace).map_err(|error| {
        let refuse = |what: Msg| {
            let what = what.with("old", before.as_str()).with("new", election.to_string());
            Problem::new(Exit::Failed, what).file(file_of(&error))
        };
        match &error {
            MemoryError::OtherElection { .. } => refuse(Msg::new("accept-other"))
                .advice(Msg::new("accept-other-advice").with("old", before.as_str())),
            MemoryError::Answered { .. } => {
                refuse(Msg::new("accept-after-share")).advice(Msg::new("accept-after-share-advice"))
            }
            other => damaged(other),
        }
    })
}

fn damaged(error: &MemoryError) -> Problem {
    let problem = match error {
        MemoryError::Locked { .. } => Problem::new(Exit::CannotWrite, Msg::new("memory-locked"))
            .advice(Msg::new("memory-locked-advice")),
        MemoryError::Io { .. } => Problem::new(Exit::CannotWrite, Msg::new("memory-unkept"))
            .advice(Msg::new("file-unwritable-advice"))
            .detail(error),
        _ => Problem::new(Exit::Unreadable, Msg::new("memory-damaged"))
            .advice(Msg::new("memory-damaged-advice"))
            .detail(error),
    };
    problem.file(file_of(error))
}

fn file_of(error: &MemoryError) -> &Path {
    match error {
        MemoryError::Damaged { path, .. }
        | MemoryError::OtherElection { path, .. }
        | MemoryError::NotAccepted { path }
        | MemoryError::Answered { path, .. }
        | MemoryError::Locked { path }
        | MemoryError::Io { path, .. } => path,
    }
}
