//! What lies where on a booth's first medium: keys, enrolment, imported pack, log (spec 11.3).

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ballot_crypto::Acceptance;
use ballot_store::{Durability, Options, Paths, SameDevice, on_one_device};
use dialogue::files::{self, Access};
use dialogue::{Exit, Msg, Problem, Told};
use election::enrolment::Enrolment;
use election::pack::BoothPack;
use election::{BoothId, ElectionId, TrusteeNumber, json};
use polling::{BoothKit, KitParts, Station};
use serde::{Deserialize, Serialize};

use crate::keys::BoothKeys;

const SETTINGS_FORMAT: &str = "pilkades/booth-settings/v1";
const MAX_SETTINGS: u64 = 4096;
/// Mirror frames that are filled with zeros at a time.
const FRAMES: u32 = 1_024;

/// The folder of a booth on its first medium.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    folder: PathBuf,
}

impl Place {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps every other process from changing this folder, as long as what it returns lives: of two enrolments at once
    /// one would leave its key and the other its note, and an import during a rehearsal would take the log's meaning
    /// away.
    pub(crate) fn lock(&self) -> Result<File, Problem> {
        let path = self.folder.join(".booth.lock");
        let lock = File::options().write(true).create(true).truncate(false).open(&path);
        let lock = lock.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => self.not_enrolled(),
            _ => files::cannot_write(&path, &error),
        })?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => Err(Problem::new(Exit::Failed, Msg::new("place-in-use"))
                .file(self.folder())
                .advice(Msg::new("log-in-use-advice"))),
            Err(TryLockError::Error(error)) => Err(files::cannot_write(&path, &error)),
        }
    }

    /// The secrets, encrypted.
    pub(crate) fn keys(&self) -> PathBuf {
        self.folder.join("booth.key.age")
    }

    /// The enrolment, as it went to the authority.
    pub(crate) fn enrolment(&self) -> PathBuf {
        self.folder.join("booth.enrol.note")
    }

    /// The imported pack.
    pub(crate) fn pack(&self) -> PathBuf {
        self.folder.join("booth.plkp")
    }

    fn settings(&self) -> PathBuf {
        self.folder.join("booth.json")
    }

    /// The log of an election. Each has its own name, so that one rehearsal never continues another.
    pub(crate) fn log(&self, booth: &BoothId, election: &ElectionId) -> PathBuf {
        self.folder.join(file_name(booth, election, "sqlite"))
    }

    /// Whether the polls were opened, also if the log should be gone: then no second one is begun.
    pub(crate) fn was_opened(&self, booth: &BoothId, election: &ElectionId) -> bool {
        files::exists(&self.folder.join(file_name(booth, election, "opened")))
    }

    /// Remembers that the polls were opened.
    pub(crate) fn keep_opened(&self, booth: &BoothId, election: &ElectionId) -> Result<(), Problem> {
        files::replace(&self.folder.join(file_name(booth, election, "opened")), b"", Access::Public)
    }

    /// The log and its mirror.
    pub(crate) fn paths(&self, booth: &BoothId, election: &ElectionId, mirror: &Path) -> Paths {
        Paths { log: self.log(booth, election), mirror: mirror.join(file_name(booth, election, "plkm")) }
    }

    /// How the log is kept.
    pub(crate) fn options(&self, same_device: bool) -> Result<Options, Problem> {
        let allowed = same_device || self.allows_same_device()?;
        let same_device = if allowed { SameDevice::Allowed } else { SameDevice::Refused };
        Ok(Options { durability: Durability::Full, same_device, frames: FRAMES })
    }

    /// Refuses one device for both media, before anything is written, unless the officers insist.
    pub(crate) fn check_devices(&self, mirror: &Path, same_device: bool) -> Result<(), Problem> {
        let one = on_one_device(&self.folder.join("x"), &mirror.join("x"))
            .map_err(|error| files::cannot_read(mirror, &error))?;
        if one && !same_device { Err(one_device(mirror)) } else { Ok(()) }
    }

    /// Remembers that the officers insist on one device.
    pub(crate) fn keep_same_device(&self) -> Result<(), Problem> {
        let settings = Settings { format: SETTINGS_FORMAT.to_owned(), same_device: true };
        files::replace(&self.settings(), &json::to_pretty(&settings), Access::Public)
    }

    fn allows_same_device(&self) -> Result<bool, Problem> {
        if !files::exists(&self.settings()) {
            return Ok(false);
        }
        let bytes = files::read(&self.settings(), MAX_SETTINGS)?;
        let refused = || Problem::new(Exit::Unreadable, Msg::new("bad-settings")).file(self.settings());
        let settings: Settings = json::parse_pretty(&bytes, bytes.len()).map_err(|_| refused())?;
        if settings.format == SETTINGS_FORMAT { Ok(settings.same_device) } else { Err(refused()) }
    }

    /// The enrolment that was made here.
    pub(crate) fn enrolled(&self) -> Result<Enrolment, Problem> {
        let path = self.enrolment();
        if !files::exists(&path) || !files::exists(&self.keys()) {
            return Err(self.not_enrolled());
        }
        let bytes = files::read(&path, Enrolment::MAX_BYTES)?;
        Enrolment::parse(&bytes).map_err(|error| {
            let problem = Problem::new(Exit::Unreadable, Msg::new("bad-enrolment")).file(&path);
            problem.advice(Msg::new("bad-enrolment-advice")).told(Told::new(&error, error.to_indonesian()))
        })
    }

    fn not_enrolled(&self) -> Problem {
        Problem::new(Exit::Unreadable, Msg::new("not-enrolled"))
            .file(self.folder())
            .advice(Msg::new("not-enrolled-advice"))
    }

    /// The pack that was imported.
    pub(crate) fn imported(&self) -> Result<Imported, Problem> {
        if !files::exists(&self.pack()) {
            return Err(Problem::new(Exit::Unreadable, Msg::new("not-imported"))
                .file(self.folder())
                .advice(Msg::new("not-imported-advice")));
        }
        Imported::parse(&self.pack(), &files::read(&self.pack(), MAX_PACK)?)
    }
}

