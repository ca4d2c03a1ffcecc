//! The script of a rehearsal: one step a line.
//!
//! ```text
//! open [CANDIDATE:NAME:CODE ...]            launch codes; CANDIDATE 0 = an officer's dice; none = dice thrown here
//! vote SLIP OPTION [cast|challenge|cancel|die]
//! exchange OLD NEW MEDIUM                   MEDIUM = file of the other booth's second medium
//! exchange OLD NEW unreadable [NAME NAME]   two officers vouch
//! restart
//! die
//! close present=L/P [dptb=L/P] received=N unused=N [spoiled=N] [exchanged=N] sah=N [batal=N] [reason="..."]
//! ```
//! Words are parted by white space; quotes keep white space inside a word; `#` at the beginning of a word begins a
//! comment.

use std::path::PathBuf;

use ballot_log::{LaunchPart, Officers, Slips, Tokens};
use dialogue::Msg;
use election::definition::Voters;

/// One line of the script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the file, from 1.
    pub(super) number: usize,
    pub(super) step: Step,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Open(Vec<LaunchPart>),
    Vote { slip: String, option: u8, end: End },
    Exchange { old: String, new: String, medium: Medium },
    Restart,
    Die,
    Close { officers: Officers, reason: Option<String> },
}

impl Step {
    /// The word of the script.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Vote { .. } => "vote",
            Self::Exchange { .. } => "exchange",
            Self::Restart => "restart",
            Self::Die => "die",
            Self::Close { .. } => "close",
        }
    }
}

/// What the voter does when the slip hangs in the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Cast,
    Challenge,
    Cancel,
    /// The machine goes off before the voter says anything.
    Die,
}

/// What is known of the other booth's slips.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Medium {
    File(PathBuf),
    Unreadable([String; 2]),
}

/// A line that cannot be understood.
#[derive(Debug)]
pub(super) struct Mistake {
    /// Its number, from 1.
    pub(super) line: usize,
    /// Why.
    pub(super) what: Msg,
}

/// Reads the whole script before anything is done.
pub(super) fn parse(text: &str) -> Result<Vec<Line>, Mistake> {
    let mut lines = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let mistake = |what| Mistake { line, what };
        let words = words(text).ok_or_else(|| mistake(Msg::new("script-quote")))?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let Some((verb, rest)) = words.split_first() {
            lines.push(Line { number: line, step: step(verb, rest).map_err(mistake)? });
        }
    }
    Ok(lines)
}

/// The words of a line; `None` if a quote is not closed.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut quoted) = (None::<String>, false);
    for c in line.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '#' if word.is_none() => break,
            c if c.is_whitespace() && !quoted => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    if quoted { None } else { Some(words) }
}

fn step(verb: &str, rest: &[&str]) -> Result<Step, Msg> {
    let form = |form: &str| Msg::new("script-form").with("form", form);
    match (verb, rest) {
        ("open", parts) => parts.iter().map(|part| launch(part)).collect::<Result<_, _>>().map(Step::Open),
        ("vote", [slip, option]) => vote(slip, option, "cast"),
        ("vote", [slip, option, end]) => vote(slip, option, end),
        ("vote", _) => Err(form("vote SLIP OPTION [cast|challenge|cancel|die]")),
        ("exchange", [old, new, rest @ ..]) => exchange(old, new, rest),
        ("restart", []) => Ok(Step::Restart),
        ("die", []) => Ok(Step::Die),
        ("restart" | "die", _) => Err(form(verb)),
        ("close", figures) => close(figures),
        ("exchange", _) => Err(form(EXCHANGE)),
        _ => Err(Msg::new("script-word").with("word", verb)),
    }
}

const EXCHANGE: &str = "exchange OLD NEW MEDIUM | exchange OLD NEW unreadable [NAME NAME]";

fn launch(part: &str) -> Result<LaunchPart, Msg> {
    let form = || Msg::new("script-form").with("form", "open [CANDIDATE:NAME:CODE ...]");
    let (candidate, rest) = part.split_once(':').ok_or_else(form)?;
    let (given_by, code) = rest.rsplit_once(':').ok_or_else(form)?;
    let candidate = candidate.parse().map_err(|_| form())?;
    Ok(LaunchPart { candidate, given_by: given_by.to_owned(), code: code.to_uppercase() })
}

fn vote(slip: &str, option: &str, end: &str) -> Result<Step, Msg> {
    let unknown = |word: &str| Msg::new("script-word").with("word", word);
    let end = match end {
        "cast" => End::Cast,
        "challenge" => End::Challenge,
        "cancel" => End::Cancel,
        "die" => End::Die,
        other => return Err(unknown(other)),
    };
    let option = option.parse().map_err(|_| unknown(option))?;
    Ok(Step::Vote { slip: slip.to_owned(), option, end })
}

fn exchange(old: &str, new: &str, rest: &[&str]) -> Result<Step, Msg> {
    let medium = match rest {
        // Nobody is named in a rehearsal unless the script names them.
        ["unreadable"] => Medium::Unreadable(["petugas 1".to_owned(), "petugas 2".to_owned()]),
        ["unreadable", first, second] => Medium::Unreadable([(*first).to_owned(), (*second).to_owned()]),
        [file] => Medium::File(PathBuf::from(file)),
        _ => return Err(Msg::new("script-form").with("form", EXCHANGE)),
    };
    Ok(Step::Exchange { old: old.to_owned(), new: new.to_owned(), medium })
}

