//! Results on the screen: candidates, polling places, who leads and how sure that is.

mod figures;
mod ties;

use dialogue::{Msg, Page, Value};
use election::definition::{BlankAs, Village, Voters};
use tally::{
    AreaLine, BLANK, CountSet, NotFinal, Outcome, OutcomeKind, Summary, TpsTotals, VillageMerge,
    VillageResult,
};

use crate::table;
use crate::villages;

/// Widest bar in characters.
const BAR: u64 = 20;
/// From so many villages on, each has one line only.
const COMPACT: usize = 6;

/// Results of the villages: whole for a few, a line each for many.
pub(crate) fn show(page: &mut Page<'_>, chosen: &[(&Village, &VillageMerge)]) {
    page.say(&Msg::new("provisional"));
    if chosen.len() < COMPACT {
        chosen.iter().for_each(|(village, merged)| whole(page, village, merged));
    } else {
        page.blank();
        compact(page, chosen);
        page.say(&Msg::new("compact-more"));
    }
}

/// One village with everything.
fn whole(page: &mut Page<'_>, village: &Village, merged: &VillageMerge) {
    let head = Msg::new("result-of")
        .with("village", village.name.as_str())
        .with("code", village.code.as_str())
        .with("district", village.district.as_str());
    page.heading(&head);
    match &merged.result {
        Some(result) => {
            options(page, result);
            page.say(&figures::sums(result));
            outcome(page, village, merged, result);
            places(page, village, result);
            figures::dusun(page, result);
            figures::booths(page, village, merged, result);
        }
        None => page.say(&no_result(village, merged)),
    }
    accounting(page, village, merged);
}

/// Why a village has no result.
pub(crate) fn no_result(village: &Village, merged: &VillageMerge) -> Msg {
    let msg = if !merged.is_counted() {
        Msg::new("no-result-incomplete")
    } else if merged.note.is_none() {
        Msg::new("no-result-unsigned")
    } else {
        Msg::new("no-result-shares")
            .with("groups", merged.lacking.len())
            .with("needed", village.trustees.threshold)
    };
    msg.with("village", village.name.as_str())
}

fn options(page: &mut Page<'_>, result: &VillageResult) {
    let heads = [
        Msg::new("head-number"),
        Msg::new("head-candidate"),
        Msg::new("head-votes"),
        Msg::new("head-percent"),
        Msg::new("head-bar"),
    ];
    let valid = u64::from(result.valid);
    let row = |(option, votes): (&tally::OptionName, &u32)| -> Vec<Value> {
        let votes = u64::from(*votes);
        let (number, name, percent) = if option.name == BLANK {
            let name = match result.blank_as {
                BlankAs::Separate => Msg::new("blank"),
                BlankAs::Invalid => Msg::new("blank-invalid"),
            };
            ("-".into(), name.into(), "".into())
        } else {
            let percent = Value::Percent { part: votes, whole: valid };
            (Value::from(option.option.to_string()), option.name.as_str().into(), percent)
        };
        vec![number, name, votes.into(), percent, bar(votes, u64::from(result.ballots)).into()]
    };
    table::add(page, &heads, result.options.iter().zip(&result.totals).map(row).collect());
}

/// A bar as long as the share of all ballots; a vote is never invisible.
fn bar(votes: u64, all: u64) -> String {
    let length = votes.saturating_mul(BAR).checked_div(all).unwrap_or_default();
    let length = length.clamp(u64::from(votes > 0), BAR);
    "█".repeat(usize::try_from(length).unwrap_or_default())
}

fn outcome(page: &mut Page<'_>, village: &Village, merged: &VillageMerge, result: &VillageResult) {
    let outcome = &result.outcome;
    page.say(&leads(village, outcome));
    ties::show(page, village, merged, outcome);
    if outcome.r#final {
        return;
    }
    page.say(&Msg::new("not-final"));
    outcome
        .reasons
        .iter()
        .for_each(|reason| page.say(&Msg::new("not-final-line").with("reason", because(*reason, result))));
}

/// Number and name of a candidate.
fn name_of(village: &Village, number: u8) -> String {
    let candidate = village.candidates.iter().find(|candidate| candidate.number == number);
    format!("{number}. {}", candidate.map(|candidate| candidate.name.as_str()).unwrap_or_default())
}

/// Who leads, in a sentence.
fn leads(village: &Village, outcome: &Outcome) -> Msg {
    let names: Vec<String> = outcome.candidates.iter().map(|number| name_of(village, *number)).collect();
    match outcome.kind {
        OutcomeKind::Winner => {
            Msg::new("outcome-winner").with("names", names.join(", ")).with("margin", outcome.margin)
        }
        OutcomeKind::Tie => Msg::new("outcome-tie").with("names", names.join(", ")),
        OutcomeKind::Open => Msg::new("outcome-open"),
    }
}

