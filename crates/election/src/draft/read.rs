//! From a TOML document to a [`Draft`], noting every mistake on the way.
//!
//! The rules are those of [`crate::rules`] and [`places`], which the definition obeys too.

mod candidates;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use self::candidates::NamedMedium;
use crate::definition::places::{self, BoothFacts, Largest, ListFacts, TpsFacts};
use crate::definition::{Committee, CountRules, Dusun, NamedKey, Saksi, TieRule, Voters, Words};
use crate::draft::reader::{Reader, Table, as_string};
use crate::draft::template;
use crate::draft::{Draft, DraftBooth, DraftList, DraftTps, DraftTrustees, DraftVillage};
use crate::ids::{BoothNumber, DusunNumber, Mode, TpsNumber, VillageCode, hex32};
use crate::keys::PublicKey;
use crate::mistake::{Allowed, Mistake, Path, Problem, ValueKind};
use crate::rules::{self, Once};

const DRAFT: &[&str] =
    &["mode", "nonce", "title", "date", "opens", "closes", "time_zone", "words", "authority", "villages"];
const VILLAGE: &[&str] = &[
    "code",
    "name",
    "district",
    "regency",
    "province",
    "dusun",
    "candidates",
    "blank",
    "rules",
    "committee",
    "saksi",
    "trustees",
    "tps",
];

/// What a document says, as far as it can be read.
pub(super) struct Reading {
    draft: Option<Draft>,
    reader: Reader,
    /// By village.
    media: Vec<Vec<NamedMedium>>,
}

/// Reads a document.
pub(super) fn read(document: &DeTable<'_>) -> Reading {
    let (reader, examples) = (Reader::default(), template::examples());
    let mut walk = Walk { reader, mode: None, keys: Once::new(), examples, media: Vec::new() };
    let draft = walk.draft(document);
    Reading { draft, reader: walk.reader, media: walk.media }
}

impl Reading {
    /// The draft, if there are no mistakes, and the mistakes, each with its byte offset.
    pub(super) fn finish(self) -> (Option<Draft>, Vec<(Mistake, usize)>) {
        let Self { draft, reader, .. } = self;
        let offset = |mistake: &Mistake| reader.offset(&mistake.path);
        let mistakes: Vec<(Mistake, usize)> = reader.to.0.iter().map(|m| (m.clone(), offset(m))).collect();
        (draft.filter(|_| mistakes.is_empty()), mistakes)
    }
}

type Value<'a> = &'a Spanned<DeValue<'a>>;

/// What is known of the whole document on the way through it.
struct Walk {
    reader: Reader,
    mode: Option<Mode>,
    keys: Once<PublicKey>,
    examples: [PublicKey; 6],
    /// By village.
    media: Vec<Vec<NamedMedium>>,
}

impl Walk {
    fn draft(&mut self, document: &DeTable<'_>) -> Option<Draft> {
        let root = Path::Root;
        let table = Table::new(document, DRAFT, &root, &mut self.reader);
        self.mode = table.word("mode", &["resmi", "simulasi"], &mut self.reader);
        let nonce = self.nonce(&table);
        let title = table.text("title", rules::TITLE, &mut self.reader);
        let date = table.string("date", &mut self.reader);
        if let Some(date) = date {
            rules::date(date, &root.key("date"), &mut self.reader.to);
        }
        let opens = table.string("opens", &mut self.reader);
        let closes = table.string("closes", &mut self.reader);
        rules::hours(opens, closes, &root, &mut self.reader.to);
        let time_zone = table.word("time_zone", &["WIB", "WITA", "WIT"], &mut self.reader);
        let words = self.words(&table);
        let authority = self.authority(&table);
        let villages = self.villages(&table);
        Some(Draft {
            mode: self.mode?,
            nonce: nonce?,
            title: title?,
            date: date?.to_owned(),
            opens: opens?.to_owned(),
            closes: closes?.to_owned(),
            time_zone: time_zone?,
            words: words?,
            authority: authority?,
            villages: villages?,
        })
    }

    fn nonce(&mut self, table: &Table<'_>) -> Option<[u8; 32]> {
        let text = table.string("nonce", &mut self.reader)?;
        rules::hex(text, &table.path.key("nonce"), &mut self.reader.to);
        hex32(text).ok()
    }

    fn words(&mut self, table: &Table<'_>) -> Option<Words> {
        let value = table.get("words", ValueKind::Table, &mut self.reader)?;
        let path = table.path.key("words");
        let table = Table::of(value, &["village", "head"], &path, &mut self.reader)?;
        let village = table.shown_text("village", rules::WORD, &mut self.reader);
        let head = table.shown_text("head", rules::WORD, &mut self.reader);
        Some(Words { village: village?, head: head? })
    }

