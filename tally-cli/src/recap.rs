//! A counting day: what lies in a folder is counted again whenever it has changed, and every change makes a new page.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use ballot_log::{LogHeader, LogIdentity};
use election::definition::TimeZone;
use election::{BoothId, Definition};
use jiff::Timestamp;
use jiff::tz::Offset;
use papers::recap::state::Arrived;
use papers::recap::{FileNote, Moment, Recap, Source, Why};
use records::{
    GatheredError, Intake, IntakeProblem, IntakeReport, Look, MergedInputs, NoIntakeProgress, VillageMemory,
    WhyWaiting,
};
use tally::{Check, Merged, Message, NoProgress};

/// Time between two looks.
pub(crate) const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

/// What one count made of its inputs.
pub(crate) struct Counted {
    merged: Merged,
    report: IntakeReport,
}

/// Counts everything that lies there, village by village; one whose logs have not changed is remembered. This is the page's
/// one door to the core.
fn count(definition: Vec<u8>, inputs: &[PathBuf], memory: &VillageMemory) -> Result<Counted, Message> {
    let mut intake = Intake::new(definition).map_err(Message::untranslated)?;
    intake.read(inputs, &NoIntakeProgress);
    let done = intake.gathered().merge(None, Some(memory), &NoProgress).map_err(|error| match error {
        GatheredError::Merge(error) => Message::new(error.to_string(), error.to_indonesian()),
        GatheredError::Folder(error) => Message::untranslated(error),
    });
    done.map(|MergedInputs { merged, report, .. }| Counted { merged, report })
}

/// Everything known at one moment of the day.
pub(crate) struct Day {
    definition: Definition,
    bytes: Vec<u8>,
    /// Read with every count, besides what lies in the folder.
    always: Vec<PathBuf>,
    folder: PathBuf,
    /// What was counted before in this run.
    memory: VillageMemory,
    now: Look,
    unreadable: Option<Message>,
    counted: Option<Finished>,
    /// What the last count was tried with, and why it failed if it did.
    tried: Option<(Look, Option<Message>)>,
    running: Option<Running>,
}

/// The last count that came to its end.
struct Finished {
    counted: Counted,
    of: Look,
    made: Moment,
}

/// A count on its own thread.
struct Running {
    of: Look,
    since: Moment,
    answer: Receiver<Result<Counted, Message>>,
}

impl Day {
    pub(crate) fn new(definition: Definition, bytes: Vec<u8>, folder: &Path, always: Vec<PathBuf>) -> Self {
        let folder = folder.to_path_buf();
        let (now, unreadable, counted, tried, running) = (Look::default(), None, None, None, None);
        let memory = VillageMemory::of_this_run();
        Self { definition, bytes, always, folder, memory, now, unreadable, counted, tried, running }
    }

    /// Takes in what a look has found; whether there is something new to show.
    pub(crate) fn seen(&mut self, look: std::io::Result<Look>) -> bool {
        let (look, unreadable) = match look {
            Ok(look) => (look, None),
            // What was there a moment ago is kept: a medium that was pulled takes no village off the page.
            Err(error) => (self.now.clone(), Some(unreadable(&self.folder, &error))),
        };
        let changed = look != self.now || unreadable != self.unreadable;
        (self.now, self.unreadable) = (look, unreadable);
        changed
    }

    /// Starts a count on a thread of its own, if there is something that none was tried with; whether it has.
    pub(crate) fn start(&mut self) -> bool {
        let same = |(of, _): &(Look, Option<Message>)| of.takes_the_same(&self.now);
        if self.running.is_some() || self.tried.as_ref().is_some_and(same) {
            return false;
        }
        let (send, answer) = mpsc::channel();
        let inputs: Vec<PathBuf> = self.now.paths().into_iter().chain(self.always.iter().cloned()).collect();
        let bytes = self.bytes.clone();
        let memory = self.memory.clone();
        let work = move || {
            let _nobody_waits = send.send(count(bytes, &inputs, &memory));
        };
        // Without a thread the next look tries again.
        let started = thread::Builder::new().name("count".to_owned()).spawn(work).is_ok();
        if started {
            self.running = Some(Running { of: self.now.clone(), since: self.moment(), answer });
        }
        started
    }

    /// Waits for the end of a running count, at most so long; whether it has ended.
    pub(crate) fn wait(&mut self, at_most: Duration) -> bool {
        let Some(running) = &self.running else {
            thread::sleep(at_most);
            return false;
        };
        let answer = match running.answer.recv_timeout(at_most) {
            Err(RecvTimeoutError::Timeout) => return false,
            Ok(answer) => answer,
            Err(RecvTimeoutError::Disconnected) => Err(Message::from(BROKE_OFF)),
        };
        let made = self.moment();
        let Some(Running { of, .. }) = self.running.take() else { return false };
        let failed = match answer {
            Ok(counted) => {
                self.counted = Some(Finished { counted, of: of.clone(), made });
                None
            }
            Err(message) => Some(message),
        };
        self.tried = Some((of, failed));
        true
    }

    /// Whether what lies there now is counted, or was tried in vain.
    pub(crate) fn is_settled(&self) -> bool {
        let tried = self.tried.as_ref().is_some_and(|(of, _)| of.takes_the_same(&self.now));
        tried && self.running.is_none()
    }

    /// The definition.
    pub(crate) const fn definition(&self) -> &Definition {
        &self.definition
    }

    /// Whether anything was ever counted.
    pub(crate) const fn is_counted(&self) -> bool {
        self.counted.is_some()
    }

