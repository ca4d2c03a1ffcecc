//! Sums, decryption, log, tree, store, the merge of a village.
#![allow(missing_docs, reason = "the macros of the harness make undocumented functions")]

use benches::table::others;
use criterion::{Criterion, criterion_group, criterion_main};

/// Every case of the table under its own name.
fn logs(c: &mut Criterion) {
    #[expect(clippy::expect_used, reason = "a measurement fails by panicking")]
    let setting = others::Setting::new().expect("a log and a village");
    #[expect(clippy::expect_used, reason = "a measurement fails by panicking")]
    let mut cases = setting.cases().expect("all cases");
    let mut group = c.benchmark_group("logs");
    group.sample_size(10);
    for case in cases.iter_mut() {
        let (name, units) = (case.name().to_owned(), case.units());
        group.throughput(criterion::Throughput::Elements(units.try_into().unwrap_or(u64::MAX)));
        group.bench_function(name, |b| {
            b.iter_custom(|times| (0..times).filter_map(|_| case.sample().ok()).sum());
        });
    }
    group.finish();
}

criterion_group!(benches, logs);
criterion_main!(benches);
