//! What a trustee keeps between the rounds, under the own passphrase (spec 3.5).
//!
//! # Security
//! Whoever opens it before the end can finish in the trustee's name; after the end it holds the shares. It is replaced
//! durably *before* the file of a round leaves, and holds that file, so that a command that is run again writes the same
//! bytes and never draws a second secret.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use age::secrecy::{ExposeSecret as _, SecretString};
use dialogue::files::{self, Access};
use dialogue::{Exit, Msg, Problem, Ui};
use election::json::{parse_pretty, to_pretty};
use election::{Mode, SecretKey, TrusteeNumber, VillageCode, short_code};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::notes::{RoundFile, name_of_file};
use crate::ceremony::{Hash32, Setting};
use crate::passphrase::PassphraseArg;
use crate::secret::{self, Hex32, Share};

const FORMAT: &str = "pilkades/ceremony-state/v1";
const MAX_FILE: u64 = 64 << 20;

/// The content of the file. No `Debug`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    format: String,
    mode: Mode,
    nonce: Hash32,
    threshold: u16,
    villages: Vec<VillageCode>,
    names: Vec<String>,
    /// The own number.
    pub(crate) trustee: TrusteeNumber,
    /// What signs the own files.
    key: Hex32,
    /// What opens the others' shares (age); gone after the last round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    identity: Option<SecretText>,
    /// The own files so far: as many as rounds are done.
    pub(crate) own: Vec<String>,
    /// Hashes of everybody's files of round 0 as this trustee answered them.
    pub(crate) seen0: Vec<Hash32>,
    /// The same of round 1.
    pub(crate) seen1: Vec<Hash32>,
    /// The short code of what all must have seen, from round 2 on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    /// The secret of the last round for each village, as the key generation stores it; gone after the last round.
    pub(crate) secrets: Vec<SecretBytes>,
    /// The shares, after the last round.
    pub(crate) shares: Vec<Share>,
}

/// Secret bytes, in hexadecimal when written.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "SecretText", into = "SecretText")]
pub(crate) struct SecretBytes(pub(crate) Zeroizing<Vec<u8>>);

type SecretText = Zeroizing<String>;

impl TryFrom<SecretText> for SecretBytes {
    type Error = hex::FromHexError;
    fn try_from(text: SecretText) -> Result<Self, Self::Error> {
        Ok(Self(Zeroizing::new(hex::decode(text.as_bytes())?)))
    }
}

impl From<SecretBytes> for SecretText {
    fn from(secret: SecretBytes) -> Self {
        Self::new(hex::encode(secret.0.as_slice()))
    }
}

impl State {
    /// A trustee who has drawn its keys and written nothing yet.
    pub(crate) fn new(
        setting: &Setting,
        trustee: TrusteeNumber,
        key: &SecretKey,
        identity: &age::x25519::Identity,
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            mode: setting.mode,
            nonce: Hash32(setting.nonce),
            threshold: setting.threshold,
            villages: setting.villages.clone(),
            names: setting.names.clone(),
            trustee,
            key: Hex32::new(key.expose_bytes()),
            identity: Some(Zeroizing::new(identity.to_string().expose_secret().to_owned())),
            own: Vec::new(),
            seen0: Vec::new(),
            seen1: Vec::new(),
            code: None,
            secrets: Vec::new(),
            shares: Vec::new(),
        }
    }

    /// What the ceremony is about.
    pub(crate) fn setting(&self) -> Setting {
        Setting {
            mode: self.mode,
            nonce: self.nonce.0,
            threshold: self.threshold,
            villages: self.villages.clone(),
            names: self.names.clone(),
        }
    }

    pub(crate) fn key(&self) -> SecretKey {
        SecretKey::from_bytes(self.key.bytes())
    }

    pub(crate) fn identity(&self) -> Result<age::x25519::Identity, Problem> {
        let text = self.identity.as_ref().ok_or_else(Self::damaged)?;
        text.parse().map_err(|_| Self::damaged())
    }

    /// The ceremony is over for this trustee: only the shares stay.
    pub(crate) fn finish(&mut self, file: String, shares: Vec<Share>) {
        self.own.push(file);
        self.shares = shares;
        self.secrets.clear();
        self.identity = None;
    }

    /// Whether the file of `round` was made.
    pub(crate) fn has_done(&self, round: u8) -> bool {
        self.own.len() > usize::from(round)
    }

    /// The fingerprint of the own file of round 0, to be read aloud.
    pub(crate) fn fingerprint(&self) -> Result<String, Problem> {
        let text = self.own.first().ok_or_else(Self::damaged)?;
        let file = RoundFile::parse(Path::new(""), text.as_bytes()).ok_or_else(Self::damaged)??;
        Ok(short_code(&file.hash()))
    }

    /// Where the own file of a round lies.
    pub(crate) fn path_in(&self, folder: &Path, round: u8) -> PathBuf {
        let name = |village| name_of_file(village, self.trustee, round);
        folder.join(self.villages.first().map(name).unwrap_or_default())
    }

    pub(crate) fn damaged() -> Problem {
        Problem::new(Exit::Unreadable, Msg::new("ceremony-state-other-form"))
    }

    fn parse(plain: &[u8]) -> Result<Self, Problem> {
        // The parser's words may quote what it read, so they are not repeated.
        let state: Self = parse_pretty(plain, plain.len()).map_err(|_| Self::damaged())?;
        let whole = state.format == FORMAT
            && (1..=4).contains(&state.own.len())
            && !state.villages.is_empty()
            && usize::from(state.trustee.get()) <= state.names.len();
        if whole { Ok(state) } else { Err(Self::damaged()) }
    }
}

