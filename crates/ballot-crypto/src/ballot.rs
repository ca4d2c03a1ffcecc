//! Ballots: as received, and as verified (spec 4.5 and 4.6).

use std::fmt;

use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::IsIdentity;
use election::{BallotCode, LabelledHasher, Token};

use crate::ciphertext::Ciphertext;
use crate::context::BallotContext;
use crate::group::{decode_point, decode_scalar};
use crate::options::OptionCount;
use crate::proof::{Proof, ProofError, Unfolded};

/// Why bytes are not a ballot (spec 4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BallotError {
    /// Cut short, too long, or of another number of options.
    #[error("a ballot here has {expected} bytes, this one has {found}")]
    Length {
        /// Length that the number of options gives.
        expected: usize,
        /// Length found.
        found: usize,
    },
    /// A point in an encoding that is not canonical.
    #[error("{part} of this ballot is not the canonical encoding of a point")]
    NotAPoint {
        /// Which point.
        part: BallotPart,
    },
    /// A scalar in an encoding that is not canonical.
    #[error("{part} of this ballot is not a scalar below the group order")]
    NotAScalar {
        /// Which scalar.
        part: BallotPart,
    },
    /// `R_j` is the identity, so that the vote would stand there in clear.
    #[error("R_{option} of this ballot is the identity: it hides nothing")]
    Identity {
        /// The option j.
        option: u8,
    },
}

/// One 32-byte part of a ballot, named as in the specification (spec 4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BallotPart {
    /// `R_j`.
    R(u8),
    /// `C_j`.
    C(u8),
    /// The commitment P to the vote.
    P,
    /// The commitment A to the masks.
    A,
    /// The commitment U.
    U,
    /// The commitment V.
    V,
    /// The response `f_j`.
    F(u8),
    /// The response z.
    Z,
    /// The response w.
    W,
}

impl fmt::Display for BallotPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::R(j) => write!(f, "R_{j}"),
            Self::C(j) => write!(f, "C_{j}"),
            Self::F(j) => write!(f, "f_{j}"),
            Self::P => f.write_str("P"),
            Self::A => f.write_str("A"),
            Self::U => f.write_str("U"),
            Self::V => f.write_str("V"),
            Self::Z => f.write_str("z"),
            Self::W => f.write_str("w"),
        }
    }
}

/// A well-formed ballot as received. It says nothing until [`EncryptedBallot::verify`] accepts it.
#[derive(Clone)]
pub struct EncryptedBallot {
    bytes: Vec<u8>,
    token: Token,
    options: OptionCount,
    ciphertexts: Vec<Ciphertext>,
    proof: Proof,
}

impl EncryptedBallot {
    /// Decodes a ballot.
    ///
    /// # Errors
    /// [`BallotError`]: wrong length, or the first part that is not canonical.
    pub fn parse(bytes: &[u8], options: OptionCount) -> Result<Self, BallotError> {
        let wrong_length = BallotError::Length { expected: options.ballot_length(), found: bytes.len() };
        let (token, body) = bytes.split_first_chunk::<{ Token::LENGTH }>().ok_or(wrong_length)?;
        if bytes.len() != options.ballot_length() {
            return Err(wrong_length);
        }
        let mut words = Words(body.as_chunks::<32>().0.iter());
        Ok(Self {
            bytes: bytes.to_vec(),
            token: Token::from_bytes(*token),
            options,
            ciphertexts: (1..=options.encrypted()).map(|j| words.ciphertext(j)).collect::<Result<_, _>>()?,
            proof: words.proof(options)?,
        })
    }

    /// The token at the head of the ballot. Look its hash up in the booth's lists before anything else.
    #[must_use]
    pub fn token(&self) -> Token {
        self.token.clone()
    }

    /// The number of options.
    #[must_use]
    pub const fn options(&self) -> OptionCount {
        self.options
    }

    /// The bytes of the ballot (spec 4.5).
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    /// The kode suara of this ballot in its context (spec 4.6).
    #[must_use]
    pub fn code(&self, ctx: &BallotContext) -> BallotCode {
        ballot_code(ctx.as_bytes(), &self.bytes)
    }

    /// Checks the proof (spec 4.4): each option got 0 or 1, all together exactly 1, and whoever made it knew
    /// the vote and made it for this context.
    ///
    /// # Errors
    /// [`ProofError`] names the first equation that fails.
    pub fn verify(self, ctx: &BallotContext) -> Result<VerifiedBallot, ProofError> {
        Unfolded::new(&self, ctx)?.check()?;
        Ok(self.accept(ctx))
    }

    /// To be called only when all three equations hold.
    pub(crate) fn accept(self, ctx: &BallotContext) -> VerifiedBallot {
        VerifiedBallot { code: self.code(ctx), ballot: self }
    }

