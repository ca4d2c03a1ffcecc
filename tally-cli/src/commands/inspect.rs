//! `tally inspect`: what stands in a booth's log, entry by entry, or in a signed note.

use std::collections::BTreeMap;
use std::io::{BufReader, Read as _};
use std::path::PathBuf;

use ballot_log::mirror::{self, Frame};
use ballot_log::{
    Body, BundleReader, CancelReason, Event, EventKind, Exchange, Kind, LogHeader, LogIdentity, SecondMedium,
    SignedEntry,
};
use clap::Args;
use dialogue::{Answer, Exit, Msg, Page, Problem, Ui, Value, files};
use election::definition::Village;
use election::{Definition, short_code};
use serde_json::{Value as Json, json};
use tally::Message;

use crate::codes::Codes;
use crate::commands::{definition, note};
use crate::message::in_both;
use crate::table;

/// Lists the entries of a log.
#[derive(Debug, Args)]
pub(crate) struct Inspect {
    #[arg(value_name = "LOG")]
    log: PathBuf,
    #[arg(long, value_name = "FILE")]
    definition: Option<PathBuf>,
}

/// Header, records and damages of a bundle, mirror or database.
struct Log {
    header: LogHeader,
    records: Vec<SignedEntry>,
    damages: Vec<Message>,
}

/// What is shown of one entry.
struct Line {
    position: u64,
    kind: Kind,
    entry: String,
    code: Option<[u8; 32]>,
    signed: Option<bool>,
    body: Option<Body>,
}

impl Inspect {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let definition = self.definition.as_ref().map(|path| definition::read(ui, path)).transpose()?;
        if let Some(answer) = self.note(ui, definition.as_ref())? {
            return Ok(answer);
        }
        let log = self.read()?;
        let identity = match &definition {
            Some(definition) => Some(self.identity(definition, &log.header)?),
            None => None,
        };
        let codes = definition.as_ref().and_then(|definition| Codes::of(definition, &log.header.booth));
        let lines: Vec<Line> =
            log.records.iter().map(|record| line(record, identity.as_ref(), codes.as_ref())).collect();
        let bad = lines.iter().any(|line| line.signed == Some(false)) || !log.damages.is_empty();
        let mut page = ui.page();
        head(&mut page, &log.header);
        table(&mut page, &lines, definition.as_ref().and_then(|d| d.village(&log.header.booth.village)));
        tail(&mut page, &lines, &log.damages);
        if definition.is_none() {
            page.advise(&Msg::new("inspect-without-definition"));
        }
        let json = json!({
            "election": log.header.election,
            "village": log.header.booth.village,
            "tps": log.header.booth.tps,
            "booth": log.header.booth.booth,
            "key": log.header.key,
            "entries": lines.iter().map(line_json).collect::<Vec<_>>(),
            "damages": log.damages,
        });
        Ok(page.answer(if bad { Exit::Failed } else { Exit::Complete }, json))
    }

    /// The answer for a file that is no log, but a signed note.
    fn note(&self, ui: &Ui, definition: Option<&Definition>) -> Result<Option<Answer>, Problem> {
        let mut head = Vec::new();
        let file = files::open(&self.log)?;
        let cut = file.take(note::MAX_NOTE).read_to_end(&mut head);
        Ok(cut.ok().and_then(|_| note::inspect(ui, &head, definition)))
    }

    fn read(&self) -> Result<Log, Problem> {
        let mut file = BufReader::new(files::open(&self.log)?);
        let mut magic = [0; 4];
        let unreadable = |error: std::io::Error| {
            Problem::new(Exit::Unreadable, Msg::new("inspect-not-a-log")).file(&self.log).detail(error)
        };
        file.read_exact(&mut magic).map_err(unreadable)?;
        let start = std::io::Cursor::new(magic).chain(file);
        match &magic {
            b"PLKH" => self.read_mirror(start),
            b"SQLi" => self.read_database(),
            _ => self.read_bundle(start),
        }
    }

    fn read_database(&self) -> Result<Log, Problem> {
        let log =
            records::read_database(&self.log).map_err(|message| self.not_a_log().told(in_both(message)))?;
        let damages = log.damage.into_iter().map(|problem| match problem.position {
            Some(position) => {
                problem.message.of(format_args!("position {position}"), format_args!("catatan {position}"))
            }
            None => problem.message,
        });
        let damages: Vec<Message> = damages.collect();
        Ok(Log { header: log.header.ok_or_else(|| self.no_header())?, records: log.records, damages })
    }

    fn read_bundle(&self, source: impl std::io::Read) -> Result<Log, Problem> {
        let reader = BundleReader::new(source).map_err(|error| self.not_a_log().detail(error))?;
        let mut log = Log { header: reader.header().log.clone(), records: Vec::new(), damages: Vec::new() };
        for record in reader {
            match record {
                Ok(record) => log.records.push(record),
                Err(error) => log.damages.push(error.into()),
            }
        }
        Ok(log)
    }

    fn read_mirror(&self, mut source: impl std::io::Read) -> Result<Log, Problem> {
        let mut frame: Frame = [0; mirror::FRAME];
        source.read_exact(&mut frame).map_err(|error| self.not_a_log().detail(error))?;
        let header = mirror::decode_header(&frame).map_err(|error| self.no_header().told(in_both(error)))?;
        let mut first_empty = None;
        let mut log = Log { header, records: Vec::new(), damages: Vec::new() };
        for number in 1..=ballot_log::MAX_RECORDS {
            if source.read_exact(&mut frame).is_err() {
                break;
            }
            match mirror::decode_frame(&frame) {
                Ok(Some(record)) => {
                    log.damages.extend(first_empty.take().map(hole));
                    log.records.push(record);
                }
                Ok(None) => {
                    first_empty.get_or_insert(number);
                }
                Err(error) => {
                    let place = (format!("frame {number}"), format!("bingkai {number}"));
                    log.damages.push(Message::from(error).of(place.0, place.1));
                }
            }
        }
        Ok(log)
    }

    fn identity(&self, definition: &Definition, header: &LogHeader) -> Result<LogIdentity, Problem> {
        let found = LogIdentity::of(definition, &header.booth).filter(|identity| header.matches(identity));
        found.ok_or_else(|| {
            Problem::new(
                Exit::Failed,
                Msg::new("inspect-other-election").with("booth", header.booth.to_string()),
            )
            .file(&self.log)
            .advice(Msg::new("inspect-other-election-advice"))
        })
    }

    fn no_header(&self) -> Problem {
        Problem::new(Exit::Unreadable, Msg::new("inspect-no-header"))
            .file(&self.log)
            .advice(Msg::new("inspect-no-header-advice"))
    }

    fn not_a_log(&self) -> Problem {
        Problem::new(Exit::Unreadable, Msg::new("inspect-not-a-log"))
            .file(&self.log)
            .advice(Msg::new("inspect-not-a-log-advice"))
    }
}

