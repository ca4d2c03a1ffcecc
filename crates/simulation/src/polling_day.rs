//! One booth on polling day, through the real session and the real store.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ballot_crypto::Acceptance;
use ballot_log::{
    Checkpoint, LaunchPart, Moment, Officers, Receipt, Slips as SlipCount, SoftwareHash, Tokens,
};
use ballot_store::{Durability, Options, Paths, SameDevice};
use election::definition::{Definition, TimeZone, Voters};
use election::{BallotCode, LabelledHasher, SecretKey, Token, TokenList, TrusteeNumber};
use polling::{
    Admission, BoothKit, Clock, ClosedBooth, Codes, Comparing, Finished, Halt, KitParts, LockedBooth,
    Machine, Outcome, PaperFound, Ready, Started, start,
};

use crate::dice::Dice;
use crate::enrolment::{BoothSecrets, MODE, TIME_ZONE};
use crate::error::SimulationError;
use crate::printer::{Slips, Tray};
use crate::scenario::{BoothPlan, VillagePlan};
use crate::surroundings::Randomness;
use crate::voters::{Conduct, Incident, Voter, voters};

/// 2026-11-22 07:00:00 WIB.
const OPENING: u64 = 1_795_305_600;
/// Seconds from opening to closing.
const HOURS: u64 = 6 * 3_600;
/// Receipts that a booth's voters hand in.
const RECEIPTS: usize = 2;

/// Everything that one booth needs on polling day.
pub(crate) struct BoothJob<'a> {
    pub(crate) definition: Arc<Definition>,
    pub(crate) village: &'a VillagePlan,
    pub(crate) plan: &'a BoothPlan,
    pub(crate) secrets: &'a BoothSecrets,
    pub(crate) lists: Vec<TokenList>,
    pub(crate) acceptances: &'a [(TrusteeNumber, Acceptance)],
    /// Place of the booth in its village, from 1.
    pub(crate) place: u64,
    pub(crate) seed: u64,
    pub(crate) durability: Durability,
    /// Folder for log and mirror.
    pub(crate) folder: &'a Path,
    /// Where the bundle goes.
    pub(crate) bundle: PathBuf,
    pub(crate) randomness: &'a dyn Randomness,
    /// Told of every voter who has left.
    pub(crate) voter_done: &'a (dyn Fn() + Sync),
}

/// What the simulation knows of a booth after the close.
#[derive(Debug, Clone)]
pub(crate) struct BoothDay {
    /// What the voters meant, by option.
    pub(crate) meant: Vec<u32>,
    pub(crate) slips: Slips,
    pub(crate) challenged: Vec<BallotCode>,
    pub(crate) cancelled: u32,
    pub(crate) restarts: u32,
    /// Receipts of a few voters.
    pub(crate) receipts: Vec<Receipt>,
    pub(crate) checkpoint: Checkpoint,
}

impl BoothJob<'_> {
    /// Opens, lets everybody vote, closes, exports.
    pub(crate) fn run(self) -> Result<BoothDay, SimulationError> {
        let mut dice = Dice::new(self.seed, self.village.stream + self.place);
        let voters = voters(self.village, self.plan, &mut dice);
        let mut day = Day::new(&self, voters.len());
        let mut ready = day.open()?;
        for voter in &voters {
            day.clock.fetch_add(day.pace, Ordering::Relaxed);
            ready = day.serve(ready, voter)?;
            (self.voter_done)();
        }
        day.clock.store(OPENING + HOURS, Ordering::Relaxed);
        let officers = day.officers(&ready, &mut dice);
        let counts = *ready.counts();
        let admission = day.admitted(ready.admit(&codes()))?;
        let closed =
            ready.close(admission, officers, None).map_err(|refused| day.error("closing", refused.reason))?;
        let mut closed = closed.map_err(|fault| day.error("closing", fault))?;
        day.finish(&mut closed)?;
        Ok(BoothDay {
            meant: day.meant,
            slips: day.tray.slips(options(self.village)),
            challenged: day.challenged,
            cancelled: counts.cancelled,
            restarts: day.restarts,
            receipts: day.receipts,
            checkpoint: closed.checkpoint(),
        })
    }
}

pub(crate) fn options(village: &VillagePlan) -> u8 {
    u8::try_from(village.popularity.len()).unwrap_or(u8::MAX)
}

