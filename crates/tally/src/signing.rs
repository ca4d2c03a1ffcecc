//! Signatures on notes: whose count, how they join, those that are too few yet (spec 1.5, 8.1, 9.5).

use std::collections::BTreeMap;

use ballot_crypto::DiscreteLog;
use ballot_log::{Checkpoint, LogIdentity};
use election::definition::{Definition, Village};
use election::{BoothId, KeyName, PublicKey, SetHash, SignedNote, TrusteeNumber, VillageCode};

use crate::check::Check;
use crate::evidence::Evidence;
use crate::merge::{Merged, VillageMerge, count_village, decrypt_village, root_of, summarise};
use crate::message::{Message, Problem};
use crate::shares::ShareFile;
use crate::signed::newest_signed;

impl Evidence {
    /// Valid signatures that are no evidence yet: fewer than m of the committee under one count set, one decision, one
    /// statement or the checkpoint of a decided log, or under a count set that was not among the inputs.
    pub fn pending_signatures(&self) -> impl Iterator<Item = &SignedNote> {
        self.pending.values()
    }

    /// Share files of count sets that m members have not signed as far as the inputs show: no evidence yet, but they must
    /// not get lost. Of one trustee at most 8 are kept, so that junk cannot fill a disk.
    pub fn waiting_shares(&self) -> impl Iterator<Item = (&ShareFile, &[u8])> {
        let signed = |(village, set): &(VillageCode, SetHash)| {
            self.sets.get(village).is_some_and(|sets| sets.contains_key(set))
        };
        let waiting =
            self.shares.iter().filter(move |(place, _)| !signed(place)).flat_map(|(_, files)| files);
        let mut kept: BTreeMap<(&VillageCode, TrusteeNumber), u32> = BTreeMap::new();
        waiting.filter_map(move |(bytes, file)| {
            let of_trustee = kept.entry((&file.village, file.trustee)).or_default();
            *of_trustee += 1;
            (*of_trustee <= 8).then_some((file, bytes.as_slice()))
        })
    }

    /// The texts of count sets, decisions, statements and checkpoints that have become evidence.
    pub fn signed_texts(&self) -> impl Iterator<Item = &str> {
        let sets = self.sets.values().flat_map(BTreeMap::values).map(|signed| signed.note.text());
        let decisions = self.decisions.values().flat_map(BTreeMap::values).map(|signed| signed.note.text());
        let statements = self.statements.values().flat_map(BTreeMap::values).map(|signed| signed.note.text());
        sets.chain(decisions).chain(statements).chain(self.checkpoint_texts())
    }

    /// A committee's note of this election, with the valid signatures of members alone.
    pub(crate) fn check_note(&self, bytes: &[u8]) -> Result<SignedNote, Problem> {
        let refused = |message: Message| Problem::new(Check::Committee, message);
        let note = SignedNote::parse(bytes).map_err(|error| refused(error.into()))?;
        let mut lines = note.text().lines().skip(2);
        if lines.next() != Some(self.definition().id().to_string().as_str()) {
            return Err(refused(Message::new(
                "the committee's note is of another election",
                "tanda tangan panitia ini dari pemilihan lain",
            )));
        }
        let code = lines.next().and_then(|line| line.parse::<VillageCode>().ok());
        let village = code.and_then(|code| self.definition().village(&code));
        let village = village.ok_or_else(|| {
            refused(Message::new(
                "the committee's note is of a village of another election",
                "tanda tangan panitia ini dari desa di luar pemilihan ini",
            ))
        })?;
        // Another text about the same set could stand before the true one and hide it.
        let set = lines.next().and_then(|line| line.parse::<SetHash>().ok());
        if set.map(|set| self.definition().set_text(&village.code, set)).as_deref() != Some(note.text()) {
            let message = Message::new(
                "the committee's note has another text",
                "yang ditandatangani panitia teks lain",
            );
            return Err(refused(message.of_village(&village.code)));
        }
        let kept = note.keep_known(&committee_keys(village));
        kept.map_err(|error| refused(Message::from(error).of_village(&village.code)))
    }

