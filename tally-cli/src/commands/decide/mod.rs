//! `tally decide`: a village's committee decides what no rule can (spec 9.6).
//!
//! Where a decision ends a log, the end is never typed: it comes out of this program's own merge of the record.

mod attendance;
pub(crate) mod kinds;
pub(crate) mod notes;
mod sign;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use dialogue::{Answer, Exit, Msg, Problem, Ui, files, in_one_line};
use election::definition::Village;
use election::{BoothId, VillageCode};
use serde_json::{Value as Json, json};
use tally::{Branch, Decision, DecisionKind, Fork, VillageMerge};

use crate::decisions::{branch_json, branch_rows, statement, to_json};
use crate::passphrase::PassphraseArg;
use crate::record::Record;
use crate::signer::{self, Signer};
use crate::simulasi;
use crate::table;

use attendance::Attendance;
use notes::{Notes, Written};

/// Decisions of a committee.
#[derive(Debug, Subcommand)]
pub(crate) enum Decide {
    BoothMissing(BoothMissing),
    CountUnclosed(OfLog),
    ChooseFork(ChooseFork),
    LateLog(OfLog),
    Attendance(Attendance),
    Tie(Tie),
    Sign(sign::Sign),
}

/// What every kind needs. Reason, keys and folder are asked for only when there is something to sign.
#[derive(Debug, Args)]
pub(crate) struct Common {
    #[arg(long, value_name = "DIR")]
    record: PathBuf,
    #[arg(long, value_name = "CODE")]
    village: VillageCode,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long, value_name = "N")]
    number: Option<u32>,
    #[arg(long, value_name = "FILE")]
    key: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

/// Which booth.
#[derive(Debug, Args)]
pub(crate) struct Place {
    #[arg(long, value_name = "N")]
    tps: u32,
    #[arg(long, value_name = "N")]
    booth: u32,
}

/// Counts the village without a booth.
#[derive(Debug, Args)]
pub(crate) struct BoothMissing {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    place: Place,
    #[arg(long, value_name = "N")]
    at_most: u32,
}

/// A decision on the only end of a log.
#[derive(Debug, Args)]
pub(crate) struct OfLog {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    place: Place,
}

/// Chooses a branch of a forked log.
#[derive(Debug, Args)]
pub(crate) struct ChooseFork {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    place: Place,
    #[arg(long, value_name = "HEX")]
    head: Option<String>,
}

/// Says who wins a tie.
#[derive(Debug, Args)]
pub(crate) struct Tie {
    #[command(flatten)]
    common: Common,
    #[arg(long, value_name = "N")]
    candidate: u8,
    #[arg(long, value_name = "TEXT")]
    article: String,
}

impl Decide {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::BoothMissing(_) => "decide booth-missing",
            Self::CountUnclosed(_) => "decide count-unclosed",
            Self::ChooseFork(_) => "decide choose-fork",
            Self::LateLog(_) => "decide late-log",
            Self::Attendance(_) => "decide attendance",
            Self::Tie(_) => "decide tie",
            Self::Sign(_) => "decide sign",
        }
    }

    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        match self {
            Self::BoothMissing(of) => Desk::at(ui, &of.common)?.booth_missing(&of.place, of.at_most),
            Self::CountUnclosed(of) => Desk::at(ui, &of.common)?.ends(&of.place, kinds::unclosed),
            Self::LateLog(of) => Desk::at(ui, &of.common)?.ends(&of.place, kinds::late),
            Self::ChooseFork(of) => Desk::at(ui, &of.common)?.fork(&of.place, of.head.as_deref()),
            Self::Attendance(of) => of.run(ui),
            Self::Tie(of) => {
                let desk = Desk::at(ui, &of.common)?;
                let (village, merged) = desk.village()?;
                kinds::must_be_tied(village, merged, of.candidate)?;
                let (candidate, article) = (of.candidate, of.article.clone());
                desk.decide(DecisionKind::Tie { candidate, article }, None)
            }
            Self::Sign(sign) => sign.run(ui),
        }
    }
}

/// Finds the only end that a log can be decided to have.
type OnlyEnd = fn(&VillageMerge, &BoothId) -> Result<(DecisionKind, Branch), Problem>;

