//! All villages at a glance: a tile for each, by district, in the colour and with the sign of its state.

use dialogue::Msg;
use maud::{Markup, html};

use super::state::State;
use super::view::{District, View, VillageView};
use super::voice::Voices;

/// Up to so many villages tiles have this size; the last one is for all others.
const SIZES: [(u32, &str); 4] = [(24, "few"), (60, "some"), (120, "many"), (u32::MAX, "most")];

pub(super) fn show(view: &View, voices: &Voices) -> Markup {
    let count = view.sums.villages.all();
    let size = SIZES.iter().find(|(most, _)| count <= *most).map_or("most", |(_, size)| *size);
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
