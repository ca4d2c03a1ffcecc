//! `tally booth pack`.

use std::fs;

use election::pack::{BoothPack, medium_hash};

use crate::kit::Desk;

const PACK: &str = "booth pack --definition sealed/election.json --tokens printed/tokens \
    --acceptances acceptances --key authority.age --passphrase-file p --out packs";
const WORKING: &str = "packs/9901012001-1-1.plkp";
const SPARE: &str = "packs/9901012001-1-3.plkp";

/// A sealed definition that two of three trustees have accepted, with photos and clips.
fn desk() -> (Desk, String) {
    let desk = Desk::new();
    desk.parts();
    desk.media();
    let election = desk.ok(crate::kit::SEAL)["election"].as_str().unwrap().to_owned();
    desk.write("p1", "satu dua tiga empat\n");
    desk.write("p2", "lima enam tujuh\n");
    for trustee in [1, 2] {
        accept(&desk, trustee);
    }
    (desk, election)
}

fn accept(desk: &Desk, trustee: u8) {
    desk.ok(&format!(
        "trustee accept --definition sealed/election.json --key ceremony/t0{trustee}.key.age --passphrase-file p{trustee} --out acceptances"
    ));
}

fn pack(desk: &Desk, name: &str) -> BoothPack {
    BoothPack::parse(&fs::read(desk.path(name)).unwrap()).unwrap()
}

fn lists(lists: &[election::TokenList]) -> Vec<String> {
    lists.iter().map(|list| list.id().to_string()).collect()
}