/// An empty frame before others.
fn hole(number: u32) -> Message {
    Message::new(
        format!("frame {number} is empty, but records follow it"),
        format!("bingkai {number} kosong, padahal sesudahnya ada rekaman"),
    )
}

fn line(record: &SignedEntry, identity: Option<&LogIdentity>, codes: Option<&Codes<'_>>) -> Line {
    let entry = record.entry();
    let verified = identity.map(|identity| record.clone().verify(identity));
    let signed = verified.as_ref().map(Result::is_ok);
    let code = codes.and_then(|codes| codes.of_entry(&verified?.ok()?)).map(|code| *code.as_bytes());
    let body = entry.body().ok();
    Line {
        position: entry.position(),
        kind: entry.kind(),
        entry: entry.hash().to_string(),
        code,
        signed,
        body,
    }
}

fn head(page: &mut Page<'_>, header: &LogHeader) {
    let booth = Msg::new("inspect-booth")
        .with("village", header.booth.village.to_string())
        .with("tps", header.booth.tps.to_string())
        .with("booth", header.booth.booth.to_string());
    page.say(&booth);
    page.say(&Msg::new("inspect-election").with("election", header.election.to_string()));
    page.blank();
}

fn table(page: &mut Page<'_>, lines: &[Line], village: Option<&Village>) {
    let heads = [
        Msg::new("head-position"),
        Msg::new("head-kind"),
        Msg::new("head-ballot-code"),
        Msg::new("head-signature"),
        Msg::new("head-details"),
    ];
    let row = |line: &Line| -> Vec<Value> {
        let code = line.code.map_or_else(String::new, |code| short_code(&code));
        let signed = match line.signed {
            Some(true) => Msg::new("signature-good"),
            Some(false) => Msg::new("signature-bad"),
            None => Msg::new("signature-unchecked"),
        };
        let details = details(line, village).map_or_else(|| String::new().into(), Value::from);
        vec![line.position.into(), kind_text(line.kind).into(), code.into(), signed.into(), details]
    };
    table::add(page, &heads, lines.iter().map(row).collect());
}