/// A booth while the day runs.
struct Day<'j, 'a> {
    job: &'j BoothJob<'a>,
    /// Slips with tokens at the desk, list by list.
    desk: Vec<Vec<Token>>,
    tray: Tray,
    clock: Arc<AtomicU64>,
    /// Seconds from one voter to the next.
    pace: u64,
    starts: u32,
    meant: Vec<u32>,
    came: u32,
    challenged: Vec<BallotCode>,
    receipts: Vec<Receipt>,
    restarts: u32,
}

/// How a voter's session ended.
enum Left {
    /// The ballot is recorded.
    Voted(Ready, Receipt),
    /// Nothing is recorded under this token; the voter begins again.
    NotYet(Ready),
}

impl<'j, 'a> Day<'j, 'a> {
    fn new(job: &'j BoothJob<'a>, voters: usize) -> Self {
        Self {
            job,
            desk: job.secrets.tokens.iter().map(|(_, tokens)| tokens.clone()).collect(),
            tray: Tray::default(),
            clock: Arc::new(AtomicU64::new(OPENING)),
            pace: HOURS / (u64::try_from(voters).unwrap_or(HOURS) + 1),
            starts: 0,
            meant: vec![0; options(job.village).into()],
            came: 0,
            challenged: Vec::new(),
            receipts: Vec::new(),
            restarts: 0,
        }
    }

    fn error(&self, step: &'static str, problem: impl Display) -> SimulationError {
        SimulationError::Booth { booth: self.job.secrets.booth.clone(), step, problem: problem.to_string() }
    }

    fn admitted(&self, admission: Option<Admission>) -> Result<Admission, SimulationError> {
        admission.ok_or_else(|| self.error("letting the officers in", "their codes are refused"))
    }

    fn kit(&self) -> Result<BoothKit, SimulationError> {
        let secrets = self.job.secrets;
        BoothKit::new(KitParts {
            definition: self.job.definition.clone(),
            booth: secrets.booth.clone(),
            key: SecretKey::from_bytes(&secrets.key.expose_bytes()),
            secret: secrets.secret.clone(),
            lists: self.job.lists.clone(),
            others: Vec::new(),
            acceptances: self.job.acceptances.to_vec(),
        })
        .map_err(|error| self.error("kit", error))
    }

    fn machine(&mut self) -> Machine {
        let purpose = format!("booth {} start {}", self.job.secrets.booth, self.starts);
        self.starts += 1;
        Machine {
            printer: Box::new(self.tray.clone()),
            clock: Box::new(SimulatedClock(self.clock.clone())),
            entropy: self.job.randomness.generator(&purpose),
            officers: Box::new(codes()),
            software: software(),
        }
    }

    fn paths(&self) -> Paths {
        Paths { log: self.job.folder.join("log.sqlite"), mirror: self.job.folder.join("mirror.plkm") }
    }

    const fn options(&self) -> Options {
        Options { durability: self.job.durability, same_device: SameDevice::Allowed, frames: 64 }
    }

    fn open(&mut self) -> Result<Ready, SimulationError> {
        let (kit, machine) = (self.kit()?, self.machine());
        let mut locked = LockedBooth::create(kit, machine, &self.paths(), &self.options())
            .map_err(|error| self.error("creating the log", error))?;
        locked.readiness(None);
        let admission = self.admitted(locked.admit(&codes()))?;
        let candidates = locked.station().village().candidates.len();
        let opened = locked
            .open(admission, launch(candidates))
            .map_err(|refused| self.error("opening", refused.reason))?;
        Ok(opened.map_err(|halt| self.error("opening", halt))?.next())
    }

    /// Lets one voter in, until the voter has done what he or she came for.
    fn serve(&mut self, ready: Ready, voter: &Voter) -> Result<Ready, SimulationError> {
        self.came += 1;
        let mut ready = ready;
        if voter.incident == Some(Incident::PowerCutBetween) {
            drop(ready);
            ready = self.restart(PaperFound::Nothing)?.next();
        }
        let token = self.draw(voter.list)?;
        match voter.conduct {
            Conduct::Leaves => return self.look_and_leave(ready, voter, token),
            Conduct::TestsFirst => {
                if self.can_spare(voter.list) {
                    let spare = self.draw(voter.list)?;
                    ready = self.test(ready, voter, &spare)?;
                }
            }
            Conduct::CancelsFirst => ready = self.cancel(ready, voter, &token)?,
            Conduct::Plain | Conduct::TouchesTwice => {}
        }
        let mut incident = voter.incident;
        loop {
            match self.vote(ready, voter, &token, incident.take())? {
                Left::Voted(ready, receipt) => {
                    self.voted(voter, receipt);
                    return Ok(ready);
                }
                Left::NotYet(again) => ready = again,
            }
        }
    }

