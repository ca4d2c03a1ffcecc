//! A few documents on loopback or the local network, for anybody there to read, and word when they change.
//!
//! Read-only: a request is a path and nothing more, an answer is one of the documents that were handed over, or the
//! stream `/events`, which tells that there are newer ones. No file is opened, nothing of a request is kept. Every
//! request has limits in size and time, every peer in connections ([`Limits`]), so that a slow or hostile client takes
//! nothing from the others.
//!
//! No other crate listens on a socket (`tests/tests/layering.rs`).

mod answer;
mod connection;
mod document;
mod host;
mod places;
mod request;

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

pub use crate::document::{Document, MediaType};

use crate::document::Shown;
use crate::places::Places;

/// What one client, and all of them together, may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at a time. The last [`Self::OF_LOOPBACK`] of them are for this machine itself: the projector keeps its
    /// place whoever else comes.
    pub connections: usize,
    /// Connections of one address at a time; this machine itself has no limit but the one above.
    pub of_one_peer: usize,
    /// Longest head of a request in bytes.
    pub head: usize,
    /// Longest time until the head of a request is there.
    pub head_time: Duration,
    /// Longest time until a document is taken.
    pub answer_time: Duration,
    /// Longest time between two signs of life in `/events`.
    pub heartbeat: Duration,
    /// Longest life of one `/events`; the browser asks again.
    pub stream_time: Duration,
}

impl Limits {
    /// Connections that are kept for this machine itself.
    pub const OF_LOOPBACK: usize = 8;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 64,
            of_one_peer: 8,
            head: 8 << 10,
            head_time: Duration::from_secs(5),
            answer_time: Duration::from_secs(30),
            heartbeat: Duration::from_secs(10),
            stream_time: Duration::from_secs(30 * 60),
        }
    }
}

/// Why nobody can be answered.
#[derive(Debug, thiserror::Error)]
pub enum BoardError {
    /// The address is in use, not one of this machine, or not allowed.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The system starts no thread.
    #[error("cannot start the thread that answers: {0}")]
    Thread(io::Error),
}

/// A running server; it ends when this is dropped.
#[derive(Debug)]
pub struct Board {
    shared: Arc<Shared>,
    address: SocketAddr,
    listening: Option<JoinHandle<()>>,
}

/// What all connections share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) limits: Limits,
    shown: Mutex<Arc<Shown>>,
    changed: Condvar,
    ended: AtomicBool,
}

impl Board {
    /// Listens on an address and shows the first documents. Port 0 lets the system choose.
    ///
    /// # Errors
    /// [`BoardError`].
    pub fn open(listen: SocketAddr, limits: Limits, first: Vec<Document>) -> Result<Self, BoardError> {
        let failed = |source| BoardError::Listen { address: listen, source };
        let listener = TcpListener::bind(listen).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let shared = Arc::new(Shared {
            limits,
            shown: Mutex::new(Arc::new(Shown::new(first_version(), first))),
            changed: Condvar::new(),
            ended: AtomicBool::new(false),
        });
        let of_thread = Arc::clone(&shared);
        let listening = thread::Builder::new()
            .name("board".to_owned())
            .spawn(move || listen_on(&listener, &of_thread))
            .map_err(BoardError::Thread)?;
        Ok(Self { shared, address, listening: Some(listening) })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Shows these documents from now on, and says so to everybody who listens.
    pub fn show(&self, documents: Vec<Document>) {
        // Packed before anybody has to wait for it.
        let version = self.shared.shown().version.wrapping_add(1);
        let shown = Arc::new(Shown::new(version, documents));
        *self.shared.shown.lock().unwrap_or_else(PoisonError::into_inner) = shown;
        self.shared.changed.notify_all();
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        self.shared.changed.notify_all();
        // Wakes the thread that waits for connections.
        let _nobody_waits = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
        if let Some(listening) = self.listening.take() {
            let _ended = listening.join();
        }
    }
}

impl Shared {
    pub(crate) fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::SeqCst)
    }

    /// Waits until other documents are shown than those of `version`, at most so long; what is shown then.
    pub(crate) fn wait(&self, version: u64, at_most: Duration) -> Arc<Shown> {
        let guard = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |shown: &mut Arc<Shown>| shown.version == version && !self.has_ended();
        let waited = self.changed.wait_timeout_while(guard, at_most, same);
        Arc::clone(&waited.unwrap_or_else(PoisonError::into_inner).0)
    }
}

/// So that a page which outlives one server is not taken for the newest by the next one.
fn first_version() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}

fn listen_on(listener: &TcpListener, shared: &Arc<Shared>) {
    let places = Arc::new(Places::new(&shared.limits));
    while !shared.has_ended() {
        let Ok((stream, peer)) = listener.accept() else {
            // Too many open files, for example: waiting is all that helps.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let Some(place) = Places::take(&places, peer.ip()) else {
            answer::turn_away(&stream);
            continue;
        };
        let shared = Arc::clone(shared);
        let serve = move || {
            connection::serve(&stream, &shared);
            drop(place);
        };
        // Without a thread the connection is closed, and its place is free again.
        let _started = thread::Builder::new().name("board-reader".to_owned()).spawn(serve);
    }
}
