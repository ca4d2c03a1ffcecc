//! `tally inspect` of a signed note: decisions, checkpoints, enrolments and other notes in plain words.

use ballot_log::{Checkpoint, SignedCheckpoint};
use dialogue::{Answer, Exit, Msg, Page, Ui, Value, in_one_line};
use election::enrolment::Enrolment;
use election::{Definition, KeyName, PublicKey, SignedNote};
use serde_json::{Value as Json, json};
use tally::Decision;

use crate::decisions;
use crate::table;

/// Largest note in bytes, its signatures included.
pub(crate) const MAX_NOTE: u64 = 128 << 10;

/// What a note says, as far as this program knows.
enum Content {
    Decision(Box<Decision>),
    Checkpoint(Checkpoint),
    Enrolment(Enrolment),
    Other,
}

/// What became of a signature line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Good,
    Bad,
    /// Nobody of this name is in the definition, or there is no definition.
    Unknown,
}

/// Shows a note; `None` if the bytes are none.
pub(crate) fn inspect(ui: &Ui, bytes: &[u8], definition: Option<&Definition>) -> Option<Answer> {
    let note = SignedNote::parse(bytes).ok()?;
    let content = content(bytes, &note, definition);
    let judged = |name: &KeyName| match content {
        // It was read, so the very key in it has signed.
        Content::Enrolment(_) => Verdict::Good,
        _ => verdict(&note, name, definition),
    };
    let signatures: Vec<(KeyName, Verdict)> =
        note.signatures().iter().map(|s| (s.name().clone(), judged(s.name()))).collect();
    let mut page = ui.page();
    say(&mut page, &content, &note, definition);
    page.blank();
    let heads = [Msg::new("head-signed-by"), Msg::new("head-signature")];
    let row = |(name, verdict): &(KeyName, Verdict)| -> Vec<Value> {
        vec![name.as_str().into(), verdict.text().into()]
    };
    table::add(&mut page, &heads, signatures.iter().map(row).collect());
    if definition.is_none() && !matches!(content, Content::Enrolment(_)) {
        page.advise(&Msg::new("note-without-definition"));
    }
    let bad = signatures.iter().any(|(_, verdict)| *verdict == Verdict::Bad);
    let exit = if bad { Exit::Failed } else { Exit::Complete };
    Some(page.answer(exit, to_json(&content, &note, &signatures)))
}

fn content(bytes: &[u8], note: &SignedNote, definition: Option<&Definition>) -> Content {
    if let Some(decision) = definition.and_then(|definition| Decision::parse(definition, note.text()).ok()) {
        return Content::Decision(Box::new(decision));
    }
    if let Ok(signed) = SignedCheckpoint::parse(bytes) {
        return Content::Checkpoint(signed.checkpoint().clone());
    }
    Enrolment::parse(bytes).map_or(Content::Other, Content::Enrolment)
}

fn say(page: &mut Page<'_>, content: &Content, note: &SignedNote, definition: Option<&Definition>) {
    match content {
        Content::Decision(decision) => {
            let village = definition.and_then(|definition| definition.village(&decision.village));
            let lines = village.map(|village| decisions::statement(decision, village, None));
            lines.iter().flatten().for_each(|line| page.say(line));
            let hash = Decision::hash(note.text());
            page.say(&Msg::new("decision-hash").with("hash", in_one_line(hash.as_bytes())));
        }
        Content::Checkpoint(checkpoint) => {
            page.say(&Msg::new("note-checkpoint").with("size", checkpoint.size));
            page.say(&Msg::new("note-origin").with("origin", checkpoint.origin.as_str()));
            page.say(&Msg::new("note-root").with("root", in_one_line(checkpoint.root.as_bytes())));
        }
        Content::Enrolment(enrolment) => {
            page.say(&Msg::new("note-enrolment").with("booth", enrolment.booth().to_string()));
            page.say(&Msg::new("key-mode").with("mode", enrolment.mode().as_str()));
            page.say(&Msg::new("note-short-key").with("key", enrolment.short_key()));
        }
        Content::Other => {
            page.say(&Msg::new("note-text"));
            note.text().lines().for_each(|line| page.say(&Msg::new("note-line").with("line", line)));
        }
    }
}

fn verdict(note: &SignedNote, name: &KeyName, definition: Option<&Definition>) -> Verdict {
    let Some(definition) = definition else { return Verdict::Unknown };
    let keys: Vec<PublicKey> =
        known(definition).filter(|(known, _)| known == name).map(|(_, key)| key).collect();
    match keys.iter().any(|key| note.keep_known(&[(name, key)]).is_ok()) {
        true => Verdict::Good,
        false if keys.is_empty() => Verdict::Unknown,
        false => Verdict::Bad,
    }
}

/// Everybody whose key is in a definition, under the names that they sign with.
fn known(definition: &Definition) -> impl Iterator<Item = (KeyName, PublicKey)> {
    let authority = &definition.content().authority;
    let of_village = |village: &election::definition::Village| {
        let members = village.committee.keys.iter().map(|member| (member.name.clone(), member.key));
        let saksi = village.saksi.iter().map(|saksi| (saksi.name.clone(), saksi.key));
        members.chain(saksi).collect::<Vec<_>>()
    };
    let people = definition.villages().iter().flat_map(of_village);
    let booths = definition.booths().map(|(id, booth)| (definition.log_origin(&id), booth.key));
    std::iter::once((authority.name.clone(), authority.key)).chain(people).chain(booths)
}

impl Verdict {
    const fn text(self) -> Msg {
        match self {
            Self::Good => Msg::new("signature-good"),
            Self::Bad => Msg::new("signature-bad"),
            Self::Unknown => Msg::new("signature-unchecked"),
        }
    }
}

fn to_json(content: &Content, note: &SignedNote, signatures: &[(KeyName, Verdict)]) -> Json {
    let (kind, told) = match content {
        Content::Decision(decision) => {
            let hash = Decision::hash(note.text());
            ("decision", decisions::to_json(decision, [("hash", json!(hash))]))
        }
        Content::Checkpoint(checkpoint) => {
            let root = hex::encode(checkpoint.root.as_bytes());
            ("checkpoint", json!({ "origin": checkpoint.origin, "size": checkpoint.size, "root": root }))
        }
        Content::Enrolment(enrolment) => {
            let (booth, key) = (enrolment.booth().to_string(), enrolment.key().to_string());
            let short = enrolment.short_key();
            ("enrolment", json!({ "booth": booth, "mode": enrolment.mode(), "key": key, "short_key": short }))
        }
        Content::Other => ("note", Json::Null),
    };
    let signature = |(name, verdict): &(KeyName, Verdict)| {
        let good = match verdict {
            Verdict::Good => Some(true),
            Verdict::Bad => Some(false),
            Verdict::Unknown => None,
        };
        json!({ "name": name, "good": good })
    };
    json!({
        "note": kind,
        "content": told,
        "text": note.text(),
        "signatures": signatures.iter().map(signature).collect::<Vec<_>>(),
    })
}
