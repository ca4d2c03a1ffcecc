//! The booth as people meet it: a window that is looked at, touched, scanned into and typed into.

use std::fs::{File, OpenOptions, create_dir_all};
use std::path::PathBuf;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use integration::program;

use crate::desktop::{Desktop, MILLIMETRES};
use crate::medium::Medium;
use crate::office::Office;
use crate::printer::Printer;
use crate::sight::{Place, Reader, Role, Thing, Window};
use crate::words::COMPARE;

/// Until something is seen that must come.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks.
const GLANCE: Duration = Duration::from_millis(20);
/// People read before they touch. What comes sooner, the booth takes for a touch that was meant for the screen before.
const READING: Duration = Duration::from_millis(750);
/// Before the second YA they look at the paper.
const COMPARING: Duration = Duration::from_millis(1600);
/// Milliseconds between the keys of a scanner, and between those of a hand on a keyboard.
const KEYS: &str = "6";
/// By how much a hand trembles, in pixels: 60 from side to side.
const TREMBLING: [(i32, i32); 8] =
    [(30, 4), (-30, -6), (22, 12), (-28, 0), (30, -12), (-12, 10), (-30, -4), (8, 2)];

/// How a hand touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hand {
    Steady,
    /// Presses for longer than a second.
    Slow,
    /// Trembles while it presses.
    Trembling,
    /// Taps once more right away.
    Twice,
}

/// What a booth is started with.
#[derive(Debug, Clone)]
pub(crate) struct Outfit {
    pub(crate) data: PathBuf,
    pub(crate) mirror: PathBuf,
    pub(crate) stick: PathBuf,
    /// As the program is told it.
    pub(crate) printer: String,
}

impl Outfit {
    /// Data and stick in the office's folders, the second medium and the printer as they are.
    pub(crate) fn of(office: &Office, medium: &Medium, printer: &Printer) -> Self {
        let stick = office.path("stik/tps");
        create_dir_all(&stick).unwrap();
        Self { data: office.path("tps/data"), mirror: medium.point.clone(), stick, printer: printer.target() }
    }
}

/// The program while it runs, for whoever may cut its power.
#[derive(Clone)]
pub(crate) struct Process(Arc<Mutex<Child>>);

impl Process {
    /// Ends it as a power cut does (SIGKILL), and comes back when it is dead.
    pub(crate) fn cut(&self) {
        let mut child = self.0.lock().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    pub(crate) fn ended(&self) -> Option<ExitStatus> {
        self.0.lock().unwrap().try_wait().unwrap()
    }

    fn id(&self) -> u32 {
        self.0.lock().unwrap().id()
    }
}

/// The booth.
pub(crate) struct Booth<'d> {
    desktop: &'d Desktop,
    outfit: Outfit,
    reader: Reader,
    process: Process,
    window: Option<Window>,
    /// What was awaited last, and since when it is seen.
    screen: (String, Instant),
}

impl<'d> Booth<'d> {
    /// Switches it on.
    pub(crate) fn start(desktop: &'d Desktop, outfit: Outfit) -> Self {
        let process = run(desktop, &outfit);
        let reader = Reader::new(&desktop.bus);
        let screen = (String::new(), Instant::now());
        Self { desktop, outfit, reader, process, window: None, screen }
    }

    /// Switches it on again.
    pub(crate) fn start_again(&mut self) {
        assert!(self.process.ended().is_some(), "it still runs");
        self.process = run(self.desktop, &self.outfit);
        self.window = None;
    }

    pub(crate) fn process(&self) -> Process {
        self.process.clone()
    }

    /// Waits until this is seen, word for word; with a `*` at its end, until something is seen that begins so.
    pub(crate) fn until(&mut self, name: &str) {
        self.wait(name, |thing| is_called(thing, name));
        if self.screen.0 != name {
            self.screen = (name.to_owned(), Instant::now());
        }
    }

    /// Waits until of some fields to be filled in this one is next, and called so.
    pub(crate) fn until_field(&mut self, place: usize, name: &str) {
        let is_it = |field: &Thing| field.on && field.name.trim_end() == name;
        self.wait_for(name, |seen| {
            seen.iter().filter(|it| it.role == Role::Switch).nth(place).is_some_and(is_it)
        });
    }

    fn wait(&mut self, name: &str, is_it: impl Fn(&Thing) -> bool) {
        self.wait_for(name, |seen| seen.iter().any(&is_it));
    }

    fn wait_for(&mut self, name: &str, is_there: impl Fn(&[Thing]) -> bool) {
        let begun = Instant::now();
        while !is_there(&self.look()) {
            if let Some(status) = self.process.ended() {
                self.fail(&format!("the program ended ({status}) before {name:?} was seen"));
            }
            if begun.elapsed() > PATIENCE {
                self.fail(&format!("{name:?} is not seen"));
            }
            sleep(GLANCE);
        }
    }

    /// Everything that is seen now.
    pub(crate) fn look(&mut self) -> Vec<Thing> {
        if self.window.is_none() {
            self.window = self.reader.window(self.process.id());
        }
        let seen = self.window.as_ref().map(|window| self.reader.look(window)).unwrap_or_default();
        if seen.is_empty() {
            // A program that has begun anew has another window.
            self.window = None;
        }
        seen
    }

