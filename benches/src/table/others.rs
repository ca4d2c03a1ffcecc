//! What is not a proof: sums, decryption, log, tree, store, the merge of a village.

use anyhow::{Context as _, Result};
use ballot_crypto::{
    Ciphertext, CiphertextSum, DecryptionShare, DiscreteLog, ShareStatement, VerifiedBallot, VerifiedShare,
    combine,
};
use ballot_log::merkle::Tree;
use ballot_log::{ChainState, Durability, SignedEntry};
use ballot_store::{Options, Paths, SameDevice, Store, Verifier};
use election::{SetHash, Token};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng as _;

use super::COMPARED;
use crate::clock::{Cases, processor, wall};
use crate::log_floor::LogFloor;
use crate::markdown::{Table, number, ratio};
use crate::village::Village;
use crate::workload::Workload;

/// Ballots of the log that is followed and stored.
const LOG: usize = 256;
/// Leaves of the tree: the longest log of a booth that votes all day.
const LEAVES: usize = 4_096;
/// Most votes that are looked for when a total is decrypted.
const VOTES: u32 = 10_000;
/// Registered voters of the village that is merged.
const VOTERS: u32 = 600;

/// The table.
pub(super) fn table(rounds: u32) -> Result<String> {
    let setting = Setting::new()?;
    let mut cases = setting.cases()?;
    cases.run(rounds)?;
    Ok(to_markdown(&cases, setting.village.ballots))
}

/// What the cases work on.
pub struct Setting {
    workload: Workload,
    village: Village,
}

impl Setting {
    /// Makes a log in memory and a village on disk.
    ///
    /// # Errors
    /// As the simulation.
    pub fn new() -> Result<Self> {
        Ok(Self { workload: Workload::new(COMPARED, LOG)?, village: Village::simulate(VOTERS)? })
    }

    /// Everything that is measured here.
    ///
    /// # Errors
    /// Something does not work.
    pub fn cases(&self) -> Result<Cases<'_>> {
        let mut cases = Cases::default();
        sums(&mut cases, &self.workload)?;
        decryption(&mut cases, &self.workload)?;
        log(&mut cases, &self.workload)?;
        store(&mut cases, &self.workload, "store, relaxed", Durability::Relaxed)?;
        store(&mut cases, &self.workload, "store, full durability", Durability::Full)?;
        merge(&mut cases, &self.village)?;
        Ok(cases)
    }
}

fn sums<'w>(cases: &mut Cases<'w>, workload: &'w Workload) -> Result<()> {
    let verify = |(ballot, context): (ballot_crypto::EncryptedBallot, _)| Ok(ballot.verify(&context)?);
    let ballots: Vec<VerifiedBallot> =
        workload.decoded(LOG)?.into_iter().map(verify).collect::<Result<_>>()?;
    cases.add("sum", LOG, move || {
        processor(|| {
            let mut sum = CiphertextSum::new(workload.options());
            ballots.iter().try_for_each(|ballot| sum.add(ballot))?;
            Ok(sum)
        })
    });
    Ok(())
}

fn decryption<'w>(cases: &mut Cases<'w>, workload: &'w Workload) -> Result<()> {
    let mut random = ChaCha20Rng::seed_from_u64(7);
    let mut sum = CiphertextSum::new(workload.options());
    for (ballot, context) in workload.decoded(LOG)? {
        sum.add(&ballot.verify(&context)?)?;
    }
    let sum = *sum.ciphertexts().first().context("a first option")?;
    let trustees = workload.trustees();
    let statements: Vec<ShareStatement> =
        trustees.iter().map(|share| statement(share, sum)).collect::<Result<_>>()?;
    let first = statements.first().cloned().context("a trustee")?;
    let share = trustees.first().context("a trustee")?;
    let answers: Vec<DecryptionShare> =
        trustees.iter().zip(&statements).map(|(share, of)| share.decrypt(of, &mut random)).collect();
    let verified: Vec<VerifiedShare> =
        answers.iter().zip(&statements).map(|(answer, of)| Ok(answer.verify(of)?)).collect::<Result<_>>()?;
    let total = combine(Workload::threshold(), &verified, &sum)?;
    let table = DiscreteLog::up_to(VOTES);
    anyhow::ensure!(table.solve(&total).is_some(), "the total is not found");
    let (of, answer) = (first.clone(), answers.first().copied().context("an answer")?);
    cases.add("share", 16, move || {
        processor(|| Ok((0..16).map(|_| share.decrypt(&first, &mut random)).collect::<Vec<_>>()))
    });
    cases.add("share verified", 16, move || {
        processor(|| (0..16).try_for_each(|_| Ok(answer.verify(&of).map(|_| ())?)))
    });
    cases.add("combined", 16, move || {
        processor(|| {
            (0..16).map(|_| Ok(combine(Workload::threshold(), &verified, &sum)?)).collect::<Result<Vec<_>>>()
        })
    });
    cases.add("table of logarithms", 1, || processor(|| Ok(DiscreteLog::up_to(VOTES))));
    cases.add("logarithm", 16, move || processor(|| Ok((0..16).filter_map(|_| table.solve(&total)).count())));
    Ok(())
}

