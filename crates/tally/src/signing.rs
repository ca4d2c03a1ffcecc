//! Committee signatures: those that are too few yet, and those that are added to what was merged (spec 9.5).

use ballot_crypto::DiscreteLog;
use election::definition::Village;
use election::{NoteError, SignedNote, VillageCode};

use crate::check::Check;
use crate::evidence::{Added, Evidence, Problem};
use crate::merge::{Merged, decrypt_village, newest_signed, summarise};

impl Evidence {
    /// Valid committee signatures that are no evidence yet: fewer than m under one count set, or under a count set that
    /// was not among the inputs.
    pub fn pending_signatures(&self) -> impl Iterator<Item = &SignedNote> {
        self.pending.values()
    }

    /// A committee's note of this election, with the valid signatures of members alone.
    pub(crate) fn check_note(&self, bytes: &[u8]) -> Result<SignedNote, Problem> {
        let refused = |message: String| Problem::new(Check::Committee, message);
        let note = SignedNote::parse(bytes).map_err(|error| refused(error.to_string()))?;
        let mut lines = note.text().lines().skip(2);
        if lines.next() != Some(self.definition().id().to_string().as_str()) {
            return Err(refused("the committee's note is of another election".to_owned()));
        }
        let code = lines.next().and_then(|line| line.parse::<VillageCode>().ok());
        let village = code.and_then(|code| self.definition().village(&code));
        let village = village
            .ok_or_else(|| refused("the committee's note is of a village of another election".to_owned()))?;
        keep_committee(village, &note).map_err(|error| refused(format!("village {}: {error}", village.code)))
    }

    /// Keeps a checked note that is no evidence, but must not get lost either.
    pub(crate) fn keep_pending(&mut self, note: &SignedNote) {
        match self.pending.get_mut(note.text()) {
            Some(known) => known.absorb(note),
            None => {
                self.pending.insert(note.text().to_owned(), note.clone());
            }
        }
    }
}

impl Merged {
    /// Adds committee signatures under the very count set that was merged for a village, to the evidence as well. The
    /// same as merging again with them, without verifying every ballot again.
    pub fn sign(&mut self, evidence: &mut Evidence, code: &VillageCode, note: &SignedNote) -> Added {
        let Some(merged) = self.villages.iter_mut().find(|village| village.village == *code) else {
            return Added::default();
        };
        let added = evidence.add_set(&merged.set_bytes, &note.to_bytes());
        if added.valid == 0 {
            return added;
        }
        evidence.pending.remove(note.text());
        match newest_signed(evidence, code) {
            Some(Ok(signed)) if signed.bytes == merged.set_bytes => merged.note = Some(signed.note.clone()),
            Some(Err(problem)) => merged.refusals.push(problem),
            _ => {}
        }
        let most = merged.set.groups.iter().map(|group| group.ballots).max().unwrap_or_default();
        decrypt_village(evidence, merged, &DiscreteLog::up_to(most));
        self.summary = summarise(evidence, &self.villages);
        added
    }
}

/// The note with the valid signatures of the village's committee alone.
pub(crate) fn keep_committee(village: &Village, note: &SignedNote) -> Result<SignedNote, NoteError> {
    let keys: Vec<_> = village.committee.keys.iter().map(|member| (&member.name, &member.key)).collect();
    note.keep_known(&keys)
}
