//! Ballots: making, decoding, verifying one by one and in batches, summing, decrypting; and the floor beneath.
#![allow(missing_docs, reason = "the macros of the harness make undocumented functions")]

use benches::floor::Floor;
use benches::peer::Peer;
use benches::workload::Workload;
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;

const OPTIONS: [u8; 3] = [2, 3, 5];
const BATCHES: [usize; 7] = [1, 4, 16, 64, 256, 1_024, 4_096];

fn workload(options: u8) -> Workload {
    #[expect(clippy::expect_used, reason = "a measurement fails by panicking")]
    Workload::new(options, 256).expect("ballots")
}

fn single(c: &mut Criterion) {
    let mut group = c.benchmark_group("ballot");
    for options in OPTIONS {
        let workload = workload(options);
        let mut random = ChaCha20Rng::seed_from_u64(1);
        group.bench_function(BenchmarkId::new("make", options), |b| {
            b.iter(|| workload.make(0, &mut random).ok());
        });
        group.bench_function(BenchmarkId::new("decode", options), |b| b.iter(|| workload.decoded(1).ok()));
        group.bench_function(BenchmarkId::new("verify", options), |b| {
            b.iter_batched(
                || workload.decoded(1).unwrap_or_default(),
                |ballots| ballots.into_iter().filter_map(|(b, context)| b.verify(&context).ok()).count(),
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

fn batches(c: &mut Criterion) {
    for options in OPTIONS {
        let workload = workload(options);
        let mut group = c.benchmark_group(format!("batch of ballots with {options} options"));
        group.sample_size(10);
        for size in BATCHES {
            group.throughput(Throughput::Elements(size.try_into().unwrap_or(u64::MAX)));
            let mut random = ChaCha20Rng::seed_from_u64(2);
            group.bench_function(BenchmarkId::new("verify", size), |b| {
                b.iter_batched(
                    || workload.decoded(size).unwrap_or_default(),
                    |ballots| ballot_crypto::verify_batch(ballots, &mut random).len(),
                    BatchSize::PerIteration,
                );
            });
            group.bench_function(BenchmarkId::new("decode and verify", size), |b| {
                b.iter(|| {
                    let ballots = workload.decoded(size).unwrap_or_default();
                    ballot_crypto::verify_batch(ballots, &mut random).len()
                });
            });
            let Ok(floor) = Floor::new(&workload, size) else { continue };
            group.bench_function(BenchmarkId::new("floor", size), |b| {
                b.iter(|| (floor.decompress().ok(), floor.multiply(), floor.hash()));
            });
        }
        group.finish();
    }
}

fn peer(c: &mut Criterion) {
    let Ok(peer) = Peer::new(5, 1) else { return };
    c.bench_function("elastic-elgamal/decode and verify", |b| b.iter(|| peer.verify().is_ok()));
    c.bench_function("elastic-elgamal/make", |b| b.iter(|| peer.make()));
}

criterion_group!(benches, single, batches, peer);
criterion_main!(benches);