/// A decision in the making: the record before the committee.
struct Desk<'a> {
    ui: &'a Ui,
    common: &'a Common,
    record: Record,
}

impl<'a> Desk<'a> {
    fn at(ui: &'a Ui, common: &'a Common) -> Result<Self, Problem> {
        Ok(Self { ui, common, record: Record::look(ui, &common.record, &[])? })
    }

    fn village(&self) -> Result<(&Village, &VillageMerge), Problem> {
        let found = self.record.villages(Some(&self.common.village))?;
        found.into_iter().next().ok_or_else(|| kinds::no_village(&self.common.village))
    }

    fn booth(&self, place: &Place) -> Result<BoothId, Problem> {
        kinds::booth(self.record.definition(), &self.common.village, (place.tps, place.booth))
    }

    fn booth_missing(&self, place: &Place, at_most: u32) -> Result<Answer, Problem> {
        let booth = self.booth(place)?;
        kinds::may_be_missing(self.village()?.1, &booth, at_most)?;
        self.decide(DecisionKind::BoothMissing { booth, at_most }, None)
    }

    fn ends(&self, place: &Place, of: OnlyEnd) -> Result<Answer, Problem> {
        let (kind, branch) = of(self.village()?.1, &self.booth(place)?)?;
        self.decide(kind, Some(&branch))
    }

    /// Without a head, shows the branches and asks for one.
    fn fork(&self, place: &Place, head: Option<&str>) -> Result<Answer, Problem> {
        let booth = self.booth(place)?;
        let branches = match kinds::fork(&self.record.evidence, self.village()?.1, &booth)? {
            Fork::Open(branches) => branches,
            Fork::TooMany | Fork::Belied => Vec::new(),
        };
        let Some(head) = head else { return Ok(self.show(&booth, &branches)) };
        let mut chosen = branches.iter().filter(|branch| kinds::ends_with(branch, head));
        match (chosen.next(), chosen.next()) {
            (Some(branch), None) => self.decide(DecisionKind::ChooseFork(branch.end.clone()), Some(branch)),
            _ => Err(Problem::new(Exit::Usage, Msg::new("decide-no-branch").with("head", head))
                .advice(Msg::new("decide-no-branch-advice"))),
        }
    }

    fn show(&self, booth: &BoothId, branches: &[Branch]) -> Answer {
        let mut page = self.ui.page();
        simulasi::mark(&mut page, self.record.definition());
        let (tps, number) = (booth.tps.get(), booth.booth.get());
        page.say(&Msg::new("decide-branches").with("tps", tps).with("booth", number));
        let (heads, rows) = branch_rows(branches);
        table::add(&mut page, &heads, rows);
        page.advise(&Msg::new("decide-which-branch"));
        let branches: Vec<Json> = branches.iter().map(branch_json).collect();
        page.answer(Exit::Incomplete, json!({ "branches": branches }))
    }

    /// Shows, asks, signs and writes.
    fn decide(&self, kind: DecisionKind, branch: Option<&Branch>) -> Result<Answer, Problem> {
        let (village, _) = self.village()?;
        let reason = self.common.reason.clone().ok_or_else(|| missing("--reason <TEXT>"))?;
        let out = self.common.out.as_deref().ok_or_else(|| missing("--out <DIR>"))?;
        if self.common.key.is_empty() {
            return Err(missing("--key <FILE>"));
        }
        let draft = Decision { village: village.code.clone(), number: 1, kind, reason };
        draft.check(self.record.definition()).map_err(|error| kinds::not_allowed(&error))?;
        let decision = self.numbered(draft)?;
        let keys = (&self.common.passphrase, self.common.key.as_slice());
        let signers =
            signer::open(self.ui, keys, self.record.definition(), |signer| signer.sits_in(village))?;
        if !agreed(self.ui, &self.record, (&decision, village, branch))? {
            return Err(Problem::new(Exit::Incomplete, Msg::new("sign-declined")));
        }
        files::make_folder(out)?;
        let notes = Notes::of(&self.record, &decision, out);
        let written = notes.sign(&notes::committee(village), &signers)?;
        Ok(answer(self.ui, &self.record, &[(decision, written, branch.cloned())], &signers))
    }

