//! What officers should know and no voter: missing sound, protections that the system refused, repaired media.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dialogue::{Msg, Texts};
use screens::CheckState;

use super::words::Line;

/// Everything of this kind, in the order in which it was found.
pub(crate) struct Notices {
    found: Vec<Msg>,
    voice_failed: Arc<AtomicBool>,
}

impl Notices {
    /// What was found before anybody typed a code. `voice_failed` may become true at any time.
    pub(crate) const fn new(found: Vec<Msg>, voice_failed: Arc<AtomicBool>) -> Self {
        Self { found, voice_failed }
    }

    pub(crate) fn add(&mut self, found: impl IntoIterator<Item = Msg>) {
        self.found.extend(found);
    }

    /// In sentences.
    pub(crate) fn say(&self, texts: &Texts) -> Vec<String> {
        self.all().map(|notice| texts.say(&notice)).collect()
    }

    /// As lines of the readiness check.
    pub(crate) fn checks(&self) -> impl Iterator<Item = Line> {
        self.all().map(|detail| Line {
            what: Msg::new("check-machine"),
            state: CheckState::Attention,
            detail,
        })
    }

    fn all(&self) -> impl Iterator<Item = Msg> {
        let failed = self.voice_failed.load(Ordering::SeqCst).then(|| Msg::new("voice-failed"));
        self.found.iter().cloned().chain(failed)
    }
}
