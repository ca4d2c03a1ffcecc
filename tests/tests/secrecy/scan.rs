//! Looks for what must be nowhere: every secret in every form in which a program might write it by mistake.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use election::to_crockford;

/// Bytes of a piece of a secret that would be a leak.
const PIECE: usize = 16;
/// Bytes by which a place is first compared.
const KEY: usize = 3;

/// Secrets that are looked for.
#[derive(Default)]
pub(crate) struct Secrets {
    needles: Vec<Needle>,
    /// Needles by their first bytes.
    index: BTreeMap<[u8; KEY], Vec<usize>>,
}

struct Needle {
    secret: String,
    form: &'static str,
    bytes: Vec<u8>,
}

impl Secrets {
    /// Bytes: each half of them alone would be a leak.
    pub(crate) fn add(&mut self, secret: &str, bytes: &[u8]) {
        for piece in bytes.chunks(PIECE) {
            for (form, bytes) in forms(piece) {
                self.needle(secret, form, bytes);
            }
        }
    }

    /// Words.
    pub(crate) fn add_text(&mut self, secret: &str, text: &str) {
        for (form, bytes) in forms(text.as_bytes()) {
            self.needle(secret, form, bytes);
        }
        let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
        self.needle(secret, "UTF-16", wide(u16::to_le_bytes));
        self.needle(secret, "UTF-16 big-endian", wide(u16::to_be_bytes));
        self.needle(secret, "upper case", text.to_uppercase().into());
        self.needle(secret, "lower case", text.to_lowercase().into());
    }

    /// Everything that is found in a corpus: secret, form and place.
    pub(crate) fn found_in(&self, corpus: &Corpus) -> Vec<String> {
        // The three bytes are looked up in a table first: almost no place of a corpus gets further.
        let mut first = vec![false; 1 << (8 * KEY)];
        for key in self.index.keys() {
            first[place(*key)] = true;
        }
        let mut found = Vec::new();
        for (name, content) in &corpus.0 {
            for (at, key) in content.array_windows::<KEY>().enumerate().filter(|(_, key)| first[place(**key)])
            {
                let here = self.index[key].iter().map(|number| &self.needles[*number]);
                let here = here.filter(|needle| content[at..].starts_with(&needle.bytes));
                found.extend(here.map(|it| format!("{} as {} in {name} at byte {at}", it.secret, it.form)));
            }
        }
        found
    }

    fn needle(&mut self, secret: &str, form: &'static str, bytes: Vec<u8>) {
        let key = *bytes.first_chunk().unwrap();
        self.index.entry(key).or_default().push(self.needles.len());
        self.needles.push(Needle { secret: secret.to_owned(), form, bytes });
    }
}

fn place(key: [u8; KEY]) -> usize {
    key.into_iter().fold(0, |place, byte| place << 8 | usize::from(byte))
}

/// Bytes as they are, and as text.
fn forms(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let reversed: Vec<u8> = bytes.iter().rev().copied().collect();
    let decimal =
        |between: &str| bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(between).into_bytes();
    let mut forms = vec![
        ("bytes", bytes.to_vec()),
        ("bytes in reverse", reversed.clone()),
        ("hex", hex::encode(bytes).into()),
        ("HEX", hex::encode_upper(bytes).into()),
        ("hex in reverse", hex::encode(&reversed).into()),
        ("HEX in reverse", hex::encode_upper(&reversed).into()),
        ("numbers", decimal(",")),
        ("spaced numbers", decimal(", ")),
    ];
    // What stands before the secret in the same text shifts its symbols.
    for before in 0..3 {
        forms.push(("base64", symbols(bytes, before, 6, |bytes| STANDARD_NO_PAD.encode(bytes))));
        forms.push(("base64url", symbols(bytes, before, 6, |bytes| URL_SAFE_NO_PAD.encode(bytes))));
    }
    for before in 0..5 {
        forms.push(("Crockford", symbols(bytes, before, 5, to_crockford)));
    }
    forms
}

