use proptest::prelude::*;

use super::*;
use crate::manifest::Container;

fn seed(number: u32) -> Seed {
    Seed::of_number(number)
}

fn manifest(boxes: &[(u16, u16, u32)]) -> Manifest {
    Manifest::new(boxes.iter().map(|&(tps, booth, slips)| Container { tps, booth, slips }).collect()).unwrap()
}

fn audit(totals: &[u32], losers: &[u8], slips: u32) -> Audit {
    let contest = Contest::new(totals.to_vec(), 1, losers.to_vec()).unwrap();
    Audit::new(contest, manifest(&[(1, 1, slips)]), RiskLimit::percent(5).unwrap()).unwrap()
}

/// What is on a slip of a box that holds the slips of these real totals in order, then missing ones.
fn on(totals: &[u32], slip: SlipId) -> Interpretation {
    let mut last = 0;
    for (option, votes) in (1..).zip(totals) {
        last += votes;
        if slip.number <= last {
            return Interpretation::Option(option);
        }
    }
    Interpretation::Missing
}

/// Draws until the winner is confirmed or all slips are drawn.
fn run(audit: Audit, real: &[u32], number: u32) -> Sampling {
    let limit = audit.limit().as_fraction();
    let mut sampling = audit.begin(&seed(number));
    while let (Some(slip), true) = (sampling.next_slip(), sampling.risk() > limit) {
        sampling.record(slip, on(real, slip)).unwrap();
    }
    sampling
}

#[test]
fn a_right_outcome_is_confirmed_from_few_slips() {
    let audit = audit(&[700, 450, 50], &[2], 1200);
    let expected = audit.expected_sample();
    assert!((90..=120).contains(&expected.median), "{expected:?}");
    assert!((200..=260).contains(&expected.p90), "{expected:?}");
    let sampling = run(audit, &[700, 450, 50], 7);
    assert_eq!(sampling.verdict(), Verdict::Confirmed);
    assert!(sampling.drawn().slips() < 600, "{}", sampling.drawn().slips());
}

#[test]
fn the_verdict_says_how_many_more() {
    let mut sampling = audit(&[700, 450, 50], &[2], 1200).begin(&seed(7));
    let Verdict::DrawMore { expected_more } = sampling.verdict() else { panic!("it has just begun") };
    for slip in sampling.order().to_vec().into_iter().take(30) {
        sampling.record(slip, Interpretation::Option(1)).unwrap();
    }
    assert_eq!(sampling.verdict(), Verdict::Confirmed);
    let mut unlucky = audit(&[700, 450, 50], &[2], 1200).begin(&seed(7));
    for slip in unlucky.order().to_vec().into_iter().take(10) {
        unlucky.record(slip, Interpretation::Option(2)).unwrap();
    }
    let Verdict::DrawMore { expected_more: then } = unlucky.verdict() else {
        panic!("ten slips prove nothing")
    };
    assert!(then > expected_more, "{then} {expected_more}");
}

#[test]
fn close_contests_are_counted() {
    let close = audit(&[606, 594], &[2], 1200);
    assert!(close.expected_sample().is_too_many());
    assert_eq!(close.begin(&seed(0)).verdict(), Verdict::CountAll);
    assert!(!audit(&[700, 450, 50], &[2], 1200).expected_sample().is_too_many());
}

/// All slips drawn: the slips decide, by one vote.
#[test]
fn in_the_end_the_slips_decide() {
    let all = |real: &[u32]| {
        let mut sampling = audit(&[21, 19], &[2], 40).begin(&seed(3));
        while let Some(slip) = sampling.next_slip() {
            sampling.record(slip, on(real, slip)).unwrap();
        }
        (sampling.verdict(), sampling.risk())
    };
    assert_eq!(all(&[21, 19]), (Verdict::Confirmed, 0.0));
    assert_eq!(all(&[20, 20]), (Verdict::CountAll, 1.0));
    assert_eq!(all(&[19, 21]), (Verdict::CountAll, 1.0));
    // One slip is not there, and might have been the loser's.
    assert_eq!(all(&[20, 19]), (Verdict::CountAll, 1.0));
}

