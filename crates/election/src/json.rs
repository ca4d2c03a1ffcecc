//! JSON with one form for every value (spec 1.6).
//!
//! A reader deserialises, serialises again and compares bytes: what does not come out as it went in is
//! refused. So a signed or hashed file cannot say one thing to one reader and another to the next.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The largest integer that every JSON reader keeps exactly: 2^53 - 1.
const MAX_INTEGER: u64 = (1 << 53) - 1;

/// Why bytes are not the expected JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// Longer than the reader's limit; nothing was read.
    #[error("the file has {length} bytes, at most {limit} are allowed")]
    TooLong {
        /// Length in bytes.
        length: usize,
        /// Limit in bytes.
        limit: usize,
    },
    /// Not JSON, or not of the expected shape: wrong type, unknown, missing or repeated key, number out of range.
    #[error("line {line}, column {column}, at {path}: {message}")]
    Malformed {
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1; 0 = before the first byte of the line.
        column: usize,
        /// The place in the document, for example `villages[0].tps[2].number`; `.` is the whole document.
        path: String,
        /// What is wrong there.
        message: String,
    },
    /// The same value has another, canonical text.
    #[error(
        "line {line}, column {column}: the text differs from its canonical form (order of keys, escapes, \
         white space); write the file with the program `tally`"
    )]
    NotCanonical {
        /// Line of the first difference, from 1.
        line: usize,
        /// Column of the first difference in bytes, from 1.
        column: usize,
    },
}

/// The pretty form: two spaces per level, one element per line, a newline at the end.
///
/// # Panics
/// Never for the types of this workspace: serialisation fails only for maps with keys that are not strings.
#[must_use]
pub fn to_pretty(value: &impl Serialize) -> Vec<u8> {
    #[expect(
        clippy::expect_used,
        reason = "derived Serialize with string keys cannot fail; empty bytes would be worse"
    )]
    let mut bytes = serde_json::to_vec_pretty(value).expect("structs with string keys serialise");
    bytes.push(b'\n');
    bytes
}

/// The compact form: no white space.
///
/// # Panics
/// As [`to_pretty`]: never.
#[must_use]
pub fn to_compact(value: &impl Serialize) -> Vec<u8> {
    #[expect(
        clippy::expect_used,
        reason = "derived Serialize with string keys cannot fail; empty bytes would be worse"
    )]
    let bytes = serde_json::to_vec(value).expect("structs with string keys serialise");
    bytes
}

/// Reads the pretty form, of at most `limit` bytes.
///
/// # Errors
/// [`JsonError`], with line and column.
pub fn parse_pretty<T: Serialize + DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, JsonError> {
    let value = parse(bytes, limit)?;
    let canonical = to_pretty(&value);
    same(bytes, bytes.iter().copied().enumerate(), &canonical)?;
    Ok(value)
}

/// Reads the compact form, of at most `limit` bytes.
///
/// # Errors
/// [`JsonError`], with line and column.
pub fn parse_compact<T: Serialize + DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, JsonError> {
    let value = parse(bytes, limit)?;
    let canonical = to_compact(&value);
    same(bytes, bytes.iter().copied().enumerate(), &canonical)?;
    Ok(value)
}

/// Reads a form that is canonical but for its white space: `election.json`, whose bytes are its name (spec 1.6).
///
/// # Errors
/// [`JsonError`], with line and column.
pub fn parse_any_space<T: Serialize + DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, JsonError> {
    let value = parse(bytes, limit)?;
    let tight = significant(bytes).map(|(offset, byte, _)| (offset, byte));
    same(bytes, tight, &to_compact(&value))?;
    Ok(value)
}

fn parse<T: DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, JsonError> {
    if bytes.len() > limit {
        return Err(JsonError::TooLong { length: bytes.len(), limit });
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        malformed(path, error.inner())
    })?;
    reader.end().map_err(|error| malformed(".".to_owned(), &error))?;
    check_integers(bytes)?;
    Ok(value)
}

fn malformed(path: String, error: &serde_json::Error) -> JsonError {
    let (line, column) = (error.line(), error.column());
    let whole = error.to_string();
    let message =
        whole.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&whole).to_owned();
    JsonError::Malformed { line, column, path, message }
}

/// Refuses numbers that some JSON reader would change: negative, fractional, or beyond 2^53 - 1.
fn check_integers(bytes: &[u8]) -> Result<(), JsonError> {
    let mut number: Option<u64> = None;
    for (offset, byte, in_string) in significant(bytes) {
        if in_string {
            continue;
        }
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'));
        number = digit.map(|digit| number.unwrap_or(0).saturating_mul(10).saturating_add(digit));
        if matches!(byte, b'-' | b'.') || number.is_some_and(|number| number > MAX_INTEGER) {
            let (line, column) = place(bytes, offset);
            let message = format!("numbers are whole, from 0 to {MAX_INTEGER}");
            return Err(JsonError::Malformed { line, column, path: ".".to_owned(), message });
        }
    }
    Ok(())
}

/// The bytes that carry meaning (not the white space between tokens), with their offsets, and whether they
/// belong to a string.
fn significant(bytes: &[u8]) -> impl Iterator<Item = (usize, u8, bool)> {
    let (mut in_string, mut escaped) = (false, false);
    bytes.iter().copied().enumerate().filter_map(move |(offset, byte)| {
        if !in_string {
            in_string = byte == b'"';
            return (!matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).then_some((offset, byte, in_string));
        }
        in_string = escaped || byte != b'"';
        escaped = !escaped && byte == b'\\';
        Some((offset, byte, true))
    })
}

