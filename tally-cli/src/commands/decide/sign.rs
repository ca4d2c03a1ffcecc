//! `tally decide sign`: further members read a decision and add their signatures.

use std::path::PathBuf;

use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use election::definition::Village;
use election::{KeyName, SignedNote};
use tally::{Decision, VillageMerge};

use super::notes::{MAX_NOTE, Notes};
use super::{agreed, answer, kinds};
use crate::message::in_both;
use crate::passphrase::PassphraseArg;
use crate::record::Record;
use crate::signer::{self, Signer};

/// Adds signatures to decisions.
#[derive(Debug, Args)]
pub(crate) struct Sign {
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    record: PathBuf,
    #[arg(long, value_name = "FILE", required = true)]
    key: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

/// A decision as it was handed in.
struct Given {
    decision: Decision,
    note: SignedNote,
    file: PathBuf,
}

/// A note on a checkpoint as it was handed in.
struct Loose {
    note: SignedNote,
    file: PathBuf,
}

impl Sign {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let record = Record::look(ui, &self.record, &[])?;
        let (given, loose) = self.read(&record)?;
        let mut ready = Vec::new();
        for one in &given {
            let (village, merged) = place(&record, one)?;
            let branch = kinds::fits((&record.evidence, village, merged), &one.decision.kind)
                .map_err(|problem| problem.file(&one.file))?;
            must_not_conflict(one, merged.decisions.iter().map(|line| line.decision.clone()))?;
            ready.push((one, village, branch));
        }
        let keys = (&self.passphrase, self.key.as_slice());
        let signers = signer::open(ui, keys, record.definition(), |signer| {
            ready.iter().all(|(_, village, _)| signer.sits_in(village))
        })?;
        for (one, ..) in &ready {
            must_not_conflict(one, signed_by(&record, one, &signers))?;
        }
        for (one, village, branch) in &ready {
            if !agreed(ui, &record, (&one.decision, village, branch.as_ref()))? {
                return Err(Problem::new(Exit::Incomplete, Msg::new("sign-declined")));
            }
        }
        if let Some(out) = &self.out {
            files::make_folder(out)?;
        }
        let mut decided = Vec::new();
        for (one, village, branch) in ready {
            let written =
                self.notes(&record, one, &loose).sign(&super::notes::committee(village), &signers)?;
            decided.push((one.decision.clone(), written, branch));
        }
        Ok(answer(ui, &record, &decided, &signers))
    }

    /// The notes of one decision: into the folder, or back into the files that were given.
    fn notes(&self, record: &Record, one: &Given, loose: &[Loose]) -> Notes {
        let own = one.decision.kind.end().map(|end| end.checkpoint.text());
        let checkpoint = loose.iter().find(|loose| Some(loose.note.text()) == own.as_deref());
        let beside = one.file.parent().map(PathBuf::from).unwrap_or_default();
        let folder = self.out.clone().unwrap_or(beside);
        let notes = Notes::of(record, &one.decision, &folder);
        let notes = notes.knowing(std::iter::once(&one.note).chain(checkpoint.map(|l| &l.note)).cloned());
        match (&self.out, checkpoint) {
            (Some(_), _) => notes,
            (None, None) => notes.decision_in(&one.file),
            (None, Some(loose)) => notes.decision_in(&one.file).checkpoint_in(&loose.file),
        }
    }

    /// Tells decisions from notes on their checkpoints; each of these must belong to one of those.
    fn read(&self, record: &Record) -> Result<(Vec<Given>, Vec<Loose>), Problem> {
        let (mut given, mut loose) = (Vec::new(), Vec::new());
        for file in &self.files {
            let bytes = files::read(file, MAX_NOTE)?;
            let refused = |message: tally::Message| {
                Problem::new(Exit::Unreadable, Msg::new("decide-not-a-decision"))
                    .file(file)
                    .told(in_both(message))
            };
            if tally::file_kind(&bytes) == tally::FileKind::Checkpoint {
                let note = SignedNote::parse(&bytes).map_err(|error| refused(error.into()))?;
                loose.push(Loose { note, file: file.clone() });
                continue;
            }
            let (decision, note) =
                record.evidence.check_decision(&bytes).map_err(|problem| refused(problem.message))?;
            given.push(Given { decision, note, file: file.clone() });
        }
        let is_of = |loose: &Loose, one: &Given| {
            one.decision.kind.end().is_some_and(|end| end.checkpoint.text() == loose.note.text())
        };
        match loose.iter().find(|loose| !given.iter().any(|one| is_of(loose, one))) {
            Some(alone) => Err(Problem::new(Exit::Usage, Msg::new("decide-checkpoint-alone"))
                .file(&alone.file)
                .advice(Msg::new("decide-checkpoint-alone-advice"))),
            None => Ok((given, loose)),
        }
    }
}

fn place<'r>(record: &'r Record, one: &Given) -> Result<(&'r Village, &'r VillageMerge), Problem> {
    let code = &one.decision.village;
    let found = record.definition().village(code).zip(record.merged.village(code));
    found.ok_or_else(|| kinds::no_village(code))
}

/// What waits about the village with a signature of one of these members. What others alone have signed hinders nobody:
/// one member could block every decision with it.
fn signed_by<'r>(
    record: &'r Record,
    one: &'r Given,
    signers: &'r [Signer],
) -> impl Iterator<Item = Decision> + 'r {
    let own = |name: &KeyName| signers.iter().any(|signer| signer.name == *name);
    let waiting = record.evidence.waiting_decisions(&one.decision.village);
    waiting.filter(move |w| w.note.signatures().iter().any(|s| own(s.name()))).map(|waiting| waiting.decision)
}

/// Two different decisions of one number would leave the village incomplete: nobody should help to make them.
fn must_not_conflict(one: &Given, mut others: impl Iterator<Item = Decision>) -> Result<(), Problem> {
    let same_number = |other: Decision| {
        other.number == one.decision.number && other.is_about_the_same(&one.decision) && other != one.decision
    };
    if others.any(same_number) {
        let what = Msg::new("decide-conflict").with("number", one.decision.number);
        return Err(Problem::new(Exit::Failed, what)
            .file(&one.file)
            .advice(Msg::new("decide-conflict-advice")));
    }
    Ok(())
}
