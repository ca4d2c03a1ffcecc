//! `tally tokens`.

use crate::kit::{Desk, mode_of};

#[test]
fn every_list_has_its_tokens_and_slips() {
    let desk = Desk::new();
    desk.draft();
    let made = desk.ok("tokens desa.toml --out printed");
    assert_eq!(made["tokens"], 841);
    assert_eq!(made["lists"].as_array().unwrap().len(), 4);
    let list = desk.read("printed/tokens/9901012001-1-1-1.list");
    assert_eq!(list.lines().count(), 2 + 170);
    let slips = desk.read("printed/slips/9901012001-1-1-1.html");
    assert_eq!(slips.matches("<section>").count(), 170);
    assert_eq!(slips.matches("SIMULASI").count(), 170);
    assert!(slips.contains("Sukamaju") && slips.contains("TPS 1 - Bilik 1") && slips.contains("Dusun Satu"));
    assert_eq!(mode_of(&desk.path("printed/slips/9901012001-1-1-1.html")), 0o600);
    assert_eq!(mode_of(&desk.path("printed/tokens/9901012001-1-1-1.list")), 0o644);
    let page = desk.tally("tokens desa.toml --out second").out;
    assert!(page.contains("PERHATIAN") && page.contains("hapus"), "{page}");
    assert_ne!(desk.read("second/tokens/9901012001-1-1-1.list"), list);
}

#[test]
fn a_sealed_list_holds_no_code_in_clear() {
    let desk = Desk::new();
    desk.draft();
    desk.ok("tokens desa.toml --out printed --booths 9901012001-2-1");
    let list = desk.read("printed/tokens/9901012001-2-1-2.list");
    let slips = desk.read("printed/slips/9901012001-2-1-2.html");
    let codes: Vec<&str> =
        slips.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(codes.len(), 334);
    for code in codes {
        assert!(!list.contains(code) && !list.contains(&code.replace('-', "")));
    }
}

#[test]
fn only_the_named_booths_and_never_over_old_ones() {
    let desk = Desk::new();
    desk.draft();
    desk.ok("tokens desa.toml --out printed --booths 9901012001-1-1 9901012001-1-3");
    assert!(!desk.path("printed/tokens/9901012001-1-2-1.list").exists());
    desk.tally("tokens desa.toml --out printed --booths 9901012001-1-3 --json").fails(74, "file-exists");
    desk.ok("tokens desa.toml --out printed --booths 9901012001-1-2");
    desk.tally("tokens desa.toml --out printed --booths 9901012001-9-9 --json").fails(64, "no-such-booth");
}

#[test]
fn there_is_no_seed() {
    let desk = Desk::new();
    desk.draft();
    desk.tally("tokens desa.toml --out printed --seed 1 --json").fails(64, "usage-unknown");
}
