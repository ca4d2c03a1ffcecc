//! Secret files: one JSON form inside an `age` file under a passphrase.
//!
//! # Security
//! The plaintext exists only in memory that is wiped. Work factor of the passphrase: 2^17 in `resmi`; 2^10 in
//! `simulasi`, and the file says that it is a rehearsal's. A reader does at most 2^20, so that a planted file cannot
//! keep a machine busy for hours.

use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use clap::ValueEnum;
use dialogue::files::{self, Access};
use dialogue::{Exit, Msg, Problem};
use election::json::{parse_pretty, to_pretty};
use election::{KeyName, Mode, SecretKey, TrusteeNumber, VillageCode};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

const FORMAT: &str = "pilkades/secret/v1";
const MAX_FILE: u64 = 1024 * 1024;
const WORK_RESMI: u8 = 17;
const WORK_SIMULASI: u8 = 10;
const MAX_WORK: u8 = 20;

/// Whose secret a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// The authority that seals definitions.
    Authority,
    /// A member of a village committee.
    Committee,
    /// A candidate's witness.
    Saksi,
    /// A trustee: shares of decryption keys.
    Trustee,
    /// A booth's signing key.
    Booth,
}

impl Kind {
    /// What people call it.
    pub(crate) const fn text(self) -> Msg {
        match self {
            Self::Authority => Msg::new("kind-authority"),
            Self::Committee => Msg::new("kind-committee"),
            Self::Saksi => Msg::new("kind-saksi"),
            Self::Trustee => Msg::new("kind-trustee"),
            Self::Booth => Msg::new("kind-booth"),
        }
    }
}

/// The content of a secret file. No `Debug`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Secret {
    format: String,
    /// Whether it may be used in an election that counts.
    pub(crate) mode: Mode,
    /// Whose it is.
    pub(crate) kind: Kind,
    /// Key name; for a trustee the name of the person.
    pub(crate) name: String,
    /// The signing key, for all but trustees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret: Option<Hex32>,
    /// The shares, for trustees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) shares: Vec<Share>,
}

/// A trustee's share of one village's key.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Share {
    /// The village.
    pub(crate) village: VillageCode,
    /// The trustee's number there.
    pub(crate) trustee: TrusteeNumber,
    /// The secret scalar.
    pub(crate) share: Hex32,
}

/// 32 secret bytes, in hexadecimal when written.
#[derive(Serialize, Deserialize)]
#[serde(try_from = "Zeroizing<String>", into = "Zeroizing<String>")]
pub(crate) struct Hex32(Zeroizing<[u8; 32]>);

impl Hex32 {
    pub(crate) const fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Clone for Hex32 {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl TryFrom<Zeroizing<String>> for Hex32 {
    type Error = hex::FromHexError;
    fn try_from(text: Zeroizing<String>) -> Result<Self, Self::Error> {
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text.as_bytes(), bytes.as_mut())?;
        Ok(Self(bytes))
    }
}

impl From<Hex32> for Zeroizing<String> {
    fn from(secret: Hex32) -> Self {
        Self::new(hex::encode(secret.bytes()))
    }
}

impl Secret {
    /// A signing key's file.
    pub(crate) fn signing(mode: Mode, kind: Kind, name: &KeyName, key: &SecretKey) -> Self {
        let secret = Some(Hex32::new(key.expose_bytes()));
        Self { format: FORMAT.into(), mode, kind, name: name.to_string(), secret, shares: Vec::new() }
    }

    /// A trustee's file.
    pub(crate) fn trustee(mode: Mode, name: &str, shares: Vec<Share>) -> Self {
        Self { format: FORMAT.into(), mode, kind: Kind::Trustee, name: name.into(), secret: None, shares }
    }

    /// The signing key, if this is not a trustee's file.
    pub(crate) fn key(&self) -> Option<SecretKey> {
        self.secret.as_ref().map(|secret| SecretKey::from_bytes(secret.bytes()))
    }

    /// Writes the file, which must not be there yet.
    pub(crate) fn write(&self, path: &Path, passphrase: SecretString) -> Result<(), Problem> {
        let plain = Zeroizing::new(to_pretty(self));
        let sealed = lock(&plain, self.mode, passphrase).map_err(|problem| problem.file(path))?;
        files::write_new(path, &sealed, Access::Secret)
    }

    fn parse(plain: &[u8]) -> Result<Self, Problem> {
        // The parser's words may quote what it read, so they are not repeated.
        let no_secret_file = || Problem::new(Exit::Unreadable, Msg::new("secret-other-form"));
        let secret: Self = parse_pretty(plain, plain.len()).map_err(|_| no_secret_file())?;
        let whole = match secret.kind {
            Kind::Trustee => secret.secret.is_none() && !secret.shares.is_empty(),
            _ => secret.secret.is_some() && secret.shares.is_empty(),
        };
        if secret.format == FORMAT && whole { Ok(secret) } else { Err(no_secret_file()) }
    }
}

/// A secret file as read, still locked: so that nobody types a passphrase for a file that is not there.
pub(crate) struct Locked {
    path: PathBuf,
    sealed: Vec<u8>,
}

impl Locked {
    /// Reads the file.
    pub(crate) fn read(path: &Path) -> Result<Self, Problem> {
        Ok(Self { path: path.to_owned(), sealed: files::read(path, MAX_FILE)? })
    }

