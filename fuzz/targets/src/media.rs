//! Files on media: databases, mirrors, copies of a broken booth, whatever lies on a stick, what tools remember.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ballot_log::mirror;
use ballot_log::{LogHeader, SignedEntry};
use ballot_store::{Durability, Options, Paths, SameDevice, Store, Verifier, read_copy, rescue};
use polling::{SpentSlips, Station};
use records::{
    Intake, NoIntakeProgress, RecordFolder, SignerMemory, TrusteeMemory, VillageMemory, WitnessMemory,
    read_inputs,
};
use tempfile::TempDir;

use crate::world::{Booth, world};

thread_local! {
    static FOLDER: RefCell<Option<TempDir>> = const { RefCell::new(None) };
}

/// A folder of this thread: where TMPDIR says, else in memory where the system offers that.
fn folder() -> PathBuf {
    let make = || match std::env::var_os("TMPDIR") {
        Some(_) => tempfile::tempdir(),
        None => tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()),
    };
    FOLDER.with_borrow_mut(|folder| folder.get_or_insert_with(|| make().unwrap()).path().to_path_buf())
}

/// A file of these bytes.
fn file(name: &str, data: &[u8]) -> PathBuf {
    let path = folder().join(name);
    fs::write(&path, data).unwrap();
    path
}

