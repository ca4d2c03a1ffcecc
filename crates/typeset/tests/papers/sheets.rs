//! Sheets to set: of the small election of `fixtures`, and with the longest texts that a definition may have.

use std::path::Path;

use ballot_log::SoftwareHash;
use election::definition::Content;
use election::{Definition, ListId, Mode, Token, TokenList};
use papers::figures::VerifiedElection;
use papers::sheets::{
    CountMinutes, ElectionIdSheet, Heading, MachineTestPoster, Occasion, Place, PollsMinutes, Sheet,
    TokenSheet,
};
use tally::{Files, NoProgress, VerifyReport, verify};

/// Every paper, and the same with the longest texts, by the name of its committed text.
pub(crate) fn all() -> Vec<(&'static str, Sheet)> {
    let (plain, stretched) = (definition(|_| ()), definition(stretch));
    vec![
        ("election-id", election_id(&plain)),
        ("election-id-longest", election_id(&stretched)),
        ("machine-test", machine_test(&plain)),
        ("machine-test-longest", machine_test(&stretched)),
        ("polls", polls(1)),
        ("count", count()),
        ("tokens-2-candidates", slips_of_draft(17, 2)),
        ("tokens-5-candidates", slips_of_draft(1, 5)),
        ("tokens-longest", longest_slips(51)),
    ]
}

/// A text of so many characters that looks like a long name.
pub(crate) fn long(length: usize) -> String {
    let words = "Ngawen Lor Kidul Mergangsan Wetan Sumberagung Tirtonirmolo Banguntapan Kulon Xenoh ";
    words.chars().cycle().take(length - 1).chain(['Z']).collect::<String>().replace("  ", " Q")
}

/// Everything that means something in markup, in a data file, or on a command line.
pub(crate) const MARKUP: &str = "#eval(\"1+1\") $x^2$ *a* _b_ \\c @d `e` <f> [g] {h} = i // j -> --- ~ #";

const NONCE: [u8; 32] = [7; 32];

/// The small election with its content bent.
pub(crate) fn definition(bend: impl FnOnce(&mut Content)) -> Definition {
    let fixture = include_bytes!("../../../../fixtures/election/election.json");
    let mut content = Definition::parse(fixture).unwrap().content().clone();
    bend(&mut content);
    Definition::seal(content).unwrap().0
}

/// All texts as long as they may be.
pub(crate) fn stretch(content: &mut Content) {
    content.title = long(200);
    content.words.village = long(40);
    content.words.head = long(40);
    let village = &mut content.villages[0];
    village.name = long(80);
    village.district = long(80);
    village.regency = long(80);
    village.province = long(80);
    for dusun in &mut village.dusun {
        dusun.name = format!("{} {}", long(77), dusun.number);
    }
}

fn software() -> SoftwareHash {
    SoftwareHash::new([0xc5; 32])
}

/// The record of `fixtures` with statements of every kind, verified.
fn stated() -> VerifyReport {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/tampered");
    let mut files = Files::new();
    for folder in ["bases/record", "730-statements-of-every-kind/overlay"] {
        read_into(&mut files, &fixtures.join(folder), "");
    }
    verify(&files, None, &NoProgress).unwrap()
}

fn read_into(files: &mut Files, folder: &Path, prefix: &str) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let (path, name) = entry.map(|e| (e.path(), e.file_name().into_string().unwrap())).unwrap();
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            read_into(files, &path, &format!("{name}/"));
        } else {
            files.insert(name, std::fs::read(path).unwrap());
        }
    }
}

/// Minutes of the polls at a polling place of that record.
pub(crate) fn polls(tps: u32) -> Sheet {
    let report = stated();
    let election = VerifiedElection::of(&report).unwrap();
    let village = &election.definition().villages()[0].code;
    Sheet::Polls(PollsMinutes::of(&election, village, tps.try_into().unwrap()).unwrap())
}

/// Minutes of the count of that record.
pub(crate) fn count() -> Sheet {
    let report = stated();
    let election = VerifiedElection::of(&report).unwrap();
    let village = &election.definition().villages()[0].code;
    Sheet::Count(CountMinutes::of(&election, village).unwrap())
}

pub(crate) fn election_id(definition: &Definition) -> Sheet {
    let village = &definition.villages()[0].code;
    Sheet::ElectionId(ElectionIdSheet::of(definition, village).unwrap().by(software()))
}

pub(crate) fn machine_test(definition: &Definition) -> Sheet {
    let village = &definition.villages()[0].code;
    Sheet::MachineTest(MachineTestPoster::of(definition, village).unwrap().by(software()))
}

pub(crate) fn tokens(count: u16) -> Vec<Token> {
    let bytes = |n: u16| {
        let [high, low] = n.to_be_bytes();
        [high, low, 31, 4, 5, 60, 7, 81, 9, low]
    };
    (0..count).map(|n| Token::from_bytes(bytes(n))).collect()
}

fn list(id: &str, dusun: u32, mode: Mode, nonce: &[u8; 32], tokens: &[Token]) -> TokenList {
    let id = ListId { booth: id.parse().unwrap(), dusun: dusun.try_into().unwrap() };
    TokenList::new(id.clone(), tokens.iter().map(|token| token.hash(mode, nonce, &id))).unwrap()
}

/// Slips of an election that is not sealed yet.
pub(crate) fn slips_of_draft(count: u16, candidates: usize) -> Sheet {
    let tokens = tokens(count);
    let list = list("1607062001-1-2", 0, Mode::Resmi, &NONCE, &tokens);
    let heading = Heading::new(&Occasion {
        mode: Mode::Resmi,
        title: "Pemilihan kepala desa serentak Kabupaten Banyuasin",
        date: "2025-12-10",
        head: "kepala desa",
        kind: "desa",
        village: "Sukamaju",
        areas: ["Muara Telang", "Banyuasin", "Sumatera Selatan"],
    });
    let place = Place { mode: Mode::Resmi, nonce: &NONCE, list: &list, dusun: None, candidates };
    Sheet::Tokens(TokenSheet::new(heading.unwrap(), &place, &tokens).unwrap())
}

/// Slips of a rehearsal with the longest texts, bound to a dusun.
pub(crate) fn longest_slips(count: u16) -> Sheet {
    let tokens = tokens(count);
    let nonce = definition(stretch).nonce();
    let list = list("9901022001-1-1", 1, Mode::Simulasi, &nonce, &tokens);
    let definition = definition(|content| {
        stretch(content);
        let head = &mut content.villages[0].tps[0].booths[0].lists[0];
        head.tokens = count.into();
        head.hash = hex::encode(list.hash());
    });
    Sheet::Tokens(TokenSheet::of(&definition, &list, &tokens).unwrap().by(software()))
}
