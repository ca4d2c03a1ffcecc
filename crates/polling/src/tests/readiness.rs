//! The check before opening: what it finds, what that means, and that it leaves no trace in the log.

use std::sync::atomic::Ordering;

use ballot_log::{Durability, EventKind, Moment, SoftwareHash};
use ballot_store::{Finding, Medium};
use election::Mode;
use election::definition::TimeZone;

use super::world::{World, admitted, launch, options};
use crate::*;

fn found(booth: &mut LockedBooth, space: Option<FreeSpace>) -> Vec<(Check, Verdict)> {
    let readiness = booth.readiness(space);
    let worst = readiness.checks().map(|(_, verdict)| verdict).max();
    assert_eq!(readiness.may_open(), worst < Some(Verdict::Bad));
    readiness.checks().map(|(check, verdict)| (check.clone(), verdict)).collect()
}

/// What is not as it should be.
fn troubles(booth: &mut LockedBooth) -> Vec<(Check, Verdict)> {
    found(booth, None).into_iter().filter(|(_, verdict)| *verdict > Verdict::Good).collect()
}

const ONE_DEVICE: (Check, Verdict) = (Check::Media { one_device: true }, Verdict::Attention);

#[test]
fn everything_is_looked_at() {
    let world = World::new(Mode::Resmi);
    let mut booth = world.create();
    let space = FreeSpace { log: u64::MAX, mirror: 8_658_944 };
    let now: Moment = "2026-11-22T07:00:00+07:00".parse().unwrap();
    let clock =
        ClockCheck { now, polling_day: "2026-11-22".to_owned(), time_zone: TimeZone::Wib, before: None };
    let tokens = |dusun: u32, slips| Check::Tokens { dusun: dusun.try_into().unwrap(), slips };
    let good = |check| (check, Verdict::Good);
    let expected = [
        good(Check::Printer(Ok(()))),
        ONE_DEVICE,
        (Check::Durability(Durability::Relaxed), Verdict::Bad),
        good(Check::Space { free: space, needed: 8_650_752 }),
        good(Check::Clock(clock)),
        good(Check::Log { entries: 0 }),
        good(tokens(1, 22)),
        good(tokens(2, 6)),
        good(Check::OtherLists { lists: 3 }),
        good(Check::Election { mode: Mode::Resmi, id: world.definition.id() }),
        good(Check::Software(SoftwareHash::new([0x5a; 32]))),
    ];
    assert_eq!(found(&mut booth, Some(space)), expected);
}

#[test]
fn what_stands_against_opening() {
    let world = World::new(Mode::Simulasi);
    let mut booth = world.create();
    let relaxed = (Check::Durability(Durability::Relaxed), Verdict::Attention);
    assert_eq!(troubles(&mut booth), [ONE_DEVICE, relaxed.clone()], "a rehearsal may wait for nothing");
    for trouble in
        [PrintTrouble::Offline, PrintTrouble::NoPaper, PrintTrouble::CoverOpen, PrintTrouble::Jammed]
    {
        world.tray.says(Err(trouble));
        let printer = (Check::Printer(Err(trouble)), Verdict::Bad);
        assert_eq!(troubles(&mut booth), [printer, ONE_DEVICE, relaxed.clone()]);
    }
    world.tray.says(Ok(()));
    let needed = 8_650_752;
    for (log, mirror, verdict) in [
        (needed, needed, Verdict::Good),
        (needed - 1, needed, Verdict::Bad),
        (needed, needed - 1, Verdict::Bad),
    ] {
        let free = FreeSpace { log, mirror };
        let space = (Check::Space { free, needed }, verdict);
        assert!(found(&mut booth, Some(free)).contains(&space), "{log} {mirror}");
    }
}

fn clock_of(booth: &mut LockedBooth) -> (ClockCheck, Verdict) {
    let clock = |(check, verdict)| match check {
        Check::Clock(clock) => Some((clock, verdict)),
        _ => None,
    };
    found(booth, None).into_iter().find_map(clock).unwrap()
}

