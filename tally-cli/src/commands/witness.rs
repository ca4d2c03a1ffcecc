//! `tally witness`: a candidate's saksi signs how far the logs of the village's booths had come (spec 7.2).

use std::path::{Path, PathBuf};

use ballot_log::{Checkpoint, LogIdentity};
use clap::Args;
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Page, Problem, Ui, Value};
use election::definition::Village;
use election::{BoothId, Definition, KeyName, Mode, PublicKey, SecretKey, SignedNote};
use records::{IntakeReport, WitnessError, WitnessMemory, Witnessed, replace_file};
use serde_json::{Value as Json, json};
use tally::{BoothStatus, Evidence, SeenLog};

use crate::commands::definition;
use crate::memory;
use crate::message::in_both;
use crate::passphrase::PassphraseArg;
use crate::record;
use crate::secret::{Kind, Secret};
use crate::simulasi;
use crate::table;
use crate::villages;

const MAX_NOTE: u64 = 128 << 10;

/// Signs checkpoints of booths.
#[derive(Debug, Args)]
pub(crate) struct Witness {
    #[arg(long, value_name = "FILE")]
    definition: PathBuf,
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

/// A saksi with an open key.
struct Saksi {
    name: KeyName,
    key: SecretKey,
}

/// One booth of which something was among the inputs, or that stands in the saksi's village.
struct Line {
    booth: BoothId,
    log: SeenLog,
    /// What this key has signed before this run.
    before: Option<Checkpoint>,
    verdict: Verdict,
}

/// What became of a booth.
enum Verdict {
    /// Signed, into this file.
    Signed(Witnessed, PathBuf),
    /// The booth has signed two stories, or its log has two.
    Fork,
    /// Entries are gone, or changed; or the log that would tell is missing.
    Refused(WitnessError),
    /// The booth has signed no checkpoint of what is there.
    NoCheckpoint,
    /// Nothing was among the inputs.
    Nothing,
    /// Another village's.
    Foreign,
}

impl Witness {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let (definition, bytes, _) = definition::read_sealed(ui, &self.definition)?;
        let saksi = self.open(ui, &definition)?;
        let (evidence, intake) = record::take_in(ui, (&self.definition, bytes), &self.inputs)?;
        let path = memory::path_beside(&self.key);
        let mut memory = WitnessMemory::load(&path).map_err(|error| memory::unusable(&error))?;
        files::make_folder(&self.out)?;
        let mut lines = Vec::new();
        for (booth, _) in definition.booths() {
            if let Some(log) = evidence.seen_log(&booth) {
                lines.extend(self.line(&evidence, &saksi, &mut memory, (booth, log))?);
            }
        }
        Ok(self.answer(ui, &definition, &lines, &intake))
    }

    fn open(&self, ui: &Ui, definition: &Definition) -> Result<Saksi, Problem> {
        let secret = self.passphrase.open(ui, &self.key)?;
        let refuse = |what: Msg| Problem::new(Exit::Failed, what).file(&self.key);
        if definition.mode() == Mode::Resmi && secret.mode == Mode::Simulasi {
            return Err(refuse(Msg::new("key-of-simulasi")).advice(Msg::new("key-of-simulasi-advice")));
        }
        let known = Saksi::of(&secret).filter(|saksi| definition.villages().iter().any(|v| saksi.watches(v)));
        known.ok_or_else(|| {
            refuse(Msg::new("witness-no-saksi").with("name", secret.name.as_str()))
                .advice(Msg::new("witness-no-saksi-advice"))
        })
    }

    /// Judges one booth and, if nothing speaks against it, signs; nothing is said of other villages' silent booths.
    fn line(
        &self,
        evidence: &Evidence,
        saksi: &Saksi,
        memory: &mut WitnessMemory,
        (booth, log): (BoothId, SeenLog),
    ) -> Result<Option<Line>, Problem> {
        let before = memory.last(&log.origin);
        let village = evidence.definition().village(&booth.village);
        let own = village.is_some_and(|village| saksi.watches(village));
        let verdict = match log.newest() {
            _ if !own && log.is_empty() => return Ok(None),
            _ if !own => Verdict::Foreign,
            _ if log.status == BoothStatus::Fork || log.contradiction().is_some() => Verdict::Fork,
            None if log.is_empty() => Verdict::Nothing,
            None => Verdict::NoCheckpoint,
            Some((checkpoint, note)) => match memory.remember(checkpoint, |size| log.root_at(size)) {
                Ok(witnessed) => {
                    let path = self.out.join(format!("{booth}-{}.checkpoint.note", checkpoint.size));
                    saksi.sign_into(&path, note, &known_keys(evidence.definition(), &booth))?;
                    Verdict::Signed(witnessed, path)
                }
                Err(WitnessError::File(error)) => return Err(memory::unusable(&error)),
                Err(refused) => Verdict::Refused(refused),
            },
        };
        Ok(Some(Line { booth, log, before, verdict }))
    }

