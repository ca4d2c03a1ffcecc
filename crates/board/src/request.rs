//! The head of a request: read within limits, and all that is taken from it.

use std::io::{self, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use httparse::{EMPTY_HEADER, Error, Header, Status};

use crate::Limits;
use crate::host;

/// Most lines of a head.
const MAX_LINES: usize = 64;

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    /// Path and query as they were sent.
    pub(crate) target: String,
    /// Whether the answer's body is wanted.
    pub(crate) with_body: bool,
    /// Whether a packed body is understood.
    pub(crate) unpacks: bool,
}

/// Why a request is not answered with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is none.
    Malformed,
    /// There is nothing under that path.
    NotFound,
    /// It wants more than to read.
    NotRead,
    /// It did not come in time.
    Late,
    /// It calls this server by a name that is not its own.
    OtherHost,
    /// Its head is too long.
    TooLong,
    /// The client has gone.
    Gone,
}

/// Reads a request's head from a connection.
pub(crate) fn read(stream: &TcpStream, limits: &Limits) -> Result<Request, Refusal> {
    let end = Instant::now() + limits.head_time;
    let (mut head, mut chunk) = (Vec::new(), [0; 1_024]);
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Refusal::Late);
        }
        let read = stream.set_read_timeout(Some(left.max(Duration::from_millis(1))));
        let read = read.and_then(|()| (&mut &*stream).read(&mut chunk));
        match read {
            Ok(0) => return Err(Refusal::Gone),
            Ok(count) => head.extend_from_slice(chunk.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            // The loop tells whether the time is over.
            Err(error) if is_late(&error) => continue,
            Err(_) => return Err(Refusal::Gone),
        }
        if let Some(request) = parse(&head, limits.head)? {
            return Ok(request);
        }
    }
}

fn is_late(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

/// The request, if its head is complete.
fn parse(head: &[u8], longest: usize) -> Result<Option<Request>, Refusal> {
    let mut lines = [EMPTY_HEADER; MAX_LINES];
    let mut request = httparse::Request::new(&mut lines);
    match request.parse(head) {
        Ok(Status::Complete(length)) if length > longest => return Err(Refusal::TooLong),
        Ok(Status::Complete(_)) => {}
        Ok(Status::Partial) if head.len() >= longest => return Err(Refusal::TooLong),
        Ok(Status::Partial) => return Ok(None),
        Err(Error::TooManyHeaders) => return Err(Refusal::TooLong),
        Err(_) => return Err(Refusal::Malformed),
    }
    let hosts: Vec<&str> = values(request.headers, "host").collect();
    match hosts.as_slice() {
        [host] if host::is_own(host) => {}
        [_] => return Err(Refusal::OtherHost),
        _ => return Err(Refusal::Malformed),
    }
    let with_body = match request.method {
        Some("GET") => true,
        Some("HEAD") => false,
        _ => return Err(Refusal::NotRead),
    };
    let target = request.path.unwrap_or_default().to_owned();
    let unpacks = values(request.headers, "accept-encoding").any(names_gzip);
    Ok(Some(Request { target, with_body, unpacks }))
}

/// The values of all lines of this name; what is no text is no value.
fn values<'h>(lines: &'h [Header<'h>], name: &'h str) -> impl Iterator<Item = &'h str> {
    let named = lines.iter().filter(move |line| line.name.eq_ignore_ascii_case(name));
    named.map(|line| std::str::from_utf8(line.value).unwrap_or_default())
}

/// Whether gzip is among the codings, and not by a quality that is refused or that we do not understand.
fn names_gzip(value: &str) -> bool {
    value.split(',').any(|coding| coding.trim().eq_ignore_ascii_case("gzip"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONGEST: usize = 512;

    fn judged(head: &str) -> Result<Option<Request>, Refusal> {
        parse(head.as_bytes(), LONGEST)
    }

    #[test]
    fn a_request_is_a_target_and_two_wishes() {
        let request =
            judged("GET /?lang=en HTTP/1.1\r\nHost: 127.0.0.1:8480\r\nAccept-Encoding: br, gzip\r\n\r\n");
        let expected = Request { target: "/?lang=en".to_owned(), with_body: true, unpacks: true };
        assert_eq!(request, Ok(Some(expected)));
        let request = judged("HEAD / HTTP/1.0\r\nhost: localhost\r\nAccept-Encoding: gzip;q=0\r\n\r\n");
        let expected = Request { target: "/".to_owned(), with_body: false, unpacks: false };
        assert_eq!(request, Ok(Some(expected)));
    }

    #[test]
    fn who_does_not_just_read_is_refused() {
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "PRI"] {
            let head = format!("{method} / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assert_eq!(judged(&head), Err(Refusal::NotRead), "{method}");
        }
    }

    #[test]
    fn another_name_than_ours_is_refused_and_so_is_none_and_two() {
        let with = |hosts: &str| judged(&format!("GET / HTTP/1.1\r\n{hosts}\r\n"));
        assert_eq!(with("Host: rebound.example\r\n"), Err(Refusal::OtherHost));
        assert_eq!(with("Host:\r\n"), Err(Refusal::OtherHost));
        assert_eq!(with(""), Err(Refusal::Malformed));
        assert_eq!(with("Host: localhost\r\nHost: rebound.example\r\n"), Err(Refusal::Malformed));
        // Told before the method, so that a page elsewhere learns nothing by trying.
        assert_eq!(judged("POST / HTTP/1.1\r\nHost: rebound.example\r\n\r\n"), Err(Refusal::OtherHost));
    }

    #[test]
    fn a_head_is_complete_or_waited_for_or_too_long() {
        assert_eq!(judged("GET / HTTP/1.1\r\nHost: local"), Ok(None));
        let long = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}", "x".repeat(LONGEST));
        assert_eq!(judged(&long), Err(Refusal::TooLong));
        assert_eq!(judged(&format!("{long}\r\n\r\n")), Err(Refusal::TooLong));
        let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: 1\r\n".repeat(MAX_LINES));
        assert_eq!(judged(&many), Err(Refusal::TooLong));
    }

    #[test]
    fn what_is_no_request_is_told_at_once() {
        for head in [
            "\u{1}\u{2}\r\n\r\n",
            "GET / HTTP/2.0\r\n\r\n",
            "GET  HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHo st: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n",
        ] {
            assert_eq!(judged(head), Err(Refusal::Malformed), "{head:?}");
        }
        // The beginning of TLS, by a browser that tries https first.
        assert_eq!(parse(&[0x16, 3, 1, 2, 0, 1, 0, 1], LONGEST), Err(Refusal::Malformed));
    }
}
