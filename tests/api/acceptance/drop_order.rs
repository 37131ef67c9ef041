//! A thousand runtimes at a time, dropped in every order.

use super::held::{Counts, Draw, Held, KINDS, holding};
use crate::support::{block_on, engine};
use std::sync::atomic::{AtomicBool, Ordering};

const COUNT: usize = 1_000;

async fn thousand(counts: &Counts) -> Vec<Held> {
    let module = counts.module();
    let mut all = Vec::new();
    for number in 0..COUNT {
        all.push(holding(engine(), &module, number).await);
    }
    assert_eq!(counts.pending(), COUNT / KINDS);
    all
}

async fn works_and_nothing_is_left(counts: &Counts) {
    assert_eq!((counts.begun(), counts.pending()), (COUNT / KINDS, 0));
    let mut next = holding(engine(), &counts.module(), 4).await;
    assert_eq!(next.runtime.call_function::<i32>(&next.function.unwrap(), ()).await.unwrap(), 4);
}

/// The number that a runtime was made with.
async fn number(held: &mut Held) -> usize {
    held.runtime.eval("me").await.unwrap()
}

#[test]
fn a_thousand_runtimes_are_dropped_front_to_back() {
    block_on(async {
        let counts = Counts::default();
        for held in thousand(&counts).await {
            drop(held);
        }
        works_and_nothing_is_left(&counts).await;
    });
}

#[test]
fn a_thousand_runtimes_are_dropped_back_to_front() {
    block_on(async {
        let counts = Counts::default();
        let mut all = thousand(&counts).await;
        while let Some(held) = all.pop() {
            drop(held);
            let left = all.len();
            if let Some(last) = all.last_mut().filter(|_| left % 10 == 0) {
                assert_eq!(number(last).await, left - 1);
            }
        }
        works_and_nothing_is_left(&counts).await;
    });
}

#[test]
fn a_thousand_runtimes_are_dropped_in_random_order_and_the_others_go_on() {
    block_on(async {
        let counts = Counts::default();
        let mut all: Vec<_> = thousand(&counts).await.into_iter().enumerate().collect();
        let mut draw = Draw(42);
        while !all.is_empty() {
            drop(all.swap_remove(draw.below(all.len())));
            if !all.is_empty() && all.len() % 10 == 0 {
                let other = draw.below(all.len());
                let (expected, held) = &mut all[other];
                assert_eq!(number(held).await, *expected);
            }
        }
        works_and_nothing_is_left(&counts).await;
    });
}

#[test]
fn functions_outlive_the_thousand_runtimes_they_came_from() {
    block_on(async {
        let counts = Counts::default();
        let functions: Vec<_> = thousand(&counts).await.into_iter().filter_map(|held| held.function).collect();
        assert_eq!(functions.len(), COUNT / KINDS);
        let mut next = engine().runtime().build().await.unwrap();
        for function in &functions {
            assert!(next.call_function::<i32>(function, ()).await.is_err());
        }
        drop(functions);
        assert_eq!(next.collect().await.unwrap().handles, 0);
    });
}

#[test]
fn a_thousand_runtimes_are_dropped_while_others_run() {
    let counts = Counts::default();
    let mut all = block_on(thousand(&counts));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let runner = scope.spawn(|| {
            block_on(async {
                let mut others = Vec::new();
                for number in 0..4 {
                    others.push(holding(engine(), &Counts::default().module(), number).await.runtime);
                }
                let mut rounds = 0_usize;
                while !done.load(Ordering::SeqCst) || rounds == 0 {
                    rounds += 1;
                    for other in &mut others {
                        let turn = "globalThis.turns = (globalThis.turns ?? 0) + 1;
                            new Promise((done) => setTimeout(() => done(turns), 0))";
                        assert_eq!(other.eval::<usize>(turn).await.unwrap(), rounds);
                    }
                }
            });
        });
        let mut draw = Draw(7);
        while !all.is_empty() {
            drop(all.swap_remove(draw.below(all.len())));
        }
        done.store(true, Ordering::SeqCst);
        runner.join().unwrap();
    });
    block_on(works_and_nothing_is_left(&counts));
}
