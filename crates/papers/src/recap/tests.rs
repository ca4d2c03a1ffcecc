//! The page of the committed election, before, while and after its logs come.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use election::definition::TimeZone;
use tally::{
    BoothStatus, Check, Decided, Evidence, Identity, Input, NoProgress, Problem, Remark, RemarkKind,
    VillageMerge, merge,
};

use super::state::State;
use super::view::{VillageView, nothing_arrived};
use super::*;

const ELECTION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/election");
const VILLAGE: &str = "9901022001";

fn definition() -> Definition {
    Definition::parse(&fs::read(format!("{ELECTION}/election.json")).unwrap()).unwrap()
}

fn add(folder: &Path, input: &mut Input) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            add(&path, input);
        } else {
            input.add(&fs::read(path).unwrap());
        }
    }
}

/// The whole record, merged.
fn merged() -> Merged {
    let bytes = fs::read(format!("{ELECTION}/election.json")).unwrap();
    let mut input = Input::new(Evidence::new(bytes).unwrap());
    add(Path::new(&format!("{ELECTION}/record")), &mut input);
    let (evidence, _) = input.finish();
    merge(&evidence, &NoProgress).unwrap()
}

fn moment(time: &str) -> Moment {
    Moment { date: "2026-11-22".to_owned(), time: time.to_owned(), zone: "WIB" }
}

fn source<'a>(definition: &'a Definition, merged: Option<&'a Merged>) -> Source<'a> {
    Source {
        definition,
        merged,
        arrived: &nothing_arrived,
        made: merged.map(|_| moment("14:03:22")),
        counting: None,
        trouble: None,
        files: Vec::new(),
    }
}

/// The record's first village after somebody has bent it, and its page.
fn bent(bend: impl Fn(&mut VillageMerge)) -> (VillageView, String) {
    let (definition, mut merged) = (definition(), merged());
    bend(&mut merged.villages[0]);
    let recap = Recap::of(&source(&definition, Some(&merged)));
    let village = recap.view().regencies[0].districts[0].villages[0].clone();
    (village, recap.saved())
}

fn read_by_people(page: &str) -> &str {
    let (_, body) = page.split_once("<main>").unwrap();
    body.split_once("</main>").unwrap().0
}

#[test]
fn before_anything_came_everything_is_silent_and_no_votes_are_there() {
    let definition = definition();
    let recap = Recap::of(&Source { counting: Some(moment("13:10:00")), ..source(&definition, None) });
    let view = recap.view();
    assert_eq!((view.sums.villages.of(State::Silent), view.sums.villages.all()), (2, 2));
    assert_eq!((view.sums.tps.of(State::Silent), view.sums.cast, view.sums.opened), (3, 0, 0));
    let page = recap.live(false);
    let text = read_by_people(&page);
    for words in [
        "Belum ada hitungan yang selesai.",
        "Hitungan pertama sedang berjalan sejak pukul 13.10.00 WIB.",
        "The first count has been running since 13:10:00 WIB.",
        "SIMULASI - suara",
        "Hasil sementara - bukan penetapan",
        "Kecamatan Muara Contoh",
        "Perolehan suara belum ada.",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("class=\"votes\""));
}

#[test]
fn a_verified_record_shows_its_votes_and_says_that_they_are_provisional() {
    let (village, page) = bent(|_| {});
    assert_eq!(village.state, State::Verified);
    assert_eq!((village.registered_counted, village.registered, village.cast), (83, 83, 32));
    assert_eq!(village.tps.iter().map(|tps| tps.state).collect::<Vec<_>>(), [State::Verified; 2]);
    let votes = village.votes.unwrap();
    let total: u32 = votes.options.iter().map(|option| option.votes).sum();
    assert_eq!(total, votes.valid + votes.blank);
    assert_eq!(votes.options.last().unwrap().number, None);
    let text = read_by_people(&page);
    let (before, after) = text.split_once("<div class=\"votes\">").unwrap();
    assert!(
        before.contains("Terverifikasi 2 dari 2 desa") && after.contains("Hasil sementara - bukan penetapan")
    );
    assert!(text.contains("Dihitung Minggu, 22 November 2026 pukul 14.03.22 WIB"));
    assert!(text.contains("Counted on Sunday, 22 November 2026 at 14:03:22 WIB"));
}

