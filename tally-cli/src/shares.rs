//! A trustee's shares, each checked against what the definition publishes.

use std::path::Path;

use ballot_crypto::SecretShare;
use dialogue::{Exit, Msg, Problem};
use election::{Definition, Mode};

use crate::secret::{Kind, Secret, Share};

/// The shares of this key in this definition.
pub(crate) fn of<'a>(
    definition: &Definition,
    secret: &'a Secret,
    file: &Path,
) -> Result<Vec<(&'a Share, SecretShare)>, Problem> {
    let refuse = |what: Msg| Problem::new(Exit::Failed, what).file(file);
    if secret.kind != Kind::Trustee {
        return Err(refuse(Msg::new("accept-no-trustee").with("kind", secret.kind.text())));
    }
    if definition.mode() == Mode::Resmi && secret.mode == Mode::Simulasi {
        return Err(refuse(Msg::new("key-of-simulasi")).advice(Msg::new("key-of-simulasi-advice")));
    }
    let share = |share: &'a Share| {
        let opened = SecretShare::from_bytes(share.trustee, share.share.bytes())
            .map_err(|error| refuse(Msg::new("secret-damaged")).detail(error))?;
        let place = usize::from(share.trustee.get()).checked_sub(1);
        let published = definition
            .village(&share.village)
            .and_then(|village| village.trustees.members.get(place?))
            .map(|member| member.verifying_share);
        if published == Some(opened.verifying_share()) {
            return Ok((share, opened));
        }
        let what = Msg::new("accept-foreign-share").with("village", share.village.to_string());
        Err(refuse(what).advice(Msg::new("accept-foreign-share-advice")))
    };
    secret.shares.iter().map(share).collect()
}
