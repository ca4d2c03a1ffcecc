//! Photos of printed bulletins: whatever a poor camera does to them, they are read, and what was read verifies.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test fails by panicking, and its pictures are small"
)]

mod camera;

use camera::Shot;
use election::{Definition, SecretKey, SetHash, hex32, json};
use image::{GrayImage, Luma};
use papers::bulletin::{Caption, sheet_png, svg};
use papers::photo::{PhotoError, is_photo, read_codes};
use tally::{Bulletin, SignedBulletin, VillageResult};

const ELECTION: &[u8] = include_bytes!("../../../fixtures/election/record/election.json");
const SECRETS: &str = include_str!("../../../fixtures/election/secret/worthless.json");
const RESULTS: [&[u8]; 2] = [
    include_bytes!("../../../fixtures/election/record/villages/9901022001/result.json"),
    include_bytes!("../../../fixtures/election/record/villages/9901022002/result.json"),
];

fn definition() -> Definition {
    Definition::parse(ELECTION).unwrap()
}

/// The QR texts of all bulletins of the fixture, each signed by the first member of its committee.
fn texts() -> Vec<String> {
    let definition = definition();
    let of = |bytes: &&[u8]| {
        let result: VillageResult = json::parse_pretty(bytes, 1 << 20).unwrap();
        let village = definition.village(&result.village).unwrap();
        let name = &village.committee.keys[0].name;
        let (_, after) = SECRETS.split_once(&format!("\"{name}\": \"")).unwrap();
        let key = SecretKey::from_bytes(&hex32(&after[..64]).unwrap());
        let all = Bulletin::of(village, &result).unwrap();
        all.into_iter().map(|bulletin| bulletin.sign(result.set, 1, &key).to_qr()).collect::<Vec<_>>()
    };
    RESULTS.iter().flat_map(of).collect()
}

/// The text of the most characters that a bulletin can have (spec 10.6); it is of no election.
fn longest() -> String {
    let definition = definition();
    let bulletin = Bulletin {
        mode: definition.mode(),
        election: definition.id(),
        village: definition.villages()[0].code.clone(),
        tps: (901..=999).map(|number| number.try_into().unwrap()).collect(),
        registered: 999_999,
        ballots: 999_999,
        votes: vec![999_999; 8],
        doubt: 999_999,
        r#final: true,
    };
    bulletin.sign(SetHash::new([0xa5; 32]), 16, &SecretKey::from_bytes(&[7; 32])).to_qr()
}

/// A bulletin as it is printed: a page with its caption.
fn sheet(text: &str) -> GrayImage {
    let line = |text: &str| text.to_owned();
    let caption = Caption {
        title: vec![line("Hasil sementara - bukan penetapan"), line("TPS 1, Desa Tanjung Contoh")],
        figures: vec![line("1 Siti Aminah: 8"), line("2 Budi Santoso: 6"), line("Suara kosong: 1")],
        notes: vec![
            line("Ditandatangani oleh ketua.9901022001.example"),
            line("ElectionId 3e0a c3d4 3cd3 7404"),
        ],
    };
    image::load_from_memory(&sheet_png(text, &caption).unwrap()).unwrap().to_luma8()
}

fn assert_read(text: &str, shot: &Shot) {
    let photo = shot.of(&sheet(text));
    assert!(is_photo(&photo));
    let read = read_codes(&photo);
    assert_eq!(read, Ok([text.to_owned()].into()), "{shot:?}");
}

#[test]
fn every_bulletin_is_read_from_a_photo_turned_blurred_and_squeezed_and_verifies() {
    let definition = definition();
    let texts = texts();
    assert_eq!(texts.len(), 5);
    for text in &texts {
        for degrees in [0.0, 7.0, 20.0] {
            assert_read(text, &Shot { degrees, ..Shot::MESSENGER });
        }
        assert!(SignedBulletin::from_qr(text).unwrap().verify(&definition).is_ok());
    }
}

#[test]
fn a_photo_in_perspective_upside_down_or_from_a_corner_is_read() {
    let text = &texts()[1];
    for (degrees, slant) in [(7.0, 0.3), (20.0, -0.3), (45.0, 0.0), (90.0, 0.2), (173.0, 0.0), (-38.0, 0.15)]
    {
        assert_read(text, &Shot { degrees, slant, ..Shot::MESSENGER });
    }
}

