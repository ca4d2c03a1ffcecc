//! `tally trustee start | round1 | round2 | finish | status`: 3 of 5 trustees in five folders, for two villages.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use age::secrecy::SecretString;
use election::{SecretKey, SignedNote};
use serde_json::Value as Json;

use crate::kit::{Desk, SEAL, mode_of};

const FIRST: &str = "9901012001";
const NAMES: [&str; 5] = ["Wali Pertama", "Wali Kedua", "Wali Ketiga", "Wali Keempat", "Wali Kelima"];

/// The command of a trustee for a round; state in `s<t>`, everybody's files in `f<t>`.
fn command(trustee: usize, round: usize) -> String {
    let apart = format!("--state s{trustee}/c.age --files f{trustee} --passphrase-file p");
    match round {
        0 => format!("trustee start desa.toml {apart} --name"),
        1 | 2 => format!("trustee round{round} {apart}"),
        _ => format!("trustee finish {apart} --out k/t0{trustee}.key.age"),
    }
}

fn file(trustee: usize, round: usize) -> String {
    format!("{FIRST}-t0{trustee}-r{round}.note")
}

impl Desk {
    /// Everything as it lies when all trustees have done this round and all files have been passed on.
    fn after(round: usize) -> Self {
        let desk = Self::new();
        desk.copy(&ceremony().join(format!("r{round}")).join("."), "");
        desk
    }

    fn start(&self, trustee: usize, line: &str) -> Json {
        // The name holds a space, which a line of words cannot.
        let mut words: Vec<&str> = line.split_whitespace().collect();
        words.extend([NAMES[trustee - 1], "--json"]);
        let run = self.tally_words(&words);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        run.json()["result"].clone()
    }

    fn step(&self, trustee: usize, round: usize) -> Json {
        let line = command(trustee, round);
        if round == 0 { self.start(trustee, &line) } else { self.ok(&line) }
    }

    /// How the step of a trustee fails; the whole answer.
    fn stops(&self, (trustee, round): (usize, usize), more: &str, code: i32, error: &str) -> String {
        let run = self.tally(&format!("{} {more} --json", command(trustee, round)));
        run.fails(code, error);
        run.out
    }

    /// Brings a trustee's file of a round to all others.
    fn pass(&self, trustee: usize, round: usize) {
        for other in (1..=5).filter(|other| *other != trustee) {
            self.give(trustee, round, other);
        }
    }