/// Bends the first booth's line.
fn with_status(status: BoothStatus, decided: Option<Decided>) -> impl Fn(&mut VillageMerge) {
    move |merged| {
        let line = &mut merged.set.booths[0];
        (line.status, line.decided) = (status, decided);
    }
}

#[test]
fn what_merge_found_of_a_log_is_its_polling_places_state_and_the_villages() {
    for (status, decided, expected) in [
        (BoothStatus::Missing, None, State::Silent),
        (BoothStatus::Unclosed, None, State::Received),
        (BoothStatus::Fork, None, State::Quarantined),
        (BoothStatus::Broken, None, State::Quarantined),
        (BoothStatus::Quarantined, Some(Decided::LeftOut), State::Quarantined),
        (BoothStatus::Unclosed, Some(Decided::Counted), State::Verified),
    ] {
        let (village, _) = bent(|merged| {
            with_status(status, decided)(merged);
            // Of its TPS there is this booth and a spare; the other TPS is whole.
            let spare = &mut merged.set.booths[1];
            (spare.status, spare.decided) = (BoothStatus::Missing, Some(Decided::LeftOut));
        });
        assert_eq!(village.tps[0].state, expected, "{status:?} {decided:?}");
        let whole = if expected == State::Silent { State::Received } else { expected };
        assert_eq!(village.state, whole, "{status:?} {decided:?}");
    }
    // The spare of the second look has a log that counts; without it and without a decision its TPS waits.
    let (village, page) = bent(|merged| merged.set.booths[1].status = BoothStatus::Missing);
    assert_eq!((village.tps[0].state, village.state), (State::Received, State::Received));
    assert!(read_by_people(&page).contains("Bilik 2: cadangan: menunggu lognya"));
}

fn problem(check: Check) -> Problem {
    let message = Message::new("two stories", "dua cerita");
    Problem { check, position: None, message }
}

#[test]
fn whatever_contradicts_what_counts_is_a_discrepancy_and_hides_the_votes() {
    let id = |merged: &VillageMerge| BoothId {
        village: merged.village.clone(),
        tps: merged.set.booths[0].tps,
        booth: merged.set.booths[0].booth,
    };
    let (village, page) = bent(|merged| merged.problems.push((id(merged), problem(Check::Receipts))));
    assert_eq!(
        (village.tps[0].state, village.state, village.votes.is_none()),
        (State::Differs, State::Differs, true)
    );
    assert!(read_by_people(&page).contains("Perolehan suara tidak ditampilkan: ada bukti"));
    assert!(read_by_people(&page).contains("dua cerita") && read_by_people(&page).contains("two stories"));
    let (village, _) = bent(|merged| merged.refusals.push(problem(Check::CountSets)));
    assert_eq!((village.tps[0].state, village.state, village.cast), (State::Differs, State::Differs, 0));
    assert!(village.votes.is_none());
    let (village, _) = bent(|merged| merged.refusals.push(problem(Check::Totals)));
    assert_eq!(
        (village.tps[0].state, village.state, village.votes.is_none()),
        (State::Verified, State::Differs, true)
    );
    let (village, _) = bent(|merged| merged.late_ballots = 3);
    assert_eq!((village.tps[0].state, village.state), (State::Verified, State::Differs));
    let (village, _) = bent(|merged| merged.late.push(id(merged)));
    assert_eq!(village.tps[0].state, State::Differs);
}

