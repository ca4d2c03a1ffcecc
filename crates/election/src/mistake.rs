//! Mistakes in a definition or draft: where, what is wrong, what is allowed; in English and Indonesian.
//!
//! Committees correct a draft in one go, so checks collect all mistakes instead of stopping at the first.

mod allowed;

use std::fmt;

use crate::definition::Voters;
use crate::draft::MediumProblem;
use crate::keys::KeyError;

/// One mistake in a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The place, for example `villages[0].tps[2].booths[1].key`; lists count from 0, `.` is the whole file.
    pub path: String,
    /// What is wrong there.
    pub problem: Problem,
    /// What is allowed there.
    pub allowed: Allowed,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.path, self.problem, self.allowed)
    }
}

impl Mistake {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        format!("{}: {}; {}", self.path, self.problem.to_indonesian(), self.allowed.to_indonesian())
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The file does not follow its grammar here (the parser's words, English only).
    Syntax(String),
    /// A key that does not exist here.
    UnknownKey {
        /// The allowed key that looks most like it, if any is close.
        nearest: Option<String>,
    },
    /// A key that stands twice in one table.
    RepeatedKey,
    /// A key that must be there is not.
    MissingKey,
    /// A value of another type.
    WrongType {
        /// What stands there.
        found: ValueKind,
    },
    /// Text that does not have the required form.
    WrongForm {
        /// The text, cut to 80 characters.
        found: String,
    },
    /// A text with too few or too many characters.
    TextLength {
        /// Number of characters.
        found: usize,
    },
    /// A text with a character that hides or turns around what people read.
    ForbiddenCharacter(char),
    /// A text that begins or ends with white space.
    OuterSpace,
    /// A text that is not in Unicode normalization form C.
    NotNormalized,
    /// A name with a character that the booth's screen or paper lacks.
    NotShown(char),
    /// A number outside its range, or not the one that belongs here.
    Number {
        /// The number, as written.
        found: String,
    },
    /// A list with too few or too many elements.
    Elements {
        /// How many it has.
        found: usize,
    },
    /// An element that does not come after the one before it.
    Order {
        /// The element, for example a number.
        found: String,
    },
    /// A key, hash or name that stands elsewhere already.
    Repeated {
        /// Where it stands first.
        first: String,
    },
    /// Bytes that are not a usable key.
    Key(KeyError),
    /// Voters that are not the sum of the voters of the lists below.
    Sum {
        /// The voters as stated.
        stated: Voters,
        /// The sum of the lists.
        lists: Voters,
    },
    /// A list bound to a dusun that the village does not have, or to none although the village has some.
    Dusun {
        /// The number of the dusun as stated.
        found: u32,
    },
    /// A spare booth's list with voters of its own.
    SpareWithVoters,
    /// A TPS in which every booth is a spare.
    OnlySpares,
    /// Verifying shares and joint key that do not belong to one secret.
    SharesDisagree,
    /// An example key of the template, whose secret everybody knows.
    ExampleKey,
    /// A file of enrolment, ceremony or token printing that has not been handed in.
    MissingPart,
    /// A file of enrolment, ceremony or token printing that belongs to no place of the draft.
    ForeignPart,
    /// A file that says something else than the draft.
    PartDiffers {
        /// What the file says.
        found: String,
    },
    /// The file of a photo or clip that cannot be taken.
    Medium {
        /// The file, as the draft names it.
        file: String,
        /// What is wrong with it.
        problem: MediumProblem,
    },
}

/// What is allowed at the place of a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// A value of this type.
    Type(ValueKind),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// These keys.
    Keys(&'static [&'static str]),
    /// A text of so many characters.
    Characters {
        /// Fewest.
        lowest: usize,
        /// Most.
        highest: usize,
    },
    /// Visible characters, single spaces between words, in normalization form C.
    PlainText,
    /// What the booth's screen and paper have (spec 2.5).
    ShownText,
    /// A number within a range.
    Range {
        /// The smallest.
        lowest: u64,
        /// The largest.
        highest: u64,
    },
    /// Exactly this number.
    Exactly(u64),
    /// This number or more.
    AtLeast(u64),
    /// A list of so many elements.
    Elements {
        /// Fewest.
        lowest: usize,
        /// Most.
        highest: usize,
    },
    /// Ascending, without repetition.
    Ascending,
    /// Every value once.
    Distinct,
    /// A real date, `YYYY-MM-DD`, 2020 to 2199.
    Date,
    /// A time of day, `HH:MM`.
    Time,
    /// A time after this one.
    After(String),
    /// 64 lower-case hexadecimal digits.
    Hex32,
    /// An Ed25519 verification key, 64 lower-case hexadecimal digits.
    Ed25519Key,
    /// A name of a key.
    KeyName,
    /// A village code of ten digits.
    VillageCode,
    /// The sum of the lists.
    SumOfLists,
    /// A dusun of the village, from 1 to this number; 0 if the village has none.
    DusunUpTo(u64),
    /// No voters at all.
    NoVoters,
    /// At least one booth that is not a spare.
    WorkingBooth,
    /// The joint key and shares of one key ceremony.
    OneCeremony,
    /// A key of one's own, made by `tally key new`.
    OwnKey,
    /// The public file of this booth's enrolment.
    BoothKeyFile,
    /// The public file of this village's key ceremony.
    TrusteesFile,
    /// The token list of this booth and dusun.
    TokenListFile,
    /// What the draft says.
    AsInDraft(String),
    /// Only files for places of the draft.
    PlaceOfDraft,
    /// The name of a file below the folder of the draft.
    FileName,
    /// A readable file of this name, below the folder of the draft.
    FileBeside,
    /// A photo as the booth shows it.
    Photo,
    /// A recording as the booth plays it.
    Clip,
    /// One for every candidate of the village, or for none.
    AllOrNone,
    /// TOML 1.0.
    Toml,
}

