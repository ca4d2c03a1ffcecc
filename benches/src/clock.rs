//! Measuring in turns: what is compared takes its samples in the same minutes, so that a busy machine slows all of it.

use std::time::{Duration, Instant};

use anyhow::Result;
use rustix::time::{ClockId, clock_gettime};

/// Processor time of this process, of all its threads together. Waiting for others costs nothing of it.
#[must_use]
pub fn processor_time() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or_default())
}

/// The processor time that work takes. What it returns is dropped after the clock was read.
///
/// # Errors
/// As the work.
pub fn processor<T>(work: impl FnOnce() -> Result<T>) -> Result<Duration> {
    let begun = processor_time();
    let done = work()?;
    let took = processor_time().saturating_sub(begun);
    drop(done);
    Ok(took)
}

/// The time that work takes by the clock on the wall: for what waits for a disk, and for several threads.
///
/// # Errors
/// As the work.
pub fn wall<T>(work: impl FnOnce() -> Result<T>) -> Result<Duration> {
    let begun = Instant::now();
    let done = work()?;
    let took = begun.elapsed();
    drop(done);
    Ok(took)
}

/// What gives one sample. It times itself, so that preparing is not counted.
pub type Sample<'a> = Box<dyn FnMut() -> Result<Duration> + 'a>;

/// Something that is measured several times.
pub struct Case<'a> {
    name: String,
    units: usize,
    sample: Sample<'a>,
    samples: Vec<Duration>,
}

impl<'a> Case<'a> {
    /// Work on so many ballots, entries or whatever is counted.
    pub fn new(name: impl Into<String>, units: usize, sample: impl FnMut() -> Result<Duration> + 'a) -> Self {
        Self { name: name.into(), units, sample: Box::new(sample), samples: Vec::new() }
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many units one sample has.
    #[must_use]
    pub const fn units(&self) -> usize {
        self.units
    }

    /// Takes a sample that is not kept.
    ///
    /// # Errors
    /// As the work.
    pub fn sample(&mut self) -> Result<Duration> {
        (self.sample)()
    }

    /// Median of microseconds for one unit.
    #[must_use]
    pub fn micros(&self) -> f64 {
        median((0..self.samples.len()).map(|round| self.of_round(round)))
    }

    /// Microseconds for one unit in one round.
    fn of_round(&self, round: usize) -> f64 {
        let units = u32::try_from(self.units).map_or(f64::NAN, f64::from);
        self.samples.get(round).map_or(f64::NAN, Duration::as_secs_f64) * 1e6 / units
    }
}

/// Several things that are measured in turns.
#[derive(Default)]
pub struct Cases<'a>(Vec<Case<'a>>);

impl<'a> Cases<'a> {
    /// Adds one.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        units: usize,
        sample: impl FnMut() -> Result<Duration> + 'a,
    ) {
        self.0.push(Case::new(name, units, sample));
    }

    /// Takes one sample of each in turn, `rounds` times, after one that is thrown away. Every other round runs backwards.
    ///
    /// # Errors
    /// The first that a sample gives.
    pub fn run(&mut self, rounds: u32) -> Result<()> {
        for case in &mut self.0 {
            (case.sample)()?;
        }
        for round in 0..rounds {
            let count = self.0.len();
            for place in 0..count {
                let index = if round % 2 == 0 { place } else { count - 1 - place };
                if let Some(case) = self.0.get_mut(index) {
                    let took = (case.sample)()?;
                    case.samples.push(took);
                }
            }
        }
        Ok(())
    }

    /// Each of them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Case<'a>> {
        self.0.iter_mut()
    }

    /// Median of microseconds for one unit of what has this name; NaN if nothing has.
    #[must_use]
    pub fn micros(&self, name: &str) -> f64 {
        self.find(name).map_or(f64::NAN, Case::micros)
    }

    /// How many times as long one sum takes as another: the median of what the single rounds give, so that a busy minute
    /// weighs on both sides.
    #[must_use]
    pub fn ratio(&self, over: &[&str], under: &[&str]) -> f64 {
        let rounds = self.0.iter().map(|case| case.samples.len()).max().unwrap_or_default();
        let sum = |names: &[&str], round| -> f64 {
            names.iter().map(|name| self.find(name).map_or(f64::NAN, |case| case.of_round(round))).sum()
        };
        median((0..rounds).map(|round| sum(over, round) / sum(under, round)))
    }

    fn find(&self, name: &str) -> Option<&Case<'a>> {
        self.0.iter().find(|case| case.name == name)
    }
}

/// The value in the middle; of an even number the mean of the two there.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    if values.len() % 2 == 1 { at(middle) } else { f64::midpoint(at(middle.wrapping_sub(1)), at(middle)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_value_in_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0]).to_bits(), 2.0_f64.to_bits());
        assert_eq!(median([4.0, 1.0, 2.0, 3.0]).to_bits(), 2.5_f64.to_bits());
        assert!(median([]).is_nan());
    }

    #[test]
    fn all_take_the_same_number_of_samples_and_the_first_is_thrown_away() {
        let mut taken = [0_u32; 2];
        let [one, two] = &mut taken;
        let mut cases = Cases::default();
        cases.add("one", 1, || {
            *one += 1;
            Ok(Duration::from_secs(if *one == 1 { 100 } else { 1 }))
        });
        cases.add("two", 2, || {
            *two += 1;
            Ok(Duration::from_secs(1))
        });
        cases.run(3).unwrap();
        assert_eq!(cases.micros("one").to_bits(), 1e6_f64.to_bits());
        assert_eq!(cases.micros("two").to_bits(), 5e5_f64.to_bits());
        assert!(cases.micros("three").is_nan());
        assert_eq!(cases.ratio(&["one", "one"], &["two"]).to_bits(), 4.0_f64.to_bits());
        drop(cases);
        assert_eq!(taken, [4, 4]);
    }
}