#[test]
fn a_signed_set_is_not_believed_where_a_log_did_not_come() {
    let bytes = fs::read(format!("{ELECTION}/election.json")).unwrap();
    let mut input = Input::new(Evidence::new(bytes).unwrap());
    let record = format!("{ELECTION}/record");
    for folder in ["acceptances", "receipts", "tokens", "villages"] {
        add(Path::new(&format!("{record}/{folder}")), &mut input);
    }
    input.add(&fs::read(format!("{record}/election.json.note")).unwrap());
    let merged = merge(&input.finish().0, &NoProgress).unwrap();
    let line = &merged.villages[0].set.booths[0];
    assert!(line.is_counted(), "the signed set says so");
    let definition = definition();
    let recap = Recap::of(&source(&definition, Some(&merged)));
    let sums = &recap.view().sums;
    assert_eq!((sums.tps.of(State::Verified), sums.tps.of(State::Differs)), (0, 3));
    assert_eq!((sums.cast, sums.registered_counted, sums.opened), (0, 0, 0));
}

#[test]
fn figures_that_do_not_agree_are_a_discrepancy_whose_votes_are_shown() {
    let remark = |merged: &mut VillageMerge, remark| {
        let (tps, booth) = (merged.set.booths[0].tps, merged.set.booths[0].booth);
        merged.set.remarks.push(Remark { tps, booth, position: 3, remark });
    };
    for kind in [RemarkKind::Accounting, RemarkKind::ChallengeDiffers, RemarkKind::RepeatedR] {
        let (village, _) = bent(|merged| remark(merged, kind));
        assert_eq!((village.tps[0].state, village.votes.is_some()), (State::Differs, true), "{kind:?}");
    }
    let (village, _) = bent(|merged| remark(merged, RemarkKind::ExchangeInvalid));
    assert_eq!(village.tps[0].state, State::Verified);
    // An attendance that was decided later has no remark in the set.
    let (village, _) = bent(|merged| {
        let result = merged.result.as_mut().unwrap();
        result.booths[0].mismatches = vec![Identity::Cast];
    });
    assert_eq!(village.tps[0].state, State::Differs);
}

#[test]
fn what_has_arrived_and_is_not_read_is_received_and_what_is_unusable_is_quarantined() {
    let definition = definition();
    let ids: BTreeSet<BoothId> = definition.booths().map(|(id, _)| id).collect();
    let first = ids.first().unwrap().clone();
    for (arrived, expected) in [(Arrived::Unread, State::Received), (Arrived::Unusable, State::Quarantined)] {
        let lies_there = |id: &BoothId| if *id == first { arrived } else { Arrived::Nothing };
        let recap = Recap::of(&Source { arrived: &lies_there, ..source(&definition, None) });
        let village = &recap.view().regencies[0].districts[0].villages[0];
        assert_eq!((village.tps[0].state, village.tps[1].state), (expected, State::Silent));
    }
}

#[test]
fn hostile_names_stay_names_for_browsers_and_terminals() {
    let evil = "<img src=x onerror=alert(1)>\u{202e}gpj.\u{1b}[2J\"'&\u{200b}\u{0}</main></script>";
    let definition = definition();
    let name = |why| FileNote { file: evil.to_owned(), why };
    let told = Why::Found { position: Some(1234), message: Message::new(evil, evil) };
    let recap = Recap::of(&Source {
        trouble: Some(Message::new(evil, evil)),
        files: vec![name(Why::Changing), name(told)],
        ..source(&definition, None)
    });
    let (page, state) = (recap.live(false), String::from_utf8(recap.state()).unwrap());
    for text in [page.as_str(), &recap.saved(), &state] {
        assert!(!text.chars().any(|c| matches!(c, '\u{202e}' | '\u{1b}' | '\u{200b}' | '\u{0}')));
        assert!(text.contains("202e") && text.contains("1b"), "told, not hidden");
    }
    let text = read_by_people(&page);
    assert!(!text.contains("<img") && text.matches("&lt;img src=x onerror=alert(1)&gt;").count() >= 4);
    assert_eq!((page.matches("</main>").count(), page.matches("</script>").count()), (1, 1));
    let state: serde_json::Value = serde_json::from_str(&state).unwrap();
    assert_eq!(
        (&state["files"][0]["why"], &state["files"][1]["position"]),
        (&"changing".into(), &1234.into())
    );
}

