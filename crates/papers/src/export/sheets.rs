//! The tables of `csv/`: votes, villages, polling places, booths, dusun, areas. Heads are Indonesian, as on the papers.

use std::collections::BTreeMap;

use election::definition::{BlankAs, Voters};
use tally::{
    AreaLine, AttendanceSource, BLANK, BoothStatus, Decided, Identity, NotFinal, OptionName, OutcomeKind,
    VillageResult,
};

use super::csv::{Cell, Table};
use crate::figures::{OneBooth, VerifiedElection, VillageFigures, joined};

/// All tables by path.
pub(super) fn all(election: &VerifiedElection<'_>) -> BTreeMap<String, Vec<u8>> {
    let tables = [
        ("suara", votes(election)),
        ("desa", villages(election)),
        ("tps", places(election)),
        ("bilik", booths(election)),
        ("dusun", hamlets(election)),
        ("wilayah", areas(election)),
    ];
    let file = |(name, table): (&str, Table)| (format!("csv/{name}.csv"), table.to_bytes());
    tables.into_iter().map(file).collect()
}

/// A table whose rows begin with what every reader must know, and with the village.
struct Sheet {
    notice: Cell,
    table: Table,
}

impl Sheet {
    fn new(election: &VerifiedElection<'_>, heads: &[&'static str]) -> Self {
        let first = ["keterangan", "kode_desa", "desa"];
        let heads = first.iter().chain(heads).copied().collect();
        Self { notice: Cell::Text(election.notice()), table: Table { heads, rows: Vec::new() } }
    }

    fn add(&mut self, village: &VillageFigures<'_>, cells: Vec<Cell>) {
        let code = Cell::code(village.village.code.as_str());
        let first = [self.notice.clone(), code, village.village.name.as_str().into()];
        self.table.rows.push(first.into_iter().chain(cells).collect());
    }
}

/// Votes of every option, by village and by row of polling places.
fn votes(election: &VerifiedElection<'_>) -> Table {
    let mut sheet = Sheet::new(election, &["tingkat", "tps", "nomor", "jenis", "pilihan", "suara"]);
    for village in election.villages() {
        let Some(result) = village.result() else { continue };
        let mut add = |level: &str, tps: &Cell, totals: &[u32]| {
            for (option, votes) in result.options.iter().zip(totals) {
                let (kind, name) = choice(option, result.blank_as);
                let number = u32::from(option.option);
                let cells = vec![level.into(), tps.clone(), number.into(), kind, name, (*votes).into()];
                sheet.add(&village, cells);
            }
        };
        add("desa", &Cell::Empty, &result.totals);
        for row in &result.tps {
            add("tps", &row_of(&joined(&row.tps)), &row.totals);
        }
    }
    sheet.table
}

/// One polling place is a number, several are text.
fn row_of(tps: &str) -> Cell {
    tps.parse().map_or_else(|_| Cell::Text(format!("TPS {tps}")), Cell::Number)
}

fn choice(option: &OptionName, blank_as: BlankAs) -> (Cell, Cell) {
    match (option.name.as_str(), blank_as) {
        (BLANK, BlankAs::Separate) => ("kosong".into(), "suara kosong".into()),
        (BLANK, BlankAs::Invalid) => ("kosong".into(), "suara tidak sah".into()),
        (name, _) => ("calon".into(), name.into()),
    }
}

fn villages(election: &VerifiedElection<'_>) -> Table {
    let heads = [
        "kecamatan",
        "kabupaten",
        "provinsi",
        "keadaan",
        "dpt_l",
        "dpt_p",
        "hadir_l",
        "hadir_p",
        "dptb_l",
        "dptb_p",
        "dihitung",
        "disisihkan",
        "terlalu_kecil",
        "sah",
        "kosong",
        "jumlah",
        "tps",
        "bilik",
        "bilik_tidak_dihitung",
        "suara_terlambat",
        "hasil",
        "calon",
        "selisih",
        "mantap",
        "alasan",
    ];
    let mut sheet = Sheet::new(election, &heads);
    for village in election.villages() {
        let (defined, result, ballots) = (village.village, village.result(), village.ballots());
        let mut cells: Vec<Cell> = vec![
            defined.district.as_str().into(),
            defined.regency.as_str().into(),
            defined.province.as_str().into(),
            village.standing().indonesian().into(),
        ];
        cells.extend(voters(Some(defined.registered())));
        cells.extend(voters(result.and_then(|result| result.present)));
        cells.extend(voters(result.and_then(|result| result.dptb)));
        cells.extend([ballots.counted, ballots.set_aside, ballots.too_small].map(Cell::from));
        cells.extend([
            result.map(|result| result.valid).into(),
            result.map(|result| result.blank).into(),
            result.map(|result| result.all).into(),
            number(defined.tps.len()),
            number(village.merged.set.booths.len()),
            number(village.merged.set.booths.iter().filter(|line| !line.is_counted()).count()),
            village.merged.late_ballots.into(),
        ]);
        cells.extend(outcome(result));
        sheet.add(&village, cells);
    }
    sheet.table
}

