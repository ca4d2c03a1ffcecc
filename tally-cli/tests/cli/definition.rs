//! `tally definition new | check | seal | show`.

use std::fs;

use crate::kit::{Desk, SEAL};

#[test]
fn a_new_draft_is_valid_and_every_one_has_its_own_nonce() {
    let desk = Desk::new();
    let screen = desk.tally("definition new");
    assert_eq!((screen.code, screen.err.as_str()), (0, ""));
    desk.write("a.toml", &screen.out);
    desk.ok("definition new --out b.toml");
    assert_ne!(screen.out, desk.read("b.toml"));
    for draft in ["a.toml", "b.toml"] {
        let checked = desk.ok(&format!("definition check {draft}"));
        assert_eq!((&checked["valid"], &checked["villages"]), (&true.into(), &1.into()));
    }
    let page = desk.tally("definition check a.toml").out;
    assert!(page.contains("SIMULASI") && page.contains("pemilih (DPT) 605"), "{page}");
    desk.tally("definition new --out b.toml --json").fails(74, "file-exists");
}

/// Ten mistakes of ten kinds, as (what stands there, what somebody wrote instead).
const TEN: [(&str, &str); 10] = [
    ("mode = \"simulasi\"", "mode = \"rasmi\""),
    ("date = \"2027-12-15\"", "date = \"2027-02-30\""),
    ("closes = \"13:00\"", "closes = \"06:00\""),
    ("blank = true", "blank = \"ya\""),
    ("code = \"9901012001\"", "code = \"99.01.01.2001\""),
    ("smallest_cell = 10", "smallest_cel = 10"),
    ("largest_by = \"registered\"", "largest_by = \"biggest\""),
    ("names = [\"Wali Pertama\", \"Wali Kedua\", \"Wali Ketiga\"]", "names = [\"Wali Pertama\"]"),
    ("name = \"Calon Kedua\"", "name = \"Calon \u{202e}Kedua\""),
    (
        "voters = { male = 150, female = 152 }\n\n# Satu [[villages.tps.booths]]",
        "voters = { male = 151, female = 152 }\n\n# Satu [[villages.tps.booths]]",
    ),
];

#[test]
fn ten_mistakes_are_all_told_in_one_run_with_their_lines() {
    let desk = Desk::new();
    desk.ok("definition new --out desa.toml");
    let mut lines = Vec::new();
    for (right, wrong) in TEN {
        desk.edit("desa.toml", right, wrong);
        let at = desk.read("desa.toml").find(wrong).unwrap();
        lines.push(desk.read("desa.toml")[..at].lines().count() as u64 + 1);
    }
    let run = desk.tally("definition check desa.toml --json");
    assert_eq!(run.code, 3, "{}", run.out);
    let result = &run.json()["result"];
    assert_eq!(result["valid"], false);
    let found: Vec<u64> =
        result["mistakes"].as_array().unwrap().iter().map(|m| m["line"].as_u64().unwrap()).collect();
    for line in &lines {
        assert!(found.contains(line), "nothing is said of line {line}: {}", run.out);
    }
    assert!(found.is_sorted());
    for mistake in result["mistakes"].as_array().unwrap() {
        assert!(mistake["column"].as_u64().unwrap() >= 1);
        for key in ["path", "problem", "allowed"] {
            assert!(!mistake[key].as_str().unwrap().is_empty(), "{mistake}");
        }
    }
    let id = desk.tally("definition check desa.toml");
    let en = desk.tally("definition check desa.toml --lang en");
    assert_eq!((id.code, en.code), (3, 3));
    assert!(id.out.contains(&format!("desa.toml:{}:", lines[0])), "{}", id.out);
    assert!(id.out.contains("resmi, simulasi"), "{}", id.out);
    assert!(!id.out.contains('\u{202e}') && !en.out.contains('\u{202e}'));
    assert_ne!(id.out, en.out);
    assert_eq!(id.out.matches("desa.toml:").count(), found.len());
}

#[test]
fn a_draft_that_is_no_text_is_unreadable() {
    let desk = Desk::new();
    fs::write(desk.path("x.toml"), b"mode = \"simulasi\"\nname = \"\xff\"\n").unwrap();
    let run = desk.tally("definition check x.toml --json");
    run.fails(66, "not-utf8");
    assert_eq!((&run.json()["error"]["line"], &run.json()["error"]["column"]), (&2.into(), &9.into()));
    desk.tally("definition check none.toml --json").fails(66, "file-missing");
    desk.tally("definition check . --json").fails(66, "not-a-file");
}

