//! What keeps keys and choices in memory from getting out of it. Each protection that the system refuses is told.

use dialogue::Msg;
use rustix::mm::{MlockAllFlags, mlockall};
use rustix::process::{DumpableBehavior, Resource, getrlimit, set_dumpable_behavior};

/// Keeps other programs of the same user from reading this one's memory, and memory from being written to a disk.
/// Core files are refused before anything else, in `main`. What is returned is for the officers.
pub(crate) fn protect() -> Vec<Msg> {
    let refused = [
        (no_core_file(), Msg::new("protect-core")),
        (set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok(), Msg::new("protect-readable")),
        (kept_in_memory(), Msg::new("protect-swap")),
    ];
    refused.into_iter().filter(|(done, _)| !done).map(|(_, notice)| notice).collect()
}

fn no_core_file() -> bool {
    getrlimit(Resource::Core).current == Some(0)
}

/// Locked only where there is no limit: under one, later requests for memory would fail in the middle of a vote.
fn kept_in_memory() -> bool {
    let all = MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT;
    let unlimited = getrlimit(Resource::Memlock).current.is_none();
    (unlimited && mlockall(all).is_ok()) || has_no_swap()
}

/// Without a swap device nothing is written to one.
fn has_no_swap() -> bool {
    std::fs::read_to_string("/proc/swaps").is_ok_and(|swaps| swaps.lines().count() <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_other_program_may_read_this_one() {
        let _notices = protect();
        assert_eq!(rustix::process::dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }
}
