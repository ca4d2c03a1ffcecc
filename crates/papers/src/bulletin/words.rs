//! What people read on a bulletin's sheet and in its text file; in Indonesian, as everything that is handed out.

use election::definition::Village;
use election::{KeyName, Mode};
use tally::{Bulletin, SignedBulletin};

use super::Caption;
use crate::figures::{PROVISIONAL, SIMULASI};

/// Groups of digits in one row, as they are read out.
const ROW: usize = 5;

/// One bulletin with what only the definition tells about it.
#[derive(Debug, Clone, Copy)]
pub struct Printed<'a> {
    /// The bulletin.
    pub bulletin: &'a SignedBulletin,
    /// Its village.
    pub village: &'a Village,
    /// Who has signed.
    pub signer: &'a KeyName,
}

impl Printed<'_> {
    /// Name of its files, without ending: one for each row of a village (spec 10.6).
    #[must_use]
    pub fn name(&self) -> String {
        let Bulletin { village, tps, .. } = &self.bulletin.bulletin;
        let numbers: Vec<String> = tps.iter().map(ToString::to_string).collect();
        match numbers.as_slice() {
            [] => village.to_string(),
            // Rows share no polling place, so the first one names the row; a list of all can be too long for a file.
            [first, rest @ ..] if rest.len() >= 10 => format!("{village}-tps-{first}-dst"),
            all => format!("{village}-tps-{}", all.join("-")),
        }
    }

    /// What stands around the QR code.
    #[must_use]
    pub fn caption(&self) -> Caption {
        let title = self.mark().chain([self.place()]).collect();
        let figures = self.votes();
        let notes = vec![self.sums(), self.doubt(), self.signed(), self.election()];
        Caption { title, figures, notes }
    }

    /// The text file: for people, then the three spellings, each in a paragraph of its own.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines: Vec<String> = self.mark().collect();
        lines.extend([self.place(), self.signed(), self.election(), String::new(), self.sums()]);
        lines.extend(self.votes().into_iter().map(|line| format!("  {line}")));
        lines.push(self.doubt());
        let parts = [
            ("1. Teks kode QR (bertanda tangan)", vec![self.bulletin.to_qr()]),
            (
                "2. SMS (salin seluruhnya; tidak bertanda tangan)",
                vec![self.bulletin.bulletin.to_sms(self.village)],
            ),
            ("3. Angka untuk dibacakan lewat radio, per kelompok (tidak bertanda tangan)", self.digits()),
        ];
        for (heading, body) in parts {
            lines.extend([String::new(), heading.to_owned(), String::new()]);
            lines.extend(body);
        }
        lines.join("\n") + "\n"
    }

    fn mark(&self) -> impl Iterator<Item = String> + use<> {
        let rehearsal = self.bulletin.bulletin.mode == Mode::Simulasi;
        [PROVISIONAL.to_owned()].into_iter().chain(rehearsal.then(|| SIMULASI.to_owned()))
    }

    fn place(&self) -> String {
        let (village, tps) = (self.village, &self.bulletin.bulletin.tps);
        let whole = format!("Desa {} ({})", village.name, village.code);
        let numbers: Vec<String> = tps.iter().map(ToString::to_string).collect();
        if tps.is_empty() { whole } else { format!("{whole}, TPS {}", numbers.join(" + ")) }
    }

    fn votes(&self) -> Vec<String> {
        let names = self.village.candidates.iter().map(|c| format!("{}. {}", c.number, c.name));
        let names = names.chain(self.village.blank.then(|| "Suara kosong".to_owned()));
        names.zip(&self.bulletin.bulletin.votes).map(|(name, votes)| format!("{name}: {votes}")).collect()
    }

    fn sums(&self) -> String {
        let Bulletin { registered, ballots, .. } = self.bulletin.bulletin;
        format!("DPT {registered}, suara dihitung {ballots}")
    }

    fn doubt(&self) -> String {
        let Bulletin { doubt, r#final, .. } = self.bulletin.bulletin;
        let known =
            if r#final { "tidak dapat mengubah hasil desa" } else { "hasil desa masih dapat berubah" };
        format!("Suara yang diragukan di seluruh desa: {doubt}; {known}")
    }

    fn signed(&self) -> String {
        format!("Kode QR ditandatangani oleh {}", self.signer)
    }

    fn election(&self) -> String {
        let digits = hex::encode(self.bulletin.bulletin.election.as_bytes());
        let groups = digits.as_bytes().chunks(4).take(4).map(String::from_utf8_lossy);
        format!("Nomor pemilihan {}", groups.collect::<Vec<_>>().join(" "))
    }

    fn digits(&self) -> Vec<String> {
        let digits = self.bulletin.bulletin.to_digits();
        let groups: Vec<&str> = digits.split(' ').collect();
        groups.chunks(ROW).map(|row| row.join(" ")).collect()
    }
}
