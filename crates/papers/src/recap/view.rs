//! What the page shows, as data: made from the definition, a merge and what lies in the folder; `state.json` is this.

use std::collections::BTreeMap;

use dialogue::harmless;
use election::definition::{Tps, Village, Voters};
use election::{BoothId, Definition, ElectionId, Mode};
use serde::{Serialize, Serializer};
use tally::{BLANK, Message, TpsTotals, VillageMerge, VillageResult};

use super::notes::{self, Note};
use super::state::{Arrived, BoothFacts, State, is_founded, of_village, shows_votes};
use super::{FileNote, Moment, Source};
use crate::figures::{PROVISIONAL, SIMULASI, Standing, VillageFigures, joined};

/// First key of `state.json`.
const FORMAT: &str = "pilkades/recap/v1";
/// Most files that are named; of the others the number is told.
const MOST_FILES: usize = 100;
/// Longest name of a file that is shown, in characters.
const LONGEST_NAME: usize = 160;

/// Everything that the page shows.
#[derive(Debug, Clone, Serialize)]
pub struct View {
    /// Always `pilkades/recap/v1`.
    pub format: &'static str,
    /// The election.
    pub election: ElectionId,
    /// Whether its votes count.
    pub mode: Mode,
    /// What every reader must know first.
    pub notice: String,
    /// Title of the election.
    pub title: String,
    /// Polling day, `YYYY-MM-DD`.
    pub date: String,
    /// What a village is called there.
    pub village_word: String,
    /// When the count that is shown was finished; none: no count was finished yet.
    pub made: Option<Moment>,
    /// Since when a newer count is running.
    pub counting: Option<Moment>,
    /// Why what lies in the folder now is not counted.
    #[serde(serialize_with = "in_both")]
    pub trouble: Option<Message>,
    /// Sums over everything.
    pub sums: Sums,
    /// *Kabupaten*, by code.
    pub regencies: Vec<Regency>,
    /// Files that are not, or not wholly, counted.
    pub files: Vec<FileNote>,
    /// How many more there are.
    pub more_files: usize,
}

/// Sums over villages.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sums {
    /// Villages by state.
    pub villages: Counts,
    /// Polling places by state.
    pub tps: Counts,
    /// DPT.
    pub registered: u64,
    /// DPT of the booths that are counted.
    pub registered_counted: u64,
    /// Cast ballots of the booths that are counted.
    pub cast: u64,
    /// Villages whose votes are shown.
    pub opened: u32,
}

/// How many have each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts([u32; 5]);

impl Counts {
    /// Of one state.
    #[must_use]
    pub fn of(&self, state: State) -> u32 {
        let at = State::ALL.iter().position(|other| *other == state);
        at.and_then(|at| self.0.get(at)).copied().unwrap_or_default()
    }

    /// Of all states.
    #[must_use]
    pub fn all(&self) -> u32 {
        self.0.iter().sum()
    }

    /// Those that are counted: with or without a discrepancy.
    #[must_use]
    pub fn counted(&self) -> u32 {
        self.of(State::Verified).saturating_add(self.of(State::Differs))
    }

    fn add(&mut self, state: State) {
        let at = State::ALL.iter().position(|other| *other == state);
        if let Some(count) = at.and_then(|at| self.0.get_mut(at)) {
            *count = count.saturating_add(1);
        }
    }

    fn join(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, more)| *sum = sum.saturating_add(more));
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(State::ALL.iter().map(|state| state.word()).zip(self.0))
    }
}

/// One *kabupaten*.
#[derive(Debug, Clone, Serialize)]
pub struct Regency {
    /// First 4 digits of its villages' codes.
    pub code: String,
    /// Name.
    pub name: String,
    /// Sums over its villages.
    pub sums: Sums,
    /// *Kecamatan*, by code.
    pub districts: Vec<District>,
}

/// One *kecamatan*.
#[derive(Debug, Clone, Serialize)]
pub struct District {
    /// First 6 digits of its villages' codes.
    pub code: String,
    /// Name.
    pub name: String,
    /// Sums over its villages.
    pub sums: Sums,
    /// Its villages, by code.
    pub villages: Vec<VillageView>,
}

/// One village.
#[derive(Debug, Clone, Serialize)]
pub struct VillageView {
    /// Ministry code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Where it stands.
    pub state: State,
    /// How far its result is, once something of it was counted.
    pub standing: Option<Standing>,
    /// DPT.
    pub registered: u64,
    /// DPT of the booths that are counted.
    pub registered_counted: u64,
    /// Cast ballots of the booths that are counted.
    pub cast: u64,
    /// What there is to know about the whole village.
    pub notes: Vec<Note>,
    /// The polling places.
    pub tps: Vec<TpsView>,
    /// Its votes, if they may be shown.
    pub votes: Option<Votes>,
}

