//! Polling day: three villages, a booth that dies, its spare, a cloned machine, a stick that comes late.

use std::collections::BTreeMap;

use crate::after::witness;
use crate::day::{Day, End, Show};

/// 22 November 2026, 07:00 WIB.
const MORNING: u64 = 1_795_305_600;
const HOUR: u64 = 3_600;

/// Receipts by the folder of the machine: the paths of their files, in the order of voting.
pub(crate) type Receipts = BTreeMap<String, Vec<String>>;

/// The day from opening to closing; what voters took home.
pub(crate) fn vote(day: &mut Day) -> Receipts {
    let mut receipts = Receipts::new();
    sukamaju(day, &mut receipts);
    sukarame(day, &mut receipts);
    sukasari(day, &mut receipts);
    receipts
}

/// A script for one run of a booth.
struct Script<'a> {
    /// Folder of the machine.
    folder: String,
    name: &'a str,
    hours: u64,
    end: End,
    show: Show,
    /// Whether the document keeps the script too.
    read_aloud: bool,
}

impl<'a> Script<'a> {
    fn new(machine: &str, name: &'a str, hours: u64) -> Self {
        Self {
            folder: format!("bilik/{machine}"),
            name,
            hours,
            end: End::Exit(0),
            show: Show::Ends(1, 1),
            read_aloud: false,
        }
    }

    fn ending(self, end: End) -> Self {
        Self { end, ..self }
    }

    fn showing(self, show: Show) -> Self {
        Self { show, read_aloud: true, ..self }
    }

    /// Plays it; the answer, and receipts.
    fn play(self, day: &mut Day, receipts: &mut Receipts, lines: &[String]) -> String {
        let Self { folder, name, hours, .. } = &self;
        let file = format!("{folder}/{name}");
        let text = lines.join("\n") + "\n";
        day.write(&file, &text);
        if self.read_aloud {
            day.document.file(&file, &text);
        }
        let said = day.run(
            self.end,
            self.show,
            &format!(
                "booth-app drill --data {folder}/data --mirror {folder}/cermin --slips {folder}/struk --script {file} --codes {folder}/kode \
                 --clock {}",
                MORNING + hours * HOUR
            ),
        );
        let marked = said.lines().filter_map(|line| line.split("tanda terima ").nth(1));
        receipts.entry(self.folder).or_default().extend(marked.map(str::to_owned));
        said
    }
}

/// The typed code of the slip `number` (from 1) of a list.
fn slip(day: &mut Day, list: &str, number: usize) -> String {
    let page = day.read(&format!("panitia/cetak/slips/{list}.html"));
    let code = page.split("<code>").nth(number).unwrap().split('<').next().unwrap().to_owned();
    let (booth, _) = list.rsplit_once('-').unwrap();
    let (_, place) = booth.split_once('-').unwrap();
    day.document.word(&format!("slip-{place}-{number:02}"), &code);
    code
}

/// One vote a line, from the slip `first` on: option, and how it ends if not in the box.
fn votes(day: &mut Day, list: &str, first: usize, options: &[&str]) -> Vec<String> {
    let numbers = first..;
    numbers
        .zip(options)
        .map(|(number, option)| format!("vote {} {option}", slip(day, list, number)))
        .collect()
}

/// The options that say where a booth lies.
fn place(booth: &str) -> String {
    format!("--data bilik/{booth}/data --mirror bilik/{booth}/cermin")
}

fn export(day: &mut Day, exit: i32, show: Show, (booth, stick): (&str, &str)) {
    day.run(End::Exit(exit), show, &format!("booth-app export {} --out {stick}", place(booth)));
}

/// Cast, challenged and cancelled as a booth's status tells them.
fn counts(day: &Day, booth: &str) -> (u64, u64, u64) {
    let log = &day.json(0, &format!("booth-app status {}", place(booth)))["log"];
    let count = |name: &str| log[name].as_u64().unwrap();
    (count("cast"), count("challenged"), count("cancelled"))
}

