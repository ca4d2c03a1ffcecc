//! A folder, the program, and what it answered.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value as Json;
use tempfile::TempDir;

/// A working folder in which the program runs.
pub(crate) struct Desk {
    folder: TempDir,
}

/// How one run ended.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    /// An empty folder with passphrase files `p` (one line) and `p3` (three).
    pub(crate) fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.write("p", "satu dua tiga empat\n");
        desk.write("p3", "satu dua tiga empat\nlima enam tujuh\ndelapan sembilan\n");
        desk
    }

    /// A folder with a simulated election of three villages in `demo`, made once for all tests: the first village is
    /// without remarks, in the second two candidates have equally many votes.
    pub(crate) fn counted() -> Self {
        let desk = Self::new();
        desk.copy(&demo(), "demo");
        desk
    }

    /// Copies a folder or file.
    pub(crate) fn copy(&self, from: &Path, to: &str) {
        let to = self.path(to);
        let status = Command::new("cp").arg("-r").arg(from).arg(to).status().unwrap();
        assert!(status.success());
    }

    /// Flips one bit of the byte in the middle of a file.
    pub(crate) fn flip(&self, name: &str) {
        let mut bytes = fs::read(self.path(name)).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        self.write_bytes(name, content.as_bytes());
    }

    pub(crate) fn write_bytes(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Changes a file by replacing a text that stands there.
    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        let before = self.read(name);
        assert!(before.contains(from), "{from:?} is not in {name}");
        self.write(name, &before.replacen(from, to, 1));
    }

    /// Runs `tally` with the words of `line`, without a terminal.
    pub(crate) fn tally(&self, line: &str) -> Run {
        self.tally_in(None, line)
    }

    pub(crate) fn tally_in(&self, lang: Option<&str>, line: &str) -> Run {
        self.run(lang, &line.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs `tally` with these words, which may hold spaces.
    pub(crate) fn tally_words(&self, words: &[&str]) -> Run {
        self.run(None, words)
    }

    fn run(&self, lang: Option<&str>, words: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tally"));
        command.current_dir(self.folder.path()).args(words).env_remove("TALLY_LANG");
        if let Some(lang) = lang {
            command.env("TALLY_LANG", lang);
        }
        let output = command.stdin(Stdio::null()).output().unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command that must succeed and returns its `--json` result.
    pub(crate) fn ok(&self, line: &str) -> Json {
        let run = self.tally(&format!("{line} --json"));
        assert_eq!(run.code, 0, "{line}\n{}{}", run.out, run.err);
        run.json()["result"].clone()
    }

    /// A simulation's draft `desa.toml` with the key of `authority.age`.
    pub(crate) fn draft(&self) {
        self.ok("definition new --out desa.toml");
        let made = self.ok(
            "key new --kind authority --mode simulasi --name panitia-kabupaten.example --out authority.age --passphrase-file p",
        );
        let draft = self.read("desa.toml");
        let old = draft.split("[authority]").nth(1).unwrap().split("key = \"").nth(1).unwrap();
        let old = old.split('"').next().unwrap().to_owned();
        self.edit("desa.toml", &old, made["public"].as_str().unwrap());
    }

    /// Photos and clips of the three candidates beside `desa.toml`, which names them.
    pub(crate) fn media(&self) {
        let draft = self.read("desa.toml");
        let draft = draft.replace("# photo = \"", "photo = \"").replace("# clips = [\"", "clips = [\"");
        self.write("desa.toml", &draft);
        for (number, fruit) in [(1, "durian"), (2, "mangga"), (3, "pisang")] {
            let picture = format!("{}/../booth-app/demo/{fruit}.png", env!("CARGO_MANIFEST_DIR"));
            self.write_bytes(&format!("foto/{number}.jpg"), &fs::read(picture).unwrap());
            self.write_bytes(&format!("suara/{number}.wav"), &clip(100 * number));
        }
    }

    /// Everything that `definition seal` needs: booth keys, trustees, tokens.
    pub(crate) fn parts(&self) {
        self.draft();
        fs::create_dir(self.path("booths")).unwrap();
        for booth in ["1-1", "1-2", "1-3", "2-1"] {
            let name = format!("9901012001-{booth}");
            self.ok(&format!(
                "key new --kind booth --mode simulasi --name {name} --out {name}.age --public booths/{name}.pub.json --passphrase-file p"
            ));
        }
        self.ok("trustee together desa.toml --out ceremony --passphrase-file p3");
        self.ok("tokens desa.toml --out printed");
    }

    /// A sealed definition in `sealed/`; its ElectionId.
    pub(crate) fn sealed(&self) -> String {
        self.parts();
        self.ok(SEAL)["election"].as_str().unwrap().to_owned()
    }
}

/// A recording of a falling tone.
pub(crate) fn clip(loudness: i16) -> Vec<u8> {
    let sample_format = hound::SampleFormat::Int;
    let spec = hound::WavSpec { channels: 1, sample_rate: 16_000, bits_per_sample: 16, sample_format };
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
    for at in 0..1_600 {
        writer.write_sample(at % 100 * loudness).unwrap();
    }
    writer.finalize().unwrap();
    bytes.into_inner()
}

/// The command that seals what [`Desk::parts`] has made.
pub(crate) const SEAL: &str = "definition seal desa.toml --booths booths --trustees ceremony/trustees \
    --tokens printed/tokens --authority-key authority.age --out sealed --passphrase-file p";

/// The folder of the simulated election.
fn demo() -> PathBuf {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    let make = || {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR"));
        forget_dead_runs(place);
        // Two runs of these tests at once do not meet.
        let folder = place.join(format!("{DEMO}{}", std::process::id()));
        let mut command = Command::new(env!("CARGO_BIN_EXE_tally"));
        let words = "demo --villages 3 --voters 30 --seed 1 --fast-store --quiet --out";
        let output = command.args(words.split(' ')).arg(&folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        folder
    };
    MADE.get_or_init(make).clone()
}

const DEMO: &str = "tally-cli-demo-";

/// Removes what runs left behind that are over.
fn forget_dead_runs(place: &Path) {
    for entry in fs::read_dir(place).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_over = |id: &str| !Path::new("/proc").join(id).exists();
        if name.strip_prefix(DEMO).is_some_and(is_over) {
            let _somebody_else_may = fs::remove_dir_all(entry.path());
        }
    }
}

impl Run {
    /// The `--json` result of a run that ended with this code.
    pub(crate) fn ends(&self, code: i32) -> Json {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        let json = self.json();
        assert_eq!(json["exit"], code);
        json["result"].clone()
    }

    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }

    /// The run failed with this exit code and error code.
    pub(crate) fn fails(&self, code: i32, error: &str) {
        let json = self.json();
        assert_eq!(
            (self.code, json["error"]["code"].as_str()),
            (code, Some(error)),
            "{}{}",
            self.out,
            self.err
        );
        assert_eq!(json["exit"], code);
        assert!(!json["error"]["message"].as_str().unwrap().is_empty());
    }
}

/// Permission bits of a file.
pub(crate) fn mode_of(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}
