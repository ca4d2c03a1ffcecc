//! Bulletins: a village's result, or that of one row of its polling places, in few characters (spec 10.6).
//!
//! One content in three spellings: a QR text that one member of the committee has signed, an SMS, and digits for a radio.
//! All of it is *hasil sementara*: the result is the record, and whoever reads a bulletin compares with it.

mod compare;
mod digits;
mod qr;
mod sms;
mod spelling;

use election::definition::{Definition, Village, Voters};
use election::{ElectionId, LabelledHasher, Mode, TpsNumber, VillageCode};

pub use self::compare::{Difference, RowSum, add_up};
pub use self::qr::SignedBulletin;
use crate::result::VillageResult;

/// The largest number in a bulletin: no village has as many people, and an SMS has room for no more.
pub const LARGEST_NUMBER: u32 = 999_999;

/// What a bulletin says, whatever carries it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bulletin {
    /// Whether votes count.
    pub mode: Mode,
    /// The election.
    pub election: ElectionId,
    /// The village.
    pub village: VillageCode,
    /// The polling places of the row, ascending; none for the whole village.
    pub tps: Vec<TpsNumber>,
    /// DPT of these polling places or of the village.
    pub registered: u32,
    /// Counted ballots.
    pub ballots: u32,
    /// Votes for each option, in ballot order.
    pub votes: Vec<u32>,
    /// Ballots in doubt, always of the whole village (spec 10.4).
    pub doubt: u32,
    /// Whether nothing that is in doubt could change the village's outcome.
    pub r#final: bool,
}

/// Why something read is no bulletin of an election; the words in brackets are those of spec 10.6.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BulletinError {
    /// Another text (`form`).
    #[error("this is not the text of a bulletin: something was left out, added or misread")]
    Form,
    /// A group of digits does not fit its check digits (`group`).
    #[error("group {number} does not fit its check digits: ask for this group again")]
    Group {
        /// From 1.
        number: usize,
    },
    /// The check code does not fit (`check`).
    #[error("the check code does not fit: something was misread or mistyped")]
    Check,
    /// A rehearsal's where an election is asked for, or the reverse (`mode`).
    #[error("it is a bulletin in mode {found}, and this election's mode is another")]
    Mode {
        /// What it says.
        found: Mode,
    },
    /// Another ElectionId (`election`).
    #[error("it is a bulletin of another election")]
    Election,
    /// A village that the definition does not have (`village`).
    #[error("the election has no village {village}")]
    Village {
        /// What it says.
        village: VillageCode,
    },
    /// Polling places that the village does not have (`tps`).
    #[error("the village has no such polling places")]
    Tps,
    /// Another DPT than the definition's (`registered`).
    #[error("it says {found} registered voters, the definition {expected}")]
    Registered {
        /// What it says.
        found: u32,
        /// What the definition says.
        expected: u32,
    },
    /// Another number of options (`options`).
    #[error("it has votes for {found} options, the village has {expected}")]
    Options {
        /// What it says.
        found: usize,
        /// What the definition says.
        expected: usize,
    },
    /// Votes that do not add up to the ballots (`sum`).
    #[error("the votes are {votes} together, the ballots {ballots}")]
    Sum {
        /// All votes.
        votes: u32,
        /// All ballots.
        ballots: u32,
    },
    /// No member of the committee has this number (`key`).
    #[error("the committee has no member number {number}")]
    Key {
        /// What it says.
        number: u8,
    },
    /// Not signed by the member whom it names (`signature`).
    #[error("the signature does not fit: altered, or not signed by the committee member whom it names")]
    Signature,
}

impl BulletinError {
    /// The word of spec 10.6.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Group { .. } => "group",
            Self::Check => "check",
            Self::Mode { .. } => "mode",
            Self::Election => "election",
            Self::Village { .. } => "village",
            Self::Tps => "tps",
            Self::Registered { .. } => "registered",
            Self::Options { .. } => "options",
            Self::Sum { .. } => "sum",
            Self::Key { .. } => "key",
            Self::Signature => "signature",
        }
    }

    /// The same sentence in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Form => {
                "ini bukan teks buletin: ada yang kurang, lebih, atau salah baca".to_owned()
            }
            Self::Group { number } => {
                format!("kelompok {number} tidak cocok dengan angka pemeriksanya: minta kelompok ini diulang")
            }
            Self::Check => "kode pemeriksa tidak cocok: ada yang salah baca atau salah ketik".to_owned(),
            Self::Mode { found } => {
                format!("ini buletin mode {found}, sedangkan mode pemilihan ini lain")
            }
            Self::Election => "ini buletin dari pemilihan lain".to_owned(),
            Self::Village { village } => format!("desa {village} tidak ada dalam pemilihan ini"),
            Self::Tps => "desa ini tidak punya TPS tersebut".to_owned(),
            Self::Registered { found, expected } => {
                format!("DPT di buletin {found}, menurut definisi {expected}")
            }
            Self::Options { found, expected } => {
                format!("buletin memuat {found} pilihan, desa ini punya {expected}")
            }
            Self::Sum { votes, ballots } => {
                format!("jumlah suara semua pilihan {votes}, tetapi jumlah surat suara {ballots}")
            }
            Self::Key { number } => format!("panitia tidak punya anggota nomor {number}"),
            Self::Signature => {
                "tanda tangan tidak cocok: isinya diubah, atau bukan ditandatangani anggota panitia yang disebut"
                    .to_owned()
            }
        }
    }
}

