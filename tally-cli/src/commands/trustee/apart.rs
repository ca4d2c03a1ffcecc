//! What the commands of a ceremony apart have in common.

use std::path::{Path, PathBuf};

use clap::Args;
use dialogue::{Exit, Msg, Problem, Ui, files};

use crate::ceremony::Held;
use crate::passphrase::PassphraseArg;

/// The own state and the folder of everybody's files.
#[derive(Debug, Args)]
pub(super) struct Apart {
    #[arg(long, value_name = "FILE")]
    pub(super) state: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub(super) files: PathBuf,
    #[command(flatten)]
    pub(super) passphrase: PassphraseArg,
}

impl Apart {
    /// Opens the state; the round before must be done.
    pub(super) fn open(&self, ui: &Ui, needs: u8) -> Result<Held, Problem> {
        let held = Held::open(ui, &self.passphrase, &self.state)?;
        if !held.state.has_done(needs) {
            let command = ["tally trustee start", "tally trustee round1", "tally trustee round2"];
            let command = command.get(usize::from(needs)).copied().unwrap_or_default();
            let what = Msg::new("ceremony-too-early");
            return Err(Problem::new(Exit::Incomplete, what)
                .file(&self.state)
                .advice(Msg::new("ceremony-too-early-advice").with("command", command)));
        }
        files::make_folder(&self.files)?;
        Ok(held)
    }

    /// A text with the own file and the words to go on with.
    pub(super) fn next(&self, key: &'static str, file: &Path) -> Msg {
        Msg::new(key)
            .with("file", file)
            .with("state", self.state.as_path())
            .with("files", self.files.as_path())
    }
}

/// Not agreed.
pub(super) fn declined() -> Problem {
    Problem::new(Exit::Incomplete, Msg::new("ceremony-declined")).advice(Msg::new("ceremony-declined-advice"))
}

/// Whether two codes are the same to people: hyphens, spaces and case say nothing, look-alikes are one.
pub(super) fn same_code(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let symbols: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        symbols.to_uppercase().replace('O', "0").replace(['I', 'L'], "1")
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_compared_as_people_write_them() {
        assert!(same_code("ABCDE-01FGH", "abcde o1 fgh"));
        assert!(same_code("1", "l"));
        assert!(!same_code("ABCDE-01FGH", "ABCDE-01FGJ"));
        assert!(!same_code("ABCDE", ""));
    }
}
