//! Joining a draft with what machines have made: booth keys, trustee groups, token lists.

use std::collections::BTreeMap;

use crate::definition::{Booth, Candidate, Content, ListHead, Tps, TrusteeGroup, Village};
use crate::draft::{
    Draft, DraftBooth, DraftCandidate, DraftMedium, DraftTps, DraftTrustees, DraftVillage, Media,
};
use crate::ids::{BoothId, ListId, VillageCode};
use crate::keys::PublicKey;
use crate::mistake::{Allowed, Mistake, Problem};
use crate::parts::{BoothKeyFile, TrusteesFile};
use crate::tokens::TokenList;

/// The files that complete a draft. Two different files for one place are reported, not chosen from.
#[derive(Debug, Default)]
pub struct SealParts {
    booths: BTreeMap<BoothId, PublicKey>,
    trustees: BTreeMap<VillageCode, TrusteesFile>,
    lists: BTreeMap<ListId, (u32, String)>,
    media: Media,
    mistakes: Vec<Mistake>,
}

impl SealParts {
    /// Adds the public key of a booth.
    pub fn add_booth_key(&mut self, file: &BoothKeyFile) {
        let booth = file.booth();
        let before = self.booths.insert(booth.clone(), *file.key());
        if before.is_some_and(|before| before != *file.key()) {
            self.conflict(BoothKeyFile::path_of(&booth));
        }
    }

    /// Adds the outcome of a key ceremony. The proofs of its rehearsal have been checked by the caller.
    pub fn add_trustees(&mut self, file: TrusteesFile) {
        let village = file.village().clone();
        let same = self.trustees.get(&village).is_none_or(|before| *before == file);
        if !same {
            self.conflict(TrusteesFile::path_of(&village));
        }
        self.trustees.insert(village, file);
    }

    /// Adds a token list.
    pub fn add_token_list(&mut self, list: &TokenList) {
        let head = (u32::try_from(list.len()).unwrap_or(u32::MAX), hex::encode(list.hash()));
        let same = self.lists.get(list.id()).is_none_or(|before| *before == head);
        if !same {
            self.conflict(TokenList::path_of(list.id()));
        }
        self.lists.insert(list.id().clone(), head);
    }

    /// Adds the photos and clips of the draft.
    pub fn add_media(&mut self, media: Media) {
        self.media = media;
    }

    fn conflict(&mut self, path: String) {
        let problem = Problem::Repeated { first: path.clone() };
        self.mistakes.push(Mistake { path, problem, allowed: Allowed::Distinct });
    }

    fn missing(&mut self, path: String, allowed: Allowed) {
        self.mistakes.push(Mistake { path, problem: Problem::MissingPart, allowed });
    }

    fn differs(&mut self, path: String, found: impl ToString, draft: impl ToString) {
        let problem = Problem::PartDiffers { found: found.to_string() };
        self.mistakes.push(Mistake { path, problem, allowed: Allowed::AsInDraft(draft.to_string()) });
    }

    /// What is left when everything of the draft has been served belongs to no place of it.
    fn leftovers(&mut self) {
        let booths = self.booths.keys().map(BoothKeyFile::path_of);
        let trustees = self.trustees.keys().map(TrusteesFile::path_of);
        let lists = self.lists.keys().map(TokenList::path_of);
        let foreign = |path| Mistake { path, problem: Problem::ForeignPart, allowed: Allowed::PlaceOfDraft };
        let foreign: Vec<Mistake> = booths.chain(trustees).chain(lists).map(foreign).collect();
        self.mistakes.extend(foreign);
    }
}

