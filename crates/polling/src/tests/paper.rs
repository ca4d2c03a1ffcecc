//! What paper may tell.

use ballot_log::{Officers, Receipt, SignedCheckpoint};
use election::{BallotCode, Mode, short_code, to_crockford};

use super::world::{NAMES, Sheet, World, admitted, hex};
use crate::*;

/// Every sheet of a day with sessions for each option: cast, tested and void.
fn sheets(mode_world: &World) -> Vec<Sheet> {
    let mut ready = mode_world.open();
    let mut token = 0;
    for option in 1..=4 {
        for fate in 0..3 {
            let scanned = ready.scan(&mode_world.slip(token)).unwrap();
            let comparing = scanned.choose(option).unwrap().yes().unwrap();
            ready = match fate {
                0 => comparing.cast().unwrap().next(),
                1 => comparing.challenge().unwrap().next(),
                _ => comparing.cancel().unwrap().ok().unwrap().leave(),
            };
            token += 1;
        }
    }
    let closed = ready.close(admitted(), Officers::default(), Some("uji".to_owned()));
    closed.unwrap().unwrap().print_report().unwrap();
    mode_world.tray.take()
}

#[test]
fn audit_slips_differ_in_nothing_but_number_and_name() {
    let world = World::new(Mode::Simulasi);
    let slips: Vec<_> = sheets(&world).into_iter().filter(|sheet| sheet.kind == "slip").collect();
    assert_eq!(slips.len(), 12);
    let heading = slips[0].rows.iter().position(|row| row == "NOMOR URUT 1").unwrap();
    // As many as the longest name of this village needs, for everybody.
    let rows = slips[0].rows.iter().position(|row| row.starts_with("Cocokkan")).unwrap() - heading;
    assert_eq!(rows, 3);
    for slip in &slips {
        let option = slip.option.unwrap();
        assert_eq!((&slip.styles, &slip.qr), (&slips[0].styles, &None), "option {option}");
        for (row, (one, other)) in slip.rows.iter().zip(&slips[0].rows).enumerate() {
            assert!(one == other || (heading..heading + rows).contains(&row), "row {row}: {one}");
        }
        let name = slip.rows[heading + 1..heading + rows].join(" ");
        let expected = NAMES.get(usize::from(option) - 1).copied().unwrap_or_default();
        assert_eq!(name.trim_end(), expected);
        let title = if option == 4 { "SUARA KOSONG".to_owned() } else { format!("NOMOR URUT {option}") };
        assert_eq!(slip.rows[heading], title);
    }
}

#[test]
fn code_and_choice_meet_only_on_the_sheet_of_a_tested_ballot() {
    let world = World::new(Mode::Simulasi);
    let sheets = sheets(&world);
    let codes: Vec<BallotCode> = sheets.iter().filter_map(|sheet| sheet.code).collect();
    let shows_code = |sheet: &Sheet| {
        codes
            .iter()
            .any(|code| sheet.says(&short_code(code.as_bytes())) || sheet.says(&hex(&code.as_bytes()[..8])))
            || sheet
                .qr
                .as_ref()
                .is_some_and(|qr| codes.iter().any(|code| qr.contains(&to_crockford(code.as_bytes()))))
    };
    let shows_choice = |sheet: &Sheet| {
        let names = NAMES.map(|name| name.split(' ').next().unwrap());
        let headings = ["NOMOR URUT", "SUARA KOSONG"];
        headings.iter().any(|heading| sheet.says(heading))
            || sheet.rows.iter().any(|row| names.iter().any(|name| row.split(' ').any(|word| word == *name)))
    };
    for sheet in &sheets {
        let expected = match sheet.kind {
            "strip" | "receipt" => (true, false),
            "slip" => (false, true),
            "test" => (true, true),
            _ => (false, false),
        };
        assert_eq!((shows_code(sheet), shows_choice(sheet)), expected, "{sheet:?}");
        assert_eq!((sheet.code.is_some(), sheet.option.is_some()), expected, "{sheet:?}");
    }
}

#[test]
fn every_row_fits_the_narrowest_paper() {
    let world = World::new(Mode::Simulasi);
    for sheet in sheets(&world) {
        for (row, style) in sheet.rows.iter().zip(&sheet.styles) {
            let columns = if *style == Style::Big { BIG_COLUMNS } else { COLUMNS };
            assert!(row.chars().count() <= columns, "{row}");
            assert_eq!(*style == Style::Rule, *row == "-".repeat(COLUMNS), "{row}");
        }
    }
}

