//! Which steps ask for two officers, and sessions whose voter does not answer.

use ballot_log::{CancelReason, Cancelled, EventKind};
use election::Mode;

use super::world::{World, admitted, codes, launch};
use crate::*;

fn world() -> World {
    World::new(Mode::Simulasi)
}

fn comparing(world: &World, ready: Ready) -> Comparing {
    ready.scan(&world.slip(0)).unwrap().choose(2).unwrap().yes().unwrap()
}

fn only_officers(admit: impl Fn(&Codes) -> Option<Admission>) -> Admission {
    for (first, second) in [("01234567", "76543211"), ("11234567", "76543210"), ("76543210", "01234567")] {
        assert!(admit(&Codes::new(first, second).unwrap()).is_none(), "{first} {second}");
    }
    admit(&codes()).unwrap()
}

#[test]
fn every_state_lets_the_same_two_officers_in() {
    let world = world();
    let locked = world.checked();
    let admission = only_officers(|codes| locked.admit(codes));
    let ready = locked.open(admission, launch()).unwrap().unwrap().next();
    let paused = ready.pause(&Remark::new("").unwrap()).unwrap();
    let admission = only_officers(|codes| paused.admit(codes));
    let ready = paused.resume(admission, &Remark::new("").unwrap()).unwrap();
    let comparing = comparing(&world, ready);
    let admission = only_officers(|codes| comparing.admit(codes));
    let unattended = comparing.reprint_slip(admission).unwrap().unattended();
    let admission = only_officers(|codes| unattended.admit(codes));
    world.tray.fail_after(0, false);
    let Err(Halt::Unprinted(unprinted)) = unattended.end(admission) else { panic!("printed") };
    let admission = only_officers(|codes| unprinted.admit(codes));
    drop(unprinted.give_up(admission).unwrap());
    let restarted = world.restart();
    let admission = only_officers(|codes| restarted.admit(codes));
    let ready = restarted.settle(admission, PaperFound::Nothing).unwrap().next();
    let choosing = ready.scan(&world.slip(0)).unwrap().unattended();
    let admission = only_officers(|codes| choosing.admit(codes));
    let ready = choosing.end(admission).unwrap().next();
    let admission = only_officers(|codes| ready.admit(codes));
    assert!(ready.close(admission, ballot_log::Officers::default(), Some("uji".to_owned())).is_ok());
}

#[test]
fn a_voter_who_is_gone_before_anything_was_printed_leaves_an_event() {
    let world = world();
    let ready = world.open();
    world.tray.take();
    let choosing = ready.scan(&world.slip(0)).unwrap().unattended();
    assert_eq!(choosing.code(), None);
    let finished = choosing.end(admitted()).unwrap();
    assert_eq!(*finished.outcome(), Outcome::Nothing);
    let confirming = finished.next().scan(&world.slip(0)).unwrap().choose(1).unwrap().unattended();
    assert_eq!(confirming.code(), None);
    let ready = confirming.end(admitted()).unwrap().next();
    let ended = (EventKind::Officer, "sesi pemilih diakhiri petugas".to_owned());
    assert_eq!(world.events()[1..], [ended.clone(), ended]);
    assert!(world.cancelled().is_empty() && world.tray.take().is_empty());
    assert!(ready.scan(&world.slip(0)).is_ok(), "the slip is as good as before");
}

#[test]
fn a_voter_who_comes_back_begins_to_choose_or_goes_on_comparing() {
    let world = world();
    let ready = world.open();
    let before = world.entries().len();
    let confirming = ready.scan(&world.slip(0)).unwrap().choose(1).unwrap();
    let Attended::Choosing(choosing) = confirming.unattended().back(admitted()) else {
        panic!("the choice is wiped, nothing hangs")
    };
    let Attended::Choosing(choosing) = choosing.unattended().back(admitted()) else { panic!("choosing") };
    let comparing = choosing.choose(3).unwrap().yes().unwrap();
    let code = comparing.code();
    let unattended = comparing.unattended();
    assert_eq!(unattended.code(), Some(code));
    let Attended::Comparing(comparing) = unattended.back(admitted()) else { panic!("the slip hangs") };
    assert_eq!(world.entries().len(), before, "time alone records nothing");
    let Outcome::Cast(receipt) = comparing.cast().unwrap().outcome().clone() else { panic!("not cast") };
    assert_eq!(receipt.code, code);
}

#[test]
fn a_slip_whose_voter_is_gone_is_void_and_the_token_is_not() {
    let world = world();
    let ready = world.open();
    let unattended = comparing(&world, ready).unattended();
    let code = unattended.code().unwrap();
    world.tray.take();
    let finished = unattended.end(admitted()).unwrap();
    assert_eq!(*finished.outcome(), Outcome::Cancelled(code));
    assert_eq!(world.tray.kinds(), ["BATAL"]);
    assert_eq!(world.cancelled(), [Cancelled { code, reason: CancelReason::Voter }]);
    let last = world.events().pop().unwrap();
    assert_eq!(last, (EventKind::Officer, "sesi pemilih diakhiri petugas".to_owned()));
    assert!(finished.next().scan(&world.slip(0)).is_ok());
}

#[test]
fn a_slip_that_cannot_be_read_is_replaced_before_the_answer() {
    let world = world();
    let ready = world.open();
    world.tray.take();
    let comparing = comparing(&world, ready).reprint_slip(admitted()).unwrap();
    let code = comparing.code();
    let sheets = world.tray.take();
    let printed: Vec<_> = sheets.iter().map(|sheet| (sheet.kind, sheet.option, sheet.cut)).collect();
    let slip = ("slip", Some(2), false);
    assert_eq!(printed, [("strip", None, true), slip, ("DIGANTI", None, true), slip]);
    let mut again = sheets[3].rows.clone();
    assert!(sheets[3].says("CETAK ULANG"));
    again.retain(|row| row != "CETAK ULANG");
    assert_eq!(again, sheets[1].rows);
    assert_eq!(world.events().pop(), Some((EventKind::Reprint, "struk audit".to_owned())));
    let Outcome::Cast(receipt) = comparing.cast().unwrap().outcome().clone() else { panic!("not cast") };
    assert_eq!((receipt.code, world.cancelled().len()), (code, 0));
}

#[test]
fn a_slip_whose_replacement_does_not_print_is_void() {
    for (good, may_be_out) in [(0, false), (0, true), (1, false), (1, true)] {
        let world = world();
        let ready = world.open();
        let comparing = comparing(&world, ready);
        let code = comparing.code();
        world.tray.fail_after(good, may_be_out);
        let Err(Halt::Unprinted(unprinted)) = comparing.reprint_slip(admitted()) else { panic!("printed") };
        assert_eq!(*unprinted.outcome(), Outcome::Cancelled(code));
        assert_eq!(world.cancelled(), [Cancelled { code, reason: CancelReason::Printer }]);
        world.tray.take();
        assert!(unprinted.retry().unwrap().next().scan(&world.slip(0)).is_ok());
        assert_eq!(world.tray.kinds(), ["BATAL"], "{good} {may_be_out}");
    }
}
