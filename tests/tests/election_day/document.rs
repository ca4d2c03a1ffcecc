//! The transcript as a document: what varies from run to run stands there under a name that does not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::day::{End, Show};

/// Where the document lies in the repository.
const PLACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/hari-pemungutan-suara.md");
/// Set to `write` to write the document instead of comparing it.
const VARIABLE: &str = "PILKADES_TRANSCRIPT";
/// Columns of a command line before it is broken.
const COLUMNS: usize = 170;

/// The document so far.
#[derive(Default)]
pub(crate) struct Document {
    text: String,
    in_fence: bool,
    /// What to replace, and by what.
    known: BTreeMap<String, String>,
    names: Names,
}

impl Document {
    pub(crate) fn heading(&mut self, title: &str) {
        self.close();
        self.text.push_str(&format!("## {title}\n\n"));
    }

    /// What happens, told as a comment between the commands.
    pub(crate) fn prose(&mut self, text: &str) {
        self.open();
        let parted = if self.text.ends_with("```console\n") { "" } else { "\n" };
        self.text.push_str(&format!("{parted}# {}\n", wrapped(text).replace('\n', "\n# ")));
    }

    /// A command with its answer.
    pub(crate) fn command(&mut self, line: &str, said: &str, end: End, show: Show) {
        self.open();
        let line = self.named(line);
        self.text.push_str(&format!("$ {}\n", broken(&line)));
        // What is left out is named too, so that numbers follow the order of events and not that of the document.
        let lines = if matches!(show, Show::Sorted) { sorted(plain(said)) } else { plain(said) };
        let lines = steady(lines.iter().map(|line| self.named(line)).collect());
        let lines = match show {
            Show::All | Show::Sorted => lines,
            Show::Rows(most) => rows(&lines, most),
            Show::Ends(first, last) => ends(&lines, first, last),
            Show::Part(text, most) => part(&lines, text, most),
            Show::Nothing => Vec::new(),
        };
        lines.iter().for_each(|line| self.text.push_str(&format!("{}\n", line.trim_end())));
        match end {
            End::Exit(0) => {}
            End::Exit(code) => self.text.push_str(&format!("[kode akhir {code}]\n")),
            End::Dead => self.text.push_str("[mesin mati]\n"),
        }
    }

    /// Content of a file that somebody has written.
    pub(crate) fn file(&mut self, name: &str, content: &str) {
        self.command(&format!("cat {name}"), content, End::Exit(0), Show::All);
    }

    /// A word that varies: from now on it is shown as `<name>`.
    pub(crate) fn word(&mut self, name: &str, word: &str) {
        self.known.insert(word.to_owned(), format!("<{name}>"));
    }

    /// 32 bytes that vary, in hexadecimal: shown as `<name>`, also where they were shown before.
    pub(crate) fn hash(&mut self, name: &str, hex: &str) {
        let number = self.names.hash(hex);
        self.text = self.text.replace(&number, &format!("<{name}>"));
        self.names.rename(hex, name);
        self.word(name, hex.get(..DIGITS).unwrap());
    }

    /// Compares the document with the committed one, or writes it.
    pub(crate) fn check(mut self) {
        self.close();
        let made = format!("{HEAD}{}", self.text).trim_end().to_owned() + "\n";
        if std::env::var(VARIABLE).is_ok_and(|value| value == "write") {
            fs::write(PLACE, made).unwrap();
            return;
        }
        let there = fs::read_to_string(PLACE).unwrap_or_default();
        let Some(at) = first_difference(&made, &there) else { return };
        let around = |text: &str| {
            let lines: Vec<&str> = text.lines().skip(at.saturating_sub(3)).take(8).collect();
            lines.join("\n")
        };
        panic!(
            "{} differs from line {} on; if that is meant, run again with {VARIABLE}=write\n--- committed\n{}\n--- now\n{}",
            Path::new(PLACE).file_name().unwrap().display(),
            at + 1,
            around(&there),
            around(&made)
        );
    }

    fn open(&mut self) {
        if !self.in_fence {
            self.text.push_str("```console\n");
            self.in_fence = true;
        }
    }

    fn close(&mut self) {
        if self.in_fence {
            self.text.push_str("```\n\n");
            self.in_fence = false;
        }
    }

    /// A line with names in the place of everything that varies.
    fn named(&mut self, line: &str) -> String {
        self.names.line(&known(&without_verifiers(line), &self.known))
    }
}

const HEAD: &str = "\
# Hari pemungutan suara, dari definisi sampai pemeriksaan

Catatan ini dibuat oleh uji `tests/tests/election_day`: gladi (simulasi) di tiga desa satu kabupaten, seluruhnya dengan
program `tally` dan `booth-app`, tanpa pertanyaan di layar. Uji itu menjalankan setiap perintah, memeriksa kode akhir dan
isi jawabannya, lalu membandingkan catatan ini; sesudah teks program berubah, tulis ulang dengan
`PILKADES_TRANSCRIPT=write cargo test -p integration --test election_day`.

