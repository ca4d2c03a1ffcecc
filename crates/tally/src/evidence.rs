//! What came in and passed its checks: the only way into the tally (spec 8.1).
//!
//! Every byte from outside, from any command, passes one of the `add_*` methods. They keep what is validly signed and
//! name the rest; the order of calls, repetitions and names of files leave no trace, because everything is kept in
//! sorted sets and of several valid signatures of one key over one text the smallest is used.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::Read;
use std::sync::Arc;

use ballot_crypto::{Acceptance, BallotContext, ContextParts, OptionCount, token_of};
use ballot_log::{
    BundleError, BundleReader, EntryCopies, Kind, LogHeader, LogIdentity, MAX_RECORDS, Receipt, SignedEntry,
    VerifiedEntry,
};
use election::definition::{Booth, Definition, Village};
use election::{
    AcceptanceFile, BallotCode, BoothId, DecisionHash, EntryHash, ListId, SetHash, SignedNote, StatementHash,
    Token, TokenHash, TokenList, TrusteeNumber, VillageCode,
};
use rayon::prelude::*;

use crate::check::Check;
use crate::count_set::{CountSet, set_hash};
use crate::decision::SignedDecision;
use crate::message::{Added, Message, Problem, refuse};
use crate::shares::ShareFile;
use crate::signing::{committee_keys, joined, village_of};
use crate::statement::SignedStatement;

/// Validly signed entries of one booth, by position and hash.
pub(crate) type BoothEntries = BTreeMap<(u64, EntryHash), EntryCopies>;

/// So many entries of one booth are kept, as many as a record's bundle holds. A booth that has signed as many or more is
/// broken: what merges the record must find in it what was found before.
pub(crate) const MOST_ENTRIES: usize = MAX_RECORDS as usize;

/// Records of one file that the booth of its header has not signed, or that repeat an entry with other parts, before an
/// intake gives the file up. An honest log has none; each costs a check of a signature.
pub const MOST_FORGED: usize = 1_000;

/// Records of a bundle that are in memory before their signatures are checked.
const AT_ONCE: usize = 4_096;
/// Records for which it is worth while to wake another core.
const FEWEST: usize = 32;

/// A record that a booth of the election has signed.
#[derive(Debug, Clone)]
pub struct BoothRecord {
    booth: BoothId,
    entry: VerifiedEntry,
}

/// A count set with at least m valid committee signatures.
#[derive(Debug, Clone)]
pub(crate) struct SignedSet {
    pub(crate) bytes: Vec<u8>,
    pub(crate) set: CountSet,
    pub(crate) note: SignedNote,
}

/// Everything valid that was found for one election.
#[derive(Debug, Clone)]
pub struct Evidence {
    definition: Arc<Definition>,
    definition_bytes: Arc<[u8]>,
    identities: BTreeMap<BoothId, LogIdentity>,
    pub(crate) seal: Option<SignedNote>,
    pub(crate) acceptances: BTreeMap<(VillageCode, TrusteeNumber), AcceptanceFile>,
    pub(crate) lists: BTreeMap<ListId, Arc<TokenList>>,
    pub(crate) logs: BTreeMap<BoothId, BoothEntries>,
    pub(crate) checkpoints: BTreeMap<BoothId, BTreeMap<String, SignedNote>>,
    pub(crate) receipts: BTreeMap<BoothId, BTreeMap<(BallotCode, EntryHash), Receipt>>,
    pub(crate) sets: BTreeMap<VillageCode, BTreeMap<SetHash, SignedSet>>,
    pub(crate) shares: BTreeMap<(VillageCode, SetHash), BTreeMap<Vec<u8>, ShareFile>>,
    /// Decisions with at least m valid signatures.
    pub(crate) decisions: BTreeMap<VillageCode, BTreeMap<DecisionHash, SignedDecision>>,
    /// Statements that are signed well enough.
    pub(crate) statements: BTreeMap<VillageCode, BTreeMap<StatementHash, SignedStatement>>,
    /// Checkpoints of the election tree that the authority has signed, by text.
    pub(crate) roots: BTreeMap<String, SignedNote>,
    /// Notes that too few have signed to be evidence yet, by text.
    pub(crate) pending: BTreeMap<String, SignedNote>,
}

