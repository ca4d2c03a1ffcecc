//! A receipt printer on the network, as far as the wire shows one: it answers how it is, burns dots, cuts, runs out of
//! paper. And it is where the power is cut: on this wire the order of storing and printing shows from outside, so that no
//! crash point needs to be built into the program, and the one under test is the one that is shipped.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use crate::booth::Process;

/// A sheet as it was burnt: eight dots a byte, 48 bytes a row.
pub(crate) type Dots = Vec<u8>;
/// The command that lets it forget whatever it has not burnt yet, wherever it is found, and what it answers.
const FORGET: [u8; 10] = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8];
const FORGOTTEN: [u8; 3] = [0x37, 0x25, 0];
/// Bytes of a row on paper of 58 mm.
pub(crate) const ROW: usize = 48;

/// Sheets that hang together, from cut to cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaf(pub(crate) Vec<Dots>);

/// A moment in the life of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// Its first bytes have come; nothing of it is burnt.
    Begins,
    /// It is out, and the booth does not know it yet.
    IsOut,
}

/// What happens at such a moment.
pub(crate) enum Fate {
    /// Machine and printer have no power any more.
    PowerCut(Process),
    /// Paper ends after so many rows.
    PaperEnds(usize),
}

/// The printer.
#[derive(Clone)]
pub(crate) struct Printer {
    state: Arc<Mutex<State>>,
    address: SocketAddr,
}

#[derive(Default)]
struct State {
    /// Rows left on the roll; without a number there is no end.
    paper: Option<usize>,
    buffer: Vec<u8>,
    /// Rows still missing of a picture.
    picture: Option<usize>,
    /// Sheets that have begun since it was made.
    begun: usize,
    /// The sheet that is being burnt.
    sheet: Dots,
    hanging: Vec<Dots>,
    leaves: Vec<Leaf>,
    awaited: Option<(usize, When, Fate)>,
    /// Bytes that are no command.
    junk: Vec<u8>,
}

impl Printer {
    /// Switches it on.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let printer = Self { state: Arc::default(), address: listener.local_addr().unwrap() };
        let own = printer.clone();
        thread::spawn(move || listener.incoming().for_each(|stream| own.serve(stream.unwrap())));
        printer
    }

    /// As the booth is told where it is.
    pub(crate) fn target(&self) -> String {
        format!("tcp:{}", self.address)
    }

    /// Lets something happen to the sheet `number` from now, the next being 1.
    pub(crate) fn await_sheet(&self, number: usize, when: When, fate: Fate) {
        let mut state = self.lock();
        assert!(state.awaited.is_none(), "what was awaited before has not happened");
        state.awaited = Some((state.begun + number, when, fate));
    }

    /// Puts in a new roll: what it still has in its memory comes out.
    pub(crate) fn new_roll(&self) {
        let mut state = self.lock();
        assert_eq!(state.paper, Some(0), "there is paper");
        state.paper = None;
        let mut answers = Vec::new();
        state.work(&mut answers);
    }

    /// Takes away everything that was cut off.
    pub(crate) fn take(&self) -> Vec<Leaf> {
        let mut state = self.lock();
        assert!(state.junk.is_empty(), "no command: {:?}", state.junk);
        std::mem::take(&mut state.leaves)
    }

    /// Number of sheets that hang uncut.
    pub(crate) fn hanging(&self) -> usize {
        self.lock().hanging.len()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// A conversation, until the booth hangs up or there is no power.
    fn serve(&self, mut stream: TcpStream) {
        let mut gulp = [0; 4096];
        while let Ok(length @ 1..) = stream.read(&mut gulp) {
            let answers = self.lock().take(&gulp[..length]);
            match answers {
                Some(answers) if stream.write_all(&answers).is_ok() => {}
                _ => return,
            }
        }
    }
}

