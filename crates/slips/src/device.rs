//! What a printer hangs on: a device file, a serial line, a network. Nothing here waits longer than it is told.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::fd::{AsFd, BorrowedFd};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{FileType, Mode, OFlags};
use rustix::net::sockopt::set_socket_linger;
use rustix::termios::{
    InputModes, OptionalActions, QueueSelector, SpecialCodeIndex, isatty, tcflush, tcgetattr, tcsetattr,
};

/// How long to wait before asking again where the system says ready and then is not.
const BREATH: Duration = Duration::from_millis(10);

/// Bytes that system and converter hold back for a serial line.
const LINE_BUFFER: u32 = 16 * 1_024;

/// Something that a printer hangs on.
pub trait Device {
    /// Connects anew: a printer may have been switched off, or exchanged, since the last time.
    ///
    /// # Errors
    /// What the system says, after at most `wait`.
    fn connect(&self, wait: Duration) -> io::Result<Link>;

    /// How long bytes that the system has taken may need until they reach the printer.
    fn backlog(&self) -> Duration {
        Duration::ZERO
    }
}

/// A printer's character device, as Linux makes it for USB (`/dev/usb/lp0`).
#[derive(Debug, Clone)]
pub struct CharacterDevice {
    path: PathBuf,
}

impl CharacterDevice {
    /// The device at this path.
    #[must_use]
    pub const fn new(path: PathBuf) -> Self {
        Self { path }
    }
}

impl Device for CharacterDevice {
    fn connect(&self, _wait: Duration) -> io::Result<Link> {
        let file = open_device(&self.path)?;
        if isatty(&file) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a serial line"));
        }
        // Some printers answer with nothing where they have nothing to say.
        Ok(Link { stream: Stream::Device(file), nothing_is_the_end: false, abandoned: false })
    }
}

/// A serial line (`/dev/ttyUSB0`): eight bits, no parity, one stop bit.
///
/// Without flow control by wires, which many cables lack. At 115,200 baud a line brings 30 mm of 58 mm paper a second,
/// and printers burn 50 and more, so that their buffer stays empty.
#[derive(Debug, Clone)]
pub struct SerialDevice {
    path: PathBuf,
    baud: u32,
}

impl SerialDevice {
    /// The serial line at this path, at this speed.
    #[must_use]
    pub const fn new(path: PathBuf, baud: u32) -> Self {
        Self { path, baud }
    }
}

impl Device for SerialDevice {
    fn connect(&self, _wait: Duration) -> io::Result<Link> {
        let file = open_device(&self.path)?;
        let mut line = tcgetattr(&file)?;
        line.make_raw();
        line.input_modes |= InputModes::IXON;
        line.set_speed(self.baud)?;
        // Otherwise a read that finds nothing looks like a hang-up.
        line.special_codes[SpecialCodeIndex::VMIN] = 1;
        line.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(&file, OptionalActions::Now, &line)?;
        tcflush(&file, QueueSelector::IOFlush)?;
        Ok(Link { stream: Stream::Serial(file), nothing_is_the_end: false, abandoned: false })
    }

    fn backlog(&self) -> Duration {
        // Ten bits a byte.
        Duration::from_secs(1) * (10 * LINE_BUFFER) / self.baud.max(1)
    }
}

/// A printer on the network (port 9100 as a rule).
#[derive(Debug, Clone)]
pub struct NetworkDevice {
    address: SocketAddr,
}

impl NetworkDevice {
    /// The printer at this address.
    #[must_use]
    pub const fn new(address: SocketAddr) -> Self {
        Self { address }
    }
}

impl Device for NetworkDevice {
    fn connect(&self, wait: Duration) -> io::Result<Link> {
        let stream = TcpStream::connect_timeout(&self.address, wait)?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        Ok(Link { stream: Stream::Network(stream), nothing_is_the_end: true, abandoned: false })
    }
}

/// Opens a character device without waiting for anything.
pub(crate) fn open_device(path: &Path) -> io::Result<File> {
    let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
    // A file on a disk would keep the choices.
    match FileType::from_raw_mode(rustix::fs::fstat(&file)?.st_mode) {
        FileType::CharacterDevice => Ok(file),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a character device")),
    }
}

