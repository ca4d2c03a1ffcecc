//! Do the officers' figures agree with each other and with the log? (spec 6.9)

use std::fmt;

use election::definition::Voters;

use crate::body::Closed;

/// One identity of spec 6.9 that does not hold, with both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mismatch {
    /// More voters came than were registered or added on the day.
    Present {
        /// DPT and DPTb together.
        registered: u64,
        /// Voters who came.
        present: u64,
    },
    /// More ballots than voters who came.
    Cast {
        /// Voters who came.
        present: u64,
        /// Ballots sent.
        cast: u64,
    },
    /// Token slips that came from nowhere or went nowhere.
    Tokens {
        /// Slips handed over.
        received: u64,
        /// Cast, challenged, exchanged, unused and spoiled together.
        used: u64,
    },
    /// Slips in the box that are not as many as the ballots.
    Sah {
        /// Slips marked SAH.
        slips: u64,
        /// Ballots sent.
        cast: u64,
    },
    /// More slips of given-up ballots than such ballots.
    Batal {
        /// Slips marked BATAL.
        slips: u64,
        /// Ballots given up.
        cancelled: u64,
    },
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Present { registered, present } => {
                write!(f, "{present} voters came, but DPT and DPTb are {registered}")
            }
            Self::Cast { present, cast } => write!(f, "{cast} ballots were cast, but {present} voters came"),
            Self::Tokens { received, used } => {
                write!(f, "{received} tokens were received, but {used} are accounted for")
            }
            Self::Sah { slips, cast } => write!(f, "{slips} slips SAH, but {cast} ballots were cast"),
            Self::Batal { slips, cancelled } => {
                write!(f, "{slips} slips BATAL, but {cancelled} ballots were cancelled")
            }
        }
    }
}

/// The identities of spec 6.9 that do not hold, in the order of the specification; empty if all do.
///
/// `registered` is the DPT of the booth's lists. The counts are those that the close entry states;
/// [`crate::ChainState`] compares them with the log.
#[must_use]
pub fn accounting(closed: &Closed, registered: Voters) -> Vec<Mismatch> {
    let (officers, counts) = (&closed.officers, &closed.counts);
    let both = |voters: Voters| u64::from(voters.male) + u64::from(voters.female);
    let (registered, present) = (both(registered) + both(officers.dptb), both(officers.present));
    let (cast, cancelled) = (u64::from(counts.cast), u64::from(counts.cancelled));
    let tokens = &officers.tokens;
    let received = u64::from(tokens.received);
    let used: u64 = [counts.cast, counts.challenged, tokens.exchanged, tokens.unused, tokens.spoiled]
        .map(u64::from)
        .iter()
        .sum();
    let (sah, batal) = (u64::from(officers.slips.sah), u64::from(officers.slips.batal));
    let checks = [
        (registered >= present, Mismatch::Present { registered, present }),
        (present >= cast, Mismatch::Cast { present, cast }),
        (received == used, Mismatch::Tokens { received, used }),
        (sah == cast, Mismatch::Sah { slips: sah, cast }),
        (batal <= cancelled, Mismatch::Batal { slips: batal, cancelled }),
    ];
    checks.into_iter().filter(|(holds, _)| !holds).map(|(_, mismatch)| mismatch).collect()
}
