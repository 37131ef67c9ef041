//! Clocks and randomness.

use super::bindings::wasi::clocks::{monotonic_clock, system_clock};
use super::bindings::wasi::random::random;
use std::time::Duration;

/// Nanoseconds on the monotonic clock.
pub fn monotonic() -> u64 {
    monotonic_clock::now()
}

/// Waits until the monotonic clock shows so many.
pub async fn wait_until(nanoseconds: u64) {
    monotonic_clock::wait_until(nanoseconds).await;
}

/// The time of day, since the Unix epoch; before that it is 1970.
pub fn wall() -> Duration {
    let now = system_clock::now();
    Duration::new(u64::try_from(now.seconds).unwrap_or(0), now.nanoseconds)
}

/// 256 random bits.
pub fn random_seed() -> [u64; 4] {
    [(); 4].map(|()| random::get_random_u64())
}
