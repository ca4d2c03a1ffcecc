//! What to try on a demo: commands to copy, which work as they stand.

use std::path::Path;

use dialogue::{Exit, Lang, Msg, Problem, files};
use election::{BoothId, short_code};
use serde_json::{Value as Json, json};
use simulation::Outcome;

use crate::demo::secrets;

const MAX_LOG: u64 = 64 << 20;

/// One thing to try.
pub(crate) struct Trial {
    what: Msg,
    commands: Vec<String>,
}

impl Trial {
    /// What it shows.
    pub(crate) fn what(&self) -> Msg {
        self.what.clone()
    }

    /// Lines for a shell.
    pub(crate) fn commands(&self) -> &[String] {
        &self.commands
    }

    pub(crate) fn to_json(&self) -> Json {
        json!({ "what": self.what.key(), "commands": self.commands })
    }
}

/// Everything to try on this demo.
pub(crate) fn of(lang: Lang, out: &Path, outcome: &Outcome) -> Result<Vec<Trial>, Problem> {
    let failed = || Problem::new(Exit::Internal, Msg::new("demo-failed"));
    let (village, code) =
        outcome.villages.iter().find_map(|v| Some((&v.village, v.cast.first()?))).ok_or_else(failed)?;
    let booth = outcome.definition.village(village).and_then(|v| v.booths().next()).ok_or_else(failed)?.0;
    let root = outcome.report.merged.as_ref().map(|merged| hex::encode(merged.root.as_bytes()));
    let root = root.ok_or_else(failed)?;
    let tally = program(lang);
    let path = |name: &str| quoted(&out.join(name).display().to_string());
    let file = |path: std::path::PathBuf| quoted(&path.display().to_string());
    let (record, proof) = (path("record"), path("bukti"));
    let mut trials = Vec::new();
    let mut add = |what, commands: Vec<String>| trials.push(Trial { what, commands });
    let verify = format!("{tally} verify {record} --election-id {}", outcome.definition.id());
    add(Msg::new("try-verify"), vec![verify]);
    let prove = format!("{tally} receipt {record} {} --out {proof}", short_code(code.as_bytes()));
    add(Msg::new("try-receipt"), vec![prove, format!("{tally} receipt check {proof} --root {root}")]);
    let log = path(&format!("logs/{booth}.plkb"));
    add(
        Msg::new("try-inspect"),
        vec![format!("{tally} inspect {log} --definition {}", path("election.json"))],
    );
    let decrypt = format!(
        "{tally} decrypt --record {record} --village {village} --key {} --out {} --passphrase-file {}",
        file(secrets::trustee_file(out, 1)),
        path("bagian"),
        file(secrets::passphrase_file(out)),
    );
    let result = format!("{tally} result --record {record} --village {village} {}", path("bagian"));
    add(Msg::new("try-decrypt"), vec![decrypt, result]);
    add(Msg::new("try-flip"), flip(out, &booth, &tally)?);
    Ok(trials)
}

/// Copies the record, changes one byte of a log, verifies the copy.
fn flip(out: &Path, booth: &BoothId, tally: &str) -> Result<Vec<String>, Problem> {
    let name = format!("logs/{booth}.plkb");
    let bytes = files::read(&out.join("record").join(&name), MAX_LOG)?;
    let at = bytes.len() / 2;
    let changed = bytes.get(at).copied().unwrap_or_default() ^ 1;
    let copy = out.join("rusak");
    let path = |path: &Path| quoted(&path.display().to_string());
    Ok(vec![
        format!("cp -r {} {}", path(&out.join("record")), path(&copy)),
        format!(
            "printf '\\{changed:03o}' | dd of={} bs=1 seek={at} conv=notrunc status=none",
            path(&copy.join(&name))
        ),
        format!("{tally} verify {}", path(&copy)),
    ])
}

/// This program as it was called, in the language that it speaks now.
fn program(lang: Lang) -> String {
    let name =
        std::env::args_os().next().map_or_else(|| "tally".to_owned(), |name| quoted(&name.to_string_lossy()));
    match lang {
        Lang::Id => name,
        Lang::En => name + " --lang en",
    }
}

/// A word for a shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_a_word_as_it_is() {
        assert_eq!(quoted("demo-out/logs/9901012001-1-1.plkb"), "demo-out/logs/9901012001-1-1.plkb");
        assert_eq!(quoted("my demo"), "'my demo'");
        assert_eq!(quoted("it's; rm"), "'it'\\''s; rm'");
        assert_eq!(quoted(""), "''");
    }
}
