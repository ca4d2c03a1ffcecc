//! `tally berita-acara`: what people say about polls and count, signed beside the count (spec 10.7).

mod form;
mod shown;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use election::VillageCode;
use election::definition::Village;
use serde_json::{Value as Json, json};
use tally::{Said, SignedStatement, Statement};

use crate::commands::decide::kinds;
use crate::commands::decide::notes::{MAX_NOTE, Notes, Written};
use crate::message::in_both;
use crate::passphrase::PassphraseArg;
use crate::record::Record;
use crate::secret::Kind;
use crate::signer::{self, Signer};
use crate::simulasi;

/// How the name of a statement's note ends.
const STATEMENT: &str = ".statement.note";

/// Statements of committees and saksi.
#[derive(Debug, Subcommand)]
pub(crate) enum BeritaAcara {
    Form(form::Form),
    State(State),
    Sign(Sign),
}

/// Signs what a filled form says.
#[derive(Debug, Args)]
pub(crate) struct State {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "DIR")]
    record: PathBuf,
    #[arg(long, value_name = "CODE")]
    village: VillageCode,
    #[arg(long, value_name = "FILE", required = true)]
    key: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

/// Adds signatures to statements.
#[derive(Debug, Args)]
pub(crate) struct Sign {
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    record: PathBuf,
    #[arg(long, value_name = "FILE", required = true)]
    key: Vec<PathBuf>,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

impl BeritaAcara {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Form(_) => "berita-acara form",
            Self::State(_) => "berita-acara state",
            Self::Sign(_) => "berita-acara sign",
        }
    }

    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        match self {
            Self::Form(form) => form.run(ui),
            Self::State(state) => state.run(ui),
            Self::Sign(sign) => sign.run(ui),
        }
    }
}

impl State {
    fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let said = form::read(&self.file)?;
        let record = Record::look(ui, &self.record, &[])?;
        let draft = Statement { village: self.village.clone(), said };
        draft.check(record.definition()).map_err(|error| {
            Problem::new(Exit::Usage, Msg::new("state-not-allowed")).file(&self.file).told(in_both(error))
        })?;
        must_answer_something(&record, &draft).map_err(|problem| problem.file(&self.file))?;
        let statement = numbered(&record, draft);
        let keys = (&self.passphrase, self.key.as_slice());
        let signers = open(ui, &record, keys, std::slice::from_ref(&statement))?;
        agreed(ui, &record, &statement)?;
        files::make_folder(&self.out)?;
        let file = self.out.join(format!("{}{STATEMENT}", stem(&statement)));
        let written = write(&record, &statement, &file, &signers)?;
        Ok(answer(ui, &record, &[(statement, written)], &signers))
    }
}

impl Sign {
    fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let record = Record::look(ui, &self.record, &[])?;
        let mut given: Vec<SignedStatement> = Vec::new();
        for file in &self.files {
            let bytes = files::read(file, MAX_NOTE)?;
            let signed = record.evidence.check_statement(&bytes).map_err(|problem| {
                Problem::new(Exit::Unreadable, Msg::new("state-not-a-statement"))
                    .file(file)
                    .told(in_both(problem.message))
            })?;
            given.push(signed);
        }
        let statements: Vec<Statement> = given.iter().map(|signed| signed.statement.clone()).collect();
        let signers = open(ui, &record, (&self.passphrase, self.key.as_slice()), &statements)?;
        statements.iter().try_for_each(|statement| agreed(ui, &record, statement))?;
        let mut done = Vec::new();
        for (statement, file) in statements.into_iter().zip(&self.files) {
            let written = write(&record, &statement, file, &signers)?;
            done.push((statement, written));
        }
        Ok(answer(ui, &record, &done, &signers))
    }
}

/// Opens keys; each must be of somebody who may sign all of these.
fn open(
    ui: &Ui,
    record: &Record,
    keys: (&PassphraseArg, &[PathBuf]),
    statements: &[Statement],
) -> Result<Vec<Signer>, Problem> {
    let may = |signer: &Signer, statement: &Statement| {
        let public = signer.key.public();
        let known = record.definition().village(&statement.village).map(|village| statement.keys(village));
        let own = known.into_iter().flatten().any(|(name, key)| *name == signer.name && *key == public);
        own && matches!(signer.kind, Kind::Committee | Kind::Saksi)
    };
    signer::open(ui, keys, record.definition(), |signer| statements.iter().all(|one| may(signer, one)))
}

/// Shows a statement and asks for consent.
fn agreed(ui: &Ui, record: &Record, statement: &Statement) -> Result<(), Problem> {
    let mut question = vec![Msg::new("state-about-to")];
    question.extend(shown::lines(statement, of(record, statement)?));
    question.push(Msg::new("sign-question"));
    match ui.agrees(&question)? {
        true => Ok(()),
        false => Err(Problem::new(Exit::Incomplete, Msg::new("sign-declined"))),
    }
}

