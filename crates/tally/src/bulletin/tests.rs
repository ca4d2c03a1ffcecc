use election::definition::{Booth, Candidate, Content, ListHead, Tps};
use election::{LabelledHasher, SecretKey, SetHash, json};
use proptest::prelude::*;

use super::*;

const ELECTION: &[u8] = include_bytes!("../../../../fixtures/election/record/election.json");
const RESULT: &[u8] = include_bytes!("../../../../fixtures/election/record/villages/9901022001/result.json");
const SECRETS: &str = include_str!("../../../../fixtures/election/secret/worthless.json");
/// What a QR code's alphanumeric mode holds.
const ALPHANUMERIC: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

fn definition() -> Definition {
    Definition::parse(ELECTION).unwrap()
}

fn result() -> VillageResult {
    json::parse_pretty(RESULT, 1 << 20).unwrap()
}

fn bulletins() -> Vec<Bulletin> {
    let result = result();
    Bulletin::of(definition().village(&result.village).unwrap(), &result).unwrap()
}

/// The secret key of the member of the fixture's committee with this number.
fn member(number: usize) -> SecretKey {
    let definition = definition();
    let name = &definition.villages()[0].committee.keys[number - 1].name;
    let (_, after) = SECRETS.split_once(&format!("\"{name}\": \"")).unwrap();
    SecretKey::from_bytes(&election::hex32(&after[..64]).unwrap())
}

fn signed(bulletin: Bulletin) -> SignedBulletin {
    bulletin.sign(result().set, 2, &member(2))
}

/// The fixture's election with another nonce.
fn another_election() -> Definition {
    let mut content = definition().content().clone();
    content.nonce = "00".repeat(32);
    seal(content)
}

fn seal(content: Content) -> Definition {
    Definition::seal(content).unwrap().0
}

/// A village as large as a definition allows in places and options, with 999,999 voters.
fn largest() -> Definition {
    let mut content = definition().content().clone();
    content.villages.truncate(1);
    let village = &mut content.villages[0];
    village.dusun = Vec::new();
    let candidate =
        |number| Candidate { number, name: format!("Calon {number}"), photo: None, clips: Vec::new() };
    village.candidates = (1..=7).map(candidate).collect();
    village.blank = true;
    village.tps = (901..=999).map(place).collect();
    seal(content)
}

fn place(number: u32) -> Tps {
    let seed = |what| LabelledHasher::new(what).u32(number).finish();
    let voters = Voters { male: 5_101, female: 5_000 };
    let list = ListHead {
        dusun: 0.try_into().unwrap(),
        voters,
        tokens: 12_000,
        hash: hex::encode(seed("test-list")),
    };
    let booth = Booth {
        number: 1.try_into().unwrap(),
        key: SecretKey::from_bytes(&seed("test-booth")).public(),
        spare: false,
        lists: vec![list],
    };
    Tps { number: number.try_into().unwrap(), voters, booths: vec![booth] }
}

/// The longest bulletin: every number the largest, all polling places.
fn longest(definition: &Definition) -> Bulletin {
    let village = &definition.villages()[0];
    Bulletin {
        mode: definition.mode(),
        election: definition.id(),
        village: village.code.clone(),
        tps: village.tps.iter().map(|tps| tps.number).collect(),
        registered: LARGEST_NUMBER,
        ballots: LARGEST_NUMBER,
        votes: vec![LARGEST_NUMBER; 8],
        doubt: LARGEST_NUMBER,
        r#final: false,
    }
}

