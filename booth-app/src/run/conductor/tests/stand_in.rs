//! A booth without a window: what was shown, what was printed, and how late it is.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dialogue::{Lang, Texts};
use polling::{Paper, PrintFault, PrintTrouble, Printer};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use screens::{CodesOf, Intent, Launching, Purpose, View};
use tempfile::TempDir;

use super::super::{Conductor, Parts, Stage};
use crate::cli::PROGRAM;
use crate::clock::BoothClock;
use crate::outfit::Outfit;
use crate::place::Place;
use crate::run::demo::world::{Plan, ReadyBooth, make};
use crate::run::notices::Notices;
use crate::run::sticks::Sticks;

/// 2026-11-22 08:00 WIB.
const MORNING: u64 = 1_795_309_200;

/// The booths of one polling place, on one disk.
pub(crate) struct Polls {
    folder: TempDir,
    booths: Vec<ReadyBooth>,
}

/// A booth that runs.
pub(super) struct Booth {
    pub(super) conductor: Conductor,
    pub(super) printer: Press,
    pub(super) slips: Vec<String>,
    shown: Shown,
    seen: usize,
    clock: Arc<AtomicU64>,
}

impl Polls {
    pub(crate) fn new() -> Self {
        Self::with(&[(1, false)])
    }

    /// Booth 1, and booth 2 which knows the slips of booth 1.
    pub(super) fn with_spare() -> Self {
        Self::with(&[(1, false), (2, true)])
    }

    fn with(booths: &[(u32, bool)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let plan = Plan {
            candidates: &[("Mangga", b"1"), ("Pisang", b"2"), ("Salak", b"3")],
            booths,
            date: "2026-11-22".to_owned(),
            codes: "1234567887654321",
        };
        let booths = make(folder.path(), &plan, &mut ChaCha20Rng::seed_from_u64(1)).unwrap();
        Self { folder, booths }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts booth 1 as far as the officers' codes.
    pub(super) fn start(&self) -> Booth {
        self.start_of(0)
    }

    pub(super) fn start_of(&self, number: usize) -> Booth {
        let (printer, shown, clock) =
            (Press::default(), Shown::default(), Arc::new(AtomicU64::new(1_000_000)));
        let now = clock.clone();
        let conductor = Conductor::new(Parts {
            now: Box::new(move || Duration::from_millis(now.load(Ordering::SeqCst))),
            ..self.parts(number, Box::new(printer.clone()), Box::new(shown.clone()))
        });
        let slips = self.booths[number].slips.clone();
        Booth { conductor, printer, slips, shown, seen: 0, clock }
    }

    /// What a conductor of a booth needs; its clock stands still.
    pub(crate) fn parts(
        &self,
        number: usize,
        printer: Box<dyn Printer + Send>,
        stage: Box<dyn Stage + Send>,
    ) -> Parts {
        let ReadyBooth { place, mirror, .. } = &self.booths[number];
        let place = Place::new(place.folder());
        let imported = place.imported().unwrap();
        let clock = BoothClock::new(imported.station.identity().time_zone, Some(MORNING)).unwrap();
        Parts {
            outfit: Outfit::new(place, imported, mirror, false, clock).unwrap(),
            printer,
            stage,
            texts: Texts::new(Lang::Id, &PROGRAM.texts),
            sticks: Sticks::new(Path::new(""), &[], vec![self.path("stick")]),
            notices: Notices::new(Vec::new(), Arc::new(AtomicBool::new(false))),
            now: Box::new(|| Duration::ZERO),
        }
    }

    /// The first slip of booth 1.
    pub(crate) fn slip(&self) -> String {
        self.booths[0].slips[0].clone()
    }

    /// Starts booth 1 and unlocks it.
    pub(super) fn unlocked(&self) -> Booth {
        let mut booth = self.start();
        booth.codes(Purpose::Start);
        booth
    }

    /// Starts booth 1 and opens the polls.
    pub(super) fn open(&self) -> Booth {
        self.open_of(0)
    }

    pub(super) fn open_of(&self, number: usize) -> Booth {
        let mut booth = self.start_of(number);
        booth.codes(Purpose::Start);
        booth.act(Intent::ToLaunch);
        booth.act(Intent::Open(dice()));
        booth.printer.take();
        assert!(matches!(booth.now(), View::Ready), "{:?}", booth.now());
        booth.forget();
        booth
    }
}

impl Booth {
    pub(super) fn act(&mut self, intent: Intent) {
        self.conductor.handle(intent);
    }

    /// Right codes.
    pub(super) fn codes(&mut self, purpose: Purpose) {
        self.act(codes(purpose, "12345678", "87654321"));
    }

    pub(super) fn wrong_codes(&mut self, purpose: Purpose) {
        self.act(codes(purpose, "12345678", "12345678"));
    }

    /// A voter scans this slip.
    pub(super) fn scan(&mut self, slip: usize) {
        let slip = self.slips[slip].clone();
        self.act(Intent::Slip(slip.into()));
    }

    /// A voter comes as far as the paper.
    pub(super) fn compare(&mut self, slip: usize, option: u8) {
        self.scan(slip);
        self.act(Intent::Choose(screens::Secret::new(option)));
        self.act(Intent::Yes);
    }

    /// A voter votes and goes.
    pub(super) fn vote(&mut self, slip: usize, option: u8) {
        self.compare(slip, option);
        self.act(Intent::Cast);
        self.act(Intent::Finish);
        assert!(matches!(self.now(), View::Ready), "{:?}", self.now());
    }

    /// Officers at their menu.
    pub(super) fn menu(&mut self) {
        self.act(Intent::CallOfficers);
        self.codes(Purpose::Menu);
        assert!(matches!(self.now(), View::Menu(_)), "{:?}", self.now());
    }

    /// So many seconds later.
    pub(super) fn later(&mut self, seconds: u64) {
        self.clock.fetch_add(seconds * 1000, Ordering::SeqCst);
        self.conductor.tick();
    }

    /// What is shown now.
    pub(super) fn now(&self) -> View {
        self.shown.0.lock().unwrap().last().unwrap().clone()
    }

    /// What was shown since the last time somebody looked.
    pub(super) fn seen(&mut self) -> Vec<String> {
        let shown = self.shown.0.lock().unwrap();
        let since = shown[self.seen..].iter().map(|view| format!("{view:?}")).collect();
        self.seen = shown.len();
        since
    }

    pub(super) fn forget(&mut self) {
        self.seen();
    }

    /// Exactly these views were shown since the last look; each as it begins.
    #[track_caller]
    pub(super) fn shows(&mut self, views: &[&str]) {
        let seen = self.seen();
        let same =
            seen.len() == views.len() && seen.iter().zip(views).all(|(seen, view)| seen.starts_with(view));
        assert!(same, "seen {seen:#?}, not {views:#?}");
    }

    /// The intent changes nothing and shows nothing.
    #[track_caller]
    pub(super) fn ignores(&mut self, intent: Intent) {
        let what = format!("{intent:?}");
        self.forget();
        self.act(intent);
        assert_eq!(self.seen(), [""; 0], "{what}");
    }
}

pub(crate) fn codes(purpose: Purpose, first: &str, second: &str) -> Intent {
    let code = |text: &str| screens::Typed::from(text.to_owned());
    Intent::Codes(CodesOf { purpose, first: code(first), second: code(second) })
}

/// No witness has come.
pub(crate) fn dice() -> Vec<Launching> {
    (0..3).map(|_| launch(0, "ketua", "1234561234")).collect()
}

pub(crate) fn launch(candidate: u8, given_by: &str, code: &str) -> Launching {
    Launching { candidate, given_by: given_by.to_owned(), code: code.to_owned() }
}

#[derive(Clone, Default)]
struct Shown(Arc<Mutex<Vec<View>>>);

impl Stage for Shown {
    fn show(&self, view: View) {
        self.0.lock().unwrap().push(view);
    }
}

/// A printer that fails as it is told.
#[derive(Clone, Default)]
pub(crate) struct Press(Arc<Mutex<PressState>>);

#[derive(Default)]
struct PressState {
    sheets: Vec<String>,
    /// What becomes of the next sheets.
    fates: VecDeque<Option<PrintFault>>,
    status: Option<PrintTrouble>,
}

impl Press {
    /// What was printed since the last time; a sheet that failed and may be out has a question mark.
    pub(super) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap().sheets)
    }

