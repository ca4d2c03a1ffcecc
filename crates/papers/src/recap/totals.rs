//! The figures that are read from six metres away.

use dialogue::Msg;
use maud::{Markup, html};

use super::map::chip;
use super::state::State;
use super::view::View;
use super::voice::Voices;

pub(super) fn show(view: &View, voices: &Voices) -> Markup {
    let sums = &view.sums;
    let of = |part: u32, whole: u32| html! { (voices.show(part)) span.of { " / " (voices.show(whole)) } };
    let word = view.village_word.as_str();
    html! {
        h2 #totals-title { (voices.say(&Msg::new("totals-title"))) }
        dl.cards {
            (card("villages", voices.say(&Msg::new("card-villages").with("word", word)),
                of(sums.villages.of(State::Verified), sums.villages.all())))
            (card("tps", voices.say(&Msg::new("card-tps")), of(sums.tps.of(State::Verified), sums.tps.all())))
            (card("turnout", voices.say(&Msg::new("card-turnout")), voices.percent(sums.cast, sums.registered_counted)))
            (card("cast", voices.say(&Msg::new("card-cast")), voices.show(sums.cast)))
        }
        p.small {
            (voices.say(&Msg::new("totals-basis")
                .with("counted", sums.registered_counted)
                .with("registered", sums.registered)
                .with("opened", sums.opened)
                .with("word", word)))
        }
        table.states {
            caption { (voices.say(&Msg::new("states-caption"))) }
            thead {
                tr {
                    th scope="col" { (voices.say(&Msg::new("head-state"))) }
                    th.n scope="col" { (voices.say(&Msg::new("head-villages").with("word", word))) }
                    th.n scope="col" { "TPS" }
                }
            }
            tbody {
                @for state in State::ALL {
                    tr {
                        th scope="row" { (chip(voices, state)) }
                        td.n data-villages=(state.word()) { (voices.show(sums.villages.of(state))) }
                        td.n data-tps=(state.word()) { (voices.show(sums.tps.of(state))) }
                    }
                }
            }
        }
    }
}

fn card(name: &str, label: Markup, figure: Markup) -> Markup {
    html! { div data-card=(name) { dt { (label) } dd { (figure) } } }
}
