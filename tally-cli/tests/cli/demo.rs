//! `tally demo`.

use std::process::Command;

use serde_json::Value as Json;

use crate::kit::{Desk, mode_of};

const SMALL: &str = "demo --villages 1 --voters 15 --fast-store";

#[test]
fn every_command_that_is_printed_works_as_printed() {
    let desk = Desk::new();
    let run = desk.tally("demo --villages 3 --fast-store --seed 1 --out three");
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("--fast-store, log dicatat tanpa menunggu media"), "{}", run.out);
    assert!(run.err.contains("Pemungutan suara") && run.err.contains("Pemeriksaan arsip"), "{}", run.err);
    let commands: Vec<&str> = run
        .out
        .split("Coba sendiri")
        .nth(1)
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .collect();
    let exits = |command: &str| {
        let shell = Command::new("sh").arg("-c").arg(command).current_dir(desk.path("")).output().unwrap();
        (shell.status.code().unwrap(), String::from_utf8_lossy(&shell.stdout).into_owned())
    };
    // Verify, receipt and its check, inspect, decrypt, result, copy, change, verify again.
    let codes: Vec<(i32, String)> = commands.iter().map(|command| exits(command)).collect();
    let only: Vec<i32> = codes.iter().map(|(code, _)| *code).collect();
    assert_eq!(only, [0, 0, 0, 0, 0, 0, 0, 0, 3], "{commands:#?}");
    assert!(codes[8].1.contains("Pemeriksaan 90, daftar isi arsip, GAGAL:"), "{}", codes[8].1);
}

#[test]
fn the_seed_decides_names_and_votes_but_no_key() {
    let desk = Desk::new();
    let [one, two] =
        ["one", "two"].map(|out| desk.tally(&format!("{SMALL} --seed 5 --out {out} --json")).ends(0));
    let village =
        |json: &Json| (json["villages"][0]["name"].clone(), json["villages"][0]["result"]["totals"].clone());
    assert_eq!(village(&one), village(&two));
    assert_ne!(one["election"], two["election"]);
    assert_eq!(
        (&one["passed"], &one["agrees"], &one["mode"]),
        (&true.into(), &true.into(), &"simulasi".into())
    );
    assert_eq!(one["next"].as_array().unwrap().len(), 5);
    assert_eq!(one["checks"].as_array().unwrap().len(), 29);
    let other = desk.tally(&format!("{SMALL} --seed 6 --candidates 2 --out three --json")).ends(0);
    assert_ne!(village(&one), village(&other));
}

#[test]
fn secrets_are_encrypted_and_called_worthless() {
    let desk = Desk::new();
    desk.tally(&format!("{SMALL} --json")).ends(0);
    let secret = |name: &str| format!("demo-out/secret/{name}");
    assert!(desk.read(&secret("README.txt")).contains("Tidak bernilai"));
    for (name, kind) in [
        ("dpmd.simulasi.example", "authority"),
        ("ketua.9901012001.example", "committee"),
        ("saksi-1.9901012001.example", "saksi"),
        ("wali-3", "trustee"),
        ("9901012001-1-1", "booth"),
    ] {
        let file = secret(&format!("{name}.key.age"));
        let shown = desk.ok(&format!("key show {file} --passphrase-file {}", secret("passphrase.txt")));
        assert_eq!((&shown["kind"], &shown["mode"]), (&kind.into(), &"simulasi".into()));
        assert_eq!(mode_of(&desk.path(&file)), 0o600);
    }
}

#[test]
fn an_earlier_demo_is_left_alone() {
    let desk = Desk::new();
    let first = desk.tally(&format!("{SMALL} --json")).ends(0);
    let second = desk.tally(&format!("{SMALL} --json")).ends(0);
    assert_eq!((&first["out"], &second["out"]), (&"demo-out".into(), &"demo-out-2".into()));
    desk.tally(&format!("{SMALL} --out demo-out --json")).fails(74, "demo-folder-taken");
    desk.tally("demo --villages 0 --out x --json").fails(64, "demo-plan");
    desk.tally("demo --villages 1 --candidates 8 --out y --json").fails(64, "demo-plan");
    assert!(!desk.path("x").exists() && !desk.path("y").exists());
}
