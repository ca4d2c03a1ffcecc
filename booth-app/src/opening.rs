//! Why a log does not open, for officers.

use std::path::Path;

use ballot_store::{ContentError, OpenError, PlaceError};
use dialogue::{Exit, Msg, Problem};

/// The problem of a log that does not open.
pub(crate) fn problem(error: &OpenError, mirror: &Path) -> Problem {
    let failed = |what| Problem::new(Exit::Failed, what);
    let told = match error {
        OpenError::Place(PlaceError::OneDevice { .. }) => mirror_gone(mirror),
        OpenError::Place(PlaceError::Locked { .. }) => {
            Problem::new(Exit::CannotWrite, Msg::new("log-in-use")).advice(Msg::new("log-in-use-advice"))
        }
        OpenError::Place(PlaceError::Absent { .. }) => {
            Problem::new(Exit::Unreadable, Msg::new("no-log")).advice(Msg::new("no-log-advice"))
        }
        OpenError::Place(PlaceError::Present { .. }) => failed(Msg::new("log-present")),
        OpenError::Place(PlaceError::Io { .. }) => {
            Problem::new(Exit::CannotWrite, Msg::new("log-media")).advice(Msg::new("file-unwritable-advice"))
        }
        OpenError::Settings(_) => Problem::new(Exit::Internal, Msg::new("log-settings")),
        OpenError::Content(ContentError::Fork { .. }) => {
            failed(Msg::new("log-fork")).advice(Msg::new("log-export-advice"))
        }
        OpenError::Content(ContentError::BothDamaged { .. }) => {
            failed(Msg::new("log-damaged")).advice(Msg::new("log-export-advice"))
        }
        OpenError::Content(_) => failed(Msg::new("log-other")).advice(Msg::new("log-other-advice")),
    };
    told.detail(error)
}

/// Where the second medium is mounted there is a folder of the first while it is not there: starting again helps once it
/// is back.
fn mirror_gone(mirror: &Path) -> Problem {
    Problem::new(Exit::CannotWrite, Msg::new("mirror-gone"))
        .file(mirror)
        .advice(Msg::new("mirror-gone-advice"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starting_again_helps_once_the_other_program_has_ended() {
        let locked = OpenError::from(PlaceError::Locked { lock: "data/log.lock".into() });
        assert_eq!(problem(&locked, Path::new("mirror")).exit(), Exit::CannotWrite);
    }

    #[test]
    fn starting_again_helps_once_the_second_medium_is_back() {
        let [log, mirror] = ["data/log", "mirror/log"].map(std::path::PathBuf::from);
        let pulled_out = OpenError::from(PlaceError::OneDevice { log, mirror });
        assert_eq!(problem(&pulled_out, Path::new("mirror")).exit(), Exit::CannotWrite);
    }
}
