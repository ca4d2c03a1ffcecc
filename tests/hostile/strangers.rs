//! Files, and what looks like files, that belong to no log.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use ballot_log::mirror::FRAME;
use ballot_log::{Entry, Kind, LogHeader, MAX_RECORDS};
use election::{EntryHash, SecretKey, SignedNote};
use fixtures::world::Made;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};
use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::files::{Make, Named, Stranger};
use super::regency::Regency;
use super::{media, names};

const GIB: u64 = 1 << 30;
/// Deeper than anybody's folders.
const DEEP: usize = 40;
/// The longest bundle (spec 6.5) is about 0.8 GiB: a file of this size may be one.
const MAY_BE_A_BUNDLE: u64 = 700 << 20;

/// All of them.
pub(crate) fn all(regency: &Regency) -> Made<Vec<Stranger>> {
    let mut all = huge(regency)?;
    all.extend(garbage(regency)?);
    all.extend(no_files(regency)?);
    all.extend(many(regency)?);
    all.extend(other_kinds());
    all.extend(papers(regency)?);
    all.extend(databases(regency)?);
    all.extend(names::all(regency)?);
    Ok(all)
}

/// Lets whoever made the folder remove it.
pub(crate) fn make_removable(folder: &Path) {
    for name in ["izin/map", "izin/berkas.plkb"] {
        let _may_not_be_there = fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o755));
    }
}

/// So many signatures are tried in a file if no more than fifty files say nothing of whose they are.
const FEWEST_TRIED: usize = 2_000;

/// The header of the last booth's log, which is good.
fn header(regency: &Regency) -> Made<LogHeader> {
    Ok(regency.day(&regency.booths().pop().ok_or("no booth")?)?.header())
}

fn stranger(name: &'static str, path: &str, make: Make, named: Named) -> Stranger {
    Stranger { name, path: PathBuf::from(path), make, named: vec![named] }
}

/// Files of gigabytes that take no room.
fn huge(regency: &Regency) -> Made<Vec<Stranger>> {
    let header = header(regency)?;
    let counted = |count: u32| [header.to_bytes().as_slice(), &count.to_be_bytes()].concat();
    let one = |length: u32| [counted(1).as_slice(), &length.to_be_bytes()].concat();
    let mirror = ballot_log::mirror::encode_header(&header).to_vec();
    let database = b"SQLite format 3\0".to_vec();
    let entry = [b"\0PLK1\x02".as_slice(), &[0; 40], &u32::MAX.to_be_bytes()].concat();
    let set = || b"{\"format\": \"pilkades/count-set/v1\",".to_vec();
    let large = ("too-large", None);
    let files = [
        ("10 GiB of a bundle", "besar/10g.plkb", (counted(9), 10 * GIB), large),
        ("10 GiB of a mirror", "besar/10g.plkm", (mirror, 10 * GIB), large),
        ("10 GiB of a database", "besar/10g.sqlite", (database, 10 * GIB), large),
        ("10 GiB of nothing", "besar/10g.img", (Vec::new(), 10 * GIB), large),
        ("10 GiB of a count set", "besar/10g.json", (set(), 10 * GIB), large),
        ("1 GiB of one entry", "besar/1g.plkb", (one(1 << 30), GIB), large),
        ("700 MiB of one entry", "besar/700m.plkb", (one(1 << 29), MAY_BE_A_BUNDLE), ("invalid", Some(5))),
        ("1 GiB of one entry without a log", "besar/1g.bin", (entry, GIB), ("unknown", None)),
        ("60 MiB of a count set", "besar/60m.json", (set(), 60 << 20), ("invalid", Some(18))),
    ];
    let file = |(name, path, (head, length), (cause, check))| {
        let named = Named::File { path: PathBuf::from(path), cause, check, position: None };
        stranger(name, path, sparse(head, length), named)
    };
    Ok(files.map(file).into())
}

/// A file that begins with these bytes, and is as long as that with nothing written.
fn sparse(head: Vec<u8>, length: u64) -> Make {
    Box::new(move |path| {
        let mut file = File::create(path)?;
        file.write_all(&head)?;
        file.set_len(length)?;
        Ok(None)
    })
}

/// A record of the right form that nobody has signed.
fn nobodys(random: &mut ChaCha20Rng, position: u64, body: usize) -> Made<Vec<u8>> {
    let mut previous = [0; 32];
    random.fill_bytes(&mut previous);
    let entry = Entry::new(Kind::Cancelled, position, EntryHash::new(previous), vec![b'x'; body])?;
    let mut signature = [0; 64];
    random.fill_bytes(&mut signature);
    // S below the group's order, so that nothing but the equation tells that it is forged.
    signature[63] = 0;
    Ok([&[0], entry.to_bytes().as_slice(), &signature].concat())
}

