//! What may be decided, judged by the record's own evidence.

use dialogue::{Exit, Msg, Problem};
use election::definition::Village;
use election::{BoothId, Definition, VillageCode};
use tally::{
    BoothLine, BoothStatus, Branch, DecisionError, DecisionKind, Evidence, Fork, OutcomeKind, VillageMerge,
};

use crate::message::in_both;
use crate::villages;

/// Fewest digits of a branch's last hash that name it.
const SHORTEST_HEAD: usize = 8;

pub(crate) fn no_village(code: &VillageCode) -> Problem {
    Problem::new(Exit::Usage, Msg::new("no-such-village").with("village", code.as_str()))
        .advice(Msg::new("no-such-village-advice"))
}

/// The booth at a place of the definition.
pub(super) fn booth(
    definition: &Definition,
    village: &VillageCode,
    (tps, booth): (u32, u32),
) -> Result<BoothId, Problem> {
    let id = tps.try_into().ok().zip(booth.try_into().ok());
    let id = id.map(|(tps, booth)| BoothId { village: village.clone(), tps, booth });
    id.filter(|id| definition.booth(id).is_some()).ok_or_else(|| {
        Problem::new(Exit::Usage, Msg::new("decide-no-booth").with("tps", tps).with("booth", booth))
            .advice(Msg::new("no-such-village-advice"))
    })
}

/// A text or number that the definition or the limits do not allow.
pub(super) fn not_allowed(error: &DecisionError) -> Problem {
    Problem::new(Exit::Usage, Msg::new("decide-not-allowed")).told(in_both(error))
}

/// A booth may be left out unless its log counts, and never for fewer ballots than are known.
pub(super) fn may_be_missing(merged: &VillageMerge, booth: &BoothId, at_most: u32) -> Result<(), Problem> {
    if merged.found(booth) == Some(BoothStatus::Counted) {
        return Err(of_booth(Msg::new("decide-log-counts"), booth));
    }
    let known = merged.set.set_aside.iter().filter(|s| s.tps == booth.tps && s.booth == booth.booth).count();
    if usize::try_from(at_most).unwrap_or(usize::MAX) < known {
        let what = of_booth_msg(Msg::new("decide-more-known"), booth);
        return Err(Problem::new(Exit::Failed, what.with("known", known)));
    }
    Ok(())
}

/// The end of a log without *closed*.
pub(super) fn unclosed(merged: &VillageMerge, booth: &BoothId) -> Result<(DecisionKind, Branch), Problem> {
    match (merged.found(booth), merged.end(booth)) {
        (Some(BoothStatus::Unclosed), Some(branch)) => {
            Ok((DecisionKind::CountUnclosed(branch.end.clone()), branch))
        }
        (found, _) => Err(refused(Msg::new("decide-not-unclosed"), booth, found)),
    }
}

/// The end of a log that counts, but came after the count set was signed.
pub(super) fn late(merged: &VillageMerge, booth: &BoothId) -> Result<(DecisionKind, Branch), Problem> {
    if merged.note.is_none() {
        return Err(of_booth(Msg::new("decide-nothing-signed"), booth));
    }
    if merged.set.line(booth).is_some_and(BoothLine::is_counted) {
        return Err(of_booth(Msg::new("decide-not-late"), booth));
    }
    match merged.end(booth).filter(|_| merged.late.contains(booth)) {
        Some(branch) => Ok((DecisionKind::LateLog(branch.end.clone()), branch)),
        None => Err(refused(Msg::new("decide-late-first"), booth, merged.found(booth))),
    }
}

/// The branches of a forked log.
pub(super) fn fork(evidence: &Evidence, merged: &VillageMerge, booth: &BoothId) -> Result<Fork, Problem> {
    match merged.fork(evidence, booth) {
        Some(Fork::TooMany) => Err(of_booth(Msg::new("decide-too-many-branches"), booth)),
        Some(Fork::Belied) => Err(of_booth(Msg::new("decide-fork-belied"), booth)),
        Some(open) => Ok(open),
        None => Err(refused(Msg::new("decide-no-fork"), booth, merged.found(booth))),
    }
}

/// Whether a branch ends with this hash, given whole or by its first digits.
pub(super) fn ends_with(branch: &Branch, head: &str) -> bool {
    let head = head.trim().to_lowercase();
    head.len() >= SHORTEST_HEAD && branch.end.head.to_string().starts_with(&head)
}

/// A tie is decided for one of those who lead together, not before they are known, and not where a rule decides.
pub(super) fn must_be_tied(village: &Village, merged: &VillageMerge, candidate: u8) -> Result<(), Problem> {
    if !village.candidates.iter().any(|known| known.number == candidate) {
        let what = Msg::new("decide-no-candidate").with("number", u16::from(candidate));
        return Err(Problem::new(Exit::Usage, what));
    }
    let refused = |msg: Msg| Problem::new(Exit::Failed, msg.with("village", village.name.as_str()));
    let outcome = merged.result.as_ref().map(|result| &result.outcome);
    let tied = outcome.filter(|o| o.kind == OutcomeKind::Tie && o.candidates.contains(&candidate));
    let tied = tied.ok_or_else(|| refused(Msg::new("decide-no-tie")))?;
    let decided = tied.tie.as_ref().and_then(|tie| tie.decided.as_ref());
    match decided.filter(|decided| decided.decision.is_none()) {
        Some(by_rule) => {
            let what = Msg::new("decide-tie-by-rule").with("article", by_rule.article.as_str());
            Err(refused(what.with("number", u16::from(by_rule.candidate))))
        }
        None => Ok(()),
    }
}

/// Whether a decision says what the record says; gives the branch with which its log ends.
pub(super) fn fits(
    (evidence, village, merged): (&Evidence, &Village, &VillageMerge),
    kind: &DecisionKind,
) -> Result<Option<Branch>, Problem> {
    let (end, branches) = match kind {
        DecisionKind::BoothMissing { booth, at_most } => {
            return may_be_missing(merged, booth, *at_most).map(|()| None);
        }
        DecisionKind::Attendance { .. } => return Ok(None),
        DecisionKind::Tie { candidate, .. } => {
            return must_be_tied(village, merged, *candidate).map(|()| None);
        }
        DecisionKind::CountUnclosed(end) => (end, vec![unclosed(merged, &end.booth)?.1]),
        DecisionKind::LateLog(end) => (end, vec![late(merged, &end.booth)?.1]),
        DecisionKind::ChooseFork(end) => match fork(evidence, merged, &end.booth)? {
            Fork::Open(branches) => (end, branches),
            Fork::TooMany | Fork::Belied => (end, Vec::new()),
        },
    };
    let found = branches.into_iter().find(|branch| branch.end == *end);
    found.map(Some).ok_or_else(|| {
        of_booth(Msg::new("decide-other-end"), &end.booth).advice(Msg::new("decide-other-end-advice"))
    })
}

fn of_booth_msg(msg: Msg, booth: &BoothId) -> Msg {
    msg.with("tps", booth.tps.get()).with("booth", booth.booth.get())
}

fn of_booth(msg: Msg, booth: &BoothId) -> Problem {
    Problem::new(Exit::Failed, of_booth_msg(msg, booth))
}

fn refused(msg: Msg, booth: &BoothId, found: Option<BoothStatus>) -> Problem {
    let why = villages::why(found.unwrap_or(BoothStatus::Missing));
    Problem::new(Exit::Failed, of_booth_msg(msg, booth).with("why", why))
}
