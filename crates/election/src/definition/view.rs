//! Reading a valid definition: places, options, origins, the seal and other signed texts.

use crate::definition::{Booth, Content, Definition, ListHead, Tps, Village, Voters};
use crate::ids::{BoothId, BoothNumber, ElectionId, ListId, Mode, SetHash, TpsNumber, VillageCode};
use crate::keys::SecretKey;
use crate::note::{KeyName, NoteError, SignedNote};
use crate::tokens::TokenList;

impl Definition {
    /// What was sealed.
    #[must_use]
    pub const fn content(&self) -> &Content {
        &self.content
    }

    /// Its name: the hash of the file's bytes (spec 2.1).
    #[must_use]
    pub const fn id(&self) -> ElectionId {
        self.id
    }

    /// Whether votes count.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.content.mode
    }

    /// The 32 random bytes that make token hashes of different definitions differ (spec 5.2).
    #[must_use]
    pub const fn nonce(&self) -> [u8; 32] {
        self.nonce
    }

    /// The villages, by code.
    #[must_use]
    pub fn villages(&self) -> &[Village] {
        &self.content.villages
    }

    /// The village with this code.
    #[must_use]
    pub fn village(&self, code: &VillageCode) -> Option<&Village> {
        let villages = self.villages();
        villages.binary_search_by(|village| village.code.cmp(code)).ok().and_then(|i| villages.get(i))
    }

    /// The booth with this name.
    #[must_use]
    pub fn booth(&self, id: &BoothId) -> Option<&Booth> {
        self.village(&id.village)?.tps_numbered(id.tps)?.booth_numbered(id.booth)
    }

    /// How many registered voters may come to a booth: those of its lists; to a spare, which has none of its own, all of
    /// its TPS (spec 6.9).
    #[must_use]
    pub fn voters_at(&self, id: &BoothId) -> Option<Voters> {
        let tps = self.village(&id.village)?.tps_numbered(id.tps)?;
        let booth = tps.booth_numbered(id.booth)?;
        let own = booth.lists.iter().fold(Voters::default(), |sum, list| sum.plus(list.voters));
        Some(if booth.spare { tps.voters } else { own })
    }

    /// All booths in definition order: village, TPS, booth.
    pub fn booths(&self) -> impl Iterator<Item = (BoothId, &Booth)> {
        self.villages().iter().flat_map(Village::booths)
    }

    /// All token lists in definition order: village, TPS, booth, dusun.
    pub fn lists(&self) -> impl Iterator<Item = (ListId, &ListHead)> {
        self.villages().iter().flat_map(Village::lists)
    }

    /// Key name and origin of a booth's checkpoints (spec 7.2).
    #[must_use]
    pub fn log_origin(&self, id: &BoothId) -> KeyName {
        let authority = &self.content.authority.name;
        authority.below(format_args!("{}/{}/{}/{}", self.id, id.village, id.tps, id.booth))
    }

    /// Origin of the checkpoint over all villages (spec 7.4).
    #[must_use]
    pub fn authority_origin(&self) -> KeyName {
        self.content.authority.name.below(format_args!("{}", self.id))
    }

    /// The text that the authority signs (spec 2.1).
    #[must_use]
    pub fn seal_text(&self) -> String {
        format!("pilkades/definition/v1\n{}\n{}\n", self.mode(), self.id)
    }

    /// The seal, signed with the authority's key.
    #[must_use]
    pub fn seal_note(&self, key: &SecretKey) -> SignedNote {
        let mut note = SignedNote::of_own_text(self.seal_text());
        note.sign(&self.content.authority.name, key);
        note
    }

    /// Checks a received seal and returns it with the authority's signature alone.
    ///
    /// # Errors
    /// [`NoteError::OtherText`] if it seals another definition, otherwise as [`SignedNote::keep_known`].
    pub fn check_seal(&self, note: &SignedNote) -> Result<SignedNote, NoteError> {
        if note.text() != self.seal_text() {
            return Err(NoteError::OtherText { expected: self.seal_text() });
        }
        let authority = &self.content.authority;
        note.keep_known(&[(&authority.name, &authority.key)])
    }

    /// The text that the village's committee signs under a count set (spec 9.5).
    #[must_use]
    pub fn set_text(&self, village: &VillageCode, set: SetHash) -> String {
        format!("pilkades/count-set/v1\n{}\n{}\n{village}\n{set}\n", self.mode(), self.id)
    }

    /// The first lines of every decision of the village's committee (spec 9.6).
    #[must_use]
    pub fn decision_head(&self, village: &VillageCode) -> String {
        format!("pilkades/decision/v1\n{}\n{}\n{village}\n", self.mode(), self.id)
    }

    /// The first lines of every statement about the village's polls and count (spec 10.7).
    #[must_use]
    pub fn statement_head(&self, village: &VillageCode) -> String {
        format!("pilkades/statement/v1\n{}\n{}\n{village}\n", self.mode(), self.id)
    }
}

impl Village {
    /// Number of options on the ballot: the candidates, and the blank one if it is offered.
    #[must_use]
    pub fn option_count(&self) -> u8 {
        u8::try_from(self.candidates.len()).unwrap_or(u8::MAX).saturating_add(self.blank.into())
    }

    /// Registered voters (DPT) of the village.
    #[must_use]
    pub fn registered(&self) -> Voters {
        self.tps.iter().fold(Voters::default(), |total, tps| total.plus(tps.voters))
    }

