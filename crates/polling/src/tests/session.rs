//! Each step of a session, and what each refuses.

use ballot_crypto::{check_challenge, token_of};
use ballot_log::{Body, CancelReason, EventKind, Kind};
use election::{Mode, Token, TokenError};

use super::world::{World, admitted};
use crate::*;

fn world() -> World {
    World::new(Mode::Simulasi)
}

fn comparing(world: &World, ready: Ready, token: usize, option: u8) -> Comparing {
    ready.scan(&world.slip(token)).unwrap().choose(option).unwrap().yes().unwrap()
}

fn refusal<S, T>(result: Result<T, Refused<S, TokenRefusal>>) -> (S, TokenRefusal) {
    let Refused { state, reason } = result.err().unwrap();
    (state, reason)
}

fn unprinted<T>(result: Result<T, Halt>) -> Unprinted {
    match result.err().unwrap() {
        Halt::Unprinted(unprinted) => *unprinted,
        Halt::Faulted(faulted) => panic!("{faulted}"),
    }
}

#[test]
fn a_ballot_is_cast_after_paper_and_acknowledged_after_both_media() {
    let world = world();
    let ready = world.open();
    world.tray.take();
    let before = world.entries().len();
    let comparing = comparing(&world, ready, 0, 2);
    let code = comparing.code();
    assert_eq!(world.entries().len(), before);
    let finished = comparing.cast().unwrap();
    let Outcome::Cast(receipt) = finished.outcome() else { panic!("not cast") };

    let sheets = world.tray.take();
    let printed: Vec<_> = sheets.iter().map(|sheet| (sheet.kind, sheet.entries)).collect();
    assert_eq!(printed, [("strip", before), ("slip", before), ("SAH", before + 1), ("receipt", before + 1)]);
    assert_eq!((sheets[0].code, sheets[1].option, sheets[3].code), (Some(code), Some(2), Some(code)));

    let entries = world.entries();
    assert_eq!((receipt.code, receipt.entry), (code, entries[before].entry().hash()));
    receipt.verify(world.kit().station().identity()).unwrap();
    assert_eq!(finished.next().counts().cast, 1);
}

#[test]
fn no_leads_back_and_nothing_has_happened() {
    let world = world();
    let ready = world.open();
    let before = world.entries().len();
    world.tray.take();
    let choosing = ready.scan(&world.slip(0)).unwrap();
    assert_eq!(choosing.options().get(), 4);
    let confirming = choosing.choose(1).unwrap().no().choose(4).unwrap();
    assert_eq!(confirming.choice().expose(), 4);
    let ready = confirming.abandon();
    let ready = ready.scan(&world.slip(0)).unwrap().abandon();
    assert_eq!(ready.token_status(&world.slip(0)), Ok(TokenStatus::NotRecorded));
    assert_eq!((world.entries().len(), world.tray.kinds().len()), (before, 0));
}

#[test]
fn there_are_only_the_options_of_the_ballot() {
    let world = world();
    let mut choosing = world.open().scan(&world.slip(0)).unwrap();
    for option in [0, 5, u8::MAX] {
        let Refused { state, reason } = choosing.choose(option).err().unwrap();
        assert_eq!(reason, NoSuchOption { option, options: 4 });
        choosing = state;
    }
    assert!(choosing.choose(4).is_ok());
}

#[test]
fn slips_that_open_no_session() {
    let world = world();
    let ready = world.open();
    let other_booth = {
        let mut id = World::booth();
        id.booth = 2.try_into().unwrap();
        world.tokens[0].to_qr(Mode::Simulasi, &id)
    };
    let other_mode = world.tokens[0].to_qr(Mode::Resmi, &World::booth());
    let stranger = Token::from_bytes([0xee; 10]).to_text();
    let mut mistyped = world.tokens[0].to_text();
    mistyped.replace_range(0..1, if mistyped.starts_with('0') { "1" } else { "0" });

    let (ready, reason) = refusal(ready.scan(&other_booth));
    assert_eq!(reason, TokenRefusal::Unreadable(TokenError::Foreign));
    let (ready, reason) = refusal(ready.scan(&other_mode));
    assert_eq!(reason, TokenRefusal::Unreadable(TokenError::Foreign));
    let (ready, reason) = refusal(ready.scan(&mistyped));
    assert_eq!(reason, TokenRefusal::Unreadable(TokenError::Check));
    let (ready, reason) = refusal(ready.scan(&stranger));
    assert_eq!(reason, TokenRefusal::NotListed);
    assert_eq!(ready.token_status(&stranger), Err(TokenRefusal::NotListed));
    assert!(ready.scan(&world.tokens[22].to_text()).is_ok(), "typed, of the second list");
}

