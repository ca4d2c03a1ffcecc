//! One booth with everything around it, restarted as often as a test likes.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use ballot_crypto::{Acceptance, BoothSecret, Ceremony, CeremonyParts, KeyCeremony, SecretShare};
use ballot_log::mirror::{FRAME, decode_frame};
use ballot_log::{Body, Kind, LaunchPart, Moment, SignedEntry, SoftwareHash};
use ballot_store::{Durability, Options, Paths, SameDevice};
use election::definition::*;
use election::json::to_pretty;
use election::{BallotCode, BoothId, ListId, Mode, SecretKey, Token, TokenList, TrusteeNumber};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use tempfile::TempDir;

use crate::*;

/// 2026-11-22 07:00:00 WIB.
const OPENING: u64 = 1_795_305_600;
const NONCE: [u8; 32] = [0xab; 32];
/// Names of the longest and shortest kind; a fourth option is blank.
pub(crate) const NAMES: [&str; 3] =
    ["Al", "Drs. H. Muhammad Abdurrahman Sastrowardoyo, S.Sos., M.Si., P", "Siti Nurbaya"];

/// A booth, its media, its paper.
pub(crate) struct World {
    pub(crate) definition: Arc<Definition>,
    pub(crate) lists: Vec<TokenList>,
    pub(crate) others: Vec<TokenList>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) tray: Tray,
    pub(crate) clock: Arc<AtomicU64>,
    pub(crate) fuse: Fuse,
    pub(crate) software: SoftwareHash,
    /// Whether any codes are those of officers.
    pub(crate) everybody_is_an_officer: bool,
    folder: TempDir,
    starts: AtomicU64,
}

impl World {
    pub(crate) fn new(mode: Mode) -> Self {
        let (first, second) = (deck(1, 22), deck(2, 6));
        let ceremony = trustees();
        let lists = vec![list(mode, 1, 1, &first), list(mode, 1, 2, &second)];
        let neighbour = [list(mode, 2, 1, &deck(3, 4)), list(mode, 2, 2, &deck(4, 3))];
        let others = [neighbour.to_vec(), vec![list(mode, 3, 1, &deck(5, 22))]].concat();
        let definition = definition(mode, &ceremony.public, &lists, &others);
        let folder = tempfile::tempdir().unwrap();
        let fuse = Fuse::default();
        let state = TrayState {
            mirror: folder.path().join("log.plkm"),
            sheets: Vec::new(),
            faults: VecDeque::new(),
            status: Ok(()),
        };
        let tray = Tray(Arc::new(Mutex::new(state)), fuse.clone());
        Self {
            definition: Arc::new(definition),
            lists,
            others,
            tokens: [first, second].concat(),
            tray,
            clock: Arc::new(AtomicU64::new(OPENING)),
            fuse,
            software: SoftwareHash::new([0x5a; 32]),
            everybody_is_an_officer: false,
            folder,
            starts: AtomicU64::new(0),
        }
    }

    pub(crate) fn booth() -> BoothId {
        place(1)
    }

    pub(crate) fn parts(&self) -> KitParts {
        KitParts {
            definition: self.definition.clone(),
            booth: Self::booth(),
            key: key(1),
            secret: BoothSecret::from_bytes(&[9; 32]),
            lists: self.lists.clone(),
            others: self.others.clone(),
            acceptances: Vec::new(),
        }
    }

    pub(crate) fn acceptances(&self) -> Vec<(TrusteeNumber, Acceptance)> {
        let mut random = ChaCha20Rng::seed_from_u64(2);
        let village = Self::booth().village;
        let accept = |share: &SecretShare| share.accept(&self.definition.id(), &village, &mut random);
        let shares = &trustees().shares;
        shares.iter().map(SecretShare::trustee).zip(shares.iter().map(accept)).collect()
    }

    pub(crate) fn kit(&self) -> BoothKit {
        let mut parts = self.parts();
        parts.acceptances = self.acceptances();
        BoothKit::new(parts).unwrap()
    }

    pub(crate) fn machine(&self) -> Machine {
        Machine {
            printer: Box::new(self.tray.clone()),
            clock: Box::new(TestClock(self.clock.clone(), self.fuse.clone())),
            entropy: Box::new(ChaCha20Rng::seed_from_u64(self.starts.fetch_add(1, Ordering::Relaxed))),
            officers: if self.everybody_is_an_officer { Box::new(Everybody) } else { Box::new(codes()) },
            software: self.software,
        }
    }

