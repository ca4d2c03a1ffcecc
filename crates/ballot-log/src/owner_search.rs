//! Whose record it is where no header says so: whoever has signed it (spec 8.1).

use std::collections::BTreeMap;

use election::EntryHash;

use crate::identity::LogIdentity;
use crate::record::SignedEntry;

/// Several logs, and which of them have signed the records of one file.
#[derive(Debug)]
pub struct OwnerSearch {
    logs: Vec<LogIdentity>,
    /// Places in `logs`: who has signed last is tried first.
    order: Vec<usize>,
    /// By the hash that an entry continues: a log that is there from its beginning costs one check for each record,
    /// whatever lies before it or in between.
    next: BTreeMap<EntryHash, usize>,
    failures_left: usize,
}

impl OwnerSearch {
    /// Nothing has been read. Each record that none of the logs has signed costs a check for every log; `failures` is
    /// how many checks may fail before such records are no longer tried.
    #[must_use]
    pub fn new(logs: impl IntoIterator<Item = LogIdentity>, failures: usize) -> Self {
        let logs: Vec<LogIdentity> = logs.into_iter().collect();
        let next = logs.iter().map(LogIdentity::start).zip(0..).collect();
        Self { order: (0..logs.len()).collect(), logs, next, failures_left: failures }
    }

    /// Who has signed it; `None` if nobody has, or if too many checks have failed before. A record that continues a log
    /// whose records were found so far, or begins one, is found in any case.
    pub fn find(&mut self, record: &SignedEntry) -> Option<&LogIdentity> {
        let expected = self.next.get(&record.entry().previous()).copied();
        let place =
            expected.filter(|place| self.has_signed(*place, record)).or_else(|| self.try_all(record))?;
        self.next.insert(record.entry().hash(), place);
        self.logs.get(place)
    }

    /// Whether records of nobody have used up all tries, so that a record of somebody may have been left.
    #[must_use]
    pub const fn is_exhausted(&self) -> bool {
        self.failures_left == 0
    }

    fn try_all(&mut self, record: &SignedEntry) -> Option<usize> {
        let tried = self.order.iter().take(self.failures_left);
        let found = tried.clone().position(|place| self.has_signed(*place, record));
        self.failures_left -= found.unwrap_or(tried.len());
        let recent = self.order.get_mut(..=found?)?;
        recent.rotate_right(1);
        recent.first().copied()
    }

    fn has_signed(&self, place: usize, record: &SignedEntry) -> bool {
        self.logs.get(place).is_some_and(|log| record.clone().verify(log).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use election::definition::{TimeZone, Voters};
    use election::{BallotCode, ElectionId, Mode, SecretKey};

    use super::*;
    use crate::{Body, CancelReason, Cancelled, Durability, LaunchPart, LogBuilder, Opened, SoftwareHash};

    fn key(booth: u8) -> SecretKey {
        SecretKey::from_bytes(&[booth; 32])
    }

    fn log(election: u8, booth: u8) -> LogIdentity {
        LogIdentity {
            election: ElectionId::new([election; 32]),
            mode: Mode::Simulasi,
            time_zone: TimeZone::Wib,
            booth: format!("1607062001-1-{booth}").parse().unwrap(),
            key: key(booth).public(),
            registered: Voters { male: 0, female: 0 },
            origin: format!("a/{election}/{booth}").parse().unwrap(),
        }
    }

    /// The first two records of a booth's log.
    fn records(election: u8, booth: u8) -> [SignedEntry; 2] {
        let launch = vec![LaunchPart { candidate: 0, given_by: "A".into(), code: "00000".into() }];
        let opened = Body::Opened(Opened {
            election: ElectionId::new([election; 32]),
            software: SoftwareHash::new([1; 32]),
            durability: Durability::Relaxed,
            opened_at: "2026-11-22T07:00:00+07:00".parse().unwrap(),
            launch_code: Opened::joined(&launch),
            launch,
        });
        let mut log = LogBuilder::new(log(election, booth), key(booth)).unwrap();
        let cancelled = Cancelled { code: BallotCode::new([1; 32]), reason: CancelReason::Voter };
        [opened, Body::Cancelled(cancelled)].map(|body| {
            let prepared = log.prepare(&body).unwrap();
            log.commit(prepared).unwrap().record().clone()
        })
    }

    fn search(failures_left: usize) -> OwnerSearch {
        OwnerSearch::new((1..=9).map(|booth| log(1, booth)), failures_left)
    }

    fn found(search: &mut OwnerSearch, record: &SignedEntry) -> Option<u16> {
        search.find(record).map(|log| log.booth.booth.get())
    }

    #[test]
    fn a_log_from_its_beginning_costs_no_failure_and_is_found_when_all_are_used_up() {
        let mut search = search(20);
        let [first, second] = records(1, 7);
        assert_eq!((found(&mut search, &first), found(&mut search, &second)), (Some(7), Some(7)));
        assert_eq!(search.failures_left, 20);
        // A rehearsal: every booth is tried, 9 + 9 + 2.
        for _ in 0..100 {
            assert_eq!(found(&mut search, &records(2, 3)[1]), None);
        }
        assert!(search.is_exhausted());
        let [first, second] = records(1, 8);
        assert_eq!((found(&mut search, &first), found(&mut search, &second)), (Some(8), Some(8)));
        assert_eq!(found(&mut search, &records(1, 9)[1]), None);
    }

    #[test]
    fn who_has_signed_last_is_tried_first() {
        let mut search = search(100);
        assert_eq!(found(&mut search, &records(1, 9)[1]), Some(9));
        assert_eq!(search.failures_left, 92);
        assert_eq!(found(&mut search, &records(1, 9)[1]), Some(9));
        assert_eq!(search.failures_left, 92);
        assert_eq!(found(&mut search, &records(1, 8)[1]), Some(8));
        assert_eq!(search.failures_left, 84);
        assert_eq!(found(&mut search, &records(1, 9)[1]), Some(9));
        assert_eq!(search.failures_left, 83);
    }
}