Setiap orang mempunyai map sendiri: `panitia` (kabupaten, penyegel), kantor desa `sukamaju`, `sukarame`, `sukasari`,
`wali-1` sampai `wali-5`, `bilik/...` dengan media pertama `data` dan media kedua `cermin`, `saksi/...`, `kabupaten`,
`warga`. Yang dibawa orang dari satu tempat ke tempat lain ada di `stik`. Yang berbeda pada setiap kali diganti: `<pemilihan>`
adalah ElectionId, `<kode1>`, `<kode2>`, ... kode seratus bit yang dibandingkan orang (nomor sama = kode sama), `<sidik1>`, ...
sidik atau kunci 256 bit (juga bila hanya awalnya yang tampak), `<slip-1-1-03>` slip ketiga TPS 1 bilik 1. Perintah tanpa
keluaran menjawab seperti yang pernah ditampilkan. Nomor besar ditulis satu baris tanpa bingkai (`==`), baris kosong,
penanda SIMULASI di setiap halaman, dan garis tepi tabel dihilangkan, dan yang panjang dipotong: `(... 9 baris ...)`.

";

/// The number of the first line in which two texts differ.
fn first_difference(one: &str, other: &str) -> Option<usize> {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split('\n').collect(), other.split('\n').collect());
    let common = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    if common == one.len() && common == other.len() { None } else { Some(common) }
}

/// A command line over several lines, as a shell takes it.
fn broken(line: &str) -> String {
    lines(line, " \\\n    ", COLUMNS - 4)
}

/// A text over several lines.
fn wrapped(text: &str) -> String {
    lines(text, "\n", COLUMNS - 2)
}

