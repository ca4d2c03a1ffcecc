//! `booth-app import`: takes over the booth's pack, after people have compared its ElectionId with paper.

use std::path::{Path, PathBuf};

use ballot_store::read_copy;
use clap::Args;
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Problem, Ui, banner};
use election::enrolment::Enrolment;
use election::{ElectionId, Mode};
use serde_json::json;

use crate::place::{Imported, MAX_PACK, Place};

/// Imports a pack.
#[derive(Debug, Args)]
pub(crate) struct Import {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long, value_name = "FILE")]
    pack: PathBuf,
    #[arg(long, value_name = "HEX")]
    election_id: Option<String>,
}

impl Import {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let place = Place::new(&self.data);
        let enrolled = place.enrolled()?;
        let _alone = place.lock()?;
        let expected = self.expected()?;
        let bytes = files::read(&self.pack, MAX_PACK)?;
        let new = Imported::parse(&self.pack, &bytes)?;
        check_own(&enrolled, &new).map_err(|problem| problem.file(&self.pack))?;
        let id = new.election();
        if expected.is_some_and(|expected| expected != id) {
            return Err(Problem::new(Exit::Failed, Msg::new("other-election"))
                .file(&self.pack)
                .advice(Msg::new("other-election-advice"))
                .detail(id));
        }
        check_not_opened(&place, &bytes)?;
        if expected.is_none() {
            let shown = banner(&ui.texts().say(&Msg::new("election-id")), id.as_bytes());
            if ui.can_ask() {
                ui.aside(&shown);
            }
            if !ui.agrees(&[Msg::new("import-question")])? {
                return Err(Problem::new(Exit::Failed, Msg::new("import-declined")));
            }
        }
        files::replace(&place.pack(), &bytes, Access::Public)?;
        Ok(answer(ui, &new, expected.is_some()))
    }

    fn expected(&self) -> Result<Option<ElectionId>, Problem> {
        let Some(text) = &self.election_id else { return Ok(None) };
        let bare: String =
            text.chars().filter(|c| !matches!(c, ' ' | '-')).collect::<String>().to_lowercase();
        let wrong = |error| Problem::new(Exit::Usage, Msg::new("bad-election-id")).detail(error);
        bare.parse().map(Some).map_err(wrong)
    }
}

/// The pack is for this booth, lists its key, and is of its mode: a key of rehearsals counts nothing, and polls once
/// opened in a rehearsal could not be opened for the election.
fn check_own(enrolled: &Enrolment, new: &Imported) -> Result<(), Problem> {
    let refused = |what: Msg| Err(Problem::new(Exit::Failed, what).advice(Msg::new("other-pack-advice")));
    if new.pack.booth() != enrolled.booth() {
        let what = Msg::new("pack-of-another-booth").with("booth", new.pack.booth().to_string());
        return refused(what.with("own", enrolled.booth().to_string()));
    }
    if new.station.identity().key != *enrolled.key() {
        return refused(Msg::new("key-not-listed"));
    }
    match (enrolled.mode(), new.station.identity().mode) {
        (Mode::Simulasi, Mode::Resmi) => refused(Msg::new("key-of-rehearsals")),
        (Mode::Resmi, Mode::Simulasi) => refused(Msg::new("key-of-elections")),
        (Mode::Resmi, Mode::Resmi) | (Mode::Simulasi, Mode::Simulasi) => Ok(()),
    }
}

/// An earlier import may be replaced until its polls were opened: from then on it says what the log means.
fn check_not_opened(place: &Place, bytes: &[u8]) -> Result<(), Problem> {
    if !files::exists(&place.pack()) || files::read(&place.pack(), MAX_PACK)? == bytes {
        return Ok(());
    }
    let old = place.imported()?;
    let (booth, election) = (old.pack.booth(), old.election());
    let log = place.log(booth, &election);
    if !place.was_opened(booth, &election) && is_untouched(place, &log)? {
        return Ok(());
    }
    Err(Problem::new(Exit::Failed, Msg::new("already-opened"))
        .file(log)
        .advice(Msg::new("already-opened-advice")))
}

/// Whether no polls were opened with this log. What cannot be read might be a log.
fn is_untouched(place: &Place, log: &Path) -> Result<bool, Problem> {
    if !files::exists(log) {
        return Ok(true);
    }
    let private = files::private_folder(place.folder())?;
    Ok(read_copy(log, private.path()).is_ok_and(|copy| copy.records.is_empty() && copy.damage.is_empty()))
}

fn answer(ui: &Ui, new: &Imported, compared: bool) -> Answer {
    let (station, content) = (&new.station, new.pack.definition().content());
    let mut page = ui.page();
    page.say(&Msg::new("import-done"));
    page.banner(&Msg::new("election-id"), new.election().as_bytes());
    page.say(&Msg::new("place-title").with("title", content.title.as_str()));
    page.say(&Msg::new("place-village").with("village", station.village().name.as_str()));
    page.say(&Msg::new("place-booth").with("booth", station.identity().booth.to_string()));
    page.say(&Msg::new("place-mode").with("mode", content.mode.as_str()));
    page.say(&Msg::new("place-date").with("date", content.date.as_str()));
    page.advise(&if compared { Msg::new("import-compared") } else { Msg::new("import-compare") });
    let json = json!({
        "election": new.election(),
        "booth": station.identity().booth.to_string(),
        "mode": content.mode,
        "village": station.village().name,
        "compared": compared,
        "lists": new.pack.own_lists().len(),
        "other_lists": new.pack.other_lists().len(),
        "media": new.pack.media().len(),
    });
    page.answer(Exit::Complete, json)
}