/// The winner's slips come first: lucky, until there is proof of the contrary.
#[test]
fn luck_ends_where_there_is_proof() {
    let mut sampling = audit(&[70, 30], &[2], 100).begin(&seed(3));
    let order = sampling.order().to_vec();
    for (n, slip) in order.into_iter().enumerate() {
        sampling.record(slip, Interpretation::Option(if n < 45 { 1 } else { 2 })).unwrap();
        if n == 44 {
            assert_eq!(sampling.verdict(), Verdict::Confirmed);
        }
    }
    assert_eq!((sampling.verdict(), sampling.risk()), (Verdict::CountAll, 1.0));
}

#[test]
fn one_candidate_must_beat_the_blank_ballots() {
    // Option 2 is blank.
    let sampling = run(audit(&[180, 120], &[2], 300), &[140, 160], 5);
    assert_eq!(sampling.verdict(), Verdict::CountAll);
    assert_eq!(run(audit(&[180, 120], &[2], 300), &[180, 120], 5).verdict(), Verdict::Confirmed);
}

#[test]
fn every_pair_is_told_and_the_largest_risk_is_the_contests() {
    let mut sampling = audit(&[300, 200, 100], &[3, 2], 600).begin(&seed(1));
    for slip in sampling.order().to_vec().into_iter().take(60) {
        sampling.record(slip, on(&[300, 200, 100], slip)).unwrap();
    }
    let risks = sampling.risks();
    assert_eq!(risks.iter().map(|pair| pair.loser).collect::<Vec<_>>(), [3, 2]);
    assert!(risks[0].risk < risks[1].risk, "{risks:?}");
    assert_eq!(sampling.risk(), risks[1].risk);
}

#[test]
fn only_the_next_slip_is_recorded_and_only_once() {
    let mut sampling = audit(&[7, 3], &[2], 10).begin(&seed(2));
    let order = sampling.order().to_vec();
    let record =
        |sampling: &mut Sampling, slip, option| sampling.record(slip, Interpretation::Option(option));
    assert_eq!(
        record(&mut sampling, order[1], 1),
        Err(RecordError::OutOfOrder { slip: order[1], next: order[0] })
    );
    assert_eq!(record(&mut sampling, order[0], 3), Err(RecordError::NoSuchOption { option: 3, options: 2 }));
    assert_eq!(record(&mut sampling, order[0], 0), Err(RecordError::NoSuchOption { option: 0, options: 2 }));
    let stranger = SlipId { tps: 1, booth: 1, number: 11 };
    assert_eq!(record(&mut sampling, stranger, 1), Err(RecordError::Unknown { slip: stranger }));
    assert_eq!((sampling.drawn().slips(), sampling.risk()), (0, 1.0));
    assert_eq!(record(&mut sampling, order[0], 1), Ok(()));
    assert_eq!(record(&mut sampling, order[0], 1), Err(RecordError::Already { slip: order[0] }));
    order[1..].iter().for_each(|slip| sampling.record(*slip, Interpretation::Invalid).unwrap());
    assert_eq!(sampling.next_slip(), None);
    assert_eq!(record(&mut sampling, order[9], 1), Err(RecordError::Already { slip: order[9] }));
    assert_eq!(*sampling.drawn(), Drawn { by_option: vec![1, 0], invalid: 9, missing: 0 });
}

#[test]
fn every_ballot_needs_a_slip() {
    let contest = Contest::new(vec![7, 3], 1, vec![2]).unwrap();
    let limit = RiskLimit::percent(5).unwrap();
    assert_eq!(
        Audit::new(contest.clone(), manifest(&[(1, 1, 9)]), limit),
        Err(AuditError::TooFewSlips { slips: 9, ballots: 10 })
    );
    let surplus = Audit::new(contest, manifest(&[(1, 1, 11)]), limit).unwrap();
    assert_eq!((surplus.contest().ballots(), surplus.manifest().slips(), surplus.limit()), (10, 11, limit));
}

