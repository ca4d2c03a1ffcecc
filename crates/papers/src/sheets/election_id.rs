//! The name of the election, for the wall of the polling place.

use ballot_log::SoftwareHash;
use election::{Definition, VillageCode};
use serde::Serialize;

use super::{Heading, SheetError, groups};
use crate::bulletin;

/// The [`election::ElectionId`] in full, to compare with what booths print and with what `tally verify` is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ElectionIdSheet {
    heading: Heading,
    groups: Vec<String>,
    /// An SVG picture; it says the 64 digits.
    qr: String,
}

impl ElectionIdSheet {
    /// Of a village of a sealed election.
    ///
    /// # Errors
    /// As [`Heading::of`].
    pub fn of(definition: &Definition, village: &VillageCode) -> Result<Self, SheetError> {
        let id = definition.id();
        let heading = Heading::of(definition, village)?;
        // 64 digits fit into a code.
        let qr = bulletin::svg(&id.to_string()).unwrap_or_default();
        Ok(Self { heading, groups: groups(id.as_bytes()), qr })
    }

    /// The same with the program that makes the paper.
    #[must_use]
    pub fn by(self, program: SoftwareHash) -> Self {
        Self { heading: self.heading.by(program), ..self }
    }

    pub(super) const fn heading(&self) -> &Heading {
        &self.heading
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{definition, village};
    use super::*;

    #[test]
    fn all_digits_stand_in_eight_groups() {
        let definition = definition();
        let sheet = ElectionIdSheet::of(&definition, &village()).unwrap();
        assert_eq!(sheet.groups.concat(), definition.id().to_string());
        assert_eq!(sheet.groups.iter().map(String::len).collect::<Vec<_>>(), [8; 8]);
        assert!(sheet.qr.starts_with("<svg "));
    }
}
