//! Shows one screen in a window: for looking at it, and for the pictures of the guides.
//!
//! `cargo run -p screens --example gallery -- --view choose --panel 1366x768:344x194 --candidates 5 --lang id --large`
//! What people do is printed; `--photos DIR` takes `1.jpg`, `2.jpg` ... for photos. `--frames N` paints so many frames, one
//! after the other, says how long they took, and ends.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a tool for developers"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use dialogue::Lang;
use eframe::egui;
use screens::{
    Accounting, BallotFace, Busy, Candidate, Check, CheckState, Closed, CodesView, Ending, ExchangeView,
    Launch, Left, Menu, Panel, Purpose, Readiness, Restarted, Screens, Secret, SlipStatus, Stopped, Trouble,
    View, VoteState, Why,
};

const NAMES: [&str; 5] =
    ["Siti Aminah", "Bambang Sutrisno", "H. Muhammad Yusuf", "Ni Made Ayu Lestari", "Yohanes Tefa"];
const LONGEST: &str = "Prof. Dr. Ir. H. Muhammad Abdurrahman Wahyuningrat, S.H., M.";

/// What the command line asks for.
struct Wish {
    view: View,
    panel: Panel,
    lang: Lang,
    face: BallotFace,
    large: bool,
    dark: bool,
    still_there: bool,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let wish = wish(&words);
    let size = wish.panel.pixels.map(|n| f32::from(u16::try_from(n).unwrap()));
    let viewport = egui::ViewportBuilder::default()
        .with_inner_size(size)
        .with_decorations(false)
        .with_fullscreen(words.iter().any(|w| w == "--fullscreen"));
    let mut options = eframe::NativeOptions { viewport, ..Default::default() };
    // Frames that are measured do not wait for the panel.
    options.glow_options.vsync = value(&words, "--frames").is_none();
    let app = |cc: &eframe::CreationContext<'_>| {
        let mut screens = Screens::new(&cc.egui_ctx, Arc::new(wish.face.clone()), wish.panel, wish.lang);
        screens.start_with(wish.large, wish.dark);
        screens.ask_still_there(wish.still_there.then_some(45));
        let frames =
            value(&words, "--frames").map(|n| Frames { left: n.parse().unwrap(), painted: Vec::new() });
        Ok(Box::new(Gallery { screens, view: wish.view, start: Instant::now(), frames })
            as Box<dyn eframe::App>)
    };
    eframe::run_native("gallery", options, Box::new(app)).unwrap();
}

struct Gallery {
    screens: Screens,
    view: View,
    start: Instant,
    frames: Option<Frames>,
}

/// Frames that are measured.
struct Frames {
    left: usize,
    painted: Vec<Instant>,
}

impl Frames {
    /// Asks for another frame until all are painted.
    fn next(mut self, ctx: &egui::Context) -> Option<Self> {
        self.painted.push(Instant::now());
        if self.left > 0 {
            self.left -= 1;
            ctx.request_repaint();
            return Some(self);
        }
        // The first ones make letters and pictures. Whatever a frame costs stands between it and the next.
        let painted = &self.painted[self.painted.len() / 10..];
        let mut took: Vec<Duration> = painted.windows(2).map(|two| two[1] - two[0]).collect();
        took.sort_unstable();
        let at = |percent: usize| took[(took.len() - 1) * percent / 100].as_secs_f32() * 1_000.0;
        println!(
            "{} frames: p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms",
            took.len(),
            at(50),
            at(99),
            at(100)
        );
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        None
    }
}

impl eframe::App for Gallery {
    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        self.frames = self.frames.take().and_then(|frames| frames.next(ui.ctx()));
        let reaction = self.screens.show(ui, &self.view, self.start.elapsed());
        for intent in &reaction.intents {
            println!("{intent:?}");
        }
        if let Some(say) = &reaction.say {
            println!("says: {}", *say.text);
        }
    }
}

fn value<'a>(words: &'a [String], name: &str) -> Option<&'a str> {
    words.iter().position(|w| w == name).and_then(|at| words.get(at + 1)).map(String::as_str)
}

fn wish(words: &[String]) -> Wish {
    let value = |name: &str| value(words, name);
    let flag = |name: &str| words.iter().any(|w| w == name);
    let candidates = value("--candidates").map_or(3, |n| n.parse().unwrap());
    let photos = value("--photos");
    let photo = |number: usize| {
        let file = ["jpg", "png"].map(|kind| format!("{}/{number}.{kind}", photos.unwrap_or_default()));
        file.iter().find_map(|file| std::fs::read(file).ok()).map(Arc::from)
    };
    let candidate = |number: usize| Candidate {
        number: u8::try_from(number).unwrap(),
        name: if flag("--longest") { LONGEST.to_owned() } else { NAMES[(number - 1) % 5].to_owned() },
        photo: photo(number),
    };
    let face = BallotFace {
        title: value("--title").unwrap_or("Pemilihan Kepala Desa Sungai Rebo").to_owned(),
        place: "TPS 3 - Bilik 2".to_owned(),
        simulation: !flag("--real"),
        candidates: (1..=candidates).map(candidate).collect(),
        blank: !flag("--no-blank"),
        hashes: ["3f9a 11c2".to_owned(), "7be0 55d1".to_owned()],
        voice: flag("--voice"),
        languages: if flag("--languages") { vec![Lang::Id, Lang::En] } else { Vec::new() },
        demo_slips: (1..=value("--slips").map_or(0, |n| n.parse().unwrap()))
            .map(|n| format!("SLIP{n}"))
            .collect(),
    };
    Wish {
        view: view(value("--view").unwrap_or("choose")),
        panel: panel(value("--panel").unwrap_or("1366x768:344x194")),
        lang: value("--lang").and_then(Lang::from_word).unwrap_or(Lang::Id),
        face,
        large: flag("--large"),
        dark: flag("--dark"),
        still_there: flag("--still-there"),
    }
}