#[test]
fn bulletins_say_what_the_result_says() {
    let all = bulletins();
    let [whole, rows @ ..] = all.as_slice() else { panic!("none") };
    let result = result();
    assert!(whole.is_whole());
    assert_eq!((whole.registered, whole.ballots, &whole.votes), (83, 32, &result.totals));
    assert_eq!(whole.r#final, result.outcome.r#final);
    let tps = |row: &Bulletin| row.tps.iter().map(|tps| tps.get()).collect::<Vec<_>>();
    assert_eq!(rows.iter().map(tps).collect::<Vec<_>>(), [[1], [2]]);
    assert_eq!(rows.iter().map(|row| row.registered).collect::<Vec<_>>(), [41, 42]);
    assert_eq!(add_up(rows).unwrap().differences(whole), []);
    assert!(rows.iter().all(|row| row.doubt == whole.doubt));
}

#[test]
fn doubt_is_that_of_the_whole_village() {
    let mut result = result();
    let village = definition().villages()[0].clone();
    let known = Bulletin::of(&village, &result).unwrap()[1].doubt;
    result.set_aside += 1;
    result.late += 2;
    result.booths[0].doubt = Some(result.booths[0].doubt.unwrap_or_default() + 4);
    assert_eq!(Bulletin::of(&village, &result).unwrap()[1].doubt, known + 7);
}

#[test]
fn a_village_with_a_number_too_large_has_no_bulletins() {
    let village = definition().villages()[0].clone();
    let mut result = result();
    result.late = LARGEST_NUMBER - Bulletin::of(&village, &result).unwrap()[0].doubt;
    assert_eq!(Bulletin::of(&village, &result).unwrap()[0].doubt, LARGEST_NUMBER);
    result.late += 1;
    assert_eq!(Bulletin::of(&village, &result), Err(TooLarge));
}

#[test]
fn a_qr_text_comes_back_and_names_its_signer() {
    let definition = definition();
    for bulletin in bulletins() {
        let text = signed(bulletin.clone()).to_qr();
        let read = SignedBulletin::from_qr(&format!(" {text}\r\n")).unwrap();
        assert_eq!(read.bulletin, bulletin);
        let signer = read.verify(&definition).unwrap();
        assert_eq!(signer, &definition.villages()[0].committee.keys[1].name);
        assert!(SignedBulletin::is_meant(&text) && text.chars().all(|c| ALPHANUMERIC.contains(c)));
    }
}

#[test]
fn every_other_character_in_a_qr_text_is_refused() {
    let definition = definition();
    let text = signed(bulletins().remove(1)).to_qr();
    let refused = |wrong: &str| match SignedBulletin::from_qr(wrong) {
        Err(error) => error == BulletinError::Form,
        Ok(read) => read.verify(&definition).is_err(),
    };
    assert!(!refused(&text));
    for place in 0..text.len() {
        for other in ALPHANUMERIC.chars().filter(|c| !text[place..].starts_with(*c)) {
            // White space at either end is no part of the text.
            let wrong = format!("{}{other}{}", &text[..place], &text[place + 1..]);
            assert!(refused(&wrong), "{other} at {place}");
        }
        assert!(refused(&format!("{}{}", &text[..place], &text[place + 1..])), "without {place}");
        let twice = format!("{}{}", &text[..=place], &text[place..]);
        assert!(refused(&twice), "{place} twice");
    }
}

#[test]
fn a_qr_text_has_one_form() {
    let text = signed(bulletins().remove(1)).to_qr();
    let parts: Vec<&str> = text.split('-').collect();
    let with = |index: usize, part: &str| {
        let mut parts = parts.clone();
        parts[index] = part;
        SignedBulletin::from_qr(&parts.join("-")).map(|_| ())
    };
    assert_eq!(with(5, "1"), Ok(()));
    for (index, wrong) in [
        (0, "PLK2"),
        (1, "T"),
        (2, "T"),
        (3, ""),
        (4, "990102200"),
        (5, ""),
        (5, "01"),
        (5, "0.1"),
        (5, "1.1"),
        (5, "2.1"),
        (5, "1000"),
        (5, "1."),
        (7, "041"),
        (7, "1000000"),
        (7, "+41"),
        (9, "1"),
        (9, "1.2.3.4.5.6.7.8.9"),
        (9, "1..2"),
        (10, "-1"),
        (11, "f"),
        (12, "0"),
        (12, "02"),
        (12, "100"),
        (13, ""),
    ] {
        assert_eq!(with(index, wrong), Err(BulletinError::Form), "{index} {wrong}");
    }
    let tps = (1..=100).map(|tps| tps.to_string()).collect::<Vec<_>>().join(".");
    assert_eq!(with(5, &tps), Err(BulletinError::Form));
    assert_eq!(SignedBulletin::from_qr(&(text.clone() + "-")), Err(BulletinError::Form));
    assert_eq!(SignedBulletin::from_qr(&text.to_lowercase()), Err(BulletinError::Form));
    assert_eq!(SignedBulletin::from_qr(""), Err(BulletinError::Form));
}

/// The smallest forgery of each kind, signed by the true member, so that nothing else is wrong.
#[test]
fn each_check_refuses_what_only_it_can_see() {
    let definition = definition();
    let verify = |change: &dyn Fn(&mut Bulletin)| {
        let mut bulletin = bulletins().remove(1);
        change(&mut bulletin);
        signed(bulletin).verify(&definition).cloned()
    };
    assert!(verify(&|_| ()).is_ok());
    assert_eq!(verify(&|b| b.mode = Mode::Resmi), Err(BulletinError::Mode { found: Mode::Resmi }));
    assert_eq!(verify(&|b| b.election = another_election().id()), Err(BulletinError::Election));
    let elsewhere: VillageCode = "9901022009".parse().unwrap();
    let village = BulletinError::Village { village: elsewhere.clone() };
    assert_eq!(verify(&|b| b.village = elsewhere.clone()), Err(village));
    assert_eq!(verify(&|b| b.tps = vec![3.try_into().unwrap()]), Err(BulletinError::Tps));
    let registered = BulletinError::Registered { found: 42, expected: 41 };
    assert_eq!(verify(&|b| b.registered += 1), Err(registered));
    assert_eq!(verify(&|b| b.votes.push(0)), Err(BulletinError::Options { found: 5, expected: 4 }));
    let ballots = bulletins()[1].ballots;
    let sum = BulletinError::Sum { votes: ballots, ballots: ballots + 1 };
    assert_eq!(verify(&|b| b.ballots += 1), Err(sum));
    let mut whole = bulletins().remove(0);
    whole.ballots += 1;
    assert!(signed(whole.clone()).verify(&definition).is_ok(), "groups too small are in no vote");
    whole.ballots -= 2;
    let sum = BulletinError::Sum { votes: ballots_of(&whole) + 1, ballots: ballots_of(&whole) };
    assert_eq!(signed(whole).verify(&definition), Err(sum));
}

fn ballots_of(bulletin: &Bulletin) -> u32 {
    bulletin.ballots
}

#[test]
fn only_the_member_who_is_named_can_have_signed() {
    let definition = definition();
    let row = || bulletins().remove(1);
    let set = result().set;
    let foreign = row().sign(set, 1, &member(2));
    assert_eq!(foreign.verify(&definition), Err(BulletinError::Signature));
    let nobody = row().sign(set, 9, &member(2));
    assert_eq!(nobody.verify(&definition), Err(BulletinError::Key { number: 9 }));
    let nobody = row().sign(set, 0, &member(2));
    assert_eq!(nobody.verify(&definition), Err(BulletinError::Key { number: 0 }));
    let other_set = SignedBulletin { set: SetHash::new([1; 32]), ..signed(row()) };
    assert_eq!(other_set.verify(&definition), Err(BulletinError::Signature));
    let other_key = SignedBulletin { key: 1, ..signed(row()) };
    assert_eq!(other_key.verify(&definition), Err(BulletinError::Signature));
}

#[test]
fn an_sms_comes_back_also_as_people_type_it() {
    let definition = definition();
    let village = &definition.villages()[0];
    for bulletin in bulletins() {
        let sms = bulletin.to_sms(village);
        assert_eq!(Bulletin::from_sms(&sms, &definition), Ok(bulletin.clone()));
        let (before, code) = sms.rsplit_once(' ').unwrap();
        let typed = format!(
            "\n{}\t {} ",
            before.to_lowercase().replace(' ', "  \n"),
            code.replace('0', "o").replace('1', "l")
        );
        assert!(Bulletin::is_meant_as_sms(&typed));
        assert_eq!(Bulletin::from_sms(&typed, &definition), Ok(bulletin));
    }
}

#[test]
fn every_other_character_and_every_swap_in_an_sms_is_refused() {
    let definition = definition();
    let bulletin = bulletins().remove(1);
    let sms = bulletin.to_sms(&definition.villages()[0]);
    let refused = |wrong: &str| {
        let error = Bulletin::from_sms(wrong, &definition).err();
        assert!(matches!(error, Some(BulletinError::Form | BulletinError::Check)), "{wrong}: {error:?}");
    };
    let codes = sms.len() - 15;
    for place in 0..sms.len() {
        let (before, after) = (&sms[..place], &sms[place + 1..]);
        for other in (' '..='`').filter(|c| !sms[place..].starts_with(*c)) {
            let wrong = format!("{before}{other}{after}");
            let looks_alike = place >= codes
                && match other {
                    'O' => sms[place..].starts_with('0'),
                    'I' | 'L' => sms[place..].starts_with('1'),
                    _ => false,
                };
            if !looks_alike {
                refused(&wrong);
            }
        }
        if let Some(next) = after.chars().next().filter(|next| !sms[place..].starts_with(*next)) {
            refused(&format!("{before}{next}{}{}", &sms[place..=place], &after[1..]));
        }
        refused(&format!("{before}{after}"));
    }
}

#[test]
fn an_sms_of_another_election_or_with_other_figures_is_refused() {
    let definition = definition();
    let village = &definition.villages()[0];
    let sms = |change: &dyn Fn(&mut Bulletin)| {
        let mut bulletin = bulletins().remove(1);
        change(&mut bulletin);
        Bulletin::from_sms(&bulletin.to_sms(village), &definition).err()
    };
    assert_eq!(sms(&|_| ()), None);
    assert_eq!(sms(&|b| b.mode = Mode::Resmi), Some(BulletinError::Mode { found: Mode::Resmi }));
    assert_eq!(sms(&|b| b.election = another_election().id()), Some(BulletinError::Election));
    assert_eq!(sms(&|b| b.tps = vec![3.try_into().unwrap()]), Some(BulletinError::Tps));
    let registered = BulletinError::Registered { found: 42, expected: 41 };
    assert_eq!(sms(&|b| b.registered += 1), Some(registered));
    // The same first 40 bits: what else the ElectionId says is in the check code.
    let mut id = *definition.id().as_bytes();
    id[31] ^= 1;
    assert_eq!(sms(&|b| b.election = ElectionId::new(id)), Some(BulletinError::Check));
    for wrong in ["", "PLK1-Q", "halo", "PLK1-Q S 9901022001 T1 D41 S17 F"] {
        assert_eq!(Bulletin::from_sms(wrong, &definition), Err(BulletinError::Form), "{wrong}");
    }
}

#[test]
fn the_longest_texts_are_as_long_as_the_specification_says() {
    let definition = largest();
    let bulletin = longest(&definition);
    let sms = bulletin.to_sms(&definition.villages()[0]);
    assert_eq!((sms.len(), sms.contains(" XZZZ")), (155, true));
    let qr = bulletin.clone().sign(SetHash::new([0xff; 32]), 16, &member(1)).to_qr();
    assert_eq!(qr.len(), 707);
    assert!(SignedBulletin::from_qr(&qr).is_ok());
    assert_eq!(bulletin.to_digits().split(' ').count(), 67);
    let one = Bulletin { tps: vec![999.try_into().unwrap()], ..bulletin };
    assert_eq!(one.clone().sign(SetHash::new([0xff; 32]), 16, &member(1)).to_qr().len(), 315);
    assert_eq!(Bulletin { votes: vec![1; 5], ..one }.to_digits().split(' ').count(), 15);
}

#[test]
fn a_mask_stands_only_where_numbers_have_no_room() {
    let definition = largest();
    let village = &definition.villages()[0];
    let row = |tps: &[u32]| {
        let tps: Vec<_> = tps.iter().map(|tps| (*tps).try_into().unwrap()).collect();
        let (ballots, votes) = (8, vec![1; 8]);
        let registered = 10_101 * u32::try_from(tps.len()).unwrap();
        Bulletin { tps, ballots, votes, registered, ..longest(&definition) }
    };
    let five = row(&[901, 902, 903, 904, 999]).to_sms(village);
    assert!(five.contains(" T901.902.903.904.999 "), "{five}");
    let bulletin = row(&[901, 902, 903, 904, 906, 999]);
    let six = bulletin.to_sms(village);
    // 99 places are 20 symbols; the last bit of the mask is no place.
    assert!(six.contains(" XYG000000000000000002 "), "{six}");
    assert_eq!(Bulletin::from_sms(&six, &definition), Ok(bulletin));
    let rewritten = |from: &str, to: &str| {
        let (before, _) = six.split_at(six.len() - 2);
        let text = before.replace(from, to);
        let check = sms::typing_check(&text);
        Bulletin::from_sms(&(text + &check), &definition)
    };
    let tps = Err(BulletinError::Tps);
    assert_eq!(rewritten("XYG000000000000000002", "XYG000000000000000003"), tps, "a bit that is no place");
    assert_eq!(rewritten("XYG000000000000000002", "XYG0000000000000000020"), tps, "a symbol more");
    assert_eq!(rewritten("XYG000000000000000002", "XYG00000000000000000"), tps, "a symbol less");
    assert_eq!(rewritten("XYG000000000000000002", "X00000000000000000002"), tps, "numbers have room");
    assert_eq!(rewritten("XYG000000000000000002", "T901.902.903.904.906.999"), tps, "too long");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_a_bulletin_says_all_spellings_are_short_and_come_back(
        mask in prop::collection::vec(any::<bool>(), 99),
        some in 0_usize..=99,
        numbers in prop::collection::vec(prop_oneof![0..=LARGEST_NUMBER, Just(LARGEST_NUMBER), 0_u32..300], 9),
        is_final in any::<bool>(),
    ) {
        let definition = largest_once();
        let village = &definition.villages()[0];
        let chosen = village.tps.iter().zip(mask).filter(|(_, chosen)| *chosen).take(some);
        let tps: Vec<_> = chosen.map(|(tps, _)| tps.number).collect();
        let votes: Vec<u32> = numbers[..8].iter().map(|number| number / 8).collect();
        let bulletin = Bulletin {
            registered: registered(village, &tps),
            ballots: votes.iter().sum(),
            tps,
            votes,
            doubt: numbers[8],
            r#final: is_final,
            ..longest(definition)
        };
        let sms = bulletin.to_sms(village);
        prop_assert!(sms.len() <= 155, "{}", sms);
        prop_assert!(sms.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || " .=-".contains(c)));
        prop_assert_eq!(&Bulletin::from_sms(&sms, definition).unwrap(), &bulletin);
        prop_assert_eq!(&Bulletin::from_digits(&bulletin.to_digits(), definition).unwrap(), &bulletin);
        let qr = bulletin.clone().sign(SetHash::new([7; 32]), 3, &member(3));
        prop_assert!(qr.to_qr().len() <= 707);
        let read = SignedBulletin::from_qr(&qr.to_qr()).unwrap();
        prop_assert!(read.verify(definition).is_ok());
        prop_assert_eq!(read, qr);
    }
}

