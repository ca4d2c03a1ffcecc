use std::collections::BTreeSet;

use super::*;
use crate::definition::{Content, example};
use crate::ids::{Mode, TokenHash};

const WORKING: &str = "1607062001-1-2";
const SPARE: &str = "1607062001-1-3";

/// An election of which every file is there.
struct World {
    definition: Definition,
    bytes: Vec<u8>,
    seal: SignedNote,
    acceptances: Vec<AcceptanceFile>,
    lists: BTreeMap<ListId, TokenList>,
    media: BTreeMap<[u8; 32], Vec<u8>>,
}

type Files = BTreeMap<String, Vec<u8>>;

impl World {
    fn new() -> Self {
        Self::of(example::content())
    }

    fn of(mut content: Content) -> Self {
        let media: BTreeMap<[u8; 32], Vec<u8>> = ["photo", "clip one", "clip two"]
            .into_iter()
            .map(|text| (medium_hash(text.as_bytes()), text.as_bytes().to_vec()))
            .collect();
        let mut lists = BTreeMap::new();
        for village in &mut content.villages {
            for tps in &mut village.tps {
                for booth in &mut tps.booths {
                    let id = BoothId { village: village.code.clone(), tps: tps.number, booth: booth.number };
                    for head in &mut booth.lists {
                        let list = token_list(ListId { booth: id.clone(), dusun: head.dusun }, head.tokens);
                        head.hash = hex::encode(list.hash());
                        lists.insert(list.id().clone(), list);
                    }
                }
            }
            let hashes: Vec<String> = media.keys().map(hex::encode).collect();
            village.candidates[0].photo = Some(hashes[0].clone());
            village.candidates[0].clips = hashes[1..].to_vec();
        }
        let (definition, bytes) = Definition::seal(content).unwrap();
        let acceptance = |number: u32| {
            let village = "1607062001".parse().unwrap();
            let number = number.try_into().unwrap();
            AcceptanceFile::new(definition.id(), village, number, [[1; 32], [2; 32]])
        };
        let acceptances = (1..=3).map(acceptance).collect();
        Self { seal: definition.seal_note(&authority()), bytes, acceptances, lists, media, definition }
    }

    fn source(&self) -> PackSource<'_> {
        PackSource {
            definition: &self.definition,
            definition_bytes: &self.bytes,
            seal: &self.seal,
            acceptances: &self.acceptances,
            lists: &self.lists,
            media: &self.media,
        }
    }

    fn build(&self, booth: &str) -> Result<Vec<u8>, PackError> {
        BoothPack::build(&self.source(), &booth.parse().unwrap(), &authority())
    }

    /// The pack of the working booth with other files or another head, signed by the authority itself.
    fn forged(&self, change: impl FnOnce(&mut Head, &mut Files)) -> Result<BoothPack, PackError> {
        let pack = self.build(WORKING).unwrap();
        let form::Decoded { mut head, files, .. } = form::decode(&pack).unwrap();
        let mut files: Files =
            files.0.into_iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
        change(&mut head, &mut files);
        let mut bytes = form::encode(&head, &Raw::borrowed(&files)).unwrap();
        sign(&mut bytes);
        BoothPack::parse(&bytes)
    }

    /// What is wrong with one file after its bytes were replaced.
    fn replaced(&self, path: &str, bytes: impl Into<Vec<u8>>) -> FileProblem {
        let forged = self.forged(|_, files| {
            files.insert(path.to_owned(), bytes.into()).unwrap();
        });
        match forged {
            Err(PackError::File { path: found, problem }) if found == path => problem,
            other => panic!("{other:?}"),
        }
    }
}

fn token_list(id: ListId, tokens: u32) -> TokenList {
    let name = id.to_string();
    let hash = |i| TokenHash::new(LabelledHasher::new("test").str(&name).u32(i).finish());
    TokenList::new(id, (0..tokens).map(hash)).unwrap()
}

fn authority() -> SecretKey {
    SecretKey::from_bytes(&LabelledHasher::new("test").str("dpmd.example").finish())
}

