//! What a command answers: a page for people and an object for programs, made side by side.

use serde_json::{Value as Json, json};

use crate::exit::Exit;
use crate::texts::{Msg, Texts};

/// The page that a command fills.
pub(crate) struct Page<'a> {
    texts: &'a Texts,
    quiet: bool,
    text: String,
}

/// The finished answer of a command.
pub(crate) struct Answer {
    /// Exit code.
    pub(crate) exit: Exit,
    /// For people and for programs; `None` if the command has printed all itself.
    pub(crate) said: Option<(String, Json)>,
}

impl Answer {
    /// The answer of a command that has printed all itself.
    pub(crate) const fn printed(exit: Exit) -> Self {
        Self { exit, said: None }
    }
}

impl<'a> Page<'a> {
    pub(crate) const fn new(texts: &'a Texts, quiet: bool) -> Self {
        Self { texts, quiet, text: String::new() }
    }

    /// A line or paragraph.
    pub(crate) fn say(&mut self, msg: &Msg) {
        let text = self.texts.say(msg);
        self.raw(&text);
    }

    /// Says what to do next; left out under `--quiet`.
    pub(crate) fn advise(&mut self, msg: &Msg) {
        if !self.quiet {
            self.blank();
            self.say(msg);
        }
    }

    /// An empty line, but never two and never first.
    pub(crate) fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Text that is already harmless, for example made of hexadecimal digits.
    pub(crate) fn raw(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// A 32-byte identifier large, in groups that people can read aloud and compare.
    pub(crate) fn banner(&mut self, title: &Msg, id: &[u8; 32]) {
        let title = self.texts.say(title);
        self.blank();
        self.raw(&banner(&title, id));
        self.blank();
    }

    /// The answer.
    pub(crate) fn answer(self, exit: Exit, json: Json) -> Answer {
        Answer { exit, said: Some((self.text, json)) }
    }
}

/// A title and 32 bytes as four lines of four groups of four digits, between rules.
pub(crate) fn banner(title: &str, id: &[u8; 32]) -> String {
    let rule = "=".repeat(44);
    let lines: Vec<String> = grouped(id).iter().map(|line| format!("      {line}")).collect();
    format!("{rule}\n  {title}\n\n{}\n{rule}", lines.join("\n"))
}

fn grouped(id: &[u8; 32]) -> Vec<String> {
    let pair = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    id.chunks(8).map(|line| line.chunks(2).map(pair).collect::<Vec<_>>().join("  ")).collect()
}

/// What `--json` prints, for success and failure alike: one line.
pub(crate) fn envelope(command: &str, exit: Exit, name: &str, content: &Json) -> String {
    json!({ "command": command, "exit": exit.code(), name: content }).to_string() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_stands_in_groups_of_four() {
        let id: [u8; 32] = std::array::from_fn(|i| u8::try_from(i).unwrap());
        assert_eq!(grouped(&id)[0], "0001  0203  0405  0607");
        assert_eq!(grouped(&id)[3], "1819  1a1b  1c1d  1e1f");
    }
}
