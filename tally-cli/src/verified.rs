//! Records whose every check passed: nothing of another one is published, exported or signed.

use std::path::Path;

use dialogue::{Exit, Msg, Problem, Ui};
use election::ElectionId;
use papers::figures::VerifiedElection;
use tally::VerifyReport;

use crate::checks;
use crate::message::in_both;
use crate::record;

/// Reads a record and verifies all of it.
pub(crate) fn report(ui: &Ui, path: &Path, expected: Option<ElectionId>) -> Result<VerifyReport, Problem> {
    let files = record::read(path)?;
    record::verify_files(ui, &files, expected)
}

/// The election of a verified record; one that fails is refused by the first thing that is wrong.
pub(crate) fn election<'r>(path: &Path, report: &'r VerifyReport) -> Result<VerifiedElection<'r>, Problem> {
    VerifiedElection::of(report).ok_or_else(|| {
        let advice = Msg::new("record-fails-advice").with("record", path);
        let Some((check, failure)) = report.first_failure() else {
            return Problem::new(Exit::Failed, Msg::new("record-fails")).file(path).advice(advice);
        };
        let what = Msg::new("record-fails-at")
            .with("number", u16::from(check.number()))
            .with("check", checks::name(check));
        let refused = Problem::new(Exit::Failed, what).file(path.join(&failure.file)).advice(advice);
        refused.told(in_both(failure.message.clone()))
    })
}
