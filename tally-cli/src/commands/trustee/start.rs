//! `tally trustee start`: a trustee draws its keys for a ceremony apart and writes round 0.

use std::path::{Path, PathBuf};

use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use election::{SecretKey, TrusteeNumber, VillageCode};
use serde_json::json;

use super::apart::Apart;
use crate::ceremony::{Held, Round0, Setting, State, signed};
use crate::drafts;
use crate::random;

/// Begins a ceremony apart.
#[derive(Debug, Args)]
pub(crate) struct Start {
    #[arg(value_name = "DRAFT")]
    draft: PathBuf,
    #[arg(long, value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "CODE")]
    village: Option<VillageCode>,
    #[command(flatten)]
    apart: Apart,
}

impl Start {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let draft = drafts::read_valid(ui, &self.draft)?;
        let (setting, trustee) = Setting::of_draft(&draft, &self.name, self.village.as_ref())
            .map_err(|problem| problem.file(&self.draft))?;
        let held = match self.apart.state.symlink_metadata() {
            Ok(_) => self.again(ui, &setting, trustee)?,
            Err(_) => self.fresh(ui, &setting, trustee)?,
        };
        let file = held.put(&self.apart.files, 0)?;
        self.answer(ui, &held.state, &file)
    }

    fn fresh(&self, ui: &Ui, setting: &Setting, trustee: TrusteeNumber) -> Result<Held, Problem> {
        let passphrase = self.apart.passphrase.fresh(ui, &self.name, setting.mode)?;
        let key = SecretKey::generate(&mut random::os()?);
        let identity = age::x25519::Identity::generate();
        let mut state = State::new(setting, trustee, &key, &identity);
        let body = Round0 {
            threshold: setting.threshold,
            villages: setting.villages.clone(),
            names: setting.names.clone(),
            trustee,
            recipient: identity.to_public().to_string(),
            key: key.public(),
        };
        state.own.push(signed(setting, trustee, 0, &body, &key)?);
        if let Some(folder) = self.apart.state.parent() {
            files::make_folder(folder)?;
        }
        Held::create(&self.apart.state, state, passphrase)
    }

    /// The state is there: the same ceremony, or another one that must not be lost.
    fn again(&self, ui: &Ui, setting: &Setting, trustee: TrusteeNumber) -> Result<Held, Problem> {
        let held = Held::open(ui, &self.apart.passphrase, &self.apart.state)?;
        if held.state.setting() == *setting && held.state.trustee == trustee {
            return Ok(held);
        }
        Err(Problem::new(Exit::Failed, Msg::new("ceremony-state-other"))
            .file(&self.apart.state)
            .advice(Msg::new("ceremony-state-other-advice")))
    }

    fn answer(&self, ui: &Ui, state: &State, file: &Path) -> Result<Answer, Problem> {
        let fingerprint = state.fingerprint()?;
        let mut page = ui.page();
        page.say(
            &Msg::new("ceremony-started")
                .with("trustee", state.setting().shown(state.trustee))
                .with("villages", state.setting().villages.len()),
        );
        page.say(&Msg::new("file-written").with("file", file));
        page.say(&Msg::new("ceremony-own-fingerprint").with("code", fingerprint.as_str()));
        page.advise(&self.apart.next("ceremony-start-next", file));
        let json = json!({
            "trustee": state.trustee,
            "name": self.name,
            "villages": state.setting().villages,
            "fingerprint": fingerprint,
            "file": file.display().to_string(),
            "state": self.apart.state.display().to_string(),
        });
        Ok(page.answer(Exit::Complete, json))
    }
}
