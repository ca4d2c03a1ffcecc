//! Reading a draft, for the commands that need one without mistakes.

use std::path::Path;

use dialogue::{Exit, Lang, Msg, Problem, Texts, Ui, files};
use election::draft::{self, Draft, DraftMistake, Media, ReadMedium};
use election::{Mistake, VillageCode};
use serde_json::{Value as Json, json};

/// The limit of `election::draft` itself.
const MAX_DRAFT: u64 = 64 << 20;

/// Reads a draft and its mistakes.
fn read(path: &Path) -> Result<Result<Draft, Vec<DraftMistake>>, Problem> {
    Ok(draft::check(&files::read_typed(path, MAX_DRAFT)?))
}

/// Reads a draft with the files of its photos and clips, and the mistakes of both.
pub(crate) fn read_with(
    path: &Path,
    media: &mut ReadMedium<'_>,
) -> Result<Result<(Draft, Media), Vec<DraftMistake>>, Problem> {
    Ok(draft::check_with(&files::read_typed(path, MAX_DRAFT)?, media))
}

/// Reads a draft that has none.
pub(crate) fn read_valid(ui: &Ui, path: &Path) -> Result<Draft, Problem> {
    read(path)?.map_err(|mistakes| not_valid(ui, path, &mistakes))
}

/// What is wrong with a draft: how many mistakes it has, and the first of them.
pub(crate) fn not_valid(ui: &Ui, path: &Path, mistakes: &[DraftMistake]) -> Problem {
    let what = Msg::new("draft-has-mistakes").with("count", mistakes.len());
    let problem =
        Problem::new(Exit::Unreadable, what).file(path).advice(Msg::new("draft-has-mistakes-advice"));
    match mistakes.first() {
        Some(first) => problem.at(first.line).column(first.column).detail(say(ui.texts(), first)),
        None => problem,
    }
}

/// A mistake as a sentence without its place: path, reason, what is allowed.
pub(crate) fn say(texts: &Texts, mistake: &DraftMistake) -> String {
    let DraftMistake { path, problem, allowed, .. } = mistake;
    match texts.lang() {
        Lang::Id => format!("{path}: {}; {}", problem.to_indonesian(), allowed.to_indonesian()),
        Lang::En => format!("{path}: {problem}; {allowed}"),
    }
}

/// A mistake for programs.
pub(crate) fn draft_mistake_json(texts: &Texts, mistake: &DraftMistake) -> Json {
    let (problem, allowed) = match texts.lang() {
        Lang::Id => (mistake.problem.to_indonesian(), mistake.allowed.to_indonesian()),
        Lang::En => (mistake.problem.to_string(), mistake.allowed.to_string()),
    };
    json!({
        "line": mistake.line,
        "column": mistake.column,
        "path": mistake.path,
        "problem": problem,
        "allowed": allowed,
    })
}

/// A mistake in a definition or in what completes a draft, as a sentence.
pub(crate) fn say_mistake(texts: &Texts, mistake: &Mistake) -> String {
    match texts.lang() {
        Lang::Id => mistake.to_indonesian(),
        Lang::En => mistake.to_string(),
    }
}

/// A trustee as a person: one name, one secret file, a share in one or more villages.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// The name that the draft gives.
    pub(crate) name: String,
    /// Villages, and the place in the village's list of trustees, from 0.
    pub(crate) places: Vec<(VillageCode, usize)>,
}

/// The trustees of a draft in order of first appearance. One name in several villages is one person.
///
/// # Errors
/// One name twice in one village: that person would hold two shares, and the threshold would promise too much.
pub(crate) fn people(draft: &Draft) -> Result<Vec<Person>, Problem> {
    let mut people: Vec<Person> = Vec::new();
    for village in draft.villages() {
        for (place, name) in village.trustees.names.iter().enumerate() {
            let here = (village.code.clone(), place);
            match people.iter_mut().find(|person| person.name == *name) {
                Some(person) if person.places.iter().any(|(code, _)| *code == village.code) => {
                    return Err(Problem::new(
                        Exit::Unreadable,
                        Msg::new("trustee-twice")
                            .with("name", name.as_str())
                            .with("village", village.name.as_str()),
                    ));
                }
                Some(person) => person.places.push(here),
                None => people.push(Person { name: name.clone(), places: vec![here] }),
            }
        }
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    use election::SecretKey;

    use super::*;

    fn template() -> String {
        draft::template([7; 32])
    }

    /// The template with the village once more under another code, all its keys drawn anew.
    fn two_villages() -> String {
        let text = template();
        let mut second = text[text.find("\n[[villages]]\n").unwrap()..].replace("9901012001", "9901012002");
        let old: Vec<String> =
            second.split("key = \"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
        for (seed, old) in (1..).zip(old) {
            second = second.replace(&old, &SecretKey::from_bytes(&[seed; 32]).public().to_string());
        }
        text + "\n" + &second
    }

    #[test]
    fn one_name_in_two_villages_is_one_person() {
        let text = two_villages();
        let last = text.rfind("Wali Kedua").unwrap();
        let text = format!("{}Wali Keempat{}", &text[..last], &text[last + "Wali Kedua".len()..]);
        let people = people(&draft::check(&text).unwrap()).unwrap();
        let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["Wali Pertama", "Wali Kedua", "Wali Ketiga", "Wali Keempat"]);
        assert_eq!(people.iter().map(|person| person.places.len()).collect::<Vec<_>>(), [2, 1, 2, 1]);
        assert_eq!(people[3].places[0].1, 1);
    }

    #[test]
    fn one_name_twice_in_a_village_is_refused() {
        let draft = draft::check(&template().replace("Wali Kedua", "Wali Pertama")).unwrap();
        assert_eq!(people(&draft).unwrap_err().exit(), Exit::Unreadable);
    }
}
