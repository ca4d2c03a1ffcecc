//! How a tie is decided: each rule of the definition with its article and what came of it.

use dialogue::{Msg, Value};
use election::definition::{LargestBy, TieBy, Village};
use maud::{Markup, html};
use tally::{Came, IgnoredDecision, Outcome, Place, Tie, TieStep, Unanswered, VillageMerge, WhyIgnored};

use super::outcome::name_of;
use super::village::Here;
use super::voice::{Voice, plain};

/// The rules of a tie and what came of them; then a decision that does not apply.
pub(super) fn show(here: &Here<'_>, outcome: &Outcome) -> Markup {
    let voice = here.voice;
    html! {
        @if let Some(tie) = outcome.tie.as_ref().filter(|tie| !tie.rules.is_empty()) {
            h2 { (voice.say(Msg::new("tie-title"))) }
            ol {
                @for step in &tie.rules {
                    @let (rule, of_each) = rule(voice, here.village, (outcome, step));
                    li {
                        (rule)
                        @if !of_each.is_empty() { ul { @for line in of_each { li { (line) } } } }
                    }
                }
            }
        }
        @if let Some(ignored) = &outcome.ignored {
            p.warning { (voice.say(ignored_decision(here.village, here.merged, ignored))) }
        }
    }
}

/// Why a tie is not decided.
pub(super) fn open(tie: Option<&Tie>) -> Msg {
    match tie.and_then(|tie| tie.rules.last()).map(|step| step.came) {
        Some(Came::Unknown) => Msg::new("doubt-tie-slips"),
        Some(Came::Waiting) => Msg::new("doubt-tie-external"),
        _ => Msg::new("doubt-tie"),
    }
}

/// The same as lines.
pub(super) fn lines(
    voice: &Voice,
    village: &Village,
    (merged, outcome): (&VillageMerge, &Outcome),
) -> Vec<String> {
    let mut lines = Vec::new();
    for step in outcome.tie.iter().flat_map(|tie| &tie.rules) {
        let (rule, of_each) = rule(voice, village, (outcome, step));
        lines.push(rule);
        lines.extend(of_each);
    }
    let ignored = outcome.ignored.as_ref();
    lines.extend(ignored.map(|ignored| voice.say(ignored_decision(village, merged, ignored))));
    lines
}

fn ignored_decision(village: &Village, merged: &VillageMerge, ignored: &IgnoredDecision) -> Msg {
    Msg::new("tie-ignored")
        .with("number", merged.decision_number(&ignored.decision))
        .with("name", name_of(village, ignored.candidate))
        .with("why", because(ignored.why))
}

/// A rule with what came of it, and what it found of each candidate.
fn rule(voice: &Voice, village: &Village, (outcome, step): (&Outcome, &TieStep)) -> (String, Vec<String>) {
    let line = Msg::new("tie-rule").with("rule", asks(village, step.by));
    let line = line.with("article", step.article.as_str()).with("came", came(village, step));
    let votes = step.votes.iter().flatten().map(|votes| Msg::new("tie-votes").with("votes", *votes));
    let won = step.won.iter().flatten().map(|won| Msg::new("tie-won").with("won", *won));
    let of_each = outcome.candidates.iter().zip(votes.chain(won));
    let of_each = of_each.map(|(candidate, line)| voice.say(line.with("name", name_of(village, *candidate))));
    (voice.say(line), of_each.collect())
}

const fn asks(village: &Village, by: TieBy) -> Msg {
    match (by, village.rules.largest_by) {
        (TieBy::LargestTps, LargestBy::Registered) => Msg::new("rule-tps-registered"),
        (TieBy::LargestTps, LargestBy::Present) => Msg::new("rule-tps-present"),
        (TieBy::LargestDusun, LargestBy::Registered) => Msg::new("rule-dusun-registered"),
        (TieBy::LargestDusun, LargestBy::Present) => Msg::new("rule-dusun-present"),
        (TieBy::LargestBooth, LargestBy::Registered) => Msg::new("rule-booth-registered"),
        (TieBy::LargestBooth, LargestBy::Present) => Msg::new("rule-booth-present"),
        (TieBy::TpsWon, _) => Msg::new("rule-tps-won"),
        (TieBy::External, _) => Msg::new("rule-external"),
    }
}

fn came(village: &Village, step: &TieStep) -> Msg {
    let place = step.place.map(|place| place_text(village, place));
    match (step.came, place) {
        (Came::Decided, Some(place)) => Msg::new("came-decided-at").with("place", place),
        (Came::Decided, None) => Msg::new("came-decided"),
        (Came::Equal, Some(place)) => Msg::new("came-equal-at").with("place", place),
        (Came::Equal, None) => Msg::new("came-equal"),
        (Came::NoSingleLargest, _) => Msg::new("came-no-largest"),
        (Came::Unknown, Some(place)) => {
            Msg::new("came-unknown-at").with("place", place).with("why", unanswered(step.why))
        }
        (Came::Unknown, None) => Msg::new("came-unknown").with("why", unanswered(step.why)),
        (Came::Waiting, _) => Msg::new("came-waiting"),
    }
}

fn unanswered(why: Option<Unanswered>) -> Value {
    match why {
        Some(Unanswered::Attendance) => Msg::new("unanswered-attendance").into(),
        Some(Unanswered::NotCounted) => Msg::new("unanswered-not-counted").into(),
        Some(Unanswered::TooSmall) => Msg::new("unanswered-too-small").into(),
        Some(Unanswered::Joined) => Msg::new("unanswered-joined").into(),
        None => "".into(),
    }
}

fn place_text(village: &Village, place: Place) -> Msg {
    match place {
        Place::Tps { tps } => Msg::new("place-tps").with("tps", plain(tps)),
        Place::Booth { tps, booth } => {
            Msg::new("place-booth").with("tps", plain(tps)).with("booth", plain(booth))
        }
        Place::Dusun { dusun } => {
            let found = village.dusun.iter().find(|known| known.number == dusun);
            let name = found.map(|dusun| dusun.name.clone()).unwrap_or_default();
            Msg::new("place-dusun").with("dusun", plain(dusun)).with("name", name)
        }
    }
}

const fn because(why: WhyIgnored) -> Msg {
    match why {
        WhyIgnored::NoTie => Msg::new("ignored-no-tie"),
        WhyIgnored::NotALeader => Msg::new("ignored-not-a-leader"),
        WhyIgnored::RuleDecides => Msg::new("ignored-rule-decides"),
    }
}
