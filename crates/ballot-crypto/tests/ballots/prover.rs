//! A prover that may lie, and a verifier transcribed word by word from spec 4: plain sums, no batches, no secrets
//! to protect. The oracle of the tests and the maker of forged vectors; no code of the crate is used here.

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as B;
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;
use sha2::{Digest, Sha256};

/// All that a prover decides. Every field may be false.
#[derive(Clone)]
pub(crate) struct Prover {
    /// Bytes of the context.
    pub(crate) ctx: Vec<u8>,
    /// Token at the head of the ballot.
    pub(crate) token: [u8; 10],
    /// Encryption key K.
    pub(crate) key: RistrettoPoint,
    /// `v_1..v_m` in the ciphertexts.
    pub(crate) encrypted: Vec<Scalar>,
    /// `v_1..v_n` in the proof.
    pub(crate) proven: Vec<Scalar>,
    /// Secret scalars.
    pub(crate) scalars: Scalars,
    /// Added to `R_1`.
    pub(crate) shift_r: RistrettoPoint,
    /// Added to P, A, U, V before the challenge is drawn.
    pub(crate) shift: [RistrettoPoint; 4],
}

/// The scalars of spec 4.2.
#[derive(Clone)]
pub(crate) struct Scalars {
    /// `r_1..r_m`.
    pub(crate) r: Vec<Scalar>,
    /// `b_1..b_m`.
    pub(crate) b: Vec<Scalar>,
    /// Blinds P.
    pub(crate) rho: Scalar,
    /// Blinds A.
    pub(crate) sigma: Scalar,
    /// Mask of the folded randomness.
    pub(crate) s: Scalar,
}

impl Scalars {
    /// Scalars from a seed, for m encrypted options.
    pub(crate) fn derive(seed: &[u8; 32], m: u16) -> Self {
        let at = |i: u16| scalar("ballot-scalar", &[seed, &i.to_be_bytes()]);
        Self {
            r: (0..m).map(at).collect(),
            b: (m..2 * m).map(at).collect(),
            rho: at(2 * m),
            sigma: at(2 * m + 1),
            s: at(2 * m + 2),
        }
    }
}

impl Prover {
    /// An honest protocol run on the integers `v_1..v_m`, which may be any.
    pub(crate) fn new(
        ctx: &[u8],
        token: [u8; 10],
        key: RistrettoPoint,
        vector: &[i64],
        seed: &[u8; 32],
    ) -> Self {
        let encrypted: Vec<Scalar> = vector.iter().map(|v| integer(*v)).collect();
        let last = integer(1 - vector.iter().sum::<i64>());
        Self {
            ctx: ctx.to_vec(),
            token,
            key,
            proven: encrypted.iter().copied().chain([last]).collect(),
            scalars: Scalars::derive(seed, u16::try_from(vector.len()).unwrap_or(u16::MAX)),
            encrypted,
            shift_r: RistrettoPoint::identity(),
            shift: [RistrettoPoint::identity(); 4],
        }
    }

    /// The bytes of the ballot.
    pub(crate) fn prove(&self) -> Vec<u8> {
        let Scalars { r, b, rho, sigma, s } = &self.scalars;
        let mut ballot = self.token.to_vec();
        let mut shift = self.shift_r;
        for (r_j, v_j) in r.iter().zip(&self.encrypted) {
            push(&mut ballot, r_j * B + shift);
            push(&mut ballot, v_j * B + r_j * self.key);
            shift = RistrettoPoint::identity();
        }
        let h = statement(&self.ctx, ballot.get(10..).unwrap_or_default());
        let a = weights(&h, r.len());
        let all_b: Vec<Scalar> = b.iter().copied().chain([-b.iter().sum::<Scalar>()]).collect();
        let signed = all_b.iter().zip(&self.proven).map(|(b_j, v_j)| b_j * (Scalar::ONE - v_j - v_j));
        let [g, q] = [generators("generator/G"), generators("generator/Q")];
        let l = generator("generator/L", 0);
        let commitments = [
            sum(self.proven.iter().take(r.len()).copied(), &g) + sum(signed, &q) + rho * l,
            sum(b.iter().copied(), &g) - sum(all_b.iter().map(|b_j| b_j * b_j), &q) + sigma * l,
            s * B,
            dot(&a, b) * B + s * self.key,
        ];
        let start = ballot.len();
        for (commitment, shift) in commitments.into_iter().zip(self.shift) {
            push(&mut ballot, commitment + shift);
        }
        let x = challenge(&h, ballot.get(start..).unwrap_or_default());
        let f = b.iter().zip(&self.proven).map(|(b_j, v_j)| x * v_j + b_j);
        for response in f.chain([s + x * dot(&a, r), sigma + x * rho]) {
            ballot.extend_from_slice(&response.to_bytes());
        }
        ballot
    }
}