#[test]
fn risk_limits_are_percents() {
    assert_eq!(RiskLimit::percent(0), Err(RiskLimitError { percent: 0 }));
    assert_eq!(RiskLimit::percent(21), Err(RiskLimitError { percent: 21 }));
    let limit = RiskLimit::percent(5).unwrap();
    assert_eq!((limit.as_percent(), limit.as_fraction()), (5, 0.05));
}

/// A short slice of `examples/wrong_outcomes.rs`: 250 audits of a tie and 250 of a winner who lost by one vote.
#[test]
fn wrong_winners_are_confirmed_no_more_often_than_the_limit() {
    for real in [[142, 142, 16], [141, 142, 17]] {
        let confirmed = (0..250)
            .filter(|number| {
                let sampling = run(audit(&[165, 119, 16], &[2], 300), &real, 10_000 + number);
                sampling.verdict() == Verdict::Confirmed
            })
            .count();
        // 12.5 are expected at most; three standard deviations more are 22.8.
        assert!(confirmed <= 22, "{real:?}: {confirmed}");
    }
}

#[test]
fn estimates_are_the_same_every_time() {
    let expected = audit(&[700, 450, 50], &[2], 1200).expected_sample();
    assert_eq!(expected, audit(&[700, 450, 50], &[2], 1200).expected_sample());
}

/// Slips as they come: for options 1 to 3, unreadable or missing.
fn slips() -> impl Strategy<Value = Vec<Interpretation>> {
    let seen = prop_oneof![
        6 => Just(Interpretation::Option(1)),
        4 => Just(Interpretation::Option(2)),
        1 => Just(Interpretation::Option(3)),
        1 => Just(Interpretation::Invalid),
        1 => Just(Interpretation::Missing),
    ];
    proptest::collection::vec(seen, 1..120)
}

/// The risk after each slip.
fn risks(seen: &[Interpretation]) -> Vec<f64> {
    let mut sampling = audit(&[70, 40, 10], &[2, 3], 120).begin(&seed(9));
    let order = sampling.order().to_vec();
    let mut record = |(slip, seen): (SlipId, &Interpretation)| {
        sampling.record(slip, *seen).unwrap();
        sampling.risk()
    };
    order.into_iter().zip(seen).map(&mut record).collect()
}

proptest! {
    #[test]
    fn risk_never_rises_but_to_certainty(seen in slips()) {
        let risks = risks(&seen);
        for pair in risks.windows(2) {
            prop_assert!(pair[1] <= pair[0] || pair[1] == 1.0, "{pair:?}");
        }
        prop_assert!(risks.iter().all(|risk| (0.0..=1.0).contains(risk)));
    }

    /// A slip that is not found is never better for the winner than the same slip found, whatever is on it.
    #[test]
    fn missing_never_lowers_the_risk_of_that_slip(seen in slips(), last in 1_u8..4) {
        let with = |last| risks(&[seen.clone(), vec![last]].concat()).last().copied().unwrap();
        prop_assert!(with(Interpretation::Missing) >= with(Interpretation::Option(last)));
        prop_assert!(with(Interpretation::Missing) >= with(Interpretation::Invalid));
        prop_assert!(with(Interpretation::Missing) >= risks(&seen).last().copied().unwrap());
    }

    /// Who did not win is never confirmed when all slips are drawn.
    #[test]
    fn no_wrong_winner_survives_all_slips(real in (0_u32..60, 0_u32..60), number in 0_u32..1000) {
        let (winner, loser) = (real.0.min(real.1), real.0.max(real.1));
        let mut sampling = audit(&[70, 40, 10], &[2], 120).begin(&seed(number));
        while let Some(slip) = sampling.next_slip() {
            sampling.record(slip, on(&[winner, loser, 120 - winner - loser], slip)).unwrap();
        }
        prop_assert_eq!(sampling.verdict(), Verdict::CountAll);
    }

    #[test]
    fn the_order_of_boxes_changes_no_draw(cut in 0_usize..3, number in 0_u32..1000) {
        let boxes = [(1, 1, 20), (1, 2, 9), (4, 1, 31)];
        let mut turned = boxes;
        turned.rotate_left(cut);
        prop_assert_eq!(draws(&seed(number), &manifest(&boxes), 60), draws(&seed(number), &manifest(&turned), 60));
    }
}
