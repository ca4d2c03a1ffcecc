//! Which ballots of a counted log count (spec 8.4).

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ballot_crypto::{
    BATCH_SIZE, BallotContext, EncryptedBallot, OpenedBallot, OptionCount, VerifiedBallot, check_challenges,
    verify_batch_until,
};
use ballot_log::{Body, Challenged, EventKind, Exchange, Kind};
use election::definition::Village;
use election::{BoothId, ListId, TokenHash, TokenList};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use rayon::prelude::*;

use crate::chain::{BoothLog, code_of};
use crate::check::Check;
use crate::count_set::{BoothStatus, Reason, RemarkKind, SetAside};
use crate::evidence::{Evidence, Place};
use crate::linking::{Link, TokenUse};
use crate::message::{Message, Problem};

/// More invalid ballots than this in one log, and the log is quarantined.
const MAX_INVALID: usize = 64;

/// The verdict on every ballot of one counted log.
#[derive(Debug, Clone, Default)]
pub(crate) struct BoothCount {
    /// Counted ballots by position.
    pub(crate) counted: Vec<CountedBallot>,
    /// Cast ballots that do not count.
    pub(crate) set_aside: Vec<SetAside>,
    /// Remarks by position.
    pub(crate) remarks: Vec<(u64, RemarkKind)>,
    /// Challenged ballots that were reproduced.
    pub(crate) reproduced: u64,
    /// First uses of tokens.
    pub(crate) uses: Vec<TokenUse>,
    /// Exchanges of slips that this log allows.
    pub(crate) links: Vec<Link>,
}

/// A ballot that counts as far as its own log tells.
#[derive(Debug, Clone)]
pub(crate) struct CountedBallot {
    pub(crate) position: u64,
    pub(crate) list: ListId,
    pub(crate) ballot: Arc<VerifiedBallot>,
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

/// Judges every ballot of a log in order of position. Too many invalid ones quarantine the log, also one that is not closed and
/// that nobody has decided about yet (spec 8.3).
pub(crate) fn count(evidence: &Evidence, log: &mut BoothLog) -> Result<BoothCount, NoRandomness> {
    let mut count = BoothCount::default();
    if !log.is_counted() && log.status != BoothStatus::Unclosed {
        return Ok(count);
    }
    let (pending, opened) = sort_out(evidence, log, &mut count);
    let checked = opened.par_chunks(BATCH_SIZE).map(check_opened).collect::<Result<Vec<_>, _>>()?;
    for (position, holds) in checked.into_iter().flatten() {
        match holds {
            true => count.reproduced += 1,
            false => count.remarks.push((position, RemarkKind::ChallengeDiffers)),
        }
    }
    count.remarks.sort();
    let options =
        evidence.definition().village(&log.id.village).and_then(|v| OptionCount::new(v.option_count()));
    let found = AtomicUsize::new(0);
    let batches = pending.par_chunks(BATCH_SIZE).map(|batch| verify_pending(batch, options, &found));
    for batch in batches.collect::<Result<Vec<_>, _>>()? {
        count.counted.extend(batch.counted);
        let aside = batch.invalid.into_iter().map(|at| aside(evidence, log, at, Reason::InvalidProof));
        count.set_aside.extend(aside);
    }
    count.set_aside.sort();
    let invalid = count.set_aside.iter().filter(|s| s.reason == Reason::InvalidProof).count();
    if invalid > MAX_INVALID {
        log.status = BoothStatus::Quarantined;
        (log.decided, log.decision) = (None, None);
        let message = Message::new(
            format!("more than {MAX_INVALID} ballots have invalid proofs, which quarantines a log"),
            format!("bukti lebih dari {MAX_INVALID} suara tidak sah; log seperti itu ditahan"),
        );
        log.problems.push(Problem::new(Check::BallotProofs, message));
        return Ok(BoothCount::default());
    }
    Ok(if log.is_counted() { count } else { BoothCount::default() })
}

/// A cast ballot whose token is good and whose proof is still to be checked.
struct Pending<'l> {
    position: u64,
    list: ListId,
    ballot: &'l [u8],
    context: BallotContext,
}

/// What became of a batch of ballots.
#[derive(Default)]
struct Batch {
    counted: Vec<CountedBallot>,
    /// Positions.
    invalid: Vec<u64>,
}

/// Decodes ballots and verifies their proofs together. `found` counts invalid ones of the whole log: when they are so many
/// that it is quarantined, nothing more is looked at.
fn verify_pending(
    batch: &[Pending<'_>],
    options: Option<OptionCount>,
    found: &AtomicUsize,
) -> Result<Batch, NoRandomness> {
    let mut done = Batch::default();
    let (mut places, mut items) = (Vec::new(), Vec::new());
    for pending in batch {
        match options.and_then(|options| EncryptedBallot::parse(pending.ballot, options).ok()) {
            Some(ballot) => {
                places.push((pending.position, &pending.list));
                items.push((ballot, pending.context.clone()));
            }
            None => done.invalid.push(pending.position),
        }
    }
    let is_enough = |more: usize| found.fetch_add(more, Ordering::Relaxed).saturating_add(more) > MAX_INVALID;
    if is_enough(done.invalid.len()) {
        return Ok(done);
    }
    let verdicts = verify_batch_until(items, &mut weights()?, &|| is_enough(1));
    for ((position, list), verdict) in places.into_iter().zip(verdicts) {
        match verdict {
            Ok(ballot) => {
                let ballot = Arc::new(ballot);
                done.counted.push(CountedBallot { position, list: list.clone(), ballot });
            }
            Err(_) => done.invalid.push(position),
        }
    }
    Ok(done)
}

/// A challenged ballot whose token is good.
struct Opened {
    position: u64,
    body: Challenged,
    context: BallotContext,
}

impl Opened {
    fn as_challenge(&self) -> OpenedBallot<'_> {
        let Challenged { ballot, choice, seed } = &self.body;
        OpenedBallot { ballot, choice: *choice, seed, ctx: &self.context }
    }
}

