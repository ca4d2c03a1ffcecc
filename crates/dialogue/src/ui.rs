//! The terminal of one run: language, manner of output, questions.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::os::fd::AsFd;

use serde::Serialize;
use serde_json::Value as Json;

use crate::exit::Exit;
use crate::page::{Answer, Page};
use crate::problem::Problem;
use crate::program::{Layout, Program};
use crate::texts::{Lang, Msg, Texts, harmless_json};
use crate::wrap::{Wrap, width_of};

/// How this run speaks.
pub struct Ui {
    texts: Texts,
    json: bool,
    quiet: bool,
    layout: Layout,
    program: &'static str,
}

impl Ui {
    /// Reads `--lang`, `--json` and `--quiet` before the command line is understood, because a wrong command line must
    /// be answered in the right language and form too.
    #[must_use]
    pub fn from_args(program: &Program, args: &[OsString], environment: Option<String>) -> Self {
        let words: Vec<&str> =
            args.iter().filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--").collect();
        let flag = |name: &str| words.contains(&name);
        let next = words.iter().zip(words.iter().skip(1)).filter(|(a, _)| **a == "--lang").map(|(_, b)| *b);
        let joined = words.iter().filter_map(|word| word.strip_prefix("--lang="));
        let asked = next.chain(joined).next().map(str::to_owned).or(environment);
        let lang = asked.as_deref().and_then(Lang::from_word).unwrap_or(Lang::Id);
        Self {
            texts: Texts::new(lang, &program.texts),
            json: flag("--json"),
            quiet: flag("--quiet") || flag("-q"),
            layout: program.layout,
            program: program.name,
        }
    }

    /// The texts in the language of this run.
    #[must_use]
    pub const fn texts(&self) -> &Texts {
        &self.texts
    }

    /// An empty page for an answer.
    #[must_use]
    pub fn page(&self) -> Page<'_> {
        Page::new(&self.texts, self.quiet, self.wrap(io::stdout()))
    }

    /// Whether people want to know more than the answer: neither `--quiet` nor `--json`.
    #[must_use]
    pub const fn is_talkative(&self) -> bool {
        !self.quiet && !self.json
    }

    /// Prints the end of a run and returns its exit code.
    pub fn finish(&self, command: &str, result: Result<Answer, Problem>) -> Exit {
        let exit = result.as_ref().map_or_else(Problem::exit, |answer| answer.exit);
        let printed = match result {
            Ok(Answer { said: None, .. }) => Ok(()),
            Ok(Answer { said: Some((_, json)), .. }) if self.json => {
                let result = Some(json.as_ref());
                self.print(&Envelope { command, error: None, exit: exit.code(), result })
            }
            Ok(Answer { said: Some((text, _)), .. }) => print(&text),
            Err(problem) if self.json => {
                let error = Some(problem.json(&self.texts));
                self.print(&Envelope { command, error, exit: exit.code(), result: None })
            }
            Err(problem) => {
                self.aside(&problem.page(&self.texts));
                Ok(())
            }
        };
        match printed {
            Ok(()) => exit,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => exit,
            Err(error) => {
                self.aside(&format!("stdout: {error}"));
                Exit::CannotWrite
            }
        }
    }

    /// One line of a command that goes on: for people, or for programs.
    ///
    /// # Errors
    /// Standard output takes no more, for another reason than that its reader has gone.
    pub fn line(&self, said: &Msg, json: &Json) -> Result<(), Problem> {
        let line =
            if self.json { harmless_json(&json.to_string()).into_owned() } else { self.texts.say(said) };
        match print(&(line + "\n")) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Problem::new(Exit::CannotWrite, Msg::new("output-unwritable")).detail(error))
            }
            _ => Ok(()),
        }
    }

    /// Something that a program wants to follow while a command runs: under `--json` a line on standard error.
    pub fn event(&self, event: &Json) {
        if self.json && !self.quiet {
            self.aside(&event.to_string());
        }
    }

    /// Something to know while a command runs, on standard error; not under `--quiet` or `--json`.
    pub fn note(&self, msg: &Msg) {
        if self.is_talkative() {
            self.aside(&self.texts.say(msg));
        }
    }

    /// Whether there is somebody to ask: a terminal, and neither `--quiet` nor `--json`.
    #[must_use]
    pub fn can_ask(&self) -> bool {
        self.is_talkative() && io::stdin().is_terminal()
    }

    /// Shows what is about to happen and asks for the word of consent. Where nobody [can be asked](Self::can_ask),
    /// whoever starts the command has consented, and what was done stands in the answer.
    ///
    /// # Errors
    /// The terminal gives no answer.
    pub fn agrees(&self, question: &[Msg]) -> Result<bool, Problem> {
        if !self.can_ask() {
            return Ok(true);
        }
        question.iter().for_each(|line| self.note(line));
        let mut answer = String::new();
        let unreadable = |error| Problem::new(Exit::Unreadable, Msg::new("answer-unreadable")).detail(error);
        io::stdin().read_line(&mut answer).map_err(unreadable)?;
        Ok(["ya", "yes"].contains(&answer.trim().to_lowercase().as_str()))
    }

    /// Text that is already harmless, on standard error. That may be gone; there is nobody left to tell then.
    pub fn aside(&self, text: &str) {
        let text = self.wrap(io::stderr()).text(text.trim_end()) + "\n";
        let _nobody_listens = io::stderr().lock().write_all(text.as_bytes());
    }

    fn wrap(&self, terminal: impl AsFd) -> Wrap {
        let width = match self.layout {
            Layout::Pages => width_of(terminal),
            Layout::Lines => None,
        };
        Wrap { width, command: self.program }
    }

    fn print(&self, envelope: &Envelope<'_>) -> io::Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        self.write(envelope, &mut out)?;
        out.flush()
    }

    fn write(&self, envelope: &Envelope<'_>, out: &mut impl Write) -> io::Result<()> {
        let harmless = HarmlessJson(&mut *out);
        match self.layout {
            Layout::Pages => serde_json::to_writer_pretty(harmless, envelope)?,
            Layout::Lines => serde_json::to_writer(harmless, envelope)?,
        }
        out.write_all(b"\n")
    }
}

