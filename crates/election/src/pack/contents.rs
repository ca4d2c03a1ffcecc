//! Which files a booth needs, and whether these are they.

use std::collections::{BTreeMap, BTreeSet};

use crate::acceptance::AcceptanceFile;
use crate::definition::{Definition, ListHead, Village};
use crate::ids::{BoothId, ListId, Mode, TrusteeNumber, hex32};
use crate::note::SignedNote;
use crate::pack::form::Raw;
use crate::pack::{DEFINITION, FileProblem, PackError, PackSource, SEAL, medium_hash};
use crate::tokens::TokenList;

/// What the definition asks for at one booth.
pub(super) struct Needs<'a> {
    village: &'a Village,
    trustees: Vec<TrusteeNumber>,
    own_lists: Vec<(ListId, &'a ListHead)>,
    /// A spare takes over voters of other booths and must find their slips.
    other_lists: Vec<(ListId, &'a ListHead)>,
    media: BTreeSet<[u8; 32]>,
}

impl<'a> Needs<'a> {
    pub(super) fn of(definition: &'a Definition, booth: &BoothId) -> Result<Self, PackError> {
        let (village, spare) = definition
            .village(&booth.village)
            .zip(definition.booth(booth).map(|booth| booth.spare))
            .ok_or_else(|| PackError::NoSuchBooth { booth: booth.clone() })?;
        let of_tps = village.lists().filter(|(list, _)| list.booth.tps == booth.tps);
        let (own_lists, mut other_lists): (Vec<_>, Vec<_>) =
            of_tps.partition(|(list, _)| list.booth == *booth);
        other_lists.retain(|_| spare);
        let trustees =
            (1_u32..).zip(&village.trustees.members).filter_map(|(number, _)| number.try_into().ok());
        Ok(Self { village, trustees: trustees.collect(), own_lists, other_lists, media: media(village) })
    }

    fn lists(&self) -> impl Iterator<Item = &(ListId, &'a ListHead)> {
        self.own_lists.iter().chain(&self.other_lists)
    }

    /// Paths that must be there, all but acceptances.
    fn paths(&self) -> BTreeSet<String> {
        let lists = self.lists().map(|(list, _)| TokenList::path_of(list));
        let media = self.media.iter().map(media_path);
        [DEFINITION, SEAL].map(str::to_owned).into_iter().chain(lists).chain(media).collect()
    }

    fn acceptance_paths(&self) -> impl Iterator<Item = String> {
        let village = &self.village.code;
        self.trustees.iter().map(move |trustee| AcceptanceFile::path_of(village, *trustee))
    }
}

/// Photos and clips of a village's candidates.
fn media(village: &Village) -> BTreeSet<[u8; 32]> {
    let of_candidates = village.candidates.iter().flat_map(|it| it.photo.iter().chain(&it.clips));
    of_candidates.filter_map(|hash| hex32(hash).ok()).collect()
}

fn media_path(hash: &[u8; 32]) -> String {
    format!("media/{}", hex::encode(hash))
}

/// The files for a booth, as far as the source has them.
pub(super) fn gather(source: &PackSource<'_>, needs: &Needs<'_>) -> BTreeMap<String, Vec<u8>> {
    let kept = source.definition.check_seal(source.seal);
    let seal = kept.as_ref().unwrap_or(source.seal);
    let fixed = [(DEFINITION, source.definition_bytes.to_vec()), (SEAL, seal.to_bytes())];
    let lists = needs.lists().filter_map(|(id, _)| source.lists.get(id));
    let media =
        needs.media.iter().filter_map(|hash| Some((media_path(hash), source.media.get(hash)?.clone())));
    let wanted: BTreeSet<String> = needs.acceptance_paths().collect();
    let sorted: BTreeSet<&AcceptanceFile> = source.acceptances.iter().collect();
    let of_election = sorted.into_iter().filter(|file| file.election == source.definition.id());
    let acceptances = of_election.map(|it| (AcceptanceFile::path_of(&it.village, it.trustee), it.to_bytes()));
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (path, bytes) in acceptances.filter(|(path, _)| wanted.contains(path)) {
        // Of several acceptances of one trustee the smallest, as in a record.
        files.entry(path).or_insert(bytes);
    }
    files.extend(fixed.map(|(path, bytes)| (path.to_owned(), bytes)));
    files.extend(lists.map(|list| (TokenList::path_of(list.id()), list.to_bytes())));
    files.extend(media);
    files
}

/// The files of a pack, read and found to be those of the definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contents {
    pub(super) seal: SignedNote,
    pub(super) acceptances: Vec<AcceptanceFile>,
    pub(super) own_lists: Vec<TokenList>,
    pub(super) other_lists: Vec<TokenList>,
    pub(super) media: BTreeMap<[u8; 32], Vec<u8>>,
}

