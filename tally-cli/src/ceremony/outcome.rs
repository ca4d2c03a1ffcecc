//! What the authority makes of a folder of ceremony files: the groups of villages, if all is as it must be.

use std::path::Path;

use ballot_crypto::{GroupKey, GroupKeyError, RehearsalShare, ShareError};
use dialogue::{Exit, Msg, Problem};
use election::definition::{Trustee, TrusteeGroup};
use election::draft::Draft;
use election::{PartError, RehearsalEntry, TrusteesFile, VerifyingShare, VillageCode};

use crate::ceremony::{Circle, Folder, Round0, Setting};

/// The outcomes of all ceremonies apart whose files lie in `folder`, for this draft.
pub(crate) fn outcomes(folder: &Path, draft: &Draft) -> Result<Vec<TrusteesFile>, Problem> {
    let mut found = Vec::new();
    for one in Folder::all(folder)?.into_values() {
        found.extend(outcome(&one, draft)?);
    }
    Ok(found)
}

fn outcome(folder: &Folder, draft: &Draft) -> Result<Vec<TrusteesFile>, Problem> {
    let Some(first) = folder.first() else { return Ok(Vec::new()) };
    let foreign = || {
        Problem::new(Exit::Failed, Msg::new("ceremony-foreign"))
            .file(&first.path)
            .advice(Msg::new("ceremony-foreign-advice"))
    };
    let village = draft.villages().iter().find(|one| one.code == first.head.village).ok_or_else(foreign)?;
    let villages = match first.head.round {
        0 => first.body::<Round0>()?.villages,
        _ => vec![village.code.clone()],
    };
    if villages.first() != Some(&village.code) || !villages.is_sorted_by(|one, next| one < next) {
        return Err(foreign());
    }
    let setting = Setting {
        mode: draft.mode(),
        nonce: draft.nonce(),
        threshold: village.trustees.threshold,
        villages,
        names: village.trustees.names.clone(),
    };
    folder.must_be_of(&setting)?;
    // Whoever seals is no trustee: the files are to be asked for.
    let ask = |missing: Problem| missing.advice(Msg::new("ceremony-missing-seal-advice"));
    (0..=3).try_for_each(|round| folder.complete(&setting, round).map(drop)).map_err(ask)?;
    let circle = Circle::new(&setting, folder)?;
    let villages = circle.round1()?;
    circle.round2(&villages)?;
    circle.round3(&villages)?.iter().map(|(village, key)| checked(folder, &setting, village, key)).collect()
}

fn checked(
    folder: &Folder,
    setting: &Setting,
    village: &VillageCode,
    key: &GroupKey,
) -> Result<TrusteesFile, Problem> {
    let failed =
        |what: &'static str| Problem::new(Exit::Failed, Msg::new(what).with("village", village.as_str()));
    key.check(village).map_err(|error| {
        let problem = failed("rehearsal-failed").advice(Msg::new("rehearsal-failed-advice")).detail(error);
        let file = match error {
            GroupKeyError::Rehearsal(ShareError::Key { trustee } | ShareError::Sum { trustee }) => {
                folder.get(3, trustee)
            }
            _ => None,
        };
        match file {
            Some(file) => problem.file(&file.path),
            None => problem,
        }
    })?;
    public_file(setting.nonce, village, &setting.names, key, false)
        .map_err(|error| failed("ceremony-failed").advice(Msg::new("ceremony-refused-advice")).detail(error))
}

/// The public file of a group (spec 3.3).
pub(crate) fn public_file(
    nonce: [u8; 32],
    village: &VillageCode,
    names: &[String],
    key: &GroupKey,
    one_machine: bool,
) -> Result<TrusteesFile, PartError> {
    let member =
        |(name, share): (&String, &VerifyingShare)| Trustee { name: name.clone(), verifying_share: *share };
    let group = TrusteeGroup {
        threshold: key.threshold,
        joint_key: key.joint_key,
        members: names.iter().zip(&key.verifying_shares).map(member).collect(),
        transcript: hex::encode(key.transcript),
        one_machine,
    };
    let rehearsal = |share: &RehearsalShare| {
        let [d, u, v, z] = share.to_bytes().map(hex::encode);
        RehearsalEntry { d, u, v, z }
    };
    let rehearsal = key.rehearsal.iter().map(rehearsal).collect();
    TrusteesFile::new(nonce, village.clone(), group, rehearsal)
}
