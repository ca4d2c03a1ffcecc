//! A booth's log of the simulated election, cut and continued by the booth itself.

use std::fs;

use ballot_log::{
    Body, BundleReader, BundleWriter, ChainState, Closed, Kind, LogBuilder, LogHeader, LogIdentity, Officers,
    SignedEntry, Slips, Tokens,
};
use election::definition::Voters;
use election::{Definition, SecretKey};

use crate::kit::Desk;

/// The log of a booth.
pub(crate) struct Log {
    identity: LogIdentity,
    key: [u8; 32],
    records: Vec<SignedEntry>,
}

impl Log {
    /// The log `demo/logs/<place>.plkb`.
    pub(crate) fn of(desk: &Desk, place: &str) -> Self {
        Self::read(desk, place, "demo/logs")
    }

    /// The same log in the folder `held`.
    pub(crate) fn of_held(desk: &Desk, place: &str) -> Self {
        Self::read(desk, place, "held")
    }

    fn read(desk: &Desk, place: &str, folder: &str) -> Self {
        let definition = Definition::parse(&fs::read(desk.path("demo/election.json")).unwrap()).unwrap();
        let identity = LogIdentity::of(&definition, &place.parse().unwrap()).unwrap();
        let bytes = fs::read(desk.path(&format!("{folder}/{place}.plkb"))).unwrap();
        let records = BundleReader::new(bytes.as_slice()).unwrap().map(Result::unwrap).collect();
        Self { identity, key: key(desk, place), records }
    }

    /// Entries of the whole log.
    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    /// Without the entries from `size` on: as it was when the booth died.
    pub(crate) fn cut(&self, size: usize) -> Vec<u8> {
        let mut writer = BundleWriter::new(LogHeader::of(&self.identity));
        self.records[..size].iter().for_each(|record| writer.push(record).unwrap());
        writer.finish()
    }

    /// Without the entries from `size` on, but closed there.
    pub(crate) fn closed_at(&self, size: usize) -> Vec<u8> {
        let mut chain = ChainState::new(self.identity.clone());
        let mut writer = BundleWriter::new(LogHeader::of(&self.identity));
        for record in &self.records[..size] {
            chain.push(&record.clone().verify(&self.identity).unwrap()).unwrap();
            writer.push(record).unwrap();
        }
        let counts = *chain.counts();
        let officers = Officers {
            present: Voters { male: counts.cast, female: 0 },
            dptb: Voters::default(),
            tokens: Tokens { received: counts.cast, unused: 0, spoiled: 0, exchanged: 0 },
            slips: Slips { sah: counts.cast, batal: counts.cancelled },
        };
        let body = Closed {
            closed_at: "2027-12-15T13:00:00+07:00".parse().unwrap(),
            counts,
            officers,
            reason: Some("ditutup dua kali".to_owned()),
        };
        let mut builder = LogBuilder::resume(chain, SecretKey::from_bytes(&self.key)).unwrap();
        let prepared = builder.prepare(&Body::Closed(body)).unwrap();
        writer.push(builder.commit(prepared).unwrap().record()).unwrap();
        writer.finish()
    }

    /// Cast ballots from `size` on.
    pub(crate) fn cast_from(&self, size: usize) -> usize {
        self.records[size..].iter().filter(|record| record.entry().kind() == Kind::Cast).count()
    }

    /// The last size at which a cast ballot is the last entry.
    pub(crate) fn after_last_cast(&self) -> usize {
        self.records.iter().rposition(|record| record.entry().kind() == Kind::Cast).unwrap() + 1
    }
}

fn key(desk: &Desk, place: &str) -> [u8; 32] {
    let passphrase =
        age::secrecy::SecretString::from(desk.read("demo/secret/passphrase.txt").trim().to_owned());
    let sealed = fs::read(desk.path(&format!("demo/secret/{place}.key.age"))).unwrap();
    let plain = age::decrypt(&age::scrypt::Identity::new(passphrase), &sealed).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&plain).unwrap();
    let mut bytes = [0; 32];
    hex::decode_to_slice(json["secret"].as_str().unwrap(), &mut bytes).unwrap();
    bytes
}