fn sukamaju(day: &mut Day, receipts: &mut Receipts) {
    day.document.heading("6. Sukamaju: bilik 1 mati, bilik cadangan mengambil alih");
    day.document.prose(
        "Kode pembukaan diberikan saksi dua calon dan dadu petugas. Enam pemilih memilih di bilik 1; pada pemilih ketujuh mesinnya mati \
         selagi struk tergantung di pencetak, dan tidak pernah hidup lagi.",
    );
    let mut lines =
        vec!["open \"1:Siti Aminah:K7M2Q\" \"2:Budi Santoso:9XWTE\" 0:Ketua-KPPS:4162355216".to_owned()];
    lines.extend(votes(day, "9901012001-1-1-1", 1, &["1", "1", "2", "1", "2", "1", "3 die"]));
    Script::new("9901012001-1-1", "naskah", 1)
        .ending(End::Dead)
        .showing(Show::Ends(3, 1))
        .play(day, receipts, &lines);
    assert_eq!(counts(day, "9901012001-1-1"), (6, 0, 0));

    day.document.prose("Bilik 2 berjalan sampai siang. Satu pemilih menekan TIDAK lalu mengulang, satu menguji mesin lalu mengambil slip baru.");
    let mut lines = vec!["open \"1:Siti Aminah:H2VFD\" \"2:Budi Santoso:B8SGY\"".to_owned()];
    lines.extend(votes(day, "9901012001-1-2-2", 1, &["1", "2 cancel"]));
    lines.extend(votes(day, "9901012001-1-2-2", 2, &["2", "2 challenge", "2", "3"]));
    Script::new("9901012001-1-2", "naskah-pagi", 1).showing(Show::All).play(day, receipts, &lines);
    assert_eq!(counts(day, "9901012001-1-2"), (4, 1, 1));
    day.document.prose("Siang: log bilik 2 disalin untuk saksi, walaupun belum ditutup.");
    export(day, 1, Show::All, ("9901012001-1-2", "stik/siang"));
    let (page, _) = witness(day, 0, "sukamaju-1", "stik/siang");
    assert!(page.contains("ditandatangani, pertama kali"), "{page}");

    spare(day, receipts);
    day.document.prose("Bilik 2 melanjutkan: empat suara lagi (1, 2, kosong, 1), lalu ditutup.");
    let mut lines = votes(day, "9901012001-1-2-2", 6, &["1", "2", "4", "1"]);
    lines.push("close present=4/4 received=22 unused=13 sah=8 batal=1".to_owned());
    Script::new("9901012001-1-2", "naskah-sore", 6).play(day, receipts, &lines);
    assert_eq!(counts(day, "9901012001-1-2"), (8, 1, 1));
    export(day, 0, Show::Nothing, ("9901012001-1-2", "stik/sukamaju"));
    export(day, 0, Show::Nothing, ("9901012001-1-3", "stik/sukamaju"));
    day.document.prose("Cakram mesin yang mati dipasang di mesin lain; basis data log disalin mentah, tanpa berkas di sampingnya.");
    day.carry("cp bilik/9901012001-1-1/data/*.sqlite stik/sukamaju/");
}

fn spare(day: &mut Day, receipts: &mut Receipts) {
    day.document.prose(
        "Bilik 3 (cadangan) dibuka. Pemilih bilik 1 menukar slip: media kedua bilik 1 dibaca, sehingga slip yang sudah terpakai ditolak. \
         Sesudah stik itu rusak, dua petugas menjamin. Jaminan kedua salah: slip itu sudah terpakai, dan kelak ketahuan.",
    );
    day.carry("mkdir -p stik/cermin; cp bilik/9901012001-1-1/cermin/*.plkm stik/cermin/");
    let mirror = format!("stik/cermin/{}", day.names("stik/cermin")[0]);
    let mut old = |number| slip(day, "9901012001-1-1-1", number);
    let [spent, spent_too, hanging, second, third, fourth] = [1, 2, 7, 8, 9, 10].map(&mut old);
    let mut new = |number| slip(day, "9901012001-1-3-1", number);
    let [one, two, three, four, five] = [1, 2, 3, 4, 5].map(&mut new);
    let lines = vec![
        "open \"1:Siti Aminah:R4WQZ\" \"2:Budi Santoso:7TKMC\"".to_owned(),
        format!("exchange {spent} {one} {mirror}"),
        format!("exchange {hanging} {one} {mirror}"),
        format!("vote {one} 3"),
        format!("exchange {second} {two} {mirror}"),
        format!("vote {two} 1"),
        format!("exchange {third} {three} {mirror}"),
        format!("vote {three} 2"),
        format!("exchange {fourth} {four} unreadable \"Rudi Hartono\" \"Lina Marlina\""),
        format!("vote {four} 1"),
        format!("exchange {spent_too} {five} unreadable \"Rudi Hartono\" \"Lina Marlina\""),
        format!("vote {five} 2"),
        "close present=2/3 received=48 unused=43 sah=5".to_owned(),
    ];
    let script = Script::new("9901012001-1-3", "naskah", 4).ending(End::Exit(1)).showing(Show::All);
    let said = script.play(day, receipts, &lines);
    let refused: Vec<&str> = said.lines().filter(|line| line.contains("DITOLAK")).collect();
    assert!(matches!(refused.as_slice(), [line] if line.contains("token ini sudah terpakai")), "{said}");
    assert_eq!(counts(day, "9901012001-1-3"), (5, 0, 0));
}