    /// Opens it with its passphrase.
    pub(crate) fn open(self, passphrase: SecretString) -> Result<Secret, Problem> {
        let Self { path, sealed } = self;
        let plain = unlock(&sealed, passphrase).map_err(|problem| problem.file(&path))?;
        Secret::parse(&plain).map_err(|problem| problem.file(path))
    }
}

/// Encrypts under a passphrase, with the work factor of the mode.
pub(crate) fn lock(plain: &[u8], mode: Mode, passphrase: SecretString) -> Result<Vec<u8>, Problem> {
    let mut recipient = age::scrypt::Recipient::new(passphrase);
    recipient.set_work_factor(match mode {
        Mode::Resmi => WORK_RESMI,
        Mode::Simulasi => WORK_SIMULASI,
    });
    age::encrypt(&recipient, plain)
        .map_err(|error| Problem::new(Exit::Internal, Msg::new("secret-not-encrypted")).detail(error))
}

/// Opens what [`lock`] has made.
pub(crate) fn unlock(sealed: &[u8], passphrase: SecretString) -> Result<Zeroizing<Vec<u8>>, Problem> {
    let mut identity = age::scrypt::Identity::new(passphrase);
    identity.set_max_work_factor(MAX_WORK);
    age::decrypt(&identity, sealed).map(Zeroizing::new).map_err(|error| cannot_open(&error))
}

fn cannot_open(error: &age::DecryptError) -> Problem {
    let refused = |what| Problem::new(Exit::Unreadable, what);
    match error {
        age::DecryptError::DecryptionFailed | age::DecryptError::KeyDecryptionFailed => {
            refused(Msg::new("wrong-passphrase")).advice(Msg::new("wrong-passphrase-advice"))
        }
        age::DecryptError::ExcessiveWork { .. } => {
            refused(Msg::new("secret-too-much-work")).advice(Msg::new("secret-too-much-work-advice"))
        }
        age::DecryptError::InvalidHeader | age::DecryptError::NoMatchingKeys => {
            refused(Msg::new("not-a-secret-file")).advice(Msg::new("not-a-secret-file-advice"))
        }
        _ => refused(Msg::new("secret-damaged")).advice(Msg::new("secret-damaged-advice")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    fn open(path: &Path, passphrase: SecretString) -> Result<Secret, Problem> {
        Locked::read(path)?.open(passphrase)
    }

    fn secret(mode: Mode) -> Secret {
        let key = SecretKey::from_bytes(&[7; 32]);
        Secret::signing(mode, Kind::Committee, &"panitia.example".parse().unwrap(), &key)
    }

    #[test]
    fn a_secret_opens_with_its_passphrase_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k.age");
        secret(Mode::Simulasi).write(&path, word("satu dua")).unwrap();
        let opened = open(&path, word("satu dua")).unwrap_or_else(|p| panic!("{p:?}"));
        assert_eq!(opened.name, "panitia.example");
        assert_eq!(opened.key().unwrap().public(), SecretKey::from_bytes(&[7; 32]).public());
        let code = |problem: Problem| {
            problem.json(&dialogue::Texts::new(dialogue::Lang::Id, &crate::cli::PROGRAM.texts))["code"]
                .clone()
        };
        assert_eq!(code(open(&path, word("satu duA")).err().unwrap()), "wrong-passphrase");
        let mut bytes = std::fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(code(open(&path, word("satu dua")).err().unwrap()), "secret-damaged");
        std::fs::write(&path, "teks biasa").unwrap();
        assert_eq!(code(open(&path, word("satu dua")).err().unwrap()), "not-a-secret-file");
    }

    #[test]
    fn the_work_factor_is_that_of_the_mode() {
        let folder = tempfile::tempdir().unwrap();
        for (mode, work) in [(Mode::Resmi, " 17\n"), (Mode::Simulasi, " 10\n")] {
            let path = folder.path().join(mode.as_str());
            secret(mode).write(&path, word("x")).unwrap();
            let bytes = std::fs::read(&path).unwrap();
            let head = String::from_utf8_lossy(&bytes[..100]).into_owned();
            assert!(head.lines().nth(1).unwrap().ends_with(work.trim_end()), "{head}");
        }
    }

    #[test]
    fn a_file_that_asks_for_too_much_work_is_refused() {
        let mut recipient = age::scrypt::Recipient::new(word("x"));
        recipient.set_work_factor(10);
        let sealed = age::encrypt(&recipient, b"{}").unwrap();
        let text = String::from_utf8_lossy(&sealed[..60]).into_owned();
        let at = text.find(" 10\n").unwrap();
        let mut forged = sealed;
        forged[at + 1..at + 3].copy_from_slice(b"21");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k.age");
        std::fs::write(&path, forged).unwrap();
        let problem = open(&path, word("x")).err().unwrap();
        assert!(format!("{problem:?}").contains("secret-too-much-work"), "{problem:?}");
    }

    #[test]
    fn a_trustee_without_shares_or_a_member_without_key_is_no_secret() {
        let whole = String::from_utf8(to_pretty(&secret(Mode::Resmi))).unwrap();
        assert!(Secret::parse(whole.as_bytes()).is_ok());
        for wrong in [
            whole.replace("committee", "trustee"),
            whole.replace("secret/v1", "secret/v2"),
            whole.replace("resmi", "lain"),
            whole.replace("0707", "0707\\u0030"),
        ] {
            assert!(Secret::parse(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
