//! Tables for `docs/performance.md`.

use std::fmt::Write as _;

/// A table with its rows.
pub struct Table(String);

impl Table {
    /// A table with these heads.
    #[must_use]
    pub fn new(heads: &[&str]) -> Self {
        let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
        Self(format!("{}|{}\n", line(heads), "---|".repeat(heads.len())))
    }

    /// Adds a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) {
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        // Writing into a string never fails.
        let _ = writeln!(self.0, "| {} |", cells.join(" | "));
    }

    /// The text.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

/// A number with three digits that matter, and a separator of thousands.
#[must_use]
pub fn number(value: f64) -> String {
    let text = match value.abs() {
        large if large >= 100.0 => format!("{value:.0}"),
        medium if medium >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    };
    let (whole, rest) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) && grouped != "-" {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    rest.map_or_else(|| grouped.clone(), |rest| format!("{grouped}.{rest}"))
}

/// A ratio.
#[must_use]
pub fn ratio(value: f64) -> String {
    format!("{value:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_heads_a_line_and_rows() {
        let mut table = Table::new(&["a", "b"]);
        table.row(&["1", "2"]);
        assert_eq!(table.into_text(), "| a | b |\n|---|---|\n| 1 | 2 |\n");
    }

    #[test]
    fn numbers_have_the_digits_that_matter() {
        let cases =
            [(0.123, "0.12"), (9.876, "9.88"), (98.76, "98.8"), (987.6, "988"), (1_234_567.8, "1,234,568")];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
        assert_eq!(ratio(1.005_1), "1.01");
    }
}
