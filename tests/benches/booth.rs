//! What the booth takes, measured on the real program in its window and on the booth's own session: the figures of
//! `docs/performance.md`, "The booth". Needs what the voting day of the tests needs (Xvfb, openbox, xdotool, at-spi2-core).
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement fails by panicking"
)]
#![expect(clippy::print_stdout, reason = "it prints figures")]

#[path = "../tests/polling_day/booth.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod booth;
#[path = "../tests/polling_day/desktop.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod desktop;
#[path = "../tests/polling_day/medium.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod medium;
#[path = "../tests/polling_day/office.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod office;
#[path = "../tests/polling_day/officers.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod officers;
#[path = "../tests/polling_day/paper.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod paper;
#[path = "../tests/polling_day/polls.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod polls;
#[path = "../tests/polling_day/printer.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod printer;
#[path = "../tests/polling_day/sight.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod sight;
#[path = "../tests/polling_day/village.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod village;
#[path = "../tests/polling_day/voters.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod voters;
#[path = "../tests/polling_day/words.rs"]
#[allow(dead_code, reason = "the day needs more of it")]
mod words;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use booth::{Booth, Hand, Outfit};
use desktop::Desktop;
use medium::Medium;
use office::Office;
use polls::Polls;
use printer::Printer;
use village::prepare;
use words::{CODES_OF_START, READY};

/// The demonstration's pictures, 1.png and so on.
const PHOTOS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/photos");
/// Frames of a screen that are measured.
const FEW: u32 = 20;
const MANY: u32 = 300;
/// Starts of the program.
const STARTS: usize = 7;
/// How long the booth is left alone at *Siap*.
const ALONE: Duration = Duration::from_secs(60);
/// Ballots of the session without a window, and after how many its memory is looked at.
const BALLOTS: usize = 1_000;
const LOOKS: usize = 50;

/// Everything, or what is named: `cargo bench -p integration --bench booth -- frames`.
fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let parts: [(&str, fn()); 3] =
        [("frames", frames), ("window", in_the_window), ("session", without_a_window)];
    for (_, part) in parts.iter().filter(|(name, _)| named.is_empty() || named.iter().any(|it| it == name)) {
        part();
    }
}

/// Screens painted one frame after the other by the processor. Processor time is steady on a busy machine, too: that of a
/// few frames is taken from that of many, so that only frames are left.
fn frames() {
    let desktop = Desktop::new();
    photos();
    // The first call builds the gallery, which is no part of any frame.
    painted(&desktop, "ready", "1280x800:331x207", 1);
    for (panel, view) in [
        ("1280x800:331x207", "ready"),
        ("1280x800:331x207", "choose"),
        ("1280x800:331x207", "compare"),
        ("1920x1080:477x268", "choose"),
    ] {
        let (few, _) = painted(&desktop, view, panel, FEW);
        let (many, said) = painted(&desktop, view, panel, FEW + MANY);
        let each = (many - few).as_secs_f64() * 1_000.0 / f64::from(MANY);
        println!("screen {view} at {panel}: {each:.1} ms of processor time a frame; {said}");
    }
}

/// Paints so many frames; the processor time of everything about them, and what was said of the time between them.
fn painted(desktop: &Desktop, view: &str, panel: &str, frames: u32) -> (Duration, String) {
    let before = ended_children();
    let mut command = desktop.program(cargo());
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["run", "--quiet", "--locked", "-p", "screens", "--example", "gallery"]);
    command.args(build()).args(["--", "--real", "--candidates", "5", "--photos", PHOTOS, "--view", view]);
    let said = command.args(["--panel", panel, "--frames", &frames.to_string()]).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let said = String::from_utf8(said.stdout).unwrap();
    (ended_children() - before, said.lines().last().unwrap_or_default().to_owned())
}

/// Photos as they are in a definition: the demonstration's, under the numbers of candidates.
fn photos() {
    fs::create_dir_all(PHOTOS).unwrap();
    let pictures = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../booth-app/demo")).unwrap();
    let pictures = pictures.map(|entry| entry.unwrap().path());
    let pictures = pictures.filter(|path| path.extension().is_some_and(|ending| ending == "png"));
    for (number, picture) in (1..).zip(pictures) {
        fs::copy(picture, format!("{PHOTOS}/{number}.png")).unwrap();
    }
}

/// As this measurement itself is built.
const fn build() -> &'static [&'static str] {
    if cfg!(debug_assertions) { &[] } else { &["--release"] }
}

fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn in_the_window() {
    let office = Office::new();
    let medium = Medium::new(&office.path(""));
    let handed = prepare(&office, &medium);
    let (desktop, printer) = (Desktop::new(), Printer::start());
    let outfit = Outfit::of(&office, &medium, &printer);
    let mut starts = Vec::new();
    let begun = Instant::now();
    let mut booth = Booth::start(&desktop, outfit);
    booth.until(CODES_OF_START);
    starts.push(begun.elapsed());
    while starts.len() < STARTS {
        booth.process().cut();
        let begun = Instant::now();
        booth.start_again();
        booth.until(CODES_OF_START);
        starts.push(begun.elapsed());
    }
    told("from the start of the process until its first screen is there to be read", &mut starts);

    let mut polls = Polls::new(booth, printer, medium, handed.slips);
    polls.open();
    let process = own_child();
    sleep(Duration::from_secs(5));
    let before = processor(process);
    sleep(ALONE);
    let used = processor(process) - before;
    println!("alone at Siap for {} s: {:.2} s of processor time", ALONE.as_secs(), used.as_secs_f64());

    let (mut stored, mut votes, mut memory) = (Vec::new(), Vec::new(), Vec::new());
    for (number, slip) in polls.slips.clone().iter().enumerate() {
        let begun = Instant::now();
        stored.push(polls.whole_vote(slip, u8::try_from(number % 4 + 1).unwrap(), Hand::Steady));
        polls.booth.until(READY);
        votes.push(begun.elapsed());
        memory.push(resident(process));
    }
    told("in the window, from the touch on YA, kirim until tersimpan is there to be read", &mut stored);
    told("in the window, a whole vote by a machine that reads for 0.75 and 1.6 s", &mut votes);
    grown("in the window", 1, &memory);
}

/// The booth's session by itself, both media on this disk; it says its own times on standard error.
fn without_a_window() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut command = Command::new(cargo());
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["run", "--quiet", "--locked", "-p", "ballot-store", "--example", "record_ballots"]);
    command.args(build()).arg("--");
    command.arg("--log").arg(folder.path().join("log")).arg("--mirror").arg(folder.path().join("mirror"));
    command.args(["--count", &BALLOTS.to_string(), "--same-device-i-know"]).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut memory = Vec::new();
    for (number, line) in lines.filter(|line| line.starts_with("ACK")).enumerate() {
        assert!(line.len() > 4);
        if number % LOOKS == LOOKS - 1
            && let Some(process) = process_called("record_ballots")
        {
            memory.push(resident(process));
        }
    }
    assert!(child.wait().unwrap().success());
    grown("without a window", LOOKS, &memory);
}

/// Middle, last but one of a hundred, and worst.
fn told(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!("{what}: {} times, p50 {:.1?}, p99 {:.1?}, worst {:.1?}", times.len(), at(50), at(99), at(100));
}

/// Memory in KiB, looked at after every `step` votes: its line through all looks but the first fifth.
fn grown(what: &str, step: usize, memory: &[u64]) {
    let (first, last) = (memory[0], memory[memory.len() - 1]);
    let settled: Vec<(f64, f64)> =
        memory.iter().enumerate().skip(memory.len() / 5).map(point(step)).collect();
    let count = settled.len() as f64;
    let [x, y] = [
        settled.iter().map(|it| it.0).sum::<f64>() / count,
        settled.iter().map(|it| it.1).sum::<f64>() / count,
    ];
    let over: f64 = settled.iter().map(|it| (it.0 - x) * (it.1 - y)).sum();
    let under: f64 = settled.iter().map(|it| (it.0 - x).powi(2)).sum();
    println!(
        "memory {what}, {} votes: {} MiB after the first {step}, {} MiB at the end, {:.2} KiB a vote",
        memory.len() * step,
        first / 1_024,
        last / 1_024,
        over / under
    );
}

fn point(step: usize) -> impl Fn((usize, &u64)) -> (f64, f64) {
    move |(look, memory)| ((look * step) as f64, *memory as f64)
}

/// The program that this measurement has started.
fn own_child() -> u32 {
    processes()
        .find(|process| {
            let status = status(*process);
            let own = std::process::id().to_string();
            field(&status, "Name") == Some("booth-app") && field(&status, "PPid") == Some(&own)
        })
        .unwrap()
}

fn process_called(name: &str) -> Option<u32> {
    // The kernel keeps fifteen letters of a name.
    let name = &name[..name.len().min(15)];
    processes().find(|process| field(&status(*process), "Name") == Some(name))
}

fn processes() -> impl Iterator<Item = u32> {
    fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok())
}

fn status(process: u32) -> String {
    fs::read_to_string(Path::new("/proc").join(process.to_string()).join("status")).unwrap_or_default()
}

fn field<'a>(status: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = status.lines().filter_map(|line| line.split_once(':'));
    lines.find_map(|(field, value)| (field == name).then_some(value.trim()))
}

/// KiB in memory.
fn resident(process: u32) -> u64 {
    field(&status(process), "VmRSS").and_then(|text| text.split(' ').next()?.parse().ok()).unwrap_or_default()
}

/// Processor time of all its threads.
fn processor(process: u32) -> Duration {
    ticks(process, 11)
}

/// Processor time of the programs that this one has started and that have ended.
fn ended_children() -> Duration {
    ticks(std::process::id(), 13)
}

/// Time in the program and in the kernel, from this field of `/proc/PID/stat` on, after the name.
fn ticks(process: u32, field: usize) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: u64 = fields[field].parse::<u64>().unwrap() + fields[field + 1].parse::<u64>().unwrap();
    Duration::from_millis(ticks * 10)
}