    fn answer(&self, ui: &Ui, definition: &Definition, lines: &[Line], intake: &IntakeReport) -> Answer {
        let mut page = ui.page();
        simulasi::mark(&mut page, definition);
        table(&mut page, lines);
        for line in lines {
            line.refusal().iter().for_each(|refusal| {
                page.blank();
                page.say(refusal);
            });
        }
        problems(&mut page, lines);
        villages::inputs(&mut page, intake.problems.iter());
        let exit = exit(lines, intake);
        if lines.iter().any(|line| line.verdict.is_refusal()) {
            page.advise(&Msg::new("witness-objection"));
        }
        if lines.iter().any(|line| matches!(line.verdict, Verdict::Signed(..))) {
            page.advise(&Msg::new("witness-next").with("folder", self.out.as_path()));
        }
        let json = json!({
            "memory": memory::path_beside(&self.key).display().to_string(),
            "booths": lines.iter().map(Line::to_json).collect::<Vec<_>>(),
            "problems": intake.problems,
        });
        page.answer(exit, json)
    }
}

impl Saksi {
    fn of(secret: &Secret) -> Option<Self> {
        let key = secret.key().filter(|_| secret.kind == Kind::Saksi)?;
        Some(Self { name: secret.name.parse().ok()?, key })
    }

    fn watches(&self, village: &Village) -> bool {
        let public = self.key.public();
        village.saksi.iter().any(|saksi| saksi.name == self.name && saksi.key == public)
    }

    /// Writes the note with this signature; those that other people's notes of the same name already hold stay.
    fn sign_into(
        &self,
        path: &Path,
        note: &SignedNote,
        known: &[(KeyName, PublicKey)],
    ) -> Result<(), Problem> {
        let mut note = note.clone();
        note.sign(&self.name, &self.key);
        if path.symlink_metadata().is_err() {
            return files::write_new(path, &note.to_bytes(), Access::Public);
        }
        let other = || {
            Problem::new(Exit::CannotWrite, Msg::new("file-exists"))
                .file(path)
                .advice(Msg::new("file-exists-advice"))
        };
        let there =
            SignedNote::parse(&files::read(path, MAX_NOTE)?).map_err(|error| other().told(in_both(error)))?;
        if there.text() != note.text() {
            return Err(other());
        }
        note.absorb(&there);
        let known: Vec<(&KeyName, &PublicKey)> = known.iter().map(|(name, key)| (name, key)).collect();
        let joined = note.keep_known(&known).map_err(|error| other().told(in_both(error)))?;
        if joined == there {
            return Ok(());
        }
        replace_file(path, &joined.to_bytes()).map_err(|error| {
            Problem::new(Exit::CannotWrite, Msg::new("file-unwritable")).file(path).detail(error)
        })
    }
}

/// Whose signatures a checkpoint of this booth may carry (spec 8.1).
fn known_keys(definition: &Definition, booth: &BoothId) -> Vec<(KeyName, PublicKey)> {
    let log = LogIdentity::of(definition, booth).map(|log| (log.origin, log.key));
    let village = definition.village(&booth.village);
    let saksi = village.into_iter().flat_map(|v| v.saksi.iter().map(|saksi| (saksi.name.clone(), saksi.key)));
    let committee = village.into_iter().flat_map(|v| &v.committee.keys);
    let committee = committee.map(|member| (member.name.clone(), member.key));
    log.into_iter().chain(saksi).chain(committee).collect()
}

impl Verdict {
    /// Whether the booth is accused of something.
    const fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Fork | Self::Refused(WitnessError::Shorter { .. } | WitnessError::Rewritten { .. })
        )
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Signed(Witnessed::First, _) => "first",
            Self::Signed(Witnessed::Again, _) => "again",
            Self::Signed(Witnessed::Grown { .. }, _) => "grown",
            Self::Fork => "fork",
            Self::Refused(WitnessError::Shorter { .. }) => "shorter",
            Self::Refused(WitnessError::Rewritten { .. }) => "rewritten",
            Self::Refused(WitnessError::NotShown { .. } | WitnessError::File(_)) => "log-needed",
            Self::NoCheckpoint => "no-checkpoint",
            Self::Nothing => "nothing",
            Self::Foreign => "foreign",
        }
    }

    const fn text(&self) -> Msg {
        match self {
            Self::Signed(Witnessed::First, _) => Msg::new("witness-first"),
            Self::Signed(Witnessed::Again, _) => Msg::new("witness-again"),
            Self::Signed(Witnessed::Grown { .. }, _) => Msg::new("witness-grown"),
            Self::Fork => Msg::new("witness-fork"),
            Self::Refused(WitnessError::Shorter { .. }) => Msg::new("witness-shorter"),
            Self::Refused(WitnessError::Rewritten { .. }) => Msg::new("witness-rewritten"),
            Self::Refused(WitnessError::NotShown { .. } | WitnessError::File(_)) => {
                Msg::new("witness-log-needed")
            }
            Self::NoCheckpoint => Msg::new("witness-no-checkpoint"),
            Self::Nothing => Msg::new("witness-nothing"),
            Self::Foreign => Msg::new("witness-foreign"),
        }
    }
}

