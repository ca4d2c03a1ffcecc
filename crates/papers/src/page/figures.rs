//! Numbers by polling place, dusun and booth; turnout; accounting.

use dialogue::Msg;
use election::definition::Voters;
use maud::{Markup, html};
use tally::{
    AttendanceSource, BLANK, BoothFigures, BoothStatus, Decided, Identity, TpsTotals, VillageResult,
};

use super::charts;
use super::outcome::{option_name, tone};
use super::table::{Cell, Table};
use super::village::Here;
use super::voice::{Voice, plain};

/// Votes by polling place, as bars and as a table.
pub(super) fn places(here: &Here<'_>) -> Markup {
    let Some(result) = &here.merged.result else { return html! {} };
    let voice = here.voice;
    html! {
        section {
            h2 { (voice.say(Msg::new("tps-title"))) }
            ul.legend {
                @for option in &result.options {
                    li { (charts::swatch(tone(option))) (option_name(voice, result, option)) }
                }
            }
            @for row in &result.tps {
                p.place { (tps_name(voice, row)) " · " (voice.say(Msg::new("votes").with("count", row.ballots))) }
                (charts::stacked(&parts(result, row)))
            }
            (places_table(here, result).show())
            @if result.tps.len() < here.village.tps.len() { p { (voice.say(Msg::new("tps-joined"))) } }
        }
    }
}

fn parts(result: &VillageResult, row: &TpsTotals) -> Vec<(u64, u8)> {
    row.totals.iter().zip(&result.options).map(|(votes, option)| (u64::from(*votes), tone(option))).collect()
}

fn tps_name(voice: &Voice, row: &TpsTotals) -> String {
    let numbers: Vec<String> = row.tps.iter().map(ToString::to_string).collect();
    voice.say(Msg::new("place-tps").with("tps", numbers.join(" + ")))
}

fn places_table(here: &Here<'_>, result: &VillageResult) -> Table {
    let voice = here.voice;
    let mut heads = vec![voice.say(Msg::new("head-tps")), voice.say(Msg::new("head-ballots"))];
    heads.extend(result.options.iter().map(|option| match option.name == BLANK {
        true => voice.say(Msg::new("head-blank")),
        false => voice.say(Msg::new("head-option").with("number", plain(option.option))),
    }));
    let mut table = Table::new(voice.say(Msg::new("tps-caption")), heads);
    for row in &result.tps {
        let head = [Cell::Text(tps_name(voice, row)), Cell::count(voice, row.ballots)];
        table.row(head.into_iter().chain(row.totals.iter().map(|votes| Cell::count(voice, *votes))));
    }
    let whole = [Cell::Text(voice.say(Msg::new("whole-village"))), Cell::count(voice, result.all)];
    table.row(whole.into_iter().chain(result.totals.iter().map(|votes| Cell::count(voice, *votes))));
    table
}

/// Registered voters, voters who came and ballots; the same by dusun.
pub(super) fn turnout(here: &Here<'_>) -> Markup {
    let voice = here.voice;
    let registered = here.village.registered();
    let result = here.merged.result.as_ref();
    let came = result.and_then(|result| result.present.zip(result.dptb));
    html! {
        section {
            h2 { (voice.say(Msg::new("turnout-title"))) }
            dl.facts {
                dt { (voice.say(Msg::new("fact-registered"))) } dd { (voice.voters(registered)) }
                @if let Some((present, dptb)) = came {
                    dt { (voice.say(Msg::new("fact-dptb"))) } dd { (voice.voters(dptb)) }
                    dt { (voice.say(Msg::new("fact-present"))) } dd { (voice.voters(present)) }
                    dt { (voice.say(Msg::new("fact-turnout"))) }
                    dd { (voice.percent(present.total(), registered.plus(dptb).total())) }
                } @else if result.is_some() {
                    dt { (voice.say(Msg::new("fact-present"))) } dd { (voice.say(Msg::new("present-unknown"))) }
                }
                dt { (voice.say(Msg::new("fact-counted"))) } dd { (voice.show(here.merged.set.ballots())) }
                dt { (voice.say(Msg::new("fact-aside"))) } dd { (voice.show(here.merged.set.set_aside.len())) }
            }
            @if let Some((present, dptb)) = came {
                (charts::bar(present.total(), registered.plus(dptb).total(), 1))
            }
            @if let Some(result) = result.filter(|result| !result.dusun.is_empty()) { (dusun(voice, result)) }
        }
    }
}

fn dusun(voice: &Voice, result: &VillageResult) -> Markup {
    let heads =
        [Msg::new("head-dusun"), Msg::new("head-voters"), Msg::new("head-present"), Msg::new("head-ballots")];
    let mut table = Table::new(voice.say(Msg::new("dusun-caption")), heads.map(|head| voice.say(head)));
    for dusun in &result.dusun {
        table.row([
            Cell::Text(format!("{}. {}", dusun.number, voice.show(dusun.name.as_str()))),
            people(voice, Some(dusun.registered)),
            people(voice, dusun.present),
            Cell::count(voice, dusun.ballots),
        ]);
    }
    table.show()
}

fn people(voice: &Voice, voters: Option<Voters>) -> Cell {
    Cell::Number(voters.map_or_else(|| "–".to_owned(), |voters| voice.voters(voters)))
}

/// Ballots, tokens and slips of every booth, and what does not agree.
pub(super) fn accounting(here: &Here<'_>) -> Markup {
    let voice = here.voice;
    let figures = here.merged.result.as_ref().map(|result| result.booths.as_slice()).unwrap_or_default();
    html! {
        section {
            h2 { (voice.say(Msg::new("booths-title"))) }
            (booths(here).show())
            @if !figures.is_empty() { (papers(voice, figures).show()) }
            @let lines = mismatches(voice, figures);
            @if lines.is_empty() {
                @if !figures.is_empty() { p { (voice.say(Msg::new("accounting-agrees"))) } }
            } @else {
                div.warning { ul { @for line in lines { li { (line) } } } }
            }
        }
    }
}

