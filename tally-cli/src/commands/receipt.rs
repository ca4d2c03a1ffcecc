//! `tally receipt`: a voter's receipt proved up to the published root, and that proof checked without the record.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Page, Problem, Ui};
use election::definition::Village;
use serde_json::json;
use tally::{
    Decided, ProvedReceipt, Reason, ReceiptFiles, ReceiptProofError, check_receipt_files, prove_receipt,
};

use crate::message::in_both;
use crate::record::Record;
use crate::roots;
use crate::simulasi;
use crate::villages;

const ENTRY: &str = "entry.bin";
const PROOF: &str = "booth.tlog-proof";
const UPPER: &str = "upper.json";
const MAX_PART: u64 = 80 << 20;

/// Proves a receipt, or checks such a proof.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Receipt {
    #[command(subcommand)]
    check: Option<Inner>,
    #[arg(value_name = "DIR", required = true)]
    record: Option<PathBuf>,
    #[arg(value_name = "CODE", required = true)]
    code: Option<String>,
    #[arg(long, value_name = "DIR", required = true)]
    out: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Inner {
    Check(Check),
}

/// Checks the three files.
#[derive(Debug, Args)]
struct Check {
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[arg(long, value_name = "HEX")]
    root: String,
}

impl Receipt {
    pub(crate) const fn name(&self) -> &'static str {
        match self.check {
            Some(_) => "receipt check",
            None => "receipt",
        }
    }

    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        match (self.check, self.record, self.code, self.out) {
            (Some(Inner::Check(check)), ..) => check.run(ui),
            (None, Some(record), Some(code), Some(out)) => prove(ui, &record, &code, &out),
            _ => Err(Problem::new(Exit::Usage, Msg::new("usage-which-command"))),
        }
    }
}

fn prove(ui: &Ui, path: &Path, code: &str, out: &Path) -> Result<Answer, Problem> {
    let parts = [ENTRY, PROOF, UPPER].map(|name| out.join(name));
    parts.iter().try_for_each(|part| files::must_be_new(part))?;
    let record = Record::view(ui, path)?;
    let proof = prove_receipt(&record.evidence, &record.merged, code).map_err(|error| not_proved(&error))?;
    let root = hex::encode(record.merged.root.as_bytes());
    // What is handed out is what the voter will check.
    let proved = check_receipt_files(&proof, &root).map_err(|error| not_checked(&error).file(out))?;
    files::make_folder(out)?;
    let [entry, tlog, upper] = &parts;
    for (part, bytes) in [(entry, &proof.entry), (tlog, &proof.tlog_proof), (upper, &proof.upper)] {
        files::write_new(part, bytes, Access::Public)?;
    }
    let mut page = ui.page();
    simulasi::mark(&mut page, record.definition());
    standing(&mut page, &proved, Msg::new("receipt-proved"));
    place(&mut page, &proved, record.definition().village(&proved.village));
    page.say(&Msg::new("receipt-files").with("out", out));
    roots::show(&mut page, &record.merged);
    page.advise(&Msg::new("receipt-next").with("out", out).with("root", root));
    Ok(page.answer(exit(&proved), to_json(&proved, out)))
}

impl Check {
    fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let part = |name: &str| files::read(&self.folder.join(name), MAX_PART);
        let proof = ReceiptFiles { entry: part(ENTRY)?, tlog_proof: part(PROOF)?, upper: part(UPPER)? };
        let root = self.root.trim().to_lowercase();
        let proved =
            check_receipt_files(&proof, &root).map_err(|error| not_checked(&error).file(&self.folder))?;
        let mut page = ui.page();
        standing(&mut page, &proved, Msg::new("receipt-checked"));
        place(&mut page, &proved, None);
        let how = if root == proved.root { Msg::new("receipt-by-root") } else { Msg::new("receipt-by-set") };
        page.say(&how);
        Ok(page.answer(exit(&proved), to_json(&proved, &self.folder)))
    }
}

