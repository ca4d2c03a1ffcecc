//! Points, scalars and proofs: ballots, shares, what trustees send each other.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use ballot_crypto::{
    Acceptance, BallotContext, BoothSecret, CeremonyParts, Choice, Ciphertext, ContextParts, DecryptionShare,
    EncryptedBallot, GroupKey, KeyCeremony, OptionCount, RehearsalShare, Round1Packages, Round2Package,
    SecretShare, SeedParts, ShareStatement, TrusteeRound1, TrusteeRound2, ballot_code, check_challenge,
    encrypt, verify_batch,
};
use election::definition::{Trustee, TrusteeGroup};
use election::{
    EntryHash, JointKey, ListId, PublicKey, RehearsalEntry, SetHash, Signature, Token, TokenHash,
    TrusteesFile, VerifyingShare, VillageCode, hex32, shares_on_one_polynomial,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;

use crate::world::{option_counts, world};

/// A ballot's bytes for every number of options (spec 4.5). The first byte says for which.
pub fn ballot(data: &[u8]) {
    let Some((count, bytes)) = data.split_first() else { return };
    let options = counted(*count);
    match EncryptedBallot::parse(bytes, options) {
        Ok(ballot) => {
            assert_eq!(ballot.to_bytes(), bytes);
            assert_eq!(bytes.len(), options.ballot_length());
            assert_eq!(ballot.token().as_bytes(), &bytes[..10]);
            for other in option_counts().filter(|other| *other != options) {
                assert!(EncryptedBallot::parse(bytes, other).is_err());
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// The same, to its proof: alone and in a batch with a good one, with one verdict (spec 4.4, 4.5).
pub fn ballot_proof(data: &[u8]) {
    let Some((count, bytes)) = data.split_first() else { return };
    let options = counted(*count);
    let (good, ctx) = sample(options, 1);
    let Ok(ballot) = EncryptedBallot::parse(bytes, options) else { return };
    let alone = ballot.clone().verify(&ctx);
    // The token at its head is bound by the context, which is made for it: here it is always the same.
    let honest = (1..=options.get()).any(|choice| sample(options, choice).0.to_bytes()[10..] == bytes[10..]);
    assert_eq!(alone.is_ok(), honest, "a changed ballot holds, or a good one does not");
    let items = vec![(good.clone(), ctx.clone()), (ballot, ctx.clone()), (good, ctx.clone())];
    let verdicts = verify_batch(items, &mut ChaCha20Rng::seed_from_u64(1));
    let held: Vec<bool> = verdicts.iter().map(Result::is_ok).collect();
    assert_eq!(held, [true, honest, true]);
    if let (Err(one), Some(Err(other))) = (&alone, verdicts.get(1)) {
        assert_eq!(one, other);
    }
    if let Ok(verified) = alone {
        assert_eq!(verified.code(), ballot_code(ctx.as_bytes(), bytes));
    }
}

/// A ballot that was opened for a test: choice, seed, ballot (spec 4.7).
pub fn challenge(data: &[u8]) {
    let Some(([count, choice], rest)) = data.split_first_chunk::<2>() else { return };
    let Some((seed, bytes)) = rest.split_first_chunk::<32>() else { return };
    let options = counted(*count);
    let (_, ctx) = sample(options, 1);
    if check_challenge(bytes, *choice, seed, &ctx).is_ok() {
        let ballot = EncryptedBallot::parse(bytes, options).unwrap();
        assert!(ballot.verify(&ctx).is_ok(), "made honestly, and the proof does not hold");
    }
}

fn counted(byte: u8) -> OptionCount {
    OptionCount::new(2 + byte % 7).unwrap()
}

/// A ballot in a context of its own, always the same.
fn sample(options: OptionCount, choice: u8) -> (EncryptedBallot, BallotContext) {
    type Samples = BTreeMap<(u8, u8), (EncryptedBallot, BallotContext)>;
    static SAMPLES: OnceLock<Samples> = OnceLock::new();
    let samples = SAMPLES.get_or_init(|| {
        let each = |options: OptionCount| (1..=options.get()).map(move |choice| (options, choice));
        option_counts().flat_map(each).map(|(n, choice)| ((n.get(), choice), encrypted(n, choice))).collect()
    });
    samples[&(options.get(), choice)].clone()
}

fn encrypted(options: OptionCount, choice: u8) -> (EncryptedBallot, BallotContext) {
    let (token, ctx) = place(options);
    let choice = Choice::new(choice, options).unwrap();
    let secret = BoothSecret::from_bytes(&[3; 32]);
    let parts = SeedParts { secret: &secret, previous: EntryHash::new([4; 32]), attempt: 0 };
    let ballot = encrypt(&choice, &token, &ctx, parts, &mut ChaCha20Rng::seed_from_u64(5)).unwrap().0;
    (ballot, ctx)
}

fn place(options: OptionCount) -> (Token, BallotContext) {
    let (world, token) = (world(), Token::from_bytes([6; 10]));
    let identity = &world.booths[0].identity;
    let list = ListId { booth: identity.booth.clone(), dusun: 1.try_into().unwrap() };
    let ctx = BallotContext::new(&ContextParts {
        election: world.id,
        list: &list,
        booth_key: &identity.key,
        joint_key: &world.definition.villages()[0].trustees.joint_key,
        options,
        token: TokenHash::new([7; 32]),
    });
    (token, ctx)
}

/// Seeds of [`ballot`] and [`ballot_proof`].
#[must_use]
pub fn ballots() -> Vec<Vec<u8>> {
    let with_count = |options: OptionCount, choice| {
        [&[options.get() - 2], sample(options, choice).0.to_bytes().as_slice()].concat()
    };
    let first = option_counts().map(|options| with_count(options, 1));
    first.chain(option_counts().map(|options| with_count(options, options.get()))).collect()
}

/// Seeds of [`challenge`].
#[must_use]
pub fn challenges() -> Vec<Vec<u8>> {
    let opened = |options: OptionCount| {
        let (token, ctx) = place(options);
        let seed = [9; 32];
        let ballot = ballot_crypto::recompute(&seed, 2, &token, &ctx).unwrap().to_bytes();
        [&[options.get() - 2, 2], seed.as_slice(), &ballot].concat()
    };
    option_counts().map(opened).collect()
}

/// Everything that is made of single points and scalars (spec 1.3, 1.4, 3.4, 10.1).
pub fn group_elements(data: &[u8]) {
    let (words, _) = data.as_chunks::<32>();
    let word = |index: usize| words.get(index).copied().unwrap_or_default();
    let two = [word(0), word(1)];
    let four = [word(0), word(1), word(2), word(3)];
    let sum = Ciphertext::from_bytes(&two);
    sum.iter().for_each(|sum| assert_eq!(sum.to_bytes(), two));
    if let Ok(acceptance) = Acceptance::from_bytes(&two) {
        assert_eq!(acceptance.to_bytes(), two);
    }
    let _key = PublicKey::from_bytes(&two[0]).map(|key| {
        assert_eq!(key.as_bytes(), &two[0]);
        let (message, signature) = data.split_at(data.len().min(64));
        let mut bytes = [0; 64];
        bytes.iter_mut().zip(signature).for_each(|(to, from)| *to = *from);
        key.verify(message, &Signature::from_bytes(bytes)).is_ok()
    });
    let joint = JointKey::from_bytes(&two[0]);
    let shares: Vec<_> =
        words.iter().skip(1).filter_map(|word| VerifyingShare::from_bytes(word).ok()).collect();
    if let Ok(joint) = joint {
        let _lie =
            shares_on_one_polynomial(u16::from(word(1)[0] % 4), &joint, &shares[..shares.len().min(6)]);
    }
    let _share = SecretShare::from_bytes(1.try_into().unwrap(), &two[0]);
    if let Ok(rehearsal) = RehearsalShare::from_bytes(&four) {
        assert_eq!(rehearsal.to_bytes(), four);
    }
    if let (Ok(share), Ok(sum)) = (DecryptionShare::from_bytes(&four), sum) {
        assert_eq!(share.to_bytes(), four);
        let village = &world().definition.villages()[0];
        let statement = ShareStatement {
            election: world().id,
            village: village.code.clone(),
            set: SetHash::new([1; 32]),
            group: 1,
            option: 1,
            trustee: 1.try_into().unwrap(),
            verifying_share: village.trustees.members[0].verifying_share,
            sum,
        };
        assert!(share.verify(&statement).is_err(), "a share out of nothing");
    }
}

/// Seeds of [`group_elements`].
#[must_use]
pub fn elements() -> Vec<Vec<u8>> {
    let village = &world().definition.villages()[0];
    let members = village.trustees.members.iter().map(|member| *member.verifying_share.as_bytes());
    let polynomial =
        std::iter::once(*village.trustees.joint_key.as_bytes()).chain(members).collect::<Vec<_>>();
    let identity = &world().booths[0].identity;
    let key = [identity.key.as_bytes().as_slice(), &[0; 32], b"message"].concat();
    let shares = crate::counting::share_files();
    let share = tally::ShareFile::parse(&shares[0]).unwrap().groups[0].shares[0].clone();
    let fields = [share.d, share.u, share.v, share.z].map(|field| hex32(&field).unwrap());
    let acceptance = crate::texts::acceptances();
    let acceptance = election::AcceptanceFile::parse(&acceptance[0]).unwrap().proof();
    vec![polynomial.concat(), key, fields.concat(), acceptance.concat(), vec![0; 128], vec![0xff; 128]]
}

/// What trustees send each other and store between rounds (spec 3.2, 3.5): packages of round 1 for three trustees, and
/// the secrets of both rounds.
pub fn ceremony(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else { return };
    let village = village();
    let parts = parts(&village);
    let own = 1.try_into().unwrap();
    match kind % 3 {
        0 => {
            let mut received = first_round();
            received.insert(2.try_into().unwrap(), bytes.to_vec());
            let Ok(all) = Round1Packages::new(&parts, &received) else { return };
            let _key = all.group_key(Vec::new()).map(|key: GroupKey| key.check(&village));
            let trustee = TrusteeRound1::start(&parts, own, &mut dice(1)).unwrap();
            let _sent = trustee.proceed(&all);
        }
        1 => {
            let package = first_round()[&own].clone();
            let Ok(read) = TrusteeRound1::from_bytes(own, bytes, package) else { return };
            assert_eq!(read.expose_bytes().unwrap().as_slice(), bytes);
            let _sent = read.proceed(&Round1Packages::new(&parts, &first_round()).unwrap());
        }
        _ => {
            let Ok(read) = TrusteeRound2::from_bytes(own, bytes) else { return };
            assert_eq!(read.expose_bytes().unwrap().as_slice(), bytes);
        }
    }
}

/// What one trustee has for another in round 2, once it is decrypted.
pub fn ceremony_share(data: &[u8]) {
    let village = village();
    let parts = parts(&village);
    let all = Round1Packages::new(&parts, &first_round()).unwrap();
    let own = 1.try_into().unwrap();
    let (round2, _) = TrusteeRound1::start(&parts, own, &mut dice(1)).unwrap().proceed(&all).unwrap();
    let received = |from: u32, bytes: &[u8]| {
        let package = Round2Package::from_bytes(bytes.to_vec().into());
        (from.try_into().unwrap(), ballot_crypto::Round2Received { transcript: all.transcript(), package })
    };
    let honest = second_round();
    let received = BTreeMap::from([received(2, data), received(3, &honest[1])]);
    let finished = round2.finish(&all, &received, &mut dice(9));
    assert_eq!(finished.is_ok(), data == honest[0], "another share than was committed to");
}

fn village() -> VillageCode {
    "1607062001".parse().unwrap()
}

fn parts(village: &VillageCode) -> CeremonyParts<'_> {
    CeremonyParts { nonce: [1; 32], village, threshold: 2, trustees: 3 }
}

fn dice(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

fn started() -> Vec<TrusteeRound1> {
    let village = village();
    let start = |number: u32| {
        TrusteeRound1::start(&parts(&village), number.try_into().unwrap(), &mut dice(number.into()))
    };
    (1..=3).map(|number| start(number).unwrap()).collect()
}

fn first_round() -> BTreeMap<election::TrusteeNumber, Vec<u8>> {
    started().iter().map(|one| (one.trustee(), one.package().to_vec())).collect()
}

/// What trustees 2 and 3 send to trustee 1.
fn second_round() -> Vec<Vec<u8>> {
    let village = village();
    let all = Round1Packages::new(&parts(&village), &first_round()).unwrap();
    let sent = started().into_iter().skip(1).map(|one| one.proceed(&all).unwrap().1);
    sent.map(|sent| sent[&1.try_into().unwrap()].expose_bytes().to_vec()).collect()
}

/// Seeds of [`ceremony`].
#[must_use]
pub fn ceremonies() -> Vec<Vec<u8>> {
    let village = village();
    let all = Round1Packages::new(&parts(&village), &first_round()).unwrap();
    let mut started = started();
    let package = started[1].package().to_vec();
    let first = started[0].expose_bytes().unwrap().to_vec();
    let second = started.remove(0).proceed(&all).unwrap().0.expose_bytes().unwrap().to_vec();
    (0..).zip([package, first, second]).map(|(kind, bytes)| [&[kind], bytes.as_slice()].concat()).collect()
}

/// Seeds of [`ceremony_share`].
#[must_use]
pub fn ceremony_shares() -> Vec<Vec<u8>> {
    second_round()
}

/// The file of a group, and what its rehearsal says (spec 3.3).
pub(crate) fn rehearsal(file: &TrusteesFile) {
    let share = |entry: &RehearsalEntry| {
        let fields = [&entry.d, &entry.u, &entry.v, &entry.z].map(|field| hex32(field).unwrap_or_default());
        RehearsalShare::from_bytes(&fields).ok()
    };
    let Some(rehearsal) = file.rehearsal().iter().map(share).collect::<Option<Vec<_>>>() else { return };
    let group = file.group();
    let key = GroupKey {
        threshold: group.threshold,
        joint_key: group.joint_key,
        verifying_shares: group.members.iter().map(|member| member.verifying_share).collect(),
        transcript: hex32(&group.transcript).unwrap(),
        rehearsal,
    };
    let _holds = key.check(file.village());
}

/// The file of a small ceremony.
pub(crate) fn trustees_file() -> Vec<u8> {
    let village = village();
    let made = KeyCeremony::together(&parts(&village), &mut dice(7)).unwrap().public;
    let member = |(number, share): (usize, &VerifyingShare)| Trustee {
        name: format!("Wali kunci {number}"),
        verifying_share: *share,
    };
    let group = TrusteeGroup {
        threshold: made.threshold,
        joint_key: made.joint_key,
        members: (1..).zip(&made.verifying_shares).map(member).collect(),
        transcript: hex::encode(made.transcript),
        one_machine: true,
    };
    let entry = |share: &RehearsalShare| {
        let [d, u, v, z] = share.to_bytes().map(hex::encode);
        RehearsalEntry { d, u, v, z }
    };
    let rehearsal = made.rehearsal.iter().map(entry).collect();
    TrusteesFile::new([1; 32], village.clone(), group, rehearsal).unwrap().to_bytes()
}
