//! RSA keys as numbers: <https://www.rfc-editor.org/rfc/rfc8017#section-3>

use chacha20::ChaCha20Rng;
use chacha20::rand_core::Rng;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, NonZero, Odd, Resize};
use std::ops::RangeInclusive;

/// Bits of a modulus. Shorter ones are broken, longer ones take minutes.
pub const LENGTHS: RangeInclusive<u32> = 1024..=8192;
/// Most that a public exponent is: larger ones only cost those who verify.
const MOST_EXPONENT: u64 = (1 << 33) - 1;

/// A public key.
pub struct PublicKey {
    n: BoxedUint,
    e: u64,
    params: BoxedMontyParams,
}

/// A private key of two primes, with its public one.
pub struct PrivateKey {
    pub public: PublicKey,
    d: BoxedUint,
    p: Factor,
    q: Factor,
    /// That of `q`, modulo `p`.
    inverse: BoxedMontyForm,
}

/// A prime of the modulus.
struct Factor {
    prime: BoxedUint,
    /// `d` modulo the prime less one.
    exponent: BoxedUint,
    params: BoxedMontyParams,
}

impl PublicKey {
    /// The key of such a modulus and exponent; none where they can be nobody's.
    pub fn new(n: &[u8], e: &[u8]) -> Option<Self> {
        let (n, e) = (trimmed(n), exponent_of(e)?);
        let n = BoxedUint::from_be_slice(n, bits_of(n)).ok()?;
        let params = BoxedMontyParams::new(Odd::new(n.clone()).into_option()?);
        LENGTHS.contains(&n.bits_vartime()).then_some(Self { n, e, params })
    }

    /// Bits of the modulus.
    pub fn bits(&self) -> u32 {
        self.n.bits_vartime()
    }

    /// Bytes of the modulus, and of what is signed or encrypted.
    pub fn size(&self) -> usize {
        usize::try_from(self.bits().div_ceil(8)).unwrap_or(usize::MAX)
    }

    /// Modulus and exponent, without zeros in front.
    pub fn numbers(&self) -> [Vec<u8>; 2] {
        [bytes_of(&self.n), trimmed(&self.e.to_be_bytes()).to_vec()]
    }

    /// The operation with the public key; none for what is not below the modulus.
    pub fn apply(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let number = self.number(bytes)?;
        Some(self.sized(&self.power(&BoxedMontyForm::new(number, &self.params))))
    }

    fn power(&self, base: &BoxedMontyForm) -> BoxedUint {
        base.pow_bounded_exp(&self.e.into(), u64::BITS - self.e.leading_zeros()).retrieve()
    }

    fn number(&self, bytes: &[u8]) -> Option<BoxedUint> {
        let number = BoxedUint::from_be_slice(bytes, self.n.bits_precision()).ok()?;
        (number < self.n).then_some(number)
    }

    /// As many bytes as the modulus has.
    fn sized(&self, number: &BoxedUint) -> Vec<u8> {
        let bytes = number.to_be_bytes();
        bytes[bytes.len() - self.size()..].to_vec()
    }
}

impl PrivateKey {
    /// The key of these numbers; none where they do not belong together.
    pub fn new(n: &[u8], e: &[u8], d: &[u8], p: &[u8], q: &[u8]) -> Option<Self> {
        let public = PublicKey::new(n, e)?;
        let d = public.number(trimmed(d))?;
        let half = public.bits().div_ceil(2);
        let [p, q] = [p, q].map(|prime| BoxedUint::from_be_slice(trimmed(prime), half).ok());
        let (p, q) = (p?, q?);
        if trimmed(&to_bytes(&product(p.as_words(), q.as_words()))) != &*bytes_of(&public.n) {
            return None;
        }
        let [p, q] = [p, q].map(|prime| Factor::new(prime, &d, public.e));
        let (p, q) = (p?, q?);
        let inverse = p.form(&q.prime).invert().into_option()?;
        Some(Self { public, d, p, q, inverse })
    }

    /// n, e, d, p, q, d mod p - 1, d mod q - 1, and the inverse of q, without zeros in front.
    pub fn numbers(&self) -> [Vec<u8>; 8] {
        let [n, e] = self.public.numbers();
        let (p, q) = (&self.p, &self.q);
        let numbers = [&self.d, &p.prime, &q.prime, &p.exponent, &q.exponent, &self.inverse.retrieve()];
        let [d, p, q, dp, dq, qi] = numbers.map(bytes_of);
        [n, e, d, p, q, dp, dq, qi]
    }

