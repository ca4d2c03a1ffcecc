//! A voter's receipt, proved up to the published root, and checked without the record (spec 7.5).

use ballot_crypto::ballot_code;
use ballot_log::merkle::{InclusionProof, RootHash, Tree};
use ballot_log::{Checkpoint, Entry, Kind, SignedCheckpoint, TlogProof};
use election::{BallotCode, BoothId, BoothNumber, ElectionId, SetHash, TpsNumber, VillageCode, hex32, json};
use serde::{Deserialize, Serialize};

use crate::chain::BoothLog;
use crate::count_set::{BoothLine, CountSet, Decided, Reason, SetAside, set_hash};
use crate::evidence::Evidence;
use crate::merge::{Merged, VillageMerge, tree_of};
use crate::message::Message;

/// First key of `upper.json`.
const FORMAT: &str = "pilkades/upper/v1";
const MAX_UPPER: usize = 80 * 1024 * 1024;

/// The three files that prove one ballot's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptFiles {
    /// `entry.bin`.
    pub entry: Vec<u8>,
    /// `booth.tlog-proof`.
    pub tlog_proof: Vec<u8>,
    /// `upper.json`.
    pub upper: Vec<u8>,
}

/// An inclusion proof as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofText {
    /// Index of the leaf.
    pub index: u64,
    /// Number of leaves.
    pub size: u64,
    /// Sibling hashes from leaf to root, hexadecimal.
    pub hashes: Vec<String>,
}

/// The way from a booth's checkpoint to the election root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpperProof {
    /// Always `pilkades/upper/v1`.
    pub format: String,
    /// The election.
    pub election: ElectionId,
    /// The village.
    pub village: VillageCode,
    /// Polling place.
    pub tps: TpsNumber,
    /// Booth.
    pub booth: BoothNumber,
    /// Kode suara.
    pub code: BallotCode,
    /// The ballot's context in hexadecimal (spec 4.1).
    pub context: String,
    /// From the booth's checkpoint text to the village root.
    pub village_proof: ProofText,
    /// The text of `village.json`.
    pub village_set: String,
    /// From `village.json` to the election root.
    pub election_proof: ProofText,
}

/// Why a receipt cannot be proved, or its files prove nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptProofError {
    /// No cast ballot of a counted log has this code.
    #[error("no counted log holds a cast ballot with kode suara {code}")]
    NotFound {
        /// As asked.
        code: String,
    },
    /// The count set names the ballot among those that it does not count, of a log or branch that does not count.
    #[error(
        "the ballot {code} at position {position} of booth {booth} is recorded, but not counted: {}",
        .reason.as_str()
    )]
    NotCounted {
        /// Its kode suara.
        code: BallotCode,
        /// In whose log.
        booth: BoothId,
        /// Where in the log.
        position: u64,
        /// Why.
        reason: Reason,
        /// What the committee decided about the booth.
        decided: Option<Decided>,
    },
    /// The first symbols of the code fit several ballots.
    #[error("several ballots begin with {code}: give more of the code, best all 64 digits of the QR code")]
    Ambiguous {
        /// As asked.
        code: String,
    },
    /// The log counts by decision, and nobody's signature under its last checkpoint is there.
    #[error(
        "the log of booth {booth} counts by a decision of the committee; give the committee's note on its last \
         checkpoint as an input of 'tally merge' first"
    )]
    EndUnsigned {
        /// Whose log.
        booth: BoothId,
    },
    /// A file does not have its form.
    #[error("{file} does not have the right form: {problem}")]
    Form {
        /// Which of the three files.
        file: &'static str,
        /// What is wrong.
        problem: Message,
    },
    /// A link of the chain of proofs does not hold.
    #[error("{file}: {problem}")]
    Link {
        /// Which of the three files.
        file: &'static str,
        /// Which link.
        problem: LinkProblem,
    },
    /// Everything holds, but it leads to another root.
    #[error("the proof leads to root {found}, not to the one given")]
    OtherRoot {
        /// Where it leads.
        found: String,
    },
}

impl ReceiptProofError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::NotFound { code } => {
                format!("tidak ada suara dengan kode suara {code} dalam log yang dihitung")
            }
            Self::NotCounted { code, booth, position, reason, .. } => format!(
                "suara {code} pada posisi {position} log bilik {booth} tercatat, tetapi tidak dihitung: {}",
                reason.as_str()
            ),
            Self::Ambiguous { code } => format!(
                "beberapa suara berawalan {code}: berikan lebih banyak huruf kode suara, sebaiknya semua 64 angka \
                 dari kode QR"
            ),
            Self::EndUnsigned { booth } => format!(
                "log bilik {booth} dihitung berdasarkan keputusan panitia; berikan dulu catatan panitia atas titik \
                 periksa terakhirnya sebagai masukan 'tally merge'"
            ),
            Self::Form { file, problem } => {
                format!("{file} tidak berbentuk semestinya: {}", problem.indonesian)
            }
            Self::Link { file, problem } => format!("{file}: {}", problem.to_indonesian()),
            Self::OtherRoot { found } => {
                format!("bukti ini sampai ke akar {found}, bukan akar yang diberikan")
            }
        }
    }
}