impl Draft {
    /// The content to seal: this draft with the given files.
    ///
    /// [`crate::Definition::seal`] checks the whole once more, for example that all keys are distinct.
    ///
    /// # Errors
    /// Every file that is missing, belongs elsewhere, stands twice or says something else than the draft;
    /// the path of a mistake is that of the file below the folder of the election.
    pub fn complete(self, mut parts: SealParts) -> Result<Content, Vec<Mistake>> {
        let nonce = hex::encode(self.nonce);
        let villages = self.villages.into_iter().map(|village| complete_village(village, &nonce, &mut parts));
        let villages: Vec<Option<Village>> = villages.collect();
        parts.leftovers();
        match villages.into_iter().collect() {
            Some(villages) if parts.mistakes.is_empty() => Ok(Content {
                format: "pilkades/definition/v1".to_owned(),
                mode: self.mode,
                nonce,
                title: self.title,
                date: self.date,
                opens: self.opens,
                closes: self.closes,
                time_zone: self.time_zone,
                words: self.words,
                authority: self.authority,
                villages,
            }),
            _ => Err(parts.mistakes),
        }
    }
}

fn complete_village(draft: DraftVillage, nonce: &str, parts: &mut SealParts) -> Option<Village> {
    let trustees = complete_trustees(&draft.trustees, &draft.code, nonce, parts);
    let tps = draft.tps.iter().map(|tps| complete_tps(tps, &draft.code, parts));
    let tps: Vec<Option<Tps>> = tps.collect();
    let candidates = draft.candidates.into_iter().map(|candidate| complete_candidate(candidate, parts));
    let candidates: Vec<Option<Candidate>> = candidates.collect();
    Some(Village {
        code: draft.code,
        name: draft.name,
        district: draft.district,
        regency: draft.regency,
        province: draft.province,
        dusun: draft.dusun,
        candidates: candidates.into_iter().collect::<Option<_>>()?,
        blank: draft.blank,
        rules: draft.rules,
        committee: draft.committee,
        saksi: draft.saksi,
        trustees: trustees?,
        tps: tps.into_iter().collect::<Option<_>>()?,
    })
}

/// Names of files become hashes.
fn complete_candidate(draft: DraftCandidate, parts: &mut SealParts) -> Option<Candidate> {
    let DraftCandidate { number, name, photo, clips } = draft;
    let photo = photo.map(|photo| complete_medium(&photo, parts));
    let clips: Vec<Option<String>> = clips.iter().map(|clip| complete_medium(clip, parts)).collect();
    let photo = match photo {
        Some(hash) => Some(hash?),
        None => None,
    };
    Some(Candidate { number, name, photo, clips: clips.into_iter().collect::<Option<_>>()? })
}

fn complete_medium(medium: &DraftMedium, parts: &mut SealParts) -> Option<String> {
    let hash = parts.media.hash_of(&medium.file);
    if hash.is_none() {
        parts.missing(medium.file.to_string(), Allowed::FileBeside);
    }
    hash
}

fn complete_trustees(
    draft: &DraftTrustees,
    village: &VillageCode,
    nonce: &str,
    parts: &mut SealParts,
) -> Option<TrusteeGroup> {
    let path = || TrusteesFile::path_of(village);
    let Some(file) = parts.trustees.remove(village) else {
        parts.missing(path(), Allowed::TrusteesFile);
        return None;
    };
    let group = file.group();
    if file.nonce() != nonce {
        parts.differs(path(), file.nonce(), nonce);
    }
    if group.threshold != draft.threshold {
        parts.differs(path(), group.threshold, draft.threshold);
    }
    let names: Vec<&str> = group.members.iter().map(|member| member.name.as_str()).collect();
    if names != draft.names {
        parts.differs(path(), names.join(", "), draft.names.join(", "));
    }
    Some(group)
}

fn complete_tps(draft: &DraftTps, village: &VillageCode, parts: &mut SealParts) -> Option<Tps> {
    let booths = draft.booths.iter().map(|booth| {
        let id = BoothId { village: village.clone(), tps: draft.number, booth: booth.number };
        complete_booth(booth, id, parts)
    });
    let booths: Vec<Option<Booth>> = booths.collect();
    let booths = booths.into_iter().collect::<Option<_>>()?;
    Some(Tps { number: draft.number, voters: draft.voters, booths })
}

