//! What has happened to logs: one way each.

use std::path::PathBuf;

use ballot_log::{Body, EventKind, Kind, LogHeader, SignedEntry};
use election::{BoothId, ListId, SecretKey, Token};
use fixtures::day::{Day, bundle, hashed};
use fixtures::world::Made;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng as _;

use super::files::{Bad, Line, Named};
use super::media;
use super::regency::{Regency, TOO_MANY_INVALID, day_in};

/// The ballot to which most things happen; it stands between the opening and the test.
pub(crate) const POSITION: u64 = 2;
/// One bad log among so many.
const ONE_IN: u32 = 20;

/// A way in which a log can be bad.
pub(crate) struct Spoil {
    /// What has happened.
    pub(crate) kind: &'static str,
    /// What is there instead of the honest log.
    pub(crate) make: fn(&Place<'_>) -> Made<Spoiled>,
}

/// What is there instead of an honest log, and what must come of it.
pub(crate) struct Spoiled {
    /// Paths below the folder of inputs.
    pub(crate) files: Vec<(PathBuf, Vec<u8>)>,
    /// What must stand in the booth's line.
    pub(crate) line: Line,
    /// What must be named.
    pub(crate) named: Vec<Named>,
}

/// A booth of the regency whose log is to be bad.
pub(crate) struct Place<'r> {
    /// The regency.
    pub(crate) regency: &'r Regency,
    /// The booth.
    pub(crate) id: BoothId,
}

/// The booths of a day to which something has happened, each in another way, all ways at least once.
pub(crate) fn spoil(regency: &Regency) -> Made<Vec<Bad>> {
    let booths = regency.booths();
    let ways: Vec<&Spoil> = ways().collect();
    let wanted = usize::try_from(regency.scale.tps.div_ceil(ONE_IN))?.max(ways.len());
    if booths.len() < wanted {
        return Err(format!("{} booths are too few for {wanted} bad logs", booths.len()).into());
    }
    let step = booths.len() / wanted;
    let mut bad = Vec::new();
    for (way, id) in ways.iter().cycle().take(wanted).zip(booths.into_iter().step_by(step)) {
        let place = Place { regency, id };
        let Spoiled { files, line, named } =
            (way.make)(&place).map_err(|error| format!("{}: {error}", way.kind))?;
        bad.push(Bad { kind: way.kind, booth: place.id, files, line, named });
    }
    Ok(bad)
}

/// All ways in which logs are bad.
pub(crate) fn ways() -> impl Iterator<Item = &'static Spoil> {
    BYTES.iter().chain(ENTRIES).chain(RULES).chain(BALLOTS).chain(EVIDENCE).chain(media::MEDIA)
}

/// Bytes of a bundle that somebody or something has changed.
const BYTES: &[Spoil] = &[
    Spoil { kind: "first byte flipped", make: |place| flipped(place, 0, Line::Same, 5) },
    Spoil { kind: "version flipped", make: |place| flipped(place, 4, Line::Status("missing"), 5) },
    Spoil {
        kind: "election in the header flipped",
        make: |place| flipped(place, 20, Line::Status("missing"), 5),
    },
    Spoil {
        kind: "village in the header flipped",
        make: |place| flipped(place, 45, Line::Status("missing"), 5),
    },
    Spoil { kind: "key in the header flipped", make: |place| flipped(place, 70, Line::Status("missing"), 5) },
    Spoil { kind: "hash at the end flipped", make: hash_flipped },
    Spoil { kind: "byte after the end", make: byte_after },
    Spoil {
        kind: "count one less",
        make: |place| counted(place, |count| count - 1, Line::Status("unclosed")),
    },
    Spoil { kind: "count one more", make: |place| counted(place, |count| count + 1, Line::Same) },
    Spoil { kind: "count 2^32 - 1", make: |place| counted(place, |_| u32::MAX, Line::Status("missing")) },
    Spoil { kind: "record length 2^32 - 1", make: frame_of_gigabytes },
    Spoil { kind: "entry flipped", make: |place| record_flipped(place, 60) },
    Spoil { kind: "entry without its kind", make: |place| record_flipped_at_kind(place) },
    Spoil { kind: "cut in an entry", make: cut_in_entry },
    Spoil { kind: "cut in the header", make: |place| kept(place, 50) },
    Spoil { kind: "cut to nothing", make: |place| kept(place, 0) },
    Spoil { kind: "zeros alone", make: zeros },
];