    /// Two checked committee notes over one text as one.
    pub(crate) fn join_notes(&self, known: &SignedNote, note: &SignedNote) -> SignedNote {
        let code = note.text().lines().nth(3).and_then(|line| line.parse::<VillageCode>().ok());
        let village = code.and_then(|code| self.definition().village(&code));
        joined(known, note, &village.map(committee_keys).unwrap_or_default())
    }

    /// Keeps a checked note that is no evidence, but must not get lost either.
    pub(crate) fn keep_pending(&mut self, note: &SignedNote) {
        let known = self.pending.get(note.text());
        let note = known.map_or_else(|| note.clone(), |known| self.join_notes(known, note));
        self.pending.insert(note.text().to_owned(), note);
    }
}

/// How many committee signatures a count set has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signatures {
    /// Valid ones.
    pub given: usize,
    /// m.
    pub needed: usize,
}

impl Merged {
    /// Adds committee signatures under the very count set that was merged for a village, or under its successor. With m
    /// of them, the set becomes evidence and the village is as if it had been merged with them; fewer are kept in
    /// [`Evidence::pending_signatures`].
    ///
    /// # Errors
    /// [`Problem`]: the note is not one of this village's committee, or signs another count set.
    pub fn sign(&mut self, evidence: &mut Evidence, note: &SignedNote) -> Result<Signatures, Problem> {
        let note = evidence.check_note(&note.to_bytes())?;
        let definition = evidence.definition();
        let merged = self.villages.iter_mut().find(|village| village.asks_for(definition, note.text()));
        let signatures = merged.ok_or_else(another_set)?.sign(evidence, &note)?;
        self.summary = summarise(evidence, &self.villages);
        self.root = root_of(&self.villages);
        self.notes = evidence.root_notes(self.root);
        Ok(signatures)
    }

    /// Adds the authority's signature under the root that was merged (spec 7.4).
    ///
    /// # Errors
    /// [`Problem`]: not the authority's, or under another root.
    pub fn sign_root(&mut self, evidence: &mut Evidence, note: &SignedNote) -> Result<(), Problem> {
        if note.text() != evidence.root_text(self.root) {
            let message =
                Message::new("the note is on another root", "catatan ini tentang akar pemilihan yang lain");
            return Err(Problem::new(Check::Notes, message));
        }
        let refused = evidence.add_checkpoint(&note.to_bytes()).problems.into_iter().next();
        self.notes = evidence.root_notes(self.root);
        refused.map_or(Ok(()), Err)
    }
}

impl VillageMerge {
    /// Adds the signatures that wait in the evidence for the set that was merged just now; whether a set became evidence by
    /// them.
    pub fn sign_waiting(&mut self, evidence: &mut Evidence) -> bool {
        let before = evidence.sets.get(&self.village).map_or(0, BTreeMap::len);
        let waiting: Vec<SignedNote> = evidence.pending_signatures().cloned().collect();
        for note in waiting {
            if self.asks_for(evidence.definition(), note.text()) {
                // A note that was checked when it came in fails at nothing but too few signatures, and waits on.
                let _still_waits = self.sign(evidence, &note);
            }
        }
        evidence.sets.get(&self.village).map_or(0, BTreeMap::len) > before
    }

    /// Whether this text is what the committee is asked to sign.
    fn asks_for(&self, definition: &Definition, text: &str) -> bool {
        let next = self.next.as_ref().map(|next| next.hash);
        let mut hashes = [Some(self.hash), next].into_iter().flatten();
        hashes.any(|hash| definition.set_text(&self.village, hash) == text)
    }

