//! `tally decide attendance`: voters who came, by dusun, where the log does not tell or tells wrongly.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Ui, files};
use election::definition::Voters;
use serde::Deserialize;
use tally::{AttendanceLine, DecisionKind};

use super::{Common, Desk, Place};

const MAX_FILE: u64 = 64 << 10;

/// Attendance of a booth: on the command line or in a file.
#[derive(Debug, Args)]
pub(crate) struct Attendance {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    place: Place,
    #[arg(long, value_name = "DUSUN=L/P+L/P", num_args = 1.., required_unless_present = "file")]
    lists: Vec<ListArg>,
    #[arg(long, value_name = "FILE", conflicts_with = "lists")]
    file: Option<PathBuf>,
}

/// `dusun=male/female`, with `+male/female` for those among them who were added on the day.
#[derive(Debug, Clone, Copy)]
struct ListArg(AttendanceLine);

/// The file: `[[lists]]` with `dusun`, `present`, `dptb`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lists: Vec<AttendanceLine>,
}

impl Attendance {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let lists = self.lists()?;
        let impossible = |line: &&AttendanceLine| {
            line.dptb.male > line.present.male || line.dptb.female > line.present.female
        };
        if let Some(line) = lists.iter().find(impossible) {
            let what = Msg::new("decide-dptb").with("dusun", line.dusun.to_string());
            return Err(Problem::new(Exit::Usage, what));
        }
        let desk = Desk::at(ui, &self.common)?;
        let booth = desk.booth(&self.place)?;
        desk.decide(DecisionKind::Attendance { booth, lists }, None)
    }

    fn lists(&self) -> Result<Vec<AttendanceLine>, Problem> {
        let Some(file) = &self.file else {
            return Ok(self.lists.iter().map(|list| list.0).collect());
        };
        let text = files::read_typed(file, MAX_FILE)?;
        let read: File = toml::from_str(&text).map_err(|error| {
            Problem::new(Exit::Unreadable, Msg::new("decide-file"))
                .file(file)
                .advice(Msg::new("decide-file-advice"))
                .detail(error.message())
        })?;
        Ok(read.lists)
    }
}

impl FromStr for ListArg {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let form = || "1=60/62+0/1".to_owned();
        let (dusun, counts) = text.split_once('=').ok_or_else(form)?;
        let (present, dptb) = counts.split_once('+').unwrap_or((counts, "0/0"));
        let dusun = dusun.parse::<u32>().ok().and_then(|dusun| dusun.try_into().ok()).ok_or_else(form)?;
        let (present, dptb) = (voters(present).ok_or_else(form)?, voters(dptb).ok_or_else(form)?);
        Ok(Self(AttendanceLine { dusun, present, dptb }))
    }
}

fn voters(text: &str) -> Option<Voters> {
    let (male, female) = text.split_once('/')?;
    Some(Voters { male: male.parse().ok()?, female: female.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_written_with_or_without_voters_added_on_the_day() {
        let line = "3=60/62+0/1".parse::<ListArg>().unwrap().0;
        assert_eq!((line.dusun.get(), line.present.male, line.present.female), (3, 60, 62));
        assert_eq!((line.dptb.male, line.dptb.female), (0, 1));
        assert_eq!("0=1/2".parse::<ListArg>().unwrap().0.dptb, Voters::default());
        for wrong in ["1", "1=60", "1=60/", "1=60/62+1", "100=1/1", "1=-1/2", "=1/2", "1=1/2+1/2+1/2"] {
            assert!(wrong.parse::<ListArg>().is_err(), "{wrong}");
        }
    }
}