impl Evidence {
    /// No evidence yet, for the election of this `election.json`.
    ///
    /// # Errors
    /// Everything that [`Definition::parse`] refuses.
    pub fn new(definition_bytes: Vec<u8>) -> Result<Self, election::definition::DefinitionError> {
        let definition = Definition::parse(&definition_bytes)?;
        let identities = definition
            .booths()
            .filter_map(|(id, _)| Some((id.clone(), LogIdentity::of(&definition, &id)?)))
            .collect();
        Ok(Self {
            definition: Arc::new(definition),
            definition_bytes: definition_bytes.into(),
            identities,
            seal: None,
            acceptances: BTreeMap::new(),
            lists: BTreeMap::new(),
            logs: BTreeMap::new(),
            checkpoints: BTreeMap::new(),
            receipts: BTreeMap::new(),
            sets: BTreeMap::new(),
            shares: BTreeMap::new(),
            decisions: BTreeMap::new(),
            statements: BTreeMap::new(),
            roots: BTreeMap::new(),
            pending: BTreeMap::new(),
        })
    }

    /// What there is about one village: all that its count set and its result are made of. Statements are not in it, nor
    /// what the authority has signed about the whole election.
    #[must_use]
    pub fn of_village(&self, code: &VillageCode) -> Self {
        let village = self.definition.village(code);
        let lists = village.into_iter().flat_map(Village::lists).map(|(id, _)| id);
        let booths = village.into_iter().flat_map(Village::booths).map(|(id, _)| id);
        let booths: Vec<BoothId> = booths.collect();
        let set = |byte| (code.clone(), SetHash::new([byte; 32]));
        Self {
            definition: Arc::clone(&self.definition),
            definition_bytes: Arc::clone(&self.definition_bytes),
            identities: of_booths(&self.identities, &booths),
            seal: self.seal.clone(),
            acceptances: self.acceptances.iter().filter(|((v, _), _)| v == code).map(cloned).collect(),
            lists: lists.filter_map(|id| self.lists.get(&id).map(|list| (id, Arc::clone(list)))).collect(),
            logs: of_booths(&self.logs, &booths),
            checkpoints: of_booths(&self.checkpoints, &booths),
            receipts: of_booths(&self.receipts, &booths),
            sets: self.sets.get_key_value(code).map(cloned).into_iter().collect(),
            shares: self.shares.range(set(0)..=set(0xff)).map(cloned).collect(),
            decisions: self.decisions.get_key_value(code).map(cloned).into_iter().collect(),
            statements: BTreeMap::new(),
            roots: BTreeMap::new(),
            pending: self
                .pending
                .iter()
                .filter(|(text, _)| village_of(text).is_some_and(|v| v == *code))
                .map(cloned)
                .collect(),
        }
    }

    /// Takes back what [`Evidence::of_village`] gave out: its logs, and the signatures that became evidence meanwhile.
    pub(crate) fn put_back(&mut self, code: &VillageCode, village: Self) {
        self.pending.retain(|text, _| village_of(text).is_none_or(|own| own != *code));
        self.pending.extend(village.pending);
        self.logs.retain(|booth, _| booth.village != *code);
        self.logs.extend(village.logs);
        self.sets.extend(village.sets);
    }

    /// The definition.
    #[must_use]
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// The bytes of `election.json`.
    #[must_use]
    pub fn definition_bytes(&self) -> &[u8] {
        &self.definition_bytes
    }

    pub(crate) fn identity(&self, booth: &BoothId) -> Option<&LogIdentity> {
        self.identities.get(booth)
    }

    /// Adds a seal (spec 2.1).
    pub fn add_seal(&mut self, bytes: &[u8]) -> Added {
        let note = SignedNote::parse(bytes).and_then(|note| self.definition.check_seal(&note));
        match note {
            Ok(mut note) => {
                if let Some(known) = &self.seal {
                    note.absorb(known);
                    note = self.definition.check_seal(&note).unwrap_or(note);
                }
                self.seal = Some(note);
                Added::one()
            }
            Err(error) => refuse(Check::Seal, error),
        }
    }

