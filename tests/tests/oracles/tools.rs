//! Running the outside tools of `docs/oracles.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use integration::outside::{if_present, oracle, python};

use crate::cases::Case;
use crate::files::{Subject, Verdict};

/// A tool that may be missing.
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    command: PathBuf,
    arguments: Vec<PathBuf>,
}

impl Tool {
    /// Go with `golang.org/x/mod`.
    pub(crate) fn go() -> Option<Self> {
        let packages = Path::new("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog");
        let tool =
            Self { name: "go", command: "go".into(), arguments: vec!["run".into(), oracle("check.go")] };
        tool.if_present(runs("go", "version") && packages.is_dir())
    }

    /// tlog-scales in the environment that `tests/oracles/install` makes.
    pub(crate) fn tlog_scales() -> Option<Self> {
        let command = python(env!("CARGO_TARGET_TMPDIR"));
        let present = command.is_file();
        let tool = Self { name: "tlog-scales", command, arguments: vec![oracle("check.py")] };
        tool.if_present(present)
    }

    /// openssl, called by the commands of `docs/oracles.md`.
    pub(crate) fn openssl() -> Option<Self> {
        let tool = Self { name: "openssl", command: "bash".into(), arguments: Vec::new() };
        tool.if_present(runs("openssl", "version") && runs("bash", "--version"))
    }

    fn if_present(self, present: bool) -> Option<Self> {
        if_present(self.name, self, present)
    }

    /// What the tool says of each case.
    pub(crate) fn verdicts(&self, cases: &[&Case]) -> BTreeMap<String, (Verdict, String)> {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("cases");
        std::fs::write(&list, case_list(folder.path(), cases)).unwrap();
        let mut command = Command::new(&self.command);
        command.args(&self.arguments).arg("cases").arg(&list);
        let said = output(command.env("GO111MODULE", "off").env("GOPATH", "/usr/share/gocode"), b"");
        said.lines().map(verdict).collect()
    }

    /// What a script prints, in a folder, after the functions of the documentation.
    pub(crate) fn script(&self, folder: &Path, script: &str) -> String {
        // The last answer, not its exit code, tells.
        let script = format!("{}\n{script}\ntrue\n", commands()[0]);
        output(Command::new(&self.command).current_dir(folder), script.as_bytes())
    }

    /// What the functions of the documentation say of each case: accepted or not.
    pub(crate) fn answers(&self, cases: &[&Case]) -> BTreeMap<String, bool> {
        let folder = tempfile::tempdir().unwrap();
        let mut script = String::new();
        for (number, case) in cases.iter().enumerate() {
            let files = write_files(folder.path(), number, case);
            let calls = calls(case, &files).join(" && ");
            let name = quote(&case.name);
            writeln!(
                script,
                "if {{ {calls}; }} >/dev/null; then echo 'ok\t'{name}; else echo 'no\t'{name}; fi"
            )
            .unwrap();
        }
        let said = self.script(folder.path(), &script);
        said.lines()
            .map(|line| line.split_once('\t').unwrap())
            .map(|(answer, name)| (name.to_owned(), answer == "ok"))
            .collect()
    }
}

/// The commands of the documentation: first the functions, then what uses them.
pub(crate) fn commands() -> Vec<&'static str> {
    let text = include_str!("../../../docs/oracles.md");
    text.split("```bash\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

fn runs(program: &str, argument: &str) -> bool {
    Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success())
}

fn output(command: &mut Command, input: &[u8]) -> String {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{errors}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

fn case_list(folder: &Path, cases: &[&Case]) -> String {
    let mut list = String::new();
    for (number, case) in cases.iter().enumerate() {
        write!(list, "{}\t{}", case.name, case.subject.kind()).unwrap();
        for file in write_files(folder, number, case) {
            write!(list, "\t{}", file.display()).unwrap();
        }
        list.push('\n');
    }
    list
}

fn write_files(folder: &Path, number: usize, case: &Case) -> Vec<PathBuf> {
    let write = |(part, bytes): (usize, Vec<u8>)| {
        let file = folder.join(format!("{number}-{part}"));
        std::fs::write(&file, bytes).unwrap();
        file
    };
    case.subject.files(&case.keys).into_iter().enumerate().map(write).collect()
}

/// A line of `check.go` or `check.py`: name, then `ok` or `refused (what): why`.
fn verdict(line: &str) -> (String, (Verdict, String)) {
    let (name, said) = line.split_once('\t').unwrap();
    let what = said.strip_prefix("refused (").and_then(|rest| rest.split(')').next());
    let verdict = match (said, what) {
        ("ok", _) => Verdict::Accepted,
        (_, Some("form")) => Verdict::Form,
        (_, Some("signature")) => Verdict::Signature,
        (_, Some("path")) => Verdict::Path,
        (_, Some("log")) => Verdict::Log,
        _ => panic!("{line}"),
    };
    (name.to_owned(), (verdict, said.to_owned()))
}

/// The functions of the documentation that check a case.
fn calls(case: &Case, files: &[PathBuf]) -> Vec<String> {
    let file = |number: usize| files[number].display().to_string();
    let keys = case
        .keys
        .iter()
        .map(|(name, key)| format!("{} {}", quote(name.as_str()), hex::encode(key.as_bytes())));
    match &case.subject {
        Subject::Note(_) | Subject::Checkpoint(_) => {
            keys.map(|key| format!("note {} {key}", file(0))).collect()
        }
        Subject::Proof { .. } => keys.map(|key| format!("proof {} {} {key}", file(0), file(1))).collect(),
        Subject::Path { path, root, .. } => {
            let hashes = path.hashes.join(" ");
            vec![format!("path \"$(leaf {})\" {} {} {root} {hashes}", file(0), path.index, path.size)]
        }
        Subject::Tree { .. } | Subject::Log { .. } => panic!("the documentation has no commands for this"),
    }
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
