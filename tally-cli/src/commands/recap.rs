//! `tally recap`: a page of the counting day that changes as logs arrive.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Instant;

use board::{Board, Document, Limits, MediaType};
use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use papers::recap::Recap as Content;
use papers::recap::state::State;
use papers::recap::view::View;
use records::{Watch, replace_file};
use serde_json::json;

use crate::commands::definition;
use crate::message::in_both;
use crate::recap::{BETWEEN_LOOKS, Day};
use crate::simulasi;

/// Longest page that is looked at before it is replaced.
const MAX_PAGE: u64 = 64 << 20;

/// Shows how a counting day goes on.
#[derive(Debug, Args)]
pub(crate) struct Recap {
    #[arg(long, value_name = "DIR")]
    watch: PathBuf,
    #[arg(long, value_name = "FILE")]
    definition: PathBuf,
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8480", conflicts_with = "once")]
    listen: SocketAddr,
    #[arg(long, requires = "out")]
    once: bool,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
}

impl Recap {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let (sealed, bytes, seal) = definition::read_sealed(ui, &self.definition)?;
        self.inputs.iter().try_for_each(|input| files::must_exist(input))?;
        self.out.as_deref().map_or(Ok(()), may_be_replaced)?;
        let no_folder = |error| {
            Problem::new(Exit::Unreadable, Msg::new("recap-no-folder")).file(&self.watch).detail(error)
        };
        let watch = Watch::new(&self.watch).map_err(no_folder)?;
        let always = self.inputs.iter().cloned().chain([seal]).collect();
        let day = Day::new(sealed, bytes, watch.folder(), always);
        match (self.once, &self.out) {
            (true, Some(out)) => once(ui, watch, day, out),
            _ => self.live(ui, watch, day),
        }
    }

    /// Looks, counts and shows until somebody ends the program (Ctrl-C: 130).
    fn live(&self, ui: &Ui, mut watch: Watch, mut day: Day) -> Result<Answer, Problem> {
        day.seen(watch.look());
        let board = Board::open(self.listen, Limits::default(), documents(&day.recap()))
            .map_err(|error| cannot_listen(&error))?;
        self.tell(ui, board.address())?;
        let mut next = Instant::now() + BETWEEN_LOOKS;
        loop {
            let ended = day.wait(next.saturating_duration_since(Instant::now()));
            // Never sooner: of two looks close to each other the second says nothing about a file that is being copied.
            let seen = Instant::now() >= next && {
                next = Instant::now() + BETWEEN_LOOKS;
                day.seen(watch.look())
            };
            let started = day.start();
            if ended || seen || started {
                let recap = day.recap();
                board.show(documents(&recap));
                if let Some(out) = self.out.as_deref().filter(|_| ended) {
                    // A full disk ends no page that people look at.
                    save(out, &recap).unwrap_or_else(|problem| ui.aside(&problem.page(ui.texts())));
                }
            }
        }
    }

    fn tell(&self, ui: &Ui, address: SocketAddr) -> Result<(), Problem> {
        let url = format!("http://{address}/");
        ui.line(&Msg::new("recap-listening").with("address", url.as_str()), &json!({ "address": url }))?;
        if !is_own_machine(address.ip()) {
            ui.note(&Msg::new(if address.ip().is_unspecified() {
                "recap-everywhere"
            } else {
                "recap-network"
            }));
        }
        ui.note(&Msg::new("recap-end").with("folder", self.watch.as_path()));
        Ok(())
    }
}

/// Counts once what has come to rest, and writes the page.
fn once(ui: &Ui, mut watch: Watch, mut day: Day, out: &Path) -> Result<Answer, Problem> {
    day.seen(watch.look());
    std::thread::sleep(BETWEEN_LOOKS);
    day.seen(watch.look());
    day.start();
    while !day.is_settled() {
        day.wait(BETWEEN_LOOKS);
        day.start();
    }
    if let Some(trouble) = day.trouble().filter(|_| !day.is_counted()) {
        return Err(
            Problem::new(Exit::Incomplete, Msg::new("recap-not-counted")).told(in_both(trouble.clone()))
        );
    }
    let recap = day.recap();
    save(out, &recap)?;
    let view = recap.view();
    let mut page = ui.page();
    simulasi::mark(&mut page, day.definition());
    page.say(&Msg::new("provisional"));
    let (villages, tps) = (&view.sums.villages, &view.sums.tps);
    page.say(
        &Msg::new("recap-done")
            .with("verified", villages.of(State::Verified))
            .with("villages", villages.all())
            .with("tps", tps.of(State::Verified))
            .with("all", tps.all())
            .with("out", out),
    );
    Ok(page.answer(exit_of(view), json!({ "out": out.display().to_string(), "state": view })))
}

/// 0: all villages are verified; 1: so, with a discrepancy or files that were not taken; 2: something is missing.
fn exit_of(view: &View) -> Exit {
    let villages = &view.sums.villages;
    if villages.counted() < villages.all() {
        Exit::Incomplete
    } else if villages.of(State::Differs) > 0 || !view.files.is_empty() {
        Exit::Remarks
    } else {
        Exit::Complete
    }
}

fn documents(recap: &Content) -> Vec<Document> {
    let page = |target, english| Document {
        target,
        media_type: MediaType::Html,
        policy: Content::live_policy(),
        bytes: recap.live(english).into_bytes(),
    };
    let policy = "default-src 'none'; frame-ancestors 'none'".to_owned();
    let state = Document { target: "/state.json", media_type: MediaType::Json, policy, bytes: recap.state() };
    vec![page("/", false), page("/?lang=en", true), state]
}

fn save(out: &Path, recap: &Content) -> Result<(), Problem> {
    replace_file(out, recap.saved().as_bytes())
        .map_err(|error| Problem::new(Exit::CannotWrite, Msg::new("file-unwritable")).file(out).detail(error))
}

/// A page of an earlier run is replaced, nothing else.
fn may_be_replaced(out: &Path) -> Result<(), Problem> {
    if !files::exists(out) {
        return Ok(());
    }
    let is_ours = files::read(out, MAX_PAGE).is_ok_and(|bytes| Content::is_page(&bytes));
    let refused = || Problem::new(Exit::CannotWrite, Msg::new("recap-other-file")).file(out);
    if is_ours { Ok(()) } else { Err(refused().advice(Msg::new("recap-other-file-advice"))) }
}

fn cannot_listen(error: &board::BoardError) -> Problem {
    Problem::new(Exit::CannotWrite, Msg::new("recap-cannot-listen"))
        .advice(Msg::new("recap-cannot-listen-advice"))
        .detail(error)
}

fn is_own_machine(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}