fn complete_booth(draft: &DraftBooth, id: BoothId, parts: &mut SealParts) -> Option<Booth> {
    let key = parts.booths.remove(&id);
    if key.is_none() {
        parts.missing(BoothKeyFile::path_of(&id), Allowed::BoothKeyFile);
    }
    let lists = draft.lists.iter().map(|list| {
        let id = ListId { booth: id.clone(), dusun: list.dusun };
        let Some((tokens, hash)) = parts.lists.remove(&id) else {
            parts.missing(TokenList::path_of(&id), Allowed::TokenListFile);
            return None;
        };
        if tokens != list.tokens {
            parts.differs(TokenList::path_of(&id), tokens, list.tokens);
        }
        Some(ListHead { dusun: list.dusun, voters: list.voters, tokens, hash })
    });
    let lists: Vec<Option<ListHead>> = lists.collect();
    let lists = lists.into_iter().collect::<Option<_>>()?;
    Some(Booth { number: draft.number, key: key?, spare: draft.spare, lists })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{Definition, example};
    use crate::draft;
    use crate::ids::TokenHash;
    use crate::pack::medium_hash;
    use crate::parts::RehearsalEntry;

    const NONCE: [u8; 32] = [7; 32];

    fn draft() -> Draft {
        draft::check(&draft::template(NONCE)).unwrap()
    }

    fn trustees(nonce: [u8; 32], change: impl FnOnce(&mut TrusteeGroup)) -> TrusteesFile {
        let mut group = example::trustees("template", 2, 3);
        let names = ["Wali Pertama", "Wali Kedua", "Wali Ketiga"];
        group.members.iter_mut().zip(names).for_each(|(member, name)| member.name = name.to_owned());
        change(&mut group);
        let [d, u, v, z] = ["d", "u", "v", "z"].map(example::hash);
        let rehearsal = vec![RehearsalEntry { d, u, v, z }; group.members.len()];
        TrusteesFile::new(nonce, "9901012001".parse().unwrap(), group, rehearsal).unwrap()
    }

    fn list(id: ListId, tokens: u32) -> TokenList {
        let hash = |i: u32| {
            let mut bytes = [0; 32];
            bytes[..4].copy_from_slice(&i.to_be_bytes());
            TokenHash::new(bytes)
        };
        let first = 1_000 * u32::from(id.booth.tps.get()) * u32::from(id.booth.booth.get() + 10);
        TokenList::new(id, (first..first + tokens).map(hash)).unwrap()
    }

    fn key(booth: &BoothId) -> BoothKeyFile {
        BoothKeyFile::new(booth.clone(), example::key(&booth.to_string()))
    }

    /// All parts of the template except those that a test leaves out or bends.
    fn parts(trustees: Option<TrusteesFile>, booths: usize, tokens: impl Fn(u32) -> u32) -> SealParts {
        let mut parts = SealParts::default();
        draft().booths().take(booths).for_each(|(id, _)| parts.add_booth_key(&key(&id)));
        draft().lists().for_each(|(id, head)| parts.add_token_list(&list(id, tokens(head.tokens))));
        trustees.into_iter().for_each(|file| parts.add_trustees(file));
        parts
    }

    fn whole() -> SealParts {
        parts(Some(trustees(NONCE, |_| {})), 4, |tokens| tokens)
    }

    fn refused(parts: SealParts) -> Vec<(String, Problem)> {
        let mistakes = draft().complete(parts).unwrap_err();
        mistakes.into_iter().map(|mistake| (mistake.path, mistake.problem)).collect()
    }

    #[test]
    fn a_draft_with_all_its_parts_becomes_a_definition() {
        let (definition, _) = Definition::seal(draft().complete(whole()).unwrap()).unwrap();
        assert_eq!(definition.nonce(), NONCE);
        let lists: Vec<_> = definition.lists().collect();
        assert_eq!(lists.len(), 4);
        for (id, head) in lists {
            assert!(head.is_of(&list(id.clone(), head.tokens)));
            assert!(!head.is_of(&list(id, head.tokens - 1)));
        }
    }

    #[test]
    fn a_sealed_definition_has_the_hash_of_a_file_and_not_its_name() {
        let text = draft::template(NONCE).replace("# photo = \"", "photo = \"");
        let hash_of = |file: &str| medium_hash(file.as_bytes());
        let (draft, media) =
            draft::check_with(&text, &mut |medium| Ok(hash_of(medium.file.as_str()))).unwrap();
        let mut parts = whole();
        parts.add_media(media);
        let (definition, bytes) = Definition::seal(draft.clone().complete(parts).unwrap()).unwrap();
        let photo = definition.villages()[0].candidates[0].photo.as_deref();
        assert_eq!(photo, Some(hex::encode(hash_of("foto/1.jpg")).as_str()));
        assert!(!String::from_utf8(bytes).unwrap().contains("foto/"));
        let without = draft.complete(whole()).unwrap_err();
        let missing: Vec<&str> = without.iter().map(|mistake| mistake.path.as_str()).collect();
        assert_eq!(missing, ["foto/1.jpg", "foto/2.jpg", "foto/3.jpg"]);
        assert!(without.iter().all(|mistake| mistake.problem == Problem::MissingPart));
    }

    #[test]
    fn every_missing_part_is_named() {
        let missing = refused(SealParts::default());
        assert_eq!(missing.len(), 1 + 4 + 4);
        assert!(missing.iter().all(|(_, problem)| *problem == Problem::MissingPart));
        let paths: Vec<&str> = missing.iter().map(|(path, _)| path.as_str()).take(3).collect();
        let expected =
            ["trustees/9901012001.json", "booths/9901012001-1-1.pub.json", "tokens/9901012001-1-1-1.list"];
        assert_eq!(paths, expected);
        let last = refused(parts(Some(trustees(NONCE, |_| {})), 3, |tokens| tokens));
        assert_eq!(last, [("booths/9901012001-2-1.pub.json".to_owned(), Problem::MissingPart)]);
    }

    #[test]
    fn a_part_of_another_place_is_refused() {
        let mut parts = whole();
        let (mut id, _) = draft().booths().next().unwrap();
        id.tps = 99.try_into().unwrap();
        parts.add_booth_key(&key(&id));
        assert_eq!(refused(parts), [("booths/9901012001-99-1.pub.json".to_owned(), Problem::ForeignPart)]);
    }

    #[test]
    fn two_different_files_for_one_place_are_refused() {
        let mut parts = whole();
        let (id, _) = draft().booths().next().unwrap();
        parts.add_booth_key(&key(&id));
        parts.add_booth_key(&BoothKeyFile::new(id, example::key("other")));
        let found = refused(parts);
        assert_eq!((found.len(), found[0].0.as_str()), (1, "booths/9901012001-1-1.pub.json"));
    }

    #[test]
    fn a_part_that_says_something_else_is_refused() {
        let differs = |found: &str| Problem::PartDiffers { found: found.to_owned() };
        let path = "trustees/9901012001.json".to_owned();
        let with = |file| refused(parts(Some(file), 4, |tokens| tokens));
        let nonce = with(trustees([8; 32], |_| {}));
        assert_eq!(nonce, [(path.clone(), differs(&"08".repeat(32)))]);
        let threshold = with(trustees(NONCE, |group| {
            let names: Vec<String> = group.members.iter().map(|member| member.name.clone()).collect();
            *group = example::trustees("template", 3, 3);
            group.members.iter_mut().zip(names).for_each(|(member, name)| member.name = name);
        }));
        assert_eq!(threshold, [(path.clone(), differs("3"))]);
        let name = with(trustees(NONCE, |group| group.members[1].name = "Wali Lain".to_owned()));
        assert_eq!(name, [(path, differs("Wali Pertama, Wali Lain, Wali Ketiga"))]);
        let more =
            refused(parts(Some(trustees(NONCE, |_| {})), 4, |tokens| tokens + u32::from(tokens == 334)));
        assert_eq!(more, [("tokens/9901012001-2-1-2.list".to_owned(), differs("335"))]);
    }
}
