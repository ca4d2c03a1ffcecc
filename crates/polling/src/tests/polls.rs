//! Opening, restarting, closing.

use std::sync::atomic::Ordering;

use ballot_log::{
    Body, BodyError, BuildError, BundleReader, CancelReason, Cancelled, Checkpoint, EventKind, Kind,
    LaunchPart, Mismatch, Moment, Officers, Slips, Tokens,
};
use ballot_store::{OpenError, Paths, PlaceError};
use election::Mode;
use election::definition::{TimeZone, Voters};
use sha2::{Digest as _, Sha256};

use super::world::{World, admitted, launch, options};
use crate::*;

fn world() -> World {
    World::new(Mode::Simulasi)
}

fn vote(world: &World, ready: Ready, token: usize) -> Comparing {
    ready.scan(&world.slip(token)).unwrap().choose(1).unwrap().yes().unwrap()
}

fn refused(booth: LockedBooth, launch: Vec<LaunchPart>) -> (LockedBooth, OpenRefusal) {
    let Refused { state: (state, _), reason } = booth.open(admitted(), launch).err().unwrap();
    (state, reason)
}

#[test]
fn polls_open_with_launch_codes_and_a_zero_report() {
    let world = world();
    let finished = world.checked().open(admitted(), launch()).unwrap().unwrap();
    assert_eq!(*finished.outcome(), Outcome::Opened);
    let Body::Opened(opened) = world.bodies().remove(0) else { panic!("not opened") };
    assert_eq!(opened.launch_code, "ABCDE-VWXYZ-1234561234");
    assert_eq!(opened.opened_at.as_str(), "2026-11-22T07:00:00+07:00");
    assert_eq!((opened.software, opened.election), (world.software, world.definition.id()));
    assert_eq!(world.events(), [(EventKind::Officer, "log dan cermin pada satu media".to_owned())]);
    let sheets = world.tray.take();
    assert_eq!(sheets.iter().map(|sheet| sheet.kind).collect::<Vec<_>>(), ["zero"]);
    assert!(sheets[0].says("saksi calon 3: Wati") && sheets[0].says("1234561234"));

    world.clock.fetch_add(60, Ordering::Relaxed);
    finished.next().reprint_zero_report().unwrap();
    let mut again = world.tray.take().remove(0);
    assert!(again.says("CETAK ULANG"));
    again.rows.retain(|row| row != "CETAK ULANG");
    assert_eq!(again.rows, sheets[0].rows, "the report of the opening, whatever has happened since");
    assert_eq!(world.events()[1].0, EventKind::Reprint);
}

#[test]
fn a_launch_code_that_the_log_would_refuse_opens_nothing() {
    let world = world();
    let part =
        |candidate, code: &str| LaunchPart { candidate, code: code.to_owned(), given_by: "x".to_owned() };
    let booth = world.checked();
    let (booth, reason) = refused(booth, vec![part(4, "ABCDE")]);
    assert_eq!(reason, OpenRefusal::NoSuchCandidate { candidate: 4 });
    let (booth, reason) = refused(booth, vec![part(2, "ABCDE"), part(0, "ABCDE"), part(2, "FGHJK")]);
    assert_eq!(reason, OpenRefusal::CandidateTwice { candidate: 2 });
    world.clock.fetch_sub(60, Ordering::Relaxed);
    let mut booth = booth;
    let witnesses = || vec![part(1, "ABCDE"), part(3, "VWXYZ")];
    let with_dice = |code: &str| [witnesses(), vec![part(0, code)]].concat();
    let one_for_each = |found| OpenRefusal::OneForEach { found, candidates: 3 };
    for (launch, expected) in [
        (vec![], one_for_each(0)),
        (witnesses(), one_for_each(2)),
        ([launch(), vec![part(0, "1234561234")]].concat(), one_for_each(4)),
        (with_dice("123456123"), OpenRefusal::Dice),
        (with_dice("1234561237"), OpenRefusal::Dice),
        (with_dice("1234560123"), OpenRefusal::Dice),
        (with_dice("ABCDEABCDE"), OpenRefusal::Dice),
    ] {
        let (state, reason) = refused(booth, launch);
        booth = state;
        assert_eq!(reason, expected);
    }
    let short = vec![part(1, "ABCD"), part(2, "ABCDE"), part(3, "VWXYZ")];
    let (booth, reason) = refused(booth, short);
    let OpenRefusal::Entry(BuildError::Body(BodyError::Field { field: "code", .. })) = reason else {
        panic!("{reason:?}")
    };
    let thrice = vec![part(0, "1234561234"), part(0, "6543216543"), part(0, "1111111111")];
    let elsewhere = self::world();
    assert!(elsewhere.checked().open(admitted(), thrice).unwrap().is_ok(), "no witness has come");
    assert!(world.entries().is_empty() && world.tray.take().is_empty());
    world.clock.fetch_sub(60, Ordering::Relaxed);
    assert!(
        booth.open(admitted(), launch()).unwrap().is_ok(),
        "a clock set right before the opening is no event"
    );
    assert_eq!(world.kinds(), [Kind::Opened, Kind::Event]);
}

