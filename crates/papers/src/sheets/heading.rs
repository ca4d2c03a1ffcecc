//! What stands on every page of a paper.

use ballot_log::SoftwareHash;
use election::definition::Village;
use election::{Definition, Mode, VillageCode};
use serde::Serialize;

use super::{SheetError, Text};
use crate::words::Day;

/// Hexadecimal digits of a hash that a page shows, as every slip of a booth does.
const SHOWN_DIGITS: usize = 16;

/// What is elected, where and when: of a draft that is not sealed yet, or of a definition ([`Heading::of`]).
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// Whether votes count.
    pub mode: Mode,
    /// Title of the election.
    pub title: &'a str,
    /// Polling day, `YYYY-MM-DD`.
    pub date: &'a str,
    /// What the village's head is called.
    pub head: &'a str,
    /// What the village is called.
    pub kind: &'a str,
    /// Name of the village.
    pub village: &'a str,
    /// *Kecamatan*, *kabupaten*, *provinsi*.
    pub areas: [&'a str; 3],
}

/// The head and foot of every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    simulation: bool,
    occasion: String,
    title: String,
    village: String,
    area: String,
    date: String,
    #[serde(skip)]
    day: Day,
    election: Option<String>,
    program: Option<String>,
}

impl Heading {
    /// Of an election that is not sealed yet.
    ///
    /// # Errors
    /// [`SheetError::NotShown`], [`SheetError::TooLong`], [`SheetError::Date`].
    pub fn new(occasion: &Occasion<'_>) -> Result<Self, SheetError> {
        let [district, regency, province] = occasion.areas;
        let district = named("Kecamatan", &[], Text::Area.checked(district)?);
        let regency = named("Kabupaten", &["Kota"], Text::Area.checked(regency)?);
        let province = named("Provinsi", &[], Text::Area.checked(province)?);
        let day = Day::parse(occasion.date)
            .ok_or_else(|| SheetError::Date { found: occasion.date.chars().take(40).collect() })?;
        let (kind, head) = (Text::Word.checked(occasion.kind)?, Text::Word.checked(occasion.head)?);
        Ok(Self {
            simulation: occasion.mode == Mode::Simulasi,
            occasion: format!("Pemilihan {head}"),
            title: Text::Title.checked(occasion.title)?.to_owned(),
            village: named(&capital(kind), &[], Text::Village.checked(occasion.village)?),
            area: format!("{district}, {regency}, {province}"),
            date: day.in_figures(),
            day,
            election: None,
            program: None,
        })
    }

    /// Of a village of a sealed election.
    ///
    /// # Errors
    /// [`SheetError::Village`], otherwise as [`Self::new`].
    pub fn of(definition: &Definition, code: &VillageCode) -> Result<Self, SheetError> {
        let village = village(definition, code)?;
        let content = definition.content();
        let heading = Self::new(&Occasion {
            mode: content.mode,
            title: &content.title,
            date: &content.date,
            head: &content.words.head,
            kind: &content.words.village,
            village: &village.name,
            areas: [&village.district, &village.regency, &village.province],
        })?;
        Ok(Self { election: Some(start(definition.id().as_bytes())), ..heading })
    }

    /// The same with the program that makes the paper.
    #[must_use]
    pub fn by(self, program: SoftwareHash) -> Self {
        Self { program: Some(start(program.as_bytes())), ..self }
    }

    /// Polling day.
    #[must_use]
    pub const fn day(&self) -> &Day {
        &self.day
    }

    /// Whether the paper is of a rehearsal.
    #[must_use]
    pub const fn is_simulation(&self) -> bool {
        self.simulation
    }

    /// Name of the village with what it is called: `Desa Sukamaju`.
    #[must_use]
    pub fn village(&self) -> &str {
        &self.village
    }

    /// The first digits of the [`election::ElectionId`], once there is one.
    #[must_use]
    pub fn election(&self) -> Option<&str> {
        self.election.as_deref()
    }
}

/// The village of this code.
pub(super) fn village<'a>(definition: &'a Definition, code: &VillageCode) -> Result<&'a Village, SheetError> {
    definition.village(code).ok_or_else(|| SheetError::Village { code: code.clone() })
}

fn start(hash: &[u8; 32]) -> String {
    hex::encode(hash).chars().take(SHOWN_DIGITS).collect()
}

/// `Kecamatan Muara`, unless the name says itself what it is.
fn named(kind: &str, others: &[&str], name: &str) -> String {
    let says = |word: &str| {
        let start = name.split(' ').next().unwrap_or_default();
        start.eq_ignore_ascii_case(word)
    };
    if says(kind) || others.iter().any(|other| says(other)) {
        name.to_owned()
    } else {
        format!("{kind} {name}")
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{definition, village};
    use super::*;

    fn occasion() -> Occasion<'static> {
        Occasion {
            mode: Mode::Resmi,
            title: "Pilkades serentak",
            date: "2025-12-10",
            head: "kepala desa",
            kind: "desa",
            village: "Sukamaju",
            areas: ["Muara", "Banyuasin", "Sumatera Selatan"],
        }
    }

    #[test]
    fn a_heading_says_what_where_and_when() {
        let heading = Heading::new(&occasion()).unwrap();
        assert_eq!(
            (heading.village(), heading.election(), heading.is_simulation()),
            ("Desa Sukamaju", None, false)
        );
        assert_eq!(heading.area, "Kecamatan Muara, Kabupaten Banyuasin, Provinsi Sumatera Selatan");
        assert_eq!(heading.date, "Rabu, 10 Desember 2025");
        assert_eq!(heading.occasion, "Pemilihan kepala desa");
    }

    #[test]
    fn a_name_that_says_what_it_is_is_left_alone() {
        let areas = ["kecamatan Muara", "Kota Batu", "Provinsi X"];
        let heading = Heading::new(&Occasion { areas, village: "Desa Lama", ..occasion() }).unwrap();
        assert_eq!(heading.area, "kecamatan Muara, Kota Batu, Provinsi X");
        assert_eq!(heading.village, "Desa Lama");
    }

    #[test]
    fn what_no_paper_can_show_is_named() {
        let error = Heading::new(&Occasion { title: "Pilkades \u{6751}", ..occasion() }).unwrap_err();
        assert_eq!(error, SheetError::NotShown { what: Text::Title, found: '\u{6751}' });
        let error = Heading::new(&Occasion { village: &"a".repeat(81), ..occasion() }).unwrap_err();
        assert_eq!(error, SheetError::TooLong { what: Text::Village, found: 81, most: 80 });
        let error = Heading::new(&Occasion { date: "2025-02-30", ..occasion() }).unwrap_err();
        assert_eq!(error, SheetError::Date { found: "2025-02-30".to_owned() });
    }

    #[test]
    fn a_sealed_election_and_its_program_are_named_by_their_first_digits() {
        let definition = definition();
        let heading = Heading::of(&definition, &village()).unwrap().by(SoftwareHash::new([0xab; 32]));
        let id = definition.id().to_string();
        assert_eq!(heading.election(), id.get(..16));
        assert_eq!(heading.program.as_deref(), Some("abababababababab"));
        assert!(heading.is_simulation());
        let other: VillageCode = "1607062001".parse().unwrap();
        assert_eq!(Heading::of(&definition, &other), Err(SheetError::Village { code: other }));
    }
}
