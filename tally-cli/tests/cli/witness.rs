//! `tally witness`.

use std::fs;

use ballot_log::merkle::RootHash;
use ballot_log::{
    Body, BundleReader, BundleWriter, Checkpoint, Durability, Event, EventKind, LaunchPart, LogBuilder,
    LogHeader, LogIdentity, Opened, SignedCheckpoint, SignedEntry, SoftwareHash,
};
use election::{BoothId, Definition, SecretKey};
use serde_json::Value as Json;

use crate::booth::{PASSPHRASE_OF_DEMO, secret_key};
use crate::kit::Desk;
use crate::merge::{LOG, MERGE};

const BOOTH: &str = "9901012001-1-1";

/// `tally witness` of the first village's first saksi.
fn witness(inputs: &str) -> String {
    witness_as("saksi-1.9901012001.example", inputs)
}

fn witness_as(name: &str, inputs: &str) -> String {
    format!(
        "witness --definition demo/election.json --key demo/secret/{name}.key.age --out notes \
         --passphrase-file demo/secret/passphrase.txt {inputs} --json"
    )
}

/// What became of the first booth of the first village.
fn first(json: &Json) -> &Json {
    &json["booths"][0]
}

fn definition(desk: &Desk) -> Definition {
    Definition::parse(desk.read("demo/election.json").as_bytes()).unwrap()
}

fn identity(desk: &Desk) -> LogIdentity {
    let definition = definition(desk);
    let booth: BoothId = definition.booths().map(|(id, _)| id).find(|id| id.to_string() == BOOTH).unwrap();
    LogIdentity::of(&definition, &booth).unwrap()
}

fn booth_key(desk: &Desk) -> SecretKey {
    secret_key(&desk.path(&format!("demo/secret/{BOOTH}.key.age")), PASSPHRASE_OF_DEMO)
}

fn records(desk: &Desk) -> Vec<SignedEntry> {
    let bundle = fs::read(desk.path(&format!("demo/logs/{LOG}"))).unwrap();
    BundleReader::new(bundle.as_slice()).unwrap().map(Result::unwrap).collect()
}

/// A bundle of the first booth with these records.
fn write(desk: &Desk, name: &str, records: &[SignedEntry]) {
    let mut writer = BundleWriter::new(LogHeader::of(&identity(desk)));
    records.iter().for_each(|record| writer.push(record).unwrap());
    fs::write(desk.path(name), writer.finish()).unwrap();
}

/// A checkpoint that the first booth has signed.
fn note(desk: &Desk, name: &str, size: u64, root: [u8; 32]) {
    let log = identity(desk);
    let checkpoint = Checkpoint { origin: log.origin, size, root: RootHash::new(root) };
    let signed = checkpoint.with_signature(&log.key, checkpoint.sign(&booth_key(desk))).unwrap();
    fs::write(desk.path(name), signed.note().to_bytes()).unwrap();
}

/// A second log that the booth's key has signed: opened otherwise, then a pause.
fn other_log(desk: &Desk) -> Vec<SignedEntry> {
    let mut builder = LogBuilder::new(identity(desk), booth_key(desk)).unwrap();
    let launch = vec![LaunchPart { candidate: 0, given_by: "Ketua KPPS".into(), code: "4D9TM3".into() }];
    let opened = Opened {
        election: definition(desk).id(),
        software: SoftwareHash::new([5; 32]),
        durability: Durability::Full,
        opened_at: "2027-12-15T07:00:00+07:00".parse().unwrap(),
        launch_code: Opened::joined(&launch),
        launch,
    };
    let at = "2027-12-15T09:30:00+07:00".parse().unwrap();
    let pause = Event { event: EventKind::Pause, at, detail: String::new(), exchange: None };
    let bodies = [Body::Opened(opened), Body::Event(pause)];
    let append = |body: &Body| {
        let prepared = builder.prepare(body).unwrap();
        builder.commit(prepared).unwrap().record().clone()
    };
    bodies.iter().map(append).collect()
}

fn memory(desk: &Desk) -> String {
    desk.read("demo/secret/saksi-1.9901012001.example.key.age.memory.json")
}

