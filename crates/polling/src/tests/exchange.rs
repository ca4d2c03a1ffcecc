//! Exchanging the slip of a broken booth: what its second medium tells, and every refusal.

use std::path::PathBuf;

use ballot_log::mirror::{FRAME, encode_frame, encode_header};
use ballot_log::{
    Body, BundleWriter, Challenged, Durability, Event, EventKind, Exchange, LogBuilder, LogHeader,
    LogIdentity, Opened, SecondMedium, SignedEntry, SoftwareHash,
};
use election::{BallotCode, BoothId, Mode, Token, TokenError};

use super::world::{World, admitted, deck, key, launch, place};
use crate::*;

/// Booth 2 of the world: its slips of dusun 1 and 2, and a log in which the first is cast and the second tested.
struct Neighbour {
    world: World,
    records: Vec<SignedEntry>,
}

impl Neighbour {
    fn new() -> Self {
        let world = World::new(Mode::Simulasi);
        let records = records(&world, &deck(3, 2));
        Self { world, records }
    }

    fn identity(&self) -> LogIdentity {
        LogIdentity::of(&self.world.definition, &place(2)).unwrap()
    }

    /// Slip of dusun 1; 0 is cast, 1 is tested.
    fn slip(&self, token: usize) -> String {
        deck(3, 4)[token].to_qr(Mode::Simulasi, &place(2))
    }

