//! What the record reports, and what people see on a slip.

/// Options of a contest at most; far more than any ballot paper has.
pub const MAX_OPTIONS: usize = 64;

/// Reported totals, the winner, and who must have fewer votes than the winner for that to be true.
///
/// Options are numbered from 1 in the order of the totals. The blank option (*suara kosong*) is an option that nobody
/// need beat, unless there is only one candidate: whoever calls names the losers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    totals: Vec<u32>,
    winner: u8,
    losers: Vec<u8>,
}

/// What is on a drawn slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Interpretation {
    /// A vote for the option with this number, from 1.
    Option(u8),
    /// The slip is there, but cannot be read or names no option.
    Invalid,
    /// The slip is not in the box: taken as a vote for every loser.
    Missing,
}

/// Why figures are no contest that can be audited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContestError {
    /// A number beyond the totals, or 0.
    #[error("option {option} is not among the totals: options are numbered from 1 in their order")]
    NoSuchOption {
        /// The number.
        option: u8,
    },
    /// More than [`MAX_OPTIONS`].
    #[error("there are {options} options, more than {MAX_OPTIONS}")]
    TooManyOptions {
        /// How many.
        options: usize,
    },
    /// Nobody to be beaten.
    #[error("no losers are named: name every other candidate, or the blank option if there is only one")]
    NoLosers,
    /// A loser is there twice, or is the winner.
    #[error("option {option} is named twice as winner or loser")]
    Duplicate {
        /// The number.
        option: u8,
    },
    /// By the record itself the winner does not have more votes.
    #[error("the record does not give the winner more votes than option {loser}: count all slips by hand")]
    NotAhead {
        /// Who has as many or more.
        loser: u8,
    },
}

impl ContestError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::NoSuchOption { option } => {
                format!("pilihan {option} tidak ada dalam hasil: pilihan bernomor mulai 1 menurut urutannya")
            }
            Self::TooManyOptions { options } => format!("ada {options} pilihan, lebih dari {MAX_OPTIONS}"),
            Self::NoLosers => {
                "pihak yang kalah belum disebut: sebut semua calon lain, atau suara kosong jika \
                               calonnya hanya satu"
                    .to_owned()
            }
            Self::Duplicate { option } => {
                format!("pilihan {option} disebut dua kali sebagai pemenang atau yang kalah")
            }
            Self::NotAhead { loser } => format!(
                "menurut hasil, pemenang tidak lebih unggul dari pilihan {loser}: hitung semua struk dengan tangan"
            ),
        }
    }
}

impl Contest {
    /// A contest by its reported totals, in the order of option numbers.
    ///
    /// # Errors
    /// [`ContestError`].
    pub fn new(totals: Vec<u32>, winner: u8, losers: Vec<u8>) -> Result<Self, ContestError> {
        let contest = Self { totals, winner, losers };
        if contest.totals.len() > MAX_OPTIONS {
            return Err(ContestError::TooManyOptions { options: contest.totals.len() });
        }
        if contest.losers.is_empty() {
            return Err(ContestError::NoLosers);
        }
        let votes = |option| contest.votes(option).ok_or(ContestError::NoSuchOption { option });
        let most = votes(winner)?;
        let mut named = vec![winner];
        for loser in &contest.losers {
            if named.contains(loser) {
                return Err(ContestError::Duplicate { option: *loser });
            }
            if votes(*loser)? >= most {
                return Err(ContestError::NotAhead { loser: *loser });
            }
            named.push(*loser);
        }
        Ok(contest)
    }

    /// Reported votes of options 1, 2, ...
    #[must_use]
    pub fn totals(&self) -> &[u32] {
        &self.totals
    }

    /// Number of the reported winner.
    #[must_use]
    pub const fn winner(&self) -> u8 {
        self.winner
    }

    /// Numbers of those who must have fewer votes.
    #[must_use]
    pub fn losers(&self) -> &[u8] {
        &self.losers
    }

    /// Reported ballots of all options.
    #[must_use]
    pub fn ballots(&self) -> u64 {
        self.totals.iter().map(|votes| u64::from(*votes)).sum()
    }

    /// Reported votes of an option, if there is such an option.
    #[must_use]
    pub fn votes(&self, option: u8) -> Option<u32> {
        self.totals.get(usize::from(option).checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn winner_and_losers_are_options_of_their_own() {
        let new = |winner, losers: &[u8]| Contest::new(vec![700, 450, 50], winner, losers.to_vec());
        let contest = new(1, &[2]).unwrap();
        assert_eq!(
            (contest.ballots(), contest.votes(3), contest.votes(0), contest.votes(4)),
            (1200, Some(50), None, None)
        );
        assert_eq!(new(1, &[]), Err(ContestError::NoLosers));
        assert_eq!(new(0, &[2]), Err(ContestError::NoSuchOption { option: 0 }));
        assert_eq!(new(4, &[2]), Err(ContestError::NoSuchOption { option: 4 }));
        assert_eq!(new(1, &[2, 4]), Err(ContestError::NoSuchOption { option: 4 }));
        assert_eq!(new(1, &[2, 1]), Err(ContestError::Duplicate { option: 1 }));
        assert_eq!(new(1, &[2, 3, 2]), Err(ContestError::Duplicate { option: 2 }));
        assert_eq!(new(2, &[3, 1]), Err(ContestError::NotAhead { loser: 1 }));
        assert_eq!(Contest::new(vec![9, 9], 1, vec![2]), Err(ContestError::NotAhead { loser: 2 }));
        assert_eq!(Contest::new(vec![1; 65], 1, vec![2]), Err(ContestError::TooManyOptions { options: 65 }));
    }
}
