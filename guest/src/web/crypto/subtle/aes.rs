//! AES and its modes but GCM: <https://w3c.github.io/webcrypto/#aes-cbc>

use super::{Bytes, answer, bytes_of, copy_of};
use ::aes::cipher::block_padding::Pkcs7;
use ::aes::cipher::consts::U16;
use ::aes::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt, BlockSizeUser, InnerIvInit,
    StreamCipher, StreamCipherCoreWrapper,
};
use aes_kw::{AesKw, KeyInit};
use ctr::{CtrCore, flavors::Ctr128BE};
use rquickjs::{Ctx, Result, Value};

/// Bytes of a block.
pub const BLOCK: usize = 16;

/// AES with a key of one of its lengths.
pub(super) trait Cipher:
    BlockCipherEncrypt + BlockCipherDecrypt + BlockSizeUser<BlockSize = U16> + KeyInit
{
}

impl<C: BlockCipherEncrypt + BlockCipherDecrypt + BlockSizeUser<BlockSize = U16> + KeyInit> Cipher for C {}

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
    let length = with_aes!(key, padded(key, iv, &mut bytes, data.len()));
    answer(&ctx, length.and_then(|length| bytes.get(..length)))
}

fn padded<C: Cipher>(key: &[u8], iv: &[u8], bytes: &mut [u8], length: usize) -> Option<usize> {
    let cipher = cbc::Encryptor::<C>::inner_iv_slice_init(C::new_from_slice(key).ok()?, iv).ok()?;
    Some(cipher.encrypt_padded::<Pkcs7>(bytes, length).ok()?.len())
}

/// `decryptCbc(key, iv, data)`; `undefined` where the padding is wrong.
pub fn decrypt_cbc<'js>(ctx: Ctx<'js>, key: Bytes<'js>, iv: Bytes<'js>, data: Bytes<'js>) -> Result<Value<'js>> {
    let (key, iv) = (bytes_of(&key), bytes_of(&iv));
    let mut bytes = copy_of(&ctx, bytes_of(&data), 0)?;
    let length = with_aes!(key, unpadded(key, iv, &mut bytes));
    answer(&ctx, length.and_then(|length| bytes.get(..length)))
}

fn unpadded<C: Cipher>(key: &[u8], iv: &[u8], bytes: &mut [u8]) -> Option<usize> {
    let cipher = cbc::Decryptor::<C>::inner_iv_slice_init(C::new_from_slice(key).ok()?, iv).ok()?;
    Some(cipher.decrypt_padded::<Pkcs7>(bytes).ok()?.len())
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
    with_aes!(key, apply_counter(key, start, first))?;
    with_aes!(key, apply_counter(key, start & !mask, second))
}

fn apply_counter<C: Cipher>(key: &[u8], counter: u128, bytes: &mut [u8]) -> Option<()> {
    let cipher = C::new_from_slice(key).ok()?;
    let core = CtrCore::<C, Ctr128BE>::inner_iv_init(cipher, &counter.to_be_bytes().into());
    StreamCipherCoreWrapper::from_core(core).apply_keystream(bytes);
    Some(())
}

/// `wrapKw(key, data)`; `undefined` where the data are not whole halves of blocks.
pub fn wrap<'js>(ctx: Ctx<'js>, key: Bytes<'js>, data: Bytes<'js>) -> Result<Value<'js>> {
    let (key, data) = (bytes_of(&key), bytes_of(&data));
    let mut room = vec![0; data.len() + 8];
    answer(&ctx, with_aes!(key, wrapped(key, data, &mut room)))
}

fn wrapped<'a, C: Cipher>(key: &[u8], data: &[u8], room: &'a mut [u8]) -> Option<&'a [u8]> {
    AesKw::<C>::new_from_slice(key).ok()?.wrap_key(data, room).ok()
}

/// `unwrapKw(key, data)`; `undefined` where they were not wrapped by this key.
pub fn unwrap<'js>(ctx: Ctx<'js>, key: Bytes<'js>, data: Bytes<'js>) -> Result<Value<'js>> {
    let (key, data) = (bytes_of(&key), bytes_of(&data));
    let mut room = vec![0; data.len()];
    answer(&ctx, with_aes!(key, unwrapped(key, data, &mut room)))
}

fn unwrapped<'a, C: Cipher>(key: &[u8], data: &[u8], room: &'a mut [u8]) -> Option<&'a [u8]> {
    AesKw::<C>::new_from_slice(key).ok()?.unwrap_key(data, room).ok()
}