fn largest_once() -> &'static Definition {
    static LARGEST: std::sync::OnceLock<Definition> = std::sync::OnceLock::new();
    LARGEST.get_or_init(largest)
}

#[test]
fn check_digits_are_those_of_iso_7064() {
    // The standard's own example for MOD 97-10: 794 is written 79444.
    assert_eq!(digits::check_digits(0, "000794"), "44");
}

#[test]
fn digits_come_back_and_every_wrong_one_names_its_group() {
    let definition = definition();
    let bulletin = bulletins().remove(1);
    let digits = bulletin.to_digits();
    assert_eq!(Bulletin::from_digits(&digits, &definition), Ok(bulletin.clone()));
    let spaced = digits.replace(' ', "\n").chars().map(|c| format!("{c}-")).collect::<String>();
    assert_eq!(Bulletin::from_digits(&spaced, &definition), Ok(bulletin));
    for place in 0..digits.len() {
        let number = place / 9 + 1;
        let group = Err(BulletinError::Group { number });
        let (before, after) = (&digits[..place], &digits[place + 1..]);
        if digits[place..].starts_with(' ') {
            continue;
        }
        for other in (b'0'..=b'9').map(char::from).filter(|c| !digits[place..].starts_with(*c)) {
            assert_eq!(Bulletin::from_digits(&format!("{before}{other}{after}"), &definition), group);
        }
        let next = after.chars().next().filter(|c| c.is_ascii_digit() && !digits[place..].starts_with(*c));
        if let Some(next) = next {
            let swapped = format!("{before}{next}{}{}", &digits[place..=place], &after[1..]);
            assert_eq!(Bulletin::from_digits(&swapped, &definition), group);
        }
        assert_eq!(Bulletin::from_digits(&format!("{before}{after}"), &definition), Err(BulletinError::Form));
    }
}