    /// The polling place with this number.
    #[must_use]
    pub fn tps_numbered(&self, number: TpsNumber) -> Option<&Tps> {
        self.tps.binary_search_by_key(&number, |tps| tps.number).ok().and_then(|i| self.tps.get(i))
    }

    /// The booths in definition order: TPS, booth.
    pub fn booths(&self) -> impl Iterator<Item = (BoothId, &Booth)> {
        self.tps.iter().flat_map(move |tps| {
            tps.booths.iter().map(move |booth| {
                let id = BoothId { village: self.code.clone(), tps: tps.number, booth: booth.number };
                (id, booth)
            })
        })
    }

    /// The token lists in definition order: TPS, booth, dusun.
    pub fn lists(&self) -> impl Iterator<Item = (ListId, &ListHead)> {
        self.booths().flat_map(|(id, booth)| {
            booth.lists.iter().map(move |list| (ListId { booth: id.clone(), dusun: list.dusun }, list))
        })
    }
}

impl Tps {
    /// The booth with this number.
    #[must_use]
    pub fn booth_numbered(&self, number: BoothNumber) -> Option<&Booth> {
        self.booths.binary_search_by_key(&number, |booth| booth.number).ok().and_then(|i| self.booths.get(i))
    }
}

impl ListHead {
    /// Whether this head belongs to the given list: its count and hash (spec 5.3).
    #[must_use]
    pub fn is_of(&self, list: &TokenList) -> bool {
        u32::try_from(list.len()) == Ok(self.tokens) && hex::encode(list.hash()) == self.hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::example;
    use crate::hash::LabelledHasher;

    fn definition() -> Definition {
        Definition::seal(example::content()).unwrap().0
    }

    fn booth(village: &str, tps: u32, booth: u32) -> BoothId {
        BoothId {
            village: village.parse().unwrap(),
            tps: tps.try_into().unwrap(),
            booth: booth.try_into().unwrap(),
        }
    }

    #[test]
    fn places_are_found_by_number_and_listed_in_order() {
        let definition = definition();
        assert!(definition.booth(&booth("1607062002", 7, 9)).unwrap().spare);
        let tps = definition.villages()[1].tps_numbered(7.try_into().unwrap()).unwrap().voters;
        assert_eq!(definition.voters_at(&booth("1607062002", 7, 9)), Some(tps));
        assert!(definition.booth(&booth("1607062002", 1, 1)).is_none());
        assert!(definition.booth(&booth("1607062003", 7, 9)).is_none());
        let booths: Vec<String> = definition.booths().map(|(id, _)| id.to_string()).collect();
        assert_eq!(booths[2..5], ["1607062001-1-3", "1607062002-2-1", "1607062002-7-1"]);
        let lists: Vec<String> = definition.lists().map(|(id, _)| id.to_string()).collect();
        assert_eq!(lists[..3], ["1607062001-1-1-1", "1607062001-1-2-1", "1607062001-1-2-2"]);
        assert_eq!(lists.len(), 8);
    }

    #[test]
    fn a_village_counts_its_options_and_voters() {
        let definition = definition();
        let [first, second] = definition.villages() else { panic!() };
        assert_eq!((first.option_count(), second.option_count()), (3, 2));
        assert_eq!(first.registered(), example::voters(81, 69));
        assert_eq!(second.registered().total(), 21);
    }

    #[test]
    fn signed_texts_are_those_of_the_specification() {
        let definition = definition();
        let id = definition.id();
        assert_eq!(definition.seal_text(), format!("pilkades/definition/v1\nresmi\n{id}\n"));
        let code = "1607062001".parse().unwrap();
        let set = SetHash::new([1; 32]);
        let text = format!("pilkades/count-set/v1\nresmi\n{id}\n1607062001\n{}\n", "01".repeat(32));
        assert_eq!(definition.set_text(&code, set), text);
        assert_eq!(definition.authority_origin().as_str(), format!("dpmd.example/{id}"));
        let origin = definition.log_origin(&booth("1607062002", 7, 9));
        assert_eq!(origin.as_str(), format!("dpmd.example/{id}/1607062002/7/9"));
    }

    #[test]
    fn the_longest_origin_is_a_key_name() {
        let mut content = example::content();
        content.authority.name = "a".repeat(100).parse().unwrap();
        content.villages[1].tps[1].number = 999.try_into().unwrap();
        let definition = Definition::seal(content).unwrap().0;
        let origin = definition.log_origin(&booth("1607062002", 999, 99));
        assert_eq!(origin.as_str().parse(), Ok(origin));
    }

    #[test]
    fn a_seal_holds_for_one_definition_and_one_key() {
        let definition = definition();
        let secret = |name: &str| SecretKey::from_bytes(&LabelledHasher::new("test").str(name).finish());
        let seal = definition.seal_note(&secret("dpmd.example"));
        assert_eq!(definition.check_seal(&seal), Ok(seal.clone()));
        let mut content = example::content();
        content.mode = Mode::Simulasi;
        let other = Definition::seal(content).unwrap().0;
        assert_eq!(other.check_seal(&seal), Err(NoteError::OtherText { expected: other.seal_text() }));
        let stranger = definition.seal_note(&secret("stranger"));
        assert_eq!(definition.check_seal(&stranger), Err(NoteError::NoKnownSignature));
    }
}
