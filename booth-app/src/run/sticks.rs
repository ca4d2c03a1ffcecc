//! Sticks: folders that take an export or hold the second medium of another booth.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use election::BoothId;

/// Where Linux says what is mounted.
pub(crate) const MOUNTS: &str = "/proc/self/mounts";
/// Below these, people's sticks are mounted.
const BELOW: [&str; 3] = ["/media", "/run/media", "/mnt"];
/// What the files are called that tell of another booth's slips.
const MEDIA: [&str; 3] = ["plkm", "plkb", "sqlite"];
/// Folders of a stick that are looked into.
const DEPTH: usize = 2;
/// Names on all sticks together that are looked at: a broken or hostile one does not keep the booth.
const MOST: usize = 2_000;

/// Where to look for sticks.
#[derive(Debug, Clone)]
pub(crate) struct Sticks {
    mounts: PathBuf,
    /// What lies on a medium of the booth itself, which is no stick.
    own: Vec<PathBuf>,
    more: Vec<PathBuf>,
}

impl Sticks {
    /// What `mounts` says without the media of `own`, and the folders that the command line names.
    pub(crate) fn new(mounts: &Path, own: &[&Path], more: Vec<PathBuf>) -> Self {
        let own = own.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        Self { mounts: mounts.to_owned(), own, more }
    }

    /// The sticks that are there now, by the name that officers see.
    pub(crate) fn look(&self) -> BTreeMap<String, PathBuf> {
        self.mounted(|_| true)
    }

    /// Those that take a file.
    pub(crate) fn writable(&self) -> BTreeMap<String, PathBuf> {
        self.mounted(|options| options.split(',').all(|word| word != "ro"))
    }

    fn mounted(&self, fits: impl Fn(&str) -> bool) -> BTreeMap<String, PathBuf> {
        let table = fs::read_to_string(&self.mounts).unwrap_or_default();
        let is_own = |folder: &PathBuf| self.own.iter().any(|own| own.starts_with(folder));
        let mounted = table.lines().filter_map(mounted_at).filter(|(_, options)| fits(options));
        let mounted = mounted.map(|(folder, _)| folder).filter(|folder| !is_own(folder));
        let all = mounted.chain(self.more.iter().cloned()).filter(|folder| folder.is_dir());
        all.map(|folder| (folder.display().to_string(), folder)).collect()
    }

    /// Files on them that may tell of the slips of other booths than `own`, by the name that officers see.
    pub(crate) fn media(&self, own: &BoothId) -> BTreeMap<String, PathBuf> {
        let mut search = Search { own: format!("{own}."), left: MOST, found: BTreeMap::new() };
        for (_, stick) in self.look() {
            search.folder(&stick, DEPTH);
        }
        search.found
    }
}

struct Search {
    own: String,
    /// Names that may still be looked at.
    left: usize,
    found: BTreeMap<String, PathBuf>,
}

impl Search {
    fn folder(&mut self, folder: &Path, depth: usize) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries {
            let Some(left) = self.left.checked_sub(1) else { return };
            self.left = left;
            let Ok(entry) = entry else { continue };
            let (path, name) = (entry.path(), entry.file_name());
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && depth > 0 => self.folder(&path, depth - 1),
                Ok(kind)
                    if kind.is_file()
                        && is_medium(&path)
                        && !name.to_string_lossy().starts_with(&self.own) =>
                {
                    self.found.insert(path.display().to_string(), path);
                }
                _ => {}
            }
        }
    }
}

fn is_medium(path: &Path) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| MEDIA.contains(&ending))
}

/// Where the file system in a line of the mount table is and how it is mounted, if that is where sticks are.
fn mounted_at(line: &str) -> Option<(PathBuf, &str)> {
    let mut fields = line.split(' ').skip(1);
    let (place, options) = (unescaped(fields.next()?), fields.nth(1)?);
    let path = PathBuf::from(place);
    BELOW.iter().any(|below| path.starts_with(below)).then_some((path, options))
}

/// The mount table writes white space and backslashes as three octal digits.
fn unescaped(text: &str) -> String {
    let escapes = [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")];
    escapes.iter().fold(text.to_owned(), |text, (code, c)| text.replace(code, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mounts_of_people_are_sticks_and_others_are_not() {
        let at = |line| mounted_at(line).map(|(path, _)| path.display().to_string());
        assert_eq!(at("/dev/sdb1 /media/tps/STIK\\040SATU vfat rw 0 0").unwrap(), "/media/tps/STIK SATU");
        assert_eq!(at("/dev/sdb1 /run/media/tps/A ext4 rw 0 0").unwrap(), "/run/media/tps/A");
        assert_eq!(at("/dev/sdb1 /mnt ext4 rw 0 0").unwrap(), "/mnt");
        for line in ["/dev/sda1 / ext4 rw 0 0", "proc /proc proc rw 0 0", "/dev/sdc /mediathek ext4", "", "x"]
        {
            assert_eq!(at(line), None, "{line}");
        }
    }

    #[test]
    fn media_of_other_booths_are_found_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let stick = folder.path().join("stick");
        fs::create_dir_all(stick.join("a/b/c")).unwrap();
        let names =
            ["x.plkm", "a/y.plkb", "a/b/z.sqlite", "a/b/c/deep.plkm", "1607062001-1-1.ab.plkm", "w.txt"];
        for name in names {
            fs::write(stick.join(name), b"").unwrap();
        }
        std::os::unix::fs::symlink("/etc/passwd", stick.join("link.plkm")).unwrap();
        let sticks = Sticks::new(Path::new(""), &[], vec![stick.clone(), folder.path().join("gone")]);
        assert_eq!(sticks.look().into_values().collect::<Vec<_>>(), [stick.as_path()]);
        let own = "1607062001-1-1".parse().unwrap();
        let found: Vec<PathBuf> = sticks.media(&own).into_values().collect();
        assert_eq!(found, [stick.join("a/b/z.sqlite"), stick.join("a/y.plkb"), stick.join("x.plkm")]);
    }

    #[test]
    fn a_stick_that_is_write_protected_is_read_and_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("mounts");
        fs::write(
            &table,
            "/dev/sdb1 /media vfat ro,relatime 0 0\n/dev/sdc1 /mnt ext4 rw,errors=remount-ro 0 0\n",
        )
        .unwrap();
        let sticks = Sticks::new(&table, &[], Vec::new());
        assert_eq!(sticks.look().into_keys().collect::<Vec<_>>(), ["/media", "/mnt"]);
        assert_eq!(sticks.writable().into_keys().collect::<Vec<_>>(), ["/mnt"]);
    }

    #[test]
    fn the_search_of_a_stick_ends() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..MOST + 10 {
            fs::write(folder.path().join(format!("{n}.plkb")), b"").unwrap();
        }
        let sticks = Sticks::new(Path::new(""), &[], vec![folder.path().to_owned()]);
        assert_eq!(sticks.media(&"1607062001-1-1".parse().unwrap()).len(), MOST);
    }

    #[test]
    fn the_medium_of_the_mirror_is_no_stick() {
        // Only below these folders is anything looked for; the mount table may be made up.
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("mounts");
        fs::write(&table, "/dev/sdb1 /media ext4 rw 0 0\n/dev/sdc1 /mnt ext4 rw 0 0\n").unwrap();
        let names =
            |own: &[&Path]| Sticks::new(&table, own, Vec::new()).look().into_keys().collect::<Vec<_>>();
        assert_eq!(names(&[]), ["/media", "/mnt"]);
        assert_eq!(names(&[Path::new("/mnt/../mnt"), Path::new("/etc")]), ["/media"]);
    }
}
