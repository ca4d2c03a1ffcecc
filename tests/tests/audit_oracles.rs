//! Draws and risks of audits against other people's programs: `tests/oracles/audit.py`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use audit::{Alpha, Container, Draw, Estimate, Manifest, Seed, Value, draws, draws_with_replacement};
use integration::Dice;
use integration::outside::{if_present, oracle, python};
use serde_json::{Value as Json, json};

/// The Python environment that `tests/oracles/install` makes, if it has what `audit.py` needs.
fn tool() -> Option<PathBuf> {
    let python = python(env!("CARGO_TARGET_TMPDIR"));
    let there = Command::new(&python)
        .args(["-c", "import consistent_sampler, rlacalc"])
        .output()
        .is_ok_and(|run| run.status.success());
    if_present("consistent-sampler or rlacalc", python, there)
}

/// The answer to each question.
fn answers(python: &PathBuf, questions: &[Json]) -> Vec<Json> {
    let mut child = Command::new(python)
        .arg(oracle("audit.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input: String = questions.iter().map(|question| format!("{question}\n")).collect();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "{}", output.status);
    let said = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Json> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), questions.len());
    answers
}

/// Boxes of several TPS and booths, in any order.
fn boxes(dice: &mut Dice) -> Vec<Container> {
    let mut boxes = Vec::new();
    for tps in 0..=dice.below(6) {
        for booth in 0..=dice.below(3) {
            let number = |n: usize| u16::try_from(n + 1).unwrap();
            let slips = u32::try_from(dice.below(60)).unwrap();
            boxes.push(Container { tps: number(tps * 7), booth: number(booth), slips });
        }
    }
    boxes[0].slips += 1;
    dice.shuffle(&mut boxes);
    boxes
}

#[test]
fn slips_are_drawn_as_by_consistent_sampler() {
    let Some(python) = tool() else { return };
    let mut dice = Dice::new(20_261_123);
    let (mut questions, mut ours) = (Vec::new(), Vec::new());
    for number in 0..100 {
        let digits: String = (0..20).map(|_| dice.below(10).to_string()).collect();
        let boxes = boxes(&mut dice);
        let manifest = Manifest::new(boxes.clone()).unwrap();
        let (replacement, take) = (number % 2 == 1, 1 + dice.below(2 * manifest.slips() as usize));
        let seed: Seed = digits.parse().unwrap();
        let drawn = if replacement { draws_with_replacement } else { draws }(&seed, &manifest, take);
        ours.push(drawn.iter().map(told).collect::<Json>());
        let boxes: Vec<Json> = boxes.iter().map(|b| json!([b.tps, b.booth, b.slips])).collect();
        questions.push(
            json!({"ask": "draws", "seed": digits, "boxes": boxes, "replacement": replacement, "take": take}),
        );
    }
    for ((question, theirs), ours) in questions.iter().zip(answers(&python, &questions)).zip(ours) {
        assert_eq!(ours, theirs, "{question}");
    }
}

/// From one slip with replacement every draw is the next ticket: nines gather in front.
#[test]
fn tickets_with_many_nines_are_those_of_consistent_sampler() {
    let Some(python) = tool() else { return };
    let digits = "31415926535897932384";
    let manifest = Manifest::new(vec![Container { tps: 1, booth: 1, slips: 1 }]).unwrap();
    let ours = draws_with_replacement(&digits.parse().unwrap(), &manifest, 400);
    assert!(ours[399].ticket.as_str().starts_with("0.999999999999999999"));
    let question =
        json!({"ask": "draws", "seed": digits, "boxes": [[1, 1, 1]], "replacement": true, "take": 400});
    assert_eq!(ours.iter().map(told).collect::<Json>(), answers(&python, &[question])[0]);
}

/// BRAVO draws with replacement and learns nothing: ALPHA with a fixed estimate becomes it where there are many slips.
#[test]
fn with_many_slips_and_a_fixed_estimate_the_risk_is_bravos() {
    let Some(python) = tool() else { return };
    let cases = [
        ([600, 400], [72, 47]),
        ([1410, 1132], [170, 135]),
        ([2894, 1695], [45, 32]),
        ([510, 490], [700, 600]),
        ([99, 1], [9, 0]),
    ];
    let questions: Vec<Json> =
        cases.iter().map(|(votes, seen)| json!({"ask": "bravo", "votes": votes, "seen": seen})).collect();
    for ((votes, seen), theirs) in cases.into_iter().zip(answers(&python, &questions)) {
        let theirs = theirs.as_f64().unwrap();
        let risk = |slips: u64| {
            let reported = f64::from(votes[0]) / f64::from(votes[0] + votes[1]);
            let mut alpha = Alpha::new(slips, reported, Estimate::Fixed);
            // The loser's first: p is the smallest so far, rlacalc's the last.
            (0..seen[1]).for_each(|_| alpha.observe(Value::Loser));
            (0..seen[0]).for_each(|_| alpha.observe(Value::Winner));
            alpha.p_value()
        };
        let distance = |slips| (risk(slips) / theirs - 1.0).abs();
        assert!(distance(1_000_000_000_000) < 1e-5, "{votes:?} {seen:?}: {}", distance(1_000_000_000_000));
        assert!(distance(1_000_000_000_000) < distance(1_000_000_000), "{votes:?} {seen:?}");
        assert!(distance(1_000_000_000) < distance(1_000_000), "{votes:?} {seen:?}");
    }
}

#[test]
fn risks_are_those_of_exact_arithmetic() {
    let Some(python) = tool() else { return };
    let mut dice = Dice::new(20_261_124);
    let (mut questions, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..100 {
        let (slips, winner, d) = (1 + dice.below(300), 30 + dice.below(60), 1 + dice.below(200));
        let reported = 50 + dice.below(40);
        let halves: Vec<usize> = (0..slips).map(|_| slip(&mut dice, winner)).collect();
        let estimate = Estimate::Shrink { d: u32::try_from(d).unwrap() };
        let reported_mean = f64::from(u32::try_from(reported).unwrap()) / 100.0;
        let mut alpha = Alpha::new(slips as u64, reported_mean, estimate);
        let mut risk = |halves: &usize| {
            alpha.observe([Value::Loser, Value::Neither, Value::Winner][*halves]);
            alpha.p_value()
        };
        ours.push(halves.iter().map(&mut risk).collect::<Vec<f64>>());
        let reported = format!("{reported}/100");
        questions
            .push(json!({"ask": "alpha", "slips": slips, "reported": reported, "d": d, "halves": halves}));
    }
    for ((question, theirs), ours) in questions.iter().zip(answers(&python, &questions)).zip(ours) {
        let theirs: Vec<f64> =
            theirs.as_array().unwrap().iter().map(|p| p.as_str().unwrap().parse().unwrap()).collect();
        assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert!((ours - theirs).abs() <= 1e-11 * theirs, "{ours} {theirs} {question}");
        }
    }
}

/// 2 for the winner in so many of 100, else 0, now and then 1.
fn slip(dice: &mut Dice, winner: usize) -> usize {
    match (dice.below(10), dice.below(100) < winner) {
        (0, _) => 1,
        (_, true) => 2,
        (_, false) => 0,
    }
}

fn told(draw: &Draw) -> Json {
    json!([draw.ticket.as_str(), draw.slip.to_string()])
}
