//! Papers as files: what stands on them, and that others can read, scan and keep them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod sheets;
mod tools;

use std::process::Command;

use election::Token;
use papers::sheets::Sheet;
use typeset::pdf;

use crate::sheets::{
    MARKUP, all, definition, election_id, long, longest_slips, machine_test, slips_of_draft, stretch, tokens,
};
use crate::tools::{Poppler, codes, golden, slips};

/// Slips on a page.
const PER_PAGE: usize = 16;

#[test]
fn papers_say_what_was_committed() {
    let Some(poppler) = Poppler::if_present("papers_say_what_was_committed") else { return };
    for (name, sheet) in all() {
        golden(name, &poppler.text(&pdf(&sheet).unwrap()));
    }
}

#[test]
fn every_font_is_in_the_file() {
    let Some(poppler) = Poppler::if_present("every_font_is_in_the_file") else { return };
    for (name, sheet) in all() {
        let fonts = poppler.fonts(&pdf(&sheet).unwrap());
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(rows.len() >= 2, "{name}: {fonts}");
        for row in rows {
            // name, type, encoding, emb, sub, uni, object ID
            let words: Vec<&str> = row.split_whitespace().collect();
            let flags = &words[words.len() - 5..words.len() - 2];
            assert_eq!(flags, ["yes", "yes", "yes"], "{name}: {row}");
        }
    }
}

#[test]
fn files_say_that_they_are_for_archives() {
    for (name, sheet) in all() {
        let file = pdf(&sheet).unwrap();
        let text = String::from_utf8_lossy(&file);
        assert!(text.starts_with("%PDF-1.7"), "{name}");
        for part in ["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>U</pdfaid:conformance>"] {
            assert!(text.contains(part), "{name} lacks {part}");
        }
        assert!(text.contains("/OutputIntents") && !text.contains("/JavaScript"), "{name}");
        let day = if name.starts_with("tokens-") && name.ends_with("candidates") {
            "2025-12-10"
        } else {
            "2026-11-22"
        };
        assert!(text.contains(&format!("<xmp:CreateDate>{day}T00:00:00")), "{name}");
    }
}

#[test]
fn slips_scan_as_their_tokens() {
    let Some(poppler) = Poppler::if_present("slips_scan_as_their_tokens") else { return };
    let scans = |sheet: &Sheet, count: usize| -> Vec<String> {
        let pages = poppler.pages(&pdf(sheet).unwrap());
        // Those before them are about the list.
        let first = pages.len() - count.div_ceil(PER_PAGE);
        let on = |page: usize| slips(&pages[first + page], (count - page * PER_PAGE).min(PER_PAGE));
        let mut scans: Vec<String> = (0..count.div_ceil(PER_PAGE)).flat_map(on).collect();
        scans.sort();
        scans
    };
    let expected = |count: u16, prefix: &str| -> Vec<String> {
        let mut texts: Vec<String> =
            tokens(count).iter().map(|token| format!("{prefix}{}", token.to_text())).collect();
        texts.sort();
        texts
    };
    assert_eq!(scans(&slips_of_draft(17, 2), 17), expected(17, "PLK1-R-1607062001-1-2-"));
    assert_eq!(scans(&longest_slips(51), 51), expected(51, "PLK1-S-9901022001-1-1-"));
}

#[test]
fn slips_can_be_typed_and_stand_in_the_order_given() {
    let Some(poppler) = Poppler::if_present("slips_can_be_typed_and_stand_in_the_order_given") else {
        return;
    };
    let text = poppler.plain(&pdf(&slips_of_draft(17, 2)).unwrap());
    let words = text.split(' ').filter(|word| word.len() == 20 && word.matches('-').count() == 3);
    let read: Vec<Token> = words.map(|word| word.parse().unwrap()).collect();
    assert_eq!(read, tokens(17));
}

