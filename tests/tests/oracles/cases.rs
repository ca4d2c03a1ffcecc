//! The table: files that an auditor meets, honest and altered, and what every checker must say of them.

use ballot_log::Checkpoint;
use ballot_log::merkle::leaf_hash;
use election::{KeyName, PublicKey, SignedNote, json};
use tally::{ProofText, ReceiptFiles, UpperProof};

use crate::alterations::{
    ALTERATIONS, ALTERED_CHECKPOINTS, Draft, GROWTH_ALTERATIONS, Growth, Named, altered_notes, checkpoint_of,
    consistency, flip_hex, flip_root, flipped, liar, sign,
};
use crate::files::{Keys, Subject, Verdict};
use crate::world::world;

/// One line of the table.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) subject: Subject,
    /// Keys that must all have signed.
    pub(crate) keys: Keys,
    pub(crate) verdict: Verdict,
    /// One of many alike: left out where a case takes long.
    pub(crate) sweep: bool,
}

/// All cases.
pub(crate) fn cases() -> Vec<Case> {
    let mut table = Table(Vec::new());
    table.notes();
    table.checkpoints();
    table.receipts();
    table.altered_receipts();
    table.proofs_of_a_lying_log();
    table.every_index();
    table.upper_proofs();
    table.growing_logs();
    table.whole_logs();
    table.0
}

struct Table(Vec<Case>);

impl Table {
    fn add(&mut self, name: impl Into<String>, subject: Subject, keys: &Keys, verdict: Verdict) {
        let keys = keys.clone();
        self.0.push(Case { name: name.into(), subject, keys, verdict, sweep: false });
    }

    fn sweep(&mut self, name: String, subject: Subject, keys: &Keys, verdict: Verdict) {
        let keys = keys.clone();
        self.0.push(Case { name, subject, keys, verdict, sweep: true });
    }

    /// Seal and count sets.
    fn notes(&mut self) {
        let content = world().election.outcome.definition.content();
        let authority = vec![(content.authority.name.clone(), content.authority.key)];
        self.note("seal", &world().record["election.json.note"], &authority);
        for village in &content.villages {
            let path = format!("villages/{}/set-1/village.json.note", village.code);
            let members = village.committee.keys.iter().map(|member| (member.name.clone(), member.key));
            let note = SignedNote::parse(&world().record[&path]).unwrap();
            let signed = members.filter(|(name, key)| note.verify(&[(name, key)]).is_ok()).collect::<Keys>();
            assert!(signed.len() >= usize::from(village.committee.threshold));
            self.note(&format!("count set {}", village.code), &world().record[&path], &signed);
        }
    }

    fn note(&mut self, name: &str, note: &[u8], keys: &Keys) {
        self.add(name, Subject::Note(note.to_vec()), keys, Verdict::Accepted);
        for (what, altered) in altered_notes(note) {
            let case = format!("{name}, {what}");
            self.add(case, Subject::Note(altered), keys, Verdict::Signature);
        }
        let joined = String::from_utf8(note.to_vec()).unwrap().replace("\n\n", "\n");
        self.add(format!("{name}, no empty line"), Subject::Note(joined.into()), keys, Verdict::Form);
    }

    /// Of booths, and with saksi.
    fn checkpoints(&mut self) {
        for log in &world().logs {
            let (booth, keys) = (&log.identity.booth, vec![log.signer()]);
            for (number, note) in log.checkpoints.iter().enumerate() {
                let subject = Subject::Checkpoint(note.clone());
                self.add(format!("checkpoint {number} of {booth}"), subject, &keys, Verdict::Accepted);
            }
        }
        let log = world().longest();
        let last = log.checkpoints.last().unwrap();
        for (what, altered) in altered_notes(last) {
            let subject = Subject::Checkpoint(altered);
            self.add(format!("checkpoint, {what}"), subject, &vec![log.signer()], Verdict::Signature);
        }
        let mut witnessed = 0;
        let loose = world().record.iter().filter(|(path, _)| path.starts_with("checkpoints/"));
        for (path, note) in loose {
            let keys = signers(note);
            witnessed += usize::from(keys.len() > 1);
            self.add(path.as_str(), Subject::Checkpoint(note.clone()), &keys, Verdict::Accepted);
            for (what, altered) in altered_notes(note) {
                let subject = Subject::Checkpoint(altered);
                self.sweep(format!("{path}, {what}"), subject, &keys, Verdict::Signature);
            }
        }
        assert!(witnessed > 0, "no saksi has signed a checkpoint");
    }

