//! Views of officers, and the ways to the screens within them.

use dialogue::{Lang, Msg, Texts};
use egui::{Event, Key};

use crate::stage::TEXTS;
use crate::tests::harness::Booth;
use crate::view::{
    Accounting, Check, CheckState, Closed, CodesView, ExchangeView, Launch, Left, Menu, Purpose, Readiness,
    Restarted, SlipStatus, Stopped, Trouble, View, VoteState, Why,
};

/// What somebody does.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    /// Touches what begins with this text.
    Tap(&'static str),
    /// Touches what is called so in whatever language.
    Label(&'static str),
    /// Types by hand.
    Write(&'static str),
    Enter,
    /// Touches candidate 1.
    First,
    /// This screen counts too, not only where the way ends.
    Look,
    /// Holds this under the scanner.
    Scan(&'static str),
}

use Step::{Enter, First, Look, Scan, Tap, Write};

pub(crate) const SLIP: &str = "PLK1-S-3201012001-3-2-7K2M9QX4T1B8W3ZND";
pub(crate) const SENTENCE: &str = "Petugas Menghitung Ulang Daftar Hadir Bersama Semua Saksi. Dua Nama Tertulis \
    Dua Kali (Nomor 117 Dan 245); Yang Benar 312 Pemilih. Saksi Calon 2 Keberatan, Dicatat Di Berita Acara.";

pub(crate) fn word(lang: Lang, key: &'static str) -> String {
    Texts::new(lang, &TEXTS).say(&Msg::new(key).with("count", 9_u32))
}

/// Goes a way.
pub(crate) fn go(booth: &mut Booth, lang: Lang, steps: &[Step]) {
    for step in steps {
        match step {
            Look => {}
            Tap(key) => tap(booth, &word(lang, key)),
            Step::Label(label) => tap(booth, label),
            Write(text) => write(booth, text),
            First => {
                let first = booth.targets().into_iter().find(|seen| seen.label.contains(" 1, "));
                tap(booth, &first.unwrap().label);
            }
            Enter => {
                // Later than a scanner's.
                booth.wait(600);
                booth.key(Key::Enter);
            }
            Scan(text) => {
                booth.wait(600);
                booth.scan(text);
            }
        }
    }
    booth.frame();
}

/// Touches the target whose label begins so.
pub(crate) fn tap(booth: &mut Booth, begin: &str) {
    let all = booth.targets();
    let found = all.iter().find(|seen| seen.label.starts_with(begin));
    let label = &found.unwrap_or_else(|| panic!("{begin}: {all:?}")).label.clone();
    booth.click_for(label);
    booth.frame();
}

/// Types by hand.
pub(crate) fn write(booth: &mut Booth, text: &str) {
    booth.event(Event::Text(text.to_owned()));
}

pub(crate) fn codes(purpose: Purpose, wrong: bool, wait: u32) -> View {
    View::Codes(CodesView { purpose, wrong, wait, can_go_back: wrong })
}

pub(crate) const PURPOSES: [Purpose; 6] =
    [Purpose::Start, Purpose::Menu, Purpose::Resume, Purpose::VoterLeft, Purpose::GiveUp, Purpose::Close];

pub(crate) fn readiness(count: usize, may_open: bool) -> View {
    let states = [CheckState::Good, CheckState::Attention, CheckState::Bad];
    let check = |n: usize| Check {
        what: format!("{} Log dan cermin berada pada dua media yang berbeda", n + 1),
        state: states[n % 3],
        detail: "Keduanya pada satu media: bila media itu rusak, semua catatan hilang. Pasang media kedua, \
                 lalu periksa lagi."
            .to_owned(),
    };
    View::Readiness(Readiness { checks: (0..count).map(check).collect(), may_open, printed: !may_open })
}

pub(crate) fn menu(notices: usize) -> View {
    let notice = "Media kedua sempat tidak terbaca dan dibangun lagi dari media pertama; semua catatan utuh.";
    View::Menu(Menu {
        counts: [1312, 12, 105],
        refusal: (notices > 0).then(|| "token ini sudah dipakai untuk suara yang tersimpan".to_owned()),
        said: (notices > 0).then(|| "Laporan nol sudah dicetak ulang.".to_owned()),
        can_exchange: notices > 0,
        notices: vec![notice.to_owned(); notices],
    })
}

pub(crate) fn exchange(refused: bool) -> View {
    let said = |text: &str| refused.then(|| text.to_owned());
    View::Exchange(ExchangeView {
        refused: said("media ini bukan catatan bilik lain di TPS ini; ambil media kedua bilik yang rusak"),
        medium: said("Bilik 2: 312 token terpakai, terbaca sampai akhir"),
        media: (1..=if refused { 9 } else { 0 }).map(|n| format!("KINGSTON-{n}")).collect(),
    })
}

pub(crate) fn restarted(all: bool) -> View {
    View::Restarted(Restarted {
        asks: all,
        notices: vec![
            "Catatan terakhir ada di satu media saja; sudah dilengkapi.".to_owned();
            usize::from(all) * 9
        ],
    })
}

pub(crate) fn accounting(differs: usize, refused: bool) -> View {
    let all =
        ["311 pemilih hadir, tetapi 312 suara tersimpan", "token diterima 440, tetapi 438 yang terhitung"];
    View::Accounting(Accounting {
        counts: [312, 2, 5],
        registered: 401,
        mismatches: all.iter().cycle().take(differs).map(|s| (*s).to_owned()).collect(),
        refused: refused.then(|| "alasan terlalu panjang".to_owned()),
    })
}

pub(crate) fn closed(sticks: usize, all: bool) -> View {
    let names: Vec<String> = (1..=sticks).map(|n| format!("KINGSTON-{n}")).collect();
    View::Closed(Closed {
        printed: all,
        trouble: (!all).then_some(Why::NoPaper),
        exported: vec!["/media/KINGSTON-1/3201012001-3-2.plkb, 9c41 77e0".to_owned(); usize::from(all) * 3],
        sticks: names,
        refused: (!all).then(|| "flashdisk penuh atau terkunci".to_owned()),
        seal: ["1319".to_owned(), "9c41 77e0 12ab".to_owned()],
    })
}

/// All figures, typed on a keyboard.
pub(crate) const FIGURES: [Step; 20] = [
    Write("150"),
    Enter,
    Write("161"),
    Enter,
    Write("3"),
    Enter,
    Write("0"),
    Enter,
    Write("440"),
    Enter,
    Write("120"),
    Enter,
    Write("4"),
    Enter,
    Write("0"),
    Enter,
    Write("312"),
    Enter,
    Write("5"),
    Enter,
];

/// Every officers' screen: the view, and the way to a screen within it.
pub(crate) fn all() -> Vec<(View, Vec<Step>)> {
    let mut all: Vec<(View, Vec<Step>)> = Vec::new();
    let mut add = |view: View, steps: &[Step]| all.push((view, steps.to_vec()));
    for purpose in PURPOSES {
        add(codes(purpose, false, 0), &[]);
    }
    add(codes(Purpose::Menu, true, 100), &[]);
    add(codes(Purpose::Menu, true, 0), &[Look, Write("123"), Enter, Look, Write("45678"), Enter]);
    add(readiness(1, true), &[]);
    add(readiness(2, true), &[]);
    add(readiness(14, false), &[Look, Tap("page-on")]);
    let launch = |refused: bool| {
        let refused = refused.then(|| "kode calon 2 lebih pendek dari 5 huruf".to_owned());
        View::Launch(Launch { refused })
    };
    let name =
        [First, Write("ABCDE"), Look, Tap("launch-name"), Write(SENTENCE), Look, Enter, Tap("launch-done")];
    add(launch(false), &[&[Look], &name[..]].concat());
    add(launch(true), &[Look, First, Tap("launch-absent")]);
    add(View::Left(Left { slip_hangs: true }), &[]);
    add(View::Left(Left { slip_hangs: false }), &[]);
    add(menu(1), &[]);
    add(menu(9), &[Look, Tap("page-on")]);
    add(menu(0), &[Look, Tap("menu-pause"), Look, Tap("pause-other"), Write("A")]);
    add(menu(0), &[Tap("menu-remark"), Write(SENTENCE)]);
    add(View::Paused, &[]);
    for answer in
        [None, Some("Sudah tercatat"), Some("Token ini tidak ada dalam daftar bilik ini, atau salah ketik")]
    {
        add(View::SlipStatus(SlipStatus { answer: answer.map(str::to_owned) }), &[]);
    }
    add(View::SlipStatus(SlipStatus::default()), &[Tap("slip-type"), Write("7K2M9QX4T1B8W3ZND")]);
    add(exchange(true), &[Scan(SLIP), Look, Tap("exchange-new"), Write("7K2")]);
    add(exchange(true), &[Tap("exchange-medium")]);
    let vouched = [
        Look,
        Scan(SLIP),
        Scan(SLIP),
        Tap("exchange-medium"),
        Look,
        Tap("exchange-vouch"),
        Write("Siti Aminah Binti Abdurrahman Wahid"),
        Look,
        Enter,
        Write("Muhammad Yusuf Bin Abdurrahman Wahid"),
        Enter,
    ];
    add(exchange(false), &vouched);
    for why in [Why::Offline, Why::NoPaper, Why::CoverOpen, Why::Jammed] {
        add(View::Trouble(Trouble { why, vote: VoteState::Void }), &[]);
    }
    let states = [VoteState::Stored, VoteState::Tested, VoteState::NotStored, VoteState::NoVote];
    for vote in states {
        add(View::Trouble(Trouble { why: Why::NoPaper, vote }), &[]);
    }
    let cause =
        "Media kedua tidak dapat ditulis: kabelnya terlepas, media penuh, atau media rusak.".to_owned();
    add(View::Stopped(Stopped { cause: cause.clone(), can_restart: true }), &[]);
    add(View::Stopped(Stopped { cause, can_restart: false }), &[]);
    add(restarted(true), &[Look, Tap("restarted-notices")]);
    add(restarted(false), &[Look]);
    add(accounting(0, true), &[Look, Tap("accounting-on")]);
    let end =
        [Enter, Look, Tap("accounting-yes"), Look, Tap("accounting-write"), Write(SENTENCE), Look, Enter];
    add(accounting(5, false), &[&FIGURES[..19], &[Look], &end].concat());
    add(closed(0, false), &[Look, Tap("closed-off")]);
    add(closed(1, true), &[]);
    add(closed(9, true), &[]);
    all
}
