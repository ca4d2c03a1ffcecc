//! Every officers' screen on every panel, in every language, size of letters and contrast.

use dialogue::Lang;

use super::paths::{Step, all, go};
use crate::tests::harness::{Booth, PANELS, face};
use crate::view::View;

/// Faults on one panel.
fn faults(panel: usize) -> Vec<String> {
    let mut faults = Vec::new();
    for lang in [Lang::Id, Lang::En] {
        let face = face(5, true);
        // Colours move nothing: one language is enough to see them.
        let dark = [(false, true), (true, true)].into_iter().filter(|_| lang == Lang::Id);
        for (large, dark) in [(false, false), (true, false)].into_iter().chain(dark) {
            let mut booth = Booth::new(face.clone(), PANELS[panel], lang, View::Refused);
            booth.start_with(large, dark);
            for (view, steps) in all() {
                booth.show(View::Ready);
                booth.show(view.clone());
                for steps in steps
                    .split_inclusive(|step| matches!(step, Step::Look))
                    .chain([&[][..]].into_iter().take(usize::from(steps.is_empty())))
                {
                    go(&mut booth, lang, steps);
                    let what = format!("{view:?} {steps:?} large {large} dark {dark}");
                    faults.extend(booth.faults().into_iter().map(|fault| format!("{what}: {fault}")));
                }
            }
        }
    }
    faults
}

fn check(panel: usize) {
    let faults = faults(panel);
    let first = faults.iter().take(12).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} faults:\n{first}", faults.len());
}

#[test]
fn officers_screens_on_a_panel_of_four_to_three() {
    check(0);
}

#[test]
fn officers_screens_on_a_panel_of_sixteen_to_ten() {
    check(1);
}

#[test]
fn officers_screens_on_a_wide_panel() {
    check(2);
}

#[test]
fn officers_screens_on_a_fine_panel() {
    check(3);
}

#[test]
fn officers_screens_on_a_large_panel() {
    check(4);
}
