//! The tokens of a demonstration: some are always offered, those that are used up are not.

use screens::{Ending, Intent, View};

/// Offered at a time.
const OFFERED: usize = 3;

/// Tokens that are not used up.
pub(crate) struct Tokens {
    left: Vec<String>,
    /// The one that was touched last.
    tried: Option<String>,
}

impl Tokens {
    pub(crate) const fn new(left: Vec<String>) -> Self {
        Self { left, tried: None }
    }

    /// Those to touch.
    pub(crate) fn offered(&self) -> Vec<String> {
        self.left.iter().take(OFFERED).cloned().collect()
    }

    /// Somebody did something.
    pub(crate) fn note(&mut self, intent: &Intent) {
        if let Intent::Slip(token) = intent {
            self.tried = Some(token.to_string());
        }
    }

    /// Something is shown; whether other tokens are to be offered.
    pub(crate) fn shown(&mut self, view: &View) -> bool {
        if !matches!(view, View::Done(Ending::Cast | Ending::Challenged)) {
            return false;
        }
        let Some(tried) = self.tried.take() else { return false };
        self.left.retain(|token| *token != tried);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_offered_until_it_is_used_up() {
        let mut tokens = Tokens::new(["a", "b", "c", "d"].map(str::to_owned).to_vec());
        let touch = |tokens: &mut Tokens, token: &str| tokens.note(&Intent::Slip(token.to_owned().into()));
        assert_eq!(tokens.offered(), ["a", "b", "c"]);
        touch(&mut tokens, "b");
        tokens.note(&Intent::Yes);
        assert!(!tokens.shown(&View::Choose) && !tokens.shown(&View::Done(Ending::Nothing)));
        assert!(tokens.shown(&View::Done(Ending::Cast)) && !tokens.shown(&View::Done(Ending::Cast)));
        assert_eq!(tokens.offered(), ["a", "c", "d"]);
        touch(&mut tokens, "d");
        assert!(tokens.shown(&View::Done(Ending::Challenged)));
        assert_eq!(tokens.offered(), ["a", "c"]);
    }
}