/// An open state, locked as long as it lives.
pub(crate) struct Held {
    pub(crate) state: State,
    path: PathBuf,
    passphrase: SecretString,
    _lock: File,
}

impl Held {
    /// Opens the state at `path`.
    pub(crate) fn open(ui: &Ui, passphrase: &PassphraseArg, path: &Path) -> Result<Self, Problem> {
        files::must_exist(path)?;
        let lock = lock(path)?;
        let sealed = files::read(path, MAX_FILE)?;
        let passphrase = passphrase.existing(ui, path)?;
        let plain = secret::unlock(&sealed, passphrase.clone()).map_err(|problem| problem.file(path))?;
        let state = State::parse(&plain).map_err(|problem| problem.file(path))?;
        Ok(Self { state, path: path.to_owned(), passphrase, _lock: lock })
    }

    /// Keeps a new state at `path`, where nothing is yet.
    pub(crate) fn create(path: &Path, state: State, passphrase: SecretString) -> Result<Self, Problem> {
        let lock = lock(path)?;
        files::must_be_new(path)?;
        let held = Self { state, path: path.to_owned(), passphrase, _lock: lock };
        held.save()?;
        Ok(held)
    }

    /// Keeps the state durably. Nothing that follows from it has left before.
    pub(crate) fn save(&self) -> Result<(), Problem> {
        let plain = Zeroizing::new(to_pretty(&self.state));
        let sealed = secret::lock(&plain, self.state.mode, self.passphrase.clone())
            .map_err(|problem| problem.file(&self.path))?;
        files::replace(&self.path, &sealed, Access::Secret)
    }

    pub(crate) fn passphrase(&self) -> SecretString {
        self.passphrase.clone()
    }

    /// Writes the own file of a round, the same bytes however often.
    pub(crate) fn put(&self, folder: &Path, round: u8) -> Result<PathBuf, Problem> {
        let path = self.state.path_in(folder, round);
        let text = self.state.own.get(usize::from(round)).ok_or_else(State::damaged)?;
        files::make_folder(folder)?;
        files::write_same(&path, text.as_bytes(), Access::Public)?;
        Ok(path)
    }
}

fn lock(path: &Path) -> Result<File, Problem> {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".lock");
    let lock = files::open_lock(&path.with_file_name(name))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Problem::new(Exit::CannotWrite, Msg::new("memory-locked"))
            .file(path)
            .advice(Msg::new("memory-locked-advice"))),
        Err(TryLockError::Error(error)) => {
            Err(Problem::new(Exit::CannotWrite, Msg::new("file-unwritable")).file(path).detail(error))
        }
    }
}
