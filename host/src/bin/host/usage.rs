//! `--usage`: what the script has used.

use crate::args::UsageFormat;
use bytesize::ByteSize;
use skerry::Usage;

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
                "cpu_us": usage.cpu.as_micros() as u64,
                "wall_us": usage.wall.as_micros() as u64,
                "peak_memory_bytes": usage.peak_memory,
                "output_bytes": usage.output,
                "modules": usage.modules,
            })
        ),
    }
}
