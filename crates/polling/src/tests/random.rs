//! Random days in a booth. The model of [`Day`] sees through every seeded fault below; what it checks at each step stands
//! there.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::day::{Day, Phase, SeededFault};

type Steps = Vec<(u8, u8)>;

fn steps() -> impl Strategy<Value = Steps> {
    proptest::collection::vec(any::<(u8, u8)>(), 10..80)
}

fn live(day: &mut Day, mut phase: Phase, steps: &Steps) {
    for (what, which) in steps {
        phase = day.step(phase, *what, *which);
    }
    drop(phase);
    day.check();
}

/// What the model says of a machine with a fault, on a day of this seed.
fn complaint(fault: SeededFault, seed: u64) -> String {
    let mut random = ChaCha20Rng::seed_from_u64(seed);
    let steps: Steps = (0..200).map(|_| random.next_u32().to_le_bytes()).map(|[a, b, ..]| (a, b)).collect();
    let (mut day, phase) = Day::new(0, Some(fault));
    let panic = catch_unwind(AssertUnwindSafe(|| live(&mut day, phase, &steps))).expect_err("it must show");
    panic.downcast_ref::<String>().cloned().or(panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap()
}

#[test]
fn the_model_sees_who_should_not_be_let_in() {
    assert_eq!(complaint(SeededFault::EverybodyIsAnOfficer, 1), "wrong codes");
}

#[test]
fn the_model_sees_that_a_record_is_gone() {
    // A day on which the record that is gone is a ballot.
    let said = complaint(SeededFault::ForgetfulMedia, 13);
    assert!(said.contains("as the voter was told"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn days_go_as_people_saw_them(steps in steps()) {
        let (mut day, phase) = Day::new(0, None);
        live(&mut day, phase, &steps);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever looks on from outside sees the same of a day on which everybody chooses something else.
    #[test]
    fn a_choice_leaves_no_trace(steps in steps(), turn in 1..4_u8) {
        let days = [0, turn].map(|turn| {
            let (mut day, phase) = Day::new(turn, None);
            live(&mut day, phase, &steps);
            let lengths: Vec<usize> = day.world.entries().iter().map(|e| e.to_record_bytes().len()).collect();
            let events = day.world.events();
            (day.seen, day.world.kinds(), lengths, events)
        });
        prop_assert_eq!(&days[0], &days[1]);
    }
}