    fn voted(&mut self, voter: &Voter, receipt: Receipt) {
        if let Some(count) = self.meant.get_mut(usize::from(voter.option.saturating_sub(1))) {
            *count += 1;
        }
        if self.receipts.len() < RECEIPTS {
            self.receipts.push(receipt);
        }
    }

    /// A slip from the desk.
    fn draw(&mut self, list: usize) -> Result<Token, SimulationError> {
        let token = self.desk.get_mut(list).and_then(Vec::pop);
        token.ok_or_else(|| self.error("handing out slips", "there are none left"))
    }

    /// Whether everybody on the list can still get a slip if one is used for a test.
    fn can_spare(&self, list: usize) -> bool {
        let left = self.desk.get(list).map_or(0, Vec::len);
        let plan = self.job.plan.lists.get(list);
        let coming = plan.map_or(0, |list| list.ballots + list.leavers);
        let handed_out = plan.map_or(0, |list| list.tokens as usize).saturating_sub(left);
        left > (coming as usize).saturating_sub(handed_out)
    }

    fn look_and_leave(
        &mut self,
        ready: Ready,
        voter: &Voter,
        token: Token,
    ) -> Result<Ready, SimulationError> {
        let choosing = ready
            .scan(&token.to_qr(MODE, &self.job.secrets.booth))
            .map_err(|refused| self.error("scanning", refused.reason))?;
        // The slip was not used and goes back to the desk.
        if let Some(desk) = self.desk.get_mut(voter.list) {
            desk.insert(0, token);
        }
        Ok(choosing.abandon())
    }

    /// From the slip to the comparison.
    fn compare(
        &self,
        ready: Ready,
        token: &Token,
        touches: &[u8],
    ) -> Result<Result<Comparing, Halt>, SimulationError> {
        let scanned = ready.scan(&token.to_qr(MODE, &self.job.secrets.booth));
        let mut choosing = scanned.map_err(|refused| self.error("scanning", refused.reason))?;
        let (last, before) = touches.split_last().ok_or_else(|| self.error("choosing", "no option"))?;
        for option in before {
            let chosen = choosing.choose(*option);
            choosing = chosen.map_err(|refused| self.error("choosing", refused.reason))?.no();
        }
        let confirming = choosing.choose(*last).map_err(|refused| self.error("choosing", refused.reason))?;
        Ok(confirming.yes())
    }

    fn test(&mut self, ready: Ready, voter: &Voter, token: &Token) -> Result<Ready, SimulationError> {
        let comparing = self.compare(ready, token, &[voter.other])?;
        let comparing = comparing.map_err(|halt| self.error("printing", halt))?;
        let finished = comparing.challenge().map_err(|halt| self.error("testing", halt))?;
        match finished.outcome() {
            Outcome::Challenged(code) => self.challenged.push(*code),
            other => return Err(self.error("testing", format!("it ended as {other:?}"))),
        }
        Ok(finished.next())
    }

    fn cancel(&self, ready: Ready, voter: &Voter, token: &Token) -> Result<Ready, SimulationError> {
        let comparing = self.compare(ready, token, &[voter.other])?;
        let comparing = comparing.map_err(|halt| self.error("printing", halt))?;
        match comparing.cancel().map_err(|halt| self.error("cancelling", halt))? {
            Ok(withdrawn) => Ok(withdrawn.leave()),
            Err(_) => Err(self.error("cancelling", "officers are called")),
        }
    }

    fn vote(
        &mut self,
        ready: Ready,
        voter: &Voter,
        token: &Token,
        incident: Option<Incident>,
    ) -> Result<Left, SimulationError> {
        match incident {
            Some(Incident::PaperOut) => self.tray.fail_after(1, true),
            Some(Incident::PowerCutAtMark) => self.tray.fail_after(2, false),
            Some(Incident::PowerCutAtSlip | Incident::PowerCutBetween) | None => {}
        }
        let touches: &[u8] = match voter.conduct {
            Conduct::TouchesTwice => &[voter.other, voter.option],
            _ => &[voter.option],
        };
        let comparing = match self.compare(ready, token, touches)? {
            Ok(comparing) => comparing,
            Err(halt) => return self.mend(halt),
        };
        if incident == Some(Incident::PowerCutAtSlip) {
            drop(comparing);
            return self.restart(PaperFound::Slip).map(left);
        }
        match comparing.cast() {
            Ok(finished) => Ok(left(finished)),
            Err(halt @ Halt::Unprinted(_)) if incident == Some(Incident::PowerCutAtMark) => {
                drop(halt);
                self.tray.mend();
                self.restart(PaperFound::Slip).map(left)
            }
            Err(halt) => self.mend(halt),
        }
    }

