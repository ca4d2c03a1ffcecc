//! Publication: the regency's record, the authority's signature, verification by anybody, receipts, a look into a log.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};

use crate::before::{VILLAGES, on_paper};
use crate::day::{Day, End, Show};
use crate::polls::Receipts;

/// From three records of villages to what a citizen can check at home.
pub(crate) fn publish(day: &mut Day, election: &str, receipts: &Receipts) {
    let root = regency(day);
    one_stage(day);
    verify(day, election, &root);
    check_receipts(day, &root, receipts);
    inspect(day);
}

fn regency(day: &mut Day) -> String {
    day.document.heading("12. Kabupaten: tiga arsip menjadi satu");
    day.carry("for d in sukamaju sukarame sukasari; do cp -r $d/arsip stik/arsip-$d; done");
    let merge = "tally merge --definition kabupaten/segel/election.json --record kabupaten/arsip stik/arsip-sukamaju stik/arsip-sukarame \
        stik/arsip-sukasari";
    day.run(End::Exit(1), Show::Ends(7, 0), merge);
    let merged = day.json(1, merge);
    let villages = merged["villages"].as_array().unwrap();
    let totals: Vec<&Json> = villages.iter().map(|village| &village["result"]["totals"]).collect();
    assert_eq!(totals, [&json!([9, 6, 2, 1]), &json!([6, 2, 0]), &json!([8, 6])]);
    assert_eq!(merged["problems"], json!([]));
    day.document
        .prose("Panitia kabupaten menandatangani akar pemilihan dan mengumumkannya di papan pengumuman.");
    let sign = "tally sign --record kabupaten/arsip --key panitia/kunci.age --passphrase-file panitia/sandi";
    let root = on_paper(&day.shows(sign));
    assert_eq!(
        (merged["root"].as_str(), merged["authority"]["signed"].as_bool()),
        (Some(root.as_str()), Some(false))
    );
    day.document.hash("akar", &root);
    let result = "tally result --record kabupaten/arsip";
    day.run(End::Exit(1), Show::Part("Rekapitulasi", 7), result);
    let result = day.json(1, result);
    assert_eq!(result["authority"], json!({ "signed": true, "other_roots": 0 }));
    let summary = &result["summary"]["regencies"][0];
    let counted = ["ballots", "valid", "blank", "villages"].map(|key| summary[key].as_u64().unwrap());
    assert_eq!(counted, [40, 39, 1, 3]);
    root
}

/// All inputs at once give the same bytes as village by village.
fn one_stage(day: &mut Day) {
    day.document.prose("Percobaan: semua masukan sekaligus, tanpa arsip desa, menghasilkan arsip yang sama sampai byte terakhir.");
    let note = day.names("kabupaten/arsip/checkpoints");
    let authority: Vec<&String> = note
        .iter()
        .filter(|name| {
            day.read(&format!("kabupaten/arsip/checkpoints/{name}")).contains("— panitia.contoh.example ")
        })
        .collect();
    assert_eq!(authority.len(), 1);
    day.carry(&format!(
        "mkdir -p stik/tertanda; cp kabupaten/arsip/checkpoints/{} stik/tertanda/",
        authority[0]
    ));
    day.carry("for d in sukamaju sukarame sukasari; do cp -r $d/arsip/villages stik/tertanda/$d; rm -f stik/tertanda/$d/*/set-*/*share.json; done");
    let line = "tally merge --definition kabupaten/segel/election.json --record kabupaten/sekaligus stik/tertanda stik/terlambat stik/sukasari \
        stik/sukarame stik/sukamaju stik/saksi-sukamaju stik/pembukaan-sukasari stik/pembukaan-sukarame stik/pembukaan-sukamaju \
        stik/persetujuan stik/daftar-token sukasari/keputusan-2 sukasari/keputusan sukarame/keputusan sukamaju/keputusan";
    day.run(End::Exit(1), Show::Nothing, line);
    assert_same(&files(&day.path("kabupaten/arsip")), &files(&day.path("kabupaten/sekaligus")));
    day.carry("diff -r kabupaten/arsip kabupaten/sekaligus");
}

fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    let different: Vec<&String> = one.keys().filter(|name| one[*name] != other[*name]).collect();
    assert!(different.is_empty(), "{different:?}");
}

