//! A screen that nobody sees, with a window manager and a message bus, as a booth has them.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// Pixels of the panel that is played, and its millimetres as the booth is told them.
const PIXELS: &str = "1280x800x24";
pub(crate) const MILLIMETRES: &str = "331x207";
/// Programs that must be there, and the Debian package of each.
const TOOLS: [(&str, &str); 6] = [
    ("Xvfb", "xvfb"),
    ("openbox", "openbox"),
    ("xdotool", "xdotool"),
    ("dbus-daemon", "dbus"),
    ("import", "imagemagick"),
    ("/usr/libexec/at-spi-bus-launcher", "at-spi2-core"),
];

/// The screen; it goes with everything that runs on it.
pub(crate) struct Desktop {
    pub(crate) display: String,
    /// Address of the session's bus.
    pub(crate) bus: String,
    folder: TempDir,
    running: Vec<Child>,
}

impl Desktop {
    pub(crate) fn new() -> Self {
        assert_eq!(missing(&TOOLS), None);
        let folder = tempfile::tempdir().unwrap();
        let mut desktop = Self { display: String::new(), bus: String::new(), folder, running: Vec::new() };
        let number = desktop.start("Xvfb", &["-displayfd", "1", "-screen", "0", PIXELS, "-nolisten", "tcp"]);
        desktop.display = format!(":{number}");
        // Without a window manager, nobody makes a window as large as the screen.
        desktop.start("openbox", &["--sm-disable", "--startup", "echo managed"]);
        let at = format!("--address=unix:dir={}", desktop.folder.path().display());
        desktop.bus =
            desktop.start("dbus-daemon", &["--session", "--nofork", "--nopidfile", "--print-address=1", &at]);
        desktop
    }

    /// A program on this screen, in a group of its own.
    pub(crate) fn program(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.process_group(0).stdin(Stdio::null());
        for other in ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "BOOTH_LANG", "TALLY_LANG"] {
            command.env_remove(other);
        }
        command.env("DISPLAY", &self.display).env("DBUS_SESSION_BUS_ADDRESS", &self.bus);
        command.env("HOME", self.folder.path()).env("XDG_RUNTIME_DIR", self.folder.path());
        // The same drawing everywhere: by the processor.
        command.env("LIBGL_ALWAYS_SOFTWARE", "1");
        command
    }

    /// Moves the pointer and presses keys, as `xdotool` is told in these words.
    pub(crate) fn act<S: AsRef<std::ffi::OsStr>>(&self, words: &[S]) {
        let done = self.program("xdotool").args(words).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// Keeps what is on the screen in a file for people.
    pub(crate) fn photograph(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../polling_day");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name).with_extension("png");
        let done = self.program("import").args(["-window", "root"]).arg(&path).status();
        assert!(done.is_ok_and(|done| done.success()), "no picture of the screen");
        path
    }

    /// Starts what runs as long as the screen; the first line that it says.
    fn start(&mut self, program: &str, words: &[&str]) -> String {
        let mut child =
            self.program(program).args(words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        let said = BufReader::new(child.stdout.take().unwrap()).read_line(&mut line);
        self.running.push(child);
        assert!(said.is_ok_and(|length| length > 0), "{program} says nothing");
        line.trim().to_owned()
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        for mut child in self.running.drain(..).rev() {
            end(&mut child);
        }
    }
}

/// Ends a program and all that it has started.
fn end(child: &mut Child) {
    let group = rustix::process::Pid::from_child(child);
    let _gone = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    let _ended = child.wait();
}

/// What to do where tools are not there: without them nothing of this can be shown, so that it is no reason to skip it.
fn missing(tools: &[(&str, &str)]) -> Option<String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |program: &str| std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    let packages: Vec<&str> =
        tools.iter().filter(|(program, _)| !is_there(program)).map(|(_, package)| *package).collect();
    (!packages.is_empty())
        .then(|| format!("the real window needs programs: as root, apt-get install {}", packages.join(" ")))
}

#[test]
fn what_is_missing_is_named() {
    let said = "the real window needs programs: as root, apt-get install nothing-of-this";
    assert_eq!(missing(&[("sh", "dash"), ("no-such-program", "nothing-of-this")]).as_deref(), Some(said));
}
