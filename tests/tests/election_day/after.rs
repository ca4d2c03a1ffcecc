//! After the polls: witnesses, records of the villages, decisions, signatures, decryption.

use serde_json::{Value as Json, json};

use crate::before::code_of;
use crate::day::{Day, End, Show};

/// A saksi checks and signs; the page, and what a second look says to programs.
pub(crate) fn witness(day: &mut Day, exit: i32, saksi: &str, inputs: &str) -> (String, Json) {
    let (village, own) = (saksi.split('-').next().unwrap(), format!("saksi/{saksi}"));
    let line = format!(
        "tally witness --definition panitia/segel/election.json --key {own}/kunci.age --out stik/saksi-{village} \
         --passphrase-file {own}/sandi {inputs}"
    );
    let page = day.ends(exit, &line);
    (page, day.json(exit, &line))
}

/// The sizes of a booth's checkpoints that were signed now and before, and the verdict.
fn seen(witnessed: &Json, booth: usize) -> (Option<u64>, Option<u64>, &str) {
    let line = &witnessed["booths"][booth];
    let size = |name: &str| line[name]["size"].as_u64();
    (size("checkpoint"), size("before"), line["verdict"].as_str().unwrap())
}

/// From the sticks of the three villages to their results.
pub(crate) fn count(day: &mut Day) {
    day.document.heading("9. Sukamaju: log dari mesin mati, keputusan, tanda tangan, hasil");
    day.carry("cp -r panitia/cetak/tokens stik/daftar-token");
    sukamaju(day);
    day.document.heading("10. Sukarame: log bercabang, cadangan yang tidak dibuka");
    sukarame(day);
    day.document.heading("11. Sukasari: hasil sementara, lalu log yang terlambat");
    sukasari(day);
}

