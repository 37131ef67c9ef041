//! The curves P-256, P-384 and P-521, numbered as in `js/crypto/ec.js`. A private key
//! is its number as bytes, a public one the uncompressed point.

use super::{Bytes, answer, bytes_of};
use crate::web::random;
use rquickjs::{Ctx, Result, Value};
use sha2::Digest;

/// What is the same for each curve, of the crate that knows it.
macro_rules! curve {
    ($curve:ident) => {
        mod $curve {
            use ::$curve::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
            use ::$curve::ecdsa::{Signature, SigningKey, VerifyingKey};
            use ::$curve::elliptic_curve::sec1::ToSec1Point;
            use ::$curve::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
            use ::$curve::{FieldBytes, PublicKey, SecretKey};

            pub fn field_length() -> usize {
                FieldBytes::default().len()
            }

            fn secret(bytes: &[u8]) -> Option<SecretKey> {
                SecretKey::from_slice(bytes).ok().filter(|_| bytes.len() == field_length())
            }

            fn point(key: &PublicKey) -> Vec<u8> {
                key.to_sec1_point(false).as_bytes().to_vec()
            }

            fn public(bytes: &[u8]) -> Option<PublicKey> {
                PublicKey::from_sec1_bytes(bytes).ok()
            }

            pub fn point_of_secret(bytes: &[u8]) -> Option<Vec<u8>> {
                Some(point(&secret(bytes)?.public_key()))
            }

            pub fn point_of_bytes(bytes: &[u8]) -> Option<Vec<u8>> {
                Some(point(&public(bytes)?))
            }

            pub fn sign(key: &[u8], digest: &[u8]) -> Option<Vec<u8>> {
                let signature: Signature = SigningKey::from(secret(key)?).sign_prehash(digest).ok()?;
                Some(signature.to_bytes().to_vec())
            }

            pub fn verify(key: &[u8], signature: &[u8], digest: &[u8]) -> Option<Vec<u8>> {
                let signature = Signature::from_slice(signature).ok()?;
                VerifyingKey::from(public(key)?).verify_prehash(digest, &signature).ok()?;
                Some(Vec::new())
            }

            pub fn share(key: &[u8], other: &[u8]) -> Option<Vec<u8>> {
                let (key, other) = (secret(key)?, public(other)?);
                let shared = ::$curve::ecdh::diffie_hellman(key.to_nonzero_scalar(), other.as_affine());
                Some(shared.raw_secret_bytes().to_vec())
            }

            pub fn to_spki(point: &[u8]) -> Option<Vec<u8>> {
                Some(public(point)?.to_public_key_der().ok()?.as_bytes().to_vec())
            }

            pub fn from_spki(der: &[u8]) -> Option<Vec<u8>> {
                Some(point(&PublicKey::from_public_key_der(der).ok()?))
            }

            pub fn to_pkcs8(key: &[u8]) -> Option<Vec<u8>> {
                Some(secret(key)?.to_pkcs8_der().ok()?.as_bytes().to_vec())
            }

            pub fn from_pkcs8(der: &[u8]) -> Option<Vec<u8>> {
                Some(SecretKey::from_pkcs8_der(der).ok()?.to_bytes().to_vec())
            }
        }
    };
}

curve!(p256);
curve!(p384);
curve!(p521);

/// Calls the function of a curve.
macro_rules! with_curve {
    ($curve:expr, $function:ident($($argument:expr),*)) => {
        match $curve {
            0 => p256::$function($($argument),*),
            1 => p384::$function($($argument),*),
            _ => p521::$function($($argument),*),
        }
    };
}

/// `generateEc(curve)`: a private key.
pub fn generate<'js>(ctx: Ctx<'js>, curve: i32) -> Result<Value<'js>> {
    let mut bytes = vec![0; with_curve!(curve, field_length())];
    loop {
        random::fill(&ctx, &mut bytes)?;
        if curve == 2 {
            // 521 bits are 65 bytes and one bit.
            bytes[0] &= 1;
        }
        // Nearly always: numbers beyond the curve's order are no keys.
        if with_curve!(curve, point_of_secret(&bytes)).is_some() {
            return answer(&ctx, Some(&bytes));
        }
    }
}

