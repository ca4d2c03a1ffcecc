//! `tally trustee round2`: everybody compares one code, then a trustee sends each other one its share, encrypted.

use std::collections::BTreeMap;
use std::path::Path;

use ballot_crypto::{Round2Package, TrusteeRound1, TrusteeRound2};
use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui};
use election::TrusteeNumber;
use serde_json::json;

use super::apart::{Apart, declined, same_code};
use crate::ceremony::{
    Between, Circle, Folder, Held, HexBytes, Round1, Round2, SealedShares, SecretBytes, Setting, State,
    Villages, fault, seal, signed, transcripts,
};

/// Does round 2.
#[derive(Debug, Args)]
pub(crate) struct RoundTwo {
    #[command(flatten)]
    apart: Apart,
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
}

impl RoundTwo {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let mut held = self.apart.open(ui, 1)?;
        let setting = held.state.setting();
        let folder = Folder::of(&self.apart.files, &held.state)?;
        if !held.state.has_done(2) {
            let circle = Circle::new(&setting, &folder)?;
            let villages = circle.round1()?;
            // Everybody's proof of possession is checked here, before people are asked and anything secret leaves.
            let parts = proceed(&held.state, &folder, &villages)?;
            let code = circle.code(&villages);
            self.compare(ui, &code)?;
            send(&mut held, &circle, &villages, parts)?;
            held.state.code = Some(code);
            held.save()?;
        }
        let file = held.put(&self.apart.files, 2)?;
        Ok(self.answer(ui, &setting, &held.state, &file))
    }

    fn compare(&self, ui: &Ui, code: &str) -> Result<(), Problem> {
        if let Some(expected) = &self.code {
            return if same_code(expected, code) {
                Ok(())
            } else {
                let what = Msg::new("ceremony-code-differs").with("code", code);
                Err(Problem::new(Exit::Failed, what).advice(Msg::new("ceremony-code-differs-advice")))
            };
        }
        let question = [
            Msg::new("ceremony-compare-code"),
            Msg::new("ceremony-code-line").with("code", code),
            Msg::new("ceremony-compare-code-question"),
        ];
        if ui.agrees(&question)? { Ok(()) } else { Err(declined()) }
    }

    fn answer(&self, ui: &Ui, setting: &Setting, state: &State, file: &Path) -> Answer {
        let code = state.code.clone().unwrap_or_default();
        let mut page = ui.page();
        page.say(&Msg::new("ceremony-round2-done").with("villages", setting.villages.len()));
        page.say(&Msg::new("ceremony-code-line").with("code", code.as_str()));
        page.say(&Msg::new("file-written").with("file", file));
        page.advise(&self.apart.next("ceremony-round2-next", file));
        page.answer(Exit::Complete, json!({ "file": file.display().to_string(), "code": code }))
    }
}

/// What round 2 makes: secrets to keep, by village, and packages to send, by receiver and village.
struct Parts {
    secrets: Vec<TrusteeRound2>,
    outgoing: BTreeMap<TrusteeNumber, Vec<Round2Package>>,
}

fn proceed(state: &State, folder: &Folder, villages: &Villages) -> Result<Parts, Problem> {
    let setting = state.setting();
    let own = folder.get(1, state.trustee).ok_or_else(State::damaged)?.body::<Round1>()?;
    let mut parts = Parts { secrets: Vec::new(), outgoing: BTreeMap::new() };
    if state.secrets.len() != villages.len() {
        return Err(State::damaged());
    }
    for (((village, all), secret), package) in villages.iter().zip(&state.secrets).zip(own.packages) {
        let failed = |error| fault(&setting, folder, village, &error);
        let round1 =
            TrusteeRound1::from_bytes(state.trustee, &secret.0, package.package.0).map_err(failed)?;
        let (round2, outgoing) = round1.proceed(all).map_err(failed)?;
        parts.secrets.push(round2);
        for (receiver, package) in outgoing {
            parts.outgoing.entry(receiver).or_default().push(package);
        }
    }
    Ok(parts)
}

/// Encrypts to every receiver and makes the file; the polynomials are given up.
fn send(held: &mut Held, circle: &Circle<'_>, villages: &Villages, parts: Parts) -> Result<(), Problem> {
    let (setting, from) = (held.state.setting(), held.state.trustee);
    let mut shares = Vec::new();
    for member in circle.members().iter().filter(|member| member.trustee != from) {
        let between = Between { round0: circle.round0(), from, to: member.trustee, villages };
        let packages = parts.outgoing.get(&member.trustee).ok_or_else(State::damaged)?;
        let sealed = HexBytes(seal(between, packages, &member.recipient)?);
        shares.push(SealedShares { trustee: member.trustee, sealed });
    }
    let body = Round2 { transcripts: transcripts(villages), shares };
    let secret = |one: &TrusteeRound2| one.expose_bytes().map(SecretBytes).map_err(|_| State::damaged());
    held.state.secrets = parts.secrets.iter().map(secret).collect::<Result<_, _>>()?;
    held.state.seen1 = circle.hashes(1)?;
    held.state.own.push(signed(&setting, from, 2, &body, &held.state.key())?);
    Ok(())
}
