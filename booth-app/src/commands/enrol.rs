//! `booth-app enrol`: makes the booth's keys and hands its public key to the authority.

use std::path::PathBuf;

use clap::Args;
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Problem, Ui};
use election::enrolment::Enrolment;
use election::{BoothId, Mode};
use serde_json::json;

use crate::codes::CodesArg;
use crate::keys::BoothKeys;
use crate::place::Place;

/// Enrols a booth.
#[derive(Debug, Args)]
pub(crate) struct Enrol {
    #[arg(long, value_name = "V-T-B")]
    booth: BoothId,
    #[arg(long, value_parser = mode_from_word)]
    mode: Mode,
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long, value_name = "DIR")]
    mirror: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    codes: CodesArg,
    #[arg(long)]
    same_device_i_know: bool,
}

impl Enrol {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        for folder in [&self.data, &self.mirror, &self.out] {
            files::make_folder(folder)?;
        }
        let place = Place::new(&self.data);
        place.check_devices(&self.mirror, self.same_device_i_know)?;
        let _alone = place.lock()?;
        files::must_be_new(&place.keys())?;
        let passphrase = self.codes.fresh(ui)?;
        let keys = BoothKeys::generate(self.mode, self.booth)?;
        let enrolment = Enrolment::new(keys.mode, keys.booth.clone(), keys.key.public());
        let out = self.out.join(enrolment.file_name());
        files::must_be_new(&out)?;
        let note = enrolment.sign(&keys.key);
        if self.same_device_i_know {
            place.keep_same_device()?;
        }
        // The keys last of what stays here: a booth is enrolled once they are there, and with them is all the rest.
        files::replace(&place.enrolment(), &note, Access::Public)?;
        keys.write(&place.keys(), passphrase)?;
        files::write_new(&out, &note, Access::Public).map_err(|problem| {
            problem.advice(Msg::new("enrol-copy-advice").with("file", place.enrolment().as_path()))
        })?;
        let mut page = ui.page();
        page.say(&Msg::new("enrol-done"));
        page.blank();
        page.say(&Msg::new("place-booth").with("booth", keys.booth.to_string()));
        page.say(&Msg::new("place-mode").with("mode", keys.mode.as_str()));
        page.say(&Msg::new("place-key").with("key", enrolment.short_key()));
        page.say(&Msg::new("enrol-file").with("file", out.as_path()));
        if self.same_device_i_know {
            page.say(&Msg::new("enrol-one-device"));
        }
        page.advise(&Msg::new("enrol-next"));
        let json = json!({
            "booth": keys.booth.to_string(),
            "mode": keys.mode,
            "key": enrolment.key(),
            "short_key": enrolment.short_key(),
            "enrolment": out.display().to_string(),
            "same_device": self.same_device_i_know,
        });
        Ok(page.answer(Exit::Complete, json))
    }
}

fn mode_from_word(word: &str) -> Result<Mode, String> {
    [Mode::Resmi, Mode::Simulasi]
        .into_iter()
        .find(|mode| mode.as_str() == word)
        .ok_or_else(|| "resmi, simulasi".to_owned())
}
