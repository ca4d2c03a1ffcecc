//! `tally definition show`: summary and ElectionId of a sealed definition.

use std::path::PathBuf;

use clap::Args;
use dialogue::{Answer, Exit, Msg, Page, Problem, Texts, Ui, Value};
use election::definition::{Booth, Content, TimeZone, Village, Voters};
use election::{Definition, Mode};
use serde_json::{Value as Json, json};

use crate::table;

/// Shows a sealed definition.
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Show {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let definition = super::read(ui, &self.file)?;
        let mut page = ui.page();
        head(&mut page, ui.texts(), definition.content());
        villages(&mut page, &definition);
        for village in definition.villages() {
            candidates(&mut page, village);
        }
        if definition.villages().iter().any(|village| village.trustees.one_machine) {
            page.blank();
            page.say(&Msg::new("definition-one-machine"));
        }
        page.banner(&Msg::new("election-id"), definition.id().as_bytes());
        page.advise(&Msg::new("election-id-compare"));
        Ok(page.answer(Exit::Complete, summary(&definition)))
    }
}

fn head(page: &mut Page<'_>, texts: &Texts, content: &Content) {
    page.say(&Msg::new("definition-title").with("title", content.title.as_str()));
    let hours = Msg::new("definition-hours")
        .with("date", texts.date(&content.date))
        .with("opens", texts.time(&content.opens))
        .with("closes", texts.time(&content.closes))
        .with("zone", zone(content.time_zone));
    page.say(&hours);
    page.say(&Msg::new("definition-authority").with("name", content.authority.name.as_str()));
    page.say(&match content.mode {
        Mode::Resmi => Msg::new("definition-resmi"),
        Mode::Simulasi => Msg::new("definition-simulasi"),
    });
    page.blank();
}

fn villages(page: &mut Page<'_>, definition: &Definition) {
    let heads = [
        Msg::new("head-code"),
        Msg::new("head-village"),
        Msg::new("head-district"),
        Msg::new("head-tps"),
        Msg::new("head-booths"),
        Msg::new("head-voters"),
        Msg::new("head-trustees"),
    ];
    let row = |village: &Village| -> Vec<Value> {
        let trustees = Msg::new("k-of-n")
            .with("k", village.trustees.threshold)
            .with("n", village.trustees.members.len());
        vec![
            village.code.as_str().into(),
            village.name.as_str().into(),
            village.district.as_str().into(),
            village.tps.len().into(),
            village.booths().count().into(),
            village.registered().total().into(),
            trustees.into(),
        ]
    };
    table::add(page, &heads, definition.villages().iter().map(row).collect());
}

fn candidates(page: &mut Page<'_>, village: &Village) {
    page.blank();
    page.say(&Msg::new("candidates-of").with("village", village.name.as_str()));
    for candidate in &village.candidates {
        let line = Msg::new("candidate-line")
            .with("number", u16::from(candidate.number))
            .with("name", candidate.name.as_str());
        page.say(&line);
    }
    if village.blank {
        page.say(&Msg::new("candidate-blank"));
    }
}

const fn zone(zone: TimeZone) -> &'static str {
    match zone {
        TimeZone::Wib => "WIB",
        TimeZone::Wita => "WITA",
        TimeZone::Wit => "WIT",
    }
}

fn summary(definition: &Definition) -> Json {
    let content = definition.content();
    json!({
        "election": definition.id(),
        "mode": content.mode,
        "title": content.title,
        "date": content.date,
        "opens": content.opens,
        "closes": content.closes,
        "time_zone": content.time_zone,
        "authority": content.authority,
        "villages": definition.villages().iter().map(village_json).collect::<Vec<_>>(),
    })
}

fn village_json(village: &Village) -> Json {
    let Voters { male, female } = village.registered();
    let booths = || village.booths().map(|(_, booth)| booth);
    let spares = booths().filter(|booth| booth.spare).count();
    let tokens = |booth: &Booth| booth.lists.iter().map(|list| u64::from(list.tokens)).sum::<u64>();
    json!({
        "code": village.code,
        "name": village.name,
        "district": village.district,
        "regency": village.regency,
        "province": village.province,
        "candidates": village.candidates.iter().map(|c| json!({ "number": c.number, "name": c.name })).collect::<Vec<_>>(),
        "blank": village.blank,
        "tps": village.tps.len(),
        "booths": booths().count(),
        "spares": spares,
        "tokens": booths().map(tokens).sum::<u64>(),
        "registered": { "male": male, "female": female },
        "trustees": { "threshold": village.trustees.threshold, "members": village.trustees.members.len(), "one_machine": village.trustees.one_machine },
        "committee": { "threshold": village.committee.threshold, "keys": village.committee.keys.len() },
    })
}
