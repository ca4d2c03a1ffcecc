//! The bulletin as an SMS (spec 10.6): what a telephone without a camera sends, with a check code and nobody's signature.

use election::definition::{Definition, Village};
use election::{ElectionId, Mode, TpsNumber, VillageCode, from_crockford, to_crockford};

use super::spelling::{
    final_letter, is_option_count, mode_letter, read_final, read_mode, read_number, read_tps_list, tps_list,
};
use super::{Bulletin, BulletinError, village_of};

const HEAD: &str = "PLK1-Q";
/// A list of polling places that is longer stands as a mask.
const LONGEST_LIST: usize = 20;
/// Longer than any SMS in its only form; what people type may have more space between the parts.
const LONGEST_INPUT: usize = 1000;
/// Bytes of a mask.
const MASK: usize = 15;
/// Symbols that bind the SMS to the whole ElectionId, and symbols against typing errors.
const CODE: usize = 4;
const TYPING: usize = 2;

impl Bulletin {
    /// Whether a text wants to be the SMS of a bulletin.
    #[must_use]
    pub fn is_meant_as_sms(text: &str) -> bool {
        text.trim_start().get(..HEAD.len()).is_some_and(|head| head.eq_ignore_ascii_case(HEAD))
    }

    /// The SMS, at most 155 characters. `village` is that of the bulletin.
    #[must_use]
    pub fn to_sms(&self, village: &Village) -> String {
        let votes = (1..).zip(&self.votes).map(|(option, votes)| format!("{option}={votes} "));
        let text = format!(
            "{HEAD} {} {} {} D{} S{} {}K{} {} {} {}",
            mode_letter(self.mode),
            self.village,
            tps_part(&self.tps, village),
            self.registered,
            self.ballots,
            votes.collect::<String>(),
            self.doubt,
            final_letter(self.r#final),
            election_part(&self.election),
            self.code_part(),
        );
        let check = typing_check(&text);
        text + &check
    }

    /// Reads an SMS, also as people type it.
    ///
    /// # Errors
    /// [`BulletinError`] but for `group`, `key` and `signature`: nobody has signed it.
    pub fn from_sms(text: &str, definition: &Definition) -> Result<Self, BulletinError> {
        let text = normalised(text).ok_or(BulletinError::Form)?;
        let parts = Parts::read(&text).ok_or(BulletinError::Form)?;
        let typed = text.split_at_checked(text.len().saturating_sub(TYPING));
        if typed.is_none_or(|(before, check)| typing_check(before) != check) {
            return Err(BulletinError::Check);
        }
        if parts.mode != definition.mode() {
            return Err(BulletinError::Mode { found: parts.mode });
        }
        if parts.election != election_part(&definition.id()) {
            return Err(BulletinError::Election);
        }
        let village = village_of(definition, &parts.village)?;
        let bulletin = Self {
            mode: parts.mode,
            election: definition.id(),
            tps: read_tps_part(parts.tps, village).ok_or(BulletinError::Tps)?,
            village: parts.village,
            registered: parts.registered,
            ballots: parts.ballots,
            votes: parts.votes,
            doubt: parts.doubt,
            r#final: parts.r#final,
        };
        bulletin.check_numbers(village)?;
        if parts.code == bulletin.code_part() { Ok(bulletin) } else { Err(BulletinError::Check) }
    }

    /// The first 20 bits of the hash over all that it says.
    fn code_part(&self) -> String {
        let symbols = to_crockford(&self.code().to_be_bytes());
        symbols.chars().take(CODE).collect()
    }
}

/// An SMS in its parts.
struct Parts<'t> {
    mode: Mode,
    village: VillageCode,
    tps: &'t str,
    registered: u32,
    ballots: u32,
    votes: Vec<u32>,
    doubt: u32,
    r#final: bool,
    election: &'t str,
    code: &'t str,
}

