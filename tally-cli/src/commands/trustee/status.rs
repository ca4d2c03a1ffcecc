//! `tally trustee status`: how far the ceremonies in a folder are. It needs no passphrase: all files are public.

use std::path::PathBuf;

use clap::Args;
use dialogue::{Answer, Exit, Msg, Page, Problem, Ui, Value};
use election::VillageCode;
use serde_json::{Value as Json, json};

use crate::ceremony::{Circle, Folder, Round0, Setting};
use crate::table;

/// Shows where ceremonies stand.
#[derive(Debug, Args)]
pub(crate) struct Status {
    #[arg(long, value_name = "DIR")]
    files: PathBuf,
}

impl Status {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let mut page = ui.page();
        let (mut json, mut exit) = (Vec::new(), Exit::Complete);
        let all = Folder::all(&self.files)?;
        if all.is_empty() {
            page.say(&Msg::new("ceremony-status-none").with("folder", self.files.as_path()));
            exit = Exit::Incomplete;
        }
        for (village, folder) in all {
            let Some(setting) = setting(&folder)? else {
                page.say(&Msg::new("ceremony-status-no-round0").with("village", village.as_str()));
                json.push(json!({ "village": village, "round": 0 }));
                exit = Exit::Incomplete;
                continue;
            };
            folder.must_be_of(&setting)?;
            // Before all have presented themselves there is nothing to compare.
            let circle = match folder.missing(&setting, 0).is_empty() {
                true => Some(Circle::new(&setting, &folder)?),
                false => None,
            };
            let (one, whole) = standing(&mut page, &village, &setting, (&folder, circle.as_ref()));
            json.push(one);
            exit = if whole { exit } else { Exit::Incomplete };
        }
        Ok(page.answer(exit, json!({ "ceremonies": json })))
    }
}

/// What the first file of round 0 says that the ceremony is.
fn setting(folder: &Folder) -> Result<Option<Setting>, Problem> {
    let Some(first) = folder.first().filter(|first| first.head.round == 0) else { return Ok(None) };
    let Round0 { threshold, villages, names, .. } = first.body()?;
    Ok(Some(Setting { mode: first.head.mode, nonce: first.head.nonce, threshold, villages, names }))
}

/// The table of one ceremony and what is missing next; whether nothing is.
fn standing(
    page: &mut Page<'_>,
    village: &VillageCode,
    setting: &Setting,
    (folder, circle): (&Folder, Option<&Circle<'_>>),
) -> (Json, bool) {
    page.heading(
        &Msg::new("ceremony-status-title")
            .with("village", village.as_str())
            .with("villages", setting.villages.len()),
    );
    let heads = ["0", "1", "2", "3"].map(|round| Msg::new("head-round").with("round", round));
    let heads: Vec<Msg> =
        [Msg::new("head-trustee-name"), Msg::new("head-fingerprint")].into_iter().chain(heads).collect();
    let fingerprint = |place: usize| {
        circle
            .and_then(|circle| circle.members().get(place))
            .map(|member| member.fingerprint())
            .unwrap_or_default()
    };
    let there = |trustee| [0, 1, 2, 3].map(|round| folder.get(round, trustee).is_some());
    let mark = |there: bool| Value::Msg(Msg::new(if there { "ceremony-there" } else { "ceremony-absent" }));
    let row = |(place, trustee)| {
        let names = [setting.shown(trustee), fingerprint(place)].map(Value::from);
        names.into_iter().chain(there(trustee).map(mark)).collect()
    };
    table::add(page, &heads, setting.trustees().enumerate().map(row).collect());
    let missing =
        (0..=3).map(|round| (round, folder.missing(setting, round))).find(|(_, files)| !files.is_empty());
    match &missing {
        Some((round, files)) => page.advise(&next(*round).with("files", files.join(", "))),
        None => page.advise(&Msg::new("ceremony-status-whole")),
    }
    let trustee = |(place, trustee)| {
        json!({
            "trustee": setting.trustees().nth(place),
            "name": setting.name(trustee),
            "fingerprint": fingerprint(place),
            "rounds": there(trustee),
        })
    };
    let json = json!({
        "village": village,
        "villages": setting.villages,
        "trustees": setting.trustees().enumerate().map(trustee).collect::<Vec<_>>(),
        "round": missing.as_ref().map(|(round, _)| round),
        "missing": missing.as_ref().map(|(_, files)| files.clone()).unwrap_or_default(),
    });
    (json, missing.is_none())
}

fn next(round: u8) -> Msg {
    match round {
        0 => Msg::new("ceremony-status-next0"),
        1 => Msg::new("ceremony-status-next1"),
        2 => Msg::new("ceremony-status-next2"),
        _ => Msg::new("ceremony-status-next3"),
    }
}
