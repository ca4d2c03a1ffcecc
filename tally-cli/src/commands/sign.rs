//! `tally sign`: committee members sign the count sets of their villages.

use std::path::PathBuf;

use clap::Args;
use election::definition::Village;
use election::{KeyName, Mode, SecretKey, SignedNote, VillageCode};
use serde_json::{Value as Json, json};
use tally::{CountSet, Message, Signatures, VillageMerge};

use crate::exit::Exit;
use crate::page::{Answer, in_one_line};
use crate::passphrase::PassphraseArg;
use crate::problem::Problem;
use crate::record::{Record, signatures_beside};
use crate::secret::{Kind, Secret};
use crate::simulasi;
use crate::texts::Msg;
use crate::ui::Ui;
use crate::villages;

/// Signs count sets.
#[derive(Debug, Args)]
pub(crate) struct Sign {
    #[arg(long, value_name = "DIR")]
    record: PathBuf,
    #[arg(long, value_name = "FILE", required = true)]
    key: Vec<PathBuf>,
    #[arg(long, value_name = "CODE")]
    village: Option<VillageCode>,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

/// A committee member with an open key.
struct Signer {
    name: KeyName,
    key: SecretKey,
}

impl Signer {
    fn sits_in(&self, village: &Village) -> bool {
        let public = self.key.public();
        village.committee.keys.iter().any(|member| member.name == self.name && member.key == public)
    }
}

/// What became of one village.
struct Signed {
    code: VillageCode,
    signers: Vec<KeyName>,
    signatures: Signatures,
}

impl Sign {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let mut record = Record::open(ui, &self.record, &[])?;
        let chosen = record.villages(self.village.as_ref())?;
        let signers = self.signers(ui, &record, &chosen)?;
        let own: Vec<(Village, VillageMerge)> = chosen
            .into_iter()
            .filter(|(village, _)| signers.iter().any(|signer| signer.sits_in(village)))
            .map(|(village, merged)| (village.clone(), merged.clone()))
            .collect();
        let (whole, incomplete): (Vec<_>, Vec<_>) =
            own.into_iter().partition(|(_, merged)| merged.is_counted());
        if !whole.is_empty() && !ui.agrees(&question(&whole))? {
            return Err(Problem::new(Exit::Incomplete, Msg::new("sign-declined")));
        }
        let mut signed = Vec::new();
        for (village, merged) in &whole {
            signed.push(sign(&mut record, village, merged, &signers)?);
        }
        if !signed.is_empty() {
            record.store()?;
        }
        Ok(self.answer(ui, &record, &signed, &incomplete))
    }

    fn signers(
        &self,
        ui: &Ui,
        record: &Record,
        chosen: &[(&Village, &VillageMerge)],
    ) -> Result<Vec<Signer>, Problem> {
        let secrets = self.passphrase.open_all(ui, &self.key)?;
        let mut signers = Vec::new();
        for (secret, file) in secrets.iter().zip(&self.key) {
            let refuse = |what: Msg| Problem::new(Exit::Failed, what).file(file);
            if record.definition().mode() == Mode::Resmi && secret.mode == Mode::Simulasi {
                return Err(refuse(Msg::new("key-of-simulasi")).advice(Msg::new("key-of-simulasi-advice")));
            }
            let signer = signer(secret).filter(|s| chosen.iter().any(|(village, _)| s.sits_in(village)));
            let no_member = || {
                refuse(Msg::new("sign-no-member").with("name", secret.name.as_str()))
                    .advice(Msg::new("sign-no-member-advice"))
            };
            signers.push(signer.ok_or_else(no_member)?);
        }
        Ok(signers)
    }

