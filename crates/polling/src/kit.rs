//! Everything that a booth is given before polling day, checked against the sealed definition.

use std::collections::BTreeMap;
use std::sync::Arc;

use ballot_crypto::{
    Acceptance, AcceptanceError, BallotContext, BoothSecret, ContextParts, OptionCount, ballot_code, token_of,
};
use ballot_log::LogIdentity;
use ballot_store::Verifier;
use election::definition::{Booth, Definition, Village};
use election::{
    BallotCode, BoothId, DusunNumber, ListId, Mode, SecretKey, Token, TokenHash, TokenList, TrusteeNumber,
};

/// Why the parts of a kit do not belong together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KitError {
    /// The definition has no such booth.
    #[error("the definition has no booth {booth}: import the kit of this booth again")]
    NoSuchBooth {
        /// The booth.
        booth: BoothId,
    },
    /// The machine's signing key is not the one that the definition lists.
    #[error(
        "the key of this machine is not the one sealed for booth {booth}: take the machine that was enrolled"
    )]
    WrongKey {
        /// The booth.
        booth: BoothId,
    },
    /// A token list of the booth is not there.
    #[error("the token list {list} is missing: import the kit of this booth again")]
    ListMissing {
        /// The list.
        list: ListId,
    },
    /// A token list that the definition gives neither to this booth nor to another one of its TPS, or with another
    /// hash.
    #[error("the token list {list} is not the one that was sealed: import the kit of this booth again")]
    WrongList {
        /// The list.
        list: ListId,
    },
    /// A trustee has not accepted the definition, which `resmi` demands.
    #[error("trustee {trustee} of {} has not accepted this definition: no booth may open before all have", booth.village)]
    NotAccepted {
        /// The trustee.
        trustee: TrusteeNumber,
        /// The booth.
        booth: BoothId,
    },
    /// An acceptance that does not verify or whose trustee the definition does not know.
    #[error(transparent)]
    Acceptance(#[from] AcceptanceError),
}

/// The parts of a [`BoothKit`], unchecked.
pub struct KitParts {
    /// The definition whose seal the caller has checked.
    pub definition: Arc<Definition>,
    /// Which booth this machine is.
    pub booth: BoothId,
    /// Its signing key.
    pub key: SecretKey,
    /// Its secret that enters every seed (spec 4.2).
    pub secret: BoothSecret,
    /// The token lists of this booth.
    pub lists: Vec<TokenList>,
    /// Token lists of other booths of this TPS, as far as this booth takes their slips in exchange; may be empty.
    pub others: Vec<TokenList>,
    /// The acceptances of the village's trustees (spec 3.4).
    pub acceptances: Vec<(TrusteeNumber, Acceptance)>,
}

/// A complete kit: the machine's key is the listed one, all its token lists are there with the sealed hashes, and in
/// `resmi` every trustee of the village has accepted the definition.
///
/// # Security
/// Holds the signing key and the booth secret; both are wiped when dropped. No `Debug`.
pub struct BoothKit {
    pub(crate) station: Arc<Station>,
    pub(crate) key: SecretKey,
    pub(crate) secret: BoothSecret,
}

impl BoothKit {
    /// Checks the parts against each other.
    ///
    /// # Errors
    /// [`KitError`], for the first thing that does not fit.
    pub fn new(parts: KitParts) -> Result<Self, KitError> {
        let KitParts { definition, booth, key, secret, lists, others, acceptances } = parts;
        let station = Station::new(definition, booth, lists, others)?;
        if station.identity.key != key.public() {
            return Err(KitError::WrongKey { booth: station.identity.booth });
        }
        station.check_acceptances(&acceptances)?;
        Ok(Self { station: Arc::new(station), key, secret })
    }

    /// All of the kit that is public.
    #[must_use]
    pub fn station(&self) -> &Station {
        &self.station
    }

    /// What the store needs to check this booth's records, also of a log that cannot be opened
    /// ([`ballot_store::examine`]).
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        Station::verifier(&self.station)
    }
}

/// What the sealed definition says of one booth, with its token lists.
pub struct Station {
    definition: Arc<Definition>,
    identity: LogIdentity,
    village: Village,
    options: OptionCount,
    lists: BTreeMap<DusunNumber, TokenList>,
    others: BTreeMap<ListId, TokenList>,
}

impl Station {
    /// Checks the lists against the definition. Without the booth's secrets a station records nothing; it is enough to
    /// read and export its log.
    ///
    /// # Errors
    /// [`KitError`], for the first thing that does not fit.
    pub fn new(
        definition: Arc<Definition>,
        id: BoothId,
        lists: Vec<TokenList>,
        others: Vec<TokenList>,
    ) -> Result<Self, KitError> {
        let missing = || KitError::NoSuchBooth { booth: id.clone() };
        let village = definition.village(&id.village).ok_or_else(missing)?.clone();
        let booth = definition.booth(&id).ok_or_else(missing)?;
        let identity = LogIdentity::of(&definition, &id).ok_or_else(missing)?;
        let options = OptionCount::new(village.option_count()).ok_or_else(missing)?;
        let lists = check_lists(&id, booth, lists)?;
        let others = check_others(&id, &definition, others)?;
        Ok(Self { definition, identity, village, options, lists, others })
    }

