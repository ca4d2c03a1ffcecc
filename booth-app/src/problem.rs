//! What went wrong, told to an officer: which file, where, what, and what to do.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};

use crate::exit::Exit;
use crate::texts::{Msg, Texts, Value};

/// Why a command stopped.
#[derive(Debug)]
pub(crate) struct Problem(Box<Parts>);

#[derive(Debug)]
struct Parts {
    exit: Exit,
    what: Msg,
    file: Option<PathBuf>,
    line: Option<usize>,
    advice: Option<Msg>,
    detail: Option<Value>,
}

impl Problem {
    /// A problem with the exit code it leads to.
    pub(crate) fn new(exit: Exit, what: Msg) -> Self {
        Self(Box::new(Parts { exit, what, file: None, line: None, advice: None, detail: None }))
    }

    /// Names the file.
    pub(crate) fn file(mut self, file: impl AsRef<Path>) -> Self {
        self.0.file = Some(file.as_ref().to_owned());
        self
    }

    /// Names the line, from 1.
    pub(crate) fn at(mut self, line: usize) -> Self {
        self.0.line = Some(line);
        self
    }

    /// Says what to do.
    pub(crate) fn advice(mut self, advice: Msg) -> Self {
        self.0.advice = Some(advice);
        self
    }

    /// Adds what a library or the operating system said, for whoever helps.
    pub(crate) fn detail(mut self, detail: impl ToString) -> Self {
        self.0.detail = Some(detail.to_string().into());
        self
    }

    /// Adds the reason that one of our own parts gives, in both languages.
    pub(crate) fn told(mut self, english: impl ToString, indonesian: String) -> Self {
        self.0.detail = Some(Value::Told { english: english.to_string(), indonesian });
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
        if let Some(line) = self.0.line {
            lines.push(texts.say(&Msg::new("problem-line").with("line", line)));
        }
        if let Some(advice) = &self.0.advice {
            lines.push(texts.say(&Msg::new("problem-advice").with("advice", advice.clone())));
        }
        if let Some(detail) = &self.0.detail {
            lines.push(texts.say(&Msg::new("problem-detail").with("detail", detail.clone())));
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
        if let Some(line) = self.0.line {
            object.insert("line".into(), line.into());
        }
        if let Some(advice) = &self.0.advice {
            object.insert("advice".into(), texts.say(advice).into());
        }
        if let Some(detail) = &self.0.detail {
            let told = match detail {
                Value::Text(text) | Value::Told { english: text, .. } => text.clone(),
                other => texts.show(other),
            };
            object.insert("detail".into(), told.into());
        }
        object.into()
    }
}