#[test]
fn what_is_sealed_shows_the_same_name() {
    let desk = Desk::new();
    let election = desk.sealed();
    let shown = desk.ok("definition show sealed/election.json");
    assert_eq!(shown["election"], election.as_str());
    assert_eq!(shown["villages"][0]["booths"], 4);
    assert_eq!(shown["villages"][0]["spares"], 1);
    assert_eq!(shown["villages"][0]["registered"]["male"], 298);
    let page = desk.tally("definition show sealed/election.json").out;
    let groups: String = page
        .split("ElectionId")
        .nth(1)
        .unwrap()
        .split("====")
        .next()
        .unwrap()
        .split_whitespace()
        .filter(|w| *w != ")")
        .collect();
    assert!(groups.ends_with(&election), "{page}");
    assert!(page.contains("Rabu, 15 Desember 2027, pukul 07.00 sampai 13.00 WIB"), "{page}");
    let en = desk.tally("definition show sealed/election.json --lang en").out;
    assert!(en.contains("Wednesday, 15 December 2027, 07:00 to 13:00 WIB"), "{en}");
    desk.tally(&format!("{SEAL} --json")).fails(74, "file-exists");
    desk.edit("sealed/election.json", "Sukamaju", "Sukamundur");
    assert_ne!(desk.ok("definition show sealed/election.json")["election"], election.as_str());
    desk.edit("sealed/election.json", "\"blank\": true", "\"blank\": 1");
    let run = desk.tally("definition show sealed/election.json --json");
    run.fails(66, "definition-unreadable");
    assert!(run.json()["error"]["line"].as_u64().unwrap() > 10);
}

#[test]
fn a_missing_part_is_incomplete_and_named() {
    let desk = Desk::new();
    desk.parts();
    fs::remove_file(desk.path("booths/9901012001-1-3.pub.json")).unwrap();
    fs::remove_file(desk.path("printed/tokens/9901012001-2-1-2.list")).unwrap();
    let run = desk.tally(&format!("{SEAL} --json"));
    assert_eq!(run.code, 2, "{}", run.out);
    let paths: Vec<String> = run.json()["result"]["mistakes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mistake| mistake["path"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(paths, ["booths/9901012001-1-3.pub.json", "tokens/9901012001-2-1-2.list"]);
    assert!(!desk.path("sealed").exists());
}

#[test]
fn a_part_of_another_draft_is_refused() {
    let desk = Desk::new();
    desk.parts();
    let nonce = desk.read("desa.toml").split("nonce = \"").nth(1).unwrap()[..64].to_owned();
    desk.edit("desa.toml", &nonce, &"ab".repeat(32));
    let run = desk.tally(&format!("{SEAL} --json"));
    assert_eq!(run.code, 3, "{}", run.out);
    assert!(run.out.contains("trustees/9901012001.json"), "{}", run.out);
}

#[test]
fn a_rehearsal_with_one_wrong_digit_is_refused() {
    let desk = Desk::new();
    desk.parts();
    let name = "ceremony/trustees/9901012001.json";
    let file = desk.read(name);
    let z = file.rsplit("\"z\": \"").next().unwrap()[..64].to_owned();
    let digit = if z.starts_with('0') { "1" } else { "0" };
    desk.edit(name, &z, &format!("{digit}{}", &z[1..]));
    let run = desk.tally(&format!("{SEAL} --json"));
    run.fails(3, "rehearsal-failed");
    assert!(run.json()["error"]["file"].as_str().unwrap().ends_with("9901012001.json"));
    assert!(!desk.path("sealed").exists());
}

#[test]
fn only_the_authoritys_own_key_seals() {
    let desk = Desk::new();
    desk.parts();
    let other = SEAL.replace("authority.age", "other.age");
    desk.ok("key new --kind authority --mode simulasi --name panitia-kabupaten.example --out other.age --passphrase-file p");
    desk.tally(&format!("{other} --json")).fails(3, "seal-other-key");
    let booth = SEAL.replace("authority.age", "9901012001-1-1.age");
    desk.tally(&format!("{booth} --json")).fails(3, "seal-other-key");
    desk.edit("desa.toml", "smallest_cell = 10", "smallest_cell = 0");
    desk.tally(&format!("{SEAL} --json")).fails(66, "draft-has-mistakes");
}