impl<'t> Parts<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let parts: Vec<&str> = text.split(' ').collect();
        let (head, rest) = parts.split_first_chunk::<6>()?;
        let (votes, tail) = rest.split_last_chunk::<4>()?;
        let [name, mode, village, tps, registered, ballots] = *head;
        let [doubt, r#final, election, check] = *tail;
        let numbered =
            |(option, part): (u32, &&str)| part.strip_prefix(&format!("{option}=")).and_then(read_number);
        if name != HEAD || !is_option_count(votes.len()) || check.len() != CODE + TYPING {
            return None;
        }
        Some(Self {
            mode: read_mode(mode)?,
            village: village.parse().ok()?,
            tps,
            registered: read_number(registered.strip_prefix('D')?)?,
            ballots: read_number(ballots.strip_prefix('S')?)?,
            votes: (1..).zip(votes).map(numbered).collect::<Option<_>>()?,
            doubt: read_number(doubt.strip_prefix('K')?)?,
            r#final: read_final(r#final)?,
            election,
            code: check.get(..CODE)?,
        })
    }
}

/// Upper case, one space between parts, and what looks like `0` or `1` in the parts that are codes. `None` for what is
/// no plain text.
fn normalised(text: &str) -> Option<String> {
    if text.len() > LONGEST_INPUT {
        return None;
    }
    // Messengers put spaces of their own between parts.
    let mut parts: Vec<String> = text.split_whitespace().map(str::to_ascii_uppercase).collect();
    if !parts.iter().all(|part| part.is_ascii()) {
        return None;
    }
    for code in parts.iter_mut().rev().take(2) {
        *code = code.replace('O', "0").replace(['I', 'L'], "1");
    }
    Some(parts.join(" "))
}

/// The first 40 bits of an ElectionId: they tell elections apart, and bind nothing.
fn election_part(election: &ElectionId) -> String {
    to_crockford(election.as_bytes()).chars().take(8).collect()
}

/// `T` and the numbers, or `X` and a mask over the village's polling places where the numbers would not fit.
fn tps_part(tps: &[TpsNumber], village: &Village) -> String {
    let list = tps_list(tps);
    if list.len() <= LONGEST_LIST { format!("T{list}") } else { format!("X{}", mask(tps, village)) }
}

fn read_tps_part(part: &str, village: &Village) -> Option<Vec<TpsNumber>> {
    let tps = match part.strip_prefix('T') {
        Some(list) => read_tps_list(list)?,
        None => read_mask(part.strip_prefix('X')?, village)?,
    };
    // One form only: no mask for a short list, no other length, no bit beyond the last place.
    (tps_part(&tps, village) == part).then_some(tps)
}

/// One bit for each polling place, the first one highest, as symbols.
fn mask(tps: &[TpsNumber], village: &Village) -> String {
    let mut bytes = [0_u8; MASK];
    let set = village.tps.iter().enumerate().filter(|(_, place)| tps.contains(&place.number));
    for (bit, _) in set {
        if let Some(byte) = bytes.get_mut(bit / 8) {
            *byte |= 0b1000_0000 >> (bit % 8);
        }
    }
    to_crockford(&bytes).chars().take(village.tps.len().div_ceil(5)).collect()
}

fn read_mask(symbols: &str, village: &Village) -> Option<Vec<TpsNumber>> {
    // 24 symbols are 15 bytes; a village's mask has at most 20.
    let bytes: [u8; MASK] = from_crockford(&format!("{symbols:0<24}"))?;
    let is_set = |bit: usize| bytes.get(bit / 8).is_some_and(|byte| byte & (0b1000_0000 >> (bit % 8)) != 0);
    let places = village.tps.iter().enumerate().filter(|(bit, _)| is_set(*bit));
    Some(places.map(|(_, place)| place.number).collect())
}

/// Two symbols that differ after every single substitution and every swap of two different characters: 10 generates the
/// whole group modulo the prime 1021, and no SMS has 1020 characters.
pub(super) fn typing_check(text: &str) -> String {
    let sum = text.bytes().fold(0_u16, |sum, byte| 10 * (sum + u16::from(byte)) % 1021);
    // Ten bits: the first two symbols of two bytes.
    to_crockford(&(sum << 6).to_be_bytes()).chars().take(TYPING).collect()
}
