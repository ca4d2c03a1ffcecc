//! NIST SP 1500-101, *Election Event Logging Common Data Format*, version 1, as JSON: one log for each booth, and the
//! documentation of what their events mean.
//!
//! Nothing here tells of a single ballot: neither its code nor when it was cast, nor between which events. Ballots appear as
//! one counter of each kind at the end, and events are numbered among themselves.

use std::collections::BTreeMap;

use ballot_log::{Body, CancelReason, Closed, Entry, EventKind, Moment, Opened};
use election::Definition;
use serde_json::{Map, Value, json};

use super::{MANUFACTURER, MODEL, pretty};
use crate::figures::{OneBooth, SIMULASI, VerifiedElection};

/// What is fixed about an event: its id, its type, how it counts, and what it means in English and Indonesian.
struct Known {
    id: &'static str,
    kind: &'static str,
    disposition: &'static str,
    severity: &'static str,
    meaning: (&'static str, &'static str),
}

const OPENED: Known = Known {
    id: "polls-opened",
    kind: "polls",
    disposition: "success",
    severity: "information",
    meaning: ("the polls were opened", "pemungutan suara dibuka"),
};
const CLOSED: Known =
    Known { id: "polls-closed", meaning: ("the polls were closed", "pemungutan suara ditutup"), ..OPENED };
const CAST: Known = Known {
    id: "ballots-cast",
    kind: "voting",
    meaning: ("so many ballots were cast", "sekian suara dikirim"),
    ..OPENED
};
const CHALLENGED: Known = Known {
    id: "ballots-challenged",
    meaning: ("so many ballots were opened for a test", "sekian suara dibuka untuk uji mesin"),
    ..CAST
};
const CANCELLED: Known = Known {
    id: "ballots-cancelled",
    meaning: ("so many ballots were given up", "sekian suara dibatalkan"),
    ..CAST
};

/// Every kind of event that a booth logs.
const KINDS: [EventKind; 13] = [
    EventKind::Restart,
    EventKind::Pause,
    EventKind::Resume,
    EventKind::PrintFailure,
    EventKind::Reprint,
    EventKind::ClockJump,
    EventKind::MediumLost,
    EventKind::MediumBack,
    EventKind::RolledForward,
    EventKind::MirrorRebuilt,
    EventKind::LogRebuilt,
    EventKind::Officer,
    EventKind::Exchange,
];

/// The types of events, and what they mean in English and Indonesian.
const TYPES: [(&str, (&str, &str)); 7] = [
    ("polls", ("opening and closing", "pembukaan dan penutupan")),
    ("voting", ("counters of ballots, never a single ballot", "jumlah suara, tidak pernah satu suara")),
    ("device", ("the machine", "mesin")),
    ("printer", ("the printer", "pencetak")),
    ("storage", ("the two media on which the log is kept", "kedua media tempat log disimpan")),
    ("officer", ("what officers did", "tindakan petugas")),
    ("token", ("slips that let people vote", "token pemilih")),
];

