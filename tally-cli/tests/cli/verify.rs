//! `tally verify`.

use std::fs;

use serde_json::Value as Json;

use crate::kit::Desk;
use crate::sign::merged;

fn failures(json: &Json) -> Vec<(u64, Option<u64>, String)> {
    let of = |check: &Json| {
        let number = check["check"].as_u64().unwrap();
        let failure =
            move |f: &Json| (number, f["position"].as_u64(), f["file"].as_str().unwrap().to_owned());
        check["failures"].as_array().unwrap().iter().map(failure).collect::<Vec<_>>()
    };
    json["checks"].as_array().unwrap().iter().flat_map(of).collect()
}

#[test]
fn a_whole_record_passes_every_check() {
    let desk = Desk::counted();
    let id = desk.ok("definition show demo/election.json")["election"].as_str().unwrap().to_owned();
    let json =
        desk.tally(&format!("verify demo/record --village 9901012001 --election-id {id} --json")).ends(0);
    assert_eq!((&json["passed"], &json["election"]), (&true.into(), &id.as_str().into()));
    let checks = json["checks"].as_array().unwrap();
    assert_eq!(
        (checks.len(), &checks[28]["check"], &checks[28]["name"]),
        (29, &90.into(), &"manifest".into())
    );
    // Nothing was decided or stated, no set has a successor, and the authority has signed no root.
    let idle = checks.iter().filter(|check| check["passed"] == 0).map(|check| &check["check"]);
    assert_eq!(idle.collect::<Vec<_>>(), [25, 26, 27, 28]);
    assert_eq!(
        json["cautions"],
        serde_json::json!(["caution-one-machine", "caution-relaxed", "caution-simulasi"])
    );
    // Two candidates of another village have equally many votes: an outcome, not a remark.
    let all = desk.tally(&format!("verify demo/record --election-id {id}"));
    assert!(all.code == 0 && all.out.contains("SEMUA PEMERIKSAAN BENAR. Arsip ini lengkap."), "{}", all.out);
    assert!(!all.out.contains("NOMOR PEMILIHAN"), "{}", all.out);
    let mut other = id.clone();
    other.replace_range(..1, if id.starts_with('0') { "1" } else { "0" });
    let json = desk.tally(&format!("verify demo/record --election-id {other} --json")).ends(3);
    assert_eq!(failures(&json), [(1, None, "election.json".to_owned())]);
}

#[test]
fn the_page_says_what_to_compare_and_what_to_keep_in_mind() {
    let desk = Desk::counted();
    let id = desk.tally("verify demo/record --village 9901012001").out;
    for words in [
        "│ 12 ┆ bukti suara ",
        "NOMOR PEMILIHAN (ElectionId)",
        "lalu ulangi dengan --election-id NOMOR",
        "upacara kunci diadakan di satu komputer",
        "6 log dicatat tanpa menunggu media",
        "ini SIMULASI",
        "SEMUA PEMERIKSAAN BENAR. Arsip ini lengkap.",
    ] {
        assert!(id.contains(words), "{words} is not in\n{id}");
    }
    let en = desk.tally("verify demo/record --village 9901012001 --lang en").out;
    for words in ["proofs of ballots", "ELECTION ROOT", "ALL CHECKS ARE GOOD. This record is complete."] {
        assert!(en.contains(words), "{words} is not in\n{en}");
    }
}

