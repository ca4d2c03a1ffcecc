//! What the spellings have in common: numbers, lists, letters in their only form (spec 10.6).

use election::{Mode, TpsNumber};

use super::LARGEST_NUMBER;

/// Most polling places of a village (spec 2.2).
const MOST_TPS: usize = 99;

pub(super) const fn mode_letter(mode: Mode) -> char {
    match mode {
        Mode::Resmi => 'R',
        Mode::Simulasi => 'S',
    }
}

pub(super) fn read_mode(text: &str) -> Option<Mode> {
    match text {
        "R" => Some(Mode::Resmi),
        "S" => Some(Mode::Simulasi),
        _ => None,
    }
}

pub(super) const fn final_letter(is_final: bool) -> char {
    if is_final { 'F' } else { 'N' }
}

pub(super) fn read_final(text: &str) -> Option<bool> {
    match text {
        "F" => Some(true),
        "N" => Some(false),
        _ => None,
    }
}

/// A decimal number without leading zeros, up to the largest of a bulletin.
pub(super) fn read_number(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit());
    let number = plain.then(|| text.parse::<u32>().ok()).flatten()?;
    (number <= LARGEST_NUMBER && number.to_string() == text).then_some(number)
}

/// `0` for the whole village, else the numbers with dots between.
pub(super) fn tps_list(tps: &[TpsNumber]) -> String {
    if tps.is_empty() { "0".to_owned() } else { joined(tps.iter().map(|tps| tps.get().into())) }
}

pub(super) fn read_tps_list(text: &str) -> Option<Vec<TpsNumber>> {
    if text == "0" {
        return Some(Vec::new());
    }
    // Counted before anything is allocated: a text may be long.
    if text.split('.').count() > MOST_TPS {
        return None;
    }
    let number = |part: &str| TpsNumber::try_from(read_number(part)?).ok();
    let tps = text.split('.').map(number).collect::<Option<Vec<_>>>()?;
    is_ascending(&tps).then_some(tps)
}

pub(super) fn is_ascending(tps: &[TpsNumber]) -> bool {
    tps.iter().zip(tps.iter().skip(1)).all(|(one, next)| one < next)
}

pub(super) fn vote_list(votes: &[u32]) -> String {
    joined(votes.iter().copied())
}

pub(super) fn read_vote_list(text: &str) -> Option<Vec<u32>> {
    if !is_option_count(text.split('.').count()) {
        return None;
    }
    text.split('.').map(read_number).collect()
}

/// How many options a village can have (spec 2.2).
pub(super) const fn is_option_count(count: usize) -> bool {
    count >= 2 && count <= 8
}

fn joined(numbers: impl Iterator<Item = u32>) -> String {
    numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(".")
}