/// What `--json` prints, for success and failure alike. It is written value by value: whoever has sent a hundred thousand
/// files gets an answer of many megabytes.
#[derive(Serialize)]
struct Envelope<'a> {
    command: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Json>,
    exit: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'a dyn erased_serde::Serialize>,
}

/// Writes JSON as a terminal may show it. What is written at once must be text, which it is as serde_json writes it.
struct HarmlessJson<W>(W);

impl<W: Write> Write for HarmlessJson<W> {
    fn write(&mut self, json: &[u8]) -> io::Result<usize> {
        let text = str::from_utf8(json).map_err(io::Error::other)?;
        self.0.write_all(harmless_json(text).as_bytes())?;
        Ok(json.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::texts::Sources;

    fn ui(layout: Layout, args: &[&str], environment: Option<&str>) -> Ui {
        let texts = Sources { indonesian: "", english: "" };
        let program = Program { name: "tally", version: "1", texts, lang_variable: "TALLY_LANG", layout };
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        Ui::from_args(&program, &args, environment.map(str::to_owned))
    }

    #[test]
    fn the_flag_beats_the_environment_beats_indonesian() {
        let lang = |args: &[&str], environment| ui(Layout::Pages, args, environment).texts.lang();
        assert_eq!(lang(&["tally"], None), Lang::Id);
        assert_eq!(lang(&["tally"], Some("EN")), Lang::En);
        assert_eq!(lang(&["tally", "--lang", "id"], Some("en")), Lang::Id);
        assert_eq!(lang(&["tally", "x", "--lang=en"], None), Lang::En);
        assert_eq!(lang(&["tally", "--", "--lang=en"], None), Lang::Id);
        assert_eq!(lang(&["tally", "--lang", "fr"], None), Lang::Id);
    }

    #[test]
    fn a_line_for_programs_is_one_object() {
        let answer = json!({ "a\u{202e}": "\u{9b}ā" });
        let envelope = |layout| {
            let mut out = Vec::new();
            let envelope = Envelope { command: "merge", error: None, exit: 1, result: Some(&answer) };
            ui(layout, &["tally"], None).write(&envelope, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let whole = r#"{"command":"merge","exit":1,"result":{"a\u202e":"\u009bā"}}"#;
        assert_eq!(envelope(Layout::Lines), format!("{whole}\n"));
        assert!(envelope(Layout::Pages).starts_with("{\n  \"command\""));
        let same = |layout| serde_json::from_str::<Json>(&envelope(layout)).unwrap();
        assert_eq!(same(Layout::Pages), same(Layout::Lines));
    }

    #[test]
    fn advice_is_for_people_alone() {
        for (args, talkative) in
            [(&["tally"][..], true), (&["tally", "-q"], false), (&["tally", "--json"], false)]
        {
            assert_eq!(ui(Layout::Pages, args, None).is_talkative(), talkative);
        }
    }
}
