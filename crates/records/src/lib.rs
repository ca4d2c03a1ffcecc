//! Files in, record out: intake of folders, bundles and mirrors; the record folder; what people's tools remember.
//!
//! This crate touches files and decides nothing: what a file says is judged by `tally`, and what is not taken is named
//! in the [`IntakeReport`]. It opens regular files alone, follows no symbolic link, uses no name as a path, and checks
//! sizes before it reads. What it writes is durable when it returns and is never there in part.
//!
//! It needs a Unix system: files are opened so that links are not followed, and folders are synced.

mod files;
mod folder;
mod gathered;
mod intake;
mod lock;
mod logs;
mod memory;
mod memory_file;
mod report;
mod signer;
mod swap;
mod village_memory;
mod watch;
mod witness;

pub use files::{WriteError, replace_file, shown, write_new};
pub use folder::{FolderError, LockedRecord, NewRecord, RecordFolder, RecordReader};
pub use gathered::{Gathered, GatheredError, MergedInputs};
pub use intake::{Intake, IntakeError, IntakeProgress, NoIntakeProgress, read_inputs};
pub use logs::{RawLog, read_database};
pub use memory::{MemoryError, TrusteeMemory};
pub use memory_file::MemoryFileError;
pub use report::{Advice, Cause, IntakeProblem, IntakeReport, Taken};
pub use signer::{SignerError, SignerMemory};
pub use village_memory::VillageMemory;
pub use watch::{Look, Waiting, Watch, WhyWaiting};
pub use witness::{WitnessError, WitnessMemory, Witnessed};
