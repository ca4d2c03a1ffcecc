//! The kode suara of a log's entries, for people who look one up.

use ballot_crypto::{BallotContext, ContextParts, OptionCount, ballot_code, check_challenge, token_of};
use ballot_log::{Body, VerifiedEntry};
use election::definition::{Booth, Village};
use election::{BallotCode, BoothId, Definition, ListId};

/// What codes of one booth are computed from.
///
/// A code covers the dusun of the list in which the ballot's token stands. The lists themselves are not needed here:
/// of the few possible dusun, the right one is that for which the booth has signed the receipt.
pub(crate) struct Codes<'a> {
    definition: &'a Definition,
    village: &'a Village,
    booth: &'a Booth,
    id: BoothId,
    options: OptionCount,
}

impl<'a> Codes<'a> {
    pub(crate) fn of(definition: &'a Definition, id: &BoothId) -> Option<Self> {
        let village = definition.village(&id.village)?;
        let booth = definition.booth(id)?;
        let options = OptionCount::new(village.option_count())?;
        Some(Self { definition, village, booth, id: id.clone(), options })
    }

    /// The code of a cast, challenged or cancelled entry.
    pub(crate) fn of_entry(&self, entry: &VerifiedEntry) -> Option<BallotCode> {
        match entry.entry().body().ok()? {
            Body::Cast(ballot) => self
                .contexts(&ballot)
                .map(|context| ballot_code(context.as_bytes(), &ballot))
                .find(|code| entry.check_receipt(code).is_ok()),
            Body::Challenged(body) => self
                .contexts(&body.ballot)
                .find(|context| check_challenge(&body.ballot, body.choice, &body.seed, context).is_ok())
                .map(|context| ballot_code(context.as_bytes(), &body.ballot)),
            Body::Cancelled(body) => Some(body.code),
            Body::Opened(_) | Body::Event(_) | Body::Closed(_) => None,
        }
    }

    /// The contexts that a ballot may have: one for each list of the booth.
    fn contexts(&self, ballot: &[u8]) -> impl Iterator<Item = BallotContext> {
        let token = token_of(ballot);
        self.booth.lists.iter().filter_map(move |head| {
            let list = ListId { booth: self.id.clone(), dusun: head.dusun };
            let hash = token.as_ref()?.hash(self.definition.mode(), &self.definition.nonce(), &list);
            Some(BallotContext::new(&ContextParts {
                election: self.definition.id(),
                list: &list,
                booth_key: &self.booth.key,
                joint_key: &self.village.trustees.joint_key,
                options: self.options,
                token: hash,
            }))
        })
    }
}
