//! Kabupaten, kecamatan, village, TPS, as a list that a phone can search; and the files that are not counted.

use dialogue::{Msg, Told, Value};
use maud::{Markup, html};

use super::map::chip;
use super::notes::Note;
use super::state::State;
use super::view::{District, OptionVotes, Regency, Sums, TpsView, View, VillageView, Votes};
use super::voice::Voices;
use super::{FileNote, Why};
use crate::figures::Standing;

pub(super) fn show(view: &View, voices: &Voices) -> Markup {
    let word = view.village_word.as_str();
    html! {
        h2 #details-title { (voices.say(&Msg::new("details-title"))) }
        div #search.search hidden {
            label for="find" { (voices.say(&Msg::new("find").with("word", word))) }
            input #find type="search" autocomplete="off" spellcheck="false";
            p #found role="status" hidden { b { "0" } " " (voices.say(&Msg::new("found").with("word", word))) }
        }
        @for regency in &view.regencies { (one_regency(view, voices, regency)) }
    }
}

/// What the states mean.
pub(super) fn legend(voices: &Voices) -> Markup {
    html! {
        h2 #legend-title { (voices.say(&Msg::new("legend-title"))) }
        dl.legend {
            @for state in State::ALL {
                div { dt { (chip(voices, state)) } dd { (voices.say(&meaning(state))) } }
            }
        }
    }
}

const fn meaning(state: State) -> Msg {
    match state {
        State::Silent => Msg::new("meaning-silent"),
        State::Received => Msg::new("meaning-received"),
        State::Verified => Msg::new("meaning-verified"),
        State::Differs => Msg::new("meaning-differs"),
        State::Quarantined => Msg::new("meaning-quarantined"),
    }
}

fn one_regency(view: &View, voices: &Voices, regency: &Regency) -> Markup {
    html! {
        section.regency {
            h3 { (voices.say(&Msg::new("regency").with("name", regency.name.as_str()))) }
            p.sums #{ "s-" (regency.code) } data-part { (sums(view, voices, &regency.sums)) }
            @for district in &regency.districts { (one_district(view, voices, district)) }
        }
    }
}

fn one_district(view: &View, voices: &Voices, district: &District) -> Markup {
    html! {
        section.in-list {
            h4 { (voices.say(&Msg::new("district").with("name", district.name.as_str()))) }
            p.sums #{ "s-" (district.code) } data-part { (sums(view, voices, &district.sums)) }
            @for village in &district.villages { (one_village(voices, district, village)) }
        }
    }
}

fn sums(view: &View, voices: &Voices, sums: &Sums) -> Markup {
    html! {
        (voices.say(&Msg::new("area-sums")
            .with("verified", sums.villages.of(State::Verified))
            .with("villages", sums.villages.all())
            .with("word", view.village_word.as_str())
            .with("tps", sums.tps.of(State::Verified))
            .with("all-tps", sums.tps.all())
            .with("cast", sums.cast)))
        @if sums.registered_counted > 0 {
            (voices.say(&Msg::new("area-turnout")
                .with("turnout", Value::Percent { part: sums.cast, whole: sums.registered_counted })))
        }
    }
}

fn one_village(voices: &Voices, district: &District, village: &VillageView) -> Markup {
    let counts = |tps: &&TpsView| match tps.state {
        State::Verified => true,
        State::Differs => tps.registered_counted > 0,
        _ => false,
    };
    let counted = village.tps.iter().filter(counts).count();
    html! {
        details.village #{ "d-" (village.code) } data-part
            data-find={ (village.name) " " (district.name) " " (village.code) } data-state=(village.state.word()) {
            summary {
                span.name { (village.name) }
                (chip(voices, village.state))
                span.line {
                    (voices.say(&Msg::new("village-line")
                        .with("counted", counted).with("all", village.tps.len()).with("cast", village.cast)))
                    @if village.registered_counted > 0 { " · " (voices.percent(village.cast, village.registered_counted)) }
                }
            }
            div.inside {
                p.small {
                    (voices.say(&Msg::new("village-place")
                        .with("code", village.code.as_str()).with("registered", village.registered)))
                }
                (list_of(voices, &village.notes))
                @match &village.votes {
                    Some(found) => (votes(voices, village, found)),
                    None => p.standing { (voices.say(&waits(village))) },
                }
                (polling_places(voices, village))
            }
        }
    }
}

/// Why there are no votes to show.
fn waits(village: &VillageView) -> Msg {
    match village.standing {
        None => Msg::new("waits-silent"),
        Some(Standing::Incomplete) => Msg::new("waits-incomplete"),
        Some(Standing::Contradicted) => Msg::new("waits-contradicted"),
        Some(Standing::Unsigned) => Msg::new("waits-unsigned"),
        Some(Standing::SuccessorUnsigned) => Msg::new("waits-successor"),
        Some(Standing::WaitsForShares | Standing::Complete) => Msg::new("waits-shares"),
    }
}

