//! The codes of two officers, 8 digits each: together the passphrase of the booth's keys.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use age::secrecy::{ExposeSecret as _, SecretString};
use dialogue::{Exit, Msg, Problem, Ui, files};
use zeroize::Zeroizing;

const DIGITS: usize = 8;
const MAX_FILE: u64 = 1024;

/// Where the codes come from.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct CodesArg {
    #[arg(long, value_name = "FILE")]
    codes: Option<PathBuf>,
}

impl CodesArg {
    /// The codes of an enrolled booth.
    pub(crate) fn known(&self, ui: &Ui) -> Result<SecretString, Problem> {
        match &self.codes {
            Some(file) => of_file(file),
            None => Ok(joined(&ask(ui, 1)?, &ask(ui, 2)?)),
        }
    }

    /// New codes: at the terminal each officer types twice.
    pub(crate) fn fresh(&self, ui: &Ui) -> Result<SecretString, Problem> {
        let Some(file) = &self.codes else {
            let first = ask_twice(ui, 1, |code| !is_weak(code))?;
            let second = ask_twice(ui, 2, |code| !is_weak(code) && code != first.expose_secret())?;
            return Ok(joined(&first, &second));
        };
        let codes = of_file(file)?;
        let (first, second) = codes.expose_secret().split_at_checked(DIGITS).unwrap_or_default();
        if is_weak(first) || is_weak(second) || first == second {
            return Err(Problem::new(Exit::Unreadable, Msg::new("codes-weak"))
                .file(file)
                .advice(Msg::new("codes-weak-advice")));
        }
        Ok(codes)
    }
}

/// Two lines: officer 1, officer 2.
fn of_file(path: &Path) -> Result<SecretString, Problem> {
    let bytes = Zeroizing::new(files::read_stream(path, MAX_FILE)?);
    let refused = || {
        Problem::new(Exit::Unreadable, Msg::new("codes-file"))
            .file(path)
            .advice(Msg::new("codes-file-advice"))
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| refused())?;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    match (lines.next(), lines.next(), lines.next()) {
        (Some(first), Some(second), None) if is_code(first) && is_code(second) => {
            Ok(SecretString::from(format!("{first}{second}")))
        }
        _ => Err(refused()),
    }
}

fn is_code(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Eight times the same digit.
fn is_weak(code: &str) -> bool {
    let mut bytes = code.bytes();
    let first = bytes.next();
    bytes.all(|byte| Some(byte) == first)
}

fn joined(first: &SecretString, second: &SecretString) -> SecretString {
    SecretString::from(format!("{}{}", first.expose_secret(), second.expose_secret()))
}

fn ask_twice(ui: &Ui, officer: u16, fits: impl Fn(&str) -> bool) -> Result<SecretString, Problem> {
    loop {
        let first = ask(ui, officer)?;
        if !fits(first.expose_secret()) {
            ui.note(&Msg::new("codes-weak"));
            continue;
        }
        let again = prompt(ui, &Msg::new("codes-again").with("officer", officer))?;
        if first.expose_secret() == again.expose_secret() {
            return Ok(first);
        }
        ui.note(&Msg::new("codes-differ"));
    }
}

fn ask(ui: &Ui, officer: u16) -> Result<SecretString, Problem> {
    loop {
        let code = prompt(ui, &Msg::new("codes-of").with("officer", officer))?;
        if is_code(code.expose_secret()) {
            return Ok(code);
        }
        ui.note(&Msg::new("codes-digits"));
    }
}

fn prompt(ui: &Ui, question: &Msg) -> Result<SecretString, Problem> {
    if !std::io::stdin().is_terminal() {
        return Err(Problem::new(Exit::Usage, Msg::new("codes-no-terminal"))
            .advice(Msg::new("codes-no-terminal-advice")));
    }
    let question = ui.texts().say(question) + " ";
    match rpassword::prompt_password(question) {
        Ok(answer) => Ok(SecretString::from(answer)),
        Err(error) => Err(Problem::new(Exit::Unreadable, Msg::new("codes-unreadable")).detail(error)),
    }
}
