//! The draft that committees start from.

use crate::hash::LabelledHasher;
use crate::keys::{PublicKey, SecretKey};

/// Holders of the example keys.
const EXAMPLES: [&str; 6] = ["otoritas", "ketua", "sekretaris", "anggota", "saksi-1", "saksi-2"];

/// A commented draft of a small `simulasi` election with the given nonce, which passes [`crate::draft::check`].
///
/// Its keys are examples whose secrets anybody can compute; in `resmi` they are refused.
#[must_use]
pub fn template(nonce: [u8; 32]) -> String {
    let text = include_str!("template.toml").replace("@nonce@", &hex::encode(nonce));
    EXAMPLES
        .iter()
        .zip(examples())
        .fold(text, |text, (holder, key)| text.replace(&format!("@{holder}@"), &key.to_string()))
}

/// The example keys of the template.
pub(super) fn examples() -> [PublicKey; 6] {
    EXAMPLES.map(|holder| {
        let secret = LabelledHasher::new("example-key").str(holder).finish();
        SecretKey::from_bytes(&secret).public()
    })
}