#[test]
fn a_token_is_used_up_by_one_ballot_cast_or_challenged() {
    let world = world();
    let ready = comparing(&world, world.open(), 0, 1).cast().unwrap().next();
    let ready = comparing(&world, ready, 1, 1).challenge().unwrap().next();
    let (ready, reason) = refusal(ready.scan(&world.slip(0)));
    assert_eq!(reason, TokenRefusal::Used { how: TokenUse::Cast });
    let (ready, reason) = refusal(ready.scan(&world.slip(1)));
    assert_eq!(reason, TokenRefusal::Used { how: TokenUse::Challenged });
    assert_eq!(ready.token_status(&world.slip(0)), Ok(TokenStatus::Recorded(TokenUse::Cast)));
    drop(ready);

    let restarted = world.restart();
    assert_eq!(restarted.token_status(&world.slip(0)), Ok(TokenStatus::Recorded(TokenUse::Cast)));
    assert_eq!(restarted.token_status(&world.slip(1)), Ok(TokenStatus::Recorded(TokenUse::Challenged)));
    assert_eq!(restarted.token_status(&world.slip(2)), Ok(TokenStatus::NotRecorded));
    let ready = restarted.settle(admitted(), PaperFound::Nothing).unwrap().next();
    let (_, reason) = refusal(ready.scan(&world.slip(0)));
    assert_eq!(reason, TokenRefusal::Used { how: TokenUse::Cast });
}

#[test]
fn a_challenged_ballot_is_opened_on_paper_and_in_the_log() {
    let world = world();
    let ready = world.open();
    world.tray.take();
    let before = world.entries().len();
    let comparing = comparing(&world, ready, 0, 3);
    let code = comparing.code();
    let finished = comparing.challenge().unwrap();
    assert_eq!(*finished.outcome(), Outcome::Challenged(code));

    let sheets = world.tray.take();
    let printed: Vec<_> = sheets.iter().map(|sheet| (sheet.kind, sheet.entries)).collect();
    assert_eq!(printed, [("strip", before), ("slip", before), ("DIUJI", before + 1), ("test", before + 1)]);
    let Some(Body::Challenged(opened)) = world.bodies().pop() else { panic!("not challenged") };
    assert_eq!((sheets[3].code, sheets[3].option, opened.choice), (Some(code), Some(3), 3));
    assert!(sheets[3].says(&super::world::hex(&opened.seed[..16])));
    let ctx = world.kit().station().context(&token_of(&opened.ballot).unwrap()).unwrap();
    check_challenge(&opened.ballot, 3, &opened.seed, &ctx).unwrap();
}

#[test]
fn a_slip_that_is_not_right_is_void_and_the_token_is_not() {
    let world = world();
    let ready = world.open();
    world.tray.take();
    let first = comparing(&world, ready, 0, 1);
    let void = first.code();
    let withdrawn = first.cancel().unwrap().ok().unwrap();
    assert_eq!(withdrawn.code(), void);
    let second = withdrawn.choose_again().choose(1).unwrap().yes().unwrap();
    let code = second.code();
    assert_ne!(code, void);
    let ready = second.cancel().unwrap().ok().unwrap().leave();
    let finished = comparing(&world, ready, 0, 1).cast().unwrap();
    assert!(matches!(finished.outcome(), Outcome::Cast(_)));
    let printed = ["strip", "slip", "BATAL", "strip", "slip", "BATAL", "strip", "slip", "SAH", "receipt"];
    assert_eq!(world.tray.kinds(), printed);
    let expected = [void, code].map(|code| ballot_log::Cancelled { code, reason: CancelReason::Voter });
    assert_eq!(world.cancelled(), expected);
}