    /// Why the newest is not counted.
    pub(crate) fn trouble(&self) -> Option<&Message> {
        let failed = self.tried.as_ref().and_then(|(_, failed)| failed.as_ref());
        self.unreadable.as_ref().or(failed)
    }

    /// What there is to show.
    pub(crate) fn recap(&self) -> Recap {
        let nothing = Look::default();
        let of = self.counted.as_ref().map_or(&nothing, |finished| &finished.of);
        let own = |logs: &mut dyn Iterator<Item = &LogHeader>| -> BTreeSet<BoothId> {
            logs.filter(|log| self.is_own(log)).map(|log| log.booth.clone()).collect()
        };
        let (unread, there) = (own(&mut self.now.logs_beyond(of)), own(&mut self.now.logs()));
        let arrived = |booth: &BoothId| match (unread.contains(booth), there.contains(booth)) {
            (true, _) => Arrived::Unread,
            (false, true) => Arrived::Unusable,
            (false, false) => Arrived::Nothing,
        };
        Recap::of(&Source {
            definition: &self.definition,
            merged: self.counted.as_ref().map(|finished| &finished.counted.merged),
            arrived: &arrived,
            made: self.counted.as_ref().map(|finished| finished.made.clone()),
            counting: self.running.as_ref().map(|running| running.since.clone()),
            trouble: self.trouble().cloned(),
            files: self.files(),
        })
    }

    /// Whether a log says that it is of this election, under the key that the definition names.
    fn is_own(&self, log: &LogHeader) -> bool {
        LogIdentity::of(&self.definition, &log.booth).is_some_and(|identity| log.matches(&identity))
    }

    /// What is not, or not wholly, counted: first what is still being copied, then what reading found.
    fn files(&self) -> Vec<FileNote> {
        let waiting = self.now.waiting.iter().map(|waiting| {
            let why = match waiting.why {
                WhyWaiting::Changing => Why::Changing,
                WhyWaiting::TooDeep => Why::TooDeep,
                WhyWaiting::TooMany => Why::TooMany,
                WhyWaiting::Unreadable => Why::Unreadable,
            };
            FileNote { file: self.name_of(&records::shown(&waiting.path)), why }
        });
        let found = self.counted.iter().flat_map(|finished| &finished.counted.report.problems);
        let found = found.filter(|problem| !is_too_few_yet(problem)).map(|problem| {
            let file = problem.file.as_deref().map_or_else(|| "-".to_owned(), |file| self.name_of(file));
            FileNote {
                file,
                why: Why::Found { position: problem.position, message: problem.problem.clone() },
            }
        });
        waiting.chain(found).collect()
    }

    /// The name below the folder: the rest of the path is nobody's business on a projector.
    fn name_of(&self, file: &str) -> String {
        let below = Path::new(file).strip_prefix(records::shown(&self.folder)).ok();
        let name = below.or_else(|| Path::new(file).file_name().map(Path::new));
        name.and_then(Path::to_str).unwrap_or_default().to_owned()
    }

    fn moment(&self) -> Moment {
        moment(Timestamp::now(), self.definition.content().time_zone)
    }
}

/// How a count that told nothing has ended, in English and Indonesian.
const BROKE_OFF: (&str, &str) = ("the count broke off", "hitungan terhenti");

fn unreadable(folder: &Path, error: &std::io::Error) -> Message {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    Message::untranslated(error)
        .of(format_args!("the folder {name} cannot be read"), format_args!("map {name} tidak dapat dibaca"))
}

/// Signatures that are merely too few yet are nobody's fault.
fn is_too_few_yet(problem: &IntakeProblem) -> bool {
    let waits = [Check::Committee, Check::Decisions, Check::Checkpoints].map(|check| Some(check.number()));
    problem.file.is_none() && waits.contains(&problem.check)
}

/// Day and time as the clocks of the election's zone show them.
fn moment(at: Timestamp, zone: TimeZone) -> Moment {
    let (hours, zone) = match zone {
        TimeZone::Wib => (7, "WIB"),
        TimeZone::Wita => (8, "WITA"),
        TimeZone::Wit => (9, "WIT"),
    };
    let local = Offset::constant(hours).to_datetime(at);
    Moment { date: local.date().to_string(), time: local.strftime("%H:%M:%S").to_string(), zone }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_that_of_the_elections_zone() {
        let at: Timestamp = "2028-02-29T17:30:05Z".parse().unwrap();
        let told = |zone| {
            let Moment { date, time, zone } = moment(at, zone);
            format!("{date} {time} {zone}")
        };
        assert_eq!(told(TimeZone::Wib), "2028-03-01 00:30:05 WIB");
        assert_eq!(told(TimeZone::Wita), "2028-03-01 01:30:05 WITA");
        assert_eq!(told(TimeZone::Wit), "2028-03-01 02:30:05 WIT");
    }

    #[test]
    fn nothing_of_the_path_above_the_folder_is_shown() {
        let bytes = include_bytes!("../../fixtures/election/election.json").to_vec();
        let definition = Definition::parse(&bytes).unwrap();
        let day = Day::new(definition, bytes, Path::new("/home/operator/masuk"), Vec::new());
        for (path, shown) in [
            ("/home/operator/masuk/desa/a.plkb", "desa/a.plkb"),
            ("/home/operator/tokens/b.list", "b.list"),
            ("election.json.note", "election.json.note"),
        ] {
            assert_eq!(day.name_of(path), shown);
        }
        let trouble = unreadable(Path::new("/home/operator/masuk"), &std::io::ErrorKind::NotFound.into());
        assert!(trouble.indonesian.starts_with("map masuk tidak dapat dibaca: "), "{}", trouble.indonesian);
    }
}
