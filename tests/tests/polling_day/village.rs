//! One village with one booth, made ready by the real programs for an election that counts.

use ballot_log::Moment;
use election::definition::TimeZone;
use election::{BoothId, Mode, Token};
use rand_core::Rng as _;
use serde_json::Value as Json;

use crate::medium::Medium;
use crate::office::Office;

pub(crate) const VILLAGE: &str = "9901012001";
pub(crate) const BOOTH: &str = "9901012001-1-1";
/// A booth next door, of which this one knows nothing.
pub(crate) const OTHER: &str = "9901012001-1-2";
/// The codes of the two officers.
pub(crate) const CODES: [&str; 2] = ["27182818", "31415926"];
/// On the ballot, before *suara kosong*.
pub(crate) const CANDIDATES: [&str; 3] =
    ["Ahmad Fauzi", "Hj. Siti Nurbaya Lestari, S.Pd.", "Drs. Hasan Basri"];

const DRAFT: &str = include_str!("draft.toml");
const TRUSTEES: [&str; 3] = ["t01", "t02", "t03"];

/// What the committee hands to the officers of the TPS.
pub(crate) struct Handed {
    /// The ElectionId, as it stands on the minutes of the sealing.
    pub(crate) election: String,
    /// Slips for the voters.
    pub(crate) slips: Vec<Slip>,
}

/// A voter's slip.
#[derive(Clone)]
pub(crate) struct Slip(Token);

impl Slip {
    pub(crate) const fn new(token: Token) -> Self {
        Self(token)
    }

    /// What is typed of it.
    pub(crate) fn typed(&self) -> String {
        self.0.to_text()
    }

    /// What the scanner reads on it.
    pub(crate) fn scanned(&self) -> String {
        self.scanned_as(Mode::Resmi, BOOTH)
    }

    /// What a scanner would read on the same slip of another mode or booth.
    pub(crate) fn scanned_as(&self, mode: Mode, booth: &str) -> String {
        self.0.to_qr(mode, &booth.parse::<BoothId>().unwrap())
    }
}

/// Everything up to a booth that is ready to be opened.
pub(crate) fn prepare(office: &Office, medium: &Medium) -> Handed {
    draft(office);
    office.write("tps/kode", &CODES.join("\n"));
    let mirror = medium.point.display();
    office.ok(&format!(
        "booth-app enrol --booth {BOOTH} --mode resmi --data tps/data --mirror {mirror} --out stik/pendaftaran --codes tps/kode"
    ));
    office.ok("tally booth enrol stik/pendaftaran --out panitia/bilik");
    office.ok("tally trustee together panitia/draft.toml --out wali --passphrase-file sandi-wali");
    office.ok("tally tokens panitia/draft.toml --out panitia/cetak");
    office.ok(
        "tally definition seal panitia/draft.toml --booths panitia/bilik --trustees wali/trustees \
         --tokens panitia/cetak/tokens --authority-key panitia/panitia.age --out panitia/segel --passphrase-file sandi",
    );
    for trustee in TRUSTEES {
        office.ok(&format!(
            "tally trustee accept --definition panitia/segel/election.json --key wali/{trustee}.key.age \
             --out stik/persetujuan --passphrase-file sandi"
        ));
    }
    let packed = office
        .ok("tally booth pack --definition panitia/segel/election.json --tokens panitia/cetak/tokens \
         --acceptances stik/persetujuan --key panitia/panitia.age --out stik/paket --passphrase-file sandi");
    let election = text(&packed["election"]);
    office.ok(&format!(
        "booth-app import --data tps/data --pack stik/paket/{BOOTH}.plkp --election-id {election}"
    ));
    Handed { election, slips: slips(office) }
}

/// The draft with everybody's keys, for an election that is held today.
fn draft(office: &Office) {
    office.write("sandi", "sandi yang cukup panjang\n");
    office.write("sandi-wali", &"sandi yang cukup panjang\n".repeat(TRUSTEES.len()));
    for (fruit, number) in [("durian", 1), ("mangga", 2), ("pisang", 3)] {
        office.picture(fruit, &format!("panitia/foto/{number}.png"));
    }
    let people = [
        ("authority", "panitia"),
        ("committee", "ketua"),
        ("committee", "sekretaris"),
        ("committee", "anggota"),
    ];
    let mut draft = DRAFT.replace("@today", &today()).replace("@nonce", &nonce());
    for (number, name) in CANDIDATES.iter().enumerate() {
        draft = draft.replace(&format!("@calon-{}", number + 1), name);
    }
    for (kind, name) in people {
        let key = office.ok(&format!(
            "tally key new --kind {kind} --mode resmi --name {name}.sukamaju.example --out panitia/{name}.age \
             --passphrase-file sandi"
        ));
        draft = draft.replace(&format!("@{name}"), &text(&key["public"]));
    }
    assert!(!draft.contains('@'), "{draft}");
    office.write("panitia/draft.toml", &draft);
}

/// 32 bytes that nobody else draws.
fn nonce() -> String {
    let mut nonce = [0; 32];
    integration::os("").fill_bytes(&mut nonce);
    hex::encode(nonce)
}

/// Today's date where the village is.
fn today() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let moment = Moment::from_unix(now.as_secs(), TimeZone::Wib).unwrap();
    moment.as_str().split('T').next().unwrap().to_owned()
}

/// The slips of the booth, as they were printed.
fn slips(office: &Office) -> Vec<Slip> {
    let page = office.read(&format!("panitia/cetak/slips/{BOOTH}-0.html"));
    let codes = page.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap());
    codes.map(|code| Slip::new(code.parse().unwrap())).collect()
}

pub(crate) fn text(json: &Json) -> String {
    json.as_str().unwrap_or_else(|| panic!("no text: {json}")).to_owned()
}
