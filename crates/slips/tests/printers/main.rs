//! Every way in which a printer fails, over a network and over a serial line: what is reported, whether something may be
//! out, how long it takes, and that the next sheet is whole.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod model;

use std::time::{Duration, Instant};

use model::{Model, State};
use polling::{Mark, Paper, PrintFault, PrintTrouble, Printer};
use slips::{
    CharacterDevice, Device, EscPosPrinter, NetworkDevice, OpenError, Patience, SerialDevice, Target, Width,
    draw, open,
};

const SHEET: Paper = Paper::Mark(Mark::Sah);
/// Bytes before the first of the first sheet: three questions, the end of whatever picture is open, the question whether it
/// answers in turn.
const BEFORE: usize = 3 * 3 + 128 * 48 + 3;

const PATIENCE: Patience = Patience {
    connect: Duration::from_millis(500),
    answer: Duration::from_millis(150),
    stall: Duration::from_millis(250),
    bytes_per_second: 20_000,
    pause: Duration::from_millis(10),
    finish: Duration::from_millis(300),
    rows_per_second: 10_000,
};
/// No failure takes longer with this patience.
const LONGEST: Duration = Duration::from_secs(3);

/// What is wrong, and how it comes about.
type Case = (PrintTrouble, fn(&mut State));

fn on_network(model: &Model) -> EscPosPrinter<NetworkDevice> {
    EscPosPrinter::with_patience(NetworkDevice::new(model.on_network()), Width::Mm58, PATIENCE)
}

fn on_line(model: &Model) -> EscPosPrinter<SerialDevice> {
    EscPosPrinter::with_patience(SerialDevice::new(model.on_line(), 230_400), Width::Mm58, PATIENCE)
}

fn with(change: impl FnOnce(&mut State)) -> Model {
    let model = Model::default();
    change(&mut model.state());
    model
}

fn rows(paper: &Paper) -> Vec<Vec<u8>> {
    draw(paper, Width::Mm58).as_bytes().chunks(48).map(<[u8]>::to_vec).collect()
}

/// Prints, and sees to it that it takes no longer than it may.
fn print(printer: &mut impl Printer, paper: &Paper) -> Result<(), PrintFault> {
    let begin = Instant::now();
    let printed = printer.print(paper);
    assert!(begin.elapsed() < LONGEST, "{:?}", begin.elapsed());
    printed
}

fn fault(trouble: PrintTrouble, may_be_out: bool) -> Result<(), PrintFault> {
    Err(PrintFault { trouble, may_be_out })
}

/// The last sheet on the paper is this one, whole, and was cut off.
fn assert_last(model: &Model, paper: &Paper) {
    let state = model.state();
    let rows = rows(paper);
    assert!(state.rows.ends_with(&rows), "{} rows, {} expected", state.rows.len(), rows.len());
    assert_eq!(state.cuts.last(), Some(&(65, state.rows.len())));
    assert!(state.junk.is_empty(), "{:?}", state.junk);
}

fn assert_recovers<D: Device>(printer: &mut EscPosPrinter<D>, model: &Model) {
    {
        let mut state = model.state();
        (state.paper, state.cover_open, state.jammed, state.silent) = (None, false, false, false);
        (state.cable, state.reset, state.opened_at) = (None, None, None);
    }
    assert_eq!(printer.status(), Ok(()));
    let other = Paper::Mark(Mark::Diuji);
    assert_eq!(print(printer, &other), Ok(()));
    assert_last(model, &other);
}

#[test]
fn a_sheet_comes_out_whole_with_questions_before_and_after() {
    for knows_no_turn in [false, true] {
        let model = with(|state| state.knows_no_turn = knows_no_turn);
        let mut printer = on_network(&model);
        assert_eq!(printer.status(), Ok(()));
        assert_eq!(model.state().questions, 3);
        assert_eq!(print(&mut printer, &SHEET), Ok(()));
        assert!(model.state().questions >= 9);
        assert_last(&model, &SHEET);
        assert_eq!(model.state().rows, rows(&SHEET));

        let model = with(|state| state.knows_no_turn = knows_no_turn);
        let mut printer = on_line(&model);
        assert_eq!(print(&mut printer, &SHEET), Ok(()));
        assert_eq!(model.state().rows, rows(&SHEET));
        assert_recovers(&mut printer, &model);
    }
}