fn list_of(voices: &Voices, notes: &[Note]) -> Markup {
    html! {
        @if !notes.is_empty() {
            ul.notes {
                @for note in notes {
                    li {
                        @if let Some(booth) = note.booth {
                            (voices.say(&Msg::new("note-booth").with("booth", booth).with("what", note.what.told())))
                        } @else { (voices.show(note.what.told())) }
                    }
                }
            }
        }
    }
}

fn polling_places(voices: &Voices, village: &VillageView) -> Markup {
    let caption = voices.say(&Msg::new("tps-caption").with("name", village.name.as_str()));
    html! {
        table.tps {
            caption { (caption) }
            thead {
                tr {
                    th scope="col" { "TPS" }
                    th scope="col" { (voices.say(&Msg::new("head-state"))) }
                    th.n scope="col" { "DPT" }
                    th.n scope="col" { (voices.say(&Msg::new("head-cast"))) }
                    th.n scope="col" { (voices.say(&Msg::new("head-turnout"))) }
                }
            }
            @for tps in &village.tps { (one_tps(voices, tps)) }
        }
    }
}

fn one_tps(voices: &Voices, tps: &TpsView) -> Markup {
    html! {
        tbody {
            tr data-tps-number=(tps.number) {
                th scope="row" { (tps.number) }
                td { (chip(voices, tps.state)) }
                td.n { (voices.show(tps.registered)) }
                @if matches!(tps.state, State::Silent) { td.n { "–" } td.n { "–" } }
                @else {
                    td.n { (voices.show(tps.cast)) }
                    td.n { (voices.percent(tps.cast, tps.registered_counted)) }
                }
            }
            @if !tps.notes.is_empty() { tr { td colspan="5" { (list_of(voices, &tps.notes)) } } }
        }
    }
}

fn votes(voices: &Voices, village: &VillageView, votes: &Votes) -> Markup {
    html! {
        div.votes {
            h5 { (voices.say(&Msg::new("votes-title"))) }
            p.provisional { (voices.say(&Msg::new("provisional"))) }
            @if !votes.settled { p { (voices.say(&Msg::new("votes-open"))) } }
            ol.options {
                @for option in &votes.options {
                    li data-option=(option.number.unwrap_or_default()) {
                        span.number { @match option.number { Some(number) => (number), None => "–" } }
                        span.name { @if option.number.is_some() { (option.name) } @else { (voices.say(&Msg::new("blank"))) } }
                        b.count { (voices.show(option.votes)) }
                        span.share { @if option.number.is_some() { (voices.percent(option.votes.into(), votes.valid.into())) } }
                    }
                }
            }
            p.small { (voices.say(&Msg::new("votes-sums").with("valid", votes.valid).with("blank", votes.blank))) }
            @if votes.tps.len() > 1 { (votes_by_tps(voices, village, votes)) }
        }
    }
}

fn votes_by_tps(voices: &Voices, village: &VillageView, votes: &Votes) -> Markup {
    let caption = voices.say(&Msg::new("votes-caption").with("name", village.name.as_str()));
    let head = |option: &OptionVotes| match option.number {
        Some(number) => voices.say(&Msg::new("head-option").with("number", u16::from(number))),
        None => voices.say(&Msg::new("head-blank")),
    };
    html! {
        div.scroll role="group" tabindex="0" aria-labelledby={ "c-" (village.code) } {
            table {
                caption #{ "c-" (village.code) } { (caption) }
                thead {
                    tr {
                        th scope="col" { "TPS" }
                        @for option in &votes.options { th.n scope="col" { (head(option)) } }
                    }
                }
                tbody {
                    @for row in &votes.tps {
                        tr {
                            th scope="row" { (row.tps) }
                            @for votes in &row.totals { td.n { (voices.show(*votes)) } }
                        }
                    }
                }
            }
        }
    }
}

/// The files that are not, or not wholly, counted.
pub(super) fn files(view: &View, voices: &Voices) -> Markup {
    html! {
        h2 #files-title { (voices.say(&Msg::new("files-title"))) }
        @if view.files.is_empty() { p { (voices.say(&Msg::new("files-none"))) } }
        ul.files { @for file in &view.files { (one_file(voices, file)) } }
        @if view.more_files > 0 { p { (voices.say(&Msg::new("files-more").with("count", view.more_files))) } }
    }
}

fn one_file(voices: &Voices, note: &FileNote) -> Markup {
    let why = match &note.why {
        Why::Changing => voices.say(&Msg::new("file-changing")),
        Why::TooDeep => voices.say(&Msg::new("file-too-deep")),
        Why::TooMany => voices.say(&Msg::new("file-too-many")),
        Why::Unreadable => voices.say(&Msg::new("file-unreadable-now")),
        Why::Found { position, message } => {
            let told = Told::new(&message.english, &message.indonesian);
            // Many say themselves which entry they are about.
            let unsaid =
                position.map(|at| at.to_string()).filter(|at| !message.english.contains(at.as_str()));
            match unsaid {
                Some(at) => voices.say(&Msg::new("file-at").with("position", at).with("what", told)),
                None => voices.show(told),
            }
        }
    };
    html! { li { code dir="ltr" { (note.file) } br; (why) } }
}