fn sign(bytes: &mut Vec<u8>) {
    let signature = authority().sign(&signed_message(bytes));
    bytes.extend_from_slice(signature.as_bytes());
}

fn file(path: &str, problem: FileProblem) -> PackError {
    PackError::File { path: path.to_owned(), problem }
}

fn paths(pack: &[u8]) -> Vec<String> {
    form::decode(pack).unwrap().files.0.into_keys().map(str::to_owned).collect()
}

fn names(lists: &[TokenList]) -> Vec<String> {
    lists.iter().map(|list| list.id().to_string()).collect()
}

#[test]
fn a_working_booth_gets_its_own_lists_alone() {
    let world = World::new();
    let bytes = world.build(WORKING).unwrap();
    let media: Vec<String> = world.media.keys().map(|hash| format!("media/{}", hex::encode(hash))).collect();
    let mut expected: Vec<String> = [
        "acceptances/1607062001-t01.json",
        "acceptances/1607062001-t02.json",
        "acceptances/1607062001-t03.json",
        "election.json",
        "election.json.note",
    ]
    .map(str::to_owned)
    .into();
    expected.extend(media);
    expected.extend(["tokens/1607062001-1-2-1.list", "tokens/1607062001-1-2-2.list"].map(str::to_owned));
    assert_eq!(paths(&bytes), expected);
    let pack = BoothPack::parse(&bytes).unwrap();
    assert_eq!((pack.definition(), pack.definition_bytes()), (&world.definition, world.bytes.as_slice()));
    assert_eq!((pack.seal(), pack.booth().to_string().as_str()), (&world.seal, WORKING));
    assert_eq!((pack.acceptances(), pack.media()), (world.acceptances.as_slice(), &world.media));
    assert_eq!(names(pack.own_lists()), ["1607062001-1-2-1", "1607062001-1-2-2"]);
    assert_eq!(names(pack.other_lists()), Vec::<String>::new());
    assert_eq!(BoothPack::file_name(pack.booth()), "1607062001-1-2.plkp");
}

#[test]
fn a_spare_finds_the_slips_of_every_booth_of_its_tps() {
    let pack = BoothPack::parse(&World::new().build(SPARE).unwrap()).unwrap();
    assert_eq!(names(pack.own_lists()), ["1607062001-1-3-1", "1607062001-1-3-2"]);
    let others = ["1607062001-1-1-1", "1607062001-1-2-1", "1607062001-1-2-2"];
    assert_eq!(names(pack.other_lists()), others);
}

#[test]
fn the_head_is_that_of_the_specification() {
    let world = World::new();
    let bytes = world.build(WORKING).unwrap();
    let village = b"\x00\x00\x00\x0a1607062001";
    let id = world.definition.id();
    let head = [b"PLKP\x01", id.as_ref(), village, b"\x00\x01\x00\x02", b"\x00\x00\x00\x0a"];
    let first = b"\x00\x00\x00\x1facceptances/1607062001-t01.json";
    assert!(bytes.starts_with(&[&head.concat(), first.as_slice()].concat()));
    let (signed, signature) = bytes.split_at(bytes.len() - 64);
    let hash = Sha256::new().chain_update(label("booth-pack")).chain_update(signed).finalize();
    let message = [label("booth-pack"), hash.to_vec()].concat();
    assert_eq!(authority().sign(&message).as_bytes(), signature);
}

#[test]
fn acceptances_may_be_missing_in_a_rehearsal_alone() {
    let mut world = World::new();
    world.acceptances.remove(1);
    let missing = file("acceptances/1607062001-t02.json", FileProblem::Missing);
    assert_eq!(world.build(WORKING), Err(missing.clone()));
    let lost = World::new().forged(|_, files| drop(files.remove("acceptances/1607062001-t02.json")));
    assert_eq!(lost, Err(missing));
    let mut content = example::content();
    content.mode = Mode::Simulasi;
    let mut world = World::of(content);
    world.acceptances.remove(1);
    let pack = BoothPack::parse(&world.build(WORKING).unwrap()).unwrap();
    let trustees: Vec<u16> = pack.acceptances().iter().map(|it| it.trustee.get()).collect();
    assert_eq!(trustees, [1, 3]);
}

