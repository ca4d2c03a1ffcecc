//! A committee's decisions in words: before they are signed, and what became of them.

use dialogue::{Msg, Page, Value, in_one_line};
use election::definition::{Village, Voters};
use serde_json::{Value as Json, json};
use tally::{
    AttendanceLine, Branch, Decision, DecisionKind, DecisionLine, DecisionStanding, LogEnd, VillageMerge,
    WaitingDecision,
};

/// What is decided, what that means, and why: to be read before signing. Of a log's end, what stands in the log is
/// told where it is known.
pub(crate) fn statement(decision: &Decision, village: &Village, branch: Option<&Branch>) -> Vec<Msg> {
    let head = Msg::new("decision-head")
        .with("number", decision.number)
        .with("village", village.name.as_str())
        .with("code", village.code.as_str());
    let mut lines = vec![head, Msg::new("decision-what").with("what", short(decision, village))];
    if let Some(branch) = branch {
        lines.push(Msg::new("decision-branch").with("branch", branch_text(branch)));
    } else if let Some(end) = decision.kind.end() {
        let head = in_one_line(end.head.as_bytes());
        lines.push(Msg::new("decision-end").with("size", end.checkpoint.size).with("head", head));
    }
    if let DecisionKind::Attendance { lists, .. } = &decision.kind {
        lines.extend(lists.iter().map(|list| attendance(list, village)));
    }
    lines.push(Msg::new("decision-means").with("means", means(&decision.kind)));
    lines.push(Msg::new("decision-reason").with("reason", decision.reason.as_str()));
    lines
}

/// A branch of a log: entries, ballots, whether closed, last entry.
pub(crate) fn branch_text(branch: &Branch) -> Msg {
    let closed = if branch.is_closed { Msg::new("branch-closed") } else { Msg::new("branch-unclosed") };
    Msg::new("branch")
        .with("size", branch.end.checkpoint.size)
        .with("cast", branch.counts.cast)
        .with("closed", closed)
        .with("head", in_one_line(branch.end.head.as_bytes()))
}

/// One line on what is decided.
pub(crate) fn short(decision: &Decision, village: &Village) -> Msg {
    let of_end = |msg: Msg, end: &LogEnd| msg.with("size", end.checkpoint.size);
    let msg = match &decision.kind {
        DecisionKind::BoothMissing { at_most, .. } => {
            Msg::new("decided-booth-missing").with("at-most", *at_most)
        }
        DecisionKind::CountUnclosed(end) => of_end(Msg::new("decided-count-unclosed"), end),
        DecisionKind::ChooseFork(end) => of_end(Msg::new("decided-choose-fork"), end),
        DecisionKind::LateLog(end) => of_end(Msg::new("decided-late-log"), end),
        DecisionKind::Attendance { .. } => Msg::new("decided-attendance"),
        DecisionKind::Tie { candidate, article } => Msg::new("decided-tie")
            .with("number", u16::from(*candidate))
            .with("name", name_of(village, *candidate))
            .with("article", article.as_str()),
    };
    match decision.booth() {
        Some(booth) => msg.with("tps", booth.tps.get()).with("booth", booth.booth.get()),
        None => msg,
    }
}

fn means(kind: &DecisionKind) -> Msg {
    match kind {
        DecisionKind::BoothMissing { .. } => Msg::new("means-booth-missing"),
        DecisionKind::CountUnclosed(_) => Msg::new("means-count-unclosed"),
        DecisionKind::ChooseFork(_) => Msg::new("means-choose-fork"),
        DecisionKind::LateLog(_) => Msg::new("means-late-log"),
        DecisionKind::Attendance { .. } => Msg::new("means-attendance"),
        DecisionKind::Tie { .. } => Msg::new("means-tie"),
    }
}

fn name_of(village: &Village, candidate: u8) -> String {
    let found = village.candidates.iter().find(|c| c.number == candidate);
    found.map(|c| c.name.clone()).unwrap_or_default()
}

fn attendance(line: &AttendanceLine, village: &Village) -> Msg {
    let dusun = village.dusun.iter().find(|d| d.number == line.dusun).map(|d| d.name.clone());
    let Voters { male, female } = line.present;
    Msg::new("decision-attendance")
        .with("dusun", line.dusun.to_string())
        .with("name", dusun.unwrap_or_default())
        .with("male", male)
        .with("female", female)
        .with("dptb-male", line.dptb.male)
        .with("dptb-female", line.dptb.female)
}