impl Contents {
    pub(super) fn read(
        definition: &Definition,
        needs: &Needs<'_>,
        files: &Raw<'_>,
    ) -> Result<Self, PackError> {
        exactly(definition.mode(), needs, files)?;
        let lists = |heads: &[(ListId, &ListHead)]| {
            heads.iter().map(|it| list(it, files)).collect::<Result<Vec<_>, _>>()
        };
        Ok(Self {
            seal: at(SEAL, files, |bytes| seal(definition, bytes))?,
            acceptances: acceptances(definition, needs, files)?,
            own_lists: lists(&needs.own_lists)?,
            other_lists: lists(&needs.other_lists)?,
            media: needs.media.iter().map(|hash| medium(hash, files)).collect::<Result<_, _>>()?,
        })
    }
}

/// Every file that is needed and no other. Acceptances may be missing in a rehearsal, where not all trustees come.
fn exactly(mode: Mode, needs: &Needs<'_>, files: &Raw<'_>) -> Result<(), PackError> {
    let mut required = needs.paths();
    let mut allowed = required.clone();
    allowed.extend(needs.acceptance_paths());
    if mode == Mode::Resmi {
        required.extend(needs.acceptance_paths());
    }
    let problem = |path: &str, problem| PackError::File { path: path.to_owned(), problem };
    if let Some(path) = files.0.keys().find(|path| !allowed.contains(**path)) {
        return Err(problem(path, FileProblem::Unexpected));
    }
    let missing = required.iter().find(|path| !files.0.contains_key(path.as_str()));
    missing.map_or(Ok(()), |path| Err(problem(path, FileProblem::Missing)))
}

/// Reads the file at a path that must be there.
fn at<T>(
    path: &str,
    files: &Raw<'_>,
    read: impl FnOnce(&[u8]) -> Result<T, FileProblem>,
) -> Result<T, PackError> {
    read(files.get(path)?).map_err(|problem| PackError::File { path: path.to_owned(), problem })
}

fn seal(definition: &Definition, bytes: &[u8]) -> Result<SignedNote, FileProblem> {
    let seal = definition.check_seal(&SignedNote::parse(bytes)?)?;
    if seal.to_bytes() == bytes { Ok(seal) } else { Err(FileProblem::OtherContent) }
}

fn acceptances(
    definition: &Definition,
    needs: &Needs<'_>,
    files: &Raw<'_>,
) -> Result<Vec<AcceptanceFile>, PackError> {
    let there = needs.acceptance_paths().filter(|path| files.0.contains_key(path.as_str()));
    let read = |path: String| at(&path, files, |bytes| acceptance(definition, &path, bytes));
    there.map(read).collect()
}

/// The path is that of a trustee of this village.
fn acceptance(definition: &Definition, path: &str, bytes: &[u8]) -> Result<AcceptanceFile, FileProblem> {
    let file = AcceptanceFile::parse(bytes)?;
    let right =
        file.election == definition.id() && AcceptanceFile::path_of(&file.village, file.trustee) == path;
    if right { Ok(file) } else { Err(FileProblem::OtherContent) }
}

fn list((id, head): &(ListId, &ListHead), files: &Raw<'_>) -> Result<TokenList, PackError> {
    at(&TokenList::path_of(id), files, |bytes| {
        let list = TokenList::parse(bytes)?;
        if list.id() == id && head.is_of(&list) { Ok(list) } else { Err(FileProblem::OtherContent) }
    })
}

fn medium(hash: &[u8; 32], files: &Raw<'_>) -> Result<([u8; 32], Vec<u8>), PackError> {
    at(&media_path(hash), files, |bytes| {
        if medium_hash(bytes) == *hash { Ok((*hash, bytes.to_vec())) } else { Err(FileProblem::OtherContent) }
    })
}