#[test]
fn every_booth_gets_its_own_pack() {
    let (desk, election) = desk();
    let made = desk.ok(PACK);
    assert_eq!(made["election"], election.as_str());
    let booths: Vec<(&str, bool)> = made["packs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["file"].as_str().unwrap(), it["spare"].as_bool().unwrap()))
        .collect();
    let expected = [(WORKING, false), ("packs/9901012001-1-2.plkp", false), (SPARE, true)];
    assert_eq!(booths[..3], expected);
    assert_eq!(booths.len(), 4);
    let working = pack(&desk, WORKING);
    assert_eq!(working.definition().id().to_string(), election);
    assert_eq!(working.definition_bytes(), desk.read("sealed/election.json").as_bytes());
    assert_eq!(working.seal().to_bytes(), desk.read("sealed/election.json.note").as_bytes());
    assert_eq!(working.booth().to_string(), "9901012001-1-1");
    let trustees: Vec<u16> = working.acceptances().iter().map(|it| it.trustee.get()).collect();
    assert_eq!(trustees, [1, 2]);
    assert_eq!(
        (lists(working.own_lists()), working.other_lists().len()),
        (vec!["9901012001-1-1-1".into()], 0)
    );
    let photo = fs::read(desk.path("foto/1.jpg")).unwrap();
    assert_eq!(working.media().get(&medium_hash(&photo)), Some(&photo));
    assert_eq!(working.media().len(), 6);
    let spare = pack(&desk, SPARE);
    assert_eq!(lists(spare.own_lists()), ["9901012001-1-3-1"]);
    assert_eq!(lists(spare.other_lists()), ["9901012001-1-1-1", "9901012001-1-2-1"]);
}

#[test]
fn a_pack_is_made_again_only_as_it_is() {
    let (desk, _) = desk();
    let only = format!("{PACK} --booth 9901012001-1-1 --booth 9901012001-1-3");
    let made = desk.ok(&only);
    assert_eq!(
        (made["packs"].as_array().unwrap().len(), &made["packs"][1]["outcome"]),
        (2, &"written".into())
    );
    let page = desk.tally(PACK).out;
    assert!(page.contains("SIMULASI") && page.contains("sudah ada") && page.contains("ditulis"), "{page}");
    desk.write("p3only", "delapan sembilan\n");
    fs::rename(desk.path("p3only"), desk.path("p3")).unwrap();
    accept(&desk, 3);
    desk.tally(&format!("{PACK} --json")).fails(74, "file-exists");
    desk.ok(&PACK.replace("--out packs", "--out more"));
    assert_eq!(pack(&desk, "more/9901012001-1-1.plkp").acceptances().len(), 3);
}

#[test]
fn one_byte_flipped_anywhere_is_refused() {
    let (desk, _) = desk();
    desk.ok(&format!("{PACK} --booth 9901012001-1-1"));
    let bytes = fs::read(desk.path(WORKING)).unwrap();
    for at in (0..120).chain((120..bytes.len()).step_by(97)).chain(bytes.len() - 64..bytes.len()) {
        let mut bent = bytes.clone();
        bent[at] ^= 0x20;
        assert!(BoothPack::parse(&bent).is_err(), "byte {at}");
    }
}

#[test]
fn what_is_missing_is_named_and_the_others_are_made() {
    let (desk, _) = desk();
    fs::remove_file(desk.path("printed/tokens/9901012001-1-2-1.list")).unwrap();
    let made = desk.tally(&format!("{PACK} --json")).ends(2);
    let missing: Vec<Option<&str>> =
        made["packs"].as_array().unwrap().iter().map(|it| it["missing"].as_str()).collect();
    let list = Some("tokens/9901012001-1-2-1.list");
    assert_eq!(missing, [None, list, list, None]);
    assert!(desk.path(WORKING).exists() && !desk.path(SPARE).exists());
}

/// The hash of a file of the desk, as it stands in the definition.
fn hash_of(desk: &Desk, name: &str) -> String {
    hex::encode(medium_hash(&fs::read(desk.path(name)).unwrap()))
}

#[test]
fn without_a_photo_or_clip_there_is_no_pack() {
    let (desk, _) = desk();
    let clip = hash_of(&desk, "suara/1.wav");
    fs::remove_file(desk.path("sealed/media").join(&clip)).unwrap();
    let made = desk.tally(&format!("{PACK} --json")).ends(2);
    let missing: Vec<Option<&str>> =
        made["packs"].as_array().unwrap().iter().map(|it| it["missing"].as_str()).collect();
    assert_eq!(missing, [Some(format!("media/{clip}").as_str()); 4]);
    fs::remove_dir_all(desk.path("sealed/media")).unwrap();
    let page = desk.tally(PACK);
    assert!(page.code == 2 && page.out.contains("kurang: media/"), "{}{}", page.out, page.err);
    assert!(page.out.contains("salin map media"), "{}", page.out);
    assert_eq!(fs::read_dir(desk.path("packs")).unwrap().count(), 0);
}

#[test]
fn a_photo_that_was_changed_after_sealing_is_refused() {
    let (desk, _) = desk();
    let photo = hash_of(&desk, "foto/2.jpg");
    let copied = format!("sealed/media/{photo}");
    fs::copy(desk.path("foto/3.jpg"), desk.path(&copied)).unwrap();
    let refused = desk.tally(&format!("{PACK} --json"));
    refused.fails(3, "medium-changed");
    assert!(refused.json()["error"]["file"].as_str().unwrap().ends_with(&photo));
    fs::copy(desk.path("foto/2.jpg"), desk.path(&copied)).unwrap();
    desk.flip(&copied);
    desk.tally(&format!("{PACK} --json")).fails(3, "medium-changed");
    assert!(!desk.path("packs").exists());
    // Under any name of its own, a changed photo is simply not the one that was sealed.
    desk.flip("foto/2.jpg");
    desk.write("foto/lain.txt", "bukan milik siapa pun");
    let made = desk.tally(&format!("{PACK} --media foto --json")).ends(2);
    assert!(made["packs"][0]["missing"].as_str().unwrap().starts_with("media/"));
    desk.flip("foto/2.jpg");
    fs::rename(desk.path("suara"), desk.path("foto/suara")).unwrap();
    desk.ok(&format!("{PACK} --media foto"));
}

#[test]
fn only_what_belongs_to_this_definition_is_packed() {
    let (desk, _) = desk();
    let list = "printed/tokens/9901012001-1-1-1.list";
    let right = desk.read(list);
    let last = right.trim_end().rsplit('\n').next().unwrap().to_owned();
    desk.edit(list, &format!("{last}\n"), "");
    desk.tally(&format!("{PACK} --json")).fails(3, "pack-failed");
    desk.write(list, &right);
    desk.edit(list, &last, "zz");
    desk.tally(&format!("{PACK} --json")).fails(66, "list-unreadable");
    desk.write(list, &right);
    let acceptance = "acceptances/9901012001-t02.json";
    let right = desk.read(acceptance);
    desk.edit(acceptance, "\"trustee\": 2", "\"trustee\": 3");
    desk.tally(&format!("{PACK} --json")).fails(3, "acceptance-bad");
    desk.write(acceptance, "{}\n");
    desk.tally(&format!("{PACK} --json")).fails(66, "acceptance-unreadable");
    desk.write(acceptance, &right);
    assert!(!desk.path("packs").exists() || fs::read_dir(desk.path("packs")).unwrap().count() == 0);
    desk.edit("sealed/election.json", "Sukamaju", "Sukamundur");
    desk.tally(&format!("{PACK} --json")).fails(3, "seal-bad");
}

#[test]
fn only_the_authority_packs() {
    let (desk, _) = desk();
    let booth = PACK.replace("authority.age", "9901012001-1-1.age");
    desk.tally(&format!("{booth} --json")).fails(3, "pack-other-key");
    desk.tally(&format!("{PACK} --booth 9901012001-1-9 --json")).fails(64, "pack-no-such-booth");
    assert!(!desk.path("packs").exists());
}
