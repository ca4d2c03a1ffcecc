//! What all bulletins say together, village by village, and every difference.

use std::collections::{BTreeMap, BTreeSet};

use election::definition::Village;
use election::{Definition, KeyName, SetHash, TpsNumber};
use tally::{Bulletin, Difference, Merged, RowSum, add_up};

use super::inputs::{Carrier, Heard};

/// One statement with all that carried it.
pub(crate) struct Statement {
    pub(crate) bulletin: Bulletin,
    pub(crate) carriers: BTreeSet<Carrier>,
    pub(crate) signers: BTreeSet<KeyName>,
    pub(crate) sets: BTreeSet<SetHash>,
    pub(crate) sources: BTreeSet<String>,
}

/// A village of which bulletins have come in.
pub(crate) struct Standing<'a> {
    pub(crate) village: &'a Village,
    /// The whole village first, then rows by polling place.
    pub(crate) statements: Vec<Statement>,
    /// The rows together, if they do not contradict each other.
    pub(crate) sum: Option<RowSum>,
    /// The record's own statements, if a record with a result was given.
    pub(crate) record: Option<Official>,
    pub(crate) findings: Vec<Finding>,
}

/// What the verified record says of a village.
pub(crate) struct Official {
    pub(crate) set: SetHash,
    pub(crate) bulletins: Vec<Bulletin>,
}

/// Something that does not agree.
pub(crate) enum Finding {
    /// Two bulletins about the same polling places.
    Bulletins { tps: Vec<TpsNumber>, one: String, two: String, difference: Difference },
    /// Rows that share polling places without being the same row.
    Overlap { tps: TpsNumber },
    /// The sum of all rows and a bulletin of the village.
    Sum { difference: Difference, source: String },
    /// A bulletin and the record.
    Record { tps: Vec<TpsNumber>, difference: Difference, source: String },
    /// A bulletin about polling places that the record has in no such row.
    NoRow { tps: Vec<TpsNumber>, source: String },
    /// A QR code over another count set than the record's.
    Set { tps: Vec<TpsNumber>, source: String },
}

impl Statement {
    /// Where it came from.
    pub(crate) fn source(&self) -> String {
        self.sources.iter().cloned().collect::<Vec<_>>().join(", ")
    }
}

/// Puts together what was heard, and compares it.
pub(crate) fn standings<'a>(
    definition: &'a Definition,
    record: Option<&Merged>,
    heard: Vec<Heard>,
) -> Vec<Standing<'a>> {
    let mut statements = joined(heard);
    let mut all = Vec::new();
    for village in definition.villages() {
        let (own, others) = statements.into_iter().partition(|s| s.bulletin.village == village.code);
        statements = others;
        if own.is_empty() {
            continue;
        }
        let record = record.and_then(|merged| official(village, merged));
        all.push(Standing::of(village, own, record));
    }
    all
}

/// The same statement from several sources is one.
fn joined(heard: Vec<Heard>) -> Vec<Statement> {
    let mut all: BTreeMap<Bulletin, Statement> = BTreeMap::new();
    for Heard { bulletin, signed, carrier, source } in heard {
        let statement = all.entry(bulletin.clone()).or_insert_with(|| Statement {
            bulletin,
            carriers: BTreeSet::new(),
            signers: BTreeSet::new(),
            sets: BTreeSet::new(),
            sources: BTreeSet::new(),
        });
        statement.carriers.insert(carrier);
        statement.sources.insert(source);
        if let Some((set, signer)) = signed {
            statement.sets.insert(set);
            statement.signers.insert(signer);
        }
    }
    all.into_values().collect()
}

fn official(village: &Village, merged: &Merged) -> Option<Official> {
    let result = merged.village(&village.code)?.result.as_ref()?;
    Some(Official { set: result.set, bulletins: Bulletin::of(village, result).ok()? })
}

impl<'a> Standing<'a> {
    fn of(village: &'a Village, statements: Vec<Statement>, record: Option<Official>) -> Self {
        let mut findings = Vec::new();
        between_bulletins(&statements, &mut findings);
        let rows: Vec<&Bulletin> = statements.iter().map(|s| &s.bulletin).filter(|b| !b.is_whole()).collect();
        let sum = if rows.is_empty() { None } else { add_up(rows.iter().copied()) };
        let all = sum.as_ref().filter(|sum| sum.tps.len() == village.tps.len());
        if let Some(sum) = all {
            for whole in statements.iter().filter(|s| s.bulletin.is_whole()) {
                let of_sum = sum.differences(&whole.bulletin).into_iter();
                findings.extend(of_sum.map(|difference| Finding::Sum { difference, source: whole.source() }));
            }
        }
        if let Some(record) = &record {
            statements.iter().for_each(|statement| with_record(statement, record, &mut findings));
        }
        Self { village, statements, sum, record, findings }
    }
}

/// Every statement is compared with the first about its place alone: anybody can send thousands that differ.
fn between_bulletins(statements: &[Statement], findings: &mut Vec<Finding>) {
    let mut firsts: BTreeMap<&[TpsNumber], &Statement> = BTreeMap::new();
    for two in statements {
        let tps = two.bulletin.tps.as_slice();
        let one = *firsts.entry(tps).or_insert(two);
        let differences = one.bulletin.differences(&two.bulletin).into_iter();
        findings.extend(differences.map(|difference| Finding::Bulletins {
            tps: tps.to_vec(),
            one: one.source(),
            two: two.source(),
            difference,
        }));
    }
    let mut rows_of: BTreeMap<TpsNumber, usize> = BTreeMap::new();
    for tps in firsts.keys().flat_map(|tps| tps.iter()) {
        *rows_of.entry(*tps).or_default() += 1;
    }
    let shared = rows_of.into_iter().filter(|(_, rows)| *rows > 1);
    findings.extend(shared.map(|(tps, _)| Finding::Overlap { tps }));
}

fn with_record(statement: &Statement, record: &Official, findings: &mut Vec<Finding>) {
    let tps = statement.bulletin.tps.clone();
    let source = statement.source();
    if statement.sets.iter().any(|set| *set != record.set) {
        findings.push(Finding::Set { tps: tps.clone(), source: source.clone() });
    }
    let Some(own) = record.bulletins.iter().find(|own| own.tps == tps) else {
        findings.push(Finding::NoRow { tps, source });
        return;
    };
    let differences = statement.bulletin.differences(own).into_iter();
    findings.extend(differences.map(|difference| Finding::Record {
        tps: tps.clone(),
        difference,
        source: source.clone(),
    }));
}