#[test]
fn polls_open_only_after_a_check_that_found_nothing_against_it() {
    let world = world();
    let (mut booth, reason) = refused(world.create(), launch());
    assert_eq!(reason, OpenRefusal::NotReady, "nobody has looked");
    world.tray.says(Err(PrintTrouble::NoPaper));
    assert!(!booth.readiness(None).may_open());
    world.tray.says(Ok(()));
    let (mut booth, reason) = refused(booth, launch());
    assert_eq!(reason, OpenRefusal::NotReady, "mended, but not looked again");
    assert!(world.entries().is_empty());
    assert!(booth.readiness(None).may_open());
    assert!(booth.open(admitted(), launch()).unwrap().is_ok());
}

#[test]
fn a_real_election_is_not_opened_without_full_durability() {
    let (_, reason) = refused(World::new(Mode::Resmi).checked(), launch());
    assert_eq!(reason, OpenRefusal::NotReady);
}

#[test]
fn a_clock_of_another_zone_opens_nothing() {
    struct Elsewhere;
    impl Clock for Elsewhere {
        fn now(&mut self) -> Moment {
            Moment::from_unix(1_795_305_600, TimeZone::Wit).unwrap()
        }
    }
    let world = world();
    let machine = Machine { clock: Box::new(Elsewhere), ..world.machine() };
    let mut booth = LockedBooth::create(world.kit(), machine, &world.paths(), &options()).unwrap();
    booth.readiness(None);
    assert_eq!(refused(booth, launch()).1, OpenRefusal::NotReady);
}

#[test]
fn a_zero_report_that_does_not_print_is_printed_before_the_first_voter() {
    let world = world();
    let booth = world.checked();
    world.tray.fail_after(0, true);
    let Err(Halt::Unprinted(unprinted)) = booth.open(admitted(), launch()).unwrap() else {
        panic!("printed")
    };
    assert_eq!(*unprinted.outcome(), Outcome::Opened);
    world.tray.take();
    unprinted.retry().unwrap();
    assert!(world.tray.take()[0].says("CETAK ULANG"));
    let events: Vec<_> = world.events().into_iter().map(|(event, _)| event).collect();
    assert_eq!(events, [EventKind::Officer, EventKind::PrintFailure, EventKind::Reprint]);
}

#[test]
fn a_log_is_made_once_and_a_booth_that_was_not_opened_is_locked() {
    let world = world();
    drop(world.create());
    let again = LockedBooth::create(world.kit(), world.machine(), &world.paths(), &options()).err().unwrap();
    assert!(matches!(again, StartError::Open(OpenError::Place(PlaceError::Present { .. }))), "{again}");
    let Started::Locked(mut booth) = world.start() else { panic!("not locked") };
    booth.readiness(None);
    assert!(booth.open(admitted(), launch()).unwrap().is_ok());
}