/// Compares what was read with its canonical bytes and names the first difference.
fn same(
    bytes: &[u8],
    mut read: impl Iterator<Item = (usize, u8)>,
    canonical: &[u8],
) -> Result<(), JsonError> {
    let differs = |offset| {
        let (line, column) = place(bytes, offset);
        Err(JsonError::NotCanonical { line, column })
    };
    for expected in canonical {
        match read.next() {
            Some((_, byte)) if byte == *expected => {}
            Some((offset, _)) => return differs(offset),
            None => return differs(bytes.len()),
        }
    }
    read.next().map_or(Ok(()), |(offset, _)| differs(offset))
}

/// Line and column of an offset, both from 1.
fn place(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line = before.split(|byte| *byte == b'\n').count();
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Item {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        counts: Vec<u64>,
    }

    fn item() -> Item {
        Item { name: "a\"\\\u{1}\n\u{e9}/".to_owned(), note: None, counts: vec![1, MAX_INTEGER] }
    }

    const COMPACT: &str = r#"{"name":"a\"\\\u0001\né/","counts":[1,9007199254740991]}"#;
    const PRETTY: &str =
        "{\n  \"name\": \"a\\\"\\\\\\u0001\\né/\",\n  \"counts\": [\n    1,\n    9007199254740991\n  ]\n}\n";

    fn compact(text: &str) -> Result<Item, JsonError> {
        parse_compact(text.as_bytes(), 1_000)
    }

    #[test]
    fn both_forms_are_those_of_the_specification() {
        assert_eq!(String::from_utf8(to_compact(&item())).unwrap(), COMPACT);
        assert_eq!(String::from_utf8(to_pretty(&item())).unwrap(), PRETTY);
        assert_eq!(compact(COMPACT), Ok(item()));
        assert_eq!(parse_pretty(PRETTY.as_bytes(), PRETTY.len()), Ok(item()));
        let empty = Item { name: String::new(), note: None, counts: vec![] };
        assert_eq!(to_pretty(&empty), b"{\n  \"name\": \"\",\n  \"counts\": []\n}\n");
    }

    #[test]
    fn another_text_of_the_same_value_is_refused_where_it_differs() {
        let differs = |text: &str| match compact(text) {
            Err(JsonError::NotCanonical { line, column }) => (line, column),
            other => panic!("{other:?}"),
        };
        assert_eq!(differs(r#"{"counts":[],"name":"a"}"#), (1, 3)); // order of keys
        assert_eq!(differs(r#"{"name":"\u0061","counts":[]}"#), (1, 10)); // escape without need
        assert_eq!(differs(r#"{"name":"\/","counts":[]}"#), (1, 10));
        assert_eq!(differs(r#"{"name":"\u001F","counts":[]}"#), (1, 15)); // upper-case escape
        assert_eq!(differs(r#"{"name":"a","note":null,"counts":[]}"#), (1, 14)); // null for absent
        assert_eq!(differs("{\"name\":\"a\",\n\"counts\":[]}"), (1, 13)); // white space
        assert_eq!(differs("{\"name\":\"a\",\"counts\":[]}\n"), (1, 25));
        let no_newline = parse_pretty::<Item>(PRETTY.trim_end().as_bytes(), 1_000);
        assert_eq!(no_newline, Err(JsonError::NotCanonical { line: 7, column: 2 }));
    }

    #[test]
    fn white_space_alone_is_free_where_bytes_are_the_name() {
        let spaced = COMPACT.replace("\"counts\":[1,", "\t\"counts\" :\r\n[ 1 ,");
        assert_eq!(parse_any_space(spaced.as_bytes(), 1_000), Ok(item()));
        let escaped = PRETTY.replace("é", "\\u00e9");
        let refused = parse_any_space::<Item>(escaped.as_bytes(), 1_000);
        assert_eq!(refused, Err(JsonError::NotCanonical { line: 2, column: 25 }));
    }

    #[test]
    fn mistakes_are_named_with_place_and_path() {
        let message = |text: &str| match compact(text) {
            Err(JsonError::Malformed { line, path, message, .. }) => (line, path, message),
            other => panic!("{other:?}"),
        };
        let (line, path, text) = message("{\"name\":\"a\",\n\"counts\":[1,\"x\"]}");
        assert_eq!((line, path.as_str()), (2, "counts[1]"));
        assert_eq!(text, "invalid type: string \"x\", expected u64");
        assert!(message(r#"{"name":"a","name":"a","counts":[]}"#).2.starts_with("duplicate field"));
        assert!(message(r#"{"name":"a","other":1,"counts":[]}"#).2.starts_with("unknown field"));
        assert!(message(r#"{"name":"a"}"#).2.starts_with("missing field"));
        assert!(message(r#"{"name":"a","counts":[]}{"#).2.starts_with("trailing characters"));
        assert!(message("\u{feff}{}").2.starts_with("expected value"));
        for number in ["9007199254740992", "-0", "-1", "1.0", "1e2", "01"] {
            message(&format!(r#"{{"name":"-1.5","counts":[{number}]}}"#));
        }
        let not_utf8 = parse_compact::<Item>(b"{\"name\":\"\xff\",\"counts\":[]}", 100);
        assert!(matches!(not_utf8, Err(JsonError::Malformed { .. })));
    }

    #[test]
    fn length_is_looked_at_first() {
        let refused = parse_compact::<Item>(b"not json", 7);
        assert_eq!(refused, Err(JsonError::TooLong { length: 8, limit: 7 }));
    }
}
