//! What a command answers: a page for people and an object for programs, made side by side.

use std::io::IsTerminal as _;

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use serde_json::{Value as Json, json};

use crate::exit::Exit;
use crate::texts::{Msg, Texts, Value};

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
    /// For people.
    pub(crate) text: String,
    /// For programs.
    pub(crate) json: Json,
}

impl<'a> Page<'a> {
    pub(crate) const fn new(texts: &'a Texts, quiet: bool) -> Self {
        Self { texts, quiet, text: String::new() }
    }

    /// A line or paragraph.
    pub(crate) fn say(&mut self, msg: &Msg) {
        self.raw(&self.texts.say(msg));
    }

    /// Says what to do next; left out under `--quiet`.
    pub(crate) fn advise(&mut self, msg: &Msg) {
        if !self.quiet {
            self.blank();
            self.say(msg);
        }
    }

    /// A heading, underlined.
    pub(crate) fn heading(&mut self, msg: &Msg) {
        let text = self.texts.say(msg);
        self.blank();
        self.raw(&text);
        self.raw(&"─".repeat(text.chars().count()));
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

    /// A table; numbers stand to the right.
    pub(crate) fn table(&mut self, heads: &[Msg], rows: Vec<Vec<Value>>) {
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED);
        if std::io::stdout().is_terminal() {
            table.set_content_arrangement(ContentArrangement::Dynamic);
        }
        table.set_header(heads.iter().map(|head| Cell::new(self.texts.say(head))));
        for row in rows {
            table.add_row(row.iter().map(|value| self.cell(value)));
        }
        for line in table.lines() {
            self.raw(&line);
        }
    }

    /// A 32-byte identifier large, in groups that people can read aloud and compare.
    pub(crate) fn banner(&mut self, title: &Msg, id: &[u8; 32]) {
        let rule = "=".repeat(44);
        self.blank();
        self.raw(&rule);
        self.raw(&format!("  {}", self.texts.say(title)));
        self.raw("");
        for line in grouped(id) {
            self.raw(&format!("      {line}"));
        }
        self.raw(&rule);
        self.blank();
    }

    /// The answer.
    pub(crate) fn answer(self, exit: Exit, json: Json) -> Answer {
        Answer { exit, text: self.text, json }
    }

    fn cell(&self, value: &Value) -> Cell {
        let cell = Cell::new(self.texts.show(value));
        match value {
            Value::Number(_) | Value::Percent { .. } => cell.set_alignment(CellAlignment::Right),
            _ => cell,
        }
    }
}

/// 32 bytes in one line of groups.
pub(crate) fn in_one_line(id: &[u8; 32]) -> String {
    grouped(id).join("  ").replace("  ", " ")
}

/// 32 bytes as four lines of four groups of four digits.
fn grouped(id: &[u8; 32]) -> Vec<String> {
    let pair = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    id.chunks(8).map(|line| line.chunks(2).map(pair).collect::<Vec<_>>().join("  ")).collect()
}

/// What `--json` prints, for success and failure alike.
pub(crate) fn envelope(command: &str, exit: Exit, name: &str, content: &Json) -> String {
    let whole = json!({ "command": command, "exit": exit.code(), name: content });
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Lang;

    #[test]
    fn an_identifier_stands_in_groups_of_four() {
        let id: [u8; 32] = std::array::from_fn(|i| u8::try_from(i).unwrap());
        assert_eq!(grouped(&id)[0], "0001  0203  0405  0607");
        assert_eq!(grouped(&id)[3], "1819  1a1b  1c1d  1e1f");
    }

    #[test]
    fn foreign_text_in_a_table_is_escaped() {
        let texts = Texts::new(Lang::Id);
        let mut page = Page::new(&texts, false);
        page.table(&[Msg::new("head-village")], vec![vec!["a\u{1b}b".into()], vec![1000_u32.into()]]);
        let text = page.answer(Exit::Complete, Json::Null).text;
        assert!(text.contains("a\\u{1b}b") && text.contains("1.000"), "{text}");
    }
}
