//! Exchanging the slip of a booth that no longer works for one of this booth (spec 6.2).
//!
//! The other booth's second medium says which of its slips are spent; those are refused. If it cannot be read, two
//! officers vouch by name. The exchange is recorded before the new slip is used; the desk keeps the old slip. A slip
//! that has voted at both booths all the same counts once, because the count knows that the two belong together.

use std::path::Path;

use ballot_log::{ChainState, Exchange, LogIdentity, OwnerSearch, SecondMedium, Tries, VerifiedEntry};
use ballot_store::{RescueError, Rescued, read_copy};
use election::{BoothId, DusunNumber, ListId, Token, TokenError, TokenHash};

use crate::booth::{Core, TokenUse, UsedTokens, token_use};
use crate::kit::Station;
use crate::officers::Admission;
use crate::session::{Ready, Remark, TokenRefusal};
use crate::state::{Faulted, Refused};

/// Checks of signatures that may fail until it is clear whose medium it is: about a second.
const MOST_FAILURES: usize = 20_000;

/// Which slips the log of another booth calls spent, as far as its second medium could be read.
pub struct SpentSlips {
    booth: BoothId,
    used: UsedTokens,
    whole: bool,
}

/// Why a medium tells nothing of spent slips.
#[derive(Debug, thiserror::Error)]
pub enum MediumError {
    /// It cannot be read, or is none of a booth.
    #[error(transparent)]
    Unreadable(#[from] RescueError),
    /// The log of this booth, of another TPS or of another election, or nothing that tells whose it is.
    #[error("this is not the log of another booth of this TPS; take the second medium of the broken booth")]
    Foreign,
}

impl SpentSlips {
    /// Reads the second medium of another booth of this TPS: mirror, bundle or raw database. Only entries that the
    /// booth's key in the definition has signed are believed. `private` is a folder that nobody else writes to.
    ///
    /// # Errors
    /// [`MediumError`]; damage is no error, but then it is not [whole](Self::is_whole).
    pub fn read(station: &Station, path: &Path, private: &Path) -> Result<Self, MediumError> {
        let copy = read_copy(path, private)?;
        let log = owner(station, &copy).ok_or(MediumError::Foreign)?;
        let Rescued { header, records, damage } = copy;
        let headed = header.is_some_and(|header| header.matches(&log));
        let found = records.len();
        let entries: Vec<VerifiedEntry> = records.into_iter().filter_map(|r| r.verify(&log).ok()).collect();
        let mut chain = ChainState::new(log.clone());
        let linked = entries.iter().all(|entry| chain.push(entry).is_ok());
        let whole = headed && damage.is_empty() && entries.len() == found && linked;
        Ok(Self { booth: log.booth, used: entries.iter().filter_map(token_use).collect(), whole })
    }

    /// Whose slips.
    #[must_use]
    pub const fn booth(&self) -> &BoothId {
        &self.booth
    }

    /// Whether the log could be read from its beginning to its end.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// Number of spent slips that were found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.used.len()
    }

    /// Whether none was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.used.is_empty()
    }
}

/// The log that a copy holds, if it is that of another booth of this TPS. If its header does not tell, the first record
/// that one of these booths has signed does.
fn owner(station: &Station, copy: &Rescued) -> Option<LogIdentity> {
    let here = &station.identity().booth;
    let neighbour = |id: &BoothId| id != here && (&id.village, id.tps) == (&here.village, here.tps);
    let definition = station.definition();
    let log = |(id, _)| if neighbour(&id) { LogIdentity::of(definition, &id) } else { None };
    let logs: Vec<LogIdentity> = definition.booths().filter_map(log).collect();
    let headed = |log: &&LogIdentity| copy.header.as_ref().is_some_and(|header| header.matches(log));
    logs.iter().find(headed).cloned().or_else(|| {
        let mut tries = Tries { strangers: MOST_FAILURES, known: MOST_FAILURES };
        let mut search = OwnerSearch::new(logs);
        copy.records.iter().find_map(|record| search.find(record, &mut tries).cloned())
    })
}

