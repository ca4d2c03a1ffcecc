//! `booth-app drill`, `export` and `status`: a polling day by script.

use std::collections::BTreeSet;

use ballot_log::{Body, BundleReader, EventKind, Receipt, SecondMedium};
use election::Mode;
use serde_json::Value as Json;

use crate::desk::Desk;
use crate::sealed::{BOOTHS, enrol_and_seal, slip, typed};

/// Enrolled booths with their packs taken over; the ElectionId.
fn ready() -> (Desk, String) {
    let desk = Desk::new();
    let id = enrol_and_seal(&desk, Mode::Simulasi);
    for (name, booth) in ["b1", "b2", "b3"].iter().zip(BOOTHS) {
        desk.ok(&format!("import --data {name} --pack stick/{booth}.plkp --election-id {id}"));
    }
    (desk, id)
}

fn bodies(desk: &Desk, bundle: &str) -> Vec<Body> {
    let bytes = desk.read(bundle);
    BundleReader::new(bytes.as_slice()).unwrap().map(|r| r.unwrap().entry().body().unwrap()).collect()
}

fn code(step: &Json) -> String {
    step["code"].as_str().unwrap().to_owned()
}

#[test]
fn a_day_from_opening_to_export() {
    let (desk, id) = ready();
    let script = format!(
        "open \"1:Siti Aminah:ABCDE\" 3:Wati:VWXYZ 0:ketua:1234561234  # zero report\n\
         vote {} 1\n\
         vote {} 2 challenge\n\
         vote {} 3 cancel\n\
         vote {} 4\n\
         close present=2/0 dptb=0/0 received=40 unused=37 spoiled=0 exchanged=0 sah=2 batal=1\n",
        slip(1, 1, 0),
        typed(1, 1, 1),
        slip(1, 2, 2),
        slip(1, 2, 2),
    );
    let run = desk.drill("b1", &script);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert_eq!(run.outcomes(), ["opened", "cast", "challenged", "cancelled", "cast", "closed"]);
    let steps = run.steps();
    assert_eq!(
        steps.iter().map(|step| step["line"].as_u64().unwrap()).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5, 6]
    );
    let distinct: BTreeSet<String> = steps[1..5].iter().map(code).collect();
    assert_eq!(distinct.len(), 4);
    let receipt = desk.read(steps[1]["receipt"].as_str().unwrap());
    let receipt = Receipt::parse(&receipt).unwrap();
    assert_eq!((receipt.code.to_string(), receipt.election.to_string()), (code(&steps[1]), id));
    assert!(steps[2]["receipt"].is_null());
    let papers = |step: &Json| -> Vec<String> {
        let name = |path: &Json| path.as_str().unwrap().rsplit('-').next().unwrap().to_owned();
        step["papers"].as_array().unwrap().iter().map(name).collect()
    };
    assert_eq!(papers(&steps[0]), ["zero.txt"]);
    assert_eq!(papers(&steps[1]), ["strip.txt", "slip.txt", "sah.txt", "receipt.txt"]);
    assert_eq!(papers(&steps[2]), ["strip.txt", "slip.txt", "diuji.txt", "test.txt"]);
    assert_eq!(papers(&steps[3]), ["strip.txt", "slip.txt", "batal.txt"]);
    let strip = String::from_utf8(desk.read(steps[1]["papers"][0].as_str().unwrap())).unwrap();
    assert!(
        strip.contains(steps[1]["short_code"].as_str().unwrap()) && strip.contains("SIMULASI"),
        "{strip}"
    );

    let status = desk.ok("status --data b1 --mirror b1-mirror");
    for medium in ["log", "mirror"] {
        assert_eq!((&status[medium]["state"], &status[medium]["cast"]), (&"closed".into(), &2.into()));
    }
    let out = desk.ok("export --data b1 --mirror b1-mirror --out usb");
    assert_eq!((&out["closed"], &out["challenged"], &out["cancelled"]), (&true.into(), &1.into(), &1.into()));
    let bodies = bodies(&desk, &format!("usb/{}.plkb", BOOTHS[0]));
    assert!(matches!(bodies.last(), Some(Body::Closed(_))));
    let Body::Opened(opened) = &bodies[0] else { panic!("not opened") };
    assert_eq!(
        (opened.launch_code.as_str(), opened.launch[0].given_by.as_str()),
        ("ABCDE-VWXYZ-1234561234", "Siti Aminah")
    );
    desk.run("export --data b1 --mirror b1-mirror --out usb --json").fails(74, "file-exists");
    let again = desk.drill("b1", "open\nrestart\n");
    assert_eq!(
        (again.code, again.outcomes()),
        (Some(1), ["closed", "booth-closed", "closed"].map(str::to_owned).into())
    );
}

