//! What is checked of everybody's files, round by round. Whatever is wrong is told with trustee and file.

use std::collections::{BTreeMap, BTreeSet};

use ballot_crypto::{CeremonyError, Fault, GroupKey, Round1Packages};
use dialogue::{Exit, Msg, Problem};
use election::{LabelledHasher, PublicKey, TrusteeNumber, VillageCode, short_code};

use super::notes::RoundFile;
use crate::ceremony::{Folder, Hash32, Round0, Round1, Round2, Round3, RoundShare, Setting, TranscriptOf};
use crate::message::in_both;

/// The trustees of a ceremony: everybody's file of round 0, checked, and what has come since.
pub(crate) struct Circle<'a> {
    setting: &'a Setting,
    folder: &'a Folder,
    members: Vec<Member>,
}

/// A trustee as its file of round 0 presents it.
pub(crate) struct Member {
    pub(crate) trustee: TrusteeNumber,
    pub(crate) recipient: age::x25519::Recipient,
    key: PublicKey,
    hash: [u8; 32],
}

impl Member {
    /// What the trustee reads aloud.
    pub(crate) fn fingerprint(&self) -> String {
        short_code(&self.hash)
    }
}

/// The packages of round 1, by village.
pub(crate) type Villages = Vec<(VillageCode, Round1Packages)>;

impl<'a> Circle<'a> {
    /// Reads everybody's file of round 0: all there, self-signed, of one mind about the ceremony, with distinct keys.
    /// Whose they are is for people to compare.
    pub(crate) fn new(setting: &'a Setting, folder: &'a Folder) -> Result<Self, Problem> {
        let files = folder.complete(setting, 0)?;
        let members = files.into_iter().map(|file| member(setting, file)).collect::<Result<Vec<_>, _>>()?;
        let mut seen = BTreeSet::new();
        for Member { trustee, key, recipient, .. } in &members {
            if !(seen.insert(key.to_string()) && seen.insert(recipient.to_string())) {
                let what = Msg::new("ceremony-same-keys").with("trustee", setting.shown(*trustee));
                return Err(refused(folder.get(0, *trustee), what));
            }
        }
        Ok(Self { setting, folder, members })
    }

    pub(crate) fn members(&self) -> &[Member] {
        &self.members
    }

    /// `H("ceremony-round0", ...)`: the circle that everything after round 0 answers to.
    pub(crate) fn round0(&self) -> [u8; 32] {
        let start = LabelledHasher::new("ceremony-round0");
        let add = |hasher: LabelledHasher, one: &Member| hasher.u16(one.trustee.get()).bytes(one.hash);
        self.members.iter().fold(start, add).finish()
    }

    /// Hashes of all files of a round, as a trustee remembers them.
    pub(crate) fn hashes(&self, round: u8) -> Result<Vec<Hash32>, Problem> {
        Ok(self.folder.complete(self.setting, round)?.into_iter().map(|file| Hash32(file.hash())).collect())
    }

    /// Everybody's packages of round 1, all of which answer this circle.
    pub(crate) fn round1(&self) -> Result<Villages, Problem> {
        let mut received: Vec<(&VillageCode, BTreeMap<TrusteeNumber, Vec<u8>>)> =
            self.setting.villages.iter().map(|village| (village, BTreeMap::new())).collect();
        for (trustee, file, body) in self.bodies::<Round1>(1)? {
            if body.round0.0 != self.round0() {
                let what = Msg::new("ceremony-other-round0").with("trustee", self.setting.shown(trustee));
                return Err(refused(Some(file), what));
            }
            self.must_be_all(trustee, file, body.packages.iter().map(|one| &one.village))?;
            for ((_, packages), one) in received.iter_mut().zip(body.packages) {
                packages.insert(trustee, one.package.0);
            }
        }
        let village = |(village, packages): (&VillageCode, BTreeMap<_, _>)| {
            let all = Round1Packages::new(&self.setting.parts(village), &packages)
                .map_err(|error| fault(self.setting, self.folder, village, &error))?;
            Ok((village.clone(), all))
        };
        received.into_iter().map(village).collect()
    }

    /// The short code of what everybody must have seen before shares leave (spec 3.5).
    pub(crate) fn code(&self, villages: &Villages) -> String {
        let start = LabelledHasher::new("ceremony-code").bytes(self.round0());
        let add = |hasher: LabelledHasher, (village, all): &(VillageCode, Round1Packages)| {
            hasher.str(village.as_str()).bytes(all.transcript())
        };
        short_code(&villages.iter().fold(start, add).finish())
    }

    /// Everybody's file of round 2, all of whose senders have seen the same packages of round 1.
    pub(crate) fn round2(&self, villages: &Villages) -> Result<Vec<(TrusteeNumber, Round2)>, Problem> {
        let seen = transcripts(villages);
        let mut found = Vec::new();
        for (trustee, file, body) in self.bodies::<Round2>(2)? {
            self.must_be_all(trustee, file, body.transcripts.iter().map(|one| &one.village))?;
            let differs = body.transcripts.iter().zip(&seen).find(|(theirs, ours)| theirs != ours);
            if let Some((other, _)) = differs {
                let error = CeremonyError::Trustee { trustee, fault: Fault::OtherTranscript };
                return Err(fault(self.setting, self.folder, &other.village, &error));
            }
            found.push((trustee, body));
        }
        Ok(found)
    }

