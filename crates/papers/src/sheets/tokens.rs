//! Slips with tokens (*token pemilih*), to cut and hand out, and a page about their list.

use std::collections::BTreeSet;
use std::fmt;

use ballot_log::SoftwareHash;
use election::{Definition, ListId, Mode, Token, TokenHash, TokenList};
use serde::Serialize;

use super::heading::village;
use super::{Heading, SheetError, Text, groups};
use crate::{bulletin, words};

/// The list that slips are of, and where they are used.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Whether votes count.
    pub mode: Mode,
    /// The nonce of draft or definition, which goes into every token's hash (spec 5.2).
    pub nonce: &'a [u8; 32],
    /// The list.
    pub list: &'a TokenList,
    /// Name of the dusun that the list is bound to, if it is.
    pub dusun: Option<&'a str>,
    /// Number of candidates: each has a saksi who signs.
    pub candidates: usize,
}

/// The slips of one list in the order in which the tokens were given.
///
/// # Security
/// It holds the tokens in clear and is not wiped, nor is what a PDF is made with: whoever makes one makes little else and
/// ends soon. `Debug` shows no token.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct TokenSheet {
    heading: Heading,
    list: String,
    tps: u16,
    booth: u16,
    dusun: Option<String>,
    count: String,
    count_in_words: String,
    hash: Vec<String>,
    candidates: usize,
    slips: Vec<Slip>,
}

/// One slip: nothing ties it to a person or to a place in an order.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Slip {
    /// The 17 symbols in groups.
    code: String,
    /// An SVG picture of what the booth's scanner reads (spec 5.4).
    qr: String,
}

impl TokenSheet {
    /// Of an election that is not sealed yet: the caller has drawn list and tokens, and has shuffled the tokens.
    ///
    /// # Errors
    /// [`SheetError::Tokens`], [`SheetError::NotShown`], [`SheetError::TooLong`].
    pub fn new(heading: Heading, place: &Place<'_>, tokens: &[Token]) -> Result<Self, SheetError> {
        let list = place.list.id();
        let hashes: BTreeSet<TokenHash> =
            tokens.iter().map(|token| token.hash(place.mode, place.nonce, list)).collect();
        let all = hashes.len() == tokens.len() && tokens.len() == place.list.len();
        if !all || !hashes.iter().all(|hash| place.list.contains(hash)) {
            return Err(SheetError::Tokens { list: list.clone() });
        }
        let number = u64::try_from(tokens.len()).unwrap_or(u64::MAX);
        Ok(Self {
            heading,
            list: list.to_string(),
            tps: list.booth.tps.get(),
            booth: list.booth.booth.get(),
            dusun: place.dusun.map(|name| Text::Dusun.checked(name).map(str::to_owned)).transpose()?,
            count: words::number(number),
            count_in_words: words::terbilang(number),
            hash: groups(&place.list.hash()),
            candidates: place.candidates,
            slips: tokens.iter().map(|token| Slip::of(token, place.mode, list)).collect(),
        })
    }

    /// Of a sealed election; the caller has shuffled the tokens.
    ///
    /// # Errors
    /// [`SheetError::List`] if the definition names another list, otherwise as [`Heading::of`] and [`Self::new`].
    pub fn of(definition: &Definition, list: &TokenList, tokens: &[Token]) -> Result<Self, SheetError> {
        let id = list.id();
        let village = village(definition, &id.booth.village)?;
        let sealed = village.lists().any(|(of, head)| of == *id && head.is_of(list));
        if !sealed {
            return Err(SheetError::List { list: id.clone() });
        }
        let dusun = village.dusun.iter().find(|dusun| dusun.number == id.dusun);
        let place = Place {
            mode: definition.mode(),
            nonce: &definition.nonce(),
            list,
            dusun: dusun.map(|dusun| dusun.name.as_str()),
            candidates: village.candidates.len(),
        };
        Self::new(Heading::of(definition, &village.code)?, &place, tokens)
    }

    /// The same with the program that makes the paper.
    #[must_use]
    pub fn by(self, program: SoftwareHash) -> Self {
        Self { heading: self.heading.by(program), ..self }
    }

    /// Number of slips.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.slips.len()
    }

    /// Always false: a list has at least one token.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.slips.is_empty()
    }

    pub(super) const fn heading(&self) -> &Heading {
        &self.heading
    }

    pub(super) fn list(&self) -> &str {
        &self.list
    }
}

impl fmt::Debug for TokenSheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSheet").field("list", &self.list).field("slips", &self.slips.len()).finish()
    }
}

impl Slip {
    fn of(token: &Token, mode: Mode, list: &ListId) -> Self {
        // A token's text fits into a code.
        let qr = bulletin::svg(&token.to_qr(mode, &list.booth)).unwrap_or_default();
        Self { code: token.to_grouped_text(), qr }
    }
}

impl fmt::Debug for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slip(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::super::Occasion;
    use super::super::tests::definition;
    use super::*;

    const NONCE: [u8; 32] = [7; 32];

    fn tokens() -> Vec<Token> {
        (0..5).map(|seed| Token::from_bytes([seed; 10])).collect()
    }

    fn list(tokens: &[Token]) -> TokenList {
        let id = ListId { booth: "9901022001-1-2".parse().unwrap(), dusun: 0.try_into().unwrap() };
        TokenList::new(id.clone(), tokens.iter().map(|token| token.hash(Mode::Resmi, &NONCE, &id))).unwrap()
    }

    fn heading() -> Heading {
        Heading::new(&Occasion {
            mode: Mode::Resmi,
            title: "Pilkades",
            date: "2025-12-10",
            head: "kepala desa",
            kind: "desa",
            village: "Sukamaju",
            areas: ["A", "B", "C"],
        })
        .unwrap()
    }

    fn place(list: &TokenList) -> Place<'_> {
        Place { mode: Mode::Resmi, nonce: &NONCE, list, dusun: None, candidates: 2 }
    }

    #[test]
    fn slips_stand_in_the_order_given() {
        let (mut tokens, list) = (tokens(), list(&tokens()));
        tokens.reverse();
        let sheet = TokenSheet::new(heading(), &place(&list), &tokens).unwrap();
        let codes: Vec<Token> = sheet.slips.iter().map(|slip| slip.code.parse().unwrap()).collect();
        assert_eq!(codes, tokens);
        assert_eq!((sheet.len(), sheet.count_in_words.as_str()), (5, "lima"));
        assert!(sheet.slips.iter().all(|slip| slip.code.len() == 20 && slip.qr.starts_with("<svg ")));
        assert!(!format!("{sheet:?} {:?}", sheet.slips).contains(&sheet.slips[0].code));
    }

    #[test]
    fn only_the_tokens_of_the_list_are_printed() {
        let (tokens, list) = (tokens(), list(&tokens()));
        let refused = |tokens: &[Token]| {
            let refused = TokenSheet::new(heading(), &place(&list), tokens).unwrap_err();
            assert_eq!(refused, SheetError::Tokens { list: list.id().clone() });
        };
        refused(&tokens[..4]);
        refused(&[&tokens[..4], &tokens[..1]].concat());
        refused(&[&tokens[..4], &[Token::from_bytes([9; 10])]].concat());
        refused(&[&tokens[..], &[Token::from_bytes([9; 10])]].concat());
    }

    #[test]
    fn only_a_sealed_list_is_printed() {
        let (tokens, list) = (tokens(), list(&tokens()));
        let refused = TokenSheet::of(&definition(), &list, &tokens).unwrap_err();
        assert_eq!(refused, SheetError::List { list: list.id().clone() });
    }
}