#[test]
fn no_log_is_made_by_starting() {
    let world = world();
    let error = start(world.kit(), world.machine(), &world.paths(), &options()).err().unwrap();
    assert!(matches!(error, StartError::Open(OpenError::Place(PlaceError::Absent { .. }))), "{error}");
}

#[test]
fn a_restart_is_logged_and_names_another_program() {
    let mut world = world();
    drop(world.open());
    drop(world.restart());
    world.software = ballot_log::SoftwareHash::new([0x5b; 32]);
    drop(world.restart());
    let restarts: Vec<_> =
        world.events().into_iter().filter(|(event, _)| *event == EventKind::Restart).collect();
    assert_eq!(
        restarts,
        [
            (EventKind::Restart, String::new()),
            (EventKind::Restart, format!("program lain: {}", world.software)),
        ]
    );
}

/// Power fails in each state of a session; the officers say whether a slip hangs in the printer.
#[test]
fn a_power_cut_before_the_paper_leaves_nothing_and_asks_nothing() {
    for step in 0..3 {
        let world = world();
        let ready = vote(&world, world.open(), 1).cast().unwrap().next();
        let choosing = ready.scan(&world.slip(0)).unwrap();
        match step {
            0 => drop(choosing),
            1 => drop(choosing.choose(1).unwrap()),
            _ => {
                world.tray.fail_after(0, false);
                let Err(Halt::Unprinted(unprinted)) = choosing.choose(1).unwrap().yes() else { panic!() };
                drop(unprinted.retry().unwrap());
            }
        }
        world.tray.take();
        let restarted = world.restart();
        assert!(!restarted.asks());
        let finished = restarted.settle(admitted(), PaperFound::Nothing).unwrap();
        assert_eq!(*finished.outcome(), Outcome::Nothing);
        assert!(world.tray.take().is_empty());
        assert!(finished.next().scan(&world.slip(0)).is_ok());
        assert!(!world.kinds().contains(&Kind::Cancelled));
    }
}

#[test]
fn a_slip_without_record_is_cancelled_after_a_restart() {
    for (found, printed) in [(PaperFound::Slip, "BATAL"), (PaperFound::Nothing, "PISAH")] {
        let world = world();
        let comparing = vote(&world, world.open(), 0);
        let code = comparing.code();
        drop(comparing);
        world.tray.take();
        let restarted = world.restart();
        assert!(restarted.asks());
        let finished = restarted.settle(admitted(), found).unwrap();
        assert_eq!(*finished.outcome(), Outcome::Cancelled(code));
        assert_eq!(world.cancelled(), [Cancelled { code, reason: CancelReason::Restart }]);
        assert_eq!(world.tray.kinds(), [printed]);
        assert!(vote(&world, finished.next(), 0).cast().is_ok(), "the voter has not voted");
        assert!(!world.restart().asks());
    }
}

#[test]
fn a_power_cut_during_that_does_not_cancel_twice() {
    let world = world();
    let comparing = vote(&world, world.open(), 0);
    drop(comparing);
    world.tray.fail_after(0, false);
    assert!(matches!(world.restart().settle(admitted(), PaperFound::Slip), Err(Halt::Unprinted(_))));
    world.tray.take();
    world.restart().settle(admitted(), PaperFound::Slip).unwrap();
    assert_eq!(world.tray.kinds(), ["BATAL"]);
    assert_eq!(world.cancelled().len(), 1);
}

#[test]
fn a_recorded_ballot_gets_its_mark_and_receipt_after_a_restart() {
    for (found, mark) in [(PaperFound::Slip, "SAH"), (PaperFound::Nothing, "PISAH")] {
        let world = world();
        let comparing = vote(&world, world.open(), 0);
        let code = comparing.code();
        world.tray.fail_after(0, false);
        drop(comparing.cast());
        world.tray.take();
        let finished = world.restart().settle(admitted(), found).unwrap();
        let Outcome::Cast(receipt) = finished.outcome() else { panic!("not cast") };
        assert_eq!(receipt.code, code);
        receipt.verify(world.kit().station().identity()).unwrap();
        let sheets = world.tray.take();
        assert_eq!(sheets.iter().map(|sheet| sheet.kind).collect::<Vec<_>>(), [mark, "receipt"]);
        assert!(sheets[1].says("CETAK ULANG") && sheets[1].code == Some(code));
        assert!(world.cancelled().is_empty());
        assert!(finished.next().scan(&world.slip(0)).is_err());
        assert!(!world.restart().asks());
    }
}

