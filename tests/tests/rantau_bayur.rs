//! One village of the size of Rantau Bayur 2021, from the definition to the verified record (docs/domain-sources.md).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use integration::Simulated;
use tally::{BoothStatus, Check};

#[test]
fn the_whole_path_with_the_reported_figures() {
    let election = Simulated::rantau_bayur(2021);
    let village = &election.outcome.villages[0];
    assert_eq!(village.record.iter().sum::<u32>(), 1_474);
    assert_eq!(village.record.len(), 4);
    assert!(village.agrees() && village.restarts > 0 && village.cancelled > 0);

    let merged = election.outcome.report.merged.as_ref().unwrap();
    let set = &merged.villages[0].set;
    assert_eq!(set.booths.len(), 3);
    assert!(set.booths.iter().all(|line| line.status == BoothStatus::Counted));
    assert_eq!(set.booths.iter().map(|line| line.cast).sum::<u32>(), 1_474);
    let challenged = u32::try_from(village.challenged.len()).unwrap();
    assert_eq!(set.booths.iter().map(|line| line.challenged).sum::<u32>(), challenged);

    let result = merged.villages[0].result.as_ref().unwrap();
    assert_eq!(result.registered.total(), 1_963);
    assert_eq!((result.ballots, result.valid + result.blank), (1_474, 1_474));
    assert_eq!((result.set_aside, result.uncounted_booths), (0, 0));
    assert_eq!(result.groups.len(), 3, "every booth is large enough to be decrypted by itself");

    let report = &election.outcome.report;
    let passed = |check: Check| report.checks.iter().find(|result| result.check == check).unwrap().passed;
    assert!(report.passed());
    assert_eq!(passed(Check::BallotProofs), 1_474);
    assert_eq!(passed(Check::Challenges), u64::from(challenged));
    assert_eq!(passed(Check::Totals), 12);
    assert_eq!(passed(Check::Accounting), 3);
}
