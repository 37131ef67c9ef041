//! Clocks and randomness.

use super::bindings::wasi::clocks::{monotonic_clock, wall_clock};
use super::bindings::wasi::random::random;
use super::reactor;
use std::time::Duration;

/// Nanoseconds on the monotonic clock.
pub fn monotonic() -> u64 {
    monotonic_clock::now()
}

/// Waits until the monotonic clock shows so many.
pub async fn wait_until(nanoseconds: u64) {
    reactor::ready(monotonic_clock::subscribe_instant(nanoseconds)).await;
}

/// The time of day, since the Unix epoch.
pub fn wall() -> Duration {
    let now = wall_clock::now();
    Duration::new(now.seconds, now.nanoseconds)
}

/// 256 random bits.
pub fn random_seed() -> [u64; 4] {
    [(); 4].map(|()| random::get_random_u64())
}
