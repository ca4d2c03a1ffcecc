//! The part of a record that a village's page carries: the record's own files, byte for byte.
//!
//! Packed as `u16 path length || path || u32 length || bytes` for each file in order of paths, then gzip, then base64: what
//! a browser unpacks without help.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use election::VillageCode;
use flate2::{Compression, GzBuilder};
use serde_json::json;
use tally::VillageMerge;

use super::Site;

/// Files that every extract has.
const COMMON: [&str; 5] =
    ["MANIFEST", "election.checkpoint", "election.json", "election.json.note", "results.json"];

/// The packed files of a village; empty if memory fails, which the page then says.
pub(super) fn packed(site: &Site<'_>, village: &VillageCode) -> String {
    let mut gzip = GzBuilder::new().write(Vec::new(), Compression::default());
    for (path, bytes) in files_of(site, village) {
        let (Ok(path_length), Ok(length)) = (u16::try_from(path.len()), u32::try_from(bytes.len())) else {
            return String::new();
        };
        let head = [path_length.to_be_bytes().as_slice(), path.as_bytes(), &length.to_be_bytes()].concat();
        if gzip.write_all(&head).and_then(|()| gzip.write_all(bytes)).is_err() {
            return String::new();
        }
    }
    gzip.finish().map(|bytes| STANDARD.encode(bytes)).unwrap_or_default()
}

/// What stands beside the files: which village, and the leaf hash of every village's count set, by which the election
/// root is computed without the other villages' files; and whether there is a result yet.
pub(super) fn about(site: &Site<'_>, merged: &VillageMerge) -> serde_json::Value {
    let villages = &site.election.merged().villages;
    let leaves: Vec<String> = villages.iter().map(|village| village.hash.to_string()).collect();
    json!({ "village": merged.village, "leaves": leaves, "result": merged.result.is_some() })
}

fn files_of<'s>(
    site: &'s Site<'_>,
    village: &VillageCode,
) -> impl Iterator<Item = (&'s String, &'s Vec<u8>)> + use<'s> {
    let folder = format!("villages/{village}/");
    let starts = ["acceptances", "tokens", "logs", "decisions", "statements", "receipts"]
        .map(|kind| format!("{kind}/{village}-"));
    let authority = site.election.definition().authority_origin();
    let origin = format!("{authority}/{village}/");
    let authority = format!("{authority}\n");
    site.files.iter().filter(move |(path, bytes)| {
        let own = path.starts_with(&folder) || starts.iter().any(|start| path.starts_with(start));
        let noted = path.starts_with("checkpoints/")
            && (bytes.starts_with(origin.as_bytes()) || bytes.starts_with(authority.as_bytes()));
        own || noted || COMMON.contains(&path.as_str())
    })
}
