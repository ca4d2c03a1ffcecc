//! The peer: a single choice of `elastic-elgamal`, on the same group.
//!
//! Its ballot has a ciphertext for every option, a ring proof that each holds 0 or 1, and a proof of their sum. Signatures are left
//! out on both sides. It has no verification of several ballots at once.

use anyhow::{Context as _, Result};
use elastic_elgamal::Keypair;
use elastic_elgamal::app::{ChoiceParams, EncryptedChoice, SingleChoice};
use elastic_elgamal::group::Ristretto;
use rand_core_06::OsRng;

/// Ballots of the peer.
pub struct Peer {
    params: ChoiceParams<Ristretto, SingleChoice>,
    ballots: Vec<Vec<u8>>,
}

impl Peer {
    /// Makes ballots and writes them as bytes: in postcard a point is 32 bytes with a length before it.
    ///
    /// # Errors
    /// None.
    pub fn new(options: usize, count: usize) -> Result<Self> {
        let (key, _) = Keypair::<Ristretto>::generate(&mut OsRng).into_tuple();
        let params = ChoiceParams::single(key, options);
        let make = |index: usize| {
            Ok(postcard::to_allocvec(&EncryptedChoice::single(&params, index % options, &mut OsRng))?)
        };
        let ballots = (0..count).map(make).collect::<Result<_>>()?;
        Ok(Self { params, ballots })
    }

    /// Decodes every ballot and verifies it.
    ///
    /// # Errors
    /// A ballot that does not verify.
    pub fn verify(&self) -> Result<()> {
        for bytes in &self.ballots {
            let ballot: EncryptedChoice<Ristretto, SingleChoice> = postcard::from_bytes(bytes)?;
            ballot.verify(&self.params).ok().context("the peer refuses its own ballot")?;
        }
        Ok(())
    }

    /// Makes a ballot.
    #[must_use]
    pub fn make(&self) -> EncryptedChoice<Ristretto, SingleChoice> {
        EncryptedChoice::single(&self.params, 0, &mut OsRng)
    }

    /// Bytes of a ballot.
    #[must_use]
    pub fn ballot_length(&self) -> usize {
        self.ballots.first().map_or(0, Vec::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ballot_of_the_peer_has_all_its_points_and_verifies_from_bytes() {
        let mut peer = Peer::new(5, 2).unwrap();
        peer.verify().unwrap();
        // 10 points, 11 scalars of the ring proof, 2 of the sum.
        assert!((23 * 32..24 * 33).contains(&peer.ballot_length()), "{}", peer.ballot_length());
        let last = peer.ballots[1].len() - 1;
        peer.ballots[1][last - 8] ^= 1;
        assert!(peer.verify().is_err());
    }
}
