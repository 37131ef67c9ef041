//! A `tracing` span for each call, with what the call used.

use crate::usage::Usage;
use tracing::{Level, Span, field, span};

/// The span `skerry.call` of a call of this kind: `eval`, `import`, ...
/// Costs next to nothing when nobody listens.
pub(crate) fn call(kind: &'static str) -> Span {
    span!(
        target: "skerry",
        Level::INFO,
        "skerry.call",
        kind,
        cpu_us = field::Empty,
        wall_us = field::Empty,
        peak_memory = field::Empty,
        output = field::Empty,
        modules = field::Empty,
    )
}

/// Records what the call used: times and amounts of this call, but for the peak,
/// which is the runtime's.
pub(crate) fn end(span: &Span, before: &Usage, after: &Usage) {
    if span.is_disabled() {
        return;
    }
    let micros = |time: std::time::Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    span.record("cpu_us", micros(after.cpu.saturating_sub(before.cpu)));
    span.record("wall_us", micros(after.wall.saturating_sub(before.wall)));
    span.record("peak_memory", after.peak_memory);
    span.record("output", after.output.saturating_sub(before.output));
    span.record("modules", after.modules.saturating_sub(before.modules));
}
