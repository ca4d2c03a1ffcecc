//! The terminal of one run: language, manner of output, questions, progress.

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::exit::Exit;
use crate::page::{Answer, Page, envelope, width_of, wrap};
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
    pub(crate) fn page(&self) -> Page<'_> {
        Page::new(&self.texts, self.quiet)
    }

    /// Prints the end of a run and returns its exit code.
    pub(crate) fn finish(&self, command: &str, result: Result<Answer, Problem>) -> Exit {
        let printed = match &result {
            Ok(answer) if self.json => print(&envelope(command, answer.exit, "result", &answer.json)),
            Ok(answer) => print(&answer.text),
            Err(problem) if self.json => {
                print(&envelope(command, problem.exit(), "error", &problem.json(&self.texts)))
            }
            Err(problem) => {
                self.aside(&problem.page(&self.texts));
                Ok(())
            }
        };
        let exit = result.map_or_else(|problem| problem.exit(), |answer| answer.exit);
        match printed {
            Ok(()) => exit,
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => exit,
            Err(error) => {
                self.aside(&format!("stdout: {error}"));
                Exit::CannotWrite
            }
        }
    }

    /// Something to know while a command runs, on standard error; not under `--quiet` or `--json`.
    pub(crate) fn note(&self, msg: &Msg) {
        if !self.quiet && !self.json {
            self.aside(&self.texts.say(msg));
        }
    }

    /// Shows what is about to happen and asks for the word of consent. Without a terminal, or with `--json` or `--quiet`,
    /// whoever starts the command has consented: nobody is asked, and what was done stands in the answer.
    pub(crate) fn agrees(&self, question: &[Msg]) -> Result<bool, Problem> {
        if self.quiet || self.json || !std::io::stdin().is_terminal() {
            return Ok(true);
        }
        question.iter().for_each(|line| self.note(line));
        let mut answer = String::new();
        let unreadable = |error| Problem::new(Exit::Unreadable, Msg::new("answer-unreadable")).detail(error);
        std::io::stdin().read_line(&mut answer).map_err(unreadable)?;
        Ok(["ya", "yes"].contains(&answer.trim().to_lowercase().as_str()))
    }

    /// A bar on standard error, drawn only for people at a terminal.
    pub(crate) fn progress(&self, what: &Msg, total: usize) -> ProgressBar {
        let bar = ProgressBar::new(u64::try_from(total).unwrap_or(u64::MAX));
        if self.quiet || self.json || !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("{msg}  {wide_bar} {pos}/{len} {eta}") {
            bar.set_style(style);
        }
        bar.with_message(self.texts.say(what))
    }

    /// Standard error may be gone; there is nobody left to tell then.
    fn aside(&self, text: &str) {
        let text = wrap(text.trim_end(), width_of(std::io::stderr())) + "\n";
        let _nobody_listens = std::io::stderr().lock().write_all(text.as_bytes());
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

    fn ui(args: &[&str], environment: Option<&str>) -> Ui {
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        Ui::from_args(&args, environment.map(str::to_owned))
    }

    #[test]
    fn the_flag_beats_the_environment_beats_indonesian() {
        assert_eq!(ui(&["tally"], None).texts.lang(), Lang::Id);
        assert_eq!(ui(&["tally"], Some("en")).texts.lang(), Lang::En);
        assert_eq!(ui(&["tally", "--lang", "id"], Some("en")).texts.lang(), Lang::Id);
        assert_eq!(ui(&["tally", "x", "--lang=en"], None).texts.lang(), Lang::En);
        assert_eq!(ui(&["tally", "--", "--lang=en"], None).texts.lang(), Lang::Id);
        assert_eq!(ui(&["tally", "--lang", "fr"], None).texts.lang(), Lang::Id);
    }
}