    fn frames(&self) -> Vec<[u8; FRAME]> {
        let header = encode_header(&LogHeader::of(&self.identity()));
        [vec![header], self.records.iter().map(encode_frame).collect(), vec![[0; FRAME]; 2]].concat()
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.world.file(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn read(&self, bytes: &[u8]) -> Result<SpentSlips, MediumError> {
        let kit = self.world.kit();
        SpentSlips::read(kit.station(), &self.file("copy", bytes), &self.world.file(""))
    }

    fn mirror(&self) -> SpentSlips {
        self.read(&self.frames().concat()).unwrap()
    }

    /// The booth refuses; it is as it was, and nothing was recorded.
    fn refused(&self, ready: Ready, old: &str, new: &str, medium: &OtherMedium) -> (Ready, ExchangeRefusal) {
        let before = self.world.entries().len();
        let refused = ready.exchange(admitted(), &ExchangeRequest { old, new, medium }).err().unwrap();
        assert_eq!(self.world.entries().len(), before);
        (refused.state.0, refused.reason)
    }
}

fn records(world: &World, tokens: &[Token]) -> Vec<SignedEntry> {
    let identity = LogIdentity::of(&world.definition, &place(2)).unwrap();
    let ballot = |token: &Token| [token.as_bytes().as_slice(), &[7; 32 * 15]].concat();
    let opened = Opened {
        election: identity.election,
        software: SoftwareHash::new([1; 32]),
        durability: Durability::Relaxed,
        opened_at: "2026-11-22T07:00:00+07:00".parse().unwrap(),
        launch_code: Opened::joined(&launch()),
        launch: launch(),
    };
    let challenged = Challenged { ballot: ballot(&tokens[1]), choice: 1, seed: [1; 32] };
    let mut log = LogBuilder::new(identity, key(2)).unwrap();
    let mut records = Vec::new();
    for body in [Body::Opened(opened), Body::Cast(ballot(&tokens[0])), Body::Challenged(challenged)] {
        let prepared = match &body {
            Body::Cast(ballot) => log.prepare_cast(ballot, &BallotCode::new([3; 32])).unwrap(),
            _ => log.prepare(&body).unwrap(),
        };
        records.push(log.commit(prepared).unwrap().record().clone());
    }
    records
}

fn vouched(read: Option<SpentSlips>) -> OtherMedium {
    OtherMedium::Unreadable { vouched: Vouchers::new("Siti Aminah", "Budi").unwrap(), read }
}

fn given(ready: Ready, old: &str, new: &str, medium: &OtherMedium) -> Ready {
    ready.exchange(admitted(), &ExchangeRequest { old, new, medium }).unwrap().unwrap()
}

fn exchanges(world: &World) -> Vec<(String, Exchange)> {
    let exchange = |body| match body {
        Body::Event(Event { event: EventKind::Exchange, detail, exchange, .. }) => {
            Some((detail, exchange.unwrap()))
        }
        _ => None,
    };
    world.bodies().into_iter().filter_map(exchange).collect()
}

#[test]
fn the_new_slip_votes_for_the_old_one_which_the_log_names() {
    let at = Neighbour::new();
    let medium = OtherMedium::Read(at.mirror());
    let ready = given(at.world.open(), &at.slip(2), &at.world.slip(0), &medium);
    let hash = |token: &Token, list| token.hash(Mode::Simulasi, &at.world.definition.nonce(), list);
    let old = hash(&deck(3, 4)[2], at.world.others[0].id());
    let new = hash(&at.world.tokens[0], at.world.lists[0].id());
    let first = Exchange { old, new, medium: SecondMedium::Read };
    assert_eq!(exchanges(&at.world), [(String::new(), first)]);

    let finished = ready.scan(&at.world.slip(0)).unwrap().choose(1).unwrap().yes().unwrap().cast().unwrap();
    assert!(matches!(finished.outcome(), Outcome::Cast(_)));
    let typed = deck(3, 4)[3].to_text();
    given(finished.next(), &typed, &at.world.tokens[1].to_text(), &vouched(None));
    let (detail, second) = exchanges(&at.world).remove(1);
    assert_eq!((detail.as_str(), second.medium), ("dijamin Siti Aminah dan Budi", SecondMedium::Unreadable));
}

#[test]
fn what_a_medium_tells_is_the_same_from_mirror_and_bundle() {
    let at = Neighbour::new();
    let mut writer = BundleWriter::new(LogHeader::of(&at.identity()));
    at.records.iter().for_each(|record| writer.push(record).unwrap());
    for spent in [at.mirror(), at.read(&writer.finish()).unwrap()] {
        assert_eq!((spent.booth(), spent.len(), spent.is_whole()), (&place(2), 2, true));
    }
    let unopened = at.read(&[at.frames()[0], [0; FRAME]].concat()).unwrap();
    assert!(unopened.is_empty() && unopened.is_whole(), "a booth that was never opened has spent nothing");
}

#[test]
fn a_damaged_medium_is_not_whole_and_tells_what_it_can() {
    let at = Neighbour::new();
    let frames = at.frames();
    let told = |frames: &[[u8; FRAME]]| {
        let spent = at.read(&frames.concat()).unwrap();
        (spent.len(), spent.is_whole())
    };
    let bent = |index: usize, byte: usize| {
        let mut frames = frames.clone();
        frames[index][byte] ^= 1;
        frames
    };
    assert_eq!(told(&frames), (2, true));
    assert_eq!(told(&bent(0, 8)), (2, false), "a header that is none");
    assert_eq!(told(&bent(0, 20)), (2, false), "the header of another election");
    assert_eq!(told(&bent(2, 100)), (1, false), "a record whose signature no longer holds");
    assert_eq!(told(&bent(3, 0)), (1, false), "a frame that is none");
    assert_eq!(told(&frames[..4]), (2, false), "cut off behind the last record");
    assert_eq!(told(&[&frames[..2], &frames[3..]].concat()), (1, false), "one record missing");
    let hole = [&frames[..2], &frames[4..5], &frames[3..]].concat();
    assert_eq!(told(&hole), (1, false), "one record wiped");
}

#[test]
fn only_another_booth_of_this_tps_is_believed() {
    let at = Neighbour::new();
    let other = LogHeader { booth: place(1), key: key(1).public(), election: at.world.definition.id() };
    let own = [encode_header(&other), [0; FRAME]].concat();
    assert!(matches!(at.read(&own), Err(MediumError::Foreign)));
    let headed = |key| LogHeader { key, ..LogHeader::of(&at.identity()) };
    let foreign = [encode_header(&headed(key(9).public())), [0; FRAME]].concat();
    assert!(matches!(at.read(&foreign), Err(MediumError::Foreign)));
    let resmi =
        LogHeader { election: World::new(Mode::Resmi).definition.id(), ..LogHeader::of(&at.identity()) };
    assert!(matches!(at.read(&[encode_header(&resmi), [0; FRAME]].concat()), Err(MediumError::Foreign)));
    assert!(matches!(at.read(&[0; 3 * FRAME]), Err(MediumError::Foreign)));
    assert!(matches!(at.read(b"a letter"), Err(MediumError::Unreadable(_))));
}

#[test]
fn a_spent_slip_is_refused_also_where_officers_vouch() {
    let at = Neighbour::new();
    let mut ready = at.world.open();
    for (token, how) in [(0, TokenUse::Cast), (1, TokenUse::Challenged)] {
        for medium in [OtherMedium::Read(at.mirror()), vouched(Some(at.mirror()))] {
            let (state, reason) = at.refused(ready, &at.slip(token), &at.world.slip(0), &medium);
            ready = state;
            assert_eq!(reason, OldRefusal::Spent { how }.into());
        }
    }
    given(ready, &at.slip(0), &at.world.slip(0), &vouched(None));
}

#[test]
fn a_medium_answers_only_when_whole_and_only_for_its_own_booth() {
    let at = Neighbour::new();
    let cut = at.read(&at.frames()[..4].concat()).unwrap();
    let (mut ready, reason) =
        at.refused(at.world.open(), &at.slip(2), &at.world.slip(0), &OtherMedium::Read(cut));
    assert_eq!(reason, MediumRefusal::NotWhole { booth: place(2) }.into());
    let third = deck(5, 22)[0].to_qr(Mode::Simulasi, &place(3));
    for medium in [OtherMedium::Read(at.mirror()), vouched(Some(at.mirror()))] {
        let (state, reason) = at.refused(ready, &third, &at.world.slip(0), &medium);
        ready = state;
        assert_eq!(reason, MediumRefusal::OtherBooth { medium: place(2), slip: place(3) }.into());
    }
    given(ready, &third, &at.world.slip(0), &vouched(None));
}

#[test]
fn an_old_slip_that_is_none_of_another_booth_of_this_tps_is_refused() {
    let at = Neighbour::new();
    let medium = OtherMedium::Read(at.mirror());
    let new = at.world.slip(0);
    let mut ready = at.world.open();
    let elsewhere = BoothId { tps: 2.try_into().unwrap(), ..place(2) };
    let mut mistyped = deck(3, 4)[2].to_text();
    let last = if mistyped.ends_with('0') { "1" } else { "0" };
    mistyped.replace_range(16.., last);
    let unknown = Token::from_bytes([0xee; 10]);
    let cases: Vec<(String, OldRefusal)> = vec![
        (deck(3, 4)[2].to_qr(Mode::Resmi, &place(2)), TokenError::Foreign.into()),
        (deck(3, 4)[2].to_qr(Mode::Simulasi, &elsewhere), TokenError::Foreign.into()),
        (mistyped, TokenError::Check.into()),
        ("ABC".to_owned(), TokenError::Length { found: 3 }.into()),
        (unknown.to_qr(Mode::Simulasi, &place(2)), OldRefusal::NotListed),
        (deck(3, 4)[2].to_qr(Mode::Simulasi, &place(3)), OldRefusal::NotListed),
        (unknown.to_text(), OldRefusal::NotListed),
        (at.world.slip(1), OldRefusal::Own),
        (at.world.tokens[1].to_text(), OldRefusal::Own),
        (unknown.to_qr(Mode::Simulasi, &place(1)), OldRefusal::Own),
    ];
    for (old, expected) in cases {
        let (state, reason) = at.refused(ready, &old, &new, &medium);
        ready = state;
        assert_eq!(reason, expected.into(), "{old}");
    }
}

#[test]
fn a_booth_without_lists_of_others_exchanges_nothing() {
    let mut at = Neighbour::new();
    at.world.others.clear();
    let (_, reason) = at.refused(at.world.open(), &at.slip(2), &at.world.slip(0), &vouched(None));
    assert_eq!(reason, OldRefusal::NoLists.into());
}

#[test]
fn the_new_slip_must_be_unused_ungiven_and_of_the_same_dusun() {
    let at = Neighbour::new();
    let medium = OtherMedium::Read(at.mirror());
    let used = |ready: Ready| {
        let comparing = ready.scan(&at.world.slip(5)).unwrap().choose(1).unwrap().yes().unwrap();
        comparing.cast().unwrap().next()
    };
    let ready = given(used(at.world.open()), &at.slip(2), &at.world.slip(0), &medium);
    let refused = |ready, new: &str| at.refused(ready, &at.slip(3), new, &medium);

    let (ready, reason) = refused(ready, &at.world.slip(5));
    assert_eq!(reason, NewRefusal::from(TokenRefusal::Used { how: TokenUse::Cast }).into());
    let (ready, reason) = refused(ready, &at.slip(3));
    assert_eq!(reason, NewRefusal::from(TokenRefusal::from(TokenError::Foreign)).into());
    let (ready, reason) = refused(ready, &Token::from_bytes([0xee; 10]).to_text());
    assert_eq!(reason, NewRefusal::from(TokenRefusal::NotListed).into());
    let (ready, reason) = refused(ready, &at.world.slip(0));
    assert_eq!(reason, NewRefusal::Given.into());
    // Tokens from 22 on are of dusun 2.
    let dusun = |number: u32| number.try_into().unwrap();
    let (ready, reason) = refused(ready, &at.world.slip(22));
    assert_eq!(reason, ExchangeRefusal::OtherDusun { old: dusun(1), new: dusun(2) });
    let second = deck(4, 3)[0].to_qr(Mode::Simulasi, &place(2));
    let (ready, reason) = at.refused(ready, &second, &at.world.slip(1), &medium);
    assert_eq!(reason, ExchangeRefusal::OtherDusun { old: dusun(2), new: dusun(1) });
    given(ready, &second, &at.world.slip(22), &medium);
}

#[test]
fn exchanges_hold_after_a_restart() {
    let at = Neighbour::new();
    let medium = OtherMedium::Read(at.mirror());
    let ready = given(at.world.open(), &at.slip(2), &at.world.slip(0), &medium);
    let (ready, reason) = at.refused(ready, &at.slip(2), &at.world.slip(1), &medium);
    assert_eq!(reason, OldRefusal::Exchanged.into());
    drop(ready);

    let ready = at.world.restart().settle(admitted(), PaperFound::Nothing).unwrap().next();
    let (ready, reason) = at.refused(ready, &at.slip(2), &at.world.slip(1), &medium);
    assert_eq!(reason, OldRefusal::Exchanged.into());
    let (ready, reason) = at.refused(ready, &at.slip(3), &at.world.slip(0), &medium);
    assert_eq!(reason, NewRefusal::Given.into());
    let choosing = ready.scan(&at.world.slip(0)).unwrap();
    assert!(choosing.choose(1).unwrap().yes().unwrap().cast().is_ok(), "the slip that was given still votes");
}

#[test]
fn two_officers_vouch_with_names_that_the_log_takes() {
    assert!(Vouchers::new("Siti", "Budi").is_some());
    for (first, second) in [("", "Budi"), ("Siti", " "), ("Siti", "siti "), ("Siti", "Bu\u{202e}di")] {
        assert_eq!(Vouchers::new(first, second), None, "{first:?} {second:?}");
    }
    assert_eq!(Vouchers::new(&"a".repeat(100), &"b".repeat(100)), None, "too long for the log");
}
