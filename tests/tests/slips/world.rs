//! A booth whose printer keeps every sheet as dots, at both widths.

use std::sync::{Arc, Mutex, OnceLock};

use ballot_crypto::{BoothSecret, Ceremony, CeremonyParts, KeyCeremony};
use ballot_log::{Durability, LaunchPart, Moment, Officers, Slips, SoftwareHash, Tokens};
use ballot_store::{Options, Paths, SameDevice};
use election::definition::{Booth as BoothEntry, *};
use election::json::to_pretty;
use election::{BoothId, ListId, Mode, SecretKey, Token, TokenList};
use polling::*;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng as _;
use slips::{Cut, Dots, Width, draw};

/// 2026-11-22 07:00:00 WIB.
const OPENING: u64 = 1_795_305_600;
const NONCE: [u8; 32] = [0xab; 32];
const TOKENS: u8 = 120;
/// The booth secret.
pub(crate) const SECRET: [u8; 32] = *b"the secret of the booth in tests";
/// The shortest and the longest that a name can be.
pub(crate) const NAMES: [&str; 3] =
    ["Al", "Drs. H. Muhammad Abdurrahman Sastrowardoyo, S.Sos., M.Si., P", "Hj. Siti Nurbaya, S.Pd."];

/// A sheet that came out.
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) qr: Option<String>,
    pub(crate) cut: Cut,
    /// At 58 and at 80 mm.
    pub(crate) dots: [Dots; 2],
}

/// The sheets that came out so far.
#[derive(Clone, Default)]
pub(crate) struct Tray(Arc<Mutex<Vec<Sheet>>>);

impl Printer for Tray {
    fn print(&mut self, paper: &Paper) -> Result<(), PrintFault> {
        let lines = paper.lines();
        let name = match paper {
            Paper::Mark(mark) => format!("{mark:?}"),
            _ => lines[0].text.clone(),
        };
        let dots = Width::ALL.map(|width| draw(paper, width));
        let sheet = Sheet { name, qr: paper.qr(), cut: Cut::of(paper), dots };
        self.0.lock().unwrap().push(sheet);
        Ok(())
    }

    fn status(&mut self) -> Result<(), PrintTrouble> {
        Ok(())
    }
}

impl Tray {
    /// Takes out what was printed since the last time.
    pub(crate) fn take(&self) -> Vec<Sheet> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// A booth that is open.
pub(crate) struct Booth {
    pub(crate) ready: Option<Ready>,
    pub(crate) tray: Tray,
    mode: Mode,
    next: u8,
    _folder: tempfile::TempDir,
}

impl Booth {
    /// A new booth, checked and opened, for candidates with these names and a blank option.
    pub(crate) fn open(mode: Mode, names: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = |name| folder.path().join(name);
        let paths = Paths { log: file("log.sqlite"), mirror: file("log.plkm") };
        let durability = if mode == Mode::Resmi { Durability::Full } else { Durability::Relaxed };
        let options = Options { durability, same_device: SameDevice::Allowed, frames: 64 };
        let tray = Tray::default();
        let mut locked = LockedBooth::create(kit(mode, names), machine(&tray), &paths, &options).unwrap();
        locked.readiness(Some(FreeSpace { log: 8_000_000_000, mirror: 1_000_000_000 }));
        locked.print_readiness().unwrap();
        let admission = locked.admit(&codes()).unwrap();
        let ready = locked.open(admission, launch(names.len())).ok().unwrap().ok().unwrap().next();
        Self { ready: Some(ready), tray, mode, next: 0, _folder: folder }
    }

    /// A voter with a fresh token who chooses this option and says YA once.
    pub(crate) fn compare(&mut self, option: u8) -> Comparing {
        let slip = token(self.next).to_qr(self.mode, &place());
        self.next += 1;
        let choosing = self.ready.take().unwrap().scan(&slip).ok().unwrap();
        choosing.choose(option).ok().unwrap().yes().ok().unwrap()
    }

    /// A whole vote.
    pub(crate) fn vote(&mut self, option: u8) {
        self.ready = Some(self.compare(option).cast().ok().unwrap().next());
    }

    /// A voter who tests the booth instead of sending.
    pub(crate) fn test(&mut self, option: u8) {
        self.ready = Some(self.compare(option).challenge().ok().unwrap().next());
    }

    /// A voter who says TIDAK to the slip.
    pub(crate) fn cancel(&mut self, option: u8) {
        self.ready = Some(self.compare(option).cancel().ok().unwrap().ok().unwrap().leave());
    }

    /// A voter whose slip is printed again before sending.
    pub(crate) fn reprint(&mut self, option: u8) {
        let comparing = self.compare(option);
        let admission = comparing.admit(&codes()).unwrap();
        let comparing = comparing.reprint_slip(admission).ok().unwrap();
        self.ready = Some(comparing.cast().ok().unwrap().next());
    }