#[test]
fn the_source_may_hold_more_than_a_booth_needs() {
    let mut world = World::new();
    let right = world.build(WORKING).unwrap();
    world.media.insert([0; 32], b"of another village".to_vec());
    let of = |election, village: &str, trustee: u32, u| {
        let (village, trustee) = (village.parse().unwrap(), trustee.try_into().unwrap());
        AcceptanceFile::new(election, village, trustee, [[u; 32], [2; 32]])
    };
    let here = world.definition.id();
    world.acceptances.insert(0, of(ElectionId::new([0; 32]), "1607062001", 1, 0));
    world.acceptances.push(of(here, "1607062001", 4, 1));
    world.acceptances.push(of(here, "1607062002", 1, 1));
    // A second acceptance of one trustee, which a record would not choose.
    world.acceptances.insert(0, of(here, "1607062001", 2, 9));
    world.seal.sign(&"lain".parse().unwrap(), &SecretKey::from_bytes(&[9; 32]));
    assert_eq!(world.build(WORKING), Ok(right));
}

#[test]
fn what_the_source_lacks_is_named() {
    let world = World::new();
    let without = |change: fn(&mut World)| {
        let mut world = World::new();
        change(&mut world);
        world.build(SPARE)
    };
    let list = "tokens/1607062001-1-1-1.list";
    assert_eq!(without(|w| drop(w.lists.pop_first())), Err(file(list, FileProblem::Missing)));
    let medium = format!("media/{}", hex::encode(world.media.keys().next().unwrap()));
    assert_eq!(without(|w| drop(w.media.pop_first())), Err(file(&medium, FileProblem::Missing)));
    let unsealed = without(|w| w.seal = w.definition.seal_note(&SecretKey::from_bytes(&[9; 32])));
    let problem = FileProblem::Seal(NoteError::NoKnownSignature);
    assert_eq!(unsealed, Err(file("election.json.note", problem)));
    let other = without(|w| w.bytes.push(b'\n'));
    assert!(matches!(other, Err(PackError::OtherElection { .. })), "{other:?}");
    let nowhere = world.build("1607062001-1-4");
    assert_eq!(nowhere, Err(PackError::NoSuchBooth { booth: "1607062001-1-4".parse().unwrap() }));
    let stranger = SecretKey::from_bytes(&[9; 32]);
    let signed = BoothPack::build(&world.source(), &WORKING.parse().unwrap(), &stranger);
    assert_eq!(signed, Err(PackError::Signature));
}

#[test]
fn a_file_too_much_or_too_few_is_named() {
    let world = World::new();
    let added = |path: &str| world.forged(|_, files| drop(files.insert(path.to_owned(), Vec::new())));
    for path in ["tokens/1607062001-1-1-1.list", "acceptances/1607062001-t04.json", "media/00", "x", ""] {
        assert_eq!(added(path), Err(file(path, FileProblem::Unexpected)));
    }
    let all: BTreeSet<String> = paths(&world.build(WORKING).unwrap()).into_iter().collect();
    for path in all {
        let removed = world.forged(|_, files| drop(files.remove(&path)));
        assert_eq!(removed, Err(file(&path, FileProblem::Missing)));
    }
}

#[test]
fn a_list_is_the_one_of_the_definition() {
    let world = World::new();
    let path = "tokens/1607062001-1-2-1.list";
    let id = |booth: &str| ListId { booth: booth.parse().unwrap(), dusun: 1.try_into().unwrap() };
    let own = &world.lists[&id(WORKING)];
    let other = token_list(id(SPARE), 2);
    assert_eq!(world.replaced(path, other.to_bytes()), FileProblem::OtherContent);
    let swapped = TokenList::new(own.id().clone(), [TokenHash::new([1; 32]), TokenHash::new([2; 32])]);
    assert_eq!(world.replaced(path, swapped.unwrap().to_bytes()), FileProblem::OtherContent);
    let upper = own.to_bytes().to_ascii_uppercase();
    let problem = TokenError::List { line: 1, problem: "expected 'pilkades/token-list/v1'" };
    assert_eq!(world.replaced(path, upper), FileProblem::List(problem));
}

