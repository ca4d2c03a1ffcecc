//! What merge found, in words: booths that are not counted, remarks, what comes next.

use std::collections::BTreeMap;

use dialogue::{Exit, Msg, Page, Value};
use election::BoothId;
use election::definition::Village;
use records::{Advice, Cause, IntakeProblem};
use serde_json::{Value as Json, json};
use tally::{BoothLine, BoothStatus, Check, CountSet, Message, NextSet, Reason, RemarkKind, VillageMerge};

use crate::advice;
use crate::checks;
use crate::commands::sign;
use crate::decisions;
use crate::message::in_both;

/// Lines of one kind on a page; the rest is in the report and in `--json`.
pub(crate) const MOST_LINES: usize = 20;
/// Files on a page that somebody must do something about.
const MOST_FILES: usize = 200;

/// The exit code for these villages, as far as counting goes.
pub(crate) fn counted_exit<'a>(villages: impl IntoIterator<Item = &'a VillageMerge>) -> Exit {
    villages.into_iter().map(of_village).fold(Exit::Complete, Exit::worse)
}

fn of_village(village: &VillageMerge) -> Exit {
    if is_impossible(village) {
        Exit::Failed
    } else if !village.is_counted() {
        Exit::Incomplete
    } else if village.has_remarks() {
        Exit::Remarks
    } else {
        Exit::Complete
    }
}

/// Whether decryption gave totals that no ballots can have.
pub(crate) fn is_impossible(village: &VillageMerge) -> bool {
    village.refusals.iter().any(|refusal| refusal.check == Check::Totals)
}

/// Where a village stands.
pub(crate) fn standing(village: &VillageMerge) -> Msg {
    if !village.is_counted() {
        Msg::new("standing-incomplete")
    } else if village.contradictions().next().is_some() {
        Msg::new("standing-refused")
    } else if village.note.is_none() {
        Msg::new("standing-counted")
    } else if village.next.is_some() {
        Msg::new("standing-next")
    } else if village.result.is_none() {
        Msg::new("standing-signed")
    } else {
        Msg::new("standing-complete")
    }
}

/// Counted booths of all booths, as `3/4`.
pub(crate) fn booths(set: &CountSet) -> String {
    let counted = set.booths.iter().filter(|line| line.is_counted()).count();
    format!("{counted}/{}", set.booths.len())
}

/// Why a village is not complete, booth by booth, and what to do; nothing for a whole one.
pub(crate) fn missing(page: &mut Page<'_>, village: &Village, merged: &VillageMerge) {
    let uncounted = || merged.set.booths.iter().filter(|line| !line.is_settled());
    if uncounted().next().is_none() && merged.refusals.is_empty() {
        return;
    }
    page.blank();
    page.say(&Msg::new("missing-of").with("village", village.name.as_str()));
    for line in uncounted() {
        page.say(
            &place(Msg::new("missing-booth"), line)
                .with("why", why(line.status))
                .with("advice", advice(line.status)),
        );
        for (_, problem) in
            merged.problems.iter().filter(|(id, _)| id.tps == line.tps && id.booth == line.booth)
        {
            page.say(&detail(problem.check, problem.position, &problem.message));
        }
    }
    for refusal in &merged.refusals {
        page.say(
            &Msg::new("refused-set")
                .with("check", checks::name(refusal.check))
                .with("detail", in_both(refusal.message.clone())),
        );
    }
}

fn detail(check: Check, position: Option<u64>, message: &Message) -> Msg {
    let check = checks::name(check);
    match position {
        Some(position) => Msg::new("detail-at")
            .with("position", position)
            .with("check", check)
            .with("detail", in_both(message.clone())),
        None => Msg::new("detail-line").with("check", check).with("detail", in_both(message.clone())),
    }
}

