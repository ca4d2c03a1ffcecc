//! The small election of `fixtures/election`, with its worthless keys: what arrives is read in its light, and inputs
//! that lie behind a signature can be signed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ballot_crypto::{BallotContext, OptionCount, token_of};
use ballot_log::{BundleReader, Kind, LogIdentity, SignedEntry};
use election::definition::Definition;
use election::{BoothId, ElectionId, KeyName, SecretKey, SignedNote, TokenList};
use polling::Station;
use serde::Deserialize;
use tally::{Evidence, Files, Input};

/// A booth of the election, with its key and its log.
pub struct Booth {
    /// Its log's identity.
    pub identity: LogIdentity,
    /// Its signing key.
    pub key: SecretKey,
    /// What it knows of its tokens.
    pub station: Arc<Station>,
    /// Its log as it was exported.
    pub bundle: Vec<u8>,
    /// The records in it.
    pub records: Vec<SignedEntry>,
}

/// Everything that is known of the election.
pub struct World {
    /// The sealed definition.
    pub definition: Definition,
    /// Its bytes.
    pub definition_bytes: Vec<u8>,
    /// Its name.
    pub id: ElectionId,
    /// The record of the election.
    pub record: Files,
    /// What there was before the record: by path.
    pub inputs: Files,
    /// Its booths, in definition order.
    pub booths: Vec<Booth>,
    /// The authority's key.
    pub authority: SecretKey,
    /// Keys of committee members and saksi.
    pub people: BTreeMap<KeyName, SecretKey>,
    /// Slips as people type them, of every list.
    pub slips: Vec<String>,
    /// Cast ballots with their contexts.
    pub ballots: Vec<(Vec<u8>, BallotContext)>,
}

#[derive(Deserialize)]
struct Secrets {
    authority: String,
    booths: BTreeMap<String, String>,
    people: BTreeMap<String, String>,
    slips: BTreeMap<String, Vec<String>>,
}

/// The folder `fixtures/`.
#[must_use]
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// The election, read once.
pub fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(World::read)
}

impl World {
    fn read() -> Self {
        let folder = fixtures().join("election");
        let inputs = files_under(&folder);
        let record = record_of(&inputs);
        let secrets: Secrets = serde_json::from_slice(&inputs["secret/worthless.json"]).unwrap();
        let definition_bytes = inputs["election.json"].clone();
        let definition = Definition::parse(&definition_bytes).unwrap();
        let shared = Arc::new(definition.clone());
        let booths: Vec<Booth> = definition
            .booths()
            .map(|(id, _)| booth(&shared, &id, &key(&secrets.booths[&id.to_string()]), &inputs))
            .collect();
        let ballots = booths.iter().flat_map(ballots_of).collect();
        Self {
            id: definition.id(),
            definition,
            definition_bytes,
            record,
            inputs,
            booths,
            authority: key(&secrets.authority),
            people: secrets.people.iter().map(|(name, hex)| (name.parse().unwrap(), key(hex))).collect(),
            slips: secrets.slips.into_values().flatten().collect(),
            ballots,
        }
    }

    /// What was fixed before the day, and nothing else.
    #[must_use]
    pub fn input(&self) -> Input {
        static FIXED: OnceLock<Input> = OnceLock::new();
        FIXED
            .get_or_init(|| {
                let mut input = Input::new(Evidence::new(self.definition_bytes.clone()).unwrap());
                for (path, bytes) in &self.inputs {
                    if path == "election.json.note"
                        || path.starts_with("acceptances/")
                        || path.starts_with("tokens/")
                    {
                        assert_eq!(input.add(bytes).1.problems, []);
                    }
                }
                input
            })
            .clone()
    }

    /// Inputs whose path begins so, in order.
    #[must_use]
    pub fn inputs_at(&self, start: &str) -> Vec<Vec<u8>> {
        at(&self.inputs, start, "")
    }

    /// Files of the record whose path ends so, in order.
    #[must_use]
    pub fn record_at(&self, end: &str) -> Vec<Vec<u8>> {
        at(&self.record, "", end)
    }

    /// A text with the signatures of the whole committee of a village.
    #[must_use]
    pub fn signed_by_committee(&self, village: usize, text: &str) -> Option<Vec<u8>> {
        let mut note = SignedNote::new(text).ok()?;
        for member in &self.definition.villages()[village].committee.keys {
            note.sign(&member.name, &self.people[&member.name]);
        }
        Some(note.to_bytes())
    }
}

fn at(files: &Files, start: &str, end: &str) -> Vec<Vec<u8>> {
    let fits = |path: &String| path.starts_with(start) && path.ends_with(end);
    files.iter().filter(|(path, _)| fits(path)).map(|(_, bytes)| bytes.clone()).collect()
}

fn record_of(inputs: &Files) -> Files {
    let inside =
        |(path, bytes): (&String, &Vec<u8>)| Some((path.strip_prefix("record/")?.to_owned(), bytes.clone()));
    inputs.iter().filter_map(inside).collect()
}

/// All files below a folder, by their path in it.
#[must_use]
pub fn files_under(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn key(text: &str) -> SecretKey {
    SecretKey::from_bytes(&election::hex32(text).unwrap())
}

fn booth(definition: &Arc<Definition>, id: &BoothId, key: &SecretKey, inputs: &Files) -> Booth {
    let lists = |own: bool| -> Vec<TokenList> {
        let all = at(inputs, "tokens/", ".list");
        let lists = all.iter().map(|bytes| TokenList::parse(bytes).unwrap());
        let neighbour = |of: &BoothId| (&of.village, of.tps) == (&id.village, id.tps);
        lists.filter(|list| (list.id().booth == *id) == own && neighbour(&list.id().booth)).collect()
    };
    let bundle = inputs[&format!("logs/{id}.plkb")].clone();
    Booth {
        identity: LogIdentity::of(definition, id).unwrap(),
        key: SecretKey::from_bytes(&key.expose_bytes()),
        station: Arc::new(Station::new(definition.clone(), id.clone(), lists(true), lists(false)).unwrap()),
        records: BundleReader::new(bundle.as_slice()).unwrap().map(Result::unwrap).collect(),
        bundle,
    }
}

fn ballots_of(booth: &Booth) -> Vec<(Vec<u8>, BallotContext)> {
    let cast = booth.records.iter().map(SignedEntry::entry).filter(|entry| entry.kind() == Kind::Cast);
    let with_context = |ballot: &[u8]| Some((ballot.to_vec(), booth.station.context(&token_of(ballot)?)?));
    cast.filter_map(|entry| with_context(entry.body_bytes())).collect()
}

/// Every number of options that a village can have.
pub fn option_counts() -> impl Iterator<Item = OptionCount> {
    (2..=8).map(|count| OptionCount::new(count).unwrap())
}
