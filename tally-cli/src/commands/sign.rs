//! `tally sign`: committee members sign the count sets of their villages, the authority signs the election root.

use std::path::PathBuf;

use clap::Args;
use dialogue::{Answer, Exit, Msg, Page, Problem, Ui, in_one_line};
use election::definition::Village;
use election::{BoothId, KeyName, SetHash, SignedNote, VillageCode};
use serde_json::{Value as Json, json};
use tally::{BoothLine, CountSet, Message, Signatures, VillageMerge, questions};

use crate::memory;
use crate::message::in_both;
use crate::passphrase::PassphraseArg;
use crate::record::{Record, signatures_beside};
use crate::roots;
use crate::signer::{self, Signer};
use crate::simulasi;
use crate::villages;

/// Signs count sets, or the election root.
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

/// What became of one village.
struct Signed {
    village: Village,
    set: CountSet,
    hash: SetHash,
    added: Vec<BoothId>,
    signers: Vec<KeyName>,
    signatures: Signatures,
}

/// What is to be signed by whom, and what not yet.
struct Work {
    whole: Vec<(Village, VillageMerge)>,
    incomplete: Vec<(Village, VillageMerge)>,
    /// Whether the authority is among the signers.
    root: bool,
}

impl Sign {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let mut record = Record::open(ui, &self.record, &[])?;
        let chosen = record.villages(self.village.as_ref())?;
        let definition = record.definition();
        let signers = signer::open(ui, (&self.passphrase, &self.key), definition, |signer| {
            signer.is_authority(definition) || chosen.iter().any(|(village, _)| signer.sits_in(village))
        })?;
        let work = Work::of(&chosen, &signers, signers.iter().any(|signer| signer.is_authority(definition)));
        if work.root && work.whole.is_empty() && work.incomplete.is_empty() {
            must_be_final(&record)?;
        }
        let question = work.question(&record);
        if !question.is_empty() && !ui.agrees(&question)? {
            return Err(Problem::new(Exit::Incomplete, Msg::new("sign-declined")));
        }
        let mut signed = Vec::new();
        for (village, merged) in &work.whole {
            signed.push(sign(&mut record, village, merged, &signers)?);
        }
        if !signed.is_empty() {
            record.store()?;
        }
        if work.root {
            must_be_final(&record)?;
            sign_root(&mut record, &signers)?;
            record.store()?;
        }
        Ok(self.answer(ui, &record, &signed, &work))
    }

    fn answer(&self, ui: &Ui, record: &Record, signed: &[Signed], work: &Work) -> Answer {
        let mut page = ui.page();
        simulasi::mark(&mut page, record.definition());
        signed.iter().for_each(|one| one.say(&mut page));
        for (village, merged) in &work.incomplete {
            page.blank();
            page.say(&Msg::new("sign-refused").with("village", village.name.as_str()));
            villages::missing(&mut page, village, merged);
        }
        if work.root {
            roots::show(&mut page, &record.merged);
        }
        if let Some(next) = self.next(signed, work) {
            page.advise(&next);
        }
        let exit = if work.incomplete.is_empty() { Exit::Complete } else { Exit::Incomplete };
        let refused: Vec<Json> = work.incomplete.iter().map(|(v, m)| villages::to_json(v, m)).collect();
        let json = json!({
            "signed": signed.iter().map(Signed::to_json).collect::<Vec<_>>(),
            "refused": refused,
            "root": hex::encode(record.merged.root.as_bytes()),
            "authority": roots::to_json(record.merged.notes),
        });
        page.answer(exit, json)
    }

    fn next(&self, signed: &[Signed], work: &Work) -> Option<Msg> {
        let record = self.record.as_path();
        if !work.incomplete.is_empty() {
            return None;
        }
        if signed.is_empty() {
            return Some(Msg::new("merge-next-verify").with("record", record));
        }
        let whole = signed.iter().all(|one| one.signatures.given >= one.signatures.needed);
        Some(match whole {
            true => Msg::new("merge-next-decrypt").with("record", record),
            false => Msg::new("sign-next").with("folder", signatures_beside(record).as_path()),
        })
    }
}

impl Work {
    fn of(chosen: &[(&Village, &VillageMerge)], signers: &[Signer], root: bool) -> Self {
        let own = chosen.iter().filter(|(village, _)| signers.iter().any(|signer| signer.sits_in(village)));
        let (whole, incomplete) = own
            .map(|(village, merged)| ((*village).clone(), (*merged).clone()))
            .partition(|(_, merged)| merged.is_counted());
        Self { whole, incomplete, root }
    }

    fn question(&self, record: &Record) -> Vec<Msg> {
        let of_village = |(village, merged): &(Village, VillageMerge)| {
            let (set, hash) = merged.to_sign();
            let hash = Msg::new("sign-hash").with("hash", in_one_line(hash.as_bytes()));
            let mut lines = vec![statement_of(village, set)];
            lines.extend(successor(set, &added(merged)));
            lines.push(hash);
            lines
        };
        let mut lines: Vec<Msg> = Vec::new();
        if !self.whole.is_empty() {
            lines.push(Msg::new("sign-about-to"));
            lines.extend(self.whole.iter().flat_map(of_village));
        }
        if self.root {
            let root = in_one_line(record.merged.root.as_bytes());
            lines.push(Msg::new("sign-root-about-to").with("root", root));
        }
        if !lines.is_empty() {
            lines.push(Msg::new("sign-question"));
        }
        lines
    }
}