/// What people should look at although it hinders nothing.
pub(crate) fn remarks(page: &mut Page<'_>, village: &Village, merged: &VillageMerge) {
    let lines = remark_lines(merged);
    if lines.is_empty() {
        return;
    }
    page.blank();
    page.say(&Msg::new("remarks-of").with("village", village.name.as_str()));
    some(page, lines);
}

fn remark_lines(merged: &VillageMerge) -> Vec<Msg> {
    let mut lines = Vec::new();
    for aside in &merged.set.set_aside {
        let line = Msg::new("remark-aside")
            .with("tps", aside.tps.get())
            .with("booth", aside.booth.get())
            .with("position", aside.position)
            .with("code", election::short_code(aside.code.as_bytes()))
            .with("reason", reason(aside.reason));
        lines.push(line);
    }
    for remark in &merged.set.remarks {
        let line = Msg::new("remark-entry")
            .with("tps", remark.tps.get())
            .with("booth", remark.booth.get())
            .with("position", remark.position)
            .with("remark", remark_text(remark.remark));
        lines.push(line);
    }
    // What is wrong with logs that are not counted stands with them.
    for (id, problem) in merged.contradictions() {
        let line = Msg::new("remark-log").with("tps", id.tps.get()).with("booth", id.booth.get());
        lines.push(
            line.with("check", checks::name(problem.check)).with("detail", in_both(problem.message.clone())),
        );
    }
    lines.extend(merged.late.iter().map(|late| late_line(merged, late)));
    if let Some(next) = &merged.next {
        lines.push(Msg::new("remark-next").with("number", next.set.number));
    }
    lines.extend(merged.share_problems.iter().map(|p| Msg::new("remark-share").with("detail", in_both(p))));
    lines
}

/// A log, or more of one, that came after the count set was signed, and what to do.
fn late_line(merged: &VillageMerge, late: &BoothId) -> Msg {
    let line = if merged.set.line(late).is_some_and(BoothLine::is_counted) {
        Msg::new("remark-grown").with("count", merged.late_ballots)
    } else if sign::added(merged).contains(late) {
        Msg::new("remark-late").with("advice", Msg::new("late-decided"))
    } else {
        Msg::new("remark-late").with("advice", Msg::new("late-undecided"))
    };
    line.with("tps", late.tps.get()).with("booth", late.booth.get())
}

/// Inputs that were not taken wholly: under what to do about them each file, once.
pub(crate) fn inputs<'a>(page: &mut Page<'_>, problems: impl Iterator<Item = &'a IntakeProblem>) {
    let mut advised: BTreeMap<Advice, BTreeMap<Option<&str>, Vec<&IntakeProblem>>> = BTreeMap::new();
    let mut count = 0_usize;
    for problem in problems {
        count += 1;
        let files = advised.entry(problem.advice()).or_default();
        files.entry(problem.file.as_deref()).or_default().push(problem);
    }
    if count == 0 {
        return;
    }
    page.blank();
    page.say(&Msg::new("inputs-not-taken").with("count", count));
    for (advice, files) in advised {
        page.say(&Msg::new("inputs-advice").with("advice", advice::text(advice)));
        // Somebody's thousand photos must not hide a log.
        let most = if advice == Advice::Remove { MOST_LINES } else { MOST_FILES };
        files.values().take(most).for_each(|problems| file_lines(page, problems));
        if files.len() > most {
            page.say(&Msg::new("and-more").with("count", files.len() - most));
        }
    }
}

/// What is wrong with one file: with the whole of it, at one place of it, and how many more there are.
fn file_lines(page: &mut Page<'_>, problems: &[&IntakeProblem]) {
    let whole = problems.iter().find(|problem| problem.position.is_none());
    let placed = problems.iter().find(|problem| problem.position.is_some());
    let told = whole.into_iter().chain(placed);
    told.clone().for_each(|problem| page.say(&input_line(problem)));
    let more = problems.len() - told.count();
    if more > 0 {
        page.say(&Msg::new("input-more").with("count", more));
    }
}

