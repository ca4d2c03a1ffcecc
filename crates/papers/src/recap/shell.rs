//! What is around the content: policy, styles, script, the switch between the languages.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dialogue::Msg;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::view::View;
use super::voice::Voices;
use super::{details, map, totals};

const STYLES: &str = include_str!("recap.css");
const SCRIPT: &str = include_str!("recap.js");
/// What tells a page of ours from other files.
pub(super) const MARK: &str = "pilkades/recap/v1";
/// Seconds after which a browser without scripts asks again.
const REFRESH: &str = "15";

/// Where the page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Sent by a server that tells of changes.
    Live {
        /// Whether it begins in English.
        english: bool,
    },
    /// A file on a stick.
    Saved,
}

/// The whole file.
pub(super) fn whole(view: &View, voices: &Voices, form: Form) -> String {
    let (live, english) = match form {
        Form::Live { english } => (true, english),
        Form::Saved => (false, false),
    };
    let [title_id, title_en] = voices.plain(&title(view));
    let markup = html! {
        (DOCTYPE)
        html lang=(if english { "en" } else { "id" }) data-live[live] data-title-id=(title_id) data-title-en=(title_en) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(live));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="generator" content=(MARK);
                link rel="icon" href="data:,";
                title { (if english { &title_en } else { &title_id }) }
                @if live { noscript { meta http-equiv="refresh" content=(REFRESH); } }
                style { (PreEscaped(STYLES)) }
            }
            body {
                (symbols())
                main {
                    (switch(english))
                    div.content { (content(view, voices, live)) }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    format!("{}\n", markup.into_string())
}

fn title(view: &View) -> Msg {
    let msg = if view.is_simulated() { Msg::new("page-title-simulation") } else { Msg::new("page-title") };
    msg.with("title", view.title.as_str())
}

/// Parts with `data-part` are exchanged one by one when something changes, the rest never does.
fn content(view: &View, voices: &Voices, live: bool) -> Markup {
    html! {
        header.top {
            @if view.is_simulated() { p.simulation { (voices.say(&Msg::new("simulation"))) } }
            p.election { (view.title) " · " (voices.date(&view.date)) }
            h1 { (voices.say(&Msg::new("recap-title"))) }
            p.provisional { (voices.say(&Msg::new("provisional"))) }
            div #status data-part role="status" { (status(view, voices)) }
            p #offline.alarm hidden { (voices.say(&Msg::new("offline"))) }
            @if live { noscript { p.small { (no_script(voices)) } } }
        }
        div.board {
            section #totals data-part aria-labelledby="totals-title" { (totals::show(view, voices)) }
            section.map aria-labelledby="map-title" { (map::show(view, voices)) }
        }
        section.details aria-labelledby="details-title" { (details::show(view, voices)) }
        section aria-labelledby="legend-title" { (details::legend(voices)) }
        section #files data-part aria-labelledby="files-title" { (details::files(view, voices)) }
        footer { (end(view, voices)) }
    }
}

/// When the count was made, and what is going on now.
fn status(view: &View, voices: &Voices) -> Markup {
    html! {
        p.made {
            @match &view.made {
                Some(made) => strong { (voices.moment("made", made)) },
                None => strong { (voices.say(&Msg::new("made-never"))) },
            }
        }
        @if let Some(counting) = &view.counting {
            p.counting { (voices.moment(if view.made.is_some() { "counting" } else { "counting-first" }, counting)) }
        }
        @if let Some(trouble) = &view.trouble {
            p.alarm {
                (voices.say(&Msg::new("trouble").with("why", dialogue::Told::new(&trouble.english, &trouble.indonesian))))
            }
        }
    }
}

fn no_script(voices: &Voices) -> Markup {
    html! {
        (voices.say(&Msg::new("no-script").with("seconds", REFRESH))) " "
        a href="/" lang="id" { "Bahasa Indonesia" } " · " a href="/?lang=en" lang="en" { "English" }
    }
}

fn end(view: &View, voices: &Voices) -> Markup {
    let id = view.election.to_string();
    let groups: Vec<&str> = (0..id.len()).step_by(4).filter_map(|at| id.get(at..at + 4)).collect();
    html! {
        p { (voices.say(&Msg::new("election-id"))) br; code { (groups.join(" ")) } }
        p.small { (voices.say(&Msg::new("end"))) }
    }
}

/// Nothing but what stands in this file may run; the live page may ask its own server, the saved one nobody.
pub(super) fn policy(live: bool) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let connect = if live { "connect-src 'self'; " } else { "" };
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; {connect}base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLES)
    )
}

/// Two radio buttons: styles alone switch the language, so it works without scripts too.
fn switch(english: bool) -> Markup {
    html! {
        input #language-id type="radio" name="language" value="id" checked[!english] aria-label="Bahasa Indonesia" lang="id";
        input #language-en type="radio" name="language" value="en" checked[english] aria-label="English" lang="en";
        div.languages {
            label for="language-id" lang="id" { "Bahasa Indonesia" }
            label for="language-en" lang="en" { "English" }
        }
    }
}

/// A shape for every state: colours alone tell nothing to many.
fn symbols() -> Markup {
    html! {
        svg.symbols width="0" height="0" aria-hidden="true" focusable="false" {
            symbol #i-belum-lapor viewBox="0 0 16 16" { path d="M3 8h10" {} }
            symbol #i-diterima viewBox="0 0 16 16" { path d="M8 2v8M4.5 6.5 8 10l3.5-3.5M2.5 13.5h11" {} }
            symbol #i-terverifikasi viewBox="0 0 16 16" { path d="M2.5 8.5l4 4 7-9" {} }
            symbol #i-selisih viewBox="0 0 16 16" { path d="M2.5 5.75h11M2.5 10.25h11M11 2 5 14" {} }
            symbol #i-karantina viewBox="0 0 16 16" { path d="M3 3l10 10M13 3 3 13" {} }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_page_cannot_end_its_element() {
        let script = SCRIPT.to_lowercase();
        assert!(!script.contains("</script") && !script.contains("<!--"));
        assert!(!STYLES.to_lowercase().contains("</style"));
    }

    #[test]
    fn the_policy_allows_this_script_and_these_styles_and_only_the_own_server() {
        for live in [true, false] {
            let policy = policy(live);
            assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"));
            assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'));
            assert_eq!(policy.contains("connect-src 'self'"), live);
        }
    }
}
