//! How a tie is decided: each rule of the definition with its article and what came of it.

use dialogue::{Msg, Value};
use election::definition::{LargestBy, TieBy, Village};
use maud::{Markup, html};
use tally::{Came, Outcome, Place, Tie, TieStep, Unanswered, WhyIgnored};

use super::outcome::name_of;
use super::village::Here;
use super::voice::plain;

/// The rules of a tie and what came of them; then a decision that does not apply.
pub(super) fn show(here: &Here<'_>, outcome: &Outcome) -> Markup {
    let voice = here.voice;
    html! {
        @if let Some(tie) = outcome.tie.as_ref().filter(|tie| !tie.rules.is_empty()) {
            h2 { (voice.say(Msg::new("tie-title"))) }
            ol { @for step in &tie.rules { li { (rule(here, outcome, step)) } } }
        }
        @if let Some(ignored) = &outcome.ignored {
            p.warning {
                (voice.say(Msg::new("tie-ignored")
                    .with("number", here.merged.decision_number(&ignored.decision))
                    .with("name", name_of(here.village, ignored.candidate))
                    .with("why", because(ignored.why))))
            }
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

fn rule(here: &Here<'_>, outcome: &Outcome, step: &TieStep) -> Markup {
    let voice = here.voice;
    let line = Msg::new("tie-rule").with("rule", asks(here.village, step.by));
    let votes = step.votes.iter().flatten().map(|votes| Msg::new("tie-votes").with("votes", *votes));
    let won = step.won.iter().flatten().map(|won| Msg::new("tie-won").with("won", *won));
    html! {
        (voice.say(line.with("article", step.article.as_str()).with("came", came(here.village, step))))
        @if step.votes.is_some() || step.won.is_some() {
            ul {
                @for (candidate, line) in outcome.candidates.iter().zip(votes.chain(won)) {
                    li { (voice.say(line.with("name", name_of(here.village, *candidate)))) }
                }
            }
        }
    }
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