/// Who leads, by how much, and whether that can still change.
fn outcome(result: Option<&VillageResult>) -> [Cell; 5] {
    let Some(outcome) = result.map(|result| &result.outcome) else { return [const { Cell::Empty }; 5] };
    let kind = match outcome.kind {
        OutcomeKind::Winner => "unggul",
        OutcomeKind::Tie => "seri",
        OutcomeKind::Open => "terbuka",
    };
    let decided = outcome.tie.as_ref().and_then(|tie| tie.decided.as_ref()).map(|decided| decided.candidate);
    let leaders = decided.map_or_else(|| outcome.candidates.clone(), |candidate| vec![candidate]);
    let leaders = match leaders.as_slice() {
        [] => Cell::Empty,
        [one] => u32::from(*one).into(),
        several => Cell::Text(format!("Nomor {}", words(several.iter(), " dan "))),
    };
    let settled = if outcome.r#final { "ya" } else { "tidak" };
    let reasons = words(outcome.reasons.iter().map(|reason| because(*reason)), ", ");
    [kind.into(), leaders, outcome.margin.into(), settled.into(), Cell::Text(reasons)]
}

const fn because(reason: NotFinal) -> &'static str {
    match reason {
        NotFinal::SetAside => "suara disisihkan",
        NotFinal::UncountedBooths => "bilik tidak dihitung",
        NotFinal::SmallGroups => "kelompok terlalu kecil",
        NotFinal::LateBallots => "suara terlambat",
        NotFinal::Tie => "seri",
        NotFinal::NoLead => "tidak ada yang unggul",
    }
}

fn places(election: &VerifiedElection<'_>) -> Table {
    let heads = [
        "tps",
        "dpt_l",
        "dpt_p",
        "hadir_l",
        "hadir_p",
        "dptb_l",
        "dptb_p",
        "dihitung",
        "disisihkan",
        "terlalu_kecil",
        "diuji",
        "dibatalkan",
        "bilik",
        "bilik_dihitung",
        "dibuka_bersama",
    ];
    let mut sheet = Sheet::new(election, &heads);
    for village in election.villages() {
        for tps in village.tps() {
            let mut cells: Vec<Cell> = vec![u32::from(tps.number.get()).into()];
            cells.extend([Some(tps.registered), tps.present, tps.dptb].into_iter().flat_map(voters));
            let ballots = tps.ballots;
            let counts = [
                ballots.counted,
                ballots.set_aside,
                ballots.too_small,
                tps.challenged,
                tps.cancelled,
                tps.booths,
                tps.counted_booths,
            ];
            cells.extend(counts.map(Cell::from));
            cells.push(tps.row.map_or(Cell::Empty, |row| row_of(&joined(&row.tps))));
            sheet.add(&village, cells);
        }
    }
    sheet.table
}

fn booths(election: &VerifiedElection<'_>) -> Table {
    let heads = [
        "tps",
        "bilik",
        "cadangan",
        "keadaan",
        "keputusan",
        "dpt_l",
        "dpt_p",
        "hadir_l",
        "hadir_p",
        "dptb_l",
        "dptb_p",
        "sumber_hadir",
        "tercatat",
        "diuji",
        "dibatalkan",
        "dihitung",
        "disisihkan",
        "token_diterima",
        "token_sisa",
        "token_rusak",
        "token_ditukar",
        "struk_sah",
        "struk_batal",
        "tidak_cocok",
        "alasan",
        "paling_banyak_ragu",
    ];
    let mut sheet = Sheet::new(election, &heads);
    for village in election.villages() {
        for booth in village.booths() {
            let cells = booth_cells(&village, &booth);
            sheet.add(&village, cells);
        }
    }
    sheet.table
}

