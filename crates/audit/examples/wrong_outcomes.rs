//! Audits of wrong outcomes, and samples of right ones: the figures of `docs/audit.md`.
//!
//! `cargo run --release -p audit --example wrong_outcomes [audits]`; 10,000 audits of each kind unless told otherwise.
//! Every audit has a drawing of its own, with the seed of its number; all kinds of one size share these drawings.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement says what it finds, or fails"
)]

use audit::{Alpha, Audit, Container, Contest, Estimate, Manifest, RiskLimit, SHRINKAGE, Seed, Value, draws};

const LIMIT: f64 = 0.05;
/// Reported totals (of 1,000) of winner and loser: margins of 2 to 40 % of all slips.
const REPORTED: [[u32; 2]; 4] = [[510, 490], [520, 470], [550, 400], [680, 280]];

/// What is reported, what is really in the box, and how much the test clings to what is reported.
#[derive(Clone, Copy)]
struct Kind {
    reported: [u32; 2],
    real: [u32; 2],
    d: u32,
}

fn main() {
    let audits: u32 = std::env::args_os().nth(1).map_or(10_000, |n| n.to_str().unwrap().parse().unwrap());
    println!("{audits} audits of each kind, risk limit 5 %, slips of winner : loser, the others for nobody");
    for slips in [300, 1_200, 6_000] {
        let kinds: Vec<Kind> = wrong(slips).into_iter().chain(right(slips)).collect();
        println!("\nslips reported    really        d     confirmed %  median    p90");
        for (kind, samples) in kinds.iter().zip(samples(slips, &kinds, audits)) {
            report(slips, *kind, samples, audits);
        }
    }
    println!("\nslips: margin below which counting all slips is advised from the start");
    for slips in [300, 600, 1_200, 2_400, 6_000, 20_000] {
        println!("{slips:>5} {:>5.1} %", smallest_margin(slips));
    }
}

/// The winner really has as many votes as the loser, or one less.
fn wrong(slips: u32) -> Vec<Kind> {
    let kinds = REPORTED.map(|votes| {
        let reported = votes.map(|votes| votes * slips / 1_000);
        let half = reported.iter().sum::<u32>() / 2;
        [[half, half], [half - 1, half]].map(|real| Kind { reported, real, d: SHRINKAGE })
    });
    kinds.concat()
}

/// The winner has won, by as much as reported or by less.
fn right(slips: u32) -> Vec<Kind> {
    let of_1200 = |votes: [u32; 2]| votes.map(|votes| votes * slips / 1_200);
    let kind = |reported, real, d| Kind { reported: of_1200(reported), real: of_1200(real), d };
    let mut kinds = Vec::new();
    for d in [10, SHRINKAGE, 1_000] {
        kinds.push(kind([700, 450], [700, 450], d));
        kinds.push(kind([700, 450], [640, 500], d));
        kinds.push(kind([620, 540], [620, 540], d));
    }
    kinds
}

/// Slips drawn in every audit of every kind until the winner was confirmed; none where that never came.
fn samples(slips: u32, kinds: &[Kind], audits: u32) -> Vec<Vec<Option<u32>>> {
    let manifest = manifest(slips);
    let mut samples = vec![Vec::new(); kinds.len()];
    for run in 0..audits {
        let seed: Seed = format!("{:020}", u64::from(run) + 1_000_000).parse().unwrap();
        let order: Vec<u32> =
            draws(&seed, &manifest, usize::MAX).into_iter().map(|draw| draw.slip.number).collect();
        for (kind, samples) in kinds.iter().zip(&mut samples) {
            samples.push(kind.sample(slips, &order));
        }
    }
    samples
}

impl Kind {
    /// The first slips of the box are the winner's, then come the loser's.
    fn sample(self, slips: u32, order: &[u32]) -> Option<u32> {
        let [winner, loser] = self.reported.map(f64::from);
        let reported = 0.5 + (winner - loser) / 2.0 / f64::from(slips);
        let mut alpha = Alpha::new(slips.into(), reported, Estimate::Shrink { d: self.d });
        let [winner, loser] = self.real;
        let confirmed = |(drawn, number): (u32, &u32)| {
            alpha.observe(match *number {
                n if n <= winner => Value::Winner,
                n if n <= winner + loser => Value::Loser,
                _ => Value::Neither,
            });
            (alpha.p_value() <= LIMIT).then_some(drawn)
        };
        (1..).zip(order).find_map(confirmed)
    }
}

fn report(slips: u32, kind: Kind, samples: Vec<Option<u32>>, audits: u32) {
    let mut drawn: Vec<u32> = samples.into_iter().flatten().collect();
    drawn.sort_unstable();
    let confirmed = f64::from(u32::try_from(drawn.len()).unwrap()) / f64::from(audits);
    let text = |[winner, loser]: [u32; 2]| format!("{winner} : {loser}");
    let (reported, real) = (text(kind.reported), text(kind.real));
    print!("{slips:>5} {reported:<11} {real:<11} {:>4}  {:>10.2}", kind.d, 100.0 * confirmed);
    if kind.real[0] > kind.real[1] {
        let quantile = |tenths| drawn[drawn.len() * tenths / 10];
        println!("  {:>8} {:>6}", quantile(5), quantile(9));
    } else {
        println!();
        let deviation = (LIMIT * (1.0 - LIMIT) / f64::from(audits)).sqrt();
        assert!(confirmed <= LIMIT + 3.0 * deviation, "wrong winners are confirmed too often");
    }
}

/// The smallest margin, in percent of all slips, at which drawing is worth while; nobody else has votes.
fn smallest_margin(slips: u32) -> f64 {
    let worth = |ahead: u32| {
        let contest = Contest::new(vec![slips / 2 + ahead, slips / 2 - ahead], 1, vec![2]).unwrap();
        let audit = Audit::new(contest, manifest(slips), RiskLimit::percent(5).unwrap()).unwrap();
        !audit.expected_sample().is_too_many()
    };
    let (mut not, mut yes) = (0, slips / 2);
    while yes - not > 1 {
        let middle = not.midpoint(yes);
        if worth(middle) { yes = middle } else { not = middle }
    }
    200.0 * f64::from(yes) / f64::from(slips)
}

fn manifest(slips: u32) -> Manifest {
    Manifest::new(vec![Container { tps: 1, booth: 1, slips }]).unwrap()
}