#[test]
fn what_is_wrong_before_a_sheet_leaves_nothing_on_paper() {
    let cases: [Case; 6] = [
        (PrintTrouble::NoPaper, |state| state.paper = Some(0)),
        (PrintTrouble::CoverOpen, |state| state.cover_open = true),
        (PrintTrouble::Jammed, |state| state.jammed = true),
        (PrintTrouble::Offline, |state| state.silent = true),
        (PrintTrouble::Offline, |state| (state.cover_open, state.silent_when_open) = (true, true)),
        (PrintTrouble::Offline, |state| state.cable = Some(0)),
    ];
    for (trouble, change) in cases {
        let model = with(change);
        let mut printer = on_network(&model);
        assert_eq!(printer.status(), Err(trouble));
        assert_eq!(print(&mut printer, &SHEET), fault(trouble, false));
        assert_eq!(model.state().rows, Vec::<Vec<u8>>::new());
        assert_recovers(&mut printer, &model);
        let model = with(change);
        assert_eq!(print(&mut on_line(&model), &SHEET), fault(trouble, false));
    }
}

#[test]
fn what_goes_wrong_in_the_midst_of_a_sheet_may_leave_some_of_it_on_paper() {
    let cases: [Case; 6] = [
        (PrintTrouble::NoPaper, |state| state.paper = Some(20)),
        (PrintTrouble::CoverOpen, |state| state.opened_at = Some(20)),
        (PrintTrouble::Offline, |state| (state.opened_at, state.silent_when_open) = (Some(20), true)),
        (PrintTrouble::Offline, |state| state.cable = Some(BEFORE + 1_000)),
        (PrintTrouble::Offline, |state| state.reset = Some(BEFORE + 1_000)),
        // With the last row, so that nothing is missing but the cut.
        (PrintTrouble::NoPaper, |state| state.paper = Some(rows(&SHEET).len())),
    ];
    for (number, (trouble, change)) in cases.into_iter().enumerate() {
        let model = with(change);
        let mut printer = on_network(&model);
        assert_eq!(print(&mut printer, &SHEET), fault(trouble, true), "case {number}");
        assert!(model.state().rows.len() <= rows(&SHEET).len());
        assert_recovers(&mut printer, &model);
    }
}

/// Paper ends in the midst of a sheet; whoever puts in a roll must not see the rest of it.
#[test]
fn a_new_roll_brings_out_nothing_of_a_sheet_that_failed() {
    let cases: [Case; 2] = [
        (PrintTrouble::NoPaper, |state| state.paper = Some(20)),
        (PrintTrouble::CoverOpen, |state| state.opened_at = Some(20)),
    ];
    for (trouble, change) in cases {
        let model = with(change);
        for printer in [&mut on_network(&model) as &mut dyn Printer, &mut on_line(&model)] {
            let before = model.state().rows.len();
            change(&mut model.state());
            if trouble == PrintTrouble::CoverOpen {
                model.state().opened_at = Some(before + 20);
            }
            assert_eq!(printer.print(&SHEET), fault(trouble, true));
            model.state().new_roll();
            assert_eq!(model.state().rows.len(), before + 20, "{trouble}");
            assert_eq!(printer.print(&SHEET), Ok(()));
            assert_last(&model, &SHEET);
        }
    }
}

#[test]
fn a_printer_that_forgets_nothing_ends_what_it_has_begun_and_prints_the_next_sheet_whole() {
    for knows_no_turn in [false, true] {
        let model = with(|state| {
            (state.paper, state.forgets_nothing, state.knows_no_turn) = (Some(20), true, knows_no_turn);
        });
        let mut printer = on_network(&model);
        assert_eq!(print(&mut printer, &SHEET), fault(PrintTrouble::NoPaper, true));
        model.state().new_roll();
        assert!(model.state().rows.len() >= rows(&SHEET).len());
        assert_recovers(&mut printer, &model);
    }
}