/// Entries that are others than were written, or elsewhere.
const ENTRIES: &[Spoil] = &[
    Spoil { kind: "signature flipped", make: signature_flipped },
    Spoil { kind: "receipt flipped", make: |place| part_flipped(place, POSITION, 11) },
    Spoil { kind: "checkpoint flipped", make: |place| part_flipped(place, 0, 10) },
    Spoil { kind: "receipt stripped", make: receipt_stripped },
    Spoil { kind: "entries swapped", make: swapped },
    Spoil { kind: "entry twice", make: doubled },
    Spoil { kind: "entry gone", make: gone },
    Spoil { kind: "entry of another day", make: spliced },
    Spoil { kind: "log forked", make: forked },
    Spoil { kind: "log not closed", make: unclosed },
    Spoil { kind: "log of another election", make: |place| foreign(place, &place.regency.other) },
    Spoil { kind: "log of a rehearsal", make: |place| foreign(place, &place.regency.rehearsal) },
    Spoil { kind: "rehearsal under this booth's header", make: renamed },
    Spoil { kind: "signed by a stranger's key", make: stranger },
    Spoil { kind: "log gone", make: |_| Ok(bare(Vec::new(), Line::Status("missing"), Vec::new())) },
];

/// Well-signed entries that break the rules of a log.
const RULES: &[Spoil] = &[
    Spoil { kind: "opened twice", make: opened_twice },
    Spoil { kind: "nobody opened", make: unopened },
    Spoil { kind: "ballot after the close", make: after_the_close },
    Spoil {
        kind: "close counts one ballot less",
        make: |place| {
            misclosed(place, 9, |closed| {
                closed.counts.cast -= 1;
                closed.officers.slips.sah -= 1;
                closed.officers.tokens.unused += 1;
            })
        },
    },
    Spoil {
        kind: "close without a reason",
        make: |place| misclosed(place, 24, |closed| closed.officers.slips.sah += 1),
    },
    Spoil { kind: "event with an escape", make: escaped_event },
    Spoil { kind: "ballot with a time", make: timed_ballot },
];

/// Ballots that the booth has signed, and that are no ballots.
const BALLOTS: &[Spoil] = &[
    Spoil {
        kind: "two votes",
        make: |place| {
            aside(place, "invalid-proof", |day, list| {
                let token = day.slip(list);
                let ballot = day.forge(list, &token, &[2, 0, 0, 0]);
                day.cast_bytes(list, &token, ballot).map(|_| ())
            })
        },
    },
    Spoil {
        kind: "slip used twice",
        make: |place| {
            aside(place, "token-used", |day, list| {
                let token = day.cast[0].token.clone();
                day.cast_with(list, &token, 2).map(|_| ())
            })
        },
    },
    Spoil {
        kind: "slip that nobody printed",
        make: |place| {
            aside(place, "not-in-list", |day, list| {
                day.cast_with(list, &Token::from_bytes([9; 10]), 2).map(|_| ())
            })
        },
    },
    Spoil {
        kind: "ballot copied",
        make: |place| {
            aside(place, "token-used", |day, list| {
                let first = day.cast[0].clone();
                day.cast_bytes(list, &first.token, first.ballot).map(|_| ())
            })
        },
    },
    Spoil { kind: "randomness used again", make: repeated },
    Spoil { kind: "test of another choice", make: cheated_test },
    Spoil { kind: "64 ballots without proof", make: |place| unproved(place, TOO_MANY_INVALID - 1) },
    Spoil { kind: "65 ballots without proof", make: |place| unproved(place, TOO_MANY_INVALID) },
];