/// The type of a value in a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Text in quotes.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction or exponent.
    Fraction,
    /// `true` or `false`.
    Boolean,
    /// A date or time without quotes.
    DateTime,
    /// A list in brackets, or repeated `[[tables]]`.
    List,
    /// A table.
    Table,
}

impl ValueKind {
    const fn english(self) -> &'static str {
        match self {
            Self::Text => "a text in quotes",
            Self::Integer => "a whole number",
            Self::Fraction => "a number with a fraction",
            Self::Boolean => "true or false",
            Self::DateTime => "a date or time without quotes",
            Self::List => "a list",
            Self::Table => "a table",
        }
    }

    const fn indonesian(self) -> &'static str {
        match self {
            Self::Text => "teks dalam tanda kutip",
            Self::Integer => "bilangan bulat",
            Self::Fraction => "bilangan pecahan",
            Self::Boolean => "true atau false",
            Self::DateTime => "tanggal atau jam tanpa tanda kutip",
            Self::List => "daftar",
            Self::Table => "tabel",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => write!(f, "cannot be read: {message}"),
            Self::UnknownKey { nearest: Some(key) } => {
                write!(f, "this key does not exist here; did you mean `{key}`?")
            }
            Self::UnknownKey { nearest: None } => f.write_str("this key does not exist here"),
            Self::RepeatedKey => f.write_str("stands twice in one table"),
            Self::MissingKey => f.write_str("is missing"),
            Self::WrongType { found } => write!(f, "is {}", found.english()),
            Self::WrongForm { found } => write!(f, "{found:?} does not have the required form"),
            Self::TextLength { found } => write!(f, "has {found} characters"),
            Self::ForbiddenCharacter(c) => {
                write!(f, "contains the invisible or control character U+{:04X}", u32::from(*c))
            }
            Self::OuterSpace => f.write_str("begins or ends with white space"),
            Self::NotNormalized => f.write_str("contains letters that are composed of several characters"),
            Self::NotShown(c) => {
                write!(f, "contains {c:?} (U+{:04X}), which the booth's paper lacks", u32::from(*c))
            }
            Self::Number { found } => write!(f, "is {found}"),
            Self::Elements { found } => write!(f, "has {found} elements"),
            Self::Order { found } => write!(f, "{found} does not come after the one before"),
            Self::Repeated { first } => write!(f, "the same stands already at {first}"),
            Self::Key(error) => error.fmt(f),
            Self::Sum { stated, lists } => {
                let (a, b) = (stated, lists);
                write!(f, "states L {} P {}, the lists give L {} P {}", a.male, a.female, b.male, b.female)
            }
            Self::Dusun { found } => write!(f, "is bound to dusun {found}"),
            Self::SpareWithVoters => f.write_str("a spare booth's list has voters"),
            Self::OnlySpares => f.write_str("every booth of this TPS is a spare"),
            Self::SharesDisagree => f.write_str("the trustees' shares do not belong to this joint key"),
            Self::ExampleKey => f.write_str("is an example key, whose secret everybody knows"),
            Self::MissingPart => f.write_str("has not been handed in"),
            Self::ForeignPart => f.write_str("belongs to no place of this draft"),
            Self::PartDiffers { found } => write!(f, "the file says {found}"),
            Self::Medium { file, problem } => write!(f, "{file}: {problem}"),
        }
    }
}

