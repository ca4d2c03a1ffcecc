//! What a command answers: a page for people and an object for programs, made side by side.

use std::io::IsTerminal as _;
use std::os::fd::AsFd;

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use serde_json::{Value as Json, json};

use crate::exit::Exit;
use crate::texts::{Msg, Texts, Value};

/// Widest line in columns.
const WIDEST: usize = 100;
/// How a command to copy begins.
const COMMAND: &str = "tally ";

/// The page that a command fills.
pub(crate) struct Page<'a> {
    texts: &'a Texts,
    quiet: bool,
    /// Columns of the terminal; output that goes elsewhere is not wrapped.
    width: Option<usize>,
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
    pub(crate) fn new(texts: &'a Texts, quiet: bool) -> Self {
        Self { texts, quiet, width: width_of(std::io::stdout()), text: String::new() }
    }

    /// A line or paragraph.
    pub(crate) fn say(&mut self, msg: &Msg) {
        let text = self.texts.say(msg);
        self.raw(&wrap(&text, self.width));
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

/// Columns of a terminal, as far as lines are pleasant to read; none for a file or a pipe.
pub(crate) fn width_of(terminal: impl AsFd) -> Option<usize> {
    let (terminal_size::Width(width), _) = terminal_size::terminal_size_of(terminal)?;
    Some(usize::from(width).clamp(40, WIDEST))
}

/// A text whose long lines are broken between words.
pub(crate) fn wrap(text: &str, width: Option<usize>) -> String {
    let line = |line: &str| width.map_or_else(|| line.to_owned(), |width| wrapped(line, width));
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A line broken between words; what belongs to it is indented under it. Commands to copy stay whole.
fn wrapped(line: &str, width: usize) -> String {
    let indent = line.chars().take_while(|c| *c == ' ').count();
    if line.trim_start().starts_with(COMMAND) || line.chars().count() <= width {
        return line.to_owned();
    }
    let hanging = if indent == 0 { 0 } else { indent + 2 };
    let mut text = " ".repeat(indent);
    let mut column = indent;
    for word in line.split_whitespace() {
        let length = word.chars().count();
        let first = text.is_empty() || text.ends_with([' ', '\n']);
        if !first && column + 1 + length > width {
            text.push('\n');
            text.push_str(&" ".repeat(hanging));
            column = hanging;
        } else if !first {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length;
    }
    text
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
    fn long_lines_break_between_words_and_commands_stay_whole() {
        assert_eq!(wrapped("satu dua tiga", 8), "satu dua\ntiga");
        assert_eq!(wrapped("  satu dua tiga", 8), "  satu\n    dua\n    tiga");
        assert_eq!(wrapped("    tally verify arsip", 8), "    tally verify arsip");
        assert_eq!(wrapped("panjangsekali a", 5), "panjangsekali\na");
        assert_eq!(wrapped("pas", 3), "pas");
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
