//! What comes over the local network to the page of the counting day.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::sync::OnceLock;
use std::time::Duration;

use board::{Board, Document, Limits, MediaType};

/// A request, whole or cut off (crate `board`): whoever has sent a whole head gets an answer, and the server lives on.
pub fn request(data: &[u8]) {
    // Empty lines before a request are no head (RFC 9112, section 2.2).
    let head = data.trim_ascii_start();
    let whole = head.windows(4).any(|window| window == b"\r\n\r\n");
    let answer = answer_to(data).unwrap_or_default();
    assert!(!whole || answer.starts_with(b"HTTP/1.1 "), "a whole request without an answer");
}

fn answer_to(data: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server().address())?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    // The server may have answered, and gone, before it has all.
    let _sent = stream.write_all(data).and_then(|()| stream.shutdown(Shutdown::Write));
    let mut answer = vec![0; 9];
    stream.read_exact(&mut answer)?;
    Ok(answer)
}

fn server() -> &'static Board {
    static SERVER: OnceLock<Board> = OnceLock::new();
    SERVER.get_or_init(|| {
        let short = Duration::from_millis(20);
        let limits = Limits { heartbeat: short, stream_time: short, connections: 512, ..Limits::default() };
        let page = Document {
            target: "/",
            media_type: MediaType::Html,
            policy: "default-src 'none'".to_owned(),
            bytes: b"<!doctype html>".repeat(400),
        };
        Board::open(([127, 0, 0, 1], 0).into(), limits, vec![page]).unwrap()
    })
}

/// Seeds of [`request`].
#[must_use]
pub fn requests() -> Vec<Vec<u8>> {
    let port = server().address().port();
    let texts = [
        format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip, br\r\n\r\n"),
        "HEAD / HTTP/1.1\r\nhost: localhost\r\n\r\n".to_owned(),
        "GET /events HTTP/1.1\r\nHost: localhost:8080\r\nCache-Control: no-cache\r\n\r\n".to_owned(),
        "POST /x?y HTTP/1.0\r\nHost: [::1]\r\nContent-Length: 3\r\n\r\nabc".to_owned(),
    ];
    texts.map(String::into_bytes).to_vec()
}
