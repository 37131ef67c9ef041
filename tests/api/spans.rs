//! A span for each call, for whoever listens.

use crate::support::{block_on, engine};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down spans of ours: their fields, when they are entered and closed.
#[derive(Clone, Default)]
struct Listener {
    seen: Arc<Mutex<Vec<String>>>,
    next: Arc<AtomicU64>,
}

struct Fields<'a>(&'a Mutex<Vec<String>>);

impl Visit for Fields<'_> {
    fn record_u64(&mut self, field: &Field, value: u64) {
        let value = if field.name().ends_with("_us") { "-".to_owned() } else { value.to_string() };
        self.0.lock().unwrap().push(format!("{}={value}", field.name()));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.lock().unwrap().push(format!("{}={value:?}", field.name()));
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "skerry"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.seen.lock().unwrap().push(span.metadata().name().to_owned());
        span.record(&mut Fields(&self.seen));
        Id::from_u64(self.next.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields(&self.seen));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {
        self.seen.lock().unwrap().push("enter".to_owned());
    }

    fn exit(&self, _: &Id) {}
}

fn listen(work: impl AsyncFnOnce()) -> Vec<String> {
    let listener = Listener::default();
    tracing::subscriber::with_default(listener.clone(), || block_on(work()));
    listener.seen.lock().unwrap().drain(..).collect()
}

#[test]
fn a_call_is_a_span_with_what_it_used() {
    let seen = listen(async || {
        let console = |_: skerry::ConsoleLevel, _: &str| {};
        let mut runtime = engine().runtime().console(console).build().await.unwrap();
        runtime.eval::<()>("console.log('four')").await.unwrap();
        runtime.run_until_idle().await.unwrap();
    });
    let peaks: Vec<u64> = seen.iter().filter_map(|text| text.strip_prefix("peak_memory=")?.parse().ok()).collect();
    assert!(peaks.len() == 2 && peaks.iter().all(|peak| *peak > skerry::MIB), "{seen:?}");
    let seen: Vec<_> = seen.iter().filter(|text| !text.starts_with("peak_memory")).map(String::as_str).collect();
    let expected = [
        ["skerry.call", "kind=\"eval\"", "enter", "cpu_us=-", "wall_us=-", "output=5", "modules=1"],
        ["skerry.call", "kind=\"run_until_idle\"", "enter", "cpu_us=-", "wall_us=-", "output=0", "modules=0"],
    ];
    let mut once = seen;
    // A call that waits is entered several times.
    once.dedup();
    assert_eq!(once, expected.concat());
}

#[test]
fn a_call_that_fails_says_what_it_used_as_well() {
    let seen = listen(async || {
        let mut runtime = engine().runtime().build().await.unwrap();
        runtime.eval::<()>("throw 1").await.unwrap_err();
    });
    assert!(seen.contains(&"cpu_us=-".to_owned()), "{seen:?}");
}
