//! A receipt printer that is asked how it is before and after every sheet.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use escpos::utils::{ESC_HARDWARE_INIT, RealTimeStatusRequest as Request};
use polling::{Paper, PrintFault, PrintTrouble, Printer};

use crate::device::{Device, Link};
use crate::dots::Width;
use crate::draw::draw;
use crate::escpos_bytes::{Cut, picture_end};
use crate::status::{EMPTIED, EMPTY, IN_TURN, QUESTIONS, first_to_mend, is_in_turn, question, told};

/// Bytes of old answers that are thrown away before a question; more is no printer.
const OLD_ANSWERS: usize = 4_096;

/// How long to wait for a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Until it is connected.
    pub connect: Duration,
    /// Until it answers.
    pub answer: Duration,
    /// Until it takes more of a sheet; a hot head rests for a few seconds.
    pub stall: Duration,
    /// Bytes that the slowest line takes in a second: beyond the time that a sheet needs at this speed, and one rest, it is
    /// given up.
    pub bytes_per_second: u32,
    /// Between two questions while it prints.
    pub pause: Duration,
    /// Until a sheet is out that it has taken, beyond the time that a slow printer needs for it.
    pub finish: Duration,
    /// Rows of dots that a slow printer burns in a second.
    pub rows_per_second: u32,
}

impl Default for Patience {
    /// For printers of 50 mm a second and more, also behind a serial line of 9,600 baud.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            answer: Duration::from_secs(1),
            stall: Duration::from_secs(8),
            bytes_per_second: 480,
            pause: Duration::from_millis(300),
            finish: Duration::from_secs(10),
            rows_per_second: 400,
        }
    }
}

/// A receipt printer that speaks ESC/POS.
///
/// Every sheet is its own conversation: connect, ask, send, wait until it is out, ask again. Most printers also answer
/// *in turn*, after what was sent before: then that answer says that the sheet is out. Of others, the time that the sheet
/// needs is awaited. Silence is [`PrintTrouble::Offline`], and nothing waits without end.
///
/// # Security
/// A printer that stops in the midst of a slip holds the rest in its own memory, and most finish it for whoever puts in a
/// new roll. So it is told at once to forget that, and what has not reached it is thrown away. Printers that do not
/// understand this finish the slip all the same: the voter has to take it before officers open the printer.
pub struct EscPosPrinter<D: Device> {
    device: D,
    width: Width,
    patience: Patience,
    /// Whether it answers in turn, once that is known.
    in_turn: Option<bool>,
    /// Whether a sheet was interrupted, perhaps before this program began, so that the printer may still wait for the rest
    /// of a picture.
    interrupted: bool,
    /// Whether it may still hold the rest of a sheet that this program has sent.
    holds_rest: bool,
}

impl<D: Device> EscPosPrinter<D> {
    /// The printer on this device, with paper of this width. Nothing is connected yet.
    #[must_use]
    pub fn new(device: D, width: Width) -> Self {
        Self::with_patience(device, width, Patience::default())
    }

    /// The same with other waiting times.
    #[must_use]
    pub const fn with_patience(device: D, width: Width, patience: Patience) -> Self {
        Self { device, width, patience, in_turn: None, interrupted: true, holds_rest: false }
    }

    /// Everything before the first byte of a sheet: none of it is out if this fails.
    fn prepare(&mut self) -> Result<Talk, PrintTrouble> {
        let mut talk = Talk::begin(&self.device, self.patience)?;
        talk.ask()?;
        if self.holds_rest {
            talk.empty();
            self.holds_rest = false;
        }
        if self.interrupted {
            talk.send(&picture_end(self.width)).map_err(|stopped| stopped.trouble)?;
        }
        if self.in_turn.is_none() {
            self.in_turn = Some(talk.answers_in_turn(self.device.backlog())?);
        }
        Ok(talk)
    }

    /// Waits until a sheet that was sent is out, and asks once more.
    fn finish(&mut self, talk: &mut Talk, rows: usize) -> Result<(), PrintTrouble> {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        let burning = Duration::from_secs(1) * rows / self.patience.rows_per_second.max(1);
        let needed = self.device.backlog() + burning;
        let in_turn = self.in_turn == Some(true);
        let out = talk.await_out(in_turn, needed);
        if out == Err(PrintTrouble::Jammed) {
            // Perhaps another printer was put in its place, one that does not answer in turn.
            self.in_turn = None;
        }
        out?;
        talk.ask()
    }