fn panel(text: &str) -> Panel {
    let (pixels, size) = text.split_once(':').unwrap();
    let (w, h) = pixels.split_once('x').unwrap();
    let (width, height) = size.split_once('x').unwrap();
    Panel {
        pixels: [w.parse().unwrap(), h.parse().unwrap()],
        millimetres: [width.parse().unwrap(), height.parse().unwrap()],
    }
}

fn view(name: &str) -> View {
    match name {
        "ready" => View::Ready,
        "refused" => View::Refused,
        "choose" => View::Choose,
        "confirm" => View::Confirm(Secret::new(2)),
        "confirm-blank" => View::Confirm(Secret::new(4)),
        "printing" => View::Busy(Busy::Printing),
        "storing" => View::Busy(Busy::Storing),
        "compare" => View::Compare,
        "withdrawn" => View::Withdrawn,
        "done" => View::Done(Ending::Cast),
        "tested" => View::Done(Ending::Challenged),
        "nothing" => View::Done(Ending::Nothing),
        "codes" => codes(false, 0),
        "codes-wrong" => codes(true, 0),
        "codes-wait" => codes(true, 30),
        "readiness" => View::Readiness(readiness()),
        "launch" => View::Launch(Launch::default()),
        "left" => View::Left(Left { slip_hangs: true }),
        "menu" => View::Menu(menu()),
        "paused" => View::Paused,
        "slip-status" => View::SlipStatus(SlipStatus { answer: Some("Sudah tercatat".to_owned()) }),
        "exchange" => View::Exchange(exchange()),
        "trouble" => View::Trouble(Trouble { why: Why::NoPaper, vote: VoteState::Void }),
        "trouble-stored" => View::Trouble(Trouble { why: Why::Offline, vote: VoteState::Stored }),
        "trouble-cover" => View::Trouble(Trouble { why: Why::CoverOpen, vote: VoteState::NotStored }),
        "trouble-jam" => View::Trouble(Trouble { why: Why::Jammed, vote: VoteState::Tested }),
        "stopped" => View::Stopped(Stopped { cause: "Media kedua dicabut.".to_owned(), can_restart: true }),
        "restarted" => View::Restarted(restarted()),
        "accounting" => View::Accounting(accounting()),
        "closed" => View::Closed(closed()),
        other => panic!("no view {other}"),
    }
}

fn codes(wrong: bool, wait: u32) -> View {
    View::Codes(CodesView { purpose: Purpose::Start, wrong, wait, can_go_back: true })
}

fn readiness() -> Readiness {
    let check =
        |what: &str, state, detail: &str| Check { what: what.to_owned(), state, detail: detail.to_owned() };
    Readiness {
        checks: vec![
            check("Printer menjawab dan ada kertas", CheckState::Good, "Kertas cukup"),
            check("Media kedua", CheckState::Good, "12 GB kosong"),
            check("Jam", CheckState::Attention, "Jam mundur 3 menit dari laporan terakhir"),
            check("Suara", CheckState::Bad, "Tidak ada alat suara"),
        ],
        may_open: true,
        printed: false,
    }
}

fn menu() -> Menu {
    Menu {
        counts: [312, 2, 5],
        refusal: Some("Token sudah dipakai di bilik ini".to_owned()),
        said: Some("Laporan nol dicetak lagi".to_owned()),
        can_exchange: true,
        notices: vec!["Tidak ada alat suara: pemilih tidak dapat mendengarkan".to_owned()],
    }
}

fn exchange() -> ExchangeView {
    ExchangeView { refused: None, medium: None, media: vec!["KINGSTON".to_owned(), "SANDISK".to_owned()] }
}

fn restarted() -> Restarted {
    Restarted { asks: true, notices: vec!["Satu catatan yang tidak lengkap dibuang".to_owned()] }
}

fn accounting() -> Accounting {
    Accounting { counts: [312, 2, 5], registered: 401, mismatches: Vec::new(), refused: None }
}

fn closed() -> Closed {
    Closed {
        printed: true,
        trouble: None,
        sticks: vec!["KINGSTON".to_owned()],
        exported: Vec::new(),
        refused: None,
        seal: ["319".to_owned(), "9c41 77e0".to_owned()],
    }
}