/// What people want to know of an entry besides its kind. A cast ballot has nothing to tell; a challenged one shows
/// the choice that was opened, and whether encrypting it again gives the same ballot.
fn details(line: &Line, village: Option<&Village>) -> Option<Msg> {
    match line.body.as_ref()? {
        Body::Opened(opened) => Some(Msg::new("details-opened").with("at", opened.opened_at.as_str())),
        Body::Closed(closed) => Some(Msg::new("details-closed").with("at", closed.closed_at.as_str())),
        Body::Event(Event { exchange: Some(exchange), detail, .. }) => Some(exchanged(exchange, detail)),
        Body::Event(event) => {
            let kind = event_text(event.event);
            let with_detail = |detail| Msg::new("details-event").with("event", kind).with("detail", detail);
            Some(if event.detail.is_empty() {
                event_text(event.event)
            } else {
                with_detail(event.detail.as_str())
            })
        }
        Body::Cancelled(cancelled) => Some(match cancelled.reason {
            CancelReason::Voter => Msg::new("details-cancelled-voter"),
            CancelReason::Restart => Msg::new("details-cancelled-restart"),
            CancelReason::Printer => Msg::new("details-cancelled-printer"),
        }),
        Body::Challenged(opened) => {
            let text = match (line.signed, line.code) {
                (None, _) => Msg::new("details-challenged-unchecked"),
                (_, Some(_)) => Msg::new("details-challenged-good"),
                (_, None) => Msg::new("details-challenged-bad"),
            };
            Some(text.with("choice", choice(opened.choice, village)))
        }
        Body::Cast(_) => None,
    }
}

/// The slip that was given up, the slip that was given, and how it was made sure that the first was not spent.
fn exchanged(exchange: &Exchange, detail: &str) -> Msg {
    let short = |hash: election::TokenHash| hash.to_string().get(..8).unwrap_or_default().to_owned();
    let msg = match exchange.medium {
        SecondMedium::Read => Msg::new("details-exchange-read"),
        SecondMedium::Unreadable => Msg::new("details-exchange-unreadable").with("detail", detail),
    };
    msg.with("old", short(exchange.old)).with("new", short(exchange.new))
}

const fn event_text(event: EventKind) -> Msg {
    match event {
        EventKind::Restart => Msg::new("event-restart"),
        EventKind::Pause => Msg::new("event-pause"),
        EventKind::Resume => Msg::new("event-resume"),
        EventKind::PrintFailure => Msg::new("event-print-failure"),
        EventKind::Reprint => Msg::new("event-reprint"),
        EventKind::ClockJump => Msg::new("event-clock-jump"),
        EventKind::MediumLost => Msg::new("event-medium-lost"),
        EventKind::MediumBack => Msg::new("event-medium-back"),
        EventKind::RolledForward => Msg::new("event-rolled-forward"),
        EventKind::MirrorRebuilt => Msg::new("event-mirror-rebuilt"),
        EventKind::LogRebuilt => Msg::new("event-log-rebuilt"),
        EventKind::Officer => Msg::new("event-officer"),
        EventKind::Exchange => Msg::new("event-exchange"),
    }
}

/// Number of an option, with the candidate's name where the definition is known.
fn choice(option: u8, village: Option<&Village>) -> Value {
    let options = village.map(tally::options).unwrap_or_default();
    match options.into_iter().find(|known| known.option == option) {
        Some(known) if known.name == tally::BLANK => Msg::new("blank").into(),
        Some(known) => format!("{option}. {}", known.name).into(),
        None => option.to_string().into(),
    }
}

fn tail(page: &mut Page<'_>, lines: &[Line], damages: &[Message]) {
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for line in lines {
        *counts.entry(line.kind).or_default() += 1;
    }
    page.say(&Msg::new("inspect-total").with("count", lines.len()));
    for (kind, count) in counts {
        page.say(&Msg::new("inspect-count").with("kind", kind_text(kind)).with("count", count));
    }
    for damage in damages {
        page.say(&Msg::new("inspect-damage").with("detail", in_both(damage.clone())));
    }
}

const fn kind_text(kind: Kind) -> Msg {
    match kind {
        Kind::Opened => Msg::new("entry-opened"),
        Kind::Cast => Msg::new("entry-cast"),
        Kind::Challenged => Msg::new("entry-challenged"),
        Kind::Cancelled => Msg::new("entry-cancelled"),
        Kind::Event => Msg::new("entry-event"),
        Kind::Closed => Msg::new("entry-closed"),
    }
}

fn line_json(line: &Line) -> Json {
    let choice = match &line.body {
        Some(Body::Challenged(opened)) => Some(opened.choice),
        _ => None,
    };
    let event = match &line.body {
        Some(Body::Event(event)) => Some(event),
        _ => None,
    };
    json!({
        "position": line.position,
        "kind": line.kind.name(),
        "event": event,
        "choice": choice,
        "reproduced": choice.and(line.signed).map(|_| line.code.is_some()),
        "entry": line.entry,
        "code": line.code.map(hex::encode),
        "signature": line.signed,
    })
}