#[test]
fn a_tested_ballot_gets_its_mark_and_sheet_after_a_restart() {
    let world = world();
    let comparing = vote(&world, world.open(), 0);
    let code = comparing.code();
    world.tray.fail_after(0, false);
    drop(comparing.challenge());
    world.tray.take();
    let finished = world.restart().settle(admitted(), PaperFound::Slip).unwrap();
    assert_eq!(*finished.outcome(), Outcome::Challenged(code));
    let sheets = world.tray.take();
    assert_eq!(sheets.iter().map(|sheet| sheet.kind).collect::<Vec<_>>(), ["DIUJI", "test"]);
    assert!(sheets[1].says("CETAK ULANG") && sheets[1].option == Some(1));
}

/// Writes over what one medium remembers of the slip.
fn remember(world: &World, file: &std::path::Path, bytes: &[u8]) {
    std::fs::write(world.file(&format!("{}.slip", file.file_name().unwrap().display())), bytes).unwrap();
}

/// What both media remember is damaged, names two slips, or is an old copy: no mark that says anything of a ballot.
#[test]
fn a_slip_of_which_nobody_knows_whose_it_is_is_set_apart() {
    for (number, found) in [PaperFound::Slip, PaperFound::Nothing].into_iter().cycle().take(6).enumerate() {
        let world = world();
        let Paths { log, mirror } = world.paths();
        let ready = vote(&world, world.open(), 0);
        let older = std::fs::read(world.file("log.sqlite.slip")).unwrap();
        let comparing = vote(&world, ready.cast().unwrap().next(), 1);
        let now = std::fs::read(world.file("log.sqlite.slip")).unwrap();
        assert_ne!(now, older);
        drop(comparing.cast().unwrap());
        let garbled = vec![7; 4_096];
        let [one, other] = [[&now, &older], [&older, &older], [&garbled, &garbled]][number / 2];
        remember(&world, &log, one);
        remember(&world, &mirror, other);
        let logged = world.entries().len();
        world.tray.take();
        let restarted = world.restart();
        assert!(restarted.asks());
        let finished = restarted.settle(admitted(), found).unwrap();
        assert_eq!(*finished.outcome(), Outcome::Nothing);
        assert_eq!(world.tray.kinds(), ["PISAH"], "case {number}");
        let new: Vec<Kind> = world.kinds().split_off(logged);
        let acts = 2 + usize::from(found == PaperFound::Slip);
        assert_eq!(new, vec![Kind::Event; acts], "a recorded ballot is never void");
        drop(finished);
        assert!(!world.restart().asks());
    }
}

#[test]
fn one_medium_is_enough_to_remember_a_slip() {
    for lost in 0..2 {
        let world = world();
        let Paths { log, mirror } = world.paths();
        let comparing = vote(&world, world.open(), 0);
        let code = comparing.code();
        drop(comparing);
        remember(&world, [&log, &mirror][lost], [[0; 4_096].as_slice(), &[7; 100]][lost]);
        world.tray.take();
        let finished = world.restart().settle(admitted(), PaperFound::Slip).unwrap();
        assert_eq!(*finished.outcome(), Outcome::Cancelled(code));
        assert_eq!(world.tray.kinds(), ["BATAL"]);
    }
}