fn sukarame(day: &mut Day, receipts: &mut Receipts) {
    day.document.heading("7. Sukarame: map bilik disalin, dan salinannya ikut memilih");
    day.document.prose("Pagi: empat suara (1, 1, 2, 1).");
    let mut lines = vec!["open \"1:Eko Prasetyo:M3PXA\"".to_owned()];
    lines.extend(votes(day, "9901012002-1-1-0", 1, &["1", "1", "2", "1"]));
    Script::new("9901012002-1-1", "naskah-pagi", 1).play(day, receipts, &lines);
    day.document.prose(
        "Seseorang menyalin kedua media; mesin asli (1, 2, 1, 1, lalu ditutup) dan salinannya (2, 2) berjalan terus dengan kunci yang sama.",
    );
    day.carry("cp -r bilik/9901012002-1-1 bilik/salinan");
    let mut lines = votes(day, "9901012002-1-1-0", 5, &["1", "2", "1", "1"]);
    lines.push("close present=4/4 received=30 unused=22 sah=8".to_owned());
    Script::new("9901012002-1-1", "naskah-siang", 4).play(day, receipts, &lines);
    let lines = votes(day, "9901012002-1-1-0", 9, &["2", "2"]);
    Script::new("salinan", "naskah-salinan", 4).play(day, receipts, &lines);
    export(day, 0, Show::Nothing, ("9901012002-1-1", "stik/sukarame"));
    day.document
        .prose("Basis data mesin salinan juga sampai di kantor desa. Bilik cadangan tidak pernah dibuka.");
    day.carry("cp bilik/salinan/data/*.sqlite stik/sukarame/");
    assert_eq!(counts(day, "9901012002-1-1"), (8, 0, 0));
}

fn sukasari(day: &mut Day, receipts: &mut Receipts) {
    day.document.heading("8. Sukasari: dua TPS, satu stik terlambat");
    day.document.prose(
        "TPS 1: tiga suara untuk calon 1, lima untuk calon 2. TPS 2: lima untuk calon 1, satu untuk calon 2.",
    );
    let mut lines = vec!["open".to_owned()];
    lines.extend(votes(day, "9901012003-1-1-0", 1, &["1", "2", "2", "1", "2", "2", "1", "2"]));
    lines.push("close present=4/4 received=26 unused=18 sah=8".to_owned());
    Script::new("9901012003-1-1", "naskah", 1).play(day, receipts, &lines);
    let mut lines = vec!["open".to_owned()];
    lines.extend(votes(day, "9901012003-2-1-0", 1, &["1", "1", "2", "1", "1", "1"]));
    lines.push("close present=3/3 received=22 unused=16 sah=6".to_owned());
    Script::new("9901012003-2-1", "naskah", 1).play(day, receipts, &lines);
    export(day, 0, Show::Nothing, ("9901012003-1-1", "stik/sukasari"));
    day.document.prose("Stik TPS 2 tertinggal di kendaraan dan baru tiba sesudah hasil pertama dibuka.");
    export(day, 0, Show::Nothing, ("9901012003-2-1", "stik/terlambat"));
    assert_eq!((counts(day, "9901012003-1-1"), counts(day, "9901012003-2-1")), ((8, 0, 0), (6, 0, 0)));
}