    pub(crate) fn ciphertexts(&self) -> &[Ciphertext] {
        &self.ciphertexts
    }

    pub(crate) const fn proof(&self) -> &Proof {
        &self.proof
    }

    /// `R_1 C_1 .. R_m C_m` as bytes.
    pub(crate) fn ciphertext_bytes(&self) -> &[u8] {
        self.words(0, 2 * usize::from(self.options.encrypted()))
    }

    /// `P A U V` as bytes.
    pub(crate) fn commitment_bytes(&self) -> &[u8] {
        self.words(2 * usize::from(self.options.encrypted()), 4)
    }

    /// `f_1..f_m z w` as bytes.
    pub(crate) fn response_bytes(&self) -> &[u8] {
        let m = usize::from(self.options.encrypted());
        self.words(2 * m + 4, m + 2)
    }

    fn words(&self, first: usize, count: usize) -> &[u8] {
        let start = Token::LENGTH + 32 * first;
        self.bytes.get(start..start + 32 * count).unwrap_or_default()
    }
}

impl fmt::Debug for EncryptedBallot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncryptedBallot({} options, {} bytes)", self.options, self.bytes.len())
    }
}

/// A ballot whose proof holds in its context. Sums take nothing else.
#[derive(Clone)]
pub struct VerifiedBallot {
    code: BallotCode,
    ballot: EncryptedBallot,
}

impl VerifiedBallot {
    /// The kode suara (spec 4.6).
    #[must_use]
    pub const fn code(&self) -> BallotCode {
        self.code
    }

    /// The bytes of the ballot (spec 4.5).
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.ballot.bytes
    }

    /// The token at the head of the ballot.
    #[must_use]
    pub fn token(&self) -> Token {
        self.ballot.token()
    }

    /// The number of options.
    #[must_use]
    pub const fn options(&self) -> OptionCount {
        self.ballot.options
    }

    /// The ciphertexts of options 1 to m.
    #[must_use]
    pub fn ciphertexts(&self) -> &[Ciphertext] {
        &self.ballot.ciphertexts
    }

    /// The encodings of `R_1..R_m`. One that occurs in two ballots tells how their votes differ (`repeated-r`,
    /// spec 8.4).
    pub fn first_points(&self) -> impl Iterator<Item = [u8; 32]> {
        self.ballot.ciphertext_bytes().as_chunks::<32>().0.iter().step_by(2).copied()
    }
}

impl fmt::Debug for VerifiedBallot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifiedBallot({})", self.code)
    }
}

/// The kode suara `H("ballot-code", ctx, ballot bytes)` of any bytes that stand where a ballot should (spec 4.6).
#[must_use]
pub fn ballot_code(ctx: &[u8], ballot: &[u8]) -> BallotCode {
    BallotCode::new(LabelledHasher::new("ballot-code").bytes(ctx).bytes(ballot).finish())
}

/// The token at the head of any bytes that stand where a ballot should; `None` if they are shorter.
#[must_use]
pub fn token_of(ballot: &[u8]) -> Option<Token> {
    ballot.first_chunk().copied().map(Token::from_bytes)
}

/// The 32-byte words of a ballot after its token, read from front to back.
struct Words<'a>(std::slice::Iter<'a, [u8; 32]>);

impl Words<'_> {
    fn ciphertext(&mut self, j: u8) -> Result<Ciphertext, BallotError> {
        let ciphertext = Ciphertext { r: self.point(BallotPart::R(j))?, c: self.point(BallotPart::C(j))? };
        if ciphertext.r.is_identity() { Err(BallotError::Identity { option: j }) } else { Ok(ciphertext) }
    }

    fn proof(&mut self, options: OptionCount) -> Result<Proof, BallotError> {
        Ok(Proof {
            p: self.point(BallotPart::P)?,
            a: self.point(BallotPart::A)?,
            u: self.point(BallotPart::U)?,
            v: self.point(BallotPart::V)?,
            f: (1..=options.encrypted()).map(|j| self.scalar(BallotPart::F(j))).collect::<Result<_, _>>()?,
            z: self.scalar(BallotPart::Z)?,
            w: self.scalar(BallotPart::W)?,
        })
    }

    fn point(&mut self, part: BallotPart) -> Result<RistrettoPoint, BallotError> {
        self.0.next().and_then(decode_point).ok_or(BallotError::NotAPoint { part })
    }

    fn scalar(&mut self, part: BallotPart) -> Result<Scalar, BallotError> {
        self.0.next().and_then(decode_scalar).ok_or(BallotError::NotAScalar { part })
    }
}