    /// Reads what is on the screen and touches what is called so.
    pub(crate) fn touch(&mut self, name: &str, hand: Hand) {
        let (x, y) = self.place(name).middle();
        let to = |x: i32, y: i32| vec!["mousemove".to_owned(), x.to_string(), y.to_string()];
        let sleep = |seconds: &str| vec!["sleep".to_owned(), seconds.to_owned()];
        let (down, up) = (finger("mousedown"), finger("mouseup"));
        let press = [to(x, y), down.clone()].concat();
        let words = match hand {
            Hand::Steady => [press, sleep("0.06"), up].concat(),
            Hand::Slow => [press, sleep("1.2"), up].concat(),
            Hand::Trembling => {
                let moves =
                    TREMBLING.iter().flat_map(|(dx, dy)| [to(x + dx, y + dy), sleep("0.04")].concat());
                [press, moves.collect(), up].concat()
            }
            Hand::Twice => {
                let tap = [sleep("0.03"), up].concat();
                [press, tap.clone(), sleep("0.08"), down, tap].concat()
            }
        };
        self.desktop.act(&words);
    }

    /// Presses on one thing and lets go on its neighbour; then reads again what is on the screen.
    pub(crate) fn slide(&mut self, from: &str, to: &str) {
        let ends = [from, to].map(|name| self.place(name).middle());
        let [(x, y), (to_x, to_y)] = ends;
        let at = |x: i32, y: i32| vec!["mousemove".to_owned(), x.to_string(), y.to_string()];
        let between = at((x + to_x) / 2, (y + to_y) / 2);
        self.desktop
            .act(&[at(x, y), finger("mousedown"), between, at(to_x, to_y), finger("mouseup")].concat());
        self.screen.1 = Instant::now();
    }

    /// Touches keys of a keypad on the screen, each after the one before has shown itself.
    pub(crate) fn touch_keys(&mut self, text: &str) {
        for (typed, key) in text.char_indices() {
            self.touch(&key.to_string(), Hand::Steady);
            let whole = &text[..=typed];
            self.wait(whole, |it| it.name.replace(' ', "").trim_end_matches('·') == whole);
        }
    }

    /// Holds a code before the scanner, which types it and Enter.
    pub(crate) fn scan(&self, text: &str) {
        self.desktop.act(&["type", "--delay", KEYS, "--args", "1", text, "key", "Return"]);
    }

    /// Types on a keyboard.
    pub(crate) fn write(&self, text: &str) {
        self.desktop.act(&["type", "--delay", KEYS, text]);
    }

    /// Presses Enter.
    pub(crate) fn enter(&self) {
        self.desktop.act(&["key", "Return"]);
    }

    /// Waits until the program has ended.
    pub(crate) fn until_ended(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.process.ended() {
                self.window = None;
                return status;
            }
            if begun.elapsed() > PATIENCE {
                self.fail("the program has not ended");
            }
            sleep(GLANCE);
        }
    }

    /// Keeps a picture of the screen and what was read of it, and ends the test.
    pub(crate) fn fail(&mut self, what: &str) -> ! {
        let picture = self.desktop.photograph("failure");
        let seen: Vec<String> =
            self.look().into_iter().map(|it| format!("{:?} {}", it.role, it.name)).collect();
        panic!("{what}; on the screen ({}):\n{}", picture.display(), seen.join("\n"));
    }

    /// Where the button of this name is, once there was time to read the screen.
    fn place(&mut self, name: &str) -> Place {
        let (screen, since) = &self.screen;
        let reading = if screen == COMPARE { COMPARING } else { READING };
        sleep((*since + reading).saturating_duration_since(Instant::now()));
        let begun = Instant::now();
        loop {
            let found = self.look().into_iter().find(|it| it.role != Role::Text && is_called(it, name));
            let place = self.window.as_ref().zip(found).and_then(|(w, thing)| self.reader.place(w, &thing));
            if let Some(place) = place {
                return place;
            }
            if begun.elapsed() > PATIENCE || self.process.ended().is_some() {
                self.fail(&format!("there is no button {name:?}"));
            }
            sleep(GLANCE);
        }
    }
}

impl Drop for Booth<'_> {
    fn drop(&mut self) {
        if self.process.ended().is_none() {
            self.process.cut();
        }
    }
}

fn is_called(thing: &Thing, name: &str) -> bool {
    match name.strip_suffix('*') {
        Some(begin) => thing.name.starts_with(begin),
        None => thing.name == name,
    }
}

fn finger(what: &str) -> Vec<String> {
    vec![what.to_owned(), "1".to_owned()]
}

fn run(desktop: &Desktop, outfit: &Outfit) -> Process {
    let Outfit { data, mirror, stick, printer } = outfit;
    let mut command = desktop.program(program("booth-app"));
    command.arg("run").arg("--data").arg(data).arg("--mirror").arg(mirror).arg("--stick").arg(stick);
    command.args(["--printer", printer, "--panel-mm", MILLIMETRES]);
    // What it says before it dies, for whoever looks for the cause.
    let said = || -> File { OpenOptions::new().append(true).create(true).open(data.join("said")).unwrap() };
    Process(Arc::new(Mutex::new(command.stdout(said()).stderr(said()).spawn().unwrap())))
}