    /// An officer puts in a new roll.
    fn mend(&self, halt: Halt) -> Result<Left, SimulationError> {
        self.tray.mend();
        match halt {
            Halt::Unprinted(unprinted) => {
                Ok(left(unprinted.retry().map_err(|halt| self.error("printing again", halt))?))
            }
            Halt::Faulted(fault) => Err(self.error("voting", fault)),
        }
    }

    /// The machine went off; the state has been dropped. It starts again from its media.
    fn restart(&mut self, found: PaperFound) -> Result<Finished, SimulationError> {
        self.restarts += 1;
        let (kit, machine) = (self.kit()?, self.machine());
        let started = start(kit, machine, &self.paths(), &self.options())
            .map_err(|error| self.error("starting again", error))?;
        match started {
            Started::Restarted(booth) => {
                let admission = self.admitted(booth.admit(&codes()))?;
                booth.settle(admission, found).map_err(|halt| self.error("settling after a restart", halt))
            }
            Started::Locked(_) | Started::Closed(_) => {
                Err(self.error("starting again", "the polls are not open"))
            }
        }
    }

    /// The officers' figures, which add up (spec 6.9).
    fn officers(&self, ready: &Ready, dice: &mut Dice) -> Officers {
        let counts = ready.counts();
        let registered =
            self.job.plan.lists.iter().fold(Voters::default(), |sum, list| sum.plus(list.voters));
        let all = registered.male + registered.female;
        let male = (self.came * registered.male).checked_div(all).unwrap_or_default();
        let present = Voters { male, female: self.came - male };
        let received = self.job.plan.lists.iter().map(|list| list.tokens).sum::<u32>();
        let rest = received - counts.cast - counts.challenged;
        let spoiled = dice.below(3).min(rest);
        let exchanged = u32::from(dice.percent(10)).min(rest - spoiled);
        let tokens = Tokens { received, unused: rest - spoiled - exchanged, spoiled, exchanged };
        let slips = self.tray.slips(options(self.job.village));
        let slips = SlipCount { sah: slips.sah.iter().sum(), batal: slips.batal };
        Officers { present, dptb: Voters::default(), tokens, slips }
    }

    fn finish(&self, closed: &mut ClosedBooth) -> Result<(), SimulationError> {
        closed.print_report().map_err(|fault| self.error("printing the close report", fault))?;
        match closed.mismatches().first() {
            None => {}
            Some(mismatch) => return Err(self.error("closing", mismatch)),
        }
        closed.export(&self.job.bundle).map(|_| ()).map_err(|error| self.error("exporting", error))
    }
}

fn left(finished: Finished) -> Left {
    let receipt = match finished.outcome() {
        Outcome::Cast(receipt) => Some(receipt.clone()),
        _ => None,
    };
    let ready = finished.next();
    match receipt {
        Some(receipt) => Left::Voted(ready, receipt),
        None => Left::NotYet(ready),
    }
}

/// The codes of the booth's two officers, who exist in the simulation alone.
fn codes() -> Codes {
    #[expect(clippy::expect_used, reason = "two times eight digits")]
    Codes::new("01234567", "76543210").expect("two codes")
}

/// Two witnesses and the chairman's dice.
fn launch(candidates: usize) -> Vec<LaunchPart> {
    let part = |candidate, given_by: &str, code: &str| LaunchPart {
        candidate,
        given_by: given_by.to_owned(),
        code: code.to_owned(),
    };
    let absent = (1..candidates).map(|_| part(0, "ketua panitia", "5263114236"));
    absent.chain([part(1, "saksi nomor 1", "MAWAR")]).collect()
}

/// Stands where a booth has the hash of its program.
fn software() -> SoftwareHash {
    SoftwareHash::new(LabelledHasher::new("simulation-software").str(env!("CARGO_PKG_VERSION")).finish())
}

struct SimulatedClock(Arc<AtomicU64>);

impl Clock for SimulatedClock {
    fn now(&mut self) -> Moment {
        let seconds = self.0.load(Ordering::Relaxed);
        moment(seconds, TIME_ZONE)
    }
}

fn moment(seconds: u64, zone: TimeZone) -> Moment {
    #[expect(clippy::expect_used, reason = "seconds of one day in 2026: a moment of every zone")]
    Moment::from_unix(seconds, zone).expect("a moment of 2026")
}
