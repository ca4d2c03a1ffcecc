//! `tally decide`: every kind of decision from its signatures to its effect in the record.

use std::fs;

use serde_json::{Value as Json, json};

use crate::decrypt::decrypt;
use crate::kit::{Desk, Run};
use crate::log::Log;
use crate::merge::{LOG, MERGE};
use crate::sign::sign;

const FIRST: &str = "9901012001";
/// The first booth of the first village: all its voters.
const BOOTH: &str = "9901012001-1-1";
const BOTH: [&str; 2] = ["ketua", "anggota"];

/// `tally decide` for the first village, with these members' keys, into the folder `decided`.
fn decide(kind: &str, record: &str, members: &[&str]) -> String {
    of_village(FIRST, kind, record, members)
}

fn of_village(village: &str, kind: &str, record: &str, members: &[&str]) -> String {
    format!(
        "decide {kind} --record {record} --village {village} --reason rusak --out decided {}",
        keys(village, members)
    )
}

fn keys(village: &str, members: &[&str]) -> String {
    let key = |member: &&str| format!("--key demo/secret/{member}.{village}.example.key.age ");
    let keys: String = members.iter().map(key).collect();
    format!("{keys} --passphrase-file demo/secret/passphrase.txt")
}

/// Merges these inputs into the record `r`, and the first village's line of the answer.
fn merge(desk: &Desk, inputs: &str, code: i32) -> Json {
    let json = desk.tally(&format!("{MERGE} --village {FIRST} {inputs} --json")).ends(code);
    json["villages"][0].clone()
}

/// What a booth's stick holds instead of the whole log.
type Made<'a> = &'a dyn Fn(&Log) -> Vec<u8>;