    pub(crate) fn paths(&self) -> Paths {
        Paths { log: self.folder.path().join("log.sqlite"), mirror: self.folder.path().join("log.plkm") }
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn create(&self) -> LockedBooth {
        LockedBooth::create(self.kit(), self.machine(), &self.paths(), &options()).unwrap()
    }

    /// A new booth after the check before opening.
    pub(crate) fn checked(&self) -> LockedBooth {
        let mut booth = self.create();
        booth.readiness(None);
        booth
    }

    /// A new booth, opened.
    pub(crate) fn open(&self) -> Ready {
        self.checked().open(admitted(), launch()).unwrap().unwrap().next()
    }

    pub(crate) fn start(&self) -> Started {
        start(self.kit(), self.machine(), &self.paths(), &options()).unwrap()
    }

    pub(crate) fn restart(&self) -> RestartedBooth {
        match self.start() {
            Started::Restarted(booth) => booth,
            Started::Locked(_) | Started::Closed(_) => panic!("the polls are not open"),
        }
    }

    /// QR text of a slip of this booth.
    pub(crate) fn slip(&self, token: usize) -> String {
        self.tokens[token].to_qr(self.definition.mode(), &Self::booth())
    }

    pub(crate) fn status(&self) -> Result<(), PrintTrouble> {
        self.tray.0.lock().unwrap().status
    }

    /// What the mirror holds, in order: readable while the booth runs.
    pub(crate) fn entries(&self) -> Vec<SignedEntry> {
        entries_in(&self.paths().mirror)
    }

    pub(crate) fn bodies(&self) -> Vec<Body> {
        self.entries().iter().map(|record| record.entry().body().unwrap()).collect()
    }

    pub(crate) fn kinds(&self) -> Vec<Kind> {
        self.entries().iter().map(|record| record.entry().kind()).collect()
    }

    /// The names of the events and their details.
    pub(crate) fn events(&self) -> Vec<(ballot_log::EventKind, String)> {
        let event = |body| match body {
            Body::Event(event) => Some((event.event, event.detail)),
            _ => None,
        };
        self.bodies().into_iter().filter_map(event).collect()
    }

    pub(crate) fn cancelled(&self) -> Vec<ballot_log::Cancelled> {
        let cancelled = |body| match body {
            Body::Cancelled(cancelled) => Some(cancelled),
            _ => None,
        };
        self.bodies().into_iter().filter_map(cancelled).collect()
    }
}

/// The village's trustees, the same in all tests: their ceremony takes longest.
fn trustees() -> &'static Ceremony {
    static TRUSTEES: OnceLock<Ceremony> = OnceLock::new();
    TRUSTEES.get_or_init(|| {
        let mut random = ChaCha20Rng::seed_from_u64(1);
        let village = place(1).village;
        let parts = CeremonyParts { nonce: NONCE, village: &village, threshold: 2, trustees: 2 };
        KeyCeremony::together(&parts, &mut random).unwrap()
    })
}

pub(crate) const fn options() -> Options {
    Options { durability: Durability::Relaxed, same_device: SameDevice::Allowed, frames: 64 }
}

/// The officers' codes.
pub(crate) fn codes() -> Codes {
    Codes::new("01234567", "76543210").unwrap()
}

struct Everybody;

impl Officers for Everybody {
    fn admit(&self, _: &Codes) -> bool {
        true
    }
}

/// Two officers have typed them; that a state asks for them is tested apart.
pub(crate) const fn admitted() -> Admission {
    Admission::new()
}

pub(crate) fn launch() -> Vec<LaunchPart> {
    let part = |candidate, given_by: &str, code: &str| LaunchPart {
        candidate,
        given_by: given_by.to_owned(),
        code: code.to_owned(),
    };
    vec![part(1, "Budi", "ABCDE"), part(3, "Wati", "VWXYZ"), part(0, "ketua", "1234561234")]
}

fn entries_in(mirror: &std::path::Path) -> Vec<SignedEntry> {
    let bytes = std::fs::read(mirror).unwrap();
    let (frames, _) = bytes.as_chunks::<FRAME>();
    frames[1..].iter().map_while(|frame| decode_frame(frame).unwrap()).collect()
}

/// Ends the machine after so many more calls of its devices, and so at any place between two of them.
#[derive(Clone, Default)]
pub(crate) struct Fuse(Arc<AtomicU32>);

/// What a fuse throws.
pub(crate) struct PowerCut;

