//! What is sent: heads with the same safeguards for every answer, bodies within a time.

use std::io::{self, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use crate::document::Ready;
use crate::request::{Refusal, Request};

/// What every answer tells the browser: keep nothing, guess nothing, be in no frame, tell nobody where you come from, let
/// no other site read this, use no device.
const SAFEGUARDS: &str = "Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    X-Frame-Options: DENY\r\n\
    Referrer-Policy: no-referrer\r\n\
    Cross-Origin-Opener-Policy: same-origin\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n\
    Connection: close\r\n";
/// The policy of what is no page.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// Sends a document.
pub(crate) fn document(
    stream: &TcpStream,
    ready: &Ready,
    request: &Request,
    time: Duration,
) -> io::Result<()> {
    let (body, coding) = match &ready.packed {
        Some(packed) if request.unpacks => (packed, "Content-Encoding: gzip\r\n"),
        _ => (&ready.plain, ""),
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\n{coding}Vary: Accept-Encoding\r\n\
         Content-Security-Policy: {}\r\n{SAFEGUARDS}\r\n",
        ready.media_type.as_str(),
        body.len(),
        ready.policy,
    );
    let end = Instant::now() + time;
    send(stream, head.as_bytes(), end)?;
    if request.with_body { send(stream, body, end) } else { Ok(()) }
}

/// The head of `/events`; the body never ends by itself.
pub(crate) fn events_head(stream: &TcpStream, time: Duration) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Security-Policy: {NOTHING}\r\n\
         {SAFEGUARDS}\r\n"
    );
    send(stream, head.as_bytes(), Instant::now() + time)
}

/// Says why there is no document.
pub(crate) fn refuse(stream: &TcpStream, refusal: Refusal, time: Duration) -> io::Result<()> {
    let (status, more) = match refusal {
        Refusal::Malformed => ("400 Bad Request", ""),
        Refusal::NotFound => ("404 Not Found", ""),
        Refusal::NotRead => ("405 Method Not Allowed", "Allow: GET, HEAD\r\n"),
        Refusal::Late => ("408 Request Timeout", ""),
        Refusal::OtherHost => ("421 Misdirected Request", ""),
        Refusal::TooLong => ("431 Request Header Fields Too Large", ""),
        Refusal::Gone => return Ok(()),
    };
    send(stream, plain(status, more).as_bytes(), Instant::now() + time)
}

/// Tells somebody for whom there is no place, without waiting for anything.
pub(crate) fn turn_away(mut stream: &TcpStream) {
    let said = plain("503 Service Unavailable", "Retry-After: 10\r\n");
    let _may_have_gone = stream.set_nonblocking(true).and_then(|()| stream.write_all(said.as_bytes()));
    let _may_have_gone = stream.shutdown(Shutdown::Both);
}

fn plain(status: &str, more: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n{more}\
         Content-Security-Policy: {NOTHING}\r\n{SAFEGUARDS}\r\n{status}\n",
        status.len() + 1,
    )
}

/// Sends all bytes until `end`; who takes them too slowly loses the connection.
pub(crate) fn send(mut stream: &TcpStream, bytes: &[u8], end: Instant) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_write_timeout(Some(left))?;
        match stream.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