    fn answer(
        &self,
        ui: &Ui,
        record: &Record,
        signed: &[Signed],
        incomplete: &[(Village, VillageMerge)],
    ) -> Answer {
        let mut page = ui.page();
        simulasi::mark(&mut page, record.definition());
        let mut json: Vec<Json> = Vec::new();
        for one in signed {
            let Some((village, merged)) = found(record, &one.code) else { continue };
            page.say(&statement(village, merged));
            page.banner(&Msg::new("set-hash").with("village", village.name.as_str()), merged.hash.as_bytes());
            one.signers.iter().for_each(|name| page.say(&Msg::new("sign-done").with("name", name.as_str())));
            page.say(&standing(one));
            page.blank();
            json.push(json!({
                "code": village.code,
                "set": merged.hash,
                "ballots": merged.set.ballots(),
                "signers": one.signers.iter().map(KeyName::as_str).collect::<Vec<_>>(),
                "given": one.signatures.given,
                "needed": one.signatures.needed,
            }));
        }
        for (village, merged) in incomplete {
            page.blank();
            page.say(&Msg::new("sign-refused").with("village", village.name.as_str()));
            villages::missing(&mut page, village, merged);
        }
        let whole = signed.iter().all(|one| one.signatures.given >= one.signatures.needed);
        if incomplete.is_empty() {
            let next = if whole {
                Msg::new("merge-next-decrypt").with("record", self.record.as_path())
            } else {
                Msg::new("sign-next").with("folder", signatures_beside(&self.record).as_path())
            };
            page.advise(&next);
        }
        let exit = if incomplete.is_empty() { Exit::Complete } else { Exit::Incomplete };
        let refused: Vec<Json> = incomplete.iter().map(|(v, m)| villages::to_json(v, m)).collect();
        page.answer(exit, json!({ "signed": json, "refused": refused }))
    }
}

fn signer(secret: &Secret) -> Option<Signer> {
    let key = secret.key().filter(|_| secret.kind == Kind::Committee)?;
    Some(Signer { name: secret.name.parse().ok()?, key })
}

fn sign(
    record: &mut Record,
    village: &Village,
    merged: &VillageMerge,
    signers: &[Signer],
) -> Result<Signed, Problem> {
    let internal = |message: Message| Problem::new(Exit::Internal, Msg::new("sign-failed")).told(message);
    let text = record.definition().set_text(&village.code, merged.to_sign().1);
    let mut note = SignedNote::new(text).map_err(|error| internal(error.into()))?;
    let own: Vec<&Signer> = signers.iter().filter(|signer| signer.sits_in(village)).collect();
    own.iter().for_each(|signer| note.sign(&signer.name, &signer.key));
    let signatures =
        record.merged.sign(&mut record.evidence, &note).map_err(|problem| internal(problem.message))?;
    let signers = own.into_iter().map(|signer| signer.name.clone()).collect();
    Ok(Signed { code: village.code.clone(), signers, signatures })
}

fn found<'r>(record: &'r Record, code: &VillageCode) -> Option<(&'r Village, &'r VillageMerge)> {
    record.definition().village(code).zip(record.merged.village(code))
}

/// What a member puts a name under, and a trustee opens.
pub(crate) fn statement(village: &Village, merged: &VillageMerge) -> Msg {
    statement_of(village, &merged.set)
}

fn statement_of(village: &Village, set: &CountSet) -> Msg {
    Msg::new("sign-statement")
        .with("village", village.name.as_str())
        .with("code", village.code.as_str())
        .with("ballots", set.ballots())
        .with("booths", villages::booths(set))
        .with("aside", set.set_aside.len())
}

fn question(whole: &[(Village, VillageMerge)]) -> Vec<Msg> {
    let of_village = |(village, merged): &(Village, VillageMerge)| {
        let (set, hash) = merged.to_sign();
        let hash = Msg::new("sign-hash").with("hash", in_one_line(hash.as_bytes()));
        [statement_of(village, set), hash]
    };
    let head = [Msg::new("sign-about-to")].into_iter();
    head.chain(whole.iter().flat_map(of_village)).chain([Msg::new("sign-question")]).collect()
}

fn standing(one: &Signed) -> Msg {
    let Signatures { given, needed } = one.signatures;
    match needed.saturating_sub(given) {
        0 => Msg::new("sign-enough").with("given", given),
        lacking => {
            Msg::new("sign-lacking").with("given", given).with("needed", needed).with("lacking", lacking)
        }
    }
}