fn input_line(problem: &IntakeProblem) -> Msg {
    let cause = match (problem.cause, problem.check.and_then(checks::numbered)) {
        (Cause::Invalid, Some(check)) => checks::name(check),
        (other, _) => cause(other),
    };
    let msg = match problem.position {
        Some(position) => Msg::new("input-at").with("position", position),
        None => Msg::new("input-line"),
    };
    let file = problem.file.as_deref().unwrap_or("-");
    msg.with("file", file).with("cause", cause).with("detail", in_both(problem.problem.clone()))
}

/// The first lines, and how many more there are.
pub(crate) fn some(page: &mut Page<'_>, lines: Vec<Msg>) {
    let count = lines.len();
    lines.iter().take(MOST_LINES).for_each(|line| page.say(line));
    if count > MOST_LINES {
        page.say(&Msg::new("and-more").with("count", count - MOST_LINES));
    }
}

/// A village for programs.
pub(crate) fn to_json(village: &Village, merged: &VillageMerge) -> Json {
    let set = &merged.set;
    let signers = merged.note.iter().flat_map(|note| note.signatures()).map(|s| s.name().to_string());
    let problem = |booth: Option<&BoothId>, problem: &tally::Problem| {
        json!({
            "tps": booth.map(|id| id.tps),
            "booth": booth.map(|id| id.booth),
            "check": problem.check.number(),
            "position": problem.position,
            "problem": problem.message,
            "advice": Advice::of(Cause::Invalid, Some(problem.check)),
        })
    };
    json!({
        "code": village.code,
        "name": village.name,
        "set": merged.hash,
        "number": set.number,
        "counted": merged.is_counted(),
        "complete": merged.is_complete(),
        "ballots": set.ballots(),
        "registered": village.registered(),
        "booths": set.booths,
        "set_aside": set.set_aside,
        "remarks": set.remarks,
        "signed_by": signers.collect::<Vec<_>>(),
        "signatures_needed": village.committee.threshold,
        "late": merged.late.iter().map(|id| json!({ "tps": id.tps, "booth": id.booth })).collect::<Vec<_>>(),
        "problems": merged.problems.iter().map(|(id, p)| problem(Some(id), p)).collect::<Vec<_>>(),
        "refusals": merged.refusals.iter().map(|p| problem(None, p)).collect::<Vec<_>>(),
        "decisions": merged.decisions.iter().map(decisions::line_json).collect::<Vec<_>>(),
        "next": merged.next.as_ref().map(next_json),
        "share_problems": merged.share_problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "result": merged.result,
    })
}

/// The successor that waits for signatures.
fn next_json(next: &NextSet) -> Json {
    json!({ "number": next.set.number, "set": next.hash, "ballots": next.set.ballots() })
}

fn place(msg: Msg, line: &BoothLine) -> Msg {
    msg.with("tps", line.tps.get()).with("booth", line.booth.get())
}

/// What was found of a log.
pub(crate) const fn why(status: BoothStatus) -> Msg {
    match status {
        BoothStatus::Missing => Msg::new("booth-missing"),
        BoothStatus::Fork => Msg::new("booth-fork"),
        BoothStatus::Broken => Msg::new("booth-broken"),
        BoothStatus::Quarantined => Msg::new("booth-quarantined"),
        BoothStatus::Unclosed => Msg::new("booth-unclosed"),
        BoothStatus::Counted => Msg::new("booth-counted"),
    }
}

const fn advice(status: BoothStatus) -> Msg {
    match status {
        BoothStatus::Missing => Msg::new("booth-missing-advice"),
        BoothStatus::Fork => Msg::new("booth-fork-advice"),
        BoothStatus::Broken | BoothStatus::Quarantined => Msg::new("booth-broken-advice"),
        BoothStatus::Unclosed => Msg::new("booth-unclosed-advice"),
        BoothStatus::Counted => Msg::new("booth-counted"),
    }
}

