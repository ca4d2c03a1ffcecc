//! All villages at a glance: a tile for each, by district, in the colour and with the sign of its state.

use dialogue::Msg;
use maud::{Markup, html};

use super::state::State;
use super::view::{District, View, VillageView};
use super::voice::Voices;

/// Up to so many rows of tiles and headings, tiles have this size, and all of them fit on a projector of 1080 lines.
const SIZES: [(usize, &str); 5] =
    [(10, "few"), (24, "some"), (48, "many"), (72, "most"), (usize::MAX, "tiny")];
/// Tiles in a row, as in the styles.
const IN_A_ROW: usize = 3;

pub(super) fn show(view: &View, voices: &Voices) -> Markup {
    let districts = view.regencies.iter().flat_map(|regency| &regency.districts);
    let rows: usize = districts.map(|district| 1 + district.villages.len().div_ceil(IN_A_ROW)).sum();
    let size = SIZES.iter().find(|(most, _)| rows <= *most).map_or("tiny", |(_, size)| *size);
    html! {
        h2 #map-title { (voices.say(&Msg::new("map-title").with("word", view.village_word.as_str()))) }
        div.districts.(size) {
            @for regency in &view.regencies {
                @for district in &regency.districts { (tiles(voices, district)) }
            }
        }
    }
}

fn tiles(voices: &Voices, district: &District) -> Markup {
    let sums = &district.sums.villages;
    html! {
        div.district #{ "m-" (district.code) } data-part {
            h3 {
                (district.name) " "
                span.of {
                    (sums.of(State::Verified)) "/" (sums.all())
                    span.vh { " " (voices.say(&Msg::new("state-verified"))) }
                }
            }
            ul.tiles {
                @for village in &district.villages { (tile(voices, village)) }
            }
        }
    }
}

fn tile(voices: &Voices, village: &VillageView) -> Markup {
    html! {
        li {
            a.tile.{ "s-" (village.state.word()) } href={ "#d-" (village.code) } data-village=(village.code) {
                (sign(village.state)) span.name { (village.name) } span.vh { ": " (voices.say(&name(village.state))) }
            }
        }
    }
}

/// A state as a small sign with its word.
pub(super) fn chip(voices: &Voices, state: State) -> Markup {
    html! { span.chip.{ "s-" (state.word()) } { (sign(state)) (voices.say(&name(state))) } }
}

/// The shape of a state.
fn sign(state: State) -> Markup {
    html! { svg.i aria-hidden="true" focusable="false" { use href={ "#i-" (state.word()) } {} } }
}

/// The word of a state.
pub(super) const fn name(state: State) -> Msg {
    match state {
        State::Silent => Msg::new("state-silent"),
        State::Received => Msg::new("state-received"),
        State::Verified => Msg::new("state-verified"),
        State::Differs => Msg::new("state-differs"),
        State::Quarantined => Msg::new("state-quarantined"),
    }
}
