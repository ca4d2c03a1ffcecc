//! The group ristretto255 at the edge of bytes: hashing to scalars and canonical decoding (spec 1.2 and 1.3).

use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use election::LabelledHasher;
use zeroize::Zeroizing;

/// `scalar(p, x...)`: 64 hashed bytes reduced modulo the group order, so that every scalar is as likely as any
/// other (spec 1.2).
pub(crate) fn scalar(purpose: &str, parts: &[&[u8]]) -> Scalar {
    let mut wide = Zeroizing::new([0; 64]);
    for (half, number) in wide.chunks_exact_mut(32).zip(0_u8..) {
        half.copy_from_slice(&*Zeroizing::new(hash(purpose, Some(number), parts)));
    }
    Scalar::from_bytes_mod_order_wide(&wide)
}

/// `num128(p, x...)`: the first 16 bytes of the hash, little-endian (spec 1.2).
pub(crate) fn num128(purpose: &str, parts: &[&[u8]]) -> Scalar {
    let mut low = [0; 16];
    low.copy_from_slice(hash(purpose, None, parts).first_chunk::<16>().unwrap_or(&[0; 16]));
    Scalar::from(u128::from_le_bytes(low))
}

/// `str(x)`: `u32 length || UTF-8` (spec 1.1).
pub(crate) fn str_bytes(text: &str) -> Vec<u8> {
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    [&length.to_be_bytes(), text.as_bytes()].concat()
}

/// The point of a canonical encoding (RFC 9496 section 4.3.1); the identity is a point here.
pub(crate) fn decode_point(bytes: &[u8; 32]) -> Option<RistrettoPoint> {
    CompressedRistretto(*bytes).decompress()
}

/// The scalar of a canonical encoding, that is one below the group order.
pub(crate) fn decode_scalar(bytes: &[u8; 32]) -> Option<Scalar> {
    Scalar::from_canonical_bytes(*bytes).into_option()
}

fn hash(purpose: &str, half: Option<u8>, parts: &[&[u8]]) -> [u8; 32] {
    let start = LabelledHasher::new(purpose).bytes(half.as_slice());
    parts.iter().fold(start, LabelledHasher::bytes).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_is_two_labelled_hashes_reduced() {
        let low = LabelledHasher::new("p").u8(0).bytes(b"xy").finish();
        let high = LabelledHasher::new("p").u8(1).bytes(b"xy").finish();
        let two_256 = (0..256).fold(Scalar::ONE, |power, _| power + power);
        let expected = Scalar::from_bytes_mod_order(low) + two_256 * Scalar::from_bytes_mod_order(high);
        assert_eq!(scalar("p", &[b"x", b"y"]), expected);
    }

    #[test]
    fn a_scalar_at_or_above_the_order_is_refused() {
        let mut order = (-Scalar::ONE).to_bytes();
        assert_eq!(decode_scalar(&order), Some(-Scalar::ONE));
        order[0] += 1;
        assert_eq!(decode_scalar(&order), None);
    }
}