/// The machine goes off when everything is printed, before that is remembered.
#[test]
fn that_a_slip_has_its_mark_may_be_forgotten() {
    let world = world();
    let comparing = vote(&world, world.open(), 0);
    let slip = std::fs::read(world.file("log.sqlite.slip")).unwrap();
    drop(comparing.cast().unwrap());
    for file in [world.paths().log, world.paths().mirror] {
        remember(&world, &file, &slip);
    }
    world.tray.take();
    let finished = world.restart().settle(admitted(), PaperFound::Nothing).unwrap();
    assert!(matches!(finished.outcome(), Outcome::Cast(_)));
    assert_eq!(world.tray.kinds(), ["PISAH", "receipt"]);
    assert!(world.cancelled().is_empty());
}

#[test]
fn a_slip_that_hangs_over_the_close_gets_its_mark_before_the_report() {
    for restart in [false, true] {
        let world = world();
        world.tray.fail_after(3, false);
        let comparing = vote(&world, world.open(), 0);
        let Err(Halt::Unprinted(unprinted)) = comparing.cast() else { panic!("printed") };
        let ready = unprinted.give_up(admitted()).unwrap().next();
        let reason = Some("struk masih tergantung".to_owned());
        let mut closed = ready.close(admitted(), figures(), reason).unwrap().unwrap();
        if restart {
            drop(closed);
            let Started::Closed(again) = world.start() else { panic!("not closed") };
            closed = again;
        }
        world.tray.take();
        world.tray.fail_after(1, false);
        assert!(closed.print_report().is_err());
        assert_eq!(world.tray.kinds(), ["SAH"], "restart {restart}");
        drop(closed);
        let Started::Closed(mut closed) = world.start() else { panic!("not closed") };
        closed.print_report().unwrap();
        assert_eq!(world.tray.kinds(), ["close"], "the mark is out, restart {restart}");
    }
}

#[test]
fn a_zero_report_that_a_power_cut_left_out_is_printed_at_the_restart() {
    let world = world();
    drop(world.open());
    world.tray.take();
    for failing in [true, false] {
        let restarted = world.restart();
        assert!(!restarted.asks());
        if failing {
            world.tray.fail_after(0, false);
            assert!(matches!(restarted.settle(admitted(), PaperFound::Nothing), Err(Halt::Unprinted(_))));
            continue;
        }
        let finished = restarted.settle(admitted(), PaperFound::Nothing).unwrap();
        assert_eq!(*finished.outcome(), Outcome::Opened);
        let sheets = world.tray.take();
        assert!(sheets.len() == 1 && sheets[0].kind == "zero" && sheets[0].says("CETAK ULANG"));
        assert_eq!(world.events().pop(), Some((EventKind::Reprint, "laporan nol".to_owned())));
        drop(vote(&world, finished.next(), 0).cast().unwrap());
    }
    world.tray.take();
    drop(world.restart().settle(admitted(), PaperFound::Nothing).unwrap());
    assert!(world.tray.take().is_empty(), "somebody has voted since");
}

/// Figures that fit a booth with one ballot cast, one tested and one void.
fn figures() -> Officers {
    Officers {
        present: Voters { male: 1, female: 1 },
        dptb: Voters::default(),
        tokens: Tokens { received: 28, unused: 25, spoiled: 1, exchanged: 0 },
        slips: Slips { sah: 1, batal: 1 },
    }
}

fn voted(world: &World) -> Ready {
    let ready = vote(world, world.open(), 0).cast().unwrap().next();
    let ready = vote(world, ready, 1).challenge().unwrap().next();
    vote(world, ready, 2).cancel().unwrap().ok().unwrap().leave()
}

#[test]
fn polls_close_when_the_figures_agree() {
    let world = world();
    let ready = voted(&world);
    world.tray.take();
    let mut closed = ready.close(admitted(), figures(), None).unwrap().unwrap();
    let counts = closed.closed().counts;
    assert_eq!((counts.cast, counts.challenged, counts.cancelled, counts.events), (1, 1, 1, 1));
    assert!(closed.mismatches().is_empty());
    assert_eq!(closed.checkpoint().size, 6);
    world.tray.fail_after(0, false);
    assert!(closed.print_report().is_err());
    for again in [false, true] {
        closed.print_report().unwrap();
        let sheet = world.tray.take().remove(0);
        assert_eq!((sheet.kind, sheet.says("CETAK ULANG")), ("close", again));
        assert!(!sheet.says("SELISIH"));
    }
    assert_eq!(world.kinds().last(), Some(&Kind::Closed));
}

