//! AES-GCM with initialization vectors and tags of any length that NIST SP 800-38D
//! allows: <https://w3c.github.io/webcrypto/#aes-gcm>

use super::aes::{BLOCK, Cipher, with_aes};
use super::{Bytes, answer, bytes_of, copy_of};
use ::aes::cipher::{InnerIvInit, StreamCipher, StreamCipherCoreWrapper};
use ctr::{CtrCore, flavors::Ctr32BE};
use ghash::GHash;
use ghash::universal_hash::UniversalHash;
use rquickjs::{Ctx, Result, Value};

/// `encryptGcm(key, iv, associated, tagLength, data)`: the bytes and their tag.
pub fn encrypt<'js>(
    ctx: Ctx<'js>,
    key: Bytes<'js>,
    iv: Bytes<'js>,
    associated: Bytes<'js>,
    tag_length: usize,
    data: Bytes<'js>,
) -> Result<Value<'js>> {
    let (key, iv, associated) = (bytes_of(&key), bytes_of(&iv), bytes_of(&associated));
    let mut bytes = copy_of(&ctx, bytes_of(&data), BLOCK)?;
    let tag = with_aes!(key, seal(key, iv, associated, &mut bytes));
    let Some(tag) = tag else { return answer(&ctx, None) };
    bytes.extend_from_slice(&tag[..tag_length.min(BLOCK)]);
    answer(&ctx, Some(&bytes))
}

/// `decryptGcm(key, iv, associated, tagLength, data)`; `undefined` where the tag is not theirs.
pub fn decrypt<'js>(
    ctx: Ctx<'js>,
    key: Bytes<'js>,
    iv: Bytes<'js>,
    associated: Bytes<'js>,
    tag_length: usize,
    data: Bytes<'js>,
) -> Result<Value<'js>> {
    let (key, iv, associated, data) = (bytes_of(&key), bytes_of(&iv), bytes_of(&associated), bytes_of(&data));
    let tag_length = tag_length.min(BLOCK);
    let Some(length) = data.len().checked_sub(tag_length) else { return answer(&ctx, None) };
    let mut bytes = copy_of(&ctx, &data[..length], 0)?;
    let tag = with_aes!(key, open(key, iv, associated, &mut bytes));
    // All bytes are compared, wherever they differ.
    let differs = |tag: [u8; BLOCK]| tag.iter().zip(&data[length..]).fold(0, |all, (one, other)| all | (one ^ other));
    let is_same = tag.is_some_and(|tag| std::hint::black_box(differs(tag)) == 0);
    answer(&ctx, Some(&*bytes).filter(|_| is_same))
}

fn seal<C: Cipher>(key: &[u8], iv: &[u8], associated: &[u8], bytes: &mut [u8]) -> Option<[u8; BLOCK]> {
    let gcm = Gcm::<C>::new(key, iv)?;
    gcm.apply(bytes);
    Some(gcm.tag(associated, bytes))
}

fn open<C: Cipher>(key: &[u8], iv: &[u8], associated: &[u8], bytes: &mut [u8]) -> Option<[u8; BLOCK]> {
    let gcm = Gcm::<C>::new(key, iv)?;
    let tag = gcm.tag(associated, bytes);
    gcm.apply(bytes);
    Some(tag)
}

/// A key and an initialization vector.
struct Gcm<C> {
    cipher: C,
    hash: GHash,
    /// The counter block of the tag; data begin with the next.
    first: [u8; BLOCK],
}

impl<C: Cipher> Gcm<C> {
    fn new(key: &[u8], iv: &[u8]) -> Option<Self> {
        let cipher = C::new_from_slice(key).ok()?;
        let mut subkey = [0; BLOCK].into();
        cipher.encrypt_block(&mut subkey);
        let hash = GHash::new(&subkey);
        let mut first = [0; BLOCK];
        if iv.len() == 12 {
            first[..12].copy_from_slice(iv);
            first[15] = 1;
        } else {
            first = hashed(&hash, &[], iv);
        }
        Some(Self { cipher, hash, first })
    }

    fn apply(&self, bytes: &mut [u8]) {
        let mut counter = self.first;
        let (_, last) = counter.split_at_mut(12);
        let number = u32::from_be_bytes([last[0], last[1], last[2], last[3]]).wrapping_add(1);
        last.copy_from_slice(&number.to_be_bytes());
        let core = CtrCore::<&C, Ctr32BE>::inner_iv_init(&self.cipher, &counter.into());
        StreamCipherCoreWrapper::from_core(core).apply_keystream(bytes);
    }

    fn tag(&self, associated: &[u8], encrypted: &[u8]) -> [u8; BLOCK] {
        let mut mask = self.first.into();
        self.cipher.encrypt_block(&mut mask);
        let mut tag = hashed(&self.hash, associated, encrypted);
        tag.iter_mut().zip(mask.iter()).for_each(|(byte, mask)| *byte ^= mask);
        tag
    }
}

/// GHASH of both, each filled up with zeros, and their lengths in bits.
fn hashed(hash: &GHash, first: &[u8], second: &[u8]) -> [u8; BLOCK] {
    let mut hash = hash.clone();
    hash.update_padded(first);
    hash.update_padded(second);
    let mut lengths = [0; BLOCK];
    let bits = |bytes: &[u8]| (u64::try_from(bytes.len()).unwrap_or(u64::MAX) * 8).to_be_bytes();
    lengths[..8].copy_from_slice(&bits(first));
    lengths[8..].copy_from_slice(&bits(second));
    hash.update(&[lengths.into()]);
    hash.finalize().into()
}