    fn authority(&mut self, table: &Table<'_>) -> Option<NamedKey> {
        let value = table.get("authority", ValueKind::Table, &mut self.reader)?;
        let path = table.path.key("authority");
        let table = Table::of(value, &["name", "key"], &path, &mut self.reader)?;
        let name = table.key_name(rules::AUTHORITY_NAME, &mut self.reader);
        let key = self.key(&table);
        Some(NamedKey { name: name?, key: key? })
    }

    /// A key that stands nowhere else, and in a real election is nobody's example.
    fn key(&mut self, table: &Table<'_>) -> Option<PublicKey> {
        let key = table.public_key(&mut self.reader)?;
        let path = table.path.key("key");
        if self.mode == Some(Mode::Resmi) && self.examples.contains(&key) {
            self.reader.to.add(&path, Problem::ExampleKey, Allowed::OwnKey);
        }
        self.keys.see(key, &path, &mut self.reader.to);
        Some(key)
    }

    fn villages(&mut self, table: &Table<'_>) -> Option<Vec<DraftVillage>> {
        let values = table.list("villages", &mut self.reader)?;
        let path = table.path.key("villages");
        rules::elements(values.len(), rules::VILLAGES, &path, &mut self.reader.to);
        let mut codes = Vec::new();
        let mut villages = Vec::new();
        for (index, value) in values.iter().enumerate() {
            villages.push(self.village(value, &mut codes, &path.at(index)));
        }
        rules::ascending(codes, "code", &path, &mut self.reader.to);
        villages.into_iter().collect()
    }

    fn village(
        &mut self,
        value: Value<'_>,
        codes: &mut Vec<Option<VillageCode>>,
        path: &Path<'_>,
    ) -> Option<DraftVillage> {
        let table = Table::of(value, VILLAGE, path, &mut self.reader);
        let code = table.and_then(|table| table.parsed("code", Allowed::VillageCode, &mut self.reader));
        codes.push(code.clone());
        let table = table?;
        let here = table.shown_text("name", rules::NAME, &mut self.reader);
        let mut name = |key| table.text(key, rules::NAME, &mut self.reader);
        let (district, regency, province) = (name("district"), name("regency"), name("province"));
        let dusun = self.dusun(&table);
        let blank = table.boolean("blank", &mut self.reader);
        let candidates = self.candidates(&table, blank);
        let counting = self.rules(&table);
        let mut names = Once::new();
        let committee = self.committee(&table, &mut names);
        let saksi = self.saksi(&table, candidates.as_ref().map(Vec::len), &mut names);
        let trustees = self.trustees(&table);
        let tps = self.places(&table, dusun.as_deref());
        Some(DraftVillage {
            code: code?,
            name: here?,
            district: district?,
            regency: regency?,
            province: province?,
            dusun: all(dusun?)?,
            candidates: all(candidates?)?,
            blank: blank?,
            rules: counting?,
            committee: committee?,
            saksi: saksi?,
            trustees: trustees?,
            tps: tps?,
        })
    }

    fn dusun(&mut self, table: &Table<'_>) -> Option<Vec<Option<Dusun>>> {
        let values = table.some("dusun", rules::DUSUN, &mut self.reader)?;
        let path = table.path.key("dusun");
        let mut dusun = Vec::new();
        for ((index, value), number) in values.iter().enumerate().zip(1_u32..) {
            dusun.push(self.one_dusun(value, number, &path.at(index)));
        }
        Some(dusun)
    }

    fn one_dusun(&mut self, value: Value<'_>, expected: u32, path: &Path<'_>) -> Option<Dusun> {
        let table = Table::of(value, &["number", "name", "voters"], path, &mut self.reader)?;
        let number = table.number("number", expected.into()..=expected.into(), &mut self.reader);
        let name = table.text("name", rules::NAME, &mut self.reader);
        let voters = table.voters(&mut self.reader);
        Some(Dusun { number: number?, name: name?, voters: voters? })
    }

    fn rules(&mut self, table: &Table<'_>) -> Option<CountRules> {
        const KEYS: &[&str] = &["smallest_cell", "blank_as", "largest_by", "ties"];
        let value = table.get("rules", ValueKind::Table, &mut self.reader)?;
        let path = table.path.key("rules");
        let table = Table::of(value, KEYS, &path, &mut self.reader)?;
        let smallest_cell = table.number("smallest_cell", rules::smallest_cell(self.mode), &mut self.reader);
        let blank_as = table.word("blank_as", &["separate", "invalid"], &mut self.reader);
        let largest_by = table.word("largest_by", &["registered", "present"], &mut self.reader);
        let values = table.some("ties", rules::TIES, &mut self.reader);
        let path = path.key("ties");
        let mut seen = Once::new();
        let mut ties = Vec::new();
        for (index, value) in values.unwrap_or_default().iter().enumerate() {
            let here = path.at(index);
            let tie = self.tie(value, &here);
            if let Some(tie) = &tie {
                seen.see(tie.by, &here.key("by"), &mut self.reader.to);
            }
            ties.push(tie);
        }
        Some(CountRules {
            smallest_cell: smallest_cell?,
            blank_as: blank_as?,
            largest_by: largest_by?,
            ties: all(ties)?,
        })
    }

