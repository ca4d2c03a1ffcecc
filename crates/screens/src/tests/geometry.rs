//! Every screen on every panel, in every language, size of letters and contrast: nothing overlaps or leaves the window,
//! targets are large and apart, words are whole and readable.

use dialogue::Lang;

use super::harness::{Booth, PANELS, face};
use crate::view::{BallotFace, Busy, Ending, Secret, View};

/// Every view of voters.
pub(crate) fn voters_views() -> Vec<View> {
    let busy = [Busy::Starting, Busy::Checking, Busy::Opening, Busy::Printing, Busy::Storing];
    let more = [Busy::PrintingForOfficer, Busy::Reading, Busy::Closing];
    let endings = [Ending::Cast, Ending::Challenged, Ending::Nothing];
    let mut views = vec![View::Ready, View::Refused, View::Compare, View::Withdrawn];
    views.extend(busy.into_iter().chain(more).map(View::Busy));
    views.extend(endings.map(View::Done));
    views
}

/// Views that show options of a ballot of `options`.
fn ballot_views(options: u8) -> Vec<View> {
    let confirm = (1..=options).map(|option| View::Confirm(Secret::new(option)));
    [View::Choose].into_iter().chain(confirm).collect()
}

/// Shows each view in each size of letters and contrast, and screens within it, on all panels in both languages.
fn check(face: &BallotFace, views: &[View], within: &[&str]) {
    let faults = faults(face, views, within);
    let first = faults.iter().take(12).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} faults:\n{first}", faults.len());
}

fn faults(face: &BallotFace, views: &[View], within: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    for panel in PANELS {
        for lang in [Lang::Id, Lang::En] {
            let mut booth = Booth::new(face.clone(), panel, lang, View::Ready);
            for (large, dark) in [(false, false), (true, false), (false, true), (true, true)] {
                booth.start_with(large, dark);
                for view in views {
                    booth.put(view.clone());
                    for label in within {
                        if booth.has(label) {
                            booth.tap(label);
                            booth.frame();
                        }
                    }
                    let what = format!("{view:?} {:?} {lang:?} large {large} dark {dark}", panel.pixels);
                    faults.extend(booth.faults().into_iter().map(|fault| format!("{what}: {fault}")));
                }
            }
        }
    }
    faults
}

#[test]
fn voters_screens() {
    check(&face(3, false), &voters_views(), &[]);
}

#[test]
fn ballots_of_every_size_and_the_longest_names() {
    for candidates in 2..=5 {
        for longest in [false, true] {
            check(&face(candidates, longest), &ballot_views(candidates + 1), &[]);
        }
    }
}

#[test]
fn a_ballot_without_a_blank_vote_and_with_one_candidate() {
    for candidates in [1, 2, 5] {
        let face = BallotFace { blank: false, simulation: false, ..face(candidates, true) };
        check(&face, &ballot_views(candidates), &[]);
    }
}

#[test]
fn screens_within_screens() {
    let keypads = ["Ketik kode token", "Type the slip's code"];
    check(&face(3, false), &[View::Ready], &keypads);
    check(&face(3, false), &[View::Compare], &["Uji mesin", "Test the machine"]);
    let voice = BallotFace { voice: true, languages: vec![Lang::Id, Lang::En], ..face(3, false) };
    check(&voice, &[View::Choose], &[]);
    check(&voice, &[View::Choose], &["English"]);
    check(&voice, &[View::Choose], &["Bahasa Indonesia"]);
    // All views of one session, so that what was chosen first holds for the others.
    let views = [View::Choose, View::Confirm(Secret::new(2)), View::Compare, View::Done(Ending::Cast)];
    check(&voice, &views, &["English", "Yes, I use the headset"]);
    check(&voice, &views, &["Bahasa Indonesia", "Ya, saya memakai headset"]);
}

#[test]
fn keys_are_as_large_as_a_thumb() {
    for panel in PANELS {
        let mut booth = Booth::new(face(3, false), panel, Lang::Id, View::Ready);
        booth.tap("Ketik kode token");
        for key in ["0", "T", "Z", "Hapus"] {
            let size = booth.target(key).rect.size();
            assert!(size.x >= 20.0 && size.y >= 20.0, "{panel:?} {key}: {size}");
        }
    }
}

#[test]
fn slips_to_touch_in_a_demonstration() {
    let demo_slips = (1..=9).map(|n| format!("SLIP{n}")).collect();
    check(&BallotFace { demo_slips, ..face(5, true) }, &[View::Ready], &[]);
}

#[test]
fn the_longest_titles() {
    let title = "Pemilihan Wali Nagari Koto Tangah Batu Ampar, Kecamatan Akabiluru".to_owned();
    let place = "TPS 16 - Bilik 5".to_owned();
    let face = BallotFace { title, place, ..face(5, true) };
    let views = [View::Ready, View::Choose, View::Compare, View::Done(Ending::Cast)];
    let cut =
        |fault: &String| fault.contains("Kecamatan Akabiluru") && fault.ends_with("is not shown to its end");
    let faults: Vec<String> = faults(&face, &views, &[]).into_iter().filter(|fault| !cut(fault)).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_question_whether_somebody_is_there() {
    for panel in PANELS {
        for lang in [Lang::Id, Lang::En] {
            let mut booth = Booth::new(face(3, false), panel, lang, View::Choose);
            booth.screens(|screens| screens.ask_still_there(Some(45)));
            booth.frame();
            assert_eq!(booth.faults(), Vec::<String>::new());
        }
    }
}
