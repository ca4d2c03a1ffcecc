//! Counting all slips of a booth by hand, against what the record says.

/// The slips of one booth, counted by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recount {
    /// Polling place.
    pub tps: u16,
    /// Booth within it.
    pub booth: u16,
    /// Slips for options 1, 2, ...
    pub counted: Vec<u32>,
    /// Slips that cannot be read or name no option.
    pub invalid: u32,
}

/// Slips less what the record says: more than 0 where there are slips too many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// For options 1, 2, ...; nothing where the record has no figures for just these booths.
    pub by_option: Option<Vec<i64>>,
    /// All slips, unreadable ones too, less all ballots cast: what is below 0 is missing.
    pub total: i64,
}

/// Counts that have other numbers of options than the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("TPS {tps} booth {booth}: {found} options were counted, the record has {expected}")]
pub struct RecountError {
    /// Polling place.
    pub tps: u16,
    /// Booth.
    pub booth: u16,
    /// Options that were counted.
    pub found: usize,
    /// Options of the record, or of the first of several booths.
    pub expected: usize,
}

impl RecountError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        let Self { tps, booth, found, expected } = self;
        format!("TPS {tps} bilik {booth}: {found} pilihan dihitung, pada hasil ada {expected}")
    }
}

impl Comparison {
    /// Whether the slips say what the record says, as far as it says anything.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.total == 0 && self.by_option.iter().flatten().all(|difference| *difference == 0)
    }
}

impl Recount {
    /// All slips that were counted.
    #[must_use]
    pub fn slips(&self) -> u64 {
        self.counted.iter().chain([&self.invalid]).map(|slips| u64::from(*slips)).sum()
    }

    /// Compares with the electronic figures of the booth's group, if the booth is the whole group, and with the ballots
    /// cast on the booth, which are always known.
    ///
    /// # Errors
    /// [`RecountError`].
    pub fn compare(&self, expected: Option<&[u32]>, cast: u32) -> Result<Comparison, RecountError> {
        compare_sum(std::slice::from_ref(self), expected, cast)
    }
}

/// Compares the sum over several booths, such as all of a group, with its electronic figures and the ballots cast on
/// these booths together.
///
/// # Errors
/// [`RecountError`], of the first booth with another number of options.
pub fn compare_sum(
    recounts: &[Recount],
    expected: Option<&[u32]>,
    cast: u32,
) -> Result<Comparison, RecountError> {
    let options = expected.map(<[u32]>::len).or(recounts.first().map(|recount| recount.counted.len()));
    let options = options.unwrap_or_default();
    if let Some(Recount { tps, booth, counted, .. }) = recounts.iter().find(|r| r.counted.len() != options) {
        return Err(RecountError { tps: *tps, booth: *booth, found: counted.len(), expected: options });
    }
    let of_option = |(place, votes): (usize, &u32)| {
        let slips: i64 = recounts.iter().filter_map(|r| r.counted.get(place)).map(|n| i64::from(*n)).sum();
        slips - i64::from(*votes)
    };
    let slips: i64 =
        recounts.iter().flat_map(|r| r.counted.iter().chain([&r.invalid])).map(|n| i64::from(*n)).sum();
    Ok(Comparison {
        by_option: expected.map(|votes| votes.iter().enumerate().map(of_option).collect()),
        total: slips - i64::from(cast),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recount(booth: u16, counted: &[u32], invalid: u32) -> Recount {
        Recount { tps: 3, booth, counted: counted.to_vec(), invalid }
    }

    #[test]
    fn slips_that_agree_differ_by_nothing() {
        let comparison = recount(1, &[120, 80, 5], 0).compare(Some(&[120, 80, 5]), 205).unwrap();
        assert_eq!(comparison, Comparison { by_option: Some(vec![0, 0, 0]), total: 0 });
        assert!(comparison.agrees());
    }

    #[test]
    fn every_difference_is_told() {
        // One vote moved, one slip unreadable, two missing.
        let comparison = recount(1, &[118, 81, 2], 1).compare(Some(&[120, 80, 4]), 204).unwrap();
        assert_eq!(comparison, Comparison { by_option: Some(vec![-2, 1, -2]), total: -2 });
        assert!(!comparison.agrees());
        let moved = recount(1, &[119, 81], 0).compare(Some(&[120, 80]), 200).unwrap();
        assert_eq!((moved.total, moved.agrees()), (0, false));
        let surplus = recount(1, &[u32::MAX, u32::MAX], u32::MAX).compare(None, 0).unwrap();
        assert_eq!(surplus, Comparison { by_option: None, total: 3 * i64::from(u32::MAX) });
    }

    #[test]
    fn booths_of_one_group_are_compared_as_a_sum() {
        let booths = [recount(1, &[12, 3], 0), recount(2, &[4, 9], 1)];
        assert!(booths[0].compare(None, 15).unwrap().agrees());
        assert_eq!(booths[1].compare(None, 15).unwrap(), Comparison { by_option: None, total: -1 });
        let sum = compare_sum(&booths, Some(&[16, 13]), 30).unwrap();
        assert_eq!(sum, Comparison { by_option: Some(vec![0, -1]), total: -1 });
        assert!(compare_sum(&[], None, 0).unwrap().agrees());
    }

    #[test]
    fn other_numbers_of_options_are_refused() {
        let error = RecountError { tps: 3, booth: 2, found: 3, expected: 2 };
        let booths = [recount(1, &[12, 3], 0), recount(2, &[4, 9, 0], 1)];
        assert_eq!(compare_sum(&booths, Some(&[16, 12]), 30), Err(error));
        assert_eq!(compare_sum(&booths, None, 30), Err(error));
        assert_eq!(error.to_string(), "TPS 3 booth 2: 3 options were counted, the record has 2");
    }
}