impl State {
    /// What it answers; nothing at all once the power is cut.
    fn take(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        self.buffer.extend_from_slice(bytes);
        let mut answers = self.answer_at_once();
        self.work(&mut answers).then_some(answers)
    }

    /// As printers do: what is to be obeyed at once is found anywhere, even in a picture.
    fn answer_at_once(&mut self) -> Vec<u8> {
        let mut answers = Vec::new();
        if let Some(at) = self.buffer.windows(FORGET.len()).position(|ten| ten == FORGET) {
            self.buffer.drain(..at + FORGET.len());
            self.picture = None;
            answers.extend(FORGOTTEN);
        }
        while let Some(at) = self.buffer.windows(3).position(|three| three[..2] == [0x10, 4]) {
            let no_paper = u8::from(self.stands_still());
            answers.push(match self.buffer[at + 2] {
                1 => 0x12 | no_paper << 3,
                2 => 0x12 | no_paper << 5,
                4 => 0x12 | no_paper << 5 | no_paper << 6,
                question => panic!("question {question}"),
            });
            self.buffer.drain(at..at + 3);
        }
        answers
    }

    fn stands_still(&self) -> bool {
        self.paper == Some(0)
    }

    /// Burns and obeys as long as it can; `false` once the power is cut.
    fn work(&mut self, answers: &mut Vec<u8>) -> bool {
        while !self.stands_still() {
            let used = if self.picture.is_some() { self.row() } else { self.command(answers) };
            match used {
                Some(0) => return true,
                Some(used) => drop(self.buffer.drain(..used)),
                None => {
                    self.buffer.clear();
                    self.picture = None;
                    return false;
                }
            }
        }
        true
    }

    fn row(&mut self) -> Option<usize> {
        let Some(row) = self.buffer.get(..ROW) else { return Some(0) };
        self.sheet.extend_from_slice(row);
        self.picture = self.picture.map(|rows| rows - 1).filter(|rows| *rows > 0);
        self.paper = self.paper.map(|rows| rows - 1);
        Some(ROW)
    }

    /// How many bytes it takes; `None` if the power is cut.
    fn command(&mut self, answers: &mut Vec<u8>) -> Option<usize> {
        match *self.buffer.as_slice() {
            [0, ..] => Some(1),
            [0x1b, b'@', ..] => {
                self.hang();
                self.begun += 1;
                self.is_on(When::Begins).then_some(2)
            }
            // The answer in turn: what was sent before is out.
            [0x1d, b'r', 1, ..] => {
                self.hang();
                answers.push(0);
                self.is_on(When::IsOut).then_some(3)
            }
            [0x1d, b'V', 65 | 66, 0, ..] => {
                self.hang();
                self.leaves.push(Leaf(std::mem::take(&mut self.hanging)));
                Some(4)
            }
            [0x1d, b'v', b'0', 0, 48, 0, rows, 0, ..] => {
                self.picture = Some(rows.into());
                Some(8)
            }
            // The beginning of a command.
            [] | [0x1b | 0x10 | 0x1d] | [0x1d, b'r' | b'V' | b'v', ..] | [0x10, 4 | 0x14, ..] => Some(0),
            [junk, ..] => {
                self.junk.push(junk);
                Some(1)
            }
        }
    }

    /// What was burnt hangs there.
    fn hang(&mut self) {
        if !self.sheet.is_empty() {
            self.hanging.push(std::mem::take(&mut self.sheet));
        }
    }

    /// Lets happen what was awaited for this moment; `false` if that leaves no power.
    fn is_on(&mut self, moment: When) -> bool {
        let now = (self.begun, moment);
        let Some((.., fate)) = self.awaited.take_if(|(sheet, when, _)| (*sheet, *when) == now) else {
            return true;
        };
        match fate {
            Fate::PowerCut(process) => {
                process.cut();
                false
            }
            Fate::PaperEnds(rows) => {
                self.paper = Some(rows);
                true
            }
        }
    }
}
