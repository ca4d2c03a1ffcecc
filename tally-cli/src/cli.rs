//! The command line: what the program has of its own and the list of its commands.

use clap::Subcommand;
use dialogue::{Answer, Commands, Layout, Problem, Program, Sources, Ui};

use crate::commands::{
    berita_acara, booth, bulletin, decide, decrypt, definition, demo, export, inspect, key, merge, publish,
    quick, recap, receipt, result, sign, tokens, trustee, verify, village, witness,
};

/// What this program has of its own.
pub(crate) const PROGRAM: Program = Program {
    name: "tally",
    version: env!("CARGO_PKG_VERSION"),
    texts: Sources { indonesian: include_str!("../texts/id.ftl"), english: include_str!("../texts/en.ftl") },
    lang_variable: "TALLY_LANG",
    layout: Layout::Pages,
};

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
    Village(village::OneVillage),
    #[command(subcommand)]
    Decide(decide::Decide),
    Sign(sign::Sign),
    #[command(subcommand)]
    BeritaAcara(berita_acara::BeritaAcara),
    Decrypt(decrypt::Decrypt),
    Result(result::ResultOf),
    Verify(verify::Verify),
    Bulletin(bulletin::BulletinOf),
    Quick(quick::Quick),
    Receipt(receipt::Receipt),
    Publish(publish::Publish),
    Recap(recap::Recap),
    Export(export::Export),
    Inspect(inspect::Inspect),
    Demo(demo::Demo),
}

impl Commands for Command {
    fn name(&self) -> &'static str {
        match self {
            Self::Definition(definition) => definition.name(),
            Self::Key(key) => key.name(),
            Self::Booth(booth) => booth.name(),
            Self::Trustee(trustee) => trustee.name(),
            Self::Tokens(_) => "tokens",
            Self::Witness(_) => "witness",
            Self::Merge(_) => "merge",
            Self::Village(_) => "village",
            Self::Decide(decide) => decide.name(),
            Self::Sign(_) => "sign",
            Self::BeritaAcara(berita_acara) => berita_acara.name(),
            Self::Decrypt(_) => "decrypt",
            Self::Result(_) => "result",
            Self::Verify(_) => "verify",
            Self::Bulletin(_) => "bulletin",
            Self::Quick(_) => "quick",
            Self::Receipt(receipt) => receipt.name(),
            Self::Publish(_) => "publish",
            Self::Recap(_) => "recap",
            Self::Export(_) => "export",
            Self::Inspect(_) => "inspect",
            Self::Demo(_) => "demo",
        }
    }

    fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        match self {
            Self::Definition(definition) => definition.run(ui),
            Self::Key(key) => key.run(ui),
            Self::Booth(booth) => booth.run(ui),
            Self::Trustee(trustee) => trustee.run(ui),
            Self::Tokens(tokens) => tokens.run(ui),
            Self::Witness(witness) => witness.run(ui),
            Self::Merge(merge) => merge.run(ui),
            Self::Village(village) => village.run(ui),
            Self::Decide(decide) => decide.run(ui),
            Self::Sign(sign) => sign.run(ui),
            Self::BeritaAcara(berita_acara) => berita_acara.run(ui),
            Self::Decrypt(decrypt) => decrypt.run(ui),
            Self::Result(result) => result.run(ui),
            Self::Verify(verify) => verify.run(ui),
            Self::Bulletin(bulletin) => bulletin.run(ui),
            Self::Quick(quick) => quick.run(ui),
            Self::Receipt(receipt) => receipt.run(ui),
            Self::Publish(publish) => publish.run(ui),
            Self::Recap(recap) => recap.run(ui),
            Self::Export(export) => export.run(ui),
            Self::Inspect(inspect) => inspect.run(ui),
            Self::Demo(demo) => demo.run(ui),
        }
    }
}

#[cfg(test)]
mod tests {
    use dialogue::checks;

    use super::*;

    #[test]
    fn both_languages_say_the_same_and_all_that_the_code_says() {
        let faults = checks::texts(&PROGRAM.texts, concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap();
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn every_command_and_option_has_a_help_text_and_no_text_is_left_over() {
        assert_eq!(checks::help::<Command>(&PROGRAM), Vec::<String>::new());
    }
}