#[test]
fn what_is_to_be_seen_at_once_is_big_and_what_is_to_be_compared_stands_in_columns() {
    let world = World::new(Mode::Simulasi);
    for sheet in sheets(&world) {
        let styled = |style| {
            let rows = sheet.rows.iter().zip(&sheet.styles).filter(move |(_, found)| **found == style);
            rows.map(|(row, _)| row.clone()).collect::<Vec<_>>()
        };
        let big = match (sheet.kind, sheet.option) {
            ("SAH" | "BATAL" | "DIUJI", _) => vec![format!("*** {} ***", sheet.kind)],
            (_, Some(4)) => vec!["SUARA KOSONG".to_owned()],
            (_, Some(option)) => vec![format!("NOMOR URUT {option}")],
            _ => Vec::new(),
        };
        assert_eq!(styled(Style::Big), big, "{sheet:?}");
        if let Some(code) = sheet.code {
            assert!(styled(Style::Code).contains(&short_code(code.as_bytes())), "{sheet:?}");
        }
    }
}

#[test]
fn only_the_audit_slip_hangs() {
    let world = World::new(Mode::Simulasi);
    for sheet in sheets(&world) {
        assert_eq!(sheet.cut, sheet.kind != "slip", "{sheet:?}");
    }
}

#[test]
fn qr_codes_say_what_their_readers_need() {
    let world = World::new(Mode::Simulasi);
    let sheets = sheets(&world);
    let kit = world.kit();
    let log = kit.station().identity();
    let (mut receipts, mut checkpoints) = (0, Vec::new());
    for Sheet { kind, qr, code, .. } in &sheets {
        match (*kind, qr) {
            ("strip", Some(text)) => {
                assert_eq!((scanned_code(text), text.len()), (*code, 7 + 52));
            }
            ("receipt", Some(text)) => {
                let receipt = Receipt::from_qr(text).unwrap();
                receipt.verify(log).unwrap();
                assert_eq!(Some(receipt.code), *code);
                receipts += 1;
            }
            ("zero" | "close", Some(text)) => {
                let note = SignedCheckpoint::parse(text.as_bytes()).unwrap().verify(log, &[]).unwrap();
                checkpoints.push(note.checkpoint().clone());
            }
            ("slip" | "SAH" | "BATAL" | "DIUJI" | "test", None) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((receipts, checkpoints.len()), (4, 2));
    assert_eq!((checkpoints[0].size, checkpoints[1].size), (1, world.entries().len() as u64));
    let Started::Closed(mut closed) = world.start() else { panic!("not closed") };
    closed.print_report().unwrap();
    let again = world.tray.take().remove(0);
    assert_eq!(again.qr, sheets.last().unwrap().qr, "after a restart the same checkpoint");
    assert_eq!(closed.checkpoint(), checkpoints[1]);
}

#[test]
fn the_code_of_a_strip_has_one_text() {
    let code = BallotCode::new([0xa7; 32]);
    let text = format!("PLK1-K-{}", to_crockford(code.as_bytes()));
    assert_eq!(scanned_code(&format!(" {text}\n")), Some(code), "a scanner may add an end of line");
    let more = format!("{text}0");
    for wrong in [
        "",
        "PLK1-K-",
        &text[..text.len() - 1],
        &more,
        &text.to_lowercase(),
        &text.replace("-K-", "-T-"),
        &text.replace("PLK1", "PLK2"),
        &format!("{}-{}", &text[..12], &text[12..]),
        &format!("{}1", &text[..text.len() - 1]),
        &short_code(code.as_bytes()),
    ] {
        assert_eq!(scanned_code(wrong), None, "{wrong}");
    }
}

#[test]
fn a_rehearsal_says_so_on_every_sheet_of_a_voter() {
    for (mode, says) in [(Mode::Simulasi, true), (Mode::Resmi, false)] {
        let world = World::new(mode);
        let place = paper::Place::of(world.kit().station(), world.software);
        let strip = Paper::Strip(CodeStrip::new(place, BallotCode::new([1; 32])));
        assert_eq!(strip.rows().iter().any(|row| row == "SIMULASI - TIDAK DIHITUNG"), says);
    }
    let world = World::new(Mode::Simulasi);
    for sheet in sheets(&world) {
        let mark = ["SAH", "BATAL", "DIUJI"].contains(&sheet.kind);
        assert_eq!(sheet.says("SIMULASI - TIDAK DIHITUNG"), !mark, "{sheet:?}");
    }
}