/// What others hold against a log that is whole by itself.
const EVIDENCE: &[Spoil] = &[
    Spoil { kind: "ballot dropped, its receipt is there", make: dropped },
    Spoil {
        kind: "checkpoint beyond the log",
        make: |place| {
            let mut longer = place.day()?;
            longer.cast_all(0, &[1, 2])?;
            longer.close()?;
            contradicted(place, place.path("note"), longer.checkpoint_note()?, 10)
        },
    },
    Spoil {
        kind: "checkpoint of another root",
        make: |place| {
            let [_, other] = branches(place)?;
            contradicted(place, place.path("note"), other.checkpoint_note()?, 10)
        },
    },
];

impl Place<'_> {
    /// The booth's day up to its close.
    pub(crate) fn day(&self) -> Made<Day<'_>> {
        self.regency.day(&self.id)
    }

    /// The booth's whole day.
    pub(crate) fn closed(&self) -> Made<Day<'_>> {
        self.regency.closed(&self.id)
    }

    /// Where its log lies, or something else of it.
    pub(crate) fn path(&self, ending: &str) -> PathBuf {
        PathBuf::from(format!("logs/{}.{ending}", self.id))
    }

    fn log(&self) -> PathBuf {
        self.path("plkb")
    }

    fn instead(&self, log: Vec<u8>, line: Line, named: Vec<Named>) -> Spoiled {
        bare(vec![(self.log(), log)], line, named)
    }

    /// A log of which the file is named.
    fn named(&self, log: Vec<u8>, line: Line, (check, position): (u64, Option<u64>)) -> Spoiled {
        self.instead(log, line, vec![Named::invalid(self.log(), check, position)])
    }

    /// A log that its own rules refuse from a position on.
    fn broken(&self, log: Vec<u8>, check: u64, position: u64) -> Spoiled {
        let named = vec![Named::Booth { check, position: Some(position) }];
        self.instead(log, Line::Status("broken"), named)
    }
}

/// Files, a line, and what must be named.
pub(crate) fn bare(files: Vec<(PathBuf, Vec<u8>)>, line: Line, named: Vec<Named>) -> Spoiled {
    Spoiled { files, line, named }
}

fn flipped(place: &Place<'_>, byte: usize, line: Line, check: u64) -> Made<Spoiled> {
    let mut log = place.closed()?.bundle();
    log[byte] ^= 1;
    Ok(place.named(log, line, (check, None)))
}

fn hash_flipped(place: &Place<'_>) -> Made<Spoiled> {
    let mut log = place.closed()?.bundle();
    *log.last_mut().ok_or("no hash")? ^= 1;
    Ok(place.named(log, Line::Same, (5, None)))
}

fn byte_after(place: &Place<'_>) -> Made<Spoiled> {
    let mut log = place.closed()?.bundle();
    log.push(0);
    Ok(place.named(log, Line::Same, (5, None)))
}

fn counted(place: &Place<'_>, change: fn(u32) -> u32, line: Line) -> Made<Spoiled> {
    let day = place.closed()?;
    let whole = day.bundle();
    let mut bytes = whole[..whole.len() - 32].to_vec();
    let count = change(u32::try_from(day.records.len())?);
    bytes[LogHeader::LENGTH..LogHeader::LENGTH + 4].copy_from_slice(&count.to_be_bytes());
    Ok(place.named(hashed(bytes), line, (5, None)))
}

/// Where a record begins with its length.
fn offset_of(day: &Day<'_>, record: usize) -> usize {
    LogHeader::LENGTH + 4 + day.records[..record].iter().map(|record| 4 + record.len()).sum::<usize>()
}

fn frame_of_gigabytes(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let mut log = day.bundle();
    let at = offset_of(&day, usize::try_from(POSITION)?);
    log[at..at + 4].copy_from_slice(&u32::MAX.to_be_bytes());
    Ok(place.named(log, Line::Status("unclosed"), (5, None)))
}