/// The two officers who vouch that a slip is not spent, because the medium that would tell cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouchers(Remark);

impl Vouchers {
    /// Takes two different names; `None` if one is missing, or the log would refuse them (spec 6.2).
    #[must_use]
    pub fn new(first: &str, second: &str) -> Option<Self> {
        let (first, second) = (first.trim(), second.trim());
        let two = !first.is_empty() && !second.is_empty() && first.to_lowercase() != second.to_lowercase();
        if two { Remark::new(&format!("dijamin {first} dan {second}")).map(Self) } else { None }
    }
}

/// What is known of the other booth's spent slips.
pub enum OtherMedium {
    /// Its second medium was read, to its end.
    Read(SpentSlips),
    /// It could not be read to its end.
    Unreadable {
        /// Who vouches for the slip.
        vouched: Vouchers,
        /// What could be read all the same. A slip that is spent there stays refused.
        read: Option<SpentSlips>,
    },
}

impl OtherMedium {
    const fn spent(&self) -> Option<&SpentSlips> {
        match self {
            Self::Read(spent) => Some(spent),
            Self::Unreadable { read, .. } => read.as_ref(),
        }
    }

    const fn said(&self) -> (SecondMedium, &str) {
        match self {
            Self::Read(_) => (SecondMedium::Read, ""),
            Self::Unreadable { vouched, .. } => (SecondMedium::Unreadable, vouched.0.as_str()),
        }
    }
}

/// What an officer asks for.
pub struct ExchangeRequest<'a> {
    /// The slip of the other booth, scanned or typed. The desk keeps it.
    pub old: &'a str,
    /// The slip of this booth that the voter has drawn for it.
    pub new: &'a str,
    /// Whether the old slip is spent.
    pub medium: &'a OtherMedium,
}

