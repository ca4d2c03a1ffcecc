//! What is shown: bytes under a path, as they are and packed.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::{Compression, GzBuilder};

/// Shorter ones are not packed.
const WORTH_PACKING: usize = 1_024;

/// Something that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Path and, if it has one, query: `/` or `/?lang=en`. Of an unknown query the path alone counts.
    pub target: &'static str,
    /// What it is.
    pub media_type: MediaType,
    /// Its Content-Security-Policy.
    pub policy: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// A page.
    Html,
    /// Data.
    Json,
}

impl MediaType {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// All documents of one moment.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) version: u64,
    documents: BTreeMap<&'static str, Ready>,
}

/// A document that can be sent as it stands.
#[derive(Debug)]
pub(crate) struct Ready {
    pub(crate) media_type: MediaType,
    pub(crate) policy: String,
    pub(crate) plain: Vec<u8>,
    /// By gzip, if that is worth it.
    pub(crate) packed: Option<Vec<u8>>,
}

impl Shown {
    pub(crate) fn new(version: u64, documents: Vec<Document>) -> Self {
        let ready = documents.into_iter().map(|document| (document.target, Ready::new(document)));
        Self { version, documents: ready.collect() }
    }

    /// The document that a request's target names.
    pub(crate) fn find(&self, target: &str) -> Option<&Ready> {
        let path = target.split_once('?').map_or(target, |(path, _)| path);
        self.documents.get(target).or_else(|| self.documents.get(path))
    }
}

impl Ready {
    fn new(document: Document) -> Self {
        let Document { media_type, policy, bytes, .. } = document;
        Self { media_type, policy, packed: pack(&bytes), plain: bytes }
    }
}

fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut gzip = GzBuilder::new().write(Vec::new(), Compression::fast());
    gzip.write_all(bytes).ok()?;
    let packed = gzip.finish().ok()?;
    (bytes.len() >= WORTH_PACKING && packed.len() < bytes.len()).then_some(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(target: &'static str, bytes: &[u8]) -> Document {
        Document { target, media_type: MediaType::Json, policy: String::new(), bytes: bytes.to_vec() }
    }

    #[test]
    fn a_query_that_is_not_shown_is_no_other_document() {
        let shown = Shown::new(1, vec![document("/", b"id"), document("/?lang=en", b"en")]);
        let found = |target: &str| shown.find(target).map(|ready| ready.plain.as_slice());
        assert_eq!(
            (found("/"), found("/?lang=en"), found("/?x")),
            (Some(&b"id"[..]), Some(&b"en"[..]), Some(&b"id"[..]))
        );
        for target in ["", "//", "/x", "/%2e", "/../", "/state.json/", "?", "*"] {
            assert_eq!(found(target), None, "{target}");
        }
    }

    #[test]
    fn only_what_gets_shorter_is_packed() {
        assert_eq!(pack(&[b'a'; WORTH_PACKING - 1]), None);
        assert!(pack(&[b'a'; WORTH_PACKING]).is_some_and(|packed| packed.len() < 100));
        let mut state = 1_u32;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        });
        let noise: Vec<u8> = noise.take(4_096).collect();
        assert_eq!(pack(&noise), None);
    }
}