fn booth_cells(village: &VillageFigures<'_>, booth: &OneBooth<'_>) -> Vec<Cell> {
    let OneBooth { id, booth, line, figures } = booth;
    let ballots = village.ballots_of(id.tps, id.booth);
    let registered = booth.lists.iter().fold(Voters::default(), |sum, list| sum.plus(list.voters));
    let mut cells: Vec<Cell> = vec![
        u32::from(id.tps.get()).into(),
        u32::from(id.booth.get()).into(),
        if booth.spare { "ya" } else { "tidak" }.into(),
        status(line.status).into(),
        line.decided.map(decided).into(),
    ];
    let known = |of: fn(&tally::BoothFigures) -> Option<Voters>| figures.and_then(of);
    cells.extend(voters(Some(registered)));
    cells.extend(voters(known(|figures| figures.present)));
    cells.extend(voters(known(|figures| figures.dptb)));
    cells.push(figures.and_then(|figures| figures.attendance).map(source).into());
    let counts = [line.cast, line.challenged, line.cancelled, ballots.counted, ballots.set_aside];
    cells.extend(counts.map(Cell::from));
    let tokens = figures.and_then(|figures| figures.tokens);
    let slips = figures.and_then(|figures| figures.slips);
    cells.extend([
        tokens.map(|tokens| tokens.received).into(),
        tokens.map(|tokens| tokens.unused).into(),
        tokens.map(|tokens| tokens.spoiled).into(),
        tokens.map(|tokens| tokens.exchanged).into(),
        slips.map(|slips| slips.sah).into(),
        slips.map(|slips| slips.batal).into(),
    ]);
    let mismatches = figures.map(|figures| words(figures.mismatches.iter().map(|one| identity(*one)), ", "));
    cells.push(mismatches.as_deref().into());
    cells.push(figures.and_then(|figures| figures.reason.as_deref()).into());
    cells.push(figures.and_then(|figures| figures.doubt).into());
    cells
}

const fn status(status: BoothStatus) -> &'static str {
    match status {
        BoothStatus::Missing => "tidak ada",
        BoothStatus::Fork => "bercabang",
        BoothStatus::Broken => "rusak",
        BoothStatus::Quarantined => "dikarantina",
        BoothStatus::Unclosed => "belum ditutup",
        BoothStatus::Counted => "dihitung",
    }
}

const fn decided(decided: Decided) -> &'static str {
    match decided {
        Decided::Counted => "dihitung",
        Decided::LeftOut => "ditinggalkan",
    }
}

const fn source(source: AttendanceSource) -> &'static str {
    match source {
        AttendanceSource::Closed => "penutupan",
        AttendanceSource::Decision => "keputusan",
        AttendanceSource::Unused => "tidak dipakai",
    }
}

const fn identity(identity: Identity) -> &'static str {
    match identity {
        Identity::Present => "hadir",
        Identity::Cast => "tercatat",
        Identity::Tokens => "token",
        Identity::Sah => "struk sah",
        Identity::Batal => "struk batal",
    }
}

fn hamlets(election: &VerifiedElection<'_>) -> Table {
    let mut sheet =
        Sheet::new(election, &["nomor", "dusun", "dpt_l", "dpt_p", "hadir_l", "hadir_p", "dihitung"]);
    for village in election.villages() {
        for dusun in village.result().into_iter().flat_map(|result| &result.dusun) {
            let mut cells: Vec<Cell> = vec![u32::from(dusun.number.get()).into(), dusun.name.as_str().into()];
            cells.extend([Some(dusun.registered), dusun.present].into_iter().flat_map(voters));
            cells.push(dusun.ballots.into());
            sheet.add(&village, cells);
        }
    }
    sheet.table
}

fn areas(election: &VerifiedElection<'_>) -> Table {
    let summary = &election.merged().summary;
    let heads = [
        "keterangan",
        "tingkat",
        "kode",
        "nama",
        "dpt_l",
        "dpt_p",
        "dihitung",
        "sah",
        "kosong",
        "desa",
        "desa_lengkap",
    ];
    let row = |(level, area): (&str, &AreaLine)| -> Vec<Cell> {
        let first =
            [Cell::Text(election.notice()), level.into(), Cell::code(&area.code), area.name.as_str().into()];
        let counts = [area.ballots, area.valid, area.blank, area.villages, area.complete];
        first.into_iter().chain(voters(Some(area.registered))).chain(counts.map(Cell::from)).collect()
    };
    let regencies = summary.regencies.iter().map(|area| ("kabupaten", area));
    let districts = summary.districts.iter().map(|area| ("kecamatan", area));
    Table { heads: heads.to_vec(), rows: regencies.chain(districts).map(row).collect() }
}

/// L and P, if they are known.
fn voters(voters: Option<Voters>) -> [Cell; 2] {
    [voters.map(|voters| voters.male).into(), voters.map(|voters| voters.female).into()]
}

fn number(count: usize) -> Cell {
    u64::try_from(count).map_or(Cell::Empty, Cell::Number)
}

fn words(parts: impl Iterator<Item = impl ToString>, between: &str) -> String {
    parts.map(|part| part.to_string()).collect::<Vec<_>>().join(between)
}
