//! What voters see of the election: title, place, candidates with their pictures and recorded names.

use std::collections::BTreeMap;
use std::sync::Arc;

use dialogue::Lang;
use election::Mode;
use screens::{BallotFace, Candidate};

use super::voice::Clip;
use super::words::first_digits;
use crate::outfit::Outfit;

/// The ballot of a booth, in Indonesian and without a voice.
pub(crate) fn of(outfit: &Outfit) -> BallotFace {
    let (station, booth) = (&outfit.imported.station, outfit.booth());
    let village = station.village();
    let words = &outfit.imported.pack.definition().content().words;
    let candidates = village.candidates.iter().map(|candidate| Candidate {
        number: candidate.number,
        name: candidate.name.clone(),
        photo: candidate.photo.as_deref().and_then(|hash| medium(outfit, hash)),
    });
    BallotFace {
        title: format!("Pemilihan {} {}", capitals(&words.head), village.name),
        place: format!("TPS {} - Bilik {}", booth.tps, booth.booth),
        simulation: station.identity().mode == Mode::Simulasi,
        candidates: candidates.collect(),
        blank: village.blank,
        hashes: [
            first_digits(&outfit.imported.election().to_string()),
            first_digits(&outfit.software.to_string()),
        ],
        voice: false,
        languages: vec![Lang::Id],
        demo_slips: Vec::new(),
    }
}

/// The recorded names, by candidate.
pub(crate) fn clips(outfit: &Outfit) -> BTreeMap<u8, Clip> {
    let clip = |candidate: &election::definition::Candidate| {
        let sound = medium(outfit, candidate.clips.first()?)?;
        Some((candidate.number, Clip { name: candidate.name.clone(), sound }))
    };
    outfit.imported.station.village().candidates.iter().filter_map(clip).collect()
}

/// A photo or clip of the pack, whose hash was compared with the sealed one when the pack was read.
fn medium(outfit: &Outfit, hash: &str) -> Option<Arc<[u8]>> {
    let mut key = [0; 32];
    hex::decode_to_slice(hash, &mut key).ok()?;
    outfit.imported.pack.media().get(&key).map(|bytes| Arc::from(bytes.as_slice()))
}

/// `kepala desa` as in a title.
fn capitals(words: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    };
    words.split(' ').filter_map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_title_begin_with_capitals() {
        assert_eq!(capitals("kepala desa"), "Kepala Desa");
        assert_eq!(capitals("wali  nagari"), "Wali Nagari");
        assert_eq!(capitals(""), "");
    }
}
