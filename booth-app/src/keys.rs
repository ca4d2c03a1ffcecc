//! The booth's secrets on its disk: signing key and booth secret, under the codes of two officers (spec 11.3).
//!
//! # Security
//! The plaintext exists only in memory that is wiped. Work factor of the passphrase: 2^17 in `resmi`, 2^10 in
//! `simulasi`. A reader does at most 2^20, so that a planted file cannot keep a machine busy for hours.

use std::path::Path;

use age::DecryptError;
use age::secrecy::SecretString;
use ballot_crypto::BoothSecret;
use dialogue::files::{self, Access};
use dialogue::{Exit, Msg, Problem};
use election::json::{parse_pretty, to_pretty};
use election::{BoothId, Mode, SecretKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::random;

const FORMAT: &str = "pilkades/booth-secret/v1";
const MAX_FILE: u64 = 64 * 1024;
const WORK_RESMI: u8 = 17;
const WORK_SIMULASI: u8 = 10;
const MAX_WORK: u8 = 20;

/// What a booth keeps to itself. No `Debug`.
pub(crate) struct BoothKeys {
    /// Whether it may be used in an election that counts.
    pub(crate) mode: Mode,
    /// The booth.
    pub(crate) booth: BoothId,
    /// Signs the log.
    pub(crate) key: SecretKey,
    /// Enters every seed (spec 4.2).
    pub(crate) secret: BoothSecret,
}

impl BoothKeys {
    /// New keys.
    pub(crate) fn generate(mode: Mode, booth: BoothId) -> Result<Self, Problem> {
        let mut random = random::os()?;
        let (key, secret) = (SecretKey::generate(&mut random), BoothSecret::generate(&mut random));
        Ok(Self { mode, booth, key, secret })
    }

    /// Writes the file, which must not be there yet.
    pub(crate) fn write(&self, path: &Path, passphrase: SecretString) -> Result<(), Problem> {
        let mut recipient = age::scrypt::Recipient::new(passphrase);
        recipient.set_work_factor(match self.mode {
            Mode::Resmi => WORK_RESMI,
            Mode::Simulasi => WORK_SIMULASI,
        });
        let form = Form {
            format: FORMAT.to_owned(),
            mode: self.mode,
            booth: self.booth.to_string(),
            key: Hex32(self.key.expose_bytes()),
            secret: Hex32(Zeroizing::new(*self.secret.expose_bytes())),
        };
        let plain = Zeroizing::new(to_pretty(&form));
        let sealed = age::encrypt(&recipient, &plain).map_err(|error| {
            Problem::new(Exit::Internal, Msg::new("keys-not-encrypted")).file(path).detail(error)
        })?;
        files::write_new(path, &sealed, Access::Secret)
    }

    /// Opens the file with the officers' codes.
    pub(crate) fn open(path: &Path, passphrase: SecretString) -> Result<Self, Problem> {
        Self::unlock(path, passphrase)?.ok_or_else(|| {
            let problem = Problem::new(Exit::Unreadable, Msg::new("wrong-codes"));
            problem.advice(Msg::new("wrong-codes-advice")).file(path)
        })
    }

    /// The same; `None` if the codes are wrong.
    pub(crate) fn unlock(path: &Path, passphrase: SecretString) -> Result<Option<Self>, Problem> {
        let sealed = files::read(path, MAX_FILE)?;
        let mut identity = age::scrypt::Identity::new(passphrase);
        identity.set_max_work_factor(MAX_WORK);
        let plain = match age::decrypt(&identity, &sealed) {
            Ok(plain) => Zeroizing::new(plain),
            Err(DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed) => return Ok(None),
            Err(error) => return Err(cannot_open(&error).file(path)),
        };
        let keys = Self::parse(&plain)
            .ok_or_else(|| Problem::new(Exit::Unreadable, Msg::new("keys-other-form")).file(path));
        keys.map(Some)
    }

    /// What the parser says may quote what it read, so that it is not repeated.
    fn parse(plain: &[u8]) -> Option<Self> {
        let form: Form = parse_pretty(plain, plain.len()).ok()?;
        let booth = form.booth.parse().ok().filter(|_| form.format == FORMAT)?;
        let key = SecretKey::from_bytes(&form.key.0);
        Some(Self { mode: form.mode, booth, key, secret: BoothSecret::from_bytes(&form.secret.0) })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    format: String,
    mode: Mode,
    booth: String,
    key: Hex32,
    secret: Hex32,
}

/// 32 secret bytes, in hexadecimal when written.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Zeroizing<String>", into = "Zeroizing<String>")]
struct Hex32(Zeroizing<[u8; 32]>);

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
        Self::new(hex::encode(*secret.0))
    }
}