impl Fuse {
    /// The call after the next `good` ones does not return.
    pub(crate) fn set(&self, good: u32) {
        self.0.store(good + 1, Ordering::Relaxed);
    }

    /// All calls return.
    pub(crate) fn unset(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    fn burn(&self) {
        let left = self.0.load(Ordering::Relaxed);
        self.0.store(left.saturating_sub(1), Ordering::Relaxed);
        if left == 1 {
            // Unlike a panic, says nothing.
            std::panic::resume_unwind(Box::new(PowerCut));
        }
    }
}

/// A fake printer: keeps what it printed and fails when told to.
#[derive(Clone)]
pub(crate) struct Tray(Arc<Mutex<TrayState>>, Fuse);

struct TrayState {
    mirror: PathBuf,
    sheets: Vec<Sheet>,
    faults: VecDeque<Option<PrintFault>>,
    status: Result<(), PrintTrouble>,
}

/// A sheet on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) kind: &'static str,
    pub(crate) rows: Vec<String>,
    pub(crate) styles: Vec<Style>,
    pub(crate) qr: Option<String>,
    /// Whether it was cut off; one that failed was not.
    pub(crate) cut: bool,
    pub(crate) code: Option<BallotCode>,
    pub(crate) option: Option<u8>,
    /// Entries on the second medium at the moment of printing.
    pub(crate) entries: usize,
}

impl Printer for Tray {
    fn print(&mut self, paper: &Paper) -> Result<(), PrintFault> {
        self.1.burn();
        let printed = self.0.lock().unwrap().print(paper);
        self.1.burn();
        printed
    }

    fn status(&mut self) -> Result<(), PrintTrouble> {
        self.1.burn();
        self.0.lock().unwrap().status
    }
}

impl TrayState {
    fn print(&mut self, paper: &Paper) -> Result<(), PrintFault> {
        let fault = self.faults.pop_front().flatten();
        if fault.is_none_or(|fault| fault.may_be_out) {
            let mut sheet = Sheet::of(paper, entries_in(&self.mirror).len());
            sheet.cut &= fault.is_none();
            self.sheets.push(sheet);
        }
        fault.map_or(Ok(()), Err)
    }
}

impl Sheet {
    fn of(paper: &Paper, entries: usize) -> Self {
        let (kind, code, option) = match paper {
            Paper::Strip(strip) => ("strip", Some(strip.code()), None),
            Paper::AuditSlip(slip) => ("slip", None, Some(slip.option())),
            Paper::Mark(Mark::Sah) => ("SAH", None, None),
            Paper::Mark(Mark::Batal) => ("BATAL", None, None),
            Paper::Mark(Mark::Diuji) => ("DIUJI", None, None),
            Paper::Mark(Mark::Diganti) => ("DIGANTI", None, None),
            Paper::Mark(Mark::Pisah) => ("PISAH", None, None),
            Paper::TestSheet(sheet) => ("test", Some(sheet.code()), Some(sheet.option())),
            Paper::Receipt(slip) => ("receipt", Some(slip.receipt().code), None),
            Paper::Readiness(_) => ("readiness", None, None),
            Paper::ZeroReport(_) => ("zero", None, None),
            Paper::CloseReport(_) => ("close", None, None),
        };
        let styles = paper.lines().iter().map(|line| line.style).collect();
        let (rows, qr, cut) = (paper.rows().to_vec(), paper.qr(), paper.cut());
        Self { kind, rows, styles, qr, cut, code, option, entries }
    }

    pub(crate) fn says(&self, words: &str) -> bool {
        self.rows.iter().any(|row| row.contains(words))
    }
}

impl Tray {
    /// Takes out what was printed since the last time.
    pub(crate) fn take(&self) -> Vec<Sheet> {
        std::mem::take(&mut self.0.lock().unwrap().sheets)
    }

    pub(crate) fn kinds(&self) -> Vec<&'static str> {
        self.take().iter().map(|sheet| sheet.kind).collect()
    }

    /// What the printer says when it is asked how it is.
    pub(crate) fn says(&self, status: Result<(), PrintTrouble>) {
        self.0.lock().unwrap().status = status;
    }

    /// The sheet after the next `good` ones fails.
    pub(crate) fn fail_after(&self, good: usize, may_be_out: bool) {
        self.fail_with(good, PrintFault { trouble: PrintTrouble::NoPaper, may_be_out });
    }

    /// The sheet after the next `good` ones fails like this.
    pub(crate) fn fail_with(&self, good: usize, fault: PrintFault) {
        let mut state = self.0.lock().unwrap();
        state.faults = std::iter::repeat_n(None, good).chain([Some(fault)]).collect();
    }
}

