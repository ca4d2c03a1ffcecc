//! `booth-app export`: the log as a bundle on a stick, after recovery. Needs no codes: a bundle is public.

use std::path::{Path, PathBuf};

use ballot_store::{ContentError, ExportError, Finding, OpenError, Store, examine};
use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use polling::Station;
use serde_json::json;

use crate::place::{Imported, Place};
use crate::{opening, refusals};

/// Exports the log.
#[derive(Debug, Args)]
pub(crate) struct Export {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long, value_name = "DIR")]
    mirror: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long)]
    same_device_i_know: bool,
}

impl Export {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let place = Place::new(&self.data);
        // A booth that is started meanwhile says that this folder is in use, and begins once it is not.
        let _alone = place.lock()?;
        let imported = place.imported()?;
        files::make_folder(&self.out)?;
        let booth = imported.pack.booth();
        let paths = place.paths(booth, &imported.election(), &self.mirror);
        let options = place.options(self.same_device_i_know)?;
        let out = self.out.join(format!("{booth}.plkb"));
        files::must_be_new(&out)?;
        match Store::open(&paths, Station::verifier(&imported.station), &options) {
            Ok((store, recovery)) => {
                if store.chain().opened().is_none() {
                    return Err(Problem::new(Exit::Unreadable, Msg::new("never-opened")).file(paths.log));
                }
                store.export(&out).map_err(|error| not_exported(&error, &out))?;
                Ok(answer(ui, &store, &recovery.findings, &out))
            }
            Err(OpenError::Content(ContentError::Fork { .. } | ContentError::BothDamaged { .. })) => {
                let found = examine(&paths, &Station::verifier(&imported.station), &options);
                let found = found.map_err(|error| opening::problem(&error, &self.mirror))?;
                self.both(ui, &imported, [("log", &found.log), ("mirror", &found.mirror)])
            }
            Err(error) => Err(opening::problem(&error, &self.mirror)),
        }
    }

    /// Neither medium alone is the log any more: what can be read of each, for the committee to decide.
    fn both(
        &self,
        ui: &Ui,
        imported: &Imported,
        media: [(&str, &ballot_store::Reading); 2],
    ) -> Result<Answer, Problem> {
        let mut page = ui.page();
        page.say(&Msg::new("export-both"));
        let mut bundles = Vec::new();
        for (name, reading) in media {
            let out = self.out.join(format!("{}.{name}.plkb", imported.pack.booth()));
            reading.export(&out).map_err(|error| not_exported(&error, &out))?;
            page.say(&Msg::new("export-file").with("file", out.as_path()));
            bundles.push(out.display().to_string());
        }
        page.advise(&Msg::new("export-both-next"));
        let json = json!({ "booth": imported.pack.booth().to_string(), "whole": false, "bundles": bundles });
        Ok(page.answer(Exit::Remarks, json))
    }
}

fn answer(ui: &Ui, store: &Store, findings: &[Finding], out: &Path) -> Answer {
    let chain = store.chain();
    let (closed, counts) = (chain.closed().is_some(), chain.counts());
    let mut page = ui.page();
    for finding in findings {
        page.say(&refusals::finding(finding));
    }
    page.say(&Msg::new("export-done").with("entries", chain.size()).with("cast", counts.cast));
    page.say(&Msg::new("export-file").with("file", out));
    page.advise(&if closed { Msg::new("export-next") } else { Msg::new("export-unclosed") });
    let json = json!({
        "booth": chain.log().booth.to_string(),
        "whole": true,
        "bundles": [out.display().to_string()],
        "entries": chain.size(),
        "closed": closed,
        "cast": counts.cast,
        "challenged": counts.challenged,
        "cancelled": counts.cancelled,
        "events": counts.events,
    });
    page.answer(if closed { Exit::Complete } else { Exit::Remarks }, json)
}

fn not_exported(error: &ExportError, out: &Path) -> Problem {
    Problem::new(Exit::CannotWrite, Msg::new("not-exported"))
        .file(out)
        .advice(Msg::new("file-unwritable-advice"))
        .detail(error)
}