#[test]
fn the_longest_bulletin_is_read_too() {
    for degrees in [0.0, 7.0, 20.0] {
        assert_read(&longest(), &Shot { degrees, blur: 1.0, ..Shot::MESSENGER });
    }
}

/// Forty millimetres on paper, seen by two megapixels from the distance at which the sheet fills the picture.
#[test]
fn a_code_of_forty_millimetres_is_read() {
    let text = &texts()[1];
    let sheet = sheet(text);
    // The sheet's code has up to 70 mm: the whole sheet is printed smaller.
    let scale = 0.65 * 40.0 / 70.0;
    let small = Shot { size: (1600, 1200), scale, blur: 0.8, degrees: 7.0, ..Shot::MESSENGER };
    assert_eq!(read_codes(&small.of(&sheet)), Ok([text.clone()].into()));
}

#[test]
fn several_codes_in_one_photo_are_all_read() {
    let texts = texts();
    let (one, two) = (sheet(&texts[1]), sheet(&texts[2]));
    let mut both = GrayImage::from_pixel(one.width() * 2, one.height(), Luma([255]));
    image::imageops::overlay(&mut both, &one, 0, 0);
    image::imageops::overlay(&mut both, &two, one.width().into(), 0);
    let photo = Shot { scale: 0.6, degrees: 4.0, blur: 0.8, ..Shot::MESSENGER }.of(&both);
    assert_eq!(read_codes(&photo), Ok([texts[1].clone(), texts[2].clone()].into()));
}

#[test]
fn a_picture_without_a_code_and_bytes_that_are_none_say_so() {
    let empty = Shot::MESSENGER.of(&GrayImage::from_pixel(800, 800, Luma([255])));
    assert_eq!(read_codes(&empty), Err(PhotoError::NoCode { seen: 0 }));
    let blurred = Shot { blur: 9.0, ..Shot::MESSENGER }.of(&sheet(&texts()[1]));
    assert!(matches!(read_codes(&blurred), Err(PhotoError::NoCode { .. })));
    for bytes in [&b"PLK1-H-"[..], b"", b"\x89PNG\r\n\x1a\n", &blurred[..200]] {
        assert!(matches!(read_codes(bytes), Err(PhotoError::NotAPicture { .. })));
    }
    assert!(!is_photo(b"PLK1-H-") && !is_photo(b""));
}

/// What lies about in photos is no reason to fall over.
#[test]
fn noise_and_stripes_are_no_code() {
    let mut random = 7_u32;
    let mut noise = |levels: u32| {
        GrayImage::from_fn(320, 240, |_, _| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Luma([((random >> 16) % levels * 255 / (levels - 1)) as u8])
        })
    };
    let stripes = GrayImage::from_fn(320, 240, |x, y| Luma([if (x / 3 + y / 7) % 2 == 0 { 0 } else { 255 }]));
    let dot = GrayImage::from_pixel(1, 1, Luma([0]));
    for picture in [noise(2), noise(256), stripes, dot] {
        let mut bytes = Vec::new();
        picture.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
        assert_eq!(read_codes(&bytes).map_err(|e| matches!(e, PhotoError::NoCode { .. })), Err(true));
    }
}

#[test]
fn the_svg_of_a_page_is_the_same_code() {
    let text = &texts()[0];
    let picture = svg(text).unwrap();
    // The path's runs, drawn at four dots to a module.
    let (_, path) = picture.rsplit_once(" d=\"").unwrap();
    let side: u32 =
        picture.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    let mut grey = GrayImage::from_pixel(side * 4, side * 4, Luma([255]));
    for run in path.split('z').filter_map(|run| run.strip_prefix('M')) {
        let (place, rest) = run.split_once('h').unwrap();
        let (x, y) = place.split_once(' ').unwrap();
        let (x, y): (u32, u32) = (x.parse().unwrap(), y.parse().unwrap());
        let length: u32 = rest.split('v').next().unwrap().parse().unwrap();
        for (dx, dy) in (0..length * 4).flat_map(|dx| (0..4).map(move |dy| (dx, dy))) {
            grey.put_pixel(x * 4 + dx, y * 4 + dy, Luma([0]));
        }
    }
    let mut bytes = Vec::new();
    grey.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    assert_eq!(read_codes(&bytes), Ok([text.clone()].into()));
}
