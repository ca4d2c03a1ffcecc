//! Why a step was not taken, and what else polling tells, for officers. The key of the text is what programs read.

use ballot_log::{BuildError, Mismatch};
use std::io::ErrorKind;

use ballot_store::{Finding, Medium, RescueError};
use dialogue::{Msg, Told};
use election::TokenError;
use polling::{
    CloseRefusal, ExchangeRefusal, LockedBooth, MediumError, MediumRefusal, NewRefusal, OldRefusal,
    OpenRefusal, OtherMedium, SpentSlips, TokenRefusal, TokenStatus, TokenUse,
};

pub(crate) fn token(refusal: &TokenRefusal) -> Msg {
    match refusal {
        TokenRefusal::Unreadable(error) => mistyped(error),
        TokenRefusal::NotListed => Msg::new("slip-not-listed"),
        TokenRefusal::Used { how } => spent(*how),
    }
}

/// The answer about a slip.
pub(crate) fn status(status: &Result<TokenStatus, TokenRefusal>) -> Msg {
    match status {
        Ok(TokenStatus::NotRecorded) => Msg::new("slip-unused"),
        Ok(TokenStatus::Recorded(how)) => spent(*how),
        Err(refusal) => token(refusal),
    }
}

fn mistyped(error: &TokenError) -> Msg {
    match error {
        TokenError::Foreign => Msg::new("slip-foreign"),
        _ => Msg::new("slip-mistyped"),
    }
}

const fn spent(how: TokenUse) -> Msg {
    match how {
        TokenUse::Cast => Msg::new("slip-cast"),
        TokenUse::Challenged => Msg::new("slip-challenged"),
    }
}

pub(crate) fn exchange(refusal: &ExchangeRefusal) -> Msg {
    match refusal {
        ExchangeRefusal::Old(refusal) => old(refusal),
        ExchangeRefusal::New(NewRefusal::Slip(refusal)) => token(refusal),
        ExchangeRefusal::New(NewRefusal::Given) => Msg::new("slip-given"),
        ExchangeRefusal::Medium(MediumRefusal::OtherBooth { medium, slip }) => {
            Msg::new("medium-other-booth").with("medium", medium.to_string()).with("slip", slip.to_string())
        }
        ExchangeRefusal::Medium(MediumRefusal::NotWhole { booth }) => {
            Msg::new("medium-damaged").with("booth", booth.to_string())
        }
        ExchangeRefusal::OtherDusun { old, new } => {
            Msg::new("slip-other-dusun").with("old", u16::from(old.get())).with("new", u16::from(new.get()))
        }
    }
}

fn old(refusal: &OldRefusal) -> Msg {
    match refusal {
        OldRefusal::Unreadable(error) => mistyped(error),
        OldRefusal::Own => Msg::new("slip-own"),
        OldRefusal::NoLists => Msg::new("slip-no-lists"),
        OldRefusal::NotListed => Msg::new("slip-not-of-this-tps"),
        OldRefusal::Spent { how } => spent(*how),
        OldRefusal::Exchanged => Msg::new("slip-exchanged"),
    }
}

/// What slips were exchanged upon.
pub(crate) fn exchanged(medium: &OtherMedium) -> Msg {
    match medium {
        OtherMedium::Read(spent) => Msg::new("step-exchanged").with("spent", spent.len()),
        OtherMedium::Unreadable { .. } => Msg::new("step-exchanged-vouched"),
    }
}

/// What the medium of another booth has told.
pub(crate) fn spent_slips(spent: &SpentSlips) -> Msg {
    let said = if spent.is_whole() { Msg::new("medium-read") } else { Msg::new("medium-read-partly") };
    said.with("booth", spent.booth().to_string()).with("spent", spent.len())
}

pub(crate) fn medium(error: &MediumError) -> Msg {
    match error {
        MediumError::Unreadable(RescueError::Io { source, .. }) if is_of_writing(source.kind()) => no_copy(),
        MediumError::Unreadable(_) => Msg::new("medium-unreadable"),
        MediumError::Foreign => Msg::new("medium-foreign"),
    }
}

/// A database is copied before it is read: this booth's own medium cannot take the copy, and the other booth's may be
/// sound.
pub(crate) const fn no_copy() -> Msg {
    Msg::new("medium-not-copied")
}

/// Whether only what writes fails like this.
const fn is_of_writing(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::StorageFull
            | ErrorKind::QuotaExceeded
            | ErrorKind::FileTooLarge
            | ErrorKind::ReadOnlyFilesystem
    )
}

pub(crate) fn open(refusal: &OpenRefusal) -> Msg {
    match refusal {
        OpenRefusal::NotReady => Msg::new("open-not-ready"),
        OpenRefusal::NoSuchCandidate { candidate } => {
            Msg::new("open-no-candidate").with("candidate", u16::from(*candidate))
        }
        OpenRefusal::CandidateTwice { candidate } => {
            Msg::new("open-candidate-twice").with("candidate", u16::from(*candidate))
        }
        OpenRefusal::OneForEach { found, candidates } => {
            Msg::new("open-one-for-each").with("found", *found).with("candidates", *candidates)
        }
        OpenRefusal::Dice => Msg::new("open-dice").with("throws", LockedBooth::THROWS),
        OpenRefusal::Entry(error) => Msg::new("open-refused").with("problem", build(error)),
    }
}

pub(crate) fn close(refusal: &CloseRefusal) -> Msg {
    match refusal {
        CloseRefusal::Unexplained { mismatches } => {
            let (english, indonesian): (Vec<_>, Vec<_>) =
                mismatches.iter().map(mismatch).map(|told| (told.english, told.indonesian)).unzip();
            let problem = Told::new(english.join("; "), indonesian.join("; "));
            Msg::new("close-unexplained").with("problem", problem)
        }
        CloseRefusal::Entry(error) => Msg::new("close-refused").with("problem", build(error)),
    }
}

fn build(error: &BuildError) -> Told {
    Told::new(error, error.to_indonesian())
}

/// One of the officers' figures that does not agree.
pub(crate) fn mismatch(mismatch: &Mismatch) -> Told {
    Told::new(mismatch, mismatch.to_indonesian())
}

/// What the start has found and repaired, as officers know it.
pub(crate) fn finding(finding: &Finding) -> Msg {
    let name = |medium: &Medium| match medium {
        Medium::Log => Msg::new("status-log"),
        Medium::Mirror => Msg::new("status-mirror"),
    };
    match finding {
        Finding::OneDevice => Msg::new("finding-one-device"),
        Finding::RolledForward { medium, records, .. } => {
            Msg::new("finding-rolled-forward").with("medium", name(medium)).with("records", *records)
        }
        Finding::Rebuilt { medium, .. } => Msg::new("finding-rebuilt").with("medium", name(medium)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Error;

    use super::*;

    #[test]
    fn the_booths_own_full_medium_is_not_told_as_the_other_booths() {
        let failed = |kind: ErrorKind| {
            let (path, source) = ("log.sqlite".into(), Error::from(kind));
            medium(&MediumError::Unreadable(RescueError::Io { path, source })).key().to_owned()
        };
        assert_eq!(failed(ErrorKind::StorageFull), "medium-not-copied");
        assert_eq!(failed(ErrorKind::ReadOnlyFilesystem), "medium-not-copied");
        assert_eq!(failed(ErrorKind::NotFound), "medium-unreadable");
    }
}
