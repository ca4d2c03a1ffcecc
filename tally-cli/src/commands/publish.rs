//! `tally publish`: a verified record as pages that anybody can open, keep and check.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use clap::Args;
use dialogue::{Answer, Exit, Msg, Problem, Told, Ui, files};
use election::pack::medium_hash;
use election::{Definition, ElectionId, VillageCode};
use image::ImageFormat;
use papers::bulletin::svg;
use papers::figures::VerifiedElection;
use papers::page::{Extras, Photo, Sheet, Site};
use serde_json::json;
use tally::{Bulletin, BulletinError, SignedBulletin};

use crate::commands::result::exit_of;
use crate::new_folder;
use crate::record;
use crate::roots;
use crate::simulasi;
use crate::verified;

/// Largest photo that a definition may name (spec 2.5).
const MAX_PHOTO: u64 = 4 << 20;
/// Longest file of a bulletin.
const MAX_BULLETIN: u64 = 64 << 10;
/// How the names of files end that `tally bulletin` writes for people.
const BULLETIN: &str = ".bulletin.txt";
/// Longest side of a photo on the page: it is shown small, and every page carries its own copy.
const SIDE: u32 = 240;

/// Publishes a record.
#[derive(Debug, Args)]
pub(crate) struct Publish {
    #[arg(value_name = "DIR")]
    record: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long, value_name = "DIR")]
    media: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    bulletins: Option<PathBuf>,
    #[arg(long, value_name = "HEX")]
    election_id: Option<ElectionId>,
}

impl Publish {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        files::must_be_new(&self.out)?;
        let content = record::read(&self.record)?;
        let report = record::verify_files(ui, &content, self.election_id)?;
        let election = verified::election(&self.record, &report)?;
        let (definition, merged) = (election.definition(), election.merged());
        let extras = Extras {
            photos: self
                .media
                .as_deref()
                .map_or_else(|| Ok(BTreeMap::new()), |media| photos(definition, media))?,
            bulletins: self
                .bulletins
                .as_deref()
                .map_or_else(|| Ok(BTreeMap::new()), |b| bulletins(election, b))?,
        };
        new_folder::write(&self.out, Site::new(election, &content, &extras).pages())?;
        let exit = exit_of(&record::villages(definition, merged, None)?).worse(roots::exit(merged.notes));
        let waiting = merged.villages.iter().filter(|village| !village.is_complete()).count();
        let mut page = ui.page();
        simulasi::mark(&mut page, definition);
        page.say(&Msg::new("provisional"));
        let pages = merged.villages.len() + 1;
        page.say(&Msg::new("publish-done").with("count", pages).with("out", self.out.as_path()));
        if waiting > 0 {
            page.say(&Msg::new("publish-incomplete").with("count", waiting));
        }
        page.banner(&Msg::new("election-id"), definition.id().as_bytes());
        roots::show(&mut page, merged);
        page.advise(&Msg::new("publish-next").with("page", self.out.join("index.html").as_path()));
        let json = json!({
            "record": self.record.display().to_string(),
            "out": self.out.display().to_string(),
            "election": definition.id(),
            "mode": definition.mode(),
            "root": hex::encode(merged.root.as_bytes()),
            "complete": waiting == 0,
            "pages": pages,
            "photos": extras.photos.len(),
            "bulletins": extras.bulletins.values().map(Vec::len).sum::<usize>(),
        });
        Ok(page.answer(exit, json))
    }
}

/// The photos of all candidates, each of which must be the one that was sealed.
fn photos(definition: &Definition, media: &Path) -> Result<BTreeMap<String, Photo>, Problem> {
    let candidates = definition.villages().iter().flat_map(|village| &village.candidates);
    let hashes = candidates.filter_map(|candidate| candidate.photo.as_ref());
    hashes.map(|hash| Ok((hash.clone(), photo(&media.join(hash), hash)?))).collect()
}

fn photo(path: &Path, hash: &str) -> Result<Photo, Problem> {
    let bytes = files::read(path, MAX_PHOTO)?;
    if hex::encode(medium_hash(&bytes)) != hash {
        let what = Msg::new("medium-changed");
        return Err(Problem::new(Exit::Failed, what).file(path).advice(Msg::new("medium-changed-advice")));
    }
    let unreadable = |error: image::ImageError| {
        Problem::new(Exit::Unreadable, Msg::new("publish-photo")).file(path).detail(error)
    };
    let small = image::load_from_memory(&bytes).map_err(unreadable)?.thumbnail(SIDE, SIDE).into_rgb8();
    let mut jpeg = Cursor::new(Vec::new());
    small.write_to(&mut jpeg, ImageFormat::Jpeg).map_err(unreadable)?;
    Ok(Photo { media_type: "image/jpeg", bytes: jpeg.into_inner() })
}

type Sheets = BTreeMap<VillageCode, Vec<Sheet>>;

/// The bulletins of a folder, each of which must be signed and say what the record says.
fn bulletins(election: VerifiedElection<'_>, folder: &Path) -> Result<Sheets, Problem> {
    let mut sheets = Sheets::new();
    for path in files::list(folder, BULLETIN)? {
        let (village, sheet) = bulletin(election, &path)?;
        sheets.entry(village).or_default().push(sheet);
    }
    sheets.values_mut().for_each(|of_village| of_village.sort_by(|a, b| a.tps.cmp(&b.tps)));
    Ok(sheets)
}

fn bulletin(election: VerifiedElection<'_>, path: &Path) -> Result<(VillageCode, Sheet), Problem> {
    let text = files::read_text(path, MAX_BULLETIN)?;
    let none = || Problem::new(Exit::Unreadable, Msg::new("publish-no-bulletin")).file(path);
    let refused = |error: &BulletinError| {
        let reason = Told::new(error, error.to_indonesian());
        Problem::new(Exit::Failed, Msg::new("publish-no-bulletin")).file(path).told(reason)
    };
    let qr = text.lines().find(|line| SignedBulletin::is_meant(line)).ok_or_else(none)?;
    let signed = SignedBulletin::from_qr(qr).map_err(|error| refused(&error))?;
    let signer = signed.verify(election.definition()).map_err(|error| refused(&error))?;
    let own = election.villages().find(|it| it.village.code == signed.bulletin.village).ok_or_else(none)?;
    let stated = own.merged.result.as_ref().filter(|result| result.set == signed.set);
    let stated = stated.and_then(|result| Bulletin::of(own.village, result).ok()).unwrap_or_default();
    if !stated.contains(&signed.bulletin) {
        let advice = Msg::new("publish-other-bulletin-advice");
        return Err(Problem::new(Exit::Failed, Msg::new("publish-other-bulletin")).file(path).advice(advice));
    }
    let qr = signed.to_qr();
    let sheet = Sheet {
        tps: signed.bulletin.tps.iter().map(|tps| tps.get()).collect(),
        svg: svg(&qr).ok_or_else(none)?,
        sms: signed.bulletin.to_sms(own.village),
        signer: signer.to_string(),
        qr,
    };
    Ok((own.village.code.clone(), sheet))
}