impl Problem {
    /// The same in Indonesian.
    #[must_use]
    pub fn to_indonesian(&self) -> String {
        match self {
            Self::Syntax(message) => match syntax_in_indonesian(message) {
                Some(known) => format!("tidak dapat dibaca: {known}"),
                None => format!("tidak dapat dibaca ({message})"),
            },
            Self::UnknownKey { nearest: Some(key) } => {
                format!("isian ini tidak dikenal di sini; apakah maksud Anda `{key}`?")
            }
            Self::UnknownKey { nearest: None } => "isian ini tidak dikenal di sini".to_owned(),
            Self::RepeatedKey => "tertulis dua kali dalam satu tabel".to_owned(),
            Self::MissingKey => "belum diisi".to_owned(),
            Self::WrongType { found } => format!("berisi {}", found.indonesian()),
            Self::WrongForm { found } => format!("{found:?} tidak sesuai bentuk yang diminta"),
            Self::TextLength { found } => format!("panjangnya {found} karakter"),
            Self::ForbiddenCharacter(c) => {
                format!("memuat karakter tak terlihat atau karakter kendali U+{:04X}", u32::from(*c))
            }
            Self::OuterSpace => "diawali atau diakhiri spasi".to_owned(),
            Self::NotNormalized => "memuat huruf yang tersusun dari beberapa karakter".to_owned(),
            Self::NotShown(c) => {
                format!("memuat {c:?} (U+{:04X}), yang tidak ada pada kertas bilik", u32::from(*c))
            }
            Self::Number { found } => format!("berisi {found}"),
            Self::Elements { found } => format!("berjumlah {found}"),
            Self::Order { found } => format!("{found} tidak berada sesudah yang sebelumnya"),
            Self::Repeated { first } => format!("isi yang sama sudah ada di {first}"),
            Self::Key(error) => key_in_indonesian(*error).to_owned(),
            Self::Sum { stated, lists } => {
                let (a, b) = (stated, lists);
                format!("tertulis L {} P {}, jumlah daftar L {} P {}", a.male, a.female, b.male, b.female)
            }
            Self::Dusun { found } => format!("terikat pada dusun {found}"),
            Self::SpareWithVoters => "daftar bilik cadangan memuat pemilih".to_owned(),
            Self::OnlySpares => "semua bilik di TPS ini cadangan".to_owned(),
            Self::SharesDisagree => "bagian kunci para wali tidak cocok dengan kunci bersama".to_owned(),
            Self::ExampleKey => "adalah kunci contoh yang rahasianya diketahui umum".to_owned(),
            Self::MissingPart => "belum diserahkan".to_owned(),
            Self::ForeignPart => "tidak ada tempatnya dalam rancangan ini".to_owned(),
            Self::PartDiffers { found } => format!("berkasnya menyebut {found}"),
            Self::Medium { file, problem } => format!("{file}: {}", problem.to_indonesian()),
        }
    }
}

/// The usual slips of people who write TOML by hand; the parser's other words stay English.
fn syntax_in_indonesian(message: &str) -> Option<&'static str> {
    const KNOWN: [(&str, &str); 11] = [
        ("missing opening quote", "tanda kutip pembuka tidak ada"),
        ("invalid date", "tanggal ditulis dalam tanda kutip dan harus benar-benar ada"),
        ("string values must be quoted", "teks harus diapit tanda kutip"),
        ("invalid basic string", "tanda kutip penutup tidak ada, atau ada karakter yang tidak boleh"),
        ("key with no value", "tanda = dan nilainya tidak ada"),
        ("missing value", "nilai sesudah tanda = tidak ada"),
        ("missing comma", "tanda koma di antara isi daftar tidak ada"),
        ("unclosed inline table", "kurung kurawal } penutup tidak ada"),
        ("unclosed array table", "kurung siku ]] penutup tidak ada"),
        ("unclosed array", "kurung siku ] penutup daftar tidak ada"),
        ("unclosed table", "kurung siku ] penutup tidak ada"),
    ];
    KNOWN.iter().find(|(english, _)| message.starts_with(english)).map(|(_, indonesian)| *indonesian)
}

const fn key_in_indonesian(error: KeyError) -> &'static str {
    match error {
        KeyError::NotHex => "kunci ditulis dengan 64 angka heksadesimal huruf kecil",
        KeyError::NotAPoint => "bukan kunci yang sah (bukan titik kurva)",
        KeyError::SmallOrder => "kunci ini lemah dan tidak melindungi apa pun",
        KeyError::BadSignature => "tanda tangan tidak cocok",
    }
}

/// A place in a definition or draft, built on the stack: its text is made only when there is a mistake.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub(crate) const fn key(&'a self, key: &'a str) -> Self {
        Self::Key(self, key)
    }

    pub(crate) const fn at(&'a self, index: usize) -> Self {
        Self::Index(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("."),
            Self::Key(Self::Root, key) => f.write_str(key),
            Self::Key(parent, key) => write!(f, "{parent}.{key}"),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// The mistakes found so far.
#[derive(Debug, Default)]
pub(crate) struct Mistakes(pub(crate) Vec<Mistake>);

impl Mistakes {
    pub(crate) fn add(&mut self, path: &Path<'_>, problem: Problem, allowed: Allowed) {
        self.0.push(Mistake { path: path.to_string(), problem, allowed });
    }
}
