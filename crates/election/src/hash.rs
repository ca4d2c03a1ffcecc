//! The one hash of the protocol: SHA-256 over labelled input (spec 1.2).

use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// `str("pilkades/<purpose>/v1")`: the label with which every hashed or signed input begins (spec 1.1).
#[must_use]
pub fn label(purpose: &str) -> Vec<u8> {
    let text = format!("pilkades/{purpose}/v1");
    let mut bytes = Vec::with_capacity(4 + text.len());
    bytes.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

/// SHA-256 that cannot be started without a purpose (spec 1.2).
///
/// Fields are added in order; variable-length text goes through [`LabelledHasher::str`], which
/// prefixes its length, so that two different field lists never give the same input.
#[derive(Clone)]
pub struct LabelledHasher(Sha256);

impl LabelledHasher {
    /// Starts a hash for `purpose`, for example `"ballot-code"`.
    #[must_use]
    pub fn new(purpose: &str) -> Self {
        Self(Sha256::new().chain_update(label(purpose)))
    }

    /// Adds raw bytes of a length that the format fixes.
    #[must_use]
    pub fn bytes(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.0.update(bytes.as_ref());
        self
    }

    /// Adds `u32 length || UTF-8`.
    #[must_use]
    pub fn str(mut self, text: &str) -> Self {
        self.0.update(u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.0.update(text.as_bytes());
        self
    }

    /// Adds one byte.
    #[must_use]
    pub fn u8(self, value: u8) -> Self {
        self.bytes([value])
    }

    /// Adds a big-endian 16-bit number.
    #[must_use]
    pub fn u16(self, value: u16) -> Self {
        self.bytes(value.to_be_bytes())
    }

    /// Adds a big-endian 32-bit number.
    #[must_use]
    pub fn u32(self, value: u32) -> Self {
        self.bytes(value.to_be_bytes())
    }

    /// Adds a big-endian 64-bit number.
    #[must_use]
    pub fn u64(self, value: u64) -> Self {
        self.bytes(value.to_be_bytes())
    }

    /// The 32 bytes of the hash.
    #[must_use]
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// SHA-256 of a whole file without a label, as `sha256sum` shows it (spec 1.2).
///
/// # Errors
/// What reading says.
pub fn file_hash(mut file: impl Read) -> io::Result<[u8; 32]> {
    let (mut hash, mut part) = (Sha256::new(), vec![0; 64 * 1_024]);
    loop {
        match file.read(&mut part) {
            Ok(0) => return Ok(hash.finalize().into()),
            Ok(length) => hash.update(part.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_hashed_to_its_end() {
        let bytes: Vec<u8> = (0..200_000_u32).flat_map(u32::to_be_bytes).collect();
        let read = bytes.as_slice().chain([].as_slice());
        assert_eq!(file_hash(read).unwrap(), <[u8; 32]>::from(Sha256::digest(&bytes)));
    }

    #[test]
    fn the_label_is_length_prefixed() {
        assert_eq!(label("x"), b"\x00\x00\x00\x0dpilkades/x/v1");
    }

    #[test]
    fn moving_a_boundary_changes_the_hash() {
        let one = LabelledHasher::new("x").str("ab").str("c").finish();
        let two = LabelledHasher::new("x").str("a").str("bc").finish();
        assert_ne!(one, two);
    }
}
