//! `booth-app import`.

use election::Mode;

use crate::desk::Desk;
use crate::sealed::{BOOTHS, enrol_and_seal, seal};

fn import(booth: &str) -> String {
    format!("import --data b1 --pack stick/{booth}.plkp")
}

#[test]
fn the_election_is_shown_and_compared() {
    let desk = Desk::new();
    let id = enrol_and_seal(&desk, Mode::Simulasi);
    let (good, bad) = (format!("{} --election-id {id}", import(BOOTHS[0])), id.replace(&id[..1], "0"));
    desk.run(&format!("{} --election-id {bad}f --json", import(BOOTHS[0]))).fails(64, "bad-election-id");
    let other = format!("{:0>64}", 1);
    desk.run(&format!("{} --election-id {other} --json", import(BOOTHS[0]))).fails(3, "other-election");
    desk.run("status --data b1 --json").ends(0);
    assert!(!desk.path("b1/booth.plkp").exists(), "nothing is taken over");

    let page = desk.run(&import(BOOTHS[0]));
    assert_eq!(page.code, Some(0), "{}", page.err);
    assert!(page.out.contains(&format!("{}  {}  {}", &id[..4], &id[4..8], &id[8..12])), "{}", page.out);
    let taken = desk.ok(&good);
    assert_eq!((&taken["election"], &taken["compared"]), (&id.as_str().into(), &true.into()));
    assert_eq!(desk.ok("status --data b1 --mirror b1-mirror")["log"]["state"], "none");
    let spare = desk.ok(&format!("import --data b3 --pack stick/{}.plkp", BOOTHS[2]));
    assert_eq!((&spare["lists"], &spare["other_lists"]), (&2.into(), &3.into()));
}

#[test]
fn a_pack_that_is_not_for_this_booth_is_refused() {
    let desk = Desk::new();
    enrol_and_seal(&desk, Mode::Simulasi);
    desk.run(&format!("{} --json", import(BOOTHS[1]))).fails(3, "pack-of-another-booth");
    let strangers = [1, 2, 3].map(|seed| election::SecretKey::from_bytes(&[seed; 32]).public());
    seal(&desk, Mode::Simulasi, &strangers);
    desk.run(&format!("{} --json", import(BOOTHS[0]))).fails(3, "key-not-listed");
    let mut bytes = desk.read(format!("stick/{}.plkp", BOOTHS[0]));
    *bytes.last_mut().unwrap() ^= 1;
    desk.write(&format!("stick/{}.plkp", BOOTHS[0]), bytes);
    desk.run(&format!("{} --json", import(BOOTHS[0]))).fails(3, "bad-pack");
    desk.run("import --data nowhere --pack stick/x --json").fails(66, "not-enrolled");
}

#[test]
fn a_key_of_rehearsals_serves_no_election() {
    let desk = Desk::new();
    enrol_and_seal(&desk, Mode::Simulasi);
    let key = |booth: &str| {
        let note = desk.read(format!("stick/{booth}.enrol.note"));
        *election::enrolment::Enrolment::parse(&note).unwrap().key()
    };
    seal(&desk, Mode::Resmi, &BOOTHS.map(key));
    desk.run(&format!("{} --json", import(BOOTHS[0]))).fails(3, "key-of-rehearsals");
}

/// Its polls once opened in a rehearsal, the booth could not take over the pack of the election.
#[test]
fn a_booth_of_an_election_takes_no_pack_of_a_rehearsal() {
    let desk = Desk::new();
    enrol_and_seal(&desk, Mode::Resmi);
    let key = |booth: &str| {
        let note = desk.read(format!("stick/{booth}.enrol.note"));
        *election::enrolment::Enrolment::parse(&note).unwrap().key()
    };
    seal(&desk, Mode::Simulasi, &BOOTHS.map(key));
    desk.run(&format!("{} --json", import(BOOTHS[0]))).fails(3, "key-of-elections");
}

#[test]
fn officers_read_in_their_language_why_a_pack_is_refused() {
    let desk = Desk::new();
    enrol_and_seal(&desk, Mode::Simulasi);
    let mut bytes = desk.read(format!("stick/{}.plkp", BOOTHS[0]));
    *bytes.last_mut().unwrap() ^= 1;
    desk.write(&format!("stick/{}.plkp", BOOTHS[0]), bytes);
    let said = desk.run(&import(BOOTHS[0])).err;
    assert!(said.contains("Rincian : ") && !said.contains("the authority of the definition"), "{said}");
    let said = desk.run(&format!("{} --lang en", import(BOOTHS[0]))).err;
    assert!(said.contains("the authority of the definition has not signed this pack"), "{said}");
}

#[test]
fn one_process_at_a_time_changes_the_folder_of_a_booth() {
    let desk = Desk::new();
    enrol_and_seal(&desk, Mode::Simulasi);
    let other = std::fs::File::create(desk.path("b1/.booth.lock")).unwrap();
    other.lock().unwrap();
    desk.run(&format!("{} --json", import(BOOTHS[0]))).fails(3, "place-in-use");
    other.unlock().unwrap();
    desk.ok(&import(BOOTHS[0]));
    other.lock().unwrap();
    desk.drill("b1", "open\n").fails(3, "place-in-use");
    desk.run("export --data b1 --mirror b1-mirror --out usb --json").fails(3, "place-in-use");
    desk.drill("nowhere", "open\n").fails(66, "not-enrolled");
    std::fs::create_dir(desk.path("new")).unwrap();
    let other = std::fs::File::create(desk.path("new/.booth.lock")).unwrap();
    other.lock().unwrap();
    let enrol = format!("enrol --booth {} --mode simulasi --data new --mirror m --out s", BOOTHS[0]);
    desk.run(&format!("{enrol} --codes codes --same-device-i-know --json")).fails(3, "place-in-use");
}

#[test]
fn an_import_is_replaced_only_before_the_polls_were_opened() {
    let desk = Desk::new();
    enrol_and_seal(&desk, Mode::Simulasi);
    desk.ok(&import(BOOTHS[0]));
    let first = desk.read("b1/booth.plkp");
    // The same keys, another election: the spare's key changes.
    let key = |booth: &str| {
        let note = desk.read(format!("stick/{booth}.enrol.note"));
        *election::enrolment::Enrolment::parse(&note).unwrap().key()
    };
    let mut keys = BOOTHS.map(key);
    keys[2] = election::SecretKey::from_bytes(&[9; 32]).public();
    let second = seal(&desk, Mode::Simulasi, &keys);
    // The log exists but is empty: nobody opened the polls.
    assert_eq!(desk.drill("b1", "restart\n").outcomes(), ["locked"]);
    assert_eq!(desk.ok(&import(BOOTHS[0]))["election"], second);
    assert_eq!(desk.drill("b1", "open\n").outcomes(), ["opened"]);
    let opened = desk.read("b1/booth.plkp");
    assert_ne!(opened, first);
    desk.ok(&import(BOOTHS[0]));
    desk.write(&format!("stick/{}.plkp", BOOTHS[0]), first);
    desk.run(&format!("{} --json", import(BOOTHS[0]))).fails(3, "already-opened");
    assert_eq!(desk.read("b1/booth.plkp"), opened);
}
