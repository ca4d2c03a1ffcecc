//! Help pages and command-line mistakes in the chosen language.
//!
//! The command line is declared without texts; they are hung on it here by key: `help-<command>` and
//! `help-<command>-<option>`.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

use crate::exit::Exit;
use crate::problem::Problem;
use crate::texts::{Msg, Texts};

/// The parser's own word in usage lines, which it has no setting for.
const OPTIONS: &str = "[OPTIONS]";

/// The command line with all texts on it.
pub(crate) fn translated(command: Command, texts: &Texts) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let own_flags = command.disable_help_flag(true).disable_version_flag(true).arg(help).arg(version);
    hang(own_flags, "help", texts)
}

/// A help page as the parser made it, without its last English word.
pub(crate) fn page(shown: &clap::Error, texts: &Texts) -> String {
    shown.to_string().replace(OPTIONS, &texts.say(&Msg::new("usage-options-mark")))
}

fn hang(mut command: Command, key: &str, texts: &Texts) -> Command {
    let say = |msg: &Msg| texts.say(msg);
    let template = format!(
        "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}",
        texts.say(&Msg::new("usage-heading"))
    );
    command = command
        .disable_help_subcommand(true)
        .help_template(template)
        .about(texts.find(key).unwrap_or_default())
        .subcommand_help_heading(say(&Msg::new("usage-commands")))
        .subcommand_value_name(say(&Msg::new("usage-command")))
        .mut_args(|arg| {
            let text = texts.find(&arg_key(key, &arg)).unwrap_or_default();
            let heading = match arg.is_positional() {
                true => say(&Msg::new("usage-arguments")),
                false if arg.is_global_set() => say(&Msg::new("usage-everywhere")),
                false => say(&Msg::new("usage-options")),
            };
            let takes_value = arg.get_action().takes_values();
            arg.help(text)
                .help_heading(heading)
                .hide_possible_values(takes_value)
                .hide_default_value(takes_value)
        });
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let below = format!("{key}-{name}");
        command = command.mut_subcommand(name, |sub| hang(sub, &below, texts));
    }
    command
}

/// The key of an option's text.
pub(crate) fn arg_key(key: &str, arg: &Arg) -> String {
    let name = arg.get_id().as_str().replace('_', "-");
    if arg.is_global_set() { format!("help-everywhere-{name}") } else { format!("{key}-arg-{name}") }
}

/// What is wrong with a command line.
pub(crate) fn mistake(error: &clap::Error) -> Problem {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => Msg::new("usage-no-value").with("argument", argument),
        ErrorKind::InvalidValue => Msg::new("usage-value-of")
            .with("value", value)
            .with("argument", argument)
            .with("allowed", context(ContextKind::ValidValue)),
        ErrorKind::ValueValidation => Msg::new("usage-value").with("value", value).with("argument", argument),
        ErrorKind::UnknownArgument => Msg::new("usage-unknown").with("argument", argument),
        ErrorKind::InvalidSubcommand => {
            Msg::new("usage-no-such-command").with("command", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => Msg::new("usage-missing").with("argument", argument),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Msg::new("usage-which-command")
        }
        ErrorKind::ArgumentConflict => Msg::new("usage-conflict")
            .with("argument", argument)
            .with("other", context(ContextKind::PriorArg)),
        _ => Msg::new("usage-other").with("problem", error.kind().to_string()),
    };
    let problem = Problem::new(Exit::Usage, what).advice(Msg::new("usage-advice"));
    match std::error::Error::source(error) {
        Some(source) => problem.detail(source),
        None => problem,
    }
}
