//! Which screens the guides show. Sentences about a day come from the program's own texts, as on a booth.

use ballot_log::{Closed as Close, Counts, Moment, Officers, Slips, Tokens, accounting};
use dialogue::{Lang, Msg, Sources, Texts};
use election::definition::{TimeZone, Voters};
use screens::{
    Accounting, BallotFace, Busy, Candidate, Check, CheckState, Closed, CodesView, Ending, ExchangeView,
    Launch, Left, Menu, Purpose, Readiness, Restarted, Secret, SlipStatus, Stopped, Trouble, View, VoteState,
    Why,
};

use crate::screen::Act::{self, Ask, Dark, Large, Touch, Write};

const TEXTS: Sources = Sources {
    indonesian: include_str!("../../booth-app/texts/id.ftl"),
    english: include_str!("../../booth-app/texts/en.ftl"),
};

/// Fruit stands for candidates, as in `booth-app demo`.
pub(crate) const CANDIDATES: [(&str, &[u8]); 3] = [
    ("Mangga", include_bytes!("../../booth-app/demo/mangga.png")),
    ("Pisang", include_bytes!("../../booth-app/demo/pisang.png")),
    ("Rambutan", include_bytes!("../../booth-app/demo/rambutan.png")),
];

/// A picture of a screen: its name, what is shown, what is done there first.
pub(crate) struct Shot {
    pub(crate) name: &'static str,
    pub(crate) view: View,
    pub(crate) voice: bool,
    pub(crate) acts: Vec<Act>,
}

pub(crate) fn face(voice: bool) -> BallotFace {
    let candidate = |(number, (name, photo)): (u8, &(&str, &[u8]))| Candidate {
        number,
        name: (*name).to_owned(),
        photo: Some((*photo).into()),
    };
    BallotFace {
        title: "Pemilihan Kepala Desa Sukamaju".to_owned(),
        place: "TPS 1 - Bilik 1".to_owned(),
        simulation: true,
        candidates: (1..).zip(&CANDIDATES).map(candidate).collect(),
        blank: true,
        hashes: ["3f9a 11c2 08d4 be67".to_owned(), "7be0 55d1 9a3c 20f8".to_owned()],
        voice,
        languages: vec![Lang::Id],
        demo_slips: Vec::new(),
    }
}

pub(crate) fn shots() -> Vec<Shot> {
    [voters(), opening(), desk(), troubles(), stops(), closing()].into_iter().flatten().collect()
}

fn shot(name: &'static str, view: View) -> Shot {
    Shot { name, view, voice: false, acts: Vec::new() }
}

fn after(name: &'static str, view: View, acts: impl IntoIterator<Item = Act>) -> Shot {
    Shot { acts: acts.into_iter().collect(), ..shot(name, view) }
}

fn voters() -> Vec<Shot> {
    vec![
        shot("siap", View::Ready),
        after("ketik-token", View::Ready, [Touch("Ketik kode token"), Write("7K2M9QX")]),
        shot("panggil-petugas", View::Refused),
        Shot { voice: true, ..shot("mendengarkan", View::Choose) },
        shot("pilih", View::Choose),
        after("huruf-besar", View::Choose, [Large]),
        after("layar-hitam", View::Choose, [Dark]),
        shot("yakin", View::Confirm(Secret::new(2))),
        shot("yakin-kosong", View::Confirm(Secret::new(4))),
        shot("mencetak", View::Busy(Busy::Printing)),
        shot("cocokkan", View::Compare),
        after("uji-mesin", View::Compare, [Touch("Uji mesin")]),
        shot("dibatalkan", View::Withdrawn),
        shot("selesai", View::Done(Ending::Cast)),
        shot("selesai-tanpa-kertas", View::Done(Ending::CastWithoutPaper)),
        shot("selesai-uji", View::Done(Ending::Challenged)),
        shot("selesai-tanpa-suara", View::Done(Ending::Nothing)),
        after("masih-di-sana", View::Compare, [Ask(45)]),
    ]
}

