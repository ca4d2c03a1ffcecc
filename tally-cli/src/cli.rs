//! The command line: global options and the list of commands. Texts hang on it in `help`.

use clap::{Parser, Subcommand};

use crate::commands::{
    booth, decide, decrypt, definition, demo, inspect, key, merge, receipt, result, sign, tokens, trustee,
    verify, witness,
};
use crate::page::Answer;
use crate::problem::Problem;
use crate::texts::Lang;
use crate::ui::Ui;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "tally", version)]
pub(crate) struct Cli {
    #[command(flatten)]
    _global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command. `Ui::from_args` reads them beforehand; here the parser learns that they exist.
#[derive(Debug, clap::Args)]
struct Global {
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<Lang>,
    #[arg(long, global = true)]
    json: bool,
    #[arg(long, short, global = true)]
    quiet: bool,
}

/// The commands, in the order of an election.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(subcommand)]
    Definition(definition::Definition),
    #[command(subcommand)]
    Key(key::Key),
    #[command(subcommand)]
    Booth(booth::Booth),
    #[command(subcommand)]
    Trustee(trustee::Trustee),
    Tokens(tokens::Tokens),
    Witness(witness::Witness),
    Merge(merge::Merge),
    #[command(subcommand)]
    Decide(decide::Decide),
    Sign(sign::Sign),
    Decrypt(decrypt::Decrypt),
    Result(result::ResultOf),
    Verify(verify::Verify),
    Receipt(receipt::Receipt),
    Inspect(inspect::Inspect),
    Demo(demo::Demo),
}

impl Command {
    /// Name in machine-readable output.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Definition(definition) => definition.name(),
            Self::Key(key) => key.name(),
            Self::Booth(booth) => booth.name(),
            Self::Trustee(trustee) => trustee.name(),
            Self::Tokens(_) => "tokens",
            Self::Witness(_) => "witness",
            Self::Merge(_) => "merge",
            Self::Decide(decide) => decide.name(),
            Self::Sign(_) => "sign",
            Self::Decrypt(_) => "decrypt",
            Self::Result(_) => "result",
            Self::Verify(_) => "verify",
            Self::Receipt(receipt) => receipt.name(),
            Self::Inspect(_) => "inspect",
            Self::Demo(_) => "demo",
        }
    }

    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        match self {
            Self::Definition(definition) => definition.run(ui),
            Self::Key(key) => key.run(ui),
            Self::Booth(booth) => booth.run(ui),
            Self::Trustee(trustee) => trustee.run(ui),
            Self::Tokens(tokens) => tokens.run(ui),
            Self::Witness(witness) => witness.run(ui),
            Self::Merge(merge) => merge.run(ui),
            Self::Decide(decide) => decide.run(ui),
            Self::Sign(sign) => sign.run(ui),
            Self::Decrypt(decrypt) => decrypt.run(ui),
            Self::Result(result) => result.run(ui),
            Self::Verify(verify) => verify.run(ui),
            Self::Receipt(receipt) => receipt.run(ui),
            Self::Inspect(inspect) => inspect.run(ui),
            Self::Demo(demo) => demo.run(ui),
        }
    }
}