/// A link of the chain from a ballot to the election root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkProblem {
    /// The entry opens, challenges or closes.
    #[error("the entry is not a cast ballot")]
    NotCast,
    /// The context is not hexadecimal.
    #[error("the context is not hexadecimal")]
    Context,
    /// The code is another ballot's.
    #[error("the kode suara is not that of the ballot")]
    Code,
    /// The entry is not in the tree of the checkpoint.
    #[error("the entry is not in the booth's tree")]
    EntryNotInTree,
    /// The checkpoint is of another booth.
    #[error("the checkpoint is of another booth")]
    OtherBooth,
    /// The root in the count set is not hexadecimal.
    #[error("the village root is not hexadecimal")]
    VillageRoot,
    /// The checkpoint is not in the village's tree.
    #[error("the booth's checkpoint is not in the village's tree")]
    CheckpointNotInTree,
    /// The last proof does not fit its size.
    #[error("the election proof leads nowhere")]
    ElectionProof,
    /// A hash within a proof is not hexadecimal.
    #[error("a hash of a proof is not hexadecimal")]
    Hash,
    /// A proof has too few or too many hashes.
    #[error("a proof has a wrong length")]
    Length,
}

impl LinkProblem {
    /// The same in Indonesian.
    #[must_use]
    pub const fn to_indonesian(self) -> &'static str {
        match self {
            Self::NotCast => "catatan ini bukan suara",
            Self::Context => "keterangan tempat suara bukan angka heksadesimal",
            Self::Code => "kode suara ini bukan milik suara itu",
            Self::EntryNotInTree => "catatan ini tidak ada dalam pohon log bilik",
            Self::OtherBooth => "titik periksa ini dari bilik lain",
            Self::VillageRoot => "akar desa bukan angka heksadesimal",
            Self::CheckpointNotInTree => "titik periksa bilik tidak ada dalam pohon desa",
            Self::ElectionProof => "bukti menuju akar pemilihan tidak sampai ke mana pun",
            Self::Hash => "sidik dalam bukti bukan angka heksadesimal",
            Self::Length => "panjang bukti tidak benar",
        }
    }
}

/// Finds a cast ballot by its kode suara (64 hexadecimal digits, or the 20 symbols that people read) and proves its place.
///
/// # Errors
/// [`ReceiptProofError::NotFound`], [`ReceiptProofError::NotCounted`], [`ReceiptProofError::Ambiguous`],
/// [`ReceiptProofError::EndUnsigned`].
pub fn prove_receipt(
    evidence: &Evidence,
    merged: &Merged,
    code: &str,
) -> Result<ReceiptFiles, ReceiptProofError> {
    let mut found = Vec::new();
    for (index, village) in merged.villages.iter().enumerate() {
        for (booth, log) in village.logs.iter().enumerate().filter(|(_, log)| is_counted(&village.set, log)) {
            for entry in log.chain.iter().filter(|entry| entry.entry().kind() == Kind::Cast) {
                let of_entry = context_of(evidence, log, entry.entry().body_bytes());
                if of_entry.as_ref().is_some_and(|(_, own)| matches(code, own)) {
                    found.push((index, booth, entry.entry().position()));
                }
            }
        }
    }
    let missing = || ReceiptProofError::NotFound { code: code.to_owned() };
    match found.as_slice() {
        [] => Err(named_aside(merged, code).unwrap_or_else(missing)),
        [(village, booth, position)] => {
            let log = merged.villages.get(*village).and_then(|village| village.logs.get(*booth));
            let note = log.ok_or_else(missing).and_then(|log| {
                let unsigned = || ReceiptProofError::EndUnsigned { booth: log.id.clone() };
                closing_note(evidence, log).ok_or_else(unsigned)
            })?;
            prove(evidence, merged, (*village, *booth, *position), note).ok_or_else(missing)
        }
        _ => Err(ReceiptProofError::Ambiguous { code: code.to_owned() }),
    }
}

