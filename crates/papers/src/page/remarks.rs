//! What is set aside and why, what people should look at, and what the committee decided.

use dialogue::{Msg, Value};
use election::definition::Village;
use maud::{Markup, html};
use tally::{
    BoothLine, BoothStatus, Decided, Decision, DecisionKind, DecisionLine, DecisionStanding, LogEnd, Reason,
    RemarkKind, SetAside, VillageMerge,
};

use super::outcome::name_of;
use super::table::{Cell, Table};
use super::village::Here;
use super::voice::{Voice, plain, told};

/// Ballots that are not counted, each by its kode suara, and why.
pub(super) fn set_aside(here: &Here<'_>) -> Markup {
    let voice = here.voice;
    let heads = [Msg::new("head-code"), Msg::new("head-booth"), Msg::new("head-entry"), Msg::new("head-why")];
    let mut table = Table::new(voice.say(Msg::new("aside-caption")), heads.map(|head| voice.say(head)));
    for aside in &here.merged.set.set_aside {
        table.row([
            Cell::Digits(election::short_code(aside.code.as_bytes())),
            Cell::Text(voice.say(
                Msg::new("place-booth").with("tps", plain(aside.tps)).with("booth", plain(aside.booth)),
            )),
            Cell::Number(aside.position.to_string()),
            Cell::Text(voice.say(why(aside, here.merged))),
        ]);
    }
    html! {
        section {
            h2 { (voice.say(Msg::new("aside-title"))) }
            @if table.is_empty() { p { (voice.say(Msg::new("aside-none"))) } } @else {
                p { (voice.say(Msg::new("aside-about"))) }
                (table.show())
            }
        }
    }
}

/// Of a log about which the committee decided, its decision says more than the log's status.
fn why(aside: &SetAside, merged: &VillageMerge) -> Msg {
    let line = merged.set.booths.iter().find(|line| line.tps == aside.tps && line.booth == aside.booth);
    match (line.and_then(|line| line.decided), aside.reason) {
        (Some(Decided::LeftOut), _) => Msg::new("aside-left-out"),
        (Some(Decided::Counted), Reason::LogFork) => Msg::new("aside-other-branch"),
        (_, Reason::NotInList) => Msg::new("aside-not-in-list"),
        (_, Reason::TokenUsed) => Msg::new("aside-token-used"),
        (_, Reason::InvalidProof) => Msg::new("aside-invalid-proof"),
        (_, Reason::TokenExchanged) => Msg::new("aside-token-exchanged"),
        (_, Reason::LogFork) => Msg::new("booth-fork"),
        (_, Reason::LogBroken) => Msg::new("booth-broken"),
        (_, Reason::LogQuarantined) => Msg::new("booth-quarantined"),
        (_, Reason::LogUnclosed) => Msg::new("booth-unclosed"),
    }
}

/// What is missing, what people should look at.
pub(super) fn remarks(here: &Here<'_>) -> Markup {
    let voice = here.voice;
    let lines = lines(here);
    html! {
        section {
            h2 { (voice.say(Msg::new("remarks-title"))) }
            @if lines.is_empty() { p { (voice.say(Msg::new("remarks-none"))) } } @else {
                ul { @for line in lines { li { (voice.say(line)) } } }
            }
        }
    }
}

fn lines(here: &Here<'_>) -> Vec<Msg> {
    let merged = here.merged;
    let mut lines = Vec::new();
    for line in merged.set.booths.iter().filter(|line| !line.is_settled()) {
        lines.push(missing(line));
        let of_it = merged.problems.iter().filter(|(id, _)| id.tps == line.tps && id.booth == line.booth);
        lines.extend(of_it.map(|(id, problem)| {
            place(Msg::new("remark-log"), id.tps, id.booth).with("detail", told(&problem.message))
        }));
    }
    let refused = merged.refusals.iter().map(|it| Msg::new("remark-set").with("detail", told(&it.message)));
    lines.extend(refused);
    lines.extend(merged.set.remarks.iter().map(|remark| {
        place(Msg::new("remark-entry"), remark.tps, remark.booth)
            .with("position", plain(remark.position))
            .with("remark", remark_text(remark.remark))
    }));
    lines.extend(merged.contradictions().map(|(id, problem)| {
        place(Msg::new("remark-log"), id.tps, id.booth).with("detail", told(&problem.message))
    }));
    lines.extend(merged.late.iter().map(|id| place(Msg::new("remark-late"), id.tps, id.booth)));
    if merged.late_ballots > 0 {
        lines.push(Msg::new("remark-late-ballots").with("count", merged.late_ballots));
    }
    if let Some(next) = &merged.next {
        lines.push(Msg::new("remark-next").with("number", plain(next.set.number)));
    }
    lines.extend(cautions(here));
    lines
}