    fn tie(&mut self, value: Value<'_>, path: &Path<'_>) -> Option<TieRule> {
        const BY: &[&str] = &["largest-tps", "largest-dusun", "largest-booth", "tps-won", "external"];
        let table = Table::of(value, &["by", "article"], path, &mut self.reader)?;
        let by = table.word("by", BY, &mut self.reader);
        let article = table.text("article", rules::ARTICLE, &mut self.reader);
        Some(TieRule { by: by?, article: article? })
    }

    fn committee(&mut self, table: &Table<'_>, names: &mut Once<String>) -> Option<Committee> {
        let value = table.get("committee", ValueKind::Table, &mut self.reader)?;
        let path = table.path.key("committee");
        let table = Table::of(value, &["threshold", "keys"], &path, &mut self.reader)?;
        let values = table.list("keys", &mut self.reader);
        let path = path.key("keys");
        let mut keys = Vec::new();
        for (index, value) in values.unwrap_or_default().iter().enumerate() {
            let here = path.at(index);
            let signer = Table::of(value, &["name", "key"], &here, &mut self.reader);
            keys.push(signer.and_then(|table| self.signer(&table, names)));
        }
        let mut count = *rules::COMMITTEE.end();
        if let Some(values) = values {
            count = values.len();
            rules::elements(count, rules::COMMITTEE, &path, &mut self.reader.to);
        }
        let range = rules::committee_threshold(count, self.mode);
        let threshold = table.number("threshold", range, &mut self.reader);
        Some(Committee { threshold: threshold?, keys: values.and(all(keys))? })
    }

    /// Name and key of somebody who signs; names are distinct within a village.
    fn signer(&mut self, table: &Table<'_>, names: &mut Once<String>) -> Option<NamedKey> {
        let name = table.key_name(rules::KEY_NAME, &mut self.reader);
        if let Some(name) = &name {
            names.see(name.as_str().to_owned(), &table.path.key("name"), &mut self.reader.to);
        }
        let key = self.key(table);
        Some(NamedKey { name: name?, key: key? })
    }

