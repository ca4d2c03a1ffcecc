//! The ballot log as data: entries, hash chain, trees, checkpoints, bundles, receipts (spec 6 and 7).
//!
//! Nothing here touches a file, a clock or a random generator. What has been received and what has been verified
//! are different types: [`SignedEntry`] is bytes in the right shape, [`VerifiedEntry`] carries a signature of its
//! booth, and [`ChainState`] accepts nothing else. The signing side, [`LogBuilder`], goes through the same door.
//! Section numbers in the docs are those of `docs/spec.md`.

mod accounting;
mod body;
mod builder;
mod bundle;
mod chain;
mod checkpoint;
mod copies;
mod entry;
mod event;
mod header;
mod identity;
mod indonesian;
pub mod merkle;
pub mod mirror;
mod moment;
mod owner_search;
mod receipt;
mod record;
mod search;
mod tlog_proof;

pub use accounting::{Mismatch, accounting};
pub use body::{
    Body, BodyError, CancelReason, Cancelled, Challenged, Closed, Counts, Durability, LaunchPart, Officers,
    Opened, Slips, SoftwareHash, Tokens,
};
pub use builder::{BuildError, LogBuilder, PreparedEntry};
pub use bundle::{BundleError, BundleHeader, BundleReader, BundleWriter, MAX_RECORDS};
pub use chain::{ChainError, ChainState, ClosingProblem, OrderProblem, PartProblem};
pub use checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint, VerifiedCheckpoint};
pub use copies::EntryCopies;
pub use entry::{Entry, FormError, Kind};
pub use event::{Event, EventKind, Exchange, SecondMedium};
pub use header::{HeaderError, LogHeader};
pub use identity::LogIdentity;
pub use moment::{Moment, MomentError};
pub use owner_search::{OwnerSearch, Tries};
pub use receipt::{Receipt, ReceiptError};
pub use record::{EntryError, MAX_RECORD, RecordError, SignedEntry, VerifiedEntry};
pub use search::RecordSearch;
pub use tlog_proof::{TlogProof, TlogProofError};
