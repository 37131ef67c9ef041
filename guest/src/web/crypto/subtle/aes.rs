//! AES and its modes but GCM: <https://w3c.github.io/webcrypto/#aes-cbc>

use super::{Bytes, answer, bytes_of, copy_of};
use ::aes::cipher::block_padding::Pkcs7;
use ::aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit, StreamCipher};
use ::aes::{Aes128, Aes192, Aes256};
use aes_kw::{AesKw, KeyInit};
use rquickjs::{Ctx, Result, Value};

/// Bytes of a block.
pub const BLOCK: usize = 16;

/// Calls a function that is generic over the cipher, by the length of the key;
/// none for another length.
macro_rules! with_aes {
    ($key:expr, $function:ident($($argument:expr),*)) => {
        match $key.len() {
            16 => $function::<::aes::Aes128>($($argument),*),
            24 => $function::<::aes::Aes192>($($argument),*),
            32 => $function::<::aes::Aes256>($($argument),*),
            _ => None,
        }
    };
}
pub(super) use with_aes;

/// `encryptCbc(key, iv, data)`
pub fn encrypt_cbc<'js>(ctx: Ctx<'js>, key: Bytes<'js>, iv: Bytes<'js>, data: Bytes<'js>) -> Result<Value<'js>> {
    let (key, iv, data) = (bytes_of(&key), bytes_of(&iv), bytes_of(&data));
    let mut bytes = copy_of(&ctx, data, BLOCK)?;
    bytes.resize(data.len() + BLOCK, 0);
    let length = match key.len() {
        16 => padded(cbc::Encryptor::<Aes128>::new_from_slices(key, iv).ok(), &mut bytes, data.len()),
        24 => padded(cbc::Encryptor::<Aes192>::new_from_slices(key, iv).ok(), &mut bytes, data.len()),
        _ => padded(cbc::Encryptor::<Aes256>::new_from_slices(key, iv).ok(), &mut bytes, data.len()),
    };
    answer(&ctx, length.and_then(|length| bytes.get(..length)))
}

fn padded(cipher: Option<impl BlockModeEncrypt>, bytes: &mut [u8], length: usize) -> Option<usize> {
    Some(cipher?.encrypt_padded::<Pkcs7>(bytes, length).ok()?.len())
}

/// `decryptCbc(key, iv, data)`; `undefined` where the padding is wrong.
pub fn decrypt_cbc<'js>(ctx: Ctx<'js>, key: Bytes<'js>, iv: Bytes<'js>, data: Bytes<'js>) -> Result<Value<'js>> {
    let (key, iv) = (bytes_of(&key), bytes_of(&iv));
    let mut bytes = copy_of(&ctx, bytes_of(&data), 0)?;
    let length = match key.len() {
        16 => unpadded(cbc::Decryptor::<Aes128>::new_from_slices(key, iv).ok(), &mut bytes),
        24 => unpadded(cbc::Decryptor::<Aes192>::new_from_slices(key, iv).ok(), &mut bytes),
        _ => unpadded(cbc::Decryptor::<Aes256>::new_from_slices(key, iv).ok(), &mut bytes),
    };
    answer(&ctx, length.and_then(|length| bytes.get(..length)))
}

fn unpadded(cipher: Option<impl BlockModeDecrypt>, bytes: &mut [u8]) -> Option<usize> {
    Some(cipher?.decrypt_padded::<Pkcs7>(bytes).ok()?.len())
}

/// `cryptCtr(key, counter, bits, data)`: the counter is the last `bits` of the block;
/// `undefined` where it would come back to its first value.
pub fn crypt_ctr<'js>(
    ctx: Ctx<'js>,
    key: Bytes<'js>,
    counter: Bytes<'js>,
    bits: u32,
    data: Bytes<'js>,
) -> Result<Value<'js>> {
    let (key, counter) = (bytes_of(&key), bytes_of(&counter));
    let mut bytes = copy_of(&ctx, bytes_of(&data), 0)?;
    let done = counted(key, counter, bits, &mut bytes);
    answer(&ctx, done.map(|()| &*bytes))
}

fn counted(key: &[u8], counter: &[u8], bits: u32, bytes: &mut [u8]) -> Option<()> {
    let start = u128::from_be_bytes(counter.try_into().ok()?);
    let mask = if bits < 128 { (1_u128 << bits) - 1 } else { u128::MAX };
    let blocks = u128::try_from(bytes.len().div_ceil(BLOCK)).ok()?;
    if blocks > 0 && blocks - 1 > mask {
        return None;
    }
    // Blocks until the counter starts again from zero.
    let before = (mask - (start & mask)).saturating_add(1);
    let split = usize::try_from(before).unwrap_or(usize::MAX).saturating_mul(BLOCK).min(bytes.len());
    let (first, second) = bytes.split_at_mut(split);
    apply_counter(key, start, first)?;
    apply_counter(key, start & !mask, second)
}

fn apply_counter(key: &[u8], counter: u128, bytes: &mut [u8]) -> Option<()> {
    let iv = &counter.to_be_bytes();
    match key.len() {
        16 => ctr::Ctr128BE::<Aes128>::new_from_slices(key, iv).ok()?.apply_keystream(bytes),
        24 => ctr::Ctr128BE::<Aes192>::new_from_slices(key, iv).ok()?.apply_keystream(bytes),
        _ => ctr::Ctr128BE::<Aes256>::new_from_slices(key, iv).ok()?.apply_keystream(bytes),
    }
    Some(())
}

/// `wrapKw(key, data)`; `undefined` where the data are not whole halves of blocks.
pub fn wrap<'js>(ctx: Ctx<'js>, key: Bytes<'js>, data: Bytes<'js>) -> Result<Value<'js>> {
    let (key, data) = (bytes_of(&key), bytes_of(&data));
    let mut room = vec![0; data.len() + 8];
    let wrapped = match key.len() {
        16 => AesKw::<Aes128>::new_from_slice(key).ok().and_then(|kw| kw.wrap_key(data, &mut room).ok()),
        24 => AesKw::<Aes192>::new_from_slice(key).ok().and_then(|kw| kw.wrap_key(data, &mut room).ok()),
        _ => AesKw::<Aes256>::new_from_slice(key).ok().and_then(|kw| kw.wrap_key(data, &mut room).ok()),
    };
    answer(&ctx, wrapped)
}

/// `unwrapKw(key, data)`; `undefined` where they were not wrapped by this key.
pub fn unwrap<'js>(ctx: Ctx<'js>, key: Bytes<'js>, data: Bytes<'js>) -> Result<Value<'js>> {
    let (key, data) = (bytes_of(&key), bytes_of(&data));
    let mut room = vec![0; data.len()];
    let unwrapped = match key.len() {
        16 => AesKw::<Aes128>::new_from_slice(key).ok().and_then(|kw| kw.unwrap_key(data, &mut room).ok()),
        24 => AesKw::<Aes192>::new_from_slice(key).ok().and_then(|kw| kw.unwrap_key(data, &mut room).ok()),
        _ => AesKw::<Aes256>::new_from_slice(key).ok().and_then(|kw| kw.unwrap_key(data, &mut room).ok()),
    };
    answer(&ctx, unwrapped)
}
