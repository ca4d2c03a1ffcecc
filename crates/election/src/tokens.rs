//! Tokens (*token pemilih*): one-time codes on paper slips, and the sealed lists of their hashes (spec 5).

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::crockford::{symbol_char, symbol_of, to_crockford};
use crate::hash::LabelledHasher;
use crate::ids::{BoothId, ListId, Mode, TokenHash};

const LIST_FORMAT: &str = "pilkades/token-list/v1";
/// Largest number of tokens in one list.
pub(crate) const MAX_TOKENS: usize = 20_000;

/// Why a text is not a token or a token list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not 17 symbols.
    #[error("a token has 17 letters and digits, this has {found}")]
    Length {
        /// Number of symbols found.
        found: usize,
    },
    /// A character outside the alphabet.
    #[error("{found:?} does not occur in a token")]
    Symbol {
        /// The character.
        found: char,
    },
    /// The check symbol shows a typing error.
    #[error("the token was mistyped: its check letter does not fit")]
    Check,
    /// A slip's QR text of another election, place or form.
    #[error("this slip belongs to another election or another booth")]
    Foreign,
    /// A line of a token list.
    #[error("line {line} of the token list: {problem}")]
    List {
        /// Line, from 1.
        line: usize,
        /// What is wrong there.
        problem: &'static str,
    },
}

/// A token: 10 random bytes. Whoever holds it may cast one ballot.
///
/// # Security
/// Not shown by `Debug`; wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Token([u8; 10]);

impl Token {
    /// Number of bytes.
    pub const LENGTH: usize = 10;

    /// A fresh token from the generator that the caller hands over.
    pub fn generate(random: &mut impl rand_core::CryptoRng) -> Self {
        let mut bytes = [0; 10];
        random.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// A token from the bytes at the head of a ballot.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 10]) -> Self {
        Self(bytes)
    }