/// The good news, or that the ballot is recorded but not counted: a proof must never let a voter believe the other.
fn standing(page: &mut Page<'_>, proved: &ProvedReceipt, counted: Msg) {
    match proved.set_aside {
        None => page.say(&counted),
        Some(why) => {
            let line = Msg::new("receipt-set-aside").with("reason", villages::reason(why));
            page.say(&line);
        }
    }
}

/// A ballot that is set aside is something to look at.
const fn exit(proved: &ProvedReceipt) -> Exit {
    match proved.set_aside {
        None => Exit::Complete,
        Some(_) => Exit::Remarks,
    }
}

fn place(page: &mut Page<'_>, proved: &ProvedReceipt, village: Option<&Village>) {
    let name = village.map_or_else(|| proved.village.to_string(), |v| format!("{} ({})", v.name, v.code));
    page.say(&Msg::new("receipt-code").with("code", election::short_code(proved.code.as_bytes())));
    let place = Msg::new("receipt-place")
        .with("village", name)
        .with("tps", proved.tps.get())
        .with("booth", proved.booth.get())
        .with("position", proved.position);
    page.say(&place);
}

fn to_json(proved: &ProvedReceipt, folder: &Path) -> serde_json::Value {
    json!({
        "code": proved.code,
        "village": proved.village,
        "tps": proved.tps,
        "booth": proved.booth,
        "position": proved.position,
        "set_aside": proved.set_aside,
        "set": proved.set,
        "root": proved.root,
        "folder": folder.display().to_string(),
    })
}

fn not_proved(error: &ReceiptProofError) -> Problem {
    match error {
        ReceiptProofError::NotFound { code } => {
            Problem::new(Exit::Failed, Msg::new("receipt-not-found").with("code", code.as_str()))
                .advice(Msg::new("receipt-not-found-advice"))
        }
        ReceiptProofError::NotCounted { code, booth, position, reason, decided } => {
            let what = Msg::new("receipt-not-counted")
                .with("code", election::short_code(code.as_bytes()))
                .with("tps", booth.tps.get())
                .with("booth", booth.booth.get())
                .with("position", *position)
                .with("reason", not_counted(*reason, *decided));
            Problem::new(Exit::Failed, what).advice(Msg::new("receipt-not-counted-advice"))
        }
        ReceiptProofError::Ambiguous { code } => {
            Problem::new(Exit::Usage, Msg::new("receipt-ambiguous").with("code", code.as_str()))
        }
        ReceiptProofError::EndUnsigned { booth } => {
            let what = Msg::new("receipt-end-unsigned").with("booth", booth.to_string());
            Problem::new(Exit::Incomplete, what).advice(Msg::new("receipt-end-unsigned-advice"))
        }
        other => not_checked(other),
    }
}

/// Why a ballot of a log or branch that does not count is not counted.
const fn not_counted(reason: Reason, decided: Option<Decided>) -> Msg {
    match (reason, decided) {
        (_, Some(Decided::LeftOut)) => Msg::new("aside-left-out"),
        (Reason::LogFork, Some(Decided::Counted)) => Msg::new("aside-other-branch"),
        (reason, _) => villages::reason(reason),
    }
}

fn not_checked(error: &ReceiptProofError) -> Problem {
    let problem = match error {
        ReceiptProofError::Form { file, .. } => {
            Problem::new(Exit::Unreadable, Msg::new("receipt-form").with("part", *file))
        }
        ReceiptProofError::OtherRoot { .. } => Problem::new(Exit::Failed, Msg::new("receipt-other-root"))
            .advice(Msg::new("receipt-other-root-advice")),
        ReceiptProofError::Link { file, .. } => {
            Problem::new(Exit::Failed, Msg::new("receipt-broken").with("part", *file))
        }
        _ => Problem::new(Exit::Failed, Msg::new("receipt-broken").with("part", "-")),
    };
    problem.told(in_both(error))
}
