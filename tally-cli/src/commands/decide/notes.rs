//! The files of a decision: its note and, where it ends a log, the note on the checkpoint there. Signatures are only ever
//! added; a file with another content is never touched.

use std::path::{Path, PathBuf};

use ballot_log::Checkpoint;
use dialogue::files::{self, Access};
use dialogue::{Exit, Msg, Problem};
use election::definition::Village;
use election::{KeyName, PublicKey, SignedNote};
use records::replace_file;
use tally::Decision;

use crate::message::in_both;
use crate::record::Record;
use crate::signer::Signer;

/// Largest note that is read.
pub(crate) const MAX_NOTE: u64 = 128 << 10;
/// How the name of a decision's note ends.
pub(super) const DECISION: &str = ".decision.note";
/// How that of the note on the checkpoint ends.
pub(super) const CHECKPOINT: &str = ".checkpoint.note";

/// What is signed, and into which files.
pub(crate) struct Notes {
    note: (String, PathBuf),
    checkpoint: Option<(String, PathBuf)>,
    /// Notes whose signatures are taken over.
    known: Vec<SignedNote>,
}

/// What was written.
pub(crate) struct Written {
    /// The note with every valid signature of those who may sign it.
    pub(crate) note: SignedNote,
    pub(crate) files: Vec<PathBuf>,
}

impl Written {
    /// How many have signed.
    pub(crate) fn given(&self) -> usize {
        self.note.signatures().len()
    }
}

impl Notes {
    /// The notes of a decision in a folder.
    pub(super) fn of(record: &Record, decision: &Decision, out: &Path) -> Self {
        let stem = stem(decision);
        let checkpoint = decision.kind.end().map(|end| &end.checkpoint);
        let file = |ending: &str| out.join(format!("{stem}{ending}"));
        let text = |checkpoint: &Checkpoint| checkpoint.text();
        Self {
            note: (decision.text(record.definition()), file(DECISION)),
            checkpoint: checkpoint.map(|checkpoint| (text(checkpoint), file(CHECKPOINT))),
            known: record.evidence.pending_signatures().cloned().collect(),
        }
    }

    /// One note alone, over this text in this file.
    pub(crate) fn over(record: &Record, text: String, file: PathBuf) -> Self {
        let known = record.evidence.pending_signatures().cloned().collect();
        Self { note: (text, file), checkpoint: None, known }
    }

    /// Writes the decision back into this file.
    pub(super) fn decision_in(mut self, file: &Path) -> Self {
        self.note.1 = file.to_owned();
        self
    }

    /// Writes the checkpoint into this file.
    pub(super) fn checkpoint_in(mut self, file: &Path) -> Self {
        if let Some((_, place)) = &mut self.checkpoint {
            *place = file.to_owned();
        }
        self
    }

    /// Takes over the signatures of these notes where the text is the same.
    pub(crate) fn knowing(mut self, notes: impl IntoIterator<Item = SignedNote>) -> Self {
        self.known.extend(notes);
        self
    }

    /// Signs and writes. Nothing is written if any of the files cannot be.
    pub(crate) fn sign(
        &self,
        members: &[(&KeyName, &PublicKey)],
        signers: &[Signer],
    ) -> Result<Written, Problem> {
        let mut ready = Vec::new();
        for (text, file) in std::iter::once(&self.note).chain(&self.checkpoint) {
            let note = self.signed(text, (members, signers))?;
            ready.push((self.joined(note, file, members)?, file));
        }
        let Some(((first, _), _)) = ready.first() else {
            return Err(Problem::new(Exit::Internal, Msg::new("decide-failed")));
        };
        let first = first.clone();
        for ((note, there), file) in &ready {
            match there {
                false => files::write_new(file, &note.to_bytes(), Access::Public)?,
                true => replace_file(file, &note.to_bytes()).map_err(|error| {
                    Problem::new(Exit::CannotWrite, Msg::new("file-unwritable")).file(file).detail(error)
                })?,
            }
        }
        Ok(Written { note: first, files: ready.into_iter().map(|(_, file)| file.clone()).collect() })
    }

    fn signed(
        &self,
        text: &str,
        (members, signers): (&[(&KeyName, &PublicKey)], &[Signer]),
    ) -> Result<SignedNote, Problem> {
        let internal = |error| Problem::new(Exit::Internal, Msg::new("decide-failed")).told(in_both(error));
        let mut note = SignedNote::new(text).map_err(|error| internal(tally::Message::from(error)))?;
        signers.iter().for_each(|signer| note.sign(&signer.name, &signer.key));
        for known in self.known.iter().filter(|known| known.text() == text) {
            note.absorb(known);
        }
        note.keep_known(members).map_err(|error| internal(error.into()))
    }

    /// Together with what the file holds already, and whether it is there. Only the same text may stand in it.
    fn joined(
        &self,
        note: SignedNote,
        file: &Path,
        members: &[(&KeyName, &PublicKey)],
    ) -> Result<(SignedNote, bool), Problem> {
        if file.symlink_metadata().is_err() {
            return Ok((note, false));
        }
        let found = SignedNote::parse(&files::read(file, MAX_NOTE)?).ok();
        let Some(found) = found.filter(|found| found.text() == note.text()) else {
            files::must_be_new(file)?;
            return Ok((note, false));
        };
        let mut both = note.clone();
        both.absorb(&found);
        Ok((both.keep_known(members).unwrap_or(note), true))
    }
}

/// The keys of a village's committee.
pub(super) fn committee(village: &Village) -> Vec<(&KeyName, &PublicKey)> {
    village.committee.keys.iter().map(|member| (&member.name, &member.key)).collect()
}

/// `<village>-<kind>[-<tps>-<booth>]-<number>`.
fn stem(decision: &Decision) -> String {
    let (village, kind, number) = (&decision.village, decision.kind.as_str(), decision.number);
    match decision.booth() {
        Some(booth) => format!("{village}-{kind}-{}-{}-{number}", booth.tps, booth.booth),
        None => format!("{village}-{kind}-{number}"),
    }
}