    /// The operation with the private key, blinded, and compared with what the public one
    /// makes of its result: one fault would give the primes away. None for what is not below
    /// the modulus.
    pub fn apply(&self, bytes: &[u8], random: &mut ChaCha20Rng) -> Option<Vec<u8>> {
        let PublicKey { params, .. } = &self.public;
        let form = |number: &BoxedUint| BoxedMontyForm::new(number.resize_unchecked(params.bits_precision()), params);
        let number = self.public.number(bytes)?;
        let (blind, unblind) = self.blind(random);
        let blinded = form(&self.public.power(&blind)).mul(&form(&number));
        let hidden = blinded.retrieve();
        // Chinese remainders: https://www.rfc-editor.org/rfc/rfc8017#section-5.1.2
        let (first, second) = (self.p.power(&hidden), self.q.power(&hidden).retrieve());
        let rest = self.inverse.mul(&first.sub(&self.p.form(&second))).retrieve();
        let result = form(&second).add(&form(&rest).mul(&form(&self.q.prime)));
        (self.public.power(&result) == hidden).then(|| self.public.sized(&result.mul(&unblind).retrieve()))
    }

    /// A random number and its inverse.
    fn blind(&self, random: &mut ChaCha20Rng) -> (BoxedMontyForm, BoxedMontyForm) {
        let PublicKey { n, params, .. } = &self.public;
        loop {
            let number = random_number(n.bits_vartime(), n.bits_precision(), random);
            if number < *n {
                let form = BoxedMontyForm::new(number, params);
                if let Some(inverse) = form.invert().into_option() {
                    return (form, inverse);
                }
            }
        }
    }
}

impl Factor {
    fn new(prime: BoxedUint, d: &BoxedUint, e: u64) -> Option<Self> {
        let params = BoxedMontyParams::new(Odd::new(prime.clone()).into_option()?);
        let order = NonZero::new(prime.wrapping_sub(BoxedUint::one())).into_option()?;
        let exponent = d.rem(&order);
        let back = BoxedUint::from_words(product(exponent.as_words(), &[e]));
        bool::from(back.rem(&order).is_one()).then_some(Self { prime, exponent, params })
    }

    fn form(&self, number: &BoxedUint) -> BoxedMontyForm {
        BoxedMontyForm::new(number.rem(self.params.modulus().as_nz_ref()), &self.params)
    }

    fn power(&self, number: &BoxedUint) -> BoxedMontyForm {
        self.form(number).pow(&self.exponent)
    }
}

/// A public exponent: odd, since it has an inverse, and not too large.
pub fn exponent_of(bytes: &[u8]) -> Option<u64> {
    let digits = trimmed(bytes);
    let mut all = [0; 8];
    all.get_mut(8_usize.checked_sub(digits.len())?..)?.copy_from_slice(digits);
    let number = u64::from_be_bytes(all);
    (number % 2 == 1 && (3..=MOST_EXPONENT).contains(&number)).then_some(number)
}

/// A number of so many random bits.
pub fn random_number(bits: u32, precision: u32, random: &mut ChaCha20Rng) -> BoxedUint {
    let mut bytes = vec![0; usize::try_from(bits.div_ceil(8)).unwrap_or(0)];
    random.fill_bytes(&mut bytes);
    if let (Some(first), true) = (bytes.first_mut(), bits % 8 != 0) {
        *first &= (1 << (bits % 8)) - 1;
    }
    BoxedUint::from_be_slice_truncated(&bytes, precision)
}

/// The product of two numbers, words with the lowest first. The crate's own is the fastest
/// for any width, and that is 100 KB of code.
pub fn product(one: &[u64], other: &[u64]) -> Vec<u64> {
    let mut words = vec![0; one.len() + other.len()];
    for (at, factor) in one.iter().enumerate() {
        let mut carry = 0;
        for (word, other) in words[at..].iter_mut().zip(other.iter().chain([&0])) {
            let sum = u128::from(*factor) * u128::from(*other) + u128::from(*word) + u128::from(carry);
            (*word, carry) = halves(sum);
        }
    }
    words
}

#[expect(clippy::cast_possible_truncation, reason = "that is what it is for")]
fn halves(number: u128) -> (u64, u64) {
    (number as u64, (number >> 64) as u64)
}

/// Words with the lowest first as bytes with the highest first.
pub fn to_bytes(words: &[u64]) -> Vec<u8> {
    words.iter().rev().flat_map(|word| word.to_be_bytes()).collect()
}

pub fn trimmed(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}

fn bytes_of(number: &BoxedUint) -> Vec<u8> {
    trimmed(&number.to_be_bytes()).to_vec()
}

fn bits_of(bytes: &[u8]) -> u32 {
    // More than any key has; the crate refuses bytes that do not fit.
    u32::try_from(bytes.len() * 8).unwrap_or(0).min(*LENGTHS.end())
}