    /// Adds a token list (spec 5.3) if it is the one that the definition names.
    pub fn add_token_list(&mut self, bytes: &[u8]) -> Added {
        let list = match TokenList::parse(bytes) {
            Ok(list) => list,
            Err(error) => return refuse(Check::TokenLists, error),
        };
        let heads = self.definition.booth(&list.id().booth).map(|booth| &booth.lists);
        let head = heads.and_then(|heads| heads.iter().find(|head| head.dusun == list.id().dusun));
        match head {
            Some(head) if head.is_of(&list) => {
                self.lists.insert(list.id().clone(), Arc::new(list));
                Added::one()
            }
            Some(_) => refuse(
                Check::TokenLists,
                Message::new(
                    format!("list {} is not the one that the definition seals", list.id()),
                    format!("daftar {} bukan yang disegel dalam definisi", list.id()),
                ),
            ),
            None => refuse(
                Check::TokenLists,
                Message::new(
                    format!("the definition has no list {}", list.id()),
                    format!("tidak ada daftar {} dalam definisi", list.id()),
                ),
            ),
        }
    }

    /// Adds a trustee's acceptance (spec 3.4).
    pub fn add_acceptance(&mut self, bytes: &[u8]) -> Added {
        match self.check_acceptance(bytes) {
            Ok(file) => {
                let key = (file.village.clone(), file.trustee);
                match self.acceptances.get(&key) {
                    Some(known) if *known <= file => {}
                    _ => {
                        self.acceptances.insert(key, file);
                    }
                }
                Added::one()
            }
            Err(message) => refuse(Check::Acceptances, message),
        }
    }

    /// Paths in the record of the acceptances that a village's trustees still owe (spec 3.4).
    #[must_use]
    pub fn missing_acceptances(&self, village: &Village) -> Vec<String> {
        let numbers = (1_u32..).zip(&village.trustees.members);
        let trustees = numbers.filter_map(|(number, _)| TrusteeNumber::try_from(number).ok());
        let missing = trustees.filter(|t| !self.acceptances.contains_key(&(village.code.clone(), *t)));
        missing.map(|t| format!("acceptances/{}-t{:02}.json", village.code, t.get())).collect()
    }

    fn check_acceptance(&self, bytes: &[u8]) -> Result<AcceptanceFile, Message> {
        let file = AcceptanceFile::parse(bytes)?;
        let refused = |english, indonesian| {
            Message::new(english, indonesian).of(
                format_args!("acceptance of trustee {} in village {}", file.trustee, file.village),
                format_args!("persetujuan wali kunci {} di desa {}", file.trustee, file.village),
            )
        };
        if file.election != self.definition.id() {
            return Err(refused("it is for another election", "untuk pemilihan lain"));
        }
        let index = usize::from(file.trustee.get()).saturating_sub(1);
        let member = self.definition.village(&file.village).and_then(|v| v.trustees.members.get(index));
        let member = member.ok_or_else(|| {
            refused("the definition has no such trustee", "tidak ada wali kunci itu dalam definisi")
        })?;
        let proof = Acceptance::from_bytes(&file.proof())
            .map_err(|_| refused("its numbers are not canonical", "bilangannya tidak berbentuk baku"))?;
        proof
            .verify(&file.election, &file.village, file.trustee, &member.verifying_share)
            .map_err(|_| refused("the proof does not hold", "buktinya tidak sah"))?;
        Ok(file)
    }

    /// The village of the booth whose bundle this is, told by its head alone; `None` if it is refused as a whole.
    pub fn village_of_bundle(&self, source: impl Read) -> Option<VillageCode> {
        let reader = BundleReader::new(source).ok()?;
        self.village_of_log(&reader.header().log)
    }

    /// The village of the booth whose log begins with this header; `None` if it is none of this election.
    #[must_use]
    pub fn village_of_log(&self, header: &LogHeader) -> Option<VillageCode> {
        let identity = self.identities.get(&header.booth)?;
        header.matches(identity).then(|| header.booth.village.clone())
    }

    /// Adds every validly signed entry of a bundle (spec 6.5). Damaged records are named and do not hinder the others.
    ///
    /// Reads record by record: a bundle of any length needs memory for what is valid in it, not for its bytes.
    pub fn add_bundle(&mut self, source: impl Read) -> Added {
        self.add_bundle_until(source, usize::MAX)
    }

    /// [`Evidence::add_bundle`] of a file of which nobody knows how long somebody has made it: after [`MOST_FORGED`]
    /// forged records the rest is not read.
    pub fn add_bundle_of_intake(&mut self, source: impl Read) -> Added {
        self.add_bundle_until(source, MOST_FORGED)
    }