#[test]
fn what_was_tampered_with_is_named() {
    let desk = Desk::counted();
    let log = "demo/record/logs/9901012001-1-1.plkb";
    desk.flip(log);
    let json = desk.tally("verify demo/record --json").ends(3);
    let entry = |(check, position, file): &(u64, Option<u64>, String)| {
        *check == 6 && position.is_some() && file == "logs/9901012001-1-1.plkb"
    };
    assert!(failures(&json).iter().any(entry), "{json}");
    assert!(failures(&json).contains(&(90, None, "logs/9901012001-1-1.plkb".to_owned())), "{json}");
    let page = desk.tally("verify demo/record");
    assert!(page.code == 3 && page.out.contains("Pemeriksaan 6, tanda tangan bilik, GAGAL:"), "{}", page.out);
    assert!(page.out.contains("PEMERIKSAAN GAGAL.") && !page.out.contains("Siti Setiawan"), "{}", page.out);
    desk.flip(log);
    desk.edit("demo/record/villages/9901012001/result.json", "\"ballots\": 33", "\"ballots\": 34");
    let json = desk.tally("verify demo/record --json").ends(3);
    let result = "villages/9901012001/result.json".to_owned();
    assert_eq!(failures(&json), [(23, None, result.clone()), (90, None, result)]);
}

/// What the failures of a record say, in the English of machine-readable output.
fn sentences(json: &Json) -> Vec<String> {
    let checks = json["checks"].as_array().unwrap().iter();
    let failures = checks.flat_map(|check| check["failures"].as_array().unwrap());
    failures.map(|failure| failure["problem"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn failures_are_told_in_the_language_of_the_reader() {
    let desk = Desk::counted();
    let told = |wanted: &[&str]| {
        let english = sentences(&desk.tally("verify demo/record --json").ends(3));
        let id = desk.tally("verify demo/record").out;
        let en = desk.tally("verify demo/record --lang en").out;
        for sentence in &english {
            assert!(!id.contains(sentence.as_str()), "{sentence} is in\n{id}");
        }
        for words in wanted {
            assert!(english.iter().any(|sentence| en.contains(sentence.as_str())), "{english:?}\n{en}");
            assert!(id.contains(words), "{words} is not in\n{id}");
        }
        for english in ["the signature is not", "the manifest", "this file", "damaged", "is missing"] {
            assert!(!id.contains(english), "{english} is in\n{id}");
        }
    };
    desk.flip("demo/record/logs/9901012001-1-1.plkb");
    desk.edit("demo/record/villages/9901012001/result.json", "\"ballots\": 33", "\"ballots\": 34");
    fs::remove_file(desk.path("demo/record/acceptances/9901012001-t01.json")).unwrap();
    told(&[
        "tanda tangannya bukan dari bilik ini; catatan ini diubah atau bukan dari sini",
        "akhir berkas log rusak",
        "berkas ini berbeda dari yang seharusnya menurut bukti, mulai byte",
        "wali kunci ini belum menyetujui definisi",
        "berkas ini tidak cocok dengan daftar isi arsip",
        "berkas ini tercantum dalam daftar isi arsip, tetapi tidak ada",
    ]);
    fs::remove_file(desk.path("demo/record/tokens/9901012001-1-1-0.list")).unwrap();
    told(&["tidak ada; berikan map 'tokens' sebagai masukan"]);
    fs::remove_file(desk.path("demo/record/election.json.note")).unwrap();
    told(&["segel tidak ada atau tidak sah"]);
}

#[test]
fn a_record_without_signatures_is_incomplete() {
    let desk = merged();
    desk.tally("verify r --json").ends(2);
    let page = desk.tally("verify r").out;
    assert!(page.contains("BELUM LENGKAP") && page.contains("karena panitia belum menandatangani"), "{page}");
}

#[test]
fn what_is_no_record_is_refused() {
    let desk = Desk::counted();
    desk.tally("verify nowhere --json").fails(66, "no-record");
    desk.tally("verify demo/logs --json").fails(66, "no-record");
    desk.tally("verify demo/record --village 9901019999 --json").fails(64, "no-such-village");
    std::os::unix::fs::symlink("/etc/passwd", desk.path("demo/record/link")).unwrap();
    desk.tally("verify demo/record --json").fails(66, "record-refused");
    fs::remove_file(desk.path("demo/record/link")).unwrap();
    desk.write("demo/record/election.json", "{}");
    let json = desk.tally("verify demo/record --json").ends(3);
    assert!(json["election"].is_null() && failures(&json)[0].0 == 1, "{json}");
}
