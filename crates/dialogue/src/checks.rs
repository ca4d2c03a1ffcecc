//! What the tests of those who speak check of their texts. Every function returns the faults it finds, in words.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use fluent_bundle::FluentResource;

use crate::texts::{Lang, SHARED, Sources};

/// Key -> names of the values in it.
type Keys = BTreeMap<String, BTreeSet<String>>;

/// Both languages say the same, everything that the code in `folder` says has a text, and every text is said. Help
/// texts are left to [`help`].
///
/// # Errors
/// The code cannot be read.
pub fn texts(own: &Sources, folder: impl AsRef<Path>) -> io::Result<Vec<String>> {
    let (mut code, mut faults) = (String::new(), Vec::new());
    read_code(folder.as_ref(), &mut code)?;
    let own = same_in_both(own, &mut faults);
    let shared = same_in_both(&SHARED, &mut faults);
    let said = code.split("Msg::new(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let untold = said.filter(|key| !own.contains_key(*key) && !shared.contains_key(*key));
    faults.extend(untold.map(|key| format!("{key} has no text")));
    for (key, values) in &own {
        match shared.get(key) {
            Some(others) if others != values => {
                faults.push(format!("{key} has other values than the shared text"))
            }
            Some(_) => {}
            None if is_help(key) || code.contains(&format!("\"{key}\"")) => {}
            None => faults.push(format!("{key} is never said")),
        }
    }
    Ok(faults)
}

/// Every command and option has a help text, no help text is left over, and the parser accepts the declaration (it
/// panics at one that contradicts itself, where debug assertions are on).
#[cfg(feature = "terminal")]
#[must_use]
pub fn help<C: crate::Commands>(program: &crate::Program) -> Vec<String> {
    let command = crate::program::command_line::<C>(program);
    let mut needed: BTreeSet<String> = ["help-everywhere-help", "help-arg-version"].map(str::to_owned).into();
    help_keys(&command, "help", &mut needed);
    crate::help::translated(command, &crate::Texts::new(Lang::En, &program.texts)).debug_assert();
    let keys = keys(program.texts.of(Lang::Id), &mut Vec::new());
    let there: BTreeSet<String> = keys.into_keys().filter(|key| is_help(key)).collect();
    let missing = needed.difference(&there).map(|key| format!("{key} is missing"));
    missing.chain(there.difference(&needed).map(|key| format!("{key} is left over"))).collect()
}

#[cfg(feature = "terminal")]
fn help_keys(command: &clap::Command, key: &str, into: &mut BTreeSet<String>) {
    into.insert(key.to_owned());
    into.extend(command.get_arguments().map(|arg| crate::help::arg_key(key, arg)));
    for sub in command.get_subcommands() {
        help_keys(sub, &format!("{key}-{}", sub.get_name()), into);
    }
}

fn is_help(key: &str) -> bool {
    key == "help" || key.starts_with("help-")
}

/// The keys of both languages.
fn same_in_both(sources: &Sources, faults: &mut Vec<String>) -> Keys {
    for lang in [Lang::Id, Lang::En] {
        if let Err((_, errors)) = FluentResource::try_new(sources.of(lang).to_owned()) {
            faults.extend(errors.iter().map(|error| format!("{}: {error}", lang.word())));
        }
    }
    let (id, en) = (keys(sources.of(Lang::Id), faults), keys(sources.of(Lang::En), faults));
    let named: BTreeSet<&String> = id.keys().chain(en.keys()).collect();
    let differ = named.into_iter().filter(|key| id.get(*key) != en.get(*key));
    faults.extend(differ.map(|key| format!("{key} is not the same in both languages")));
    id
}

/// The keys of a file, read naively: that is enough, and what the parser skips over is seen too.
fn keys(source: &str, faults: &mut Vec<String>) -> Keys {
    let mut found = Keys::new();
    let mut current = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            key.clone_into(&mut current);
            if found.insert(current.clone(), BTreeSet::new()).is_some() {
                faults.push(format!("{key} stands there twice"));
            }
        }
        let names = line.split('$').skip(1).map(|part| {
            part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>()
        });
        found.entry(current.clone()).or_default().extend(names);
    }
    found.remove("");
    found
}