#[test]
fn a_group_lost_doubled_or_out_of_place_is_noticed() {
    let definition = definition();
    let digits = bulletins().remove(1).to_digits();
    let groups: Vec<&str> = digits.split(' ').collect();
    let read = |groups: &[&str]| Bulletin::from_digits(&groups.join(" "), &definition).err().unwrap();
    let last = groups.len() - 1;
    for place in 0..=last {
        let mut without = groups.clone();
        without.remove(place);
        let lost = read(&without);
        let expected =
            if place == last { BulletinError::Form } else { BulletinError::Group { number: place + 1 } };
        assert_eq!(lost, expected);
        let mut twice = groups.clone();
        twice.insert(place, groups[place]);
        assert_eq!(read(&twice), BulletinError::Group { number: place + 2 });
        for other in (0..=last).filter(|other| *other > place) {
            let mut swapped = groups.clone();
            swapped.swap(place, other);
            assert_eq!(read(&swapped), BulletinError::Group { number: place + 1 });
        }
    }
    for wrong in ["", "1234567", "12345678x", &"00000000".repeat(68)] {
        assert_eq!(Bulletin::from_digits(wrong, &definition), Err(BulletinError::Form), "{wrong}");
    }
}

#[test]
fn digits_of_another_election_or_with_other_figures_are_refused() {
    let definition = definition();
    let digits = |change: &dyn Fn(&mut Bulletin)| {
        let mut bulletin = bulletins().remove(1);
        change(&mut bulletin);
        Bulletin::from_digits(&bulletin.to_digits(), &definition).err()
    };
    assert_eq!(digits(&|_| ()), None);
    assert_eq!(digits(&|b| b.mode = Mode::Resmi), Some(BulletinError::Mode { found: Mode::Resmi }));
    assert_eq!(digits(&|b| b.election = another_election().id()), Some(BulletinError::Election));
    assert_eq!(digits(&|b| b.tps = vec![3.try_into().unwrap()]), Some(BulletinError::Tps));
    let options = BulletinError::Options { found: 5, expected: 4 };
    assert_eq!(digits(&|b| b.votes.push(0)), Some(options));
    let mut id = *definition.id().as_bytes();
    id[31] ^= 1;
    assert_eq!(digits(&|b| b.election = ElectionId::new(id)), Some(BulletinError::Check));
}