/// Flips a bit in the body of the ballot.
fn record_flipped(place: &Place<'_>, byte: usize) -> Made<Spoiled> {
    let day = place.closed()?;
    let mut records = day.records.clone();
    records[usize::try_from(POSITION)?][byte] ^= 1;
    Ok(unsigned(place, bundle(&day.header(), &records)))
}

/// A log with an entry that nobody has signed so.
fn unsigned(place: &Place<'_>, log: Vec<u8>) -> Spoiled {
    let file = Named::invalid(place.log(), 6, Some(POSITION));
    let booth = Named::Booth { check: 7, position: Some(POSITION) };
    place.instead(log, Line::Status("broken"), vec![file, booth])
}

fn record_flipped_at_kind(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let mut records = day.records.clone();
    // After the byte of parts and the four letters.
    records[usize::try_from(POSITION)?][5] = 0xee;
    let file = Named::invalid(place.log(), 5, None);
    let booth = Named::Booth { check: 7, position: Some(POSITION) };
    Ok(place.instead(bundle(&day.header(), &records), Line::Status("broken"), vec![file, booth]))
}

fn cut_in_entry(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let keep = offset_of(&day, 4) + 30;
    Ok(place.named(day.bundle()[..keep].to_vec(), Line::Status("unclosed"), (5, None)))
}

fn kept(place: &Place<'_>, keep: usize) -> Made<Spoiled> {
    let log = place.closed()?.bundle()[..keep].to_vec();
    let named = match keep {
        0 => Named::refused(place.log(), "unknown"),
        _ => Named::invalid(place.log(), 5, None),
    };
    Ok(place.instead(log, Line::Status("missing"), vec![named]))
}

fn zeros(place: &Place<'_>) -> Made<Spoiled> {
    let log = vec![0; place.closed()?.bundle().len()];
    Ok(place.instead(log, Line::Status("missing"), vec![Named::refused(place.log(), "unknown")]))
}

/// Where the entry's signature begins in a record'.
fn signature_at(record: &[u8]) -> Made<usize> {
    Ok(1 + SignedEntry::from_record_bytes(record)?.entry().to_bytes().len())
}

fn signature_flipped(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let mut records = day.records.clone();
    let record = &mut records[usize::try_from(POSITION)?];
    let at = signature_at(record)?;
    record[at + 40] ^= 1;
    Ok(unsigned(place, bundle(&day.header(), &records)))
}

/// Flips a bit in the signature that follows the entry's own.
fn part_flipped(place: &Place<'_>, position: u64, check: u64) -> Made<Spoiled> {
    let day = place.closed()?;
    let mut records = day.records.clone();
    let record = &mut records[usize::try_from(position)?];
    let at = signature_at(record)? + 64;
    record[at] ^= 1;
    Ok(place.broken(bundle(&day.header(), &records), check, position))
}

fn receipt_stripped(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let mut records = day.records.clone();
    let record = &mut records[usize::try_from(POSITION)?];
    let at = signature_at(record)? + 64;
    record.truncate(at);
    record[0] = 0;
    Ok(place.broken(bundle(&day.header(), &records), 11, POSITION))
}

fn swapped(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let mut records = day.records.clone();
    records.swap(2, 3);
    Ok(place.named(bundle(&day.header(), &records), Line::Same, (5, None)))
}

fn doubled(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let mut records = day.records.clone();
    records.insert(3, records[3].clone());
    Ok(place.named(bundle(&day.header(), &records), Line::Same, (5, None)))
}

fn gone(place: &Place<'_>) -> Made<Spoiled> {
    let log = place.closed()?.bundle_without(usize::try_from(POSITION)?);
    Ok(place.broken(log, 7, POSITION))
}

fn spliced(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let other = day_in(&place.regency.world, &place.id, place.regency.scale.ballots, "another day")?;
    let mut records = day.records.clone();
    let at = usize::try_from(POSITION)?;
    records[at] = other.records[at].clone();
    Ok(place.broken(bundle(&day.header(), &records), 7, POSITION))
}