    fn receipts(&mut self) {
        for (number, receipt) in world().receipts.iter().enumerate() {
            let (draft, keys) = Draft::of(receipt);
            let name = format!("receipt {number}");
            self.add(&name, draft.subject(), &keys, Verdict::Accepted);
            let leaf = [receipt.entry.as_slice(), b"x"].concat();
            let subject = Draft { leaf, ..draft }.subject();
            self.sweep(format!("{name}, leaf longer"), subject, &keys, Verdict::Path);
        }
    }

    /// Whoever has no key alters a receipt.
    fn altered_receipts(&mut self) {
        let (good, keys) = Draft::of(receipt());
        let changes = ALTERATIONS.iter().chain(ALTERED_CHECKPOINTS);
        for (what, change, verdict) in changes {
            self.add(format!("receipt, {what}"), good.changed(*change).subject(), &keys, *verdict);
        }
        for at in 0..good.hashes.len() {
            let mut altered = good.clone();
            altered.hashes[at][at] ^= 1;
            self.add(format!("receipt, hash {at} altered"), altered.subject(), &keys, Verdict::Path);
        }
        let (file, index) = (String::from_utf8(good.file()).unwrap(), good.index);
        let line = format!("index {index}\n");
        for (what, altered) in [
            ("index twice", file.replace(&line, &line.repeat(2))),
            ("two indexes", file.replace(&line, &format!("{line}index {}\n", index + 1))),
            ("no index", file.replace(&line, "")),
            ("index with a zero", file.replace(&line, &format!("index 0{index}\n"))),
            ("other version", file.replace("@v1", "@v2")),
            ("no empty line", file.replace("\n\n", "\n")),
        ] {
            let subject = Subject::Proof { leaf: good.leaf.clone(), file: altered.into() };
            self.add(format!("receipt, {what}"), subject, &keys, Verdict::Form);
        }
        let stranger = vec![(keys[0].0.clone(), liar().public())];
        self.add("receipt, a stranger's key", good.subject(), &stranger, Verdict::Signature);
    }

    /// A booth signs whatever it likes: the path alone must tell.
    fn proofs_of_a_lying_log(&mut self) {
        let (good, mut keys) = Draft::of(receipt());
        keys[0].1 = liar().public();
        let lie = |draft: &Draft| Draft { note: sign(&draft.checkpoint()), ..draft.clone() }.subject();
        self.add("liar, nothing altered", lie(&good), &keys, Verdict::Accepted);
        for (what, change, verdict) in ALTERATIONS {
            self.add(format!("liar, {what}"), lie(&good.changed(*change)), &keys, *verdict);
        }
        let root = good.changed(|draft| draft.restate(flip_root));
        self.add("liar, root altered", lie(&root), &keys, Verdict::Path);
        self.add("liar, interior node as leaf", lie(&good.parent()), &keys, Verdict::Path);

        let log = world().longest();
        let size = log.leaves.len();
        let last = Draft::last(log, size);
        self.add("liar, last leaf", lie(&last), &keys, Verdict::Accepted);
        for (what, by) in [("one more", 1), ("one less", u64::MAX)] {
            let resized = last.changed(|_| ()).resized(by);
            self.add(format!("liar, last leaf, size {what}"), lie(&resized), &keys, Verdict::Path);
        }
        // Trees that fill up with copies of the last leaf have one root for both sizes.
        let odd = size - 1 + size % 2;
        let mut doubled = Draft::last(log, odd).resized(1);
        doubled.index += 1;
        doubled.hashes.insert(0, *leaf_hash(&doubled.leaf).as_bytes());
        self.add("liar, last leaf doubled", lie(&doubled), &keys, Verdict::Path);
    }

    /// One leaf has one index.
    fn every_index(&mut self) {
        let log = world().longest();
        let (good, keys) = Draft::of(receipt());
        for index in 0..2 * log.leaves.len() as u64 {
            let verdict = if index == good.index { Verdict::Accepted } else { Verdict::Path };
            let subject = Draft { index, ..good.clone() }.subject();
            self.sweep(format!("receipt under index {index}"), subject, &keys, verdict);
        }
    }

    /// From booth to village to election.
    fn upper_proofs(&mut self) {
        let election =
            Checkpoint::parse(std::str::from_utf8(&world().record["election.checkpoint"]).unwrap());
        let election_root = hex::encode(election.unwrap().root.as_bytes());
        for (number, receipt) in world().receipts.iter().enumerate() {
            let upper: UpperProof = json::parse_pretty(&receipt.upper, usize::MAX).unwrap();
            let (draft, _) = Draft::of(receipt);
            let set = tally::CountSet::parse(upper.village_set.as_bytes()).unwrap();
            let checkpoint = draft.checkpoint().text().into_bytes();
            self.path(&format!("village tree {number}"), &checkpoint, &upper.village_proof, &set.root);
            let set = upper.village_set.as_bytes();
            self.path(&format!("election tree {number}"), set, &upper.election_proof, &election_root);
        }
    }

