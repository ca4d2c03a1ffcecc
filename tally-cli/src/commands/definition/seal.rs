//! `tally definition seal`: draft, photos, booth keys, trustee groups and token lists become the sealed definition.

use std::path::{Path, PathBuf};

use ballot_crypto::{GroupKey, RehearsalShare};
use clap::Args;
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Problem, Ui};
use election::draft::{Draft, SealParts};
use election::{
    Definition, DefinitionError, Mistake, Mode, Problem as Wrong, RehearsalEntry, SecretKey, TrusteesFile,
};
use serde_json::{Value as Json, json};

use super::media::{self, Counted, Shelf};
use crate::ceremony;
use crate::drafts;
use crate::parts;
use crate::passphrase::PassphraseArg;
use crate::progress;
use crate::secret::Kind;

/// Seals a definition.
#[derive(Debug, Args)]
pub(crate) struct Seal {
    #[arg(value_name = "DRAFT")]
    draft: PathBuf,
    #[arg(long, value_name = "DIR")]
    booths: PathBuf,
    #[arg(long, value_name = "DIR")]
    trustees: PathBuf,
    #[arg(long, value_name = "DIR")]
    tokens: PathBuf,
    #[arg(long, value_name = "FILE")]
    authority_key: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

impl Seal {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let mut shelf = Shelf::beside(&self.draft);
        let read = drafts::read_with(&self.draft, &mut |medium| shelf.read(medium))?;
        let (draft, media) = read.map_err(|mistakes| drafts::not_valid(ui, &self.draft, &mistakes))?;
        let (file, note) = (self.out.join("election.json"), self.out.join("election.json.note"));
        files::must_be_new(&file)?;
        files::must_be_new(&note)?;
        let mut parts = self.parts(ui, &draft)?;
        parts.add_media(media);
        let key = self.authority_key(ui, &draft)?;
        let content = match draft.complete(parts) {
            Ok(content) => content,
            Err(mistakes) => return Ok(refused(ui, &mistakes)),
        };
        let (definition, bytes) = match Definition::seal(content) {
            Ok(sealed) => sealed,
            Err(DefinitionError::Invalid { mistakes }) => return Ok(refused(ui, &mistakes)),
            Err(DefinitionError::Json(error)) => {
                return Err(crate::json::problem(&error, Msg::new("definition-unreadable")));
            }
        };
        files::make_folder(&self.out)?;
        shelf.copy(&self.out.join(media::FOLDER))?;
        files::write_new(&file, &bytes, Access::Public)?;
        files::write_new(&note, &definition.seal_note(&key).to_bytes(), Access::Public)?;
        Ok(sealed(ui, &definition, &file, &note, shelf.counted()))
    }

    /// Everything that machines have made, read and, for the trustees, rehearsed.
    fn parts(&self, ui: &Ui, draft: &Draft) -> Result<SealParts, Problem> {
        let mut made = SealParts::default();
        for path in files::list(&self.booths, ".pub.json")? {
            made.add_booth_key(&parts::booth_key(ui, &path)?);
        }
        let groups = files::list(&self.trustees, ".json")?;
        let progress = progress::bar(ui, &Msg::new("seal-rehearsal"), groups.len());
        for path in groups {
            made.add_trustees(trustees(ui, &path)?);
            progress.inc(1);
        }
        progress.finish_and_clear();
        for file in ceremony::outcomes(&self.trustees, draft)? {
            made.add_trustees(file);
        }
        for path in files::list(&self.tokens, ".list")? {
            made.add_token_list(&parts::token_list(&path)?);
        }
        Ok(made)
    }

    fn authority_key(&self, ui: &Ui, draft: &Draft) -> Result<SecretKey, Problem> {
        let secret = self.passphrase.open(ui, &self.authority_key)?;
        let refuse = |what: Msg| Problem::new(Exit::Failed, what).file(&self.authority_key);
        if draft.mode() == Mode::Resmi && secret.mode == Mode::Simulasi {
            return Err(refuse(Msg::new("key-of-simulasi")).advice(Msg::new("key-of-simulasi-advice")));
        }
        match secret.key() {
            Some(key) if secret.kind == Kind::Authority && key.public() == draft.authority().key => Ok(key),
            _ => Err(refuse(Msg::new("seal-other-key").with("name", draft.authority().name.as_str()))
                .advice(Msg::new("seal-other-key-advice"))),
        }
    }
}

