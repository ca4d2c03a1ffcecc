//! The bulletin as digits to be read out over a radio (spec 10.6): each group says by itself whether it was heard right.

use election::definition::Definition;
use election::{ElectionId, Mode, TpsNumber, VillageCode};

use super::spelling::{is_ascending, is_option_count};
use super::{Bulletin, BulletinError, count, village_of};

/// Digits of a group: what it says, and its two check digits.
const SAID: usize = 6;
const GROUP: usize = 8;
/// Groups of the longest bulletin: 99 polling places, 8 options.
const MOST_GROUPS: usize = 67;
const VERSION: u32 = 1;

impl Bulletin {
    /// The groups, one space between them.
    #[must_use]
    pub fn to_digits(&self) -> String {
        let body = self.body();
        let groups =
            body.as_bytes().chunks(SAID).map(|said| said.iter().map(|b| char::from(*b)).collect::<String>());
        let checked = (1..).zip(groups).map(|(number, said)| {
            let check = check_digits(number, &said);
            format!("{said}{check}")
        });
        checked.collect::<Vec<_>>().join(" ")
    }

    /// Reads digits, however they are spaced.
    ///
    /// # Errors
    /// [`BulletinError`] but for `key` and `signature`: nobody has signed it.
    pub fn from_digits(text: &str, definition: &Definition) -> Result<Self, BulletinError> {
        let said = heard(text)?;
        let heard = Heard::read(&said).ok_or(BulletinError::Form)?;
        if heard.mode != definition.mode() {
            return Err(BulletinError::Mode { found: heard.mode });
        }
        if heard.election != election_number(&definition.id()) {
            return Err(BulletinError::Election);
        }
        let village = village_of(definition, &heard.village)?;
        let bulletin = Self {
            mode: heard.mode,
            election: definition.id(),
            village: heard.village,
            tps: heard.tps,
            registered: heard.registered,
            ballots: heard.ballots,
            votes: heard.votes,
            doubt: heard.doubt,
            r#final: heard.r#final,
        };
        bulletin.check_numbers(village)?;
        if heard.code == bulletin.code_number() { Ok(bulletin) } else { Err(BulletinError::Check) }
    }

    /// What the groups say, without check digits.
    fn body(&self) -> String {
        let mode = match self.mode {
            Mode::Resmi => 1,
            Mode::Simulasi => 2,
        };
        let options = count(self.votes.len());
        let groups = groups(self.tps.len(), self.votes.len());
        let mut body = format!("{VERSION}{mode}{}{options}{groups:02}", u8::from(self.r#final));
        body.push_str(&format!("{}{:02}", self.village, self.tps.len()));
        body.extend(self.tps.iter().map(|tps| format!("{:03}", tps.get())));
        if !self.tps.len().is_multiple_of(2) {
            body.push_str("000");
        }
        let numbers = [self.registered, self.ballots].into_iter().chain(self.votes.iter().copied());
        body.extend(numbers.chain([self.doubt]).map(|number| format!("{number:06}")));
        body.push_str(&format!("{:012}{:06}", election_number(&self.election), self.code_number()));
        body
    }

    fn code_number(&self) -> u64 {
        self.code() % 1_000_000
    }
}

/// What was heard, every group by itself right.
struct Heard {
    mode: Mode,
    r#final: bool,
    village: VillageCode,
    tps: Vec<TpsNumber>,
    registered: u32,
    ballots: u32,
    votes: Vec<u32>,
    doubt: u32,
    election: u64,
    code: u64,
}

impl Heard {
    fn read(said: &str) -> Option<Self> {
        let mut digits = Digits(said);
        if digits.number(1)? != VERSION {
            return None;
        }
        let mode = match digits.number(1)? {
            1 => Mode::Resmi,
            2 => Mode::Simulasi,
            _ => return None,
        };
        let r#final = match digits.number(1)? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let options = usize::try_from(digits.number(1)?).ok().filter(|count| is_option_count(*count))?;
        let all = usize::try_from(digits.number(2)?).ok()?;
        let village = digits.take(10)?.parse().ok()?;
        let places = usize::try_from(digits.number(2)?).ok()?;
        if all != groups(places, options) || said.len() != all * SAID {
            return None;
        }
        let tps = digits.tps(places)?;
        Some(Self {
            mode,
            r#final,
            village,
            tps,
            registered: digits.number(6)?,
            ballots: digits.number(6)?,
            votes: (0..options).map(|_| digits.number(6)).collect::<Option<_>>()?,
            doubt: digits.number(6)?,
            election: digits.take(12)?.parse().ok()?,
            code: digits.take(6)?.parse().ok()?,
        })
    }
}

/// Digits yet to be read.
struct Digits<'t>(&'t str);

impl<'t> Digits<'t> {
    fn take(&mut self, length: usize) -> Option<&'t str> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self, length: usize) -> Option<u32> {
        self.take(length)?.parse().ok()
    }

    /// Numbers of three digits, filled up to a whole group.
    fn tps(&mut self, places: usize) -> Option<Vec<TpsNumber>> {
        let number = |_| TpsNumber::try_from(self.number(3)?).ok();
        let tps = (0..places).map(number).collect::<Option<Vec<_>>>()?;
        let filled = places.is_multiple_of(2) || self.take(3)? == "000";
        (filled && is_ascending(&tps)).then_some(tps)
    }
}

/// The six digits of every group, if every group fits its check digits.
fn heard(text: &str) -> Result<String, BulletinError> {
    let is_between = |c: &char| c.is_whitespace() || matches!(c, '-' | '.' | ',');
    let digits: String = text.chars().filter(|c| !is_between(c)).take(GROUP * MOST_GROUPS + 1).collect();
    let whole =
        !digits.is_empty() && digits.len().is_multiple_of(GROUP) && digits.len() <= GROUP * MOST_GROUPS;
    if !whole || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(BulletinError::Form);
    }
    let mut all = String::new();
    let mut rest = digits.as_str();
    for number in 1.. {
        let Some((group, after)) = rest.split_at_checked(GROUP) else { break };
        let (said, check) = group.split_at_checked(SAID).ok_or(BulletinError::Form)?;
        if check_digits(number, said) != check {
            return Err(BulletinError::Group { number });
        }
        all.push_str(said);
        rest = after;
    }
    Ok(all)
}

/// ISO 7064 MOD 97-10 over the group's own number and its six digits.
pub(super) fn check_digits(number: usize, said: &str) -> String {
    let digits = format!("{number:02}{said}00");
    let rest =
        digits.bytes().fold(0_u32, |rest, digit| (rest * 10 + u32::from(digit.wrapping_sub(b'0'))) % 97);
    format!("{:02}", 98 - rest)
}

/// How many groups a bulletin has.
const fn groups(places: usize, options: usize) -> usize {
    // Head; village and number of places; the places; registered and ballots; votes; doubt; election; code.
    1 + 2 + places.div_ceil(2) + 2 + options + 1 + 2 + 1
}

/// The first 40 bits of an ElectionId in 12 digits.
fn election_number(election: &ElectionId) -> u64 {
    let bits = election.as_bytes().iter().take(5).fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
    bits % 1_000_000_000_000
}