/// Whether the three equations of spec 4.4 hold; `None` for bytes that do not decode.
pub(crate) fn equations(ctx: &[u8], key: RistrettoPoint, options: usize, ballot: &[u8]) -> Option<[bool; 3]> {
    let m = options - 1;
    let (words, []) = ballot.get(10..)?.as_chunks::<32>() else { return None };
    let points = words.get(..2 * m + 4)?;
    let points = points.iter().map(|word| CompressedRistretto(*word).decompress());
    let points = points.collect::<Option<Vec<RistrettoPoint>>>()?;
    let scalars = words.get(2 * m + 4..)?;
    let scalars = scalars.iter().map(|word| Option::from(Scalar::from_canonical_bytes(*word)));
    let scalars = scalars.collect::<Option<Vec<Scalar>>>()?;
    let (pairs, [p, a, u, v]) = points.split_last_chunk()?;
    let (f, [z, w]) = scalars.split_last_chunk()?;

    let (statement_bytes, commitment_bytes) = words.get(..2 * m + 4)?.split_at(2 * m);
    let h = statement(ctx, statement_bytes.as_flattened());
    let weights = weights(&h, m);
    let x = challenge(&h, commitment_bytes.as_flattened());
    let all_f: Vec<Scalar> = f.iter().copied().chain([x - f.iter().sum::<Scalar>()]).collect();
    let [g, q] = [generators("generator/G"), generators("generator/Q")];
    let first: Vec<RistrettoPoint> = pairs.iter().step_by(2).copied().collect();
    let second: Vec<RistrettoPoint> = pairs.iter().skip(1).step_by(2).copied().collect();
    Some([
        x * p + a
            == sum(f.iter().copied(), &g)
                + sum(all_f.iter().map(|f_j| f_j * (x - f_j)), &q)
                + w * generator("generator/L", 0),
        x * sum(weights.iter().copied(), &first) + u == z * B,
        x * sum(weights.iter().copied(), &second) + v == dot(&weights, f) * B + z * key,
    ])
}

/// `h` of spec 4.4.
pub(crate) fn statement(ctx: &[u8], ciphertexts: &[u8]) -> [u8; 32] {
    hash("ballot-statement", &[ctx, ciphertexts])
}

/// `a_1..a_m` of spec 4.4.
pub(crate) fn weights(h: &[u8; 32], m: usize) -> Vec<Scalar> {
    (1_u8..).take(m).map(|j| num128("ballot-weight", &[h, &[j]])).collect()
}

/// x of spec 4.4.
pub(crate) fn challenge(h: &[u8; 32], commitments: &[u8]) -> Scalar {
    num128("ballot-challenge", &[h, commitments])
}

/// The eight generators of one letter (spec 1.3).
pub(crate) fn generators(purpose: &str) -> Vec<RistrettoPoint> {
    (1..=8).map(|j| generator(purpose, j)).collect()
}

/// One generator (spec 1.3).
pub(crate) fn generator(purpose: &str, j: u8) -> RistrettoPoint {
    let halves = [hash(purpose, &[&[j], &[0]]), hash(purpose, &[&[j], &[1]])];
    let mut uniform = [0; 64];
    uniform.copy_from_slice(halves.as_flattened());
    RistrettoPoint::from_uniform_bytes(&uniform)
}

/// An integer as a scalar.
pub(crate) fn integer(value: i64) -> Scalar {
    let size = Scalar::from(value.unsigned_abs());
    if value < 0 { -size } else { size }
}

/// `H` of spec 1.2.
pub(crate) fn hash(purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
    let text = format!("pilkades/{purpose}/v1");
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let start = Sha256::new().chain_update(length.to_be_bytes()).chain_update(text);
    parts.iter().fold(start, |state, part| state.chain_update(part)).finalize().into()
}

fn num128(purpose: &str, parts: &[&[u8]]) -> Scalar {
    let mut bytes = [0; 32];
    for (low, byte) in bytes.iter_mut().zip(hash(purpose, parts)).take(16) {
        *low = byte;
    }
    Scalar::from_bytes_mod_order(bytes)
}

fn scalar(purpose: &str, parts: &[&[u8]]) -> Scalar {
    let half = |number: &[u8]| hash(purpose, &[&[number], parts].concat());
    let mut wide = [0; 64];
    wide.copy_from_slice([half(&[0]), half(&[1])].as_flattened());
    Scalar::from_bytes_mod_order_wide(&wide)
}

fn sum(scalars: impl Iterator<Item = Scalar>, points: &[RistrettoPoint]) -> RistrettoPoint {
    scalars.zip(points).map(|(scalar, point)| scalar * point).sum()
}

fn dot(left: &[Scalar], right: &[Scalar]) -> Scalar {
    left.iter().zip(right).map(|(one, other)| one * other).sum()
}

fn push(bytes: &mut Vec<u8>, point: RistrettoPoint) {
    bytes.extend_from_slice(point.compress().as_bytes());
}
