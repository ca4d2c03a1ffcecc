//! `tally recap`: logs arrive one by one in a folder, and the page follows.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::Value as Json;

use crate::kit::Desk;

const ELECTION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/election");
/// Two villages: the first with a booth and a spare at TPS 1 and a booth at TPS 2, the second with one booth.
const FIRST: [&str; 3] = ["9901022001-1-1", "9901022001-1-2", "9901022001-2-1"];
const SECOND: &str = "9901022002-1-1";
/// Two looks and a count on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn election(name: &str) -> PathBuf {
    Path::new(ELECTION).join(name)
}

fn log(booth: &str) -> Vec<u8> {
    fs::read(election("logs").join(format!("{booth}.plkb"))).unwrap()
}

/// A running `tally recap`.
struct Live {
    child: Child,
    address: String,
}

impl Live {
    fn start(desk: &Desk) -> Self {
        fs::create_dir_all(desk.path("masuk")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_tally"))
            .current_dir(desk.path("."))
            .args(["recap", "--watch", "masuk", "--listen", "127.0.0.1:0", "--out", "rekap.html", "--json"])
            .arg("--definition")
            .args([election("election.json"), election("tokens"), election("acceptances")])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = serde_json::from_str::<Json>(&line).unwrap()["address"].as_str().unwrap().to_owned();
        let address = url.strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
        Self { child, address }
    }

    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(format!("{request} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn state(&self) -> Json {
        serde_json::from_str(self.ask("GET /state.json").split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    /// Follows `/events` until the state is as it should be, and gives it.
    fn until(&self, what: &str, is: impl Fn(&Json) -> bool) -> Json {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
            .write_all(format!("GET /events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).as_bytes())
            .unwrap();
        let begun = Instant::now();
        for line in BufReader::new(stream).lines() {
            let line = line.unwrap();
            if line.starts_with("data: ") && is(&self.state()) {
                return self.state();
            }
            assert!(begun.elapsed() < PATIENCE, "{what}: {}", self.state());
        }
        panic!("{what}: the events ended");
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        let _it_may_have_ended = self.child.kill();
        let _it_may_have_ended = self.child.wait();
    }
}

/// States of the polling places of both villages, then of the villages.
fn states(state: &Json) -> Vec<&str> {
    let villages = || state["regencies"][0]["districts"][0]["villages"].as_array().unwrap().iter();
    let tps = villages().flat_map(|village| village["tps"].as_array().unwrap());
    tps.chain(villages()).map(|one| one["state"].as_str().unwrap()).collect()
}

fn are(expected: [&'static str; 5]) -> impl Fn(&Json) -> bool {
    move |state| state["counting"].is_null() && states(state) == expected
}

#[test]
fn states_follow_the_logs_as_they_arrive_and_votes_come_with_the_decryption() {
    let desk = Desk::new();
    let mut live = Live::start(&desk);
    let none = "belum-lapor";
    let state = live.until("nothing came", are([none; 5]));
    assert_eq!((&state["sums"]["cast"], &state["sums"]["opened"]), (&0.into(), &0.into()));

    // The log of one booth; its spare is waited for.
    desk.write_bytes("masuk/stik-1/a.plkb", &log(FIRST[0]));
    live.until("one booth", are(["diterima", none, none, "diterima", none]));
    for booth in &FIRST[1..] {
        desk.write_bytes(&format!("masuk/{booth}.plkb"), &log(booth));
    }
    let whole = "terverifikasi";
    let state = live.until("a village", are([whole, whole, none, whole, none]));
    assert_eq!((&state["sums"]["tps"][whole], &state["sums"]["cast"]), (&2.into(), &32.into()));
    assert!(state["made"]["time"].is_string() && state["files"] == Json::from([(); 0]));

    // A log that was cut off, then another copy with a bit flipped before that, then the whole one.
    let other = log(SECOND);
    desk.write_bytes("masuk/c.plkb", &other[..other.len() / 2]);
    let state = live.until("half a log", are([whole, whole, "diterima", whole, "diterima"]));
    assert_eq!(state["files"][0]["file"], "c.plkb");
    let mut flipped = other.clone();
    flipped[other.len() / 3] ^= 1;
    desk.write_bytes("masuk/c.plkb", &flipped);
    live.until("a damaged log", are([whole, whole, "karantina", whole, "karantina"]));
    desk.write_bytes("masuk/d.plkb", &other);
    let state = live.until("all logs", are([whole; 5]));
    assert!(state["regencies"][0]["districts"][0]["villages"][0]["votes"].is_null());

    // What the villages signed and their trustees opened.
    desk.copy(&election("record/villages"), "masuk/arsip");
    let state = live.until("the results", |state| state["sums"]["opened"] == 2);
    let village = &state["regencies"][0]["districts"][0]["villages"][0];
    assert!(
        village["votes"]["valid"].as_u64().unwrap() > 0
            && state["notice"].as_str().unwrap().contains("Hasil sementara")
    );
    let saved = desk.read("rekap.html");
    assert!(saved.contains("Hasil sementara - bukan penetapan") && !saved.contains("connect-src"));

    assert!(
        live.ask("POST /").starts_with("HTTP/1.1 405")
            && live.ask("GET /rekap.html").starts_with("HTTP/1.1 404")
    );
    let killed = Command::new("kill").args(["-INT", &live.child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(live.child.wait().unwrap().code(), Some(130));
}

#[test]
fn a_file_that_is_being_copied_is_named_and_not_taken() {
    let desk = Desk::new();
    let live = Live::start(&desk);
    let bytes = log(SECOND);
    let (path, mut at) = (desk.path("masuk/\u{202e}stik\u{1b}.plkb"), 0);
    let mut file = fs::File::create(path).unwrap();
    let begun = Instant::now();
    let named = loop {
        let next = bytes.len().min(at + 200);
        file.write_all(&bytes[at..next]).unwrap();
        at = next;
        let state = live.state();
        if state["files"][0]["why"] == "changing" {
            break state;
        }
        assert!(at < bytes.len() && begun.elapsed() < PATIENCE, "{state}");
        thread::sleep(Duration::from_millis(200));
    };
    assert_eq!(named["files"][0]["file"], "\\u{202e}stik\\u{1b}.plkb");
    assert_eq!(states(&named), ["belum-lapor"; 5]);
    file.write_all(&bytes[at..]).unwrap();
    drop(file);
    let whole = "terverifikasi";
    live.until("it came to rest", are(["belum-lapor", "belum-lapor", whole, "belum-lapor", whole]));
}

fn once(desk: &Desk, folder: &str, more: &[&str]) -> crate::kit::Run {
    let definition = election("election.json");
    let words =
        ["recap", "--watch", folder, "--definition", definition.to_str().unwrap(), "--once", "--json"];
    desk.tally_words(&[&words, more].concat())
}

#[test]
fn a_page_can_be_made_once_and_replaces_only_its_own_kind() {
    let desk = Desk::new();
    desk.copy(&election("record"), "arsip");
    let json = once(&desk, "arsip", &["--out", "rekap.html"]).ends(0);
    assert_eq!(states(&json["state"]), ["terverifikasi"; 5]);
    desk.write("arsip/catatan.txt", "rapat");
    assert_eq!(
        once(&desk, "arsip", &["--out", "rekap.html"]).ends(1)["state"]["files"][0]["file"],
        "catatan.txt"
    );
    fs::remove_file(desk.path("arsip/logs").join(format!("{SECOND}.plkb"))).unwrap();
    let json = once(&desk, "arsip", &["--out", "rekap.html"]).ends(1);
    // Its committee has signed that it counts, but it is not there.
    assert_eq!(states(&json["state"])[2], "selisih");
    fs::remove_dir_all(desk.path("arsip/villages")).unwrap();
    assert_eq!(states(&once(&desk, "arsip", &["--out", "rekap.html"]).ends(2)["state"])[2], "belum-lapor");
    desk.write("skripsi.html", "<html>");
    once(&desk, "arsip", &["--out", "skripsi.html"]).fails(74, "recap-other-file");
    assert_eq!(desk.read("skripsi.html"), "<html>");
    once(&desk, "tidak-ada", &["--out", "rekap.html"]).fails(66, "recap-no-folder");
    fs::remove_dir_all(desk.path("arsip/tokens")).unwrap();
    once(&desk, "arsip", &["--out", "rekap.html"]).fails(2, "recap-not-counted");
}

#[test]
fn an_address_that_is_taken_is_told() {
    let desk = Desk::new();
    let live = Live::start(&desk);
    let definition = election("election.json");
    let run = desk.tally_words(&[
        "recap",
        "--watch",
        "masuk",
        "--definition",
        definition.to_str().unwrap(),
        "--listen",
        &live.address,
        "--json",
    ]);
    run.fails(74, "recap-cannot-listen");
}