    fn add_bundle_until(&mut self, source: impl Read, most_forged: usize) -> Added {
        let reader = match BundleReader::new(source) {
            Ok(reader) => reader,
            Err(error) => return refuse(Check::Bundles, error),
        };
        let header = reader.header();
        let booth = header.log.booth.clone();
        let identity = self.identities.get(&booth).filter(|identity| header.log.matches(identity)).cloned();
        let Some(identity) = identity else {
            return refuse(Check::Bundles, Message::foreign_log(&booth));
        };
        let mut added = Added::default();
        let mut reader = reader.fuse();
        let (mut forged, mut last) = (0, None);
        loop {
            let records: Vec<_> = reader.by_ref().take(AT_ONCE).collect();
            if records.is_empty() {
                return added;
            }
            for record in self.check_records(&identity, records) {
                let entry = record.as_ref().ok().map(|record| record.place);
                // Records come in order, so that one entry with other parts stands beside itself.
                let is_again = entry.is_some() && entry == last;
                last = entry.or(last);
                forged += usize::from(is_again);
                match record {
                    Ok(record) => {
                        added.valid += 1;
                        record.new.into_iter().for_each(|entry| self.insert(&identity.booth, entry));
                    }
                    Err(problem) => {
                        forged += usize::from(problem.check == Check::EntrySignatures);
                        added.problems.push(problem);
                    }
                }
                if forged >= most_forged {
                    added.problems.insert(0, Problem::new(Check::Bundles, Message::given_up()));
                    return added;
                }
            }
        }
    }

    /// Checks records that were read from one bundle, on all cores.
    fn check_records(
        &self,
        identity: &LogIdentity,
        records: Vec<Result<SignedEntry, BundleError>>,
    ) -> Vec<Result<Checked, Problem>> {
        let nothing = BoothEntries::new();
        let known = self.logs.get(&identity.booth).unwrap_or(&nothing);
        let check = |record: Result<SignedEntry, BundleError>| match record {
            Err(error) => Err(Problem::new(Check::Bundles, error)),
            Ok(record) if is_known(known, &record) => {
                Ok(Checked { place: (record.entry().position(), record.entry().hash()), new: None })
            }
            Ok(record) => verified(record, identity)
                .map(|new| Checked { place: (new.entry().position(), new.hash()), new: Some(new) }),
        };
        records.into_par_iter().with_min_len(FEWEST).map(check).collect()
    }

    /// Keeps a verified entry. A booth of which nothing was verified has no log.
    fn insert(&mut self, booth: &BoothId, entry: VerifiedEntry) {
        let known = self.logs.entry(booth.clone()).or_default();
        match known.entry((entry.entry().position(), entry.hash())) {
            Entry::Vacant(place) => {
                place.insert(EntryCopies::new(entry));
            }
            Entry::Occupied(mut place) => {
                place.get_mut().add(entry);
            }
        }
        keep_first(known, MOST_ENTRIES);
    }

    /// Adds one record of a booth's log, from whatever medium it was read.
    pub fn add_record(&mut self, booth: &BoothId, record: SignedEntry) -> Added {
        match self.verify_record(booth, record) {
            Ok(record) => {
                self.insert_record(record);
                Added::one()
            }
            Err(problem) => Added::refused(problem),
        }
    }

