//! What paper may tell.

use election::{BallotCode, Mode, short_code};

use super::world::{NAMES, Sheet, World, hex};
use crate::*;

/// Every sheet of sessions for each option: cast, tested and void.
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
                _ => comparing.cancel().unwrap().leave(),
            };
            token += 1;
        }
    }
    mode_world.tray.take()
}

#[test]
fn audit_slips_differ_in_nothing_but_number_and_name() {
    let world = World::new(Mode::Simulasi);
    let slips: Vec<_> = sheets(&world).into_iter().filter(|sheet| sheet.kind == "slip").collect();
    assert_eq!(slips.len(), 12);
    let heading = slips[0].rows.iter().position(|row| row == "NOMOR URUT 1").unwrap();
    for slip in &slips {
        let option = slip.option.unwrap();
        assert_eq!(slip.rows.len(), slips[0].rows.len(), "option {option}");
        for (row, (one, other)) in slip.rows.iter().zip(&slips[0].rows).enumerate() {
            assert!(one == other || (heading..heading + 4).contains(&row), "row {row}: {one}");
        }
        let name = slip.rows[heading + 1..heading + 4].join(" ");
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
        for row in &sheet.rows {
            assert!(row.chars().count() <= COLUMNS, "{row}");
        }
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
