//! `tally trustee finish`: a trustee adds up its shares, keeps them in its secret file, and rehearses.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ballot_crypto::{FinishedTrustee, Round2Package, Round2Received, TrusteeRound2};
use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use election::TrusteeNumber;
use serde_json::json;

use super::apart::Apart;
use crate::ceremony::{
    Between, Circle, Folder, Hash32, Held, Round2, Round3, RoundShare, State, Villages, fault, open, signed,
};
use crate::random;
use crate::secret::{Hex32, Locked, Secret, Share};

/// Ends a ceremony apart.
#[derive(Debug, Args)]
pub(crate) struct Finish {
    #[command(flatten)]
    apart: Apart,
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Finish {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let mut held = self.apart.open(ui, 2)?;
        let folder = Folder::of(&self.apart.files, &held.state)?;
        if !held.state.has_done(3) {
            finish(&mut held, &folder)?;
        }
        // The secret first: nothing can be sealed with a share that was lost.
        self.keep(&held)?;
        let file = held.put(&self.apart.files, 3)?;
        Ok(self.answer(ui, &held.state, &file))
    }

    /// Writes the trustee's secret file, or finds the same shares in it.
    fn keep(&self, held: &Held) -> Result<(), Problem> {
        let setting = held.state.setting();
        if self.out.symlink_metadata().is_ok() {
            let there = Locked::read(&self.out)?.open(held.passphrase())?;
            return if same_shares(&there.shares, &held.state.shares) {
                Ok(())
            } else {
                let problem = Problem::new(Exit::CannotWrite, Msg::new("file-exists")).file(&self.out);
                Err(problem.advice(Msg::new("file-exists-advice")))
            };
        }
        if let Some(folder) = self.out.parent() {
            files::make_folder(folder)?;
        }
        let name = setting.name(held.state.trustee);
        Secret::trustee(setting.mode, name, held.state.shares.clone()).write(&self.out, held.passphrase())
    }

    fn answer(&self, ui: &Ui, state: &State, file: &Path) -> Answer {
        let code = state.code.clone().unwrap_or_default();
        let mut page = ui.page();
        page.say(&Msg::new("ceremony-finished").with("villages", state.shares.len()));
        page.say(&Msg::new("file-written").with("file", self.out.as_path()));
        page.say(&Msg::new("file-written").with("file", file));
        page.advise(&self.apart.next("ceremony-finish-next", file).with("key", self.out.as_path()));
        let json = json!({
            "file": file.display().to_string(),
            "key": self.out.display().to_string(),
            "code": code,
            "villages": state.setting().villages,
        });
        page.answer(Exit::Complete, json)
    }
}

fn same_shares(one: &[Share], other: &[Share]) -> bool {
    let same = |(one, other): (&Share, &Share)| {
        one.village == other.village
            && one.trustee == other.trustee
            && one.share.bytes() == other.share.bytes()
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

fn finish(held: &mut Held, folder: &Folder) -> Result<(), Problem> {
    let setting = held.state.setting();
    let circle = Circle::new(&setting, folder)?;
    let villages = circle.round1()?;
    let received = receive(&held.state, &circle, folder, &villages)?;
    let (mut keys, mut shares) = (Vec::new(), Vec::new());
    let mut random = random::os()?;
    if held.state.secrets.len() != villages.len() {
        return Err(State::damaged());
    }
    for (((village, all), secret), received) in villages.iter().zip(&held.state.secrets).zip(&received) {
        let failed = |error| fault(&setting, folder, village, &error);
        let round2 = TrusteeRound2::from_bytes(held.state.trustee, &secret.0).map_err(failed)?;
        let FinishedTrustee { share, rehearsal } =
            round2.finish(all, received, &mut random).map_err(failed)?;
        let key = all.group_key(Vec::new()).map_err(failed)?;
        keys.push(RoundShare {
            village: village.clone(),
            transcript: Hash32(key.transcript),
            joint_key: key.joint_key,
            verifying_shares: key.verifying_shares,
            rehearsal,
        });
        let secret = Hex32::new(share.expose_bytes());
        shares.push(Share { village: village.clone(), trustee: share.trustee(), share: secret });
    }
    let file = signed(&setting, held.state.trustee, 3, &Round3 { keys }, &held.state.key())?;
    held.state.finish(file, shares);
    held.save()
}

/// What came for us in round 2, by village and sender.
type Received = Vec<BTreeMap<TrusteeNumber, Round2Received>>;

fn receive(
    state: &State,
    circle: &Circle<'_>,
    folder: &Folder,
    villages: &Villages,
) -> Result<Received, Problem> {
    let (setting, to, identity) = (state.setting(), state.trustee, state.identity()?);
    let mut received: Received = villages.iter().map(|_| BTreeMap::new()).collect();
    for (from, body) in circle.round2(villages)?.into_iter().filter(|(from, _)| *from != to) {
        let between = Between { round0: circle.round0(), from, to, villages };
        let packages = meant_for(to, &body).and_then(|sealed| open(between, sealed, &identity));
        let packages: Vec<Round2Package> = packages.ok_or_else(|| {
            let what = Msg::new("ceremony-share-unreadable").with("trustee", setting.shown(from));
            let problem = Problem::new(Exit::Failed, what).advice(Msg::new("ceremony-refused-advice"));
            match folder.get(2, from) {
                Some(file) => problem.file(&file.path),
                None => problem,
            }
        })?;
        for ((village, package), (_, all)) in received.iter_mut().zip(packages).zip(villages) {
            village.insert(from, Round2Received { transcript: all.transcript(), package });
        }
    }
    Ok(received)
}

fn meant_for(to: TrusteeNumber, body: &Round2) -> Option<&[u8]> {
    body.shares.iter().find(|one| one.trustee == to).map(|one| one.sealed.0.as_slice())
}
