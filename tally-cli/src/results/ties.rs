//! How a tie is decided: each rule of the definition with its article and what came of it.

use dialogue::{Msg, Page, Value};
use election::definition::{LargestBy, TieBy, Village};
use tally::{Came, Outcome, Place, Tie, TieStep, Unanswered, VillageMerge, WhyIgnored};

use super::name_of;

/// The rules of a tie and who wins it; then a decision that does not apply.
pub(crate) fn show(page: &mut Page<'_>, village: &Village, merged: &VillageMerge, outcome: &Outcome) {
    if let Some(tie) = &outcome.tie {
        if !tie.rules.is_empty() {
            page.say(&Msg::new("tie-rules"));
        }
        for (number, step) in (1_usize..).zip(&tie.rules) {
            let line = Msg::new("tie-rule").with("number", number).with("rule", rule(village, step.by));
            page.say(&line.with("article", step.article.as_str()).with("came", came(village, step)));
            numbers(page, village, (&outcome.candidates, step));
        }
        decided(page, village, merged, tie);
    }
    if let Some(ignored) = &outcome.ignored {
        let line = Msg::new("tie-ignored")
            .with("number", merged.decision_number(&ignored.decision))
            .with("name", name_of(village, ignored.candidate));
        page.say(&line.with("why", because(ignored.why)));
    }
}

/// Why a tie is not decided.
pub(crate) fn open(tie: Option<&Tie>) -> Msg {
    match tie.and_then(|tie| tie.rules.last()).map(|step| step.came) {
        Some(Came::Unknown) => Msg::new("doubt-tie-slips"),
        Some(Came::Waiting) => Msg::new("doubt-tie-external"),
        _ => Msg::new("doubt-tie"),
    }
}

const fn rule(village: &Village, by: TieBy) -> Msg {
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
        Place::Tps { tps } => Msg::new("place-tps").with("tps", tps.get()),
        Place::Booth { tps, booth } => {
            Msg::new("place-booth").with("tps", tps.get()).with("booth", booth.get())
        }
        Place::Dusun { dusun } => {
            let found = village.dusun.iter().find(|known| known.number == dusun);
            let name = found.map(|dusun| dusun.name.clone()).unwrap_or_default();
            Msg::new("place-dusun").with("dusun", dusun.to_string()).with("name", name)
        }
    }
}

/// Votes at the place, or polling places won, of each of the tied.
fn numbers(page: &mut Page<'_>, village: &Village, (tied, step): (&[u8], &TieStep)) {
    let votes = step.votes.iter().flatten().map(|votes| Msg::new("tie-votes").with("votes", *votes));
    let won = step.won.iter().flatten().map(|won| Msg::new("tie-won").with("won", *won));
    for (candidate, line) in tied.iter().zip(votes.chain(won)) {
        page.say(&line.with("name", name_of(village, *candidate)));
    }
}

fn decided(page: &mut Page<'_>, village: &Village, merged: &VillageMerge, tie: &Tie) {
    let Some(decided) = &tie.decided else { return };
    let line = match &decided.decision {
        None => Msg::new("tie-decided"),
        Some(decision) => Msg::new("tie-decided-by").with("number", merged.decision_number(decision)),
    };
    let name = name_of(village, decided.candidate);
    page.say(&line.with("name", name).with("article", decided.article.as_str()));
}

const fn because(why: WhyIgnored) -> Msg {
    match why {
        WhyIgnored::NoTie => Msg::new("ignored-no-tie"),
        WhyIgnored::NotALeader => Msg::new("ignored-not-a-leader"),
        WhyIgnored::RuleDecides => Msg::new("ignored-rule-decides"),
    }
}