/// One polling place.
#[derive(Debug, Clone, Serialize)]
pub struct TpsView {
    /// Number.
    pub number: u16,
    /// Where it stands.
    pub state: State,
    /// DPT.
    pub registered: u64,
    /// DPT of the booths that are counted.
    pub registered_counted: u64,
    /// Cast ballots of the booths that are counted.
    pub cast: u64,
    /// What there is to know about its booths.
    pub notes: Vec<Note>,
}

/// Decrypted votes of a village: always *hasil sementara*.
#[derive(Debug, Clone, Serialize)]
pub struct Votes {
    /// The options in ballot order.
    pub options: Vec<OptionVotes>,
    /// Votes for candidates.
    pub valid: u32,
    /// Blank ballots.
    pub blank: u32,
    /// Whether nothing that is in doubt could change who leads.
    pub settled: bool,
    /// By polling place, several together where a group joins them.
    pub tps: Vec<TpsVotes>,
}

/// Votes of one option.
#[derive(Debug, Clone, Serialize)]
pub struct OptionVotes {
    /// *Nomor urut*; none: *suara kosong*.
    pub number: Option<u8>,
    /// Name of the candidate; empty for *suara kosong*.
    pub name: String,
    /// Votes.
    pub votes: u32,
}

/// Votes of one row of polling places.
#[derive(Debug, Clone, Serialize)]
pub struct TpsVotes {
    /// `1`, or `1+3` for several together.
    pub tps: String,
    /// Votes for each option.
    pub totals: Vec<u32>,
}

impl View {
    /// What is to be shown now.
    #[must_use]
    pub fn of(source: &Source<'_>) -> Self {
        let definition = source.definition;
        let content = definition.content();
        let regencies = regencies(source);
        let mut sums = Sums::default();
        regencies.iter().for_each(|regency| sums.join(&regency.sums));
        let files = source.files.iter().take(MOST_FILES).map(FileNote::shortened).collect();
        Self {
            format: FORMAT,
            election: definition.id(),
            mode: definition.mode(),
            notice: notice(definition),
            title: harmless(&content.title),
            date: content.date.clone(),
            village_word: harmless(&content.words.village),
            made: source.made.clone(),
            counting: source.counting.clone(),
            trouble: source.trouble.clone(),
            sums,
            regencies,
            files,
            more_files: source.files.len().saturating_sub(MOST_FILES),
        }
    }

    /// The bytes of `state.json`.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Whether its votes never count.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        self.mode == Mode::Simulasi
    }
}

impl FileNote {
    fn shortened(&self) -> Self {
        let whole = harmless(&self.file);
        let short: String = whole.chars().take(LONGEST_NAME).collect();
        let file = if short.len() < whole.len() { short + "..." } else { whole };
        Self { file, why: self.why.clone() }
    }
}

fn notice(definition: &Definition) -> String {
    match definition.mode() {
        Mode::Simulasi => format!("{SIMULASI}. {PROVISIONAL}"),
        Mode::Resmi => PROVISIONAL.to_owned(),
    }
}

/// The villages by the digits of their codes: 4 for the regency, 6 for the district. Names come with the villages; where
/// the definition has none, the digits stand for it.
fn regencies(source: &Source<'_>) -> Vec<Regency> {
    let mut found: BTreeMap<String, BTreeMap<String, Vec<&Village>>> = BTreeMap::new();
    for village in source.definition.villages() {
        let code = village.code.as_str();
        let (regency, district) = (code.get(..4).unwrap_or(code), code.get(..6).unwrap_or(code));
        let districts = found.entry(regency.to_owned()).or_default();
        districts.entry(district.to_owned()).or_default().push(village);
    }
    let district = |(code, villages): (String, Vec<&Village>)| {
        let name = name_of(villages.first().map(|village| village.district.as_str()), &code);
        let villages: Vec<VillageView> =
            villages.into_iter().map(|village| village_view(source, village)).collect();
        let mut sums = Sums::default();
        villages.iter().for_each(|village| sums.add(village));
        District { code, name, sums, villages }
    };
    let regency = |(code, districts): (String, BTreeMap<String, Vec<&Village>>)| {
        let first = districts.values().flatten().next();
        let name = name_of(first.map(|village| village.regency.as_str()), &code);
        let districts: Vec<District> = districts.into_iter().map(district).collect();
        let mut sums = Sums::default();
        districts.iter().for_each(|district| sums.join(&district.sums));
        Regency { code, name, sums, districts }
    };
    found.into_iter().map(regency).collect()
}

fn name_of(name: Option<&str>, code: &str) -> String {
    name.map(harmless).filter(|name| !name.trim().is_empty()).unwrap_or_else(|| code.to_owned())
}

