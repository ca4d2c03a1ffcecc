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