pub(crate) const fn reason(reason: Reason) -> Msg {
    match reason {
        Reason::NotInList => Msg::new("aside-not-in-list"),
        Reason::TokenUsed => Msg::new("aside-token-used"),
        Reason::InvalidProof => Msg::new("aside-invalid-proof"),
        Reason::TokenExchanged => Msg::new("aside-token-exchanged"),
        Reason::LogFork => Msg::new("booth-fork"),
        Reason::LogBroken => Msg::new("booth-broken"),
        Reason::LogQuarantined => Msg::new("booth-quarantined"),
        Reason::LogUnclosed => Msg::new("booth-unclosed"),
    }
}

const fn remark_text(remark: RemarkKind) -> Msg {
    match remark {
        RemarkKind::ChallengeDiffers => Msg::new("remark-challenge-differs"),
        RemarkKind::ChallengeToken => Msg::new("remark-challenge-token"),
        RemarkKind::ExchangeInvalid => Msg::new("remark-exchange-invalid"),
        RemarkKind::RepeatedR => Msg::new("remark-repeated-r"),
        RemarkKind::Accounting => Msg::new("remark-accounting"),
    }
}

const fn cause(cause: Cause) -> Msg {
    match cause {
        Cause::Unreadable => Msg::new("cause-unreadable"),
        Cause::Link => Msg::new("cause-link"),
        Cause::Special => Msg::new("cause-special"),
        Cause::TooLarge => Msg::new("cause-too-large"),
        Cause::TooMany => Msg::new("cause-too-many"),
        Cause::Unknown => Msg::new("cause-unknown"),
        Cause::Invalid => Msg::new("cause-invalid"),
    }
}

/// First digits of a hash, enough to tell two apart at a glance; the whole stands where it is signed.
pub(crate) fn short_hash(hash: &[u8; 32]) -> Value {
    let digits = hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect::<String>();
    let (first, second) = digits.split_at(4);
    Value::Text(format!("{first} {second}"))
}

#[cfg(test)]
mod tests {
    use rand::rand_core::CryptoRng;
    use simulation::{ForgetSecrets, NoProgress, SimulationPlan, Surroundings, simulate};
    use tally::{Message, Problem};

    use super::*;

    /// The only village of a simulation in which nothing happens that people must look at.
    fn village() -> VillageMerge {
        let folder = tempfile::tempdir().unwrap();
        let mut plan = SimulationPlan::new(1, 30, 1, folder.path().join("demo"));
        (plan.candidates, plan.fast_store) = (Some(3), true);
        let generator = |_: &str| -> Box<dyn CryptoRng + Send> { crate::random::boxed() };
        let with = Surroundings { randomness: &generator, progress: &NoProgress, secrets: &ForgetSecrets };
        simulate(&plan, &with).unwrap().report.merged.unwrap().villages.remove(0)
    }

    #[test]
    fn the_exit_code_is_that_of_the_worst_village() {
        let refusal = |check| Problem { check, position: None, message: Message::new("x", "x") };
        let whole = village();
        assert_eq!(counted_exit([&whole]), Exit::Complete);
        let mut remarked = whole.clone();
        let (village, tps, booth) =
            ("9901012001".parse().unwrap(), 1.try_into().unwrap(), 1.try_into().unwrap());
        remarked.late.push(BoothId { village, tps, booth });
        assert_eq!(counted_exit([&whole, &remarked]), Exit::Remarks);
        let mut incomplete = whole.clone();
        incomplete.refusals.push(refusal(Check::CountSets));
        assert_eq!(counted_exit([&incomplete, &remarked]), Exit::Incomplete);
        let mut impossible = whole.clone();
        impossible.refusals.push(refusal(Check::Totals));
        assert_eq!(counted_exit([&whole, &impossible, &incomplete, &remarked]), Exit::Failed);
    }
}