#[test]
fn a_launch_code_that_is_too_short_is_refused_in_the_officers_language() {
    let (desk, _) = ready();
    desk.write("script", "open 1:Siti:AB\n");
    let drill = "drill --data b1 --mirror b1-mirror --slips paper --script script --codes codes";
    let (told, english) = (desk.run(drill).out, desk.run(&format!("{drill} --lang en")).out);
    assert!(told.contains("DITOLAK") && told.contains("isian"), "{told}");
    assert!(english.contains("REFUSED") && !english.contains("isian"), "{english}");
}

/// The machine goes off right after the first record, before anything else is written.
#[test]
fn that_polls_were_opened_is_remembered_after_any_start() {
    let (desk, _) = ready();
    desk.drill("b1", "open\n");
    let mark = desk.names("b1").into_iter().find(|name| name.ends_with(".opened")).unwrap();
    std::fs::remove_file(desk.path("b1").join(&mark)).unwrap();
    assert_eq!(desk.drill("b1", "").outcomes(), ["restarted"]);
    assert!(desk.path("b1").join(&mark).exists());
}

#[test]
fn a_booth_that_dies_goes_on_where_it_was() {
    let (desk, _) = ready();
    let first = format!("open\nvote {} 1\ndie\nvote {} 1\n", slip(1, 1, 0), slip(1, 1, 1));
    let run = desk.drill("b1", &first);
    assert_eq!((run.code, run.signal), (None, Some(9)));
    assert_eq!(run.outcomes(), ["opened", "cast"]);
    assert_eq!(desk.ok("status --data b1")["log"]["state"], "open");

    // Dies again while a slip hangs in the printer: it is given BATAL, and its voter begins again.
    let run = desk.drill("b1", &format!("vote {} 2\nvote {} 3 die\n", slip(1, 1, 0), slip(1, 1, 1)));
    assert_eq!((run.signal, run.outcomes()), (Some(9), ["restarted", "slip-cast"].map(str::to_owned).into()));
    assert_eq!(run.steps()[0]["settled"], "nothing");
    assert!(desk.names("paper").last().unwrap().ends_with("-slip.txt"));
    let unclosed = desk.run("export --data b1 --mirror b1-mirror --out early --json").ends(1);
    assert_eq!(unclosed["closed"], false);

    // With both media gone no second log of the same election is begun.
    let move_logs = |from: &str, to: &str| {
        std::fs::create_dir_all(desk.path(to)).unwrap();
        for name in
            desk.names(from).iter().filter(|name| name.ends_with(".sqlite") || name.ends_with(".plkm"))
        {
            std::fs::rename(desk.path(from).join(name), desk.path(to).join(name)).unwrap();
        }
    };
    move_logs("b1", "aside");
    move_logs("b1-mirror", "mirror-aside");
    desk.drill("b1", "open\n").fails(66, "no-log");
    move_logs("aside", "b1");
    move_logs("mirror-aside", "b1-mirror");

    let rest =
        format!("vote {} 3\nrestart\nclose present=2/0 received=40 unused=38 sah=2 batal=1\n", slip(1, 1, 1));
    let run = desk.drill("b1", &rest);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert_eq!(run.outcomes(), ["restarted", "cast", "restarted", "closed"]);
    assert_eq!(run.steps()[0]["settled"], "cancelled");
    desk.ok("export --data b1 --mirror b1-mirror --out usb");
    let events = bodies(&desk, &format!("usb/{}.plkb", BOOTHS[0]));
    let restarts =
        events.iter().filter(|body| matches!(body, Body::Event(e) if e.event == EventKind::Restart));
    assert_eq!(restarts.count(), 3);
}