    /// The close, with figures that do not agree and the reason for it, and its report.
    pub(crate) fn close(&mut self) {
        let ready = self.ready.take().unwrap();
        let admission = ready.admit(&codes()).unwrap();
        let figures = Officers {
            present: Voters { male: 5, female: 0 },
            dptb: Voters { male: 0, female: 0 },
            tokens: Tokens { received: TOKENS.into(), unused: 4, spoiled: 1, exchanged: 0 },
            slips: Slips { sah: 4, batal: 1 },
        };
        let reason = Some("Seorang pemilih pulang sebelum mengirim suaranya.".to_owned());
        let mut closed = ready.close(admission, figures, reason).ok().unwrap().ok().unwrap();
        closed.print_report().unwrap();
    }
}

/// Every kind of sheet, printed once at least, in the order of a day.
pub(crate) fn day(mode: Mode) -> &'static [Sheet] {
    static SIMULASI: OnceLock<Vec<Sheet>> = OnceLock::new();
    static RESMI: OnceLock<Vec<Sheet>> = OnceLock::new();
    let day = || {
        let mut booth = Booth::open(mode, &NAMES);
        (1..=4).for_each(|option| booth.vote(option));
        booth.test(2);
        booth.cancel(3);
        booth.reprint(1);
        booth.close();
        booth.tray.take()
    };
    match mode {
        Mode::Simulasi => SIMULASI.get_or_init(day),
        Mode::Resmi => RESMI.get_or_init(day),
    }
}

pub(crate) fn codes() -> Codes {
    Codes::new("11111111", "22222222").unwrap()
}

fn machine(tray: &Tray) -> Machine {
    Machine {
        printer: Box::new(tray.clone()),
        clock: Box::new(Opening),
        entropy: Box::new(ChaCha20Rng::seed_from_u64(7)),
        officers: Box::new(codes()),
        software: SoftwareHash::new([0x5a; 32]),
    }
}

pub(crate) struct Opening;

impl Clock for Opening {
    fn now(&mut self) -> Moment {
        Moment::from_unix(OPENING, TimeZone::Wib).unwrap()
    }
}

/// The first candidate's witness has come; for the others an officer throws dice.
pub(crate) fn launch(candidates: usize) -> Vec<LaunchPart> {
    let part = |candidate, given_by: &str, code: &str| LaunchPart {
        candidate,
        given_by: given_by.to_owned(),
        code: code.to_owned(),
    };
    let absent = (1..candidates).map(|_| part(0, "ketua", "1234561234"));
    [part(1, "Budi Santoso", "ABCDE")].into_iter().chain(absent).collect()
}

pub(crate) fn kit(mode: Mode, names: &[&str]) -> BoothKit {
    let list = token_list(mode);
    let definition = Arc::new(definition(mode, names, &list));
    let mut random = ChaCha20Rng::seed_from_u64(2);
    let village = place().village;
    let shares = trustees().shares.iter();
    let acceptances = shares
        .map(|share| (share.trustee(), share.accept(&definition.id(), &village, &mut random)))
        .collect();
    BoothKit::new(KitParts {
        definition,
        booth: place(),
        key: key(1),
        secret: BoothSecret::from_bytes(&SECRET),
        lists: vec![list],
        others: Vec::new(),
        acceptances,
    })
    .unwrap()
}

fn trustees() -> &'static Ceremony {
    static TRUSTEES: OnceLock<Ceremony> = OnceLock::new();
    TRUSTEES.get_or_init(|| {
        let village = place().village;
        let parts = CeremonyParts { nonce: NONCE, village: &village, threshold: 2, trustees: 2 };
        KeyCeremony::together(&parts, &mut ChaCha20Rng::seed_from_u64(1)).unwrap()
    })
}

fn key(seed: u8) -> SecretKey {
    SecretKey::from_bytes(&[seed; 32])
}

pub(crate) fn place() -> BoothId {
    BoothId {
        village: "1607062001".parse().unwrap(),
        tps: 1.try_into().unwrap(),
        booth: 1.try_into().unwrap(),
    }
}

pub(crate) fn token(number: u8) -> Token {
    Token::from_bytes([1, number, 3, 4, 5, 6, 7, 8, 9, 10])
}

fn token_list(mode: Mode) -> TokenList {
    let id = ListId { booth: place(), dusun: 1.try_into().unwrap() };
    let hashes = (0..TOKENS).map(|number| token(number).hash(mode, &NONCE, &id));
    TokenList::new(id.clone(), hashes).unwrap()
}

fn definition(mode: Mode, names: &[&str], list: &TokenList) -> Definition {
    let named = |name: &str, seed| NamedKey { name: name.parse().unwrap(), key: key(seed).public() };
    let voters = Voters { male: 10, female: 0 };
    let head =
        ListHead { dusun: list.id().dusun, voters, tokens: TOKENS.into(), hash: hex::encode(list.hash()) };
    let booth =
        BoothEntry { number: 1.try_into().unwrap(), key: key(1).public(), spare: false, lists: vec![head] };
    let candidate = |(number, name): (u8, &&str)| Candidate {
        number,
        name: (*name).to_owned(),
        photo: None,
        clips: Vec::new(),
    };
    let group = &trustees().public;
    let member = |(number, share): (u8, &election::VerifyingShare)| Trustee {
        name: format!("Wali {number}"),
        verifying_share: *share,
    };
    let village = Village {
        code: place().village,
        name: "Sukamaju".to_owned(),
        district: "Banyuasin I".to_owned(),
        regency: "Banyuasin".to_owned(),
        province: "Sumatera Selatan".to_owned(),
        dusun: vec![Dusun { number: 1.try_into().unwrap(), name: "Dusun I".to_owned(), voters }],
        candidates: (1..).zip(names).map(candidate).collect(),
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
            transcript: hex::encode(group.transcript),
            one_machine: true,
        },
        tps: vec![Tps { number: 1.try_into().unwrap(), voters, booths: vec![booth] }],
    };
    let content = Content {
        format: "pilkades/definition/v1".to_owned(),
        mode,
        nonce: hex::encode(NONCE),
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
