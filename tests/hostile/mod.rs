//! A regency's day after the polls on which one log in twenty is bad in another way, among files that no committee has
//! asked for: what `tally merge` must make of it.
//!
//! Everything is made anew in a folder of the caller's: an honest regency, the same with its bad logs and strangers' files,
//! and the real program on both. The judge compares what came out (docs/hostile-day.md).

pub(crate) mod files;
pub(crate) mod judge;
pub(crate) mod logs;
pub(crate) mod media;
pub(crate) mod names;
pub(crate) mod program;
pub(crate) mod regency;
pub(crate) mod strangers;
pub(crate) mod table;
pub(crate) mod unrest;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fixtures::world::Made;

use files::{Bad, Stranger};
use program::{Asked, Run};
use regency::Regency;

/// How large a day is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    /// Polling places; each has one booth.
    pub(crate) tps: u32,
    /// Ballots of each booth.
    pub(crate) ballots: u32,
    /// Entries of garbage in each of the files that have nothing else.
    pub(crate) garbage: u32,
    /// Files of no bytes.
    pub(crate) empty: u32,
    /// A run that takes longer has hung.
    pub(crate) patience: Duration,
}

/// Everything that was made and what came of it.
pub(crate) struct Day {
    /// How large it is.
    pub(crate) scale: Scale,
    /// The bad logs.
    pub(crate) bad: Vec<Bad>,
    /// The strangers' files.
    pub(crate) strangers: Vec<Stranger>,
    /// What could not be made here, and why.
    pub(crate) skipped: Vec<String>,
    /// The honest regency.
    pub(crate) clean: Run,
    /// The same with the bad logs and strangers' files.
    pub(crate) hostile: Run,
    /// What people read of it, in Indonesian and English.
    pub(crate) pages: [Run; 2],
    /// Where the bad inputs lie.
    pub(crate) inputs: PathBuf,
}

/// Makes a day below `out`, which must be empty, and runs it.
///
/// # Errors
/// Something cannot be made, or the program cannot be started.
pub(crate) fn run(scale: Scale, out: &Path, tally: &Path) -> Made<Day> {
    let regency = Regency::new(scale)?;
    let places = Places::new(out, tally)?;
    regency.write_sealed(&places.sealed)?;
    regency.write_logs(&places.clean)?;
    let bad = logs::spoil(&regency)?;
    link_good(&places, &bad)?;
    for bad in &bad {
        bad.lay(&places.hostile)?;
    }
    let (mut strangers, mut skipped) = (Vec::new(), Vec::new());
    for stranger in strangers::all(&regency)? {
        match stranger.lay(&places.hostile)? {
            None => strangers.push(stranger),
            Some(why) => skipped.push(format!("{}: {why}", stranger.name)),
        }
    }
    let moving = unrest::Unrest::prepare(&regency, &places.hostile)?;
    places.hand_over()?;
    let asked = |words: &[&str], input: &Path, record: &str| Asked {
        tally: places.tally.clone(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        definition: places.sealed.join("election.json"),
        inputs: vec![places.sealed.clone(), input.to_path_buf()],
        record: places.out.join(record).join("record"),
        patience: scale.patience,
    };
    let clean = asked(&["--json"], &places.clean, "clean-result").run()?;
    let hostile = moving.during(|| asked(&["--json"], &places.hostile, "hostile-result").run())?;
    let page = |lang: &str| asked(&["--lang", lang], &places.hostile, lang).run();
    let pages = [page("id")?, page("en")?];
    strangers::make_removable(&places.hostile);
    Ok(Day { scale, bad, strangers, skipped, clean, hostile, pages, inputs: places.hostile })
}

/// Where things lie.
struct Places {
    out: PathBuf,
    tally: PathBuf,
    sealed: PathBuf,
    clean: PathBuf,
    hostile: PathBuf,
}

impl Places {
    fn new(out: &Path, tally: &Path) -> Made<Self> {
        fs::create_dir_all(out)?;
        if fs::read_dir(out)?.next().is_some() {
            return Err(format!("{} is not empty", out.display()).into());
        }
        let out = out.canonicalize()?;
        let at = |name: &str| -> Made<PathBuf> {
            fs::create_dir(out.join(name))?;
            Ok(out.join(name))
        };
        let (sealed, clean, hostile) = (at("sealed")?, at("clean")?, at("hostile")?);
        for name in ["clean-result", "hostile-result", "id", "en"] {
            at(name)?;
        }
        // Whoever runs it may not be allowed to look into the folder of the build.
        fs::copy(tally, out.join("tally"))?;
        Ok(Self { tally: out.join("tally"), out, sealed, clean, hostile })
    }

    /// Root reads everything: what is under way then belongs to nobody.
    fn hand_over(&self) -> Made<()> {
        if program::is_root() {
            for name in ["clean-result", "hostile-result", "id", "en"] {
                let nobody = Some(program::NOBODY);
                std::os::unix::fs::chown(self.out.join(name), nobody, nobody)?;
            }
        }
        Ok(())
    }
}

/// Lays the logs of all booths that nothing has happened to.
fn link_good(places: &Places, bad: &[Bad]) -> Made<()> {
    let logs = places.hostile.join("logs");
    fs::create_dir(&logs)?;
    for entry in fs::read_dir(&places.clean)? {
        let name = entry?.file_name();
        if !bad.iter().any(|bad| name.to_str() == Some(&format!("{}.plkb", bad.booth))) {
            fs::hard_link(places.clean.join(&name), logs.join(&name))?;
        }
    }
    Ok(())
}
