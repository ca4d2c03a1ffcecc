//! Whole ways through the booth by five keys: a voter's, one who does not see, and the officers' from unlocking to the
//! end. A model of the booth answers what they want; polling's own states are not here.

use dialogue::Lang;
use egui::Key;

use super::harness::{Booth, NAMES, PANELS, face};
use super::officers::paths::{accounting, closed, readiness};
use crate::intent::{Figures, Intent, Launching};
use crate::view::{BallotFace, Busy, Closed, CodesView, Ending, Launch, Menu, Purpose, View};

const TOKEN: &str = "7K2M9QX4T1B8W3ZND";

/// A booth that does as it is told.
struct Model {
    booth: Booth,
    choice: Option<u8>,
    cast: Vec<u8>,
    tokens: Vec<String>,
    opened: Vec<Launching>,
    figures: Option<Figures>,
    exported: Vec<String>,
    is_off: bool,
}

impl Model {
    fn new(face: BallotFace, view: View) -> Self {
        let mut booth = Booth::new(face, PANELS[2], Lang::Id, View::Refused);
        booth.show(view);
        let (tokens, cast, opened, exported) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { booth, choice: None, cast, tokens, opened, figures: None, exported, is_off: false }
    }

    /// Answers what was wanted.
    fn answer(&mut self) {
        self.booth.frame();
        for intent in self.booth.intents() {
            for view in self.views_after(intent) {
                self.booth.show(view);
                // People look or listen before they press.
                self.booth.wait(600);
            }
        }
    }

    fn views_after(&mut self, intent: Intent) -> Vec<View> {
        match intent {
            Intent::Slip(token) => {
                self.tokens.push(token.to_owned());
                vec![View::Choose]
            }
            Intent::Choose(option) => {
                self.choice = Some(option.expose());
                vec![View::Confirm(option)]
            }
            Intent::No => vec![View::Choose],
            Intent::Yes => vec![View::Busy(Busy::Printing), View::Compare],
            Intent::Cast => {
                self.cast.extend(self.choice.take());
                vec![View::Busy(Busy::Storing), View::Done(Ending::Cast)]
            }
            Intent::Finish => vec![View::Ready],
            other => self.officers_views_after(other),
        }
    }

    fn officers_views_after(&mut self, intent: Intent) -> Vec<View> {
        match intent {
            Intent::CallOfficers => vec![codes(Purpose::Menu)],
            Intent::Codes(codes) => {
                assert_eq!((&*codes.first, &*codes.second), ("11112222", "33334444"));
                match codes.purpose {
                    Purpose::Start => vec![View::Busy(Busy::Checking), readiness(1, true)],
                    Purpose::Menu => vec![View::Menu(Menu::default())],
                    Purpose::Close => vec![View::Busy(Busy::Closing), self.closed(false)],
                    other => panic!("{other:?}"),
                }
            }
            Intent::ToLaunch => vec![View::Launch(Launch::default())],
            Intent::Open(parts) => {
                self.opened = parts;
                vec![View::Busy(Busy::Opening), View::Ready]
            }
            Intent::ToClose => vec![accounting(0, false)],
            Intent::Close { figures, reason: None } => {
                self.figures = Some(figures);
                vec![codes(Purpose::Close)]
            }
            Intent::PrintClose => vec![View::Busy(Busy::PrintingForOfficer), self.closed(true)],
            Intent::Export(stick) => {
                self.exported.push(stick);
                vec![View::Busy(Busy::Closing), self.closed(true)]
            }
            Intent::Shutdown => {
                self.is_off = true;
                Vec::new()
            }
            other => panic!("{other:?}"),
        }
    }

    fn closed(&self, printed: bool) -> View {
        let View::Closed(one) = closed(2, true) else { panic!("not closed") };
        View::Closed(Closed { printed, exported: self.exported.clone(), ..one })
    }

    /// Goes down to the target of this label, and presses OK.
    fn press(&mut self, label: &str) {
        for _ in 0..80 {
            if self.booth.has(label) && self.booth.focused(label) {
                self.booth.key(Key::Enter);
                return self.answer();
            }
            self.booth.key(Key::ArrowDown);
        }
        panic!("{label} is never in focus: {:?}", self.booth.targets());
    }

    /// Presses a key on the screen for each character.
    fn spell(&mut self, text: &str) {
        text.chars().for_each(|c| self.press(&c.to_string()));
    }