fn statement(share: &ballot_crypto::SecretShare, sum: Ciphertext) -> Result<ShareStatement> {
    Ok(ShareStatement {
        election: Workload::election(),
        village: "1607062001".parse()?,
        set: SetHash::new([9; 32]),
        group: 1,
        option: 1,
        trustee: share.trustee(),
        verifying_share: share.verifying_share(),
        sum,
    })
}

fn log<'w>(cases: &mut Cases<'w>, workload: &'w Workload) -> Result<()> {
    let (entries, identity, codes) =
        (workload.log(Durability::Relaxed)?, workload.identity()?, workload.codes());
    let leaves: Vec<_> =
        entries.iter().map(|entry| entry.entry().hash().into()).cycle().take(LEAVES).collect();
    let tree = Tree::new(leaves.clone())?;
    cases.add("chain", LOG, move || {
        let received = entries.clone();
        processor(|| {
            let mut chain = ChainState::new(identity.clone());
            for entry in received {
                let entry = entry.verify(&identity)?;
                if let Some(code) = entry.entry().body_bytes().get(..Token::LENGTH).and_then(|t| codes.get(t))
                {
                    entry.check_receipt(code)?;
                }
                chain.push(&entry)?;
            }
            Ok(chain)
        })
    });
    cases.add("tree", LEAVES, move || processor(|| Ok(Tree::new(leaves.clone())?)));
    cases.add("inclusion proof", 16, move || {
        processor(|| (0..16).map(|index| Ok(tree.prove(index * 200)?)).collect::<Result<Vec<_>>>())
    });
    Ok(())
}

/// Appends a whole log, entry by entry. Full durability waits for the disk, so the clock on the wall counts.
fn store<'w>(
    cases: &mut Cases<'w>,
    workload: &'w Workload,
    name: &str,
    durability: Durability,
) -> Result<()> {
    let mut entries = workload.log(durability)?;
    if durability == Durability::Full {
        entries.truncate(32);
    }
    cases.add(name, entries.len(), move || {
        let folder = tempfile::tempdir()?;
        let paths =
            Paths { log: folder.path().join("log.sqlite"), mirror: folder.path().join("mirror.plkm") };
        let options = Options { durability, same_device: SameDevice::Allowed, frames: 1_024 };
        let codes = workload.codes();
        let code_of = move |ballot: &[u8]| codes.get(ballot.get(..Token::LENGTH)?).copied();
        let verifier = Verifier::new(workload.identity()?, Box::new(code_of));
        let (mut store, _) = Store::create(&paths, verifier, &options)?;
        let mut append = |entries: Vec<SignedEntry>| -> Result<()> {
            for entry in entries {
                store.append(entry)?;
            }
            Ok(())
        };
        let entries = entries.clone();
        if durability == Durability::Full { wall(|| append(entries)) } else { processor(|| append(entries)) }
    });
    Ok(())
}

/// Reading the files of a village and merging them, and the floor of its logs.
fn merge<'v>(cases: &mut Cases<'v>, village: &'v Village) -> Result<()> {
    let floor = LogFloor::read(&village.definition(), &village.inputs())?;
    cases.add("village floor", village.ballots, move || processor(|| floor.run()));
    cases.add("village read", village.ballots, move || processor(|| village.read()));
    let evidence = village.read()?;
    cases.add("village merged", village.ballots, move || {
        processor(|| Ok(tally::merge(&evidence, &tally::NoProgress)?))
    });
    Ok(())
}

fn to_markdown(cases: &Cases<'_>, ballots: usize) -> String {
    let us = |name: &str| cases.micros(name);
    let mut table = Table::new(&["", "us", "for each"]);
    let options = format!("ballot, {COMPARED} options");
    let rows = [
        ("sum", "adding to a sum", options.as_str()),
        ("share", "a trustee's share with its proof", "sum of one option"),
        ("share verified", "checking it", "share"),
        ("combined", "combining two shares", "sum of one option"),
        ("table of logarithms", "the table for totals up to 10,000", "election"),
        ("logarithm", "finding the total", "sum of one option"),
        ("chain", "following a log: two signatures, chain, tree", "entry"),
        ("tree", "the tree of a log of 4,096", "entry"),
        ("inclusion proof", "a proof in it", "proof"),
        ("store, relaxed", "storing, relaxed", "entry"),
        ("store, full durability", "storing, full durability, by the clock on the wall", "entry"),
    ];
    for (case, name, unit) in rows {
        table.row(&[name.to_owned(), number(us(case)), unit.to_owned()]);
    }
    let village = format!("ballot of a village of {ballots}");
    let (floor, read, merged) = ("floor of its logs with all signatures", "reading its files", "merging it");
    table.row(&[floor.to_owned(), number(us("village floor")), village.clone()]);
    table.row(&[read.to_owned(), number(us("village read")), village.clone()]);
    let to_floor = ratio(cases.ratio(&["village read", "village merged"], &["village floor"]));
    table.row(&[
        format!("{merged}; with reading {to_floor} times the floor"),
        number(us("village merged")),
        village,
    ]);
    format!("{}\n", table.into_text())
}