    /// Adds the signatures of a checked note.
    fn sign(&mut self, evidence: &mut Evidence, note: &SignedNote) -> Result<Signatures, Problem> {
        let definition = evidence.definition();
        let village = definition.village(&self.village).ok_or_else(another_set)?.clone();
        let needed = usize::from(village.committee.threshold);
        let own = definition.set_text(&self.village, self.hash) == note.text();
        let keys = committee_keys(&village);
        let signed_before = self.note.as_ref().filter(|_| own);
        let known = evidence.pending.get(note.text()).into_iter().chain(signed_before);
        let note = known.fold(note.clone(), |all, known| joined(&all, known, &keys));
        let given = note.signatures().len();
        if given < needed {
            evidence.keep_pending(&note);
            return Ok(Signatures { given, needed });
        }
        evidence.pending.remove(note.text());
        let bytes = match &self.next {
            Some(next) if !own => next.bytes.clone(),
            _ => self.set_bytes.clone(),
        };
        if let Some(problem) = evidence.add_set(&bytes, &note.to_bytes()).problems.into_iter().next() {
            return Err(problem);
        }
        if own {
            match newest_signed(evidence, &self.village) {
                Some(Ok(signed)) => self.note = Some(signed.note.clone()),
                Some(Err(problem)) => return Err(problem),
                None => {}
            }
        } else {
            // Rare enough to count the village once more.
            *self = count_village(evidence, &village).map_err(|error| {
                Problem::new(Check::BallotProofs, Message::new(error.to_string(), error.to_indonesian()))
            })?;
        }
        let most = self.set.groups.iter().map(|group| group.ballots).max().unwrap_or_default();
        decrypt_village(evidence, self, &DiscreteLog::up_to(most));
        Ok(Signatures { given, needed })
    }
}

fn another_set() -> Problem {
    let message =
        Message::new("the committee signed another count set", "panitia menandatangani himpunan suara lain");
    Problem::new(Check::Committee, message)
}

/// A key that may sign a note, under its name.
pub(crate) type Key<'a> = (&'a KeyName, &'a PublicKey);

/// The keys of a village's committee.
pub(crate) fn committee_keys(village: &Village) -> Vec<Key<'_>> {
    village.committee.keys.iter().map(|member| (&member.name, &member.key)).collect()
}

/// The village that a note is about: a checkpoint's origin, or the fourth line of the others (spec 1.5, 7.2).
pub(crate) fn village_of(text: &str) -> Option<VillageCode> {
    match Checkpoint::parse(text) {
        Ok(checkpoint) => Some(booth_of(&checkpoint.origin)?.village),
        Err(_) => text.lines().nth(3)?.parse().ok(),
    }
}

/// The booth that the origin of a checkpoint ends with (spec 7.2).
pub(crate) fn booth_of(origin: &KeyName) -> Option<BoothId> {
    let mut parts = origin.as_str().rsplit('/');
    let (booth, tps, village) = (parts.next()?, parts.next()?, parts.next()?);
    Some(BoothId {
        village: village.parse().ok()?,
        tps: tps.parse::<u32>().ok()?.try_into().ok()?,
        booth: booth.parse::<u32>().ok()?.try_into().ok()?,
    })
}

/// Whose signatures a loose checkpoint of a booth may carry: its own, the village's saksi's and committee's.
pub(crate) fn checkpoint_keys<'a>(definition: &'a Definition, identity: &'a LogIdentity) -> Vec<Key<'a>> {
    let village = definition.village(&identity.booth.village);
    let saksi = village.into_iter().flat_map(|v| v.saksi.iter().map(|saksi| (&saksi.name, &saksi.key)));
    let committee = village.map(committee_keys).unwrap_or_default();
    std::iter::once((&identity.origin, &identity.key)).chain(saksi).chain(committee).collect()
}

/// Two notes over one text, both with valid signatures of these keys alone, as one: of two signatures of one key the
/// smaller stays, so that neither order nor repetition shows (spec 1.5).
pub(crate) fn joined(known: &SignedNote, note: &SignedNote, keys: &[Key<'_>]) -> SignedNote {
    let mut both = known.clone();
    both.absorb(note);
    if both == *known {
        return both;
    }
    both.keep_known(keys).unwrap_or_else(|_| known.clone())
}
