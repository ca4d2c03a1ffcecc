//! A trustee's word that it knows the sealed definition and will decrypt for it alone (spec 3.4).

use serde::{Deserialize, Serialize};

use crate::ids::{ElectionId, TrusteeNumber, VillageCode, hex32};
use crate::json::{self, JsonError};

/// Largest size of the file in bytes.
const MAX_BYTES: usize = 64 << 10;

/// A trustee's acceptance as a file: `acceptances/<village>-t<NN>.json` (spec 3.4).
///
/// That the proof holds is checked by the crate that has the mathematics.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptanceFile {
    format: Format,
    /// The accepted definition.
    pub election: ElectionId,
    /// The village.
    pub village: VillageCode,
    /// Who accepts.
    pub trustee: TrusteeNumber,
    u: Hex32,
    z: Hex32,
}

impl AcceptanceFile {
    /// The file for the proof (U = uB and response z, 32 bytes each) that a trustee's tool has made.
    #[must_use]
    pub const fn new(
        election: ElectionId,
        village: VillageCode,
        trustee: TrusteeNumber,
        [u, z]: [[u8; 32]; 2],
    ) -> Self {
        Self { format: Format::V1, election, village, trustee, u: Hex32(u), z: Hex32(z) }
    }

    /// Reads the file. The proof is not checked.
    ///
    /// # Errors
    /// [`JsonError`], with line and column.
    pub fn parse(bytes: &[u8]) -> Result<Self, JsonError> {
        json::parse_pretty(bytes, MAX_BYTES)
    }

    /// The bytes of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_pretty(self)
    }

    /// The proof: U and z.
    #[must_use]
    pub const fn proof(&self) -> [[u8; 32]; 2] {
        [self.u.0, self.z.0]
    }

    /// Name of a trustee's file, below the folder of the election.
    #[must_use]
    pub fn path_of(village: &VillageCode, trustee: TrusteeNumber) -> String {
        format!("acceptances/{village}-t{:02}.json", trustee.get())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "pilkades/acceptance/v1")]
    V1,
}

/// 32 bytes, in a file as 64 hexadecimal digits. They order as their digits do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Hex32([u8; 32]);

impl TryFrom<String> for Hex32 {
    type Error = crate::ids::IdError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        hex32(&text).map(Self)
    }
}

impl From<Hex32> for String {
    fn from(bytes: Hex32) -> Self {
        hex::encode(bytes.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> AcceptanceFile {
        let village = "1607062001".parse().unwrap();
        AcceptanceFile::new(ElectionId::new([1; 32]), village, 2.try_into().unwrap(), [[3; 32], [0xab; 32]])
    }

    #[test]
    fn it_reads_back_and_has_the_form_of_the_specification() {
        let bytes = file().to_bytes();
        assert_eq!(AcceptanceFile::parse(&bytes), Ok(file()));
        let [election, u, z] = ["01", "03", "ab"].map(|byte| byte.repeat(32));
        let expected = format!(
            "{{\n  \"format\": \"pilkades/acceptance/v1\",\n  \"election\": \"{election}\",\n  \
             \"village\": \"1607062001\",\n  \"trustee\": 2,\n  \"u\": \"{u}\",\n  \"z\": \"{z}\"\n}}\n"
        );
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
        assert_eq!(file().proof(), [[3; 32], [0xab; 32]]);
        let path = AcceptanceFile::path_of(&file().village, file().trustee);
        assert_eq!(path, "acceptances/1607062001-t02.json");
    }

    #[test]
    fn another_format_or_spelling_is_refused() {
        let text = String::from_utf8(file().to_bytes()).unwrap();
        let refused = |text: &str| match AcceptanceFile::parse(text.as_bytes()) {
            Err(JsonError::Malformed { path, .. }) => path,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(&text.replace("acceptance/v1", "acceptance/v2")), "format");
        assert_eq!(refused(&text.replace("abab", "ABAB")), "z");
        assert_eq!(refused(&text.replace("\"0303", "\"03")), "u");
        assert_eq!(refused(&text.replace("\"trustee\": 2", "\"trustee\": 0")), "trustee");
    }
}
