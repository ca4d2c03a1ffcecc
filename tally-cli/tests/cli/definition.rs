//! `tally definition new | check | seal | show`.

use std::fs;
use std::path::Path;

use election::pack::medium_hash;

use crate::kit::{Desk, Run, SEAL};

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

/// What makes a draft with photos and clips wrong.
type Forgery = fn(&Desk);

/// What is done to a good draft with media, what is said of it, and of which place.
const FORGERIES: [(Forgery, &str, &str); 10] = [
    (
        |desk| fs::remove_file(desk.path("foto/2.jpg")).unwrap(),
        "there is no such file",
        "candidates[1].photo",
    ),
    (
        |desk| desk.edit("desa.toml", "foto/2.jpg", "foto/2.JPG"),
        "there is no such file",
        "candidates[1].photo",
    ),
    (folder_instead, "cannot be read", "candidates[1].photo"),
    (|desk| desk.write("foto/2.jpg", "bukan foto"), "another kind", "candidates[1].photo"),
    (
        |desk| fs::copy(desk.path("suara/2.wav"), desk.path("foto/2.jpg")).map(drop).unwrap(),
        "another kind",
        "candidates[1].photo",
    ),
    (|desk| cut_off(&desk.path("foto/2.jpg")), "damaged or cut off", "candidates[1].photo"),
    (|desk| enlarge(&desk.path("foto/2.jpg"), (4 << 20) + 1), "4194305 bytes", "candidates[1].photo"),
    (|desk| enlarge(&desk.path("suara/2.wav"), (2 << 20) + 1), "2097153 bytes", "candidates[1].clips[0]"),
    (
        |desk| fs::copy(desk.path("foto/2.jpg"), desk.path("suara/2.wav")).map(drop).unwrap(),
        "another kind",
        "candidates[1].clips[0]",
    ),
    (
        |desk| fs::copy(desk.path("foto/1.jpg"), desk.path("foto/2.jpg")).map(drop).unwrap(),
        "stands already at villages[0].candidates[0].photo",
        "candidates[1].photo",
    ),
];

fn folder_instead(desk: &Desk) {
    fs::remove_file(desk.path("foto/2.jpg")).unwrap();
    fs::create_dir(desk.path("foto/2.jpg")).unwrap();
}

fn cut_off(path: &Path) {
    let bytes = fs::read(path).unwrap();
    fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
}

fn enlarge(path: &Path, length: u64) {
    fs::File::options().write(true).open(path).unwrap().set_len(length).unwrap();
}

/// The one mistake that a check finds.
fn only_mistake(run: &Run) -> (u64, String, String) {
    let mistakes = run.ends(3)["mistakes"].as_array().unwrap().clone();
    assert_eq!(mistakes.len(), 1, "{}", run.out);
    let text = |key: &str| mistakes[0][key].as_str().unwrap().to_owned();
    assert!(!text("allowed").is_empty());
    (mistakes[0]["line"].as_u64().unwrap(), text("path"), text("problem"))
}

#[test]
fn a_photo_or_clip_that_cannot_be_used_is_named_with_its_line() {
    let desk = Desk::new();
    desk.draft();
    desk.media();
    let good = desk.read("desa.toml");
    let checked = desk.ok("definition check desa.toml");
    assert_eq!((&checked["photos"], &checked["clips"]), (&3.into(), &3.into()));
    for (forge, problem, place) in FORGERIES {
        forge(&desk);
        let (line, path, told) = only_mistake(&desk.tally("definition check desa.toml --json --lang en"));
        assert!(told.contains(problem), "{problem}: {told}");
        assert_eq!(path, format!("villages[0].{place}"));
        let key = if place.ends_with("photo") { "photo = \"foto/2." } else { "clips = [\"suara/2." };
        let (_, stands) = (1..).zip(good.lines()).find(|(number, _)| *number == line).unwrap();
        assert!(stands.starts_with(key), "{path}: line {line}");
        let _the_folder = fs::remove_dir(desk.path("foto/2.jpg"));
        desk.write(
            "desa.toml",
            &good.replace("photo = \"", "# photo = \"").replace("clips = [\"", "# clips = [\""),
        );
        desk.media();
    }
    desk.ok("definition check desa.toml");
}

#[test]
fn files_are_found_from_the_folder_of_the_draft_wherever_one_stands() {
    let desk = Desk::new();
    desk.draft();
    desk.media();
    fs::create_dir(desk.path("panitia")).unwrap();
    for name in ["desa.toml", "foto", "suara"] {
        fs::rename(desk.path(name), desk.path("panitia").join(name)).unwrap();
    }
    assert_eq!(desk.ok("definition check panitia/desa.toml")["photos"], 3);
    fs::rename(desk.path("panitia/foto"), desk.path("foto")).unwrap();
    let refused = desk.tally("definition check panitia/desa.toml");
    assert_eq!(refused.code, 3);
    assert_eq!(refused.out.matches("berkas ini tidak ada").count(), 3, "{}", refused.out);
    desk.edit("panitia/desa.toml", "foto/1.jpg", "../foto/1.jpg");
    assert!(desk.tally("definition check panitia/desa.toml").out.contains("\"../foto/1.jpg\""));
}

#[test]
fn what_is_sealed_has_the_hashes_and_the_files_lie_beside_it() {
    let desk = Desk::new();
    desk.parts();
    desk.media();
    let photo = desk.path("foto/2.jpg");
    let bytes = fs::read(&photo).unwrap();
    fs::remove_file(&photo).unwrap();
    let refused = desk.tally(&format!("{SEAL} --json"));
    refused.fails(66, "draft-has-mistakes");
    assert!(refused.out.contains("foto/2.jpg") && refused.json()["error"]["line"].as_u64() > Some(60));
    assert!(!desk.path("sealed").exists());
    fs::write(&photo, &bytes).unwrap();
    let sealed = desk.ok(SEAL);
    assert_eq!((&sealed["photos"], &sealed["clips"]), (&3.into(), &3.into()));
    let hash = hex::encode(medium_hash(&bytes));
    assert_eq!(fs::read(desk.path("sealed/media").join(&hash)).unwrap(), bytes);
    assert_eq!(fs::read_dir(desk.path("sealed/media")).unwrap().count(), 6);
    let definition = desk.read("sealed/election.json");
    assert!(definition.contains(&hash) && !definition.contains("foto") && !definition.contains("suara/"));
}

#[test]
fn who_has_only_the_draft_needs_no_photos() {
    let desk = Desk::new();
    desk.draft();
    desk.media();
    fs::remove_dir_all(desk.path("foto")).unwrap();
    desk.ok("tokens desa.toml --out printed");
    desk.ok("trustee together desa.toml --out ceremony --passphrase-file p3");
}