#[test]
fn a_growing_log_is_signed_step_by_step_and_merge_takes_the_notes() {
    let desk = Desk::counted();
    let all = records(&desk);
    write(&desk, "noon.plkb", &all[..10]);
    let noon = desk.tally(&witness("noon.plkb")).ends(0);
    let line = first(&noon);
    assert_eq!(
        (&line["verdict"], &line["before"], &line["checkpoint"]["size"]),
        (&"first".into(), &Json::Null, &1.into())
    );
    assert_eq!(noon["booths"].as_array().unwrap().len(), 2);
    assert_eq!(noon["booths"][1]["verdict"], "nothing");
    let file = line["file"].as_str().unwrap();
    assert_eq!(file, format!("notes/{BOOTH}-1.checkpoint.note"));
    let signed = desk.read(file);
    assert_eq!(desk.tally(&witness("noon.plkb")).ends(0)["booths"][0]["verdict"], "again");
    assert_eq!(desk.read(file), signed);

    let evening = desk.tally(&witness("demo/logs")).ends(0);
    let line = first(&evening);
    assert_eq!((&line["verdict"], &line["before"]["size"]), (&"grown".into(), &1.into()));
    assert_eq!((&line["checkpoint"]["size"], &line["entries"]), (&all.len().into(), &all.len().into()));
    let note = SignedCheckpoint::parse(desk.read(line["file"].as_str().unwrap()).as_bytes()).unwrap();
    let names: Vec<&str> =
        note.note().signatures().iter().map(|signature| signature.name().as_str()).collect();
    assert_eq!(names, [identity(&desk).origin.as_str(), "saksi-1.9901012001.example"]);

    desk.tally(&format!("{MERGE} demo/logs notes --json")).ends(0);
    let of_record: Vec<String> = fs::read_dir(desk.path("r/checkpoints"))
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    // Two of the first booth, one of the second.
    assert_eq!(of_record.iter().filter(|note| note.contains("saksi-1.9901012001.example ")).count(), 3);
    assert!(of_record.contains(&signed));
}

