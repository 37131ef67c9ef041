//! `--usage`: what the script has used.

use crate::args::UsageFormat;
use bytesize::ByteSize;
use skerry::Usage;
use std::time::Duration;

/// Prints it on stderr.
pub fn print(usage: &Usage, format: UsageFormat) {
    match format {
        UsageFormat::Text => anstream::eprintln!(
            "usage: cpu {:.1?}, wall {:.1?}, memory {}, output {}, modules {}",
            usage.cpu,
            usage.wall,
            ByteSize::b(usage.peak_memory).display().iec(),
            ByteSize::b(usage.output).display().iec(),
            usage.modules
        ),
        UsageFormat::Json => anstream::eprintln!(
            "{}",
            serde_json::json!({
                "cpu_us": microseconds(usage.cpu),
                "wall_us": microseconds(usage.wall),
                "peak_memory_bytes": usage.peak_memory,
                "output_bytes": usage.output,
                "modules": usage.modules,
            })
        ),
    }
}

fn microseconds(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
