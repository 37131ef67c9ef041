//! What this thread has computed.

use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

pub fn thread_cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}
