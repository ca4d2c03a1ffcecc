//! After the polls: merge, groups, count set, decryption, results, numbered checks.