#[test]
fn every_difference_is_named() {
    let one = bulletins().remove(1);
    let mut two = one.clone();
    assert_eq!(one.differences(&two), []);
    two.registered += 1;
    two.ballots += 2;
    two.votes[2] += 3;
    two.doubt += 4;
    two.r#final = !one.r#final;
    let named = [
        Difference::Registered(one.registered, one.registered + 1),
        Difference::Ballots(one.ballots, one.ballots + 2),
        Difference::Votes(3, one.votes[2], one.votes[2] + 3),
        Difference::Doubt(one.doubt, one.doubt + 4),
        Difference::Final(one.r#final, two.r#final),
    ];
    assert_eq!(one.differences(&two), named);
    let all = bulletins();
    assert_eq!(add_up([&all[1], &all[1]]), None);
    let sum = add_up([&all[1], &two]);
    assert_eq!(sum, None);
    assert_eq!(add_up(&all[1..]).unwrap().ballots, all[0].ballots);
    let mut whole = all[0].clone();
    whole.votes[0] += 1;
    let expected = [Difference::Votes(1, whole.votes[0] - 1, whole.votes[0])];
    assert_eq!(add_up(&all[1..]).unwrap().differences(&whole), expected);
}

#[test]
fn every_error_has_its_own_words_in_both_languages() {
    let village = "9901022009".parse().unwrap();
    let all = [
        BulletinError::Form,
        BulletinError::Group { number: 3 },
        BulletinError::Check,
        BulletinError::Mode { found: Mode::Resmi },
        BulletinError::Election,
        BulletinError::Village { village },
        BulletinError::Tps,
        BulletinError::Registered { found: 1, expected: 2 },
        BulletinError::Options { found: 1, expected: 2 },
        BulletinError::Sum { votes: 1, ballots: 2 },
        BulletinError::Key { number: 9 },
        BulletinError::Signature,
    ];
    let distinct = |words: &dyn Fn(&BulletinError) -> String| {
        all.iter().map(words).collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!(distinct(&|error| error.name().to_owned()), all.len());
    assert_eq!(distinct(&ToString::to_string), all.len());
    assert_eq!(distinct(&BulletinError::to_indonesian), all.len());
}
