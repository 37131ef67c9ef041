//! What RSA keys do: <https://w3c.github.io/webcrypto/#rsassa-pkcs1>, `#rsa-pss`, `#rsa-oaep`.

use super::RsaKey;
use super::padding;
use crate::web::crypto::subtle::{Bytes, answer, bytes_of};
use crate::web::random;
use chacha20::rand_core::Rng;
use rquickjs::{Class, Ctx, Result, Value};

type Key<'js> = Class<'js, RsaKey>;

/// `signPkcs1(key, hash, data)`; `undefined` where the key is too short.
pub fn sign_pkcs1<'js>(ctx: Ctx<'js>, key: Key<'js>, hash: i32, data: Bytes<'js>) -> Result<Value<'js>> {
    let encoded = padding::pkcs1(hash, bytes_of(&data), key.try_borrow()?.public().size());
    with_private(&ctx, &key, encoded)
}

/// `verifyPkcs1(key, hash, signature, data)`
pub fn verify_pkcs1<'js>(key: Key<'js>, hash: i32, signature: Bytes<'js>, data: Bytes<'js>) -> Result<bool> {
    let key = key.try_borrow()?;
    let wanted = padding::pkcs1(hash, bytes_of(&data), key.public().size());
    Ok(wanted.is_some() && opened(&key, bytes_of(&signature)) == wanted)
}

/// `signPss(key, hash, saltLength, data)`; `undefined` where the key is too short for the salt.
pub fn sign_pss<'js>(ctx: Ctx<'js>, key: Key<'js>, hash: i32, salt: usize, data: Bytes<'js>) -> Result<Value<'js>> {
    let bits = key.try_borrow()?.public().bits();
    // Before there is room for it.
    if salt > key.try_borrow()?.public().size() {
        return answer(&ctx, None);
    }
    let mut bytes = vec![0; salt];
    random::generator(&ctx)?.fill_bytes(&mut bytes);
    with_private(&ctx, &key, padding::pss(hash, bytes_of(&data), &bytes, bits))
}

/// `verifyPss(key, hash, saltLength, signature, data)`
pub fn verify_pss<'js>(key: Key<'js>, hash: i32, salt: usize, signature: Bytes<'js>, data: Bytes<'js>) -> Result<bool> {
    let key = key.try_borrow()?;
    let is_right = |encoded: Vec<u8>| padding::is_pss(hash, bytes_of(&data), salt, key.public().bits(), &encoded);
    Ok(opened(&key, bytes_of(&signature)).is_some_and(is_right))
}

/// `encryptOaep(key, hash, label, data)`; `undefined` where the data are too long for the key.
pub fn encrypt_oaep<'js>(
    ctx: Ctx<'js>,
    key: Key<'js>,
    hash: i32,
    label: Bytes<'js>,
    data: Bytes<'js>,
) -> Result<Value<'js>> {
    let (key, mut random) = (key.try_borrow()?, random::generator(&ctx)?);
    let public = key.public();
    let encoded = padding::oaep(hash, bytes_of(&label), bytes_of(&data), public.size(), &mut random);
    answer(&ctx, encoded.and_then(|encoded| public.apply(&encoded)).as_deref())
}

/// `decryptOaep(key, hash, label, data)`; `undefined` where they were not made for the key.
pub fn decrypt_oaep<'js>(
    ctx: Ctx<'js>,
    key: Key<'js>,
    hash: i32,
    label: Bytes<'js>,
    data: Bytes<'js>,
) -> Result<Value<'js>> {
    let (key, mut random) = (key.try_borrow()?, random::generator(&ctx)?);
    let data = Some(bytes_of(&data)).filter(|data| data.len() == key.public().size());
    let encoded = data.and_then(|data| key.private()?.apply(data, &mut random));
    let message = encoded.and_then(|encoded| padding::from_oaep(hash, bytes_of(&label), encoded));
    answer(&ctx, message.as_deref())
}

/// What the private key makes of encoded bytes.
fn with_private<'js>(ctx: &Ctx<'js>, key: &Key<'js>, encoded: Option<Vec<u8>>) -> Result<Value<'js>> {
    let (key, mut random) = (key.try_borrow()?, random::generator(ctx)?);
    let signature = encoded.and_then(|encoded| key.private()?.apply(&encoded, &mut random));
    answer(ctx, signature.as_deref())
}

/// What was signed, encoded; none for what cannot be a signature of the key's.
fn opened(key: &RsaKey, signature: &[u8]) -> Option<Vec<u8>> {
    let public = key.public();
    if signature.len() == public.size() { public.apply(signature) } else { None }
}
