//! Voters, tokens and slips by booth and dusun, and figures that do not agree.

use dialogue::{Msg, Page, Value};
use election::definition::{BlankAs, Village, Voters};
use tally::{
    AttendanceSource, BoothFigures, BoothLine, DecisionKind, DecisionLine, DusunFigures, Identity,
    VillageMerge, VillageResult,
};

use crate::table;

/// Valid, blank and all ballots, named as the definition says.
pub(crate) fn sums(result: &VillageResult) -> Msg {
    let msg = match result.blank_as {
        BlankAs::Separate => Msg::new("result-sums"),
        BlankAs::Invalid => Msg::new("result-sums-invalid"),
    };
    msg.with("valid", result.valid).with("blank", result.blank).with("all", result.all)
}

/// Voters who came to the village, as far as that is known of every booth.
pub(crate) fn attendance(page: &mut Page<'_>, result: &VillageResult) {
    match (result.present, result.dptb) {
        (Some(present), Some(dptb)) => {
            page.say(&by_sex(Msg::new("accounting-present"), present));
            page.say(&by_sex(Msg::new("accounting-dptb"), dptb));
        }
        _ => page.say(&Msg::new("accounting-present-unknown")),
    }
}

fn by_sex(msg: Msg, Voters { male, female }: Voters) -> Msg {
    let all = Voters { male, female }.total();
    msg.with("all", all).with("male", male).with("female", female)
}

fn cell(voters: Voters) -> Value {
    by_sex(Msg::new("by-sex"), voters).into()
}

fn cell_if(voters: Option<Voters>) -> Value {
    voters.map_or_else(|| "-".into(), cell)
}

/// DPT, voters who came and ballots by dusun.
pub(crate) fn dusun(page: &mut Page<'_>, result: &VillageResult) {
    if result.dusun.is_empty() {
        return;
    }
    let heads =
        [Msg::new("head-dusun"), Msg::new("head-voters"), Msg::new("head-present"), Msg::new("head-ballots")];
    let row = |dusun: &DusunFigures| -> Vec<Value> {
        let name = format!("{}. {}", dusun.number, dusun.name);
        vec![name.into(), cell(dusun.registered), cell_if(dusun.present), dusun.ballots.into()]
    };
    page.blank();
    table::add(page, &heads, result.dusun.iter().map(row).collect());
}

/// The booths, then what people should know about some of them.
pub(crate) fn booths(page: &mut Page<'_>, village: &Village, merged: &VillageMerge, result: &VillageResult) {
    let heads = [
        Msg::new("head-tps"),
        Msg::new("head-booth"),
        Msg::new("head-voters"),
        Msg::new("head-present"),
        Msg::new("head-dptb"),
        Msg::new("head-cast"),
        Msg::new("head-details"),
    ];
    let is_spare = |figures: &BoothFigures| {
        let booth = village.tps_numbered(figures.tps).and_then(|tps| tps.booth_numbered(figures.booth));
        booth.is_some_and(|booth| booth.spare)
    };
    let row = |figures: &BoothFigures| -> Vec<Value> {
        vec![
            figures.tps.get().into(),
            figures.booth.get().into(),
            cell(figures.registered),
            cell_if(figures.present),
            cell_if(figures.dptb),
            figures.cast.into(),
            state(figures, is_spare(figures)),
        ]
    };
    page.blank();
    table::add(page, &heads, result.booths.iter().map(row).collect());
    for figures in &result.booths {
        decided(page, merged, figures);
        mismatches(page, figures);
    }
}

fn state(figures: &BoothFigures, spare: bool) -> Value {
    match (figures.doubt, figures.attendance) {
        (_, Some(AttendanceSource::Unused)) => Msg::new("booth-state-unused").into(),
        (Some(doubt), _) => Msg::new("booth-state-doubt").with("doubt", doubt).into(),
        (None, Some(AttendanceSource::Decision)) => Msg::new("booth-state-decision").into(),
        (None, None) => Msg::new("booth-state-unknown").into(),
        (None, Some(AttendanceSource::Closed)) if spare => Msg::new("booth-state-spare").into(),
        (None, Some(AttendanceSource::Closed)) => "".into(),
    }
}

/// A booth that is counted, added or left out because the committee decided so, with its reason.
fn decided(page: &mut Page<'_>, merged: &VillageMerge, figures: &BoothFigures) {
    let is_here = |line: &&DecisionLine| {
        let booth = line.decision.booth();
        booth.is_some_and(|booth| booth.tps == figures.tps && booth.booth == figures.booth)
    };
    let followed = |line: &&DecisionLine| merged.set.decisions.contains(&line.hash);
    let is_left_out =
        merged.set.booths.iter().any(|line: &BoothLine| {
            line.tps == figures.tps && line.booth == figures.booth && !line.is_counted()
        });
    for line in merged.decisions.iter().filter(is_here).filter(followed) {
        let msg = match line.decision.kind {
            DecisionKind::LateLog(_) => Msg::new("booth-added"),
            _ if is_left_out => Msg::new("booth-left-out"),
            _ => Msg::new("booth-counted-by"),
        };
        page.say(
            &place(msg, figures)
                .with("number", line.decision.number)
                .with("reason", line.decision.reason.as_str()),
        );
    }
}

/// What does not agree at a booth, and what the officers wrote about it (spec 6.9).
fn mismatches(page: &mut Page<'_>, figures: &BoothFigures) {
    for identity in &figures.mismatches {
        page.say(&place(Msg::new("mismatch-line"), figures).with("what", mismatch(*identity, figures)));
    }
    if let Some(reason) = &figures.reason {
        page.say(&place(Msg::new("mismatch-reason"), figures).with("reason", reason.as_str()));
    }
}

fn mismatch(identity: Identity, figures: &BoothFigures) -> Msg {
    let all = |voters: Option<Voters>| voters.unwrap_or_default().total();
    let tokens = figures.tokens.unwrap_or_default();
    let slips = figures.slips.unwrap_or_default();
    let present = all(figures.present);
    match identity {
        Identity::Present => Msg::new("mismatch-present")
            .with("present", present)
            .with("registered", figures.registered.plus(figures.dptb.unwrap_or_default()).total()),
        Identity::Cast => Msg::new("mismatch-cast").with("cast", figures.cast).with("present", present),
        Identity::Tokens => {
            let used = [figures.cast, figures.challenged, tokens.exchanged, tokens.unused, tokens.spoiled];
            let used: u64 = used.map(u64::from).iter().sum();
            Msg::new("mismatch-tokens").with("received", tokens.received).with("used", used)
        }
        Identity::Sah => Msg::new("mismatch-sah").with("slips", slips.sah).with("cast", figures.cast),
        Identity::Batal => {
            Msg::new("mismatch-batal").with("slips", slips.batal).with("cancelled", figures.cancelled)
        }
    }
}

fn place(msg: Msg, figures: &BoothFigures) -> Msg {
    msg.with("tps", figures.tps.get()).with("booth", figures.booth.get())
}
