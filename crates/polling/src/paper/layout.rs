//! Text into rows of a narrow printer.

/// Characters in a row of the narrowest paper in use (58 mm).
pub const COLUMNS: usize = 32;
/// Rows that a candidate's name always takes: 60 characters never need more.
pub(super) const NAME_ROWS: usize = 3;

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

/// A candidate's name in exactly [`NAME_ROWS`] rows, so that a slip's length does not tell the choice.
pub(super) fn name_rows(name: &str) -> Vec<String> {
    let mut rows = wrap(name);
    rows.resize(NAME_ROWS, String::new());
    rows
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

/// A label on the left and a number on the right, thousands separated by a point.
pub(super) fn figure(label: &str, number: u64) -> String {
    let digits = number.to_string();
    let grouped: String = digits
        .chars()
        .enumerate()
        .flat_map(|(i, digit)| {
            let separated = i > 0 && (digits.len() - i).is_multiple_of(3);
            separated.then_some('.').into_iter().chain([digit])
        })
        .collect();
    format!("{label:<width$}{grouped}", width = COLUMNS.saturating_sub(grouped.len()))
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
            let rows = name_rows(&name);
            prop_assert_eq!(rows.len(), NAME_ROWS);
            prop_assert!(rows.iter().all(|row| row.chars().count() <= COLUMNS));
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&rows.concat()), letters(&name));
            prop_assert!(wrap(&name).len() <= NAME_ROWS);
        }
    }
}
