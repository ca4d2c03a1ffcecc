//! What a ballot is bound to: election, place, booth, key, token (spec 4.1).

use std::fmt;

use election::{ElectionId, JointKey, ListId, PublicKey, TokenHash, label};

use crate::group::str_bytes;
use crate::options::OptionCount;

/// The parts of a ballot's context, all of them public.
#[derive(Debug, Clone, Copy)]
pub struct ContextParts<'a> {
    /// The election.
    pub election: ElectionId,
    /// The token list in which the ballot's token was found: booth and dusun.
    pub list: &'a ListId,
    /// The booth's signing key.
    pub booth_key: &'a PublicKey,
    /// The village's encryption key K.
    pub joint_key: &'a JointKey,
    /// The village's number of options.
    pub options: OptionCount,
    /// The hash of the very token that stands at the head of the ballot ([`crate::token_of`]), under `list`.
    pub token: TokenHash,
}

/// The context `ctx` of one ballot. It enters seed, proof and kode suara, so that a ballot copied to another
/// election, place, booth, key or token is refused (spec 4.1).
#[derive(Clone, PartialEq, Eq)]
pub struct BallotContext {
    bytes: Vec<u8>,
    joint_key: JointKey,
    options: OptionCount,
}

impl BallotContext {
    /// Joins the parts.
    #[must_use]
    pub fn new(parts: &ContextParts<'_>) -> Self {
        let place = &parts.list.booth;
        let mut bytes = label("ballot-context");
        bytes.extend_from_slice(parts.election.as_bytes());
        bytes.extend_from_slice(&str_bytes(place.village.as_str()));
        bytes.extend_from_slice(&place.tps.get().to_be_bytes());
        bytes.extend_from_slice(&place.booth.get().to_be_bytes());
        bytes.push(parts.list.dusun.get());
        bytes.extend_from_slice(parts.booth_key.as_bytes());
        bytes.extend_from_slice(parts.joint_key.as_bytes());
        bytes.push(parts.options.get());
        bytes.extend_from_slice(parts.token.as_bytes());
        Self { bytes, joint_key: *parts.joint_key, options: parts.options }
    }

    /// The bytes of `ctx`.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The key under which the ballot is encrypted.
    #[must_use]
    pub const fn joint_key(&self) -> &JointKey {
        &self.joint_key
    }

    /// The number of options on the ballot.
    #[must_use]
    pub const fn options(&self) -> OptionCount {
        self.options
    }
}

impl fmt::Debug for BallotContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BallotContext({})", hex::encode(&self.bytes))
    }
}