    /// One more than the highest number about this subject; where the same words stand under that one already, the same.
    fn numbered(&self, draft: Decision) -> Result<Decision, Problem> {
        let last = self.record.evidence.last_number(&draft);
        let waiting = self.record.evidence.waiting_decisions(&draft.village).map(|w| w.decision);
        let signed = self.village()?.1.decisions.iter().map(|line| line.decision.clone());
        let known: Vec<Decision> = waiting.chain(signed).collect();
        let with = |number| Decision { number, ..draft.clone() };
        let decision = match self.common.number {
            Some(number) => with(number),
            None if known.contains(&with(last)) => with(last),
            None => with(last.saturating_add(1)),
        };
        if decision.number <= last && !known.contains(&decision) {
            let what = Msg::new("decide-number-taken").with("number", decision.number).with("last", last);
            return Err(Problem::new(Exit::Usage, what));
        }
        Ok(decision)
    }
}

/// Shows a decision and asks for consent.
fn agreed(
    ui: &Ui,
    record: &Record,
    (decision, village, branch): (&Decision, &Village, Option<&Branch>),
) -> Result<bool, Problem> {
    let hash = Decision::hash(&decision.text(record.definition()));
    let mut question = vec![Msg::new("decide-about-to")];
    question.extend(statement(decision, village, branch));
    question.push(Msg::new("decision-hash").with("hash", in_one_line(hash.as_bytes())));
    question.push(Msg::new("sign-question"));
    ui.agrees(&question)
}

/// A signed decision, what was written, and what stands in the log that it is about, where known.
type Done = (Decision, Written, Option<Branch>);

fn answer(ui: &Ui, record: &Record, decided: &[Done], signers: &[Signer]) -> Answer {
    let mut page = ui.page();
    simulasi::mark(&mut page, record.definition());
    let mut json: Vec<Json> = Vec::new();
    for (decision, written, branch) in decided {
        let Some(village) = record.definition().village(&decision.village) else { continue };
        let needed = usize::from(village.committee.threshold);
        let hash = Decision::hash(&decision.text(record.definition()));
        page.blank();
        statement(decision, village, branch.as_ref()).iter().for_each(|line| page.say(line));
        page.say(&Msg::new("decision-hash").with("hash", in_one_line(hash.as_bytes())));
        signers.iter().for_each(|s| page.say(&Msg::new("sign-done").with("name", s.name.as_str())));
        page.say(&counted(written.given(), needed));
        for file in &written.files {
            page.say(&Msg::new("file-written").with("file", file.as_path()));
        }
        let further = [
            ("hash", json!(hash)),
            ("given", json!(written.given())),
            ("needed", json!(needed)),
            ("signers", signers.iter().map(|signer| signer.name.as_str()).collect()),
            ("files", written.files.iter().map(|file| file.display().to_string()).collect()),
        ];
        json.push(to_json(decision, further));
    }
    let files: Vec<&Path> =
        decided.iter().flat_map(|(_, w, _)| w.files.iter().map(PathBuf::as_path)).collect();
    let names = files.iter().map(|f| f.display().to_string()).collect::<Vec<_>>().join(" ");
    let all_signed = decided.iter().all(|(decision, written, _)| {
        let village = record.definition().village(&decision.village);
        village.is_some_and(|v| written.given() >= usize::from(v.committee.threshold))
    });
    let next = if all_signed { Msg::new("decide-next-merge") } else { Msg::new("decide-next-sign") };
    page.advise(&next.with("record", record.path()).with("files", names));
    page.answer(Exit::Complete, json!({ "decisions": json }))
}

/// How many have signed.
fn counted(given: usize, needed: usize) -> Msg {
    match needed.saturating_sub(given) {
        0 => Msg::new("decide-enough").with("given", given),
        lacking => {
            Msg::new("sign-lacking").with("given", given).with("needed", needed).with("lacking", lacking)
        }
    }
}

fn missing(argument: &str) -> Problem {
    Problem::new(Exit::Usage, Msg::new("usage-missing").with("argument", argument))
        .advice(Msg::new("usage-advice"))
}
