//! `tally key new`, `tally key show`: keys of authority, committee, saksi and booths.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Page, Problem, Ui};
use election::{BoothId, BoothKeyFile, KeyName, Mode, SecretKey, verifier_key};
use serde_json::{Value as Json, json};

use crate::message::in_both;
use crate::passphrase::PassphraseArg;
use crate::random;
use crate::secret::{Kind, Secret};
use crate::table;

/// Bytes of the authority's name: the origins of all logs begin with it (spec 2.2).
const LONGEST_AUTHORITY: usize = 100;

/// Keys.
#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    New(New),
    Show(Show),
}

/// Makes a key.
#[derive(Debug, Args)]
pub(crate) struct New {
    #[arg(long)]
    kind: Kind,
    #[arg(long)]
    name: String,
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[arg(long, value_name = "FILE")]
    public: Option<PathBuf>,
    #[arg(long, default_value = "resmi", value_parser = mode_from_word)]
    mode: Mode,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

/// Shows the public side of a secret file.
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

impl Key {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::New(_) => "key new",
            Self::Show(_) => "key show",
        }
    }

    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        match self {
            Self::New(new) => new.run(ui),
            Self::Show(show) => show.run(ui),
        }
    }
}

impl New {
    fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        if self.kind == Kind::Trustee {
            return Err(Problem::new(Exit::Usage, Msg::new("key-of-trustee"))
                .advice(Msg::new("key-of-trustee-advice")));
        }
        let name: KeyName = self.name.parse().map_err(|error| {
            Problem::new(Exit::Usage, Msg::new("bad-key-name").with("name", self.name.as_str()))
                .told(in_both(error))
        })?;
        self.check_name(&name)?;
        let booth = self.booth()?;
        files::must_be_new(&self.out)?;
        if let Some((_, path)) = &booth {
            files::must_be_new(path)?;
        }
        let key = SecretKey::generate(&mut random::os()?);
        let passphrase = self.passphrase.fresh(ui, name.as_str(), self.mode)?;
        let secret = Secret::signing(self.mode, self.kind, &name, &key);
        secret.write(&self.out, passphrase)?;
        if let Some((booth, path)) = booth {
            files::write_new(path, &BoothKeyFile::new(booth, key.public()).to_bytes(), Access::Public)?;
        }
        let mut page = ui.page();
        page.say(&Msg::new("key-made"));
        show(&mut page, &self.out, &secret);
        page.advise(&Msg::new("key-made-next"));
        Ok(page.answer(Exit::Complete, public_json(&self.out, &secret)))
    }

    /// What a definition would refuse is refused before anybody uses the key (spec 2.2, 2.3).
    fn check_name(&self, name: &KeyName) -> Result<(), Problem> {
        let refuse = |what: Msg| Err(Problem::new(Exit::Usage, what.with("name", name.as_str())));
        if !election::is_plain_text(name.as_str()) {
            return refuse(Msg::new("bad-key-name"));
        }
        match self.kind == Kind::Authority && name.as_str().len() > LONGEST_AUTHORITY {
            true => refuse(Msg::new("long-authority-name").with("limit", LONGEST_AUTHORITY)),
            false => Ok(()),
        }
    }

    /// A booth's key has a public file as enrolment makes it (spec 2.5); no other key has one.
    fn booth(&self) -> Result<Option<(BoothId, &Path)>, Problem> {
        let refuse = |what| Problem::new(Exit::Usage, what).advice(Msg::new("key-of-booth-advice"));
        match (self.kind, &self.public) {
            (Kind::Booth, Some(path)) => match self.name.parse().ok() {
                Some(booth) => Ok(Some((booth, path))),
                None => Err(refuse(Msg::new("no-booth-name").with("name", self.name.as_str()))),
            },
            (Kind::Booth, None) => Err(refuse(Msg::new("key-of-booth-public"))),
            (_, Some(_)) => Err(refuse(Msg::new("key-public-for-booths"))),
            (_, None) => Ok(None),
        }
    }
}

impl Show {
    fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let secret = self.passphrase.open(ui, &self.file)?;
        let mut page = ui.page();
        show(&mut page, &self.file, &secret);
        Ok(page.answer(Exit::Complete, public_json(&self.file, &secret)))
    }
}

fn mode_from_word(word: &str) -> Result<Mode, String> {
    [Mode::Resmi, Mode::Simulasi]
        .into_iter()
        .find(|mode| mode.as_str() == word)
        .ok_or_else(|| "resmi, simulasi".to_owned())
}

fn show(page: &mut Page<'_>, file: &Path, secret: &Secret) {
    page.blank();
    page.say(&Msg::new("key-kind").with("kind", secret.kind.text()));
    page.say(&Msg::new("key-name").with("name", secret.name.as_str()));
    page.say(&Msg::new("key-mode").with("mode", secret.mode.as_str()));
    page.say(&Msg::new("key-file").with("file", file));
    if let Some(key) = secret.key() {
        page.say(&Msg::new("key-public").with("key", key.public().to_string()));
        if let Ok(name) = secret.name.parse::<KeyName>() {
            page.say(&Msg::new("key-verifier").with("key", verifier_key(&name, &key.public())));
        }
    }
    let heads = [Msg::new("head-village"), Msg::new("head-trustee")];
    let row =
        |share: &crate::secret::Share| vec![share.village.to_string().into(), share.trustee.get().into()];
    if !secret.shares.is_empty() {
        table::add(page, &heads, secret.shares.iter().map(row).collect());
    }
}

fn public_json(file: &Path, secret: &Secret) -> Json {
    let share = |share: &crate::secret::Share| json!({ "village": share.village, "trustee": share.trustee });
    let key = secret.key().map(|key| key.public());
    let verifier = secret.name.parse::<KeyName>().ok().zip(key).map(|(name, key)| verifier_key(&name, &key));
    json!({
        "file": file.display().to_string(),
        "kind": secret.kind,
        "mode": secret.mode,
        "name": secret.name,
        "public": key,
        "verifier": verifier,
        "shares": secret.shares.iter().map(share).collect::<Vec<_>>(),
    })
}