struct TestClock(Arc<AtomicU64>, Fuse);

impl Clock for TestClock {
    fn now(&mut self) -> Moment {
        self.1.burn();
        Moment::from_unix(self.0.load(Ordering::Relaxed), TimeZone::Wib).unwrap()
    }
}

pub(crate) fn key(booth: u8) -> SecretKey {
    SecretKey::from_bytes(&[booth; 32])
}

pub(crate) fn place(booth: u32) -> BoothId {
    BoothId {
        village: "1607062001".parse().unwrap(),
        tps: 1.try_into().unwrap(),
        booth: booth.try_into().unwrap(),
    }
}

pub(crate) fn deck(seed: u8, count: u8) -> Vec<Token> {
    (0..count).map(|i| Token::from_bytes([seed, i, 3, 4, 5, 6, 7, 8, 9, 10])).collect()
}

pub(crate) fn list(mode: Mode, booth: u32, dusun: u32, tokens: &[Token]) -> TokenList {
    let id = ListId { booth: place(booth), dusun: dusun.try_into().unwrap() };
    TokenList::new(id.clone(), tokens.iter().map(|token| token.hash(mode, &NONCE, &id))).unwrap()
}

fn definition(
    mode: Mode,
    group: &ballot_crypto::GroupKey,
    lists: &[TokenList],
    others: &[TokenList],
) -> Definition {
    let named = |name: &str, seed| NamedKey { name: name.parse().unwrap(), key: key(seed).public() };
    let head = |list: &TokenList, male| ListHead {
        dusun: list.id().dusun,
        voters: Voters { male, female: 0 },
        tokens: u32::try_from(list.len()).unwrap(),
        hash: hex(&list.hash()),
    };
    let booth = |number: u32, lists| Booth {
        number: number.try_into().unwrap(),
        key: key(u8::try_from(number).unwrap()).public(),
        spare: number == 3,
        lists,
    };
    let booths = vec![
        booth(1, vec![head(&lists[0], 20), head(&lists[1], 5)]),
        booth(2, vec![head(&others[0], 3), head(&others[1], 1)]),
        booth(3, vec![head(&others[2], 0)]),
    ];
    let dusun = |number: u32, male| Dusun {
        number: number.try_into().unwrap(),
        name: format!("Dusun {number}"),
        voters: Voters { male, female: 0 },
    };
    let candidate = |(number, name): (u8, &&str)| Candidate {
        number,
        name: (*name).to_owned(),
        photo: None,
        clips: Vec::new(),
    };
    let member = |(number, share): (u8, &election::VerifyingShare)| Trustee {
        name: format!("Wali {number}"),
        verifying_share: *share,
    };
    let village = Village {
        code: place(1).village,
        name: "Sukamaju".to_owned(),
        district: "Banyuasin I".to_owned(),
        regency: "Banyuasin".to_owned(),
        province: "Sumatera Selatan".to_owned(),
        dusun: vec![dusun(1, 23), dusun(2, 6)],
        candidates: (1..).zip(&NAMES).map(candidate).collect(),
        blank: true,
        rules: CountRules {
            smallest_cell: 10,
            blank_as: BlankAs::Separate,
            largest_by: LargestBy::Registered,
            ties: Vec::new(),
        },
        committee: Committee { threshold: 2, keys: vec![named("ketua", 101), named("sekretaris", 102)] },
        saksi: Vec::new(),
        trustees: TrusteeGroup {
            threshold: group.threshold,
            joint_key: group.joint_key,
            members: (1..).zip(&group.verifying_shares).map(member).collect(),
            transcript: hex(&group.transcript),
            one_machine: true,
        },
        tps: vec![Tps { number: 1.try_into().unwrap(), voters: Voters { male: 29, female: 0 }, booths }],
    };
    let content = Content {
        format: "pilkades/definition/v1".to_owned(),
        mode,
        nonce: hex(&NONCE),
        title: "Pilkades serentak".to_owned(),
        date: "2026-11-22".to_owned(),
        opens: "07:00".to_owned(),
        closes: "13:00".to_owned(),
        time_zone: TimeZone::Wib,
        words: Words { village: "desa".to_owned(), head: "kepala desa".to_owned() },
        authority: named("dpmd.example", 100),
        villages: vec![village],
    };
    Definition::parse(&to_pretty(&content)).unwrap()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