#[test]
fn the_spare_takes_slips_of_a_broken_booth() {
    let (desk, _) = ready();
    desk.drill("b1", &format!("open\nvote {} 1\nvote {} 1 challenge\ndie\n", slip(1, 1, 0), slip(1, 1, 1)));
    let mirror =
        format!("b1-mirror/{}", desk.names("b1-mirror").into_iter().find(|n| n.ends_with(".plkm")).unwrap());
    let exchange = |old: String, new: String, medium: &str| format!("exchange {old} {new} {medium}\n");
    let script = [
        "open\n".to_owned(),
        exchange(slip(1, 1, 0), slip(3, 1, 0), &mirror),
        exchange(slip(1, 1, 1), slip(3, 1, 0), &mirror),
        exchange(slip(1, 1, 2), slip(3, 2, 0), &mirror),
        exchange(slip(1, 1, 2), slip(3, 1, 0), &mirror),
        format!("vote {} 2\n", slip(3, 1, 0)),
        exchange(slip(1, 1, 2), slip(3, 1, 1), &mirror),
        exchange(typed(1, 2, 3), typed(3, 2, 1), "unreadable Siti \"Budi Hartono\""),
        exchange(slip(1, 1, 3), slip(3, 2, 1), &mirror),
        exchange(slip(3, 1, 5), slip(3, 1, 6), &mirror),
        exchange(slip(1, 1, 3), slip(3, 1, 6), "codes"),
        exchange(slip(2, 1, 3), slip(3, 1, 6), &mirror),
        exchange(slip(1, 1, 3), slip(3, 1, 6), "unreadable Siti siti"),
        "restart\n".to_owned(),
        exchange(slip(1, 1, 2), slip(3, 1, 1), &mirror),
        format!("vote {} 2\n", slip(3, 2, 1)),
        "close present=2/0 received=40 unused=38 sah=2 reason=\"bilik 1 rusak\"\n".to_owned(),
    ]
    .concat();
    let run = desk.drill("b3", &script);
    let expected = [
        "opened",
        "slip-cast",
        "slip-challenged",
        "slip-other-dusun",
        "exchanged",
        "cast",
        "slip-exchanged",
        "exchanged",
        "slip-given",
        "slip-own",
        "medium-unreadable",
        "medium-other-booth",
        "vouchers",
        "restarted",
        "slip-exchanged",
        "cast",
        "closed",
    ];
    assert_eq!((run.outcomes(), run.code), (expected.map(str::to_owned).into(), Some(1)), "{}", run.err);
    desk.ok("export --data b3 --mirror b3-mirror --out usb");
    let exchanges: Vec<(String, SecondMedium)> = bodies(&desk, &format!("usb/{}.plkb", BOOTHS[2]))
        .into_iter()
        .filter_map(|body| match body {
            Body::Event(event) => Some((event.detail, event.exchange?.medium)),
            _ => None,
        })
        .collect();
    let vouched = "dijamin Siti dan Budi Hartono".to_owned();
    assert_eq!(exchanges, [(String::new(), SecondMedium::Read), (vouched, SecondMedium::Unreadable)]);
    assert_eq!(
        desk.drill("b2", &format!("open\nexchange {} {} unreadable\n", slip(1, 1, 5), slip(2, 1, 1)))
            .outcomes(),
        ["opened", "slip-no-lists"]
    );
}