fn trustees(ui: &Ui, path: &Path) -> Result<TrusteesFile, Problem> {
    let file = parts::trustees(ui, path)?;
    let failed = |detail: String| {
        Problem::new(Exit::Failed, Msg::new("rehearsal-failed").with("village", file.village().to_string()))
            .file(path)
            .advice(Msg::new("rehearsal-failed-advice"))
            .detail(detail)
    };
    if !file.group().one_machine {
        // The only proof of a ceremony apart are the trustees' own signed files.
        let what = Msg::new("ceremony-apart-unproved").with("village", file.village().as_str());
        return Err(Problem::new(Exit::Failed, what)
            .file(path)
            .advice(Msg::new("ceremony-apart-unproved-advice")));
    }
    let group = group_key(&file).map_err(failed)?;
    group.check(file.village()).map_err(|error| failed(error.to_string()))?;
    Ok(file)
}

/// The public file as the mathematics takes it.
fn group_key(file: &TrusteesFile) -> Result<GroupKey, String> {
    let group = file.group();
    let rehearsal: Result<_, String> = file.rehearsal().iter().map(rehearsal_share).collect();
    Ok(GroupKey {
        threshold: group.threshold,
        joint_key: group.joint_key,
        verifying_shares: group.members.iter().map(|member| member.verifying_share).collect(),
        transcript: hex32(&group.transcript)?,
        rehearsal: rehearsal?,
    })
}

fn rehearsal_share(entry: &RehearsalEntry) -> Result<RehearsalShare, String> {
    let fields = [hex32(&entry.d)?, hex32(&entry.u)?, hex32(&entry.v)?, hex32(&entry.z)?];
    RehearsalShare::from_bytes(&fields).map_err(|error| error.to_string())
}

fn hex32(text: &str) -> Result<[u8; 32], String> {
    election::hex32(text).map_err(|error| error.to_string())
}

/// Incomplete if files are missing and nothing else is wrong.
fn refused(ui: &Ui, mistakes: &[Mistake]) -> Answer {
    let only_missing = mistakes.iter().all(|mistake| mistake.problem == Wrong::MissingPart);
    let mut page = ui.page();
    for mistake in mistakes {
        page.say(&Msg::new("seal-mistake").with("text", drafts::say_mistake(ui.texts(), mistake)));
    }
    page.blank();
    page.say(&Msg::new("seal-refused").with("count", mistakes.len()));
    let texts: Vec<Json> = mistakes
        .iter()
        .map(|mistake| json!({ "path": mistake.path, "message": drafts::say_mistake(ui.texts(), mistake) }))
        .collect();
    let exit = if only_missing { Exit::Incomplete } else { Exit::Failed };
    page.answer(exit, json!({ "sealed": false, "mistakes": texts }))
}

fn sealed(ui: &Ui, definition: &Definition, file: &Path, note: &Path, media: Counted) -> Answer {
    let mut page = ui.page();
    page.say(&Msg::new("seal-done").with("file", file).with("note", note));
    let Counted { photos, clips } = media;
    if photos + clips > 0 {
        let folder = file.with_file_name(media::FOLDER);
        page.say(
            &Msg::new("seal-media")
                .with("photos", photos)
                .with("clips", clips)
                .with("folder", folder.as_path()),
        );
    }
    if definition.mode() == Mode::Simulasi {
        page.say(&Msg::new("definition-simulasi"));
    }
    page.banner(&Msg::new("election-id"), definition.id().as_bytes());
    page.advise(&Msg::new("seal-next"));
    let json = json!({
        "sealed": true,
        "election": definition.id(),
        "mode": definition.mode(),
        "definition": file.display().to_string(),
        "note": note.display().to_string(),
        "photos": photos,
        "clips": clips,
        "mistakes": Vec::<Json>::new(),
    });
    page.answer(Exit::Complete, json)
}
