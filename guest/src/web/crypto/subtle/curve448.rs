//! Ed448 and X448: <https://wicg.github.io/webcrypto-secure-curves/>. Keys are 57 and 56 bytes.

use super::{Bytes, answer, array, bytes_of};
use ed448_goldilocks::elliptic_curve::{bigint::U448, scalar::FromUintUnchecked};
use ed448_goldilocks::{EdwardsScalar, MontgomeryPoint, Signature, SigningKey, VerifyingKey};
use rquickjs::{Ctx, Result, Value};

/// Of the field: 2^448 - 2^224 - 1.
const PRIME: U448 = U448::MAX.wrapping_sub(&U448::ONE.shl_vartime(224));

/// `ed448Public(key)`
pub fn ed448_public<'js>(ctx: Ctx<'js>, key: Bytes<'js>) -> Result<Value<'js>> {
    let public = SigningKey::try_from(bytes_of(&key)).ok().map(|key| key.verifying_key().to_bytes());
    answer(&ctx, public.as_ref().map(|public| public.as_slice()))
}

/// `signEd448(key, data, context)`; the context has up to 255 bytes.
pub fn sign<'js>(ctx: Ctx<'js>, key: Bytes<'js>, data: Bytes<'js>, context: Bytes<'js>) -> Result<Value<'js>> {
    let key = SigningKey::try_from(bytes_of(&key)).ok();
    let signature = key.and_then(|key| key.sign_ctx(bytes_of(&context), bytes_of(&data)).ok());
    answer(&ctx, signature.map(|signature| signature.to_bytes()).as_ref().map(|signature| signature.as_slice()))
}

/// `verifyEd448(public, signature, data, context)`; keys and signatures of small order are
/// none. The crate refuses them with all that is outside of the subgroup of prime order.
pub fn verify<'js>(public: Bytes<'js>, signature: Bytes<'js>, data: Bytes<'js>, context: Bytes<'js>) -> bool {
    let public = array(&public).filter(is_canonical);
    let key = public.and_then(|public| VerifyingKey::from_bytes(&public).ok());
    let signature =
        Signature::from_slice(bytes_of(&signature)).ok().filter(|signature| is_canonical(signature.r_bytes()));
    matches!((key, signature), (Some(key), Some(signature))
        if key.verify_ctx(&signature, bytes_of(&context), bytes_of(&data)).is_ok())
}

/// Whether a point is written in the one way that it may be: the crate reads the others too.
fn is_canonical(point: &[u8; 57]) -> bool {
    U448::from_le_slice(&point[..56]) < PRIME && point[56] & 0x7f == 0
}

/// `x448Public(key)`
pub fn x448_public<'js>(ctx: Ctx<'js>, key: Bytes<'js>) -> Result<Value<'js>> {
    let public = array(&key).map(|key| multiply(&MontgomeryPoint::GENERATOR, key));
    answer(&ctx, public.as_ref().map(|public| public.as_slice()))
}

/// `shareX448(key, public)`: what both sides know; `undefined` where it is nothing but zeros.
pub fn share<'js>(ctx: Ctx<'js>, key: Bytes<'js>, public: Bytes<'js>) -> Result<Value<'js>> {
    let (Some(key), Some(public)) = (array(&key), array(&public)) else { return answer(&ctx, None) };
    let shared = multiply(&MontgomeryPoint(public), key);
    let is_some = shared.iter().fold(0, |all, byte| all | byte) != 0;
    answer(&ctx, Some(shared.as_slice()).filter(|_| is_some))
}

/// The function X448 of RFC 7748.
fn multiply(point: &MontgomeryPoint, mut key: [u8; 56]) -> [u8; 56] {
    key[0] &= 0xfc;
    key[55] |= 0x80;
    (point * &EdwardsScalar::from_uint_unchecked(U448::from_le_slice(&key))).0
}