/// The symbols, so many bits each, that these bytes alone decide when others precede them.
fn symbols(bytes: &[u8], before: usize, bits: usize, encode: impl Fn(&[u8]) -> String) -> Vec<u8> {
    let text = encode(&[vec![0; before], bytes.to_vec()].concat()).into_bytes();
    text[(8 * before).div_ceil(bits)..8 * (before + bytes.len()) / bits].to_vec()
}

/// What is looked through: named contents.
#[derive(Default)]
pub(crate) struct Corpus(pub(crate) Vec<(String, Vec<u8>)>);

impl Corpus {
    pub(crate) fn add(&mut self, name: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.0.push((name.into(), content.into()));
    }

    /// Everything in a folder: contents and names.
    pub(crate) fn folder(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.display().to_string();
            self.add(format!("the name {name}"), name.clone());
            if path.is_dir() && !path.is_symlink() {
                self.folder(&path);
            } else if path.is_file() {
                self.add(name, fs::read(&path).unwrap());
            }
        }
    }

    /// Leaves out what is said to be allowed to have it.
    pub(crate) fn without(mut self, is_allowed: impl Fn(&str) -> bool) -> Self {
        self.0.retain(|(name, _)| !is_allowed(name));
        self
    }

    /// Bytes of all contents.
    pub(crate) fn size(&self) -> usize {
        self.0.iter().map(|(_, content)| content.len()).sum()
    }
}

/// The scan must be able to fail: each form of a planted secret is found, at any place and beside other text.
#[test]
fn a_planted_secret_is_found_in_every_form() {
    let seed: Vec<u8> = (0..32).map(|number: u8| number.wrapping_mul(73).wrapping_add(41)).collect();
    let mut secrets = Secrets::default();
    secrets.add("the seed", &seed);
    secrets.add_text("the name", "Kanari Kuning");
    let half = &seed[PIECE..];
    let sentence = |text: String| format!("{{\"x\": \"{text}\"}}").into_bytes();
    let behind = |bytes: &[u8], prefix: usize| [vec![0xa5; prefix], bytes.to_vec(), vec![0x5a; 9]].concat();
    let backwards: Vec<u8> = seed.iter().rev().copied().collect();
    let mut planted = vec![
        ("raw", behind(half, 5)),
        ("raw in reverse", behind(&backwards[..PIECE], 3)),
        ("hex", sentence(hex::encode(&seed))),
        ("hex in reverse", sentence(hex::encode_upper(&backwards))),
        ("debug of a list", format!("{half:?}").into_bytes()),
        ("JSON of a list", serde_json::to_vec(half).unwrap()),
        ("a name", behind(b"Kanari Kuning", 1)),
        ("a name that shouts", behind(b"KANARI KUNING", 1)),
        (
            "a wide name",
            behind(&"Kanari Kuning".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), 7),
        ),
    ];
    for prefix in 0..7 {
        planted.push(("base64", sentence(STANDARD_NO_PAD.encode(behind(half, prefix)))));
        planted
            .push(("base64 of a name", sentence(URL_SAFE_NO_PAD.encode(behind(b"Kanari Kuning", prefix)))));
        planted.push(("Crockford", sentence(to_crockford(&behind(half, prefix)))));
    }
    for (what, content) in planted {
        let corpus = |content: Vec<u8>| Corpus(vec![("here".to_owned(), content)]);
        assert!(!secrets.found_in(&corpus(content.clone())).is_empty(), "{what} is not found");
        // One bit beside it is no secret, or the scan would find anything anywhere.
        let other: Vec<u8> = content.iter().map(|byte| byte ^ 4).collect();
        assert_eq!(secrets.found_in(&corpus(other)), Vec::<String>::new(), "{what}");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    fs::write(folder.path().join("a/b"), &seed).unwrap();
    fs::write(folder.path().join(hex::encode(&seed)), b"").unwrap();
    let mut corpus = Corpus::default();
    corpus.folder(folder.path());
    assert_eq!(secrets.found_in(&corpus).len(), 4, "both halves, in a file and in a name");
}