/// The positions of challenged ballots, and whether each comes out again.
fn check_opened(batch: &[Opened]) -> Result<Vec<(u64, bool)>, NoRandomness> {
    let opened: Vec<OpenedBallot<'_>> = batch.iter().map(Opened::as_challenge).collect();
    let verdicts = check_challenges(&opened, &mut weights()?);
    Ok(batch.iter().zip(verdicts).map(|(one, verdict)| (one.position, verdict.is_ok())).collect())
}

/// Where the weights of a batch come from: drawn when all its bytes are fixed (spec 4.5).
fn weights() -> Result<ChaCha20Rng, NoRandomness> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| NoRandomness)?;
    Ok(ChaCha20Rng::from_seed(seed))
}

/// Cast and challenged ballots that are still to be checked.
fn sort_out<'l>(
    evidence: &Evidence,
    log: &'l BoothLog,
    count: &mut BoothCount,
) -> (Vec<Pending<'l>>, Vec<Opened>) {
    let mut slips = Slips::of(evidence, log);
    let (mut pending, mut challenged) = (Vec::new(), Vec::new());
    for entry in &log.chain {
        let position = entry.entry().position();
        if entry.entry().kind() == Kind::Cast {
            let ballot = entry.entry().body_bytes();
            match slips.spend(position, ballot) {
                Ok((list, context)) => pending.push(Pending { position, list, ballot, context }),
                Err(reason) => count.set_aside.push(aside(evidence, log, position, reason)),
            }
            continue;
        }
        match entry.entry().body() {
            Ok(Body::Challenged(body)) => match slips.spend(position, &body.ballot) {
                Ok((_, context)) => challenged.push(Opened { position, body, context }),
                Err(_) => count.remarks.push((position, RemarkKind::ChallengeToken)),
            },
            Ok(Body::Event(event)) if event.event == EventKind::Exchange => {
                match event.exchange.filter(|exchange| slips.exchange(exchange)) {
                    Some(exchange) => slips.links.push(Link { position, exchange }),
                    None => count.remarks.push((position, RemarkKind::ExchangeInvalid)),
                }
            }
            Ok(Body::Closed(closed)) if closed.reason.is_some() => {
                count.remarks.push((position, RemarkKind::Accounting));
            }
            _ => {}
        }
    }
    (count.uses, count.links) = (slips.uses, slips.links);
    (pending, challenged)
}

/// What has become of the slips of one log so far.
struct Slips<'e> {
    evidence: &'e Evidence,
    booth: &'e BoothId,
    /// The lists of its TPS: a log may hold an exchange in every entry, and an election thousands of lists.
    lists: Vec<&'e Arc<TokenList>>,
    /// Used by a cast or challenged ballot.
    spent: BTreeSet<TokenHash>,
    /// Given for another slip.
    given: BTreeSet<TokenHash>,
    uses: Vec<TokenUse>,
    links: Vec<Link>,
}

impl<'e> Slips<'e> {
    fn of(evidence: &'e Evidence, log: &'e BoothLog) -> Self {
        let here = |list: &ListId| list.booth.village == log.id.village && list.booth.tps == log.id.tps;
        let village = evidence.definition().village(&log.id.village);
        let lists = village.into_iter().flat_map(Village::lists).map(|(list, _)| list).filter(here);
        Self {
            evidence,
            booth: &log.id,
            lists: lists.filter_map(|list| evidence.lists.get(&list)).collect(),
            spent: BTreeSet::new(),
            given: BTreeSet::new(),
            uses: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The list and context of a ballot whose token stands in a list of the booth and was not used before in this log.
    fn spend(&mut self, position: u64, ballot: &[u8]) -> Result<(ListId, BallotContext), Reason> {
        let Place { list, token, context } =
            self.evidence.place(self.booth, ballot).ok_or(Reason::NotInList)?;
        if !self.spent.insert(token) {
            return Err(Reason::TokenUsed);
        }
        self.uses.push(TokenUse { token, position });
        Ok((list, context))
    }

    /// Whether an exchange follows the rules as far as this log and the lists tell (spec 8.5): the new slip is this
    /// booth's, unused and not yet given; the old one is of the same TPS and dusun.
    fn exchange(&mut self, exchange: &Exchange) -> bool {
        let list_of = |token: &TokenHash, may: &dyn Fn(&BoothId) -> bool| {
            let holds = |list: &&Arc<TokenList>| may(&list.id().booth) && list.contains(token);
            self.lists.iter().copied().find(holds).map(|list| list.id().dusun)
        };
        let new = list_of(&exchange.new, &|booth| booth == self.booth);
        let old = list_of(&exchange.old, &|_| true);
        let same = new.is_some() && new == old;
        let fresh = exchange.old != exchange.new && !self.spent.contains(&exchange.new);
        same && fresh && self.given.insert(exchange.new)
    }
}

fn aside(evidence: &Evidence, log: &BoothLog, position: u64, reason: Reason) -> SetAside {
    let index = usize::try_from(position).unwrap_or(usize::MAX);
    let body = log.chain.get(index).map(|entry| entry.entry().body_bytes()).unwrap_or_default();
    let code = code_of(evidence, &log.id, body);
    SetAside { tps: log.id.tps, booth: log.id.booth, position, code, reason }
}
