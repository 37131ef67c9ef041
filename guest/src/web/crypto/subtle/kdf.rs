//! Keys out of passwords and of other keys.

use super::hash::with_hash;
use super::{Bytes, answer, bytes_of};
use ::hkdf::Hkdf;
use hmac::EagerHash;
use rquickjs::{Ctx, Result, Value};

/// `pbkdf2(hash, password, salt, iterations, length)`
pub fn pbkdf2<'js>(
    ctx: Ctx<'js>,
    hash: i32,
    password: Bytes<'js>,
    salt: Bytes<'js>,
    iterations: u32,
    length: usize,
) -> Result<Value<'js>> {
    let mut bits = super::copy_of(&ctx, &[], length)?;
    bits.resize(length, 0);
    with_hash!(hash, stretch(bytes_of(&password), bytes_of(&salt), iterations, &mut bits));
    answer(&ctx, Some(&bits))
}

fn stretch<H: EagerHash>(password: &[u8], salt: &[u8], iterations: u32, bits: &mut [u8])
where
    H::Core: Sync,
{
    ::pbkdf2::pbkdf2_hmac::<H>(password, salt, iterations, bits);
}

/// `hkdf(hash, key, salt, info, length)`; `undefined` for more than the hash gives.
pub fn hkdf<'js>(
    ctx: Ctx<'js>,
    hash: i32,
    key: Bytes<'js>,
    salt: Bytes<'js>,
    info: Bytes<'js>,
    length: usize,
) -> Result<Value<'js>> {
    let most = 255 * [20, 32, 48, 64][usize::try_from(hash).unwrap_or(3).min(3)];
    if length > most {
        return answer(&ctx, None);
    }
    let mut bits = vec![0; length];
    let is_done = with_hash!(hash, expand(bytes_of(&key), bytes_of(&salt), bytes_of(&info), &mut bits));
    answer(&ctx, Some(&*bits).filter(|_| is_done))
}

fn expand<H: EagerHash>(key: &[u8], salt: &[u8], info: &[u8], bits: &mut [u8]) -> bool
where
    hmac::Hmac<H>: hkdf::HmacImpl,
{
    Hkdf::<H>::new(Some(salt), key).expand(info, bits).is_ok()
}
