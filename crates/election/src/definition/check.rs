//! Every rule of spec 2.3, on a whole definition. Near-linear in its size.

use crate::definition::places::{self, TpsFacts};
use crate::definition::{
    Booth, Candidate, Committee, Content, CountRules, Dusun, Saksi, TrusteeGroup, Village, Voters,
};
use crate::ids::Mode;
use crate::keys::{PublicKey, shares_on_one_polynomial};
use crate::mistake::{Allowed, Mistake, Mistakes, Path, Problem};
use crate::rules::{self, Once};

/// All mistakes of a definition.
pub(super) fn mistakes(content: &Content) -> Vec<Mistake> {
    let mut check = Check {
        mode: content.mode,
        keys: Once::new(),
        points: Once::new(),
        hashes: Once::new(),
        to: Mistakes::default(),
    };
    check.head(content);
    let path = Path::Root;
    let path = path.key("villages");
    rules::elements(content.villages.len(), rules::VILLAGES, &path, &mut check.to);
    rules::ascending(content.villages.iter().map(|v| Some(&v.code)), "code", &path, &mut check.to);
    for (index, village) in content.villages.iter().enumerate() {
        check.village(village, &path.at(index));
    }
    check.to.0
}

/// What must be distinct in the whole definition, and the mistakes so far.
struct Check {
    mode: Mode,
    keys: Once<PublicKey>,
    points: Once<[u8; 32]>,
    hashes: Once<String>,
    to: Mistakes,
}

impl Check {
    fn head(&mut self, content: &Content) {
        let (path, to) = (Path::Root, &mut self.to);
        rules::format(&content.format, &["pilkades/definition/v1"], &path, to);
        rules::hex(&content.nonce, &path.key("nonce"), to);
        rules::text(&content.title, rules::TITLE, &path.key("title"), to);
        rules::date(&content.date, &path.key("date"), to);
        rules::hours(Some(&content.opens), Some(&content.closes), &path, to);
        let words = path.key("words");
        rules::text(&content.words.village, rules::WORD, &words.key("village"), to);
        rules::text(&content.words.head, rules::WORD, &words.key("head"), to);
        let authority = path.key("authority");
        rules::key_name(content.authority.name.as_str(), rules::AUTHORITY_NAME, &authority.key("name"), to);
        self.keys.see(content.authority.key, &authority.key("key"), to);
    }

    fn village(&mut self, village: &Village, path: &Path<'_>) {
        let names = [
            (&village.name, "name"),
            (&village.district, "district"),
            (&village.regency, "regency"),
            (&village.province, "province"),
        ];
        for (name, key) in names {
            rules::text(name, rules::NAME, &path.key(key), &mut self.to);
        }
        check_dusun(&village.dusun, &path.key("dusun"), &mut self.to);
        check_candidates(&village.candidates, village.blank, &path.key("candidates"), &mut self.to);
        check_rules(&village.rules, self.mode, &path.key("rules"), &mut self.to);
        self.signers(village, path);
        trustees(&village.trustees, &path.key("trustees"), &mut self.points, &mut self.to);
        let dusun: Vec<Option<Voters>> = village.dusun.iter().map(|dusun| Some(dusun.voters)).collect();
        let tps: Vec<TpsFacts> = village.tps.iter().map(TpsFacts::of).collect();
        places::check(Some(&dusun), &tps, path, &mut self.to);
        self.booths(village, path);
    }

    /// Committee and witnesses, whose names are distinct within the village.
    fn signers(&mut self, village: &Village, path: &Path<'_>) {
        let mut names = Once::new();
        let Committee { threshold, keys } = &village.committee;
        let committee = path.key("committee");
        rules::elements(keys.len(), rules::COMMITTEE, &committee.key("keys"), &mut self.to);
        let at = committee.key("threshold");
        rules::number(*threshold, rules::committee_threshold(keys.len(), Some(self.mode)), &at, &mut self.to);
        let here = committee.key("keys");
        for (index, signer) in keys.iter().enumerate() {
            self.signer(signer.name.as_str(), signer.key, &mut names, &here.at(index));
        }
        let here = path.key("saksi");
        rules::elements(village.saksi.len(), rules::SAKSI, &here, &mut self.to);
        for (index, saksi) in village.saksi.iter().enumerate() {
            let Saksi { candidate, name, key } = saksi;
            let here = here.at(index);
            let range = 1..=rules::count(village.candidates.len());
            rules::number(*candidate, range, &here.key("candidate"), &mut self.to);
            self.signer(name.as_str(), *key, &mut names, &here);
        }
    }

