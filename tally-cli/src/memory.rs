//! The memories beside secret files of trustees and committee members, and their refusals in words.

use std::path::{Path, PathBuf};

use dialogue::{Exit, Msg, Problem, in_one_line};
use election::definition::Village;
use election::{ElectionId, SetHash};
use records::{MemoryError, MemoryFileError, SignerError, SignerMemory, TrusteeMemory};

/// The memory of a secret file, locked as long as it lives.
pub(crate) fn beside(key: &Path) -> Result<TrusteeMemory, Problem> {
    TrusteeMemory::load(&path_beside(key)).map_err(|error| damaged(&error))
}

/// The file in which the memory of a secret file is kept.
pub(crate) fn path_beside(key: &Path) -> PathBuf {
    let mut name = key.as_os_str().to_owned();
    name.push(".memory.json");
    PathBuf::from(name)
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

/// Refuses a key that has not accepted this very election.
pub(crate) fn must_have_accepted(
    memory: &TrusteeMemory,
    election: ElectionId,
    key: &Path,
) -> Result<(), Problem> {
    let refuse = |what: Msg| Problem::new(Exit::Failed, what).file(key);
    match memory.accepted() {
        Some(accepted) if accepted == election => Ok(()),
        Some(accepted) => {
            let what = Msg::new("decrypt-other-election").with("old", accepted.to_string());
            Err(refuse(what.with("new", election.to_string()))
                .advice(Msg::new("decrypt-other-election-advice")))
        }
        None => Err(refuse(Msg::new("decrypt-not-accepted")).advice(Msg::new("decrypt-not-accepted-advice"))),
    }
}

/// Remembers, durably, which count set of a village is about to be answered.
pub(crate) fn answer(
    memory: &mut TrusteeMemory,
    election: ElectionId,
    village: &Village,
    (set, earlier): (SetHash, &[SetHash]),
) -> Result<(), Problem> {
    memory.answer(election, &village.code, set, earlier).map_err(|error| match &error {
        MemoryError::Answered { answered, .. } => {
            let what = Msg::new("decrypt-other-set")
                .with("village", village.name.as_str())
                .with("old", in_one_line(answered.as_bytes()))
                .with("new", in_one_line(set.as_bytes()));
            Problem::new(Exit::Failed, what)
                .file(file_of(&error))
                .advice(Msg::new("decrypt-other-set-advice"))
        }
        other => damaged(other),
    })
}

/// Remembers, durably, which count set of a village a committee member is about to sign (spec 9.5).
pub(crate) fn sign(
    key: &Path,
    election: ElectionId,
    village: &Village,
    (set, earlier): (SetHash, &[SetHash]),
) -> Result<(), Problem> {
    let unkept = |error: MemoryFileError| damaged(&MemoryError::from(error));
    let mut memory = SignerMemory::load(&path_beside(key)).map_err(unkept)?;
    memory.sign(election, &village.code, set, earlier).map_err(|error| match error {
        SignerError::File(error) => unkept(error),
        SignerError::Signed { path, signed, .. } => {
            let what = Msg::new("sign-other-set")
                .with("village", village.name.as_str())
                .with("old", in_one_line(signed.as_bytes()))
                .with("new", in_one_line(set.as_bytes()));
            Problem::new(Exit::Failed, what).file(&path).advice(Msg::new("sign-other-set-advice"))
        }
    })
}

fn damaged(error: &MemoryError) -> Problem {
    match error {
        MemoryError::File(error) => unusable(error),
        other => Problem::new(Exit::Unreadable, Msg::new("memory-damaged"))
            .advice(Msg::new("memory-damaged-advice"))
            .file(file_of(other))
            .detail(other),
    }
}

/// A memory that cannot be opened or kept.
pub(crate) fn unusable(error: &MemoryFileError) -> Problem {
    let problem = match error {
        MemoryFileError::Locked { .. } => Problem::new(Exit::CannotWrite, Msg::new("memory-locked"))
            .advice(Msg::new("memory-locked-advice")),
        MemoryFileError::Io { .. } => Problem::new(Exit::CannotWrite, Msg::new("memory-unkept"))
            .advice(Msg::new("file-unwritable-advice"))
            .detail(error),
        MemoryFileError::Damaged { .. } => Problem::new(Exit::Unreadable, Msg::new("memory-damaged"))
            .advice(Msg::new("memory-damaged-advice"))
            .detail(error),
    };
    problem.file(error.path())
}

fn file_of(error: &MemoryError) -> &Path {
    match error {
        MemoryError::File(error) => error.path(),
        MemoryError::OtherElection { path, .. }
        | MemoryError::NotAccepted { path }
        | MemoryError::Answered { path, .. } => path,
    }
}
