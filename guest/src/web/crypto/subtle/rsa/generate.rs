//! New keys: <https://doi.org/10.6028/NIST.FIPS.186-5>, appendix A.1.3

use super::key::{PrivateKey, product, random_number, to_bytes};
use chacha20::ChaCha20Rng;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd};

/// Rounds of Miller and Rabin's test; the standard's table B.1 asks for four to seven.
const ROUNDS: u32 = 8;
/// Candidates are first divided by the primes below this.
const SMALL: usize = 4096;
/// How far candidates are looked for from one random number.
const REACH: u32 = 4096;

/// A key of so many bits with such an exponent.
pub fn generate(bits: u32, e: u64, random: &mut ChaCha20Rng) -> PrivateKey {
    let small = small_primes();
    loop {
        let half = bits.div_ceil(2);
        let (p, q) = (prime(half, e, &small, random), prime(bits - half, e, &small, random));
        // Primes that are near to each other are found from their product.
        if p.iter().rev().take(2).eq(q.iter().rev().take(2)) {
            continue;
        }
        let d = inverse(e, &product(&less_one(&p), &less_one(&q)));
        let [n, d, p, q] = [&product(&p, &q), &d, &p, &q].map(|number| to_bytes(number));
        if let Some(key) = PrivateKey::new(&n, &e.to_be_bytes(), &d, &p, &q) {
            return key;
        }
    }
}

/// A random prime whose two highest bits are set, so that the product has all bits.
fn prime(bits: u32, e: u64, small: &[u32], random: &mut ChaCha20Rng) -> Vec<u64> {
    loop {
        let mut start = random_number(bits, bits, random);
        for bit in [0, bits - 2, bits - 1] {
            set_bit(start.as_mut_words(), bit);
        }
        let rests: Vec<u32> = small.iter().map(|prime| rest(start.as_words(), u64::from(*prime))).map(low).collect();
        for step in (0..REACH).step_by(2) {
            let divides = |(prime, rest): (&u32, &u32)| (rest + step) % prime == 0;
            if small.iter().zip(&rests).any(divides) {
                continue;
            }
            let candidate = start.wrapping_add(BoxedUint::from(u64::from(step)));
            // What is divided by the exponent has no inverse of it.
            let fits = candidate.bits_vartime() == bits && common(rest(&less_one(candidate.as_words()), e), e) == 1;
            if fits && is_prime(&candidate, random) {
                return candidate.as_words().to_vec();
            }
        }
    }
}

/// Whether an odd number of which no small prime is a divisor is one itself.
fn is_prime(number: &BoxedUint, random: &mut ChaCha20Rng) -> bool {
    let Some(odd) = Odd::new(number.clone()).into_option() else { return false };
    let params = BoxedMontyParams::new(odd);
    let one = BoxedMontyForm::one(&params);
    let minus_one = one.neg();
    let even = number.wrapping_sub(BoxedUint::one());
    let twos = even.trailing_zeros_vartime();
    let exponent = even.wrapping_shr_vartime(twos);
    (0..ROUNDS).all(|_| {
        let base = random_number(number.bits_vartime() - 1, number.bits_precision(), random);
        let mut power = BoxedMontyForm::new(base, &params).pow(&exponent);
        if power == one || power == minus_one {
            return true;
        }
        (1..twos).any(|_| {
            power = power.square();
            power == minus_one
        })
    })
}

/// The primes below [`SMALL`] but two, by Eratosthenes.
fn small_primes() -> Vec<u32> {
    let mut is_composite = vec![false; SMALL];
    for number in 3..SMALL {
        for multiple in (number * number..SMALL).step_by(number) {
            is_composite[multiple] = true;
        }
    }
    (3..SMALL)
        .step_by(2)
        .filter(|number| !is_composite[*number])
        .filter_map(|number| u32::try_from(number).ok())
        .collect()
}

/// The inverse of `e`: where `k` times `order`, and one, is a multiple of `e`, it is that
/// multiple's other factor.
fn inverse(e: u64, order: &[u64]) -> Vec<u64> {
    let mut words = product(order, &[e - inverse_of_rest(rest(order, e), e)]);
    if let Some(lowest) = words.first_mut() {
        // It is even: a product of numbers that are.
        *lowest |= 1;
    }
    let mut rest = 0;
    for word in words.iter_mut().rev() {
        let whole = u128::from(rest) << 64 | u128::from(*word);
        *word = u64::try_from(whole / u128::from(e)).unwrap_or(0);
        rest = u64::try_from(whole % u128::from(e)).unwrap_or(0);
    }
    words
}

/// The inverse of a number modulo `e`, by Euclid; there is one.
fn inverse_of_rest(number: u64, e: u64) -> u64 {
    let e = i128::from(e);
    let (mut old, mut new) = ((e, 0), (i128::from(number), 1));
    while new.0 != 0 {
        let quotient = old.0 / new.0;
        (old, new) = (new, (old.0 - quotient * new.0, old.1 - quotient * new.1));
    }
    u64::try_from(old.1.rem_euclid(e)).unwrap_or(0)
}

fn common(one: u64, other: u64) -> u64 {
    if other == 0 { one } else { common(other, one % other) }
}

/// What is left after a division.
fn rest(words: &[u64], divisor: u64) -> u64 {
    words.iter().rev().fold(0, |rest, word| {
        let whole = u128::from(rest) << 64 | u128::from(*word);
        u64::try_from(whole % u128::from(divisor)).unwrap_or(0)
    })
}

fn low(rest: u64) -> u32 {
    u32::try_from(rest).unwrap_or(0)
}

/// An odd number less one.
fn less_one(words: &[u64]) -> Vec<u64> {
    let mut words = words.to_vec();
    if let Some(lowest) = words.first_mut() {
        *lowest &= !1;
    }
    words
}

fn set_bit(words: &mut [u64], bit: u32) {
    if let Some(word) = usize::try_from(bit / 64).ok().and_then(|at| words.get_mut(at)) {
        *word |= 1 << (bit % 64);
    }
}
