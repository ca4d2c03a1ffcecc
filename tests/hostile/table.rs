//! What was tried and what came of it, for people.

use super::Day;
use super::judge::Fault;

/// The day as a table in Markdown.
pub(crate) fn table(day: &Day, faults: &[Fault]) -> String {
    let mut lines = vec!["| what | as it must be |".to_owned(), "|---|---|".to_owned()];
    let mut kinds: Vec<&str> = day.bad.iter().map(|bad| bad.kind).collect();
    kinds.extend(day.strangers.iter().map(|stranger| stranger.name));
    kinds.sort_unstable();
    kinds.dedup();
    for kind in &kinds {
        let of_kind = faults.iter().filter(|fault| fault.what == *kind);
        let wrong: Vec<&str> = of_kind.map(|fault| fault.wrong.as_str()).collect();
        lines.push(format!(
            "| {kind} | {} |",
            if wrong.is_empty() { "yes".to_owned() } else { wrong.join("; ") }
        ));
    }
    let others = faults.iter().filter(|fault| !kinds.contains(&fault.what.as_str()));
    lines.extend(others.map(|fault| format!("| {} | {} |", fault.what, fault.wrong)));
    lines.extend(day.skipped.iter().map(|skipped| format!("| SKIPPED | {skipped} |")));
    lines.push(String::new());
    lines.push("| | honest day | hostile day | page in Indonesian | page in English |".to_owned());
    lines.push("|---|---|---|---|---|".to_owned());
    let [id, en] = &day.pages;
    let runs = [&day.clean, &day.hostile, id, en];
    let row = |name: &str, cell: &dyn Fn(&super::program::Run) -> String| {
        format!("| {name} | {} |", runs.map(cell).join(" | "))
    };
    lines.push(row("seconds", &|run| format!("{:.2}", run.wall.as_secs_f64())));
    lines.push(row("seconds of the processors", &|run| format!("{:.2}", run.cpu.as_secs_f64())));
    lines.push(row("largest memory, MiB", &|run| (run.peak >> 10).to_string()));
    lines.push(row("exit code", &|run| run.code.map_or_else(|| "-".to_owned(), |code| code.to_string())));
    lines.push(format!(
        "\n{} polling places of {} ballots; {} bad logs of {} kinds, {} strangers' files; {} faults",
        day.scale.tps,
        day.scale.ballots,
        day.bad.len(),
        super::logs::ways().count(),
        day.strangers.len(),
        faults.len()
    ));
    lines.join("\n")
}
