//! Reports at opening and close, for the signatures of committee and witnesses. Neither knows a count by candidate.

use std::sync::Arc;

use ballot_log::{Checkpoint, Closed, Mismatch, Opened};
use election::EntryHash;

use super::Place;
use super::layout::{COLUMNS, figure, hex_rows, wrap};

/// Report at opening (*laporan nol*): launch code, empty log, first checkpoint.
pub struct ZeroReport {
    place: Arc<Place>,
    opened: Opened,
    tokens: Vec<(u8, u64)>,
    seal: LogSeal,
    reprint: bool,
}

impl ZeroReport {
    pub(crate) const fn new(
        place: Arc<Place>,
        opened: Opened,
        tokens: Vec<(u8, u64)>,
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

    pub(super) fn rows(&self) -> Vec<String> {
        let mut rows = self.place.head("LAPORAN NOL");
        rows.extend(self.reprint.then(|| "CETAK ULANG".to_owned()));
        rows.push(self.opened.opened_at.to_string());
        rows.push("Kode pembukaan:".to_owned());
        for part in &self.opened.launch {
            rows.push(part.code.clone());
            let giver = match part.candidate {
                0 => format!("dadu petugas: {}", part.given_by),
                candidate => format!("saksi calon {candidate}: {}", part.given_by),
            };
            rows.extend(wrap(&giver));
        }
        for (dusun, tokens) in &self.tokens {
            rows.push(figure(&format!("Token daftar {dusun}"), *tokens));
        }
        rows.extend(["Suara", "Uji", "Batal"].map(|class| figure(class, 0)));
        rows.extend(self.seal.rows());
        rows.extend(self.place.hashes());
        rows.extend(signature_lines());
        rows
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

    pub(super) fn rows(&self) -> Vec<String> {
        let Closed { closed_at, counts, officers, reason } = &self.closed;
        let mut rows = self.place.head("LAPORAN PENUTUPAN");
        rows.extend(self.reprint.then(|| "CETAK ULANG".to_owned()));
        rows.push(closed_at.to_string());
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
        rows.extend(figures.map(|(label, number)| figure(label, number.into())));
        rows.extend(self.mismatches.iter().flat_map(|mismatch| wrap(&words(mismatch))));
        rows.extend(reason.iter().flat_map(|reason| wrap(&format!("Alasan: {reason}"))));
        rows.extend(self.seal.rows());
        rows.extend(self.place.hashes());
        rows.extend(signature_lines());
        rows
    }
}

/// Where a log stood at a report's moment.
#[derive(Clone)]
pub(crate) struct LogSeal {
    pub(crate) checkpoint: Checkpoint,
    pub(crate) head: EntryHash,
}

impl LogSeal {
    fn rows(&self) -> Vec<String> {
        let mut rows =
            vec![figure("Catatan dalam log", self.checkpoint.size), "Catatan terakhir:".to_owned()];
        rows.extend(hex_rows(self.head.as_bytes()));
        rows.push("Akar:".to_owned());
        rows.extend(hex_rows(self.checkpoint.root.as_bytes()));
        rows
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

fn signature_lines() -> Vec<String> {
    ["Ketua:", "Anggota:", "Anggota:", "Saksi:", "Saksi:"]
        .iter()
        .map(|role| format!("{role:_<COLUMNS$}"))
        .collect()
}