    /// The groups' keys as everybody has found and rehearsed them, by village.
    pub(crate) fn round3(&self, villages: &Villages) -> Result<Vec<(VillageCode, GroupKey)>, Problem> {
        let mut keys = Vec::new();
        for (village, all) in villages {
            let key = all.group_key(Vec::new());
            keys.push((
                village.clone(),
                key.map_err(|error| fault(self.setting, self.folder, village, &error))?,
            ));
        }
        for (trustee, file, body) in self.bodies::<Round3>(3)? {
            self.must_be_all(trustee, file, body.keys.iter().map(|one| &one.village))?;
            for ((village, key), one) in keys.iter_mut().zip(&body.keys) {
                if !says(one, key) {
                    let what = Msg::new("ceremony-other-key")
                        .with("trustee", self.setting.shown(trustee))
                        .with("village", village.as_str());
                    return Err(refused(Some(file), what));
                }
                key.rehearsal.push(one.rehearsal);
            }
        }
        Ok(keys)
    }

    /// All files of a round, each signed by its trustee.
    fn bodies<T: serde::Serialize + serde::de::DeserializeOwned>(
        &self,
        round: u8,
    ) -> Result<Vec<(TrusteeNumber, &'a RoundFile, T)>, Problem> {
        let files = self.folder.complete(self.setting, round)?;
        let body = |(member, file): (&Member, &'a RoundFile)| {
            signed_by(self.setting, file, &member.key)?;
            Ok((member.trustee, file, file.body()?))
        };
        self.members.iter().zip(files).map(body).collect()
    }

    fn must_be_all<'v>(
        &self,
        trustee: TrusteeNumber,
        file: &RoundFile,
        villages: impl Iterator<Item = &'v VillageCode>,
    ) -> Result<(), Problem> {
        if villages.eq(&self.setting.villages) {
            return Ok(());
        }
        let what = Msg::new("ceremony-other-villages").with("trustee", self.setting.shown(trustee));
        Err(refused(Some(file), what))
    }
}

/// The transcript hashes of all villages, as trustees sign them.
pub(crate) fn transcripts(villages: &Villages) -> Vec<TranscriptOf> {
    let one = |(village, all): &(VillageCode, Round1Packages)| TranscriptOf {
        village: village.clone(),
        transcript: Hash32(all.transcript()),
    };
    villages.iter().map(one).collect()
}

fn says(one: &RoundShare, key: &GroupKey) -> bool {
    one.transcript.0 == key.transcript
        && one.joint_key == key.joint_key
        && one.verifying_shares == key.verifying_shares
}

fn member(setting: &Setting, file: &RoundFile) -> Result<Member, Problem> {
    let (trustee, body) = (file.head.trustee, file.body::<Round0>()?);
    signed_by(setting, file, &body.key)?;
    let same = body.threshold == setting.threshold
        && body.villages == setting.villages
        && body.names == setting.names
        && body.trustee == trustee;
    if !same {
        let what = Msg::new("ceremony-other-setting").with("trustee", setting.shown(trustee));
        return Err(refused(Some(file), what));
    }
    let recipient = body.recipient.parse::<age::x25519::Recipient>().ok();
    let recipient = recipient.filter(|one| one.to_string() == body.recipient);
    let unreadable = || {
        Problem::new(Exit::Unreadable, Msg::new("ceremony-unreadable"))
            .file(&file.path)
            .advice(Msg::new("ceremony-unreadable-advice"))
    };
    Ok(Member { trustee, recipient: recipient.ok_or_else(unreadable)?, key: body.key, hash: file.hash() })
}

fn signed_by(setting: &Setting, file: &RoundFile, key: &PublicKey) -> Result<(), Problem> {
    file.verify(key).map_err(|error| {
        let what = Msg::new("ceremony-bad-signature").with("trustee", setting.shown(file.head.trustee));
        refused(Some(file), what).told(in_both(error))
    })
}

fn refused(file: Option<&RoundFile>, what: Msg) -> Problem {
    let problem = Problem::new(Exit::Failed, what).advice(Msg::new("ceremony-refused-advice"));
    match file {
        Some(file) => problem.file(&file.path),
        None => problem,
    }
}

/// What the key generation refuses, with trustee and file.
pub(crate) fn fault(
    setting: &Setting,
    folder: &Folder,
    village: &VillageCode,
    error: &CeremonyError,
) -> Problem {
    let CeremonyError::Trustee { trustee, fault } = error else {
        let what = Msg::new("ceremony-failed").with("village", village.as_str());
        return Problem::new(Exit::Failed, what).advice(Msg::new("ceremony-refused-advice")).detail(error);
    };
    let (round, text) = match fault {
        Fault::Count { round } => (*round, Msg::new("fault-count")),
        Fault::Unreadable { round } => (*round, Msg::new("fault-unreadable")),
        Fault::Coefficients { .. } => (1, Msg::new("fault-coefficients")),
        Fault::NoPossession => (1, Msg::new("fault-no-possession")),
        Fault::Replaced => (1, Msg::new("fault-replaced")),
        Fault::OtherTranscript => (2, Msg::new("fault-other-transcript")),
        Fault::WrongShare => (2, Msg::new("fault-wrong-share")),
    };
    let what = Msg::new("ceremony-fault")
        .with("trustee", setting.shown(*trustee))
        .with("village", village.as_str())
        .with("fault", text);
    refused(folder.get(round, *trustee), what)
}
