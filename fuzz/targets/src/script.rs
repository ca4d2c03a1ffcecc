//! A booth's log bent by a script: a few bytes say what is dropped, doubled, changed, forged, and everything else is
//! signed with the booth's own key. So inputs get behind signatures and chain, to where a dishonest booth would be.

use ballot_log::merkle::CompactRange;
use ballot_log::{Checkpoint, Entry, Kind, SignedEntry};
use election::{EntryHash, Signature, label};

use crate::world::{Booth, World};

/// Bytes of a script, read from the front; zeros after its end.
#[derive(Debug, Clone)]
pub struct Script<'a>(&'a [u8]);

impl<'a> Script<'a> {
    /// A script.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// The next two bytes.
    pub fn word(&mut self) -> usize {
        usize::from(self.byte()) << 8 | usize::from(self.byte())
    }

    /// As many bytes as the next byte says, as far as there are any.
    pub fn piece(&mut self) -> &'a [u8] {
        let length = usize::from(self.byte()).min(self.0.len());
        let (piece, rest) = self.0.split_at(length);
        self.0 = rest;
        piece
    }

    /// Whether nothing is left.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// An entry before it is signed, and how.
#[derive(Clone)]
struct Draft {
    kind: Kind,
    body: Vec<u8>,
    position: Option<u64>,
    previous: Option<EntryHash>,
    signed: bool,
    receipt: Part,
    checkpoint: Part,
    /// Stands beside the chain: what follows does not continue it.
    aside: bool,
}

/// A further signature of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// As the original has it, made anew.
    AsIs,
    Missing,
    Present,
    Forged,
}

impl Part {
    const fn of(byte: u8) -> Self {
        match byte % 4 {
            0 => Self::AsIs,
            1 => Self::Missing,
            2 => Self::Present,
            _ => Self::Forged,
        }
    }
}

/// The records of a booth's log after a script. An empty script gives the log as it was.
#[must_use]
pub fn bent_log(world: &World, booth: &Booth, script: &mut Script<'_>) -> Vec<SignedEntry> {
    let mut drafts: Vec<Draft> = booth.records.iter().map(draft_of).collect();
    while !script.is_empty() && drafts.len() < 200 {
        if script.byte() == 0xff {
            break;
        }
        bend(world, &mut drafts, script);
    }
    sign(booth, &drafts)
}

fn draft_of(record: &SignedEntry) -> Draft {
    let part = |there: bool| if there { Part::Present } else { Part::Missing };
    Draft {
        kind: record.entry().kind(),
        body: record.entry().body_bytes().to_vec(),
        position: None,
        previous: None,
        signed: true,
        receipt: part(record.receipt().is_some()),
        checkpoint: part(record.checkpoint().is_some()),
        aside: false,
    }
}

fn bend(world: &World, drafts: &mut Vec<Draft>, script: &mut Script<'_>) {
    let (act, at) = (script.byte() % 14, usize::from(script.byte()));
    let Some(at) = (!drafts.is_empty()).then(|| at % drafts.len()) else { return };
    let draft = &mut drafts[at];
    match act {
        0 => drop(drafts.remove(at)),
        1 => {
            let mut copy = draft.clone();
            copy.aside = script.byte() % 2 == 1;
            drafts.insert(at, copy);
        }
        2 => {
            let (place, value) = (script.word(), script.byte());
            let place = place % draft.body.len().max(1);
            draft.body.get_mut(place).into_iter().for_each(|byte| *byte ^= value);
        }
        3 => draft.body.truncate(script.word()),
        4 => {
            let (place, new) = (script.word() % (draft.body.len() + 1), script.piece());
            let end = (place + usize::from(script.byte())).min(draft.body.len());
            draft.body.splice(place..end, new.iter().copied());
            draft.body.truncate(3_900);
        }
        5 => draft.kind = kind(script.byte()),
        6 => draft.position = Some(u64::from(script.byte())),
        7 => draft.previous = Some(EntryHash::new([script.byte(); 32])),
        8 => draft.signed = false,
        9 => draft.receipt = Part::of(script.byte()),
        10 => draft.checkpoint = Part::of(script.byte()),
        11 => {
            let other = usize::from(script.byte()) % drafts.len();
            drafts.swap(at, other);
        }
        12 => {
            let (ballot, _) = &world.ballots[script.word() % world.ballots.len()];
            (draft.kind, draft.body) = (Kind::Cast, ballot.clone());
        }
        _ => draft.aside = true,
    }
}

const fn kind(byte: u8) -> Kind {
    match byte % 6 {
        0 => Kind::Opened,
        1 => Kind::Cast,
        2 => Kind::Challenged,
        3 => Kind::Cancelled,
        4 => Kind::Event,
        _ => Kind::Closed,
    }
}

fn sign(booth: &Booth, drafts: &[Draft]) -> Vec<SignedEntry> {
    let mut records = Vec::new();
    let (mut previous, mut tree) = (booth.identity.start(), CompactRange::new());
    for draft in drafts {
        let position = draft.position.unwrap_or_else(|| tree.size());
        let link = draft.previous.unwrap_or(previous);
        let Ok(entry) = Entry::new(draft.kind, position, link, draft.body.clone()) else { continue };
        let mut after = tree.clone();
        after.push(entry.hash().into());
        if let Ok(record) = SignedEntry::from_record_bytes(&record_bytes(booth, draft, &entry, &after)) {
            records.push(record);
        }
        if !draft.aside {
            (previous, tree) = (entry.hash(), after);
        }
    }
    records
}

/// The bytes of a record with the parts that the draft asks for.
fn record_bytes(booth: &Booth, draft: &Draft, entry: &Entry, tree: &CompactRange) -> Vec<u8> {
    let id = booth.identity.election;
    let signed = |good: bool, text: &[u8]| {
        if good { booth.key.sign(text) } else { Signature::from_bytes([9; 64]) }
    };
    let own = [label("entry").as_slice(), id.as_bytes(), entry.hash().as_bytes()].concat();
    let mut parts = 0;
    let mut bytes = entry.to_bytes();
    bytes.extend_from_slice(signed(draft.signed, &own).as_bytes());
    if matches!(draft.receipt, Part::Present | Part::Forged) {
        let code = booth.station.code_of(entry.body_bytes());
        let code = code.unwrap_or_else(|| election::BallotCode::new([0; 32]));
        let text =
            [label("receipt").as_slice(), id.as_bytes(), code.as_bytes(), entry.hash().as_bytes()].concat();
        bytes.extend_from_slice(signed(draft.receipt == Part::Present, &text).as_bytes());
        parts |= 1;
    }
    if matches!(draft.checkpoint, Part::Present | Part::Forged) {
        let checkpoint =
            Checkpoint { origin: booth.identity.origin.clone(), size: tree.size(), root: tree.root() };
        let good = draft.checkpoint == Part::Present;
        bytes.extend_from_slice(signed(good, checkpoint.text().as_bytes()).as_bytes());
        parts |= 2;
    }
    bytes.insert(0, parts);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::world;

    #[test]
    fn an_empty_script_gives_every_log_as_it_was_signed() {
        for booth in &world().booths {
            assert!(
                bent_log(world(), booth, &mut Script::new(&[])) == booth.records,
                "{}",
                booth.identity.booth
            );
        }
    }
}
