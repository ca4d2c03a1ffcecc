//! Passphrases: asked at the terminal, or read from a file where there is none.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use age::secrecy::{ExposeSecret as _, SecretString};
use dialogue::{Exit, Msg, Problem, Ui, Value, files};
use election::Mode;
use zeroize::Zeroizing;

use crate::secret::{Locked, Secret};

const MAX_FILE: u64 = 16 * 1024;
/// Fewest characters of a new passphrase where votes count.
const SHORTEST_RESMI: usize = 12;

/// Where passphrases come from.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct PassphraseArg {
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl PassphraseArg {
    /// Opens an existing secret file.
    pub(crate) fn open(&self, ui: &Ui, path: &Path) -> Result<Secret, Problem> {
        let locked = Locked::read(path)?;
        locked.open(self.existing(ui, path)?)
    }

    /// The passphrase of a secret file that is there.
    pub(crate) fn existing(&self, ui: &Ui, path: &Path) -> Result<SecretString, Problem> {
        match &self.passphrase_file {
            Some(file) => only_line(file),
            None => ask(ui, &Msg::new("passphrase-of").with("file", path)),
        }
    }

    /// Opens several secret files. A passphrase file has one line for each of them in this order, or one for all.
    pub(crate) fn open_all(&self, ui: &Ui, paths: &[PathBuf]) -> Result<Vec<Secret>, Problem> {
        let Some(file) = &self.passphrase_file else {
            return paths.iter().map(|path| self.open(ui, path)).collect();
        };
        let locked = paths.iter().map(|path| Locked::read(path)).collect::<Result<Vec<_>, _>>()?;
        let lines = lines(file)?;
        let found = lines.len();
        if found != 1 && found != paths.len() {
            let what = Msg::new("passphrase-lines").with("found", found).with("needed", paths.len());
            return Err(Problem::new(Exit::Unreadable, what).file(file));
        }
        locked.into_iter().zip(lines.into_iter().cycle()).map(|(locked, line)| locked.open(line)).collect()
    }

    /// A passphrase for a new secret file of `whom`.
    pub(crate) fn fresh(&self, ui: &Ui, whom: &str, mode: Mode) -> Result<SecretString, Problem> {
        match &self.passphrase_file {
            Some(path) => long_enough(only_line(path)?, mode).map_err(|problem| problem.file(path)),
            None => ask_new(ui, whom, mode),
        }
    }

    /// Passphrases for several people, each unknown to the others. In a file: one line each, in this order.
    pub(crate) fn several(&self, ui: &Ui, whom: &[String], mode: Mode) -> Result<Vec<SecretString>, Problem> {
        let Some(path) = &self.passphrase_file else {
            return whom.iter().map(|name| ask_new(ui, name, mode)).collect();
        };
        let lines = lines(path)?;
        if lines.len() != whom.len() {
            let what = Msg::new("passphrase-lines").with("found", lines.len()).with("needed", whom.len());
            return Err(Problem::new(Exit::Unreadable, what).file(path));
        }
        let check = |line| long_enough(line, mode).map_err(|problem| problem.file(path));
        lines.into_iter().map(check).collect()
    }
}

fn only_line(path: &Path) -> Result<SecretString, Problem> {
    let mut lines = lines(path)?;
    match (lines.pop(), lines.is_empty()) {
        (Some(only), true) => Ok(only),
        (last, _) => {
            let found = lines.len() + usize::from(last.is_some());
            let what = Msg::new("passphrase-lines").with("found", found).with("needed", 1_usize);
            Err(Problem::new(Exit::Unreadable, what).file(path))
        }
    }
}

fn lines(path: &Path) -> Result<Vec<SecretString>, Problem> {
    let bytes = Zeroizing::new(files::read_stream(path, MAX_FILE)?);
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Problem::new(Exit::Unreadable, Msg::new("not-utf8")).file(path))?;
    Ok(text.lines().filter(|line| !line.is_empty()).map(|line| SecretString::from(line.to_owned())).collect())
}

fn long_enough(passphrase: SecretString, mode: Mode) -> Result<SecretString, Problem> {
    let found = passphrase.expose_secret().chars().count();
    if mode == Mode::Resmi && found < SHORTEST_RESMI {
        let what = Msg::new("passphrase-too-short").with("found", found).with("needed", SHORTEST_RESMI);
        return Err(Problem::new(Exit::Unreadable, what).advice(Msg::new("passphrase-too-short-advice")));
    }
    Ok(passphrase)
}

fn ask_new(ui: &Ui, whom: &str, mode: Mode) -> Result<SecretString, Problem> {
    loop {
        let first = ask(ui, &Msg::new("passphrase-new").with("name", whom))?;
        if first.expose_secret().is_empty() || long_enough(first.clone(), mode).is_err() {
            ui.note(&Msg::new("passphrase-longer").with("needed", shortest(mode)));
            continue;
        }
        let again = ask(ui, &Msg::new("passphrase-again"))?;
        if first.expose_secret() == again.expose_secret() {
            return Ok(first);
        }
        ui.note(&Msg::new("passphrase-differs"));
    }
}

const fn shortest(mode: Mode) -> usize {
    match mode {
        Mode::Resmi => SHORTEST_RESMI,
        Mode::Simulasi => 1,
    }
}

fn ask(ui: &Ui, question: &Msg) -> Result<SecretString, Problem> {
    if !std::io::stdin().is_terminal() {
        return Err(Problem::new(Exit::Usage, Msg::new("passphrase-no-terminal"))
            .advice(Msg::new("passphrase-no-terminal-advice")));
    }
    let question = ui.texts().show(&Value::Msg(question.clone())) + " ";
    match rpassword::prompt_password(question) {
        Ok(answer) => Ok(SecretString::from(answer)),
        Err(error) => Err(Problem::new(Exit::Unreadable, Msg::new("passphrase-unreadable")).detail(error)),
    }
}
