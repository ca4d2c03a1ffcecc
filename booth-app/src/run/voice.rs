//! What voters hear: recorded names of the pack where there are some, all other words by a synthesiser.
//!
//! Both are programs of the system. Words go to them by standard input and never by the command line, which everybody on
//! the machine can read. Sound goes to the one device that the technicians have named, because there hangs the headset:
//! whatever else the machine has may be a loudspeaker, and the room would hear a choice.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use dialogue::{Lang, Msg};
use screens::Say;
use zeroize::Zeroizing;

/// Where programs are looked for. Not the search path of whoever starts the booth: that may lead anywhere.
pub(crate) const PROGRAMS: [&str; 3] = ["/usr/bin", "/usr/local/bin", "/bin"];
/// Where Linux lists sound cards.
pub(crate) const CARDS: &str = "/proc/asound/cards";
/// Words a minute: slower than the synthesiser's own 175.
const PACE: &str = "150";
/// Time between two looks whether a program has ended.
const LOOK: Duration = Duration::from_millis(20);

/// Says things into the headset.
pub(crate) trait Voice {
    /// Says it after what is being said, or in its place.
    fn say(&mut self, say: Say);
    /// Says no more.
    fn stop(&mut self);
}

/// No voice.
pub(crate) struct Silent;

impl Voice for Silent {
    fn say(&mut self, _: Say) {}
    fn stop(&mut self) {}
}

/// A recorded name.
#[derive(Clone)]
pub(crate) struct Clip {
    /// The name as it stands in the words.
    pub(crate) name: String,
    /// A WAV file.
    pub(crate) sound: Arc<[u8]>,
}

/// The voice that this machine has.
pub(crate) struct Found {
    pub(crate) voice: Box<dyn Voice + Send>,
    /// Whether anything can be heard.
    pub(crate) audible: bool,
    /// For the officers, where something is missing.
    pub(crate) notice: Option<Msg>,
    /// Set once speaking has failed.
    pub(crate) failed: Arc<AtomicBool>,
}

