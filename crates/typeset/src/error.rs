//! Why a paper could not be set.

use std::fmt::Write as _;

use typst::diag::SourceDiagnostic;
use typst::syntax::VirtualPath;
use typst::{World, WorldExt};

/// So many problems are told; the others follow from them.
const TOLD: usize = 3;

/// Why a paper could not be set: a fault of this program, or a text that no template has room for.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// The sheet could not be handed to its template.
    #[error("the paper {paper:?} could not be handed to its template: {source}")]
    Data {
        /// Which paper.
        paper: String,
        /// Why.
        source: serde_json::Error,
    },
    /// The template does not work with this sheet.
    #[error("the paper {paper:?} could not be set: {problems}")]
    Template {
        /// Which paper.
        paper: String,
        /// Problems with file and line.
        problems: String,
    },
    /// The pages cannot be a file for archives: a letter without glyph, for example.
    #[error("the paper {paper:?} cannot be written as PDF/A: {problems}")]
    Archive {
        /// Which paper.
        paper: String,
        /// Problems with file and line.
        problems: String,
    },
}

impl TypesetError {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Data { paper, source } => {
                format!("isi kertas {paper:?} tidak dapat diserahkan kepada polanya (rincian: {source})")
            }
            Self::Template { paper, problems } => {
                format!("kertas {paper:?} tidak dapat disusun (rincian: {problems})")
            }
            Self::Archive { paper, problems } => {
                format!("kertas {paper:?} tidak dapat ditulis sebagai PDF/A (rincian: {problems})")
            }
        }
    }
}

/// Problems as a line: `tokens.typ:12: what (hint)`.
pub(crate) fn told(world: &dyn World, problems: &[SourceDiagnostic]) -> String {
    let mut told: Vec<String> = problems.iter().take(TOLD).map(|problem| one(world, problem)).collect();
    if problems.len() > TOLD {
        told.push("...".to_owned());
    }
    told.join(" | ")
}

fn one(world: &dyn World, problem: &SourceDiagnostic) -> String {
    let mut text = match place(world, problem) {
        Some((file, line)) => format!("{file}:{line}: {}", problem.message),
        None => problem.message.to_string(),
    };
    for hint in &problem.hints {
        // Writing to a string cannot fail.
        let _infallible = write!(text, " ({})", hint.v);
    }
    text
}

fn place(world: &dyn World, problem: &SourceDiagnostic) -> Option<(String, usize)> {
    let file = problem.span.id()?;
    let line = world.source(file).ok()?.lines().byte_to_line(world.range(problem.span)?.start)?;
    Some((VirtualPath::get_without_slash(file.vpath()).to_owned(), line + 1))
}
