//! The candidates of a draft, with the files of their photos and clips.

use toml::de::DeValue;

use super::{Reading, Value, Walk};
use crate::draft::reader::{Table, as_string};
use crate::draft::{DraftCandidate, DraftMedium, Media, MediumKind, ReadMedium};
use crate::mistake::{Allowed, Path, Problem};
use crate::rules::{self, Once};

/// A photo or clip where the draft names it.
pub(super) struct NamedMedium {
    medium: DraftMedium,
    path: String,
}

impl Reading {
    /// Has all photos and clips read that are named, also when there are other mistakes. In one village none may stand
    /// twice: a line copied to the next candidate and forgotten would show one face for two.
    pub(crate) fn read_media(&mut self, read: &mut ReadMedium<'_>) -> Media {
        let mut media = Media::default();
        for village in &self.media {
            let mut seen = Once::new();
            for NamedMedium { medium, path } in village {
                let here = Path::Key(&Path::Root, path);
                match read(medium) {
                    Ok(hash) => {
                        seen.see(hash, &here, &mut self.reader.to);
                        media.add(medium.file.clone(), hash);
                    }
                    Err(problem) => {
                        let (problem, allowed) = medium.mistake(problem);
                        self.reader.to.add(&here, problem, allowed);
                    }
                }
            }
        }
        media
    }
}

impl Walk {
    pub(super) fn candidates(
        &mut self,
        table: &Table<'_>,
        blank: Option<bool>,
    ) -> Option<Vec<Option<DraftCandidate>>> {
        let values = table.list("candidates", &mut self.reader)?;
        let path = table.path.key("candidates");
        rules::elements(values.len(), rules::candidates(blank), &path, &mut self.reader.to);
        self.media.push(Vec::new());
        let mut candidates = Vec::new();
        for ((index, value), number) in values.iter().enumerate().zip(1_u64..) {
            candidates.push(self.candidate(value, number, &path.at(index)));
        }
        self.all_or_none(values, "photo", &path);
        self.all_or_none(values, "clips", &path);
        Some(candidates)
    }

    fn candidate(&mut self, value: Value<'_>, expected: u64, path: &Path<'_>) -> Option<DraftCandidate> {
        let table = Table::of(value, &["number", "name", "photo", "clips"], path, &mut self.reader)?;
        let number = table.number("number", expected..=expected, &mut self.reader);
        let name = table.shown_text("name", rules::CANDIDATE_NAME, &mut self.reader);
        let mut photo = None;
        if table.has("photo") {
            let file = table.string("photo", &mut self.reader);
            photo = Some(self.medium(MediumKind::Photo, file, &path.key("photo"))?);
        }
        let here = path.key("clips");
        let mut clips = Vec::new();
        for (index, value) in table.some("clips", rules::CLIPS, &mut self.reader)?.iter().enumerate() {
            let file = as_string(value, &here.at(index), &mut self.reader);
            clips.push(self.medium(MediumKind::Clip, file, &here.at(index)));
        }
        Some(DraftCandidate { number: number?, name: name?, photo, clips: super::all(clips)? })
    }

    /// Notes the file under a name, if it is one.
    fn medium(&mut self, kind: MediumKind, file: Option<&str>, path: &Path<'_>) -> Option<DraftMedium> {
        let text = file?;
        let Ok(file) = text.parse() else {
            self.reader.to.add(path, rules::wrong_form(text), Allowed::FileName);
            return None;
        };
        let medium = DraftMedium { kind, file };
        let named = NamedMedium { medium: medium.clone(), path: path.to_string() };
        self.media.last_mut()?.push(named);
        Some(medium)
    }

    /// A ballot that shows or names only some of its candidates would favour them.
    fn all_or_none(&mut self, candidates: &[toml::Spanned<DeValue<'_>>], key: &str, path: &Path<'_>) {
        let has = |value: Value<'_>| match value.get_ref() {
            DeValue::Table(table) => table.get(key).is_some_and(|value| !is_empty_list(value)),
            _ => false,
        };
        if candidates.iter().any(has) {
            for (index, _) in candidates.iter().enumerate().filter(|(_, value)| !has(value)) {
                self.reader.to.add(&path.at(index).key(key), Problem::MissingKey, Allowed::AllOrNone);
            }
        }
    }
}

fn is_empty_list(value: Value<'_>) -> bool {
    matches!(value.get_ref(), DeValue::Array(elements) if elements.is_empty())
}
