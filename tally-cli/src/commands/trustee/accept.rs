//! `tally trustee accept`: a trustee accepts a sealed definition, once.

use std::path::{Path, PathBuf};

use ballot_crypto::SecretShare;
use clap::Args;
use election::{Definition, ElectionId, Mode, SignedNote};
use serde_json::{Value as Json, json};
use tally::AcceptanceFile;

use crate::commands::definition;
use crate::exit::Exit;
use crate::files::{self, Access};
use crate::memory;
use crate::page::{Answer, in_one_line};
use crate::passphrase::PassphraseArg;
use crate::problem::Problem;
use crate::random;
use crate::secret::{Kind, Secret, Share};
use crate::texts::Msg;
use crate::ui::Ui;

const MAX_NOTE: u64 = 128 << 10;

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
        let definition = definition::read(ui, &self.definition)?;
        check_seal(&definition, &self.definition)?;
        let mut memory = memory::beside(&self.key)?;
        ui.note(&Msg::new("accept-about-to").with("election", in_one_line(definition.id().as_bytes())));
        let secret = self.passphrase.open(ui, &self.key)?;
        let shares = self.shares(&definition, &secret)?;
        // The memory is durable before anything that others could use exists.
        memory::accept(&mut memory, definition.id(), self.replace)?;
        files::make_folder(&self.out)?;
        let mut written = Vec::new();
        for (share, secret) in shares {
            let path = self.out.join(format!("{}-t{:02}.json", share.village, share.trustee.get()));
            let proof = secret.accept(&definition.id(), &share.village, &mut random::os()?);
            let file = AcceptanceFile::new(definition.id(), share.village.clone(), share.trustee, &proof);
            files::write_new(&path, &file.to_bytes(), Access::Public)?;
            written.push((share, path));
        }
        Ok(self.answer(ui, &definition, &secret.name, &written))
    }

    /// The shares of this key in this definition, each checked against what the definition publishes.
    fn shares<'a>(
        &self,
        definition: &Definition,
        secret: &'a Secret,
    ) -> Result<Vec<(&'a Share, SecretShare)>, Problem> {
        let refuse = |what: Msg| Problem::new(Exit::Failed, what).file(&self.key);
        if secret.kind != Kind::Trustee {
            return Err(refuse(Msg::new("accept-no-trustee").with("kind", secret.kind.text())));
        }
        if definition.mode() == Mode::Resmi && secret.mode == Mode::Simulasi {
            return Err(refuse(Msg::new("key-of-simulasi")).advice(Msg::new("key-of-simulasi-advice")));
        }
        let share = |share: &'a Share| {
            let opened = SecretShare::from_bytes(share.trustee, share.share.bytes())
                .map_err(|error| refuse(Msg::new("secret-damaged")).detail(error))?;
            let place = usize::from(share.trustee.get()).checked_sub(1);
            let published = definition
                .village(&share.village)
                .and_then(|village| village.trustees.members.get(place?))
                .map(|member| member.verifying_share);
            if published == Some(opened.verifying_share()) {
                return Ok((share, opened));
            }
            let what = Msg::new("accept-foreign-share").with("village", share.village.to_string());
            Err(refuse(what).advice(Msg::new("accept-foreign-share-advice")))
        };
        secret.shares.iter().map(share).collect()
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

/// The seal lies beside the definition; a trustee accepts nothing unsealed.
fn check_seal(definition: &Definition, path: &Path) -> Result<(), Problem> {
    let mut name = path.as_os_str().to_owned();
    name.push(".note");
    let note = PathBuf::from(name);
    let bad = |error: election::NoteError| {
        Problem::new(Exit::Failed, Msg::new("seal-bad"))
            .file(&note)
            .advice(Msg::new("seal-bad-advice"))
            .detail(error)
    };
    let bytes = files::read(&note, MAX_NOTE)?;
    SignedNote::parse(&bytes).and_then(|note| definition.check_seal(&note)).map_err(bad)?;
    Ok(())
}
