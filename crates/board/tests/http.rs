//! The server over real connections: what is answered, and what slow, greedy and hostile clients achieve.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use board::{Board, Document, Limits, MediaType};

const POLICY: &str = "default-src 'none'";

fn page(text: &str) -> Vec<Document> {
    let html = |target, bytes: Vec<u8>| Document {
        target,
        media_type: MediaType::Html,
        policy: POLICY.to_owned(),
        bytes,
    };
    let state = Document {
        target: "/state.json",
        media_type: MediaType::Json,
        policy: POLICY.to_owned(),
        bytes: b"{}".to_vec(),
    };
    vec![html("/", text.as_bytes().to_vec()), html("/?lang=en", text.to_uppercase().into_bytes()), state]
}

fn board(limits: Limits) -> Board {
    Board::open("127.0.0.1:0".parse().unwrap(), limits, page("halo")).unwrap()
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream
}

/// Sends bytes and reads to the end.
fn said(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = connect(address);
    let _refused_midway = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _cut = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(address: SocketAddr, target: &str) -> String {
    said(address, format!("GET {target} HTTP/1.1\r\nHost: {address}\r\n\r\n").as_bytes())
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

#[test]
fn what_is_shown_is_read_with_all_safeguards_and_nothing_else_is_there() {
    let board = board(Limits::default());
    let at = board.address();
    let answer = get(at, "/");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\nhalo"), "{answer}");
    for line in [
        "Content-Type: text/html; charset=utf-8",
        "Content-Length: 4",
        "Content-Security-Policy: default-src 'none'",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY",
        "Referrer-Policy: no-referrer",
        "Cross-Origin-Resource-Policy: same-origin",
        "Connection: close",
    ] {
        assert!(answer.contains(&format!("\r\n{line}\r\n")), "{line} is not in {answer}");
    }
    assert!(!answer.contains("Access-Control"));
    assert!(get(at, "/?lang=en").ends_with("HALO") && get(at, "/?other").ends_with("halo"));
    assert!(get(at, "/state.json").contains("Content-Type: application/json\r\n"));
    for target in [
        "/index.html",
        "/../etc/passwd",
        "/%2e%2e/etc/passwd",
        "//",
        "/events/",
        "/state.json/",
        "http://x/",
        "*",
    ] {
        assert_eq!(status(&get(at, target)), "404", "{target}");
    }
    let head = said(at, format!("HEAD / HTTP/1.1\r\nHost: {at}\r\n\r\n").as_bytes());
    assert!(head.contains("Content-Length: 4\r\n") && head.ends_with("\r\n\r\n"), "{head}");
}

#[test]
fn what_does_not_just_read_or_calls_us_otherwise_is_refused() {
    let board = board(Limits::default());
    let at = board.address();
    let post = said(at, format!("POST / HTTP/1.1\r\nHost: {at}\r\nContent-Length: 4\r\n\r\nhalo").as_bytes());
    assert!(status(&post) == "405" && post.contains("Allow: GET, HEAD\r\n"), "{post}");
    for (head, expected) in [
        ("GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n", "421"),
        ("GET /events HTTP/1.1\r\nHost: rebound.example:80\r\n\r\n", "421"),
        ("GET / HTTP/1.1\r\n\r\n", "400"),
        ("GET / HTTP/3.7\r\nHost: localhost\r\n\r\n", "400"),
        ("\u{0}\u{1}\u{2}\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "200"),
    ] {
        assert_eq!(status(&said(at, head.as_bytes())), expected, "{head:?}");
    }
}

#[test]
fn a_head_without_end_is_cut_off() {
    let board = board(Limits::default());
    let at = board.address();
    let long = format!("GET / HTTP/1.1\r\nHost: {at}\r\nX: {}", "x".repeat(9 << 10));
    assert_eq!(status(&said(at, long.as_bytes())), "431");
    // However much is sent: it is not read.
    let endless = format!("GET /{} HTTP/1.1\r\n", "x".repeat(1 << 20));
    assert!(["431", "none"].contains(&status(&said(at, endless.as_bytes()))));
    assert_eq!(status(&get(at, "/")), "200");
}

#[test]
fn who_sends_slowly_is_cut_off_and_keeps_nobody_waiting() {
    let limits = Limits { head_time: Duration::from_millis(600), ..Limits::default() };
    let board = board(limits);
    let at = board.address();
    let begun = Instant::now();
    // Each byte would begin a new wait if only single reads had a limit.
    let slow: Vec<_> = (0..20)
        .map(|_| {
            thread::spawn(move || {
                let mut stream = connect(at);
                for byte in b"GET / HTTP/1.1\r\nX: xxxxxxxxxxxxxxxxxxxxx" {
                    if stream.write_all(&[*byte]).is_err() {
                        break;
                    }
                    thread::sleep(Duration::from_millis(60));
                }
                let mut answer = String::new();
                let _cut = stream.read_to_string(&mut answer);
                answer
            })
        })
        .collect();
    thread::sleep(Duration::from_millis(200));
    assert_eq!(status(&get(at, "/")), "200");
    assert!(begun.elapsed() < Duration::from_millis(600), "{:?}", begun.elapsed());
    for answer in slow {
        let answer = answer.join().unwrap();
        assert!(["408", "none"].contains(&status(&answer)), "{answer}");
    }
    // Silence is slow too.
    assert_eq!(status(&said(at, b"")), "408");
}

#[test]
fn when_all_places_are_taken_the_next_is_told_and_places_come_back() {
    let limits = Limits { connections: 3, head_time: Duration::from_millis(800), ..Limits::default() };
    let board = board(limits);
    let at = board.address();
    let silent: Vec<TcpStream> = (0..3).map(|_| connect(at)).collect();
    thread::sleep(Duration::from_millis(100));
    let answer = get(at, "/");
    assert!(["503", "none"].contains(&status(&answer)), "{answer}");
    drop(silent);
    thread::sleep(Duration::from_millis(500));
    assert_eq!(status(&get(at, "/")), "200");
}

#[test]
fn who_takes_nothing_loses_the_connection() {
    let limits = Limits { connections: 1, answer_time: Duration::from_millis(300), ..Limits::default() };
    let board = board(limits);
    let at = board.address();
    // More than all buffers between us hold.
    board.show(page(&"x".repeat(32 << 20)));
    let mut greedy = connect(at);
    greedy.write_all(format!("GET / HTTP/1.1\r\nHost: {at}\r\n\r\n").as_bytes()).unwrap();
    thread::sleep(Duration::from_millis(1_200));
    assert_eq!(status(&get(at, "/state.json")), "200");
    let mut taken = Vec::new();
    let _cut = greedy.read_to_end(&mut taken);
    assert!(taken.len() < 32 << 20);
}

#[test]
fn what_is_worth_it_is_packed_for_whoever_unpacks() {
    let board = board(Limits::default());
    let at = board.address();
    board.show(page(&"desa ".repeat(10_000)));
    let packed =
        said(at, format!("GET / HTTP/1.1\r\nHost: {at}\r\nAccept-Encoding: gzip\r\n\r\n").as_bytes());
    assert!(packed.contains("Content-Encoding: gzip\r\n") && packed.len() < 3_000, "{}", packed.len());
    assert!(get(at, "/").len() > 50_000);
}

/// Lines of `/events` as they come.
fn events(at: SocketAddr) -> impl Iterator<Item = String> {
    let mut stream = connect(at);
    stream.write_all(format!("GET /events HTTP/1.1\r\nHost: {at}\r\n\r\n").as_bytes()).unwrap();
    BufReader::new(stream).lines().map_while(Result::ok)
}

#[test]
fn changes_are_told_with_signs_of_life_between() {
    let limits = Limits { heartbeat: Duration::from_millis(200), ..Limits::default() };
    let board = board(limits);
    let mut lines = events(board.address());
    let head: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
    assert!(
        head[0].starts_with("HTTP/1.1 200") && head.contains(&"Content-Type: text/event-stream".to_owned())
    );
    assert_eq!(lines.next().unwrap(), "retry: 3000");
    let first = lines.by_ref().find(|line| line.starts_with("id: ")).unwrap();
    assert_eq!(lines.next().unwrap(), "event: state");
    assert!(lines.next().unwrap().starts_with("data: {\"version\":"));
    assert!(lines.any(|line| line == ":"), "no sign of life");
    let begun = Instant::now();
    board.show(page("baru"));
    let next = lines.by_ref().find(|line| line.starts_with("id: ")).unwrap();
    assert!(next > first && begun.elapsed() < Duration::from_secs(1));
    // Whoever listens is let go when the server ends, and the port is free again.
    let at = board.address();
    let ended = Instant::now();
    drop(board);
    assert_eq!(lines.filter(|line| line.starts_with("id: ")).count(), 0);
    assert!(ended.elapsed() < Duration::from_secs(3));
    assert!(TcpStream::connect(at).is_err());
}

#[test]
fn an_address_that_is_taken_is_named() {
    let board = board(Limits::default());
    let error = Board::open(board.address(), Limits::default(), page("")).unwrap_err().to_string();
    assert!(error.starts_with(&format!("cannot listen on {}: ", board.address())), "{error}");
}