fn opening() -> Vec<Shot> {
    let code = |name, number, code: &'static str| {
        [
            Touch(name),
            Touch("Tulis nama pemberi kode"),
            Write(number),
            Touch("Lanjut"),
            Write(code),
            Touch("Kode lengkap"),
        ]
    };
    let first = || code("Nomor 1, Mangga. Kode belum ada", "Budi Santoso", "MAWAR7").into_iter();
    let second = || code("Nomor 2, Pisang. Kode belum ada", "Wati", "SAWAH5").into_iter();
    let dice = || {
        let third = "Nomor 3, Rambutan. Kode belum ada";
        [Touch(third), Touch("Saksi tidak hadir: pakai dadu"), Write("4153")].into_iter()
    };
    let end = || [Write("226144"), Touch("Kode lengkap")].into_iter();
    let launch = || View::Launch(Launch::default());
    vec![
        after("kode-petugas", codes(Purpose::Start, false, 0), [Write("12345")]),
        shot("kode-salah", codes(Purpose::Menu, true, 0)),
        shot("kode-tunggu", codes(Purpose::Menu, true, 30)),
        shot("kesiapan", readiness(&good(), true)),
        shot("kesiapan-belum", readiness(&bad(), false)),
        after("kode-pembukaan", launch(), first().take(1).chain([Write("MAWAR7")])),
        after("dadu", launch(), dice()),
        after("pembukaan", launch(), first().chain(second()).chain(dice()).chain(end())),
    ]
}

fn codes(purpose: Purpose, wrong: bool, wait: u32) -> View {
    View::Codes(CodesView { purpose, wrong, wait, can_go_back: purpose == Purpose::Menu })
}

/// What is checked, how it is, and what is said of it.
type Line = (&'static str, CheckState, Msg);

fn good() -> Vec<Line> {
    let free = Msg::new("check-space-free").with("log", 18_240_u32).with("mirror", 14_890_u32);
    let now = "Minggu, 22 November 2026, 06.12";
    vec![
        ("check-printer", CheckState::Good, Msg::new("check-printer-good")),
        ("check-media", CheckState::Good, Msg::new("check-media-good")),
        ("check-durability", CheckState::Good, Msg::new("check-durability-full")),
        ("check-space", CheckState::Good, free.with("needed", 11_u32)),
        ("check-clock", CheckState::Good, Msg::new("check-clock-good").with("now", now)),
        ("check-log", CheckState::Good, Msg::new("check-log-empty")),
        ("check-slips", CheckState::Good, Msg::new("check-slips-all").with("slips", 200_u32)),
    ]
}

fn bad() -> Vec<Line> {
    let day = Msg::new("check-clock-day").with("now", "Sabtu, 21 November 2026, 06.12");
    let mut lines = good();
    lines[0] = ("check-printer", CheckState::Bad, Msg::new("printer-no-paper"));
    lines[4] = ("check-clock", CheckState::Attention, day.with("day", "Minggu, 22 November 2026"));
    lines.push(("check-machine", CheckState::Attention, Msg::new("voice-no-sound")));
    lines
}

fn readiness(lines: &[Line], may_open: bool) -> View {
    let check = |(what, state, detail): &Line| Check {
        what: say(Msg::new(what)),
        state: *state,
        detail: say(detail.clone()),
    };
    View::Readiness(Readiness { checks: lines.iter().map(check).collect(), may_open, printed: may_open })
}

fn desk() -> Vec<Shot> {
    let menu = |refusal: Option<&'static str>| {
        View::Menu(Menu {
            counts: COUNTS,
            refusal: refusal.map(|why| say(Msg::new(why))),
            said: None,
            can_exchange: true,
            notices: Vec::new(),
        })
    };
    let status = |answer| View::SlipStatus(SlipStatus { answer: Some(say(Msg::new(answer))) });
    let media = vec!["/media/CERMIN-2/bilik.plkm".to_owned()];
    let exchange = ExchangeView { media, ..ExchangeView::default() };
    vec![
        shot("menu", menu(Some("slip-cast"))),
        after("alasan-jeda", menu(None), [Touch("Jeda")]),
        shot("jeda", View::Paused),
        shot("periksa-token-sudah", status("slip-cast")),
        shot("periksa-token-belum", status("slip-unused")),
        shot("tukar-token", View::Exchange(exchange)),
        shot("kode-pemilih-diam", codes(Purpose::VoterLeft, false, 0)),
        shot("pemilih-diam-struk", View::Left(Left { slip_hangs: true })),
        shot("pemilih-diam", View::Left(Left { slip_hangs: false })),
    ]
}