impl Line {
    fn row(&self) -> Vec<Value> {
        let none = || Value::from("-");
        let newest = self.log.newest().map(|(checkpoint, _)| checkpoint);
        vec![
            self.booth.to_string().into(),
            newest.map_or_else(none, |checkpoint| checkpoint.size.into()),
            newest.map_or_else(none, |checkpoint| villages::short_hash(checkpoint.root.as_bytes())),
            self.before.as_ref().map_or_else(none, |checkpoint| checkpoint.size.into()),
            self.verdict.text().into(),
        ]
    }

    /// Why there is no signature, for whoever must act on it.
    fn refusal(&self) -> Option<Msg> {
        let of = |key| Msg::new(key).with("booth", self.booth.to_string());
        let root = |checkpoint: &Checkpoint| checkpoint.root.to_string();
        match &self.verdict {
            Verdict::Fork => {
                let at = self.log.contradiction().unwrap_or(self.log.size() + 1);
                Some(of("witness-refused-fork").with("size", at))
            }
            Verdict::Refused(WitnessError::Shorter { signed, found }) => Some(
                of("witness-refused-shorter")
                    .with("before", signed.size)
                    .with("root", root(signed))
                    .with("size", *found),
            ),
            Verdict::Refused(WitnessError::Rewritten { signed, found }) => Some(
                of("witness-refused-rewritten")
                    .with("before", signed.size)
                    .with("root", root(signed))
                    .with("found", found.to_string()),
            ),
            Verdict::Refused(WitnessError::NotShown { signed }) => {
                Some(of("witness-refused-log-needed").with("before", signed.size))
            }
            _ => None,
        }
    }

    fn to_json(&self) -> Json {
        let checkpoint =
            |checkpoint: &Checkpoint| json!({ "size": checkpoint.size, "root": checkpoint.root.to_string() });
        let file = match &self.verdict {
            Verdict::Signed(_, path) => Some(path.display().to_string()),
            _ => None,
        };
        json!({
            "village": self.booth.village,
            "tps": self.booth.tps,
            "booth": self.booth.booth,
            "checkpoint": self.log.newest().map(|(newest, _)| checkpoint(newest)),
            "entries": self.log.size(),
            "before": self.before.as_ref().map(checkpoint),
            "verdict": self.verdict.name(),
            "file": file,
        })
    }
}

fn table(page: &mut Page<'_>, lines: &[Line]) {
    let heads = [
        Msg::new("head-booth"),
        Msg::new("head-entries"),
        Msg::new("head-root"),
        Msg::new("head-signed-before"),
        Msg::new("head-verdict"),
    ];
    table::add(page, &heads, lines.iter().map(Line::row).collect());
}

/// What is wrong with logs that could be signed all the same.
fn problems(page: &mut Page<'_>, lines: &[Line]) {
    for line in lines.iter().filter(|line| line.is_remarkable()) {
        for problem in &line.log.problems {
            let remark = Msg::new("witness-remark").with("booth", line.booth.to_string());
            page.say(&remark.with("detail", in_both(problem.message.clone())));
        }
    }
}

impl Line {
    /// Whether the log as a whole has something wrong: that it is not closed yet, or not here, is nothing wrong.
    fn is_remarkable(&self) -> bool {
        !matches!(self.verdict, Verdict::Foreign)
            && matches!(self.log.status, BoothStatus::Broken | BoothStatus::Quarantined | BoothStatus::Fork)
    }
}

fn exit(lines: &[Line], intake: &IntakeReport) -> Exit {
    let of_line = |line: &Line| match line.verdict {
        Verdict::Signed(..) if line.is_remarkable() => Exit::Remarks,
        Verdict::Signed(..) | Verdict::Nothing | Verdict::Foreign => Exit::Complete,
        Verdict::NoCheckpoint | Verdict::Refused(WitnessError::NotShown { .. }) => Exit::Incomplete,
        Verdict::Fork | Verdict::Refused(_) => Exit::Failed,
    };
    let nothing_signed = !lines.iter().any(|line| matches!(line.verdict, Verdict::Signed(..)));
    let of_all = match (nothing_signed, intake.problems.is_empty()) {
        (true, _) => Exit::Incomplete,
        (false, false) => Exit::Remarks,
        (false, true) => Exit::Complete,
    };
    lines.iter().map(of_line).fold(of_all, Exit::worse)
}
