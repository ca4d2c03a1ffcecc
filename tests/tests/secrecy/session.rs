//! Fifty voters in the booth's own session, whose random bytes are known, on paper that a printer on the wire burns.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use ballot_log::{Body, BundleReader, Durability, Entry, Officers};
use ballot_store::{Options, Paths, SameDevice};
use election::{BallotCode, EntryHash, Mode, Token};
use integration::Dice;
use polling::{
    Comparing, LockedBooth, Machine, Paper, PaperFound, PrintFault, PrintTrouble, Ready, Refused, Started,
    start,
};
use slips::{EscPosPrinter, NetworkDevice, Width};
use tempfile::TempDir;

use crate::printer::{Leaf, Printer};
use crate::seeds::{Making, Recording};
use crate::world;

/// Words that stand nowhere else.
pub(crate) const NAMES: [&str; 3] = ["Kanari Jingga", "Gelatik Ungu, S.Pd.", "H. Merpati Biru"];
pub(crate) const OPTIONS: u8 = 4;
const VOTERS: u8 = 50;

/// What becomes of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    Cast,
    Challenged,
    Cancelled,
    /// Its slip hangs when the power goes.
    Cut,
}

/// A ballot that the booth has made.
pub(crate) struct Made {
    pub(crate) option: u8,
    pub(crate) token: Token,
    pub(crate) fate: Fate,
    pub(crate) code: BallotCode,
    /// Random bytes, seed and ballot.
    pub(crate) drawn: Vec<u8>,
    pub(crate) seed: [u8; 32],
    pub(crate) bytes: Vec<u8>,
}

/// A day that is over.
pub(crate) struct Day {
    pub(crate) folder: TempDir,
    pub(crate) made: Vec<Made>,
    /// What was cut off, in order.
    pub(crate) leaves: Vec<Leaf>,
    /// Kind, rows and QR text of every sheet.
    pub(crate) sheets: Vec<(&'static str, String)>,
}

/// A ballot before the log is read.
struct Pending {
    option: u8,
    token: Token,
    fate: Fate,
    code: BallotCode,
    /// Entries in the log, and ballots made since the start.
    entries: u64,
    attempt: u32,
}

struct Booth {
    folder: TempDir,
    printer: Printer,
    sheets: Arc<Mutex<Vec<(&'static str, String)>>>,
    random: Recording,
    ready: Option<Ready>,
    made: Vec<Pending>,
    attempt: u32,
}

impl Day {
    /// The day of this seed, which decides who chooses what; everything else is the same on every day.
    pub(crate) fn of(seed: u64) -> Self {
        let mut options: Vec<u8> = (0..VOTERS).map(|voter| voter % OPTIONS + 1).collect();
        Dice::new(seed).shuffle(&mut options);
        let mut booth = Booth::open();
        for (voter, option) in (0..).zip(options) {
            booth.serve(voter, option);
        }
        booth.close()
    }
}

impl Booth {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (printer, sheets, random) = (Printer::start(), Arc::default(), Recording::new(5));
        let mut booth = Self { folder, printer, sheets, random, ready: None, made: Vec::new(), attempt: 0 };
        let mut locked =
            LockedBooth::create(booth.kit(), booth.machine(), &booth.paths(), &options()).unwrap();
        locked.readiness(None);
        locked.print_readiness().unwrap();
        let admission = locked.admit(&world::codes()).unwrap();
        let launch = world::launch(locked.station().village().candidates.len());
        booth.ready = Some(locked.open(admission, launch).ok().unwrap().ok().unwrap().next());
        booth
    }

    /// One voter, with whatever happens to this one.
    fn serve(&mut self, voter: u8, option: u8) {
        if voter % 12 == 5 {
            self.refuse();
        }
        if voter == 20 {
            self.start_again(PaperFound::Nothing);
        }
        match voter % 10 {
            3 => self.vote(voter, option, Fate::Challenged),
            6 => self.vote(voter, option, Fate::Cancelled),
            8 => {
                // Says TIDAK to the slip, and takes another option with the same token.
                self.vote(voter, option % OPTIONS + 1, Fate::Cancelled);
                self.vote(voter, option, Fate::Cast);
            }
            _ if voter == 35 => {
                self.vote(voter, option, Fate::Cut);
                self.start_again(PaperFound::Slip);
                self.vote(voter, option, Fate::Cast);
            }
            _ => self.vote(voter, option, Fate::Cast),
        }
    }

    fn vote(&mut self, voter: u8, option: u8, fate: Fate) {
        let ready = self.ready.take().unwrap();
        let counts = ready.counts();
        let entries = 1
            + u64::from(counts.cast)
            + u64::from(counts.challenged)
            + u64::from(counts.cancelled)
            + u64::from(counts.events);
        let choosing = ready.scan(&world::token(voter).to_qr(Mode::Simulasi, &world::place())).ok().unwrap();
        // Some touch another card first.
        let choosing = match voter % 7 {
            4 => choosing.choose(option % OPTIONS + 1).ok().unwrap().no(),
            _ => choosing,
        };
        let comparing = choosing.choose(option).ok().unwrap().yes().ok().unwrap();
        let code = comparing.code();
        let attempt = self.attempt;
        self.attempt += 1;
        self.made.push(Pending { option, token: world::token(voter), fate, code, entries, attempt });
        self.ready = end(comparing, fate);
    }

