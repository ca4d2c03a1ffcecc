//! `tally trustee together`: the key ceremony of all villages of a draft at one laptop.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ballot_crypto::{Ceremony, CeremonyParts, KeyCeremony};
use clap::Args;
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Problem, Ui, Value};
use election::draft::{Draft, DraftVillage};
use election::{TrusteesFile, VillageCode};
use serde_json::json;

use crate::ceremony::public_file;
use crate::drafts::{self, Person};
use crate::passphrase::PassphraseArg;
use crate::progress;
use crate::random;
use crate::secret::{Hex32, Secret, Share};
use crate::table;

/// Holds the ceremony.
#[derive(Debug, Args)]
pub(crate) struct Together {
    #[arg(value_name = "DRAFT")]
    draft: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

impl Together {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let draft = drafts::read_valid(ui, &self.draft)?;
        let people = drafts::people(&draft).map_err(|problem| problem.file(&self.draft))?;
        self.nothing_is_there(&draft, people.len())?;
        let names: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
        let passphrases = self.passphrase.several(ui, &names, draft.mode())?;
        let (public, shares) = ceremonies(ui, &draft)?;
        files::make_folder(&self.out.join("trustees"))?;
        // Secrets first: without the public files nothing can be sealed with a group whose shares were lost.
        for ((number, person), passphrase) in (1..).zip(&people).zip(passphrases) {
            let shares = person.places.iter().filter_map(|place| shares.get(place).cloned()).collect();
            Secret::trustee(draft.mode(), &person.name, shares).write(&self.key_file(number), passphrase)?;
        }
        for file in &public {
            let path = self.out.join(TrusteesFile::path_of(file.village()));
            files::write_new(&path, &file.to_bytes(), Access::Public)?;
        }
        Ok(self.answer(ui, &public, &people))
    }

    fn key_file(&self, number: usize) -> PathBuf {
        self.out.join(format!("t{number:02}.key.age"))
    }

    fn nothing_is_there(&self, draft: &Draft, people: usize) -> Result<(), Problem> {
        for number in 1..=people {
            files::must_be_new(&self.key_file(number))?;
        }
        for village in draft.villages() {
            files::must_be_new(&self.out.join(TrusteesFile::path_of(&village.code)))?;
        }
        Ok(())
    }

    fn answer(&self, ui: &Ui, public: &[TrusteesFile], people: &[Person]) -> Answer {
        let mut page = ui.page();
        page.say(
            &Msg::new("ceremony-done").with("villages", public.len()).with("folder", self.out.as_path()),
        );
        let heads = [Msg::new("head-trustee-name"), Msg::new("head-file"), Msg::new("head-shares")];
        let row = |(number, person): (usize, &Person)| -> Vec<Value> {
            vec![
                person.name.as_str().into(),
                shown(&self.key_file(number)).into(),
                person.places.len().into(),
            ]
        };
        table::add(&mut page, &heads, (1..).zip(people).map(row).collect());
        page.say(&Msg::new("definition-one-machine"));
        page.advise(&Msg::new("ceremony-next"));
        let village = |file: &TrusteesFile| {
            let group = file.group();
            json!({
                "village": file.village(),
                "threshold": group.threshold,
                "trustees": group.members.len(),
                "joint_key": group.joint_key,
                "file": self.out.join(TrusteesFile::path_of(file.village())).display().to_string(),
            })
        };
        let person = |(number, person): (usize, &Person)| {
            json!({
                "name": person.name,
                "file": self.key_file(number).display().to_string(),
                "shares": person.places.iter().map(|(village, place)| json!({ "village": village, "trustee": place + 1 })).collect::<Vec<_>>(),
            })
        };
        let json = json!({
            "villages": public.iter().map(village).collect::<Vec<_>>(),
            "people": (1..).zip(people).map(person).collect::<Vec<_>>(),
        });
        page.answer(Exit::Complete, json)
    }
}

fn shown(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Secret shares by village and place in its list of trustees, from 0.
type Shares = BTreeMap<(VillageCode, usize), Share>;

fn ceremonies(ui: &Ui, draft: &Draft) -> Result<(Vec<TrusteesFile>, Shares), Problem> {
    let mut random = random::os()?;
    let (mut public, mut shares) = (Vec::new(), Shares::new());
    let progress = progress::bar(ui, &Msg::new("ceremony-running"), draft.villages().len());
    for village in draft.villages() {
        let parts = CeremonyParts {
            nonce: draft.nonce(),
            village: &village.code,
            threshold: village.trustees.threshold,
            trustees: u16::try_from(village.trustees.names.len()).unwrap_or(u16::MAX),
        };
        let ceremony = KeyCeremony::together(&parts, &mut random).map_err(|error| failed(village, error))?;
        let file = public_file(draft.nonce(), &village.code, &village.trustees.names, &ceremony.public, true);
        public.push(file.map_err(|error| failed(village, error))?);
        shares.extend(secret_shares(village, &ceremony));
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok((public, shares))
}

fn secret_shares(village: &DraftVillage, ceremony: &Ceremony) -> Vec<((VillageCode, usize), Share)> {
    let share = |(place, secret): (usize, &ballot_crypto::SecretShare)| {
        let share = Hex32::new(secret.expose_bytes());
        let share = Share { village: village.code.clone(), trustee: secret.trustee(), share };
        ((village.code.clone(), place), share)
    };
    ceremony.shares.iter().enumerate().map(share).collect()
}

fn failed(village: &DraftVillage, error: impl ToString) -> Problem {
    Problem::new(Exit::Internal, Msg::new("ceremony-failed").with("village", village.name.as_str()))
        .advice(Msg::new("ceremony-failed-advice"))
        .detail(error)
}
