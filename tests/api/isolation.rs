//! Two runtimes of one engine share nothing.

use crate::support::{block_on, engine};
use skerry::Runtime;

async fn two() -> (Runtime, Runtime) {
    (engine().runtime().build().await.unwrap(), engine().runtime().build().await.unwrap())
}

#[test]
fn math_random_differs() {
    block_on(async {
        let (mut a, mut b) = two().await;
        let code = "Array.from({ length: 4 }, Math.random)";
        let (first, second): (Vec<f64>, Vec<f64>) = (a.eval(code).await.unwrap(), b.eval(code).await.unwrap());
        assert_ne!(first, second);
        assert!(first.iter().all(|draw| !second.contains(draw)), "{first:?} {second:?}");
    });
}

#[test]
fn math_random_is_never_the_frozen_images() {
    block_on(async {
        let mut seen = std::collections::HashSet::new();
        for _ in 0..50 {
            let mut runtime = engine().runtime().build().await.unwrap();
            let draw: f64 = runtime.eval("Math.random()").await.unwrap();
            assert!(seen.insert(draw.to_bits()), "{draw} came twice");
        }
    });
}

#[test]
fn the_time_origin_is_a_runtime_s_own() {
    block_on(async {
        let (mut a, mut b) = two().await;
        let code = "performance.timeOrigin";
        let (first, second): (f64, f64) = (a.eval(code).await.unwrap(), b.eval(code).await.unwrap());
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs_f64() * 1000.0;
        assert!(first < second, "{first} {second}");
        assert!((now - 60_000.0..=now).contains(&first), "{first} {now}");
    });
}

#[test]
fn globals_are_not_shared() {
    block_on(async {
        let (mut a, mut b) = two().await;
        a.run("globalThis.shared = 1; var declared = 2; let lexical = 3").await.unwrap();
        let seen: Vec<String> = b.eval("[typeof shared, typeof declared, typeof lexical]").await.unwrap();
        assert_eq!(seen, ["undefined"; 3]);
        assert_eq!(a.eval::<i32>("shared + declared + lexical").await.unwrap(), 6);
    });
}

#[test]
fn patched_prototypes_are_not_shared() {
    block_on(async {
        let (mut a, mut b) = two().await;
        a.run("Array.prototype.map = () => 'patched'; Object.prototype.leak = 1; console.log = 1").await.unwrap();
        let seen: Vec<String> =
            b.eval("[String([1].map((x) => x + 1)), typeof ({}).leak, typeof console.log]").await.unwrap();
        assert_eq!(seen, ["2", "undefined", "function"]);
    });
}

#[test]
fn a_runtime_in_a_slot_that_was_used_sees_nothing_of_the_one_before() {
    block_on(async {
        for round in 0..64 {
            let mut runtime = engine().runtime().build().await.unwrap();
            let secret: String = runtime.eval("typeof globalThis.secret").await.unwrap();
            assert_eq!(secret, "undefined", "round {round}");
            runtime.run("globalThis.secret = 'x'.repeat(1e6); Object.prototype.secret = 1").await.unwrap();
        }
    });
}

#[test]
fn timer_ids_start_at_1_in_every_runtime() {
    block_on(async {
        let (mut a, mut b) = two().await;
        for runtime in [&mut a, &mut b] {
            let ids: Vec<u32> = runtime.eval("[setTimeout(() => {}), setTimeout(() => {})]").await.unwrap();
            assert_eq!(ids, [1, 2]);
        }
    });
}

#[test]
fn timers_of_one_runtime_run_in_that_one_only() {
    block_on(async {
        let (mut a, mut b) = two().await;
        a.eval::<u32>("var ran = 0; setTimeout(() => ran++, 1)").await.unwrap();
        b.eval::<u32>("var ran = 0; setTimeout(() => ran += 10, 1)").await.unwrap();
        b.run_until_idle().await.unwrap();
        assert_eq!((a.eval::<i32>("ran").await.unwrap(), b.eval::<i32>("ran").await.unwrap()), (0, 10));
        a.run_until_idle().await.unwrap();
        assert_eq!((a.eval::<i32>("ran").await.unwrap(), b.eval::<i32>("ran").await.unwrap()), (1, 10));
    });
}

#[test]
fn runtimes_of_one_thread_take_turns_while_they_compute_and_wait() {
    block_on(async {
        let (mut a, mut b) = two().await;
        let busy = "const end = performance.now() + 30; while (performance.now() < end); 'busy'";
        let quick = "new Promise((resolve) => setTimeout(resolve, 1, performance.now()))";
        let (first, second) = tokio::join!(a.eval::<String>(busy), b.eval::<f64>(quick));
        assert_eq!(first.unwrap(), "busy");
        assert!(second.unwrap() < 1_000.0);
    });
}

#[test]
fn state_is_kept_from_call_to_call() {
    block_on(async {
        let (mut runtime, _) = two().await;
        runtime.run("var count = 0; function add(n) { return count += n }").await.unwrap();
        for expected in [2, 4, 6] {
            assert_eq!(runtime.eval::<i32>("add(2)").await.unwrap(), expected);
        }
    });
}
