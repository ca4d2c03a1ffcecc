//! All mathematics of an election: ballots and their proofs, trustees, decryption.

mod group;
