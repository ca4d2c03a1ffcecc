//! Whether everything came out as it must.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use election::BoothId;
use fixtures::world::Made;
use serde_json::Value as Json;

use super::Day;
use super::files::{Line, Named};
use super::program::Run;

/// A merge in which something is missing (spec 13).
const INCOMPLETE: i32 = 2;
/// So much more memory than the honest day may the hostile one take, in KiB: what is wrong must be remembered to be told.
pub(crate) const ALLOWANCE: u64 = 64 << 10;
/// So many times the honest day's time may the hostile one take, in tenths.
pub(crate) const SLOWER: u32 = 15;
/// Folders in which anything may be named, or nothing: of files that change, and of more than are listed one by one.
const UNSETTLED: [&str; 2] = ["gerak", "kosong"];

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    /// What was tried.
    pub(crate) what: String,
    /// What is wrong.
    pub(crate) wrong: String,
}

impl Fault {
    fn new(what: impl Into<String>, wrong: impl Into<String>) -> Self {
        Self { what: what.into(), wrong: wrong.into() }
    }
}

/// Everything but time and memory, sorted.
pub(crate) fn faults(day: &Day) -> Made<Vec<Fault>> {
    let clean = Answer::of(&day.clean)?;
    let hostile = match Answer::of(&day.hostile) {
        Ok(answer) => answer,
        Err(error) => {
            return Ok(vec![Fault::new(
                "hostile day",
                format!("no answer: {error}: {}", ending(&day.hostile)),
            )]);
        }
    };
    let mut faults = endings(day);
    faults.extend(good(day, &clean, &hostile));
    for bad in &day.bad {
        let line = |answer: &Answer| answer.lines.get(&bad.booth.to_string()).cloned().unwrap_or_default();
        let (honest, found) = (line(&clean), line(&hostile));
        let wrong = match bad.line {
            Line::Same if found != honest => Some("counted as on the honest day".to_owned()),
            Line::Status(status) if found["status"] != status => Some(status.to_owned()),
            _ => None,
        };
        let found = found["status"].as_str().unwrap_or("nothing").to_owned();
        faults.extend(wrong.map(|wrong| Fault::new(bad.kind, format!("{found}, not {wrong}"))));
        faults.extend(
            bad.named
                .iter()
                .filter_map(|named| hostile.lacks(day, Some(&bad.booth), named))
                .map(|wrong| Fault::new(bad.kind, wrong)),
        );
    }
    for stranger in &day.strangers {
        let lacking = stranger.named.iter().filter_map(|named| hostile.lacks(day, None, named));
        faults.extend(lacking.map(|wrong| Fault::new(stranger.name, wrong)));
    }
    faults.extend(hostile.false_alarms(day));
    faults.extend(told_apart(day, &hostile));
    faults.extend(advice(day, &hostile));
    faults.extend(screens(day));
    faults.sort();
    faults.dedup();
    Ok(faults)
}

/// Time and memory, beside the honest day.
pub(crate) fn costs(day: &Day) -> Vec<Fault> {
    let (clean, hostile) = (&day.clean, &day.hostile);
    let mut faults = Vec::new();
    // On a machine with other work only the processors' time can be compared; on a quiet one both agree.
    let slower = |of: fn(&Run) -> Duration| of(hostile) * 10 > of(clean) * SLOWER;
    if slower(|run| run.wall) && slower(|run| run.cpu) {
        faults.push(Fault::new("time", format!("{:?} after {:?}", hostile.wall, clean.wall)));
    }
    if hostile.peak > clean.peak + ALLOWANCE {
        faults.push(Fault::new("memory", format!("{} KiB after {} KiB", hostile.peak, clean.peak)));
    }
    faults
}

fn ending(run: &Run) -> String {
    let last = run.err.lines().last().unwrap_or_default();
    format!("code {:?}, signal {:?}, hung {}, {last}", run.code, run.signal, run.hung)
}

fn endings(day: &Day) -> Vec<Fault> {
    let [id, en] = &day.pages;
    let runs = [
        ("honest day", &day.clean, 0),
        ("hostile day", &day.hostile, INCOMPLETE),
        ("page in Indonesian", id, INCOMPLETE),
        ("page in English", en, INCOMPLETE),
    ];
    let wrong = |run: &Run, code| run.hung || run.code != Some(code) || run.err.contains("panicked");
    let wrong = runs.into_iter().filter(|(_, run, code)| wrong(run, *code));
    wrong.map(|(name, run, _)| Fault::new(name, ending(run))).collect()
}

