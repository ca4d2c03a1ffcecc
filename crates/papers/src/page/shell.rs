//! What is around the content of every page: policy, styles, scripts, the switch between the languages.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dialogue::Msg;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::Site;
use super::voice::Voice;

const STYLES: &str = include_str!("../../../../verifier/page/page.css");
const SCRIPT: &str = include_str!("../../../../verifier/dist/page.js");
/// Runs beside the page; never executed from where it stands, so the policy names no hash for it.
const WORKER: &str = include_str!("../../../../verifier/dist/worker.js");

/// A page.
pub(super) struct Page {
    pub(super) titles: [String; 2],
    pub(super) content: Markup,
    /// For the scripts: which village, and so on.
    pub(super) about: serde_json::Value,
    /// The packed record; empty on a page without one.
    pub(super) packed: String,
}

/// The whole file.
pub(super) fn whole(page: &Page) -> String {
    let [title, _] = &page.titles;
    let mut about = page.about.clone();
    if let (Some(about), [id, en]) = (about.as_object_mut(), &page.titles) {
        about.insert("titles".to_owned(), serde_json::json!({ "id": id, "en": en }));
    }
    let markup = html! {
        (DOCTYPE)
        html lang="id" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLES)) }
            }
            body {
                main {
                    (switch())
                    (page.content)
                }
                script #about type="application/json" { (PreEscaped(in_script(&about))) }
                script #record type="application/octet-stream" { (PreEscaped(&page.packed)) }
                script #worker type="text/plain" { (PreEscaped(WORKER)) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    format!("{}\n", markup.into_string())
}

/// JSON that cannot end the element that it stands in.
fn in_script(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// Nothing but what stands in this file may run, nothing may be fetched, nothing may be sent.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; worker-src blob:; base-uri 'none'; \
         form-action 'none'",
        hash(SCRIPT),
        hash(STYLES)
    )
}

/// Two radio buttons: styles alone switch the language, so it works without scripts too.
fn switch() -> Markup {
    html! {
        input #language-id type="radio" name="language" value="id" checked aria-label="Bahasa Indonesia" lang="id";
        input #language-en type="radio" name="language" value="en" aria-label="English" lang="en";
        div.languages {
            label for="language-id" lang="id" { "Bahasa Indonesia" }
            label for="language-en" lang="en" { "English" }
        }
    }
}

/// The election in one line, and a mark on everything that comes from a rehearsal.
pub(super) fn election_line(site: &Site<'_>, voice: &Voice) -> Markup {
    let content = site.election.definition().content();
    html! {
        @if site.election.is_simulated() { p.simulation { (voice.say(Msg::new("simulation"))) } }
        p.election { (voice.show(content.title.as_str())) br; (voice.date(&content.date)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_page_cannot_end_its_element() {
        for text in [SCRIPT, WORKER] {
            let text = text.to_lowercase();
            assert!(!text.contains("</script") && !text.contains("<!--"));
        }
        assert!(!STYLES.to_lowercase().contains("</style"));
        let about = serde_json::json!({ "name": "</script><script>alert(1)</script>" });
        assert!(!in_script(&about).contains('<'));
    }

    #[test]
    fn the_policy_allows_this_script_and_these_styles_and_nothing_from_anywhere() {
        let policy = policy();
        assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"));
        assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'));
    }
}
