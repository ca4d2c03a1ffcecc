//! What a process does to files and to its printer, as the kernel sees it (strace).

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

use integration::outside::if_present;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// Calls that leave something, or that name a file.
const CALLS: &str = "trace=open,openat,openat2,creat,link,linkat,symlink,symlinkat,unlink,unlinkat,rename,renameat,\
    renameat2,mkdir,mkdirat,truncate,ftruncate,fallocate,fadvise64,write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,\
    sync_file_range,connect,sendto,sendmsg,sendmmsg,sendfile,splice,copy_file_range,execve,execveat,getrandom";

/// A process that is watched.
pub(crate) struct Watched {
    strace: Child,
    /// Open to its end: a strace that cannot speak dies.
    _said: BufReader<ChildStderr>,
    folder: TempDir,
}

impl Watched {
    /// Watches all threads of this process from now on; `None` for whoever may not, aloud, and in CI a failure: the
    /// program lets nobody but root look into it.
    pub(crate) fn begin(process: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("strace");
        command.args(["-ff", "-yy", "-xx", "-s", "64", "-e", CALLS, "-o"]).arg(folder.path().join("t"));
        command.args(["-p", &process.to_string()]).stdin(Stdio::null()).stderr(Stdio::piped());
        let mut strace = command.spawn().unwrap();
        let mut said = BufReader::new(strace.stderr.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let watched = Self { strace, _said: said, folder };
        if_present("strace -p (as root)", watched, line.contains("attached"))
    }

    /// Lets go of it; what it did, a list for each of its threads.
    pub(crate) fn end(mut self) -> Vec<Vec<Call>> {
        kill_process(Pid::from_child(&self.strace), Signal::INT).unwrap();
        self.strace.wait().unwrap();
        let mut files: Vec<PathBuf> =
            fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let calls = |path: &PathBuf| {
            fs::read_to_string(path).unwrap().lines().filter_map(Call::read).collect::<Vec<_>>()
        };
        files.iter().map(calls).collect()
    }
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) words: String,
    pub(crate) result: String,
}

impl Call {
    /// A line of strace: `name(words) = result`.
    fn read(line: &str) -> Option<Self> {
        let (call, result) = line.rsplit_once(") = ")?;
        let (name, words) = call.split_once('(')?;
        Some(Self { name: name.to_owned(), words: words.to_owned(), result: result.to_owned() })
    }

    /// Random bytes that the process was given.
    pub(crate) fn drawn(&self) -> Option<Vec<u8>> {
        let text = self.words.strip_prefix('"')?.split_once('"')?.0.replace("\\x", "");
        (self.name == "getrandom").then(|| hex::decode(text).unwrap())
    }
}

/// What is compared: names of files below known folders, and sizes; what goes to the printer between two calls on files,
/// in one sum, because the wire takes it in portions of its own. Questions to the printer, three bytes each, are left out:
/// how many there are is a matter of time.
pub(crate) fn effects(calls: &[Call], folders: &BTreeMap<&str, PathBuf>, printer: &str) -> Vec<String> {
    let (mut effects, mut burnt) = (Vec::new(), 0);
    for call in calls {
        let size = call.result.split(' ').next().unwrap_or_default();
        if call.words.contains(printer) {
            burnt += size.parse::<usize>().ok().filter(|size| *size > 3).unwrap_or_default();
            continue;
        }
        let Some(file) = file(call, folders) else { continue };
        if burnt > 0 {
            effects.push(format!("printer {burnt}"));
            burnt = 0;
        }
        let size = if call.name.contains("open") { "" } else { size };
        effects.push(format!("{} {file} {size}", call.name));
    }
    if burnt > 0 {
        effects.push(format!("printer {burnt}"));
    }
    effects
}

