//! Random bytes that nobody can guess: ChaCha20, seeded by the host at a
//! runtime's first call. Nothing of it is in an image.
#![allow(unsafe_code, reason = "what hangs on the context says that it holds no JavaScript value")]

use crate::{freezing, system};
use chacha20::ChaCha20Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use rquickjs::{Ctx, Error, JsLifetime, Result};
use std::cell::RefCell;

/// The generator; none before the first call.
#[derive(Default)]
struct Generator(RefCell<Option<ChaCha20Rng>>);

// SAFETY: the type holds no JavaScript value, hence no lifetime to change.
unsafe impl JsLifetime<'_> for Generator {
    type Changed<'to> = Generator;
}

/// Hangs the generator on the context.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    ctx.store_userdata(Generator::default()).map(drop).map_err(|_| Error::Unknown)
}

/// Fills `bytes`.
///
/// # Errors
/// A `TypeError` while a snapshot is made.
pub fn fill(ctx: &Ctx<'_>, bytes: &mut [u8]) -> Result<()> {
    freezing::refuse(ctx, "crypto")?;
    let generator = ctx.userdata::<Generator>().ok_or(Error::Unknown)?;
    generator.0.borrow_mut().get_or_insert_with(seeded).fill_bytes(bytes);
    Ok(())
}

/// A generator of its own, for crates that take one.
///
/// # Errors
/// As [`fill`].
#[cfg(feature = "crypto")]
pub fn generator(ctx: &Ctx<'_>) -> Result<ChaCha20Rng> {
    let mut seed = [0; 32];
    fill(ctx, &mut seed)?;
    Ok(ChaCha20Rng::from_seed(seed))
}

/// A random UUID: <https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4>
///
/// # Errors
/// As [`fill`].
pub fn uuid(ctx: Ctx<'_>) -> Result<String> {
    let mut bytes = [0; 16];
    fill(&ctx, &mut bytes)?;
    bytes[6] = bytes[6] & 0x0F | 0x40;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    Ok(text)
}

fn seeded() -> ChaCha20Rng {
    let mut seed = [0; 32];
    for (eight, bits) in seed.chunks_exact_mut(8).zip(system::random_seed()) {
        eight.copy_from_slice(&bits.to_le_bytes());
    }
    ChaCha20Rng::from_seed(seed)
}
