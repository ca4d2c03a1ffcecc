//! Why a step of a rehearsal was not taken, for officers. The key of the text is what programs read.

use ballot_log::{BuildError, Mismatch};
use dialogue::{Msg, Told};
use election::TokenError;
use polling::{
    CloseRefusal, ExchangeRefusal, MediumError, MediumRefusal, NewRefusal, OldRefusal, OpenRefusal,
    TokenRefusal, TokenUse,
};

pub(super) fn token(refusal: &TokenRefusal) -> Msg {
    match refusal {
        TokenRefusal::Unreadable(error) => mistyped(error),
        TokenRefusal::NotListed => Msg::new("slip-not-listed"),
        TokenRefusal::Used { how } => spent(*how),
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

pub(super) fn exchange(refusal: &ExchangeRefusal) -> Msg {
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

pub(super) const fn medium(error: &MediumError) -> Msg {
    match error {
        MediumError::Unreadable(_) => Msg::new("medium-unreadable"),
        MediumError::Foreign => Msg::new("medium-foreign"),
    }
}

pub(super) fn open(refusal: &OpenRefusal) -> Msg {
    match refusal {
        OpenRefusal::NoSuchCandidate { candidate } => {
            Msg::new("open-no-candidate").with("candidate", u16::from(*candidate))
        }
        OpenRefusal::CandidateTwice { candidate } => {
            Msg::new("open-candidate-twice").with("candidate", u16::from(*candidate))
        }
        OpenRefusal::Entry(error) => Msg::new("open-refused").with("problem", build(error)),
    }
}

pub(super) fn close(refusal: &CloseRefusal) -> Msg {
    match refusal {
        CloseRefusal::Unexplained { mismatches } => {
            let join =
                |told: fn(&Mismatch) -> String| mismatches.iter().map(told).collect::<Vec<_>>().join("; ");
            let problem = Told::new(join(ToString::to_string), join(Mismatch::to_indonesian));
            Msg::new("close-unexplained").with("problem", problem)
        }
        CloseRefusal::Entry(error) => Msg::new("close-refused").with("problem", build(error)),
    }
}

fn build(error: &BuildError) -> Told {
    Told::new(error, error.to_indonesian())
}
