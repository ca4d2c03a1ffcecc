//! Trees and proofs against RFC 6962 word by word and against two other implementations.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use ballot_log::merkle::{
    CompactRange, ConsistencyProof, InclusionProof, ProofError, RootHash, Tree, TreeError, leaf_hash,
};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

/// RFC 6962 section 2.1, transcribed: `MTH(D[n])`.
fn mth(d: &[Vec<u8>]) -> [u8; 32] {
    match d.len() {
        0 => Sha256::digest([]).into(),
        1 => Sha256::digest([&[0], d[0].as_slice()].concat()).into(),
        n => {
            let k = k(n);
            Sha256::digest([[1].as_slice(), &mth(&d[..k]), &mth(&d[k..])].concat()).into()
        }
    }
}

/// The largest power of two smaller than n.
fn k(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

/// RFC 6962 section 2.1.1, transcribed: `PATH(m, D[n])`.
fn path(m: usize, d: &[Vec<u8>]) -> Vec<[u8; 32]> {
    if d.len() == 1 {
        return Vec::new();
    }
    let k = k(d.len());
    if m < k {
        [path(m, &d[..k]), vec![mth(&d[k..])]].concat()
    } else {
        [path(m - k, &d[k..]), vec![mth(&d[..k])]].concat()
    }
}

/// RFC 6962 section 2.1.2, transcribed: `SUBPROOF(m, D[n], b)`.
fn subproof(m: usize, d: &[Vec<u8>], b: bool) -> Vec<[u8; 32]> {
    if m == d.len() {
        return if b { Vec::new() } else { vec![mth(d)] };
    }
    let k = k(d.len());
    if m <= k {
        [subproof(m, &d[..k], b), vec![mth(&d[k..])]].concat()
    } else {
        [subproof(m - k, &d[k..], false), vec![mth(&d[..k])]].concat()
    }
}

fn leaves(n: usize) -> Vec<Vec<u8>> {
    (0..n).map(|i| format!("leaf {i}").into_bytes()).collect()
}

fn tree(leaves: &[Vec<u8>]) -> Tree {
    Tree::new(leaves.iter().map(|leaf| leaf_hash(leaf))).unwrap()
}

fn range(leaves: &[Vec<u8>]) -> CompactRange {
    let mut range = CompactRange::new();
    leaves.iter().for_each(|leaf| range.push(leaf_hash(leaf)));
    range
}

fn tiles(hashes: &[[u8; 32]]) -> Vec<tlog_tiles::Hash> {
    hashes.iter().map(|hash| tlog_tiles::Hash(*hash)).collect()
}

fn tile(bytes: [u8; 32]) -> tlog_tiles::Hash {
    tlog_tiles::Hash(bytes)
}

/// All sizes to 70, then around powers of two.
fn sizes() -> impl Iterator<Item = usize> {
    (1..=70).chain([127, 128, 129, 255, 256, 257, 511, 700, 1000])
}

#[test]
fn roots_are_those_of_the_standard_and_of_two_others() {
    assert_eq!(CompactRange::new().root().as_bytes(), &mth(&[]));
    for n in sizes() {
        let d = leaves(n);
        let root = mth(&d);
        let mut other = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        d.iter().for_each(|leaf| other.push(leaf.clone()));
        assert_eq!(tree(&d).root().as_bytes(), &root, "tree of {n}");
        assert_eq!(range(&d).root().as_bytes(), &root, "range of {n}");
        assert_eq!(range(&d).size(), n as u64);
        assert_eq!(other.root().as_bytes().as_slice(), &root, "ct-merkle of {n}");
    }
}

#[test]
fn inclusion_proofs_are_those_of_the_standard_and_of_two_others() {
    for n in sizes() {
        let d = leaves(n);
        let tree = tree(&d);
        let mut other = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        d.iter().for_each(|leaf| other.push(leaf.clone()));
        for i in (0..n).filter(|i| n <= 70 || i % 37 == 0 || *i == n - 1) {
            let proof = tree.prove(i as u64).unwrap();
            assert_eq!(proof.hashes(), path(i, &d), "leaf {i} of {n}");
            assert_eq!(proof.hashes().concat(), other.prove_inclusion(i).as_bytes(), "leaf {i} of {n}");
            assert_eq!(proof.verify(&d[i], &tree.root()), Ok(()), "leaf {i} of {n}");
            let (root, leaf) = (tile(*tree.root().as_bytes()), tlog_tiles::record_hash(&d[i]));
            tlog_tiles::check_record(&tiles(proof.hashes()), n as u64, root, i as u64, leaf).unwrap();
        }
    }
}

#[test]
fn consistency_proofs_are_those_of_the_standard_and_of_two_others() {
    for n in sizes() {
        let d = leaves(n);
        let new = tree(&d);
        let mut other = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        d.iter().for_each(|leaf| other.push(leaf.clone()));
        for m in (1..=n).filter(|m| n <= 70 || m % 53 == 0 || *m == n - 1 || m.is_power_of_two()) {
            let proof = new.prove_consistency(m as u64).unwrap();
            let old = tree(&d[..m]).root();
            assert_eq!(proof.hashes(), subproof(m, &d, true), "{m} to {n}");
            assert_eq!(proof.verify(&old, &new.root()), Ok(()), "{m} to {n}");
            let (ours, older) = (tile(*new.root().as_bytes()), tile(*old.as_bytes()));
            tlog_tiles::check_tree(&tiles(proof.hashes()), n as u64, ours, m as u64, older).unwrap();
            if m < n {
                assert_eq!(proof.hashes().concat(), other.prove_consistency(n - m).as_bytes(), "{m} to {n}");
            }
        }
    }
}

/// A path moved to another index or size holds exactly where another implementation says so. (A path does not bind the
/// size by itself; the checkpoint does, which carries size and root together.)
#[test]
fn a_moved_inclusion_proof_is_judged_as_the_other_implementation_does() {
    for n in 1..=20_u64 {
        let d = leaves(usize::try_from(n).unwrap());
        let tree = tree(&d);
        for i in 0..n {
            let proof = tree.prove(i).unwrap();
            let leaf = &d[usize::try_from(i).unwrap()];
            for (index, size) in (0..=n + 3).flat_map(|i| (0..=n + 3).map(move |n| (i, n))) {
                let claimed = InclusionProof::new(index, size, proof.hashes().to_vec());
                let holds = claimed.is_ok_and(|claimed| claimed.verify(leaf, &tree.root()).is_ok());
                let other = tlog_tiles::check_record(
                    &tiles(proof.hashes()),
                    size,
                    tile(*tree.root().as_bytes()),
                    index,
                    tlog_tiles::record_hash(leaf),
                );
                assert_eq!(holds, other.is_ok(), "leaf {i} of {n} as leaf {index} of {size}");
            }
        }
    }
}

#[test]
fn what_the_library_behind_would_accept_is_refused() {
    let d = leaves(7);
    let tree = tree(&d);
    let hashes = tree.prove(3).unwrap().hashes().to_vec();
    let with = |hash| [hashes.as_slice(), &[hash]].concat();
    // Surplus and missing hashes.
    let surplus = InclusionProof::new(3, 7, with([0; 32]));
    assert_eq!(surplus, Err(ProofError::Length { expected: 3, found: 4 }));
    let missing = InclusionProof::new(3, 7, hashes[..2].to_vec());
    assert_eq!(missing, Err(ProofError::Length { expected: 3, found: 2 }));
    // Indices out of range.
    for index in [7, 8, u64::MAX] {
        let beyond = InclusionProof::new(index, 7, hashes.clone());
        assert_eq!(beyond, Err(ProofError::NoSuchLeaf { index, size: 7 }));
        assert_eq!(tree.prove(index), Err(TreeError::NoSuchLeaf { index, size: 7 }));
    }
    // Empty trees.
    assert_eq!(InclusionProof::new(0, 0, Vec::new()), Err(ProofError::NoSuchLeaf { index: 0, size: 0 }));
    assert_eq!(Tree::new([]).map(|tree| tree.root()), Err(TreeError::Empty));
    // An inner node's bytes are not a leaf: the prefixes differ.
    let node = [*leaf_hash(&d[0]).as_bytes(), *leaf_hash(&d[1]).as_bytes()].concat();
    let shorter = InclusionProof::new(0, 4, tree.prove(0).unwrap().hashes()[1..].to_vec()).unwrap();
    assert_eq!(shorter.verify(&node, &tree.root()), Err(ProofError::WrongRoot));
    // The library's duplicate indices cannot be said: a proof has one.
}

#[test]
fn enormous_claims_are_judged_without_effort() {
    let root = RootHash::new([0; 32]);
    let proof = InclusionProof::new(u64::MAX - 1, u64::MAX, vec![[0; 32]; 63]).unwrap();
    assert_eq!(proof.verify(b"leaf", &root), Err(ProofError::WrongRoot));
    let proof = InclusionProof::new(0, u64::MAX, vec![[0; 32]; 64]).unwrap();
    assert_eq!(proof.verify(b"leaf", &root), Err(ProofError::WrongRoot));
    let proof = ConsistencyProof::new(1, u64::MAX, vec![[0; 32]; 64]).unwrap();
    assert_eq!(proof.verify(&root, &root), Err(ProofError::WrongRoot));
    let proof = ConsistencyProof::new(u64::MAX - 1, u64::MAX, vec![[0; 32]; 64]).unwrap();
    assert_eq!(proof.verify(&root, &root), Err(ProofError::WrongOldRoot));
}

#[test]
fn every_changed_bit_of_an_inclusion_proof_is_refused() {
    let d = leaves(13);
    let tree = tree(&d);
    let (proof, root) = (tree.prove(5).unwrap(), tree.root());
    let wrong = Err(ProofError::WrongRoot);
    for bit in 0..8 * 32 {
        let flip = |mut bytes: [u8; 32]| {
            bytes[bit / 8] ^= 1 << (bit % 8);
            bytes
        };
        assert_eq!(proof.verify(&d[5], &RootHash::new(flip(*root.as_bytes()))), wrong);
        for which in 0..proof.hashes().len() {
            let mut hashes = proof.hashes().to_vec();
            hashes[which] = flip(hashes[which]);
            assert_eq!(InclusionProof::new(5, 13, hashes).unwrap().verify(&d[5], &root), wrong);
        }
    }
    for bit in 0..8 * d[5].len() {
        let mut leaf = d[5].clone();
        leaf[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(proof.verify(&leaf, &root), wrong);
    }
    // The last leaf's path binds index and size by its length alone.
    let last = tree.prove(12).unwrap();
    for bit in 0..64 {
        let index = InclusionProof::new(12 ^ (1 << bit), 13, last.hashes().to_vec());
        assert!(index.is_err_and(|error| error != ProofError::WrongRoot), "index, bit {bit}");
        let size = InclusionProof::new(12, 13 ^ (1 << bit), last.hashes().to_vec());
        assert!(size.is_err_and(|error| error != ProofError::WrongRoot), "size, bit {bit}");
        // Any other leaf's path at another index either has another length or leads elsewhere.
        let moved = InclusionProof::new(5 ^ (1 << bit), 13, proof.hashes().to_vec());
        let refused = moved.and_then(|moved| moved.verify(&d[5], &root));
        assert!(refused.is_err(), "moved index, bit {bit}");
    }
}

#[test]
fn every_changed_bit_of_a_consistency_proof_is_refused() {
    let d = leaves(13);
    let new = tree(&d);
    for m in [3, 4, 6, 8, 12] {
        let old = tree(&d[..m]).root();
        let m = m as u64;
        let proof = new.prove_consistency(m).unwrap();
        // An older tree that is one perfect subtree is where the path begins, so a wrong one leads to a wrong new root.
        let wrong_old = if m.is_power_of_two() { ProofError::WrongRoot } else { ProofError::WrongOldRoot };
        for bit in 0..8 * 32 {
            let flip = |mut bytes: [u8; 32]| {
                bytes[bit / 8] ^= 1 << (bit % 8);
                bytes
            };
            let other_old = RootHash::new(flip(*old.as_bytes()));
            assert_eq!(proof.verify(&other_old, &new.root()), Err(wrong_old), "{m}");
            let other_new = RootHash::new(flip(*new.root().as_bytes()));
            assert_eq!(proof.verify(&old, &other_new), Err(ProofError::WrongRoot), "{m}");
            for which in 0..proof.hashes().len() {
                let mut hashes = proof.hashes().to_vec();
                hashes[which] = flip(hashes[which]);
                let changed = ConsistencyProof::new(m, 13, hashes).unwrap();
                assert!(changed.verify(&old, &new.root()).is_err(), "{m}, hash {which}, bit {bit}");
            }
        }
    }
}

#[test]
fn a_consistency_proof_is_for_two_sizes() {
    let new = tree(&leaves(7));
    for old in [0, 8, u64::MAX] {
        assert_eq!(new.prove_consistency(old), Err(TreeError::NotOlder { old, size: 7 }));
        assert_eq!(ConsistencyProof::new(old, 7, Vec::new()), Err(ProofError::NotOlder { old, new: 7 }));
    }
    let proof = new.prove_consistency(3).unwrap();
    let surplus = [proof.hashes(), &[[0; 32]]].concat();
    assert_eq!(ConsistencyProof::new(3, 7, surplus), Err(ProofError::Length { expected: 4, found: 5 }));
    // Equal sizes: nothing to prove, but the roots must be equal.
    let same = ConsistencyProof::new(7, 7, Vec::new()).unwrap();
    assert_eq!(same.verify(&new.root(), &new.root()), Ok(()));
    assert_eq!(same.verify(&RootHash::new([0; 32]), &new.root()), Err(ProofError::WrongRoot));
    assert_eq!((proof.old_size(), proof.new_size()), (3, 7));
}

/// Naive and ours agree on which lengths, sizes and roots hold, also for proofs moved to other sizes.
#[test]
fn a_moved_consistency_proof_is_judged_as_the_other_implementation_does() {
    for n in 1..=12_usize {
        let d = leaves(n);
        let new = tree(&d);
        for m in 1..=n {
            let old = tree(&d[..m]).root();
            let proof = new.prove_consistency(m as u64).unwrap();
            for (from, to) in (1..=14_u64).flat_map(|m| (m..=14).map(move |n| (m, n))) {
                let holds = ConsistencyProof::new(from, to, proof.hashes().to_vec())
                    .is_ok_and(|proof| proof.verify(&old, &new.root()).is_ok());
                let (ours, older) = (tile(*new.root().as_bytes()), tile(*old.as_bytes()));
                let other = tlog_tiles::check_tree(&tiles(proof.hashes()), to, ours, from, older);
                assert_eq!(holds, other.is_ok(), "{m} to {n} as {from} to {to}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_leaves_prove_and_extend(d in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..200),
                                   at in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>()) {
        let whole = tree(&d);
        let (i, m) = (at.index(d.len()), cut.index(d.len()) + 1);
        prop_assert_eq!(whole.root(), range(&d).root());
        prop_assert_eq!(whole.root(), RootHash::new(mth(&d)));
        prop_assert_eq!(whole.prove(i as u64).unwrap().verify(&d[i], &whole.root()), Ok(()));
        let older = range(&d[..m]).root();
        prop_assert_eq!(whole.prove_consistency(m as u64).unwrap().verify(&older, &whole.root()), Ok(()));
    }
}
