//! The ballot log as data: entries, hash chain, trees, checkpoints, bundles, receipts.
