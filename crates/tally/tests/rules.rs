//! Rules for a tie, doubt, attendance and accounting, through real evidence (spec 6.9, 10.4, 10.5).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use election::BoothId;
use election::definition::{BlankAs, LargestBy, TieBy, TieRule, Voters};
use election::json;
use support::{Day, Plan, World, booth, booth_at, decide, end_of, holds, list, list_at};
use tally::{
    AttendanceLine, AttendanceSource, BoothFigures, Came, DecisionKind, DecisionStanding, Evidence, Identity,
    Merged, NotFinal, OutcomeKind, Place, Unanswered, VillageResult, WhyIgnored,
};

const fn voters(male: u32, female: u32) -> Voters {
    Voters { male, female }
}

fn result(merged: &Merged) -> &VillageResult {
    merged.villages[0].result.as_ref().unwrap()
}

/// The result of a whole record that passes every check and reads as it was written.
fn checked(world: &World, whole: &(Evidence, Merged)) -> VillageResult {
    holds(world, whole);
    let bytes = whole.1.files(&whole.0)["villages/9901012001/result.json"].clone();
    let read: VillageResult = json::parse_pretty(&bytes, 1 << 20).unwrap();
    assert_eq!(&read, result(&whole.1));
    read
}

fn finished(world: &mut World, files: &[Vec<u8>]) -> VillageResult {
    let whole = world.finish(files);
    checked(world, &whole)
}

/// TPS 1 with a booth for dusun 1 and a spare, TPS 2 with a booth for dusun 1 and 2, which is the largest.
fn plan(smallest_cell: u32, ties: &[TieBy]) -> Plan {
    let mut plan = Plan::usual(smallest_cell);
    let rule = |by: &TieBy| TieRule { by: *by, article: "Perbup 7/2025 Pasal 41".into() };
    plan.rules.ties = ties.iter().map(rule).collect();
    plan.lists = vec![
        (list_at(1, 1, 1), voters(20, 20)),
        (list_at(1, 2, 1), voters(0, 0)),
        (list_at(2, 1, 1), voters(5, 6)),
        (list_at(2, 1, 2), voters(20, 21)),
    ];
    plan
}

fn left_out(world: &World, booth: BoothId, at_most: u32, number: u32) -> Vec<u8> {
    decide(world, DecisionKind::BoothMissing { booth, at_most }, number, 2)
}

/// Two whole days: 6 votes for either of two candidates, of which candidate 2 leads at TPS 2.
fn tied(world: &mut World) -> Vec<Vec<u8>> {
    let mut one = Day::open_at(world, &booth_at(1, 1));
    one.cast_many(world, &list_at(1, 1, 1), &[1, 1, 1, 1, 2, 2, 3]);
    one.close();
    let mut two = Day::open_at(world, &booth_at(2, 1));
    two.cast_many(world, &list_at(2, 1, 1), &[1, 2]);
    two.cast_many(world, &list_at(2, 1, 2), &[1, 2, 2, 2]);
    two.close();
    vec![one.bundle(), two.bundle(), left_out(world, booth_at(1, 2), 0, 1)]
}

fn tie_to(world: &World, candidate: u8, number: u32) -> Vec<u8> {
    decide(world, DecisionKind::Tie { candidate, article: "Keputusan Bupati 12/2026".into() }, number, 2)
}