fn booths(here: &Here<'_>) -> Table {
    let voice = here.voice;
    let heads = [
        Msg::new("head-booth"),
        Msg::new("head-status"),
        Msg::new("head-cast"),
        Msg::new("head-challenged"),
        Msg::new("head-cancelled"),
    ];
    let mut table = Table::new(voice.say(Msg::new("booths-caption")), heads.map(|head| voice.say(head)));
    for line in &here.merged.set.booths {
        let name = Msg::new("place-booth").with("tps", plain(line.tps)).with("booth", plain(line.booth));
        table.row([
            Cell::Text(voice.say(name)),
            Cell::Text(voice.say(status(line.status, line.decided))),
            Cell::count(voice, line.cast),
            Cell::count(voice, line.challenged),
            Cell::count(voice, line.cancelled),
        ]);
    }
    table
}

const fn status(status: BoothStatus, decided: Option<Decided>) -> Msg {
    match (decided, status) {
        (Some(Decided::Counted), _) => Msg::new("booth-decided"),
        (Some(Decided::LeftOut), _) => Msg::new("booth-left-out"),
        (None, BoothStatus::Missing) => Msg::new("booth-missing"),
        (None, BoothStatus::Fork) => Msg::new("booth-fork"),
        (None, BoothStatus::Broken) => Msg::new("booth-broken"),
        (None, BoothStatus::Quarantined) => Msg::new("booth-quarantined"),
        (None, BoothStatus::Unclosed) => Msg::new("booth-unclosed"),
        (None, BoothStatus::Counted) => Msg::new("booth-counted"),
    }
}

fn papers(voice: &Voice, figures: &[BoothFigures]) -> Table {
    let heads = [
        Msg::new("head-booth"),
        Msg::new("head-voters"),
        Msg::new("head-dptb"),
        Msg::new("head-present"),
        Msg::new("head-attendance"),
        Msg::new("head-tokens"),
        Msg::new("head-unused"),
        Msg::new("head-spoiled"),
        Msg::new("head-exchanged"),
        Msg::new("head-sah"),
        Msg::new("head-batal"),
        Msg::new("head-doubt"),
    ];
    let mut table = Table::new(voice.say(Msg::new("papers-caption")), heads.map(|head| voice.say(head)));
    let count = |number: Option<u32>| {
        Cell::Number(number.map_or_else(|| "–".to_owned(), |number| voice.show(number)))
    };
    for booth in figures {
        table.row([
            Cell::Text(voice.say(place(Msg::new("place-booth"), booth))),
            people(voice, Some(booth.registered)),
            people(voice, booth.dptb),
            people(voice, booth.present),
            Cell::Text(voice.say(source(booth))),
            count(booth.tokens.map(|tokens| tokens.received)),
            count(booth.tokens.map(|tokens| tokens.unused)),
            count(booth.tokens.map(|tokens| tokens.spoiled)),
            count(booth.tokens.map(|tokens| tokens.exchanged)),
            count(booth.slips.map(|slips| slips.sah)),
            count(booth.slips.map(|slips| slips.batal)),
            count(booth.doubt),
        ]);
    }
    table
}

const fn source(booth: &BoothFigures) -> Msg {
    match booth.attendance {
        Some(AttendanceSource::Closed) => Msg::new("attendance-closed"),
        Some(AttendanceSource::Decision) => Msg::new("attendance-decision"),
        Some(AttendanceSource::Unused) => Msg::new("attendance-unused"),
        None => Msg::new("attendance-unknown"),
    }
}

fn place(msg: Msg, booth: &BoothFigures) -> Msg {
    msg.with("tps", plain(booth.tps)).with("booth", plain(booth.booth))
}

/// What does not agree at a booth, and what the officers wrote about it (spec 6.9).
fn mismatches(voice: &Voice, figures: &[BoothFigures]) -> Vec<String> {
    let mut lines = Vec::new();
    for booth in figures {
        for identity in &booth.mismatches {
            lines.push(
                voice.say(place(Msg::new("mismatch-line"), booth).with("what", mismatch(*identity, booth))),
            );
        }
        if let Some(reason) = &booth.reason {
            lines.push(voice.say(place(Msg::new("mismatch-reason"), booth).with("reason", reason.as_str())));
        }
    }
    lines
}

fn mismatch(identity: Identity, booth: &BoothFigures) -> Msg {
    let all = |voters: Option<Voters>| voters.unwrap_or_default().total();
    let (tokens, slips) = (booth.tokens.unwrap_or_default(), booth.slips.unwrap_or_default());
    let present = all(booth.present);
    match identity {
        Identity::Present => Msg::new("mismatch-present")
            .with("present", present)
            .with("registered", booth.registered.plus(booth.dptb.unwrap_or_default()).total()),
        Identity::Cast => Msg::new("mismatch-cast").with("cast", booth.cast).with("present", present),
        Identity::Tokens => {
            let used = [booth.cast, booth.challenged, tokens.exchanged, tokens.unused, tokens.spoiled];
            let used: u64 = used.map(u64::from).iter().sum();
            Msg::new("mismatch-tokens").with("received", tokens.received).with("used", used)
        }
        Identity::Sah => Msg::new("mismatch-sah").with("slips", slips.sah).with("cast", booth.cast),
        Identity::Batal => {
            Msg::new("mismatch-batal").with("slips", slips.batal).with("cancelled", booth.cancelled)
        }
    }
}
