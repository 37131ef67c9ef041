//! Many runtimes whose guests wait for a loader at a time.

use crate::support::{block_on, cache_folder};
use skerry::loader::{LoadError, LoadFuture, Loader, ModuleFormat, ModuleRequest, ModuleSource};
use skerry::{AsyncCaller, Cache, Engine, HostError, HostModule};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Each needs a second stack: more than a pool with some to spare would have.
const COUNT: usize = 600;

/// `slow` comes when the gate is open.
#[derive(Default)]
struct Gate {
    is_open: AtomicBool,
    /// Loads that wait for the gate.
    waiting: AtomicUsize,
}

#[derive(Clone, Default)]
struct Slow(Arc<Gate>);

impl Loader for Slow {
    fn resolve(&self, request: &ModuleRequest<'_>) -> Result<Option<String>, LoadError> {
        Ok(Some(request.specifier.to_owned()))
    }

    fn load(&self, url: &str) -> LoadFuture<'_> {
        let (url, gate) = (url.to_owned(), Arc::clone(&self.0));
        Box::pin(async move {
            gate.waiting.fetch_add(1, Ordering::SeqCst);
            while !gate.is_open.load(Ordering::SeqCst) {
                tokio::task::yield_now().await;
            }
            let text = "export const two = 2";
            Ok(Some(ModuleSource { url, format: ModuleFormat::Module, text: text.to_owned() }))
        })
    }
}

/// Opens the gate when no more loads come to it.
async fn open(gate: &Gate) {
    let mut before = 0;
    loop {
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
        let waiting = gate.waiting.load(Ordering::SeqCst);
        if waiting == before && waiting > 0 {
            return gate.is_open.store(true, Ordering::SeqCst);
        }
        before = waiting;
    }
}

/// What it waits for ends while the guest waits for its loader.
const CODE: &str = "(async () => {
    const { later } = await import('host:later');
    const one = later();
    const { two } = await import('slow');
    return two + await one;
})()";

#[test]
fn runtimes_whose_host_functions_go_on_wait_for_slow_loaders_in_any_number() {
    let cache = Cache::at(cache_folder());
    let engine = Engine::builder().hot_slots(0).wide_slots(COUNT).cache(Some(cache)).build().unwrap();
    let loader = Slow::default();
    let later = Arc::new(HostModule::new("host:later").async_function("later", |_: AsyncCaller, ()| async {
        tokio::task::yield_now().await;
        Ok::<_, HostError>(1)
    }));
    block_on(async {
        let tasks = (0..COUNT).map(|_| {
            let (engine, loader, later) = (engine.clone(), loader.clone(), Arc::clone(&later));
            tokio::spawn(async move {
                let mut runtime = engine.runtime().loader(loader).host_module(later).build().await?;
                runtime.eval::<u32>(CODE).await
            })
        });
        let tasks: Vec<_> = tasks.collect();
        open(&loader.0).await;
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap(), 3);
        }
        assert_eq!(engine.stats().alive, 0);
        assert_eq!(engine.runtime().build().await.unwrap().eval::<u32>("1 + 1").await.unwrap(), 2);
    });
}