    fn saksi(
        &mut self,
        table: &Table<'_>,
        candidates: Option<usize>,
        names: &mut Once<String>,
    ) -> Option<Vec<Saksi>> {
        let values = table.some("saksi", rules::SAKSI, &mut self.reader)?;
        let path = table.path.key("saksi");
        let highest = candidates.map_or(u64::MAX, rules::count);
        let mut saksi = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let here = path.at(index);
            let table = Table::of(value, &["candidate", "name", "key"], &here, &mut self.reader);
            saksi.push(table.and_then(|table| {
                let candidate = table.number("candidate", 1..=highest, &mut self.reader);
                let NamedKey { name, key } = self.signer(&table, names)?;
                Some(Saksi { candidate: candidate?, name, key })
            }));
        }
        all(saksi)
    }

    fn trustees(&mut self, table: &Table<'_>) -> Option<DraftTrustees> {
        let value = table.get("trustees", ValueKind::Table, &mut self.reader)?;
        let path = table.path.key("trustees");
        let table = Table::of(value, &["threshold", "names"], &path, &mut self.reader)?;
        let values = table.list("names", &mut self.reader);
        let path = path.key("names");
        let mut names = Vec::new();
        for (index, value) in values.unwrap_or_default().iter().enumerate() {
            let here = path.at(index);
            let name = as_string(value, &here, &mut self.reader);
            if let Some(name) = name {
                rules::text(name, rules::NAME, &here, &mut self.reader.to);
            }
            names.push(name.map(str::to_owned));
        }
        let mut range = 2..=rules::count(*rules::TRUSTEES.end());
        if let Some(values) = values {
            rules::elements(values.len(), rules::TRUSTEES, &path, &mut self.reader.to);
            range = rules::trustee_threshold(values.len());
        }
        let threshold = table.number("threshold", range, &mut self.reader);
        Some(DraftTrustees { threshold: threshold?, names: values.and(all(names))? })
    }

    fn places(&mut self, table: &Table<'_>, dusun: Option<&[Option<Dusun>]>) -> Option<Vec<DraftTps>> {
        let values = table.list("tps", &mut self.reader)?;
        let path = table.path.key("tps");
        let mut facts = Vec::new();
        for (index, value) in values.iter().enumerate() {
            facts.push(self.tps(value, &path.at(index)));
        }
        let voters: Option<Vec<Option<Voters>>> =
            dusun.map(|dusun| dusun.iter().map(|dusun| dusun.as_ref().map(|d| d.voters)).collect());
        places::check(voters.as_deref(), &facts, table.path, &mut self.reader.to);
        facts.iter().map(finished_tps).collect()
    }

    fn tps(&mut self, value: Value<'_>, path: &Path<'_>) -> TpsFacts {
        let Some(table) = Table::of(value, &["number", "voters", "booths"], path, &mut self.reader) else {
            return TpsFacts::default();
        };
        let range = TpsNumber::LOWEST.into()..=TpsNumber::HIGHEST.into();
        let number = table.number("number", range, &mut self.reader).map(TpsNumber::get);
        let voters = table.voters(&mut self.reader);
        let values = table.list("booths", &mut self.reader);
        let path = path.key("booths");
        let mut booths = Vec::new();
        for (index, value) in values.unwrap_or_default().iter().enumerate() {
            booths.push(self.booth(value, &path.at(index)));
        }
        fill_spares(&mut booths);
        TpsFacts { number, voters, booths: values.map(|_| booths) }
    }

    fn booth(&mut self, value: Value<'_>, path: &Path<'_>) -> BoothFacts {
        let Some(table) = Table::of(value, &["number", "spare", "lists"], path, &mut self.reader) else {
            return BoothFacts::default();
        };
        let range = BoothNumber::LOWEST.into()..=BoothNumber::HIGHEST.into();
        let number = table.number("number", range, &mut self.reader).map(BoothNumber::get);
        let spare = table.boolean("spare", &mut self.reader);
        let values = table.list("lists", &mut self.reader);
        let path = path.key("lists");
        let mut lists = Vec::new();
        for (index, value) in values.unwrap_or_default().iter().enumerate() {
            lists.push(self.list(value, spare, &path.at(index)));
        }
        BoothFacts { number, spare, lists: values.map(|_| lists) }
    }

    fn list(&mut self, value: Value<'_>, spare: Option<bool>, path: &Path<'_>) -> ListFacts {
        let Some(table) = Table::of(value, &["dusun", "voters", "tokens"], path, &mut self.reader) else {
            return ListFacts::default();
        };
        let range = DusunNumber::LOWEST.into()..=DusunNumber::HIGHEST.into();
        let dusun = table.number("dusun", range, &mut self.reader).map(DusunNumber::get);
        let voters = table.voters(&mut self.reader);
        let tokens = if table.has("tokens") {
            table.number("tokens", 1..=places::MAX_TOKENS, &mut self.reader)
        } else {
            voters.filter(|_| spare == Some(false)).map(default_tokens)
        };
        ListFacts { dusun, voters, tokens }
    }
}

/// Tokens of a list where the draft does not say: a tenth more than voters, at least ten more.
fn default_tokens(voters: Voters) -> u32 {
    let total = voters.total();
    u32::try_from(total + total.div_ceil(10).max(10)).unwrap_or(u32::MAX)
}

/// Tokens of a spare where the draft does not say: enough to stand in for any booth of its TPS.
fn fill_spares(booths: &mut [BoothFacts]) {
    let largest = Largest::of(booths);
    for booth in booths.iter_mut().filter(|booth| booth.spare == Some(true)) {
        for list in booth.lists.iter_mut().flatten().filter(|list| list.tokens.is_none()) {
            list.tokens = list.dusun.and_then(|dusun| largest.for_spare(dusun));
        }
    }
}

fn finished_tps(facts: &TpsFacts) -> Option<DraftTps> {
    let booths = facts.booths.as_ref()?.iter().map(finished_booth);
    Some(DraftTps {
        number: u32::from(facts.number?).try_into().ok()?,
        voters: facts.voters?,
        booths: booths.collect::<Option<_>>()?,
    })
}

fn finished_booth(facts: &BoothFacts) -> Option<DraftBooth> {
    let list = |list: &ListFacts| {
        let dusun = u32::from(list.dusun?).try_into().ok()?;
        Some(DraftList { dusun, voters: list.voters?, tokens: list.tokens? })
    };
    Some(DraftBooth {
        number: u32::from(facts.number?).try_into().ok()?,
        spare: facts.spare?,
        lists: facts.lists.as_ref()?.iter().map(list).collect::<Option<_>>()?,
    })
}

fn all<T>(values: Vec<Option<T>>) -> Option<Vec<T>> {
    values.into_iter().collect()
}