/// Entries that nobody has signed, as many as fit.
fn garbage(regency: &Regency) -> Made<Vec<Stranger>> {
    let (header, count) = (header(regency)?, regency.scale.garbage);
    let record = |number: u32, random: &mut ChaCha20Rng| nobodys(random, (number % MAX_RECORDS).into(), 8);
    // Where there are so many that not every key is tried, nobody can say that it is nothing.
    let all_tried = usize::try_from(count)?.saturating_mul(regency.booths().len()) < FEWEST_TRIED;
    let entries = |path| match all_tried {
        true => Named::refused(path, "unknown"),
        false => Named::invalid(path, 5, None),
    };
    let random = || ChaCha20Rng::seed_from_u64(7);
    let (head, most) = (header.to_bytes(), count.min(MAX_RECORDS));
    let bundle: Make = Box::new(move |path| {
        let (mut file, mut random) = (BufWriter::new(File::create(path)?), random());
        file.write_all(&head)?;
        file.write_all(&most.to_be_bytes())?;
        for position in 0..most {
            let record = record(position, &mut random)?;
            file.write_all(&u32::try_from(record.len())?.to_be_bytes())?;
            file.write_all(&record)?;
        }
        file.flush()?;
        Ok(None)
    });
    let loose: Make = Box::new(move |path| {
        let (mut file, mut random) = (BufWriter::new(File::create(path)?), random());
        (0..count)
            .try_for_each(|position| -> Made<()> { Ok(file.write_all(&record(position, &mut random)?)?) })?;
        file.flush()?;
        Ok(None)
    });
    let head = ballot_log::mirror::encode_header(&header);
    let mirror: Make = Box::new(move |path| {
        let (mut file, mut random) = (BufWriter::new(File::create(path)?), random());
        file.write_all(&head)?;
        let mut frame = [0; FRAME];
        for _ in 0..count / 20 {
            random.fill_bytes(&mut frame);
            file.write_all(&frame)?;
        }
        file.flush()?;
        Ok(None)
    });
    let noise: Make = Box::new(move |path| {
        let mut bytes = vec![0; usize::try_from(count)? * 64];
        random().fill_bytes(&mut bytes);
        fs::write(path, bytes)?;
        Ok(None)
    });
    let long = usize::try_from(count / 10)?;
    let rows: Make = Box::new(move |path| {
        let mut random = random();
        let records: Vec<Vec<u8>> =
            (0..).take(long).map(|position| nobodys(&mut random, position, 3_900)).collect::<Made<_>>()?;
        fs::write(path, media::database_of(&header, &records, "")?)?;
        Ok(None)
    });
    Ok(vec![
        stranger(
            "a log of garbage",
            "sampah/log.plkb",
            bundle,
            Named::invalid("sampah/log.plkb", 6, Some(0)),
        ),
        stranger("entries of nobody", "sampah/catatan.bin", loose, entries("sampah/catatan.bin")),
        stranger(
            "a mirror of noise",
            "sampah/cermin.plkm",
            mirror,
            Named::invalid("sampah/cermin.plkm", 5, None),
        ),
        stranger("noise", "sampah/derau.bin", noise, Named::refused("sampah/derau.bin", "unknown")),
        stranger(
            "a database of garbage",
            "sampah/log.sqlite",
            rows,
            Named::invalid("sampah/log.sqlite", 6, Some(0)),
        ),
    ])
}