/// Why an outcome is not final, and how many ballots are in doubt for that.
fn because(reason: NotFinal, result: &VillageResult) -> Msg {
    let small = result.ballots.saturating_sub(result.all);
    let of_booths = result.booths.iter().filter_map(|booth| booth.doubt).map(u64::from).sum::<u64>();
    match reason {
        NotFinal::SetAside => Msg::new("doubt-aside").with("count", result.set_aside.saturating_sub(small)),
        NotFinal::UncountedBooths => {
            let booths = result.booths.iter().filter(|booth| booth.doubt.is_some_and(|votes| votes > 0));
            Msg::new("doubt-booths").with("count", of_booths).with("booths", booths.count())
        }
        NotFinal::SmallGroups => Msg::new("doubt-groups").with("count", small),
        NotFinal::LateBallots => Msg::new("doubt-late").with("count", result.late),
        NotFinal::Tie => ties::open(result.outcome.tie.as_ref()),
        NotFinal::NoLead => Msg::new("doubt-no-lead"),
    }
}

fn places(page: &mut Page<'_>, village: &Village, result: &VillageResult) {
    let option = |option: &tally::OptionName| match option.name == BLANK {
        true => Msg::new("head-blank"),
        false => Msg::new("head-option").with("number", u16::from(option.option)),
    };
    let mut heads = vec![Msg::new("head-tps"), Msg::new("head-ballots")];
    heads.extend(result.options.iter().map(option));
    let row = |tps: &TpsTotals| -> Vec<Value> {
        let numbers: Vec<String> = tps.tps.iter().map(ToString::to_string).collect();
        let mut row = vec![numbers.join(" + ").into(), tps.ballots.into()];
        row.extend(tps.totals.iter().map(|votes| Value::from(*votes)));
        row
    };
    if village.tps.len() > 1 {
        page.blank();
        table::add(page, &heads, result.tps.iter().map(row).collect());
        if result.tps.len() < village.tps.len() {
            page.say(&Msg::new("tps-joined"));
        }
    }
}

fn accounting(page: &mut Page<'_>, village: &Village, merged: &VillageMerge) {
    let Voters { male, female } = village.registered();
    let counts = Counts::of(&merged.set);
    page.blank();
    let registered = Msg::new("accounting-registered").with("all", village.registered().total());
    page.say(&registered.with("male", male).with("female", female));
    if let Some(result) = &merged.result {
        figures::attendance(page, result);
    }
    let cast = Msg::new("accounting-cast")
        .with("cast", counts.cast)
        .with("counted", merged.set.ballots())
        .with("aside", merged.set.set_aside.len());
    page.say(&cast);
    let slips = Msg::new("accounting-others");
    page.say(&slips.with("challenged", counts.challenged).with("cancelled", counts.cancelled));
}

/// Entries of all booths of a village.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) cast: u64,
    pub(crate) challenged: u64,
    pub(crate) cancelled: u64,
}

impl Counts {
    pub(crate) fn of(set: &CountSet) -> Self {
        let mut sums = Self::default();
        for booth in &set.booths {
            let [cast, challenged, cancelled] =
                [booth.cast, booth.challenged, booth.cancelled].map(u64::from);
            sums.add(&Self { cast, challenged, cancelled });
        }
        sums
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.cast += other.cast;
        self.challenged += other.challenged;
        self.cancelled += other.cancelled;
    }
}

/// A line for each village.
fn compact(page: &mut Page<'_>, chosen: &[(&Village, &VillageMerge)]) {
    let heads = [
        Msg::new("head-village"),
        Msg::new("head-voters"),
        Msg::new("head-ballots"),
        Msg::new("head-leading"),
        Msg::new("head-votes"),
        Msg::new("head-margin"),
    ];
    let row = |(village, merged): &(&Village, &VillageMerge)| -> Vec<Value> {
        let leading = match &merged.result {
            Some(result) => leading(village, result),
            None => [villages::standing(merged).into(), "".into(), "".into()],
        };
        let head =
            [village.name.as_str().into(), village.registered().total().into(), merged.set.ballots().into()];
        head.into_iter().chain(leading).collect()
    };
    table::add(page, &heads, chosen.iter().map(row).collect());
}

