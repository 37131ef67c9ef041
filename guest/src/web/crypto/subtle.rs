//! The algorithms of `crypto.subtle`, as functions of bytes.
#![allow(unsafe_code, reason = "the bytes of views, which rquickjs would copy")]

mod aes;
mod curve25519;
mod curve448;
mod ec;
mod gcm;
mod hash;
mod kdf;
mod rsa;

use crate::builtins;
use crate::web::encoding::new_uint8_array;
use rquickjs::function::IntoJsFunc;
use rquickjs::{Ctx, Exception, Function, Object, Result, TypedArray, Value};

const PARTS: [(&str, &[u8]); 11] = [
    builtins::part!("crypto/crypto_key"),
    builtins::part!("crypto/parameters"),
    builtins::part!("crypto/jwk"),
    builtins::part!("crypto/digests"),
    builtins::part!("crypto/hmac"),
    builtins::part!("crypto/aes"),
    builtins::part!("crypto/derivation"),
    builtins::part!("crypto/ec"),
    builtins::part!("crypto/okp"),
    builtins::part!("crypto/rsa"),
    builtins::part!("crypto/subtle"),
];

/// Bytes of the script's: a view that only built-ins have.
type Bytes<'js> = TypedArray<'js, u8>;

/// Defines `SubtleCrypto` and `CryptoKey`.
///
/// # Errors
/// When memory runs out.
pub fn install<'js>(ctx: &Ctx<'js>, native: &Object<'js>) -> Result<()> {
    add(ctx, native, "digest", hash::digest)?;
    add(ctx, native, "hmac", hash::hmac)?;
    add(ctx, native, "verifyHmac", hash::verify_hmac)?;
    add(ctx, native, "encryptGcm", gcm::encrypt)?;
    add(ctx, native, "decryptGcm", gcm::decrypt)?;
    add(ctx, native, "encryptCbc", aes::encrypt_cbc)?;
    add(ctx, native, "decryptCbc", aes::decrypt_cbc)?;
    add(ctx, native, "cryptCtr", aes::crypt_ctr)?;
    add(ctx, native, "wrapKw", aes::wrap)?;
    add(ctx, native, "unwrapKw", aes::unwrap)?;
    add(ctx, native, "pbkdf2", kdf::pbkdf2)?;
    add(ctx, native, "hkdf", kdf::hkdf)?;
    add(ctx, native, "generateEc", ec::generate)?;
    add(ctx, native, "pointOfSecret", ec::point_of_secret)?;
    add(ctx, native, "pointOfBytes", ec::point_of_bytes)?;
    add(ctx, native, "signEc", ec::sign)?;
    add(ctx, native, "verifyEc", ec::verify)?;
    add(ctx, native, "shareEc", ec::share)?;
    add(ctx, native, "ecToSpki", ec::to_spki)?;
    add(ctx, native, "ecFromSpki", ec::from_spki)?;
    add(ctx, native, "ecToPkcs8", ec::to_pkcs8)?;
    add(ctx, native, "ecFromPkcs8", ec::from_pkcs8)?;
    add(ctx, native, "ed25519Public", curve25519::ed25519_public)?;
    add(ctx, native, "signEd25519", curve25519::sign)?;
    add(ctx, native, "verifyEd25519", curve25519::verify)?;
    add(ctx, native, "x25519Public", curve25519::x25519_public)?;
    add(ctx, native, "shareX25519", curve25519::share)?;
    add(ctx, native, "ed448Public", curve448::ed448_public)?;
    add(ctx, native, "signEd448", curve448::sign)?;
    add(ctx, native, "verifyEd448", curve448::verify)?;
    add(ctx, native, "x448Public", curve448::x448_public)?;
    add(ctx, native, "shareX448", curve448::share)?;
    add(ctx, native, "canGenerateRsa", rsa::can_generate)?;
    add(ctx, native, "generateRsa", rsa::generate)?;
    add(ctx, native, "rsaOfNumbers", rsa::of_numbers)?;
    add(ctx, native, "rsaNumber", rsa::number)?;
    add(ctx, native, "rsaFromSpki", rsa::from_spki)?;
    add(ctx, native, "rsaToSpki", rsa::to_spki)?;
    add(ctx, native, "rsaFromPkcs8", rsa::from_pkcs8)?;
    add(ctx, native, "rsaToPkcs8", rsa::to_pkcs8)?;
    add(ctx, native, "signPkcs1", rsa::schemes::sign_pkcs1)?;
    add(ctx, native, "verifyPkcs1", rsa::schemes::verify_pkcs1)?;
    add(ctx, native, "signPss", rsa::schemes::sign_pss)?;
    add(ctx, native, "verifyPss", rsa::schemes::verify_pss)?;
    add(ctx, native, "encryptOaep", rsa::schemes::encrypt_oaep)?;
    add(ctx, native, "decryptOaep", rsa::schemes::decrypt_oaep)?;
    PARTS.iter().try_for_each(|(name, source)| builtins::add_part(ctx, name, source, native))
}

fn add<'js, P>(
    ctx: &Ctx<'js>,
    native: &Object<'js>,
    name: &str,
    function: impl IntoJsFunc<'js, P> + 'js,
) -> Result<()> {
    native.set(name, Function::new(ctx.clone(), function)?)
}

/// The bytes; nothing of JavaScript may run meanwhile.
fn bytes_of<'a>(bytes: &'a Bytes<'_>) -> &'a [u8] {
    // SAFETY: the view keeps its buffer, and no JavaScript that could detach it runs
    // before the function that got it returns.
    unsafe { bytes.as_bytes() }.unwrap_or_default()
}

/// The bytes of a key that has as many.
fn array<const N: usize>(bytes: &Bytes<'_>) -> Option<[u8; N]> {
    bytes_of(bytes).try_into().ok()
}

/// A copy, or what memory there is not.
fn copy_of(ctx: &Ctx<'_>, bytes: &[u8], more: usize) -> Result<Vec<u8>> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(bytes.len() + more).map_err(|_| Exception::throw_range(ctx, "no memory for the bytes"))?;
    copy.extend_from_slice(bytes);
    Ok(copy)
}

/// A new `Uint8Array`; `undefined` where the operation fails.
fn answer<'js>(ctx: &Ctx<'js>, bytes: Option<&[u8]>) -> Result<Value<'js>> {
    bytes.map_or_else(|| Ok(Value::new_undefined(ctx.clone())), |bytes| new_uint8_array(ctx, bytes))
}