#[test]
fn hostile_names_in_a_definition_stay_names_too() {
    let evil = "</script><b>\u{202e}x";
    let definition = definition();
    let mut merged = merged();
    let result = merged.villages[0].result.as_mut().unwrap();
    result.options[0].name = evil.to_owned();
    let recap = Recap::of(&source(&definition, Some(&merged)));
    let page = recap.saved();
    assert!(read_by_people(&page).contains("&lt;/script&gt;&lt;b&gt;\\u{202e}x"));
    assert_eq!(page.matches("</script>").count(), 1);
}

#[test]
fn many_files_and_long_names_do_not_fill_the_page() {
    let definition = definition();
    let files = (0..1_000).map(|_| FileNote { file: "x".repeat(5_000), why: Why::TooMany }).collect();
    let recap = Recap::of(&Source { files, ..source(&definition, None) });
    assert_eq!((recap.view().files.len(), recap.view().more_files), (100, 900));
    assert!(recap.saved().len() < 100_000 && recap.saved().contains("dan 900 berkas lain"));
}

#[test]
fn the_live_page_and_the_saved_one_differ_in_what_they_may_ask() {
    let definition = definition();
    let recap = Recap::of(&source(&definition, None));
    let (live, english, saved) = (recap.live(false), recap.live(true), recap.saved());
    assert!(live.contains("<html lang=\"id\" data-live") && english.contains("<html lang=\"en\" data-live"));
    assert!(live.contains("connect-src 'self'") && live.contains("http-equiv=\"refresh\""));
    assert!(!saved.contains("connect-src") && !saved.contains("refresh\"") && !saved.contains(" data-live "));
    assert!(Recap::is_page(saved.as_bytes()) && !Recap::is_page(b"<html>thesis</html>"));
    for page in [&live, &english, &saved] {
        let text = read_by_people(page);
        assert!(!text.contains(" style=") && !text.contains("http") && !text.contains("<script"));
        assert_eq!(
            text.matches("class=\"l\" lang=\"id\"").count(),
            text.matches("class=\"l\" lang=\"en\"").count()
        );
    }
    assert!(Recap::live_policy().ends_with("frame-ancestors 'none'"));
}

#[test]
fn state_json_tells_the_same_in_words_that_stay() {
    let (definition, merged) = (definition(), merged());
    let state = Recap::of(&source(&definition, Some(&merged))).state();
    let state: serde_json::Value = serde_json::from_slice(&state).unwrap();
    assert_eq!(state["format"], "pilkades/recap/v1");
    assert_eq!(
        state["sums"]["villages"],
        serde_json::json!({
            "belum-lapor": 0, "diterima": 0, "terverifikasi": 2, "selisih": 0, "karantina": 0,
        })
    );
    let regency = &state["regencies"][0];
    assert_eq!((&regency["code"], &regency["districts"][0]["code"]), (&"9901".into(), &"990102".into()));
    let village = &regency["districts"][0]["villages"][0];
    assert_eq!((&village["code"], &village["state"]), (&VILLAGE.into(), &"terverifikasi".into()));
    assert_eq!(
        (&village["standing"], &village["tps"][0]["state"]),
        (&"complete".into(), &"terverifikasi".into())
    );
    assert!(village["votes"]["options"][0]["votes"].is_u64() && state["trouble"].is_null());
    assert_eq!(definition.content().time_zone, TimeZone::Wib);
}

#[test]
fn both_languages_say_the_same_and_all_that_the_code_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/recap");
    let faults = dialogue::checks::texts(&voice::TEXTS, folder).unwrap();
    assert_eq!(faults, Vec::<String>::new());
}
