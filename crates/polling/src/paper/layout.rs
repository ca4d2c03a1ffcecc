//! Text into rows of a narrow printer.

use zeroize::{Zeroize, Zeroizing};

/// Characters in a row of the narrowest paper in use (58 mm).
pub const COLUMNS: usize = 32;
/// Characters in a row of [`Style::Big`].
pub const BIG_COLUMNS: usize = 16;

/// One row of a sheet.
#[derive(Clone, PartialEq, Eq, Zeroize)]
pub struct Line {
    /// At most [`COLUMNS`] characters, of [`Style::Big`] at most [`BIG_COLUMNS`].
    pub text: String,
    /// How it looks.
    #[zeroize(skip)]
    pub style: Style,
}

/// How a row looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// What the sheet is, and names: bold, taller than normal and as wide.
    Title,
    /// Everything else.
    Normal,
    /// What has to be seen at once: twice as wide and as tall as normal.
    Big,
    /// A line across the paper; its text is hyphens.
    Rule,
    /// What people compare symbol by symbol: every symbol is as wide as the other.
    Code,
}

/// The rows of a sheet while it is written; wiped when dropped.
pub(super) struct Lines(Zeroizing<Vec<Line>>);

impl Lines {
    pub(super) fn new() -> Self {
        Self(Zeroizing::new(Vec::new()))
    }

    pub(super) fn push(&mut self, style: Style, text: impl Into<String>) {
        self.0.push(Line { text: text.into(), style });
    }

    pub(super) fn all(&mut self, style: Style, texts: impl IntoIterator<Item = String>) {
        self.0.extend(texts.into_iter().map(|text| Line { text, style }));
    }

    pub(super) fn normal(&mut self, text: impl Into<String>) {
        self.push(Style::Normal, text);
    }

    /// A text that may need several rows.
    pub(super) fn wrapped(&mut self, text: &str) {
        self.all(Style::Normal, wrap(text));
    }

    pub(super) fn rule(&mut self) {
        self.push(Style::Rule, "-".repeat(COLUMNS));
    }

    /// Says that there is another sheet of this.
    pub(super) fn reprint(&mut self, reprint: bool) {
        if reprint {
            self.push(Style::Title, "CETAK ULANG");
        }
    }

    pub(super) fn finish(self) -> Zeroizing<Vec<Line>> {
        self.0
    }
}

/// Breaks a text into rows at its spaces, a longer word wherever the row ends.
pub(super) fn wrap(text: &str) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let mut used = COLUMNS;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        match rows.last_mut() {
            Some(row) if used + 1 + length <= COLUMNS => {
                row.push(' ');
                row.push_str(word);
                used += 1 + length;
            }
            _ => {
                rows.extend(chunks(word));
                used = (length + COLUMNS - 1) % COLUMNS + 1;
            }
        }
    }
    rows
}

/// Heading of an option, and its name in so many rows.
pub(super) fn option_rows(heading: &str, name: &str, rows: usize) -> Vec<Line> {
    let name = wrap(name).into_iter().chain(std::iter::repeat_with(String::new)).take(rows);
    let name = name.map(|text| Line { text, style: Style::Title });
    [Line { text: heading.to_owned(), style: Style::Big }].into_iter().chain(name).collect()
}

/// The first 16 hexadecimal digits of a hash, for comparing it with the whole one on a report.
pub(super) fn short_hash(label: &str, hash: &[u8; 32]) -> String {
    let digits: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{label:<9}{digits}")
}

/// Hexadecimal digits in rows.
pub(super) fn hex_rows(bytes: &[u8]) -> Vec<String> {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    chunks(&digits)
}

/// A label on the left and a number on the right.
pub(super) fn figure(label: &str, number: u64) -> String {
    let grouped = grouped(number);
    format!("{label:<width$}{grouped}", width = COLUMNS.saturating_sub(grouped.len()))
}

/// A number with its thousands separated by a point.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let separated = |i: usize| i > 0 && (digits.len() - i).is_multiple_of(3);
    digits.chars().enumerate().flat_map(|(i, d)| separated(i).then_some('.').into_iter().chain([d])).collect()
}

fn chunks(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    characters.chunks(COLUMNS).map(|row| row.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn breaks_at_spaces_and_within_long_words() {
        assert_eq!(wrap("satu dua"), ["satu dua"]);
        let long = "x".repeat(40);
        assert_eq!(wrap(&format!("a {long} b")), ["a", &"x".repeat(32), &format!("{} b", "x".repeat(8))]);
        assert_eq!(wrap(&"y".repeat(32)), ["y".repeat(32)]);
        assert!(wrap("").is_empty());
    }

    #[test]
    fn figures_are_grouped_and_aligned() {
        assert_eq!(figure("Sah", 1_234_567), format!("Sah{}1.234.567", " ".repeat(20)));
        assert_eq!(figure("Sah", 100).chars().count(), COLUMNS);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn every_name_fits_whole_into_its_rows(name in "[a-z' ]{0,60}") {
            let rows = option_rows("NOMOR URUT 7", &name, 3);
            let (heading, rows) = rows.split_first().unwrap();
            prop_assert!(heading.text.len() <= BIG_COLUMNS && rows.len() == 3);
            prop_assert!(rows.iter().all(|row| row.text.chars().count() <= COLUMNS));
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            let shown: String = rows.iter().map(|row| letters(&row.text)).collect();
            prop_assert_eq!(shown, letters(&name));
        }
    }
}
