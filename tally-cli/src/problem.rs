//! What went wrong, told to a committee member: which file, where, what, and what to do.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};
use tally::Message;

use crate::exit::Exit;
use crate::texts::{Msg, Texts};

/// Why a command stopped.
#[derive(Debug)]
pub(crate) struct Problem(Box<Parts>);

#[derive(Debug)]
struct Parts {
    exit: Exit,
    what: Msg,
    file: Option<PathBuf>,
    place: Option<(usize, usize)>,
    advice: Option<Msg>,
    detail: Option<Message>,
}

impl Problem {
    /// A problem with the exit code it leads to.
    pub(crate) fn new(exit: Exit, what: Msg) -> Self {
        Self(Box::new(Parts { exit, what, file: None, place: None, advice: None, detail: None }))
    }

    /// Names the file.
    pub(crate) fn file(mut self, file: impl AsRef<Path>) -> Self {
        self.0.file = Some(file.as_ref().to_owned());
        self
    }

    /// Names the line and column, from 1.
    pub(crate) fn at(mut self, line: usize, column: usize) -> Self {
        self.0.place = Some((line, column));
        self
    }

    /// Says what to do.
    pub(crate) fn advice(mut self, advice: Msg) -> Self {
        self.0.advice = Some(advice);
        self
    }

    /// Adds what a library or the operating system said, for whoever helps.
    pub(crate) fn detail(mut self, detail: impl ToString) -> Self {
        let detail = detail.to_string();
        self.0.detail = Some(Message::new(detail.clone(), detail));
        self
    }

    /// Adds what the library says in both languages.
    pub(crate) fn told(mut self, message: impl Into<Message>) -> Self {
        self.0.detail = Some(message.into());
        self
    }

    /// The exit code.
    pub(crate) fn exit(&self) -> Exit {
        self.0.exit
    }

    /// The text for people.
    pub(crate) fn page(&self, texts: &Texts) -> String {
        let mut lines = vec![texts.say(&Msg::new("problem").with("what", self.0.what.clone()))];
        if let Some(file) = &self.0.file {
            lines.push(texts.say(&Msg::new("problem-file").with("file", file.as_path())));
        }
        if let Some((line, column)) = self.0.place {
            lines.push(texts.say(&Msg::new("problem-place").with("line", line).with("column", column)));
        }
        if let Some(advice) = &self.0.advice {
            lines.push(texts.say(&Msg::new("problem-advice").with("advice", advice.clone())));
        }
        if let Some(detail) = &self.0.detail {
            lines.push(texts.say(&Msg::new("problem-detail").with("detail", detail)));
        }
        lines.join("\n") + "\n"
    }

    /// The object for programs.
    pub(crate) fn json(&self, texts: &Texts) -> Json {
        let mut object = Map::new();
        object.insert("code".into(), self.0.what.key().into());
        object.insert("message".into(), texts.say(&self.0.what).into());
        if let Some(file) = &self.0.file {
            object.insert("file".into(), file.display().to_string().into());
        }
        if let Some((line, column)) = self.0.place {
            object.insert("line".into(), line.into());
            object.insert("column".into(), column.into());
        }
        if let Some(advice) = &self.0.advice {
            object.insert("advice".into(), texts.say(advice).into());
        }
        if let Some(detail) = &self.0.detail {
            object.insert("detail".into(), detail.english.as_str().into());
        }
        object.into()
    }
}