    /// Whoever mends the printer must not be shown the rest of a sheet.
    fn give_up(&mut self, mut talk: Talk) {
        self.holds_rest = !talk.empty();
        if self.holds_rest {
            let end = [picture_end(self.width).as_slice(), ESC_HARDWARE_INIT].concat();
            let _it_may_take_nothing = talk.send_within(&end, self.patience.answer);
        }
        talk.link.abandon();
    }
}

impl<D: Device> Printer for EscPosPrinter<D> {
    fn print(&mut self, paper: &Paper) -> Result<(), PrintFault> {
        let dots = draw(paper, self.width);
        let bytes = dots.to_escpos(Cut::of(paper));
        let mut talk = self.prepare().map_err(|trouble| PrintFault { trouble, may_be_out: false })?;
        self.interrupted = true;
        if let Err(Stopped { trouble, sent }) = talk.send(&bytes) {
            self.interrupted = sent > 0;
            if self.interrupted {
                self.give_up(talk);
            }
            return Err(PrintFault { trouble, may_be_out: sent > 0 });
        }
        if let Err(trouble) = self.finish(&mut talk, dots.rows()) {
            self.give_up(talk);
            return Err(PrintFault { trouble, may_be_out: true });
        }
        self.interrupted = false;
        Ok(())
    }

    fn status(&mut self) -> Result<(), PrintTrouble> {
        Talk::begin(&self.device, self.patience)?.ask()
    }
}

/// One conversation with a printer.
struct Talk {
    link: Link,
    patience: Patience,
    /// Whether an answer in turn has come, perhaps while another was awaited.
    turn_has_come: bool,
}

/// Where sending stopped, and why.
struct Stopped {
    trouble: PrintTrouble,
    sent: usize,
}

impl Talk {
    fn begin(device: &impl Device, patience: Patience) -> Result<Self, PrintTrouble> {
        let link = device.connect(patience.connect).map_err(|_| PrintTrouble::Offline)?;
        Ok(Self { link, patience, turn_has_come: false })
    }

    /// Asks how it is. Silence is [`PrintTrouble::Offline`].
    fn ask(&mut self) -> Result<(), PrintTrouble> {
        self.forget_old_answers()?;
        let mut answers = [Ok(()); QUESTIONS.len()];
        for (request, answer) in QUESTIONS.into_iter().zip(&mut answers) {
            match self.answer(request)? {
                Some(told) => *answer = told,
                None => {
                    *answer = Err(PrintTrouble::Offline);
                    break;
                }
            }
        }
        first_to_mend(answers)
    }

    fn answer(&mut self, request: Request) -> Result<Option<Result<(), PrintTrouble>>, PrintTrouble> {
        let wait = self.patience.answer;
        if self.send_within(&question(request), wait).is_err() {
            return Ok(None);
        }
        self.hear(wait, |byte, _| told(request, byte))
    }

    /// An answer that was awaited in vain may have come since.
    fn forget_old_answers(&mut self) -> Result<(), PrintTrouble> {
        let mut forgotten = 0;
        let endless = self.hear(Duration::ZERO, |_, _| {
            forgotten += 1;
            (forgotten >= OLD_ANSWERS).then_some(())
        })?;
        endless.map_or(Ok(()), |()| Err(PrintTrouble::Offline))
    }

    /// Whether it answers in turn. Nothing must be going on but what may still be under way to it.
    fn answers_in_turn(&mut self, backlog: Duration) -> Result<bool, PrintTrouble> {
        self.turn_has_come = false;
        self.send_within(&IN_TURN, self.patience.answer).map_err(|stopped| stopped.trouble)?;
        let came = self.hear(backlog + self.patience.answer, |_, came| came.then_some(()))?;
        Ok(came.is_some())
    }