#[test]
fn a_photo_is_the_one_of_the_definition() {
    let world = World::new();
    let path = format!("media/{}", hex::encode(world.media.keys().next().unwrap()));
    assert_eq!(world.replaced(&path, "photo2"), FileProblem::OtherContent);
}

#[test]
fn a_seal_is_the_authoritys_own_and_nothing_more() {
    let world = World::new();
    let seal = |note: &SignedNote| world.replaced(SEAL, note.to_bytes());
    let stranger = SecretKey::from_bytes(&[9; 32]);
    let foreign = world.definition.seal_note(&stranger);
    assert_eq!(seal(&foreign), FileProblem::Seal(NoteError::NoKnownSignature));
    let mut more = world.seal.clone();
    more.sign(&"lain".parse().unwrap(), &stranger);
    assert_eq!(seal(&more), FileProblem::OtherContent);
    let mut content = world.definition.content().clone();
    content.title = "Lain".to_owned();
    let other = Definition::seal(content).unwrap().0.seal_note(&authority());
    let expected = world.definition.seal_text();
    assert_eq!(seal(&other), FileProblem::Seal(NoteError::OtherText { expected }));
}

#[test]
fn an_acceptance_names_this_election_and_its_own_trustee() {
    let world = World::new();
    let path = "acceptances/1607062001-t02.json";
    let [first, second, _] = world.acceptances.as_slice() else { panic!() };
    assert_eq!(world.replaced(path, first.to_bytes()), FileProblem::OtherContent);
    let with = |change: &dyn Fn(&mut AcceptanceFile)| {
        let mut file = second.clone();
        change(&mut file);
        world.replaced(path, file.to_bytes())
    };
    assert_eq!(with(&|it| it.election = ElectionId::new([0; 32])), FileProblem::OtherContent);
    assert_eq!(with(&|it| it.village = "1607062002".parse().unwrap()), FileProblem::OtherContent);
    let spaced = world.replaced(path, [second.to_bytes(), b"\n".to_vec()].concat());
    assert!(matches!(spaced, FileProblem::Acceptance(JsonError::NotCanonical { .. })), "{spaced:?}");
}

#[test]
fn a_pack_is_for_the_booth_and_election_in_its_head() {
    let world = World::new();
    let moved = |booth: &str| world.forged(|head, _| head.booth = booth.parse().unwrap());
    let nowhere: BoothId = "1607062001-2-2".parse().unwrap();
    assert_eq!(moved("1607062001-2-2"), Err(PackError::NoSuchBooth { booth: nowhere }));
    let own = file("tokens/1607062001-1-2-1.list", FileProblem::Unexpected);
    assert_eq!(moved("1607062001-1-1"), Err(own));
    assert_eq!(moved(SPARE), Err(file("tokens/1607062001-1-1-1.list", FileProblem::Missing)));
    let stated = ElectionId::new([0; 32]);
    let found = world.definition.id();
    assert_eq!(
        world.forged(|head, _| head.election = stated),
        Err(PackError::OtherElection { stated, found })
    );
    let invalid = world.forged(|_, files| drop(files.insert(DEFINITION.to_owned(), b"{}\n".to_vec())));
    assert!(matches!(invalid, Err(PackError::Definition(_))), "{invalid:?}");
}

#[test]
fn nobody_but_the_authority_signs() {
    let world = World::new();
    let bytes = world.build(WORKING).unwrap();
    let signed = &bytes[..bytes.len() - 64];
    let by =
        |key: &SecretKey, message: &[u8]| BoothPack::parse(&[signed, key.sign(message).as_bytes()].concat());
    assert_eq!(by(&SecretKey::from_bytes(&[9; 32]), &signed_message(signed)), Err(PackError::Signature));
    // A signature of the authority over the bare bytes, without their purpose.
    assert_eq!(by(&authority(), signed), Err(PackError::Signature));
    assert!(by(&authority(), &signed_message(signed)).is_ok());
}

