//! `tally bulletin` and `tally quick`.

use std::fs;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Luma};
use serde_json::{Value as Json, json};
use tally::Bulletin;

use crate::kit::Desk;
use crate::merge::MERGE;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures");
pub(crate) const KEY: &str =
    "--key demo/secret/ketua.9901012001.example.key.age --passphrase-file demo/secret/passphrase.txt";
const ROW: &str = "b/9901012001-tps-1.bulletin";

/// A desk with the bulletins of the first village in `b`.
fn printed() -> Desk {
    let desk = Desk::counted();
    desk.tally(&format!("bulletin demo/record {KEY} --out b --json")).ends(0);
    desk
}

/// The line of a bulletin's text file that begins so.
fn line(desk: &Desk, file: &str, begins: &str) -> String {
    let text = desk.read(file);
    text.lines().find(|line| line.starts_with(begins)).unwrap().to_owned()
}

fn vectors() -> Json {
    serde_json::from_str(&fs::read_to_string(format!("{FIXTURES}/vectors/bulletin.json")).unwrap()).unwrap()
}

#[test]
fn bulletins_are_written_for_the_village_and_each_row_and_agree_with_the_record() {
    let desk = Desk::counted();
    let json = desk.tally(&format!("bulletin demo/record {KEY} --out b --json")).ends(0);
    let names = ["9901012001-tps-1.bulletin", "9901012001.bulletin"];
    let files: Vec<String> =
        names.iter().flat_map(|name| [format!("{name}.png"), format!("{name}.txt")]).collect();
    assert_eq!(json["files"], json!(files));
    let text = desk.read(&format!("{ROW}.txt"));
    for words in [
        "Hasil sementara - bukan penetapan",
        "SIMULASI",
        "Desa Suka Makmur (9901012001), TPS 1",
        "\nPLK1-H-S-",
        "\nPLK1-Q S ",
    ] {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
    let quick = "quick --record demo/record b/9901012001-tps-1.bulletin.png b/9901012001.bulletin.png";
    let json = desk.tally(&format!("{quick} --json")).ends(0);
    let village = &json["villages"][0];
    let by =
        |place: usize| (&village["bulletins"][place]["signed_by"], &village["bulletins"][place]["carriers"]);
    assert_eq!(by(0), (&json!(["ketua.9901012001.example"]), &json!(["qr"])));
    assert_eq!(
        (&village["differences"], &json["refused"], &json["unreadable"]),
        (&json!([]), &json!([]), &json!([]))
    );
    assert_eq!(village["record"]["votes"], village["bulletins"][0]["votes"]);
    let page = desk.tally(quick);
    assert!(page.out.starts_with("Hasil sementara - bukan penetapan\n*** SIMULASI"), "{}", page.out);
    assert!(page.out.contains("tanda tangan ketua.9901012001.example"), "{}", page.out);
    assert!(page.out.contains("Semua buletin sama dengan arsip"), "{}", page.out);
    assert!(
        desk.tally(&format!("{quick} --lang en")).out.contains("All bulletins are as the verified record.")
    );
}

#[test]
fn the_text_file_has_three_spellings_of_one_bulletin() {
    let desk = printed();
    let json = desk.tally(&format!("quick --definition demo/election.json {ROW}.txt --json")).ends(0);
    let bulletins = json["villages"][0]["bulletins"].as_array().unwrap();
    assert_eq!(bulletins.len(), 1);
    assert_eq!(bulletins[0]["carriers"], json!(["qr", "sms", "digits"]));
}

#[test]
fn an_sms_says_that_nobody_has_signed_it() {
    let desk = printed();
    let sms = line(&desk, &format!("{ROW}.txt"), "PLK1-Q");
    let page =
        desk.tally_words(&["quick", "--definition", "demo/election.json", "--sms", &sms.to_lowercase()]);
    assert!(page.code == 0 && page.out.contains("kode pemeriksa saja"), "{}{}", page.out, page.err);
    assert!(page.out.contains("tidak ditandatangani siapa pun"), "{}", page.out);
    let digits: Vec<String> = desk
        .read(&format!("{ROW}.txt"))
        .lines()
        .skip_while(|l| !l.starts_with("3. "))
        .skip(2)
        .map(str::to_owned)
        .collect();
    let heard = digits.join(" - ");
    let page = desk.tally_words(&["quick", "--definition", "demo/election.json", "--digits", &heard]);
    assert!(page.code == 0 && page.out.contains("kode pemeriksa saja"), "{}{}", page.out, page.err);
    let wrong = heard.replacen(&heard[..1], "9", 1);
    let page = desk.tally_words(&["quick", "--definition", "demo/election.json", "--digits", &wrong]);
    assert!(page.code == 3 && page.out.contains("kelompok 1 tidak cocok"), "{}", page.out);
}

/// Somebody sends an SMS with the votes of two candidates exchanged: its check code is as good as any.
#[test]
fn every_difference_from_the_record_is_named() {
    let desk = printed();
    let definition =
        election::Definition::parse(&fs::read(desk.path("demo/election.json")).unwrap()).unwrap();
    let mut bulletin =
        Bulletin::from_sms(&line(&desk, &format!("{ROW}.txt"), "PLK1-Q"), &definition).unwrap();
    assert_ne!(bulletin.votes[0], bulletin.votes[1]);
    bulletin.votes.swap(0, 1);
    let sms = bulletin.to_sms(&definition.villages()[0]);
    let words = ["quick", "--record", "demo/record", "--sms", &sms];
    let json = desk.tally_words(&[&words[..], &["--json"]].concat()).ends(1);
    let differences = json["villages"][0]["differences"].as_array().unwrap();
    let named: Vec<(&Json, &Json)> =
        differences.iter().map(|d| (&d["kind"], &d["difference"]["option"])).collect();
    assert_eq!(named, [(&json!("record"), &json!(1)), (&json!("record"), &json!(2))]);
    let page = desk.tally_words(&words);
    let (one, two) = (bulletin.votes[0], bulletin.votes[1]);
    for said in [
        format!("suara pilihan 1: {one} dan {two}"),
        format!("suara pilihan 2: {two} dan {one}"),
        "ADA PERBEDAAN".to_owned(),
    ] {
        assert!(page.out.contains(&said), "{said} is not in\n{}", page.out);
    }
    // The signed one beside it: the two are told apart, and which came from where.
    let photo = format!("{ROW}.png");
    let page = desk.tally_words(&["quick", "--definition", "demo/election.json", "--sms", &sms, &photo]);
    assert!(page.code == 1 && page.out.contains("--sms") && page.out.contains(&photo), "{}", page.out);
}

#[test]
fn rows_add_up_to_the_village() {
    let desk = Desk::new();
    let vectors = vectors();
    let of = |place: usize, field: &str| vectors["bulletins"][place][field].as_str().unwrap().to_owned();
    desk.write("rows.txt", &format!("Kiriman saksi\n{}\n\n{}\n", of(1, "qr"), of(2, "digits")));
    desk.write("whole.txt", &of(0, "sms"));
    let quick = format!("quick --record {FIXTURES}/election/record rows.txt");
    let json = desk.tally(&format!("{quick} whole.txt --json")).ends(0);
    let village = &json["villages"][0];
    assert_eq!(village["sum"]["tps"], json!([1, 2]));
    assert_eq!(village["sum"]["votes"], vectors["bulletins"][0]["votes"]);
    // A village's bulletin that does not fit its rows is noticed without any record.
    let definition = fs::read(format!("{FIXTURES}/election/election.json")).unwrap();
    let definition = election::Definition::parse(&definition).unwrap();
    let mut whole = Bulletin::from_sms(&of(0, "sms"), &definition).unwrap();
    whole.votes[0] -= 1;
    desk.write("whole.txt", &whole.to_sms(&definition.villages()[0]));
    let quick = format!("quick --definition {FIXTURES}/election/election.json rows.txt whole.txt");
    let json = desk.tally(&format!("{quick} --json")).ends(1);
    assert_eq!(json["villages"][0]["differences"][0]["kind"], "sum");
}

#[test]
fn what_is_forged_foreign_or_mistyped_is_refused_for_its_reason() {
    let desk = printed();
    let vectors = vectors();
    for case in vectors["refused"].as_array().unwrap() {
        let (carrier, text) = (case["carrier"].as_str().unwrap(), case["text"].as_str().unwrap());
        let definition = format!("{FIXTURES}/election/election.json");
        let mut words = vec!["quick", "--definition", &definition, "--json"];
        desk.write("t.txt", text);
        match carrier {
            "sms" => words.extend(["--sms", text]),
            "digits" => words.extend(["--digits", text]),
            _ => words.push("t.txt"),
        }
        if carrier == "qr" && !text.starts_with("PLK1-H-") {
            // What does not begin as a QR text does is not taken for one.
            let json = desk.tally_words(&words).ends(66);
            assert_eq!(json["unreadable"][0]["code"], "quick-nothing-in-text");
            continue;
        }
        let json = desk.tally_words(&words).ends(3);
        assert_eq!(json["refused"][0]["error"], case["error"], "{}", case["what"]);
    }
    let other = format!("quick --definition {FIXTURES}/election/election.json {ROW}.png");
    let json = desk.tally(&format!("{other} --json")).ends(3);
    assert_eq!(json["refused"][0]["error"], "election");
    let page = desk.tally(&other);
    assert!(
        page.out.contains("dari pemilihan lain") && page.out.contains("ADA BULETIN YANG DITOLAK"),
        "{}",
        page.out
    );
    let two =
        format!("quick --definition {FIXTURES}/election/election.json --record demo/record {ROW}.png --json");
    desk.tally(&two).fails(3, "quick-other-definition");
}

#[test]
fn what_cannot_be_read_is_named_with_what_to_do_and_the_rest_is_shown() {
    let desk = printed();
    let white = GrayImage::from_pixel(300, 300, Luma([250]));
    white.save(desk.path("white.png")).unwrap();
    desk.write("note.txt", "Hasil menyusul, 0812 3456 7890\n");
    desk.write_bytes("cut.jpg", b"\xff\xd8\xff\xe0");
    let inputs = format!("white.png note.txt cut.jpg nowhere.png b {ROW}.png");
    let json = desk.tally(&format!("quick --definition demo/election.json {inputs} --json")).ends(66);
    let codes: Vec<&str> =
        json["unreadable"].as_array().unwrap().iter().map(|p| p["code"].as_str().unwrap()).collect();
    assert_eq!(
        codes,
        ["quick-no-code", "quick-nothing-in-text", "quick-photo-damaged", "file-missing", "not-a-file"]
    );
    assert_eq!(json["villages"][0]["bulletins"].as_array().unwrap().len(), 1);
    let page = desk.tally(&format!("quick --definition demo/election.json {inputs}"));
    for words in ["white.png", "foto lagi dari dekat", "nowhere.png", "TPS 1"] {
        assert!(page.out.contains(words), "{words} is not in\n{}", page.out);
    }
    assert_eq!(desk.tally("quick --definition demo/election.json").code, 64);
}

#[test]
fn a_photo_from_a_messenger_is_read() {
    let desk = printed();
    let sheet = image::open(desk.path(&format!("{ROW}.png"))).unwrap().to_luma8();
    let photo = image::imageops::blur(&image::imageops::rotate90(&sheet), 2.0);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 40).encode_image(&photo).unwrap();
    desk.write_bytes("IMG-WA0001.jpg", &bytes);
    let json = desk.tally("quick --record demo/record IMG-WA0001.jpg --json").ends(0);
    assert_eq!(json["villages"][0]["bulletins"][0]["from"], json!(["IMG-WA0001.jpg"]));
}

#[test]
fn nothing_is_signed_of_a_record_that_fails_or_has_no_result_and_by_nobody_else() {
    let desk = Desk::counted();
    let with = |record: &str, key: &str| {
        format!(
            "bulletin {record} --key demo/secret/{key}.key.age --passphrase-file demo/secret/passphrase.txt --out b --json"
        )
    };
    desk.tally(&with("demo/record", "saksi-1.9901012001.example")).fails(3, "sign-no-member");
    let elsewhere = with("demo/record", "ketua.9901012001.example") + " --village 9901012002";
    desk.tally(&elsewhere).fails(3, "sign-no-member");
    desk.tally(&format!("{MERGE} demo/logs --json")).ends(0);
    // A record without count set signatures verifies as far as it goes, but says nothing yet.
    let json = desk.tally(&with("r", "ketua.9901012001.example")).ends(2);
    assert_eq!((&json["without_result"], &json["files"]), (&json!(["9901012001"]), &json!([])));
    desk.flip("demo/record/villages/9901012001/result.json");
    desk.tally(&with("demo/record", "ketua.9901012001.example")).fails(3, "record-fails-at");
    assert!(!Path::new(&desk.path("b")).exists());
}