/// Why slips are not exchanged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeRefusal {
    /// The slip of the other booth.
    #[error("the old slip: {0}")]
    Old(#[from] OldRefusal),
    /// The slip of this booth.
    #[error("the new slip: {0}")]
    New(#[from] NewRefusal),
    /// The medium does not answer for the old slip.
    #[error(transparent)]
    Medium(#[from] MediumRefusal),
    /// The two slips are bound to different dusun.
    #[error("the old slip is for dusun {old}, the new one for dusun {new}: draw one for dusun {old}")]
    OtherDusun {
        /// Of the old slip.
        old: DusunNumber,
        /// Of the new slip.
        new: DusunNumber,
    },
}

/// What is wrong with the slip that is given up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OldRefusal {
    /// Mistyped, or a slip of another election or TPS.
    #[error(transparent)]
    Unreadable(#[from] TokenError),
    /// A slip of this booth: it needs no exchange.
    #[error("it is a slip of this booth and needs no exchange")]
    Own,
    /// This booth was given no list of another booth.
    #[error("this booth knows no list of another booth: take the voter to the spare of this TPS")]
    NoLists,
    /// In no known list of another booth of this TPS.
    #[error("it is in no list of another booth of this TPS")]
    NotListed,
    /// Its booth has recorded a ballot with it.
    #[error("it is spent: its booth has recorded a ballot with it")]
    Spent {
        /// What for.
        how: TokenUse,
    },
    /// It was exchanged at this booth before.
    #[error("it was exchanged here before")]
    Exchanged,
}

/// What is wrong with the slip that the voter would get.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NewRefusal {
    /// No slip of this booth that can vote.
    #[error(transparent)]
    Slip(#[from] TokenRefusal),
    /// Given for another slip before.
    #[error("it was given in exchange for another slip before; draw another one")]
    Given,
}

/// Why a medium does not answer for a slip.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MediumRefusal {
    /// It is that of another booth.
    #[error("the medium is that of booth {medium}, the slip of booth {slip}")]
    OtherBooth {
        /// Whose medium.
        medium: BoothId,
        /// Whose slip.
        slip: BoothId,
    },
    /// It could not be read to its end: what is missing might hold the slip.
    #[error("the medium of booth {booth} is damaged; two officers must vouch for the slip")]
    NotWhole {
        /// Whose medium.
        booth: BoothId,
    },
}

impl Ready {
    /// Takes the slip of another booth of this TPS and lets a slip of this booth vote in its stead. It is recorded
    /// before this returns; then [`Ready::scan`] takes the new slip like any other.
    ///
    /// # Errors
    /// [`ExchangeRefusal`], with state and admission as they were; inside, [`Faulted`].
    pub fn exchange(
        self,
        admission: Admission,
        request: &ExchangeRequest<'_>,
    ) -> Result<Result<Self, Faulted>, Refused<(Self, Admission), ExchangeRefusal>> {
        let mut core = self.into_core();
        match core.exchange_of(request) {
            Ok(exchange) => Ok(match core.record_exchange(exchange, request.medium.said().1) {
                Ok(()) => Ok(Self::new(core)),
                Err(cause) => Err(cause.into()),
            }),
            Err(reason) => Err(Refused { state: (Self::new(core), admission), reason }),
        }
    }
}

impl Core {
    fn exchange_of(&self, request: &ExchangeRequest<'_>) -> Result<Exchange, ExchangeRefusal> {
        let (old_token, old_list, old) = self.slip_of_another(request.old)?;
        if self.exchanged().old.contains(&old) {
            return Err(OldRefusal::Exchanged.into());
        }
        check_medium(request.medium, &old_list.booth, &old_token)?;
        let (new_token, _) = self.unused(request.new).map_err(NewRefusal::from)?;
        let listed = self.station.listed(&new_token).ok_or(TokenRefusal::NotListed);
        let (new_list, new) = listed.map_err(NewRefusal::from)?;
        if self.exchanged().new.contains(&new) {
            return Err(NewRefusal::Given.into());
        }
        if old_list.dusun != new_list.dusun {
            return Err(ExchangeRefusal::OtherDusun { old: old_list.dusun, new: new_list.dusun });
        }
        Ok(Exchange { old, new, medium: request.medium.said().0 })
    }

    /// Finds the slip of another booth. A slip that names its booth is looked for in the lists of that booth only.
    fn slip_of_another(&self, text: &str) -> Result<(Token, &ListId, TokenHash), OldRefusal> {
        let mode = self.station.identity().mode;
        let own = Token::from_scan(text, mode, &self.station.identity().booth);
        let named_own = own.is_ok() && text.trim().starts_with("PLK1-");
        if named_own || own.is_ok_and(|token| self.station.listed(&token).is_some()) {
            return Err(OldRefusal::Own);
        }
        if self.station.other_lists().next().is_none() {
            return Err(OldRefusal::NoLists);
        }
        let mut reason = OldRefusal::Unreadable(TokenError::Foreign);
        for list in self.station.other_lists() {
            match Token::from_scan(text, mode, &list.id().booth) {
                Ok(token) => match self.station.hash_in(list, &token) {
                    Some((id, hash)) => return Ok((token, id, hash)),
                    None => reason = OldRefusal::NotListed,
                },
                Err(TokenError::Foreign) => {}
                Err(mistyped) => return Err(mistyped.into()),
            }
        }
        Err(reason)
    }
}

/// What was read of the medium must be of the slip's booth and must not hold the slip, also where officers vouch.
fn check_medium(medium: &OtherMedium, slip: &BoothId, token: &Token) -> Result<(), ExchangeRefusal> {
    if let Some(spent) = medium.spent() {
        if spent.booth != *slip {
            let (medium, slip) = (spent.booth.clone(), slip.clone());
            return Err(MediumRefusal::OtherBooth { medium, slip }.into());
        }
        if let Some(how) = spent.used.get(token.as_bytes()) {
            return Err(OldRefusal::Spent { how: *how }.into());
        }
    }
    match medium {
        OtherMedium::Read(spent) if !spent.whole => {
            Err(MediumRefusal::NotWhole { booth: spent.booth.clone() }.into())
        }
        _ => Ok(()),
    }
}
