//! `tally booth enrol`: the keys that booths have made, from their sticks into the folder for sealing.
//!
//! All or nothing: what is wrong with one enrolment is to be understood before any other counts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Problem, Told, Ui, Value};
use election::enrolment::{Enrolment, EnrolmentError};
use election::{BoothId, Mode, PublicKey, short_code};
use records::replace_file;
use serde_json::{Value as Json, json};

use crate::parts;
use crate::table;

/// Takes the keys of booths.
#[derive(Debug, Args)]
pub(crate) struct Enrol {
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long)]
    replace: bool,
}

/// What becomes of an enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    New,
    Same,
    Replaced,
}

/// An enrolment, where it came from and where its key goes.
struct Task {
    enrolment: Enrolment,
    from: PathBuf,
    to: PathBuf,
    outcome: Outcome,
}

/// The keys that are in the folder already, with their files.
type Known = BTreeMap<BoothId, (PathBuf, PublicKey)>;

impl Enrol {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let known = known(ui, &self.out)?;
        let tasks = self.tasks(&known)?;
        no_key_twice(&tasks, &known)?;
        let changes = tasks.iter().any(|task| task.outcome != Outcome::Same);
        if changes && !ui.agrees(&question(&tasks))? {
            return Err(Problem::new(Exit::Incomplete, Msg::new("enrol-declined")));
        }
        files::make_folder(&self.out)?;
        for task in &tasks {
            write(task)?;
        }
        Ok(answer(ui, &self.out, &tasks))
    }

    /// One task for every booth that the inputs name, in the order of booths.
    fn tasks(&self, known: &Known) -> Result<Vec<Task>, Problem> {
        let mut tasks: BTreeMap<BoothId, Task> = BTreeMap::new();
        for input in &self.inputs {
            for from in enrolment_files(input)? {
                let task = self.task(read(&from)?, from, known)?;
                one_mode(tasks.values().next(), &task)?;
                match tasks.get(task.enrolment.booth()) {
                    Some(other) if other.enrolment != task.enrolment => return Err(two_keys(other, &task)),
                    _ => drop(tasks.insert(task.enrolment.booth().clone(), task)),
                }
            }
        }
        Ok(tasks.into_values().collect())
    }

    fn task(&self, enrolment: Enrolment, from: PathBuf, known: &Known) -> Result<Task, Problem> {
        let new = || self.out.join(format!("{}.pub.json", enrolment.booth()));
        let (to, outcome) = match known.get(enrolment.booth()) {
            None => (new(), Outcome::New),
            Some((path, key)) if key == enrolment.key() => (path.clone(), Outcome::Same),
            Some((path, _)) if self.replace => (path.clone(), Outcome::Replaced),
            Some((_, key)) => return Err(other_key(&enrolment, &from, key)),
        };
        Ok(Task { enrolment, from, to, outcome })
    }
}

/// The enrolments in a file or, at any depth that a stick has, in a folder.
fn enrolment_files(input: &Path) -> Result<Vec<PathBuf>, Problem> {
    if !input.is_dir() {
        return Ok(vec![input.to_owned()]);
    }
    let found = files::find(input, Enrolment::ENDING)?;
    if found.is_empty() {
        let nothing = Problem::new(Exit::Unreadable, Msg::new("enrol-nothing")).file(input);
        return Err(nothing.advice(Msg::new("enrol-nothing-advice")));
    }
    Ok(found)
}

fn read(path: &Path) -> Result<Enrolment, Problem> {
    Enrolment::parse(&files::read(path, Enrolment::MAX_BYTES)?).map_err(|error| {
        let problem = match error {
            EnrolmentError::NotOwnKey(_) => Problem::new(Exit::Failed, Msg::new("enrol-not-own-key"))
                .advice(Msg::new("enrol-not-own-key-advice")),
            _ => Problem::new(Exit::Unreadable, Msg::new("enrol-unreadable"))
                .advice(Msg::new("enrol-unreadable-advice")),
        };
        problem.file(path).told(Told::new(&error, error.to_indonesian()))
    })
}

fn known(ui: &Ui, folder: &Path) -> Result<Known, Problem> {
    let mut known = Known::new();
    if folder.symlink_metadata().is_ok() {
        for path in files::list(folder, ".pub.json")? {
            let file = parts::booth_key(ui, &path)?;
            known.insert(file.booth(), (path, *file.key()));
        }
    }
    Ok(known)
}

