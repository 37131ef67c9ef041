//! Digests and what is made of them. Hashes are numbered as in `js/crypto/digests.js`.

use super::{Bytes, answer, bytes_of};
use ::hmac::{EagerHash, Hmac, KeyInit, Mac};
use rquickjs::{Ctx, Result, Value};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// Calls a function that is generic over the hash.
macro_rules! with_hash {
    ($hash:expr, $function:ident($($argument:expr),*)) => {
        match $hash {
            0 => $function::<sha1::Sha1>($($argument),*),
            1 => $function::<sha2::Sha256>($($argument),*),
            2 => $function::<sha2::Sha384>($($argument),*),
            _ => $function::<sha2::Sha512>($($argument),*),
        }
    };
}
pub(super) use with_hash;

/// `digest(hash, data)`
pub fn digest<'js>(ctx: Ctx<'js>, hash: i32, data: Bytes<'js>) -> Result<Value<'js>> {
    let data = bytes_of(&data);
    match hash {
        0 => answer(&ctx, Some(&Sha1::digest(data))),
        1 => answer(&ctx, Some(&Sha256::digest(data))),
        2 => answer(&ctx, Some(&Sha384::digest(data))),
        _ => answer(&ctx, Some(&Sha512::digest(data))),
    }
}

/// `hmac(hash, key, data)`
pub fn hmac<'js>(ctx: Ctx<'js>, hash: i32, key: Bytes<'js>, data: Bytes<'js>) -> Result<Value<'js>> {
    let code = with_hash!(hash, code(bytes_of(&key), bytes_of(&data)));
    answer(&ctx, code.as_deref())
}

fn code<H: EagerHash>(key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let mac = Hmac::<H>::new_from_slice(key).ok()?;
    Some(mac.chain_update(data).finalize().into_bytes().to_vec())
}

/// `verifyHmac(hash, key, signature, data)`, in a time that says nothing of where they differ.
pub fn verify_hmac<'js>(hash: i32, key: Bytes<'js>, signature: Bytes<'js>, data: Bytes<'js>) -> bool {
    with_hash!(hash, is_code(bytes_of(&key), bytes_of(&signature), bytes_of(&data)))
}

fn is_code<H: EagerHash>(key: &[u8], signature: &[u8], data: &[u8]) -> bool {
    Hmac::<H>::new_from_slice(key).is_ok_and(|mac| mac.chain_update(data).verify_slice(signature).is_ok())
}
