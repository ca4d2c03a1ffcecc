//! The folder in which a trustee gathers everybody's files.

use std::collections::BTreeMap;
use std::path::Path;

use dialogue::{Exit, Msg, Problem, files};
use election::{TrusteeNumber, VillageCode};

use super::notes::{MAX_FILE, RoundFile, name_of_file};
use crate::ceremony::{Hash32, Setting, State};

/// The files of one ceremony, by round and trustee. Names say nothing: a file is what its first lines say.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    files: BTreeMap<(u8, TrusteeNumber), RoundFile>,
}

impl Folder {
    /// The files of all ceremonies in a folder, by the first village of the group.
    pub(crate) fn all(folder: &Path) -> Result<BTreeMap<VillageCode, Self>, Problem> {
        let mut all: BTreeMap<VillageCode, Self> = BTreeMap::new();
        for path in files::list(folder, ".note")? {
            if let Some(file) = RoundFile::parse(&path, &files::read(&path, MAX_FILE)?) {
                let file = file?;
                all.entry(file.head.village.clone()).or_default().add(file)?;
            }
        }
        Ok(all)
    }

    /// The files of the ceremony of `state`, the own ones as they were written.
    pub(crate) fn of(folder: &Path, state: &State) -> Result<Self, Problem> {
        let setting = state.setting();
        let mut found = match setting.villages.first() {
            Some(first) => Self::all(folder)?.remove(first).unwrap_or_default(),
            None => Self::default(),
        };
        found.must_be_of(&setting)?;
        for (round, text) in (0..).zip(&state.own) {
            let path = state.path_in(folder, round);
            let own = RoundFile::parse(&path, text.as_bytes()).ok_or_else(State::damaged)??;
            match found.files.get(&(round, state.trustee)) {
                Some(other) if other.hash() != own.hash() => {
                    return Err(Problem::new(Exit::Failed, Msg::new("ceremony-own-replaced"))
                        .file(&other.path)
                        .advice(Msg::new("ceremony-own-replaced-advice")));
                }
                _ => found.files.insert((round, state.trustee), own),
            };
        }
        found.must_be_unchanged(state, &setting)?;
        found.must_be_known(state)?;
        Ok(found)
    }

    /// Refuses to go on with an old copy of what is kept, which would draw again what has left already.
    fn must_be_known(&self, state: &State) -> Result<(), Problem> {
        let key = state.key().public();
        let forgotten = |((round, trustee), file): &(&(u8, TrusteeNumber), &RoundFile)| {
            *trustee == state.trustee && !state.has_done(*round) && file.verify(&key).is_ok()
        };
        match self.files.iter().find(forgotten) {
            Some((_, file)) => Err(Problem::new(Exit::Failed, Msg::new("ceremony-state-old"))
                .file(&file.path)
                .advice(Msg::new("ceremony-state-old-advice"))),
            None => Ok(()),
        }
    }

    fn add(&mut self, file: RoundFile) -> Result<(), Problem> {
        let place = (file.head.round, file.head.trustee);
        if let Some(other) = self.files.get(&place).filter(|other| other.hash() != file.hash()) {
            let what = Msg::new("ceremony-two-files")
                .with("trustee", format!("t{:02}", place.1.get()))
                .with("round", u64::from(place.0))
                .with("other", other.path.as_path());
            return Err(Problem::new(Exit::Failed, what)
                .file(&file.path)
                .advice(Msg::new("ceremony-two-files-advice")));
        }
        self.files.insert(place, file);
        Ok(())
    }

    /// Refuses files of another draft, and of trustees that the group does not have.
    pub(crate) fn must_be_of(&self, setting: &Setting) -> Result<(), Problem> {
        let fits = |file: &RoundFile| {
            file.head.nonce == setting.nonce
                && file.head.mode == setting.mode
                && usize::from(file.head.trustee.get()) <= setting.names.len()
        };
        match self.files.values().find(|file| !fits(file)) {
            Some(foreign) => Err(Problem::new(Exit::Failed, Msg::new("ceremony-foreign"))
                .file(&foreign.path)
                .advice(Msg::new("ceremony-foreign-advice"))),
            None => Ok(()),
        }
    }

    /// Refuses what differs from what this trustee has answered already.
    fn must_be_unchanged(&self, state: &State, setting: &Setting) -> Result<(), Problem> {
        for (round, seen) in (0..).zip([&state.seen0, &state.seen1]) {
            for (trustee, before) in setting.trustees().zip(seen) {
                let now = self.get(round, trustee);
                if let Some(changed) = now.filter(|now| Hash32(now.hash()) != *before) {
                    let what = Msg::new("ceremony-changed").with("trustee", setting.shown(trustee));
                    return Err(Problem::new(Exit::Failed, what)
                        .file(&changed.path)
                        .advice(Msg::new("ceremony-changed-advice")));
                }
            }
        }
        Ok(())
    }

    /// The file of a trustee for a round.
    pub(crate) fn get(&self, round: u8, trustee: TrusteeNumber) -> Option<&RoundFile> {
        self.files.get(&(round, trustee))
    }

    /// Any file of the lowest round that is there.
    pub(crate) fn first(&self) -> Option<&RoundFile> {
        self.files.values().next()
    }

    /// Names of the files of a round that are not there.
    pub(crate) fn missing(&self, setting: &Setting, round: u8) -> Vec<String> {
        let absent = setting.trustees().filter(|trustee| self.get(round, *trustee).is_none());
        let name = |trustee| setting.villages.first().map(|village| name_of_file(village, trustee, round));
        absent.filter_map(name).collect()
    }

    /// All files of a round, of trustees 1..n.
    pub(crate) fn complete(&self, setting: &Setting, round: u8) -> Result<Vec<&RoundFile>, Problem> {
        let missing = self.missing(setting, round);
        if missing.is_empty() {
            return Ok(setting.trustees().filter_map(|trustee| self.get(round, trustee)).collect());
        }
        let what = Msg::new("ceremony-missing").with("files", missing.join(", "));
        Err(Problem::new(Exit::Incomplete, what).advice(Msg::new("ceremony-missing-advice")))
    }
}