/// Every figure once, the needed ones not left out.
fn close(figures: &[&str]) -> Result<Step, Msg> {
    let mut given = Vec::new();
    for figure in figures {
        let (name, value) =
            figure.split_once('=').ok_or_else(|| Msg::new("script-word").with("word", *figure))?;
        if !FIGURES.contains(&name) {
            return Err(Msg::new("script-word").with("word", name));
        }
        if given.iter().any(|(known, _)| *known == name) {
            return Err(Msg::new("script-twice").with("word", name));
        }
        given.push((name, value));
    }
    let find = |name: &str| given.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let needed = |name: &'static str| find(name).ok_or_else(|| Msg::new("script-missing").with("word", name));
    let number = |value: &str| value.parse().map_err(|_| Msg::new("script-number").with("word", value));
    let count = |name: &'static str| find(name).map_or(Ok(0), number);
    let pair = |value: &str| match value.split_once('/') {
        Some((male, female)) => Ok(Voters { male: number(male)?, female: number(female)? }),
        None => Err(Msg::new("script-pair").with("word", value)),
    };
    let tokens = Tokens {
        received: number(needed("received")?)?,
        unused: number(needed("unused")?)?,
        spoiled: count("spoiled")?,
        exchanged: count("exchanged")?,
    };
    let slips = Slips { sah: number(needed("sah")?)?, batal: count("batal")? };
    let present = pair(needed("present")?)?;
    let dptb = find("dptb").map_or(Ok(Voters::default()), pair)?;
    let reason = find("reason").map(str::to_owned);
    Ok(Step::Close { officers: Officers { present, dptb, tokens, slips }, reason })
}

const FIGURES: [&str; 9] =
    ["present", "dptb", "received", "unused", "spoiled", "exchanged", "sah", "batal", "reason"];

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Step {
        parse(text).unwrap().remove(0).step
    }

    fn wrong(text: &str) -> (usize, &'static str) {
        let mistake = parse(text).unwrap_err();
        (mistake.line, mistake.what.key())
    }

    #[test]
    fn every_step_is_understood() {
        let Step::Open(parts) = only("open \"1:Siti Aminah:abcde\" 0:ketua:12345") else {
            panic!("no opening")
        };
        assert_eq!((parts[0].candidate, parts[0].given_by.as_str()), (1, "Siti Aminah"));
        assert_eq!((parts[0].code.as_str(), parts[1].candidate), ("ABCDE", 0));
        assert_eq!(only("open"), Step::Open(Vec::new()));
        let vote = |end| Step::Vote { slip: "PLK1-S".to_owned(), option: 2, end };
        assert_eq!(only("vote PLK1-S 2"), vote(End::Cast));
        assert_eq!(only("vote PLK1-S 2 challenge"), vote(End::Challenge));
        assert_eq!(only("vote PLK1-S 2 cancel # changed her mind"), vote(End::Cancel));
        assert_eq!(only("vote PLK1-S 2 die"), vote(End::Die));
        let exchange = |medium| Step::Exchange { old: "A".to_owned(), new: "B".to_owned(), medium };
        assert_eq!(
            only("exchange A B \"my stick/b.plkm\""),
            exchange(Medium::File("my stick/b.plkm".into()))
        );
        let names = ["Siti", "Budi"].map(str::to_owned);
        assert_eq!(only("exchange A B unreadable Siti Budi"), exchange(Medium::Unreadable(names)));
        assert!(matches!(
            only("exchange A B unreadable"),
            Step::Exchange { medium: Medium::Unreadable(_), .. }
        ));
        assert_eq!((only("restart"), only("die")), (Step::Restart, Step::Die));
        let lines = parse("# gladi bersih\n\n  open\n").unwrap();
        assert_eq!(lines[0].number, 3);
    }

    #[test]
    fn figures_are_named() {
        let text = "close present=12/13 dptb=1/0 received=30 unused=3 spoiled=1 exchanged=2 sah=24 batal=2 reason=\"dua slip hilang\"";
        let Step::Close { officers, reason } = only(text) else { panic!("no close") };
        assert_eq!((officers.present, officers.dptb.male), (Voters { male: 12, female: 13 }, 1));
        let tokens = Tokens { received: 30, unused: 3, spoiled: 1, exchanged: 2 };
        assert_eq!((officers.tokens, officers.slips), (tokens, Slips { sah: 24, batal: 2 }));
        assert_eq!(reason.as_deref(), Some("dua slip hilang"));
        let Step::Close { officers, reason } = only("close present=1/0 received=2 unused=1 sah=1") else {
            panic!("no close")
        };
        assert_eq!((officers.dptb, officers.tokens.spoiled, reason), (Voters::default(), 0, None));
    }

    #[test]
    fn the_first_line_that_is_wrong_is_named() {
        assert_eq!(wrong("open\nvote X"), (2, "script-form"));
        assert_eq!(wrong("open 1:x"), (1, "script-form"));
        assert_eq!(wrong("\n\nlunch"), (3, "script-word"));
        assert_eq!(wrong("vote X satu"), (1, "script-word"));
        assert_eq!(wrong("vote X 1 later"), (1, "script-word"));
        assert_eq!(wrong("vote \"X 1"), (1, "script-quote"));
        assert_eq!(wrong("die now"), (1, "script-form"));
        assert_eq!(wrong("exchange A B"), (1, "script-form"));
        assert_eq!(wrong("exchange A B unreadable Siti"), (1, "script-form"));
        assert_eq!(wrong("close present=1/1 received=1 unused=1"), (1, "script-missing"));
        assert_eq!(wrong("close present=1/1 present=1/1"), (1, "script-twice"));
        assert_eq!(wrong("close present=2 received=1 unused=1 sah=1"), (1, "script-pair"));
        assert_eq!(wrong("close present=1/1 received=-1 unused=1 sah=1"), (1, "script-number"));
        assert_eq!(wrong("close later=1"), (1, "script-word"));
    }
}
