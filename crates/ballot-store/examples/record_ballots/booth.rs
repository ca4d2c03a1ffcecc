//! A booth that votes by itself: polling's session with a printer in memory, the real clock, the system's randomness.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ballot_log::mirror::{FRAME, decode_frame};
use ballot_log::{Body, Counts, Event, EventKind, LaunchPart, Moment, SoftwareHash};
use ballot_store::{OpenError, Options, Paths, PlaceError};
use election::definition::TimeZone;
use election::{BallotCode, Token};
use polling::{
    Choosing, Clock, Codes, Finished, LockedBooth, Machine, Outcome, Paper, PaperFound, PrintFault,
    PrintTrouble, Printer, Ready, Refused, StartError, Started, TokenRefusal, start,
};
use rand::rand_core::{Rng, UnwrapErr};
use rand::rngs::SysRng;

use super::kit::{Failure, Kit};

/// A booth with open polls.
pub(crate) struct Booth {
    /// `None` once it has stopped.
    ready: Option<Ready>,
    /// Slips not handed out yet, some of them used up before the last start.
    deck: std::vec::IntoIter<Token>,
    /// How long each ballot took from the choice on.
    pub(crate) took: Vec<Duration>,
    /// How much of it came after the second YA.
    pub(crate) recorded_in: Vec<Duration>,
}

impl Booth {
    /// Starts the booth of a log, or begins the log where there is none.
    pub(crate) fn start(kit: &Kit, paths: &Paths, options: &Options) -> Result<Self, Failure> {
        let finished = match start(kit.booth()?, machine()?, paths, options) {
            Err(StartError::Open(OpenError::Place(PlaceError::Absent { .. }))) => {
                open(LockedBooth::create(kit.booth()?, machine()?, paths, options)?)?
            }
            Ok(Started::Locked(locked)) => open(locked)?,
            // The paper was in the memory of the process that ended: whatever it had printed, nobody finds a slip.
            Ok(Started::Restarted(booth)) => {
                let admission = booth.admit(&codes()?).ok_or(NOT_ADMITTED)?;
                booth.settle(admission, PaperFound::Nothing)?
            }
            Ok(Started::Closed(_)) => return Err("the polls are closed; begin with another log".into()),
            Err(error) => return Err(error.into()),
        };
        let (ready, deck) = (Some(finished.next()), kit.deck().to_vec().into_iter());
        Ok(Self { ready, deck, took: Vec::new(), recorded_in: Vec::new() })
    }

    /// What starting has logged, read from the mirror: all that follows the last start or the opening.
    pub(crate) fn logged(&self, mirror: &Path) -> Result<Vec<Event>, Failure> {
        let counts = self.ready.as_ref().ok_or(STOPPED)?.counts();
        let mirror = File::open(mirror)?;
        let mut events = Vec::new();
        for position in (1..=last_position(counts)).rev() {
            match body(&mirror, position)? {
                Body::Event(event) => events.push(event),
                _ => break,
            }
            if events.last().is_some_and(|event| event.event == EventKind::Restart) {
                break;
            }
        }
        events.reverse();
        Ok(events)
    }

    /// One voter with the next unused slip; when this returns, the ballot is durable on both media.
    pub(crate) fn vote(&mut self) -> Result<BallotCode, Failure> {
        let choosing = self.scan()?;
        let options = choosing.options().get();
        let option = 1 + u8::try_from(UnwrapErr(SysRng).next_u32() % u32::from(options))?;
        let begun = Instant::now();
        let comparing = choosing.choose(option)?.yes()?;
        let second_yes = Instant::now();
        let finished = comparing.cast()?;
        self.recorded_in.push(second_yes.elapsed());
        self.took.push(begun.elapsed());
        let Outcome::Cast(receipt) = finished.outcome() else {
            return Err(format!("a ballot ended as {:?}", finished.outcome()).into());
        };
        let code = receipt.code;
        self.ready = Some(finished.next());
        Ok(code)
    }

    fn scan(&mut self) -> Result<Choosing, Failure> {
        let mut ready = self.ready.take().ok_or(STOPPED)?;
        for token in self.deck.by_ref() {
            let identity = ready.station().identity();
            let slip = token.to_qr(identity.mode, &identity.booth);
            ready = match ready.scan(&slip) {
                Ok(choosing) => return Ok(choosing),
                Err(Refused { state, reason: TokenRefusal::Used { .. } }) => state,
                Err(refused) => return Err(refused.reason.into()),
            };
        }
        Err("all tokens are used up; begin with another folder".into())
    }
}

const STOPPED: &str = "the booth has stopped";
const NOT_ADMITTED: &str = "the officers' codes are refused";

fn open(mut locked: LockedBooth) -> Result<Finished, Failure> {
    locked.readiness(None);
    let dice = LaunchPart { candidate: 0, given_by: "recorder".to_owned(), code: "1234561234".to_owned() };
    let launch = vec![dice; locked.station().village().candidates.len()];
    let admission = locked.admit(&codes()?).ok_or(NOT_ADMITTED)?;
    Ok(locked.open(admission, launch).map_err(|refused| refused.reason)??)
}

/// The codes of two officers whom nobody has to be: this booth votes by itself.
fn codes() -> Result<Codes, Failure> {
    Codes::new("01234567", "76543210").ok_or_else(|| NOT_ADMITTED.into())
}

fn last_position(counts: &Counts) -> u64 {
    [counts.cast, counts.challenged, counts.cancelled, counts.events].map(u64::from).iter().sum()
}

/// The body of the entry at a position; frame 0 is the mirror's header.
fn body(mirror: &File, position: u64) -> Result<Body, Failure> {
    let mut frame = [0; FRAME];
    mirror.read_exact_at(&mut frame, (1 + position) * u64::try_from(FRAME)?)?;
    let record = decode_frame(&frame)?.ok_or("the mirror ends too early")?;
    Ok(record.entry().body()?)
}

fn machine() -> Result<Machine, Failure> {
    Ok(Machine {
        printer: Box::new(Roll { rows: 0 }),
        clock: Box::new(SystemClock { latest: moment()? }),
        entropy: Box::new(UnwrapErr(SysRng)),
        officers: Box::new(codes()?),
        software: SoftwareHash::new([0; 32]),
    })
}

/// Paper in memory, of which only the length is kept.
struct Roll {
    rows: usize,
}

impl Printer for Roll {
    fn print(&mut self, paper: &Paper) -> Result<(), PrintFault> {
        self.rows += paper.rows().len();
        Ok(())
    }

    fn status(&mut self) -> Result<(), PrintTrouble> {
        Ok(())
    }
}

struct SystemClock {
    latest: Moment,
}

impl Clock for SystemClock {
    fn now(&mut self) -> Moment {
        // A clock outside 1970 to 9999 stands still; the booth needs some time to write down.
        self.latest = moment().unwrap_or_else(|_| self.latest.clone());
        self.latest.clone()
    }
}

fn moment() -> Result<Moment, Failure> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(Moment::from_unix(now, TimeZone::Wib)?)
}
