//! What a booth is given must be what was sealed.

use ballot_crypto::AcceptanceError;
use election::{ListId, Mode, Token, TokenList};

use super::world::{World, key, list};
use crate::{BoothKit, KitError, KitParts};

fn refused(world: &World, bend: impl FnOnce(&mut KitParts)) -> KitError {
    let mut parts = world.parts();
    parts.acceptances = world.acceptances();
    bend(&mut parts);
    BoothKit::new(parts).err().unwrap()
}

#[test]
fn only_a_booth_of_the_definition() {
    let world = World::new(Mode::Simulasi);
    let mut stranger = World::booth();
    stranger.booth = 4.try_into().unwrap();
    let error = refused(&world, |parts| parts.booth = stranger.clone());
    assert_eq!(error, KitError::NoSuchBooth { booth: stranger });
}

#[test]
fn only_with_its_own_key() {
    let world = World::new(Mode::Simulasi);
    let error = refused(&world, |parts| parts.key = key(2));
    assert_eq!(error, KitError::WrongKey { booth: World::booth() });
}

#[test]
fn only_with_all_its_lists_and_no_other() {
    let world = World::new(Mode::Simulasi);
    let id = |dusun: u32| ListId { booth: World::booth(), dusun: dusun.try_into().unwrap() };
    let missing = refused(&world, |parts| parts.lists.truncate(1));
    assert_eq!(missing, KitError::ListMissing { list: id(2) });

    let mut tokens = world.tokens[..22].to_vec();
    tokens[21] = Token::from_bytes([0xee; 10]);
    let swapped = list(Mode::Simulasi, 1, 1, &tokens);
    let wrong = refused(&world, |parts| parts.lists[0] = swapped);
    assert_eq!(wrong, KitError::WrongList { list: id(1) });

    let unknown = list(Mode::Simulasi, 1, 3, &tokens);
    let error = refused(&world, |parts| parts.lists.push(unknown));
    assert_eq!(error, KitError::WrongList { list: id(3) });

    let text = String::from_utf8(world.lists[0].to_bytes()).unwrap();
    let relabelled = TokenList::parse(text.replace("-1-1-1\n", "-1-2-1\n").as_bytes()).unwrap();
    let foreign = relabelled.id().clone();
    let error = refused(&world, |parts| parts.lists[0] = relabelled);
    assert_eq!(error, KitError::WrongList { list: foreign });
}

#[test]
fn with_lists_of_the_other_booths_of_its_tps_or_without() {
    let world = World::new(Mode::Simulasi);
    let mut parts = world.parts();
    parts.others.clear();
    assert!(BoothKit::new(parts).is_ok());

    let swapped = list(Mode::Simulasi, 2, 1, &world.tokens[..4]);
    let wrong = KitError::WrongList { list: swapped.id().clone() };
    assert_eq!(refused(&world, |parts| parts.others[0] = swapped), wrong);
    let own = world.lists[0].clone();
    let wrong = KitError::WrongList { list: own.id().clone() };
    assert_eq!(refused(&world, |parts| parts.others.push(own)), wrong);
    let unknown = list(Mode::Simulasi, 4, 1, &world.tokens[..4]);
    let wrong = KitError::WrongList { list: unknown.id().clone() };
    assert_eq!(refused(&world, |parts| parts.others.push(unknown)), wrong);
}

#[test]
fn in_resmi_only_when_every_trustee_has_accepted() {
    let resmi = World::new(Mode::Resmi);
    let second = 2.try_into().unwrap();
    let missing = refused(&resmi, |parts| parts.acceptances.truncate(1));
    assert_eq!(missing, KitError::NotAccepted { trustee: second, booth: World::booth() });
    let doubled = refused(&resmi, |parts| parts.acceptances[1] = parts.acceptances[0]);
    assert_eq!(doubled, KitError::NotAccepted { trustee: second, booth: World::booth() });
    assert!(BoothKit::new(World::new(Mode::Simulasi).parts()).is_ok(), "a rehearsal needs none");
}

#[test]
fn an_acceptance_of_another_definition_or_trustee_is_none() {
    let (resmi, simulasi) = (World::new(Mode::Resmi), World::new(Mode::Simulasi));
    let wrong = |trustee: u32| {
        KitError::Acceptance(AcceptanceError::WrongProof { trustee: trustee.try_into().unwrap() })
    };
    let foreign = simulasi.acceptances();
    assert_eq!(refused(&resmi, |parts| parts.acceptances = foreign), wrong(1));
    let swapped = refused(&resmi, |parts| parts.acceptances[1].1 = parts.acceptances[0].1);
    assert_eq!(swapped, wrong(2));
    let nobody = refused(&resmi, |parts| parts.acceptances[0].0 = 3.try_into().unwrap());
    assert_eq!(nobody, wrong(3));
}
