//! Lines as wide as the terminal.

use std::os::fd::AsFd;

/// Widest line in columns.
const WIDEST: usize = 100;

/// How long lines are broken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wrap {
    /// Columns; `None` leaves lines as they are.
    pub(crate) width: Option<usize>,
    /// How a command to copy begins: such a line stays whole.
    pub(crate) command: &'static str,
}

/// Columns of a terminal, as far as lines are pleasant to read; none for a file or a pipe.
pub(crate) fn width_of(terminal: impl AsFd) -> Option<usize> {
    let (terminal_size::Width(width), _) = terminal_size::terminal_size_of(terminal)?;
    Some(usize::from(width).clamp(40, WIDEST))
}

impl Wrap {
    /// A text whose long lines are broken between words.
    pub(crate) fn text(self, text: &str) -> String {
        let line = |line: &str| self.width.map_or_else(|| line.to_owned(), |width| self.line(line, width));
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    }

    /// A line broken between words; what belongs to it is indented under it. Commands to copy stay whole.
    fn line(self, line: &str, width: usize) -> String {
        let is_command = |rest: &str| rest.starts_with(' ');
        if line.trim_start().strip_prefix(self.command).is_some_and(is_command)
            || line.chars().count() <= width
        {
            return line.to_owned();
        }
        let indent = line.chars().take_while(|c| *c == ' ').count();
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_break_between_words_and_commands_stay_whole() {
        let wrapped = |line, width| Wrap { width: Some(width), command: "tally" }.text(line);
        assert_eq!(wrapped("satu dua tiga", 8), "satu dua\ntiga");
        assert_eq!(wrapped("  satu dua tiga", 8), "  satu\n    dua\n    tiga");
        assert_eq!(wrapped("    tally verify arsip", 8), "    tally verify arsip");
        assert_eq!(wrapped("tallying is long", 8), "tallying\nis long");
        assert_eq!(wrapped("panjangsekali a", 5), "panjangsekali\na");
        assert_eq!(wrapped("pas", 3), "pas");
    }

    #[test]
    fn what_goes_to_a_file_is_not_broken() {
        let line = "satu dua tiga ".repeat(20);
        assert_eq!(Wrap { width: None, command: "tally" }.text(&line), line);
    }
}
