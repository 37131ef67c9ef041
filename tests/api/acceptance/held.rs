//! Runtimes that hold something alive.

use skerry::{AsyncCaller, Engine, Function, HostError, HostModule, Runtime};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many kinds of things a runtime can hold.
pub const KINDS: usize = 5;

/// A runtime, and what Rust holds of it.
pub struct Held {
    pub runtime: Runtime,
    pub function: Option<Function>,
}

/// Counts the host calls that were begun and those whose futures were dropped.
#[derive(Clone, Default)]
pub struct Counts {
    begun: Arc<AtomicUsize>,
    dropped: Arc<AtomicUsize>,
}

impl Counts {
    /// The module `host:held` that counts here.
    pub fn module(&self) -> Arc<HostModule> {
        let counts = self.clone();
        let never = move |_: AsyncCaller, ()| {
            let pending = Pending::new(&counts);
            async move {
                let _pending = pending;
                std::future::pending::<Result<(), HostError>>().await
            }
        };
        let turn = |_: AsyncCaller, (value,): (u32,)| async move {
            tokio::task::yield_now().await;
            Ok::<_, HostError>(value)
        };
        let fail = |_: AsyncCaller, ()| async move { Err::<(), _>(HostError::type_error("no")) };
        let module = HostModule::new("host:held").async_function("never", never);
        Arc::new(module.async_function("turn", turn).async_function("fail", fail))
    }

    /// Host calls that were begun and are not dropped.
    pub fn pending(&self) -> usize {
        self.begun() - self.dropped.load(Ordering::SeqCst)
    }

    /// Host calls that were begun.
    pub fn begun(&self) -> usize {
        self.begun.load(Ordering::SeqCst)
    }
}

struct Pending(Counts);

impl Pending {
    fn new(counts: &Counts) -> Self {
        counts.begun.fetch_add(1, Ordering::SeqCst);
        Self(counts.clone())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.0.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

/// A runtime that holds the thing of a kind, and has its number as `me`.
pub async fn holding(engine: &Engine, module: &Arc<HostModule>, number: usize) -> Held {
    let mut runtime = engine.runtime().host_module(Arc::clone(module)).build().await.unwrap();
    runtime.eval::<()>(format!("var me = {number}; void 0")).await.unwrap();
    let code = match number % KINDS {
        0 => "void setTimeout(() => { me = -1 }, 60_000)",
        1 => "(async () => { const held = await import('host:held'); void held.never() })()",
        2 => {
            "var items = (async function* () { try { yield 1; yield 2 } finally { await new Promise(() => {}) } })();
             void (async () => { for await (const item of items) await new Promise(() => {}) })()"
        }
        3 => "var one = {}; one.two = { one, map: new Map([[one, () => one]]) }; void new WeakRef(one)",
        _ => "void 0",
    };
    runtime.eval::<()>(code).await.unwrap();
    let function = match number % KINDS {
        4 => Some(runtime.eval("() => me").await.unwrap()),
        _ => None,
    };
    Held { runtime, function }
}

/// Draws numbers; the same ones in each run (xorshift).
pub struct Draw(pub u64);

impl Draw {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }
}