impl Signed {
    fn say(&self, page: &mut Page<'_>) {
        page.say(&statement_of(&self.village, &self.set));
        successor(&self.set, &self.added).iter().for_each(|line| page.say(line));
        let title = Msg::new("set-hash").with("village", self.village.name.as_str());
        page.banner(&title, self.hash.as_bytes());
        self.signers.iter().for_each(|name| page.say(&Msg::new("sign-done").with("name", name.as_str())));
        page.say(&standing(self.signatures));
        page.blank();
    }

    fn to_json(&self) -> Json {
        let place = |id: &BoothId| json!({ "tps": id.tps, "booth": id.booth });
        json!({
            "code": self.village.code,
            "set": self.hash,
            "number": self.set.number,
            "predecessor": self.set.predecessor,
            "added": self.added.iter().map(place).collect::<Vec<_>>(),
            "ballots": self.set.ballots(),
            "signers": self.signers.iter().map(KeyName::as_str).collect::<Vec<_>>(),
            "given": self.signatures.given,
            "needed": self.signatures.needed,
        })
    }
}

/// The authority signs last: a root that grows afterwards stands against its note for ever.
fn must_be_final(record: &Record) -> Result<(), Problem> {
    let names: Vec<&str> = record
        .villages(None)?
        .into_iter()
        .filter(|(_, merged)| !roots::is_final(merged))
        .map(|(village, _)| village.name.as_str())
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    let shown = names.iter().take(villages::MOST_LINES).copied().collect::<Vec<_>>().join(", ");
    let what = Msg::new("sign-root-unfinished").with("count", names.len()).with("villages", shown);
    Err(Problem::new(Exit::Incomplete, what).advice(Msg::new("sign-root-unfinished-advice")))
}

fn sign_root(record: &mut Record, signers: &[Signer]) -> Result<(), Problem> {
    let text = record.merged.checkpoint_text(&record.evidence);
    let mut note = SignedNote::new(text).map_err(|error| internal(error.into()))?;
    let definition = record.definition();
    let authority = signers.iter().filter(|signer| signer.is_authority(definition));
    authority.for_each(|signer| note.sign(&signer.name, &signer.key));
    let signed = record.merged.sign_root(&mut record.evidence, &note);
    signed.map_err(|problem| internal(problem.message))
}

fn internal(message: Message) -> Problem {
    Problem::new(Exit::Internal, Msg::new("sign-failed")).told(in_both(message))
}

fn sign(
    record: &mut Record,
    village: &Village,
    merged: &VillageMerge,
    signers: &[Signer],
) -> Result<Signed, Problem> {
    let (set, hash) = merged.to_sign();
    let text = record.definition().set_text(&village.code, hash);
    let mut note = SignedNote::new(text).map_err(|error| internal(error.into()))?;
    let own: Vec<&Signer> = signers.iter().filter(|signer| signer.sits_in(village)).collect();
    let earlier: Vec<SetHash> =
        questions(&record.evidence, village, merged.hash).iter().map(|question| question.hash).collect();
    for signer in &own {
        memory::sign(&signer.file, record.definition().id(), village, (hash, &earlier))?;
    }
    own.iter().for_each(|signer| note.sign(&signer.name, &signer.key));
    let signatures =
        record.merged.sign(&mut record.evidence, &note).map_err(|problem| internal(problem.message))?;
    let signers = own.into_iter().map(|signer| signer.name.clone()).collect();
    let (village, set, added) = (village.clone(), set.clone(), added(merged));
    Ok(Signed { village, set, hash, added, signers, signatures })
}

/// The booths that a successor adds to the set that is signed.
pub(crate) fn added(merged: &VillageMerge) -> Vec<BoothId> {
    let Some(next) = &merged.next else { return Vec::new() };
    let is_new = |id: &&BoothId| {
        let counted = |set: &CountSet| set.line(id).is_some_and(BoothLine::is_counted);
        counted(&next.set) && !counted(&merged.set)
    };
    merged.late.iter().filter(is_new).cloned().collect()
}

/// That a set is not the first one, and what it adds.
pub(crate) fn successor(set: &CountSet, added: &[BoothId]) -> Vec<Msg> {
    if set.predecessor.is_none() {
        return Vec::new();
    }
    let head = Msg::new("sign-successor").with("number", set.number);
    let place = |id: &BoothId| {
        let line = set.line(id).map_or(0, |line| line.cast);
        Msg::new("sign-adds").with("tps", id.tps.get()).with("booth", id.booth.get()).with("cast", line)
    };
    std::iter::once(head).chain(added.iter().map(place)).collect()
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

fn standing(signatures: Signatures) -> Msg {
    let Signatures { given, needed } = signatures;
    match needed.saturating_sub(given) {
        0 => Msg::new("sign-enough").with("given", given),
        lacking => {
            Msg::new("sign-lacking").with("given", given).with("needed", needed).with("lacking", lacking)
        }
    }
}