#[test]
fn officers_are_called_at_the_third_no_with_a_token() {
    let world = world();
    let withdrawn = comparing(&world, world.open(), 0, 1).cancel().unwrap().ok().unwrap();
    // Whoever comes back with the same token has not begun anew.
    let again = comparing(&world, withdrawn.leave(), 0, 2).cancel().unwrap().ok().unwrap();
    let comparing_again = again.choose_again().choose(3).unwrap().yes().unwrap();
    world.tray.take();
    let unattended = comparing_again.cancel().unwrap().err().unwrap();
    assert_eq!((world.tray.kinds(), unattended.code()), (vec!["BATAL"], None));
    assert_eq!(world.cancelled().len(), 3);
    let Attended::Choosing(choosing) = unattended.back(admitted()) else { panic!("no slip hangs") };
    let unattended = choosing.choose(1).unwrap().yes().unwrap().cancel().unwrap().err().unwrap();
    let ready = unattended.end(admitted()).unwrap().next();
    let other = comparing(&world, ready, 1, 1).cancel().unwrap().ok().unwrap();
    assert!(comparing(&world, other.leave(), 0, 1).cast().is_ok(), "the token is as good as before");
}

#[test]
fn a_strip_that_does_not_print_leaves_nothing_if_nothing_came_out() {
    let world = world();
    let ready = world.open();
    world.tray.take();
    world.tray.fail_after(0, false);
    let confirming = ready.scan(&world.slip(0)).unwrap().choose(1).unwrap();
    let unprinted = unprinted(confirming.yes());
    assert_eq!(*unprinted.outcome(), Outcome::Nothing);
    assert_eq!(unprinted.fault().trouble, PrintTrouble::NoPaper);
    assert_eq!(world.kinds().last(), Some(&Kind::Event));
    assert!(world.cancelled().is_empty());
    let ready = unprinted.retry().unwrap().next();
    assert!(world.tray.take().is_empty());
    assert_eq!(world.events().last().unwrap().0, EventKind::PrintFailure);
    assert!(ready.scan(&world.slip(0)).is_ok());
}

#[test]
fn whatever_may_be_out_is_cancelled_and_marked() {
    for (good, may_be_out) in [(0, true), (1, false), (1, true)] {
        let world = world();
        let ready = world.open();
        world.tray.take();
        world.tray.fail_after(good, may_be_out);
        let confirming = ready.scan(&world.slip(0)).unwrap().choose(1).unwrap();
        let unprinted = unprinted(confirming.yes());
        let Outcome::Cancelled(code) = *unprinted.outcome() else { panic!("not cancelled") };
        assert_eq!(
            world.cancelled(),
            [ballot_log::Cancelled { code, reason: CancelReason::Printer }],
            "{good} {may_be_out}"
        );
        assert_eq!(world.tray.take()[0].code, Some(code));
        let ready = unprinted.retry().unwrap().next();
        assert_eq!(world.tray.kinds(), ["BATAL"]);
        let events: Vec<_> = world.events().into_iter().map(|(event, _)| event).collect();
        assert_eq!(events[1..], [EventKind::PrintFailure, EventKind::Reprint]);
        assert!(comparing(&world, ready, 0, 1).cast().is_ok());
    }
}

#[test]
fn a_ballot_whose_receipt_does_not_print_is_recorded_all_the_same() {
    for (good, may_be_out, later) in [
        (2, false, vec!["SAH", "receipt"]),
        (2, true, vec!["SAH", "receipt"]),
        (3, false, vec!["receipt"]),
        (3, true, vec!["receipt"]),
    ] {
        let world = world();
        let ready = world.open();
        world.tray.fail_after(good, may_be_out);
        let unprinted = unprinted(comparing(&world, ready, 0, 1).cast());
        assert!(matches!(unprinted.outcome(), Outcome::Cast(_)));
        assert_eq!(world.kinds()[2..], [Kind::Cast, Kind::Event]);
        world.tray.take();
        world.tray.fail_after(0, false);
        let unprinted = self::unprinted(unprinted.retry());
        assert!(world.tray.take().is_empty());
        let ready = unprinted.retry().unwrap().next();
        let sheets = world.tray.take();
        assert_eq!(sheets.iter().map(|sheet| sheet.kind).collect::<Vec<_>>(), later);
        let again = may_be_out && good == 3;
        assert_eq!(sheets.last().unwrap().says("CETAK ULANG"), again, "{good} {may_be_out}");
        assert_eq!(ready.token_status(&world.slip(0)), Ok(TokenStatus::Recorded(TokenUse::Cast)));
    }
}

