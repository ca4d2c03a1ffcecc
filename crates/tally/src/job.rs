//! One village as a job of its own: its definition and what came in about it, and out comes its part of the record.
//!
//! Nothing of another village changes anything in it (spec 8.1), so villages are counted side by side, and those that are
//! done need not stay in memory: with [`merge_by_village`] the logs of a few villages are, whatever the size of the election.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use ballot_crypto::DiscreteLog;
use election::definition::Village;
use election::{Definition, VillageCode};

use crate::evidence::Evidence;
use crate::merge::{MergeError, Merged, VillageMerge, count_village, decrypt_village};
use crate::remembered::RememberedVillage;

/// Told of every finished village, from several threads.
pub trait Progress: Sync {
    /// One more village of `total` is done.
    fn village_done(&self, village: &VillageMerge, total: usize);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn village_done(&self, _: &VillageMerge, _: usize) {}
}

/// The villages of an election that is merged, each by itself.
pub trait Villages: Sync {
    /// Why nothing more can be done.
    type Error: Send + From<MergeError>;

    /// Whether the entries of logs stay in memory, for whoever asks for them afterwards.
    fn keeps_logs(&self) -> bool {
        false
    }

    /// Does one village: adds its logs to what there is about it, has it merged, and takes what comes out. Several threads
    /// call this.
    ///
    /// # Errors
    /// What ends the whole merge.
    fn village(&self, job: &Job<'_>, evidence: &mut Evidence) -> Result<VillageMerge, Self::Error>;
}

/// One village that is to be merged.
pub struct Job<'j> {
    village: &'j Village,
    solver: &'j DiscreteLog,
}

impl Job<'_> {
    /// The village.
    #[must_use]
    pub const fn village(&self) -> &Village {
        self.village
    }

    /// Counts the village, and decrypts its count set as far as shares are there.
    ///
    /// # Errors
    /// [`MergeError::NoRandomness`].
    pub fn merge(&self, evidence: &Evidence) -> Result<VillageMerge, MergeError> {
        merge_village(evidence, self.village, self.solver)
    }

    /// A village that was counted before, decrypted as far as shares are there now.
    #[must_use]
    pub fn recall(&self, evidence: &Evidence, remembered: &RememberedVillage) -> Option<VillageMerge> {
        let mut merged = remembered.recall(evidence).filter(|merged| merged.village == self.village.code)?;
        decrypt_village(evidence, &mut merged, self.solver);
        Some(merged)
    }
}

/// Merges village by village; the logs of no more villages than there are threads are in memory at the same time.
///
/// `evidence` is everything but the logs that `villages` brings, and takes up which signatures became evidence.
///
/// # Errors
/// [`MergeError`], and what `villages` reports.
pub fn merge_by_village<V: Villages>(
    evidence: &mut Evidence,
    villages: &V,
    progress: &dyn Progress,
) -> Result<Merged, V::Error> {
    let solver = solver_for(evidence, evidence.definition().villages())?;
    let shared = &*evidence;
    let done = each_village(shared.definition(), |village| {
        let mut own = shared.of_village(&village.code);
        let mut merged = villages.village(&Job { village, solver: &solver }, &mut own)?;
        if !villages.keeps_logs() {
            merged.forget_logs();
            own.logs.clear();
        }
        progress.village_done(&merged, shared.definition().villages().len());
        Ok::<_, V::Error>((own, merged))
    })?;
    let mut merged = Vec::with_capacity(done.len());
    for (own, village) in done {
        evidence.put_back(&village.village, own);
        merged.push(village);
    }
    Ok(Merged::of(evidence, merged))
}

/// Merges one village alone, whatever there is about the others; `None` if the definition has no such village.
///
/// # Errors
/// As [`merge_by_village`].
pub fn merge_one<V: Villages>(
    evidence: &Evidence,
    code: &VillageCode,
    villages: &V,
) -> Result<Option<VillageMerge>, V::Error> {
    let Some(village) = evidence.definition().village(code) else { return Ok(None) };
    let solver = solver_for(evidence, std::slice::from_ref(village))?;
    villages.village(&Job { village, solver: &solver }, &mut evidence.of_village(code)).map(Some)
}

/// Counts and decrypts one village.
pub(crate) fn merge_village(
    evidence: &Evidence,
    village: &Village,
    solver: &DiscreteLog,
) -> Result<VillageMerge, MergeError> {
    let mut merged = count_village(evidence, village)?;
    decrypt_village(evidence, &mut merged, solver);
    Ok(merged)
}

/// That everything is there that these villages need.
pub(crate) fn check_ready(evidence: &Evidence, villages: &[Village]) -> Result<(), MergeError> {
    if evidence.seal.is_none() {
        return Err(MergeError::SealMissing);
    }
    let lists = villages.iter().flat_map(Village::lists);
    if let Some((list, _)) = lists.into_iter().find(|(list, _)| !evidence.lists.contains_key(list)) {
        return Err(MergeError::TokenListMissing { list });
    }
    Ok(())
}

/// If these villages have what they need, what turns their decrypted points into totals.
pub(crate) fn solver_for(evidence: &Evidence, villages: &[Village]) -> Result<DiscreteLog, MergeError> {
    check_ready(evidence, villages)?;
    let tokens =
        |village: &Village| village.lists().fold(0_u32, |sum, (_, head)| sum.saturating_add(head.tokens));
    Ok(DiscreteLog::up_to(villages.iter().map(tokens).max().unwrap_or_default()))
}

/// Runs a job for each village, as many side by side as there are threads, and gives the results in definition order.
///
/// The threads are not those of the pool that the jobs themselves divide their work among: a thread of the pool that waits
/// would begin another village meanwhile, and there would be no end to what is in memory.
pub(crate) fn each_village<T: Send, E: Send>(
    definition: &Definition,
    job: impl Fn(&Village) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let villages = definition.villages();
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(villages.len()));
    let work = || {
        while let Some((index, village)) = take_next(&next, villages) {
            let result = job(village);
            if result.is_err() {
                next.store(villages.len(), Ordering::Relaxed);
            }
            done.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push((index, result));
        }
    };
    thread::scope(|scope| {
        for _ in 1..workers(villages.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut done = done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

fn take_next<'v>(next: &AtomicUsize, villages: &'v [Village]) -> Option<(usize, &'v Village)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    villages.get(index).map(|village| (index, village))
}

fn workers(villages: usize) -> usize {
    rayon::current_num_threads().min(villages).max(1)
}
