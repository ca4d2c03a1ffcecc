//! `tally publish`.

use std::fs;

use crate::bulletin::KEY;
use crate::kit::Desk;

#[test]
fn a_record_becomes_a_page_for_each_village_and_one_for_all() {
    let desk = Desk::counted();
    let json = desk.ok("publish demo/record --out situs");
    let villages = fs::read_dir(desk.path("situs/desa")).unwrap().count();
    assert_eq!((&json["pages"], &json["complete"]), (&(villages + 1).into(), &true.into()));
    let page = desk.read("situs/desa/9901012001.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains(json["election"].as_str().unwrap()));
    assert!(desk.read("situs/index.html").contains("href=\"desa/9901012001.html\""));
    // The same record makes the same bytes.
    desk.ok("publish demo/record --out lagi");
    assert_eq!(page, desk.read("lagi/desa/9901012001.html"));
    desk.tally("publish demo/record --out situs --json").fails(74, "file-exists");
}

#[test]
fn the_answer_says_what_to_open_and_what_to_compare() {
    let desk = Desk::counted();
    for (lang, out, words) in [
        (
            "id",
            "satu",
            [
                "Hasil sementara - bukan penetapan",
                "halaman ditulis di satu",
                "satu/index.html",
                "NOMOR PEMILIHAN",
            ],
        ),
        ("en", "two", ["Provisional result", "pages were written to two", "two/index.html", "ELECTION ID"]),
    ] {
        let run = desk.tally(&format!("publish demo/record --out {out} --lang {lang}"));
        assert_eq!(run.code, 0, "{}", run.err);
        for word in words {
            assert!(run.out.contains(word), "{word} is not in\n{}", run.out);
        }
    }
}

#[test]
fn nothing_is_published_of_a_record_that_fails() {
    let desk = Desk::counted();
    desk.flip("demo/record/logs/9901012001-1-1.plkb");
    desk.tally("publish demo/record --out situs --json").fails(3, "record-fails-at");
    assert!(!desk.path("situs").exists());
}

#[test]
fn an_incomplete_record_is_published_and_says_so() {
    let desk = Desk::counted();
    desk.tally(&format!("bulletin demo/record {KEY} --out b --json")).ends(0);
    for entry in fs::read_dir(desk.path("demo/record/villages/9901012001/set-1")).unwrap() {
        let path = entry.unwrap().path();
        if path.to_str().unwrap().ends_with(".share.json") {
            fs::remove_file(path).unwrap();
        }
    }
    desk.tally("merge --definition demo/election.json --record less demo/record --json").ends(0);
    let json = desk.tally("publish less --out situs --json").ends(2);
    assert_eq!(json["complete"], false);
    // Its bulletins were signed when there was a result, which this record does not have.
    desk.tally("publish less --out lain --bulletins b --json").fails(3, "publish-other-bulletin");
    let page = desk.read("situs/desa/9901012001.html");
    assert!(page.contains("Belum ada hasil:") && page.contains("menunggu wali kunci"));
    assert!(!page.contains("data-option=\""));
}

#[test]
fn bulletins_of_this_result_and_no_others_are_shown() {
    let desk = Desk::counted();
    desk.tally(&format!("bulletin demo/record {KEY} --out b --json")).ends(0);
    let json = desk.ok("publish demo/record --out dengan --bulletins b");
    assert_eq!(json["bulletins"], 2);
    let page = desk.read("dengan/desa/9901012001.html");
    for words in ["Kode QR hasil", "<svg xmlns", "PLK1-H-S", "Ditandatangani oleh ketua.9901012001.example"] {
        assert!(page.contains(words), "{words}");
    }
    desk.write("buletin/x.bulletin.txt", "PLK1-H-S-BUKAN\n");
    desk.tally("publish demo/record --out situs --bulletins buletin --json").fails(3, "publish-no-bulletin");
    desk.write("buletin/x.bulletin.txt", "kosong\n");
    desk.tally("publish demo/record --out situs --bulletins buletin --json").fails(66, "publish-no-bulletin");
    assert!(!desk.path("situs").exists());
}