#[test]
fn what_a_booth_refuses_is_told_and_the_day_goes_on() {
    let (desk, _) = ready();
    let script = format!(
        "vote {0} 1\nopen 7:x:ABCDE\nopen\nopen\nvote {0} 5\nvote {1} 1\nvote {0}0 1\nvote {0} 1\n\
         close present=5/0 received=40 unused=1 sah=1\nclose present=1/0 received=40 unused=1 sah=1 reason=\"38 slip hilang\"\n\
         vote {0} 1\n",
        slip(1, 1, 0),
        slip(2, 1, 0),
    );
    let run = desk.drill("b1", &script);
    let expected = [
        "booth-locked",
        "open-no-candidate",
        "opened",
        "booth-open",
        "no-such-option",
        "slip-foreign",
        "slip-mistyped",
        "cast",
        "close-unexplained",
        "closed",
        "booth-closed",
    ];
    assert_eq!((run.outcomes(), run.code), (expected.map(str::to_owned).into(), Some(1)));
    let told = run.steps()[8]["message"].as_str().unwrap().to_owned();
    assert!(told.starts_with("angka tidak cocok") && told.contains("40 token diterima"), "{told}");
    desk.write("script", "open\nvote x\n");
    let line = "drill --data b2 --mirror b2-mirror --slips paper --script script --codes codes --json";
    desk.run(line).fails(66, "script-form");
    assert!(desk.names("b2-mirror").is_empty(), "a script is read whole before anything is done");
}

#[test]
fn only_with_both_codes_and_only_in_simulasi() {
    let (desk, _) = ready();
    desk.write("script", "open\n");
    let line = "drill --data b1 --mirror b1-mirror --slips paper --script script";
    desk.run(&format!("{line} --codes wrong --json")).fails(66, "wrong-codes");
    desk.run("export --data b1 --mirror b1-mirror --out usb --json").fails(66, "no-log");
    let clock = desk.run(&format!("{line} --codes codes --clock 1795305600 --lang en"));
    assert_eq!((clock.code, clock.out.as_str()), (Some(0), "1 open: polls opened\n"));
    desk.drill("b1", "close present=0/0 received=0 unused=0 sah=0\n");
    desk.ok("export --data b1 --mirror b1-mirror --out usb");
    let Body::Opened(opened) = bodies(&desk, &format!("usb/{}.plkb", BOOTHS[0])).remove(0) else { panic!() };
    assert_eq!(opened.opened_at.as_str(), "2026-11-22T07:00:00+07:00");

    let resmi = Desk::new();
    let id = enrol_and_seal(&resmi, Mode::Resmi);
    resmi.ok(&format!("import --data b1 --pack stick/{}.plkp --election-id {id}", BOOTHS[0]));
    resmi.drill("b1", "open\n").fails(3, "drill-resmi");
    assert!(resmi.names("b1-mirror").is_empty());
}

#[test]
fn of_two_damaged_media_both_are_exported() {
    let (desk, _) = ready();
    let votes: String = (0..4).map(|number| format!("vote {} 1\n", slip(1, 1, number))).collect();
    desk.drill("b1", &format!("open\n{votes}"));
    let damage = |folder: &str, ending: &str, record: usize| {
        let name = desk.names(folder).into_iter().find(|name| name.ends_with(ending)).unwrap();
        let mut bytes = desk.read(format!("{folder}/{name}"));
        let entries: Vec<usize> =
            bytes.windows(5).enumerate().filter(|(_, w)| *w == b"PLK1\x02").map(|(at, _)| at).collect();
        bytes[entries[record] + 200] ^= 1;
        desk.write(&format!("{folder}/{name}"), bytes);
    };
    damage("b1", ".sqlite", 0);
    damage("b1-mirror", ".plkm", 1);
    desk.drill("b1", "restart\n").fails(3, "log-damaged");
    assert_eq!(desk.ok("status --data b1")["log"]["state"], "damaged");
    let out = desk.run("export --data b1 --mirror b1-mirror --out usb --json").ends(1);
    assert_eq!(out["whole"], false);
    for name in ["log", "mirror"] {
        assert_eq!(bodies(&desk, &format!("usb/{}.{name}.plkb", BOOTHS[0])).len(), 5, "all but one of six");
    }
}