fn troubles() -> Vec<Shot> {
    let trouble = |name, why, vote| shot(name, View::Trouble(Trouble { why, vote }));
    vec![
        trouble("gangguan-belum", Why::CoverOpen, VoteState::NotStored),
        trouble("gangguan-batal", Why::NoPaper, VoteState::Void),
        trouble("gangguan-sudah", Why::Offline, VoteState::Stored),
        trouble("gangguan-uji", Why::Jammed, VoteState::Tested),
        trouble("gangguan-laporan", Why::NoPaper, VoteState::NoVote),
    ]
}

fn stops() -> Vec<Shot> {
    let stopped = |name, what, advice, can_restart| {
        let lines = [("problem", "what", what), ("problem-advice", "advice", advice)];
        let cause = lines.map(|(line, value, key)| say(Msg::new(line).with(value, Msg::new(key))) + "\n");
        shot(name, View::Stopped(Stopped { cause: cause.concat(), can_restart }))
    };
    let notices =
        vec![say(Msg::new("finding-rolled-forward").with("records", 1_u32).with("medium", "cermin"))];
    vec![
        stopped("berhenti", "booth-stopped", "booth-stopped-advice", true),
        stopped("berhenti-media", "log-media", "file-unwritable-advice", true),
        stopped("berhenti-rusak", "log-damaged", "log-export-advice", false),
        shot("sempat-mati", View::Restarted(Restarted { asks: true, notices })),
        shot("sempat-mati-tanpa-struk", View::Restarted(Restarted { asks: false, notices: Vec::new() })),
    ]
}

/// Cast, challenged, cancelled.
const COUNTS: [u32; 3] = [154, 2, 3];
/// Men and women in the DPT.
const REGISTERED: Voters = Voters { male: 90, female: 90 };
/// The officers' figures in the order of the screen: SAH comes last but one.
const FIGURES: [&str; 10] = ["76", "78", "2", "2", "200", "43", "1", "0", "154", "3"];

fn closing() -> Vec<Shot> {
    let typed = |sah| {
        let figures =
            FIGURES.into_iter().enumerate().map(move |(at, figure)| if at == 8 { sah } else { figure });
        figures.enumerate().flat_map(|(at, figure)| {
            let next = (at + 1 < FIGURES.len()).then_some(Touch("Isian berikut"));
            [Write(figure)].into_iter().chain(next)
        })
    };
    let on = || [Touch("Lanjut")].into_iter();
    let differs = on().chain([Touch("Ya, tutup untuk selamanya")]);
    let closed = |printed, exported: &[&str]| {
        View::Closed(Closed {
            printed,
            trouble: None,
            sticks: vec!["/media/STIK-A".to_owned()],
            exported: exported.iter().map(|hash| exported_to(hash)).collect(),
            refused: None,
            seal: ["164".to_owned(), "9c41 77e0 52b8 d01f".to_owned()],
        })
    };
    vec![
        after("angka", accounts(Vec::new()), typed("154")),
        after("tutup-selamanya", accounts(Vec::new()), typed("154").chain(on())),
        after("selisih", accounts(mismatches()), typed("153").chain(differs)),
        shot("ditutup", closed(false, &[])),
        shot("ditutup-disalin", closed(true, &["51d0 aa37 c2e4 0b96"])),
        after("matikan", closed(true, &[]), [Touch("Matikan")]),
    ]
}

fn exported_to(hash: &str) -> String {
    say(Msg::new("stick-written").with("file", "/media/STIK-A/1607062001-1-1.plkb").with("hash", hash))
}

fn accounts(mismatches: Vec<String>) -> View {
    let registered = REGISTERED.male + REGISTERED.female;
    View::Accounting(Accounting { counts: COUNTS, registered, mismatches, refused: None })
}

/// One slip SAH is missing in the box.
fn mismatches() -> Vec<String> {
    let [cast, challenged, cancelled] = COUNTS;
    let closed = Close {
        closed_at: Moment::from_unix(1_795_334_400, TimeZone::Wib).unwrap(),
        counts: Counts { cast, challenged, cancelled, ..Counts::default() },
        officers: Officers {
            present: Voters { male: 76, female: 78 },
            dptb: Voters { male: 2, female: 2 },
            tokens: Tokens { received: 200, unused: 43, spoiled: 1, exchanged: 0 },
            slips: Slips { sah: 153, batal: 3 },
        },
        reason: None,
    };
    accounting(&closed, REGISTERED).iter().map(|found| found.to_indonesian().to_string()).collect()
}

fn say(msg: Msg) -> String {
    Texts::new(Lang::Id, &TEXTS).say(&msg)
}