/// The decisions of a village on a page: those that hold, those that change nothing, those that wait.
pub(crate) fn section<'e>(
    page: &mut Page<'_>,
    village: &Village,
    merged: &VillageMerge,
    waiting: impl Iterator<Item = WaitingDecision<'e>>,
) {
    let mut lines: Vec<Msg> = merged.decisions.iter().map(|line| of_line(line, village)).collect();
    lines.extend(waiting.map(|waiting| {
        Msg::new("decision-waiting")
            .with("number", waiting.decision.number)
            .with("what", short(&waiting.decision, village))
            .with("given", waiting.note.signatures().len())
            .with("needed", village.committee.threshold)
    }));
    if lines.is_empty() {
        return;
    }
    page.blank();
    page.say(&Msg::new("decisions-of").with("village", village.name.as_str()));
    lines.iter().for_each(|line| page.say(line));
}

fn of_line(line: &DecisionLine, village: &Village) -> Msg {
    Msg::new("decision-line")
        .with("number", line.decision.number)
        .with("what", short(&line.decision, village))
        .with("standing", standing(line.standing))
}

fn standing(standing: DecisionStanding) -> Msg {
    match standing {
        DecisionStanding::Followed => Msg::new("decision-followed"),
        DecisionStanding::Continued { set } => Msg::new("decision-continued").with("set", set),
        DecisionStanding::Replaced => Msg::new("decision-replaced"),
        DecisionStanding::Conflicting => Msg::new("decision-conflicting"),
        DecisionStanding::WithoutEffect => Msg::new("decision-without-effect"),
    }
}

/// A signed decision for programs.
pub(crate) fn line_json(line: &DecisionLine) -> Json {
    let standing = match line.standing {
        DecisionStanding::Followed => "followed",
        DecisionStanding::Continued { .. } => "continued",
        DecisionStanding::Replaced => "replaced",
        DecisionStanding::Conflicting => "conflicting",
        DecisionStanding::WithoutEffect => "without-effect",
    };
    let further = [
        ("hash", json!(line.hash)),
        ("signers", line.signers.iter().map(election::KeyName::as_str).collect()),
        ("standing", standing.into()),
    ];
    to_json(&line.decision, further)
}

/// A decision that waits for signatures, for programs.
pub(crate) fn waiting_json(waiting: &WaitingDecision<'_>, village: &Village) -> Json {
    let (given, needed) = (waiting.note.signatures().len(), village.committee.threshold);
    to_json(&waiting.decision, [("given", json!(given)), ("needed", json!(needed))])
}

/// A decision for programs, with what else is to be said of it.
pub(crate) fn to_json(decision: &Decision, further: impl IntoIterator<Item = (&'static str, Json)>) -> Json {
    let booth = decision.booth();
    let common = [
        ("village", json!(decision.village)),
        ("kind", json!(decision.kind.as_str())),
        ("number", json!(decision.number)),
        ("tps", json!(booth.as_ref().map(|booth| booth.tps))),
        ("booth", json!(booth.as_ref().map(|booth| booth.booth))),
        ("reason", json!(decision.reason)),
    ];
    let own = match &decision.kind {
        DecisionKind::BoothMissing { at_most, .. } => vec![("at_most", json!(at_most))],
        DecisionKind::Attendance { lists, .. } => vec![("lists", json!(lists))],
        DecisionKind::Tie { candidate, article } => {
            vec![("candidate", json!(candidate)), ("article", json!(article))]
        }
        DecisionKind::CountUnclosed(end) | DecisionKind::ChooseFork(end) | DecisionKind::LateLog(end) => {
            vec![("size", json!(end.checkpoint.size)), ("head", json!(end.head))]
        }
    };
    common.into_iter().chain(own).chain(further).map(|(key, value)| (key.to_owned(), value)).collect()
}

/// A branch for programs.
pub(crate) fn branch_json(branch: &Branch) -> Json {
    json!({
        "size": branch.end.checkpoint.size,
        "head": branch.end.head,
        "cast": branch.counts.cast,
        "challenged": branch.counts.challenged,
        "cancelled": branch.counts.cancelled,
        "closed": branch.is_closed,
    })
}

/// Heads and rows of a table of branches.
pub(crate) fn branch_rows(branches: &[Branch]) -> ([Msg; 4], Vec<Vec<Value>>) {
    let heads =
        [Msg::new("head-entries"), Msg::new("head-ballots"), Msg::new("head-closing"), Msg::new("head-last")];
    let row = |branch: &Branch| -> Vec<Value> {
        let closed = if branch.is_closed { Msg::new("branch-closed") } else { Msg::new("branch-unclosed") };
        vec![
            branch.end.checkpoint.size.into(),
            branch.counts.cast.into(),
            closed.into(),
            branch.end.head.to_string().into(),
        ]
    };
    (heads, branches.iter().map(row).collect())
}
