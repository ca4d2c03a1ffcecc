//! The officers' figures while they are typed.

use dialogue::Msg;

use crate::intent::Figures;
use crate::page::Page;
use crate::view::Accounting;

/// One figure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// Among the drafts.
    pub(crate) name: &'static str,
    /// Keys of the texts: below its group's heading, and alone.
    pub(crate) label: &'static str,
    pub(crate) short: &'static str,
}

const fn field(name: &'static str, label: &'static str, short: &'static str) -> Field {
    Field { name, label, short }
}

/// All of them, in the order in which they are asked for.
pub(crate) const FIELDS: [Field; 10] = [
    field("figure-present-men", "figure-men", "figure-present-men"),
    field("figure-present-women", "figure-women", "figure-present-women"),
    field("figure-dptb-men", "figure-men", "figure-dptb-men"),
    field("figure-dptb-women", "figure-women", "figure-dptb-women"),
    field("figure-received", "figure-received", "figure-tokens-received"),
    field("figure-unused", "figure-unused", "figure-tokens-unused"),
    field("figure-spoiled", "figure-spoiled", "figure-tokens-spoiled"),
    field("figure-exchanged", "figure-exchanged", "figure-tokens-exchanged"),
    field("figure-sah", "figure-sah", "figure-slips-sah"),
    field("figure-batal", "figure-batal", "figure-slips-batal"),
];

/// What was typed into each; what is empty is none.
fn typed(page: &mut Page<'_>) -> [Option<u32>; 10] {
    FIELDS.map(|field| page.drafts().text(field.name).parse().ok())
}

/// All figures, if none is missing.
pub(crate) fn figures(page: &mut Page<'_>) -> Option<Figures> {
    let [men, women, dptb_men, dptb_women, received, unused, spoiled, exchanged, sah, batal] = typed(page);
    Some(Figures {
        present: [men?, women?],
        dptb: [dptb_men?, dptb_women?],
        tokens: [received?, unused?, spoiled?, exchanged?],
        slips: [sah?, batal?],
    })
}

/// What a group, named by its first figure, comes to; beside what it is to be compared with.
pub(crate) fn sum(page: &mut Page<'_>, first: usize, view: &Accounting) -> Msg {
    let all = typed(page).map(|n| u64::from(n.unwrap_or_default()));
    let [men, women, dptb_men, dptb_women, received, unused, spoiled, exchanged, sah, batal] = all;
    let [cast, challenged, cancelled] = view.counts.map(u64::from);
    match first {
        0 => Msg::new("sum-present").with("sum", men + women).with("cast", cast),
        2 => {
            let dptb = dptb_men + dptb_women;
            Msg::new("sum-dptb").with("sum", dptb).with("all", dptb + u64::from(view.registered))
        }
        4 => {
            let used = cast + challenged + exchanged + unused + spoiled;
            Msg::new("sum-tokens").with("received", received).with("used", used)
        }
        _ => Msg::new("sum-slips")
            .with("sah", sah)
            .with("cast", cast)
            .with("batal", batal)
            .with("cancelled", cancelled),
    }
}