fn leading(village: &Village, result: &VillageResult) -> [Value; 3] {
    let outcome = &result.outcome;
    let votes =
        outcome.candidates.first().and_then(|first| result.totals.get(usize::from(*first).checked_sub(1)?));
    let name =
        outcome.candidates.first().and_then(|first| village.candidates.iter().find(|c| c.number == *first));
    let who = match (outcome.kind, name) {
        (OutcomeKind::Winner, Some(candidate)) => {
            let msg = if outcome.r#final { Msg::new("leading") } else { Msg::new("leading-not-final") };
            msg.with("number", u16::from(candidate.number)).with("name", candidate.name.as_str()).into()
        }
        (OutcomeKind::Tie, _) => {
            let decided = outcome.tie.as_ref().and_then(|tie| tie.decided.as_ref());
            if let Some(decided) = decided.filter(|_| outcome.r#final) {
                return [
                    Msg::new("leading-tie-decided").with("name", name_of(village, decided.candidate)).into(),
                    votes.map_or_else(|| "".into(), |votes| Value::from(*votes)),
                    outcome.margin.into(),
                ];
            }
            let numbers: Vec<String> = outcome.candidates.iter().map(u8::to_string).collect();
            Msg::new("leading-tie").with("numbers", numbers.join(", ")).into()
        }
        _ => Msg::new("leading-open").into(),
    };
    let votes = votes.map_or_else(|| "".into(), |votes| Value::from(*votes));
    [who, votes, outcome.margin.into()]
}

/// Sums over districts and regencies, where there is more than one village.
pub(crate) fn summary(page: &mut Page<'_>, summary: &Summary) {
    if summary.villages.len() < 2 {
        return;
    }
    let heads = [
        Msg::new("head-area"),
        Msg::new("head-villages"),
        Msg::new("head-voters"),
        Msg::new("head-ballots"),
        Msg::new("head-valid"),
        Msg::new("head-blank"),
    ];
    let row = |(kind, area): (Msg, &AreaLine)| -> Vec<Value> {
        vec![
            kind.with("name", area.name.as_str()).into(),
            format!("{}/{}", area.complete, area.villages).into(),
            area.registered.total().into(),
            area.ballots.into(),
            area.valid.into(),
            area.blank.into(),
        ]
    };
    page.heading(&Msg::new("summary-title"));
    let districts = summary.districts.iter().map(|area| (Msg::new("area-district"), area));
    let regencies = summary.regencies.iter().map(|area| (Msg::new("area-regency"), area));
    table::add(page, &heads, districts.chain(regencies).map(row).collect());
    page.say(&Msg::new("provisional"));
}

#[cfg(test)]
mod tests {
    use election::Definition;
    use election::definition::{LargestBy, TieBy};
    use rand::rand_core::CryptoRng;
    use simulation::{ForgetSecrets, NoProgress, SimulationPlan, Surroundings, simulate};
    use tally::{
        AttendanceSource, Came, Identity, IgnoredDecision, Place, Tie, TieDecided, TieStep, Unanswered,
        WhyIgnored,
    };

    use super::*;
    use dialogue::{Exit, Ui};

    #[test]
    fn a_bar_shows_the_share_and_never_hides_a_vote() {
        assert_eq!(bar(0, 30), "");
        assert_eq!(bar(1, 1000), "█");
        assert_eq!(bar(15, 30).chars().count(), 10);
        assert_eq!(bar(30, 30).chars().count(), 20);
        assert_eq!(bar(3, 0), "█");
    }

    /// A simulated village with a result, to be bent by tests.
    fn simulated() -> (Definition, VillageMerge) {
        let folder = tempfile::tempdir().unwrap();
        let mut plan = SimulationPlan::new(1, 30, 1, folder.path().join("demo"));
        (plan.candidates, plan.fast_store) = (Some(3), true);
        let generator = |_: &str| -> Box<dyn CryptoRng + Send> { crate::random::boxed() };
        let with = Surroundings { randomness: &generator, progress: &NoProgress, secrets: &ForgetSecrets };
        let outcome = simulate(&plan, &with).unwrap();
        (outcome.definition, outcome.report.merged.unwrap().villages.remove(0))
    }

    /// The page of a village; no text lacks a value, and both languages say as much.
    fn page(village: &Village, merged: &VillageMerge) -> String {
        let [indonesian, english] = ["id", "en"].map(|lang| {
            let ui = Ui::from_args(&crate::cli::PROGRAM, &[], Some(lang.to_owned()));
            let mut page = ui.page();
            whole(&mut page, village, merged);
            let (text, _) = page.answer(Exit::Complete, serde_json::Value::Null).said.unwrap();
            assert!(!text.contains(['{', '$']), "{text}");
            text
        });
        assert_eq!(indonesian.lines().count(), english.lines().count());
        indonesian
    }

    fn step(by: TieBy, came: Came) -> TieStep {
        let (place, votes, won, why) = (None, None, None, None);
        TieStep { by, article: "Pasal 41".to_owned(), came, place, votes, won, why }
    }

