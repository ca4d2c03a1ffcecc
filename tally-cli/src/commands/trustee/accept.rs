//! `tally trustee accept`: a trustee accepts a sealed definition, once.

use std::path::{Path, PathBuf};

use clap::Args;
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Problem, Ui, in_one_line};
use election::{AcceptanceFile, Definition, ElectionId};
use serde_json::{Value as Json, json};

use crate::commands::definition;
use crate::memory;
use crate::parts;
use crate::passphrase::PassphraseArg;
use crate::random;
use crate::secret::Share;
use crate::shares;

/// Accepts a definition.
#[derive(Debug, Args)]
pub(crate) struct Accept {
    #[arg(long, value_name = "FILE")]
    definition: PathBuf,
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long, value_name = "OLDID")]
    replace: Option<ElectionId>,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

impl Accept {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        // A trustee accepts nothing unsealed.
        let (definition, ..) = definition::read_sealed(ui, &self.definition)?;
        let mut memory = memory::beside(&self.key)?;
        ui.note(&Msg::new("accept-about-to").with("election", in_one_line(definition.id().as_bytes())));
        let secret = self.passphrase.open(ui, &self.key)?;
        let shares = shares::of(&definition, &secret, &self.key)?;
        // The memory is durable before anything that others could use exists.
        memory::accept(&mut memory, definition.id(), self.replace)?;
        files::make_folder(&self.out)?;
        let mut written = Vec::new();
        for (share, secret) in shares {
            let path = self.out.join(format!("{}-t{:02}.json", share.village, share.trustee.get()));
            if is_accepted(&definition, share, &path) {
                written.push((share, path));
                continue;
            }
            let proof = secret.accept(&definition.id(), &share.village, &mut random::os()?);
            let (village, proof) = (share.village.clone(), proof.to_bytes());
            let file = AcceptanceFile::new(definition.id(), village, share.trustee, proof);
            files::write_new(&path, &file.to_bytes(), Access::Public)?;
            written.push((share, path));
        }
        Ok(self.answer(ui, &definition, &secret.name, &written))
    }

    fn answer(&self, ui: &Ui, definition: &Definition, name: &str, written: &[(&Share, PathBuf)]) -> Answer {
        let mut page = ui.page();
        page.say(&Msg::new("accept-done").with("name", name).with("villages", written.len()));
        for (_, path) in written {
            page.say(&Msg::new("file-written").with("file", path.as_path()));
        }
        page.banner(&Msg::new("election-id"), definition.id().as_bytes());
        page.advise(&Msg::new("accept-next"));
        let acceptance = |(share, path): &(&Share, PathBuf)| json!({ "village": share.village, "trustee": share.trustee, "file": path.display().to_string() });
        let json = json!({
            "election": definition.id(),
            "name": name,
            "acceptances": written.iter().map(acceptance).collect::<Vec<Json>>(),
        });
        page.answer(Exit::Complete, json)
    }
}

/// Whether this very acceptance is there already: every proof is drawn anew, so that a command which was interrupted
/// and is run again would find other bytes.
fn is_accepted(definition: &Definition, share: &Share, path: &Path) -> bool {
    let there = files::read(path, parts::MAX_ACCEPTANCE).ok();
    let there = there.and_then(|bytes| AcceptanceFile::parse(&bytes).ok());
    there.is_some_and(|there| {
        (there.election, &there.village, there.trustee) == (definition.id(), &share.village, share.trustee)
            && parts::is_proved(definition, &there)
    })
}
