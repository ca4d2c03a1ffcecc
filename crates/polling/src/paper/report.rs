//! Reports at opening and close, for the signatures of committee and witnesses. Neither knows a count by candidate.

use std::sync::Arc;

use ballot_log::{ChainState, Checkpoint, Closed, Mismatch, Opened, VerifiedEntry};
use election::{DusunNumber, EntryHash};
use zeroize::Zeroizing;

use super::Place;
use super::layout::{COLUMNS, Line, Lines, Style, figure, hex_rows};

/// Report at opening (*laporan nol*): launch code, empty log, first checkpoint.
pub struct ZeroReport {
    place: Arc<Place>,
    opened: Opened,
    tokens: Vec<(DusunNumber, u64)>,
    seal: LogSeal,
    reprint: bool,
}

impl ZeroReport {
    pub(crate) const fn new(
        place: Arc<Place>,
        opened: Opened,
        tokens: Vec<(DusunNumber, u64)>,
        seal: LogSeal,
    ) -> Self {
        Self { place, opened, tokens, seal, reprint: false }
    }

    /// The same report, marked as printed again.
    pub(crate) fn again(self) -> Self {
        Self { reprint: true, ..self }
    }

    /// What the log says of the opening.
    #[must_use]
    pub const fn opened(&self) -> &Opened {
        &self.opened
    }

    /// The checkpoint that witnesses sign on paper (spec 7.2).
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.seal.checkpoint
    }

    pub(super) fn qr(&self) -> Option<String> {
        self.seal.note.clone()
    }

    pub(super) fn lines(&self) -> Zeroizing<Vec<Line>> {
        let mut lines = self.place.head("LAPORAN NOL");
        lines.reprint(self.reprint);
        lines.normal(self.opened.opened_at.to_string());
        lines.normal("Kode pembukaan:");
        for part in &self.opened.launch {
            lines.push(Style::Code, part.code.as_str());
            lines.wrapped(&match part.candidate {
                0 => format!("dadu petugas: {}", part.given_by),
                candidate => format!("saksi calon {candidate}: {}", part.given_by),
            });
        }
        for (dusun, tokens) in &self.tokens {
            lines.normal(figure(&format!("Token daftar {dusun}"), *tokens));
        }
        ["Suara", "Uji", "Batal"].iter().for_each(|class| lines.normal(figure(class, 0)));
        self.seal.write(&mut lines);
        self.place.hashes(&mut lines);
        signatures(&mut lines);
        lines.finish()
    }
}

/// Report at close (*laporan penutupan*): entries by class, the officers' figures, what does not agree, the end of the
/// log.
pub struct CloseReport {
    place: Arc<Place>,
    closed: Closed,
    mismatches: Vec<Mismatch>,
    seal: LogSeal,
    reprint: bool,
}

impl CloseReport {
    pub(crate) const fn new(
        place: Arc<Place>,
        closed: Closed,
        mismatches: Vec<Mismatch>,
        seal: LogSeal,
    ) -> Self {
        Self { place, closed, mismatches, seal, reprint: false }
    }

    /// The same report, marked as printed again.
    pub(crate) fn again(self) -> Self {
        Self { reprint: true, ..self }
    }

    /// What the log says of the close.
    #[must_use]
    pub const fn closed(&self) -> &Closed {
        &self.closed
    }

    /// What does not agree (spec 6.9).
    #[must_use]
    pub fn mismatches(&self) -> &[Mismatch] {
        &self.mismatches
    }

    /// The last checkpoint.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.seal.checkpoint
    }

    pub(super) fn qr(&self) -> Option<String> {
        self.seal.note.clone()
    }

    pub(super) fn lines(&self) -> Zeroizing<Vec<Line>> {
        let Closed { closed_at, counts, officers, reason } = &self.closed;
        let mut lines = self.place.head("LAPORAN PENUTUPAN");
        lines.reprint(self.reprint);
        lines.normal(closed_at.to_string());
        let figures = [
            ("Suara tercatat", counts.cast),
            ("Suara diuji", counts.challenged),
            ("Suara batal", counts.cancelled),
            ("Kejadian", counts.events),
            ("Hadir L", officers.present.male),
            ("Hadir P", officers.present.female),
            ("DPTb L", officers.dptb.male),
            ("DPTb P", officers.dptb.female),
            ("Token diterima", officers.tokens.received),
            ("Token tidak terpakai", officers.tokens.unused),
            ("Token rusak", officers.tokens.spoiled),
            ("Token ditukar", officers.tokens.exchanged),
            ("Struk SAH", officers.slips.sah),
            ("Struk BATAL", officers.slips.batal),
        ];
        lines.all(Style::Normal, figures.map(|(label, number)| figure(label, number.into())));
        self.mismatches.iter().for_each(|mismatch| lines.wrapped(&words(mismatch)));
        reason.iter().for_each(|reason| lines.wrapped(&format!("Alasan: {reason}")));
        self.seal.write(&mut lines);
        self.place.hashes(&mut lines);
        signatures(&mut lines);
        lines.finish()
    }
}

/// Where a log stood at a report's moment.
#[derive(Clone)]
pub(crate) struct LogSeal {
    checkpoint: Checkpoint,
    head: EntryHash,
    /// The checkpoint as a note with the booth's signature.
    note: Option<String>,
}

impl LogSeal {
    /// Where the log stands after this entry, with the checkpoint signature that its record carries.
    pub(crate) fn after(chain: &ChainState, entry: &VerifiedEntry) -> Self {
        let checkpoint = chain.checkpoint();
        let signed = entry.record().checkpoint();
        let note = signed.and_then(|signature| checkpoint.with_signature(&chain.log().key, *signature).ok());
        let note = note.and_then(|note| String::from_utf8(note.note().to_bytes()).ok());
        Self { checkpoint, head: chain.head(), note }
    }

    fn write(&self, lines: &mut Lines) {
        lines.rule();
        lines.normal(figure("Catatan dalam log", self.checkpoint.size));
        lines.normal("Catatan terakhir:");
        lines.all(Style::Code, hex_rows(self.head.as_bytes()));
        lines.normal("Akar:");
        lines.all(Style::Code, hex_rows(self.checkpoint.root.as_bytes()));
    }
}

/// A mismatch as officers and witnesses read it.
fn words(mismatch: &Mismatch) -> String {
    match mismatch {
        Mismatch::Present { registered, present } => {
            format!("SELISIH: hadir {present}, DPT dan DPTb {registered}")
        }
        Mismatch::Cast { present, cast } => format!("SELISIH: suara {cast}, hadir {present}"),
        Mismatch::Tokens { received, used } => {
            format!("SELISIH: token diterima {received}, terhitung {used}")
        }
        Mismatch::Sah { slips, cast } => format!("SELISIH: struk SAH {slips}, suara {cast}"),
        Mismatch::Batal { slips, cancelled } => {
            format!("SELISIH: struk BATAL {slips}, suara batal {cancelled}")
        }
    }
}

/// Lines for the signatures of committee and witnesses.
pub(super) fn signatures(lines: &mut Lines) {
    lines.rule();
    for role in ["Ketua:", "Anggota:", "Anggota:", "Saksi:", "Saksi:"] {
        lines.normal(format!("{role:_<COLUMNS$}"));
    }
}
