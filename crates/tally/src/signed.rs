//! Signed count sets: computed again, put in the place of what follows from the evidence alone, and succeeded (spec 9.5 to
//! 9.7).

use std::collections::BTreeSet;

use election::definition::Village;
use election::{BoothId, EntryHash, SetHash, VillageCode};

use crate::Check;
use crate::building::{
    BoothPart, Built, LatePart, copied_part, first_set, next_set, part_again, part_of_log,
};
use crate::chain::{BoothLog, contradictions, named_ballots};
use crate::count_set::{BoothLine, BoothStatus, CountSet, Decided, SetAside, differs, set_hash};
use crate::counting::{BoothCount, NoRandomness, count};
use crate::decision::{DecisionKind, Decisions, Subject};
use crate::evidence::{Evidence, SignedSet};
use crate::merge::{NextSet, VillageMerge};
use crate::message::{Message, Problem};
use crate::result::doubt_of;

/// Puts the newest signed set in the place of what follows from the evidence alone, after every set up to it was
/// computed again, and the successor beside it if decisions on late logs ask for one.
pub(crate) fn take_signed(
    evidence: &Evidence,
    village: &Village,
    merged: &mut VillageMerge,
    (fresh, judged, signed): (&Built, &[(BoothLog, BoothCount)], &SignedSet),
) -> Result<(), NoRandomness> {
    let again = Again { evidence, village, fresh }.built(signed, &mut merged.refusals)?;
    merged.hash = set_hash(&signed.bytes);
    merged.set = signed.set.clone();
    merged.set_bytes.clone_from(&signed.bytes);
    merged.note = Some(signed.note.clone());
    let Some(again) = again else { return Ok(()) };
    merged.leaves.clone_from(&again.leaves);
    let decisions = evidence.decisions_of(&village.code);
    let mut added: Vec<LatePart> = Vec::new();
    for (log, count) in judged.iter().filter(|(log, _)| log.is_counted()) {
        if signed.set.line(&log.id).is_some_and(BoothLine::is_counted) {
            continue;
        }
        merged.late.push(log.id.clone());
        let Some((hash, decision)) = decisions.about(&Subject::Late(log.id.clone())) else { continue };
        let part = part_of_log(evidence, log, count);
        if part.ends_as(&decision.kind) {
            added.push((part, hash));
        } else {
            let message = Message::new(
                format!("decision {hash} does not fit what was found of this late log"),
                format!("keputusan {hash} tidak cocok dengan isi log terlambat ini"),
            );
            merged.problems.push((log.id.clone(), Problem::new(Check::Decisions, message)));
        }
    }
    for (log, _) in judged {
        unsettle(merged, log);
        grown(evidence, merged, log);
    }
    if !added.is_empty() {
        let set = next_set(evidence, village, (&again, merged.hash), added).set;
        let bytes = set.to_bytes();
        merged.next = Some(NextSet { hash: set_hash(&bytes), set, bytes });
    }
    Ok(())
}

/// A decision that comes after the signature explains nothing away: what it settled about a log that the signed set counts
/// otherwise is said all the same (spec 9.5).
fn unsettle(merged: &mut VillageMerge, log: &BoothLog) {
    let Some(line) = merged.set.line(&log.id).filter(|line| line.is_counted()) else { return };
    let as_signed = log.decided == line.decided && Some(log.state.head()) == line.head;
    if !as_signed {
        merged.problems.extend(log.settled.iter().map(|problem| (log.id.clone(), problem.clone())));
    }
}

/// Names what came to light of a log after the committee decided about it and signed: behind the end up to which it counts,
/// or of a log that was left out. That is late, and no contradiction: the decision was about all copies there were.
fn grown(evidence: &Evidence, merged: &mut VillageMerge, log: &BoothLog) {
    let Some(line) = merged.set.line(&log.id).cloned() else { return };
    let late = match line.decided {
        Some(Decided::Counted) if log.is_counted() && Some(log.state.head()) == line.head => return,
        Some(Decided::Counted) => behind(evidence, &merged.set, (log, &line)),
        Some(Decided::LeftOut) => match unnamed(evidence, &merged.set, log, &BTreeSet::new()) {
            0 => return,
            // What the decision holds possible is in doubt already.
            found => {
                let named =
                    merged.set.set_aside.iter().filter(|s| s.tps == line.tps && s.booth == line.booth);
                let all = found.saturating_add(u32::try_from(named.count()).unwrap_or(u32::MAX));
                all.saturating_sub(doubt_of(evidence, &merged.set, &log.id, &line))
            }
        },
        None => return,
    };
    merged.late_ballots = merged.late_ballots.saturating_add(late);
    if !merged.late.contains(&log.id) {
        merged.late.push(log.id.clone());
    }
    let settled = |p: &Problem| matches!(p.check, Check::Chain | Check::Decisions);
    merged.problems.retain(|(id, problem)| *id != log.id || !settled(problem));
    if line.decided == Some(Decided::Counted) && log.status != BoothStatus::Quarantined {
        // Entries may be late; a receipt or a checkpoint of entries that nobody has is a contradiction as before.
        let branches = log.branches(evidence).unwrap_or_default();
        let belied = contradictions(evidence, log, branches.iter().map(|(branch, _)| branch));
        merged.problems.extend(belied.into_iter().map(|problem| (log.id.clone(), problem)));
    }
}