#[test]
fn the_name_of_the_election_scans_as_it_is_typed() {
    let Some(poppler) = Poppler::if_present("the_name_of_the_election_scans_as_it_is_typed") else { return };
    for bend in [|_: &mut _| (), stretch] {
        let definition = definition(bend);
        let file = pdf(&election_id(&definition)).unwrap();
        let pages = poppler.pages(&file);
        let id = definition.id().to_string();
        assert_eq!(pages.iter().map(codes).collect::<Vec<_>>(), [[id.clone()]]);
        let groups: Vec<&str> = id.as_bytes().chunks(8).map(|group| str::from_utf8(group).unwrap()).collect();
        assert!(poppler.plain(&file).contains(&groups.join(" ")));
    }
}

#[test]
fn what_people_wrote_is_never_markup() {
    let Some(poppler) = Poppler::if_present("what_people_wrote_is_never_markup") else { return };
    let definition = definition(|content| {
        content.title = MARKUP.to_owned();
        content.villages[0].name = MARKUP.to_owned();
        content.villages[0].district = MARKUP.to_owned();
        content.words.head = "#panic(\"x\")".to_owned();
    });
    for sheet in [election_id(&definition), machine_test(&definition)] {
        let text = poppler.plain(&pdf(&sheet).unwrap());
        assert!(text.contains(&format!("Desa {MARKUP}")), "{text}");
        assert!(text.contains("Pemilihan #panic(\"x\")"), "{text}");
    }
    let text = poppler.plain(&pdf(&election_id(&definition)).unwrap());
    assert!(text.contains(&format!("Kecamatan {MARKUP}")) && text.contains(&format!("· {MARKUP}")), "{text}");
}

#[test]
fn a_rehearsal_says_so_on_every_page_and_slip() {
    let Some(poppler) = Poppler::if_present("a_rehearsal_says_so_on_every_page_and_slip") else { return };
    let mark = "SIMULASI - TIDAK DIHITUNG";
    for sheet in [longest_slips(51), election_id(&definition(|_| ())), machine_test(&definition(|_| ()))] {
        let file = pdf(&sheet).unwrap();
        let text = poppler.text(&file);
        let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
        assert!(pages.iter().all(|page| page.contains(mark)));
        if matches!(sheet, Sheet::Tokens(_)) {
            assert!(text.matches(mark).count() >= 51 + pages.len());
        }
    }
    let counted = poppler.text(&pdf(&slips_of_draft(17, 2)).unwrap());
    assert!(!counted.contains("SIMULASI"));
}

#[test]
fn letters_of_every_kind_are_set() {
    let Some(poppler) = Poppler::if_present("letters_of_every_kind_are_set") else { return };
    let shown: Vec<char> = ('\u{a1}'..='\u{ffff}').filter(|c| election::is_shown(*c)).collect();
    for part in shown.chunks(76) {
        let name: String = part.iter().collect();
        let definition = definition(|content| content.villages[0].name.clone_from(&name));
        // A letter without glyph would be an error: PDF/A has none.
        let text = poppler.plain(&pdf(&election_id(&definition)).unwrap());
        let found = part.iter().filter(|c| text.contains(**c)).count();
        assert!(found * 10 >= part.len() * 9, "{name}: {text}");
    }
}

#[test]
fn a_word_that_never_ends_is_broken() {
    let definition = definition(|content| {
        content.villages[0].name = "W".repeat(80);
        content.title = long(200);
    });
    for sheet in [election_id(&definition), machine_test(&definition)] {
        pdf(&sheet).unwrap();
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for (name, sheet) in all() {
        let file = pdf(&sheet).unwrap();
        assert!(file == pdf(&sheet).unwrap(), "{name} differs within a process");
        std::fs::write(folder.path().join(name), file).unwrap();
    }
    let other = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "another_process", "--ignored"])
        .env("PAPERS_OF_THE_OTHER", folder.path())
        .output()
        .unwrap();
    assert!(other.status.success(), "{}", String::from_utf8_lossy(&other.stdout));
}

#[test]
#[ignore = "the other half of `the_same_sheet_gives_the_same_bytes`"]
fn another_process() {
    let folder = std::path::PathBuf::from(std::env::var_os("PAPERS_OF_THE_OTHER").unwrap());
    // In another order, with a cold memory each.
    for (name, sheet) in all().into_iter().rev() {
        let there = std::fs::read(folder.join(name)).unwrap();
        assert!(there == pdf(&sheet).unwrap(), "{name} differs between processes");
    }
}
