//! Loose checkpoints: what booths, saksi, committee members and the authority have signed about trees (spec 7.2, 7.4).

use std::collections::BTreeMap;

use ballot_log::merkle::RootHash;
use ballot_log::{Checkpoint, LogIdentity, SignedCheckpoint};
use election::{BoothId, SignedNote};

use crate::check::Check;
use crate::evidence::Evidence;
use crate::message::{Added, Message, Problem};
use crate::signing::{booth_of, checkpoint_keys, committee_keys, joined};

/// The authority's notes on roots of the election tree, beside the root that was merged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RootNotes {
    /// Whether it has signed this root.
    pub own: bool,
    /// How many other roots it has signed: of fewer inputs, or of other ones.
    pub others: usize,
}

impl Evidence {
    /// Adds a loose checkpoint: of a booth with any signatures of known keys (booth, saksi, committee) on it, or of the
    /// election tree with the authority's.
    ///
    /// Only the booth can bind itself, and only m members can stand in for it where they decide the end of its log; what
    /// others sign alone says nothing about the log and waits until such a signature comes from another file.
    pub fn add_checkpoint(&mut self, bytes: &[u8]) -> Added {
        match self.take_checkpoint(bytes) {
            Ok(None) => Added::one(),
            Ok(Some(waiting)) => Added::refused(self.too_few(&waiting)),
            Err(problem) => Added::refused(problem),
        }
    }

    /// As [`Evidence::add_checkpoint`]; gives back a note that is valid, but waits for more signatures.
    pub(crate) fn take_checkpoint(&mut self, bytes: &[u8]) -> Result<Option<SignedNote>, Problem> {
        let refused = |message| Problem::new(Check::Checkpoints, message);
        let signed = SignedCheckpoint::parse(bytes).map_err(|error| refused(Message::from(error)))?;
        if signed.checkpoint().origin == self.definition().authority_origin() {
            return self.add_root(&signed).map(|()| None);
        }
        let (identity, note) = self.check_checkpoint(&signed).map_err(refused)?;
        let identity = identity.clone();
        let known = self.checkpoints.get(&identity.booth).and_then(|known| known.get(note.text()));
        let known: Vec<SignedNote> =
            known.into_iter().chain(self.pending.get(note.text())).cloned().collect();
        let keys = checkpoint_keys(self.definition(), &identity);
        let note = known.iter().fold(note, |all, known| joined(&all, known, &keys));
        if !self.is_bound(&identity, &note) {
            self.pending.insert(note.text().to_owned(), note.clone());
            return Ok(Some(note));
        }
        self.pending.remove(note.text());
        self.checkpoints.entry(identity.booth).or_default().insert(note.text().to_owned(), note);
        Ok(None)
    }

    /// The authority's note on a root of the election tree (spec 7.4).
    fn add_root(&mut self, signed: &SignedCheckpoint) -> Result<(), Problem> {
        let authority = &self.definition().content().authority;
        let keys = [(&authority.name, &authority.key)];
        let note = signed.note().keep_known(&keys).map_err(|error| Problem::new(Check::Notes, error))?;
        let note = match self.roots.get(note.text()) {
            Some(known) => joined(known, &note, &keys),
            None => note,
        };
        self.roots.insert(note.text().to_owned(), note);
        Ok(())
    }

    /// Text of the checkpoint over all villages (spec 7.4).
    pub(crate) fn root_text(&self, root: RootHash) -> String {
        let size = u64::try_from(self.definition().villages().len()).unwrap_or(u64::MAX);
        Checkpoint { origin: self.definition().authority_origin(), size, root }.text()
    }

    /// What the authority has signed, beside this root.
    pub(crate) fn root_notes(&self, root: RootHash) -> RootNotes {
        let own = self.roots.contains_key(&self.root_text(root));
        RootNotes { own, others: self.roots.len().saturating_sub(usize::from(own)) }
    }

    fn check_checkpoint(&self, signed: &SignedCheckpoint) -> Result<(&LogIdentity, SignedNote), Message> {
        let identity = booth_of(&signed.checkpoint().origin).and_then(|booth| self.identity(&booth));
        let identity = identity.filter(|identity| identity.origin == signed.checkpoint().origin);
        let identity = identity.ok_or_else(|| {
            Message::new(
                "the checkpoint belongs to another election or booth",
                "titik periksa ini dari pemilihan atau bilik lain",
            )
        })?;
        let kept = signed.note().keep_known(&checkpoint_keys(self.definition(), identity))?;
        Ok((identity, kept))
    }

    fn is_bound(&self, identity: &LogIdentity, note: &SignedNote) -> bool {
        let needed = self.definition().village(&identity.booth.village).map(|v| v.committee.threshold);
        note.keep_known(&[(&identity.origin, &identity.key)]).is_ok()
            || needed.is_some_and(|needed| self.members(&identity.booth, note) >= usize::from(needed))
    }

    /// How many members of the committee have signed a checkpoint of this booth.
    fn members(&self, booth: &BoothId, note: &SignedNote) -> usize {
        let keys = self.definition().village(&booth.village).map(committee_keys).unwrap_or_default();
        note.keep_known(&keys).map_or(0, |kept| kept.signatures().len())
    }

    /// That a checkpoint waits for the booth's signature or for more of the committee's.
    pub(crate) fn checkpoint_waits(&self, booth: &BoothId, note: &SignedNote) -> Problem {
        let given = self.members(booth, note);
        let needed = self.definition().village(&booth.village).map_or(0, |v| v.committee.threshold);
        let message = Message::new(
            format!(
                "booth {booth}: the checkpoint is signed neither by the booth nor by enough of the committee ({given} of {needed})"
            ),
            format!(
                "bilik {booth}: titik periksa ini belum ditandatangani bilik dan baru ditandatangani {given} dari {needed} anggota panitia"
            ),
        );
        Problem::new(Check::Checkpoints, message)
    }

    /// Texts of the loose checkpoints that the booth itself has signed.
    pub(crate) fn booth_checkpoints(&self, id: &BoothId) -> impl Iterator<Item = &str> {
        let origin = self.identity(id).map(|identity| &identity.origin);
        let own = move |note: &&SignedNote| note.signatures().iter().any(|s| Some(s.name()) == origin);
        let notes = self.checkpoints.get(id).into_iter().flat_map(BTreeMap::values);
        notes.filter(own).map(SignedNote::text)
    }

    /// Texts of the loose checkpoints that are evidence.
    pub(crate) fn checkpoint_texts(&self) -> impl Iterator<Item = &str> {
        self.checkpoints.values().flat_map(BTreeMap::values).map(SignedNote::text)
    }
}
