//! Pages of the committed election.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use tally::{
    AttendanceSource, BoothStatus, Decided, Files, Identity, NoProgress, NotFinal, OutcomeKind, Reason,
    SetAside, VerifyReport, VillageMerge, verify,
};

use super::*;

const RECORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/election/record");

fn read(folder: &Path, below: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            read(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

fn record() -> (Files, VerifyReport) {
    let mut files = Files::new();
    read(Path::new(RECORD), "", &mut files);
    let report = verify(&files, None, &NoProgress).unwrap();
    assert!(report.passed());
    (files, report)
}

/// The page of a village, after somebody has bent village and merge.
fn page(bend: impl Fn(&mut Village, &mut VillageMerge)) -> String {
    let (files, report) = record();
    let election = VerifiedElection::of(&report).unwrap();
    let extras = Extras::default();
    let site = Site::new(election, &files, &extras);
    let (village, merged) = site.villages().next().unwrap();
    let (mut village, mut merged) = (village.clone(), merged.clone());
    bend(&mut village, &mut merged);
    village::page(&site, &village, &merged)
}

/// What people read, without scripts, styles and data.
fn read_by_people(page: &str) -> &str {
    let (_, body) = page.split_once("<main>").unwrap();
    body.split_once("</main>").unwrap().0
}

#[test]
fn all_pages_are_there_and_ask_for_nothing() {
    let (files, report) = record();
    let extras = Extras::default();
    let site = Site::new(VerifiedElection::of(&report).unwrap(), &files, &extras);
    let pages: BTreeMap<String, String> = site.pages().collect();
    let names: Vec<&str> = pages.keys().map(String::as_str).collect();
    assert_eq!(names, ["desa/9901022001.html", "desa/9901022002.html", "index.html"]);
    for page in pages.values() {
        let text = read_by_people(page);
        assert!(text.contains("SIMULASI") && text.contains("Hasil sementara - bukan penetapan"));
        assert!(!text.contains(" style=") && !text.contains("http") && !text.contains("<script"));
        assert_eq!(text.matches("lang=\"id\"").count(), text.matches("lang=\"en\"").count());
    }
    assert!(pages["index.html"].contains("href=\"desa/9901022002.html\""));
}

#[test]
fn a_page_carries_the_files_of_its_village_byte_for_byte() {
    let (files, report) = record();
    let extras = Extras::default();
    let site = Site::new(VerifiedElection::of(&report).unwrap(), &files, &extras);
    let packed = extract::packed(&site, &"9901022002".parse().unwrap());
    let mut data = Vec::new();
    GzDecoder::new(STANDARD.decode(packed).unwrap().as_slice()).read_to_end(&mut data).unwrap();
    let (mut rest, mut carried) = (data.as_slice(), Files::new());
    let mut take = |length: usize| {
        let (head, tail) = rest.split_at(length);
        rest = tail;
        head.to_vec()
    };
    let total = data.len();
    let mut taken = 0;
    while taken < total {
        let path = take(2);
        let path = take(u16::from_be_bytes(path.try_into().unwrap()).into());
        let length = take(4);
        let bytes = take(u32::from_be_bytes(length.try_into().unwrap()).try_into().unwrap());
        taken += 6 + path.len() + bytes.len();
        carried.insert(String::from_utf8(path).unwrap(), bytes);
    }
    let other =
        |path: &str| path.contains("9901022001") || files[path].windows(12).any(|w| w == b"/9901022001/");
    let expected: Files = files
        .iter()
        .filter(|(path, _)| !other(path) || !path.contains('/'))
        .map(|(p, b)| (p.clone(), b.clone()))
        .collect();
    assert_eq!(carried.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    assert_eq!(carried, expected);
}

#[test]
fn names_that_look_like_markup_stay_names() {
    let evil = "<img src=x onerror=alert(1)>\"'&amp;</main></script>";
    let page = page(|village, merged| {
        village.name = evil.to_owned();
        village.regency = evil.to_owned();
        village.candidates[0].name = evil.to_owned();
        let result = merged.result.as_mut().unwrap();
        result.options[0].name = evil.to_owned();
        result.booths[0].reason = Some(evil.to_owned());
        result.outcome.candidates = vec![1];
    });
    let (_, scripts) = page.split_once("<script id=\"about\"").unwrap();
    let (about, _) = scripts.split_once("</script>").unwrap();
    assert!(!about.contains('<'), "{about}");
    let text = read_by_people(&page);
    assert!(!text.contains("<img") && text.matches("&lt;img src=x onerror=alert(1)&gt;").count() > 6);
    assert_eq!(page.matches("</main>").count(), 1);
    assert!(page.contains("<title>SIMULASI: &lt;img"));
}

#[test]
fn what_is_not_final_says_why_in_both_languages() {
    let page = page(|_, merged| {
        let result = merged.result.as_mut().unwrap();
        (result.outcome.r#final, result.outcome.kind) = (false, OutcomeKind::Winner);
        (result.outcome.candidates, result.outcome.margin) = (vec![1], 1234);
        result.outcome.reasons = vec![NotFinal::SetAside, NotFinal::UncountedBooths];
        (result.set_aside, result.booths[0].doubt) = (1, Some(7));
        result.booths[0].mismatches = vec![Identity::Cast];
        result.booths[0].attendance = Some(AttendanceSource::Decision);
        let line = &merged.set.booths[0];
        let code = election::BallotCode::new([7; 32]);
        merged.set.set_aside =
            vec![SetAside { tps: line.tps, booth: line.booth, position: 3, code, reason: Reason::TokenUsed }];
    });
    let text = read_by_people(&page);
    for words in [
        "selisih 1.234 suara.",
        "margin 1,234.",
        "BELUM PASTI",
        "NOT FINAL",
        "1 suara yang disisihkan dapat mengubahnya",
        "at most 7 ballots in 1 booths that are not counted could change it",
        "hitungan tidak cocok: suara",
        "tokennya sudah terpakai",
        "its token was used before",
        &election::short_code(&[7; 32]),
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("Angka pemilih, token, struk, dan log semua bilik cocok."));
}

#[test]
fn without_a_result_the_page_says_what_is_missing() {
    let page = page(|_, merged| {
        (merged.result, merged.note) = (None, None);
        (merged.set.booths[0].status, merged.set.booths[0].decided) = (BoothStatus::Missing, None);
    });
    let text = read_by_people(&page);
    for words in [
        "BELUM LENGKAP",
        "INCOMPLETE",
        "Belum ada hasil, karena log semua bilik belum lengkap.",
        "tidak dihitung: lognya belum ada",
        "belum cukup; diperlukan",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("Perolehan suara") && !text.contains("data-option"));
    assert!(page.contains("\"result\":false"));
    let page = self::page(|_, merged| merged.set.booths[0].decided = Some(Decided::LeftOut));
    assert!(read_by_people(&page).contains("ditinggalkan menurut keputusan panitia"));
}

#[test]
fn a_photo_and_a_bulletin_stand_in_the_page() {
    let (files, report) = record();
    let election = VerifiedElection::of(&report).unwrap();
    let mut village = election.villages().next().unwrap().village.clone();
    village.candidates[0].photo = Some("ab".repeat(32));
    let photo = Photo { media_type: "image/jpeg", bytes: b"photo".to_vec() };
    let sheet = Sheet {
        tps: vec![1, 2],
        svg: crate::bulletin::svg("PLK1-H-TEST").unwrap(),
        qr: "PLK1-H-TEST".to_owned(),
        sms: "PILKADES".to_owned(),
        signer: "ketua.example".to_owned(),
    };
    let extras = Extras {
        photos: [("ab".repeat(32), photo)].into(),
        bulletins: [(village.code.clone(), vec![sheet])].into(),
    };
    let site = Site::new(election, &files, &extras);
    let merged = election.merged().village(&village.code).unwrap();
    let page = village::page(&site, &village, merged);
    let text = read_by_people(&page);
    assert!(text.contains("<img class=\"photo\" src=\"data:image/jpeg;base64,cGhvdG8=\" alt=\"\""));
    assert!(
        text.contains("TPS 1 + 2")
            && text.contains("PLK1-H-TEST")
            && text.contains("Ditandatangani oleh ketua.example")
    );
}

#[test]
fn both_languages_say_the_same_and_all_that_the_code_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/page");
    let faults = dialogue::checks::texts(&voice::TEXTS, folder).unwrap();
    assert_eq!(faults, Vec::<String>::new());
}