    /// Checks one record of a booth's log without keeping it: several files can be read at once.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn verify_record(&self, booth: &BoothId, record: SignedEntry) -> Result<BoothRecord, Problem> {
        let identity = self.identities.get(booth).ok_or_else(|| {
            let message = Message::new(
                format!("the definition has no booth {booth}"),
                format!("tidak ada bilik {booth} dalam definisi"),
            );
            Problem::new(Check::Bundles, message)
        })?;
        Ok(BoothRecord { booth: booth.clone(), entry: verified(record, identity)? })
    }

    /// Keeps what was [verified](Self::verify_record), of another election nothing.
    pub fn insert_record(&mut self, record: BoothRecord) {
        let BoothRecord { booth, entry } = record;
        let is_own = |own: &LogIdentity| (own.election, own.key) == (*entry.election(), *entry.signer());
        if self.identities.get(&booth).is_some_and(is_own) {
            self.insert(&booth, entry);
        }
    }

    /// Where a ballot of this booth could belong: one place for each of its lists.
    pub(crate) fn places(&self, id: &BoothId, ballot: &[u8]) -> Vec<Place> {
        let Some((village, booth)) = self.definition.village(&id.village).zip(self.definition.booth(id))
        else {
            return Vec::new();
        };
        places(&self.definition, village, booth, id, ballot)
    }

    /// Where a ballot belongs: the list of this booth that holds the token at its head.
    pub(crate) fn place(&self, id: &BoothId, ballot: &[u8]) -> Option<Place> {
        let is_listed =
            |place: &Place| self.lists.get(&place.list).is_some_and(|found| found.contains(&place.token));
        token_of(ballot)?;
        self.places(id, ballot).into_iter().find(is_listed)
    }

    /// Adds a voter's receipt (spec 6.8).
    pub fn add_receipt(&mut self, bytes: &[u8]) -> Added {
        let receipt = match Receipt::parse(bytes) {
            Ok(receipt) => receipt,
            Err(error) => return refuse(Check::Receipts, error),
        };
        let booth = receipt.booth.clone();
        let valid = self.identities.get(&booth).is_some_and(|identity| receipt.verify(identity).is_ok());
        if !valid {
            return refuse(
                Check::Receipts,
                Message::new(
                    "the receipt is not signed by a booth of this election",
                    "tanda terima ini tidak ditandatangani oleh bilik dalam pemilihan ini",
                ),
            );
        }
        let known = self.receipts.entry(booth).or_default();
        match known.get(&(receipt.code, receipt.entry)) {
            Some(kept) if kept.signature <= receipt.signature => {}
            _ => {
                known.insert((receipt.code, receipt.entry), receipt);
            }
        }
        Added::one()
    }

    /// Adds a count set that m committee keys have signed (spec 9.5).
    pub fn add_set(&mut self, bytes: &[u8], note: &[u8]) -> Added {
        match self.check_set(bytes, note) {
            Ok(signed) => {
                let hash = set_hash(bytes);
                let keys = self.definition.village(&signed.set.village).map(committee_keys);
                let of_village = self.sets.entry(signed.set.village.clone()).or_default();
                match of_village.get_mut(&hash) {
                    Some(known) => {
                        known.note = joined(&known.note, &signed.note, &keys.unwrap_or_default());
                    }
                    None => {
                        of_village.insert(hash, signed);
                    }
                }
                Added::one()
            }
            Err(problem) => Added::refused(problem),
        }
    }

    fn check_set(&self, bytes: &[u8], note: &[u8]) -> Result<SignedSet, Problem> {
        let set = CountSet::parse(bytes).map_err(|e| Problem::new(Check::CountSets, e))?;
        let refused = |message: Message| Problem::new(Check::Committee, message.of_village(&set.village));
        if set.election != self.definition.id() {
            let message = Message::new(
                "the count set is of another election",
                "himpunan suara ini dari pemilihan lain",
            );
            return Err(refused(message));
        }
        let village = self.definition.village(&set.village).ok_or_else(|| {
            refused(Message::new("it is not in the definition", "tidak ada dalam definisi"))
        })?;
        let note = SignedNote::parse(note).map_err(|e| refused(e.into()))?;
        if note.text() != self.definition.set_text(&set.village, set_hash(bytes)) {
            return Err(refused(Message::new(
                "the committee's note signs another count set",
                "panitia menandatangani himpunan suara lain",
            )));
        }
        let note = note.keep_known(&committee_keys(village)).map_err(|e| refused(e.into()))?;
        let (given, needed) = (note.signatures().len(), usize::from(village.committee.threshold));
        if given < needed {
            return Err(refused(Message::new(
                format!("{given} of {needed} needed committee signatures"),
                format!("baru {given} dari {needed} tanda tangan panitia yang diperlukan"),
            )));
        }
        Ok(SignedSet { bytes: bytes.to_vec(), set, note })
    }

    /// Adds a trustee's share file. Its proofs are checked when its count set is known.
    pub fn add_shares(&mut self, bytes: &[u8]) -> Added {
        let file = match ShareFile::parse(bytes) {
            Ok(file) => file,
            Err(error) => return refuse(Check::Shares, error),
        };
        if file.format != crate::shares::FORMAT || file.election != self.definition.id() {
            let message = Message::new(
                "the shares are of another election",
                "bagian wali kunci ini dari pemilihan lain",
            );
            return refuse(Check::Shares, message);
        }
        let members = self.definition.village(&file.village).map_or(0, |v| v.trustees.members.len());
        if usize::from(file.trustee.get()) > members {
            let message = Message::new(
                format!("village {} has no trustee {}", file.village, file.trustee),
                format!("desa {} tidak mempunyai wali kunci {}", file.village, file.trustee),
            );
            return refuse(Check::Shares, message);
        }
        self.shares.entry((file.village.clone(), file.set)).or_default().insert(bytes.to_vec(), file);
        Added::one()
    }

    /// Number of validly signed entries.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.logs.values().map(BTreeMap::len).sum()
    }

    /// Number of cast entries among them.
    #[must_use]
    pub fn cast(&self) -> usize {
        self.logs.values().map(count_cast).sum()
    }

    /// Number of validly signed entries of a village.
    pub(crate) fn entries_of(&self, village: &VillageCode) -> usize {
        self.logs_of(village).map(BTreeMap::len).sum()
    }

    /// Number of cast entries among them.
    pub(crate) fn cast_of(&self, village: &VillageCode) -> usize {
        self.logs_of(village).map(count_cast).sum()
    }

    fn logs_of(&self, village: &VillageCode) -> impl Iterator<Item = &BoothEntries> {
        self.logs.iter().filter(move |(booth, _)| booth.village == *village).map(|(_, log)| log)
    }
}