#[test]
fn another_form_is_refused_where_it_differs() {
    let bytes = World::new().build(WORKING).unwrap();
    let form = |bytes: &[u8]| match BoothPack::parse(bytes) {
        Err(PackError::Form { offset, problem }) => (offset, problem),
        other => panic!("{other:?}"),
    };
    let with = |at: usize, new: &[u8]| {
        let mut bytes = bytes.clone();
        bytes[at..at + new.len()].copy_from_slice(new);
        form(&bytes)
    };
    assert_eq!(with(0, b"PLKB"), (0, "this is not the pack of a booth"));
    assert_eq!(with(4, &[2]), (4, "a newer program made this pack"));
    assert_eq!(with(37, &[0, 0, 0, 201]), (37, "this length is too large"));
    assert_eq!(with(41, b"\xff"), (41 - 4, "this is not text"));
    assert_eq!(with(41, b"x"), (37, "this is not the name of a booth"));
    assert_eq!(with(51, &[0, 0]), (37, "this is not the name of a booth"));
    assert_eq!(with(53, &[0, 100]), (37, "this is not the name of a booth"));
    assert_eq!(with(55, &4097_u32.to_be_bytes()), (55, "a pack has at most 4,096 files"));
    assert_eq!(with(55, &11_u32.to_be_bytes()).1, "this length is too large");
    assert_eq!(with(59, &[0xff; 4]), (59, "this length is too large"));
    assert_eq!(with(94, &[0xff; 4]), (94, "this length is too large"));
    assert_eq!(with(94, &[0x0f, 0, 0, 0]), (bytes.len(), "the pack is cut off"));
    let more = [bytes.as_slice(), &[0]].concat();
    assert_eq!(form(&more), (bytes.len(), "nothing follows the signature"));
    assert_eq!(form(&[]), (0, "the pack is cut off"));
    for cut in (0..bytes.len()).step_by(211).chain([bytes.len() - 1]) {
        assert_eq!(form(&bytes[..cut]), (cut, "the pack is cut off"));
    }
}

#[test]
fn paths_ascend() {
    let head = Head { election: ElectionId::new([0; 32]), booth: WORKING.parse().unwrap() };
    let start = form::encode(&head, &Raw(BTreeMap::new())).unwrap();
    let with = |paths: &[&str]| {
        let mut bytes = start[..55].to_vec();
        bytes.extend(u32::try_from(paths.len()).unwrap().to_be_bytes());
        for path in paths {
            bytes.extend(u32::try_from(path.len()).unwrap().to_be_bytes());
            bytes.extend(path.as_bytes());
            bytes.extend([0; 4]);
        }
        sign(&mut bytes);
        BoothPack::parse(&bytes)
    };
    let problem = "the paths must be sorted and distinct";
    assert_eq!(with(&["b", "a"]), Err(PackError::Form { offset: 68, problem }));
    assert_eq!(with(&["a", "a"]), Err(PackError::Form { offset: 68, problem }));
    assert_eq!(with(&["a", "b"]), Err(file("election.json", FileProblem::Missing)));
}

#[test]
fn no_bent_byte_is_accepted() {
    let bytes = World::new().build(WORKING).unwrap();
    let last = bytes.len() - 64;
    for at in (0..100).chain((100..last).step_by(61)).chain(last..bytes.len()) {
        let mut bent = bytes.clone();
        bent[at] ^= 1;
        assert!(BoothPack::parse(&bent).is_err(), "byte {at}");
    }
}

#[test]
fn a_pack_has_a_size_limit_on_both_sides() {
    let problem = "a pack has at most 256 MiB";
    let error = PackError::Form { offset: BoothPack::MAX_BYTES, problem };
    let large = vec![0; BoothPack::MAX_BYTES + 1];
    assert_eq!(BoothPack::parse(&large), Err(error.clone()));
    let head = Head { election: ElectionId::new([0; 32]), booth: WORKING.parse().unwrap() };
    let files = Raw(BTreeMap::from([("a", &large[..BoothPack::MAX_BYTES - 100])]));
    assert_eq!(form::encode(&head, &files), Err(error));
}
