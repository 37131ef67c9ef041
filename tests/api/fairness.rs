//! Runtimes that compute without end leave others their turn.

use crate::support::engine;
use skerry::{Error, Limit, Limits};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// More than threads, so that each thread has several at a time.
const SPINNING: usize = 40;
const ANSWERS: u32 = 50;

/// Answers of a polite runtime while others spin, counted without a clock: each spinning
/// runtime goes on until all answers are there.
#[test]
fn runtimes_that_spin_on_two_threads_do_not_starve_one_that_answers() {
    let pool = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    pool.block_on(async {
        let spinning = Arc::new(AtomicUsize::new(0));
        let mut tasks = Vec::new();
        let mut stops = Vec::new();
        for number in 0..SPINNING {
            let code = [
                "for (;;);",
                "const a = new Array(1e5).fill(0); for (;;) a.indexOf(1)",
                "for (;;) [3, 1, 2].sort()",
                // One call of C that goes on for minutes: it puts accents in their order.
                "('a' + '\\u0301\\u0316'.repeat(2e5)).normalize()",
            ];
            let limits = Limits::unlimited().memory(64 << 20).wall(Duration::from_secs(60));
            let mut runtime = engine().runtime().limits(limits).build().await.unwrap();
            stops.push(runtime.interrupt_handle());
            let spinning = Arc::clone(&spinning);
            tasks.push(tokio::spawn(async move {
                spinning.fetch_add(1, Ordering::SeqCst);
                runtime.run(code[number % code.len()]).await
            }));
        }
        let polite = tokio::spawn(async move {
            let mut runtime = engine().runtime().build().await.unwrap();
            let mut sum = 0;
            while spinning.load(Ordering::SeqCst) < SPINNING {
                tokio::task::yield_now().await;
            }
            for number in 0..ANSWERS {
                sum += runtime.eval::<u32>(format!("{number} + 1")).await.unwrap();
                tokio::task::yield_now().await;
            }
            sum
        });
        assert_eq!(polite.await.unwrap(), ANSWERS * (ANSWERS + 1) / 2);
        stops.iter().for_each(skerry::InterruptHandle::interrupt);
        for task in tasks {
            let result = task.await.unwrap();
            let stopped = matches!(result, Err(Error::Interrupted(_) | Error::Limit { limit: Limit::Wall, .. }));
            assert!(stopped && !matches!(result, Err(Error::Limit { .. })), "{result:?}");
        }
    });
}