/// The file that a call is about, by a name that is the same in every run; `None` if it is about none.
fn file(call: &Call, folders: &BTreeMap<&str, PathBuf>) -> Option<String> {
    let words = unhexed(&call.words);
    for (name, folder) in folders {
        if let Some((_, rest)) = words.split_once(&folder.display().to_string()) {
            let rest = rest.split(['>', '"', ' ']).next().unwrap_or_default();
            return Some(format!("{name}{rest}"));
        }
    }
    // Neither files nor the printer: the window's own connections, and what drivers keep of their shaders.
    let connections = ["socket:", "UNIX", "pipe:", "anon_inode:", "eventfd", "/memfd:", "TCP"];
    let drivers = ["/dev/dri", "/proc/", "/sys/", "mesa_shader_cache"];
    let elsewhere = [connections.as_slice(), &drivers].concat();
    let is_file = words.contains("</") || words.contains("\"/") || call.name.contains("exec");
    (is_file && elsewhere.iter().all(|it| !words.contains(it))).then(|| format!("elsewhere {words}"))
}

/// strace writes all bytes of a text as `\xNN`.
fn unhexed(text: &str) -> String {
    let mut parts = text.split("\\x");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => plain.push(char::from(byte)),
            None => plain.push_str(part.get(..2).unwrap_or_default()),
        }
        plain.push_str(part.get(2..).unwrap_or_default());
    }
    plain
}

/// The program that this test has started with this among its words.
pub(crate) fn process_with(word: &Path) -> u32 {
    let (word, own) = (word.as_os_str().as_encoded_bytes(), std::process::id());
    let is_it = |process: &u32| {
        let read = |name: &str| fs::read(format!("/proc/{process}/{name}")).unwrap_or_default();
        let (words, status) = (read("cmdline"), String::from_utf8_lossy(&read("status")).into_owned());
        let is_ours = status.lines().any(|line| line.strip_prefix("PPid:\t") == Some(&own.to_string()));
        is_ours && words.split(|byte| *byte == 0).any(|it| it == word)
    };
    let processes = fs::read_dir("/proc").unwrap();
    let mut processes = processes.filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
    processes.find(is_it).unwrap()
}

#[test]
fn a_call_more_or_a_byte_more_shows() {
    let folders = BTreeMap::from([("data", PathBuf::from("/tmp/x/data"))]);
    let journal = "11</tmp/x/data/log-journal>";
    let vote = [
        format!("pwrite64({journal}, \"\\x00\"..., 512, 0) = 512"),
        "sendto(9<TCP:[127.0.0.1:5->127.0.0.1:9100]>, \"\\x1b\"..., 900, MSG_NOSIGNAL, NULL, 0) = 500"
            .to_owned(),
        "sendto(9<TCP:[127.0.0.1:5->127.0.0.1:9100]>, \"\\x1b\"..., 400, MSG_NOSIGNAL, NULL, 0) = 400"
            .to_owned(),
        format!("fsync({journal}) = 0"),
        "write(3<UNIX-STREAM:[17->18]>, \"\\x01\"..., 44) = 44".to_owned(),
    ];
    let told = |lines: &[String]| {
        let calls: Vec<Call> = lines.iter().map(|line| Call::read(line).unwrap()).collect();
        effects(&calls, &folders, "->127.0.0.1:9100")
    };
    let expected = ["pwrite64 data/log-journal 512", "printer 900", "fsync data/log-journal 0"];
    assert_eq!(told(&vote), expected);
    // In other portions, and more told to the window: the same.
    let mut other = vote.to_vec();
    other.swap(1, 2);
    other.extend([other[4].clone(), "getrandom(\"\\x01\\x02\", 2, 0) = 2".to_owned()]);
    assert_eq!(told(&other), expected);
    let changes: [(usize, &str, &str); 4] =
        [(0, "= 512", "= 513"), (0, "log-journal", "log"), (2, "= 400", "= 401"), (3, "fsync", "fdatasync")];
    for (line, from, to) in changes {
        let mut leak = vote.clone();
        leak[line] = leak[line].replace(from, to);
        assert_ne!(told(&leak), expected, "{to}");
    }
    let mut leak = vote.to_vec();
    leak.push("openat(AT_FDCWD</x>, \"\\x2f\\x74\\x6d\\x70\\x2f\\x6e\\x65\\x77\", O_CREAT) = 4".to_owned());
    assert!(told(&leak).iter().any(|effect| effect.contains("/tmp/new")), "{:?}", told(&leak));
}
