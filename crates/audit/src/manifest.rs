//! Where the audit slips lie: boxes, and a name for each slip.

use std::fmt;
use std::str::FromStr;

/// Slips of one manifest at most: many times the largest village, and few enough to hold every ticket in memory.
pub const MAX_SLIPS: u32 = 1_000_000;

/// The box of a booth's audit slips (*kotak audit*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Container {
    /// Polling place.
    pub tps: u16,
    /// Booth within it.
    pub booth: u16,
    /// Slips: the greater of the ballots cast by the booth's record and of what was counted when the box was opened.
    /// Of a box with fewer slips than ballots the last numbers are missing slips.
    pub slips: u32,
}

/// All boxes of a village, in the order of TPS and booth whatever order they were given in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    containers: Vec<Container>,
    slips: u32,
}

/// Why boxes are no manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// A booth has two boxes.
    #[error("TPS {tps} booth {booth} is there twice: enter all its slips as one box")]
    Duplicate {
        /// Polling place.
        tps: u16,
        /// Booth.
        booth: u16,
    },
    /// There is nothing to draw from.
    #[error("there are no slips: enter the boxes with the number of slips in each")]
    Empty,
    /// More than [`MAX_SLIPS`].
    #[error("there are {slips} slips, more than {MAX_SLIPS}: audit each village by itself")]
    TooMany {
        /// Slips of all boxes.
        slips: u64,
    },
}

impl ManifestError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Duplicate { tps, booth } => {
                format!("TPS {tps} bilik {booth} tercantum dua kali: catat semua struknya sebagai satu kotak")
            }
            Self::Empty => "tidak ada struk: catat kotak dan jumlah struk di dalamnya".to_owned(),
            Self::TooMany { slips } => {
                format!("ada {slips} struk, lebih dari {MAX_SLIPS}: audit setiap desa sendiri-sendiri")
            }
        }
    }
}

impl Manifest {
    /// The manifest of these boxes.
    ///
    /// # Errors
    /// [`ManifestError`].
    pub fn new(mut containers: Vec<Container>) -> Result<Self, ManifestError> {
        containers.sort_unstable();
        let place = |container: &Container| (container.tps, container.booth);
        let twice = containers.windows(2).find_map(|pair| match pair {
            [one, other] if place(one) == place(other) => Some(*one),
            _ => None,
        });
        if let Some(Container { tps, booth, .. }) = twice {
            return Err(ManifestError::Duplicate { tps, booth });
        }
        let slips: u64 = containers.iter().map(|container| u64::from(container.slips)).sum();
        match u32::try_from(slips) {
            Ok(0) => Err(ManifestError::Empty),
            Ok(slips) if slips <= MAX_SLIPS => Ok(Self { containers, slips }),
            _ => Err(ManifestError::TooMany { slips }),
        }
    }

    /// The boxes in order.
    #[must_use]
    pub fn containers(&self) -> &[Container] {
        &self.containers
    }

    /// Slips of all boxes.
    #[must_use]
    pub const fn slips(&self) -> u32 {
        self.slips
    }

    /// Every slip, box by box.
    pub fn slip_ids(&self) -> impl Iterator<Item = SlipId> {
        self.containers
            .iter()
            .flat_map(|c| (1..=c.slips).map(|number| SlipId { tps: c.tps, booth: c.booth, number }))
    }
}

/// A slip by its place: the n-th of its box as the slips are counted out. Its text is `<tps>-<booth>-<n>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlipId {
    /// Polling place.
    pub tps: u16,
    /// Booth within it.
    pub booth: u16,
    /// Position in the box, from 1.
    pub number: u32,
}

/// That a text names no slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a slip is written as TPS, booth and number in the box, such as 3-1-57")]
pub struct SlipIdError;

impl SlipIdError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        "struk ditulis sebagai TPS, bilik dan nomor dalam kotak, misalnya 3-1-57".to_owned()
    }
}

impl fmt::Display for SlipId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.tps, self.booth, self.number)
    }
}

impl FromStr for SlipId {
    type Err = SlipIdError;

    fn from_str(text: &str) -> Result<Self, SlipIdError> {
        let mut parts = text.split('-');
        let mut part = || parts.next().ok_or(SlipIdError);
        let slip = Self {
            tps: part()?.parse().map_err(|_| SlipIdError)?,
            booth: part()?.parse().map_err(|_| SlipIdError)?,
            number: part()?.parse().map_err(|_| SlipIdError)?,
        };
        // One slip has one text: no zeros in front, no plus signs, nothing behind.
        if slip.number > 0 && slip.to_string() == text { Ok(slip) } else { Err(SlipIdError) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn container(tps: u16, booth: u16, slips: u32) -> Container {
        Container { tps, booth, slips }
    }

    #[test]
    fn slips_are_numbered_box_by_box() {
        let manifest =
            Manifest::new(vec![container(2, 1, 1), container(1, 2, 0), container(1, 1, 2)]).unwrap();
        let ids: Vec<String> = manifest.slip_ids().map(|id| id.to_string()).collect();
        assert_eq!(ids, ["1-1-1", "1-1-2", "2-1-1"]);
        assert_eq!(manifest.slips(), 3);
        assert_eq!(manifest.containers().len(), 3);
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let twice = Manifest::new(vec![container(3, 1, 5), container(1, 1, 5), container(3, 1, 6)]);
        assert_eq!(twice.unwrap_err(), ManifestError::Duplicate { tps: 3, booth: 1 });
        assert_eq!(Manifest::new(Vec::new()).unwrap_err(), ManifestError::Empty);
        assert_eq!(Manifest::new(vec![container(1, 1, 0)]).unwrap_err(), ManifestError::Empty);
        assert_eq!(Manifest::new(vec![container(1, 1, MAX_SLIPS)]).unwrap().slips(), MAX_SLIPS);
        let many = Manifest::new(vec![container(1, 1, MAX_SLIPS), container(1, 2, 1)]);
        assert_eq!(many.unwrap_err(), ManifestError::TooMany { slips: 1_000_001 });
        let overflow = Manifest::new(vec![container(1, 1, u32::MAX), container(1, 2, 1)]);
        assert_eq!(overflow.unwrap_err(), ManifestError::TooMany { slips: 1 << 32 });
    }

    #[test]
    fn one_slip_has_one_text() {
        assert_eq!("3-1-57".parse(), Ok(SlipId { tps: 3, booth: 1, number: 57 }));
        for text in
            ["", "3-1", "3-1-", "3-1-0", "3-1-057", "+3-1-57", "3-1-57-1", " 3-1-57", "70000-1-1", "3-1--5"]
        {
            assert_eq!(text.parse::<SlipId>(), Err(SlipIdError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_order_of_boxes_does_not_matter(
            boxes in proptest::collection::btree_map((1_u16..9, 1_u16..9), 1_u32..99, 1..20),
            cut in 0_usize..20,
        ) {
            let mut containers: Vec<Container> =
                boxes.into_iter().map(|((tps, booth), slips)| container(tps, booth, slips)).collect();
            let manifest = Manifest::new(containers.clone()).unwrap();
            let cut = cut % containers.len();
            containers.rotate_left(cut);
            prop_assert_eq!(&Manifest::new(containers.clone()).unwrap(), &manifest);
            containers.reverse();
            prop_assert_eq!(Manifest::new(containers).unwrap(), manifest);
        }
    }
}