    fn signer<'a>(&mut self, name: &'a str, key: PublicKey, names: &mut Once<&'a str>, path: &Path<'_>) {
        rules::key_name(name, rules::KEY_NAME, &path.key("name"), &mut self.to);
        names.see(name, &path.key("name"), &mut self.to);
        self.keys.see(key, &path.key("key"), &mut self.to);
    }

    /// Keys of booths and hashes of their lists; their numbers are checked with the places.
    fn booths(&mut self, village: &Village, path: &Path<'_>) {
        let tps_path = path.key("tps");
        for (index, tps) in village.tps.iter().enumerate() {
            let here = tps_path.at(index);
            let booths_path = here.key("booths");
            for (index, booth) in tps.booths.iter().enumerate() {
                self.booth(booth, &booths_path.at(index));
            }
        }
    }

    fn booth(&mut self, booth: &Booth, path: &Path<'_>) {
        self.keys.see(booth.key, &path.key("key"), &mut self.to);
        let lists = path.key("lists");
        for (index, list) in booth.lists.iter().enumerate() {
            let here = lists.at(index);
            rules::hex(&list.hash, &here.key("hash"), &mut self.to);
            self.hashes.see(list.hash.clone(), &here.key("hash"), &mut self.to);
        }
    }
}

fn check_dusun(dusun: &[Dusun], path: &Path<'_>, to: &mut Mistakes) {
    rules::elements(dusun.len(), rules::DUSUN, path, to);
    for ((index, dusun), expected) in dusun.iter().enumerate().zip(1..) {
        let here = path.at(index);
        rules::number(dusun.number.get(), expected..=expected, &here.key("number"), to);
        rules::text(&dusun.name, rules::NAME, &here.key("name"), to);
    }
}

fn check_candidates(candidates: &[Candidate], blank: bool, path: &Path<'_>, to: &mut Mistakes) {
    rules::elements(candidates.len(), rules::candidates(Some(blank)), path, to);
    for ((index, candidate), expected) in candidates.iter().enumerate().zip(1..) {
        let here = path.at(index);
        rules::number(candidate.number, expected..=expected, &here.key("number"), to);
        rules::text(&candidate.name, rules::CANDIDATE_NAME, &here.key("name"), to);
        if let Some(photo) = &candidate.photo {
            rules::hex(photo, &here.key("photo"), to);
        }
        let clips = here.key("clips");
        rules::elements(candidate.clips.len(), rules::CLIPS, &clips, to);
        for (index, clip) in candidate.clips.iter().enumerate() {
            rules::hex(clip, &clips.at(index), to);
        }
    }
}

/// A trustee group; `points` are the joint keys and shares seen so far, which are all distinct.
pub(crate) fn trustees(
    group: &TrusteeGroup,
    path: &Path<'_>,
    points: &mut Once<[u8; 32]>,
    to: &mut Mistakes,
) {
    let before = to.0.len();
    let members = path.key("members");
    rules::elements(group.members.len(), rules::TRUSTEES, &members, to);
    let range = rules::trustee_threshold(group.members.len());
    rules::number(group.threshold, range, &path.key("threshold"), to);
    points.see(*group.joint_key.as_bytes(), &path.key("joint_key"), to);
    for (index, member) in group.members.iter().enumerate() {
        let here = members.at(index);
        rules::text(&member.name, rules::NAME, &here.key("name"), to);
        points.see(*member.verifying_share.as_bytes(), &here.key("verifying_share"), to);
    }
    rules::hex(&group.transcript, &path.key("transcript"), to);
    let shares: Vec<_> = group.members.iter().map(|member| member.verifying_share).collect();
    let well_formed = to.0.len() == before;
    if well_formed && !shares_on_one_polynomial(group.threshold, &group.joint_key, &shares) {
        to.add(path, Problem::SharesDisagree, Allowed::OneCeremony);
    }
}

