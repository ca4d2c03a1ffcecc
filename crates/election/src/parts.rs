//! Public files of enrolment and key ceremony that join a draft to become a definition (spec 2.5 and 3.3).

use serde::{Deserialize, Serialize};

use crate::definition::{Trustee, TrusteeGroup, check};
use crate::ids::{BoothId, BoothNumber, TpsNumber, VillageCode};
use crate::json::{self, JsonError};
use crate::keys::{JointKey, PublicKey};
use crate::mistake::{Mistake, Mistakes, Path};
use crate::rules::{self, Once};

/// Largest size of either file in bytes: 16 trustees need less than 10,000.
const MAX_BYTES: usize = 64 << 10;

/// Why bytes are not such a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// Not canonical JSON of the right shape.
    #[error("the file cannot be read: {0}")]
    Json(#[from] JsonError),
    /// Well-formed, but against the rules of spec 2.3.
    #[error("the file has {} mistakes, first {}", mistakes.len(), mistakes.first().map_or(String::new(), ToString::to_string))]
    Invalid {
        /// All mistakes.
        mistakes: Vec<Mistake>,
    },
}

/// The public key of a booth, made at its enrolment: `booths/<village>-<tps>-<booth>.pub.json` (spec 2.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoothKeyFile {
    format: String,
    village: VillageCode,
    tps: TpsNumber,
    booth: BoothNumber,
    key: PublicKey,
}

impl BoothKeyFile {
    const FORMAT: &[&str; 1] = &["pilkades/booth-key/v1"];

    /// The file of a booth.
    #[must_use]
    pub fn new(booth: BoothId, key: PublicKey) -> Self {
        let BoothId { village, tps, booth } = booth;
        Self { format: Self::FORMAT.concat(), village, tps, booth, key }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`PartError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, PartError> {
        let file: Self = json::parse_pretty(bytes, MAX_BYTES)?;
        let mut to = Mistakes::default();
        rules::format(&file.format, Self::FORMAT, &Path::Root, &mut to);
        finish(file, to)
    }

    /// The bytes of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_pretty(self)
    }

    /// Whose key it is.
    #[must_use]
    pub fn booth(&self) -> BoothId {
        BoothId { village: self.village.clone(), tps: self.tps, booth: self.booth }
    }

    /// The key.
    #[must_use]
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }

    /// Name of the file of a booth, below the folder of the election.
    #[must_use]
    pub fn path_of(booth: &BoothId) -> String {
        format!("booths/{booth}.pub.json")
    }
}

/// What one trustee published in the rehearsal of the ceremony (spec 3.3), 64 hexadecimal digits each.
///
/// The proof itself is checked by the crate that holds the mathematics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RehearsalEntry {
    /// Point D.
    pub d: String,
    /// Point U.
    pub u: String,
    /// Point V.
    pub v: String,
    /// Scalar z.
    pub z: String,
}

/// The public outcome of a village's key ceremony: `trustees/<village>.json` (spec 3.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrusteesFile {
    format: String,
    nonce: String,
    village: VillageCode,
    threshold: u16,
    joint_key: JointKey,
    members: Vec<Trustee>,
    transcript: String,
    one_machine: bool,
    rehearsal: Vec<RehearsalEntry>,
}

impl TrusteesFile {
    const FORMAT: &[&str; 1] = &["pilkades/trustees/v1"];

    /// The file of a group that was made for the definition with this nonce.
    ///
    /// # Errors
    /// [`PartError::Invalid`], for example for a threshold of half the trustees.
    pub fn new(
        nonce: [u8; 32],
        village: VillageCode,
        group: TrusteeGroup,
        rehearsal: Vec<RehearsalEntry>,
    ) -> Result<Self, PartError> {
        let TrusteeGroup { threshold, joint_key, members, transcript, one_machine } = group;
        let (format, nonce) = (Self::FORMAT.concat(), hex::encode(nonce));
        Self { format, nonce, village, threshold, joint_key, members, transcript, one_machine, rehearsal }
            .checked()
    }

    /// Reads the file and checks all but the rehearsal's proofs.
    ///
    /// # Errors
    /// [`PartError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, PartError> {
        json::parse_pretty::<Self>(bytes, MAX_BYTES)?.checked()
    }

    fn checked(self) -> Result<Self, PartError> {
        let (path, mut to) = (Path::Root, Mistakes::default());
        rules::format(&self.format, Self::FORMAT, &path, &mut to);
        rules::hex(&self.nonce, &path.key("nonce"), &mut to);
        check::trustees(&self.group(), &path, &mut Once::new(), &mut to);
        let path = path.key("rehearsal");
        let count = self.members.len();
        rules::elements(self.rehearsal.len(), count..=count, &path, &mut to);
        for (index, share) in self.rehearsal.iter().enumerate() {
            let path = path.at(index);
            for (value, key) in [(&share.d, "d"), (&share.u, "u"), (&share.v, "v"), (&share.z, "z")] {
                rules::hex(value, &path.key(key), &mut to);
            }
        }
        finish(self, to)
    }

    /// The bytes of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_pretty(self)
    }

