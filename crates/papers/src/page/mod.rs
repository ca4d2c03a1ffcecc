//! The results page: static files that anybody can open, keep and check.
//!
//! A page is one file: styles, scripts and data stand inside it, so that it works from a stick as well as from any web
//! server, and asks nobody for anything. What people read is written here, in both languages, and is there without
//! scripts; the scripts (`verifier/`) look receipts up and check the data again, by code that shares nothing with this.

mod charts;
mod extract;
mod figures;
mod identity;
mod index;
mod outcome;
mod remarks;
mod shell;
mod table;
#[cfg(test)]
mod tests;
mod ties;
mod village;
mod voice;

use std::collections::BTreeMap;

use election::VillageCode;
use election::definition::Village;
use tally::{Files, VillageMerge};

pub(crate) use self::outcome::lines as outcome_lines;
use self::voice::Voice;
use crate::figures::VerifiedElection;

/// What is shown beside the record.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// Photos of candidates by the hash in the definition.
    pub photos: BTreeMap<String, Photo>,
    /// Bulletins of villages, in the order in which they are shown.
    pub bulletins: BTreeMap<VillageCode, Vec<Sheet>>,
}

/// A picture as a browser shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// For example `image/jpeg`.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A bulletin: its QR code as a picture, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Polling places that it sums up; none: the whole village.
    pub tps: Vec<u16>,
    /// The QR code as an SVG element.
    pub svg: String,
    /// What the code holds.
    pub qr: String,
    /// The same as an SMS.
    pub sms: String,
    /// Name of the key that has signed it.
    pub signer: String,
}

/// The pages of one record.
pub struct Site<'r> {
    election: VerifiedElection<'r>,
    files: &'r Files,
    extras: &'r Extras,
    voices: [Voice; 2],
}

impl<'r> Site<'r> {
    /// The pages of a record that passed every check, with the files that were checked.
    #[must_use]
    pub fn new(election: VerifiedElection<'r>, files: &'r Files, extras: &'r Extras) -> Self {
        Self { election, files, extras, voices: Voice::both() }
    }

    /// Paths and content of all pages, one after the other: a page of a large village has some megabytes.
    pub fn pages(&self) -> impl Iterator<Item = (String, String)> + '_ {
        let villages = self.villages().map(|(village, merged)| {
            (format!("desa/{}.html", village.code), village::page(self, village, merged))
        });
        std::iter::once_with(|| ("index.html".to_owned(), index::page(self))).chain(villages)
    }

    fn villages(&self) -> impl Iterator<Item = (&'r Village, &'r VillageMerge)> + use<'r> {
        self.election.villages().map(|figures| (figures.village, figures.merged))
    }
}
