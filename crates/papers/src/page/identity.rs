//! What people compare: election number, roots, hashes, signatures, checkpoints, software.

use std::collections::BTreeSet;

use ballot_log::{Body, SignedCheckpoint};
use dialogue::Msg;
use election::BoothId;
use maud::{Markup, html};

use super::Site;
use super::table::{Cell, Table};
use super::village::Here;
use super::voice::{Voice, plain};

/// 32 bytes large, in groups that people can read aloud and compare.
pub(super) fn banner(title: &str, id: &[u8; 32]) -> Markup {
    let groups = |row: &[u8]| row.chunks(2).map(hex::encode).collect::<Vec<_>>();
    html! {
        div.banner {
            p { (title) }
            p.digits { @for row in id.chunks(8) { span.row { @for group in groups(row) { span { (group) } " " } } } }
        }
    }
}

/// The election's number, and its root once it is fixed: nobody should copy one that still changes.
pub(super) fn election(site: &Site<'_>, voice: &Voice) -> Markup {
    let merged = site.election.merged();
    let is_fixed = |village: &tally::VillageMerge| {
        village.is_counted() && village.note.is_some() && village.next.is_none()
    };
    let unfixed = merged.villages.iter().filter(|village| !is_fixed(village)).count();
    html! {
        (banner(&voice.say(Msg::new("election-id")), site.election.definition().id().as_bytes()))
        p { (voice.say(Msg::new("election-id-compare"))) }
        @if unfixed == 0 {
            (banner(&voice.say(Msg::new("election-root")), merged.root.as_bytes()))
            p { (voice.say(if merged.notes.own { Msg::new("root-signed") } else { Msg::new("root-unsigned") })) }
        } @else {
            p { (voice.say(Msg::new("root-not-fixed").with("count", unfixed))) }
        }
        @if merged.notes.others > 0 {
            p.warning { (voice.say(Msg::new("root-others").with("count", merged.notes.others))) }
        }
    }
}

/// All of that for a village.
pub(super) fn section(here: &Here<'_>) -> Markup {
    let voice = here.voice;
    html! {
        section {
            h2 { (voice.say(Msg::new("identity-title"))) }
            (election(here.site, voice))
            (banner(&voice.say(Msg::new("set-hash")), here.merged.hash.as_bytes()))
            dl.facts {
                dt { (voice.say(Msg::new("fact-committee"))) } dd { (committee(here)) }
                dt { (voice.say(Msg::new("fact-openers"))) } dd { (openers(here)) }
                dt { (voice.say(Msg::new("fact-authority"))) }
                dd { (here.site.election.definition().content().authority.name.as_str()) }
                dt { (voice.say(Msg::new("fact-program"))) } dd { "tally " (env!("CARGO_PKG_VERSION")) }
            }
            (checkpoints(here).show())
        }
    }
}

fn committee(here: &Here<'_>) -> String {
    let signatures = here.merged.note.iter().flat_map(|note| note.signatures());
    let names: Vec<&str> = signatures.map(|signature| signature.name().as_str()).collect();
    let threshold = here.village.committee.threshold;
    let msg = if names.is_empty() { Msg::new("committee-none") } else { Msg::new("committee-signed") };
    here.voice.say(match names.is_empty() {
        true => msg.with("needed", threshold),
        false => msg.with("needed", threshold).with("names", names.join(", ")),
    })
}

/// The trustees whose shares stand in the record.
fn openers(here: &Here<'_>) -> String {
    let folder = format!("villages/{}/", here.village.code);
    let number = |path: &str| path.strip_suffix(".share.json")?.rsplit_once("/t")?.1.parse::<usize>().ok();
    let own = here.site.files.keys().filter(|path| path.starts_with(&folder));
    let numbers: BTreeSet<usize> = own.filter_map(|path| number(path)).collect();
    let members = &here.village.trustees.members;
    let names = numbers.iter().filter_map(|number| members.get(number.checked_sub(1)?));
    let names: Vec<&str> = names.map(|trustee| trustee.name.as_str()).collect();
    if names.is_empty() {
        return here.voice.say(Msg::new("openers-none").with("needed", here.village.trustees.threshold));
    }
    here.voice.show(names.join(", "))
}

/// How far the log of each booth goes, who signed that, and with which software it was written.
fn checkpoints(here: &Here<'_>) -> Table {
    let voice = here.voice;
    let heads = [
        Msg::new("head-booth"),
        Msg::new("head-entries"),
        Msg::new("head-log-root"),
        Msg::new("head-signed"),
        Msg::new("head-software"),
    ];
    let mut table = Table::new(voice.say(Msg::new("checkpoints-caption")), heads.map(|head| voice.say(head)));
    for (id, _) in here.village.booths() {
        let name = Msg::new("place-booth").with("tps", plain(id.tps)).with("booth", plain(id.booth));
        let checkpoint = here.merged.end(&id).map(|branch| branch.end.checkpoint);
        table.row([
            Cell::Text(voice.say(name)),
            Cell::Number(checkpoint.as_ref().map_or_else(|| "–".to_owned(), |it| voice.show(it.size))),
            Cell::Digits(checkpoint.map_or_else(|| "–".to_owned(), |it| hex::encode(it.root.as_bytes()))),
            Cell::Text(witnesses(here, &id)),
            Cell::Digits(software(here, &id)),
        ]);
    }
    table
}

/// Who has signed loose checkpoints of a booth: the booth itself, saksi, committee.
fn witnesses(here: &Here<'_>, booth: &BoothId) -> String {
    let origin = here.site.election.definition().log_origin(booth);
    let notes = here.site.files.iter().filter(|(path, _)| path.starts_with("checkpoints/"));
    let notes = notes.filter_map(|(_, bytes)| SignedCheckpoint::parse(bytes).ok());
    let mut lines: Vec<String> = Vec::new();
    for note in notes.filter(|note| note.checkpoint().origin == origin) {
        let names = note.note().signatures().iter().map(|signature| match *signature.name() == origin {
            true => here.voice.say(Msg::new("signer-booth")),
            false => here.voice.show(signature.name().as_str()),
        });
        let names = names.collect::<Vec<_>>().join(", ");
        let size = note.checkpoint().size;
        lines.push(here.voice.say(Msg::new("checkpoint-signed").with("size", size).with("names", names)));
    }
    if lines.is_empty() { "–".to_owned() } else { lines.join("; ") }
}

fn software(here: &Here<'_>, booth: &BoothId) -> String {
    let opened = here.merged.entries(booth).next().and_then(|entry| entry.body().ok());
    match opened {
        Some(Body::Opened(opened)) => opened.software.to_string(),
        _ => "–".to_owned(),
    }
}
