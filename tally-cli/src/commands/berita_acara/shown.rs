//! A statement in words: to be read aloud before it is signed.

use dialogue::Msg;
use election::TpsNumber;
use election::definition::Village;
use tally::{Drawn, Minutes, Objection, Recount, Role, Said, Statement};

/// Everything that a statement says.
pub(super) fn lines(statement: &Statement, village: &Village) -> Vec<Msg> {
    let head = Msg::new(match statement.said {
        Said::Minutes(_) => "state-minutes",
        Said::Objection(_) => "state-objection",
        Said::Answer(_) => "state-answer",
        Said::Recount(_) => "state-recount",
        Said::Audit(_) => "state-audit",
    });
    let head = head
        .with("number", statement.said.number())
        .with("village", village.name.as_str())
        .with("code", village.code.as_str());
    let mut lines = vec![head];
    match &statement.said {
        Said::Minutes(said) => minutes(said, village, &mut lines),
        Said::Objection(said) => objection(said, village, &mut lines),
        Said::Answer(said) => {
            lines.push(Msg::new("state-answers").with("hash", said.objection.to_string()));
            lines.push(text(&said.text));
        }
        Said::Recount(said) => recount(said, village, &mut lines),
        Said::Audit(said) => audit(said, &mut lines),
    }
    lines
}

fn text(text: &str) -> Msg {
    Msg::new("state-text").with("text", text)
}

fn place(tps: Option<TpsNumber>) -> Msg {
    match tps {
        Some(tps) => Msg::new("state-at-tps").with("tps", tps.get()),
        None => Msg::new("state-at-count"),
    }
}

/// Name of a candidate by number.
fn candidate(village: &Village, number: u8) -> String {
    let found = village.candidates.iter().find(|candidate| candidate.number == number);
    found.map(|candidate| candidate.name.clone()).unwrap_or_default()
}

fn minutes(said: &Minutes, village: &Village, lines: &mut Vec<Msg>) {
    lines.push(place(said.tps));
    let when = Msg::new("state-when").with("place", said.place.as_str()).with("date", said.date.as_str());
    lines.push(when.with("begins", said.begins.as_str()).with("ends", said.ends.as_str()));
    if let Some(disabled) = said.disabled {
        lines.push(Msg::new("state-disabled").with("male", disabled.male).with("female", disabled.female));
    }
    for officer in &said.officers {
        let role = match officer.role {
            Role::Chair => "state-chair",
            Role::Secretary => "state-secretary",
            Role::Member => "state-member",
        };
        lines.push(Msg::new(role).with("name", officer.name.as_str()));
    }
    for witness in &said.witnesses {
        let signs = if witness.signs { "state-witness" } else { "state-witness-unsigned" };
        let of = Msg::new(signs).with("name", witness.name.as_str());
        let number = u16::from(witness.candidate);
        lines.push(of.with("number", number).with("candidate", candidate(village, witness.candidate)));
    }
    lines.extend(said.seals.iter().map(|seal| Msg::new("state-seal").with("seal", seal.as_str())));
    lines.extend(said.incidents.iter().map(|one| Msg::new("state-incident").with("text", one.as_str())));
}

fn objection(said: &Objection, village: &Village, lines: &mut Vec<Msg>) {
    lines.push(place(said.tps));
    let by = Msg::new("state-by").with("name", said.witness.as_str());
    let number = u16::from(said.candidate);
    lines.push(by.with("number", number).with("candidate", candidate(village, said.candidate)));
    lines.push(text(&said.text));
}

fn recount(said: &Recount, village: &Village, lines: &mut Vec<Msg>) {
    let at = Msg::new("state-at-booth").with("tps", said.tps.get());
    lines.push(at.with("booth", said.booth.get()));
    for (number, slips) in (1_u8..).zip(&said.slips) {
        lines.push(match candidate(village, number) {
            blank if blank.is_empty() => Msg::new("state-slips-blank").with("slips", *slips),
            name => {
                let of = Msg::new("state-slips").with("number", u16::from(number)).with("name", name);
                of.with("slips", *slips)
            }
        });
    }
    lines.push(Msg::new("state-slips-invalid").with("slips", said.invalid));
    for explanation in &said.explanations {
        let of = Msg::new("state-explanation").with("option", u16::from(explanation.option));
        lines.push(of.with("text", explanation.text.as_str()));
    }
}

fn audit(said: &Drawn, lines: &mut Vec<Msg>) {
    lines.push(Msg::new("state-seed").with("seed", said.seed.as_str()));
    for one in &said.boxes {
        let of = Msg::new("state-box").with("tps", one.tps.get()).with("booth", one.booth.get());
        lines.push(of.with("slips", one.slips));
    }
    lines.push(Msg::new("state-drawn").with("count", said.drawn.len()));
}
