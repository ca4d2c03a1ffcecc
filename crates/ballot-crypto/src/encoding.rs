//! Points and scalars that have passed their decoders, with their bytes and hex text (spec 1.3 and 1.6).

use std::fmt;

use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use serde::{Deserialize, Serialize};

use crate::group::{decode_point, decode_scalar};

/// Why bytes are not what a field must hold. There is one encoding for each value; every other is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Not the canonical encoding of a point.
    #[error("{field}: these 32 bytes are not the canonical encoding of a ristretto255 point")]
    NotAPoint {
        /// Name of the field as in the specification.
        field: &'static str,
    },
    /// Not the canonical encoding of a scalar.
    #[error("{field}: these 32 bytes are not a scalar below the group order")]
    NotAScalar {
        /// Name of the field as in the specification.
        field: &'static str,
    },
}

/// A point together with its canonical encoding, so that hashing it costs nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct EncodedPoint {
    bytes: [u8; 32],
    point: RistrettoPoint,
}

impl EncodedPoint {
    /// Encodes a point.
    pub(crate) fn of(point: RistrettoPoint) -> Self {
        Self { bytes: point.compress().to_bytes(), point }
    }

    /// Decodes the field called `field`.
    pub(crate) fn decode(field: &'static str, bytes: &[u8; 32]) -> Result<Self, DecodeError> {
        let point = decode_point(bytes).ok_or(DecodeError::NotAPoint { field })?;
        Ok(Self { bytes: *bytes, point })
    }

    /// The canonical encoding.
    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// The point.
    pub(crate) const fn point(&self) -> &RistrettoPoint {
        &self.point
    }
}

impl fmt::Debug for EncodedPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.bytes))
    }
}

/// Decodes the scalar field called `field`.
pub(crate) fn scalar_field(field: &'static str, bytes: &[u8; 32]) -> Result<Scalar, DecodeError> {
    decode_scalar(bytes).ok_or(DecodeError::NotAScalar { field })
}

/// 32 bytes whose only text is 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Hex32(pub(crate) [u8; 32]);

impl TryFrom<String> for Hex32 {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let mut bytes = [0; 32];
        let lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        if lower && hex::decode_to_slice(&text, &mut bytes).is_ok() {
            return Ok(Self(bytes));
        }
        let shown: String = text.chars().take(80).collect();
        Err(format!("expected 64 lower-case hexadecimal digits, found {shown:?}"))
    }
}

impl From<Hex32> for String {
    fn from(bytes: Hex32) -> Self {
        hex::encode(bytes.0)
    }
}
