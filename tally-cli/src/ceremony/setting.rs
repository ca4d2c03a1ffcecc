//! What all trustees of a ceremony must agree on before it begins.

use ballot_crypto::CeremonyParts;
use dialogue::{Exit, Msg, Problem};
use election::draft::{Draft, DraftVillage};
use election::{Mode, TrusteeNumber, VillageCode};

use crate::drafts;

/// One group of trustees and the villages for which it makes keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Setting {
    /// Whether votes will count.
    pub(crate) mode: Mode,
    /// Nonce of the draft.
    pub(crate) nonce: [u8; 32],
    /// k.
    pub(crate) threshold: u16,
    /// The villages, ascending.
    pub(crate) villages: Vec<VillageCode>,
    /// The trustees 1..n.
    pub(crate) names: Vec<String>,
}

impl Setting {
    /// The group of the person called `name`, and the person's number in it. Who sits in several groups says which by
    /// one of its villages.
    pub(crate) fn of_draft(
        draft: &Draft,
        name: &str,
        village: Option<&VillageCode>,
    ) -> Result<(Self, TrusteeNumber), Problem> {
        drafts::people(draft)?;
        let own = |one: &&DraftVillage| {
            one.trustees.names.iter().any(|other| other == name)
                && village.is_none_or(|code| *code == one.code)
        };
        let own: Vec<&DraftVillage> = draft.villages().iter().filter(own).collect();
        let Some(first) = own.first() else {
            let what = Msg::new("ceremony-no-such-trustee").with("name", name);
            return Err(
                Problem::new(Exit::Unreadable, what).advice(Msg::new("ceremony-no-such-trustee-advice"))
            );
        };
        if own.iter().any(|one| one.trustees != first.trustees) {
            let what = Msg::new("ceremony-several-groups").with("name", name);
            let codes: Vec<&str> = own.iter().map(|one| one.code.as_str()).collect();
            return Err(Problem::new(Exit::Usage, what)
                .advice(Msg::new("ceremony-several-groups-advice").with("villages", codes.join(", "))));
        }
        let place = first.trustees.names.iter().position(|other| other == name).unwrap_or_default();
        let together = draft.villages().iter().filter(|one| one.trustees == first.trustees);
        let setting = Self {
            mode: draft.mode(),
            nonce: draft.nonce(),
            threshold: first.trustees.threshold,
            villages: together.map(|one| one.code.clone()).collect(),
            names: first.trustees.names.clone(),
        };
        let number = setting.trustees().nth(place);
        Ok((
            setting,
            number.ok_or_else(|| {
                Problem::new(Exit::Internal, Msg::new("ceremony-no-such-trustee").with("name", name))
            })?,
        ))
    }

    /// The trustees' numbers.
    pub(crate) fn trustees(&self) -> impl Iterator<Item = TrusteeNumber> + use<> {
        (1..=u32::try_from(self.names.len()).unwrap_or_default()).filter_map(|number| number.try_into().ok())
    }

    /// Name of a trustee.
    pub(crate) fn name(&self, trustee: TrusteeNumber) -> &str {
        let place = usize::from(trustee.get()).saturating_sub(1);
        self.names.get(place).map_or("?", String::as_str)
    }

    /// Number and name of a trustee, for people.
    pub(crate) fn shown(&self, trustee: TrusteeNumber) -> String {
        format!("t{:02} {}", trustee.get(), self.name(trustee))
    }

    /// What the key generation of one of the villages starts from.
    pub(crate) fn parts<'v>(&self, village: &'v VillageCode) -> CeremonyParts<'v> {
        CeremonyParts {
            nonce: self.nonce,
            village,
            threshold: self.threshold,
            trustees: u16::try_from(self.names.len()).unwrap_or(u16::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use election::{SecretKey, draft};

    use super::*;

    /// The template with two more villages; in the last one the trustees stand in another order.
    fn draft_of_three() -> Draft {
        let text = draft::template([7; 32]);
        let village = text[text.find("\n[[villages]]\n").unwrap()..].to_owned();
        let copy = |code: &str, seed: u8| {
            let mut copy = village.replace("9901012001", code);
            let keys: Vec<String> = copy
                .split("key = \"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap().to_owned())
                .collect();
            for (number, old) in (seed..).zip(keys) {
                copy = copy.replace(&old, &SecretKey::from_bytes(&[number; 32]).public().to_string());
            }
            copy
        };
        let third = copy("9901012003", 100)
            .replace("\"Wali Pertama\", \"Wali Kedua\"", "\"Wali Kedua\", \"Wali Lain\"");
        draft::check(&[text.as_str(), &copy("9901012002", 1), &third].join("\n")).unwrap()
    }

    fn code(problem: &Problem) -> String {
        let texts = dialogue::Texts::new(dialogue::Lang::En, &crate::cli::PROGRAM.texts);
        problem.json(&texts)["code"].as_str().unwrap().to_owned()
    }

    #[test]
    fn villages_with_the_same_trustees_are_one_group() {
        let draft = draft_of_three();
        let (setting, number) = Setting::of_draft(&draft, "Wali Pertama", None).unwrap();
        let codes: Vec<&str> = setting.villages.iter().map(VillageCode::as_str).collect();
        assert_eq!((codes, number.get()), (vec!["9901012001", "9901012002"], 1));
        assert_eq!(setting.names, ["Wali Pertama", "Wali Kedua", "Wali Ketiga"]);
        let (setting, number) = Setting::of_draft(&draft, "Wali Lain", None).unwrap();
        assert_eq!((setting.villages.len(), number.get()), (1, 2));
        assert_eq!(setting.shown(number), "t02 Wali Lain");
    }

    #[test]
    fn who_sits_in_two_groups_says_which() {
        let draft = draft_of_three();
        let problem = Setting::of_draft(&draft, "Wali Kedua", None).unwrap_err();
        assert_eq!(code(&problem), "ceremony-several-groups");
        for (village, villages, number) in [("9901012002", 2, 2), ("9901012003", 1, 1)] {
            let village = village.parse().unwrap();
            let (setting, found) = Setting::of_draft(&draft, "Wali Kedua", Some(&village)).unwrap();
            assert_eq!((setting.villages.len(), found.get()), (villages, number));
        }
        let elsewhere = "9901012003".parse().unwrap();
        let problem = Setting::of_draft(&draft, "Wali Pertama", Some(&elsewhere)).unwrap_err();
        assert_eq!(code(&problem), "ceremony-no-such-trustee");
    }
}