/// A record of a bundle that is validly signed.
struct Checked {
    /// Position and hash of its entry.
    place: (u64, EntryHash),
    /// Nothing if this very record was verified before.
    new: Option<VerifiedEntry>,
}

fn count_cast(log: &BoothEntries) -> usize {
    log.values().filter(|copies| copies.entry().entry().kind() == Kind::Cast).count()
}

fn verified(record: SignedEntry, identity: &LogIdentity) -> Result<VerifiedEntry, Problem> {
    let position = record.entry().position();
    record.verify(identity).map_err(|error| Problem::at(Check::EntrySignatures, position, error))
}

/// Whether the very same record was verified before: a log comes on several sticks.
fn is_known(known: &BoothEntries, record: &SignedEntry) -> bool {
    let position = record.entry().position();
    // As a rule nothing is known of a position, and nothing need be hashed.
    at(known, position).next().is_some()
        && known.get(&(position, record.entry().hash())).is_some_and(|copies| copies.holds(record))
}

/// All entries at one position.
pub(crate) fn at(
    entries: &BoothEntries,
    position: u64,
) -> impl Iterator<Item = (&(u64, EntryHash), &EntryCopies)> {
    entries.range((position, EntryHash::new([0; 32]))..=(position, EntryHash::new([0xff; 32])))
}

fn of_booths<T: Clone>(all: &BTreeMap<BoothId, T>, booths: &[BoothId]) -> BTreeMap<BoothId, T> {
    booths.iter().filter_map(|id| all.get_key_value(id)).map(cloned).collect()
}

fn cloned<K: Clone, V: Clone>((key, value): (&K, &V)) -> (K, V) {
    (key.clone(), value.clone())
}

/// Drops the last entries beyond `most`, whatever order they came in.
fn keep_first<K: Ord, V>(entries: &mut BTreeMap<K, V>, most: usize) {
    while entries.len() > most {
        entries.pop_last();
    }
}

/// A list of a booth, and what a ballot would be in it.
pub(crate) struct Place {
    pub(crate) list: ListId,
    /// Hash of the token at the head of the ballot.
    pub(crate) token: TokenHash,
    pub(crate) context: BallotContext,
}

/// Where a ballot of this booth could belong, in list order.
pub(crate) fn places(
    definition: &Definition,
    village: &Village,
    booth: &Booth,
    id: &BoothId,
    ballot: &[u8],
) -> Vec<Place> {
    let token = token_of(ballot).unwrap_or(Token::from_bytes([0; Token::LENGTH]));
    let Some(options) = OptionCount::new(village.option_count()) else {
        return Vec::new();
    };
    let of_list = |head: &election::definition::ListHead| {
        let list = ListId { booth: id.clone(), dusun: head.dusun };
        let token = token.hash(definition.mode(), &definition.nonce(), &list);
        let parts = ContextParts {
            election: definition.id(),
            list: &list,
            booth_key: &booth.key,
            joint_key: &village.trustees.joint_key,
            options,
            token,
        };
        let context = BallotContext::new(&parts);
        Place { list, token, context }
    };
    booth.lists.iter().map(of_list).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_entries_the_first_are_kept_in_any_order() {
        for order in [[1, 2, 3, 4], [4, 3, 2, 1], [3, 1, 4, 2]] {
            let mut kept = BTreeMap::new();
            for position in order {
                kept.insert((position, 0), ());
                keep_first(&mut kept, 2);
            }
            assert_eq!(kept.into_keys().collect::<Vec<_>>(), [(1, 0), (2, 0)], "{order:?}");
        }
    }
}
