//! Before the day: definition, keys, booths, trustees, seal, packs.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::day::{Day, End, Show};

/// Folder and code of each village.
pub(crate) const VILLAGES: [(&str, &str); 3] =
    [("sukamaju", "9901012001"), ("sukarame", "9901012002"), ("sukasari", "9901012003")];
/// All booths; the spares are Sukamaju's third and Sukarame's second.
const BOOTHS: [&str; 7] = [
    "9901012001-1-1",
    "9901012001-1-2",
    "9901012001-1-3",
    "9901012002-1-1",
    "9901012002-1-2",
    "9901012003-1-1",
    "9901012003-2-1",
];
const OTHERS: [(&str, &[&str]); 1] = [("w", &["2", "3", "4", "5"])];
const DRAFT: &str = include_str!("draft.toml");

pub(crate) fn code_of(village: &str) -> &'static str {
    VILLAGES.iter().find(|(name, _)| *name == village).unwrap().1
}

/// Everything up to booths that are ready to be opened; the ElectionId on paper.
pub(crate) fn prepare(day: &mut Day) -> String {
    definition(day);
    enrolment(day);
    ceremony(day);
    let election = seal(day);
    packs(day, &election);
    election
}

fn definition(day: &mut Day) {
    day.document.heading("1. Rancangan definisi dan kunci");
    day.document.prose("Panitia kabupaten membuat rancangan, dan setiap orang membuat kuncinya sendiri.");
    day.write("panitia/sandi", "sandi panitia kabupaten\n");
    day.shows("tally definition new --out panitia/draft.toml");
    let keys = keys(day);
    let nonce = day.read("panitia/draft.toml").split("nonce = \"").nth(1).unwrap()[..64].to_owned();
    let filled = keys.iter().fold(DRAFT.replace("@nonce", &nonce), |text, (name, key)| {
        assert!(text.contains(&format!("\"@{name}\"")), "{name}");
        text.replace(&format!("\"@{name}\""), &format!("\"{key}\""))
    });
    assert!(!filled.contains("\"@"), "a key is missing");

    day.document.prose(
        "Rancangan diisi dengan kunci publik itu. Pada percobaan pertama DPT sebuah TPS salah jumlah, dan satu foto tertinggal; semua \
         kesalahan disebut sekaligus dengan barisnya. Foto gladi ini buah-buahan.",
    );
    day.picture("durian", "panitia/foto/1.png");
    day.picture("mangga", "panitia/foto/2.png");
    let wrong =
        filled.replacen("voters = { male = 14, female = 14 }", "voters = { male = 14, female = 41 }", 1);
    day.write("panitia/draft.toml", &wrong);
    day.ends(3, "tally definition check panitia/draft.toml");
    let refused = day.json(3, "tally definition check panitia/draft.toml");
    let lines = ["foto/3.png", "female = 41"]
        .map(|part| 1 + wrong.lines().position(|line| line.contains(part)).unwrap());
    let found: Vec<_> = refused["mistakes"].as_array().unwrap().iter().map(|it| it["line"].clone()).collect();
    assert_eq!((&refused["valid"], found.as_slice()), (&false.into(), lines.map(Json::from).as_slice()));
    day.picture("pisang", "panitia/foto/3.png");
    day.write("panitia/draft.toml", &filled);
    day.shows("tally definition check panitia/draft.toml");
    let checked = day.json(0, "tally definition check panitia/draft.toml");
    assert_eq!(
        (&checked["villages"], &checked["booths"], &checked["voters"], &checked["photos"]),
        (&3.into(), &7.into(), &76.into(), &3.into())
    );
}