/// What the count sets say of a ballot that no counted log holds, if they name it.
fn named_aside(merged: &Merged, code: &str) -> Option<ReceiptProofError> {
    let aside =
        merged.villages.iter().flat_map(|village| village.set.set_aside.iter().map(move |s| (village, s)));
    let mut found = aside.filter(|(_, aside)| matches(code, &aside.code));
    let (village, aside) = found.next()?;
    if found.any(|(_, other)| other.code != aside.code) {
        return Some(ReceiptProofError::Ambiguous { code: code.to_owned() });
    }
    let SetAside { tps, booth, position, code, reason } = *aside;
    let booth = BoothId { village: village.village.clone(), tps, booth };
    let decided = village.set.line(&booth).and_then(|line| line.decided);
    Some(ReceiptProofError::NotCounted { code, booth, position, reason, decided })
}

/// Whether the village's count set counts this very log; a signed one may lack a log that came later.
fn is_counted(set: &CountSet, log: &BoothLog) -> bool {
    log.is_counted()
        && set.line(&log.id).is_some_and(|l: &BoothLine| l.is_counted() && l.head == Some(log.state.head()))
}

fn matches(asked: &str, code: &BallotCode) -> bool {
    let plain = |text: &str| text.chars().filter(|c| !matches!(c, '-' | ' ')).collect::<String>();
    if asked.len() == 64 {
        return asked.to_lowercase() == code.to_string();
    }
    // The look-alikes that Crockford's alphabet leaves out are read as what they look like.
    let asked = plain(asked).to_uppercase().replace('O', "0").replace(['I', 'L'], "1");
    asked.len() >= 10 && plain(&election::short_code(code.as_bytes())).starts_with(&asked)
}

fn context_of(evidence: &Evidence, log: &BoothLog, ballot: &[u8]) -> Option<(Vec<u8>, BallotCode)> {
    let context = evidence.place(&log.id, ballot)?.context;
    let code = ballot_code(context.as_bytes(), ballot);
    Some((context.as_bytes().to_vec(), code))
}

/// The signed checkpoint of a whole counted log: the booth's own, else, of a log whose end was decided, a loose one that
/// the booth or m members of the committee have signed.
fn closing_note(evidence: &Evidence, log: &BoothLog) -> Option<SignedCheckpoint> {
    let checkpoint = log.state.checkpoint();
    if let Some(signature) = log.chain.last()?.record().checkpoint().copied() {
        return checkpoint.with_signature(&log.state.log().key, signature).ok();
    }
    let note = evidence.checkpoints.get(&log.id)?.get(&checkpoint.text())?;
    SignedCheckpoint::parse(&note.to_bytes()).ok()
}

fn prove(
    evidence: &Evidence,
    merged: &Merged,
    place: (usize, usize, u64),
    note: SignedCheckpoint,
) -> Option<ReceiptFiles> {
    let position = place.2;
    let village = merged.villages.get(place.0)?;
    let log = village.logs.get(place.1)?;
    let entry = log.chain.get(usize::try_from(position).ok()?)?;
    let (context, code) = context_of(evidence, log, entry.entry().body_bytes())?;
    let tree = Tree::new(log.chain.iter().map(|entry| entry.hash().into())).ok()?;
    let tlog = TlogProof::new(tree.prove(position).ok()?, note).ok()?;
    let upper = UpperProof {
        format: FORMAT.to_owned(),
        election: evidence.definition().id(),
        village: log.id.village.clone(),
        tps: log.id.tps,
        booth: log.id.booth,
        code,
        context: hex::encode(context),
        village_proof: village_proof(village, place.1)?,
        village_set: String::from_utf8(village.set_bytes.clone()).ok()?,
        election_proof: election_proof(merged, place.0)?,
    };
    let upper = json::to_pretty(&upper);
    Some(ReceiptFiles { entry: entry.entry().to_bytes(), tlog_proof: tlog.to_bytes(), upper })
}

fn village_proof(village: &VillageMerge, booth: usize) -> Option<ProofText> {
    let tree = tree_of(village.leaves.iter().map(String::as_bytes))?;
    Some(proof_text(&tree.prove(u64::try_from(booth).ok()?).ok()?))
}

fn election_proof(merged: &Merged, village: usize) -> Option<ProofText> {
    let tree = tree_of(merged.villages.iter().map(|v| v.set_bytes.as_slice()))?;
    Some(proof_text(&tree.prove(u64::try_from(village).ok()?).ok()?))
}

fn proof_text(proof: &InclusionProof) -> ProofText {
    ProofText {
        index: proof.index(),
        size: proof.size(),
        hashes: proof.hashes().iter().map(hex::encode).collect(),
    }
}

/// What the three files prove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvedReceipt {
    /// Kode suara.
    pub code: BallotCode,
    /// Where it was cast.
    pub village: VillageCode,
    /// Polling place.
    pub tps: TpsNumber,
    /// Booth.
    pub booth: BoothNumber,
    /// Position in the booth's log.
    pub position: u64,
    /// Why the ballot is recorded but not counted, if the count set says so.
    pub set_aside: Option<Reason>,
    /// Hash of the village's count set.
    pub set: SetHash,
    /// Root of the election.
    pub root: String,
}