    #[test]
    fn a_tie_is_told_rule_by_rule() {
        let (definition, mut merged) = simulated();
        let mut village = definition.villages()[0].clone();
        village.rules.largest_by = LargestBy::Present;
        let dusun = Some(Place::Dusun { dusun: 1.try_into().unwrap() });
        let tps = Some(Place::Tps { tps: 1.try_into().unwrap() });
        let result = merged.result.as_mut().unwrap();
        let outcome = &mut result.outcome;
        (outcome.kind, outcome.candidates, outcome.margin) = (OutcomeKind::Tie, vec![1, 3], 0);
        (outcome.r#final, outcome.reasons) = (false, vec![NotFinal::Tie]);
        let equal = TieStep { place: tps, votes: Some(vec![4, 4]), ..step(TieBy::LargestTps, Came::Equal) };
        let won = TieStep { won: Some(vec![1, 1]), ..step(TieBy::TpsWon, Came::Equal) };
        let why = Some(Unanswered::Joined);
        let unknown = TieStep { place: dusun, why, ..step(TieBy::LargestDusun, Came::Unknown) };
        let none = step(TieBy::LargestBooth, Came::NoSingleLargest);
        outcome.tie = Some(Tie { rules: vec![equal, won, none, unknown], decided: None });
        let text = page(&village, &merged);
        for words in [
            "  1. suara terbanyak di TPS dengan pemilih hadir terbanyak (Pasal 41): TPS 1, sama, tidak memutus",
            ": 4 suara",
            "  2. unggul di TPS terbanyak (Pasal 41): sama, tidak memutus",
            ": unggul di 1 TPS",
            "(Pasal 41): tidak ada satu yang terbesar, tidak memutus",
            ", BELUM DIKETAHUI, karena suara di sana dibuka bersama suara tempat lain",
            "  - aturan suara sama tidak dapat dijawab dari arsip ini; hitung struknya",
        ] {
            assert!(text.contains(words), "{words} is not in\n{text}");
        }
        let outcome = &mut merged.result.as_mut().unwrap().outcome;
        let (hash, why) = (election::DecisionHash::new([7; 32]), WhyIgnored::NotALeader);
        outcome.ignored = Some(IgnoredDecision { decision: hash, candidate: 2, why });
        let tie = outcome.tie.as_mut().unwrap();
        let article = "Keputusan Bupati 12".to_owned();
        tie.decided = Some(TieDecided { candidate: 3, by: TieBy::External, article, decision: Some(hash) });
        (outcome.r#final, outcome.reasons) = (true, vec![]);
        let text = page(&village, &merged);
        let name = &village.candidates[2].name;
        assert!(text.contains(&format!("nomor 0: 3. {name} (Keputusan Bupati 12).")), "{text}");
        assert!(text.contains("tidak berlaku: calon itu bukan salah satu yang suaranya sama"), "{text}");
        assert!(!text.contains("Belum pasti"), "{text}");
    }

    #[test]
    fn figures_that_do_not_agree_and_what_is_in_doubt_are_told() {
        let (definition, mut merged) = simulated();
        let result = merged.result.as_mut().unwrap();
        result.blank_as = BlankAs::Invalid;
        result.present = None;
        (result.set_aside, result.outcome.r#final) = (3, false);
        result.outcome.reasons =
            vec![NotFinal::SetAside, NotFinal::UncountedBooths, NotFinal::SmallGroups, NotFinal::LateBallots];
        result.late = 2;
        let booth = &mut result.booths[0];
        let (few, none) = (Voters { male: 1, female: 2 }, Voters::default());
        (booth.registered, booth.present, booth.dptb) = (Voters::default(), Some(few), Some(none));
        (booth.attendance, booth.doubt) = (Some(AttendanceSource::Decision), Some(7));
        booth.mismatches =
            vec![Identity::Present, Identity::Cast, Identity::Tokens, Identity::Sah, Identity::Batal];
        booth.reason = Some("Daftar hadir basah".to_owned());
        let cast = booth.cast;
        let text = page(&definition.villages()[0], &merged);
        for words in [
            "Suara kosong (tidak sah)",
            "suara tidak sah ",
            "Hadir: belum diketahui dari semua bilik",
            "tidak dihitung; paling banyak 7 suara diragukan",
            "TPS 1 bilik 1, hitungan tidak cocok: hadir 3, tetapi DPT dan DPTb hanya 0",
            &format!("hitungan tidak cocok: suara {cast}, tetapi yang hadir hanya 3"),
            "hitungan tidak cocok: token diterima ",
            "hitungan tidak cocok: struk SAH ",
            "hitungan tidak cocok: struk BATAL ",
            "TPS 1 bilik 1, alasan petugas: Daftar hadir basah",
            "  - 3 suara yang disisihkan dapat mengubahnya",
            "  - paling banyak 7 suara di 1 bilik yang tidak dihitung dapat mengubahnya",
            "  - 0 suara dalam kelompok yang terlalu kecil",
        ] {
            assert!(text.contains(words), "{words} is not in\n{text}");
        }
    }
}