/// A raw database that somebody brings (spec 6.7).
pub fn database(data: &[u8]) {
    let path = file("foreign.sqlite", data);
    match rescue(&path, &folder()) {
        Ok(rescued) => found(&rescued.records, rescued.damage.is_empty()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    assert_eq!(fs::read(&path).unwrap(), data, "reading changed the file");
    assert!(!folder().join("rescue.sqlite").exists(), "a copy was left behind");
}

fn found(records: &[SignedEntry], whole: bool) {
    let places: Vec<_> =
        records.iter().map(|record| (record.entry().position(), record.to_record_bytes())).collect();
    let positions: Vec<u64> = places.iter().map(|(position, _)| *position).collect();
    assert!(!whole || positions.is_sorted(), "nothing is damaged, and the order is another");
    let genuine = |record: &SignedEntry| {
        let booths = world().booths.iter();
        let signers = booths.filter(|booth| record.clone().verify(&booth.identity).is_ok()).count();
        assert!(signers <= 1);
    };
    records.iter().take(4).for_each(genuine);
}

/// The second medium of a broken booth: mirror, bundle or database (spec 6.2).
pub fn medium(data: &[u8]) {
    let path = file("medium", data);
    if let Ok(copy) = read_copy(&path, &folder()) {
        found(&copy.records, false);
    }
    for booth in &world().booths {
        let Ok(spent) = SpentSlips::read(&booth.station, &path, &folder()) else { continue };
        assert_ne!(spent.booth(), &booth.identity.booth);
        let other = world().booths.iter().find(|other| other.identity.booth == *spent.booth()).unwrap();
        assert!(spent.len() <= other.records.len());
    }
}

/// Both media of a booth, one of them with something else in it: the booth refuses to open, or has everything
/// (spec 6.6, 6.7). The first byte says what is replaced: log, mirror, or what is written of the hanging slip.
pub fn store(data: &[u8]) {
    let Some((place, bytes)) = data.split_first() else { return };
    let (booth, whole) = (&world().booths[0], whole_media());
    let inside = folder().join("store");
    let _gone = fs::remove_dir_all(&inside);
    fs::create_dir_all(&inside).unwrap();
    for (name, content) in NAMES.iter().zip(whole) {
        fs::write(inside.join(name), content).unwrap();
    }
    fs::write(inside.join(NAMES[usize::from(place % 4)]), bytes).unwrap();
    match Store::open(&paths(&inside), verifier(booth), &OPTIONS) {
        Ok((store, recovery)) => {
            assert!(store.records().unwrap() == booth.records, "{:?}", recovery.findings);
            drop(store);
            let (_, again) = Store::open(&paths(&inside), verifier(booth), &OPTIONS).unwrap();
            assert_eq!(again.entries, recovery.entries);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

const NAMES: [&str; 4] = ["log", "mirror", "log.slip", "mirror.slip"];
const OPTIONS: Options =
    Options { durability: Durability::Full, same_device: SameDevice::Allowed, frames: 8 };

fn paths(folder: &Path) -> Paths {
    Paths { log: folder.join("log"), mirror: folder.join("mirror") }
}

fn verifier(booth: &Booth) -> Verifier {
    Station::verifier(&booth.station)
}

/// Log, mirror and both slips as the first booth has left them.
fn whole_media() -> &'static [Vec<u8>; 4] {
    static MEDIA: OnceLock<[Vec<u8>; 4]> = OnceLock::new();
    MEDIA.get_or_init(|| {
        let booth = &world().booths[0];
        let inside = folder().join("whole");
        fs::create_dir_all(&inside).unwrap();
        let (mut store, _) = Store::create(&paths(&inside), verifier(booth), &OPTIONS).unwrap();
        booth.records.iter().for_each(|record| store.append(record.clone()).unwrap());
        store.remember_slip(&election::BallotCode::new([8; 32])).unwrap();
        drop(store);
        NAMES.map(|name| fs::read(inside.join(name)).unwrap())
    })
}

/// Seeds of [`database`].
#[must_use]
pub fn databases() -> Vec<Vec<u8>> {
    let log = &whole_media()[0];
    vec![log.clone(), log[..log.len() / 2].to_vec(), log[8_192..].to_vec(), world().booths[0].bundle.clone()]
}

/// Seeds of [`medium`].
#[must_use]
pub fn media() -> Vec<Vec<u8>> {
    let [log, mirror, ..] = whole_media();
    let short = |bytes: &[u8], frames: usize| bytes[..bytes.len().min(frames * 4_096)].to_vec();
    let bundles = world().booths.iter().map(|booth| booth.bundle.clone());
    bundles.chain([short(mirror, 5), short(mirror, 12), log.clone()]).collect()
}

/// Seeds of [`store`].
#[must_use]
pub fn stores() -> Vec<Vec<u8>> {
    (0_u8..).zip(whole_media()).map(|(place, bytes)| [&[place], bytes.as_slice()].concat()).collect()
}

/// A file of unknown kind and name on a stick: it is taken, or the report says why not (spec 8.1).
pub fn intake(data: &[u8]) {
    let path = file("found-on-a-stick", data);
    let (evidence, report) =
        read_inputs(&[path], world().definition_bytes.clone(), &NoIntakeProgress).unwrap();
    assert!(!report.taken.is_empty() || !report.problems.is_empty(), "nothing was said of a file");
    let taken: u64 = report.taken.iter().map(|taken| taken.valid).sum();
    assert!(u64::try_from(evidence.entries()).unwrap() <= taken);
    assert!(!report.to_bytes().is_empty());
}

/// Seeds of [`intake`].
#[must_use]
pub fn sticks() -> Vec<Vec<u8>> {
    let own = &world().booths[0];
    let pieces = [b"\0\0\0\0junk".as_slice(), &own.bundle[500..4_000]].concat();
    let header = mirror::encode_header(&LogHeader::of(&own.identity)).to_vec();
    let strange = [header, own.bundle.clone()].concat();
    [media(), vec![pieces, strange], crate::counting::inputs()].concat()
}

/// What the tools of trustees, members and saksi remember (spec 11.3). The first byte says whose.
pub fn memories(data: &[u8]) {
    let Some((whose, bytes)) = data.split_first() else { return };
    let path = file("memory.json", bytes);
    let (village, election) = (world().definition.villages()[0].code.clone(), world().id);
    let said = match whose % 3 {
        0 => TrusteeMemory::load(&path).map(|memory| memory.answered(&village)).map_err(|e| e.to_string()),
        1 => SignerMemory::load(&path)
            .map(|memory| memory.signed(election, &village))
            .map_err(|e| e.to_string()),
        _ => WitnessMemory::load(&path).map(|_| None).map_err(|e| e.to_string()),
    };
    assert!(said.is_ok() || said.is_err_and(|error| !error.is_empty()));
    assert_eq!(fs::read(&path).unwrap(), bytes, "reading changed the memory");
}

/// Seeds of [`memories`].
#[must_use]
pub fn memory_files() -> Vec<Vec<u8>> {
    let world = world();
    let (election, village) = (world.id, &world.definition.villages()[0].code);
    let hash = "ab".repeat(32);
    let trustee = format!(
        "{{\n  \"format\": \"pilkades/trustee-memory/v1\",\n  \"election\": \"{election}\",\n  \"replaced\": [],\n  \
         \"sets\": [\n    {{\n      \"village\": \"{village}\",\n      \"set\": \"{hash}\"\n    }}\n  ]\n}}\n"
    );
    let signer = format!(
        "{{\n  \"format\": \"pilkades/signer-memory/v1\",\n  \"sets\": [\n    {{\n      \"election\": \"{election}\",\n      \
         \"village\": \"{village}\",\n      \"set\": \"{hash}\"\n    }}\n  ]\n}}\n"
    );
    let witness = format!(
        "{{\n  \"format\": \"pilkades/witness-memory/v1\",\n  \"logs\": [\n    {{\n      \"origin\": \"{}\",\n      \
         \"size\": 5,\n      \"root\": \"{hash}\"\n    }}\n  ]\n}}\n",
        world.booths[0].identity.origin
    );
    (0_u8..)
        .zip([trustee, signer, witness])
        .map(|(whose, text)| [&[whose], text.as_bytes()].concat())
        .collect()
}

/// Logs of dishonest booths in a folder, merged village by village as the program `tally` does, and once more out of its
/// memory: both give the record of a merge of everything in one memory.
pub fn streamed(data: &[u8]) {
    let inputs = fresh("inputs");
    put_fixed(&inputs);
    for (number, bundle) in crate::counting::bent_bundles(data).into_iter().enumerate() {
        fs::write(inputs.join(format!("log-{number}")), bundle).unwrap();
    }
    let whole = merged_in_memory(&inputs);
    fresh("memory");
    assert!(merged_as_a_stream(&inputs) == whole, "village by village another record came out");
    assert!(merged_as_a_stream(&inputs) == whole, "out of the memory another record came out");
}

/// What a merge remembers of a village, damaged or forged: a record comes out all the same, and if it is another one, it
/// does not verify (spec 11.3).
pub fn remembered(data: &[u8]) {
    let (inputs, memory) = (honest_inputs(), fresh("memory"));
    let _first = merged_as_a_stream(&inputs);
    let path = memory.join(format!("{}.json", world().definition.villages()[0].code));
    let key = key_of(&fs::read(&path).unwrap()).unwrap();
    let mut forged = data.to_vec();
    if let Some(place) = key_place(&forged) {
        forged[place].copy_from_slice(&key);
    }
    fs::write(&path, forged).unwrap();
    let record = merged_as_a_stream(&inputs);
    if record != *honest_record() {
        let report = tally::verify(&record, Some(world().id), &tally::NoProgress).unwrap();
        assert!(!report.passed(), "a forged memory made a record that verifies");
    }
}

/// Where in a memory the key stands, which depends on the program that wrote it.
fn key_place(memory: &[u8]) -> Option<std::ops::Range<usize>> {
    let before = b"\"key\": \"";
    let start = memory.windows(before.len()).position(|window| window == before)? + before.len();
    memory.get(start..start + 64).map(|_| start..start + 64)
}

fn key_of(memory: &[u8]) -> Option<Vec<u8>> {
    Some(memory[key_place(memory)?].to_vec())
}

/// The inputs of the election as they came, in a folder of this thread.
fn honest_inputs() -> PathBuf {
    let inputs = folder().join("honest");
    if !inputs.is_dir() {
        fs::create_dir_all(&inputs).unwrap();
        put_fixed(&inputs);
        for booth in &world().booths {
            fs::write(inputs.join(booth.identity.booth.to_string()), &booth.bundle).unwrap();
        }
    }
    inputs
}

/// The record that follows from them.
fn honest_record() -> &'static tally::Files {
    static RECORD: OnceLock<tally::Files> = OnceLock::new();
    RECORD.get_or_init(|| merged_in_memory(&honest_inputs()))
}

/// An empty folder of this name.
fn fresh(name: &str) -> PathBuf {
    let path = folder().join(name);
    let _gone = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// What was fixed before the day.
fn put_fixed(inputs: &Path) {
    let fixed = |path: &str| {
        path.starts_with("tokens/") || path.starts_with("acceptances/") || path == "election.json.note"
    };
    for (path, bytes) in world().inputs.iter().filter(|(path, _)| fixed(path)) {
        fs::write(inputs.join(path.replace('/', "-")), bytes).unwrap();
    }
}

fn merged_in_memory(inputs: &Path) -> tally::Files {
    let paths = [inputs.to_path_buf()];
    let (evidence, _) = read_inputs(&paths, world().definition_bytes.clone(), &NoIntakeProgress).unwrap();
    tally::merge(&evidence, &tally::NoProgress).unwrap().files(&evidence)
}

fn merged_as_a_stream(inputs: &Path) -> tally::Files {
    // Made once: it hashes the whole program.
    thread_local! {
        static MEMORY: VillageMemory = VillageMemory::open(folder().join("memory")).unwrap();
    }
    let path = folder().join("record");
    let mut lock = RecordFolder::lock(&path).unwrap();
    let new = lock.begin().unwrap();
    let mut intake = Intake::new(world().definition_bytes.clone()).unwrap();
    intake.read(&[inputs.to_path_buf()], &NoIntakeProgress);
    let merge =
        |memory: &VillageMemory| intake.gathered().merge(Some(&new), Some(memory), &tally::NoProgress);
    let done = MEMORY.with(merge).unwrap();
    lock.finish(new, &done.merged.small_files(&done.evidence)).unwrap();
    RecordFolder::read(&path).unwrap()
}

/// Seeds of [`remembered`].
#[must_use]
pub fn village_memories() -> Vec<Vec<u8>> {
    let memory = fresh("memory");
    let _made = merged_as_a_stream(&honest_inputs());
    let villages = world().definition.villages().iter();
    villages.map(|village| fs::read(memory.join(format!("{}.json", village.code))).unwrap()).collect()
}

/// Seeds of [`streamed`].
#[must_use]
pub fn day_scripts() -> Vec<Vec<u8>> {
    crate::counting::merges()
}
