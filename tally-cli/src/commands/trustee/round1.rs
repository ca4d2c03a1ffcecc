//! `tally trustee round1`: everybody's keys are compared, then a trustee commits to its part of the keys.

use std::path::{Path, PathBuf};

use ballot_crypto::TrusteeRound1;
use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use serde_json::{Value as Json, json};

use super::apart::{Apart, declined, same_code};
use crate::ceremony::{
    Circle, Folder, Hash32, Held, HexBytes, Round1, RoundPackage, SecretBytes, Setting, fault, signed,
};
use crate::random;
use crate::table;

const MAX_FINGERPRINTS: u64 = 16 * 1024;

/// Does round 1.
#[derive(Debug, Args)]
pub(crate) struct RoundOne {
    #[command(flatten)]
    apart: Apart,
    #[arg(long, value_name = "FILE")]
    fingerprints: Option<PathBuf>,
}

impl RoundOne {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let mut held = self.apart.open(ui, 0)?;
        let setting = held.state.setting();
        let folder = Folder::of(&self.apart.files, &held.state)?;
        if !held.state.has_done(1) {
            let circle = Circle::new(&setting, &folder)?;
            self.compare(ui, &setting, &circle)?;
            commit(&mut held, &setting, &circle, &folder)?;
        }
        let file = held.put(&self.apart.files, 1)?;
        let known = Circle::new(&setting, &folder).ok();
        Ok(self.answer(ui, &setting, known.as_ref(), &file))
    }

    /// What everybody has read aloud must be what these files say. From a file, or asked.
    fn compare(&self, ui: &Ui, setting: &Setting, circle: &Circle<'_>) -> Result<(), Problem> {
        if let Some(path) = &self.fingerprints {
            return check(path, setting, circle);
        }
        let line = |(trustee, code): (String, String)| {
            Msg::new("ceremony-fingerprint-line").with("trustee", trustee).with("code", code)
        };
        let head = [Msg::new("ceremony-compare")].into_iter();
        let lines = fingerprints(setting, circle).into_iter().map(line);
        let question: Vec<Msg> = head.chain(lines).chain([Msg::new("ceremony-compare-question")]).collect();
        if ui.agrees(&question)? { Ok(()) } else { Err(declined()) }
    }

    fn answer(&self, ui: &Ui, setting: &Setting, circle: Option<&Circle<'_>>, file: &Path) -> Answer {
        let known = circle.map(|circle| fingerprints(setting, circle)).unwrap_or_default();
        let mut page = ui.page();
        page.say(&Msg::new("ceremony-round1-done").with("villages", setting.villages.len()));
        let heads = [Msg::new("head-trustee-name"), Msg::new("head-fingerprint")];
        if !known.is_empty() {
            let row =
                |(trustee, code): &(String, String)| vec![trustee.as_str().into(), code.as_str().into()];
            table::add(&mut page, &heads, known.iter().map(row).collect());
        }
        page.say(&Msg::new("file-written").with("file", file));
        page.advise(&self.apart.next("ceremony-round1-next", file));
        let codes: Vec<Json> =
            known.iter().map(|(trustee, code)| json!({ "trustee": trustee, "fingerprint": code })).collect();
        page.answer(Exit::Complete, json!({ "file": file.display().to_string(), "fingerprints": codes }))
    }
}

fn fingerprints(setting: &Setting, circle: &Circle<'_>) -> Vec<(String, String)> {
    circle.members().iter().map(|one| (setting.shown(one.trustee), one.fingerprint())).collect()
}

/// The expected fingerprints stand in a file, one a line, in the order t01, t02, ...
fn check(path: &Path, setting: &Setting, circle: &Circle<'_>) -> Result<(), Problem> {
    let text = files::read_typed(path, MAX_FINGERPRINTS)?;
    let expected: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let found = fingerprints(setting, circle);
    if expected.len() != found.len() {
        let what = Msg::new("ceremony-fingerprint-count").with("found", expected.len());
        return Err(Problem::new(Exit::Unreadable, what.with("needed", found.len())).file(path));
    }
    match found.iter().zip(&expected).find(|((_, code), expected)| !same_code(code, expected)) {
        None => Ok(()),
        Some(((trustee, code), _)) => {
            let what = Msg::new("ceremony-fingerprint-differs");
            let what = what.with("trustee", trustee.as_str()).with("code", code.as_str());
            Err(Problem::new(Exit::Failed, what)
                .file(path)
                .advice(Msg::new("ceremony-fingerprint-differs-advice")))
        }
    }
}

/// Draws the polynomials and keeps them, before anything that follows from them is written.
fn commit(held: &mut Held, setting: &Setting, circle: &Circle<'_>, folder: &Folder) -> Result<(), Problem> {
    let mut random = random::os()?;
    let (mut secrets, mut packages) = (Vec::new(), Vec::new());
    for village in &setting.villages {
        let failed = |error| fault(setting, folder, village, &error);
        let started = TrusteeRound1::start(&setting.parts(village), held.state.trustee, &mut random);
        let started = started.map_err(failed)?;
        secrets.push(SecretBytes(started.expose_bytes().map_err(failed)?));
        let package = HexBytes(started.package().to_vec());
        packages.push(RoundPackage { village: village.clone(), package });
    }
    let body = Round1 { round0: Hash32(circle.round0()), packages };
    let file = signed(setting, held.state.trustee, 1, &body, &held.state.key())?;
    held.state.own.push(file);
    held.state.seen0 = circle.hashes(0)?;
    held.state.secrets = secrets;
    held.save()
}
