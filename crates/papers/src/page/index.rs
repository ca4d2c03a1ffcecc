//! The page of all villages.

use dialogue::Msg;
use election::definition::Village;
use maud::{Markup, html};
use tally::{AreaLine, VillageMerge};

use super::shell::{self, Page};
use super::table::{Cell, Table};
use super::voice::{Voice, in_both};
use super::{Site, identity, outcome};

pub(super) fn page(site: &Site<'_>) -> String {
    let content = html! {
        (in_both(&site.voices, |voice| head(site, voice)))
        div #find-village {}
        (in_both(&site.voices, |voice| body(site, voice)))
    };
    shell::whole(&Page {
        titles: site.voices.each_ref().map(|voice| title(site, voice)),
        content,
        about: serde_json::json!({ "village": null }),
        packed: String::new(),
    })
}

fn title(site: &Site<'_>, voice: &Voice) -> String {
    let name = site.election.definition().content().title.as_str();
    let msg =
        if site.election.is_simulated() { Msg::new("page-title-simulation") } else { Msg::new("page-title") };
    voice.say(msg.with("village", name))
}

fn head(site: &Site<'_>, voice: &Voice) -> Markup {
    let villages = &site.election.merged().villages;
    let complete = villages.iter().filter(|village| village.is_complete()).count();
    let standing =
        if complete == villages.len() { Msg::new("all-complete") } else { Msg::new("some-complete") };
    html! {
        (shell::election_line(site, voice))
        h1 { (voice.say(Msg::new("index-title"))) }
        p.provisional { (voice.say(Msg::new("provisional"))) }
        p.standing { strong { (voice.say(standing.with("complete", complete).with("all", villages.len()))) } }
    }
}

fn body(site: &Site<'_>, voice: &Voice) -> Markup {
    let summary = &site.election.merged().summary;
    html! {
        @for regency in &summary.regencies {
            section {
                h2 { (voice.show(regency.name.as_str())) }
                (sums(voice, regency))
                @for district in summary.districts.iter().filter(|it| it.code.starts_with(&regency.code)) {
                    h3 { (voice.say(Msg::new("district").with("name", district.name.as_str()))) }
                    (sums(voice, district))
                    ul.villages {
                        @for (village, merged) in site.villages().filter(|it| it.0.code.as_str().starts_with(&district.code)) {
                            (line(voice, village, merged))
                        }
                    }
                }
            }
        }
        section {
            h2 { (voice.say(Msg::new("sums-title"))) }
            (areas(voice, &summary.districts, &summary.regencies).show())
        }
        section {
            h2 { (voice.say(Msg::new("identity-title"))) }
            (identity::election(site, voice))
        }
    }
}

fn sums(voice: &Voice, area: &AreaLine) -> Markup {
    let msg = Msg::new("area-sums")
        .with("complete", area.complete)
        .with("villages", area.villages)
        .with("registered", area.registered.total())
        .with("ballots", area.ballots);
    html! { p.small { (voice.say(msg)) } }
}

fn line(voice: &Voice, village: &Village, merged: &VillageMerge) -> Markup {
    html! {
        li data-village=(village.code) {
            a href={ "desa/" (village.code) ".html" } { (voice.show(village.name.as_str())) }
            " " span.standing { (outcome::standing(voice, merged)) }
            p { (outcome::sentence(voice, village, merged)) }
            p.small {
                (voice.say(Msg::new("village-sums")
                    .with("registered", village.registered().total())
                    .with("ballots", merged.set.ballots())))
            }
        }
    }
}

fn areas(voice: &Voice, districts: &[AreaLine], regencies: &[AreaLine]) -> Table {
    let heads = [
        Msg::new("head-area"),
        Msg::new("head-villages"),
        Msg::new("head-voters"),
        Msg::new("head-ballots"),
        Msg::new("head-valid"),
        Msg::new("head-blank"),
    ];
    let mut table = Table::new(voice.say(Msg::new("sums-caption")), heads.map(|head| voice.say(head)));
    let districts =
        districts.iter().map(|area| (voice.say(Msg::new("district").with("name", area.name.as_str())), area));
    let regencies = regencies.iter().map(|area| (voice.show(area.name.as_str()), area));
    for (name, area) in districts.chain(regencies) {
        table.row([
            Cell::Text(name),
            Cell::Number(format!("{}/{}", area.complete, area.villages)),
            Cell::count(voice, area.registered.total()),
            Cell::count(voice, area.ballots),
            Cell::count(voice, area.valid),
            Cell::count(voice, area.blank),
        ]);
    }
    table
}