/// Two ends of one day: they part at the last ballot.
fn branches<'p>(place: &'p Place<'_>) -> Made<[Day<'p>; 2]> {
    let one = place.closed()?;
    let mut other = place.day()?;
    let last = usize::try_from(other.size())? - 1;
    other.undo(last)?;
    other.cast(0, 2)?;
    other.close()?;
    Ok([one, other])
}

fn forked(place: &Place<'_>) -> Made<Spoiled> {
    let [one, other] = branches(place)?;
    let position = place.day()?.size() - 1;
    let named = vec![Named::Booth { check: 7, position: Some(position) }];
    Ok(place.instead(one.bundle_with(&other), Line::Status("fork"), named))
}

fn unclosed(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.day()?;
    let named = vec![Named::Booth { check: 7, position: Some(day.size()) }];
    Ok(place.instead(day.bundle(), Line::Status("unclosed"), named))
}

/// The log of the first booth of another election.
fn foreign(place: &Place<'_>, world: &fixtures::world::World) -> Made<Spoiled> {
    let day = foreign_day(place, world)?;
    Ok(place.named(day.bundle(), Line::Status("missing"), (5, None)))
}

fn foreign_day<'w>(place: &Place<'_>, world: &'w fixtures::world::World) -> Made<Day<'w>> {
    let (id, _) = world.definition.booths().next().ok_or("no booth")?;
    let mut day = day_in(world, &id, place.regency.scale.ballots, "")?;
    day.close()?;
    Ok(day)
}

fn renamed(place: &Place<'_>) -> Made<Spoiled> {
    let day = foreign_day(place, &place.regency.rehearsal)?;
    let log = bundle(&place.closed()?.header(), &day.records);
    Ok(place.named(log, Line::Status("missing"), (6, Some(0))))
}

fn stranger(place: &Place<'_>) -> Made<Spoiled> {
    let day = place.closed()?;
    let key = SecretKey::generate(&mut ChaCha20Rng::seed_from_u64(20));
    let mut records = day.records.clone();
    for record in &mut records {
        let at = signature_at(record)?;
        let hash = SignedEntry::from_record_bytes(record)?.entry().hash();
        record[at..at + 64].copy_from_slice(key.sign(hash.as_bytes()).as_bytes());
    }
    Ok(place.named(bundle(&day.header(), &records), Line::Status("missing"), (6, Some(0))))
}

fn opened_twice(place: &Place<'_>) -> Made<Spoiled> {
    let mut day = place.day()?;
    let (position, opened) = (day.size(), day.opened()?);
    day.write(&Body::Opened(opened))?;
    day.close()?;
    Ok(place.broken(day.bundle(), 7, position))
}

fn unopened(place: &Place<'_>) -> Made<Spoiled> {
    let mut day = Day::blank(&place.regency.world, &place.id, "")?;
    day.cast(0, 1)?;
    day.close()?;
    Ok(place.broken(day.bundle(), 7, 0))
}

fn after_the_close(place: &Place<'_>) -> Made<Spoiled> {
    let mut day = place.closed()?;
    let position = day.size();
    day.cast(0, 1)?;
    Ok(place.broken(day.bundle(), 7, position))
}

fn misclosed(place: &Place<'_>, check: u64, change: fn(&mut ballot_log::Closed)) -> Made<Spoiled> {
    let mut day = place.day()?;
    let (position, mut closed) = (day.size(), day.closing()?);
    change(&mut closed);
    day.write(&Body::Closed(closed))?;
    Ok(place.broken(day.bundle(), check, position))
}

fn escaped_event(place: &Place<'_>) -> Made<Spoiled> {
    let mut day = place.day()?;
    let position = day.size();
    let mut honest = place.day()?;
    honest.event(EventKind::Pause, "hujan")?;
    let record = honest.records.last().ok_or("no event")?;
    let body = SignedEntry::from_record_bytes(record)?.entry().body_bytes().to_vec();
    let body = String::from_utf8(body)?.replace("hujan", "\\u001b[2J\\u202e");
    day.raw(Kind::Event, body.into_bytes(), None)?;
    day.close()?;
    Ok(place.broken(day.bundle(), 8, position))
}