#[test]
fn the_table_says_what_was_signed_and_whose_booths_are_skipped() {
    let desk = Desk::counted();
    let id = desk.tally(&witness("demo/logs").replace("--json", ""));
    for words in ["*** SIMULASI", "ditandatangani, pertama kali", "bukan desa Anda, dilewati", "tally merge"]
    {
        assert!(id.out.contains(words), "{words} is not in\n{}", id.out);
    }
    let json = desk.tally(&witness("demo/logs")).ends(0);
    let verdicts: Vec<&str> =
        json["booths"].as_array().unwrap().iter().map(|line| line["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["again", "again", "foreign", "foreign", "foreign", "foreign"]);
    // Nobody's silent booths are lines of a saksi.
    let json = desk.tally(&witness_as("saksi-1.9901012002.example", &format!("demo/logs/{LOG}"))).ends(2);
    let names: Vec<&Json> = json["booths"].as_array().unwrap().iter().map(|line| &line["village"]).collect();
    assert_eq!(names, ["9901012001", "9901012002", "9901012002"]);
}

#[test]
fn a_record_and_a_note_are_inputs_too_and_two_saksi_share_a_folder() {
    let desk = Desk::counted();
    let json = desk.tally(&witness("demo/record")).ends(0);
    let file = first(&json)["file"].as_str().unwrap().to_owned();
    let one = desk.read(&file);
    desk.tally(&witness_as("saksi-2.9901012001.example", "notes")).ends(0);
    let both = desk.read(&file);
    assert!(both.starts_with(&one) && both.contains("saksi-2.9901012001.example "), "{both}");
    desk.tally(&witness("notes")).ends(0);
    assert_eq!(desk.read(&file), both);
    // What else lies under that name is not written over.
    desk.write(&file, "catatan");
    desk.tally(&witness("demo/record")).fails(74, "file-exists");
}

#[test]
fn a_log_that_was_cut_off_is_refused_loudly() {
    let desk = Desk::counted();
    desk.tally(&witness("demo/logs")).ends(0);
    let (before, notes) = (memory(&desk), fs::read_dir(desk.path("notes")).unwrap().count());
    let all = records(&desk);
    write(&desk, "cut.plkb", &all[..all.len() - 1]);
    let json = desk.tally(&witness("cut.plkb")).ends(3);
    assert_eq!((&first(&json)["verdict"], &first(&json)["file"]), (&"shorter".into(), &Json::Null));
    assert_eq!((memory(&desk), fs::read_dir(desk.path("notes")).unwrap().count()), (before, notes));
    let page = desk.tally(&witness("cut.plkb").replace("--json", ""));
    for words in
        ["PERHATIAN, bilik 9901012001-1-1", "TIDAK DITANDATANGANI", "keberatan tertulis", "jangan hapus"]
    {
        assert!(page.out.contains(words), "{words} is not in\n{}", page.out);
    }
}

#[test]
fn a_second_story_of_the_same_length_is_refused() {
    let desk = Desk::counted();
    desk.tally(&witness("demo/logs")).ends(0);
    let size = u64::try_from(records(&desk).len()).unwrap();
    note(&desk, "other.note", size, [7; 32]);
    let json = desk.tally(&witness("other.note")).ends(3);
    assert_eq!(first(&json)["verdict"], "rewritten");
    // Together with the log it convicts the booth, also before a saksi who has signed nothing yet.
    let other = witness_as("saksi-2.9901012001.example", "other.note demo/logs");
    let json = desk.tally(&other).ends(3);
    assert_eq!((&first(&json)["verdict"], &json["booths"][1]["verdict"]), (&"fork".into(), &"first".into()));
    note(&desk, "third.note", size, [8; 32]);
    let json = desk.tally(&witness_as("saksi-3.9901012001.example", "other.note third.note")).ends(3);
    assert_eq!(first(&json)["verdict"], "fork");
}

#[test]
fn a_rewritten_log_is_refused() {
    let desk = Desk::counted();
    let all = records(&desk);
    write(&desk, "opened.plkb", &all[..1]);
    desk.tally(&witness("opened.plkb")).ends(0);
    let other = other_log(&desk);
    write(&desk, "other.plkb", &other);
    let json = desk.tally(&witness("other.plkb")).ends(3);
    assert_eq!(first(&json)["verdict"], "rewritten");
    // Both logs at once fork at their first entry.
    let json = desk.tally(&witness_as("saksi-2.9901012001.example", "opened.plkb other.plkb")).ends(3);
    assert_eq!(first(&json)["verdict"], "fork");
    // The second story goes on behind a checkpoint of its own.
    note(&desk, "later.note", 2, [9; 32]);
    let json = desk.tally(&witness("later.note other.plkb")).ends(3);
    assert_eq!(first(&json)["verdict"], "fork");
}

#[test]
fn a_larger_checkpoint_needs_the_log() {
    let desk = Desk::counted();
    let all = records(&desk);
    write(&desk, "noon.plkb", &all[..10]);
    desk.tally(&witness("noon.plkb")).ends(0);
    // What the booth has printed at the close, read by another saksi.
    let json = desk.tally(&witness_as("saksi-2.9901012001.example", "demo/logs")).ends(0);
    let closing = first(&json)["file"].as_str().unwrap();
    for inputs in [closing.to_owned(), format!("{closing} noon.plkb")] {
        let json = desk.tally(&witness(&inputs)).ends(2);
        assert_eq!(
            (&first(&json)["verdict"], &first(&json)["checkpoint"]["size"]),
            (&"log-needed".into(), &all.len().into())
        );
    }
    let json = desk.tally(&witness(&format!("{closing} demo/logs"))).ends(0);
    assert_eq!(first(&json)["verdict"], "grown");
    // Whoever has signed nothing yet has nothing to compare.
    let json = desk.tally(&witness_as("saksi-3.9901012001.example", closing)).ends(0);
    assert_eq!(first(&json)["verdict"], "first");
}

#[test]
fn what_the_booth_has_not_signed_is_not_signed_here() {
    let desk = Desk::counted();
    note(&desk, "forged.note", 5, [7; 32]);
    let text = desk.read("forged.note");
    desk.write("forged.note", &text.replacen("\n5\n", "\n6\n", 1));
    let json = desk.tally(&witness("forged.note")).ends(2);
    assert_eq!(first(&json)["verdict"], "nothing");
    assert_eq!(json["problems"][0]["check"], 10);
    let mut records = records(&desk);
    records.remove(0);
    write(&desk, "headless.plkb", &records);
    let json = desk.tally(&witness("headless.plkb")).ends(2);
    assert_eq!(first(&json)["verdict"], "no-checkpoint");
    assert!(fs::read_dir(desk.path("notes")).unwrap().next().is_none());
}

#[test]
fn only_a_saksi_of_the_election_with_a_sound_memory_signs() {
    let desk = Desk::counted();
    desk.tally(&witness_as("ketua.9901012001.example", "demo/logs")).fails(3, "witness-no-saksi");
    desk.ok("key new --kind saksi --mode simulasi --name saksi-1.9901012001.example --out x.key.age --passphrase-file p");
    let stranger =
        witness("demo/logs").replace("demo/secret/saksi-1.9901012001.example.key.age", "x.key.age");
    desk.tally(&stranger.replace("demo/secret/passphrase.txt", "p")).fails(3, "witness-no-saksi");
    desk.tally(&witness("nowhere")).fails(66, "file-missing");
    let name = "demo/secret/saksi-1.9901012001.example.key.age.memory.json";
    desk.tally(&witness("demo/logs")).ends(0);
    let kept = desk.read(name);
    desk.write(name, &kept[..kept.len() - 2]);
    desk.tally(&witness("demo/logs")).fails(66, "memory-damaged");
    desk.write(name, &kept);
    assert!(kept.contains("pilkades/witness-memory/v1"));
    desk.edit("demo/election.json.note", "pilkades/definition/v1", "pilkades/definition/v2");
    desk.tally(&witness("demo/logs")).fails(3, "seal-bad");
}
