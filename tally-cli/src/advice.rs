//! What a committee does about inputs that were not taken, in words.

use dialogue::Msg;
use records::Advice;

/// The sentence for an advice.
pub(crate) const fn text(advice: Advice) -> Msg {
    match advice {
        Advice::FetchLog => Msg::new("advice-fetch-log"),
        Advice::CopyAgain => Msg::new("advice-copy-again"),
        Advice::GiveTheFile => Msg::new("advice-give-the-file"),
        Advice::GiveLess => Msg::new("advice-give-less"),
        Advice::TakeOut => Msg::new("advice-take-out"),
        Advice::AskAuthority => Msg::new("advice-ask-authority"),
        Advice::AcceptAgain => Msg::new("advice-accept-again"),
        Advice::SignAgain => Msg::new("advice-sign-again"),
        Advice::DecideAgain => Msg::new("advice-decide-again"),
        Advice::StateAgain => Msg::new("advice-state-again"),
        Advice::AnswerAgain => Msg::new("advice-answer-again"),
        Advice::Keep => Msg::new("advice-keep"),
        Advice::Remove => Msg::new("advice-remove"),
    }
}