/// Name and public key of everybody who signs.
fn keys(day: &mut Day) -> Vec<(String, String)> {
    let new = |kind: &str, name: &str, folder: &str, file: &str| {
        format!(
            "tally key new --kind {kind} --mode simulasi --name {name} --out {folder}/{file}.age --passphrase-file {folder}/sandi"
        )
    };
    let villages = VILLAGES.map(|(name, _)| name);
    for folder in villages.into_iter().chain(["saksi/sukamaju-1", "saksi/sukamaju-2", "saksi/sukarame-1"]) {
        day.write(&format!("{folder}/sandi"), &format!("sandi untuk {folder}\n"));
    }
    day.shows(&new("authority", "panitia.contoh.example", "panitia", "kunci"));
    let members: [(&str, &[&str]); 2] = [("d", &villages), ("a", &["ketua", "sekretaris", "anggota"])];
    day.each(&members, &new("committee", "$a.$d.example", "$d", "$a"));
    day.each(&[("n", &["1", "2"])], &new("saksi", "saksi-$n.sukamaju.example", "saksi/sukamaju-$n", "kunci"));
    day.likewise(&new("saksi", "saksi-1.sukarame.example", "saksi/sukarame-1", "kunci"));
    let mut made = vec![("panitia.contoh.example".to_owned(), "panitia".to_owned(), "kunci".to_owned())];
    for village in villages {
        let of =
            |member: &&str| (format!("{member}.{village}.example"), village.to_owned(), (*member).to_owned());
        made.extend(["ketua", "sekretaris", "anggota"].iter().map(of));
    }
    for (village, number) in [("sukamaju", 1), ("sukamaju", 2), ("sukarame", 1)] {
        let folder = format!("saksi/{village}-{number}");
        made.push((format!("saksi-{number}.{village}.example"), folder, "kunci".to_owned()));
    }
    let public = |(name, folder, file): (String, String, String)| {
        let shown =
            day.json(0, &format!("tally key show {folder}/{file}.age --passphrase-file {folder}/sandi"));
        assert_eq!((&shown["name"], &shown["mode"]), (&name.as_str().into(), &"simulasi".into()));
        (name, shown["public"].as_str().unwrap().to_owned())
    };
    made.into_iter().map(public).collect()
}

fn enrolment(day: &mut Day) {
    day.document.heading("2. Pendaftaran bilik");
    day.document.prose(
        "Setiap bilik membuat kuncinya sendiri, juga bilik cadangan. Gladi ini memakai satu cakram untuk kedua media, dan itu dicatat.",
    );
    for booth in BOOTHS {
        day.write(&format!("bilik/{booth}/kode"), "27182818\n31415926\n");
    }
    let enrol = "booth-app enrol --booth $b --mode simulasi --data bilik/$b/data --mirror bilik/$b/cermin --out stik/pendaftaran \
        --codes bilik/$b/kode --same-device-i-know";
    let (first, others) = BOOTHS.split_first().unwrap();
    day.shows(&enrol.replace("$b", first));
    day.each(&[("b", others)], enrol);
    day.document.prose("Panitia membandingkan kunci pendek di layarnya dengan yang dicatat di setiap bilik.");
    day.glimpse(9, 1, "tally booth enrol stik/pendaftaran --out panitia/bilik");
    let enrolled = day.json(0, "tally booth enrol stik/pendaftaran --out panitia/bilik");
    let lines = enrolled["booths"].as_array().unwrap();
    assert_eq!(lines.len(), BOOTHS.len());
    for (line, booth) in lines.iter().zip(BOOTHS) {
        let own = day.json(0, &format!("booth-app status --data bilik/{booth}/data"));
        assert_eq!((&line["outcome"], &line["short"]), (&"same".into(), &own["short_key"]));
    }
}

/// The command of a trustee, by number or variable.
fn apart(trustee: &str, step: &str, more: &str) -> String {
    let own = format!("wali-{trustee}");
    let state = format!("--state {own}/upacara.age --files {own}/berkas --passphrase-file {own}/sandi");
    format!("tally trustee {step} {state} {more}").trim_end().to_owned()
}