    /// The 10 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 10] {
        &self.0
    }

    /// The 16 symbols and the check symbol, as printed under the QR code (spec 5.1).
    #[must_use]
    pub fn to_text(&self) -> String {
        let symbols = self.symbols();
        symbols.iter().chain([&check_symbol(&symbols)]).map(|s| symbol_char(*s)).collect()
    }

    /// The same in groups that a tired officer can type.
    #[must_use]
    pub fn to_grouped_text(&self) -> String {
        let code = self.to_text();
        let mut text = String::with_capacity(code.len() + 3);
        for (i, symbol) in code.chars().enumerate() {
            if matches!(i, 4 | 8 | 12) {
                text.push('-');
            }
            text.push(symbol);
        }
        text
    }

    /// The text of the slip's QR code (spec 5.4).
    #[must_use]
    pub fn to_qr(&self, mode: Mode, booth: &BoothId) -> String {
        format!("{}{}", qr_prefix(mode, booth), self.to_text())
    }

    /// Reads the QR text of a slip for one booth, or 17 typed symbols.
    ///
    /// # Errors
    /// [`TokenError::Foreign`] for another election mode or booth, otherwise as [`Token::from_str`].
    pub fn from_scan(text: &str, mode: Mode, booth: &BoothId) -> Result<Self, TokenError> {
        let text = text.trim();
        match text.strip_prefix(&qr_prefix(mode, booth)) {
            Some(code) => code.parse(),
            None if text.starts_with("PLK1-") => Err(TokenError::Foreign),
            None => text.parse(),
        }
    }

    /// The hash under which a booth knows this token (spec 5.2).
    #[must_use]
    pub fn hash(&self, mode: Mode, nonce: &[u8; 32], list: &ListId) -> TokenHash {
        let hash = LabelledHasher::new("token")
            .str(mode.as_str())
            .bytes(nonce)
            .str(list.booth.village.as_str())
            .u16(list.booth.tps.get())
            .u16(list.booth.booth.get())
            .u8(list.dusun.get())
            .bytes(self.0)
            .finish();
        TokenHash::new(hash)
    }

    fn symbols(&self) -> [u8; 16] {
        let mut symbols = [0; 16];
        for (five, eight) in self.0.chunks_exact(5).zip(symbols.chunks_exact_mut(8)) {
            let number = five.iter().fold(0_u64, |n, byte| (n << 8) | u64::from(*byte));
            for (shift, symbol) in (0..8).rev().zip(eight) {
                *symbol = u8::try_from((number >> (5 * shift)) & 31).unwrap_or_default();
            }
        }
        symbols
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

impl FromStr for Token {
    type Err = TokenError;
    fn from_str(text: &str) -> Result<Self, TokenError> {
        let symbols = text
            .chars()
            .filter(|c| *c != '-' && *c != ' ')
            .map(|c| symbol_of(c).ok_or(TokenError::Symbol { found: c }))
            .collect::<Result<Vec<u8>, _>>()?;
        let (code, check) = match symbols.split_last_chunk::<1>() {
            Some((code, [check])) if code.len() == 16 => (code, *check),
            _ => return Err(TokenError::Length { found: symbols.len() }),
        };
        if check_symbol(code) != check {
            return Err(TokenError::Check);
        }
        let mut bytes = [0; 10];
        for (eight, five) in code.chunks_exact(8).zip(bytes.chunks_exact_mut(5)) {
            let number = eight.iter().fold(0_u64, |n, symbol| (n << 5) | u64::from(*symbol));
            for (shift, byte) in (0..5).rev().zip(five) {
                *byte = u8::try_from((number >> (8 * shift)) & 255).unwrap_or_default();
            }
        }
        Ok(Self(bytes))
    }
}

/// First 100 bits of a 32-byte code as people read it: four groups of five symbols (spec 4.6).
#[must_use]
pub fn short_code(code: &[u8; 32]) -> String {
    let symbols: Vec<char> = to_crockford(code).chars().take(20).collect();
    symbols.chunks(5).map(String::from_iter).collect::<Vec<_>>().join("-")
}

fn qr_prefix(mode: Mode, booth: &BoothId) -> String {
    let letter = match mode {
        Mode::Resmi => 'R',
        Mode::Simulasi => 'S',
    };
    format!("PLK1-{letter}-{}-{}-{}-", booth.village, booth.tps, booth.booth)
}

/// The symbol that makes sum alpha^(16-i) c_i vanish over GF(32) (spec 5.1): Horner, then one more step by alpha.
fn check_symbol(symbols: &[u8]) -> u8 {
    symbols.iter().fold(0, |sum, symbol| times_alpha(sum ^ symbol))
}

/// Multiplication by x in GF(2)[x]/(x^5 + x^2 + 1).
const fn times_alpha(a: u8) -> u8 {
    let shifted = a << 1;
    if shifted & 0b10_0000 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

/// The sealed list of one booth's tokens: sorted, distinct hashes (spec 5.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenList {
    id: ListId,
    hashes: BTreeSet<TokenHash>,
}

impl TokenList {
    /// A list of the given hashes.
    ///
    /// # Errors
    /// [`TokenError::List`] if there are none or more than 20,000.
    pub fn new(id: ListId, hashes: impl IntoIterator<Item = TokenHash>) -> Result<Self, TokenError> {
        let hashes: BTreeSet<_> = hashes.into_iter().collect();
        if hashes.is_empty() || hashes.len() > MAX_TOKENS {
            return Err(TokenError::List { line: 3, problem: "a list has 1 to 20,000 tokens" });
        }
        Ok(Self { id, hashes })
    }

    /// Reads the file of spec 5.3.
    ///
    /// # Errors
    /// [`TokenError::List`] with the line.
    pub fn parse(bytes: &[u8]) -> Result<Self, TokenError> {
        let err = |line, problem| TokenError::List { line, problem };
        if bytes.len() > 200 + 65 * MAX_TOKENS {
            return Err(err(1, "the file is too long"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| err(1, "the file is not text"))?;
        let mut lines = text.strip_suffix('\n').ok_or(err(1, "the last line has no newline"))?.split('\n');
        if lines.next() != Some(LIST_FORMAT) {
            return Err(err(1, "expected 'pilkades/token-list/v1'"));
        }
        let id = lines.next().and_then(parse_list_id).ok_or(err(2, "expected village-TPS-booth-dusun"))?;
        let mut hashes = BTreeSet::new();
        for (line, text) in (3..).zip(lines) {
            let hash: TokenHash = text.parse().map_err(|_| err(line, "expected 64 hexadecimal digits"))?;
            if hashes.last().is_some_and(|last| *last >= hash) {
                return Err(err(line, "the hashes must be sorted and distinct"));
            }
            hashes.insert(hash);
        }
        Self::new(id, hashes)
    }

    /// The bytes of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let lines: String = self.hashes.iter().map(|hash| format!("{hash}\n")).collect();
        format!("{LIST_FORMAT}\n{}\n{lines}", self.id).into_bytes()
    }

    /// Name of the file of a list, below the folder of the election (spec 5.3).
    #[must_use]
    pub fn path_of(id: &ListId) -> String {
        format!("tokens/{id}.list")
    }

    /// Which booth and dusun it serves.
    #[must_use]
    pub const fn id(&self) -> &ListId {
        &self.id
    }

    /// Number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Always false: a list has at least one token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether the token belongs to this list.
    #[must_use]
    pub fn contains(&self, hash: &TokenHash) -> bool {
        self.hashes.contains(hash)
    }

    /// The hash that the definition holds (spec 5.3).
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        let count = u32::try_from(self.hashes.len()).unwrap_or(u32::MAX);
        self.hashes
            .iter()
            .fold(LabelledHasher::new("token-list").u32(count), |h, hash| h.bytes(hash))
            .finish()
    }
}

fn parse_list_id(text: &str) -> Option<ListId> {
    let (booth, dusun) = text.rsplit_once('-')?;
    let dusun = dusun.parse::<u32>().ok()?.try_into().ok()?;
    let id = ListId { booth: booth.parse().ok()?, dusun };
    (id.to_string() == text).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list_id() -> ListId {
        let booth = BoothId {
            village: "1607062001".parse().unwrap(),
            tps: 1.try_into().unwrap(),
            booth: 2.try_into().unwrap(),
        };
        ListId { booth, dusun: 3.try_into().unwrap() }
    }

    #[test]
    fn a_token_reads_back_as_typed_by_people() {
        let token = Token::from_bytes([0xff, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
        let text = token.to_text();
        assert_eq!(text.len(), 17);
        assert_eq!(text.parse::<Token>().unwrap(), token);
        let sloppy = text.to_lowercase().replace('0', "o").replace('1', "l");
        assert_eq!(sloppy.parse::<Token>().unwrap(), token);
    }

    #[test]
    fn every_substitution_and_neighbour_swap_is_caught() {
        let text: Vec<char> =
            Token::from_bytes([9, 200, 31, 4, 5, 60, 7, 81, 9, 10]).to_text().chars().collect();
        for i in 0..17 {
            for s in crate::crockford::SYMBOLS.iter().map(|s| char::from(*s)).filter(|s| *s != text[i]) {
                let mut wrong = text.clone();
                wrong[i] = s;
                assert_eq!(wrong.iter().collect::<String>().parse::<Token>(), Err(TokenError::Check));
            }
            if i < 16 && text[i] != text[i + 1] {
                let mut wrong = text.clone();
                wrong.swap(i, i + 1);
                assert_eq!(wrong.iter().collect::<String>().parse::<Token>(), Err(TokenError::Check));
            }
        }
    }

    #[test]
    fn a_slip_of_another_place_or_mode_is_foreign() {
        let token = Token::from_bytes([1; 10]);
        let here = list_id().booth;
        let there = BoothId { booth: 9.try_into().unwrap(), ..here.clone() };
        let qr = token.to_qr(Mode::Resmi, &here);
        assert_eq!(Token::from_scan(&qr, Mode::Resmi, &here), Ok(token));
        assert_eq!(Token::from_scan(&qr, Mode::Resmi, &there), Err(TokenError::Foreign));
        assert_eq!(Token::from_scan(&qr, Mode::Simulasi, &here), Err(TokenError::Foreign));
    }

    #[test]
    fn mode_place_and_dusun_are_in_the_hash() {
        let token = Token::from_bytes([1; 10]);
        let id = list_id();
        let other = ListId { dusun: 4.try_into().unwrap(), ..id.clone() };
        let hash = token.hash(Mode::Resmi, &[0; 32], &id);
        assert_ne!(hash, token.hash(Mode::Simulasi, &[0; 32], &id));
        assert_ne!(hash, token.hash(Mode::Resmi, &[1; 32], &id));
        assert_ne!(hash, token.hash(Mode::Resmi, &[0; 32], &other));
    }

    #[test]
    fn a_list_has_one_form() {
        let hashes = [TokenHash::new([2; 32]), TokenHash::new([1; 32]), TokenHash::new([2; 32])];
        let list = TokenList::new(list_id(), hashes).unwrap();
        assert_eq!(list.len(), 2);
        let text = String::from_utf8(list.to_bytes()).unwrap();
        assert_eq!(TokenList::parse(text.as_bytes()).unwrap(), list);
        let line = |wrong: &str| match TokenList::parse(wrong.as_bytes()) {
            Err(TokenError::List { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(line(&format!("{}\n{}\n{}\n{}\n", lines[0], lines[1], lines[3], lines[2])), 4);
        assert_eq!(line(&text.replace("-1-2-3", "-01-2-3")), 2);
        assert_eq!(line(&text.replace("v1", "v2")), 1);
        assert_eq!(line(text.trim_end()), 1);
        assert_eq!(line(&text.replace("0101", "010A")), 3);
    }

    #[test]
    fn the_short_code_shows_the_first_hundred_bits() {
        let mut code = [0; 32];
        code[0] = 0b0000_1000;
        assert_eq!(short_code(&code), "10000-00000-00000-00000");
        assert_eq!(short_code(&[0xff; 32]), "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ");
    }
}