/// A village's office at work.
#[derive(Clone, Copy)]
struct Office(&'static str);

impl Office {
    fn record(self) -> String {
        format!("--record {}/arsip --village {}", self.0, code_of(self.0))
    }

    fn key(self, member: &str) -> String {
        format!("--key {0}/{member}.age --passphrase-file {0}/sandi", self.0)
    }

    /// Merges these inputs; what the record then says of the village.
    fn merge(self, day: &mut Day, exit: i32, show: Show, inputs: &str) -> Json {
        let line =
            format!("tally merge --definition {}/segel/election.json {} {inputs}", self.0, self.record());
        day.run(End::Exit(exit), show, &line);
        let merged = day.json(exit, &line);
        assert_eq!((&merged["problems"], &merged["acceptances_missing"]), (&json!([]), &json!([])));
        merged["villages"][0].clone()
    }

    /// The chair writes down a decision and signs it.
    fn decide(self, day: &mut Day, show: Show, (out, kind): (&str, &str), more: &str) {
        let line = format!(
            "tally decide {kind} {} {more} {} --out {}/{out}",
            self.record(),
            self.key("ketua"),
            self.0
        );
        day.run(End::Exit(0), show, &line);
    }

    /// The secretary reads what lies in the folder and signs it too.
    fn agree(self, day: &mut Day, show: Show, out: &str) {
        let folder = format!("{}/{out}", self.0);
        let files: Vec<String> = day.names(&folder).iter().map(|name| format!("{folder}/{name}")).collect();
        let line = format!(
            "tally decide sign {} --record {}/arsip {}",
            files.join(" "),
            self.0,
            self.key("sekretaris")
        );
        day.run(End::Exit(0), show, &line);
    }

    /// Two members sign the count set, one after the other.
    fn sign(self, day: &mut Day, show: Show, members: [&str; 2]) -> (String, Json) {
        let line = |member: &str| format!("tally sign {} {}", self.record(), self.key(member));
        let page = match show {
            Show::Nothing => {
                day.each(&[("a", &members)], &line("$a"));
                String::new()
            }
            show => {
                let page = day.run(End::Exit(0), show, &line(members[0]));
                day.likewise(&line(members[1]));
                page
            }
        };
        let signed = day.json(0, &line(members[1]))["signed"][0].clone();
        assert_eq!((&signed["given"], &signed["needed"]), (&json!(2), &json!(2)));
        (page, signed)
    }

    /// Three trustees answer, and the result is opened; what the record then says of the village.
    fn open(self, day: &mut Day, exit: i32, shows: [Show; 2], trustees: [&str; 3]) -> Json {
        let stick = format!("stik/pembukaan-{}", self.0);
        let own = format!("--key wali-$w/kunci.age --out {stick} --passphrase-file wali-$w/sandi");
        let decrypt = format!("tally decrypt {} {own}", self.record());
        let others = if let Show::Nothing = shows[0] {
            &trustees[..]
        } else {
            day.run(End::Exit(0), shows[0], &decrypt.replace("$w", trustees[0]));
            &trustees[1..]
        };
        day.each(&[("w", others)], &decrypt);
        let line = format!("tally result {} {stick}", self.record());
        day.run(End::Exit(exit), shows[1], &line);
        day.json(exit, &line)["villages"][0].clone()
    }
}

/// Status of each booth, and what was decided about it.
fn booths(village: &Json) -> Vec<(&str, Option<&str>)> {
    let lines = village["booths"].as_array().unwrap().iter();
    lines.map(|line| (line["status"].as_str().unwrap(), line["decided"].as_str())).collect()
}

/// Why ballots are set aside.
fn aside(village: &Json) -> Vec<&str> {
    village["set_aside"].as_array().unwrap().iter().map(|ballot| ballot["reason"].as_str().unwrap()).collect()
}

/// Kind of each decision and whether it is followed.
fn decisions(village: &Json) -> Vec<(&str, &str)> {
    let lines = village["decisions"].as_array().unwrap().iter();
    lines.map(|line| (line["kind"].as_str().unwrap(), line["standing"].as_str().unwrap())).collect()
}

fn sukamaju(day: &mut Day) {
    day.document.prose("Saksi memeriksa lagi: log bilik 2 meneruskan yang ditandatanganinya siang tadi.");
    let (page, witnessed) = witness(day, 0, "sukamaju-1", "stik/sukamaju");
    assert!(page.contains("melanjutkan yang pernah Anda tandatangani"), "{page}");
    let expected =
        [(Some(1), Some(1), "again"), (Some(15), Some(15), "again"), (Some(13), Some(13), "again")];
    assert_eq!([0, 1, 2].map(|booth| seen(&witnessed, booth)), expected);
    let office = Office("sukamaju");
    let merged = office.merge(
        day,
        2,
        Show::Ends(13, 1),
        "stik/sukamaju stik/saksi-sukamaju stik/persetujuan stik/daftar-token",
    );
    assert_eq!(booths(&merged), [("unclosed", None), ("counted", None), ("counted", None)]);
    assert_eq!((&merged["ballots"], aside(&merged)), (&json!(13), vec!["log-unclosed"; 6]));

    day.document.prose("Panitia memutuskan menghitung log bilik 1; ketua menulis keputusan itu, sekretaris membacanya dan ikut menandatangani.");
    let reason =
        "--tps 1 --booth 1 --reason \"mesin bilik 1 mati pukul 08.10 dan tidak dapat dihidupkan lagi\"";
    office.decide(day, Show::Ends(7, 2), ("keputusan", "count-unclosed"), reason);
    office.agree(day, Show::Ends(0, 2), "keputusan");
    let merged = office.merge(day, 1, Show::Part("│ Desa", 8), "sukamaju/keputusan");
    assert_eq!(booths(&merged), [("unclosed", Some("counted")), ("counted", None), ("counted", None)]);
    assert_eq!(decisions(&merged), [("count-unclosed", "followed")]);
    assert_eq!(merged["remarks"], json!([]));
    // The slip for which the officers vouched wrongly was spent at booth 1: one voter, one ballot.
    assert_eq!((&merged["ballots"], aside(&merged)), (&json!(18), vec!["token-exchanged"]));
    let (_, signed) = office.sign(day, Show::Ends(3, 3), ["ketua", "sekretaris"]);
    assert_eq!(signed["set"], merged["set"]);

    day.document.prose("Tiga dari lima wali membuka hasil.");
    let village = office.open(day, 1, [Show::Ends(4, 6), Show::Part("│ No", 25)], ["1", "3", "5"]);
    let (result, signers) =
        (&village["result"], json!(["ketua.sukamaju.example", "sekretaris.sukamaju.example"]));
    assert_eq!(
        (&village["complete"], &village["signed_by"], &village["set"]),
        (&json!(true), &signers, &signed["set"])
    );
    assert_eq!((&result["totals"], &result["set_aside"]), (&json!([9, 6, 2, 1]), &json!(1)));
    assert_eq!(result["outcome"], outcome("winner", &[1], 3, &[]));
}

/// What a result says of its winner.
fn outcome(kind: &str, candidates: &[u8], margin: u64, reasons: &[&str]) -> Json {
    json!({
        "kind": kind,
        "candidates": candidates,
        "margin": margin,
        "final": reasons.is_empty(),
        "reasons": reasons,
    })
}

fn sukarame(day: &mut Day) {
    day.document.prose("Saksi menolak menandatangani: satu bilik, dua cerita.");
    let (_, witnessed) = witness(day, 3, "sukarame-1", "stik/sukarame");
    assert_eq!(seen(&witnessed, 0), (Some(1), None, "fork"));
    assert!(!day.path("stik/saksi-sukarame").join("9901012002-1-1-1.checkpoint.note").exists());
    let office = Office("sukarame");
    let merged = office.merge(
        day,
        2,
        Show::Part("belum lengkap", 9),
        "stik/sukarame stik/persetujuan stik/daftar-token",
    );
    assert_eq!(booths(&merged), [("fork", None), ("missing", None)]);
    assert_eq!((&merged["ballots"], aside(&merged)), (&json!(0), vec!["log-fork"; 10]));

    day.document.prose("Panitia melihat kedua cabang dan memilih cabang mesin asli; cadangan yang tidak dibuka ditinggalkan dengan 0 suara.");
    let look = format!("tally decide choose-fork {} --tps 1 --booth 1", office.record());
    let branches = day.json(2, &look)["branches"].clone();
    let original = branches.as_array().unwrap().iter().find(|branch| branch["closed"] == true).unwrap();
    assert_eq!(
        (branches.as_array().unwrap().len(), &original["cast"], &original["size"]),
        (2, &json!(8), &json!(13))
    );
    day.run(End::Exit(2), Show::Sorted, &look);
    let head = &original["head"].as_str().unwrap()[..12];
    day.document.word("kepala-asli", head);
    let reason = "\"mesin asli di tangan KPPS; salinannya tidak dikenal\"";
    office.decide(
        day,
        Show::Ends(7, 0),
        ("keputusan", "choose-fork"),
        &format!("--tps 1 --booth 1 --head {head} --reason {reason}"),
    );
    let reason = "--tps 1 --booth 2 --at-most 0 --reason \"cadangan tidak pernah dibuka\"";
    office.decide(day, Show::Ends(5, 0), ("keputusan", "booth-missing"), reason);
    office.agree(day, Show::Nothing, "keputusan");
    let merged = office.merge(day, 1, Show::Part("Keputusan panitia", 6), "sukarame/keputusan");
    assert_eq!(booths(&merged), [("fork", Some("counted")), ("missing", Some("left-out"))]);
    assert_eq!((&merged["ballots"], aside(&merged)), (&json!(8), vec!["log-fork"; 2]));
    office.sign(day, Show::Nothing, ["anggota", "ketua"]);
    let village = office.open(day, 1, [Show::Nothing, Show::Part("│ No", 6)], ["2", "3", "4"]);
    assert_eq!(village["result"]["totals"], json!([6, 2, 0]));
    assert_eq!(village["result"]["outcome"], outcome("winner", &[1], 4, &[]));
}

fn sukasari(day: &mut Day) {
    let office = Office("sukasari");
    let merged = office.merge(
        day,
        2,
        Show::Part("belum lengkap:", 3),
        "stik/sukasari stik/persetujuan stik/daftar-token",
    );
    assert_eq!(booths(&merged), [("counted", None), ("missing", None)]);
    day.document.prose(
        "Stik TPS 2 dikira hilang. Menurut daftar hadir paling banyak 6 suara ada di sana: desa dihitung tanpa TPS 2, dan hasilnya belum pasti.",
    );
    let reason = "--tps 2 --booth 1 --at-most 6 --reason \"stik TPS 2 belum ditemukan; enam pemilih hadir\"";
    office.decide(day, Show::Ends(6, 0), ("keputusan", "booth-missing"), reason);
    office.agree(day, Show::Nothing, "keputusan");
    let merged = office.merge(day, 1, Show::Part("Keputusan panitia", 2), "sukasari/keputusan");
    assert_eq!(booths(&merged), [("counted", None), ("missing", Some("left-out"))]);
    let (_, first) = office.sign(day, Show::Nothing, ["ketua", "sekretaris"]);
    let village = office.open(day, 1, [Show::Nothing, Show::Part("│ No", 8)], ["2", "4", "5"]);
    assert_eq!((&village["number"], &village["result"]["totals"]), (&json!(1), &json!([3, 5])));
    assert_eq!(village["result"]["outcome"], outcome("winner", &[2], 2, &["uncounted-booths"]));

    day.document.prose("Stiknya ditemukan. Himpunan yang sudah ditandatangani tidak berubah; panitia memutuskan menambahkan log itu.");
    let merged = office.merge(day, 1, Show::Part("Perlu diperhatikan", 3), "stik/terlambat");
    assert_eq!((&merged["late"], &merged["set"]), (&json!([{ "tps": 2, "booth": 1 }]), &first["set"]));
    let reason = "--tps 2 --booth 1 --reason \"stik TPS 2 ditemukan di kendaraan, segelnya utuh\"";
    office.decide(day, Show::Ends(7, 0), ("keputusan-2", "late-log"), reason);
    office.agree(day, Show::Nothing, "keputusan-2");
    let merged = office.merge(day, 1, Show::Part("Keputusan panitia", 7), "sukasari/keputusan-2");
    assert_eq!((&merged["next"]["number"], &merged["next"]["ballots"]), (&json!(2), &json!(14)));
    let (page, second) = office.sign(day, Show::Ends(5, 0), ["ketua", "sekretaris"]);
    assert_eq!((&second["number"], &second["predecessor"]), (&json!(2), &first["set"]));
    assert!(page.contains("LANJUTAN nomor 2") && page.contains("TPS 2 bilik 1, 6 suara dalam log"), "{page}");
    let village = office.open(day, 0, [Show::Ends(0, 6), Show::Part("│ No", 22)], ["1", "2", "4"]);
    assert_eq!((&village["number"], &village["result"]["totals"]), (&json!(2), &json!([8, 6])));
    assert_eq!(village["result"]["outcome"], outcome("winner", &[1], 2, &[]));
}