fn check_rules(counting: &CountRules, mode: Mode, path: &Path<'_>, to: &mut Mistakes) {
    let range = rules::smallest_cell(Some(mode));
    rules::number(counting.smallest_cell, range, &path.key("smallest_cell"), to);
    let ties = path.key("ties");
    rules::elements(counting.ties.len(), rules::TIES, &ties, to);
    let mut seen = Once::new();
    for (index, tie) in counting.ties.iter().enumerate() {
        let here = ties.at(index);
        seen.see(tie.by, &here.key("by"), to);
        rules::text(&tie.article, rules::ARTICLE, &here.key("article"), to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::example::{self, voters};
    use crate::definition::{Definition, DefinitionError, TieBy};

    /// Every mistake of the example after one change: path, problem and what is allowed.
    fn found(change: impl FnOnce(&mut Content)) -> Vec<Mistake> {
        let mut content = example::content();
        change(&mut content);
        match Definition::seal(content) {
            Err(DefinitionError::Invalid { mistakes }) => mistakes,
            other => panic!("{other:?}"),
        }
    }

    /// The path of the only mistake after one change.
    fn only(change: impl FnOnce(&mut Content)) -> String {
        let mistakes = found(change);
        assert_eq!(mistakes.len(), 1, "{mistakes:#?}");
        mistakes[0].path.clone()
    }

    fn simulated(content: &mut Content) -> &mut Content {
        content.mode = Mode::Simulasi;
        content
    }

    fn valid(change: impl FnOnce(&mut Content)) {
        let mut content = example::content();
        change(&mut content);
        Definition::seal(content).unwrap();
    }

    #[test]
    fn the_head_obeys_its_rules() {
        assert_eq!(only(|c| c.format = "pilkades/definition/v2".to_owned()), "format");
        assert_eq!(only(|c| c.nonce = c.nonce.to_uppercase()), "nonce");
        assert_eq!(only(|c| c.title.clear()), "title");
        assert_eq!(only(|c| c.title = "a".repeat(201)), "title");
        assert_eq!(only(|c| c.words.village = "d".repeat(41)), "words.village");
        assert_eq!(only(|c| c.words.head = " kepala desa".to_owned()), "words.head");
        let long = |c: &mut Content| c.authority.name = "a".repeat(101).parse().unwrap();
        assert_eq!(only(long), "authority.name");
        valid(|c| c.title = "\u{e9}".repeat(200));
    }

    #[test]
    fn a_date_is_one_that_the_calendar_has() {
        for wrong in ["2027-02-29", "2100-02-29", "2028-04-31", "2028-13-01", "2019-12-31", "2200-01-01"] {
            assert_eq!(only(|c| c.date = wrong.to_owned()), "date", "{wrong}");
        }
        for wrong in ["2028-2-29", "28-02-2029", "2028/02/29", "2028-00-10", "2028-01-00", "+028-01-01"] {
            assert_eq!(only(|c| c.date = wrong.to_owned()), "date", "{wrong}");
        }
        for right in ["2020-01-01", "2096-02-29", "2199-12-31"] {
            valid(|c| c.date = right.to_owned());
        }
    }

    #[test]
    fn a_day_opens_before_it_closes() {
        for wrong in ["7:00", "24:00", "07:60", "07.00", "07:00:00"] {
            assert_eq!(only(|c| c.opens = wrong.to_owned()), "opens", "{wrong}");
        }
        assert_eq!(only(|c| c.closes = "07:00".to_owned()), "closes");
        valid(|c| c.closes = "07:01".to_owned());
    }

    #[test]
    fn nothing_hides_in_a_text() {
        for hidden in
            "\u{0}\u{7f}\u{61c}\u{200b}\u{200d}\u{200f}\u{2028}\u{202e}\u{2060}\u{2069}\u{feff}".chars()
        {
            let mistakes = found(|c| c.villages[0].candidates[0].name = format!("A{hidden}B"));
            let problems: Vec<_> = mistakes.into_iter().map(|m| m.problem).collect();
            assert_eq!(problems, [Problem::ForbiddenCharacter(hidden)]);
        }
        let composed = |c: &mut Content| c.villages[1].name = "Sukae\u{301}".to_owned();
        assert_eq!(found(composed)[0].problem, Problem::NotNormalized);
        let spaced = |c: &mut Content| c.villages[1].name = "Sukamaju\u{a0}".to_owned();
        assert_eq!(found(spaced)[0].problem, Problem::OuterSpace);
    }

    #[test]
    fn villages_ascend() {
        assert_eq!(only(|c| c.villages.swap(0, 1)), "villages[1].code");
        let mistakes = found(|c| c.villages = vec![c.villages[0].clone(); 2]);
        assert_eq!(mistakes[0].path, "villages[1].code");
        let none = found(|c| c.villages.clear());
        assert_eq!((none.len(), none[0].path.as_str()), (1, "villages"));
    }

    #[test]
    fn a_village_has_names_candidates_and_dusun_in_order() {
        assert_eq!(only(|c| c.villages[0].district = "a".repeat(81)), "villages[0].district");
        assert_eq!(only(|c| c.villages[0].regency.clear()), "villages[0].regency");
        assert_eq!(only(|c| c.villages[0].province = "A\tB".to_owned()), "villages[0].province");
        let second = |c: &mut Content| c.villages[0].candidates[1].number = 1;
        assert_eq!(only(second), "villages[0].candidates[1].number");
        let long = |c: &mut Content| c.villages[0].candidates[2].name = "a".repeat(61);
        assert_eq!(only(long), "villages[0].candidates[2].name");
        let photo = |c: &mut Content| c.villages[0].candidates[0].photo = Some("ab".to_owned());
        assert_eq!(only(photo), "villages[0].candidates[0].photo");
        let clips = |c: &mut Content| c.villages[0].candidates[0].clips = vec![example::hash("c"); 9];
        assert_eq!(only(clips), "villages[0].candidates[0].clips");
        let clip = |c: &mut Content| c.villages[0].candidates[0].clips.push("AB".repeat(32));
        assert_eq!(only(clip), "villages[0].candidates[0].clips[1]");
        let dusun = |c: &mut Content| c.villages[0].dusun[1].number = 3.try_into().unwrap();
        assert_eq!(only(dusun), "villages[0].dusun[1].number");
        assert_eq!(only(|c| c.villages[0].dusun[0].name.clear()), "villages[0].dusun[0].name");
    }

    #[test]
    fn there_are_two_to_eight_options() {
        assert_eq!(only(|c| c.villages[1].blank = false), "villages[1].candidates");
        let many = |c: &mut Content, count| {
            let first = c.villages[1].candidates[0].clone();
            c.villages[1].candidates =
                (1..=count).map(|number| Candidate { number, ..first.clone() }).collect();
        };
        assert_eq!(only(|c| many(c, 8)), "villages[1].candidates");
        valid(|c| many(c, 7));
        let none = found(|c| c.villages[1].candidates.clear());
        let paths: Vec<&str> = none.iter().map(|m| m.path.as_str()).collect();
        assert_eq!(paths, ["villages[1].candidates", "villages[1].saksi[0].candidate"]);
    }

    #[test]
    fn rules_of_counting_are_within_limits() {
        let cell = |c: &mut Content, count| c.villages[0].rules.smallest_cell = count;
        assert_eq!(only(|c| cell(c, 9)), "villages[0].rules.smallest_cell");
        assert_eq!(only(|c| cell(simulated(c), 0)), "villages[0].rules.smallest_cell");
        assert_eq!(only(|c| cell(c, 1_001)), "villages[0].rules.smallest_cell");
        valid(|c| cell(simulated(c), 1));
        let twice = |c: &mut Content| c.villages[0].rules.ties[1].by = TieBy::LargestTps;
        assert_eq!(only(twice), "villages[0].rules.ties[1].by");
        let article = |c: &mut Content| c.villages[0].rules.ties[0].article.clear();
        assert_eq!(only(article), "villages[0].rules.ties[0].article");
    }

    #[test]
    fn the_committee_signs_by_threshold() {
        let threshold = |c: &mut Content, m| c.villages[0].committee.threshold = m;
        assert_eq!(only(|c| threshold(c, 1)), "villages[0].committee.threshold");
        assert_eq!(only(|c| threshold(c, 4)), "villages[0].committee.threshold");
        assert_eq!(only(|c| threshold(simulated(c), 0)), "villages[0].committee.threshold");
        valid(|c| threshold(simulated(c), 1));
        let keys = |c: &mut Content, n: u8| {
            c.villages[0].committee.keys = (0..n).map(|i| example::signer(&format!("k{i}"))).collect();
        };
        let many = |c: &mut Content| {
            keys(c, 17);
            threshold(c, 9);
        };
        assert_eq!(only(many), "villages[0].committee.keys");
        // Two of four and the other two could sign two count sets.
        assert_eq!(only(|c| keys(c, 4)), "villages[0].committee.threshold");
        valid(|c| keys(simulated(c), 4));
        valid(|c| {
            keys(c, 4);
            threshold(c, 3);
        });
    }

    #[test]
    fn keys_and_names_are_distinct() {
        let key = |c: &mut Content| c.villages[1].tps[0].booths[0].key = c.authority.key;
        let mistakes = found(key);
        assert_eq!(mistakes[0].path, "villages[1].tps[0].booths[0].key");
        assert_eq!(mistakes[0].problem, Problem::Repeated { first: "authority.key".to_owned() });
        let committee =
            |c: &mut Content| c.villages[1].committee.keys[0].key = c.villages[0].committee.keys[0].key;
        assert_eq!(only(committee), "villages[1].committee.keys[0].key");
        let saksi = |c: &mut Content| c.villages[0].saksi[0].key = c.villages[0].committee.keys[0].key;
        assert_eq!(only(saksi), "villages[0].saksi[0].key");
        let name =
            |c: &mut Content| c.villages[0].saksi[0].name = c.villages[0].committee.keys[2].name.clone();
        assert_eq!(only(name), "villages[0].saksi[0].name");
        let candidate = |c: &mut Content| c.villages[0].saksi[0].candidate = 4;
        assert_eq!(only(candidate), "villages[0].saksi[0].candidate");
        let hash = |c: &mut Content| {
            c.villages[1].tps[0].booths[0].lists[0].hash =
                c.villages[0].tps[0].booths[0].lists[0].hash.clone();
        };
        assert_eq!(only(hash), "villages[1].tps[0].booths[0].lists[0].hash");
    }

    #[test]
    fn trustees_hold_one_secret_and_more_than_half_are_needed() {
        let replace = |c: &mut Content, k, n| c.villages[0].trustees = example::trustees("x", k, n);
        for (k, n) in [(1, 2), (2, 4), (4, 3), (1, 3)] {
            let wrong = |c: &mut Content| {
                c.villages[0].trustees = TrusteeGroup { threshold: k, ..example::trustees("x", 2, n) };
            };
            assert_eq!(only(wrong), "villages[0].trustees.threshold", "{k} of {n}");
        }
        for (k, n) in [(2, 2), (2, 3), (3, 4), (9, 16)] {
            valid(|c| replace(c, k, n));
        }
        assert_eq!(found(|c| replace(c, 1, 1))[0].path, "villages[0].trustees.members");
        let same = found(|c| c.villages[1].trustees = c.villages[0].trustees.clone());
        assert_eq!((same.len(), same[0].path.as_str()), (4, "villages[1].trustees.joint_key"));
        let swapped = |c: &mut Content| c.villages[0].trustees.members.swap(1, 2);
        assert_eq!(only(swapped), "villages[0].trustees");
        let foreign = example::trustees("y", 2, 3);
        let key = |c: &mut Content| c.villages[0].trustees.joint_key = foreign.joint_key;
        assert_eq!(only(key), "villages[0].trustees");
        // The first k shares always lie on a polynomial of degree k - 1; the last one need not.
        let last = |c: &mut Content| c.villages[0].trustees.members[2] = foreign.members[2].clone();
        assert_eq!(only(last), "villages[0].trustees");
        let lower = |c: &mut Content| {
            c.villages[0].trustees = TrusteeGroup { threshold: 2, ..example::trustees("x", 3, 3) }
        };
        assert_eq!(only(lower), "villages[0].trustees");
        let transcript = |c: &mut Content| c.villages[0].trustees.transcript.clear();
        assert_eq!(only(transcript), "villages[0].trustees.transcript");
        let name = |c: &mut Content| c.villages[0].trustees.members[1].name.clear();
        assert_eq!(only(name), "villages[0].trustees.members[1].name");
    }

    #[test]
    fn places_ascend_and_are_not_too_many() {
        let tps = |c: &mut Content| c.villages[1].tps[1].number = 2.try_into().unwrap();
        assert_eq!(only(tps), "villages[1].tps[1].number");
        let booth = |c: &mut Content| c.villages[0].tps[0].booths[2].number = 2.try_into().unwrap();
        assert_eq!(only(booth), "villages[0].tps[0].booths[2].number");
        let list = |c: &mut Content| c.villages[0].tps[0].booths[1].lists.swap(0, 1);
        assert_eq!(only(list), "villages[0].tps[0].booths[1].lists[1].dusun");
        assert_eq!(only(|c| c.villages[1].tps.clear()), "villages[1].tps");
        let none = |c: &mut Content| {
            c.villages[1].tps[0].booths.clear();
            c.villages[1].tps[0].voters = voters(0, 0);
        };
        assert_eq!(only(none), "villages[1].tps[0].booths");
        assert_eq!(
            only(|c| c.villages[1].tps[1].booths[1].lists.clear()),
            "villages[1].tps[1].booths[1].lists"
        );
    }

    #[test]
    fn voters_are_the_sums_of_their_lists() {
        let tps = |c: &mut Content| c.villages[1].tps[0].voters = voters(4, 6);
        let mistakes = found(tps);
        assert_eq!(mistakes[0].path, "villages[1].tps[0].voters");
        assert_eq!(mistakes[0].problem, Problem::Sum { stated: voters(4, 6), lists: voters(5, 5) });
        let dusun = |c: &mut Content| c.villages[0].dusun[0].voters = voters(50, 50);
        assert_eq!(only(dusun), "villages[0].dusun[0].voters");
        let many = |c: &mut Content| {
            let tps = &mut c.villages[1].tps[0];
            tps.voters = voters(20_001, 0);
            tps.booths[0].lists[0].voters = voters(20_001, 0);
        };
        let paths: Vec<String> = found(many).into_iter().map(|m| m.path).collect();
        let list = "villages[1].tps[0].booths[0].lists[0]";
        assert_eq!(paths, [format!("{list}.voters.male"), format!("{list}.tokens")]);
    }

    #[test]
    fn lists_are_bound_to_dusun_all_or_none() {
        let unbound = |c: &mut Content| c.villages[0].tps[0].booths[0].lists[0].dusun = 0.try_into().unwrap();
        let paths: Vec<String> = found(unbound).into_iter().map(|m| m.path).collect();
        assert_eq!(paths, ["villages[0].tps[0].booths[0].lists[0].dusun", "villages[0].dusun[0].voters"]);
        let bound = |c: &mut Content| c.villages[1].tps[0].booths[0].lists[0].dusun = 1.try_into().unwrap();
        let mistakes = found(bound);
        assert_eq!(mistakes[0].path, "villages[1].tps[0].booths[0].lists[0].dusun");
        assert_eq!(mistakes[0].allowed, Allowed::DusunUpTo(0));
    }

    #[test]
    fn there_are_tokens_for_all_and_a_tenth_more() {
        let tokens = |c: &mut Content, count| c.villages[0].tps[0].booths[0].lists[0].tokens = count;
        let mistakes = found(|c| tokens(c, 108));
        assert_eq!(mistakes[0].path, "villages[0].tps[0].booths[0].lists[0].tokens");
        assert_eq!(mistakes[0].allowed, Allowed::AtLeast(109));
        assert_eq!(mistakes.len(), 1);
        for count in [0, 20_001] {
            let mistakes = found(|c| tokens(c, count));
            assert_eq!(mistakes[0].allowed, Allowed::Range { lowest: 1, highest: 20_000 });
        }
    }

    #[test]
    fn a_spare_can_replace_any_booth_of_its_tps() {
        let spare =
            |c: &mut Content, list: usize, count| c.villages[0].tps[0].booths[2].lists[list].tokens = count;
        assert_eq!(only(|c| spare(c, 0, 108)), "villages[0].tps[0].booths[2].lists[0].tokens");
        assert_eq!(only(|c| spare(c, 1, 54)), "villages[0].tps[0].booths[2].lists[1].tokens");
        let other = |c: &mut Content| c.villages[1].tps[1].booths[1].lists[0].tokens = 12;
        assert_eq!(only(other), "villages[1].tps[1].booths[1].lists[0].tokens");
        // A spare for a dusun that no booth of the TPS serves must match the largest list of any dusun.
        let foreign = |c: &mut Content| {
            let village = &mut c.villages[0];
            village.dusun.push(Dusun {
                number: 3.try_into().unwrap(),
                voters: voters(0, 0),
                ..village.dusun[0].clone()
            });
            village.tps[0].booths[2].lists[1].dusun = 3.try_into().unwrap();
        };
        assert_eq!(found(foreign)[0].allowed, Allowed::AtLeast(109));
        let own = |c: &mut Content| c.villages[0].tps[0].booths[2].lists[0].voters = voters(1, 0);
        let mistakes = found(own);
        assert_eq!(mistakes[1].problem, Problem::SpareWithVoters);
        let only_spares = |c: &mut Content| {
            c.villages[1].tps[1].booths.remove(0);
            c.villages[1].tps[1].voters = voters(0, 0);
        };
        assert_eq!(only(only_spares), "villages[1].tps[1].booths");
    }

    #[test]
    fn all_mistakes_are_collected() {
        let many = found(|c| {
            c.title.clear();
            c.date.clear();
            c.villages[1].name.clear();
            c.villages[1].tps[1].booths[1].lists[0].hash.clear();
        });
        assert_eq!(many.len(), 4);
    }
}