/// A village has a number that no bulletin has room for (spec 10.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a number of this village is over 999,999: it has no bulletins")]
pub struct TooLarge;

impl Bulletin {
    /// The bulletins of a village's result: of the whole village, then of each row of `tps`.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn of(village: &Village, result: &VillageResult) -> Result<Vec<Self>, TooLarge> {
        let booths = result.booths.iter().filter_map(|booth| booth.doubt);
        let doubt = booths.fold(result.set_aside.saturating_add(result.late), u32::saturating_add);
        let bulletin = |tps: &[TpsNumber], ballots: u32, votes: &[u32]| Self {
            mode: result.mode,
            election: result.election,
            village: result.village.clone(),
            tps: tps.to_vec(),
            registered: registered(village, tps),
            ballots,
            votes: votes.to_vec(),
            doubt,
            r#final: result.outcome.r#final,
        };
        let whole = bulletin(&[], result.ballots, &result.totals);
        let rows = result.tps.iter().map(|row| bulletin(&row.tps, row.ballots, &row.totals));
        let all: Vec<Self> = std::iter::once(whole).chain(rows).collect();
        if all.iter().all(Self::has_room) { Ok(all) } else { Err(TooLarge) }
    }

    /// Whether it is of the whole village.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.tps.is_empty()
    }

    /// All votes.
    #[must_use]
    pub fn all_votes(&self) -> u32 {
        self.votes.iter().copied().fold(0, u32::saturating_add)
    }

    /// Checks everything that the definition tells, and returns the village.
    ///
    /// # Errors
    /// [`BulletinError`] from `mode` to `sum`.
    pub fn check<'d>(&self, definition: &'d Definition) -> Result<&'d Village, BulletinError> {
        if self.mode != definition.mode() {
            return Err(BulletinError::Mode { found: self.mode });
        }
        if self.election != definition.id() {
            return Err(BulletinError::Election);
        }
        let village = village_of(definition, &self.village)?;
        self.check_numbers(village)?;
        Ok(village)
    }

    fn check_numbers(&self, village: &Village) -> Result<(), BulletinError> {
        if self.tps.iter().any(|number| village.tps_numbered(*number).is_none()) {
            return Err(BulletinError::Tps);
        }
        let (found, expected) = (self.registered, registered(village, &self.tps));
        if found != expected {
            return Err(BulletinError::Registered { found, expected });
        }
        let (found, expected) = (self.votes.len(), usize::from(village.option_count()));
        if found != expected {
            return Err(BulletinError::Options { found, expected });
        }
        let (votes, ballots) = (self.all_votes(), self.ballots);
        // Ballots of groups that are too small are in no row, but in the village's sum.
        let fits = if self.is_whole() { votes <= ballots } else { votes == ballots };
        if fits { Ok(()) } else { Err(BulletinError::Sum { votes, ballots }) }
    }

    fn has_room(&self) -> bool {
        let numbers = [self.registered, self.ballots, self.doubt];
        numbers.iter().chain(&self.votes).all(|number| *number <= LARGEST_NUMBER)
    }

    /// C of spec 10.6.
    fn content(&self) -> Vec<u8> {
        let mut bytes = text(self.mode.as_str());
        bytes.extend(self.election.as_bytes());
        bytes.extend(text(self.village.as_str()));
        bytes.push(count(self.tps.len()));
        self.tps.iter().for_each(|tps| bytes.extend(tps.get().to_be_bytes()));
        bytes.extend(self.registered.to_be_bytes());
        bytes.extend(self.ballots.to_be_bytes());
        bytes.push(count(self.votes.len()));
        self.votes.iter().for_each(|votes| bytes.extend(votes.to_be_bytes()));
        bytes.extend(self.doubt.to_be_bytes());
        bytes.push(self.r#final.into());
        bytes
    }

    /// The first 64 bits of the hash that binds an SMS or digits to all that they say.
    fn code(&self) -> u64 {
        let hash = LabelledHasher::new("bulletin-code").bytes(self.content()).finish();
        hash.iter().take(8).fold(0, |code, byte| (code << 8) | u64::from(*byte))
    }
}

fn village_of<'d>(definition: &'d Definition, code: &VillageCode) -> Result<&'d Village, BulletinError> {
    definition.village(code).ok_or_else(|| BulletinError::Village { village: code.clone() })
}

/// DPT of these polling places of a village, or of all.
fn registered(village: &Village, tps: &[TpsNumber]) -> u32 {
    let of = |tps: &TpsNumber| village.tps_numbered(*tps).map(|tps| tps.voters).unwrap_or_default();
    let voters = match tps {
        [] => village.registered(),
        rows => rows.iter().map(of).fold(Voters::default(), Voters::plus),
    };
    u32::try_from(voters.total()).unwrap_or(u32::MAX)
}

/// `str` of spec 1.1.
fn text(text: &str) -> Vec<u8> {
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    [&length.to_be_bytes(), text.as_bytes()].concat()
}

/// At most 99 polling places and 8 options.
fn count(length: usize) -> u8 {
    u8::try_from(length).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests;