impl Sums {
    fn add(&mut self, village: &VillageView) {
        self.villages.add(village.state);
        village.tps.iter().for_each(|tps| self.tps.add(tps.state));
        self.registered = self.registered.saturating_add(village.registered);
        self.registered_counted = self.registered_counted.saturating_add(village.registered_counted);
        self.cast = self.cast.saturating_add(village.cast);
        self.opened = self.opened.saturating_add(village.votes.is_some().into());
    }

    fn join(&mut self, other: &Self) {
        self.villages.join(other.villages);
        self.tps.join(other.tps);
        self.registered = self.registered.saturating_add(other.registered);
        self.registered_counted = self.registered_counted.saturating_add(other.registered_counted);
        self.cast = self.cast.saturating_add(other.cast);
        self.opened = self.opened.saturating_add(other.opened);
    }
}

fn village_view(source: &Source<'_>, village: &Village) -> VillageView {
    let merged = source.merged.and_then(|merged| merged.village(&village.code));
    let tps: Vec<TpsView> = village.tps.iter().map(|tps| tps_view(source, (village, merged), tps)).collect();
    let state = of_village(merged, tps.iter().map(|tps| tps.state));
    let sum = |of: fn(&TpsView) -> u64| tps.iter().map(of).sum();
    VillageView {
        code: village.code.to_string(),
        name: harmless(&village.name),
        state,
        standing: merged
            .filter(|_| state != State::Silent)
            .map(|merged| VillageFigures { village, merged }.standing()),
        registered: village.registered().total(),
        registered_counted: sum(|tps| tps.registered_counted),
        cast: sum(|tps| tps.cast),
        notes: merged.map(notes::of_village).unwrap_or_default(),
        votes: merged
            .filter(|merged| shows_votes(merged))
            .and_then(|merged| merged.result.as_ref().map(|result| votes(merged, result))),
        tps,
    }
}

fn tps_view(source: &Source<'_>, (village, merged): (&Village, Option<&VillageMerge>), tps: &Tps) -> TpsView {
    let (mut states, mut about) = (Vec::new(), Vec::new());
    let (mut registered_counted, mut cast) = (0_u64, 0_u64);
    for booth in &tps.booths {
        let id = BoothId { village: village.code.clone(), tps: tps.number, booth: booth.number };
        let arrived = (source.arrived)(&id);
        let found = merged.and_then(|merged| Some((merged, merged.set.line(&id)?)));
        let facts = found.map_or(BoothFacts::uncounted(arrived), |(merged, line)| {
            BoothFacts::of(merged, line, &id, arrived)
        });
        if let Some((_, line)) = found.filter(|(merged, line)| line.is_counted() && is_founded(merged)) {
            let voters = booth.lists.iter().fold(Voters::default(), |sum, list| sum.plus(list.voters));
            registered_counted = registered_counted.saturating_add(voters.total());
            cast = cast.saturating_add(line.cast.into());
        }
        if !facts.is_idle_spare(booth.spare) {
            states.push(facts.state());
        }
        about.push((booth, id, facts));
    }
    let state = State::together(states);
    TpsView {
        number: tps.number.get(),
        state,
        registered: tps.voters.total(),
        registered_counted,
        cast,
        notes: about
            .iter()
            .flat_map(|(booth, id, facts)| notes::of_booth(merged, (booth, id), facts, state))
            .collect(),
    }
}

fn votes(merged: &VillageMerge, result: &VillageResult) -> Votes {
    let option = |(option, votes): (&tally::OptionName, &u32)| {
        let blank = option.name == BLANK;
        OptionVotes {
            number: (!blank).then_some(option.option),
            name: if blank { String::new() } else { harmless(&option.name) },
            votes: *votes,
        }
    };
    let row = |row: &TpsTotals| TpsVotes { tps: joined(&row.tps), totals: row.totals.clone() };
    Votes {
        options: result.options.iter().zip(&result.totals).map(option).collect(),
        valid: result.valid,
        blank: result.blank,
        settled: result.outcome.r#final && merged.is_complete(),
        tps: result.tps.iter().map(row).collect(),
    }
}

/// A sentence as an object with both languages.
#[expect(clippy::ref_option, reason = "the shape that serde asks for")]
fn in_both<S: Serializer>(message: &Option<Message>, serializer: S) -> Result<S::Ok, S::Error> {
    let sides =
        |message: &Message| [("id", harmless(&message.indonesian)), ("en", harmless(&message.english))];
    message.as_ref().map(|message| BTreeMap::from(sides(message))).serialize(serializer)
}

/// What lies there of a booth, for a source without a folder.
#[must_use]
pub fn nothing_arrived(_: &BoothId) -> Arrived {
    Arrived::Nothing
}
