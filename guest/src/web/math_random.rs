//! `Math.random`, seeded at a runtime's first call.
//!
//! QuickJS seeds its own when a context is made, which is while the image is
//! frozen: every runtime would draw the same numbers.
//! <https://tc39.es/ecma262/#sec-math.random>

use crate::{freezing, system};
use rquickjs::{Ctx, Function, JsLifetime, Object, Result};
use std::cell::Cell;

/// The generator's state; none before the first call.
#[derive(Default, JsLifetime)]
struct Generator(Cell<Option<[u64; 4]>>);

/// Replaces `Math.random`.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    ctx.store_userdata(Generator::default()).map_err(|_| rquickjs::Error::Unknown)?;
    let math: Object<'_> = ctx.globals().get("Math")?;
    let function = Function::new(ctx.clone(), random)?.with_name("random")?;
    let property = rquickjs::object::Property::from(function).writable().configurable();
    math.prop("random", property)
}

fn random(ctx: Ctx<'_>) -> Result<f64> {
    /// 2^-53: the distance of neighbouring results.
    const STEP: f64 = 1.0 / 9_007_199_254_740_992.0;
    let Some(generator) = ctx.userdata::<Generator>() else { return Ok(0.0) };
    if generator.0.get().is_none() {
        freezing::refuse(&ctx, "Math.random")?;
    }
    let mut state = generator.0.get().unwrap_or_else(system::random_seed);
    let bits = next(&mut state) >> 11;
    generator.0.set(Some(state));
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double")]
    let mantissa = bits as f64;
    Ok(mantissa * STEP)
}

/// xoshiro256++ by Blackman and Vigna: <https://prng.di.unimi.it/>
fn next(state: &mut [u64; 4]) -> u64 {
    let [s0, s1, s2, s3] = *state;
    let result = s0.wrapping_add(s3).rotate_left(23).wrapping_add(s0);
    let (s2, s3) = (s2 ^ s0, s3 ^ s1);
    *state = [s0 ^ s3, s1 ^ s2, s2 ^ (s1 << 17), s3.rotate_left(45)];
    // An all-zero state would stay zero for ever.
    if *state == [0; 4] {
        state[0] = 1;
    }
    result
}
