//! The table of `docs/performance.md`: every part of the tally, against the floor and against the peer.
//!
//! One process, one thread; figures are medians of processor time, but for the store, which waits for its disk.

use std::fmt::Write as _;
use std::fs;

use anyhow::Result;
use ballot_crypto::verify_batch;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng as _;

use crate::clock::{Cases, processor};
use crate::floor::Floor;
use crate::markdown::{Table, number, ratio};
use crate::peer::Peer;
use crate::workload::Workload;

pub mod others;

/// Numbers of options.
const OPTIONS: [u8; 3] = [2, 3, 5];
/// The number of options that the peer is compared at.
const COMPARED: u8 = 5;
/// Ballots of a batch.
const BATCHES: [usize; 7] = [1, 4, 16, 64, 256, 1_024, 4_096];
/// The batch that the tally uses.
const BATCH: usize = 1_024;
/// Different ballots that are made.
const DIFFERENT: usize = 1_024;
/// A sample has at least so many ballots.
const SAMPLE: usize = 64;
/// What the issue asks for: times the peer, times the floor.
const ASKED: (f64, f64) = (5.0, 1.3);

/// Measures everything and gives the text.
///
/// # Errors
/// Something that is measured does not work.
pub fn table(rounds: u32) -> Result<String> {
    let mut text = String::new();
    let load = || fs::read_to_string("/proc/loadavg").unwrap_or_default().trim().to_owned();
    let begun = load();
    for options in OPTIONS {
        text.push_str(&of_ballots(options, rounds)?);
    }
    text.push_str(&others::table(rounds)?);
    // Writing into a string never fails.
    let _ = writeln!(
        text,
        "{}; medians of {rounds} rounds; load {begun} at the beginning, {} at the end.",
        processor_name(),
        load()
    );
    Ok(text)
}

fn processor_name() -> String {
    let all = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = all.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map_or_else(|| "unknown processor".to_owned(), |(_, name)| name.trim().to_owned())
}

/// What is measured of ballots with one number of options.
struct Ballots<'w> {
    workload: &'w Workload,
    cases: Cases<'w>,
}

fn of_ballots(options: u8, rounds: u32) -> Result<String> {
    let workload = Workload::new(options, DIFFERENT)?;
    let peer = if options == COMPARED { Some(Peer::new(options.into(), SAMPLE)?) } else { None };
    let mut ballots = Ballots { workload: &workload, cases: Cases::default() };
    ballots.single();
    for size in BATCHES {
        ballots.batch(size)?;
    }
    if let Some(peer) = &peer {
        ballots.cases.add("peer", SAMPLE, || processor(|| peer.verify()));
        ballots.cases.add("peer makes", 1, || processor(|| Ok(peer.make())));
    }
    ballots.cases.run(rounds)?;
    Ok(ballots.to_markdown(options, peer.is_some()))
}

impl<'w> Ballots<'w> {
    fn single(&mut self) {
        let workload = self.workload;
        let mut random = ChaCha20Rng::seed_from_u64(4);
        self.cases.add("make", SAMPLE, move || {
            processor(|| {
                (0..SAMPLE).map(|index| workload.make(index, &mut random)).collect::<Result<Vec<_>>>()
            })
        });
        self.cases.add("decode", BATCH, || processor(|| workload.decoded(BATCH)));
        self.cases.add("verify", SAMPLE, || {
            let ballots = workload.decoded(SAMPLE)?;
            processor(|| {
                for (ballot, context) in ballots {
                    ballot.verify(&context)?;
                }
                Ok(())
            })
        });
    }

