//! Whose record it is where no header says so: whoever has signed it (spec 8.1).

use std::collections::BTreeMap;
use std::sync::Arc;

use election::EntryHash;

use crate::identity::LogIdentity;
use crate::record::SignedEntry;

/// Several logs, and which of them have signed the records of one file. What was not used yet is cloned for each file.
#[derive(Debug, Clone)]
pub struct OwnerSearch {
    logs: Arc<[LogIdentity]>,
    /// By the hash with which a log begins.
    starts: Arc<BTreeMap<EntryHash, usize>>,
    /// By the hash that an entry of this file continues: a log that is there from its beginning costs one check for each
    /// record, whatever lies before it or in between.
    next: BTreeMap<EntryHash, usize>,
    /// Whose records were found in this file; who has signed last comes first.
    found: Vec<usize>,
}

/// Checks of signatures that may still fail in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// With the keys of logs of which nothing was found in the file: a record that nobody has signed costs one for each of
    /// them. When none is left, a record of somebody may have been passed over.
    pub strangers: usize,
    /// With the keys of those that were found, or that the record says it continues.
    pub known: usize,
}

impl OwnerSearch {
    /// Nothing has been read.
    #[must_use]
    pub fn new(logs: impl IntoIterator<Item = LogIdentity>) -> Self {
        let logs: Arc<[LogIdentity]> = logs.into_iter().collect();
        let starts: BTreeMap<_, _> = logs.iter().map(LogIdentity::start).zip(0..).collect();
        Self { logs, starts: Arc::new(starts), next: BTreeMap::new(), found: Vec::new() }
    }

    /// Who has signed it; `None` if nobody has, or if there were not enough tries left to tell.
    pub fn find(&mut self, record: &SignedEntry, tries: &mut Tries) -> Option<&LogIdentity> {
        let previous = record.entry().previous();
        let expected = self.next.get(&previous).or_else(|| self.starts.get(&previous)).copied();
        let known = expected.into_iter().chain(self.found.iter().copied().filter(|p| Some(*p) != expected));
        let others = (0..self.logs.len()).filter(|p| Some(*p) != expected && !self.found.contains(p));
        let place = self
            .first_signer(known, record, &mut tries.known)
            .or_else(|| self.first_signer(others, record, &mut tries.strangers))?;
        self.found.retain(|found| *found != place);
        self.found.insert(0, place);
        self.next.insert(record.entry().hash(), place);
        self.logs.get(place)
    }

    fn first_signer(
        &self,
        places: impl Iterator<Item = usize>,
        record: &SignedEntry,
        left: &mut usize,
    ) -> Option<usize> {
        for place in places {
            // A million records of nobody are not compared with all the logs any more.
            if *left == 0 {
                break;
            }
            if self.has_signed(place, record) {
                return Some(place);
            }
            *left -= 1;
        }
        None
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

    fn search() -> OwnerSearch {
        OwnerSearch::new((1..=9).map(|booth| log(1, booth)))
    }

    fn found(search: &mut OwnerSearch, record: &SignedEntry, tries: &mut Tries) -> Option<u16> {
        search.find(record, tries).map(|log| log.booth.booth.get())
    }

    #[test]
    fn a_log_from_its_beginning_costs_no_failure_and_is_found_when_all_are_used_up() {
        let (mut search, mut tries) = (search(), Tries { strangers: 20, known: 200 });
        let [first, second] = records(1, 7);
        assert_eq!(found(&mut search, &first, &mut tries), Some(7));
        assert_eq!(found(&mut search, &second, &mut tries), Some(7));
        assert_eq!(tries, Tries { strangers: 20, known: 200 });
        // A rehearsal: every booth is tried, 8 + 8 + 4, and booth 7 each time.
        for _ in 0..100 {
            assert_eq!(found(&mut search, &records(2, 3)[1], &mut tries), None);
        }
        assert_eq!(tries, Tries { strangers: 0, known: 100 });
        let [first, second] = records(1, 8);
        assert_eq!(found(&mut search, &first, &mut tries), Some(8));
        assert_eq!(found(&mut search, &second, &mut tries), Some(8));
        assert_eq!(found(&mut search, &records(1, 9)[1], &mut tries), None);
        // Whose records were found is found again, in any order of the records.
        assert_eq!(found(&mut search, &records(1, 7)[1], &mut tries), Some(7));
        // Forged beginnings are not tried for ever.
        let forged = records(2, 3)[0].clone();
        while tries.known > 0 {
            assert_eq!(found(&mut search, &forged, &mut tries), None);
        }
        assert_eq!(found(&mut search, &first, &mut tries), None);
    }

    #[test]
    fn who_has_signed_last_is_tried_first() {
        let (unused, mut tries) = (search(), Tries { strangers: 100, known: 100 });
        let mut search = unused.clone();
        let mut spent = |booth: u8, search: &mut OwnerSearch| {
            let before = tries;
            assert_eq!(found(search, &records(1, booth)[1], &mut tries), Some(booth.into()));
            (before.strangers - tries.strangers, before.known - tries.known)
        };
        assert_eq!(spent(9, &mut search), (8, 0));
        assert_eq!(spent(9, &mut search), (0, 0));
        assert_eq!(spent(8, &mut search), (7, 1));
        assert_eq!(spent(9, &mut search), (0, 1));
        assert_eq!(spent(9, &mut unused.clone()), (8, 0));
    }
}