/// The code of a folder and those below it, tests apart.
fn read_code(folder: &Path, into: &mut String) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_code(&path, into)?;
        } else {
            let whole = fs::read_to_string(path)?;
            into.push_str(whole.split("\n#[cfg(test)]").next().unwrap_or_default());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str =
        "fn f() { Msg::new(\"a\"); Msg::new(\"usage-heading\"); }\n#[cfg(test)] Msg::new(\"x\")";

    /// The faults of two files with `CODE` beside them.
    fn faults(indonesian: &'static str, english: &'static str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("below")).unwrap();
        fs::write(folder.path().join("below/code.rs"), CODE).unwrap();
        texts(&Sources { indonesian, english }, folder).unwrap()
    }

    #[test]
    fn the_shared_texts_are_without_fault_and_each_is_said() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        assert_eq!(texts(&SHARED, folder).unwrap(), Vec::<String>::new());
        let mut code = String::new();
        read_code(Path::new(folder), &mut code).unwrap();
        let keys = keys(SHARED.indonesian, &mut Vec::new());
        let never: Vec<_> = keys.keys().filter(|key| !code.contains(&format!("\"{key}\""))).collect();
        assert!(never.is_empty() && keys.len() > 30, "{never:?}");
    }

    #[test]
    fn each_fault_of_a_text_file_is_named() {
        assert_eq!(faults("a = { $n } x", "a = { $n } y"), Vec::<String>::new());
        assert_eq!(faults("# a = x", "# a = y"), ["a has no text"]);
        assert_eq!(faults("a = { $n } x", "a = y"), ["a is not the same in both languages"]);
        assert_eq!(faults("a = x\nb = x", "a = y\nb = y"), ["b is never said"]);
        assert_eq!(faults("a = x\nhelp-b = x", "a = y\nhelp-b = y"), Vec::<String>::new());
        assert_eq!(faults("a = x\na = x", "a = y"), ["a stands there twice"]);
        let broken = faults("a = x\nusage-heading = { $n", "a = y\nusage-heading = { $n }");
        assert!(broken.len() == 2 && broken[0].starts_with("id: "), "{broken:?}");
        assert_eq!(broken[1], "usage-heading has other values than the shared text");
    }

    #[cfg(feature = "terminal")]
    mod commands {
        use clap::{Args, Subcommand};

        use super::*;
        use crate::{Answer, Commands, Exit, Layout, Problem, Program, Ui};

        #[derive(Subcommand)]
        enum Two {
            One(One),
        }

        #[derive(Args)]
        struct One {
            #[arg(long)]
            not_two: bool,
        }

        impl Commands for Two {
            fn name(&self) -> &'static str {
                "one"
            }

            fn run(self, _: &Ui) -> Result<Answer, Problem> {
                let Self::One(One { not_two }) = self;
                Ok(Answer::printed(if not_two { Exit::Complete } else { Exit::Remarks }))
            }
        }

        #[test]
        fn a_help_text_that_is_missing_or_left_over_is_named() {
            let english = "";
            let indonesian = "help = x\nhelp-everywhere-help = x\nhelp-everywhere-lang = x\n\
                help-everywhere-json = x\nhelp-everywhere-quiet = x\nhelp-arg-version = x\n\
                help-one = x\nhelp-one-arg-two = x";
            let texts = Sources { indonesian, english };
            let program =
                Program { name: "p", version: "1", texts, lang_variable: "P", layout: Layout::Lines };
            assert_eq!(
                help::<Two>(&program),
                ["help-one-arg-not-two is missing", "help-one-arg-two is left over"]
            );
        }
    }
}