/// What every reader of a good record must know all the same.
fn cautions(here: &Here<'_>) -> Vec<Msg> {
    let mut lines = Vec::new();
    if here.village.trustees.one_machine {
        lines.push(Msg::new("caution-one-machine"));
    }
    let relaxed = here.merged.relaxed_booths().count();
    if relaxed > 0 {
        lines.push(Msg::new("caution-relaxed").with("count", relaxed));
    }
    lines
}

fn missing(line: &BoothLine) -> Msg {
    let why = match line.status {
        BoothStatus::Missing => Msg::new("booth-missing"),
        BoothStatus::Fork => Msg::new("booth-fork"),
        BoothStatus::Broken => Msg::new("booth-broken"),
        BoothStatus::Quarantined => Msg::new("booth-quarantined"),
        BoothStatus::Unclosed => Msg::new("booth-unclosed"),
        BoothStatus::Counted => Msg::new("booth-counted"),
    };
    place(Msg::new("remark-missing"), line.tps, line.booth).with("why", why)
}

fn place(msg: Msg, tps: impl ToString, booth: impl ToString) -> Msg {
    msg.with("tps", plain(tps)).with("booth", plain(booth))
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

/// The committee's decisions with their reasons.
pub(super) fn decisions(here: &Here<'_>) -> Markup {
    let voice = here.voice;
    if here.merged.decisions.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 { (voice.say(Msg::new("decisions-title"))) }
            ul { @for line in &here.merged.decisions { li { (decision(voice, line, here.village)) } } }
        }
    }
}

fn decision(voice: &Voice, line: &DecisionLine, village: &Village) -> Markup {
    let head = Msg::new("decision-line")
        .with("number", plain(line.decision.number))
        .with("what", short(&line.decision, village))
        .with("standing", standing(line.standing));
    let signers: Vec<&str> = line.signers.iter().map(election::KeyName::as_str).collect();
    html! {
        p { strong { (voice.say(head)) } }
        p { (voice.say(Msg::new("decision-reason").with("reason", line.decision.reason.as_str()))) }
        p.small { (voice.say(Msg::new("signed-by").with("names", signers.join(", ")))) }
    }
}

fn short(decision: &Decision, village: &Village) -> Msg {
    let of_end = |msg: Msg, end: &LogEnd| msg.with("size", Value::from(end.checkpoint.size));
    let msg = match &decision.kind {
        DecisionKind::BoothMissing { at_most, .. } => {
            Msg::new("decided-booth-missing").with("at-most", *at_most)
        }
        DecisionKind::CountUnclosed(end) => of_end(Msg::new("decided-count-unclosed"), end),
        DecisionKind::ChooseFork(end) => of_end(Msg::new("decided-choose-fork"), end),
        DecisionKind::LateLog(end) => of_end(Msg::new("decided-late-log"), end),
        DecisionKind::Attendance { .. } => Msg::new("decided-attendance"),
        DecisionKind::Tie { candidate, article } => Msg::new("decided-tie")
            .with("name", name_of(village, *candidate))
            .with("article", article.as_str()),
    };
    match decision.booth() {
        Some(booth) => place(msg, booth.tps, booth.booth),
        None => msg,
    }
}

fn standing(standing: DecisionStanding) -> Msg {
    match standing {
        DecisionStanding::Followed => Msg::new("decision-followed"),
        DecisionStanding::Continued { set } => Msg::new("decision-continued").with("set", plain(set)),
        DecisionStanding::Replaced => Msg::new("decision-replaced"),
        DecisionStanding::Conflicting => Msg::new("decision-conflicting"),
        DecisionStanding::WithoutEffect => Msg::new("decision-without-effect"),
    }
}