    fn give(&self, from: usize, round: usize, to: usize) {
        let name = file(from, round);
        self.write(&format!("f{to}/{name}"), &self.read(&format!("f{from}/{name}")));
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// What the state of a trustee holds.
    fn state(&self, trustee: usize) -> Json {
        let sealed = fs::read(self.path(&format!("s{trustee}/c.age"))).unwrap();
        let passphrase = SecretString::from("satu dua tiga empat".to_owned());
        let plain = age::decrypt(&age::scrypt::Identity::new(passphrase), &sealed).unwrap();
        serde_json::from_slice(&plain).unwrap()
    }

    /// Changes a trustee's file of a round and signs it again with that trustee's own key: a trustee who cheats.
    fn cheat(&self, folder: &str, trustee: usize, round: usize, change: impl Fn(String) -> String) {
        let key = self.state(trustee)["key"].as_str().unwrap().to_owned();
        let key = SecretKey::from_bytes(&election::hex32(&key).unwrap());
        let path = format!("{folder}/{}", file(trustee, round));
        let whole = self.read(&path);
        let text = whole.split_inclusive("\n\n").next().unwrap().trim_end_matches('\n').to_owned() + "\n";
        let changed = change(text.clone());
        assert_ne!(text, changed);
        let mut note = SignedNote::new(changed).unwrap();
        note.sign(&format!("{FIRST}-t0{trustee}").parse().unwrap(), &key);
        fs::write(self.path(&path), note.to_bytes()).unwrap();
    }

    /// A second file of round 1 of trustee 3, made with the same keys: its machine was set back to round 0.
    fn second_round1(&self) -> String {
        self.copy(&ceremony().join("r0/s3"), "back");
        self.copy(&ceremony().join("r0/f3"), "back/f");
        self.ok("trustee round1 --state back/c.age --files back/f --passphrase-file p");
        let second = self.read(&format!("back/f/{}", file(3, 1)));
        assert_ne!(second, self.read(&format!("f3/{}", file(3, 1))));
        second
    }
}

/// The draft of [`Desk::draft`] with five trustees and a second village.
fn draft_of_two_villages(desk: &Desk) {
    desk.draft();
    let names = NAMES.map(|name| format!("{name:?}")).join(", ");
    desk.edit(
        "desa.toml",
        "threshold = 2\nnames = [\"Wali Pertama\", \"Wali Kedua\", \"Wali Ketiga\"]",
        &format!("threshold = 3\nnames = [{names}]"),
    );
    let text = desk.read("desa.toml");
    let mut second = text[text.find("\n[[villages]]\n").unwrap()..].replace(FIRST, "9901012002");
    let old: Vec<String> =
        second.split("key = \"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    for (seed, old) in (1..).zip(old) {
        second = second.replace(&old, &SecretKey::from_bytes(&[seed; 32]).public().to_string());
    }
    desk.write("desa.toml", &(text + "\n" + &second));
}

/// The ceremony, held once for all tests, as it lies after each round.
fn ceremony() -> PathBuf {
    static HELD: OnceLock<PathBuf> = OnceLock::new();
    let hold = || {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tally-cli-apart");
        let _of_an_earlier_run = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        let desk = Desk::new();
        draft_of_two_villages(&desk);
        for round in 0..=3 {
            (1..=5).for_each(|trustee| drop(desk.step(trustee, round)));
            (1..=5).for_each(|trustee| desk.pass(trustee, round));
            let to = folder.join(format!("r{round}"));
            assert!(
                std::process::Command::new("cp")
                    .arg("-r")
                    .args([desk.path("").as_path(), to.as_path()])
                    .status()
                    .unwrap()
                    .success()
            );
        }
        folder
    };
    HELD.get_or_init(hold).clone()
}

/// The command that seals with the files of trustee 1's folder.
fn seal() -> String {
    SEAL.replace("ceremony/trustees", "f1")
}

fn parts(desk: &Desk) {
    fs::create_dir(desk.path("booths")).unwrap();
    for village in [FIRST, "9901012002"] {
        for booth in ["1-1", "1-2", "1-3", "2-1"] {
            let name = format!("{village}-{booth}");
            desk.ok(&format!(
                "key new --kind booth --mode simulasi --name {name} --out {name}.age --public booths/{name}.pub.json --passphrase-file p"
            ));
        }
    }
    desk.ok("tokens desa.toml --out printed");
}

#[test]
fn three_of_five_in_five_folders_make_a_key_for_each_village() {
    let desk = Desk::after(3);
    parts(&desk);
    desk.ok(&seal());
    let definition: Json = serde_json::from_str(&desk.read("sealed/election.json")).unwrap();
    let groups: Vec<&Json> =
        definition["villages"].as_array().unwrap().iter().map(|v| &v["trustees"]).collect();
    assert_eq!(groups.len(), 2);
    assert_ne!(groups[0]["joint_key"], groups[1]["joint_key"]);
    for group in groups {
        assert_eq!((&group["threshold"], &group["one_machine"]), (&3.into(), &false.into()));
        let names: Vec<&str> =
            group["members"].as_array().unwrap().iter().map(|m| m["name"].as_str().unwrap()).collect();
        assert_eq!(names, NAMES);
    }
    // An acceptance proves that the secret file holds the share behind the published one.
    for trustee in 1..=5 {
        let accepted = desk.ok(&format!(
            "trustee accept --definition sealed/election.json --key k/t0{trustee}.key.age --out accepted --passphrase-file p"
        ));
        assert_eq!(accepted["acceptances"].as_array().unwrap().len(), 2);
    }
    assert!(!desk.tally("definition show sealed/election.json").out.contains("satu komputer"));
}

#[test]
fn all_compare_the_same_fingerprints_and_the_same_code() {
    let desk = Desk::after(2);
    let own: Vec<String> =
        (1..=5).map(|t| desk.step(t, 0)["fingerprint"].as_str().unwrap().to_owned()).collect();
    let distinct: std::collections::BTreeSet<&String> = own.iter().collect();
    assert_eq!((distinct.len(), own[0].len()), (5, 23));
    let mut codes = std::collections::BTreeSet::new();
    for trustee in 1..=5 {
        let shown = desk.step(trustee, 1)["fingerprints"].clone();
        let shown: Vec<&str> =
            shown.as_array().unwrap().iter().map(|one| one["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(shown, own);
        codes.insert(desk.step(trustee, 2)["code"].to_string());
    }
    assert_eq!(codes.len(), 1, "{codes:?}");
}

#[test]
fn a_lost_stick_is_no_disaster() {
    let desk = Desk::after(3);
    for round in 0..=3 {
        let name = format!("f2/{}", file(2, round));
        let before = desk.read(&name);
        desk.step(2, round);
        assert_eq!(desk.read(&name), before, "round {round}, with the file there");
        desk.remove(&name);
        desk.step(2, round);
        assert_eq!(desk.read(&name), before, "round {round}, without");
    }
    // Even if everybody's files are lost, and the secret file with them.
    let last = desk.read(&format!("f2/{}", file(2, 3)));
    fs::remove_dir_all(desk.path("f2")).unwrap();
    desk.remove("k/t02.key.age");
    desk.step(2, 3);
    assert_eq!(desk.read(&format!("f2/{}", file(2, 3))), last);
    let shown = desk.ok("key show k/t02.key.age --passphrase-file p");
    assert_eq!(shown["name"], "Wali Kedua");
}

/// Whoever goes on with an old copy would draw a second secret, and lose the first one's round for everybody.
#[test]
fn an_old_copy_of_what_is_kept_does_not_answer_again() {
    let desk = Desk::after(1);
    let before = fs::read(ceremony().join("r0/s3/c.age")).unwrap();
    fs::write(desk.path("s3/c.age"), &before).unwrap();
    let told = desk.stops((3, 1), "", 3, "ceremony-state-old");
    assert!(told.contains(&file(3, 1)), "{told}");
    assert_eq!(fs::read(desk.path("s3/c.age")).unwrap(), before);
    // What only bears the own name is somebody else's.
    desk.edit(&format!("f3/{}", file(3, 1)), "\"packages\"", "\"pockets\"");
    desk.stops((3, 1), "", 74, "file-exists");
}

#[test]
fn a_pipe_in_the_place_of_the_own_file_keeps_nobody_waiting() {
    let desk = Desk::after(0);
    let name = format!("f1/{}", file(1, 0));
    desk.remove(&name);
    assert!(std::process::Command::new("mkfifo").arg(desk.path(&name)).status().unwrap().success());
    let line = command(1, 0);
    let mut words: Vec<&str> = line.split_whitespace().collect();
    words.extend([NAMES[0], "--json"]);
    desk.tally_words(&words).fails(74, "file-exists");
}

#[test]
fn what_is_kept_between_the_rounds_is_secret_and_no_more_than_needed() {
    let desk = Desk::after(3);
    assert_eq!(mode_of(&desk.path("s1/c.age")), 0o600);
    assert_eq!(mode_of(&desk.path("k/t01.key.age")), 0o600);
    let state = desk.state(1);
    assert!(state.get("identity").is_none() && state["secrets"].as_array().unwrap().is_empty());
    let before = Desk::after(2);
    assert_eq!(before.state(1)["secrets"].as_array().unwrap().len(), 2);
    assert!(before.state(1)["shares"].as_array().unwrap().is_empty());
    desk.write("two", "lima enam tujuh\n");
    let wrong = command(1, 1).replace("--passphrase-file p", "--passphrase-file two");
    desk.tally(&format!("{wrong} --json")).fails(66, "wrong-passphrase");
}

#[test]
fn nobody_goes_on_before_all_files_are_there() {
    let desk = Desk::after(0);
    desk.stops((1, 2), "", 2, "ceremony-too-early");
    desk.stops((1, 3), "", 2, "ceremony-too-early");
    desk.remove(&format!("f1/{}", file(4, 0)));
    let told = desk.stops((1, 1), "", 2, "ceremony-missing");
    assert!(told.contains(&file(4, 0)) && !told.contains(&file(5, 0)), "{told}");
    assert!(!desk.path(&format!("f1/{}", file(1, 1))).exists());
    let desk = Desk::after(1);
    desk.remove(&format!("f1/{}", file(2, 1)));
    assert!(desk.stops((1, 2), "", 2, "ceremony-missing").contains(&file(2, 1)));
    let desk = Desk::after(2);
    desk.remove(&format!("f1/{}", file(5, 2)));
    assert!(desk.stops((1, 3), "", 2, "ceremony-missing").contains(&file(5, 2)));
    assert!(!desk.path("k").exists());
}

#[test]
fn a_key_that_was_replaced_on_its_way_is_not_the_one_read_aloud() {
    let desk = Desk::after(0);
    let read_aloud: Vec<String> =
        (1..=5).map(|t| desk.step(t, 0)["fingerprint"].as_str().unwrap().to_owned()).collect();
    desk.write("aloud", &read_aloud.join("\n").to_lowercase().replace('-', " "));
    desk.write("four", &read_aloud[..4].join("\n"));
    desk.stops((1, 1), "--fingerprints four", 66, "ceremony-fingerprint-count");
    // Somebody in the middle puts an own file of trustee 3 into the folder.
    desk.start(3, "trustee start desa.toml --state evil/c.age --files evil --passphrase-file p --name");
    desk.write(&format!("f1/{}", file(3, 0)), &desk.read(&format!("evil/{}", file(3, 0))));
    let told = desk.stops((1, 1), "--fingerprints aloud", 3, "ceremony-fingerprint-differs");
    assert!(told.contains("t03 Wali Ketiga"), "{told}");
    desk.give(3, 0, 1);
    desk.ok(&format!("{} --fingerprints aloud", command(1, 1)));
}

#[test]
fn two_files_of_one_trustee_are_refused_whatever_they_are_called() {
    let desk = Desk::after(1);
    let second = desk.second_round1();
    desk.write("f1/salinan.note", &desk.read(&format!("f1/{}", file(3, 1))));
    desk.write("f1/daftar.note", "bukan berkas upacara\n");
    desk.write("f1/lain.note", &second);
    let told = desk.stops((1, 2), "", 3, "ceremony-two-files");
    assert!(told.contains("t03"), "{told}");
    desk.remove("f1/lain.note");
    desk.step(1, 2);
}

#[test]
fn a_round_1_for_another_circle_is_refused() {
    let desk = Desk::after(0);
    // Trustee 3 has another file of trustee 5.
    desk.start(5, "trustee start desa.toml --state evil/c.age --files evil --passphrase-file p --name");
    desk.write(&format!("f3/{}", file(5, 0)), &desk.read(&format!("evil/{}", file(5, 0))));
    (1..=5).for_each(|trustee| drop(desk.step(trustee, 1)));
    (1..=5).for_each(|trustee| desk.give(trustee, 1, if trustee == 1 { 2 } else { 1 }));
    let told = desk.stops((1, 2), "", 3, "ceremony-other-round0");
    assert!(told.contains("t03 Wali Ketiga") && told.contains(&file(3, 1)), "{told}");
}

#[test]
fn a_round_1_that_is_replaced_after_round_2_is_noticed() {
    let desk = Desk::after(2);
    let second = desk.second_round1();
    desk.write(&format!("f1/{}", file(3, 1)), &second);
    let told = desk.stops((1, 3), "", 3, "ceremony-changed");
    assert!(told.contains("t03 Wali Ketiga") && told.contains(&file(3, 1)), "{told}");
    // Round 2 is not made a second time for it either.
    desk.stops((1, 2), "", 3, "ceremony-changed");
    assert!(!desk.path("k").exists());
    desk.give(3, 1, 1);
    desk.step(1, 3);
}

#[test]
fn who_does_not_compare_the_code_is_stopped_at_the_end() {
    let desk = Desk::after(1);
    let code = desk.step(2, 2)["code"].as_str().unwrap().to_owned();
    desk.write(&format!("f1/{}", file(3, 1)), &desk.second_round1());
    let told = desk.stops((1, 2), &format!("--code {code}"), 3, "ceremony-code-differs");
    assert!(!told.contains(&code), "{told}");
    (1..=5).for_each(|trustee| drop(desk.step(trustee, 2)));
    (1..=5).for_each(|trustee| desk.pass(trustee, 2));
    let told = desk.stops((2, 3), "", 3, "ceremony-fault");
    assert!(told.contains("t01 Wali Pertama") && told.contains(&file(1, 2)), "{told}");
    let told = desk.stops((1, 3), "", 3, "ceremony-fault");
    assert!(told.contains("t02 Wali Kedua"), "{told}");
}

#[test]
fn a_share_for_somebody_else_names_its_sender() {
    let desk = Desk::after(2);
    desk.cheat("f1", 3, 2, |text| {
        let part = |number: usize| {
            let start = format!("\"trustee\": {number},\n      \"sealed\": \"");
            text.split(&start).nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        text.replace(&part(1), &part(2))
    });
    let told = desk.stops((1, 3), "", 3, "ceremony-share-unreadable");
    assert!(told.contains("t03 Wali Ketiga") && told.contains(&file(3, 2)), "{told}");
    assert!(!desk.path("k").exists());
}

#[test]
fn files_of_another_draft_or_unsigned_ones_are_refused() {
    let desk = Desk::after(0);
    desk.edit(&format!("f1/{}", file(2, 0)), "\"threshold\": 3", "\"threshold\": 4");
    let told = desk.stops((1, 1), "", 3, "ceremony-bad-signature");
    assert!(told.contains("t02 Wali Kedua"), "{told}");
    desk.give(2, 0, 1);
    desk.cheat("f1", 2, 0, |text| text.replace("\"threshold\": 3", "\"threshold\": 4"));
    assert!(desk.stops((1, 1), "", 3, "ceremony-other-setting").contains(&file(2, 0)));
    desk.give(2, 0, 1);
    let nonce = desk.read("desa.toml").split("nonce = \"").nth(1).unwrap()[..64].to_owned();
    desk.edit("desa.toml", &nonce, &"ab".repeat(32));
    desk.start(2, "trustee start desa.toml --state other/c.age --files other --passphrase-file p --name");
    desk.write("f1/other.note", &desk.read(&format!("other/{}", file(2, 0))));
    desk.stops((1, 1), "", 3, "ceremony-two-files");
    desk.remove(&format!("f1/{}", file(2, 0)));
    desk.stops((1, 1), "", 3, "ceremony-foreign");
    desk.remove("f1/other.note");
    desk.give(2, 0, 1);
    let cut = desk.read(&format!("f1/{}", file(2, 0)));
    desk.write(&format!("f1/{}", file(2, 0)), &cut[..cut.len() / 2]);
    desk.stops((1, 1), "", 66, "ceremony-unreadable");
    // The state is that of the earlier draft.
    let run = desk.tally_words(
        &"trustee start desa.toml --state s1/c.age --files f1 --passphrase-file p --json --name"
            .split(' ')
            .chain([NAMES[0]])
            .collect::<Vec<_>>(),
    );
    run.fails(3, "ceremony-state-other");
}

#[test]
fn a_name_that_is_no_trustee_starts_nothing() {
    let desk = Desk::new();
    desk.draft();
    desk.tally("trustee start desa.toml --name Siapa --state s/c.age --files f --passphrase-file p --json")
        .fails(66, "ceremony-no-such-trustee");
    assert!(!desk.path("s").exists() && !desk.path("f").exists());
}

#[test]
fn the_status_tells_what_is_missing_without_a_passphrase() {
    let desk = Desk::after(1);
    let status = desk.tally("trustee status --files f1 --json").ends(2);
    let one = &status["ceremonies"][0];
    assert_eq!((&one["round"], one["missing"].as_array().unwrap().len()), (&2.into(), 5));
    assert_eq!(one["trustees"][4]["rounds"], serde_json::json!([true, true, false, false]));
    assert_eq!(one["trustees"][4]["name"], "Wali Kelima");
    desk.remove(&format!("f1/{}", file(4, 0)));
    let status = desk.tally("trustee status --files f1 --json").ends(2);
    assert_eq!(status["ceremonies"][0]["missing"], serde_json::json!([file(4, 0)]));
    let whole = Desk::after(3);
    assert_eq!(whole.ok("trustee status --files f2")["ceremonies"][0]["round"], Json::Null);
    let page = whole.tally("trustee status --files f2").out;
    assert!(page.contains("Babak 3") && page.contains("t05 Wali Kelima"), "{page}");
    fs::create_dir(whole.path("empty")).unwrap();
    assert_eq!(whole.tally("trustee status --files empty").code, 2);
}

#[test]
fn nothing_is_sealed_with_a_ceremony_that_does_not_hold() {
    let desk = Desk::after(3);
    parts(&desk);
    let refused = |code: i32, error: &str, naming: &str| {
        let run = desk.tally(&format!("{} --json", seal()));
        run.fails(code, error);
        assert!(run.out.contains(naming), "{naming}: {}", run.out);
        assert!(!desk.path("sealed").exists());
    };
    let restore = |trustee, round| desk.give(trustee, round, 1);

    desk.cheat("f1", 3, 3, |text| {
        let z = text.rsplit("\"z\": \"").next().unwrap()[..64].to_owned();
        let digit = if z.starts_with('0') { "1" } else { "0" };
        text.replace(&z, &format!("{digit}{}", &z[1..]))
    });
    refused(3, "rehearsal-failed", &file(3, 3));
    restore(3, 3);

    desk.cheat("f1", 4, 3, |text| {
        let keys: Vec<String> =
            text.split("\"joint_key\": \"").skip(1).map(|rest| rest[..64].to_owned()).collect();
        text.replacen(&keys[0], &keys[1], 1)
    });
    refused(3, "ceremony-other-key", &file(4, 3));
    restore(4, 3);

    desk.edit(&format!("f1/{}", file(5, 1)), "\"package\": \"00", "\"package\": \"01");
    refused(3, "ceremony-bad-signature", &file(5, 1));
    restore(5, 1);
    desk.ok(&seal());
}

#[test]
fn the_authority_needs_every_file_as_it_was() {
    let desk = Desk::after(3);
    parts(&desk);
    let refused = |code: i32, error: &str, naming: &str| {
        let run = desk.tally(&format!("{} --json", seal()));
        run.fails(code, error);
        assert!(run.out.contains(naming), "{naming}: {}", run.out);
    };
    for round in 0..=3 {
        let name = format!("f1/{}", file(5, round));
        let whole = desk.read(&name);
        desk.remove(&name);
        refused(2, "ceremony-missing", &file(5, round));
        refused(2, "ceremony-missing", "minta berkas itu dari walinya");
        desk.write(&name, &whole.replacen("simulasi", "resmi", 1));
        refused(3, "ceremony-foreign", &file(5, round));
        desk.write(&name, &whole);
    }
    // A file of the other form may not claim what only these files prove.
    desk.write("f1/x.json", &claim(&desk));
    refused(3, "ceremony-apart-unproved", "x.json");
}

/// The outcome of a ceremony at one machine that calls itself apart.
fn claim(desk: &Desk) -> String {
    desk.write("p5", "a b c d\nb b b b\nc c c c\nd d d d\ne e e e\n");
    desk.ok("trustee together desa.toml --out together --passphrase-file p5");
    desk.read(&format!("together/trustees/{FIRST}.json"))
        .replace("\"one_machine\": true", "\"one_machine\": false")
}

#[test]
fn two_ceremonies_for_one_village_are_not_chosen_from() {
    let desk = Desk::after(3);
    parts(&desk);
    desk.write("f1/x.json", &claim(&desk).replace("\"one_machine\": false", "\"one_machine\": true"));
    let refused = desk.tally(&format!("{} --json", seal())).ends(3);
    assert_eq!(refused["mistakes"][0]["path"], format!("trustees/{FIRST}.json"));
}