const fn known(kind: EventKind) -> Known {
    let (id, kind, disposition, severity, meaning) = match kind {
        EventKind::Restart => (
            "restart",
            "device",
            "na",
            "warning",
            ("the booth was started again", "bilik dihidupkan kembali"),
        ),
        EventKind::Pause => (
            "pause",
            "officer",
            "success",
            "information",
            ("an officer paused the booth", "petugas menjeda bilik"),
        ),
        EventKind::Resume => (
            "resume",
            "officer",
            "success",
            "information",
            ("an officer resumed it", "petugas melanjutkan bilik"),
        ),
        EventKind::PrintFailure => (
            "print-failure",
            "printer",
            "failure",
            "error",
            ("a paper did not print", "kertas tidak tercetak"),
        ),
        EventKind::Reprint => (
            "reprint",
            "printer",
            "success",
            "warning",
            ("a paper was printed again", "kertas dicetak ulang"),
        ),
        EventKind::ClockJump => {
            ("clock-jump", "device", "na", "warning", ("the clock jumped", "jam mesin melompat"))
        }
        EventKind::MediumLost => (
            "medium-lost",
            "storage",
            "failure",
            "error",
            ("a medium no longer answered", "sebuah media tidak menjawab"),
        ),
        EventKind::MediumBack => (
            "medium-back",
            "storage",
            "success",
            "information",
            ("a medium answered again", "media menjawab kembali"),
        ),
        EventKind::RolledForward => (
            "rolled-forward",
            "storage",
            "success",
            "warning",
            (
                "after a crash the shorter medium was brought up to the longer",
                "media yang tertinggal disamakan",
            ),
        ),
        EventKind::MirrorRebuilt => (
            "mirror-rebuilt",
            "storage",
            "success",
            "warning",
            ("the second medium was rebuilt from the first", "media kedua dibangun ulang dari yang pertama"),
        ),
        EventKind::LogRebuilt => (
            "log-rebuilt",
            "storage",
            "success",
            "warning",
            ("the first medium was rebuilt from the second", "media pertama dibangun ulang dari yang kedua"),
        ),
        EventKind::Officer => (
            "officer",
            "officer",
            "success",
            "information",
            ("another act of an officer", "tindakan petugas yang lain"),
        ),
        EventKind::Exchange => (
            "exchange",
            "token",
            "success",
            "warning",
            ("a slip of another booth was exchanged for one of this booth", "token bilik lain ditukar"),
        ),
    };
    Known { id, kind, disposition, severity, meaning }
}

/// The logs of all booths by path, and their documentation.
pub(super) fn all(election: &VerifiedElection<'_>, made: &Moment) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::from([("events/documentation.json".to_owned(), documentation(made))]);
    for village in election.villages() {
        for booth in village.booths() {
            let events = Events::of(village.merged.entries(&booth.id));
            let log = log(election.definition(), &booth, events, made);
            files.insert(format!("events/{}.json", booth.id), log);
        }
    }
    files
}

fn documentation(made: &Moment) -> Vec<u8> {
    let all = [OPENED, CAST, CHALLENGED, CANCELLED, CLOSED].into_iter().chain(KINDS.map(known));
    let id = |known: Known| json!({ "@type": "EventLogging.EventIdDescription", "Id": known.id, "Description": both(known.meaning) });
    let kind = |(kind, meaning)| json!({ "@type": "EventLogging.EventTypeDescription", "Type": kind, "Description": both(meaning) });
    pretty(&json!({
        "@type": "EventLogging.ElectionEventLogDocumentation",
        "DeviceManufacturer": MANUFACTURER,
        "DeviceModel": MODEL,
        "GeneratedDate": made.as_str().get(..10).unwrap_or_default(),
        "EventIdDescription": all.map(id).collect::<Vec<_>>(),
        "EventTypeDescription": TYPES.map(kind),
    }))
}

fn log(definition: &Definition, booth: &OneBooth<'_>, events: Events, made: &Moment) -> Vec<u8> {
    let status = booth.line.decided.map_or_else(
        || booth.line.status.as_str().to_owned(),
        |decided| format!("{}, decided: {}", booth.line.status.as_str(), decided.as_str()),
    );
    let mut device = json!({
        "@type": "EventLogging.Device",
        "Id": booth.id.to_string(),
        "Type": "electronic-cast-paper",
        "HashType": "sha-256",
        "Manufacturer": MANUFACTURER,
        "Model": MODEL,
        "Details": format!("log: {status}"),
        "Event": events.list,
    });
    if let (Some(software), Some(fields)) = (events.software, device.as_object_mut()) {
        fields.insert("Version".to_owned(), software.into());
    }
    let mode = if definition.mode() == election::Mode::Simulasi { SIMULASI } else { "resmi" };
    pretty(&json!({
        "@type": "EventLogging.ElectionEventLog",
        "ElectionId": definition.id().to_string(),
        "GeneratedTime": made.as_str(),
        "Details": mode,
        "Device": [device],
    }))
}

/// The events of one log as they are found.
#[derive(Default)]
struct Events {
    list: Vec<Value>,
    software: Option<String>,
    last: Option<Moment>,
    cast: u32,
    challenged: u32,
    /// By voter, restart, printer.
    cancelled: [u32; 3],
}