/// Checks the three files against a root that the voter knows from paper: the election root, or the village's set
/// hash, as 64 hexadecimal digits.
///
/// # Errors
/// [`ReceiptProofError`]: which file, which link.
pub fn check_receipt_files(files: &ReceiptFiles, root: &str) -> Result<ProvedReceipt, ReceiptProofError> {
    let form = |file, problem: Message| ReceiptProofError::Form { file, problem };
    let entry = Entry::parse(&files.entry).map_err(|e| form("entry.bin", e.into()))?;
    let tlog = TlogProof::parse(&files.tlog_proof).map_err(|e| form("booth.tlog-proof", e.into()))?;
    let upper: UpperProof =
        json::parse_pretty(&files.upper, MAX_UPPER).map_err(|e| form("upper.json", e.into()))?;
    if upper.format != FORMAT {
        let message =
            Message::new("it is of another kind or version", "berkas ini dari jenis atau versi lain");
        return Err(form("upper.json", message));
    }
    let set = CountSet::parse(upper.village_set.as_bytes()).map_err(|e| form("upper.json", e.into()))?;
    check_entry(&entry, &upper)?;
    let checkpoint = tlog.checkpoint().checkpoint();
    tlog.proof()
        .verify(&files.entry, &checkpoint.root)
        .map_err(|_| link("booth.tlog-proof", LinkProblem::EntryNotInTree))?;
    check_village(checkpoint, &upper, &set)?;
    let leads_to = election_root(&upper)?;
    let hash = set_hash(upper.village_set.as_bytes());
    if root != leads_to && root != hash.to_string() {
        return Err(ReceiptProofError::OtherRoot { found: leads_to });
    }
    // A forked log that counts by decision has another branch's ballot at the same place, and names that one.
    let this = (upper.tps, upper.booth, entry.position(), upper.code);
    let aside = set.set_aside.iter().find(|s| (s.tps, s.booth, s.position, s.code) == this);
    Ok(ProvedReceipt {
        set_aside: aside.map(|s| s.reason),
        code: upper.code,
        village: upper.village,
        tps: upper.tps,
        booth: upper.booth,
        position: entry.position(),
        set: hash,
        root: leads_to,
    })
}

const fn link(file: &'static str, problem: LinkProblem) -> ReceiptProofError {
    ReceiptProofError::Link { file, problem }
}

fn check_entry(entry: &Entry, upper: &UpperProof) -> Result<(), ReceiptProofError> {
    if entry.kind() != Kind::Cast {
        return Err(link("entry.bin", LinkProblem::NotCast));
    }
    // Only lower case is hexadecimal here (spec 1.1).
    let context = hex::decode(&upper.context).ok().filter(|bytes| hex::encode(bytes) == upper.context);
    let context = context.ok_or(link("upper.json", LinkProblem::Context))?;
    if ballot_code(&context, entry.body_bytes()) != upper.code {
        return Err(link("upper.json", LinkProblem::Code));
    }
    Ok(())
}

fn check_village(
    checkpoint: &Checkpoint,
    upper: &UpperProof,
    set: &CountSet,
) -> Result<(), ReceiptProofError> {
    let place = format!("/{}/{}/{}/{}", upper.election, upper.village, upper.tps, upper.booth);
    if !checkpoint.origin.as_str().ends_with(&place)
        || set.village != upper.village
        || set.election != upper.election
    {
        return Err(link("booth.tlog-proof", LinkProblem::OtherBooth));
    }
    let root = hex32(&set.root).map_err(|_| link("upper.json", LinkProblem::VillageRoot))?;
    let proof = inclusion(&upper.village_proof)?;
    proof
        .verify(checkpoint.text().as_bytes(), &RootHash::new(root))
        .map_err(|_| link("upper.json", LinkProblem::CheckpointNotInTree))
}

/// The root to which the election proof leads.
fn election_root(upper: &UpperProof) -> Result<String, ReceiptProofError> {
    let root = inclusion(&upper.election_proof)?.root_over(upper.village_set.as_bytes());
    let root = root.map_err(|_| link("upper.json", LinkProblem::ElectionProof))?;
    Ok(hex::encode(root.as_bytes()))
}

fn inclusion(text: &ProofText) -> Result<InclusionProof, ReceiptProofError> {
    let hashes: Option<Vec<[u8; 32]>> = text.hashes.iter().map(|hash| hex32(hash).ok()).collect();
    let hashes = hashes.ok_or(link("upper.json", LinkProblem::Hash))?;
    InclusionProof::new(text.index, text.size, hashes).map_err(|_| link("upper.json", LinkProblem::Length))
}