#[test]
fn a_tie_of_a_real_record_is_decided_by_its_largest_tps() {
    let mut world = World::of(&plan(2, &[TieBy::LargestTps, TieBy::External]));
    let logs = tied(&mut world);
    let whole = world.finish(&logs);
    let found = checked(&world, &whole);
    let outcome = &found.outcome;
    assert_eq!((outcome.kind, outcome.candidates.as_slice()), (OutcomeKind::Tie, [1, 2].as_slice()));
    let tie = outcome.tie.as_ref().unwrap();
    let step = &tie.rules[0];
    assert_eq!(
        (tie.rules.len(), step.came, step.votes.as_deref()),
        (1, Came::Decided, Some([2, 4].as_slice()))
    );
    assert_eq!(step.place, Some(Place::Tps { tps: 2.try_into().unwrap() }));
    let decided = tie.decided.as_ref().unwrap();
    assert_eq!(
        (decided.candidate, decided.by, decided.article.as_str()),
        (2, TieBy::LargestTps, "Perbup 7/2025 Pasal 41")
    );
    assert!(outcome.r#final, "the spare that nobody used leaves no doubt: {:?}", outcome.reasons);
    // A decision for the other one changes nothing, and is named.
    let decision = tie_to(&world, 1, 1);
    let files: Vec<_> = whole.1.files(&whole.0).into_values().chain([decision]).collect();
    let whole = world.merge(&files);
    let standing =
        whole.1.villages[0].decisions.iter().map(|line| (line.decision.booth().is_some(), line.standing));
    let expected = [(true, DecisionStanding::Followed), (false, DecisionStanding::WithoutEffect)];
    assert_eq!(standing.collect::<Vec<_>>(), expected);
    let with = checked(&world, &whole);
    assert_eq!((&with.outcome.tie, with.outcome.r#final), (&outcome.tie, true));
    assert_eq!(with.outcome.ignored.map(|i| (i.candidate, i.why)), Some((1, WhyIgnored::RuleDecides)));
}

#[test]
fn a_tie_whose_largest_place_was_joined_waits_for_the_slips_and_the_committee() {
    let mut world = World::of(&plan(7, &[TieBy::LargestTps, TieBy::LargestBooth, TieBy::External]));
    let logs = tied(&mut world);
    let whole = world.finish(&logs);
    let found = checked(&world, &whole);
    let tie = found.outcome.tie.unwrap();
    assert_eq!((tie.rules.len(), &tie.decided), (1, &None));
    assert_eq!((tie.rules[0].came, tie.rules[0].why), (Came::Unknown, Some(Unanswered::Joined)));
    assert_eq!((found.outcome.r#final, found.outcome.reasons), (false, vec![NotFinal::Tie]));
    let decision = tie_to(&world, 1, 1);
    let files: Vec<_> = whole.1.files(&whole.0).into_values().chain([decision]).collect();
    let settled = checked(&world, &world.merge(&files)).outcome;
    let decided = settled.tie.unwrap().decided.unwrap();
    assert_eq!(
        (decided.candidate, decided.by, decided.article.as_str()),
        (1, TieBy::External, "Keputusan Bupati 12/2026")
    );
    assert!(settled.r#final && decided.decision.is_some());
}

#[test]
fn a_decision_on_a_tie_must_name_a_leader_and_the_highest_number_holds() {
    let mut plan = plan(2, &[TieBy::External]);
    plan.rules.blank_as = BlankAs::Invalid;
    let mut world = World::of(&plan);
    let mut logs = tied(&mut world);
    logs.extend([tie_to(&world, 1, 1), tie_to(&world, 2, 2)]);
    let whole = world.finish(&logs);
    let found = checked(&world, &whole);
    assert_eq!(found.outcome.tie.unwrap().decided.map(|decided| decided.candidate), Some(2));
    assert_eq!((found.blank_as, found.valid, found.blank, found.all), (BlankAs::Invalid, 12, 1, 13));
    // One more vote for candidate 1 and there is no tie.
    let mut day = Day::open_at(&world, &booth_at(1, 2));
    day.cast_many(&mut world, &list_at(1, 2, 1), &[1, 1]);
    day.close_as(None, |officers| officers.dptb = voters(2, 0));
    logs.push(day.bundle());
    let whole = world.finish(&logs);
    let outcome = checked(&world, &whole).outcome;
    assert_eq!((outcome.kind, outcome.tie, outcome.r#final), (OutcomeKind::Winner, None, true));
    assert_eq!(outcome.ignored.map(|i| (i.candidate, i.why)), Some((2, WhyIgnored::NoTie)));
    assert!(whole.1.villages[0].has_remarks());
}

#[test]
fn who_is_present_may_decide_which_place_is_the_largest() {
    let mut plan = plan(2, &[TieBy::LargestDusun]);
    plan.rules.largest_by = LargestBy::Present;
    let mut world = World::of(&plan);
    let mut logs = tied(&mut world);
    let whole = world.finish(&logs);
    // *closed* of the booth with two lists does not tell which dusun its voters are of.
    let found = checked(&world, &whole);
    let step = &found.outcome.tie.as_ref().unwrap().rules[0];
    assert_eq!((step.came, step.why), (Came::Unknown, Some(Unanswered::Attendance)));
    assert_eq!(found.dusun.iter().map(|dusun| dusun.present).collect::<Vec<_>>(), [None, None]);
    assert_eq!(found.present, Some(voters(13, 0)), "of the village it is known");
    let line = |dusun: u32, male| AttendanceLine {
        dusun: dusun.try_into().unwrap(),
        present: voters(male, 0),
        dptb: voters(0, 0),
    };
    let attendance = |dusun_1, dusun_2| DecisionKind::Attendance {
        booth: booth_at(2, 1),
        lists: vec![line(1, dusun_1), line(2, dusun_2)],
    };
    logs.push(decide(&world, attendance(2, 30), 1, 2));
    let by_present = |found: &VillageResult| {
        let tie = found.outcome.tie.clone().unwrap();
        (tie.rules[0].place, tie.decided.map(|decided| decided.candidate))
    };
    let dusun = |number: u32| Some(Place::Dusun { dusun: number.try_into().unwrap() });
    let found = finished(&mut world, &logs);
    assert_eq!(
        found.dusun.iter().map(|dusun| dusun.present).collect::<Vec<_>>(),
        [Some(voters(9, 0)), Some(voters(30, 0))]
    );
    assert_eq!(found.dusun.iter().map(|dusun| dusun.ballots).collect::<Vec<_>>(), [9, 4]);
    assert_eq!(by_present(&found), (dusun(2), Some(2)));
    logs.push(decide(&world, attendance(25, 4), 2, 2));
    assert_eq!(by_present(&finished(&mut world, &logs)), (dusun(1), Some(1)));
}

/// Booth 1 with the given figures beside a plain booth 2.
fn figures(world: &mut World, files: &[Vec<u8>]) -> BoothFigures {
    let mut other = Day::open(world, 2);
    other.cast_many(world, &list(2, 1), &[1, 1, 1]);
    other.close();
    finished(world, &[files, &[other.bundle()]].concat()).booths[0].clone()
}

#[test]
fn a_booths_figures_are_those_of_its_close_until_a_decision_says_otherwise() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 2, 3]);
    day.challenge(&mut world, &list(1, 1), 1);
    day.close_as(Some("Daftar hadir terlewat satu"), |officers| {
        officers.present = voters(1, 1);
        officers.dptb = voters(0, 1);
        officers.tokens.spoiled = 1;
        officers.slips.batal = 2;
    });
    let plain = figures(&mut world, &[day.bundle()]);
    assert_eq!(
        (plain.registered, plain.present, plain.dptb),
        (voters(40, 40), Some(voters(1, 1)), Some(voters(0, 1)))
    );
    assert_eq!((plain.attendance, plain.doubt), (Some(AttendanceSource::Closed), None));
    assert_eq!((plain.cast, plain.challenged, plain.cancelled), (3, 1, 0));
    assert_eq!(plain.mismatches, [Identity::Cast, Identity::Tokens, Identity::Batal]);
    assert_eq!(plain.reason.as_deref(), Some("Daftar hadir terlewat satu"));
    assert_eq!((plain.tokens.unwrap().spoiled, plain.slips.unwrap().batal), (1, 2));
    let line = AttendanceLine { dusun: 1.try_into().unwrap(), present: voters(50, 40), dptb: voters(4, 5) };
    let kind = DecisionKind::Attendance { booth: booth(1), lists: vec![line] };
    let decision = decide(&world, kind, 1, 2);
    let decided = figures(&mut world, &[day.bundle(), decision]);
    assert_eq!((decided.present, decided.dptb), (Some(voters(50, 40)), Some(voters(4, 5))));
    assert_eq!(decided.attendance, Some(AttendanceSource::Decision));
    assert_eq!(decided.mismatches, [Identity::Present, Identity::Tokens, Identity::Batal]);
}

#[test]
fn an_unclosed_log_has_no_figures_but_those_of_a_decision() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[1, 2, 3]);
    let mut files = vec![day.bundle(), decide(&world, DecisionKind::CountUnclosed(end_of(&day, 1)), 1, 2)];
    let silent = figures(&mut world, &files);
    assert_eq!((silent.present, silent.attendance, silent.tokens, silent.doubt), (None, None, None, None));
    assert_eq!((silent.cast, silent.mismatches), (3, vec![]));
    let line = AttendanceLine { dusun: 1.try_into().unwrap(), present: voters(2, 0), dptb: voters(0, 0) };
    files.push(decide(&world, DecisionKind::Attendance { booth: booth(1), lists: vec![line] }, 1, 2));
    let decided = figures(&mut world, &files);
    assert_eq!((decided.present, decided.mismatches), (Some(voters(2, 0)), vec![Identity::Cast]));
}

#[test]
fn a_booth_that_is_left_out_is_in_doubt_for_what_the_decision_says_but_never_for_less_than_is_there() {
    let mut world = World::new(2);
    let mut day = Day::open(&world, 1);
    day.cast_many(&mut world, &list(1, 1), &[2, 2, 2]);
    let decisions = [0, 3, 7].map(|at_most| left_out(&world, booth(1), at_most, 1));
    let mut doubt = |files: &[&Vec<u8>]| {
        let files: Vec<_> = files.iter().map(|file| (*file).clone()).collect();
        figures(&mut world, &files).doubt
    };
    let log = day.bundle();
    assert_eq!(doubt(&[&log]), Some(90), "all its tokens");
    assert_eq!(decisions.each_ref().map(|decision| doubt(&[&log, decision])), [Some(3), Some(3), Some(7)]);
    assert_eq!(doubt(&[&decisions[0]]), Some(0));
}

#[test]
fn the_doubt_is_that_of_the_decision_which_the_signed_set_follows() {
    let mut world = World::new(2);
    let mut other = Day::open(&world, 2);
    other.cast_many(&mut world, &list(2, 1), &[1, 1, 1, 1, 2]);
    other.close();
    let whole = world.finish(&[other.bundle(), left_out(&world, booth(1), 3, 1)]);
    let found = checked(&world, &whole);
    assert_eq!((found.outcome.margin, found.booths[0].doubt, found.uncounted_booths), (3, Some(3), 1));
    assert_eq!(found.outcome.reasons, [NotFinal::UncountedBooths]);
    let later = left_out(&world, booth(1), 2, 2);
    let files: Vec<_> = whole.1.files(&whole.0).into_values().chain([later.clone()]).collect();
    assert_eq!(checked(&world, &world.merge(&files)).booths[0].doubt, Some(3), "what was signed stays");
    let anew = finished(&mut world, &[other.bundle(), later]);
    assert_eq!((anew.booths[0].doubt, anew.outcome.r#final), (Some(2), true));
}