    /// All that was said since the last call.
    fn hear(&mut self) -> String {
        self.booth.said().iter().map(|say| say.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Goes down until these words are heard, and presses OK.
    fn choose_by_ear(&mut self, words: &str) {
        self.hear();
        for _ in 0..20 {
            self.booth.key(Key::ArrowDown);
            if self.hear().contains(words) {
                return self.keys(&[Key::Enter]);
            }
        }
        panic!("{words} is never heard");
    }

    fn keys(&mut self, keys: &[Key]) {
        keys.iter().for_each(|key| self.booth.key(*key));
        self.answer();
    }
}

fn codes(purpose: Purpose) -> View {
    View::Codes(CodesView { purpose, wrong: false, wait: 0, can_go_back: false })
}

#[test]
fn a_whole_vote_by_five_keys() {
    let mut model = Model::new(face(3, false), View::Ready);
    model.press("Ketik kode token");
    model.spell(TOKEN);
    model.press("Lanjut");
    model.press("Nomor 1, Siti Aminah");
    model.press("TIDAK, ulangi");
    model.press("Nomor 2, Bambang Sutrisno");
    model.press("YA");
    model.press("YA, kirim");
    model.press("Selesai");
    assert_eq!((model.tokens, model.cast), (vec![TOKEN.to_owned()], vec![2]));
    assert!(model.booth.has("Ketik kode token"));
}

#[test]
fn a_whole_vote_by_ear_with_nothing_on_the_screen() {
    let mut model = Model::new(BallotFace { voice: true, ..face(3, false) }, View::Ready);
    assert!(model.hear().contains("Arahkan token"));
    model.booth.scan(TOKEN);
    model.answer();
    assert!(model.hear().contains("Tekan tombol bawah sekarang"));
    model.choose_by_ear("memakai headset");
    model.choose_by_ear("Matikan gambar");
    assert!(model.hear().contains("Gambar dimatikan"));
    model.choose_by_ear("Nomor 3, H. Muhammad Yusuf");
    // From here on as often as the voice says.
    let said = model.hear();
    assert!(said.contains("H. Muhammad Yusuf") && said.contains("bawah satu kali untuk Ya"), "{said}");
    let seen = model.booth.visible_words();
    assert!(NAMES.iter().all(|name| seen.iter().all(|word| !word.contains(name))), "{seen:?}");
    model.keys(&[Key::ArrowDown, Key::Enter]);
    let said = model.hear();
    assert!(said.contains("bawah satu kali untuk Ya, kirim"), "{said}");
    model.keys(&[Key::ArrowDown, Key::Enter]);
    let said = model.hear();
    assert!(
        said.contains("sudah tersimpan") && said.ends_with("Tekan tombol bawah, lalu tombol oke."),
        "{said}"
    );
    assert!(model.booth.visible_words().iter().all(|word| !word.contains("tersimpan")));
    model.keys(&[Key::ArrowDown, Key::Enter]);
    assert_eq!(model.cast, [3]);
    // The next voter sees.
    assert!(model.booth.visible_words().iter().any(|word| word.contains("Arahkan token")));
}

#[test]
fn what_the_voice_says_of_no_is_true() {
    let mut model = Model::new(BallotFace { voice: true, ..face(3, false) }, View::Ready);
    model.booth.scan(TOKEN);
    model.answer();
    model.choose_by_ear("memakai headset");
    model.choose_by_ear("Nomor 1");
    assert!(model.hear().contains("dua kali untuk Tidak"));
    model.keys(&[Key::ArrowDown, Key::ArrowDown, Key::Enter]);
    assert!(model.hear().contains("Ada 4 pilihan"));
    assert!(model.cast.is_empty());
}

#[test]
fn officers_open_and_close_by_five_keys() {
    let mut model = Model::new(face(3, false), codes(Purpose::Start));
    officers(&mut model);
    model.press("Lanjut ke pembukaan");
    for (candidate, code) in [("Nomor 1, Siti Aminah", "A7K2Q"), ("Nomor 2, Bambang Sutrisno", "VWXYZ")] {
        model.press(&format!("{candidate}. Kode belum ada"));
        model.spell(code);
        model.press("Kode lengkap");
    }
    model.press("Nomor 3, H. Muhammad Yusuf. Kode belum ada");
    model.press("Saksi tidak hadir: pakai dadu");
    model.spell("3526143521");
    model.press("Kode lengkap");
    model.press("Buka pemungutan suara");
    let given: Vec<(u8, &str)> =
        model.opened.iter().map(|part| (part.candidate, part.code.as_str())).collect();
    assert_eq!(given, [(1, "A7K2Q"), (2, "VWXYZ"), (0, "3526143521")]);
    model.press("Petugas");
    officers(&mut model);
    model.press("Tutup pemungutan suara");
    for figure in ["150", "161", "3", "0", "440", "120", "4", "0", "312", "5"] {
        model.spell(figure);
        model.press("Isian berikut");
    }
    model.press("Lanjut");
    model.press("Ya, tutup untuk selamanya");
    officers(&mut model);
    let expected = Figures { present: [150, 161], dptb: [3, 0], tokens: [440, 120, 4, 0], slips: [312, 5] };
    assert_eq!(model.figures, Some(expected));
    model.press("Cetak laporan penutupan");
    for stick in ["KINGSTON-1", "KINGSTON-2"] {
        model.press(stick);
    }
    model.press("Matikan");
    assert_eq!((model.exported.len(), model.is_off), (2, true));
}

/// Two officers type their codes.
fn officers(model: &mut Model) {
    model.spell("11112222");
    model.press("Lanjut");
    model.spell("33334444");
    model.press("Masuk");
}