/// What has a name, but is no file.
fn no_files(regency: &Regency) -> Made<Vec<Stranger>> {
    let link =
        |target: &'static str| -> Make { Box::new(move |path| Ok(symlink(target, path).map(|()| None)?)) };
    let node = |kind, device| -> Make {
        Box::new(move |path| match mknodat(CWD, path, kind, Mode::from_raw_mode(0o666), device) {
            Err(rustix::io::Errno::PERM) => Ok(Some("only root makes devices".to_owned())),
            made => Ok(made.map(|()| None)?),
        })
    };
    let socket: Make = Box::new(|path| {
        std::os::unix::net::UnixListener::bind(path)?;
        Ok(None)
    });
    let log = regency.log(&regency.booths().pop().ok_or("no booth")?)?;
    let hidden = log.clone();
    let unreadable: Make = Box::new(move |path| {
        fs::write(path, &hidden)?;
        Ok(fs::set_permissions(path, fs::Permissions::from_mode(0o000)).map(|()| None)?)
    });
    let closed: Make = Box::new(|path| {
        fs::create_dir(path)?;
        fs::write(path.join("log.plkb"), b"x")?;
        Ok(fs::set_permissions(path, fs::Permissions::from_mode(0o000)).map(|()| None)?)
    });
    let deep: Make = Box::new(move |path| {
        let bottom = (0..DEEP).fold(path.to_path_buf(), |path, _| path.join("d"));
        fs::create_dir_all(&bottom)?;
        fs::write(bottom.join("log.plkb"), &log)?;
        Ok(None)
    });
    // The folder of inputs is the first, `dalam` the second.
    let last = (0..14).fold(PathBuf::from("dalam"), |path, _| path.join("d"));
    let null = rustix::fs::makedev(1, 5);
    let link_to = |name, path, target| stranger(name, path, link(target), Named::refused(path, "link"));
    Ok(vec![
        link_to("a link to itself", "tautan/diri.plkb", "diri.plkb"),
        link_to("a link of a circle", "tautan/satu", "dua"),
        link_to("the other link of the circle", "tautan/dua", "satu"),
        link_to("a folder in itself", "tautan/atas", ".."),
        link_to("a link to zeros without end", "tautan/nol.plkb", "/dev/zero"),
        link_to("a link to a secret", "tautan/rahasia", "/etc/passwd"),
        link_to("a link to nothing", "tautan/hampa.plkb", "tidak-ada"),
        stranger(
            "a pipe",
            "khusus/pipa.plkb",
            node(FileType::Fifo, 0),
            Named::refused("khusus/pipa.plkb", "special"),
        ),
        stranger("a socket", "khusus/soket.plkb", socket, Named::refused("khusus/soket.plkb", "special")),
        stranger(
            "a device",
            "khusus/alat.plkb",
            node(FileType::CharacterDevice, null),
            Named::refused("khusus/alat.plkb", "special"),
        ),
        stranger(
            "a log that may not be read",
            "izin/berkas.plkb",
            unreadable,
            Named::refused("izin/berkas.plkb", "unreadable"),
        ),
        stranger(
            "a folder that may not be read",
            "izin/map",
            closed,
            Named::refused("izin/map", "unreadable"),
        ),
        stranger("folders forty deep", "dalam", deep, Named::refused(last.join("d"), "too-many")),
    ])
}

/// More files than anybody reads.
fn many(regency: &Regency) -> Made<Vec<Stranger>> {
    let count = regency.scale.empty;
    let named = [0, count - 1].map(|number| Named::refused(format!("kosong/{number}"), "unknown"));
    let make: Make = Box::new(move |path| {
        fs::create_dir(path)?;
        (0..count).try_for_each(|number| File::create(path.join(number.to_string())).map(|_| ()))?;
        Ok(None)
    });
    Ok(vec![Stranger { name: "empty files", path: "kosong".into(), make, named: named.to_vec() }])
}

/// Files of other programs.
fn other_kinds() -> Vec<Stranger> {
    let local =
        [b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), &[0; 8], &42_u32.to_le_bytes(), &u32::MAX.to_le_bytes()];
    let zip = [local.concat(), vec![0; 1 << 20]].concat();
    let gzip = [b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec(), vec![0; 1 << 20]].concat();
    let tar = [b"../../../../etc/cron.d/x".to_vec(), vec![0; 1_000]].concat();
    let nested = "[".repeat(200_000).into_bytes();
    let page = b"<!DOCTYPE html><script>fetch('http://x')</script>".to_vec();
    let files: [(&'static str, &'static str, Vec<u8>); 10] = [
        ("an archive that unpacks to gigabytes", "lain/bom.zip", zip),
        ("a packed stream", "lain/bom.gz", gzip),
        ("an archive that climbs", "lain/naik.tar", tar),
        ("JSON without end", "lain/dalam.json", nested),
        ("a web page", "lain/hasil.html", page),
        ("a picture", "lain/foto.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0".repeat(9)),
        ("a program", "lain/program", b"\x7fELF\x02\x01\x01".repeat(99)),
        ("a script", "lain/jalan.sh", b"#!/bin/sh\nrm -rf /\n".to_vec()),
        ("a table", "lain/suara.csv", "desa,suara\n=1+1,9\n".as_bytes().to_vec()),
        (
            "a number of a megabyte",
            "lain/angka.json",
            [b"{\"format\":".as_slice(), &b"9".repeat(1 << 20)].concat(),
        ),
    ];
    let file =
        |(name, path, bytes)| Stranger::of_bytes(name, path, bytes, vec![Named::refused(path, "unknown")]);
    files.map(file).into()
}