fn one_mode(first: Option<&Task>, task: &Task) -> Result<(), Problem> {
    match first {
        Some(first) if first.enrolment.mode() != task.enrolment.mode() => {
            Err(Problem::new(Exit::Failed, Msg::new("enrol-two-modes"))
                .file(&task.from)
                .advice(Msg::new("enrol-two-modes-advice")))
        }
        _ => Ok(()),
    }
}

/// Whoever holds a key can speak for its booth, and for no other.
fn no_key_twice(tasks: &[Task], known: &Known) -> Result<(), Problem> {
    let mut booths: BTreeMap<BoothId, PublicKey> =
        known.iter().map(|(booth, (_, key))| (booth.clone(), *key)).collect();
    booths.extend(tasks.iter().map(|task| (task.enrolment.booth().clone(), *task.enrolment.key())));
    for task in tasks {
        let own = task.enrolment.booth();
        let other = booths.iter().find(|(booth, key)| *booth != own && *key == task.enrolment.key());
        if let Some((other, _)) = other {
            let what =
                Msg::new("enrol-key-twice").with("booth", own.to_string()).with("other", other.to_string());
            let problem = Problem::new(Exit::Failed, what).file(&task.from);
            return Err(problem.advice(Msg::new("enrol-key-twice-advice")));
        }
    }
    Ok(())
}

fn two_keys(first: &Task, second: &Task) -> Problem {
    let what = Msg::new("enrol-two-keys")
        .with("booth", second.enrolment.booth().to_string())
        .with("first", first.enrolment.short_key())
        .with("second", second.enrolment.short_key());
    Problem::new(Exit::Failed, what).file(&second.from).advice(Msg::new("enrol-two-keys-advice"))
}

fn other_key(enrolment: &Enrolment, from: &Path, old: &PublicKey) -> Problem {
    let what = Msg::new("enrol-other-key")
        .with("booth", enrolment.booth().to_string())
        .with("old", short_code(old.as_bytes()))
        .with("new", enrolment.short_key());
    Problem::new(Exit::Failed, what).file(from).advice(Msg::new("enrol-other-key-advice"))
}

fn question(tasks: &[Task]) -> Vec<Msg> {
    let line = |task: &Task| {
        Msg::new("enrol-line")
            .with("booth", task.enrolment.booth().to_string())
            .with("key", task.enrolment.short_key())
            .with("outcome", task.outcome.text())
    };
    let lines = tasks.iter().filter(|task| task.outcome != Outcome::Same).map(line);
    [Msg::new("enrol-about-to")].into_iter().chain(lines).chain([Msg::new("enrol-question")]).collect()
}

fn write(task: &Task) -> Result<(), Problem> {
    let bytes = task.enrolment.key_file().to_bytes();
    match task.outcome {
        Outcome::New => files::write_new(&task.to, &bytes, Access::Public),
        Outcome::Same => Ok(()),
        Outcome::Replaced => replace_file(&task.to, &bytes).map_err(|error| {
            let problem = Problem::new(Exit::CannotWrite, Msg::new("file-unwritable")).file(&task.to);
            problem.advice(Msg::new("file-unwritable-advice")).detail(error)
        }),
    }
}

impl Outcome {
    const fn text(self) -> Msg {
        match self {
            Self::New => Msg::new("enrol-new"),
            Self::Same => Msg::new("enrol-same"),
            Self::Replaced => Msg::new("enrol-replaced"),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same => "same",
            Self::Replaced => "replaced",
        }
    }
}

fn answer(ui: &Ui, out: &Path, tasks: &[Task]) -> Answer {
    let mode = tasks.first().map_or(Mode::Resmi, |task| task.enrolment.mode());
    let mut page = ui.page();
    page.say(&Msg::new("enrol-done").with("count", tasks.len()).with("folder", out));
    if mode == Mode::Simulasi {
        page.say(&Msg::new("definition-simulasi"));
    }
    let heads = [Msg::new("head-booth"), Msg::new("head-short-key"), Msg::new("head-outcome")];
    let row = |task: &Task| -> Vec<Value> {
        vec![
            task.enrolment.booth().to_string().into(),
            task.enrolment.short_key().into(),
            Value::Msg(task.outcome.text()),
        ]
    };
    table::add(&mut page, &heads, tasks.iter().map(row).collect());
    page.advise(&Msg::new("enrol-next"));
    let booth = |task: &Task| {
        json!({
            "booth": task.enrolment.booth().to_string(),
            "key": task.enrolment.key(),
            "short": task.enrolment.short_key(),
            "outcome": task.outcome.word(),
            "file": task.to.display().to_string(),
        })
    };
    let json = json!({ "mode": mode, "booths": tasks.iter().map(booth).collect::<Vec<Json>>() });
    page.answer(Exit::Complete, json)
}
