//! Randomness of the operating system: the only place where this program draws any.

use dialogue::{Exit, Msg, Problem};
use rand::rand_core::{CryptoRng, TryRng as _, UnwrapErr};
use rand::rngs::SysRng;

/// The operating system's generator, after a first draw that shows that it works.
pub(crate) fn os() -> Result<impl CryptoRng, Problem> {
    let mut trial = [0; 32];
    SysRng
        .try_fill_bytes(&mut trial)
        .map_err(|error| Problem::new(Exit::Internal, Msg::new("no-randomness")).detail(error))?;
    Ok(UnwrapErr(SysRng))
}

/// The same generator for those who hold it by name; [`os`] is asked first whether it works.
pub(crate) fn boxed() -> Box<dyn CryptoRng + Send> {
    Box::new(UnwrapErr(SysRng))
}

/// 32 random bytes.
pub(crate) fn bytes32() -> Result<[u8; 32], Problem> {
    let mut bytes = [0; 32];
    rand::Rng::fill_bytes(&mut os()?, &mut bytes);
    Ok(bytes)
}
