//! Kills a recording booth with SIGKILL at random moments: no acknowledged ballot is lost, none is there twice.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::time::Duration;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use support::Bench;

/// Kills of one run of this test; `KILLS=10000` for a release.
const KILLS: u32 = 200;
/// A fresh log after so many kills, so that beginning a log is hit as well.
const KILLS_PER_LOG: u32 = 20;

#[test]
fn no_acknowledged_ballot_is_lost_by_a_kill() {
    let kills = std::env::var("KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let mut random = ChaCha20Rng::seed_from_u64(9);
    let (mut ballots, mut hits) = (0, 0);
    for _ in 0..kills.div_ceil(KILLS_PER_LOG) {
        let bench = Bench::without_log();
        let mut acknowledged: Vec<String> = Vec::new();
        let mut recorded: Vec<String> = Vec::new();
        for _ in 0..KILLS_PER_LOG {
            acknowledged.extend(kill_at_a_random_moment(&bench, &mut random));
            let now = bench.check_by_starting(&acknowledged);
            assert!(now.starts_with(&recorded), "what was recorded once stays, in its order");
            let in_doubt =
                now.iter().skip(recorded.len()).filter(|code| !acknowledged.contains(code)).count();
            assert!(in_doubt <= 1, "one ballot at a time is under way");
            hits += in_doubt;
            recorded = now;
        }
        ballots += acknowledged.len();
    }
    assert!(ballots > usize::try_from(kills).unwrap(), "only {ballots} ballots: the kills come too early");
    assert!(hits > 0, "no kill came between a commit and its acknowledgement");
}

fn kill_at_a_random_moment(bench: &Bench, random: &mut ChaCha20Rng) -> Vec<String> {
    let (mut child, acknowledged) = support::start(&support::child(bench, 150));
    std::thread::sleep(Duration::from_micros((random.next_u32() % 300_000).into()));
    child.kill().unwrap();
    child.wait().unwrap();
    acknowledged.join().unwrap()
}

#[test]
#[ignore = "the child of the test above, in a process of its own"]
fn records_ballots_until_it_is_killed() {
    support::be_the_child();
}