#[test]
fn a_printer_that_takes_no_more_is_given_up() {
    let model = with(|state| (state.paper, state.stops_taking) = (Some(5), true));
    let mut printer = on_line(&model);
    assert_eq!(print(&mut printer, &SHEET), fault(PrintTrouble::Offline, true));
    assert_recovers(&mut printer, &model);
}

#[test]
fn a_slow_printer_is_waited_for() {
    let model = with(|state| state.rest = Duration::from_millis(25));
    let begin = Instant::now();
    assert_eq!(print(&mut on_line(&model), &SHEET), Ok(()));
    assert!(begin.elapsed() > PATIENCE.stall, "it is slow");
    assert_last(&model, &SHEET);
}

#[test]
fn another_printer_may_take_its_place() {
    let model = Model::default();
    let mut printer = on_network(&model);
    assert_eq!(print(&mut printer, &SHEET), Ok(()));
    model.state().knows_no_turn = true;
    assert_eq!(print(&mut printer, &SHEET), fault(PrintTrouble::Jammed, true));
    assert_recovers(&mut printer, &model);
}

#[test]
fn a_printer_that_is_not_there_is_offline() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut printers: [Box<dyn Printer>; 4] = [
        Box::new(EscPosPrinter::with_patience(NetworkDevice::new(nobody), Width::Mm80, PATIENCE)),
        Box::new(EscPosPrinter::with_patience(
            CharacterDevice::new("/dev/null".into()),
            Width::Mm80,
            PATIENCE,
        )),
        Box::new(EscPosPrinter::with_patience(
            CharacterDevice::new("/dev/zero".into()),
            Width::Mm80,
            PATIENCE,
        )),
        Box::new(EscPosPrinter::with_patience(
            SerialDevice::new("/dev/nothing".into(), 9_600),
            Width::Mm80,
            PATIENCE,
        )),
    ];
    for printer in &mut printers {
        let begin = Instant::now();
        assert_eq!(printer.status(), Err(PrintTrouble::Offline));
        assert_eq!(printer.print(&SHEET), fault(PrintTrouble::Offline, false));
        assert!(begin.elapsed() < LONGEST);
    }
}

#[test]
fn nothing_but_a_device_is_a_printer() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, b"").unwrap();
    let line = Model::default().on_line();
    let refused = |target: Target| open(&target, Width::Mm58).err();
    for path in [file.as_path(), folder.path()] {
        assert!(matches!(refused(Target::Device(path.into())), Some(OpenError::NotADevice { .. })));
    }
    assert!(matches!(refused(Target::Device(line.clone())), Some(OpenError::SerialLine { .. })));
    assert!(matches!(refused(Target::Folder(file.clone())), Some(OpenError::Folder { .. })));
    assert!(refused(Target::Serial { path: line, baud: 9_600 }).is_none());
    // Not plugged in yet.
    assert!(refused(Target::Device("/dev/usb/lp99".into())).is_none());
    assert_eq!(std::fs::read(file).unwrap(), b"");
}

#[test]
fn a_folder_keeps_each_sheet_twice_and_numbers_on() {
    let folder = tempfile::tempdir().unwrap();
    let target = Target::Folder(folder.path().join("slips"));
    for _ in 0..2 {
        open(&target, Width::Mm58).unwrap().print(&SHEET).unwrap();
    }
    let Target::Folder(path) = &target else { panic!() };
    let mut names: Vec<_> =
        std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    let expected = ["00001-mark-sah.bin", "00001-mark-sah.png", "00002-mark-sah.bin", "00002-mark-sah.png"];
    assert_eq!(names, expected);
    let dots = draw(&SHEET, Width::Mm58);
    assert_eq!(std::fs::read(path.join(expected[1])).unwrap(), dots.to_png().unwrap());
    assert_eq!(*std::fs::read(path.join(expected[0])).unwrap(), **dots.to_escpos(slips::Cut::Full));
    std::fs::remove_dir_all(path).unwrap();
    let mut printer = open(&Target::Folder(folder.path().join("other")), Width::Mm58).unwrap();
    std::fs::remove_dir(folder.path().join("other")).unwrap();
    assert_eq!(printer.status(), Err(PrintTrouble::Offline));
    assert_eq!(printer.print(&SHEET), fault(PrintTrouble::Offline, false));
}