fn cannot_open(error: &DecryptError) -> Problem {
    let what = match error {
        DecryptError::ExcessiveWork { .. } => Msg::new("keys-too-much-work"),
        _ => Msg::new("keys-damaged"),
    };
    Problem::new(Exit::Unreadable, what).advice(Msg::new("keys-damaged-advice"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialogue::{Lang, Texts};

    fn word(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    fn code(problem: &Problem) -> String {
        problem.json(&Texts::new(Lang::Id, &crate::cli::PROGRAM.texts))["code"].as_str().unwrap().to_owned()
    }

    fn keys(mode: Mode) -> BoothKeys {
        BoothKeys::generate(mode, "1607062001-3-2".parse().unwrap()).unwrap_or_else(|p| panic!("{p:?}"))
    }

    #[test]
    fn the_keys_open_with_both_codes_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k.age");
        let made = keys(Mode::Simulasi);
        made.write(&path, word("1234567887654321")).unwrap();
        let opened = BoothKeys::open(&path, word("1234567887654321")).unwrap_or_else(|p| panic!("{p:?}"));
        assert_eq!((opened.mode, opened.booth), (made.mode, made.booth.clone()));
        assert_eq!(*opened.key.expose_bytes(), *made.key.expose_bytes());
        assert_eq!(opened.secret.expose_bytes(), made.secret.expose_bytes());
        let swapped = BoothKeys::open(&path, word("8765432112345678")).err().unwrap();
        assert_eq!(code(&swapped), "wrong-codes");
        assert_eq!(code(&made.write(&path, word("x")).unwrap_err()), "file-exists");
        let mut bytes = std::fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        let damaged = BoothKeys::open(&path, word("1234567887654321")).err().unwrap();
        assert_eq!(code(&damaged), "keys-damaged");
    }

    #[test]
    fn the_work_factor_is_that_of_the_mode_and_has_a_cap() {
        let folder = tempfile::tempdir().unwrap();
        for (mode, work) in [(Mode::Resmi, " 17"), (Mode::Simulasi, " 10")] {
            let path = folder.path().join(mode.as_str());
            keys(mode).write(&path, word("x")).unwrap();
            let head = String::from_utf8_lossy(&std::fs::read(&path).unwrap()[..100]).into_owned();
            assert!(head.lines().nth(1).unwrap().ends_with(work), "{head}");
        }
        let path = folder.path().join("simulasi");
        let mut forged = std::fs::read(&path).unwrap();
        let at = String::from_utf8_lossy(&forged[..100]).find(" 10\n").unwrap();
        forged[at + 1..at + 3].copy_from_slice(b"21");
        std::fs::write(&path, forged).unwrap();
        assert_eq!(code(&BoothKeys::open(&path, word("x")).err().unwrap()), "keys-too-much-work");
    }

    #[test]
    fn another_form_holds_no_keys() {
        let form = Form {
            format: FORMAT.to_owned(),
            mode: Mode::Resmi,
            booth: "1607062001-3-2".to_owned(),
            key: Hex32(Zeroizing::new([7; 32])),
            secret: Hex32(Zeroizing::new([8; 32])),
        };
        let whole = String::from_utf8(to_pretty(&form)).unwrap();
        assert!(BoothKeys::parse(whole.as_bytes()).is_some());
        for (from, to) in [("secret/v1", "secret/v2"), ("-3-2", "-3"), ("resmi", "lain"), ("0707", "07")] {
            assert!(BoothKeys::parse(whole.replacen(from, to, 1).as_bytes()).is_none(), "{from}");
        }
    }
}