    /// Nonce of the definition for which the ceremony was held, 64 hexadecimal digits.
    #[must_use]
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// The village.
    #[must_use]
    pub const fn village(&self) -> &VillageCode {
        &self.village
    }

    /// The group as the definition holds it.
    #[must_use]
    pub fn group(&self) -> TrusteeGroup {
        TrusteeGroup {
            threshold: self.threshold,
            joint_key: self.joint_key,
            members: self.members.clone(),
            transcript: self.transcript.clone(),
            one_machine: self.one_machine,
        }
    }

    /// What the trustees 1..n published in the rehearsal.
    #[must_use]
    pub fn rehearsal(&self) -> &[RehearsalEntry] {
        &self.rehearsal
    }

    /// Name of the file of a village, below the folder of the election.
    #[must_use]
    pub fn path_of(village: &VillageCode) -> String {
        format!("trustees/{village}.json")
    }
}

fn finish<T>(file: T, mistakes: Mistakes) -> Result<T, PartError> {
    if mistakes.0.is_empty() { Ok(file) } else { Err(PartError::Invalid { mistakes: mistakes.0 }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::example;

    fn booth() -> BoothId {
        BoothId {
            village: "1607062001".parse().unwrap(),
            tps: 1.try_into().unwrap(),
            booth: 2.try_into().unwrap(),
        }
    }

    fn rehearsal() -> RehearsalEntry {
        let [d, u, v, z] = ["d", "u", "v", "z"].map(example::hash);
        RehearsalEntry { d, u, v, z }
    }

    fn trustees() -> TrusteesFile {
        let group = example::trustees("x", 2, 3);
        TrusteesFile::new([7; 32], booth().village, group, vec![rehearsal(); 3]).unwrap()
    }

    fn paths(result: Result<TrusteesFile, PartError>) -> Vec<String> {
        match result {
            Err(PartError::Invalid { mistakes }) => mistakes.into_iter().map(|m| m.path).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_booth_key_file_reads_back() {
        let file = BoothKeyFile::new(booth(), example::key("booth"));
        let bytes = file.to_bytes();
        assert_eq!(BoothKeyFile::parse(&bytes), Ok(file));
        let other = String::from_utf8(bytes).unwrap().replace("booth-key/v1", "booth-key/v2");
        assert!(matches!(BoothKeyFile::parse(other.as_bytes()), Err(PartError::Invalid { .. })));
        assert_eq!(BoothKeyFile::path_of(&booth()), "booths/1607062001-1-2.pub.json");
    }

    #[test]
    fn a_trustees_file_reads_back_and_only_in_its_canonical_form() {
        let bytes = trustees().to_bytes();
        assert_eq!(TrusteesFile::parse(&bytes), Ok(trustees()));
        let spaced = [bytes.as_slice(), b"\n"].concat();
        assert!(matches!(TrusteesFile::parse(&spaced), Err(PartError::Json(JsonError::NotCanonical { .. }))));
    }

    #[test]
    fn a_group_that_shares_no_secret_is_refused() {
        let mut other = trustees();
        other.members.swap(0, 1);
        assert_eq!(paths(other.checked()), ["."]);
        let half = TrusteesFile { threshold: 1, ..trustees() };
        assert_eq!(paths(half.checked()), ["threshold"]);
    }

    #[test]
    fn every_trustee_has_rehearsed() {
        let mut file = trustees();
        file.rehearsal.pop();
        assert_eq!(paths(file.checked()), ["rehearsal"]);
        let mut file = trustees();
        file.rehearsal[2].v = file.rehearsal[2].v.to_uppercase();
        assert_eq!(paths(file.checked()), ["rehearsal[2].v"]);
    }
}