/// A connection that never blocks longer than it is told.
pub struct Link {
    stream: Stream,
    /// Whether reading nothing means that the other side has hung up.
    nothing_is_the_end: bool,
    /// Whether what has not reached the other side is thrown away at the end.
    abandoned: bool,
}

enum Stream {
    Device(File),
    Serial(File),
    Network(TcpStream),
}

impl Link {
    /// Hands over as much as the system takes at once, and waits until it takes something.
    ///
    /// # Errors
    /// `TimedOut` if it took nothing in `wait`; otherwise what the system says.
    pub fn write(&mut self, bytes: &[u8], wait: Duration) -> io::Result<usize> {
        self.within(wait, PollFlags::OUT, |stream| match stream {
            Stream::Device(file) | Stream::Serial(file) => file.write(bytes),
            Stream::Network(stream) => stream.write(bytes),
        })
    }

    /// Reads what has come, and waits until something comes.
    ///
    /// # Errors
    /// `TimedOut` if nothing came in `wait`; `UnexpectedEof` if the other side has hung up; otherwise what the system says.
    pub fn read(&mut self, buffer: &mut [u8], wait: Duration) -> io::Result<usize> {
        let nothing =
            if self.nothing_is_the_end { io::ErrorKind::UnexpectedEof } else { io::ErrorKind::WouldBlock };
        self.within(wait, PollFlags::IN, |stream| {
            let length = match stream {
                Stream::Device(file) | Stream::Serial(file) => file.read(buffer),
                Stream::Network(stream) => stream.read(buffer),
            }?;
            if length == 0 { Err(nothing.into()) } else { Ok(length) }
        })
    }

    /// What has not reached the other side must not reach it any more.
    pub fn abandon(&mut self) {
        self.abandoned = true;
    }

    /// Tries until something happens or the time is over.
    fn within(
        &mut self,
        wait: Duration,
        ready: PollFlags,
        mut attempt: impl FnMut(&mut Stream) -> io::Result<usize>,
    ) -> io::Result<usize> {
        let end = Instant::now() + wait;
        let mut said_ready = false;
        loop {
            match attempt(&mut self.stream) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                done => return done,
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(io::ErrorKind::TimedOut.into());
            }
            if said_ready {
                thread::sleep(BREATH.min(left));
            }
            said_ready = self.await_ready(ready, left)?;
        }
    }

    fn await_ready(&self, ready: PollFlags, left: Duration) -> io::Result<bool> {
        let time = Timespec::try_from(left).map_err(io::Error::other)?;
        match poll(&mut [PollFd::new(&self.as_fd(), ready)], Some(&time)) {
            Ok(events) => Ok(events > 0),
            Err(rustix::io::Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

impl AsFd for Link {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match &self.stream {
            Stream::Device(file) | Stream::Serial(file) => file.as_fd(),
            Stream::Network(stream) => stream.as_fd(),
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        match &self.stream {
            Stream::Serial(file) => {
                // Closing waits half a minute for what a cut cable will never take. What was taken has been answered for.
                let _gone_anyway = tcflush(file, QueueSelector::OFlush);
            }
            Stream::Network(stream) if self.abandoned => {
                // Otherwise the system goes on sending for minutes after the end.
                let _gone_anyway = set_socket_linger(stream, Some(Duration::ZERO));
            }
            // Closing a device takes back what it was not handed.
            Stream::Network(_) | Stream::Device(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// Fills a connection whose other side does not listen, ends it, and says how the other side finds it.
    fn ended(abandon: bool) -> io::Result<usize> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let device = NetworkDevice::new(listener.local_addr().unwrap());
        let mut link = device.connect(Duration::from_secs(1)).unwrap();
        let (mut other, _) = listener.accept().unwrap();
        while link.write(&[7; 65_536], Duration::from_millis(50)).is_ok() {}
        if abandon {
            link.abandon();
        }
        drop(link);
        other.read_to_end(&mut Vec::new())
    }

    #[test]
    fn what_has_not_arrived_when_a_connection_is_abandoned_never_does() {
        assert_eq!(ended(true).unwrap_err().kind(), io::ErrorKind::ConnectionReset);
        assert!(ended(false).is_ok());
    }
}
