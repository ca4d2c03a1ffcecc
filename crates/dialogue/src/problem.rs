//! What went wrong, told to an officer or a committee member: which file, where, what, and what to do.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};

use crate::exit::Exit;
use crate::texts::{Msg, Texts, Told};

/// Why a command stopped.
#[derive(Debug)]
pub struct Problem(Box<Parts>);

#[derive(Debug)]
struct Parts {
    exit: Exit,
    what: Msg,
    file: Option<PathBuf>,
    line: Option<usize>,
    column: Option<usize>,
    advice: Option<Msg>,
    detail: Option<Told>,
}

impl Problem {
    /// A problem with the exit code it leads to.
    #[must_use]
    pub fn new(exit: Exit, what: Msg) -> Self {
        Self(Box::new(Parts { exit, what, file: None, line: None, column: None, advice: None, detail: None }))
    }

    /// Names the file.
    #[must_use]
    pub fn file(mut self, file: impl AsRef<Path>) -> Self {
        self.0.file = Some(file.as_ref().to_owned());
        self
    }

    /// Names the line, from 1.
    #[must_use]
    pub fn at(mut self, line: usize) -> Self {
        self.0.line = Some(line);
        self
    }

    /// Names the column in the line, from 1.
    #[must_use]
    pub fn column(mut self, column: usize) -> Self {
        self.0.column = Some(column);
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn advice(mut self, advice: Msg) -> Self {
        self.0.advice = Some(advice);
        self
    }

    /// Adds what a library or the operating system said, for whoever helps.
    #[must_use]
    pub fn detail(self, detail: impl ToString) -> Self {
        let detail = detail.to_string();
        self.told(Told::new(detail.clone(), detail))
    }

    /// Adds the reason that one of our own parts gives, in both languages.
    #[must_use]
    pub fn told(mut self, reason: Told) -> Self {
        self.0.detail = Some(reason);
        self
    }

    /// The exit code.
    #[must_use]
    pub fn exit(&self) -> Exit {
        self.0.exit
    }

    /// The text for people.
    #[must_use]
    pub fn page(&self, texts: &Texts) -> String {
        let Parts { what, file, advice, detail, .. } = &*self.0;
        let lines = [
            Some(Msg::new("problem").with("what", what.clone())),
            file.as_deref().map(|file| Msg::new("problem-file").with("file", file)),
            self.place(),
            advice.as_ref().map(|advice| Msg::new("problem-advice").with("advice", advice.clone())),
            detail.as_ref().map(|detail| Msg::new("problem-detail").with("detail", detail.clone())),
        ];
        lines.iter().flatten().map(|line| texts.say(line) + "\n").collect()
    }

    fn place(&self) -> Option<Msg> {
        let line = self.0.line?;
        Some(match self.0.column {
            Some(column) => Msg::new("problem-place").with("line", line).with("column", column),
            None => Msg::new("problem-line").with("line", line),
        })
    }

    /// The object for programs.
    #[must_use]
    pub fn json(&self, texts: &Texts) -> Json {
        let Parts { what, file, line, column, advice, detail, .. } = &*self.0;
        let parts = [
            ("code", Some(what.key().into())),
            ("message", Some(texts.say(what).into())),
            ("file", file.as_ref().map(|file| file.display().to_string().into())),
            ("line", line.map(Json::from)),
            ("column", column.map(Json::from)),
            ("advice", advice.as_ref().map(|advice| texts.say(advice).into())),
            ("detail", detail.as_ref().map(|detail| detail.english.as_str().into())),
        ];
        let given = parts.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        given.collect::<Map<_, _>>().into()
    }
}
