//! `tally sign` by the authority: its note on the election root, and what a note on another root means.

use std::fs;

use serde_json::json;

use crate::kit::Desk;
use crate::merge::MERGE;
use crate::sign::merged;

const AUTHORITY: &str = "--key demo/secret/dpmd.simulasi.example.key.age";
const PASSPHRASE: &str = "--passphrase-file demo/secret/passphrase.txt";

/// The keys of two members of every committee.
fn committees() -> String {
    let of_village = |village: &str| {
        let key = |member| format!("--key demo/secret/{member}.{village}.example.key.age");
        [key("ketua"), key("anggota")].join(" ")
    };
    ["9901012001", "9901012002", "9901012003"].map(of_village).join(" ")
}

#[test]
fn the_authority_signs_a_root_that_is_final() {
    let desk = merged();
    let by_authority = format!("sign --record r {AUTHORITY} {PASSPHRASE}");
    desk.tally(&format!("{by_authority} --json")).fails(2, "sign-root-unfinished");
    assert!(!desk.path("r/checkpoints").exists());
    // Committees and authority at one table.
    let json = desk.tally(&format!("{by_authority} {} --json", committees())).ends(0);
    assert_eq!(json["signed"].as_array().unwrap().len(), 3);
    assert_eq!(json["authority"], json!({ "signed": true, "other_roots": 0 }));
    let note = fs::read_dir(desk.path("r/checkpoints")).unwrap().next().unwrap().unwrap().path();
    let note = fs::read_to_string(note).unwrap();
    assert!(note.starts_with(&desk.read("r/election.checkpoint")), "{note}");
    assert!(note.contains("\n\n\u{2014} dpmd.simulasi.example "), "{note}");
    // Shares do not change the root.
    let verified = desk.tally("verify demo/record --json").ends(0);
    assert_eq!(verified["authority"], json!({ "signed": false, "other_roots": 0 }));
    let with_note = "merge --definition demo/election.json --record demo/record r/checkpoints --json";
    let json = desk.tally(with_note).ends(0);
    assert_eq!(json["authority"], json!({ "signed": true, "other_roots": 0 }));
    let page = desk.tally("verify demo/record");
    assert!(
        page.code == 0 && page.out.contains("Akar ini sudah ditandatangani penyelenggara."),
        "{}",
        page.out
    );
    let page = desk.tally(&format!("sign --record demo/record {AUTHORITY} {PASSPHRASE} --lang en"));
    assert!(page.code == 0 && page.out.contains("The authority has signed this root."), "{}", page.out);
    assert_eq!((page.out.contains("ELECTION ROOT"), page.err.as_str()), (true, ""), "nobody is asked");
}

#[test]
fn a_note_on_another_root_is_a_remark() {
    let desk = Desk::counted();
    fs::remove_file(desk.path("demo/logs/9901012001-1-2.plkb")).unwrap();
    desk.tally(&format!("{MERGE} demo/logs --json")).ends(2);
    let keys = committees();
    let first: Vec<&str> = keys.split(' ').take(4).collect();
    let decide = "decide booth-missing --record r --village 9901012001 --tps 1 --booth 2 --at-most 0 --reason cadangan --out out";
    desk.tally(&format!("{decide} {} {PASSPHRASE} --json", first.join(" "))).ends(0);
    desk.tally(&format!("{MERGE} out --json")).ends(1);
    desk.tally(&format!("sign --record r {keys} {AUTHORITY} {PASSPHRASE} --json")).ends(0);
    // Whoever holds the whole record sees that the authority has signed a smaller one.
    let other = "merge --definition demo/election.json --record demo/record r/checkpoints";
    let json = desk.tally(&format!("{other} --json")).ends(1);
    assert_eq!(json["authority"], json!({ "signed": false, "other_roots": 1 }));
    let page = desk.tally("verify demo/record");
    assert!(page.code == 1 && page.out.contains("juga menandatangani 1 akar lain"), "{}", page.out);
    let json = desk.tally("result --record demo/record --json").ends(1);
    assert_eq!(json["authority"]["other_roots"], 1);
}

#[test]
fn another_authority_signs_nothing() {
    let desk = Desk::counted();
    desk.ok("key new --kind authority --mode simulasi --name dpmd.simulasi.example --out other.age --passphrase-file p");
    let before = desk.read("demo/record/MANIFEST");
    let line = "sign --record demo/record --key other.age --passphrase-file p --json";
    desk.tally(line).fails(3, "sign-no-member");
    assert_eq!(desk.read("demo/record/MANIFEST"), before);
}