#[test]
fn a_clock_of_another_day_or_one_that_goes_back_is_shown() {
    for (mode, expected) in [(Mode::Resmi, Verdict::Attention), (Mode::Simulasi, Verdict::Good)] {
        let world = World::new(mode);
        world.clock.fetch_sub(86_400, Ordering::Relaxed);
        let mut booth = world.create();
        let (clock, verdict) = clock_of(&mut booth);
        assert_eq!((clock.is_polling_day(), clock.before, verdict), (false, None, expected));
        world.clock.fetch_add(86_400, Ordering::Relaxed);
        assert_eq!(clock_of(&mut booth).1, Verdict::Good);
        world.clock.fetch_sub(1, Ordering::Relaxed);
        let (clock, verdict) = clock_of(&mut booth);
        let before = "2026-11-22T07:00:00+07:00".parse().unwrap();
        assert_eq!((clock.before, verdict), (Some(before), Verdict::Attention));
        assert_eq!(clock_of(&mut booth).0.before, None, "told once");
    }
}

#[test]
fn a_clock_of_another_zone_stands_against_opening() {
    struct Elsewhere;
    impl Clock for Elsewhere {
        fn now(&mut self) -> Moment {
            Moment::from_unix(1_795_305_600, TimeZone::Wit).unwrap()
        }
    }
    let world = World::new(Mode::Simulasi);
    let machine = Machine { clock: Box::new(Elsewhere), ..world.machine() };
    let mut booth = LockedBooth::create(world.kit(), machine, &world.paths(), &options()).unwrap();
    assert_eq!(clock_of(&mut booth).1, Verdict::Bad);
}

#[test]
fn what_the_start_has_repaired_is_shown_and_logged_once() {
    let world = World::new(Mode::Simulasi);
    drop(world.create());
    std::fs::remove_file(world.paths().mirror).unwrap();
    let Started::Locked(mut booth) = world.start() else { panic!("not locked") };
    for _ in 0..2 {
        let shown = troubles(&mut booth);
        assert!(
            matches!(
                &shown[1],
                (Check::Repaired(Finding::Rebuilt { medium: Medium::Mirror, .. }), Verdict::Attention)
            ),
            "{shown:?}"
        );
    }
    booth.print_readiness().unwrap();
    assert!(world.tray.take()[0].says("PERIKSA: cermin dibuat ulang"));
    let ready = booth.open(admitted(), launch()).unwrap().unwrap().next();
    let events: Vec<_> = world.events().into_iter().map(|(event, _)| event).collect();
    assert_eq!(events, [EventKind::Officer, EventKind::MirrorRebuilt]);
    assert_eq!(ready.counts().events, 2);
}

#[test]
fn the_report_is_printed_as_often_as_asked_and_nothing_is_logged_before_opening() {
    let world = World::new(Mode::Simulasi);
    let mut booth = world.create();
    let media = || [world.paths().log, world.paths().mirror].map(|path| std::fs::read(path).unwrap());
    let before = media();
    booth.print_readiness().unwrap();
    assert!(world.tray.take().is_empty(), "nothing was looked at yet");

    booth.readiness(None);
    world.tray.fail_after(0, false);
    assert!(booth.print_readiness().is_err());
    for again in [false, true] {
        booth.print_readiness().unwrap();
        let sheet = world.tray.take().remove(0);
        assert_eq!((sheet.kind, sheet.says("CETAK ULANG"), sheet.qr), ("readiness", again, None));
    }
    booth.readiness(None);
    world.tray.fail_after(0, true);
    assert!(booth.print_readiness().is_err());
    assert!(!world.tray.take()[0].says("CETAK ULANG"), "another check, another report");
    booth.print_readiness().unwrap();
    assert!(world.tray.take()[0].says("CETAK ULANG"), "it may be out already");
    assert_eq!(media(), before);

    let ready = booth.open(admitted(), launch()).unwrap().unwrap().next();
    assert!(ready.readiness().is_some());
    world.tray.take();
    let ready = ready.reprint_readiness().unwrap().next();
    assert!(world.tray.take()[0].says("CETAK ULANG"));
    assert_eq!(world.events().pop(), Some((EventKind::Reprint, "laporan kesiapan".to_owned())));
    drop(ready);
    let ready = world.restart().settle(admitted(), PaperFound::Nothing).unwrap().next();
    assert!(ready.readiness().is_none());
    let logged = world.entries().len();
    world.tray.take();
    ready.reprint_readiness().unwrap();
    assert!(world.tray.take().is_empty() && world.entries().len() == logged, "it was forgotten");
}