fn lines(text: &str, between: &str, columns: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= columns => {
                line.push_str(&format!(" {word}"))
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join(between)
}

/// The lines of an answer, large identifiers in one line each instead of a frame, without empty lines, the mark of a
/// rehearsal, and the outer borders of tables.
fn plain(said: &str) -> Vec<String> {
    let (mut lines, mut rest) = (Vec::new(), said.lines());
    while let Some(line) = rest.next() {
        if line.starts_with("=====") {
            let title = rest.next().unwrap().trim();
            let inside: String = rest.by_ref().take_while(|line| !line.starts_with("=====")).collect();
            let digits: String = inside.split_whitespace().collect();
            lines.push(format!("== {title}: {digits}"));
        } else if !line.trim().is_empty()
            && !line.starts_with("*** SIMULASI")
            && !line.starts_with(['┌', '└'])
        {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// An answer with at most so many rows in each table.
fn rows(lines: &[String], most: usize) -> Vec<String> {
    let (mut rows, mut shown) = (0_usize, Vec::new());
    for line in lines {
        let is_row = line.starts_with('│');
        let hidden = rows.saturating_sub(most + 1);
        if hidden > 0 && !is_row {
            shown.push(left_out(hidden));
        }
        // The first row is the head, and a rule follows it.
        rows = if is_row || line.starts_with('╞') { rows + usize::from(is_row) } else { 0 };
        if rows <= most + 1 {
            shown.push(line.clone());
        }
    }
    shown
}

/// A part of an answer: so many lines from the first that holds this text on.
fn part(lines: &[String], text: &str, most: usize) -> Vec<String> {
    let first = lines.iter().position(|line| line.contains(text));
    let first = first.unwrap_or_else(|| panic!("{text:?} is not in\n{}", lines.join("\n")));
    let after = lines.len() - first;
    let before = (first > 0).then(|| left_out(first));
    let behind = (after > most).then(|| left_out(after - most));
    before.into_iter().chain(lines.iter().skip(first).take(most).cloned()).chain(behind).collect()
}

/// The first and the last lines of an answer.
fn ends(lines: &[String], first: usize, last: usize) -> Vec<String> {
    let hidden = lines.len().saturating_sub(first + last);
    if hidden == 0 {
        return lines.to_vec();
    }
    let (before, after) = (lines.get(..first).unwrap(), lines.get(first + hidden..).unwrap());
    before.iter().cloned().chain([left_out(hidden)]).chain(after.iter().cloned()).collect()
}

fn left_out(lines: usize) -> String {
    format!("(... {lines} baris ...)")
}

/// An answer whose table stands in the order of hashes: its rows in the order of what else they say.
fn sorted(mut lines: Vec<String>) -> Vec<String> {
    let is_row = |line: &String| line.starts_with('│');
    let first = lines.iter().position(|line| line.starts_with('╞')).unwrap() + 1;
    let count = lines.iter().skip(first).take_while(|line| is_row(line)).count();
    lines.get_mut(first..first + count).unwrap().sort_unstable();
    lines
}

/// Lines that differ in one numbered name alone stand in the order of these numbers: the programs order them by hashes.
fn steady(mut lines: Vec<String>) -> Vec<String> {
    let shape = |line: &String| {
        let (before, rest) = line.split_once("<kode")?;
        let (number, after) = rest.split_once('>')?;
        Some((number.parse::<usize>().ok()?, format!("{before}>{after}")))
    };
    let mut start = 0;
    while start < lines.len() {
        let own = shape(&lines[start]);
        let same = |line: &&String| {
            own.is_some() && shape(line).map(|it| it.1) == own.as_ref().map(|it| it.1.clone())
        };
        let count = 1 + lines.iter().skip(start + 1).take_while(same).count();
        lines[start..start + count].sort_by_key(|line| shape(line).map(|it| it.0));
        start += count;
    }
    lines
}

/// A line without the long forms of keys, `<name>+<8 digits>+<base64>`.
fn without_verifiers(line: &str) -> String {
    let is_verifier = |word: &str| {
        let mut parts = word.splitn(3, '+').skip(1);
        parts.next().is_some_and(|id| has_form(id, &[8], ' ', false))
            && parts.next().is_some_and(|key| key.len() == 44)
    };
    let words = line.split(' ').map(|word| if is_verifier(word) { "<nama>+<sidik>+<kunci>" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// A line in which known words are replaced; in a table the columns stay where they were.
fn known(line: &str, known: &BTreeMap<String, String>) -> String {
    let mut text = line.to_owned();
    for (found, name) in known {
        while let Some(at) = whole(&text, found) {
            text.replace_range(at..at + found.len(), &padded(line, name, found));
        }
    }
    text
}

/// Where a word stands that is no part of a longer one.
fn whole(text: &str, word: &str) -> Option<usize> {
    let bounded = |at: &usize| {
        let before = text[..*at].chars().next_back();
        let after = text[*at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    text.match_indices(word).map(|(at, _)| at).find(bounded)
}

fn padded(line: &str, name: &str, found: &str) -> String {
    if line.starts_with('│') {
        format!("{name:<width$}", width = found.chars().count())
    } else {
        name.to_owned()
    }
}

/// Digits by which hashes are told apart: the programs show no fewer.
const DIGITS: usize = 8;

/// Codes and hashes in the order of their first appearance.
#[derive(Default)]
struct Names {
    codes: BTreeMap<String, usize>,
    hashes: BTreeMap<String, String>,
}

impl Names {
    fn rename(&mut self, hex: &str, name: &str) {
        self.hashes.insert(hex.get(..DIGITS).unwrap().to_owned(), format!("<{name}>"));
    }

    fn line(&mut self, line: &str) -> String {
        let mut text = String::new();
        let mut rest = line;
        while !rest.is_empty() {
            let (length, name) = match self.begins(rest, text.chars().next_back()) {
                Some((length, name)) => (length, padded(line, &name, rest.get(..length).unwrap())),
                None => {
                    let length = rest.chars().next().map_or(1, char::len_utf8);
                    (length, rest.get(..length).unwrap().to_owned())
                }
            };
            text.push_str(&name);
            rest = rest.get(length..).unwrap();
        }
        text
    }

    /// The length and name of a code or hash with which a text begins.
    fn begins(&mut self, text: &str, before: Option<char>) -> Option<(usize, String)> {
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-') {
            return None;
        }
        let in_table = text.contains('│');
        let forms: [(&[usize], char, bool); 5] = [
            (&[5; 4], '-', true),
            (&[64], ' ', true),
            (&[4; 16], ' ', true),
            (&[4; 2], ' ', in_table),
            (&[DIGITS], ' ', true),
        ];
        let (length, is_code) = forms.iter().find_map(|(groups, between, applies)| {
            let length = groups.iter().sum::<usize>() + groups.len() - 1;
            let ends = |text: &str| !text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
            let is_code = *between == '-';
            let fits = text.get(..length).is_some_and(|word| has_form(word, groups, *between, is_code));
            (*applies && fits && ends(text.get(length..)?)).then_some((length, is_code))
        })?;
        let word = text.get(..length)?;
        Some((length, if is_code { self.code(word) } else { self.hash(word) }))
    }

    fn code(&mut self, code: &str) -> String {
        let next = self.codes.len() + 1;
        format!("<kode{}>", self.codes.entry(code.to_owned()).or_insert(next))
    }

    fn hash(&mut self, hash: &str) -> String {
        let digits: String = hash.split(' ').collect();
        let next = self.hashes.len() + 1;
        let key = digits.get(..DIGITS).unwrap().to_owned();
        self.hashes.entry(key).or_insert_with(|| format!("<sidik{next}>")).clone()
    }
}

/// Whether a word has groups of these lengths: Crockford symbols, or hexadecimal digits.
fn has_form(word: &str, groups: &[usize], between: char, is_code: bool) -> bool {
    let symbol = |c: char| {
        c.is_ascii_digit() || if is_code { c.is_ascii_uppercase() } else { ('a'..='f').contains(&c) }
    };
    let parts: Vec<&str> = word.split(between).collect();
    parts.len() == groups.len()
        && parts.iter().zip(groups).all(|(part, length)| part.len() == *length && part.chars().all(symbol))
}