    /// Slips that open no session.
    fn refuse(&mut self) {
        let used = world::token(0).to_qr(Mode::Simulasi, &world::place());
        let unknown = Token::from_bytes([0xee; 10]).to_qr(Mode::Simulasi, &world::place());
        for slip in [used, unknown, "PLK1-S-1607062001-1-1-0".to_owned(), NAMES[0].to_owned()] {
            let Err(Refused { state, .. }) = self.ready.take().unwrap().scan(&slip) else { panic!("{slip}") };
            self.ready = Some(state);
        }
    }

    fn start_again(&mut self, found: PaperFound) {
        drop(self.ready.take());
        self.attempt = 0;
        let Started::Restarted(booth) = start(self.kit(), self.machine(), &self.paths(), &options()).unwrap()
        else {
            panic!("not open")
        };
        let admission = booth.admit(&world::codes()).unwrap();
        self.ready = Some(booth.settle(admission, found).ok().unwrap().next());
    }

    fn close(mut self) -> Day {
        let ready = self.ready.take().unwrap();
        let admission = ready.admit(&world::codes()).unwrap();
        let reason = Some("Uji kerahasiaan.".to_owned());
        let mut closed = ready.close(admission, Officers::default(), reason).ok().unwrap().ok().unwrap();
        closed.print_report().unwrap();
        let bundle = self.folder.path().join("export.plkb");
        closed.export(&bundle).unwrap();
        drop(closed);
        let bytes = std::fs::read(bundle).unwrap();
        let records = BundleReader::new(bytes.as_slice()).unwrap();
        let entries: Vec<Entry> = records.map(|record| record.unwrap().entry().clone()).collect();
        let (kit, drawn) = (self.kit(), self.random.drawn());
        let made = self.made.into_iter().zip(drawn);
        let made = made.map(|(made, drawn)| made.known(&entries, &kit, drawn)).collect();
        let sheets = std::mem::take(&mut *self.sheets.lock().unwrap());
        Day { folder: self.folder, made, leaves: self.printer.take(), sheets }
    }

    fn kit(&self) -> polling::BoothKit {
        world::kit(Mode::Simulasi, &NAMES)
    }

    fn machine(&self) -> Machine {
        let address = self.printer.target().strip_prefix("tcp:").unwrap().parse().unwrap();
        let real = EscPosPrinter::new(NetworkDevice::new(address), Width::Mm58);
        Machine {
            printer: Box::new(Overseen { real, sheets: self.sheets.clone() }),
            clock: Box::new(world::Opening),
            entropy: Box::new(self.random.clone()),
            officers: Box::new(world::codes()),
            software: ballot_log::SoftwareHash::new([0x5a; 32]),
        }
    }

    fn paths(&self) -> Paths {
        let file = |name| -> PathBuf { self.folder.path().join(name) };
        Paths { log: file("log.sqlite"), mirror: file("log.plkm") }
    }
}

impl Pending {
    fn known(self, entries: &[Entry], kit: &polling::BoothKit, drawn: Vec<u8>) -> Made {
        let Self { option, token, fate, code, entries: before, attempt } = self;
        let previous: EntryHash = entries[usize::try_from(before).unwrap() - 1].hash();
        let ctx = kit.station().context(&token).unwrap();
        let making = Making { secret: &world::SECRET, previous, attempt, option, token: &token, ctx: &ctx };
        let seed = making.seed(&drawn);
        let (bytes, known) = making.ballot(&seed);
        assert_eq!(known, code, "the seeds are the booth's own");
        let recorded = entries.iter().any(|entry| match entry.body().unwrap() {
            Body::Cast(ballot) => fate == Fate::Cast && ballot == bytes,
            Body::Challenged(opened) => {
                fate == Fate::Challenged && (opened.ballot, opened.seed) == (bytes.clone(), seed)
            }
            Body::Cancelled(cancelled) => {
                matches!(fate, Fate::Cancelled | Fate::Cut) && cancelled.code == code
            }
            _ => false,
        });
        assert!(recorded, "{fate:?}");
        Made { option, token, fate, code, drawn, seed, bytes }
    }
}

/// How the session ends; nothing is left after a power cut.
fn end(comparing: Comparing, fate: Fate) -> Option<Ready> {
    match fate {
        Fate::Cast => Some(comparing.cast().ok().unwrap().next()),
        Fate::Challenged => Some(comparing.challenge().ok().unwrap().next()),
        Fate::Cancelled => Some(comparing.cancel().ok().unwrap().ok().unwrap().leave()),
        Fate::Cut => None,
    }
}

const fn options() -> Options {
    Options { durability: Durability::Full, same_device: SameDevice::Allowed, frames: 64 }
}

/// The real printer, and what was handed to it as text.
struct Overseen {
    real: EscPosPrinter<NetworkDevice>,
    sheets: Arc<Mutex<Vec<(&'static str, String)>>>,
}

impl polling::Printer for Overseen {
    fn print(&mut self, paper: &Paper) -> Result<(), PrintFault> {
        let text = [paper.rows().join("\n"), paper.qr().unwrap_or_default()].join("\n");
        self.sheets.lock().unwrap().push((paper.kind(), text));
        self.real.print(paper)
    }

    fn status(&mut self) -> Result<(), PrintTrouble> {
        self.real.status()
    }
}

/// How often each fate came.
pub(crate) fn fates(made: &[Made]) -> BTreeMap<Fate, usize> {
    made.iter().fold(BTreeMap::new(), |mut fates, made| {
        *fates.entry(made.fate).or_default() += 1;
        fates
    })
}