    fn path(&mut self, name: &str, leaf: &[u8], path: &ProofText, root: &str) {
        let subject = |leaf: &[u8], path: &ProofText, root: &str| Subject::Path {
            leaf: leaf.to_vec(),
            path: path.clone(),
            root: root.to_owned(),
        };
        let keys = Vec::new();
        self.add(name, subject(leaf, path, root), &keys, Verdict::Accepted);
        let mut refused =
            |what: &str, subject| self.sweep(format!("{name}, {what}"), subject, &keys, Verdict::Path);
        refused("leaf", subject(&flipped(leaf, 0), path, root));
        refused("root", subject(leaf, path, &flip_hex(root)));
        refused("index", subject(leaf, &ProofText { index: path.index ^ 1, ..path.clone() }, root));
        refused("beyond", subject(leaf, &ProofText { index: path.size, ..path.clone() }, root));
        for at in 0..path.hashes.len() {
            let mut altered = path.clone();
            altered.hashes[at] = flip_hex(&altered.hashes[at]);
            refused(&format!("hash {at}"), subject(leaf, &altered, root));
        }
    }

    /// Consistency of the booths' own checkpoints, of every size of one log, and of forks.
    fn growing_logs(&mut self) {
        for log in &world().logs {
            for pair in log.checkpoints.windows(2) {
                let [old, new] = [&pair[0], &pair[1]].map(|note| checkpoint_of(note));
                let hashes = consistency(log, old.size, new.size);
                let subject = Subject::Tree { old: pair[0].clone(), new: pair[1].clone(), hashes };
                let name = format!("{} grew from {} to {}", log.identity.booth, old.size, new.size);
                self.add(&name, subject, &vec![log.signer()], Verdict::Accepted);
            }
        }
        let log = world().longest();
        let keys = vec![(log.identity.origin.clone(), liar().public())];
        for size in 1..log.leaves.len() {
            let good = Growth::new(log, size);
            self.sweep(format!("log grew from {size}"), good.subject(), &keys, Verdict::Accepted);
            for (what, change) in GROWTH_ALTERATIONS {
                let mut altered = good.clone();
                change(&mut altered);
                let name = format!("log grew from {size}, {what}");
                self.sweep(name, altered.subject(), &keys, Verdict::Path);
            }
            for at in 0..good.hashes.len() {
                let mut altered = good.clone();
                altered.hashes[at][at] ^= 1;
                let name = format!("log grew from {size}, hash {at}");
                self.sweep(name, altered.subject(), &keys, Verdict::Path);
            }
            let name = format!("log grew from {size}, forked");
            self.sweep(name, good.forked(log).subject(), &keys, Verdict::Path);
        }
    }

    /// Root and path made anew from every entry.
    fn whole_logs(&mut self) {
        for (number, receipt) in world().receipts.iter().enumerate() {
            let (draft, keys) = Draft::of(receipt);
            let subject =
                Subject::Log { entries: world().log(&keys[0].0).leaves.clone(), file: draft.file() };
            self.add(format!("whole log {number}"), subject, &keys, Verdict::Accepted);
        }
        let (draft, keys) = Draft::of(receipt());
        let changes: [Named<Vec<Vec<u8>>>; 5] = [
            ("entry altered", |entries| entries[1] = flipped(&entries[1], 60)),
            ("entries swapped", |entries| entries.swap(1, 2)),
            ("entry missing", |entries| drop(entries.remove(1))),
            ("last entry missing", |entries| drop(entries.pop())),
            ("last entry doubled", |entries| entries.extend(entries.last().cloned())),
        ];
        for (what, change) in changes {
            let mut entries = world().longest().leaves.clone();
            change(&mut entries);
            let subject = Subject::Log { entries, file: draft.file() };
            self.add(format!("whole log, {what}"), subject, &keys, Verdict::Log);
        }
    }
}

/// A receipt of the longest log.
fn receipt() -> &'static ReceiptFiles {
    let origin = &world().longest().identity.origin;
    world().receipts.iter().find(|receipt| Draft::of(receipt).1[0].0 == *origin).unwrap()
}

/// Booth first, then the saksi who have signed.
fn signers(note: &[u8]) -> Keys {
    let log = world().log(&checkpoint_of(note).origin);
    let village = world().election.outcome.definition.village(&log.identity.booth.village).unwrap();
    let signed = SignedNote::parse(note).unwrap();
    let has_signed = |(name, key): &(KeyName, PublicKey)| signed.verify(&[(name, key)]).is_ok();
    let saksi = village.saksi.iter().map(|saksi| (saksi.name.clone(), saksi.key)).filter(has_signed);
    std::iter::once(log.signer()).chain(saksi).collect()
}
