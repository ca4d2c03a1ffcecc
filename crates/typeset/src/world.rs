//! What a template can reach: itself, the common library, its data, its pictures, our fonts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::FONTS;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The files of one paper, by their paths from the root, without a slash in front.
pub(crate) struct Files {
    main: FileId,
    templates: Vec<(&'static str, &'static str)>,
    others: BTreeMap<String, Bytes>,
}

impl Files {
    /// `None` if the name of the template that is to be set is no path.
    pub(crate) fn new(
        set: (&'static str, &'static str),
        common: &[(&'static str, &'static str)],
        others: BTreeMap<String, Bytes>,
    ) -> Option<Self> {
        let path = VirtualPath::new(set.0).ok()?;
        let main = FileId::new(RootedPath::new(VirtualRoot::Project, path));
        let templates = std::iter::once(set).chain(common.iter().copied()).collect();
        Some(Self { main, templates, others })
    }

    fn template(&self, path: &str) -> Option<&'static str> {
        self.templates.iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
    }
}

impl World for Files {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let path = id.vpath();
        let text = in_project(id).and_then(|path| self.template(path)).ok_or_else(|| missing(path))?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = in_project(id).ok_or_else(|| missing(id.vpath()))?;
        let template = || self.template(path).map(Bytes::from_string);
        self.others.get(path).cloned().or_else(template).ok_or_else(|| missing(id.vpath()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.all.get(index).cloned()
    }

    /// None: a paper has the date of its election, never that of the machine.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The path, unless it is within a package: those would come from the network.
fn in_project(id: FileId) -> Option<&'static str> {
    matches!(id.root(), VirtualRoot::Project).then(|| id.get().vpath().get_without_slash())
}

fn missing(path: &VirtualPath) -> FileError {
    FileError::NotFound(path.get_with_slash().into())
}
