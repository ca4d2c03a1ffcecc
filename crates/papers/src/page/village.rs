//! The page of one village.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dialogue::Msg;
use election::definition::Village;
use maud::{Markup, PreEscaped, html};
use tally::VillageMerge;

use super::shell::{self, Page};
use super::voice::{Voice, in_both, plain};
use super::{Sheet, Site, extract, figures, identity, outcome, remarks};

/// Everything that a part of the page needs to know.
pub(super) struct Here<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) voice: &'a Voice,
    pub(super) village: &'a Village,
    pub(super) merged: &'a VillageMerge,
}

impl Here<'_> {
    /// A candidate's photo as an address that carries the picture.
    pub(super) fn photo(&self, option: u8) -> Option<String> {
        let candidate = self.village.candidates.iter().find(|candidate| candidate.number == option)?;
        let photo = self.site.extras.photos.get(candidate.photo.as_ref()?)?;
        Some(format!("data:{};base64,{}", photo.media_type, STANDARD.encode(&photo.bytes)))
    }

    fn sheets(&self) -> &[Sheet] {
        self.site.extras.bulletins.get(&self.village.code).map(Vec::as_slice).unwrap_or_default()
    }
}

pub(super) fn page(site: &Site<'_>, village: &Village, merged: &VillageMerge) -> String {
    let write = |part: &dyn Fn(&Here<'_>) -> Markup| {
        in_both(&site.voices, |voice| part(&Here { site, voice, village, merged }))
    };
    let content = html! {
        (write(&head))
        div #check-receipt {}
        (write(&body))
        div #check-all {}
        (write(&end))
    };
    shell::whole(&Page {
        titles: site.voices.each_ref().map(|voice| title(site, voice, village)),
        content,
        about: extract::about(site, merged),
        packed: extract::packed(site, &village.code),
    })
}

fn title(site: &Site<'_>, voice: &Voice, village: &Village) -> String {
    let msg =
        if site.election.is_simulated() { Msg::new("page-title-simulation") } else { Msg::new("page-title") };
    voice.say(msg.with("village", village.name.as_str()))
}

fn head(here: &Here<'_>) -> Markup {
    let (voice, village) = (here.voice, here.village);
    let place = Msg::new("village-place")
        .with("district", village.district.as_str())
        .with("regency", village.regency.as_str())
        .with("province", village.province.as_str());
    html! {
        p.back { a href="../index.html" { (voice.say(Msg::new("to-index"))) } }
        (shell::election_line(here.site, voice))
        h1 { (voice.show(village.name.as_str())) }
        p.place { (voice.say(place.with("code", village.code.as_str()))) }
        p.provisional { (voice.say(Msg::new("provisional"))) }
        (outcome::head(here))
        (outcome::options(here))
    }
}

fn body(here: &Here<'_>) -> Markup {
    html! {
        noscript { p.warning { (here.voice.say(Msg::new("no-script"))) } }
        (figures::places(here))
        (figures::turnout(here))
        (figures::accounting(here))
        (remarks::set_aside(here))
        (remarks::remarks(here))
        (remarks::decisions(here))
        (bulletins(here))
        (identity::section(here))
    }
}

fn bulletins(here: &Here<'_>) -> Markup {
    let voice = here.voice;
    if here.sheets().is_empty() {
        return html! {};
    }
    html! {
        section.bulletins {
            h2 { (voice.say(Msg::new("bulletins-title"))) }
            p { (voice.say(Msg::new("bulletins-about"))) }
            @for sheet in here.sheets() {
                figure {
                    // Drawn by `papers::bulletin` from dots alone; no foreign text stands in it.
                    div.code role="img" aria-label=(voice.say(sheet_name(sheet))) { (PreEscaped(&sheet.svg)) }
                    figcaption {
                        p { strong { (voice.say(sheet_name(sheet))) } }
                        p { (voice.say(Msg::new("signed-by").with("names", sheet.signer.as_str()))) }
                        p { (voice.say(Msg::new("bulletin-qr"))) br; code { (sheet.qr) } }
                        p { (voice.say(Msg::new("bulletin-sms"))) br; code { (sheet.sms) } }
                    }
                }
            }
        }
    }
}

fn sheet_name(sheet: &Sheet) -> Msg {
    if sheet.tps.is_empty() {
        return Msg::new("whole-village");
    }
    let numbers: Vec<String> = sheet.tps.iter().map(ToString::to_string).collect();
    Msg::new("place-tps").with("tps", plain(numbers.join(" + ")))
}

fn end(here: &Here<'_>) -> Markup {
    let voice = here.voice;
    html! {
        section {
            h2 { (voice.say(Msg::new("yourself-title"))) }
            p { (voice.say(Msg::new("yourself-about"))) }
            ul {
                li { code { "tally verify ARSIP --election-id " (here.site.election.definition().id()) } }
                li { code { "node pilkades-verify.mjs ARSIP --election-id " (here.site.election.definition().id()) } }
            }
            p.provisional { (voice.say(Msg::new("provisional"))) }
        }
    }
}
