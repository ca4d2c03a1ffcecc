//! Who leads, and how sure that is, in sentences.

use dialogue::Msg;
use election::definition::{BlankAs, Village};
use maud::{Markup, html};
use tally::{BLANK, NotFinal, OptionName, Outcome, OutcomeKind, VillageMerge, VillageResult};

use super::charts;
use super::ties;
use super::village::Here;
use super::voice::Voice;

/// The sentence that everybody came for.
pub(super) fn sentence(voice: &Voice, village: &Village, merged: &VillageMerge) -> String {
    let Some(result) = &merged.result else { return voice.say(no_result(village, merged)) };
    voice.say(leads(village, &result.outcome))
}

/// Why a village has no result.
fn no_result(village: &Village, merged: &VillageMerge) -> Msg {
    if !merged.is_counted() {
        Msg::new("no-result-incomplete")
    } else if merged.note.is_none() {
        Msg::new("no-result-unsigned")
    } else {
        Msg::new("no-result-shares")
            .with("groups", merged.lacking.len())
            .with("needed", village.trustees.threshold)
    }
}

fn leads(village: &Village, outcome: &Outcome) -> Msg {
    let names: Vec<String> = outcome.candidates.iter().map(|number| name_of(village, *number)).collect();
    let decided = outcome.tie.as_ref().and_then(|tie| tie.decided.as_ref());
    match (outcome.kind, decided) {
        (OutcomeKind::Winner, _) => {
            Msg::new("outcome-winner").with("names", names.join(", ")).with("margin", outcome.margin)
        }
        (OutcomeKind::Tie, Some(decided)) => Msg::new("outcome-tie-decided")
            .with("names", names.join(", "))
            .with("name", name_of(village, decided.candidate))
            .with("article", decided.article.as_str()),
        (OutcomeKind::Tie, None) => Msg::new("outcome-tie").with("names", names.join(", ")),
        (OutcomeKind::Open, _) => Msg::new("outcome-open"),
    }
}

/// Number and name of a candidate.
pub(super) fn name_of(village: &Village, number: u8) -> String {
    let candidate = village.candidates.iter().find(|candidate| candidate.number == number);
    format!("{number}. {}", candidate.map(|candidate| candidate.name.as_str()).unwrap_or_default())
}

/// Where a village stands, in a few words.
pub(super) fn standing(voice: &Voice, merged: &VillageMerge) -> String {
    let msg = if !merged.is_counted() {
        Msg::new("standing-incomplete")
    } else if merged.contradictions().next().is_some() {
        Msg::new("standing-disputed")
    } else if merged.note.is_none() {
        Msg::new("standing-unsigned")
    } else if merged.next.is_some() {
        Msg::new("standing-next")
    } else if merged.result.is_none() {
        Msg::new("standing-closed")
    } else if merged.result.as_ref().is_some_and(|result| !result.outcome.r#final) {
        Msg::new("standing-not-final")
    } else {
        Msg::new("standing-complete")
    };
    voice.say(msg)
}

/// The outcome at the head of a village's page.
pub(super) fn head(here: &Here<'_>) -> Markup {
    let voice = here.voice;
    html! {
        p.outcome { (sentence(voice, here.village, here.merged)) }
        p.standing { (voice.say(Msg::new("standing"))) " " strong { (standing(voice, here.merged)) } }
        @if let Some(result) = &here.merged.result {
            @if !result.outcome.r#final {
                div.warning {
                    p { strong { (voice.say(Msg::new("not-final"))) } }
                    ul { @for reason in &result.outcome.reasons { li { (voice.say(because(*reason, result))) } } }
                }
            }
            (ties::show(here, &result.outcome))
        }
    }
}

/// The outcome as lines of a paper: who leads, why that is not final, the rules of a tie and what came of them.
pub(crate) fn lines(village: &Village, merged: &VillageMerge) -> Vec<String> {
    let voice = Voice::indonesian();
    let mut lines = vec![sentence(&voice, village, merged)];
    let Some(result) = &merged.result else { return lines };
    lines.extend(result.outcome.reasons.iter().map(|reason| voice.say(because(*reason, result))));
    lines.extend(ties::lines(&voice, village, (merged, &result.outcome)));
    lines
}

/// Why an outcome is not final, and how many ballots are in doubt for that.
fn because(reason: NotFinal, result: &VillageResult) -> Msg {
    let small = result.ballots.saturating_sub(result.all);
    match reason {
        NotFinal::SetAside => Msg::new("doubt-aside").with("count", result.set_aside.saturating_sub(small)),
        NotFinal::UncountedBooths => {
            let doubts = || result.booths.iter().filter_map(|booth| booth.doubt).filter(|doubt| *doubt > 0);
            let all = doubts().map(u64::from).sum::<u64>();
            Msg::new("doubt-booths").with("count", all).with("booths", doubts().count())
        }
        NotFinal::SmallGroups => Msg::new("doubt-groups").with("count", small),
        NotFinal::LateBallots => Msg::new("doubt-late").with("count", result.late),
        NotFinal::Tie => ties::open(result.outcome.tie.as_ref()),
        NotFinal::NoLead => Msg::new("doubt-no-lead"),
    }
}

/// Votes of each option: photo or number, name, bar, digits.
pub(super) fn options(here: &Here<'_>) -> Markup {
    let Some(result) = &here.merged.result else { return html! {} };
    let voice = here.voice;
    html! {
        section {
            h2 { (voice.say(Msg::new("votes-title"))) }
            ol.options {
                @for (option, votes) in result.options.iter().zip(&result.totals) {
                    (line(here, result, (option, *votes)))
                }
            }
            p.sums { (voice.say(sums(result))) }
        }
    }
}

fn line(here: &Here<'_>, result: &VillageResult, (option, votes): (&OptionName, u32)) -> Markup {
    let voice = here.voice;
    let blank = option.name == BLANK;
    let leads = result.outcome.candidates.contains(&option.option) && !blank;
    html! {
        li.lead[leads] {
            @match here.photo(option.option) {
                Some(address) => { img.photo src=(address) alt="" width="48" height="60"; }
                None => { span.number aria-hidden=[blank.then_some("true")] { @if blank { "–" } @else { (option.option) } } }
            }
            span.name {
                @if blank || here.photo(option.option).is_some() { (option_name(voice, result, option)) }
                @else { " " (voice.show(option.name.as_str())) }
            }
            span.votes {
                b.count data-option=(option.option) { (voice.show(votes)) }
                @if !blank { " " span.share { (voice.percent(votes.into(), result.valid.into())) } }
            }
            (charts::bar(votes.into(), result.all.into(), tone(option)))
        }
    }
}

/// Number and name of an option, as people read it.
pub(super) fn option_name(voice: &Voice, result: &VillageResult, option: &OptionName) -> String {
    match (option.name == BLANK, result.blank_as) {
        (false, _) => format!("{}. {}", option.option, voice.show(option.name.as_str())),
        (true, BlankAs::Separate) => voice.say(Msg::new("blank")),
        (true, BlankAs::Invalid) => voice.say(Msg::new("blank-invalid")),
    }
}

/// Number of an option's colour; 0 for blank.
pub(super) fn tone(option: &OptionName) -> u8 {
    if option.name == BLANK { 0 } else { option.option }
}

fn sums(result: &VillageResult) -> Msg {
    let msg = match result.blank_as {
        BlankAs::Separate => Msg::new("sums"),
        BlankAs::Invalid => Msg::new("sums-invalid"),
    };
    msg.with("valid", result.valid).with("blank", result.blank).with("all", result.all)
}
