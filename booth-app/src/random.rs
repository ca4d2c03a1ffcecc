//! Randomness of the operating system: the only place where this program draws any.

use dialogue::{Exit, Msg, Problem};
use rand::rand_core::{CryptoRng, TryRng as _, UnwrapErr};
use rand::rngs::SysRng;

/// The operating system's generator, after a first draw that shows that it works.
pub(crate) fn os() -> Result<impl CryptoRng + Send + 'static, Problem> {
    let mut trial = [0; 32];
    SysRng
        .try_fill_bytes(&mut trial)
        .map_err(|error| Problem::new(Exit::Internal, Msg::new("no-randomness")).detail(error))?;
    Ok(UnwrapErr(SysRng))
}
