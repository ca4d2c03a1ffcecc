//! What a command answers: a page for people and an object for programs, made side by side.

use erased_serde::Serialize as Json;
use serde::Serialize;

use crate::exit::Exit;
use crate::texts::{Msg, Texts};
use crate::wrap::Wrap;

/// The page that a command fills.
pub struct Page<'a> {
    texts: &'a Texts,
    quiet: bool,
    wrap: Wrap,
    text: String,
}

/// The finished answer of a command.
pub struct Answer {
    /// Exit code.
    pub exit: Exit,
    /// For people and for programs; `None` if the command has printed all itself.
    pub said: Option<(String, Box<dyn Json>)>,
}

impl Answer {
    /// The answer of a command that has printed all itself.
    #[must_use]
    pub const fn printed(exit: Exit) -> Self {
        Self { exit, said: None }
    }
}

impl<'a> Page<'a> {
    pub(crate) const fn new(texts: &'a Texts, quiet: bool, wrap: Wrap) -> Self {
        Self { texts, quiet, wrap, text: String::new() }
    }

    /// The texts in which this page is written.
    #[must_use]
    pub const fn texts(&self) -> &'a Texts {
        self.texts
    }

    /// A line or paragraph.
    pub fn say(&mut self, msg: &Msg) {
        let text = self.wrap.text(&self.texts.say(msg));
        self.raw(&text);
    }

    /// Says what to do next; left out under `--quiet`.
    pub fn advise(&mut self, msg: &Msg) {
        if !self.quiet {
            self.blank();
            self.say(msg);
        }
    }

    /// A heading, underlined.
    pub fn heading(&mut self, msg: &Msg) {
        let text = self.texts.say(msg);
        self.blank();
        self.raw(&text);
        self.raw(&"─".repeat(text.chars().count()));
    }

    /// An empty line, but never two and never first.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Text that is already harmless, for example made of hexadecimal digits.
    pub fn raw(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// A 32-byte identifier large, in groups that people can read aloud and compare.
    pub fn banner(&mut self, title: &Msg, id: &[u8; 32]) {
        let title = self.texts.say(title);
        self.blank();
        self.raw(&banner(&title, id));
        self.blank();
    }

    /// The answer; for programs it is written only if they have asked for it.
    #[must_use]
    pub fn answer(self, exit: Exit, json: impl Serialize + 'static) -> Answer {
        Answer { exit, said: Some((self.text, Box::new(json))) }
    }
}

/// A title and 32 bytes as four lines of four groups of four digits, between rules.
#[must_use]
pub fn banner(title: &str, id: &[u8; 32]) -> String {
    let rule = "=".repeat(44);
    let lines: Vec<String> = grouped(id).iter().map(|line| format!("      {line}")).collect();
    format!("{rule}\n  {title}\n\n{}\n{rule}", lines.join("\n"))
}

/// 32 bytes in one line of groups.
#[must_use]
pub fn in_one_line(id: &[u8; 32]) -> String {
    grouped(id).join("  ").replace("  ", " ")
}

/// 32 bytes as four lines of four groups of four digits.
fn grouped(id: &[u8; 32]) -> Vec<String> {
    let pair = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    id.chunks(8).map(|line| line.chunks(2).map(pair).collect::<Vec<_>>().join("  ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_stands_in_groups_of_four() {
        let id: [u8; 32] = std::array::from_fn(|i| u8::try_from(i).unwrap());
        assert_eq!(grouped(&id)[0], "0001  0203  0405  0607");
        assert_eq!(grouped(&id)[3], "1819  1a1b  1c1d  1e1f");
        assert!(in_one_line(&id).ends_with("0e0f 1011 1213 1415 1617 1819 1a1b 1c1d 1e1f"));
    }
}