/// A desk with the record `r`, in which the log of the first booth is another one than it was.
fn with_logs(logs: &[Made<'_>]) -> Desk {
    let desk = Desk::counted();
    let log = Log::of(&desk, BOOTH);
    fs::create_dir(desk.path("held")).unwrap();
    fs::rename(desk.path(&format!("demo/logs/{LOG}")), desk.path(&format!("held/{LOG}"))).unwrap();
    for (number, made) in logs.iter().enumerate() {
        fs::write(desk.path(&format!("demo/logs/made-{number}.plkb")), made(&log)).unwrap();
    }
    merge(&desk, "demo/logs", 2);
    desk
}

/// Signs, decrypts and completes the first village of `r`; the result.
fn complete(desk: &Desk, code: i32) -> Json {
    desk.tally(&format!("{} --village {FIRST} --json", sign("r", &BOTH))).ends(0);
    for trustee in [1, 3] {
        desk.tally(&format!("{} --json", decrypt(trustee, "shares"))).ends(0);
    }
    let json = desk.tally(&format!("result --record r --village {FIRST} shares --json")).ends(code);
    desk.tally(&format!("verify r --village {FIRST} --json")).ends(code);
    json["villages"][0].clone()
}

fn files(run: &Json) -> Vec<String> {
    let files = run["decisions"][0]["files"].as_array().unwrap();
    files.iter().map(|file| file.as_str().unwrap().to_owned()).collect()
}

fn standings(village: &Json) -> Vec<&str> {
    let lines = village["decisions"].as_array().unwrap();
    lines.iter().map(|line| line["standing"].as_str().unwrap()).collect()
}

fn says(run: &Run, words: &[&str]) {
    let all = format!("{}{}", run.err, run.out);
    words.iter().for_each(|words| assert!(all.contains(words), "{words} is not in\n{all}"));
}

#[test]
fn a_log_that_was_never_closed_counts_by_decision_and_its_receipts_are_proved() {
    let desk = with_logs(&[&|log| log.cut(log.after_last_cast())]);
    let line = decide("count-unclosed --tps 1 --booth 1", "r", &BOTH);
    let page = desk.tally(&line);
    assert_eq!(page.code, 0, "{}", page.err);
    says(
        &page,
        &[
            "Keputusan nomor 1 panitia Suka Makmur (9901012001):",
            "TPS 1 bilik 1 dihitung walaupun belum ditutup, sampai catatan ke-47",
            "33 suara, belum ditutup",
            "Alasan: rusak",
            "Tanda tangan cukup (2).",
            "    tally merge --definition r/election.json --record r decided/9901012001-count-unclosed-1-1-1.decision.note",
        ],
    );
    // The decision without the note on the checkpoint: the log counts, but nobody stands for its end.
    let note = "decided/9901012001-count-unclosed-1-1-1.decision.note";
    let village = merge(&desk, note, 1);
    assert_eq!(
        (&village["booths"][0]["status"], &village["booths"][0]["decided"]),
        (&json!("unclosed"), &json!("counted"))
    );
    assert_eq!((&village["ballots"], standings(&village)), (&json!(33), vec!["followed"]));
    let code = {
        let json = desk.ok("inspect held/9901012001-1-1.plkb --definition demo/election.json");
        let cast = |entry: &&Json| entry["kind"] == "cast";
        json["entries"].as_array().unwrap().iter().rfind(cast).unwrap()["code"].as_str().unwrap().to_owned()
    };
    let receipt = |out: &str| format!("receipt r {code} --out {out} --json");
    desk.tally(&receipt("proof")).fails(2, "receipt-end-unsigned");
    merge(&desk, "decided", 1);
    let proved = desk.tally(&receipt("proof")).ends(0);
    let root = proved["root"].as_str().unwrap();
    assert_eq!(
        desk.tally(&format!("receipt check proof --root {root} --json")).ends(0)["code"],
        code.as_str()
    );
    assert!(desk.read("proof/booth.tlog-proof").contains("\u{2014} ketua.9901012001.example "));
    let village = complete(&desk, 1);
    assert_eq!(village["result"]["totals"], json!([16, 6, 11, 0]));
    let page = desk.tally(&format!("verify r --village {FIRST}"));
    says(&page, &["Keputusan panitia Suka Makmur:", "sampai catatan ke-47 - berlaku"]);
}

#[test]
fn a_fork_is_shown_and_one_branch_chosen() {
    // The second copy ends before the last cast ballot.
    let cut = |log: &Log| log.after_last_cast() - 1;
    let desk = with_logs(&[&|log| log.cut(log.len()), &|log| log.closed_at(cut(log))]);
    let (whole, lost) = {
        let log = Log::of_held(&desk, BOOTH);
        (log.len(), log.cast_from(cut(&log)))
    };
    assert_eq!(lost, 1);
    let look = format!("decide choose-fork --record r --village {FIRST} --tps 1 --booth 1");
    let branches = desk.tally(&format!("{look} --json")).ends(2)["branches"].clone();
    let sizes: Vec<u64> = branches.as_array().unwrap().iter().map(|b| b["size"].as_u64().unwrap()).collect();
    assert!(sizes.contains(&(whole as u64)) && sizes.contains(&(whole as u64 - 1)), "{branches}");
    says(&desk.tally(&look), &["Log TPS 1 bilik 1 bercabang:", "--head"]);
    let short = branches.as_array().unwrap().iter().find(|b| b["size"] == whole - 1).unwrap();
    let head = short["head"].as_str().unwrap();
    let line = |head: &str| decide(&format!("choose-fork --tps 1 --booth 1 --head {head}"), "r", &BOTH);
    desk.tally(&format!("{} --json", line("00000000"))).fails(64, "decide-no-branch");
    desk.tally(&format!("{} --json", line(&head[..7]))).fails(64, "decide-no-branch");
    desk.tally(&format!("{} --json", line(&head[..8]))).ends(0);
    let village = merge(&desk, "decided", 1);
    assert_eq!(
        (&village["booths"][0]["status"], &village["booths"][0]["decided"]),
        (&json!("fork"), &json!("counted"))
    );
    assert_eq!((&village["ballots"], &village["set_aside"][0]["reason"]), (&json!(32), &json!("log-fork")));
    // A later number wins: the other branch after all.
    let long = branches.as_array().unwrap().iter().find(|b| b["size"] == whole).unwrap();
    let json = desk.tally(&format!("{} --json", line(long["head"].as_str().unwrap()))).ends(0);
    assert_eq!(json["decisions"][0]["number"], 2);
    let village = merge(&desk, "decided", 1);
    assert_eq!((&village["ballots"], standings(&village)), (&json!(33), vec!["replaced", "followed"]));
    assert_eq!(complete(&desk, 1)["result"]["totals"], json!([16, 6, 11, 0]));
}

#[test]
fn a_spare_that_was_never_opened_is_left_out() {
    let desk = Desk::counted();
    fs::remove_file(desk.path("demo/logs/9901012001-1-2.plkb")).unwrap();
    merge(&desk, "demo/logs", 2);
    says(&desk.tally(&format!("{MERGE} --village {FIRST}")), &["tally decide booth-missing"]);
    let line = decide("booth-missing --tps 1 --booth 2 --at-most 0", "r", &BOTH);
    let json = desk.tally(&format!("{line} --json")).ends(0);
    assert_eq!((&json["decisions"][0]["given"], &json["decisions"][0]["at_most"]), (&json!(2), &json!(0)));
    assert_eq!(files(&json), ["decided/9901012001-booth-missing-1-2-1.decision.note"]);
    let village = merge(&desk, "decided", 1);
    assert_eq!((&village["counted"], &village["booths"][1]["decided"]), (&json!(true), &json!("left-out")));
    assert_eq!(complete(&desk, 1)["result"]["outcome"]["final"], true);
    // The log that counts cannot be hidden.
    let line = decide("booth-missing --tps 1 --booth 1 --at-most 0", "r", &BOTH);
    desk.tally(&format!("{line} --json")).fails(3, "decide-log-counts");
}

#[test]
fn a_late_log_is_added_by_a_successor() {
    let desk = with_logs(&[]);
    let line = decide("booth-missing --tps 1 --booth 1 --at-most 36", "r", &BOTH);
    desk.tally(&format!("{line} --json")).ends(0);
    merge(&desk, "decided", 1);
    complete(&desk, 1);
    let first = desk.read("r/villages/9901012001/set-1/village.json");
    desk.tally(&format!("{} --json", decide("late-log --tps 1 --booth 1", "r", &BOTH)))
        .fails(3, "decide-late-first");
    let village = merge(&desk, "held", 1);
    assert_eq!((&village["late"][0]["booth"], &village["next"]), (&json!(1), &Json::Null));
    says(&desk.tally(&format!("{MERGE} --village {FIRST}")), &["tally decide late-log"]);
    let line = decide("late-log --tps 1 --booth 1", "r", &BOTH);
    desk.tally(&format!("{line} --json")).ends(0);
    let village = merge(&desk, "decided", 1);
    assert_eq!(
        (&village["next"]["number"], &village["next"]["ballots"], &village["number"]),
        (&json!(2), &json!(33), &json!(1))
    );
    assert_eq!(standings(&village), ["followed", "followed"]);
    says(
        &desk.tally(&format!("{MERGE} --village {FIRST}")),
        &[
            "menunggu tanda tangan lanjutan",
            "sudah diputuskan; panitia menandatangani himpunan lanjutan",
            "    tally sign --record r",
        ],
    );
    // One signature waits, and the village keeps its first set.
    let json = desk.tally(&format!("{} --json", sign("r", &["ketua"]))).ends(0);
    let signed = &json["signed"][0];
    assert_eq!(
        (&signed["number"], &signed["given"], &signed["added"]),
        (&json!(2), &json!(1), &json!([{ "tps": 1, "booth": 1 }]))
    );
    assert_eq!(merge(&desk, "decided", 1)["number"], 1);
    let page = desk.tally(&sign("r", &["anggota"]));
    says(
        &page,
        &["Ini himpunan LANJUTAN nomor 2", "TPS 1 bilik 1, 33 suara dalam log", "Tanda tangan cukup (2)."],
    );
    let json = desk.tally(&format!("{} --json", decrypt(1, "shares"))).ends(0);
    let written: Vec<&Json> =
        json["shares"].as_array().unwrap().iter().map(|s| &s["written_before"]).collect();
    assert_eq!(written, [&json!(true), &json!(false)]);
    assert!(desk.path("shares/9901012001-t01-set2.share.json").exists());
    desk.tally(&format!("{} --json", decrypt(3, "shares"))).ends(0);
    let json = desk.tally(&format!("result --record r --village {FIRST} shares --json")).ends(0);
    let village = &json["villages"][0];
    assert_eq!(
        (&village["number"], &village["complete"], &village["late"]),
        (&json!(2), &json!(true), &json!([]))
    );
    assert_eq!(village["result"]["totals"], json!([16, 6, 11, 0]));
    // The decision to leave the booth out was good for the first set: nothing is wrong with it.
    assert_eq!(standings(village), ["continued", "followed"]);
    says(
        &desk.tally(&format!("{MERGE} --village {FIRST}")),
        &["berlaku untuk himpunan nomor 1, sudah dilanjutkan"],
    );
    assert_eq!(desk.read("r/villages/9901012001/set-1/village.json"), first);
    desk.tally(&format!("verify r --village {FIRST} --json")).ends(0);
    desk.tally(&format!("{} --json", decide("late-log --tps 1 --booth 1", "r", &BOTH)))
        .fails(3, "decide-not-late");
}

#[test]
fn two_decisions_of_one_number_hold_neither_until_a_higher_one_comes() {
    let desk = with_logs(&[]);
    desk.copy(&desk.path("r"), "elsewhere");
    let line = |record: &str, at_most: u32| {
        decide(&format!("booth-missing --tps 1 --booth 1 --at-most {at_most}"), record, &BOTH)
    };
    let one = desk.tally(&format!("{} --json", line("r", 36))).ends(0);
    let other = desk
        .tally(&format!("{} --json", line("elsewhere", 35).replace("--out decided", "--out other")))
        .ends(0);
    let village = merge(&desk, "decided other", 2);
    assert_eq!(standings(&village), ["conflicting", "conflicting"]);
    let refusal = village["refusals"][0]["problem"].to_string();
    for decided in [&one, &other] {
        assert!(refusal.contains(decided["decisions"][0]["hash"].as_str().unwrap()), "{refusal}");
    }
    desk.tally(&format!("{} --number 1 --json", line("r", 34))).fails(64, "decide-number-taken");
    let json = desk.tally(&format!("{} --json", line("r", 34))).ends(0);
    assert_eq!(json["decisions"][0]["number"], 2);
    let village = merge(&desk, "decided", 1);
    assert_eq!(standings(&village), ["replaced", "replaced", "followed"]);
}

#[test]
fn too_few_signatures_wait_and_are_joined_whoever_brings_them() {
    let desk = with_logs(&[&|log| log.cut(log.after_last_cast())]);
    desk.copy(&desk.path("r"), "elsewhere");
    let line = |record: &str, member| decide("count-unclosed --tps 1 --booth 1", record, &[member]);
    let page = desk.tally(&line("r", "ketua"));
    says(
        &page,
        &[
            "Tanda tangan: 1 dari 2; masih kurang 1.",
            "    tally decide sign decided/9901012001-count-unclosed-1-1-1.decision.note decided/9901012001-count-unclosed-1-1-1.checkpoint.note --record r",
        ],
    );
    // The same words by another member on another computer are the same decision.
    let other = line("elsewhere", "sekretaris").replace("--out decided", "--out other");
    desk.tally(&format!("{other} --json")).ends(0);
    let json = desk.tally(&format!("{MERGE} --village {FIRST} decided --json")).ends(2);
    assert_eq!(
        (&json["waiting_decisions"][0]["given"], &json["waiting_decisions"][0]["needed"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(json["problems"], json!([]));
    assert_eq!(fs::read_dir(desk.path("r.signatures")).unwrap().count(), 2);
    says(&desk.tally(&format!("{MERGE} --village {FIRST}")), &["MENUNGGU: baru ditandatangani 1 dari 2"]);
    let village = merge(&desk, "other", 1);
    assert_eq!(standings(&village), ["followed"]);
    assert!(!desk.path("r.signatures").exists());
    let checkpoint = |folder: &str| fs::read_dir(desk.path(folder)).unwrap().count();
    assert_eq!(checkpoint("r/checkpoints"), 1);
}

#[test]
fn a_further_member_reads_and_adds_a_signature() {
    let desk = with_logs(&[&|log| log.cut(log.after_last_cast())]);
    let json = desk
        .tally(&format!("{} --json", decide("count-unclosed --tps 1 --booth 1", "r", &["ketua"])))
        .ends(0);
    let notes = files(&json).join(" ");
    let add = |files: &str, member| format!("decide sign {files} --record r {}", keys(FIRST, &[member]));
    // Into the same files, then into another folder.
    let page = desk.tally(&add(&notes, "anggota"));
    says(
        &page,
        &[
            "33 suara, belum ditutup",
            "Artinya: log yang tidak pernah ditutup ini dihitung",
            "Tanda tangan cukup (2).",
        ],
    );
    let json = desk.tally(&format!("{} --out more --json", add(&notes, "sekretaris"))).ends(0);
    assert_eq!(json["decisions"][0]["given"], 3);
    let lines = |file: &str| desk.read(file).matches('\u{2014}').count();
    assert_eq!((lines(&files(&json)[0]), lines(&files(&json)[1])), (3, 3));
    assert_eq!(lines(notes.split(' ').next().unwrap()), 2);
    // Who is no member, a checkpoint alone, another text in the way.
    desk.tally(&format!("{} --json", add(&notes, "saksi-1"))).fails(3, "sign-no-member");
    let alone = notes.split(' ').nth(1).unwrap();
    desk.tally(&format!("{} --json", add(alone, "anggota"))).fails(64, "decide-checkpoint-alone");
    desk.tally(&format!("{} --json", add("p", "anggota"))).fails(66, "decide-not-a-decision");
    desk.write("full/9901012001-count-unclosed-1-1-1.decision.note", "lain");
    desk.tally(&format!("{} --out full --json", add(&notes, "anggota"))).fails(74, "file-exists");
    assert_eq!(fs::read_dir(desk.path("full")).unwrap().count(), 1);
}

#[test]
fn what_one_member_alone_has_signed_hinders_only_that_member() {
    let desk = with_logs(&[]);
    desk.copy(&desk.path("r"), "elsewhere");
    let line = |record: &str, at_most: u32, member| {
        decide(&format!("booth-missing --tps 1 --booth 1 --at-most {at_most}"), record, &[member])
    };
    desk.tally(&format!("{} --json", line("r", 36, "ketua"))).ends(0);
    merge(&desk, "decided", 2);
    let other = line("elsewhere", 35, "anggota").replace("--out decided", "--out other");
    let json = desk.tally(&format!("{other} --json")).ends(0);
    let add =
        |member| format!("decide sign {} --record r {} --json", files(&json)[0], keys(FIRST, &[member]));
    desk.tally(&add("ketua")).fails(3, "decide-conflict");
    assert_eq!(desk.tally(&add("sekretaris")).ends(0)["decisions"][0]["given"], 2);
}

#[test]
fn a_decision_that_does_not_fit_the_log_changes_nothing() {
    // In another record the log is shorter by its last ballot.
    let desk = with_logs(&[&|log| log.cut(log.after_last_cast() - 1)]);
    let json =
        desk.tally(&format!("{} --json", decide("count-unclosed --tps 1 --booth 1", "r", &BOTH))).ends(0);
    let log = Log::of_held(&desk, BOOTH);
    fs::write(desk.path("longer.plkb"), log.cut(log.after_last_cast())).unwrap();
    let village = merge(&desk, "longer.plkb decided", 2);
    assert_eq!(
        (standings(&village), &village["booths"][0]["decided"]),
        (vec!["without-effect"], &Json::Null)
    );
    assert!(village["problems"].to_string().contains("does not fit"), "{village}");
    says(&desk.tally(&format!("{MERGE} --village {FIRST}")), &["TIDAK BERPENGARUH"]);
    let note = &files(&json)[0];
    desk.tally(&format!("decide sign {note} --record r {} --json", keys(FIRST, &["sekretaris"])))
        .fails(3, "decide-other-end");
    // The next one names the end that is there now.
    let json =
        desk.tally(&format!("{} --json", decide("count-unclosed --tps 1 --booth 1", "r", &BOTH))).ends(0);
    assert_eq!((&json["decisions"][0]["number"], &json["decisions"][0]["size"]), (&json!(2), &json!(47)));
    assert_eq!(merge(&desk, "decided", 1)["ballots"], 33);
}

#[test]
fn a_decision_of_another_election_is_refused() {
    let desk = with_logs(&[]);
    desk.tally("demo --villages 1 --seed 2 --fast-store --out second --json").ends(0);
    let other = decide("attendance --tps 1 --booth 1 --lists 0=1/1", "second/record", &BOTH)
        .replace("demo/secret", "second/secret");
    let json = desk.tally(&format!("{other} --json")).ends(0);
    let json = desk.tally(&format!("{MERGE} {} --village {FIRST} --json", files(&json)[0])).ends(2);
    assert_eq!((&json["problems"][0]["check"], &json["villages"][0]["decisions"]), (&json!(25), &json!([])));
}

#[test]
fn what_cannot_be_decided_is_told() {
    let desk = with_logs(&[&|log| log.cut(log.after_last_cast())]);
    let fails = |kind: &str, code, error: &str| {
        desk.tally(&format!("{} --json", decide(kind, "r", &BOTH))).fails(code, error)
    };
    fails("choose-fork --tps 1 --booth 1", 3, "decide-no-fork");
    fails("late-log --tps 1 --booth 1", 3, "decide-nothing-signed");
    fails("count-unclosed --tps 1 --booth 2", 3, "decide-not-unclosed");
    fails("count-unclosed --tps 1 --booth 9", 64, "decide-no-booth");
    fails("booth-missing --tps 1 --booth 1 --at-most 32", 3, "decide-more-known");
    fails("tie --candidate 1 --article Pasal-3", 3, "decide-no-tie");
    fails("tie --candidate 9 --article Pasal-3", 64, "decide-no-candidate");
    fails("attendance --tps 1 --booth 1 --lists 0=1/1+2/0", 64, "decide-dptb");
    fails("attendance --tps 1 --booth 1 --lists 1=1/1", 64, "decide-not-allowed");
    let nobody = "decide count-unclosed --record r --village 9901012001 --tps 1 --booth 1 --json";
    desk.tally(nobody).fails(64, "usage-missing");
    desk.tally(&format!(
        "{} --village 9901012009 --json",
        decide("count-unclosed --tps 1 --booth 1", "r", &[]).replace(&format!("--village {FIRST}"), "")
    ))
    .fails(64, "no-such-village");
    assert!(!desk.path("decided").exists());
}

#[test]
fn attendance_is_stated_by_dusun() {
    let desk = Desk::counted();
    desk.write("hadir.toml", ATTENDANCE);
    let line = |given: &str| {
        let kind = format!("attendance --tps 1 --booth 1 {given}");
        format!("{} --json", of_village("9901012002", &kind, "demo/record", &BOTH))
    };
    let by_file = desk.tally(&line("--file hadir.toml")).ends(0);
    let by_words = desk.tally(&line("--lists 1=10/9+0/1 2=7/6")).ends(0);
    assert_eq!(by_file, by_words);
    desk.write("hadir.toml", "lists = 1");
    desk.tally(&line("--file hadir.toml")).fails(66, "decide-file");
    let merge =
        "merge --definition demo/election.json --record demo/record --village 9901012002 decided --json";
    let village = desk.tally(merge).ends(0)["villages"][0].clone();
    assert_eq!(standings(&village), ["followed"]);
    assert_eq!(village["decisions"][0]["lists"][0]["present"], json!({ "male": 10, "female": 9 }));
    let booth = &village["result"]["booths"][0];
    assert_eq!(booth["present"], json!({ "male": 17, "female": 15 }));
    desk.tally("verify demo/record --json").ends(0);
}

const ATTENDANCE: &str = "
[[lists]]
dusun = 1
present = { male = 10, female = 9 }
dptb = { male = 0, female = 1 }

[[lists]]
dusun = 2
present = { male = 7, female = 6 }
dptb = { male = 0, female = 0 }
";

#[test]
fn a_tie_is_decided_where_no_rule_decides_it() {
    let desk = Desk::counted();
    let tie = |candidate: u8| {
        let kind = format!("tie --candidate {candidate} --article Pasal-3");
        format!("{} --json", of_village("9901012002", &kind, "demo/record", &BOTH))
    };
    desk.tally(&tie(3)).fails(3, "decide-tie-by-rule");
    desk.tally(&tie(2)).fails(3, "decide-no-tie");
    fs::remove_dir_all(desk.path("demo")).unwrap();
    desk.tally("demo --villages 2 --seed 3 --fast-store --out demo --json").ends(0);
    let json = desk.tally(&tie(3)).ends(0);
    assert_eq!(files(&json), ["decided/9901012002-tie-1.decision.note"]);
    let merge =
        "merge --definition demo/election.json --record demo/record --village 9901012002 decided --json";
    let village = desk.tally(merge).ends(0)["villages"][0].clone();
    assert_eq!(standings(&village), ["followed"]);
    assert_eq!(village["result"]["outcome"]["tie"]["decided"]["candidate"], 3);
    assert_eq!(village["result"]["outcome"]["final"], true);
    // The committee corrects itself.
    let json = desk.tally(&tie(1)).ends(0);
    assert_eq!(json["decisions"][0]["number"], 2);
    let village = desk.tally(merge).ends(0)["villages"][0].clone();
    assert_eq!(standings(&village), ["replaced", "followed"]);
    assert_eq!(village["result"]["outcome"]["tie"]["decided"]["candidate"], 1);
    desk.tally("verify demo/record --json").ends(0);
}
