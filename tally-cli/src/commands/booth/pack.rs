//! `tally booth pack`: all that a booth needs before polling day, in one signed file for its stick.
//!
//! A pack is a pure function of what goes into it, so that the command can be repeated when more acceptances have come:
//! the same bytes in the same place are left as they are, other bytes are refused.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Problem, Told, Ui, Value};
use election::definition::Village;
use election::pack::{BoothPack, FileProblem, PackError, PackSource, medium_hash};
use election::{
    AcceptanceFile, BoothId, Definition, ListId, Mode, SecretKey, SignedNote, TokenList, VillageCode, hex32,
};
use serde_json::{Value as Json, json};

use crate::commands::definition;
use crate::commands::definition::media::FOLDER;
use crate::message::in_both;
use crate::parts;
use crate::passphrase::PassphraseArg;
use crate::progress;
use crate::secret::Kind;
use crate::simulasi;
use crate::table;

const MAX_NOTE: u64 = 128 << 10;
/// A photo or clip that is larger fits into no pack.
const MAX_MEDIUM: u64 = 256 << 20;

/// Makes packs.
#[derive(Debug, Args)]
pub(crate) struct Pack {
    #[arg(long, value_name = "FILE")]
    definition: PathBuf,
    #[arg(long, value_name = "DIR")]
    tokens: PathBuf,
    #[arg(long, value_name = "DIR")]
    acceptances: PathBuf,
    #[arg(long, value_name = "DIR")]
    media: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Only these booths.
    #[arg(long, value_name = "BOOTH")]
    booth: Vec<String>,
    #[command(flatten)]
    passphrase: PassphraseArg,
}

/// The sealed definition and what has come in for it.
struct Desk {
    definition: Definition,
    bytes: Vec<u8>,
    seal: SignedNote,
    acceptances: BTreeMap<VillageCode, Vec<AcceptanceFile>>,
    /// Where the photo or clip with this hash lies.
    media: BTreeMap<[u8; 32], PathBuf>,
}

/// What became of a booth's pack.
enum Made {
    Written { file: PathBuf, bytes: usize },
    Same { file: PathBuf, bytes: usize },
    Missing { path: String },
}

impl Desk {
    fn lacks_media(&self) -> bool {
        let mut wanted = self.definition.villages().iter().flat_map(media_of);
        wanted.any(|hash| !self.media.contains_key(&hash))
    }
}