/// Every log to which nothing has happened is counted as on the honest day.
fn good(day: &Day, clean: &Answer, hostile: &Answer) -> Vec<Fault> {
    let bad: BTreeSet<String> = day.bad.iter().map(|bad| bad.booth.to_string()).collect();
    let good = clean.lines.iter().filter(|(booth, _)| !bad.contains(*booth));
    let differs =
        good.filter(|(booth, line)| hostile.lines.get(*booth) != Some(line) || line["status"] != "counted");
    differs
        .map(|(booth, _)| Fault::new("good log", format!("{booth} is not counted as on the honest day")))
        .collect()
}

/// Files whose names differ in bytes that are no text are still two files.
fn told_apart(day: &Day, hostile: &Answer) -> Option<Fault> {
    let files = day.strangers.iter().filter(|stranger| stranger.name == "name that is no text").count();
    let named = hostile
        .problems
        .iter()
        .filter(|problem| problem.file.to_string_lossy().starts_with("nama/byte-"))
        .count();
    (named < files)
        .then(|| Fault::new("names that are no text", format!("{files} files are named as {named}")))
}

/// Everything that was not taken is followed by what to do, also where it is kept.
fn advice(day: &Day, hostile: &Answer) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(problem) = hostile.problems.iter().find(|problem| problem.advice.is_empty()) {
        faults.push(Fault::new("advice", format!("none for {}", problem.file.display())));
    }
    let kept: Json = serde_json::from_str(&day.hostile.report).unwrap_or_default();
    let kept = kept["problems"].as_array().cloned().unwrap_or_default();
    if kept.is_empty() || kept.iter().any(|problem| !problem["advice"].is_string()) {
        faults.push(Fault::new("advice", "none in merge-report.json"));
    }
    faults
}

/// What people see: nothing that moves their cursor, every bad paper and log by name, and what to do.
fn screens(day: &Day) -> Vec<Fault> {
    let mut faults = Vec::new();
    let texts = [
        ("page in Indonesian", &day.pages[0].out, Some(include_str!("../../tally-cli/texts/id.ftl"))),
        ("page in English", &day.pages[1].out, Some(include_str!("../../tally-cli/texts/en.ftl"))),
        ("answer for programs", &day.hostile.out, None),
        ("what is said beside", &day.hostile.err, None),
    ];
    let advised = advised(&day.hostile);
    for (name, text, ftl) in texts {
        if let Some(found) = text.chars().find(|c| moves(*c)) {
            faults.push(Fault::new(name, format!("U+{:04X} as it is", u32::from(found))));
        }
        let Some(ftl) = ftl else { continue };
        let plain = squeezed(text);
        for path in refused_by_checks(day).filter(|path| !plain.contains(&squeezed(&shown(path)))) {
            faults.push(Fault::new(name, format!("{} is not on it", path.display())));
        }
        for word in &advised {
            let sentence = ftl.lines().find_map(|line| line.strip_prefix(&format!("advice-{word} = ")));
            if sentence.is_none_or(|sentence| !plain.contains(&squeezed(sentence))) {
                faults.push(Fault::new(name, format!("nobody says what {word} means")));
            }
        }
    }
    faults
}

/// Files of which a check has refused something.
fn refused_by_checks(day: &Day) -> impl Iterator<Item = &Path> {
    let named = day
        .bad
        .iter()
        .flat_map(|bad| &bad.named)
        .chain(day.strangers.iter().flat_map(|stranger| &stranger.named));
    named.filter_map(|named| match named {
        Named::File { path, check: Some(_), .. } => Some(path.as_path()),
        _ => None,
    })
}

fn advised(run: &Run) -> BTreeSet<String> {
    let answer = Answer::of(run).map(|answer| answer.problems).unwrap_or_default();
    answer.into_iter().map(|problem| problem.advice).filter(|advice| !advice.is_empty()).collect()
}

/// Without what a page adds to fit its width.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A name as a page shows it.
fn shown(path: &Path) -> String {
    records::shown(path)
        .chars()
        .map(|c| if moves(c) || c == '\n' { c.escape_unicode().to_string() } else { c.to_string() })
        .collect()
}

/// Characters that move a cursor, turn a line around or are not seen.
fn moves(c: char) -> bool {
    let unseen = [
        '\u{ad}'..='\u{ad}',
        '\u{61c}'..='\u{61c}',
        '\u{115f}'..='\u{1160}',
        '\u{17b4}'..='\u{17b5}',
        '\u{180b}'..='\u{180f}',
        '\u{200b}'..='\u{200f}',
        '\u{2028}'..='\u{202e}',
        '\u{2060}'..='\u{206f}',
        '\u{3164}'..='\u{3164}',
        '\u{fe00}'..='\u{fe0f}',
        '\u{feff}'..='\u{feff}',
        '\u{ffa0}'..='\u{ffa0}',
        '\u{fff9}'..='\u{fffb}',
        '\u{e0000}'..='\u{e0fff}',
    ];
    c.is_control() && c != '\n' || unseen.iter().any(|range| range.contains(&c))
}