/// Largest pack in bytes.
pub(crate) const MAX_PACK: u64 = BoothPack::MAX_BYTES as u64;

/// What one device for both media is called, where it is not allowed.
fn one_device(mirror: &Path) -> Problem {
    Problem::new(Exit::Failed, Msg::new("one-device")).file(mirror).advice(Msg::new("one-device-advice"))
}

fn file_name(booth: &BoothId, election: &ElectionId, ending: &str) -> String {
    let election: String = election.to_string().chars().take(8).collect();
    format!("{booth}.{election}.{ending}")
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    format: String,
    same_device: bool,
}

/// A pack, read and checked except for its ElectionId, which paper tells.
pub(crate) struct Imported {
    pub(crate) pack: BoothPack,
    pub(crate) station: Arc<Station>,
    acceptances: Vec<(TrusteeNumber, Acceptance)>,
}

impl Imported {
    pub(crate) fn parse(path: &Path, bytes: &[u8]) -> Result<Self, Problem> {
        let bad = || {
            Problem::new(Exit::Failed, Msg::new("bad-pack")).file(path).advice(Msg::new("bad-pack-advice"))
        };
        let refused = |error: String| bad().detail(error);
        let pack =
            BoothPack::parse(bytes).map_err(|error| bad().told(Told::new(&error, error.to_indonesian())))?;
        let acceptances = pack
            .acceptances()
            .iter()
            .map(|file| Acceptance::from_bytes(&file.proof()).map(|proof| (file.trustee, proof)))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| refused(error.to_string()))?;
        let definition = Arc::new(pack.definition().clone());
        let (own, others) = (pack.own_lists().to_vec(), pack.other_lists().to_vec());
        let station = Station::new(definition, pack.booth().clone(), own, others);
        let station = station.map_err(|error| refused(error.to_string()))?;
        station.check_acceptances(&acceptances).map_err(|error| refused(error.to_string()))?;
        Ok(Self { station: Arc::new(station), acceptances, pack })
    }

    pub(crate) fn election(&self) -> ElectionId {
        self.pack.definition().id()
    }

    /// The kit of one start of the booth.
    pub(crate) fn kit(&self, keys: &BoothKeys) -> Result<BoothKit, Problem> {
        let parts = KitParts {
            definition: Arc::new(self.pack.definition().clone()),
            booth: keys.booth.clone(),
            key: election::SecretKey::from_bytes(&keys.key.expose_bytes()),
            secret: keys.secret.clone(),
            lists: self.pack.own_lists().to_vec(),
            others: self.pack.other_lists().to_vec(),
            acceptances: self.acceptances.clone(),
        };
        BoothKit::new(parts)
            .map_err(|error| Problem::new(Exit::Failed, Msg::new("not-this-booth")).detail(error))
    }
}