    /// Waits until what was sent is out: until the answer in turn, or for the time that is needed.
    fn await_out(&mut self, in_turn: bool, needed: Duration) -> Result<(), PrintTrouble> {
        let begin = Instant::now();
        self.turn_has_come = false;
        if in_turn {
            self.send_within(&IN_TURN, self.patience.answer).map_err(|stopped| stopped.trouble)?;
        }
        loop {
            self.hear(self.patience.pause, |_, came| came.then_some(()))?;
            if self.turn_has_come || (!in_turn && begin.elapsed() >= needed) {
                return Ok(());
            }
            match self.ask() {
                // Some say nothing as long as they print.
                Err(PrintTrouble::Offline) if begin.elapsed() < needed + self.patience.answer => {}
                asked => asked?,
            }
            if begin.elapsed() >= needed + self.patience.finish {
                return Err(PrintTrouble::Jammed);
            }
        }
    }

    /// Sends a sheet, band after band as the printer takes it.
    fn send(&mut self, bytes: &[u8]) -> Result<(), Stopped> {
        self.send_within(bytes, self.patience.stall).map_err(|stopped| Stopped {
            // It takes no more: perhaps it still says why.
            trouble: self.ask().err().unwrap_or(PrintTrouble::Jammed),
            ..stopped
        })
    }

    /// Nothing more is sent once it takes nothing for so long, or all of it takes longer than on the slowest line.
    fn send_within(&mut self, bytes: &[u8], stall: Duration) -> Result<(), Stopped> {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let end =
            Instant::now() + stall + Duration::from_secs(1) * length / self.patience.bytes_per_second.max(1);
        let mut sent = 0;
        while let Some(rest) = bytes.get(sent..).filter(|rest| !rest.is_empty()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.link.write(rest, stall.min(left)) {
                Ok(_) if left.is_zero() => return Err(Stopped { trouble: PrintTrouble::Offline, sent }),
                Ok(length) => sent += length,
                Err(_) => return Err(Stopped { trouble: PrintTrouble::Offline, sent }),
            }
        }
        Ok(())
    }

    /// Tells it to forget what it has not printed; `false` if it does not say that it has.
    fn empty(&mut self) -> bool {
        if self.send_within(&EMPTY, self.patience.answer).is_err() {
            return false;
        }
        let mut last = [u8::MAX; EMPTIED.len()];
        let heard = self.hear(self.patience.answer, |byte, _| {
            let [_, second, third] = last;
            last = [second, third, byte];
            (last == EMPTIED).then_some(())
        });
        self.turn_has_come = false;
        matches!(heard, Ok(Some(())))
    }

    /// Listens until a byte is what is awaited; `None` if none is in that time. `awaited` is told each byte, and whether
    /// the answer in turn has come.
    fn hear<T>(
        &mut self,
        wait: Duration,
        mut awaited: impl FnMut(u8, bool) -> Option<T>,
    ) -> Result<Option<T>, PrintTrouble> {
        let end = Instant::now() + wait;
        loop {
            let mut byte = [0];
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() && !wait.is_zero() {
                // Something speaks without end and says nothing that is awaited.
                return Ok(None);
            }
            match self.link.read(&mut byte, left) {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::TimedOut => return Ok(None),
                Err(_) => return Err(PrintTrouble::Offline),
            }
            let [byte] = byte;
            self.turn_has_come |= is_in_turn(byte);
            if let Some(heard) = awaited(byte, self.turn_has_come) {
                return Ok(Some(heard));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::net::TcpListener;

    use super::*;
    use crate::device::NetworkDevice;

    #[test]
    fn a_printer_that_takes_a_drop_at_a_time_is_given_up() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let device = NetworkDevice::new(listener.local_addr().unwrap());
        let drops = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut drop = [0; 65_536];
            while stream.read(&mut drop).is_ok_and(|length| length > 0) {
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        let patience = Patience {
            stall: Duration::from_millis(100),
            bytes_per_second: 400_000_000,
            ..Patience::default()
        };
        let mut talk = Talk::begin(&device, patience).unwrap_or_else(|_| panic!("not connected"));
        let sheet = vec![0; 40_000_000];
        let begin = Instant::now();
        let stopped = talk.send_within(&sheet, patience.stall).err().map(|stopped| stopped.sent);
        assert!(stopped.is_some_and(|sent| sent > 0 && sent < sheet.len()), "{stopped:?}");
        assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
        talk.link.abandon();
        drop(talk);
        drops.join().unwrap();
    }
}