/// `pointOfSecret(curve, key)`
pub fn point_of_secret<'js>(ctx: Ctx<'js>, curve: i32, key: Bytes<'js>) -> Result<Value<'js>> {
    answer(&ctx, with_curve!(curve, point_of_secret(bytes_of(&key))).as_deref())
}

/// `pointOfBytes(curve, bytes)`: uncompressed; `undefined` for none of the curve's.
pub fn point_of_bytes<'js>(ctx: Ctx<'js>, curve: i32, bytes: Bytes<'js>) -> Result<Value<'js>> {
    answer(&ctx, with_curve!(curve, point_of_bytes(bytes_of(&bytes))).as_deref())
}

/// `signEc(curve, hash, key, data)`: r and s.
pub fn sign<'js>(ctx: Ctx<'js>, curve: i32, hash: i32, key: Bytes<'js>, data: Bytes<'js>) -> Result<Value<'js>> {
    let digest = digest(curve, hash, bytes_of(&data));
    answer(&ctx, with_curve!(curve, sign(bytes_of(&key), &digest)).as_deref())
}

/// `verifyEc(curve, hash, point, signature, data)`
pub fn verify<'js>(curve: i32, hash: i32, point: Bytes<'js>, signature: Bytes<'js>, data: Bytes<'js>) -> bool {
    let digest = digest(curve, hash, bytes_of(&data));
    with_curve!(curve, verify(bytes_of(&point), bytes_of(&signature), &digest)).is_some()
}

/// The digest, filled up with zeros in front where it is shorter than the field:
/// the number stays the same, and the crates want it long enough.
fn digest(curve: i32, hash: i32, data: &[u8]) -> Vec<u8> {
    let digest = match hash {
        0 => sha1::Sha1::digest(data).to_vec(),
        1 => sha2::Sha256::digest(data).to_vec(),
        2 => sha2::Sha384::digest(data).to_vec(),
        _ => sha2::Sha512::digest(data).to_vec(),
    };
    let mut filled = vec![0; with_curve!(curve, field_length()).saturating_sub(digest.len())];
    filled.extend_from_slice(&digest);
    filled
}

/// `shareEc(curve, key, point)`: what both sides know.
pub fn share<'js>(ctx: Ctx<'js>, curve: i32, key: Bytes<'js>, point: Bytes<'js>) -> Result<Value<'js>> {
    answer(&ctx, with_curve!(curve, share(bytes_of(&key), bytes_of(&point))).as_deref())
}

/// `ecToSpki(curve, point)`
pub fn to_spki<'js>(ctx: Ctx<'js>, curve: i32, point: Bytes<'js>) -> Result<Value<'js>> {
    answer(&ctx, with_curve!(curve, to_spki(bytes_of(&point))).as_deref())
}

/// `ecFromSpki(curve, der)`: the point; `undefined` where it is none of the curve's.
pub fn from_spki<'js>(ctx: Ctx<'js>, curve: i32, der: Bytes<'js>) -> Result<Value<'js>> {
    answer(&ctx, with_curve!(curve, from_spki(bytes_of(&der))).as_deref())
}

/// `ecToPkcs8(curve, key)`
pub fn to_pkcs8<'js>(ctx: Ctx<'js>, curve: i32, key: Bytes<'js>) -> Result<Value<'js>> {
    answer(&ctx, with_curve!(curve, to_pkcs8(bytes_of(&key))).as_deref())
}

/// `ecFromPkcs8(curve, der)`: the private key, as above.
pub fn from_pkcs8<'js>(ctx: Ctx<'js>, curve: i32, der: Bytes<'js>) -> Result<Value<'js>> {
    answer(&ctx, with_curve!(curve, from_pkcs8(bytes_of(&der))).as_deref())
}