impl Events {
    fn of<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        let mut events = Self::default();
        let mut closed = None;
        for entry in entries {
            match entry.body() {
                Ok(Body::Opened(opened)) => events.opened(entry, &opened),
                Ok(Body::Event(event)) => {
                    events.add(&known(event.event), &event.at, &event.detail, Some(entry));
                    events.last = Some(event.at);
                }
                Ok(Body::Closed(body)) => closed = Some((entry, body)),
                Ok(Body::Cast(_)) => events.cast += 1,
                Ok(Body::Challenged(_)) => events.challenged += 1,
                Ok(Body::Cancelled(cancelled)) => {
                    let [voter, restart, printer] = &mut events.cancelled;
                    *match cancelled.reason {
                        CancelReason::Voter => voter,
                        CancelReason::Restart => restart,
                        CancelReason::Printer => printer,
                    } += 1;
                }
                // Entries of a verified chain have well-formed bodies.
                Err(_) => {}
            }
        }
        if let Some((_, closed)) = &closed {
            events.last = Some(closed.closed_at.clone());
        }
        events.counters();
        if let Some((entry, closed)) = closed {
            events.add(&CLOSED, &closed.closed_at, &figures(&closed), Some(entry));
        }
        events
    }

    fn opened(&mut self, entry: &Entry, opened: &Opened) {
        let durability = match opened.durability {
            ballot_log::Durability::Full => "full",
            ballot_log::Durability::Relaxed => "relaxed",
        };
        let details = format!("launch code {}; durability {durability}", opened.launch_code);
        self.add(&OPENED, &opened.opened_at, &details, Some(entry));
        self.software = Some(opened.software.to_string());
        self.last = Some(opened.opened_at.clone());
    }

    /// How many ballots there were, as of the end of what is known, so that no ballot has a time.
    fn counters(&mut self) {
        let Some(at) = self.last.clone() else { return };
        let [voter, restart, printer] = self.cancelled;
        let total = voter.saturating_add(restart).saturating_add(printer);
        let cancelled = format!("{total} (voter {voter}, restart {restart}, printer {printer})");
        let counters = [
            (&CAST, self.cast.to_string()),
            (&CHALLENGED, self.challenged.to_string()),
            (&CANCELLED, cancelled),
        ];
        for (known, count) in counters {
            self.add(known, &at, &count, None);
        }
    }

    fn add(&mut self, known: &Known, at: &Moment, details: &str, entry: Option<&Entry>) {
        let sequence = self.list.len() + 1;
        let fields = [
            ("@type", Some("EventLogging.Event".to_owned())),
            ("Id", Some(known.id.to_owned())),
            ("Type", Some(known.kind.to_owned())),
            ("Sequence", Some(sequence.to_string())),
            ("TimeStamp", Some(at.to_string())),
            ("Disposition", Some(known.disposition.to_owned())),
            ("Severity", Some(known.severity.to_owned())),
            ("Description", Some(both(known.meaning))),
            ("Details", Some(details.to_owned()).filter(|details| !details.is_empty())),
            ("Hash", entry.map(|entry| entry.hash().to_string())),
        ];
        let given = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into())));
        self.list.push(Value::Object(given.collect::<Map<_, _>>()));
    }
}

/// What the officers counted, in one line.
fn figures(closed: &Closed) -> String {
    let officers = &closed.officers;
    let (tokens, slips) = (officers.tokens, officers.slips);
    let line = format!(
        "present {}, dptb {}; tokens received {}, unused {}, spoiled {}, exchanged {}; slips sah {}, batal {}",
        officers.present.total(),
        officers.dptb.total(),
        tokens.received,
        tokens.unused,
        tokens.spoiled,
        tokens.exchanged,
        slips.sah,
        slips.batal,
    );
    closed.reason.as_ref().map_or_else(|| line.clone(), |reason| format!("{line}; reason: {reason}"))
}

fn both((english, indonesian): (&str, &str)) -> String {
    format!("{english} / {indonesian}")
}
