//! `tally decrypt`: a trustee answers the signed count sets with decryption shares.
//!
//! # Security
//! The points that are answered come out of this program's own merge of verified logs, never out of a file that somebody
//! hands over; and which set is answered is durable beside the key before the first share exists (spec 10.1).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ballot_crypto::SecretShare;
use clap::Args;
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Problem, Ui, Value, in_one_line};
use election::definition::Village;
use election::{SetHash, TrusteeNumber, VillageCode};
use records::TrusteeMemory;
use serde_json::json;
use tally::{Question, VillageMerge, questions};

use crate::commands::sign::statement;
use crate::memory;
use crate::message::in_both;
use crate::passphrase::PassphraseArg;
use crate::random;
use crate::record::Record;
use crate::shares;
use crate::simulasi;
use crate::table;
use crate::villages::{short_hash, standing};

/// Makes decryption shares.
#[derive(Debug, Args)]
pub(crate) struct Decrypt {
    #[arg(long, value_name = "DIR")]
    record: PathBuf,
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long, value_name = "CODE")]
    village: Option<VillageCode>,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

/// A village that was answered.
struct Answered {
    code: VillageCode,
    name: String,
    set: SetHash,
    trustee: TrusteeNumber,
    file: PathBuf,
    /// Whether the file was written by an earlier run.
    before: bool,
}

impl Decrypt {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let record = Record::view(ui, &self.record)?;
        let chosen = record.villages(self.village.as_ref())?;
        let mut memory = memory::beside(&self.key)?;
        memory::must_have_accepted(&memory, record.definition().id(), &self.key)?;
        let secret = self.passphrase.open(ui, &self.key)?;
        let shares = shares::of(record.definition(), &secret, &self.key)?;
        let own = chosen.into_iter().filter_map(|(village, merged)| {
            let share = shares.iter().find(|(share, _)| share.village == village.code)?;
            Some((village, merged, &share.1))
        });
        let (ready, unready): (Vec<_>, Vec<_>) = own.partition(|(_, merged, _)| is_ready(merged));
        if ready.is_empty() && unready.is_empty() {
            let what = Msg::new("decrypt-no-share").with("name", secret.name.as_str());
            return Err(Problem::new(Exit::Failed, what).file(&self.key));
        }
        let question = question(ready.iter().map(|(village, merged, _)| (*village, *merged)), &memory);
        if !question.is_empty() && !ui.agrees(&question)? {
            return Err(Problem::new(Exit::Incomplete, Msg::new("decrypt-declined")));
        }
        files::make_folder(&self.out)?;
        let mut answered = Vec::new();
        for (village, merged, share) in ready {
            answered.extend(self.answer_village(&mut memory, &record, (village, merged), share)?);
        }
        let unready: Vec<_> = unready.into_iter().map(|(village, merged, _)| (village, merged)).collect();
        Ok(self.answer(ui, &record, &answered, &unready))
    }

    /// Answers every count set of the village's chain: a first set, and what its successors add to it.
    fn answer_village(
        &self,
        memory: &mut TrusteeMemory,
        record: &Record,
        (village, merged): (&Village, &VillageMerge),
        share: &SecretShare,
    ) -> Result<Vec<Answered>, Problem> {
        let questions = questions(&record.evidence, village, merged.hash);
        let earlier: Vec<SetHash> =
            questions.iter().map(|question| question.hash).filter(|hash| *hash != merged.hash).collect();
        let known = memory.answered(&village.code);
        let mut answered = Vec::new();
        for question in questions.iter().filter(|q| q.set.predecessor.is_none() || !q.is_empty()) {
            let file = self.out.join(file_name(question, share.trustee()));
            let in_chain = known.is_some_and(|known| known == merged.hash || earlier.contains(&known));
            let before = file.symlink_metadata().is_ok() && in_chain;
            if !before {
                files::must_be_new(&file)?;
            }
            let (code, name, set) = (village.code.clone(), village.name.clone(), question.hash);
            answered.push(Answered { code, name, set, trustee: share.trustee(), file, before });
        }
        memory::answer(memory, merged.set.election, village, (merged.hash, &earlier))?;
        for (question, answered) in questions.iter().filter_map(|question| {
            Some((question, answered.iter().find(|a| a.set == question.hash && !a.before)?))
        }) {
            let foreign = |error: tally::ShareProblem| {
                let what = Msg::new("accept-foreign-share").with("village", village.code.as_str());
                Problem::new(Exit::Failed, what)
                    .file(&self.key)
                    .advice(Msg::new("accept-foreign-share-advice"))
                    .told(in_both(error))
            };
            let shares = question.answer(share, &mut random::os()?).map_err(foreign)?;
            files::write_new(&answered.file, &shares.to_bytes(), Access::Public)?;
        }
        Ok(answered)
    }

    fn answer(
        &self,
        ui: &Ui,
        record: &Record,
        answered: &[Answered],
        unready: &[(&Village, &VillageMerge)],
    ) -> Answer {
        let mut page = ui.page();
        simulasi::mark(&mut page, record.definition());
        if !answered.is_empty() {
            let villages: BTreeSet<&VillageCode> = answered.iter().map(|answered| &answered.code).collect();
            page.say(&Msg::new("decrypt-done").with("count", villages.len()));
            let heads = [Msg::new("head-village"), Msg::new("head-set"), Msg::new("head-file")];
            table::add(&mut page, &heads, answered.iter().map(row).collect());
        }
        if !unready.is_empty() {
            page.blank();
            page.say(&Msg::new("decrypt-unready").with("count", unready.len()));
            for (village, merged) in unready {
                let line = Msg::new("decrypt-unready-line").with("village", village.name.as_str());
                page.say(&line.with("standing", standing(merged)));
            }
        }
        if !answered.is_empty() {
            page.advise(
                &Msg::new("decrypt-next")
                    .with("record", self.record.as_path())
                    .with("out", self.out.as_path()),
            );
        }
        let exit = if unready.is_empty() { Exit::Complete } else { Exit::Incomplete };
        let share = |a: &Answered| {
            json!({
                "village": a.code,
                "trustee": a.trustee,
                "set": a.set,
                "file": a.file.display().to_string(),
                "written_before": a.before,
            })
        };
        let json = json!({
            "election": record.definition().id(),
            "shares": answered.iter().map(share).collect::<Vec<_>>(),
            "not_ready": unready.iter().map(|(village, _)| village.code.as_str()).collect::<Vec<_>>(),
        });
        page.answer(exit, json)
    }
}

