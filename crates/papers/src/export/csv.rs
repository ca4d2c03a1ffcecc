//! Tables as comma-separated values that a spreadsheet opens as they are (RFC 4180).
//!
//! A name is somebody else's text, and a spreadsheet runs what looks like a formula and rewrites what looks like a number
//! or a date. So a text that does not begin with a letter, or that is a truth value or a date all the same, gets an
//! apostrophe in front, and a part of a text that would be a formula where another program cuts the line (`;` in
//! Indonesian Excel, tabs, line ends) gets one too. The names as they are stand in `result.json`.

/// First bytes of a file: Excel takes it for UTF-8 only with them, LibreOffice in any case.
const MARK: &str = "\u{feff}";
/// What begins a formula, or hides its beginning, in some spreadsheet.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '"', '|', '＝', '＋', '－', '＠'];
/// What a spreadsheet takes for a truth value, in English and Indonesian.
const TRUTHS: [&str; 4] = ["true", "false", "benar", "salah"];
/// Words with which a date may begin, in English and Indonesian.
const MONTHS: [&str; 41] = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "mei",
    "jun",
    "jul",
    "aug",
    "agu",
    "agt",
    "ags",
    "sep",
    "sept",
    "oct",
    "okt",
    "nov",
    "nop",
    "dec",
    "des",
    "january",
    "januari",
    "february",
    "februari",
    "march",
    "maret",
    "april",
    "june",
    "juni",
    "july",
    "juli",
    "august",
    "agustus",
    "september",
    "october",
    "oktober",
    "november",
    "nopember",
    "december",
    "desember",
    "pebruari",
];
/// Where some program might begin a new cell inside a text.
const CUTS: [char; 5] = [',', ';', '\t', '\n', '\r'];

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text of anybody.
    Text(String),
    /// A number.
    Number(u64),
    /// Not known, or there is none.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(known: Option<T>) -> Self {
        known.map_or(Self::Empty, Into::into)
    }
}

impl Cell {
    /// A code of digits, such as a village's. Programs read it as a number, so one with a zero in front stays text.
    #[must_use]
    pub fn code(digits: &str) -> Self {
        match digits.parse() {
            Ok(number) if !digits.starts_with(['0', '+']) => Self::Number(number),
            _ => Self::Text(digits.to_owned()),
        }
    }

    /// What a spreadsheet shows.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => harmless(text),
            Self::Number(number) => number.to_string(),
            Self::Empty => String::new(),
        }
    }

    fn written(&self) -> String {
        match self {
            // Always quoted: where a quote begins a field, nothing in it ends it.
            Self::Text(_) => format!("\"{}\"", self.shown().replace('"', "\"\"")),
            Self::Number(_) | Self::Empty => self.shown(),
        }
    }
}

/// A table with a row of heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// One word each, without what would need quoting.
    pub heads: Vec<&'static str>,
    /// As many cells each.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let rows = self.rows.iter().map(|row| row.iter().map(Cell::written).collect::<Vec<_>>().join(","));
        let lines: String =
            std::iter::once(self.heads.join(",")).chain(rows).map(|line| line + "\r\n").collect();
        [MARK, &lines].concat().into_bytes()
    }
}

/// A text that no spreadsheet takes for anything else.
fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 1);
    if is_rewritten(text) {
        safe.push('\'');
    }
    let mut after_cut = false;
    for c in text.chars() {
        if after_cut && FORMULA.contains(&c) {
            safe.push('\'');
        }
        after_cut = CUTS.contains(&c) || (after_cut && c.is_whitespace());
        safe.push(c);
    }
    safe
}

/// Whether a text does not begin with a letter, or is a truth value or a date that does.
fn is_rewritten(text: &str) -> bool {
    let letters: String =
        text.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let is_date = MONTHS.contains(&letters.as_str()) && text.chars().any(char::is_numeric);
    let is_truth = TRUTHS.contains(&text.trim().to_lowercase().as_str());
    is_date || is_truth || (letters.is_empty() && !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Cell::from(text).shown()
    }

    #[test]
    fn what_a_spreadsheet_would_run_or_rewrite_is_text() {
        for text in [
            "=1+1", "+62", "-1", "@x", "0012", "1/2", " =1", "＝1+1", "'a", "\"=1", "(a)", "|x", "TRUE",
            "Salah", "Mei 5", "MAR1", "Jan-26",
        ] {
            assert_eq!(shown(text), format!("'{text}"));
        }
        for text in [
            "Siti Aminah",
            "Ir. H. Budi, S.T.; M.Si",
            "Åsa",
            "a=1",
            "D'Arcy",
            "x-y",
            "",
            "Maret",
            "Marga 3",
            "Benar Purba",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn what_would_begin_a_cell_in_another_program_is_text_too() {
        assert_eq!(shown("\t=1"), "'\t'=1");
        assert_eq!(shown("a;=1+1"), "a;'=1+1");
        assert_eq!(shown("a; \t=1+1"), "a; \t'=1+1");
        assert_eq!(shown("a\n@b,-c"), "a\n'@b,'-c");
        assert_eq!(shown("a;\"=1\""), "a;'\"=1\"");
        assert_eq!(shown("a;b=1"), "a;b=1");
    }

    #[test]
    fn a_table_is_rfc_4180_with_a_mark() {
        let row = vec![
            "a \"b\"\n,c".into(),
            7_u32.into(),
            Cell::Empty,
            Cell::code("9901022001"),
            Cell::code("0901"),
        ];
        let table = Table { heads: vec!["nama", "n", "kosong", "kode", "lain"], rows: vec![row] };
        let wanted = "\u{feff}nama,n,kosong,kode,lain\r\n\"a \"\"b\"\"\n,c\",7,,9901022001,\"'0901\"\r\n";
        assert_eq!(String::from_utf8(table.to_bytes()).unwrap(), wanted);
    }
}