    /// Checks the acceptances of the village's trustees; in `resmi` all must be there.
    ///
    /// # Errors
    /// [`KitError::Acceptance`], [`KitError::NotAccepted`].
    pub fn check_acceptances(&self, acceptances: &[(TrusteeNumber, Acceptance)]) -> Result<(), KitError> {
        let (members, booth) = (&self.village.trustees.members, &self.identity.booth);
        for (trustee, acceptance) in acceptances {
            let member = usize::from(trustee.get()).checked_sub(1).and_then(|i| members.get(i));
            let member = member.ok_or(AcceptanceError::WrongProof { trustee: *trustee })?;
            acceptance.verify(&self.identity.election, &booth.village, *trustee, &member.verifying_share)?;
        }
        if self.identity.mode == Mode::Simulasi {
            return Ok(());
        }
        let trustees = (1..).zip(members).filter_map(|(t, _)| TrusteeNumber::try_from(t).ok());
        for trustee in trustees {
            if !acceptances.iter().any(|(accepted, _)| *accepted == trustee) {
                return Err(KitError::NotAccepted { trustee, booth: booth.clone() });
            }
        }
        Ok(())
    }

    /// What the store needs to check this booth's records.
    #[must_use]
    pub fn verifier(station: &Arc<Self>) -> Verifier {
        let station = station.clone();
        Verifier::new(station.identity.clone(), Box::new(move |ballot| station.code_of(ballot)))
    }

    /// The definition.
    #[must_use]
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// Whose log this booth keeps.
    #[must_use]
    pub const fn identity(&self) -> &LogIdentity {
        &self.identity
    }

    /// The village that votes here.
    #[must_use]
    pub const fn village(&self) -> &Village {
        &self.village
    }

    /// Number of options on the ballot.
    #[must_use]
    pub const fn options(&self) -> OptionCount {
        self.options
    }

    /// The token lists of this booth, by dusun.
    pub fn lists(&self) -> impl Iterator<Item = &TokenList> {
        self.lists.values()
    }

    /// Dusun and number of slips of each list of this booth.
    pub(crate) fn list_sizes(&self) -> impl Iterator<Item = (DusunNumber, u64)> {
        self.lists.iter().map(|(dusun, list)| (*dusun, u64::try_from(list.len()).unwrap_or(u64::MAX)))
    }

    /// The known token lists of other booths of this TPS, whose slips may be exchanged here.
    pub fn other_lists(&self) -> impl Iterator<Item = &TokenList> {
        self.others.values()
    }

    /// The list of this booth that has this token, and the hash under which it does.
    #[must_use]
    pub fn listed(&self, token: &Token) -> Option<(&ListId, TokenHash)> {
        self.lists.values().find_map(|list| self.hash_in(list, token))
    }

    /// The hash of a token, if this list has it.
    pub(crate) fn hash_in<'a>(&self, list: &'a TokenList, token: &Token) -> Option<(&'a ListId, TokenHash)> {
        let hash = token.hash(self.identity.mode, &self.definition.nonce(), list.id());
        list.contains(&hash).then_some((list.id(), hash))
    }

    /// The context of a ballot with this token; `None` if no list of this booth has it (spec 4.1).
    #[must_use]
    pub fn context(&self, token: &Token) -> Option<BallotContext> {
        let (list, token) = self.listed(token)?;
        Some(BallotContext::new(&ContextParts {
            election: self.identity.election,
            list,
            booth_key: &self.identity.key,
            joint_key: &self.village.trustees.joint_key,
            options: self.options,
            token,
        }))
    }

    /// The kode suara of ballot bytes (spec 4.6); `None` if their token is in no list of this booth.
    #[must_use]
    pub fn code_of(&self, ballot: &[u8]) -> Option<BallotCode> {
        let ctx = self.context(&token_of(ballot)?)?;
        Some(ballot_code(ctx.as_bytes(), ballot))
    }
}

fn check_lists(
    id: &BoothId,
    booth: &Booth,
    lists: Vec<TokenList>,
) -> Result<BTreeMap<DusunNumber, TokenList>, KitError> {
    let mut checked = BTreeMap::new();
    for list in lists {
        let head = booth.lists.iter().find(|head| head.dusun == list.id().dusun);
        if list.id().booth != *id || !head.is_some_and(|head| head.is_of(&list)) {
            return Err(KitError::WrongList { list: list.id().clone() });
        }
        checked.insert(list.id().dusun, list);
    }
    match booth.lists.iter().find(|head| !checked.contains_key(&head.dusun)) {
        Some(head) => Err(KitError::ListMissing { list: ListId { booth: id.clone(), dusun: head.dusun } }),
        None => Ok(checked),
    }
}

fn check_others(
    id: &BoothId,
    definition: &Definition,
    lists: Vec<TokenList>,
) -> Result<BTreeMap<ListId, TokenList>, KitError> {
    let mut checked = BTreeMap::new();
    for list in lists {
        let owner = &list.id().booth;
        let neighbour = owner != id && (&owner.village, owner.tps) == (&id.village, id.tps);
        let heads = definition.booth(owner).map(|booth| booth.lists.as_slice()).unwrap_or_default();
        if !neighbour || !heads.iter().any(|head| head.dusun == list.id().dusun && head.is_of(&list)) {
            return Err(KitError::WrongList { list: list.id().clone() });
        }
        checked.insert(list.id().clone(), list);
    }
    Ok(checked)
}
