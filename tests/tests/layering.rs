//! Which crate may use which: ARCHITECTURE.md as a test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

/// The allowed edges between our own crates (development edges apart).
const ALLOWED: &[(&str, &[&str])] = &[
    ("election", &[]),
    ("ballot-crypto", &["election"]),
    ("ballot-log", &["election", "ballot-crypto"]),
    ("ballot-store", &["election", "ballot-crypto", "ballot-log"]),
    ("polling", &["election", "ballot-crypto", "ballot-log", "ballot-store"]),
    ("tally", &["election", "ballot-crypto", "ballot-log"]),
    ("records", &["election", "ballot-crypto", "ballot-log", "ballot-store", "tally"]),
    (
        "simulation",
        &["election", "ballot-crypto", "ballot-log", "ballot-store", "polling", "tally", "records"],
    ),
    ("papers", &["election", "ballot-crypto", "ballot-log", "tally", "dialogue"]),
    ("typeset", &["papers"]),
    ("audit", &[]),
    ("dialogue", &[]),
    ("board", &[]),
    ("slips", &["election", "ballot-crypto", "ballot-log", "polling"]),
    ("screens", &["dialogue"]),
    (
        "booth-app",
        &[
            "election",
            "ballot-crypto",
            "ballot-log",
            "ballot-store",
            "polling",
            "dialogue",
            "slips",
            "screens",
        ],
    ),
    (
        "tally-cli",
        &[
            "election",
            "ballot-crypto",
            "ballot-log",
            "tally",
            "records",
            "simulation",
            "papers",
            "dialogue",
            "board",
        ],
    ),
    (
        "fixtures",
        &[
            "election",
            "ballot-crypto",
            "ballot-log",
            "ballot-store",
            "polling",
            "tally",
            "records",
            "simulation",
        ],
    ),
    (
        "integration",
        &[
            "election",
            "ballot-crypto",
            "ballot-log",
            "ballot-store",
            "polling",
            "tally",
            "records",
            "simulation",
            "papers",
            "audit",
        ],
    ),
    (
        "fuzz-targets",
        &[
            "election",
            "ballot-crypto",
            "ballot-log",
            "ballot-store",
            "polling",
            "tally",
            "records",
            "papers",
            "board",
        ],
    ),
    (
        "benches",
        &["election", "ballot-crypto", "ballot-log", "ballot-store", "tally", "records", "simulation"],
    ),
];

/// Heavy or dangerous dependencies and the only crates that may name them.
const RESERVED: &[(&str, &[&str])] = &[
    ("rusqlite", &["ballot-store"]),
    ("age", &["tally-cli", "booth-app"]),
    ("frost-ristretto255", &["ballot-crypto"]),
    ("rs_merkle", &["ballot-log"]),
    ("escpos", &["slips"]),
    ("ab_glyph", &["slips", "papers"]),
    ("eframe", &["booth-app"]),
    ("egui", &["screens", "booth-app"]),
    ("image", &["screens", "papers", "tally-cli", "fuzz-targets"]),
    ("rayon", &["tally", "records", "simulation", "benches"]),
    ("walkdir", &["records", "integration"]),
    ("indicatif", &["tally-cli"]),
    ("httparse", &["board"]),
    ("clap", &["dialogue", "tally-cli", "booth-app", "fixtures", "benches"]),
    ("elastic-elgamal", &["benches"]),
    ("typst", &["typeset"]),
    ("typst-layout", &["typeset"]),
    ("typst-pdf", &["typeset"]),
];

/// Licences that may be linked into a program under MIT OR Apache-2.0.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "Unlicense",
    "CC0-1.0",
    "0BSD",
    "MIT-0",
    "BSL-1.0",
    "Apache-2.0 WITH LLVM-exception",
    "CDLA-Permissive-2.0",
];

fn metadata() -> Metadata {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    MetadataCommand::new().manifest_path(manifest).other_options(["--locked".to_owned()]).exec().unwrap()
}

/// Direct dependencies of our packages, development ones apart.
fn edges(metadata: &Metadata) -> BTreeMap<String, BTreeSet<String>> {
    let normal = |d: &&cargo_metadata::Dependency| d.kind != DependencyKind::Development;
    metadata
        .workspace_packages()
        .into_iter()
        .map(|p| (p.name.to_string(), p.dependencies.iter().filter(normal).map(|d| d.name.clone()).collect()))
        .collect()
}

#[test]
fn every_edge_between_our_crates_is_allowed() {
    let allowed: BTreeMap<&str, BTreeSet<&str>> =
        ALLOWED.iter().map(|(name, edges)| (*name, edges.iter().copied().collect())).collect();
    let edges = edges(&metadata());
    for (name, used) in &edges {
        let Some(may) = allowed.get(name.as_str()) else {
            panic!("{name} has no row in ALLOWED: refuse or add one")
        };
        for other in used.iter().filter(|other| edges.contains_key(*other)) {
            assert!(may.contains(other.as_str()), "{name} must not use {other}");
        }
    }
    assert_eq!(edges.len(), ALLOWED.len(), "ALLOWED names a crate that does not exist");
}

#[test]
fn heavy_dependencies_stay_in_their_crates() {
    for (name, used) in edges(&metadata()) {
        for (heavy, owners) in RESERVED {
            assert!(!used.contains(*heavy) || owners.contains(&name.as_str()), "{name} must not use {heavy}");
        }
    }
}

/// The sources of our packages by their paths from the root, tests apart.
fn sources() -> BTreeMap<String, String> {
    let metadata = metadata();
    let root = metadata.workspace_root.clone();
    let mut folders: Vec<_> =
        metadata.workspace_packages().iter().map(|p| p.manifest_path.with_file_name("src")).collect();
    let mut found = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir_utf8().into_iter().flatten().map(Result::unwrap) {
            let path = entry.path().to_owned();
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if path.extension() == Some("rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let text = text.split("\n#[cfg(test)]").next().unwrap_or_default().to_owned();
                found.insert(path.strip_prefix(&root).unwrap().to_string(), text);
            }
        }
    }
    found
}

#[test]
fn only_board_listens() {
    let sources = sources();
    for (path, text) in &sources {
        let listens = ["TcpListener", "UdpSocket", "UnixListener", "UnixDatagram"]
            .iter()
            .any(|socket| text.contains(socket));
        assert_eq!(listens, path == "crates/board/src/lib.rs", "{path}");
    }
    assert!(sources.len() > 200, "only {} sources were found", sources.len());
}

#[test]
fn every_licence_is_permissive() {
    let fits = |expression: &str| {
        let expression = expression.replace('/', " OR ");
        expression
            .replace(['(', ')'], "")
            .split(" AND ")
            .all(|part| part.split(" OR ").any(|licence| LICENCES.contains(&licence.trim())))
    };
    for package in metadata().packages {
        let licence = package.license.clone().unwrap_or_default();
        assert!(fits(&licence), "{} {} has licence {licence:?}", package.name, package.version);
    }
}
