//! Which ballots of a counted log count (spec 8.4).

use std::collections::BTreeSet;

use ballot_crypto::{
    BallotContext, EncryptedBallot, OptionCount, VerifiedBallot, check_challenge, verify_batch,
};
use ballot_log::Body;
use election::{ListId, TokenHash};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

use crate::chain::{BoothLog, code_of};
use crate::check::Check;
use crate::count_set::{BoothStatus, Reason, RemarkKind, SetAside};
use crate::evidence::Evidence;
use crate::message::{Message, Problem};

/// More invalid ballots than this in one log, and the log is quarantined.
const MAX_INVALID: usize = 64;

/// The verdict on every ballot of one counted log.
#[derive(Debug, Clone, Default)]
pub(crate) struct BoothCount {
    /// Counted ballots by position, with their list.
    pub(crate) counted: Vec<(u64, ListId, VerifiedBallot)>,
    /// Cast ballots that do not count.
    pub(crate) set_aside: Vec<SetAside>,
    /// Remarks by position.
    pub(crate) remarks: Vec<(u64, RemarkKind)>,
    /// Challenged ballots that were reproduced.
    pub(crate) reproduced: u64,
}

/// Randomness for the batch weights could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random numbers, without which proofs cannot be verified together")]
pub struct NoRandomness;

impl NoRandomness {
    /// The same in Indonesian.
    #[must_use]
    pub const fn to_indonesian(self) -> &'static str {
        "sistem operasi tidak memberi bilangan acak; tanpa itu bukti suara tidak dapat diperiksa"
    }
}

/// Judges every ballot of a log in order of position. Too many invalid ones quarantine the log.
pub(crate) fn count(evidence: &Evidence, log: &mut BoothLog) -> Result<BoothCount, NoRandomness> {
    let mut count = BoothCount::default();
    if log.status != BoothStatus::Counted {
        return Ok(count);
    }
    let pending = sort_out(evidence, log, &mut count);
    let (places, items): (Vec<_>, Vec<_>) =
        pending.into_iter().map(|p| ((p.position, p.list), p.item)).unzip();
    // The weights are drawn after all bytes of the batch are fixed (spec 4.5).
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| NoRandomness)?;
    let verdicts = verify_batch(items, &mut ChaCha20Rng::from_seed(seed));
    for ((position, list), verdict) in places.into_iter().zip(verdicts) {
        match verdict {
            Ok(ballot) => count.counted.push((position, list, ballot)),
            Err(_) => count.set_aside.push(aside(evidence, log, position, Reason::InvalidProof)),
        }
    }
    count.set_aside.sort();
    let invalid = count.set_aside.iter().filter(|s| s.reason == Reason::InvalidProof).count();
    if invalid > MAX_INVALID {
        log.status = BoothStatus::Quarantined;
        let message = Message::new(
            format!("{invalid} ballots have invalid proofs, more than {MAX_INVALID} quarantine a log"),
            format!("bukti {invalid} suara tidak sah; log dengan lebih dari {MAX_INVALID} ditahan"),
        );
        log.problems.push(Problem::new(Check::BallotProofs, message));
        return Ok(BoothCount::default());
    }
    Ok(count)
}

/// A cast ballot whose token is good and whose proof is still to be checked.
struct Pending {
    position: u64,
    list: ListId,
    item: (EncryptedBallot, BallotContext),
}

fn sort_out(evidence: &Evidence, log: &BoothLog, count: &mut BoothCount) -> Vec<Pending> {
    let mut used = BTreeSet::new();
    let mut pending = Vec::new();
    let options =
        evidence.definition().village(&log.id.village).and_then(|v| OptionCount::new(v.option_count()));
    for entry in &log.chain {
        let position = entry.entry().position();
        match entry.entry().body() {
            Ok(Body::Cast(ballot)) => match usable(evidence, log, &ballot, &mut used) {
                Ok((list, context)) => {
                    match options.and_then(|options| EncryptedBallot::parse(&ballot, options).ok()) {
                        Some(ballot) => pending.push(Pending { position, list, item: (ballot, context) }),
                        None => count.set_aside.push(aside(evidence, log, position, Reason::InvalidProof)),
                    }
                }
                Err(reason) => count.set_aside.push(aside(evidence, log, position, reason)),
            },
            Ok(Body::Challenged(opened)) => match usable(evidence, log, &opened.ballot, &mut used) {
                Ok((_, context)) => {
                    match check_challenge(&opened.ballot, opened.choice, &opened.seed, &context) {
                        Ok(()) => count.reproduced += 1,
                        Err(_) => count.remarks.push((position, RemarkKind::ChallengeDiffers)),
                    }
                }
                Err(_) => count.remarks.push((position, RemarkKind::ChallengeToken)),
            },
            Ok(Body::Closed(closed)) if closed.reason.is_some() => {
                count.remarks.push((position, RemarkKind::Accounting));
            }
            _ => {}
        }
    }
    pending
}

/// The list and context of a ballot whose token stands in a list of the booth and was not used before in this log.
fn usable(
    evidence: &Evidence,
    log: &BoothLog,
    ballot: &[u8],
    used: &mut BTreeSet<TokenHash>,
) -> Result<(ListId, BallotContext), Reason> {
    let (list, context) = evidence.listed_context(&log.id, ballot).ok_or(Reason::NotInList)?;
    let definition = evidence.definition();
    let token = ballot_crypto::token_of(ballot).ok_or(Reason::NotInList)?;
    let hash = token.hash(definition.mode(), &definition.nonce(), &list);
    if used.insert(hash) { Ok((list, context)) } else { Err(Reason::TokenUsed) }
}

fn aside(evidence: &Evidence, log: &BoothLog, position: u64, reason: Reason) -> SetAside {
    let index = usize::try_from(position).unwrap_or(usize::MAX);
    let body = log.chain.get(index).map(|entry| entry.entry().body_bytes()).unwrap_or_default();
    let code = code_of(evidence, &log.id, body);
    SetAside { tps: log.id.tps, booth: log.id.booth, position, code, reason }
}
