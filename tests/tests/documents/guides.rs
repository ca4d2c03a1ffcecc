//! The guides for voters, officers and technicians: what they quote stands on a screen, what they show exists, and no
//! screen of trouble is without its section.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::{read, root};

const FOLDERS: [&str; 3] = ["docs/panduan", "docs/teknisi", "docs/gambar"];
/// So that a guide is loaded over a telephone.
const LARGEST: u64 = 60_000;

/// The guides and the README, by their paths.
fn guides() -> BTreeMap<String, String> {
    let names = FOLDERS.iter().flat_map(|folder| {
        let files = fs::read_dir(root().join(folder)).unwrap();
        files.map(move |file| format!("{folder}/{}", file.unwrap().file_name().into_string().unwrap()))
    });
    let all = names.filter(|name| name.ends_with(".md")).chain(["README.md".to_owned()]);
    all.map(|name| (name.clone(), read(&name))).collect()
}

/// Keys and texts of the screens and of the booth's program. What is filled in at run time is `\0`.
fn texts() -> BTreeMap<String, String> {
    let files = [
        "crates/screens/texts/id/voter.ftl",
        "crates/screens/texts/id/officer.ftl",
        "booth-app/texts/id.ftl",
    ];
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for file in files {
        let mut key = String::new();
        for line in read(file).lines().filter(|line| !line.starts_with('#')) {
            match line.split_once(" =") {
                Some((name, text)) if !line.starts_with(' ') => {
                    key = name.to_owned();
                    found.insert(key.clone(), filled(text.trim()));
                }
                _ => {
                    // The next line of a text, or white space before the first one.
                    if let Some(text) = found.get_mut(&key) {
                        text.push('\n');
                        text.push_str(&filled(line.trim()));
                    }
                }
            }
        }
    }
    found.into_iter().map(|(key, text)| (key, text.trim().to_owned())).collect()
}

fn filled(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |done, part| done + "\0" + part.split_once('}').map_or("", |(_, rest)| rest))
}

/// A text, its lines and its sentences: any of them may be quoted.
fn quotable(text: &str) -> BTreeSet<&str> {
    let lines = text.lines().map(str::trim);
    let sentences = lines.clone().flat_map(|line| {
        let ends = line.match_indices(['.', '?']).map(|(at, _)| at + 1);
        let ends: Vec<usize> = ends.filter(|end| line[*end..].starts_with(' ')).chain([line.len()]).collect();
        let begins = [0].into_iter().chain(ends.clone());
        begins.zip(ends).map(|(begin, end)| line[begin..end].trim()).collect::<Vec<_>>()
    });
    lines.chain(sentences).chain([text]).collect()
}