/// Every file in a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn verify(day: &mut Day, election: &str, root: &str) {
    day.document.heading("13. Warga memeriksa");
    day.document.prose("Dari kertas hanya ElectionId dari berita acara; arsipnya dari mana saja.");
    day.carry("cp -r kabupaten/arsip warga/arsip");
    let line = format!("tally verify warga/arsip --election-id {election}");
    day.run(End::Exit(1), Show::Ends(30, 4), &line);
    let verified = day.json(1, &line);
    let failed =
        verified["checks"].as_array().unwrap().iter().filter(|check| check["failures"] != json!([])).count();
    assert_eq!((&verified["passed"], failed, &verified["root"]), (&json!(true), 0, &json!(root)));
    assert_eq!(
        verified["cautions"],
        json!(["caution-simulasi"]),
        "nothing about one machine: the trustees sat apart"
    );
    assert!(verified["villages"].as_array().unwrap().iter().all(|village| village["complete"] == true));
    let other = format!("tally verify warga/arsip --election-id {}", root);
    assert_eq!(day.json(3, &other)["checks"][0]["failures"].as_array().unwrap().len(), 1);
}

/// Each vote that was acknowledged is counted, or named with a reason.
fn check_receipts(day: &mut Day, root: &str, receipts: &Receipts) {
    day.document.heading("14. Tanda terima sampai ke akar");
    let code = |path: &String| {
        let receipt: Json = serde_json::from_str(&day.read(path)).unwrap();
        receipt["code"].as_str().unwrap().to_owned()
    };
    let all: BTreeSet<String> = receipts.values().flatten().map(code).collect();
    assert_eq!(all.len(), 43);
    let record = |village: &str, set: u64| -> Json {
        serde_json::from_str(&day.read(&format!("warga/arsip/villages/{village}/set-{set}/village.json")))
            .unwrap()
    };
    let sets: Vec<Json> =
        VILLAGES.iter().zip([1, 1, 2]).map(|((_, village), set)| record(village, set)).collect();
    let aside: BTreeSet<String> = sets
        .iter()
        .flat_map(|set| set["set_aside"].as_array().unwrap())
        .map(|ballot| ballot["code"].as_str().unwrap().to_owned())
        .collect();
    let exchanged = &receipts["bilik/9901012001-1-3"][4];
    let cloned = &receipts["bilik/salinan"];
    assert_eq!(aside, std::iter::once(exchanged).chain(cloned).map(code).collect());
    let booth: Vec<(String, String)> =
        receipts.iter().map(|(machine, files)| (machine.clone(), code(&files[0]))).collect();
    let dead = code(&receipts["bilik/9901012001-1-1"][0]);
    let vouched = code(exchanged);

    day.document.prose("Seorang pemilih bilik yang mati, lalu pemilih yang suaranya disisihkan.");
    let short = |code: &str| election::short_code(&election::hex32(code).unwrap());
    for (name, exit, code) in [("bukti", 0, &dead), ("bukti-disisihkan", 1, &vouched)] {
        let show = if exit == 0 { Show::All } else { Show::Ends(1, 0) };
        day.run(
            End::Exit(exit),
            show,
            &format!("tally receipt warga/arsip {} --out warga/{name}", short(code)),
        );
        day.run(End::Exit(exit), show, &format!("tally receipt check warga/{name} --root {root}"));
    }
    for (machine, code) in booth {
        let out = format!("warga/bukti-{}", machine.replace('/', "-"));
        let prove = format!("tally receipt warga/arsip {} --out {out}", short(&code));
        if machine.ends_with("salinan") {
            // On a branch that is not counted there is nothing to prove; the record names the ballot.
            assert_eq!(day.fails(3, &prove), "receipt-not-counted");
            continue;
        }
        let proved = day.json(0, &prove);
        assert_eq!((&proved["code"], &proved["set_aside"]), (&json!(code), &Json::Null));
        assert_eq!(day.json(0, &format!("tally receipt check {out} --root {root}"))["root"], root);
    }
}

fn inspect(day: &mut Day) {
    day.document.heading("15. Isi log");
    day.document.prose(
        "Basis data dari mesin yang mati, seperti yang dibawa orang; lalu log bilik cadangan dari arsip.",
    );
    let database = day.names("stik/sukamaju").into_iter().find(|name| name.ends_with(".sqlite")).unwrap();
    let definition = "--definition warga/arsip/election.json";
    let line = format!("tally inspect stik/sukamaju/{database} {definition}");
    day.run(End::Exit(0), Show::Rows(4), &line);
    let entries = day.json(0, &line);
    assert_eq!(entries["entries"].as_array().unwrap().len(), 8);
    day.glimpse(17, 0, &format!("tally inspect warga/arsip/logs/9901012001-1-3.plkb {definition}"));
}
