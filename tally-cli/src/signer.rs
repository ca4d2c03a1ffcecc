//! People who sign for a village's committee, with their keys open.

use std::path::{Path, PathBuf};

use dialogue::{Exit, Msg, Problem, Ui};
use election::definition::Village;
use election::{Definition, KeyName, Mode, SecretKey};

use crate::passphrase::PassphraseArg;
use crate::secret::{Kind, Secret};

/// A committee member, or the authority, with an open key.
pub(crate) struct Signer {
    pub(crate) kind: Kind,
    pub(crate) name: KeyName,
    pub(crate) key: SecretKey,
    /// The secret file, beside which the tool remembers.
    pub(crate) file: PathBuf,
}

impl Signer {
    /// Whether this is a member of the village's committee.
    pub(crate) fn sits_in(&self, village: &Village) -> bool {
        let public = self.key.public();
        let mut members = village.committee.keys.iter();
        self.kind == Kind::Committee && members.any(|m| m.name == self.name && m.key == public)
    }

    /// Whether this is the authority of the election.
    pub(crate) fn is_authority(&self, definition: &Definition) -> bool {
        let authority = &definition.content().authority;
        self.kind == Kind::Authority && authority.name == self.name && authority.key == self.key.public()
    }
}

/// Opens keys; each must belong to somebody who may sign here.
pub(crate) fn open(
    ui: &Ui,
    (passphrase, files): (&PassphraseArg, &[PathBuf]),
    definition: &Definition,
    may_sign: impl Fn(&Signer) -> bool,
) -> Result<Vec<Signer>, Problem> {
    let secrets = passphrase.open_all(ui, files)?;
    let mut signers = Vec::new();
    for (secret, file) in secrets.iter().zip(files) {
        let refuse = |what: Msg| Problem::new(Exit::Failed, what).file(file);
        if definition.mode() == Mode::Resmi && secret.mode == Mode::Simulasi {
            return Err(refuse(Msg::new("key-of-simulasi")).advice(Msg::new("key-of-simulasi-advice")));
        }
        let no_member = || {
            refuse(Msg::new("sign-no-member").with("name", secret.name.as_str()))
                .advice(Msg::new("sign-no-member-advice"))
        };
        signers.push(signer(secret, file).filter(&may_sign).ok_or_else(no_member)?);
    }
    Ok(signers)
}

fn signer(secret: &Secret, file: &Path) -> Option<Signer> {
    Some(Signer { kind: secret.kind, name: secret.name.parse().ok()?, key: secret.key()?, file: file.into() })
}