    fn batch(&mut self, size: usize) -> Result<()> {
        let (workload, times) = (self.workload, SAMPLE.div_ceil(size));
        let decoded = workload.decoded(size)?;
        let floor = Floor::new(workload, size)?;
        let mut random = ChaCha20Rng::seed_from_u64(5);
        let mut verify = move |batches: Vec<Vec<_>>| {
            processor(|| {
                for batch in batches {
                    verify_batch(batch, &mut random).into_iter().collect::<Result<Vec<_>, _>>()?;
                }
                Ok(())
            })
        };
        self.cases.add(format!("batch {size}"), times * size, move || {
            verify((0..times).map(|_| decoded.clone()).collect())
        });
        let mut random = ChaCha20Rng::seed_from_u64(6);
        self.cases.add(format!("both {size}"), times * size, move || {
            processor(|| {
                for _ in 0..times {
                    let batch = workload.decoded(size)?;
                    verify_batch(batch, &mut random).into_iter().collect::<Result<Vec<_>, _>>()?;
                }
                Ok(())
            })
        });
        if size == BATCH {
            let floor = Floor::new(workload, size)?;
            self.cases.add("hash", size, move || processor(|| Ok(floor.hash())));
            let floor = Floor::new(workload, size)?;
            self.cases.add("decompress", size, move || processor(|| floor.decompress()));
        }
        self.cases.add(format!("multiply {size}"), times * size, move || {
            processor(|| Ok((0..times).map(|_| floor.multiply()).collect::<Vec<_>>()))
        });
        Ok(())
    }

    fn to_markdown(&self, options: u8, peer: bool) -> String {
        let us = |name: &str| self.cases.micros(name);
        let mut text = format!(
            "{options} options, us a ballot: make {}, decode {}, verify one by one {}; floor: points {}, hash {}.\n\n",
            number(us("make")),
            number(us("decode")),
            number(us("verify")),
            number(us("decompress")),
            number(us("hash")),
        );
        let mut table = Table::new(&[
            "batch",
            "verify",
            "decode and verify",
            "floor: multiply",
            "floor together",
            "ours / floor",
            "ballots/s",
        ]);
        for size in BATCHES {
            let both = us(&format!("both {size}"));
            let floor = self.floor(size);
            table.row(&[
                size.to_string(),
                number(us(&format!("batch {size}"))),
                number(both),
                number(us(&format!("multiply {size}"))),
                number(floor),
                ratio(self.to_floor(size)),
                number(1e6 / both),
            ]);
        }
        text.push_str(&table.into_text());
        text.push('\n');
        if peer {
            text.push_str(&self.against_peer());
        }
        text
    }

    fn floor(&self, size: usize) -> f64 {
        let us = |name: &str| self.cases.micros(name);
        us("decompress") + us("hash") + us(&format!("multiply {size}"))
    }

    fn to_floor(&self, size: usize) -> f64 {
        let multiply = format!("multiply {size}");
        self.cases.ratio(&[&format!("both {size}")], &["decompress", "hash", &multiply])
    }

    fn against_peer(&self) -> String {
        let us = |name: &str| self.cases.micros(name);
        let batch = format!("both {BATCH}");
        let to_peer = |over: &str, under: &[&str]| ratio(self.cases.ratio(&[over], under));
        let (times, floors) = ASKED;
        let mut table = Table::new(&["", "us a ballot", "ballots/s", "peer / ours", "ours / floor", "asked"]);
        let row = |name: &str, us: f64, ratios: [String; 3]| {
            let [peer, floor, asked] = ratios;
            [name.to_owned(), number(us), number(1e6 / us), peer, floor, asked]
        };
        let none = String::new;
        table.row(&row("elastic-elgamal: decode and verify", us("peer"), [none(), none(), none()]));
        let asked = format!("at least {times}; at most {floors}");
        let name = format!("decode and verify in a batch of {BATCH}");
        let to_floor = ratio(self.to_floor(BATCH));
        table.row(&row(&name, us(&batch), [to_peer("peer", &[&batch]), to_floor, asked]));
        let single = ["decode", "verify"];
        let name = "decode and verify one by one";
        table.row(&row(name, single.map(us).iter().sum(), [to_peer("peer", &single), none(), none()]));
        table.row(&row("elastic-elgamal: make", us("peer makes"), [none(), none(), none()]));
        table.row(&row("make", us("make"), [to_peer("peer makes", &["make"]), none(), none()]));
        format!("{}\n", table.into_text())
    }
}
