//! Changes to inputs as damage and malice make them: bits, pieces, lengths, numbers, lines, words of other files.
//!
//! The ordinary tests use them, so that they need no other compiler. A campaign (docs/fuzzing.md) uses those of
//! libFuzzer, which sees what code an input reaches.

use crate::rng::Rng;

/// Numbers at which code breaks, where a text has one.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "00",
    "255",
    "256",
    "65535",
    "65536",
    "4294967295",
    "4294967296",
    "9007199254740991",
    "9007199254740992",
    "18446744073709551615",
    "18446744073709551616",
    "1e9",
    "0.5",
];

/// Pieces that texts are made of, and some that have no business in them.
const WORDS: &[&[u8]] = &[
    b"\n",
    b"\n\n",
    b"\r\n",
    b"\0",
    b"\"",
    b"\\",
    b"\\u0000",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"true",
    b"-",
    b" ",
    b"  ",
    b"+",
    b"=",
    b"\xe2\x80\x94 ",
    b"\xe2\x80\xae",
    b"\xe2\x80\x8b",
    b"\xef\xbb\xbf",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x97\xb3",
    b"\x1b[2J",
    b"PLK1",
    b"PLKB",
    b"pilkades/",
];

/// One to six changes of an input. `other` is another input of the same kind, of which pieces may be taken.
#[must_use]
pub fn mutated(input: &[u8], other: &[u8], longest: usize, rng: &mut Rng) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=rng.below(6) {
        change(&mut bytes, other, rng);
    }
    bytes.truncate(longest);
    bytes
}

fn change(bytes: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    match rng.below(16) {
        0..=2 => flip(bytes, rng),
        3 => set(bytes, rng),
        4 => bytes.truncate(rng.below(bytes.len() + 1)),
        5 => remove(bytes, rng),
        6 => double(bytes, rng),
        7 | 8 => length_field(bytes, rng),
        9 | 10 => number(bytes, rng),
        11 => insert(bytes, WORDS[rng.below(WORDS.len())], rng),
        12 => lines(bytes, rng),
        13 => splice(bytes, other, rng),
        14 => fill(bytes, rng),
        _ => digit(bytes, rng),
    }
}

fn flip(bytes: &mut [u8], rng: &mut Rng) {
    let at = rng.below(bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << rng.below(8);
    }
}

fn set(bytes: &mut [u8], rng: &mut Rng) {
    let at = rng.below(bytes.len());
    let value = [0, 1, 0x7f, 0x80, 0xff, b'\n', b' ', rng.byte()][rng.below(8)];
    if let Some(byte) = bytes.get_mut(at) {
        *byte = value;
    }
}

/// A piece of the input: mostly short.
fn piece(length: usize, rng: &mut Rng) -> std::ops::Range<usize> {
    let start = rng.below(length + 1);
    let longest = if rng.below(4) == 0 { length } else { 64 };
    start..(start + rng.below(longest + 1)).min(length)
}

fn remove(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let range = piece(bytes.len(), rng);
    bytes.drain(range);
}

fn double(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let range = piece(bytes.len(), rng);
    let copy = bytes[range].to_vec();
    insert(bytes, &copy, rng);
}

fn insert(bytes: &mut Vec<u8>, inserted: &[u8], rng: &mut Rng) {
    let at = rng.below(bytes.len() + 1);
    bytes.splice(at..at, inserted.iter().copied());
}

/// Two or four bytes that may be a length become another one: extreme, or off by a little.
fn length_field(bytes: &mut [u8], rng: &mut Rng) {
    let extreme = [0, 1, 0xff, 0x100, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff];
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let at = if rng.below(2) == 0 { rng.below(160) } else { rng.below(bytes.len()) };
    let kind = rng.below(3);
    let chosen = rng.below(extreme.len());
    let off = u32::try_from(rng.below(9)).unwrap_or_default();
    let new = |old: u32| match kind {
        0 => extreme[chosen],
        1 => old.wrapping_add(off).wrapping_sub(4),
        _ => length.wrapping_add(off).wrapping_sub(4),
    };
    if let Some(field) = bytes.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<4>()) {
        *field = new(u32::from_be_bytes(*field)).to_be_bytes();
    } else if let Some(field) = bytes.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<2>()) {
        let [_, _, high, low] = new(u32::from(u16::from_be_bytes(*field))).to_be_bytes();
        *field = [high, low];
    }
}

/// A decimal number in a text becomes another one.
fn number(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let from = rng.below(bytes.len());
    let Some(start) = bytes.iter().skip(from).position(u8::is_ascii_digit).map(|at| from + at) else {
        return flip(bytes, rng);
    };
    let length = bytes.iter().skip(start).take_while(|byte| byte.is_ascii_digit()).count();
    let new = NUMBERS[rng.below(NUMBERS.len())].bytes();
    bytes.splice(start..start + length, new);
}

/// A digit or letter becomes another one: the text keeps its form.
fn digit(bytes: &mut [u8], rng: &mut Rng) {
    let from = rng.below(bytes.len());
    let new = b"0123456789abcdefABCXYZ"[rng.below(22)];
    if let Some(byte) = bytes.iter_mut().skip(from).find(|byte| byte.is_ascii_alphanumeric()) {
        *byte = new;
    }
}

/// A line goes, comes twice, or stands elsewhere.
fn lines(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let (one, two) = (rng.below(lines.len()), rng.below(lines.len()));
    if lines.is_empty() {
        return;
    }
    match rng.below(3) {
        0 => drop(lines.remove(one)),
        1 => lines.insert(two, lines[one].clone()),
        _ => lines.swap(one, two),
    }
    *bytes = lines.concat();
}

/// A piece of another input comes in, or its end.
fn splice(bytes: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    if rng.below(2) == 0 {
        let at = rng.below(bytes.len().min(other.len()) + 1);
        bytes.truncate(at);
        bytes.extend_from_slice(&other[at..]);
    } else {
        let range = piece(other.len(), rng);
        insert(bytes, &other[range], rng);
    }
}

/// A piece is wiped, or becomes noise.
fn fill(bytes: &mut [u8], rng: &mut Rng) {
    let range = piece(bytes.len(), rng);
    let value = [Some(0), Some(0xff), None][rng.below(3)];
    for byte in &mut bytes[range] {
        *byte = value.unwrap_or_else(|| rng.byte());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_follow_from_the_seed_and_keep_their_length() {
        let (input, other) = (b"line 1\nline 22\n{\"a\": 3}\n".repeat(9), vec![7; 99]);
        let make = |seed| mutated(&input, &other, 300, &mut Rng::new(seed));
        for seed in 0..5_000 {
            assert_eq!(make(seed), make(seed));
            assert!(make(seed).len() <= 300, "{seed}");
            let of_nothing = mutated(&[], &[], 10, &mut Rng::new(seed));
            assert!(of_nothing.len() <= 10, "{seed}");
        }
        let changed = (0..1_000).filter(|seed| make(*seed) != input).count();
        assert!(changed > 950, "{changed}");
    }
}