fn of<'r>(record: &'r Record, statement: &Statement) -> Result<&'r Village, Problem> {
    let village = record.definition().village(&statement.village);
    village.ok_or_else(|| kinds::no_village(&statement.village))
}

/// Nobody answers an objection that the record does not have.
fn must_answer_something(record: &Record, draft: &Statement) -> Result<(), Problem> {
    let Said::Answer(answer) = &draft.said else { return Ok(()) };
    let known = record.merged.statements.get(&draft.village);
    let mut known = known.into_iter().flat_map(|known| &known.holding);
    let is_it = |one: &SignedStatement| {
        matches!(one.statement.said, Said::Objection(_)) && one.hash() == answer.objection
    };
    match known.any(is_it) {
        true => Ok(()),
        false => Err(Problem::new(Exit::Failed, Msg::new("state-no-objection"))
            .advice(Msg::new("state-no-objection-advice"))),
    }
}

/// One more than the highest number about this subject; where the same words stand under that one already, the same. An
/// objection keeps the number that its witness gave it.
fn numbered(record: &Record, draft: Statement) -> Statement {
    if matches!(draft.said, Said::Objection(_)) {
        return draft;
    }
    let last = record.evidence.last_statement(&draft);
    let with =
        |number| Statement { village: draft.village.clone(), said: draft.said.clone().numbered(number) };
    let same = with(last);
    let known = record.merged.statements.get(&draft.village);
    let signed = known.into_iter().flat_map(|known| known.holding.iter().chain(&known.conflicting));
    let waits =
        record.evidence.pending_signatures().any(|note| note.text() == same.text(record.definition()));
    if waits || signed.map(|signed| &signed.statement).any(|one| *one == same) {
        return same;
    }
    with(last.saturating_add(1))
}

fn write(
    record: &Record,
    statement: &Statement,
    file: &Path,
    signers: &[Signer],
) -> Result<Written, Problem> {
    let notes = Notes::over(record, statement.text(record.definition()), file.to_owned());
    notes.sign(&statement.keys(of(record, statement)?), signers)
}

/// `<village>-<kind>[-<tps>[-<booth>]]-<number>`; of an objection also its candidate.
fn stem(statement: &Statement) -> String {
    let (village, kind, number) = (&statement.village, statement.said.word(), statement.said.number());
    let place = match &statement.said {
        Said::Minutes(minutes) => minutes.tps.map(|tps| format!("-{tps}")),
        Said::Objection(objection) => Some(format!("-{}", objection.candidate)),
        Said::Recount(recount) => Some(format!("-{}-{}", recount.tps, recount.booth)),
        Said::Answer(answer) => {
            Some(format!("-{}", answer.objection.to_string().get(..8).unwrap_or_default()))
        }
        Said::Audit(_) => None,
    };
    format!("{village}-{kind}{}-{number}", place.unwrap_or_default())
}

fn answer(ui: &Ui, record: &Record, done: &[(Statement, Written)], signers: &[Signer]) -> Answer {
    let mut page = ui.page();
    simulasi::mark(&mut page, record.definition());
    let mut json: Vec<Json> = Vec::new();
    let mut enough = true;
    for (statement, written) in done {
        let Some(village) = record.definition().village(&statement.village) else { continue };
        let hash = Statement::hash(written.note.text());
        page.blank();
        shown::lines(statement, village).iter().for_each(|line| page.say(line));
        page.say(&Msg::new("state-hash").with("hash", hash.to_string()));
        signers.iter().for_each(|s| page.say(&Msg::new("sign-done").with("name", s.name.as_str())));
        let needed = usize::from(village.committee.threshold);
        let signed = SignedStatement { statement: statement.clone(), note: written.note.clone() };
        let whole = signed.is_evidence(village);
        enough &= whole;
        page.say(&match whole {
            true => Msg::new("state-enough").with("given", written.given()),
            false => Msg::new("sign-lacking")
                .with("given", written.given())
                .with("needed", needed)
                .with("lacking", needed.saturating_sub(written.given())),
        });
        for file in &written.files {
            page.say(&Msg::new("file-written").with("file", file.as_path()));
        }
        json.push(json!({
            "village": statement.village, "said": statement.said, "hash": hash, "given": written.given(),
            "needed": needed, "enough": whole,
            "files": written.files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>(),
        }));
    }
    let files = done.iter().flat_map(|(_, written)| &written.files);
    let names = files.map(|f| f.display().to_string()).collect::<Vec<_>>().join(" ");
    let next = if enough { Msg::new("state-next-merge") } else { Msg::new("state-next-sign") };
    page.advise(&next.with("record", record.path()).with("files", names));
    page.answer(Exit::Complete, json!({ "statements": json }))
}