impl Pack {
    pub(super) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let desk = self.desk(ui)?;
        let wanted = self.wanted(&desk.definition)?;
        let key = self.authority_key(ui, &desk.definition)?;
        files::make_folder(&self.out)?;
        let progress = progress::bar(ui, &Msg::new("pack-making"), wanted.len());
        let mut made = Vec::new();
        for village in desk.definition.villages() {
            let booths = village.booths().map(|(id, _)| id).filter(|id| wanted.contains(id));
            let booths: Vec<BoothId> = booths.collect();
            if !booths.is_empty() {
                let store = self.store(&desk, village, &booths)?;
                for booth in booths {
                    made.push((self.make(&desk, &store, &booth, &key)?, booth));
                    progress.inc(1);
                }
            }
        }
        progress.finish_and_clear();
        Ok(self.answer(ui, &desk, &made))
    }

    fn desk(&self, ui: &Ui) -> Result<Desk, Problem> {
        let (definition, bytes, note) = definition::read_sealed(ui, &self.definition)?;
        let seal = SignedNote::parse(&files::read(&note, MAX_NOTE)?);
        let seal = seal.map_err(|error| {
            Problem::new(Exit::Failed, Msg::new("seal-bad")).file(&note).told(in_both(error))
        })?;
        let acceptances = self.acceptances(&definition)?;
        let media = self.media(&definition)?;
        Ok(Desk { definition, bytes, seal, acceptances, media })
    }

    /// The booths named on the command line; all of the definition if none is named.
    fn wanted(&self, definition: &Definition) -> Result<BTreeSet<BoothId>, Problem> {
        let find = |text: &String| {
            text.parse().ok().filter(|id| definition.booth(id).is_some()).ok_or_else(|| {
                Problem::new(Exit::Usage, Msg::new("pack-no-such-booth").with("booth", text.as_str()))
                    .file(&self.definition)
                    .advice(Msg::new("no-such-booth-advice"))
            })
        };
        match self.booth.as_slice() {
            [] => Ok(definition.booths().map(|(id, _)| id).collect()),
            named => named.iter().map(find).collect(),
        }
    }

    /// Acceptances of this election by village, their proofs checked. Those of other elections may lie beside them.
    fn acceptances(
        &self,
        definition: &Definition,
    ) -> Result<BTreeMap<VillageCode, Vec<AcceptanceFile>>, Problem> {
        let mut found: BTreeMap<VillageCode, Vec<AcceptanceFile>> = BTreeMap::new();
        for path in files::list(&self.acceptances, ".json")? {
            let file =
                AcceptanceFile::parse(&files::read(&path, parts::MAX_ACCEPTANCE)?).map_err(|error| {
                    crate::json::problem(&error, Msg::new("acceptance-unreadable")).file(&path)
                })?;
            if file.election != definition.id() {
                continue;
            }
            if !parts::is_proved(definition, &file) {
                return Err(Problem::new(Exit::Failed, Msg::new("acceptance-bad"))
                    .file(&path)
                    .advice(Msg::new("acceptance-bad-advice")));
            }
            found.entry(file.village.clone()).or_default().push(file);
        }
        Ok(found)
    }

    /// Where the photos and clips of the definition lie, whatever their files are called: beside the definition, where
    /// `tally definition seal` copies them, or in the folder of the command line.
    fn media(&self, definition: &Definition) -> Result<BTreeMap<[u8; 32], PathBuf>, Problem> {
        let wanted: BTreeSet<[u8; 32]> = definition.villages().iter().flat_map(media_of).collect();
        let beside = self.definition.with_file_name(FOLDER);
        let folder = self.media.as_ref().or_else(|| Some(&beside).filter(|beside| beside.exists()));
        let mut found = BTreeMap::new();
        for path in folder.filter(|_| !wanted.is_empty()).map_or(Ok(Vec::new()), |it| files::find(it, ""))? {
            let hash = medium_hash(&files::read(&path, MAX_MEDIUM)?);
            let named = hash_in_name(&path).filter(|name| wanted.contains(name));
            if named.is_some_and(|name| name != hash) {
                return Err(Problem::new(Exit::Failed, Msg::new("medium-changed"))
                    .file(&path)
                    .advice(Msg::new("medium-changed-advice")));
            }
            if wanted.contains(&hash) {
                found.insert(hash, path);
            }
        }
        Ok(found)
    }

    fn authority_key(&self, ui: &Ui, definition: &Definition) -> Result<SecretKey, Problem> {
        let secret = self.passphrase.open(ui, &self.key)?;
        let authority = &definition.content().authority;
        let refuse = |what: Msg| Problem::new(Exit::Failed, what).file(&self.key);
        if definition.mode() == Mode::Resmi && secret.mode == Mode::Simulasi {
            return Err(refuse(Msg::new("key-of-simulasi")).advice(Msg::new("key-of-simulasi-advice")));
        }
        match secret.key() {
            Some(key) if secret.kind == Kind::Authority && key.public() == authority.key => Ok(key),
            _ => Err(refuse(Msg::new("pack-other-key").with("name", authority.name.as_str()))
                .advice(Msg::new("pack-other-key-advice"))),
        }
    }

    /// What the booths of one village need: token lists of their TPS, photos and clips. What is not there is missing.
    fn store(&self, desk: &Desk, village: &Village, booths: &[BoothId]) -> Result<Store, Problem> {
        let mut store = Store::default();
        for (id, _) in village.lists().filter(|(id, _)| booths.iter().any(|it| it.tps == id.booth.tps)) {
            let path = self.tokens.join(format!("{id}.list"));
            if path.symlink_metadata().is_ok() {
                store.lists.insert(id, parts::token_list(&path)?);
            }
        }
        for hash in media_of(village) {
            if let Some(path) = desk.media.get(&hash) {
                store.media.insert(hash, files::read(path, MAX_MEDIUM)?);
            }
        }
        Ok(store)
    }

    fn make(&self, desk: &Desk, store: &Store, booth: &BoothId, key: &SecretKey) -> Result<Made, Problem> {
        let source = PackSource {
            definition: &desk.definition,
            definition_bytes: &desk.bytes,
            seal: &desk.seal,
            acceptances: desk.acceptances.get(&booth.village).map_or(&[], Vec::as_slice),
            lists: &store.lists,
            media: &store.media,
        };
        let pack = match BoothPack::build(&source, booth, key) {
            Ok(pack) => pack,
            Err(PackError::File { path, problem: FileProblem::Missing }) => {
                return Ok(Made::Missing { path });
            }
            Err(error) => return Err(not_made(booth, &error)),
        };
        let (file, bytes) = (self.out.join(BoothPack::file_name(booth)), pack.len());
        if file.symlink_metadata().is_ok() && files::read(&file, MAX_MEDIUM)? == pack {
            return Ok(Made::Same { file, bytes });
        }
        files::write_new(&file, &pack, Access::Public)?;
        Ok(Made::Written { file, bytes })
    }

    fn answer(&self, ui: &Ui, desk: &Desk, made: &[(Made, BoothId)]) -> Answer {
        let definition = &desk.definition;
        let missing = made.iter().filter(|(made, _)| matches!(made, Made::Missing { .. })).count();
        let mut page = ui.page();
        simulasi::mark(&mut page, definition);
        let done =
            Msg::new("pack-done").with("count", made.len() - missing).with("folder", self.out.as_path());
        page.say(&done);
        let heads = [Msg::new("head-booth"), Msg::new("head-bytes"), Msg::new("head-outcome")];
        table::add(&mut page, &heads, made.iter().map(|(made, booth)| made.row(booth)).collect());
        if missing > 0 {
            page.say(&Msg::new("pack-incomplete").with("count", missing));
        }
        if desk.lacks_media() {
            page.say(&Msg::new("pack-media-missing"));
        }
        page.banner(&Msg::new("election-id"), definition.id().as_bytes());
        page.advise(&Msg::new("pack-next"));
        let packs: Vec<Json> = made.iter().map(|(made, booth)| made.json(definition, booth)).collect();
        let json = json!({ "election": definition.id(), "mode": definition.mode(), "packs": packs });
        page.answer(if missing > 0 { Exit::Incomplete } else { Exit::Complete }, json)
    }
}

