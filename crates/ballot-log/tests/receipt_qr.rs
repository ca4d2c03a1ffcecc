//! The QR text of a receipt: one form, and what its smallest forgeries are called.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use ballot_log::{Receipt, ReceiptError};
use election::{BallotCode, BoothId, ElectionId, EntryHash, Signature, to_crockford};
use proptest::prelude::*;

fn receipt(village: u64, numbers: (u32, u32), bytes: [u8; 32], signature: [u8; 64]) -> Receipt {
    let booth = BoothId {
        village: format!("{village:010}").parse().unwrap(),
        tps: numbers.0.try_into().unwrap(),
        booth: numbers.1.try_into().unwrap(),
    };
    let turned = |by: u8| bytes.map(|byte| byte.wrapping_add(by));
    Receipt {
        election: ElectionId::new(bytes),
        booth,
        code: BallotCode::new(turned(1)),
        entry: EntryHash::new(turned(2)),
        signature: Signature::from_bytes(signature),
    }
}

fn example() -> Receipt {
    receipt(1_607_062_001, (12, 3), [0x5a; 32], [0x81; 64])
}

#[test]
fn it_packs_into_the_symbols_that_qr_codes_pack() {
    let expected = format!(
        "PLK1-T-1607062001-12-3-{}-{}-{}-{}",
        to_crockford(&[0x5a; 32]),
        to_crockford(&[0x5b; 32]),
        to_crockford(&[0x5c; 32]),
        to_crockford(&[0x81; 64])
    );
    assert_eq!(example().to_qr(), expected);
    assert_eq!(expected.len(), 7 + 15 + 1 + 3 * 53 + 103);
    let packed = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '-';
    assert!(expected.chars().all(packed));
}

#[test]
fn every_other_text_is_refused_by_the_name_of_what_is_wrong() {
    let text = example().to_qr();
    let field = |text: &str| match Receipt::from_qr(text) {
        Err(ReceiptError::Field { field, .. }) => field,
        other => panic!("{other:?} of {text}"),
    };
    let replaced = |from: &str, to: &str| text.replacen(from, to, 1);
    assert_eq!(field(""), "form");
    assert_eq!(field(&text.to_lowercase()), "form");
    assert_eq!(field(&replaced("-T-", "-K-")), "form");
    assert_eq!(field(&replaced("PLK1", "PLK2")), "form");
    assert_eq!(field(&format!(" {text}")), "form");
    assert_eq!(field("PLK1-T-A-B-C-D"), "form");
    assert_eq!(field(&format!("{text}\n")), "signature");
    assert_eq!(field(&format!("{text}0")), "signature");
    assert_eq!(field(&text[..text.len() - 1]), "signature");
    for (from, to) in
        [("-12-3-", "-012-3-"), ("-12-3-", "-12-+3-"), ("-12-3-", "-12-"), ("-12-3-", "-12-3-1-")]
    {
        assert_eq!(field(&replaced(from, to)), "booth", "{to}");
    }
    assert_eq!(field(&replaced("1607062001", "160706200")), "booth");
    // The last of 52 symbols carries one bit of the hash and four that are zero.
    let groups: Vec<&str> = text.split('-').collect();
    for (group, name) in [(5, "election"), (6, "code"), (7, "entry"), (8, "signature")] {
        let changed =
            |to: String| [&groups[..group], &[to.as_str()], &groups[group + 1..]].concat().join("-");
        let whole = groups[group];
        let (most, last) = whole.split_at(whole.len() - 1);
        let padded = char::from(last.as_bytes()[0] + 1);
        assert_eq!(field(&changed(format!("{most}{padded}"))), name, "bits beyond the end");
        assert_eq!(field(&changed(most.to_owned())), name, "a symbol less");
        assert_eq!(field(&changed(format!("U{}", &whole[1..]))), name, "a symbol that is none");
        assert_eq!(field(&changed(whole.to_lowercase())), name, "lower case");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_was_written_is_read(
        village in 0..10_000_000_000_u64,
        numbers in (1..=999_u32, 1..=99_u32),
        bytes in any::<[u8; 32]>(),
        halves in any::<[[u8; 32]; 2]>(),
    ) {
        let signature: [u8; 64] = halves.concat().try_into().unwrap();
        let receipt = receipt(village, numbers, bytes, signature);
        prop_assert_eq!(Receipt::from_qr(&receipt.to_qr()), Ok(receipt));
    }

    #[test]
    fn whatever_is_read_is_written_as_it_was(place in 0..281_usize, symbol in "[0-9A-Z-]") {
        let mut text = example().to_qr();
        let place = place.min(text.len() - 1);
        text.replace_range(place..=place, &symbol);
        if let Ok(read) = Receipt::from_qr(&text) {
            prop_assert_eq!(read.to_qr(), text);
        }
    }
}