/// `<village>-t<NN>.share.json`; of a successor with its number, because the earlier file stays valid.
fn file_name(question: &Question<'_>, trustee: TrusteeNumber) -> String {
    let (code, trustee) = (&question.village.code, trustee.get());
    match question.set.number {
        1 => format!("{code}-t{trustee:02}.share.json"),
        number => format!("{code}-t{trustee:02}-set{number}.share.json"),
    }
}

/// What a trustee is about to answer for the first time; nothing if it was all answered before.
fn question<'a>(
    ready: impl Iterator<Item = (&'a Village, &'a VillageMerge)>,
    memory: &TrusteeMemory,
) -> Vec<Msg> {
    let new = ready.filter(|(village, merged)| memory.answered(&village.code) != Some(merged.hash));
    let of_village = |(village, merged): (&Village, &VillageMerge)| {
        let hash = Msg::new("sign-hash").with("hash", in_one_line(merged.hash.as_bytes()));
        [statement(village, merged), hash]
    };
    let lines: Vec<Msg> = new.flat_map(of_village).collect();
    if lines.is_empty() {
        return lines;
    }
    let head = [Msg::new("decrypt-about-to")].into_iter();
    head.chain(lines).chain([Msg::new("decrypt-question")]).collect()
}

/// Whether there is one set with m committee signatures that follows from the logs, and nothing speaks against them.
fn is_ready(merged: &VillageMerge) -> bool {
    merged.note.is_some() && merged.refusals.is_empty() && merged.contradictions().next().is_none()
}

fn row(answered: &Answered) -> Vec<Value> {
    let file = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let file = file(&answered.file).unwrap_or_default();
    let hash = short_hash(answered.set.as_bytes());
    vec![answered.name.as_str().into(), hash, file.into()]
}
