//! Time, as the platform's clocks have it. While the component is built it stands still.

use super::embed;
use super::platform::clock;
use std::cell::OnceCell;
use std::future::pending;
use std::time::Duration;

/// The time origin.
#[derive(Clone, Copy)]
struct Origin {
    /// On the monotonic clock, in nanoseconds.
    monotonic: u64,
    /// On the wall clock.
    wall: Duration,
}

thread_local! {
    static ORIGIN: OnceCell<Origin> = const { OnceCell::new() };
}

/// When the instance began; first asked for when it does.
fn origin() -> Origin {
    ORIGIN.with(|origin| *origin.get_or_init(|| Origin { monotonic: clock::monotonic(), wall: clock::wall() }))
}

/// Time since the origin.
pub fn monotonic_now() -> Duration {
    if embed::is_building() {
        return Duration::ZERO;
    }
    let origin = origin();
    Duration::from_nanos(clock::monotonic().saturating_sub(origin.monotonic))
}

/// Time since the origin.
pub fn performance_now() -> Duration {
    monotonic_now()
}

/// The time origin, since the Unix epoch.
pub fn time_origin() -> Duration {
    origin().wall
}

/// The time of day, since the Unix epoch.
pub fn wall_now() -> Duration {
    if embed::is_building() { embed::BUILT_DATE } else { clock::wall() }
}

/// Waits until `monotonic_now` has reached `deadline`.
pub async fn sleep_until(deadline: Duration) {
    let at = u64::try_from(deadline.as_nanos()).ok().and_then(|deadline| origin().monotonic.checked_add(deadline));
    match at {
        Some(at) => clock::wait_until(at).await,
        None => pending().await,
    }
}
