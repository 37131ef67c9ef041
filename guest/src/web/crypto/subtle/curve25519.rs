//! Ed25519 and X25519: <https://w3c.github.io/webcrypto/#ed25519>. Keys are 32 bytes.

use super::{Bytes, answer, array, bytes_of};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use rquickjs::{Ctx, Result, Value};
use x25519_dalek::{PublicKey, StaticSecret};

/// `ed25519Public(key)`
pub fn ed25519_public<'js>(ctx: Ctx<'js>, key: Bytes<'js>) -> Result<Value<'js>> {
    let public = array(&key).map(|key| SigningKey::from_bytes(&key).verifying_key().to_bytes());
    answer(&ctx, public.as_ref().map(|public| public.as_slice()))
}

/// `signEd25519(key, data)`
pub fn sign<'js>(ctx: Ctx<'js>, key: Bytes<'js>, data: Bytes<'js>) -> Result<Value<'js>> {
    let signature = array(&key).map(|key| SigningKey::from_bytes(&key).sign(bytes_of(&data)).to_bytes());
    answer(&ctx, signature.as_ref().map(|signature| signature.as_slice()))
}

/// `verifyEd25519(public, signature, data)`; keys and signatures of small order are none.
pub fn verify<'js>(public: Bytes<'js>, signature: Bytes<'js>, data: Bytes<'js>) -> bool {
    let key = array(&public).and_then(|public| VerifyingKey::from_bytes(&public).ok());
    let signature = Signature::from_slice(bytes_of(&signature)).ok();
    matches!((key, signature), (Some(key), Some(signature)) if key.verify_strict(bytes_of(&data), &signature).is_ok())
}

/// `x25519Public(key)`
pub fn x25519_public<'js>(ctx: Ctx<'js>, key: Bytes<'js>) -> Result<Value<'js>> {
    let public = array(&key).map(|key| PublicKey::from(&StaticSecret::from(key)).to_bytes());
    answer(&ctx, public.as_ref().map(|public| public.as_slice()))
}

/// `shareX25519(key, public)`: what both sides know; `undefined` where it is nothing but zeros.
pub fn share<'js>(ctx: Ctx<'js>, key: Bytes<'js>, public: Bytes<'js>) -> Result<Value<'js>> {
    let (Some(key), Some(public)) = (array(&key), array(&public)) else { return answer(&ctx, None) };
    let shared = StaticSecret::from(key).diffie_hellman(&PublicKey::from(public));
    answer(&ctx, Some(shared.as_bytes().as_slice()).filter(|_| shared.was_contributory()))
}