/// Cast ballots behind the end up to which a log counts by decision, or on branches that the set does not name.
fn behind(evidence: &Evidence, set: &CountSet, (log, line): (&BoothLog, &BoothLine)) -> u32 {
    let Some(identity) = evidence.identity(&log.id) else { return 0 };
    let decisions = Decisions::only(evidence, &log.id.village, &set.decisions);
    let counted = BoothLog::again(evidence, identity, line, &decisions).hashes().collect();
    unnamed(evidence, set, log, &counted)
}

/// Cast ballots of a log that the set neither counts nor names.
fn unnamed(evidence: &Evidence, set: &CountSet, log: &BoothLog, counted: &BTreeSet<EntryHash>) -> u32 {
    let here = |s: &&SetAside| s.tps == log.id.tps && s.booth == log.id.booth;
    let named: BTreeSet<_> = set.set_aside.iter().filter(here).map(|s| (s.position, s.code)).collect();
    let cast = named_ballots(evidence, &log.id);
    let late = cast.iter().filter(|b| !counted.contains(&b.hash) && !named.contains(&(b.position, b.code)));
    u32::try_from(late.count()).unwrap_or(u32::MAX)
}

/// The signed set that no other signed set succeeds, if there is exactly one.
pub(crate) fn newest_signed<'e>(
    evidence: &'e Evidence,
    village: &VillageCode,
) -> Option<Result<&'e SignedSet, Problem>> {
    let sets = evidence.sets.get(village)?;
    let named: BTreeSet<_> = sets.values().filter_map(|signed| signed.set.predecessor).collect();
    let mut tips = sets.iter().filter(|(hash, _)| !named.contains(hash));
    match (tips.next(), tips.next()) {
        (Some((_, tip)), None) => Some(Ok(tip)),
        (Some((one, _)), Some((other, _))) => Some(Err(Problem::new(
            Check::CountSets,
            Message::new(
                format!(
                    "the committee has signed two count sets of which neither succeeds the other: {one} and {other}"
                ),
                format!(
                    "panitia menandatangani dua himpunan suara yang bukan lanjutan satu sama lain: {one} dan {other}"
                ),
            )
            .of_village(village),
        ))),
        (None, _) => None,
    }
}

/// The first set has number 1; every other one more than the signed set that it names.
fn wrong_number(evidence: &Evidence, set: &CountSet) -> Option<Problem> {
    let before = match set.predecessor {
        None => Some(0),
        Some(hash) => {
            let known = evidence.sets.get(&set.village).and_then(|sets| sets.get(&hash));
            known.map(|known| known.set.number)
        }
    };
    let message = match before {
        None => Message::new(
            "its predecessor is not among the inputs",
            "himpunan sebelumnya tidak ada di antara masukan",
        ),
        Some(before) if before.checked_add(1) == Some(set.number) => return None,
        Some(_) => Message::new(
            "its number does not follow that of its predecessor",
            "nomornya tidak menyambung nomor himpunan sebelumnya",
        ),
    };
    let number = set.number;
    let message = message.of(format_args!("count set {number}"), format_args!("himpunan suara {number}"));
    let check = set.predecessor.map_or(Check::CountSets, |_| Check::Successors);
    Some(Problem::new(check, message.of_village(&set.village)))
}

/// Computing signed sets again.
struct Again<'a> {
    evidence: &'a Evidence,
    village: &'a Village,
    /// What follows from the evidence alone: often the very set that was signed.
    fresh: &'a Built,
}

