//! A receipt printer of paper and cardboard: understands what our printers send, and breaks when told to.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// Forget what is not printed.
const EMPTY: [u8; 10] = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8];

/// What may be wrong with it, and what it has printed.
#[derive(Default)]
pub(crate) struct State {
    /// Rows of paper left; without a number there is no end.
    pub(crate) paper: Option<usize>,
    pub(crate) cover_open: bool,
    pub(crate) jammed: bool,
    /// It takes everything and says nothing.
    pub(crate) silent: bool,
    /// It says nothing as long as its cover is open.
    pub(crate) silent_when_open: bool,
    /// It does not know the question in turn.
    pub(crate) knows_no_turn: bool,
    /// It cannot be told to forget what it has not printed.
    pub(crate) forgets_nothing: bool,
    /// It takes nothing more once it stands still.
    pub(crate) stops_taking: bool,
    /// After so many bytes the cable is cut: nothing arrives any more.
    pub(crate) cable: Option<usize>,
    /// After so many bytes the connection is reset.
    pub(crate) reset: Option<usize>,
    /// How long it rests after each gulp.
    pub(crate) rest: Duration,
    /// The cover is opened when so many rows are out.
    pub(crate) opened_at: Option<usize>,
    /// Every row that came out.
    pub(crate) rows: Vec<Vec<u8>>,
    /// How the paper was cut, and after which row.
    pub(crate) cuts: Vec<(u8, usize)>,
    /// Bytes that are no command.
    pub(crate) junk: Vec<u8>,
    pub(crate) questions: usize,
    buffer: Vec<u8>,
    /// Rows still missing of a picture, and the bytes of one.
    picture: Option<(usize, usize)>,
}

#[derive(Clone, Default)]
pub(crate) struct Model(Arc<Mutex<State>>);

impl Model {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// On the network; serves one connection after the other for as long as the test runs.
    pub(crate) fn on_network(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let model = self.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                model.serve(&stream, &stream);
            }
        });
        address
    }

    /// On a serial line.
    pub(crate) fn on_line(&self) -> PathBuf {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let path = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let (model, master) = (self.clone(), File::from(master));
        thread::spawn(move || {
            loop {
                model.serve(&master, &master);
                thread::sleep(Duration::from_millis(1));
            }
        });
        path.into()
    }

    fn serve(&self, mut from: impl Read, mut to: impl Write) {
        let mut gulp = [0; 256];
        loop {
            while self.state().takes_nothing() {
                thread::sleep(Duration::from_millis(1));
            }
            let length = match from.read(&mut gulp) {
                Ok(0) => return,
                Ok(length) => length,
                // The other side of the serial line is not open.
                Err(error) if error.kind() != ErrorKind::Interrupted => return,
                Err(_) => continue,
            };
            let Some(answers) = self.state().take(&gulp[..length]) else { return };
            thread::sleep(self.state().rest);
            if !answers.is_empty() && to.write_all(&answers).is_err() {
                return;
            }
        }
    }
}

impl State {
    /// Somebody puts in a roll and closes the cover: it goes on where it stopped.
    pub(crate) fn new_roll(&mut self) {
        (self.paper, self.cover_open, self.opened_at) = (None, false, None);
        self.work(&mut Vec::new());
    }

    fn stands_still(&self) -> bool {
        self.cover_open || self.jammed || self.paper == Some(0)
    }

    fn takes_nothing(&self) -> bool {
        self.stops_taking && self.stands_still()
    }

    /// What it answers to these bytes; nothing at all if the connection is reset.
    fn take(&mut self, mut bytes: &[u8]) -> Option<Vec<u8>> {
        if let Some(cable) = &mut self.cable {
            bytes = &bytes[..bytes.len().min(*cable)];
            *cable -= bytes.len();
        }
        if let Some(reset) = &mut self.reset {
            *reset = reset.saturating_sub(bytes.len());
            if *reset == 0 {
                return None;
            }
        }
        self.buffer.extend_from_slice(bytes);
        let mut answers = self.answer_at_once();
        self.work(&mut answers);
        let cut_off = self.cable == Some(0);
        let mute = self.silent || cut_off || (self.silent_when_open && self.cover_open);
        Some(if mute { Vec::new() } else { answers })
    }

    /// As printers do: the question is found anywhere, even in a picture.
    fn answer_at_once(&mut self) -> Vec<u8> {
        let mut answers = Vec::new();
        if !self.forgets_nothing
            && let Some(at) = self.buffer.windows(EMPTY.len()).position(|some| some == EMPTY)
        {
            self.buffer.drain(..at + EMPTY.len());
            self.picture = None;
            answers.extend([0x37, 0x25, 0]);
        }
        while let Some(at) = self.buffer.windows(3).position(|three| three[..2] == [0x10, 4]) {
            self.questions += 1;
            answers.push(self.says(self.buffer[at + 2]));
            self.buffer.drain(at..at + 3);
        }
        answers
    }

    fn says(&self, question: u8) -> u8 {
        let bit = |number: u32, set: bool| u8::from(set) << number;
        let paper = self.paper == Some(0);
        0b0001_0010
            | match question {
                1 => bit(3, self.stands_still()),
                2 => bit(2, self.cover_open) | bit(5, paper) | bit(6, self.jammed),
                4 => bit(5, paper) | bit(6, paper),
                _ => panic!("question {question}"),
            }
    }

    fn work(&mut self, answers: &mut Vec<u8>) {
        while !self.stands_still() {
            let used = match self.picture {
                Some((rows, bytes)) => self.row(rows, bytes),
                None => self.command(answers),
            };
            if used == 0 {
                return;
            }
            self.buffer.drain(..used);
        }
    }

    fn row(&mut self, rows: usize, bytes: usize) -> usize {
        let Some(row) = self.buffer.get(..bytes) else { return 0 };
        self.rows.push(row.to_vec());
        self.picture = (rows > 1).then_some((rows - 1, bytes));
        self.paper = self.paper.map(|paper| paper - 1);
        self.cover_open |= self.opened_at == Some(self.rows.len());
        bytes
    }

    fn command(&mut self, answers: &mut Vec<u8>) -> usize {
        match *self.buffer.as_slice() {
            [0, ..] => 1,
            [0x1b, b'@', ..] => 2,
            [0x1d, b'r', 1, ..] => {
                if !self.knows_no_turn {
                    answers.push(0);
                }
                3
            }
            [0x1d, b'V', how @ (65 | 66), 0, ..] => {
                self.cuts.push((how, self.rows.len()));
                4
            }
            [0x1d, b'v', b'0', 0, width, 0, rows, 0, ..] => {
                self.picture = Some((rows.into(), width.into()));
                8
            }
            // What it does not know, it passes over.
            [0x10, 0x14, ..] if self.forgets_nothing => self.buffer.len().min(EMPTY.len()),
            // The beginning of a command.
            [0x10, 0x14, ..] | [] | [0x1b | 0x10 | 0x1d] | [0x1d, b'r' | b'V' | b'v', ..] | [0x10, 4] => 0,
            [junk, ..] => {
                self.junk.push(junk);
                1
            }
        }
    }
}
