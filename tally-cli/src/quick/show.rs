//! Bulletins on the screen and for programs.

use dialogue::{Msg, Page, Value};
use election::TpsNumber;
use election::definition::Village;
use serde_json::{Value as Json, json};
use tally::{Bulletin, Difference, Message};

use super::inputs::{Carrier, Gathered, Refused};
use super::standing::{Finding, Standing, Statement};
use crate::message::in_both;
use crate::table;

/// A village: table, names, differences.
pub(crate) fn village(page: &mut Page<'_>, standing: &Standing<'_>, asked_record: bool) {
    let village = standing.village;
    page.heading(
        &Msg::new("quick-of").with("village", village.name.as_str()).with("code", village.code.as_str()),
    );
    table::add(page, &heads(village), rows(standing));
    page.say(&Msg::new("quick-options").with("names", names(village).join(", ")));
    if let Some(sum) = &standing.sum {
        let so_far = Msg::new("quick-so-far").with("count", sum.tps.len());
        page.say(&so_far.with("all", village.tps.len()));
    }
    if standing.statements.iter().any(|statement| statement.signers.is_empty()) {
        page.say(&Msg::new("quick-unsigned"));
    }
    if asked_record && standing.record.is_none() {
        page.say(&Msg::new("quick-no-result"));
    }
    if !standing.findings.is_empty() {
        page.blank();
        page.say(&Msg::new("quick-differences"));
        standing.findings.iter().for_each(|finding| page.say(&finding_line(finding)));
    }
}

/// What was refused, and what could not be read.
pub(crate) fn troubles(page: &mut Page<'_>, gathered: &Gathered) {
    if !gathered.refused.is_empty() {
        page.blank();
        page.say(&Msg::new("quick-refused"));
        gathered.refused.iter().for_each(|refused| page.say(&refused_line(refused)));
    }
    if !gathered.unreadable.is_empty() {
        page.blank();
        page.say(&Msg::new("quick-unreadable"));
        for problem in &gathered.unreadable {
            let lines = problem.page(page.texts());
            lines.lines().for_each(|line| page.raw(&format!("  {line}")));
        }
    }
}

fn heads(village: &Village) -> Vec<Msg> {
    let mut heads = vec![Msg::new("head-place"), Msg::new("head-voters"), Msg::new("head-ballots")];
    let candidates = village.candidates.iter();
    heads.extend(candidates.map(|c| Msg::new("head-option").with("number", u16::from(c.number))));
    heads.extend(village.blank.then(|| Msg::new("head-blank")));
    heads.extend([Msg::new("head-doubt"), Msg::new("head-verified")]);
    heads
}

fn rows(standing: &Standing<'_>) -> Vec<Vec<Value>> {
    let row = |name: Value, bulletin: &Bulletin, checked: Value| {
        let mut row = vec![name, bulletin.registered.into(), bulletin.ballots.into()];
        row.extend(bulletin.votes.iter().map(|votes| Value::from(*votes)));
        row.extend([bulletin.doubt.into(), checked]);
        row
    };
    let of =
        |statement: &Statement| row(place(&statement.bulletin.tps), &statement.bulletin, checked(statement));
    let (whole, parts): (Vec<&Statement>, Vec<&Statement>) =
        standing.statements.iter().partition(|statement| statement.bulletin.is_whole());
    let mut rows: Vec<Vec<Value>> = parts.into_iter().map(of).collect();
    if let Some(sum) = standing.sum.as_ref().filter(|sum| sum.tps.len() > 1) {
        let mut row: Vec<Value> = vec![Msg::new("quick-sum").into(), "".into(), sum.ballots.into()];
        row.extend(sum.votes.iter().map(|votes| Value::from(*votes)));
        row.extend(["".into(), "".into()]);
        rows.push(row);
    }
    rows.extend(whole.into_iter().map(of));
    if let Some(own) = standing.record.as_ref().and_then(|record| record.bulletins.first()) {
        rows.push(row(Msg::new("quick-record").into(), own, Msg::new("quick-by-record").into()));
    }
    rows
}

fn names(village: &Village) -> Vec<String> {
    village.candidates.iter().map(|candidate| format!("{}. {}", candidate.number, candidate.name)).collect()
}

fn place(tps: &[TpsNumber]) -> Value {
    if tps.is_empty() {
        return Msg::new("quick-whole").into();
    }
    let numbers: Vec<String> = tps.iter().map(ToString::to_string).collect();
    Msg::new("place-tps").with("tps", numbers.join(" + ")).into()
}

fn checked(statement: &Statement) -> Value {
    if statement.signers.is_empty() {
        return Msg::new("quick-by-code").into();
    }
    let names: Vec<&str> = statement.signers.iter().map(|name| name.as_str()).collect();
    Msg::new("quick-by-signature").with("names", names.join(", ")).into()
}

fn finding_line(finding: &Finding) -> Msg {
    match finding {
        Finding::Bulletins { tps, one, two, difference } => Msg::new("quick-two-bulletins")
            .with("place", place(tps))
            .with("what", difference_text(*difference))
            .with("one", one.as_str())
            .with("two", two.as_str()),
        Finding::Overlap { tps } => Msg::new("quick-overlap").with("tps", u32::from(*tps)),
        Finding::Sum { difference, source } => Msg::new("quick-sum-differs")
            .with("what", difference_text(*difference))
            .with("source", source.as_str()),
        Finding::Record { tps, difference, source } => Msg::new("quick-record-differs")
            .with("place", place(tps))
            .with("what", difference_text(*difference))
            .with("source", source.as_str()),
        Finding::NoRow { tps, source } => {
            Msg::new("quick-no-row").with("place", place(tps)).with("source", source.as_str())
        }
        Finding::Set { tps, source } => {
            Msg::new("quick-other-set").with("place", place(tps)).with("source", source.as_str())
        }
    }
}

