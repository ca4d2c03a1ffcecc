//! From whatever somebody has in hand to bulletins, each with what was checked of it.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use dialogue::{Exit, Msg, Problem, files};
use election::{Definition, KeyName, SetHash};
use papers::photo::{MAX_PHOTO, PhotoError, is_photo, read_codes};
use tally::{Bulletin, BulletinError, SignedBulletin};

/// A text with bulletins may be so long.
const MAX_TEXT: usize = 1 << 20;
/// Fewer digits are no bulletin, but a date or a number of telephone.
const FEWEST_DIGITS: usize = 40;

/// What carried a bulletin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Carrier {
    Qr,
    Sms,
    Digits,
}

/// A bulletin that fits the definition.
pub(crate) struct Heard {
    pub(crate) bulletin: Bulletin,
    /// Of a QR code: the count set, and who has signed.
    pub(crate) signed: Option<(SetHash, KeyName)>,
    pub(crate) carrier: Carrier,
    /// Where it came from.
    pub(crate) source: String,
}

/// Something that wanted to be a bulletin and is none of this election.
pub(crate) struct Refused {
    pub(crate) source: String,
    pub(crate) carrier: Carrier,
    pub(crate) error: BulletinError,
}

/// All that came in.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(crate) heard: Vec<Heard>,
    pub(crate) refused: Vec<Refused>,
    /// Inputs that tell nothing.
    pub(crate) unreadable: Vec<Problem>,
}

impl Gathered {
    /// Reads a photo or a text file, or standard input under the name `-`.
    pub(crate) fn read(&mut self, definition: &Definition, path: &Path) {
        if let Err(problem) = self.read_whole(definition, path) {
            self.unreadable.push(problem);
        }
    }

    fn read_whole(&mut self, definition: &Definition, path: &Path) -> Result<(), Problem> {
        let bytes = if path == Path::new("-") { standard_input()? } else { files::read(path, MAX_PHOTO)? };
        let source = path.display().to_string();
        if is_photo(&bytes) {
            return self.photo(definition, path, &bytes);
        }
        let no_text = || Problem::new(Exit::Unreadable, Msg::new("quick-no-photo")).file(path);
        let text = String::from_utf8(bytes).ok().filter(|text| text.len() <= MAX_TEXT);
        let text = text.ok_or_else(|| no_text().advice(Msg::new("quick-no-photo-advice")))?;
        let found = found_in(&text);
        if found.is_empty() {
            let nothing = Problem::new(Exit::Unreadable, Msg::new("quick-nothing-in-text")).file(path);
            return Err(nothing.advice(Msg::new("quick-nothing-in-text-advice")));
        }
        found.iter().for_each(|(carrier, text)| self.take(definition, &source, *carrier, text));
        Ok(())
    }

    fn photo(&mut self, definition: &Definition, path: &Path, bytes: &[u8]) -> Result<(), Problem> {
        let texts = read_codes(bytes).map_err(|error| {
            let what = match &error {
                PhotoError::NotAPicture { .. } => Msg::new("quick-photo-damaged"),
                PhotoError::NoCode { .. } => Msg::new("quick-no-code"),
            };
            Problem::new(Exit::Unreadable, what)
                .file(path)
                .advice(Msg::new("quick-no-code-advice"))
                .detail(error)
        })?;
        let source = path.display().to_string();
        let (meant, other): (Vec<&String>, Vec<&String>) =
            texts.iter().partition(|text| SignedBulletin::is_meant(text));
        if let (true, Some(text)) = (meant.is_empty(), other.first()) {
            let shown: String = text.chars().take(40).collect();
            let what = Msg::new("quick-other-code").with("text", shown);
            return Err(Problem::new(Exit::Unreadable, what)
                .file(path)
                .advice(Msg::new("quick-other-code-advice")));
        }
        meant.into_iter().for_each(|text| self.take(definition, &source, Carrier::Qr, text));
        Ok(())
    }

    /// Takes one text for what it is said to be.
    pub(crate) fn take(&mut self, definition: &Definition, source: &str, carrier: Carrier, text: &str) {
        let read = match carrier {
            Carrier::Qr => SignedBulletin::from_qr(text).and_then(|signed| {
                let signer = signed.verify(definition)?.clone();
                Ok((signed.bulletin, Some((signed.set, signer))))
            }),
            Carrier::Sms => Bulletin::from_sms(text, definition).map(|bulletin| (bulletin, None)),
            Carrier::Digits => Bulletin::from_digits(text, definition).map(|bulletin| (bulletin, None)),
        };
        let source = source.to_owned();
        match read {
            Ok((bulletin, signed)) => self.heard.push(Heard { bulletin, signed, carrier, source }),
            Err(error) => self.refused.push(Refused { source, carrier, error }),
        }
    }
}

/// What wants to be a bulletin in a text: QR texts, each in a line; SMS, which may go on over lines up to an empty one; and
/// blocks of lines that are nothing but digits.
fn found_in(text: &str) -> Vec<(Carrier, String)> {
    let mut found: Vec<(Carrier, String)> = Vec::new();
    let mut open: Option<(Carrier, String)> = None;
    // An empty line at the end closes what is open.
    for line in text.lines().map(str::trim).chain([""]) {
        let begins = if SignedBulletin::is_meant(line) {
            Some(Carrier::Qr)
        } else if Bulletin::is_meant_as_sms(line) {
            Some(Carrier::Sms)
        } else {
            None
        };
        match (&mut open, begins) {
            (Some((Carrier::Digits, text)), None) if is_digits(line) => *text += &format!(" {line}"),
            (Some((Carrier::Sms, text)), None) if !line.is_empty() => *text += &format!(" {line}"),
            (_, begins) => {
                found.extend(open.take());
                let begins = begins.or_else(|| is_digits(line).then_some(Carrier::Digits));
                open = begins.map(|carrier| (carrier, line.to_owned()));
            }
        }
    }
    let many = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS;
    found.retain(|(carrier, text)| *carrier != Carrier::Digits || many(text));
    found
}

fn is_digits(line: &str) -> bool {
    line.contains(|c: char| c.is_ascii_digit())
        && line.chars().all(|c| c.is_ascii_digit() || c.is_ascii_whitespace() || matches!(c, '-' | '.' | ','))
}

fn standard_input() -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let limit = MAX_PHOTO + 1;
    let read = std::io::stdin().lock().take(limit).read_to_end(&mut bytes);
    read.map_err(|error| files::cannot_read(&PathBuf::from("-"), &error))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bulletins_are_found_in_the_middle_of_other_text() {
        let text = "Buletin 21-11-2026\nPLK1-H-S-1\n\n2. SMS\nplk1-q S 1\n T1 D2\n\nradio:\n12345678 12345678 12345678\n\
                    12345678 12345678\nselesai 12345678";
        let found = found_in(text);
        assert_eq!(
            found,
            [
                (Carrier::Qr, "PLK1-H-S-1".to_owned()),
                (Carrier::Sms, "plk1-q S 1 T1 D2".to_owned()),
                (Carrier::Digits, "12345678 12345678 12345678 12345678 12345678".to_owned()),
            ]
        );
        assert_eq!(found_in("0812 3456 7890\n\n22-11-2026"), []);
        assert_eq!(found_in(""), []);
    }
}