fn timed_ballot(place: &Place<'_>) -> Made<Spoiled> {
    let mut day = place.day()?;
    let (position, list) = (day.size(), day.list(0)?);
    let token = day.slip(&list);
    let ballot = day.encrypt(&list, &token, 1)?.0.to_bytes();
    day.cast_bytes(&list, &token, [ballot.as_slice(), &1_795_305_600_u64.to_be_bytes()].concat())?;
    day.close()?;
    Ok(place.broken(day.bundle(), 8, position))
}

/// A day with one more ballot, which does not count; the others do.
fn aside(
    place: &Place<'_>,
    reason: &'static str,
    cast: fn(&mut Day<'_>, &ListId) -> Made<()>,
) -> Made<Spoiled> {
    let mut day = place.day()?;
    let (position, list) = (day.size(), day.list(0)?);
    cast(&mut day, &list)?;
    day.close_because("Diperiksa panitia")?;
    let named = vec![Named::Aside { reason, position }];
    Ok(place.instead(day.bundle(), Line::Status("counted"), named))
}

fn repeated(place: &Place<'_>) -> Made<Spoiled> {
    let mut day = place.day()?;
    let (position, list) = (day.size() + 1, day.list(0)?);
    for votes in [[1, 0, 0, 0], [0, 1, 0, 0]] {
        let token = day.slip(&list);
        let ballot = day.forge(&list, &token, &votes);
        day.cast_bytes(&list, &token, ballot)?;
    }
    day.close()?;
    let named = vec![Named::Remark { remark: "repeated-r", position }];
    Ok(place.instead(day.bundle(), Line::Status("counted"), named))
}

fn cheated_test(place: &Place<'_>) -> Made<Spoiled> {
    let mut day = place.day()?;
    let (position, list) = (day.size(), day.list(0)?);
    let token = day.slip(&list);
    day.challenge_with(&list, &token, (1, 2))?;
    day.close()?;
    let named = vec![Named::Remark { remark: "challenge-differs", position }];
    Ok(place.instead(day.bundle(), Line::Status("counted"), named))
}

fn unproved(place: &Place<'_>, invalid: u32) -> Made<Spoiled> {
    let mut day = place.day()?;
    let (position, list) = (day.size(), day.list(0)?);
    for _ in 0..invalid {
        let token = day.slip(&list);
        let mut ballot = day.encrypt(&list, &token, 1)?.0.to_bytes();
        // The lowest bit of the last scalar: still a number in its one form, and another one.
        let last = ballot.len() - 32;
        ballot[last] ^= 1;
        day.cast_bytes(&list, &token, ballot)?;
    }
    day.close()?;
    let (line, named) = match invalid < TOO_MANY_INVALID {
        true => ("counted", Named::Aside { reason: "invalid-proof", position }),
        false => ("quarantined", Named::Booth { check: 12, position: None }),
    };
    Ok(place.instead(day.bundle(), Line::Status(line), vec![named]))
}

fn dropped(place: &Place<'_>) -> Made<Spoiled> {
    let whole = place.closed()?;
    let mut short = place.day()?;
    let last = usize::try_from(short.size())? - 1;
    short.undo(last)?;
    short.close()?;
    let receipt = whole.receipt(whole.cast.len() - 1).to_bytes();
    let named = vec![Named::Booth { check: 11, position: None }];
    let files = vec![(place.log(), short.bundle()), (place.path("receipt.json"), receipt)];
    Ok(bare(files, Line::Status("quarantined"), named))
}

fn contradicted(place: &Place<'_>, path: PathBuf, evidence: Vec<u8>, check: u64) -> Made<Spoiled> {
    let files = vec![(place.log(), place.closed()?.bundle()), (path, evidence)];
    Ok(bare(files, Line::Status("quarantined"), vec![Named::Booth { check, position: None }]))
}
