//! `tally bulletin`: a village's result on small sheets, signed by a member of its committee (spec 10.6).

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use election::definition::Village;
use election::{Definition, ElectionId, VillageCode};
use papers::bulletin::{Printed, sheet_png};
use serde_json::{Value as Json, json};
use tally::{Bulletin, VillageMerge};

use crate::new_folder;
use crate::passphrase::PassphraseArg;
use crate::record;
use crate::results;
use crate::signer::{self, Signer};
use crate::simulasi;
use crate::verified;

/// Writes bulletins of a record.
#[derive(Debug, Args)]
pub(crate) struct BulletinOf {
    #[arg(value_name = "DIR")]
    record: PathBuf,
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long, value_name = "CODE")]
    village: Option<VillageCode>,
    #[arg(long, value_name = "HEX")]
    election_id: Option<ElectionId>,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

/// A village of which the key's holder sits in the committee.
type Own<'r> = (&'r Village, &'r VillageMerge);

impl BulletinOf {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        files::must_be_new(&self.out)?;
        let report = verified::report(ui, &self.record, self.election_id)?;
        let election = verified::election(&self.record, &report)?;
        let (definition, merged) = (election.definition(), election.merged());
        let chosen = record::villages(definition, merged, self.village.as_ref())?;
        let keys = std::slice::from_ref(&self.key);
        let signers = signer::open(ui, (&self.passphrase, keys), definition, |signer| {
            chosen.iter().any(|(village, _)| signer.sits_in(village))
        })?;
        let sits = |(village, _): &Own<'_>| signers.iter().any(|signer| signer.sits_in(village));
        let (whole, without): (Vec<Own<'_>>, Vec<Own<'_>>) =
            chosen.into_iter().filter(sits).partition(|(_, merged)| merged.result.is_some());
        if !whole.is_empty() && !ui.agrees(&question(&whole))? {
            return Err(Problem::new(Exit::Incomplete, Msg::new("sign-declined")));
        }
        let mut content = BTreeMap::new();
        for (village, merged) in &whole {
            for signer in &signers {
                content.extend(sheets((village, merged), signer)?);
            }
        }
        if !content.is_empty() {
            new_folder::write(&self.out, &content)?;
        }
        Ok(self.answer(ui, definition, &content, &without))
    }

    fn answer(
        &self,
        ui: &Ui,
        definition: &Definition,
        content: &BTreeMap<String, Vec<u8>>,
        without: &[Own<'_>],
    ) -> Answer {
        let mut page = ui.page();
        simulasi::mark(&mut page, definition);
        page.say(&Msg::new("provisional"));
        if !content.is_empty() {
            let done = Msg::new("bulletin-done").with("count", content.len() / 2);
            page.say(&done.with("out", self.out.as_path()));
        }
        without.iter().for_each(|(village, merged)| page.say(&results::no_result(village, merged)));
        if !content.is_empty() {
            page.advise(&Msg::new("bulletin-next").with("record", self.record.as_path()));
        }
        let exit = if without.is_empty() { Exit::Complete } else { Exit::Incomplete };
        let json = json!({
            "election": definition.id(),
            "mode": definition.mode(),
            "out": self.out.display().to_string(),
            "files": content.keys().collect::<Vec<_>>(),
            "without_result": without.iter().map(|(village, _)| json!(village.code)).collect::<Vec<Json>>(),
        });
        page.answer(exit, json)
    }
}

fn question(whole: &[Own<'_>]) -> Vec<Msg> {
    let name = |(village, _): &Own<'_>| {
        Msg::new("bulletin-statement")
            .with("village", village.name.as_str())
            .with("code", village.code.as_str())
    };
    let lines = [Msg::new("bulletin-about-to")].into_iter().chain(whole.iter().map(name));
    lines.chain([Msg::new("sign-question")]).collect()
}

/// Text and picture of every bulletin of a village, by file name.
fn sheets((village, merged): Own<'_>, signer: &Signer) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    let Some(result) = &merged.result else { return Ok(BTreeMap::new()) };
    let number = village.committee.keys.iter().position(|member| member.name == signer.name);
    let number = number.and_then(|place| u8::try_from(place + 1).ok()).unwrap_or_default();
    let too_large = |error| {
        Problem::new(Exit::Internal, Msg::new("bulletin-too-large").with("village", village.name.as_str()))
            .detail(error)
    };
    let mut content = BTreeMap::new();
    for bulletin in Bulletin::of(village, result).map_err(too_large)? {
        let signed = bulletin.sign(result.set, number, &signer.key);
        let printed = Printed { bulletin: &signed, village, signer: &signer.name };
        let picture = sheet_png(&signed.to_qr(), &printed.caption());
        let picture = picture.ok_or_else(|| Problem::new(Exit::Internal, Msg::new("bulletin-no-code")))?;
        content.insert(format!("{}.bulletin.png", printed.name()), picture);
        content.insert(format!("{}.bulletin.txt", printed.name()), printed.text().into_bytes());
    }
    Ok(content)
}
