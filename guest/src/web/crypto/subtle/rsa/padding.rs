//! What is put around messages: <https://www.rfc-editor.org/rfc/rfc8017#section-7>
//!
//! Hashes are numbered as in `js/crypto/digests.js`.

use crate::web::crypto::subtle::hash::with_hash;
use chacha20::ChaCha20Rng;
use chacha20::rand_core::Rng;
use sha2::Digest;
use std::hint::black_box;

/// What names a hash, in front of its digest.
const NAMES: [&[u8]; 4] = [
    &[0x30, 0x21, 0x30, 9, 6, 5, 0x2B, 0x0E, 3, 2, 0x1A, 5, 0, 4, 20],
    &[0x30, 0x31, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 32],
    &[0x30, 0x41, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2, 5, 0, 4, 48],
    &[0x30, 0x51, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3, 5, 0, 4, 64],
];

/// The digest of all parts together.
pub fn digest(hash: i32, parts: &[&[u8]]) -> Vec<u8> {
    with_hash!(hash, digest_of(parts))
}

fn digest_of<H: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    parts.iter().fold(H::new(), |hash, part| hash.chain_update(part)).finalize().to_vec()
}

/// EMSA-PKCS1-v1_5; none where the key is too short.
pub fn pkcs1(hash: i32, data: &[u8], size: usize) -> Option<Vec<u8>> {
    let name = NAMES[usize::try_from(hash).unwrap_or(3).min(3)];
    let digest = digest(hash, &[data]);
    let ones = size.checked_sub(name.len() + digest.len() + 3).filter(|ones| *ones >= 8)?;
    Some([&[0, 1], &*vec![0xFF; ones], &[0], name, &digest].concat())
}

/// EMSA-PSS with a salt, for a modulus of so many bits; none where the key is too short.
pub fn pss(hash: i32, data: &[u8], salt: &[u8], bits: u32) -> Option<Vec<u8>> {
    let size = usize::try_from((bits - 1).div_ceil(8)).ok()?;
    let hashed = digest(hash, &[&[0; 8], &digest(hash, &[data]), salt]);
    let zeros = size.checked_sub(hashed.len() + salt.len() + 2)?;
    let mut block = [&*vec![0; zeros], &[1], salt].concat();
    mask(hash, &hashed, &mut block);
    block[0] &= first_mask(bits);
    block.extend_from_slice(&hashed);
    block.push(0xBC);
    Some(block)
}

/// Whether bytes are EMSA-PSS of the data, with a salt of such a length.
pub fn is_pss(hash: i32, data: &[u8], salt: usize, bits: u32, encoded: &[u8]) -> bool {
    let size = usize::try_from((bits - 1).div_ceil(8)).unwrap_or(0);
    // The modulus can be a byte longer than what is encoded.
    let Some((front, encoded)) = encoded.len().checked_sub(size).and_then(|front| encoded.split_at_checked(front))
    else {
        return false;
    };
    let length = digest(hash, &[]).len();
    let Some(end) = size.checked_sub(length + 1) else { return false };
    let (block, hashed) = encoded.split_at(end);
    let mut block = block.to_vec();
    mask(hash, &hashed[..length], &mut block);
    block[0] &= first_mask(bits);
    let Some(start) = block.len().checked_sub(salt) else { return false };
    let again = pss(hash, data, &block[start..], bits);
    front.iter().all(|byte| *byte == 0) && again.is_some_and(|again| again == encoded)
}

/// The bits of the first byte that are below the modulus.
fn first_mask(bits: u32) -> u8 {
    0xFF >> (7 - (bits - 2) % 8)
}

/// EME-OAEP; none where the key is too short.
pub fn oaep(hash: i32, label: &[u8], data: &[u8], size: usize, random: &mut ChaCha20Rng) -> Option<Vec<u8>> {
    let label = digest(hash, &[label]);
    let zeros = size.checked_sub(data.len() + 2 * label.len() + 2)?;
    let mut block = [&*label, &vec![0; zeros], &[1], data].concat();
    let mut seed = vec![0; label.len()];
    random.fill_bytes(&mut seed);
    mask(hash, &seed, &mut block);
    mask(hash, &block, &mut seed);
    Some([&[0], &*seed, &block].concat())
}

/// What was within EME-OAEP; none where it is not that. The time does not tell what is wrong.
pub fn from_oaep(hash: i32, label: &[u8], mut encoded: Vec<u8>) -> Option<Vec<u8>> {
    let label = digest(hash, &[label]);
    if encoded.len() < 2 * label.len() + 2 {
        return None;
    }
    let (first, rest) = encoded.split_first_mut()?;
    let (seed, block) = rest.split_at_mut(label.len());
    mask(hash, block, seed);
    mask(hash, seed, block);
    let (found, padded) = block.split_at(label.len());
    let mut wrong = found.iter().zip(&label).fold(*first, |wrong, (one, other)| wrong | (one ^ other));
    // All ones until the mark has come.
    let mut before = 0xFF;
    let mut start = 0;
    for (at, byte) in padded.iter().enumerate() {
        let (mark, zero) = (is_zero(byte ^ 1), is_zero(*byte));
        start |= (at + 1) & spread(before & mark);
        before &= !mark;
        wrong |= before & !zero;
    }
    let is_right = black_box(wrong | before) == 0;
    is_right.then(|| padded[start..].to_vec())
}

/// All ones for zero, nothing for another byte.
fn is_zero(byte: u8) -> u8 {
    let [high, _] = black_box(u16::from(byte).wrapping_sub(1)).to_be_bytes();
    high
}

fn spread(mask: u8) -> usize {
    usize::from(mask & 1).wrapping_neg()
}

/// MGF1: what a seed gives is laid over the bytes.
fn mask(hash: i32, seed: &[u8], bytes: &mut [u8]) {
    let length = digest(hash, &[]).len();
    for (counter, chunk) in (0_u32..).zip(bytes.chunks_mut(length)) {
        let digest = digest(hash, &[seed, &counter.to_be_bytes()]);
        chunk.iter_mut().zip(digest).for_each(|(byte, mask)| *byte ^= mask);
    }
}
