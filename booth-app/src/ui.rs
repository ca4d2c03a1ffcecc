//! The terminal of one run: language, manner of output, questions.

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};

use serde_json::Value as Json;

use crate::exit::Exit;
use crate::page::{Answer, Page, envelope};
use crate::problem::Problem;
use crate::texts::{Lang, Msg, Texts};

/// How this run speaks.
pub(crate) struct Ui {
    texts: Texts,
    json: bool,
    quiet: bool,
}

impl Ui {
    /// Reads `--lang`, `--json` and `--quiet` before the command line is understood, because a wrong command line must
    /// be answered in the right language and form too.
    pub(crate) fn from_args(args: &[OsString], environment: Option<String>) -> Self {
        let words: Vec<&str> =
            args.iter().filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--").collect();
        let flag = |name: &str| words.contains(&name);
        let next = words.iter().zip(words.iter().skip(1)).filter(|(a, _)| **a == "--lang").map(|(_, b)| *b);
        let joined = words.iter().filter_map(|word| word.strip_prefix("--lang="));
        let asked = next.chain(joined).next().map(str::to_owned).or(environment);
        let lang = asked.as_deref().and_then(Lang::from_word).unwrap_or(Lang::Id);
        Self { texts: Texts::new(lang), json: flag("--json"), quiet: flag("--quiet") || flag("-q") }
    }

    pub(crate) const fn texts(&self) -> &Texts {
        &self.texts
    }

    /// An empty page for an answer.
    pub(crate) const fn page(&self) -> Page<'_> {
        Page::new(&self.texts, self.quiet)
    }

    /// Prints the end of a run and returns its exit code.
    pub(crate) fn finish(&self, command: &str, result: Result<Answer, Problem>) -> Exit {
        let exit = result.as_ref().map_or_else(Problem::exit, |answer| answer.exit);
        let printed = match result {
            Ok(Answer { said: None, .. }) => Ok(()),
            Ok(Answer { said: Some((_, json)), .. }) if self.json => {
                print(&envelope(command, exit, "result", &json))
            }
            Ok(Answer { said: Some((text, _)), .. }) => print(&text),
            Err(problem) if self.json => print(&envelope(command, exit, "error", &problem.json(&self.texts))),
            Err(problem) => {
                self.aside(&problem.page(&self.texts));
                Ok(())
            }
        };
        self.unless_broken(printed, exit)
    }

    /// One line of a command that goes on: for people, or for programs.
    pub(crate) fn line(&self, said: &Msg, json: &Json) -> Result<(), Problem> {
        let line = if self.json { json.to_string() } else { self.texts.say(said) };
        match print(&(line + "\n")) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Problem::new(Exit::CannotWrite, Msg::new("output-unwritable")).detail(error))
            }
            _ => Ok(()),
        }
    }

    /// Something to know while a command runs, on standard error; not under `--quiet` or `--json`.
    pub(crate) fn note(&self, msg: &Msg) {
        if !self.quiet && !self.json {
            self.aside(&self.texts.say(msg));
        }
    }

    /// Shows what it is about, a harmless text, and asks for the word of consent. Without a terminal, or with `--json` or
    /// `--quiet`, whoever starts the command has consented.
    pub(crate) fn agrees(&self, shown: &str, question: &Msg) -> Result<bool, Problem> {
        if self.quiet || self.json || !std::io::stdin().is_terminal() {
            return Ok(true);
        }
        self.aside(shown);
        self.note(question);
        let mut answer = String::new();
        let unreadable = |error| Problem::new(Exit::Unreadable, Msg::new("answer-unreadable")).detail(error);
        std::io::stdin().read_line(&mut answer).map_err(unreadable)?;
        Ok(["ya", "yes"].contains(&answer.trim().to_lowercase().as_str()))
    }

    fn unless_broken(&self, printed: std::io::Result<()>, exit: Exit) -> Exit {
        match printed {
            Ok(()) => exit,
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => exit,
            Err(error) => {
                self.aside(&format!("stdout: {error}"));
                Exit::CannotWrite
            }
        }
    }

    /// Standard error may be gone; there is nobody left to tell then.
    #[expect(clippy::unused_self, reason = "it is this run that speaks")]
    fn aside(&self, text: &str) {
        let _nobody_listens = std::io::stderr().lock().write_all(format!("{}\n", text.trim_end()).as_bytes());
    }
}

fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_beats_the_environment_beats_indonesian() {
        let lang = |args: &[&str], environment: Option<&str>| {
            let args: Vec<OsString> = args.iter().map(OsString::from).collect();
            Ui::from_args(&args, environment.map(str::to_owned)).texts.lang()
        };
        assert_eq!(lang(&["booth-app"], None), Lang::Id);
        assert_eq!(lang(&["booth-app"], Some("en")), Lang::En);
        assert_eq!(lang(&["booth-app", "--lang", "id"], Some("en")), Lang::Id);
        assert_eq!(lang(&["booth-app", "x", "--lang=en"], None), Lang::En);
        assert_eq!(lang(&["booth-app", "--lang", "fr"], None), Lang::Id);
    }
}