/// Files of a round travel: these trustees' own onto one stick, the stick to everybody.
fn pass_on(day: &mut Day, round: usize, trustees: &str) {
    day.carry(&format!("for w in {trustees}; do cp wali-$w/berkas/*-t0$w-r{round}.note stik/upacara/; done"));
    day.carry("for w in 1 2 3 4 5; do cp -n stik/upacara/* wali-$w/berkas/; done");
}

fn rounds(day: &Day, trustee: usize, exit: i32) -> Json {
    day.json(exit, &format!("tally trustee status --files wali-{trustee}/berkas"))["ceremonies"][0].clone()
}

fn ceremony(day: &mut Day) {
    day.document.heading("3. Upacara kunci terpisah: 3 dari 5 wali, satu kelompok untuk tiga desa");
    day.document
        .prose("Setiap wali bekerja di komputernya sendiri. Berkas berjalan dengan stik dan tidak rahasia.");
    day.carry("for w in 1 2 3 4 5; do mkdir -p wali-$w/berkas; cp panitia/draft.toml wali-$w/; done; mkdir stik/upacara");
    for number in 1..=5 {
        day.write(&format!("wali-{number}/sandi"), &format!("sandi wali nomor {number}\n"));
    }
    let start = |w: &str| apart(w, &format!("start wali-{w}/draft.toml --name \"Wali {w}\""), "");
    day.shows(&start("1"));
    day.each(&OTHERS, &start("$w"));
    pass_on(day, 0, "1 2 3 4 5");
    day.document.prose(
        "Para wali menelepon bersama: masing-masing membacakan sidik kuncinya dan menulis kelimanya di berkas `dibacakan`. Babak 1 \
         membandingkannya.",
    );
    day.run(End::Exit(2), Show::Ends(9, 0), "tally trustee status --files wali-1/berkas");
    let status = rounds(day, 1, 2);
    assert_eq!((&status["round"], status["villages"].as_array().unwrap().len()), (&1.into(), 3));
    let aloud: Vec<&str> =
        status["trustees"].as_array().unwrap().iter().map(|t| t["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(aloud.iter().collect::<BTreeSet<_>>().len(), 5);
    for number in 1..=5 {
        day.write(&format!("wali-{number}/dibacakan"), &(aloud.join("\n") + "\n"));
    }
    let round1 = |w: &str| apart(w, "round1", &format!("--fingerprints wali-{w}/dibacakan"));
    day.glimpse(1, 0, &round1("1"));
    day.each(&OTHERS, &round1("$w"));
    lost_file(day);
    second_round(day);
    let finish = |w: &str| apart(w, "finish", &format!("--out wali-{w}/kunci.age"));
    day.glimpse(7, 0, &finish("1"));
    day.each(&[("w", &["2", "3", "4"])], &finish("$w"));
    day.carry("for w in 1 2 3 4; do cp wali-$w/berkas/*-t0$w-r3.note stik/upacara/; done");
}

fn lost_file(day: &mut Day) {
    day.document.prose("Berkas babak 1 wali nomor 3 hilang di jalan. Wali lain tidak dapat maju; wali nomor 3 menjalankan babaknya lagi.");
    let file = "wali-3/berkas/9901012001-t03-r1.note";
    let before = day.read(file);
    day.carry(&format!("rm {file}"));
    pass_on(day, 1, "1 2 4 5");
    day.ends(2, &apart("1", "round2", ""));
    assert_eq!(rounds(day, 1, 2)["missing"], serde_json::json!(["9901012001-t03-r1.note"]));
    day.likewise(&apart("3", "round1", ""));
    assert_eq!(day.read(file), before, "the same file is written again");
    pass_on(day, 1, "3");
}

fn second_round(day: &mut Day) {
    day.document.prose("Wali nomor 1 membacakan kode upacara yang ditampilkan babak 2; yang lain memberikannya, dan babak 2 membandingkannya.");
    let first = day.glimpse(4, 3, &apart("1", "round2", ""));
    let code = day.json(0, &apart("1", "round2", ""))["code"].as_str().unwrap().to_owned();
    assert!(first.contains(&code));
    day.each(&OTHERS, &apart("$w", "round2", &format!("--code {code}")));
    pass_on(day, 2, "1 2 3 4 5");
}

const SEAL: &str = "tally definition seal panitia/draft.toml --booths panitia/bilik --trustees stik/upacara --tokens panitia/cetak/tokens \
    --authority-key panitia/kunci.age --out panitia/segel --passphrase-file panitia/sandi";

fn seal(day: &mut Day) -> String {
    day.document.heading("4. Token dan penyegelan");
    day.run(End::Exit(0), Show::Rows(2), "tally tokens panitia/draft.toml --out panitia/cetak");
    day.document.prose(
        "Berkas terakhir wali nomor 5 belum tiba: gladi pembukaan belum lengkap, jadi tidak ada yang disegel.",
    );
    day.ends(2, SEAL);
    assert!(!day.path("panitia/segel").exists());
    day.likewise(&apart("5", "finish", "--out wali-5/kunci.age"));
    day.carry("cp wali-5/berkas/*-t05-r3.note stik/upacara/");
    let said = day.shows(SEAL);
    let election = on_paper(&said);
    day.document.hash("pemilihan", &election);
    assert_eq!(rounds(day, 5, 2)["round"], 3, "the other trustees' last files have not come to this folder");

    day.document.prose("Kelima wali menerima definisi yang disegel, masing-masing sekali.");
    day.carry("for m in wali-1 wali-2 wali-3 wali-4 wali-5 sukamaju sukarame sukasari kabupaten warga; do mkdir -p $m; cp -r panitia/segel $m/; done");
    let accept = "tally trustee accept --definition wali-$w/segel/election.json --key wali-$w/kunci.age --out stik/persetujuan \
        --passphrase-file wali-$w/sandi";
    day.glimpse(3, 2, &accept.replace("$w", "1"));
    day.each(&OTHERS, accept);
    assert_eq!(day.names("stik/persetujuan").len(), 15);
    election
}

/// The 32 bytes of the first banner on a page, as people copy them onto paper.
pub(crate) fn on_paper(said: &str) -> String {
    let digits = |line: &&str| line.starts_with("      ") && line.trim().len() == 22;
    let lines: Vec<&str> = said.lines().filter(digits).take(4).collect();
    let hex: String = lines.concat().split_whitespace().collect();
    assert_eq!(hex.len(), 64, "{said}");
    hex
}

fn packs(day: &mut Day, election: &str) {
    day.document.heading("5. Paket bilik");
    let pack = "tally booth pack --definition panitia/segel/election.json --tokens panitia/cetak/tokens --acceptances stik/persetujuan \
        --key panitia/kunci.age --out stik/paket --passphrase-file panitia/sandi";
    day.run(End::Exit(0), Show::Ends(4, 2), pack);
    let packs = day.json(0, pack);
    let spares: Vec<bool> =
        packs["packs"].as_array().unwrap().iter().map(|p| p["spare"].as_bool().unwrap()).collect();
    assert_eq!(spares, [false, false, true, false, true, false, false]);
    assert_eq!(packs["election"], election);
    day.document
        .prose("Setiap bilik membandingkan ElectionId dengan yang tertulis di berita acara penyegelan.");
    let import =
        format!("booth-app import --data bilik/$b/data --pack stik/paket/$b.plkp --election-id {election}");
    let (first, others) = BOOTHS.split_first().unwrap();
    day.glimpse(2, 1, &import.replace("$b", first));
    day.each(&[("b", others)], &import);
    for booth in BOOTHS {
        let status =
            day.json(0, &format!("booth-app status --data bilik/{booth}/data --mirror bilik/{booth}/cermin"));
        assert_eq!((&status["election"], &status["log"]["state"]), (&election.into(), &"none".into()));
    }
}