type Bend = fn(&mut Officers);

#[test]
fn every_mismatch_asks_for_a_reason() {
    let world = world();
    let (mut ready, mut admission) = (voted(&world), admitted());
    let cases: [(Bend, Mismatch); 5] = [
        (|f| f.present.male = 25, Mismatch::Present { registered: 25, present: 26 }),
        (|f| f.present = Voters::default(), Mismatch::Cast { present: 0, cast: 1 }),
        (|f| f.tokens.unused = 24, Mismatch::Tokens { received: 28, used: 27 }),
        (|f| f.slips.sah = 2, Mismatch::Sah { slips: 2, cast: 1 }),
        (|f| f.slips.batal = 2, Mismatch::Batal { slips: 2, cancelled: 1 }),
    ];
    for (bend, mismatch) in cases {
        let mut wrong = figures();
        bend(&mut wrong);
        let Refused { state, reason } = ready.close(admission, wrong, None).err().unwrap();
        assert_eq!(reason, CloseRefusal::Unexplained { mismatches: vec![mismatch] });
        (ready, admission) = state;
    }
    let Refused { state, reason } = ready.close(admission, figures(), Some(String::new())).err().unwrap();
    let CloseRefusal::Entry(BuildError::Body(BodyError::Field { field, .. })) = reason else {
        panic!("{reason}")
    };
    assert_eq!((field, world.kinds().contains(&Kind::Closed)), ("reason", false));

    let wrong = Officers { slips: Slips { sah: 2, batal: 1 }, ..figures() };
    let (ready, admission) = state;
    let mut closed = ready.close(admission, wrong, Some("satu struk tertukar".to_owned())).unwrap().unwrap();
    world.tray.take();
    closed.print_report().unwrap();
    let sheet = world.tray.take().remove(0);
    assert!(sheet.says("SELISIH: struk SAH 2, suara 1") && sheet.says("Alasan: satu struk tertukar"));
}

#[test]
fn a_closed_booth_stays_closed_and_exports_its_whole_log() {
    let world = world();
    let closed = voted(&world).close(admitted(), figures(), None).unwrap().unwrap();
    let checkpoint = closed.checkpoint();
    let bundle = world.file("log.plkb");
    let exported = closed.export(&bundle).unwrap();
    let sha256 = Sha256::digest(std::fs::read(&bundle).unwrap()).into();
    let Checkpoint { size: entries, root, .. } = checkpoint;
    assert_eq!(exported, Exported { path: bundle.clone(), entries, root, sha256 });
    assert!(closed.export(&bundle).is_err(), "an existing file is never overwritten");
    drop(closed);

    let Started::Closed(mut closed) = world.start() else { panic!("not closed") };
    assert_eq!(closed.checkpoint(), checkpoint);
    world.tray.take();
    closed.print_report().unwrap();
    assert!(world.tray.take()[0].says("CETAK ULANG"));
    let records = BundleReader::new(std::fs::File::open(&bundle).unwrap()).unwrap();
    let records: Vec<_> = records.collect::<Result<_, _>>().unwrap();
    assert_eq!(records, world.entries());
}

#[test]
fn a_checkpoint_stands_in_the_record_after_every_25_ballots() {
    let world = world();
    let mut ready = world.open();
    for token in 0..26 {
        ready = vote(&world, ready, token).cast().unwrap().next();
    }
    drop(ready);
    let with: Vec<_> = world
        .entries()
        .iter()
        .enumerate()
        .filter(|(_, r)| r.checkpoint().is_some())
        .map(|(i, _)| i)
        .collect();
    assert_eq!(with, [0, 26], "the opening, and the 25th ballot after one event");
}