/// Papers of the election's own kinds that are none of this election's.
fn papers(regency: &Regency) -> Made<Vec<Stranger>> {
    let sealed = regency.other.sealed();
    let of = |path: &str| sealed.get(path).cloned().ok_or_else(|| format!("no {path}"));
    let one = |folder: &str| {
        sealed.iter().find(|(path, _)| path.starts_with(folder)).map(|(_, bytes)| bytes.clone())
    };
    let foreign = |regency: &Regency| -> Made<_> {
        let (id, _) = regency.other.definition.booths().next().ok_or("no booth")?;
        let mut day = super::regency::day_in(&regency.other, &id, 4, "")?;
        day.close()?;
        Ok((day.receipt(0).to_bytes(), day.checkpoint_note()?))
    };
    let (receipt, checkpoint) = foreign(regency)?;
    let key = SecretKey::generate(&mut ChaCha20Rng::seed_from_u64(21));
    let mut decision = SignedNote::new(format!(
        "pilkades/decision/v1\n{}\n9901012001\nbooth-missing\n1\n",
        regency.world.definition.id()
    ))?;
    decision.sign(&"ketua.9901012001.example".parse()?, &key);
    let mut lines = SignedNote::new("pilkades/count-set/v1\nx\n".to_owned())?;
    for number in 0..200 {
        lines.sign(&format!("anggota-{number}.example").parse()?, &key);
    }
    let shares = b"{\n  \"format\": \"pilkades/share/v1\",\n  \"election\": 1\n}\n".to_vec();
    let set = b"{\n  \"format\": \"pilkades/count-set/v1\",\n  \"groups\": []\n}\n".to_vec();
    let acceptance = b"{\n  \"format\": \"pilkades/acceptance/v1\",\n  \"trustee\": 70000\n}\n".to_vec();
    let files = [
        ("definition of another election", "surat/election.json", of("election.json")?, 1),
        ("seal of another election", "surat/election.json.note", of("election.json.note")?, 2),
        (
            "acceptance of another election",
            "surat/terima.json",
            one("acceptances/").ok_or("no acceptance")?,
            3,
        ),
        ("acceptance of nobody", "surat/terima-2.json", acceptance, 3),
        ("token list of another election", "surat/daftar.list", one("tokens/").ok_or("no list")?, 4),
        ("token list of garbage", "surat/daftar-2.list", b"pilkades/token-list/v1\nxx\n".to_vec(), 4),
        ("checkpoint of another election", "surat/titik.note", checkpoint, 10),
        ("receipt of another election", "surat/terima.receipt.json", receipt, 11),
        ("count set of nothing", "surat/village.json", set, 18),
        ("signatures under no count set", "surat/village.json.note", lines.to_bytes(), 19),
        ("shares of nobody", "surat/wali.share.json", shares, 21),
        ("decision of strangers", "surat/putusan.note", decision.to_bytes(), 25),
    ];
    let file = |(name, path, bytes, check)| {
        Stranger::of_bytes(name, path, bytes, vec![Named::invalid(path, check, None)])
    };
    Ok(files.map(file).into())
}

/// Databases that are no booth's.
fn databases(regency: &Regency) -> Made<Vec<Stranger>> {
    let header = header(regency)?;
    let endless = media::made(|connection| {
        connection.execute_batch(
            "CREATE TABLE header (id INTEGER PRIMARY KEY, bytes BLOB);
             CREATE VIEW record AS WITH RECURSIVE n(i) AS (VALUES(0) UNION ALL SELECT i + 1 FROM n)
             SELECT i AS position, zeroblob(4000) AS bytes FROM n;",
        )?;
        connection.execute("INSERT INTO header VALUES (0, ?1)", [header.to_bytes()])?;
        Ok(())
    })?;
    let columns: Vec<String> =
        (0..1_900).map(|number| format!("c{number} TEXT DEFAULT '{}'", "x".repeat(200))).collect();
    let wide = media::made(|connection| {
        Ok(connection.execute_batch(&format!("CREATE TABLE t ({});", columns.join(",")))?)
    })?;
    let many = media::made(|connection| {
        (0..2_000)
            .try_for_each(|number| connection.execute_batch(&format!("CREATE TABLE t{number} (a);")))?;
        Ok(())
    })?;
    let mut looping =
        media::made(|connection| Ok(connection.execute_batch("CREATE TABLE t (a); CREATE TABLE u (a);")?))?;
    // The right-most page of the schema is the schema itself.
    looping[100] = 0x05;
    looping[108..112].copy_from_slice(&1_u32.to_be_bytes());
    let others = media::made(|connection| {
        Ok(connection.execute_batch("CREATE TABLE kontak (nama TEXT); INSERT INTO kontak VALUES ('x');")?)
    })?;
    let files = [
        ("a database with an endless view", "basis/tanpa-akhir.sqlite", endless),
        ("a database with a table of 1,900 columns", "basis/lebar.sqlite", wide),
        ("a database of 2,000 tables", "basis/banyak.sqlite", many),
        ("a database that points into itself", "basis/lingkar.sqlite", looping),
        ("somebody's address book", "basis/kontak.sqlite", others),
    ];
    let file =
        |(name, path, bytes)| Stranger::of_bytes(name, path, bytes, vec![Named::refused(path, "unknown")]);
    Ok(files.map(file).into())
}