fn difference_text(difference: Difference) -> Msg {
    match difference {
        Difference::Registered(one, two) => Msg::new("differs-registered").with("one", one).with("two", two),
        Difference::Ballots(one, two) => Msg::new("differs-ballots").with("one", one).with("two", two),
        Difference::Votes(option, one, two) => {
            Msg::new("differs-votes").with("option", u16::from(option)).with("one", one).with("two", two)
        }
        Difference::Doubt(one, two) => Msg::new("differs-doubt").with("one", one).with("two", two),
        Difference::Final(true, _) => Msg::new("differs-final"),
        Difference::Final(false, _) => Msg::new("differs-not-final"),
    }
}

fn refused_line(refused: &Refused) -> Msg {
    let Refused { source, carrier, error } = refused;
    let detail = Message::new(error.to_string(), error.to_indonesian());
    let carrier = match carrier {
        Carrier::Qr => Msg::new("carrier-qr"),
        Carrier::Sms => Msg::new("carrier-sms"),
        Carrier::Digits => Msg::new("carrier-digits"),
    };
    Msg::new("quick-refused-line")
        .with("source", source.as_str())
        .with("carrier", carrier)
        .with("detail", in_both(detail))
}

/// A village for programs.
pub(crate) fn to_json(standing: &Standing<'_>) -> Json {
    let statement = |statement: &Statement| {
        let carriers: Vec<_> = statement.carriers.iter().map(|carrier| carrier_word(*carrier)).collect();
        let signers: Vec<_> = statement.signers.iter().map(|name| name.as_str()).collect();
        let mut of = bulletin_json(&statement.bulletin);
        let more = [
            ("from", json!(statement.sources)),
            ("carriers", json!(carriers)),
            ("signed_by", json!(signers)),
        ];
        if let Some(fields) = of.as_object_mut() {
            fields.extend(more.map(|(name, value)| (name.to_owned(), value)));
        }
        of
    };
    json!({
        "village": standing.village.code,
        "bulletins": standing.statements.iter().map(statement).collect::<Vec<_>>(),
        "sum": standing.sum.as_ref().map(|sum| json!({ "tps": sum.tps, "ballots": sum.ballots, "votes": sum.votes })),
        "record": standing.record.as_ref().and_then(|record| record.bulletins.first()).map(bulletin_json),
        "differences": standing.findings.iter().map(finding_json).collect::<Vec<_>>(),
    })
}

/// Refused and unreadable inputs for programs.
pub(crate) fn troubles_json(page: &Page<'_>, gathered: &Gathered) -> (Vec<Json>, Vec<Json>) {
    let refused = |refused: &Refused| {
        json!({
            "from": refused.source,
            "carrier": carrier_word(refused.carrier),
            "error": refused.error.name(),
            "problem": refused.error.to_string(),
        })
    };
    let unreadable = gathered.unreadable.iter().map(|problem| problem.json(page.texts())).collect();
    (gathered.refused.iter().map(refused).collect(), unreadable)
}

fn bulletin_json(bulletin: &Bulletin) -> Json {
    json!({
        "tps": bulletin.tps,
        "registered": bulletin.registered,
        "ballots": bulletin.ballots,
        "votes": bulletin.votes,
        "doubt": bulletin.doubt,
        "final": bulletin.r#final,
    })
}

fn finding_json(finding: &Finding) -> Json {
    match finding {
        Finding::Bulletins { tps, one, two, difference } => {
            json!({ "kind": "bulletins", "tps": tps, "from": [one, two], "difference": difference_json(*difference) })
        }
        Finding::Overlap { tps } => json!({ "kind": "overlap", "tps": [tps] }),
        Finding::Sum { difference, source } => {
            json!({ "kind": "sum", "from": [source], "difference": difference_json(*difference) })
        }
        Finding::Record { tps, difference, source } => {
            json!({ "kind": "record", "tps": tps, "from": [source], "difference": difference_json(*difference) })
        }
        Finding::NoRow { tps, source } => json!({ "kind": "no-row", "tps": tps, "from": [source] }),
        Finding::Set { tps, source } => json!({ "kind": "set", "tps": tps, "from": [source] }),
    }
}

fn difference_json(difference: Difference) -> Json {
    match difference {
        Difference::Registered(one, two) => json!({ "field": "registered", "said": [one, two] }),
        Difference::Ballots(one, two) => json!({ "field": "ballots", "said": [one, two] }),
        Difference::Votes(option, one, two) => {
            json!({ "field": "votes", "option": option, "said": [one, two] })
        }
        Difference::Doubt(one, two) => json!({ "field": "doubt", "said": [one, two] }),
        Difference::Final(one, two) => json!({ "field": "final", "said": [one, two] }),
    }
}

const fn carrier_word(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Qr => "qr",
        Carrier::Sms => "sms",
        Carrier::Digits => "digits",
    }
}
