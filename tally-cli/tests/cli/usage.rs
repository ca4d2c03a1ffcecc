//! The command line itself: help, languages, mistakes, exit codes.

use crate::kit::Desk;

#[test]
fn help_is_in_the_chosen_language() {
    let desk = Desk::new();
    let id = desk.tally("definition seal --help");
    assert_eq!((id.code, id.err.as_str()), (0, ""));
    assert!(id.out.contains("Pemakaian: tally definition seal [PILIHAN]"), "{}", id.out);
    assert!(id.out.contains("Berkas rahasia otoritas"), "{}", id.out);
    let en = desk.tally("definition seal --help --lang en");
    assert!(en.out.contains("Usage: tally definition seal [OPTIONS]"), "{}", en.out);
    assert_eq!(desk.tally_in(Some("en"), "definition seal --help").out, en.out);
    assert_eq!(desk.tally_in(Some("en"), "--lang id definition seal --help").out, id.out);
}

#[test]
fn every_command_has_help_without_english_leftovers() {
    let desk = Desk::new();
    for command in [
        "",
        "definition",
        "definition new",
        "definition check",
        "definition seal",
        "definition show",
        "key",
        "key new",
        "key show",
        "trustee",
        "trustee together",
        "trustee start",
        "trustee round1",
        "trustee round2",
        "trustee finish",
        "trustee status",
        "trustee accept",
        "tokens",
        "merge",
        "sign",
        "decrypt",
        "result",
        "verify",
        "receipt",
        "receipt check",
        "inspect",
        "demo",
    ] {
        let run = desk.tally(&format!("{command} --help"));
        assert_eq!(run.code, 0, "{command}");
        for english in ["Usage", "Options", "Arguments", "Print", "possible values", "default"] {
            assert!(!run.out.contains(english), "{command}: {english} in\n{}", run.out);
        }
    }
}

#[test]
fn mistakes_on_the_command_line_are_usage_errors() {
    let desk = Desk::new();
    for (line, code) in [
        ("", "usage-which-command"),
        ("definition", "usage-which-command"),
        ("definitoin", "usage-no-such-command"),
        ("definition check", "usage-missing"),
        ("definition check a b", "usage-unknown"),
        ("definition check --no-such-option a", "usage-unknown"),
        ("definition check a --lang fr", "usage-value-of"),
        ("definition new --out", "usage-no-value"),
        ("key new --kind king --name a --out b", "usage-value-of"),
        ("receipt", "usage-missing"),
        ("receipt r", "usage-missing"),
        ("receipt check d", "usage-missing"),
        ("verify r --election-id 12", "usage-value"),
        ("sign --record r", "usage-missing"),
        ("demo --villages many", "usage-value"),
        ("key new --kind saksi --mode maybe --name a --out b", "usage-value"),
    ] {
        desk.tally(&format!("{line} --json")).fails(64, code);
        let people = desk.tally(line);
        assert_eq!((people.code, people.out.as_str()), (64, ""), "{line}");
        assert!(people.err.starts_with("Gagal: "), "{}", people.err);
    }
}

#[test]
fn the_version_is_told() {
    let desk = Desk::new();
    let run = desk.tally("--version");
    assert_eq!((run.code, run.out), (0, format!("tally {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn an_error_names_file_reason_and_advice_in_both_languages() {
    let desk = Desk::new();
    desk.write("x\u{1b}[31m.age", "no secret");
    desk.write("p2", "a\nb\n");
    let run = desk.tally("key show x\u{1b}[31m.age --passphrase-file p");
    assert_eq!(run.code, 66);
    assert!(run.err.contains("Gagal: ini bukan berkas rahasia"), "{}", run.err);
    assert!(run.err.contains("Berkas  : x\\u{1b}[31m.age"), "{}", run.err);
    assert!(run.err.contains("Saran   : "), "{}", run.err);
    assert!(!run.err.contains('\u{1b}'), "{}", run.err);
    let run = desk.tally("key show x --lang en");
    assert!(run.err.starts_with("Failed: this file or folder does not exist.\nFile   : x\n"), "{}", run.err);
}

#[test]
fn a_full_output_is_told() {
    let desk = Desk::new();
    let script = format!("{} definition new > /dev/full", env!("CARGO_BIN_EXE_tally"));
    let status =
        std::process::Command::new("sh").arg("-c").arg(script).current_dir(desk.path("")).status().unwrap();
    assert_eq!(status.code(), Some(74));
}

#[test]
fn ctrl_c_ends_with_130() {
    let desk = Desk::new();
    // A pipe that nobody writes to keeps the program waiting for its passphrase.
    assert!(std::process::Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap().success());
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_tally"))
        .args("key new --kind saksi --name a.example --out a.age --passphrase-file pipe".split(' '))
        .current_dir(desk.path(""))
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(!desk.path("a.age").exists());
}