/// Whether a quote is this text; `...` in the quote stands for anything.
fn fits(quote: &str, text: &str) -> bool {
    let parts: Vec<&str> = quote.split("...").collect();
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    if parts.len() == 1 {
        return quote == text;
    }
    let mut rest = match text.strip_prefix(first) {
        Some(rest) => rest,
        None => return false,
    };
    for part in &parts[1..parts.len() - 1] {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// What stands between single stars, outside of code.
fn quotes(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !line.trim().starts_with("```")) {
        for plain in line.split('`').step_by(2) {
            // What is bold is nobody's words.
            for part in plain.split("**") {
                found.extend(part.split('*').skip(1).step_by(2));
            }
        }
    }
    found
}

#[test]
fn what_the_guides_quote_stands_on_a_screen() {
    assert_eq!(quotes("a *b c* **d** `*e*` **f *g* h**"), ["b c", "g"]);
    assert!(fits("sudah berisi ... catatan", "sudah berisi \0 catatan") && fits("A: ...", "A: \0 b."));
    assert!(!fits("sudah ... catat", "sudah berisi \0 catatan") && !fits("Tutup", "Tutup printer"));
    let texts = texts();
    let all: Vec<&str> = texts.values().flat_map(|text| quotable(text)).collect();
    let mut count = 0;
    for (path, text) in guides() {
        for quote in quotes(&text).into_iter().filter(|_| path.starts_with("docs/")) {
            count += 1;
            assert!(all.iter().any(|said| fits(quote, said)), "{path}: no screen says {quote:?}");
        }
    }
    assert!(count > 200, "only {count} quotes were found");
}

/// The files of the pictures in a text, and how each was written.
fn pictures(text: &str) -> BTreeSet<&str> {
    let ends: Vec<usize> = text.match_indices(".png").map(|(at, end)| at + end.len()).collect();
    let begin = |end: usize| text[..end].rfind(['"', '(', '`', ' ']).map_or(0, |at| at + 1);
    ends.into_iter().map(|end| &text[begin(end)..end]).collect()
}

#[test]
fn every_picture_exists_and_is_shown_somewhere() {
    let mut shown = BTreeSet::new();
    for (path, text) in guides() {
        for picture in pictures(&text) {
            let file = root().join(&path).parent().unwrap().join(picture);
            let size = fs::metadata(&file).unwrap_or_else(|_| panic!("{path}: there is no {picture}")).len();
            assert!(size <= LARGEST, "{picture} has {size} bytes");
            shown.insert(file.canonicalize().unwrap());
        }
    }
    for file in fs::read_dir(root().join("docs/gambar")).unwrap().map(|file| file.unwrap().path()) {
        let picture = file.extension().is_some_and(|ending| ending == "png");
        assert!(!picture || shown.contains(&file), "{} is shown nowhere", file.display());
    }
    assert!(shown.len() > 40, "only {} pictures", shown.len());
}

/// Letters on the voters' page beside its seven pictures: printed on one sheet, it has no room for more.
const PAGE: usize = 2_600;

#[test]
fn the_voters_page_is_one_sheet() {
    let page = read("docs/panduan/pemilih.md");
    let words = page.split('<').map(|part| part.split_once('>').map_or(part, |(_, rest)| rest));
    let letters: usize = words.map(|part| part.chars().count()).sum();
    assert!(letters <= PAGE, "{letters} letters");
    assert!(page.matches("<img").count() <= 7, "too many pictures");
}

/// What the officers' guide must have a section for: of every view the texts that tell of trouble.
const TROUBLES: [(&str, &[&str]); 21] = [
    ("Codes", &["codes-wrong", "codes-wait-heading", "codes-voter-left"]),
    ("Busy", &[]),
    ("Readiness", &["readiness-bad"]),
    ("Launch", &[]),
    ("Ready", &[]),
    ("Refused", &["refused"]),
    ("Choose", &["still-there"]),
    ("Confirm", &[]),
    ("Compare", &[]),
    ("Withdrawn", &[]),
    ("Done", &[]),
    ("Left", &["left-heading"]),
    ("Menu", &[]),
    ("Paused", &[]),
    ("SlipStatus", &[]),
    ("Exchange", &[]),
    ("Trouble", &["trouble-heading"]),
    ("Stopped", &["stopped-heading"]),
    ("Restarted", &["restarted-heading", "restarted-on-heading"]),
    ("Accounting", &["accounting-differs"]),
    ("Closed", &["closed-not-printed", "closed-no-stick", "closed-off-heading"]),
];

#[test]
fn every_screen_of_trouble_has_a_section_in_the_officers_guide() {
    let view = read("crates/screens/src/view.rs");
    let variants = view.split_once("pub enum View {").unwrap().1.split_once("\n}").unwrap().0;
    let name = |line: &str| {
        let line = line.trim();
        line.starts_with(char::is_uppercase).then(|| line.split([',', '(']).next().unwrap().to_owned())
    };
    let variants: BTreeSet<String> = variants.lines().filter_map(name).collect();
    let known: BTreeSet<String> = TROUBLES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(variants, known, "what of a new view must the guide tell?");

    let (texts, guide) = (texts(), read("docs/panduan/kpps.md"));
    let headings: Vec<&str> = guide.lines().filter(|line| line.starts_with('#')).flat_map(quotes).collect();
    let told = |key: &String| {
        key.starts_with("trouble-")
            && !key.ends_with("-act")
            && !["trouble-again", "trouble-give-up"].contains(&key.as_str())
    };
    let printer: Vec<&str> = texts.keys().filter(|key| told(key)).map(String::as_str).collect();
    assert!(printer.len() >= 10, "{printer:?}");
    for key in TROUBLES.iter().flat_map(|(_, keys)| keys.iter().copied()).chain(printer) {
        let text = &texts[key];
        assert!(headings.contains(&text.as_str()), "no section is about {key}: {text}");
    }
}
