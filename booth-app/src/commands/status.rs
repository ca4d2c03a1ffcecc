//! `booth-app status`: what this booth is and how far its log has come. Needs no codes and changes nothing.

use std::path::{Path, PathBuf};

use ballot_log::ChainState;
use ballot_store::read_copy;
use clap::Args;
use dialogue::{Answer, Exit, Msg, Page, Problem, Ui, files};
use serde_json::{Value as Json, json};

use crate::place::{Imported, Place};

/// Shows the state of a booth.
#[derive(Debug, Args)]
pub(crate) struct Status {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long, value_name = "DIR")]
    mirror: Option<PathBuf>,
}

impl Status {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let place = Place::new(&self.data);
        let enrolled = place.enrolled()?;
        let mut page = ui.page();
        page.say(&Msg::new("place-booth").with("booth", enrolled.booth().to_string()));
        page.say(&Msg::new("place-mode").with("mode", enrolled.mode().as_str()));
        page.say(&Msg::new("place-key").with("key", enrolled.short_key()));
        let mut json = json!({
            "booth": enrolled.booth().to_string(),
            "mode": enrolled.mode(),
            "key": enrolled.key(),
            "short_key": enrolled.short_key(),
            "election": null,
            "log": null,
            "mirror": null,
        });
        if !files::exists(&place.pack()) {
            page.advise(&Msg::new("not-imported"));
            return Ok(page.answer(Exit::Complete, json));
        }
        let imported = place.imported()?;
        page.banner(&Msg::new("election-id"), imported.election().as_bytes());
        put(&mut json, "election", json!(imported.election()));
        let log = place.log(enrolled.booth(), &imported.election());
        put(&mut json, "log", tell(&mut page, &place, &imported, (&log, Msg::new("status-log")))?);
        if let Some(mirror) = &self.mirror {
            let path = place.paths(enrolled.booth(), &imported.election(), mirror).mirror;
            put(&mut json, "mirror", tell(&mut page, &place, &imported, (&path, Msg::new("status-mirror")))?);
        }
        Ok(page.answer(Exit::Complete, json))
    }
}

fn put(json: &mut Json, key: &str, value: Json) {
    if let Some(object) = json.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

/// What one medium holds, as far as it can be read without touching it.
fn tell(
    page: &mut Page<'_>,
    place: &Place,
    imported: &Imported,
    (path, name): (&Path, Msg),
) -> Result<Json, Problem> {
    if !files::exists(path) {
        page.say(&Msg::new("status-line").with("medium", name).with("state", Msg::new("state-none")));
        return Ok(json!({ "state": "none" }));
    }
    let private = files::private_folder(place.folder())?;
    let cannot = |error| Problem::new(Exit::Unreadable, Msg::new("file-unreadable")).file(path).detail(error);
    let copy = read_copy(path, private.path()).map_err(cannot)?;
    let log = imported.station.identity();
    let mut chain = ChainState::new(log.clone());
    let records = copy.records.len();
    let linked = copy.records.into_iter().all(|record| {
        record.verify(log).is_ok_and(|entry| entry.entry().body().is_ok() && chain.push(&entry).is_ok())
    });
    let whole = linked && copy.damage.is_empty();
    let (state, said) = match (whole, chain.opened().is_some(), chain.closed().is_some()) {
        (false, _, _) => ("damaged", Msg::new("state-damaged")),
        (true, false, _) => ("locked", Msg::new("state-locked")),
        (true, true, false) => ("open", Msg::new("state-open")),
        (true, true, true) => ("closed", Msg::new("state-closed")),
    };
    page.say(&Msg::new("status-line").with("medium", name).with("state", said));
    let counts = chain.counts();
    page.say(
        &Msg::new("status-counts")
            .with("entries", records)
            .with("cast", counts.cast)
            .with("challenged", counts.challenged)
            .with("cancelled", counts.cancelled),
    );
    Ok(json!({
        "state": state,
        "entries": records,
        "cast": counts.cast,
        "challenged": counts.challenged,
        "cancelled": counts.cancelled,
        "events": counts.events,
    }))
}