impl Again<'_> {
    /// A signed set and its predecessors, computed again; `None` if one of them does not follow from the evidence, which
    /// is then named.
    fn built(&self, signed: &SignedSet, refusals: &mut Vec<Problem>) -> Result<Option<Built>, NoRandomness> {
        let Some(chain) = self.back_to_first(signed, refusals) else { return Ok(None) };
        let mut before: Option<Built> = None;
        for signed in chain.into_iter().rev() {
            let again = match signed.set.predecessor.zip(before.as_ref()) {
                None if signed.bytes == self.fresh.set.to_bytes() => self.fresh.clone(),
                None => self.first(&signed.set)?,
                Some((hash, before)) => self.next(&signed.set, (before, hash))?,
            };
            if again.set.to_bytes() != signed.bytes {
                let wrong = differs(&signed.set, &again.set);
                refusals.push(match signed.set.predecessor {
                    None => wrong,
                    Some(_) => Problem { check: Check::Successors, ..wrong },
                });
                return Ok(None);
            }
            before = Some(again);
        }
        Ok(before)
    }

    /// A signed set and all before it, the first one last; `None` if one is not among the evidence. A committee can sign
    /// a chain of any length, so nothing here may call itself.
    fn back_to_first<'s>(
        &'s self,
        signed: &'s SignedSet,
        refusals: &mut Vec<Problem>,
    ) -> Option<Vec<&'s SignedSet>> {
        let (mut chain, mut newest) = (Vec::new(), signed);
        loop {
            refusals.extend(wrong_number(self.evidence, &newest.set));
            chain.push(newest);
            let Some(hash) = newest.set.predecessor else { return Some(chain) };
            newest = self.evidence.sets.get(&self.village.code)?.get(&hash)?;
        }
    }

    /// A first set: the booths that it counts from the evidence, the others as it names them.
    fn first(&self, signed: &CountSet) -> Result<Built, NoRandomness> {
        let decisions = Decisions::only(self.evidence, &self.village.code, &signed.decisions);
        let mut parts = Vec::new();
        for (id, _) in self.village.booths() {
            let Some(line) = signed.line(&id) else { continue };
            parts.push(match line.is_counted() {
                true => self.counted(&id, line, (signed, &decisions))?,
                false => self.left(&id, line, (signed, &decisions)),
            });
        }
        Ok(first_set(self.evidence, self.village, parts))
    }

    /// A successor: its predecessor and the booths that it counts beyond it, each by a decision.
    fn next(&self, signed: &CountSet, (before, hash): (&Built, SetHash)) -> Result<Built, NoRandomness> {
        let decisions = Decisions::only(self.evidence, &self.village.code, &signed.decisions);
        let mut late: Vec<LatePart> = Vec::new();
        for (id, _) in self.village.booths() {
            let (Some(line), Some(was)) = (signed.line(&id), before.set.line(&id)) else { continue };
            if !line.is_counted() || was.is_counted() {
                continue;
            }
            let decision = decisions.about(&Subject::Late(id.clone()));
            let part = self.counted(&id, line, (signed, &decisions))?;
            if let Some((decision, _)) = decision.filter(|(_, decision)| part.ends_as(&decision.kind)) {
                late.push((part, decision));
            }
        }
        Ok(next_set(self.evidence, self.village, (before, hash), late))
    }

    fn counted(
        &self,
        id: &BoothId,
        line: &BoothLine,
        (signed, decisions): (&CountSet, &Decisions<'_>),
    ) -> Result<BoothPart, NoRandomness> {
        let Some(identity) = self.evidence.identity(id) else {
            return Ok(copied_part(line, signed, None));
        };
        let mut log = BoothLog::again(self.evidence, identity, line, decisions);
        let count = count(self.evidence, &mut log)?;
        Ok(part_again(self.evidence, (&log, &count), signed))
    }

    /// A line that is not counted stands as it was signed; that a booth is left out needs its decision.
    fn left(
        &self,
        id: &BoothId,
        line: &BoothLine,
        (signed, decisions): (&CountSet, &Decisions<'_>),
    ) -> BoothPart {
        let decision = decisions.about(&Subject::Log(id.clone()));
        let without = decision.filter(|(_, d)| matches!(d.kind, DecisionKind::BoothMissing { .. }));
        match (line.decided, without) {
            (Some(Decided::LeftOut), None) => {
                copied_part(&BoothLine { decided: None, ..line.clone() }, signed, None)
            }
            (Some(_), Some((hash, _))) => copied_part(line, signed, Some(hash)),
            _ => copied_part(line, signed, None),
        }
    }
}
