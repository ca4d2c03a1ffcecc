use ballot_crypto::{BallotError, BallotPart, EncryptedBallot, token_of};

use crate::village::Village;

/// Parts of a ballot with three options, in the order of their bytes.
const PARTS: [BallotPart; 12] = [
    BallotPart::R(1),
    BallotPart::C(1),
    BallotPart::R(2),
    BallotPart::C(2),
    BallotPart::P,
    BallotPart::A,
    BallotPart::U,
    BallotPart::V,
    BallotPart::F(1),
    BallotPart::F(2),
    BallotPart::Z,
    BallotPart::W,
];
const POINTS: usize = 8;

/// A ballot in which the word at `index` is replaced.
fn with_word(index: usize, word: [u8; 32]) -> Result<EncryptedBallot, BallotError> {
    let village = Village::new(11, 3);
    let mut bytes = village.ballot(1, 1).to_bytes();
    bytes[10 + 32 * index..42 + 32 * index].copy_from_slice(&word);
    EncryptedBallot::parse(&bytes, village.options)
}

/// Little-endian number: `low` at the bottom, all else ones up to bit 254.
fn field_prime_plus(low: u8) -> [u8; 32] {
    let mut bytes = [0xff; 32];
    bytes[0] = 0xed + low;
    bytes[31] = 0x7f;
    bytes
}

/// The group order.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

#[test]
fn every_point_must_be_canonical() {
    // RFC 9496 A.2: zero written as p, a negative element, an s that is no point, the identity with its top bit set.
    let mut negative = [0; 32];
    negative[0] = 1;
    let mut no_point = [0; 32];
    no_point[0] = 8;
    let mut top_bit = [0; 32];
    top_bit[31] = 0x80;
    for (index, part) in PARTS.iter().take(POINTS).enumerate() {
        for word in [field_prime_plus(0), negative, no_point, top_bit, [0xff; 32]] {
            let error = BallotError::NotAPoint { part: *part };
            assert_eq!(with_word(index, word).unwrap_err(), error, "{word:?}");
        }
    }
}

#[test]
fn every_scalar_must_be_below_the_order() {
    let mut largest = ORDER;
    largest[0] -= 1;
    for (index, part) in PARTS.iter().enumerate().skip(POINTS) {
        assert!(with_word(index, largest).is_ok());
        for word in [ORDER, [0xff; 32]] {
            assert_eq!(with_word(index, word).unwrap_err(), BallotError::NotAScalar { part: *part });
        }
    }
}

#[test]
fn only_the_points_r_must_not_be_the_identity() {
    for (index, part) in PARTS.iter().take(POINTS).enumerate() {
        let expected = match part {
            BallotPart::R(j) => Some(BallotError::Identity { option: *j }),
            _ => None,
        };
        assert_eq!(with_word(index, [0; 32]).err(), expected);
    }
}

#[test]
fn the_length_is_exact() {
    let village = Village::new(11, 3);
    let bytes = village.ballot(1, 1).to_bytes();
    let expected = bytes.len();
    let longer = [bytes.as_slice(), &[0]].concat();
    for wrong in [&longer, &bytes[..expected - 1], &bytes[..expected - 32], &bytes[..9], &[]] {
        let error = BallotError::Length { expected, found: wrong.len() };
        assert_eq!(EncryptedBallot::parse(wrong, village.options).unwrap_err(), error);
    }
}

#[test]
fn the_token_is_read_from_any_ten_bytes() {
    assert_eq!(token_of(&[5; 10]).unwrap().as_bytes(), &[5; 10]);
    assert!(token_of(&[5; 9]).is_none());
}

#[test]
fn parts_are_named_as_in_the_specification() {
    let error = BallotError::NotAPoint { part: BallotPart::C(2) };
    assert_eq!(error.to_string(), "C_2 of this ballot is not the canonical encoding of a point");
}