/// Token lists, photos and clips of one village.
#[derive(Default)]
struct Store {
    lists: BTreeMap<ListId, TokenList>,
    media: BTreeMap<[u8; 32], Vec<u8>>,
}

impl Made {
    fn row(&self, booth: &BoothId) -> Vec<Value> {
        let (bytes, outcome) = match self {
            Self::Written { bytes, .. } => ((*bytes).into(), Msg::new("pack-written")),
            Self::Same { bytes, .. } => ((*bytes).into(), Msg::new("pack-same")),
            Self::Missing { path } => ("".into(), Msg::new("pack-missing").with("path", path.as_str())),
        };
        vec![booth.to_string().into(), bytes, outcome.into()]
    }

    fn json(&self, definition: &Definition, booth: &BoothId) -> Json {
        let spare = definition.booth(booth).is_some_and(|booth| booth.spare);
        let booth = booth.to_string();
        let with = |file: &Path, bytes: usize, outcome: &str| {
            let file = file.display().to_string();
            json!({ "booth": booth, "spare": spare, "outcome": outcome, "file": file, "bytes": bytes })
        };
        match self {
            Self::Written { file, bytes } => with(file, *bytes, "written"),
            Self::Same { file, bytes } => with(file, *bytes, "same"),
            Self::Missing { path } => {
                json!({ "booth": booth, "spare": spare, "outcome": "missing", "missing": path })
            }
        }
    }
}

/// The hash under which sealing has copied a file.
fn hash_in_name(path: &Path) -> Option<[u8; 32]> {
    hex32(path.file_name()?.to_str()?).ok()
}

fn media_of(village: &Village) -> impl Iterator<Item = [u8; 32]> {
    let of_candidates = village.candidates.iter().flat_map(|it| it.photo.iter().chain(&it.clips));
    of_candidates.filter_map(|hash| hex32(hash).ok())
}

fn not_made(booth: &BoothId, error: &PackError) -> Problem {
    Problem::new(Exit::Failed, Msg::new("pack-failed").with("booth", booth.to_string()))
        .advice(Msg::new("pack-failed-advice"))
        .told(Told::new(error, error.to_indonesian()))
}
