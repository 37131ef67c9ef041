//! RSA: <https://w3c.github.io/webcrypto/#rsassa-pkcs1>
//!
//! The numbers are those of the crate `crypto-bigint`, which the curves use too; the schemes
//! are here. The crate `rsa` over it makes the component 540 KB larger, this 100 KB.
//!
//! The time of an operation with a private key could tell of the key: RUSTSEC-2023-0071,
//! "Marvin", is about that in the crate `rsa`. Numbers here have a fixed width, powers take
//! steps that do not depend on them, each operation is blinded with a random number, and what
//! OAEP finds wrong is not told apart. `RSAES-PKCS1-v1_5`, which the attack reads, is not in
//! the standard and not here. Nobody has proven that the code keeps its constant time through
//! two compilers: where strangers can measure many operations with one key, take a curve.

mod der;
mod generate;
mod key;
mod padding;
pub mod schemes;

use super::{Bytes, answer, bytes_of};
use crate::web::random;
use key::{LENGTHS, PrivateKey, PublicKey, exponent_of, trimmed};
use rquickjs::class::Trace;
use rquickjs::function::Opt;
use rquickjs::{Class, Ctx, JsLifetime, Result, Value};

/// A key; it holds no JavaScript value.
#[derive(Trace, JsLifetime)]
#[rquickjs::class]
pub struct RsaKey {
    #[qjs(skip_trace)]
    kind: Kind,
}

enum Kind {
    Public(Box<PublicKey>),
    Private(Box<PrivateKey>),
}

/// What scripts get for a key; `undefined` where there is none.
type Answer<'js> = Result<Option<Class<'js, RsaKey>>>;

impl RsaKey {
    fn public(&self) -> &PublicKey {
        match &self.kind {
            Kind::Public(key) => key,
            Kind::Private(key) => &key.public,
        }
    }

    fn private(&self) -> Option<&PrivateKey> {
        match &self.kind {
            Kind::Public(_) => None,
            Kind::Private(key) => Some(key),
        }
    }
}

fn of_public<'js>(ctx: Ctx<'js>, key: Option<PublicKey>) -> Answer<'js> {
    key.map(|key| Class::instance(ctx, RsaKey { kind: Kind::Public(Box::new(key)) })).transpose()
}

fn of_private<'js>(ctx: Ctx<'js>, key: Option<PrivateKey>) -> Answer<'js> {
    key.map(|key| Class::instance(ctx, RsaKey { kind: Kind::Private(Box::new(key)) })).transpose()
}

/// `canGenerateRsa(bits, exponent)`: whether the next makes a key.
pub fn can_generate(bits: u32, exponent: Bytes<'_>) -> bool {
    LENGTHS.contains(&bits) && exponent_of(bytes_of(&exponent)).is_some()
}

/// `generateRsa(bits, exponent)`: a private key. Limits and interrupts stop it, hard: it
/// takes a second for 2,048 bits and minutes for 8,192.
pub fn generate<'js>(ctx: Ctx<'js>, bits: u32, exponent: Bytes<'js>) -> Answer<'js> {
    let exponent = exponent_of(bytes_of(&exponent)).filter(|_| LENGTHS.contains(&bits));
    let mut random = random::generator(&ctx)?;
    of_private(ctx, exponent.map(|exponent| generate::generate(bits, exponent, &mut random)))
}

/// `rsaOfNumbers(n, e, d?, p?, q?)`: a public key, or a private one; `undefined` where the
/// numbers are none.
pub fn of_numbers<'js>(
    ctx: Ctx<'js>,
    n: Bytes<'js>,
    e: Bytes<'js>,
    d: Opt<Bytes<'js>>,
    p: Opt<Bytes<'js>>,
    q: Opt<Bytes<'js>>,
) -> Answer<'js> {
    let (n, e) = (bytes_of(&n), bytes_of(&e));
    match (d.0, p.0, q.0) {
        (Some(d), Some(p), Some(q)) => of_private(ctx, PrivateKey::new(n, e, bytes_of(&d), bytes_of(&p), bytes_of(&q))),
        _ => of_public(ctx, PublicKey::new(n, e)),
    }
}

/// `rsaNumber(key, which)`: n, e, d, p, q, d mod p - 1, d mod q - 1 or the inverse of q,
/// without zeros in front; `undefined` where the key has none.
pub fn number<'js>(ctx: Ctx<'js>, key: Class<'js, RsaKey>, which: usize) -> Result<Value<'js>> {
    let key = key.try_borrow()?;
    let number = match &key.kind {
        Kind::Public(key) => key.numbers().into_iter().nth(which),
        Kind::Private(key) => key.numbers().into_iter().nth(which),
    };
    answer(&ctx, number.as_deref())
}

/// `rsaFromSpki(der)`; `undefined` where it is no RSA key.
pub fn from_spki<'js>(ctx: Ctx<'js>, der: Bytes<'js>) -> Answer<'js> {
    of_public(ctx, der::read_spki(bytes_of(&der)).and_then(|[n, e]| PublicKey::new(n, e)))
}

/// `rsaToSpki(key)`
pub fn to_spki<'js>(ctx: Ctx<'js>, key: Class<'js, RsaKey>) -> Result<Value<'js>> {
    answer(&ctx, Some(&der::write_spki(&key.try_borrow()?.public().numbers())))
}

/// `rsaFromPkcs8(der)`; `undefined` where it is no RSA key of two primes.
pub fn from_pkcs8<'js>(ctx: Ctx<'js>, der: Bytes<'js>) -> Answer<'js> {
    of_private(ctx, der::read_pkcs8(bytes_of(&der)).and_then(private_of))
}

fn private_of(given: [&[u8]; 8]) -> Option<PrivateKey> {
    let [n, e, d, p, q, ..] = given;
    let key = PrivateKey::new(n, e, d, p, q)?;
    let is_same = key.numbers().iter().zip(given).all(|(number, given)| number == trimmed(given));
    is_same.then_some(key)
}

/// `rsaToPkcs8(key)`; `undefined` for a public key.
pub fn to_pkcs8<'js>(ctx: Ctx<'js>, key: Class<'js, RsaKey>) -> Result<Value<'js>> {
    let der = key.try_borrow()?.private().map(|key| der::write_pkcs8(&key.numbers()));
    answer(&ctx, der.as_deref())
}
