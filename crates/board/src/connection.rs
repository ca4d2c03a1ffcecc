//! One connection: one request, one answer.

use std::io::{self, Read};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use crate::Shared;
use crate::answer;
use crate::request::{self, Refusal, Request};

/// Where changes are told.
const EVENTS: &str = "/events";
/// After how long a browser asks again.
const RETRY: &str = "retry: 3000\n\n";
/// A sign of life: says nothing.
const HEARTBEAT: &str = ":\n\n";
/// What a client may still send after its answer before the line is cut, in bytes and time: cut at once, it would lose the
/// answer too.
const AFTERWARDS: (usize, Duration) = (64 << 10, Duration::from_millis(300));

/// Answers a connection, whatever it sends; errors are the client's.
pub(crate) fn serve(stream: &TcpStream, shared: &Shared) {
    let _loss_is_the_clients = answer(stream, shared);
    let _may_have_gone = stream.shutdown(Shutdown::Write);
    let_finish(stream);
}

fn answer(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let time = shared.limits.answer_time;
    let request = match request::read(stream, &shared.limits) {
        Ok(request) => request,
        Err(refusal) => return answer::refuse(stream, refusal, time),
    };
    if request.target == EVENTS {
        return tell_changes(stream, shared, &request);
    }
    match shared.shown().find(&request.target) {
        Some(ready) => answer::document(stream, ready, &request, time),
        None => answer::refuse(stream, Refusal::NotFound, time),
    }
}

/// Tells the present version and every later one, with signs of life between.
fn tell_changes(stream: &TcpStream, shared: &Shared, request: &Request) -> io::Result<()> {
    let limits = &shared.limits;
    answer::events_head(stream, limits.answer_time)?;
    if !request.with_body {
        return Ok(());
    }
    let soon = || Instant::now() + limits.heartbeat;
    answer::send(stream, RETRY.as_bytes(), soon())?;
    let end = Instant::now() + limits.stream_time;
    let mut told = None;
    while Instant::now() < end && !shared.has_ended() {
        let now = match told {
            None => shared.shown().version,
            Some(version) => shared.wait(version, limits.heartbeat).version,
        };
        if told == Some(now) {
            answer::send(stream, HEARTBEAT.as_bytes(), soon())?;
        } else {
            let event = format!("id: {now}\nevent: state\ndata: {{\"version\":{now}}}\n\n");
            answer::send(stream, event.as_bytes(), soon())?;
            told = Some(now);
        }
    }
    Ok(())
}

/// Lets a client that is still sending finish a little, so that it reads its answer.
fn let_finish(mut stream: &TcpStream) {
    let (mut bytes, time) = AFTERWARDS;
    let (end, mut chunk) = (Instant::now() + time, [0; 4_096]);
    while bytes > 0 {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return;
        }
        match stream.read(&mut chunk) {
            Ok(count) if count > 0 => bytes = bytes.saturating_sub(count),
            _ => return,
        }
    }
}