    /// The sheet after so many good ones fails, and the printer stays out of order.
    pub(super) fn fails(&self, good: usize, trouble: PrintTrouble, may_be_out: bool) {
        let mut state = self.0.lock().unwrap();
        state.fates =
            std::iter::repeat_n(None, good).chain([Some(PrintFault { trouble, may_be_out })]).collect();
    }

    /// What it says when it is asked.
    pub(super) fn says(&self, trouble: Option<PrintTrouble>) {
        self.0.lock().unwrap().status = trouble;
    }
}

impl Printer for Press {
    fn print(&mut self, paper: &Paper) -> Result<(), PrintFault> {
        let mut state = self.0.lock().unwrap();
        let again = if paper.rows().iter().any(|row| row.contains("CETAK ULANG")) { "+" } else { "" };
        match state.fates.pop_front().flatten() {
            None => state.sheets.push(format!("{}{again}", kind(paper))),
            Some(fault) => {
                if fault.may_be_out {
                    state.sheets.push(format!("{}{again}?", kind(paper)));
                }
                return Err(fault);
            }
        }
        Ok(())
    }

    fn status(&mut self) -> Result<(), PrintTrouble> {
        self.0.lock().unwrap().status.map_or(Ok(()), Err)
    }
}

/// A mark is called by its word.
fn kind(paper: &Paper) -> String {
    let kind = paper.kind();
    kind.strip_prefix("mark-").map_or_else(|| kind.to_owned(), str::to_uppercase)
}