/// Looks for the programs and a sound card. `headset` is the device as ALSA calls it; without one nothing is said.
pub(crate) fn find(
    clips: BTreeMap<u8, Clip>,
    headset: Option<String>,
    programs: &[&str],
    cards: &Path,
) -> Found {
    let program = |name: &str| programs.iter().map(|f| Path::new(f).join(name)).find(|path| path.is_file());
    let failed = Arc::new(AtomicBool::new(false));
    let silent = |notice| Found {
        voice: Box::new(Silent),
        audible: false,
        notice: Some(notice),
        failed: failed.clone(),
    };
    let Some(headset) = headset else { return silent(Msg::new("voice-no-headset")) };
    if !fs::read_to_string(cards)
        .is_ok_and(|cards| cards.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    {
        return silent(Msg::new("voice-no-sound"));
    }
    let Some(player) = program("aplay") else { return silent(Msg::new("voice-no-player")) };
    let words = program("espeak-ng");
    if words.is_none() && clips.is_empty() {
        return silent(Msg::new("voice-no-words"));
    }
    let notice = words.is_none().then(|| Msg::new("voice-only-names"));
    let speaker = Speaker::new(Programs { words, player, headset }, clips, failed.clone());
    Found { voice: Box::new(speaker), audible: true, notice, failed }
}

struct Programs {
    words: Option<PathBuf>,
    player: PathBuf,
    headset: String,
}

enum Part {
    Words(Zeroizing<String>, Lang),
    Clip(Arc<[u8]>),
}

/// A thread that speaks, one thing after the other, until it is cut short.
struct Speaker {
    jobs: Sender<(u64, Vec<Part>)>,
    mouth: Arc<Mouth>,
    clips: BTreeMap<u8, Clip>,
}

/// What is being said. Whoever speaks compares its number.
struct Mouth {
    number: AtomicU64,
    child: Mutex<Option<Child>>,
    failed: Arc<AtomicBool>,
}

impl Speaker {
    fn new(programs: Programs, clips: BTreeMap<u8, Clip>, failed: Arc<AtomicBool>) -> Self {
        let (jobs, inbox) = channel();
        let mouth = Arc::new(Mouth { number: AtomicU64::new(0), child: Mutex::new(None), failed });
        let spoken = mouth.clone();
        thread::spawn(move || spoken.speak(&programs, &inbox));
        Self { jobs, mouth, clips }
    }
}

impl Voice for Speaker {
    fn say(&mut self, say: Say) {
        if say.interrupt {
            self.stop();
        }
        let clip = say.clip_of.and_then(|number| self.clips.get(&number));
        let parts = parts(say.text, say.lang, clip);
        // The thread ends with the booth, never before.
        let _gone = self.jobs.send((self.mouth.number.load(Ordering::SeqCst), parts));
    }

    fn stop(&mut self) {
        self.mouth.number.fetch_add(1, Ordering::SeqCst);
        if let Some(child) = self.mouth.child().as_mut() {
            // It has ended by itself otherwise.
            let _ended = child.kill();
        }
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The words, with the recorded name in place of the written one.
fn parts(text: Zeroizing<String>, lang: Lang, clip: Option<&Clip>) -> Vec<Part> {
    let words = |words: &str| Part::Words(Zeroizing::new(words.trim().to_owned()), lang);
    match clip.and_then(|clip| Some((text.split_once(clip.name.as_str())?, &clip.sound))) {
        Some(((before, after), sound)) => vec![words(before), Part::Clip(sound.clone()), words(after)],
        None => vec![Part::Words(text, lang)],
    }
}

impl Mouth {
    fn child(&self) -> MutexGuard<'_, Option<Child>> {
        // A thread that panicked has left a program that speaks, or none: both can be stopped.
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn speak(&self, programs: &Programs, inbox: &Receiver<(u64, Vec<Part>)>) {
        while let Ok((number, parts)) = inbox.recv() {
            for part in parts {
                if self.number.load(Ordering::SeqCst) != number {
                    break;
                }
                if !self.part(programs, number, &part) {
                    self.failed.store(true, Ordering::SeqCst);
                }
            }
        }
    }

    /// Says one part; whether that went well, or was cut short.
    fn part(&self, programs: &Programs, number: u64, part: &Part) -> bool {
        match (part, &programs.words) {
            (Part::Words(words, _), _) if words.chars().all(|c| !c.is_alphanumeric()) => true,
            (Part::Words(..), None) => true,
            (Part::Words(words, lang), Some(program)) => match synthesised(program, words, *lang) {
                Some(sound) => self.play(number, programs, &sound),
                None => false,
            },
            (Part::Clip(sound), _) => self.play(number, programs, sound),
        }
    }

    fn play(&self, number: u64, programs: &Programs, sound: &[u8]) -> bool {
        let mut command = Command::new(&programs.player);
        command.args(["-q", "-D", &programs.headset, "-t", "wav", "-"]);
        let cut_short = || self.number.load(Ordering::SeqCst) != number;
        let mut stdin = {
            // Whoever stops takes the same lock after the number has changed.
            let mut place = self.child();
            if cut_short() {
                return true;
            }
            command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
            let Ok(mut child) = command.spawn() else { return false };
            let stdin = child.stdin.take();
            *place = Some(child);
            stdin
        };
        // A program that was stopped reads no more.
        let _stopped = stdin.as_mut().map(|stdin| stdin.write_all(sound));
        drop(stdin);
        loop {
            let ended = self.child().as_mut().map(Child::try_wait);
            match ended {
                Some(Ok(None)) => thread::sleep(LOOK),
                Some(Ok(Some(status))) => return status.success() || cut_short(),
                Some(Err(_)) | None => return false,
            }
        }
    }
}

/// Words as a WAV file; `None` if the synthesiser fails.
fn synthesised(program: &Path, words: &str, lang: Lang) -> Option<Zeroizing<Vec<u8>>> {
    let mut command = Command::new(program);
    command.args(["-v", lang.word(), "-s", PACE, "-b", "1", "--stdin", "--stdout"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    // A few sentences: less than a pipe holds, so that it reads them before it says anything.
    child.stdin.take()?.write_all(words.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    output.status.success().then(|| Zeroizing::new(output.stdout))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::time::Instant;

    use super::*;

    /// Programs that write down what they were to say.
    struct Studio(tempfile::TempDir);

    impl Studio {
        fn new(programs: &[&str]) -> Self {
            let studio = Self(tempfile::tempdir().unwrap());
            fs::write(studio.path("cards"), " 0 [PCH ]: HDA-Intel\n").unwrap();
            for name in programs {
                let script = format!(
                    "#!/bin/sh\nprintf '%s|' \"$0\" \"$@\" | sed 's|^.*/||' >> {0}\n{2}\necho >> {0}\n\
                     test -e {1} && test ${{0##*/}} = aplay && exec sleep 30\ntrue\n",
                    studio.path("heard").display(),
                    studio.path("slow").display(),
                    if *name == "aplay" {
                        format!("cat >> {}", studio.path("heard").display())
                    } else {
                        "printf wav:; cat".to_owned()
                    }
                );
                let path = studio.path(name);
                fs::write(&path, script).unwrap();
                fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
            }
            studio
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn find(&self) -> Found {
            let clip = Clip { name: "Siti".to_owned(), sound: Arc::from(*b"RIFF") };
            let folder = self.0.path().display().to_string();
            find(BTreeMap::from([(2, clip)]), Some("hw:1".to_owned()), &[&folder], &self.path("cards"))
        }

        fn heard(&self, lines: usize) -> Vec<String> {
            let begin = Instant::now();
            loop {
                let heard = fs::read_to_string(self.path("heard")).unwrap_or_default();
                if heard.matches('\n').count() >= lines || begin.elapsed() > Duration::from_secs(10) {
                    return heard.lines().map(str::to_owned).collect();
                }
                thread::sleep(LOOK);
            }
        }
    }

    fn say(text: &str, clip_of: Option<u8>, interrupt: bool) -> Say {
        Say { text: text.to_owned().into(), clip_of, interrupt, lang: Lang::Id }
    }

    #[test]
    fn a_recorded_name_is_heard_in_place_of_the_written_one() {
        let studio = Studio::new(&["espeak-ng", "aplay"]);
        let mut found = studio.find();
        assert!(found.audible && found.notice.is_none());
        found.voice.say(say("Nomor 2, Siti. Benar?", Some(2), false));
        found.voice.say(say("Nomor 1, Adi.", Some(1), false));
        assert_eq!(
            studio.heard(7),
            [
                "espeak-ng|-v|id|-s|150|-b|1|--stdin|--stdout|",
                "aplay|-q|-D|hw:1|-t|wav|-|wav:Nomor 2,",
                "aplay|-q|-D|hw:1|-t|wav|-|RIFF",
                "espeak-ng|-v|id|-s|150|-b|1|--stdin|--stdout|",
                "aplay|-q|-D|hw:1|-t|wav|-|wav:. Benar?",
                "espeak-ng|-v|id|-s|150|-b|1|--stdin|--stdout|",
                "aplay|-q|-D|hw:1|-t|wav|-|wav:Nomor 1, Adi.",
            ]
        );
        assert!(!found.failed.load(Ordering::SeqCst));
    }

    #[test]
    fn what_is_being_said_is_cut_short() {
        let studio = Studio::new(&["espeak-ng", "aplay"]);
        fs::write(studio.path("slow"), b"").unwrap();
        let mut found = studio.find();
        let begin = Instant::now();
        found.voice.say(say("satu", None, false));
        found.voice.say(say("dua", None, false));
        studio.heard(2);
        found.voice.say(say("tiga", None, true));
        assert!(studio.heard(4)[3].ends_with("tiga"));
        found.voice.stop();
        assert!(begin.elapsed() < Duration::from_secs(20));
        assert!(!found.failed.load(Ordering::SeqCst));
    }

    #[test]
    fn without_a_synthesiser_or_a_sound_card_it_is_silent_and_told() {
        let studio = Studio::new(&["aplay"]);
        let folder = studio.0.path().display().to_string();
        let find = |headset: Option<&str>| {
            find(BTreeMap::new(), headset.map(str::to_owned), &[&folder], &studio.path("cards"))
        };
        for (headset, notice) in [(None, "voice-no-headset"), (Some("hw:1"), "voice-no-words")] {
            let found = find(headset);
            assert!(!found.audible);
            assert_eq!(found.notice, Some(Msg::new(notice)));
        }
        let studio = Studio::new(&["espeak-ng"]);
        assert_eq!(studio.find().notice, Some(Msg::new("voice-no-player")));
        for cards in ["--- no soundcards ---\n", ""] {
            fs::write(studio.path("cards"), cards).unwrap();
            assert_eq!(studio.find().notice, Some(Msg::new("voice-no-sound")));
        }
    }

    #[test]
    fn recorded_names_are_heard_without_a_synthesiser() {
        let studio = Studio::new(&["aplay"]);
        let mut found = studio.find();
        assert!(found.audible);
        assert_eq!(found.notice, Some(Msg::new("voice-only-names")));
        found.voice.say(say("Nomor 2, Siti. Benar?", Some(2), false));
        assert_eq!(studio.heard(1), ["aplay|-q|-D|hw:1|-t|wav|-|RIFF"]);
    }

    #[test]
    fn a_synthesiser_that_fails_is_noticed() {
        let studio = Studio::new(&["espeak-ng", "aplay"]);
        fs::write(studio.path("espeak-ng"), "#!/bin/sh\nexit 1\n").unwrap();
        let mut found = studio.find();
        found.voice.say(say("satu", None, false));
        let begin = Instant::now();
        while !found.failed.load(Ordering::SeqCst) && begin.elapsed() < Duration::from_secs(10) {
            thread::sleep(LOOK);
        }
        assert!(found.failed.load(Ordering::SeqCst));
    }
}
