//! The secrets of a demo, kept so that people can try every command: encrypted as in an election, with the passphrase
//! beside them.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use age::secrecy::SecretString;
use dialogue::files::{self, Access};
use dialogue::{Exit, Msg, Problem};
use election::{ElectionId, KeyName, Mode, SecretKey};
use simulation::{SecretKeeper, Secrets};

use crate::memory;
use crate::secret::{Hex32, Kind, Secret, Share};

const PASSPHRASE: &str = "simulasi-tanpa-nilai";
/// The name of the authority in simulations.
const AUTHORITY: &str = "dpmd.simulasi.example";
/// Files that wait for the disk at the same time.
const WRITERS: usize = 8;
const WARNING: &str = "\
Kunci-kunci di map ini dari sebuah SIMULASI. Tidak bernilai: siapa pun boleh membacanya, dan kata sandinya
ada di passphrase.txt. Jangan pernah memakainya untuk pemilihan.

The keys in this folder are of a SIMULATION. They are worthless: anybody may read them, and their passphrase
is in passphrase.txt. Never use them in an election.
";

/// Writes all secrets into one folder.
pub(crate) struct Keeper {
    out: PathBuf,
    problem: Mutex<Option<Problem>>,
}

/// The secret file of the trustees with this number, of all villages together.
pub(crate) fn trustee_file(out: &Path, number: u16) -> PathBuf {
    folder(out).join(format!("wali-{number}.key.age"))
}

/// The passphrase of all secret files.
pub(crate) fn passphrase_file(out: &Path) -> PathBuf {
    folder(out).join("passphrase.txt")
}

/// The secret file of a committee member.
pub(crate) fn key_file(out: &Path, name: &str) -> PathBuf {
    folder(out).join(format!("{name}.key.age"))
}

fn folder(out: &Path) -> PathBuf {
    out.join("secret")
}

impl Keeper {
    pub(crate) fn new(out: &Path) -> Self {
        Self { out: out.to_path_buf(), problem: Mutex::new(None) }
    }

    /// What went wrong while keeping, if anything did.
    pub(crate) fn problem(&self) -> Option<Problem> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// What every trustee's tool remembers: that this election was accepted.
    pub(crate) fn remember(&self, election: ElectionId) -> Result<(), Problem> {
        let files = (1..).map(|number| trustee_file(&self.out, number));
        for key in files.take_while(|key| key.symlink_metadata().is_ok()) {
            memory::accept(&mut memory::beside(&key)?, election, None)?;
        }
        Ok(())
    }

    fn write(&self, secrets: &Secrets) -> Result<(), Problem> {
        let folder = folder(&self.out);
        files::make_folder(&folder)?;
        files::write_new(&folder.join("README.txt"), WARNING.as_bytes(), Access::Public)?;
        let passphrase = format!("{PASSPHRASE}\n");
        files::write_new(&passphrase_file(&self.out), passphrase.as_bytes(), Access::Public)?;
        // Each file waits for the disk; some of them wait together.
        let jobs = jobs(&self.out, secrets)?;
        let parts = jobs.chunks(jobs.len().div_ceil(WRITERS).max(1));
        std::thread::scope(|scope| {
            let running: Vec<_> = parts.map(|part| scope.spawn(move || write_all(part))).collect();
            running.into_iter().try_for_each(|thread| thread.join().unwrap_or(Ok(())))
        })
    }
}

impl SecretKeeper for Keeper {
    fn keep(&self, secrets: &Secrets) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.write(secrets).map_err(|problem| {
            *self.problem.lock().unwrap_or_else(PoisonError::into_inner) = Some(problem);
            Box::from("the secrets cannot be written")
        })
    }
}

fn write_all(jobs: &[(PathBuf, Secret)]) -> Result<(), Problem> {
    jobs.iter().try_for_each(|(path, secret)| secret.write(path, SecretString::from(PASSPHRASE.to_owned())))
}

fn jobs(out: &Path, secrets: &Secrets) -> Result<Vec<(PathBuf, Secret)>, Problem> {
    let mut jobs = Vec::new();
    let mut add = |kind, name: &KeyName, key: &SecretKey| {
        let secret = Secret::signing(Mode::Simulasi, kind, name, key);
        jobs.push((key_file(out, name.as_str()), secret));
    };
    let name = |text: String| -> Result<KeyName, Problem> {
        text.parse()
            .map_err(|_| Problem::new(Exit::Internal, Msg::new("bad-key-name").with("name", text.as_str())))
    };
    add(Kind::Authority, &name(AUTHORITY.to_owned())?, &secrets.authority);
    for village in &secrets.villages {
        village.committee.iter().for_each(|(name, key)| add(Kind::Committee, name, key));
        village.saksi.iter().for_each(|(name, key)| add(Kind::Saksi, name, key));
        for booth in &village.booths {
            add(Kind::Booth, &name(booth.booth.to_string())?, &booth.key);
        }
    }
    for (number, shares) in trustees(secrets) {
        let secret = Secret::trustee(Mode::Simulasi, &format!("Wali {number} (simulasi)"), shares);
        jobs.push((trustee_file(out, number), secret));
    }
    Ok(jobs)
}

/// Shares by trustee number: in a demo one file serves all villages.
fn trustees(secrets: &Secrets) -> BTreeMap<u16, Vec<Share>> {
    let mut trustees: BTreeMap<u16, Vec<Share>> = BTreeMap::new();
    for village in &secrets.villages {
        for (_, secret) in &village.trustees {
            let share = Hex32::new(secret.expose_bytes());
            let share = Share { village: village.village.clone(), trustee: secret.trustee(), share };
            trustees.entry(secret.trustee().get()).or_default().push(share);
        }
    }
    trustees
}