#[test]
fn nothing_is_printed_again_before_the_printer_says_that_it_can() {
    let world = world();
    let ready = world.open();
    world.tray.fail_after(2, false);
    let stuck = unprinted(comparing(&world, ready, 0, 1).cast());
    world.tray.take();
    world.tray.says(Err(PrintTrouble::CoverOpen));
    let stuck = unprinted(stuck.retry());
    assert_eq!(stuck.fault(), PrintFault { trouble: PrintTrouble::CoverOpen, may_be_out: false });
    assert!(world.tray.take().is_empty());
    world.tray.says(Ok(()));
    assert!(stuck.retry().is_ok());
    assert_eq!(world.tray.kinds(), ["SAH", "receipt"]);
}

#[test]
fn an_officer_may_go_on_without_paper_which_is_logged() {
    let world = world();
    let ready = world.open();
    world.tray.fail_after(2, true);
    let unprinted = unprinted(comparing(&world, ready, 0, 1).challenge());
    let finished = unprinted.give_up(admitted()).unwrap();
    assert!(matches!(finished.outcome(), Outcome::Challenged(_)));
    assert_eq!(world.events().last().unwrap(), &(EventKind::Officer, "lanjut tanpa cetak".to_owned()));
}

/// How a session may end whose mark does not print, and the mark.
type End = (fn(Comparing) -> Halt, &'static str);

#[test]
fn a_slip_without_its_mark_gets_it_before_anything_else_is_printed() {
    let ends: [End; 4] = [
        (|comparing| comparing.cast().err().unwrap(), "SAH"),
        (|comparing| comparing.challenge().err().unwrap(), "DIUJI"),
        (|comparing| comparing.cancel().err().unwrap(), "BATAL"),
        (|comparing| comparing.unattended().end(admitted()).err().unwrap(), "BATAL"),
    ];
    for ((end, mark), may_be_out) in ends.into_iter().flat_map(|end| [(end, false), (end, true)]) {
        let world = world();
        let compared = comparing(&world, world.open(), 0, 1);
        world.tray.fail_after(0, may_be_out);
        let Halt::Unprinted(unprinted) = end(compared) else { panic!("stopped") };
        let ready = unprinted.give_up(admitted()).unwrap().next();
        world.tray.take();
        world.tray.fail_after(0, may_be_out);
        let confirming = ready.scan(&world.slip(1)).unwrap().choose(2).unwrap();
        let again = self::unprinted(confirming.yes());
        assert_eq!(*again.outcome(), Outcome::Nothing, "nothing of the second voter's paper is out");
        let ready = again.give_up(admitted()).unwrap().next();
        world.tray.take();
        let ready = ready.reprint_zero_report().unwrap().next();
        assert_eq!(world.tray.kinds(), [mark, "zero"]);
        drop(comparing(&world, ready, 1, 2));
        assert_eq!(world.tray.kinds(), ["strip", "slip"]);
    }
}

#[test]
fn a_slip_without_its_mark_is_remembered_until_it_has_it() {
    let world = world();
    let compared = comparing(&world, world.open(), 0, 1);
    let code = compared.code();
    world.tray.fail_after(0, false);
    let ready = unprinted(compared.cast()).give_up(admitted()).unwrap().next();
    world.tray.fail_after(0, false);
    let confirming = ready.scan(&world.slip(1)).unwrap().choose(2).unwrap();
    drop(unprinted(confirming.yes()).give_up(admitted()).unwrap());
    world.tray.take();
    let finished = world.restart().settle(admitted(), PaperFound::Slip).unwrap();
    assert!(matches!(finished.outcome(), Outcome::Cast(receipt) if receipt.code == code));
    assert_eq!(world.tray.kinds(), ["SAH", "receipt"]);
}

#[test]
fn a_test_sheet_that_may_be_out_in_part_is_cut_off_first() {
    let world = world();
    let compared = comparing(&world, world.open(), 0, 1);
    world.tray.fail_after(1, true);
    let stuck = unprinted(compared.challenge());
    world.tray.take();
    stuck.retry().unwrap();
    assert_eq!(world.tray.kinds(), ["PISAH", "test"]);
}

#[test]
fn a_void_slip_whose_mark_does_not_print_is_void() {
    let world = world();
    let ready = world.open();
    world.tray.fail_after(2, true);
    let unprinted = unprinted(comparing(&world, ready, 0, 1).cancel());
    assert!(matches!(unprinted.outcome(), Outcome::Cancelled(_)));
    assert_eq!(world.cancelled().len(), 1);
    assert!(unprinted.retry().unwrap().next().scan(&world.slip(0)).is_ok());
}

#[test]
fn pause_and_resume_are_logged_and_told_to_half_an_hour() {
    let world = world();
    let ready = world.open();
    world.clock.fetch_add(29 * 60 + 59, std::sync::atomic::Ordering::Relaxed);
    let paused = ready.pause(&Remark::new("ganti kertas").unwrap()).unwrap();
    world.clock.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let ready = paused.resume(admitted(), &Remark::new("").unwrap()).unwrap();
    ready.remark(&Remark::new("listrik padam").unwrap()).unwrap();
    let told: Vec<_> = world
        .bodies()
        .into_iter()
        .filter_map(|body| match body {
            Body::Event(event) => Some((event.event, event.at.to_string(), event.detail)),
            _ => None,
        })
        .skip(1)
        .collect();
    let at = |minute| format!("2026-11-22T07:{minute}:00+07:00");
    assert_eq!(
        told,
        [
            (EventKind::Pause, at("00"), "ganti kertas".to_owned()),
            (EventKind::Resume, at("30"), String::new()),
            (EventKind::Officer, at("30"), "listrik padam".to_owned()),
        ]
    );
    assert_eq!(Remark::new(&"x".repeat(201)), None);
    assert_eq!(Remark::new("dua\nbaris"), None);
}

#[test]
fn a_clock_that_goes_back_is_logged() {
    let world = world();
    let ready = world.open();
    world.clock.fetch_sub(3600, std::sync::atomic::Ordering::Relaxed);
    let ready = ready.remark(&Remark::new("a").unwrap()).unwrap();
    ready.remark(&Remark::new("b").unwrap()).unwrap();
    let events: Vec<_> = world.events().into_iter().map(|(event, _)| event).collect();
    assert_eq!(events[1..], [EventKind::ClockJump, EventKind::Officer, EventKind::Officer]);
}

#[test]
fn a_medium_that_fails_stops_the_booth_and_a_restart_leads_on() {
    let world = world();
    let ready = comparing(&world, world.open(), 0, 1).cast().unwrap().next();
    let comparing = comparing(&world, ready, 1, 2);
    let intact = world.entries().len();
    world.tray.take();
    let log = std::fs::OpenOptions::new().write(true).open(world.paths().log).unwrap();
    log.set_len(0).unwrap();

    let Err(Halt::Faulted(faulted)) = comparing.cast() else { panic!("must have stopped") };
    assert!(matches!(faulted.cause(), FaultCause::Store(_)), "{faulted}");
    assert!(world.tray.take().is_empty(), "no SAH and no receipt without a record");
    assert_eq!(world.entries().len(), intact);

    let restarted = world.restart();
    assert_eq!(restarted.token_status(&world.slip(0)), Ok(TokenStatus::Recorded(TokenUse::Cast)));
    assert_eq!(restarted.token_status(&world.slip(1)), Ok(TokenStatus::NotRecorded));
    let events: Vec<_> = world.events().into_iter().map(|(event, _)| event).collect();
    assert_eq!(events[1..], [EventKind::Restart, EventKind::Officer, EventKind::LogRebuilt]);
    let ready = restarted.settle(admitted(), PaperFound::Slip).unwrap().next();
    assert_eq!(world.tray.kinds(), ["BATAL"]);
    assert!(ready.scan(&world.slip(1)).is_ok());
}

#[test]
fn states_can_move_to_a_worker() {
    const fn is_send<T: Send>() {}
    is_send::<(LockedBooth, RestartedBooth, Ready, Choosing, Confirming, Comparing)>();
    is_send::<(Withdrawn, Finished, Unprinted, Paused, ClosedBooth, Faulted)>();
}