/// What the program says to programs.
struct Answer {
    /// The lines of all booths, by name.
    lines: BTreeMap<String, Json>,
    problems: Vec<Problem>,
    villages: BTreeMap<String, Json>,
}

struct Problem {
    /// Below the folder of inputs.
    file: PathBuf,
    cause: String,
    check: Option<u64>,
    position: Option<u64>,
    advice: String,
}

impl Answer {
    fn of(run: &Run) -> Made<Self> {
        let json: Json = serde_json::from_str(&run.out)?;
        let list = |value: &Json| value.as_array().cloned().unwrap_or_default();
        let mut answer = Self { lines: BTreeMap::new(), problems: Vec::new(), villages: BTreeMap::new() };
        for village in list(&json["result"]["villages"]) {
            let code = village["code"].as_str().unwrap_or_default().to_owned();
            for line in list(&village["booths"]) {
                answer.lines.insert(format!("{code}-{}-{}", line["tps"], line["booth"]), line);
            }
            answer.villages.insert(code, village);
        }
        answer.problems = list(&json["result"]["problems"]).iter().map(Problem::of).collect();
        Ok(answer)
    }

    /// What of this is not named.
    fn lacks(&self, day: &Day, booth: Option<&BoothId>, named: &Named) -> Option<String> {
        let missing = match named {
            Named::File { path, cause, check, position } => {
                let shown = PathBuf::from(records::shown(&day.inputs.join(path)));
                let here = || self.problems.iter().filter(|problem| problem.full(day) == shown);
                let fits = |problem: &&Problem| {
                    problem.cause == *cause
                        && problem.check == *check
                        && (position.is_none() || problem.position == *position)
                };
                let found: BTreeSet<String> = here().map(Problem::told).collect();
                (!here().any(|problem| fits(&problem))).then(|| format!("{named:?} but {found:?}"))
            }
            Named::Booth { check, position } => self.about(
                booth?,
                "problems",
                |problem| {
                    problem["check"] == *check
                        && (position.is_none() || problem["position"].as_u64() == *position)
                },
                named,
            ),
            Named::Aside { reason, position } => self.about(
                booth?,
                "set_aside",
                |aside| aside["reason"] == *reason && aside["position"] == *position,
                named,
            ),
            Named::Remark { remark, position } => self.about(
                booth?,
                "remarks",
                |found| found["remark"] == *remark && found["position"] == *position,
                named,
            ),
        };
        missing.map(|missing| format!("not named: {missing}"))
    }

    fn about(
        &self,
        booth: &BoothId,
        list: &str,
        fits: impl Fn(&Json) -> bool,
        named: &Named,
    ) -> Option<String> {
        let village = self.villages.get(booth.village.as_str());
        let all = village.and_then(|village| village[list].as_array()).cloned().unwrap_or_default();
        let (tps, number) = (u64::from(booth.tps.get()), u64::from(booth.booth.get()));
        let own: Vec<&Json> = all.iter().filter(|one| one["tps"] == tps && one["booth"] == number).collect();
        (!own.iter().any(|one| fits(one))).then(|| {
            let brief: Vec<String> = own.iter().take(3).map(ToString::to_string).collect();
            format!("{named:?} but {brief:?}")
        })
    }

    /// Files that are named although nothing is wrong with them.
    fn false_alarms(&self, day: &Day) -> Vec<Fault> {
        let named = day
            .bad
            .iter()
            .flat_map(|bad| &bad.named)
            .chain(day.strangers.iter().flat_map(|stranger| &stranger.named));
        let expected: BTreeSet<PathBuf> = named
            .filter_map(|named| match named {
                Named::File { path, .. } => Some(PathBuf::from(records::shown(path))),
                _ => None,
            })
            .collect();
        let settled = |file: &Path| !UNSETTLED.iter().any(|folder| file.starts_with(folder));
        let found: BTreeSet<&Path> = self.problems.iter().map(|problem| problem.file.as_path()).collect();
        let found = found.into_iter().filter(|file| settled(file) && !expected.contains(*file));
        found.map(|file| Fault::new("false alarm", file.display().to_string())).collect()
    }
}

impl Problem {
    fn of(json: &Json) -> Self {
        let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
        let file = PathBuf::from(text("file"));
        // Below `OUT/hostile`.
        let below = file.iter().position(|part| part == "hostile");
        let file = below.map_or_else(|| file.clone(), |at| file.iter().skip(at + 1).collect());
        Self {
            file,
            cause: text("cause"),
            check: json["check"].as_u64(),
            position: json["position"].as_u64(),
            advice: text("advice"),
        }
    }

    fn full(&self, day: &Day) -> PathBuf {
        day.inputs.join(&self.file)
    }

    fn told(&self) -> String {
        let number = |number: Option<u64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
        format!("{} check {} position {}", self.cause, number(self.check), number(self.position))
    }
}
