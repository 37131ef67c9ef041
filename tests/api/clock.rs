//! What time it is, and which numbers are random, for each runtime by itself.

use crate::support::{block_on, engine};
use skerry::{Clock, Error, Random, Runtime};
use std::time::{Duration, SystemTime};

const SHOWN: &str = "[Date.now(), new Date().getTime(), performance.timeOrigin, performance.now()]";
/// 2001-09-09T01:46:40Z
const BILLION: f64 = 1_000_000_000_000.0;

fn billion() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)
}

async fn with(clock: Clock) -> Runtime {
    engine().runtime().clock(clock).build().await.unwrap()
}

async fn seeded(seed: u64) -> Vec<f64> {
    let mut runtime = engine().runtime().random(Random::Seeded(seed)).build().await.unwrap();
    runtime.eval("Array.from({ length: 5 }, Math.random)").await.unwrap()
}

#[test]
fn a_frozen_clock_stands_still() {
    block_on(async {
        let mut runtime = with(Clock::Frozen(billion())).await;
        for _ in 0..2 {
            assert_eq!(runtime.eval::<[f64; 4]>(SHOWN).await.unwrap(), [BILLION, BILLION, BILLION, 0.0]);
            runtime.run("setTimeout(() => {}, 2)").await.unwrap();
        }
        let text: String = runtime.eval("Date().slice(0, 33)").await.unwrap();
        assert_eq!(text, "Sun Sep 09 2001 01:46:40 GMT+0000");
    });
}

#[test]
fn a_frozen_clock_keeps_fractions_of_a_second() {
    block_on(async {
        let time = SystemTime::UNIX_EPOCH + Duration::from_micros(1_234_567);
        let shown = with(Clock::Frozen(time)).await.eval::<[f64; 4]>(SHOWN).await.unwrap();
        assert_eq!(shown, [1234.0, 1234.0, 1234.567, 0.0]);
    });
}

#[test]
fn timers_fire_in_their_order_while_the_clock_stands_still() {
    block_on(async {
        let mut runtime = with(Clock::Frozen(billion())).await;
        let code =
            "var order = ''; let beats = 0; setTimeout(() => order += 'b', 5); setTimeout(() => order += 'a', 1);
            const id = setInterval(() => { if (++beats === 3) { clearInterval(id); order += '3' } }, 4)";
        runtime.run(code).await.unwrap();
        assert_eq!(runtime.eval::<String>("order").await.unwrap(), "ab3");
    });
}

#[test]
fn what_the_console_times_follows_the_clock() {
    block_on(async {
        let (sender, receiver) = std::sync::mpsc::channel();
        let console = move |_: skerry::ConsoleLevel, text: &str| sender.send(text.to_owned()).unwrap();
        let builder = engine().runtime().clock(Clock::Frozen(billion())).console(console);
        let mut runtime = builder.build().await.unwrap();
        runtime.run("console.time('t'); setTimeout(() => console.timeEnd('t'), 2)").await.unwrap();
        assert_eq!(receiver.recv().unwrap(), "t: 0ms\n");
    });
}

#[test]
fn a_coarse_clock_shows_multiples_of_its_step() {
    block_on(async {
        let mut runtime = with(Clock::Coarse(Duration::from_millis(100))).await;
        for _ in 0..3 {
            for time in runtime.eval::<[f64; 4]>(SHOWN).await.unwrap() {
                assert!(time % 100.0 == 0.0, "{time}");
            }
            runtime.run("setTimeout(() => {}, 3)").await.unwrap();
        }
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs_f64() * 1000.0;
        let shown: f64 = runtime.eval("Date.now()").await.unwrap();
        assert!(shown >= now - 100.0 && shown <= now + 60_000.0, "{shown} at {now}");
    });
}

#[test]
fn a_coarse_clock_moves_on() {
    block_on(async {
        let mut runtime = with(Clock::Coarse(Duration::from_millis(2))).await;
        let code = "(async () => { const start = performance.now(); let turns = 0;
            while (performance.now() === start) { await new Promise((done) => setTimeout(done, 1)); turns++ }
            return [performance.now() - start, turns] })()";
        let [passed, turns] = runtime.eval::<[f64; 2]>(code).await.unwrap();
        assert!(passed >= 2.0 && passed % 2.0 == 0.0 && turns >= 1.0, "{passed} after {turns}");
    });
}

#[test]
fn runtimes_with_different_clocks_live_side_by_side() {
    block_on(async {
        let mut system = engine().runtime().build().await.unwrap();
        let mut early = with(Clock::Frozen(SystemTime::UNIX_EPOCH)).await;
        let mut late = with(Clock::Frozen(billion())).await;
        let code = "Date.now()";
        for _ in 0..2 {
            let times = tokio::join!(system.eval::<f64>(code), early.eval::<f64>(code), late.eval::<f64>(code));
            assert!(times.0.unwrap() > 1.5 * BILLION);
            assert_eq!((times.1.unwrap(), times.2.unwrap()), (0.0, BILLION));
        }
    });
}

#[test]
fn a_clock_that_cannot_be_shown_is_refused() {
    block_on(async {
        let before = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        for (clock, text) in [
            (Clock::Coarse(Duration::ZERO), "the step of a coarse clock is zero"),
            (Clock::Frozen(before), "the moment of a frozen clock is not between 1970 and 2554"),
        ] {
            let Err(Error::Setup(said)) = engine().runtime().clock(clock).build().await else { panic!("{clock:?}") };
            assert_eq!(said, text);
        }
    });
}

#[test]
fn a_seed_gives_the_same_numbers_in_every_run_and_on_each_machine() {
    block_on(async {
        // SplitMix64 seeds xoshiro256++; computed apart from this project.
        let expected =
            [0.8116121588818848, 0.7471047161582187, 0.10015090353378375, 0.7462168706168104, 0.18467857211916938];
        assert_eq!(seeded(1).await, expected);
        assert_eq!(seeded(1).await, expected);
    });
}

#[test]
fn seeds_give_different_numbers_and_so_does_the_system() {
    block_on(async {
        let first = seeded(0).await;
        assert_ne!(first, seeded(1).await);
        assert_ne!(first, seeded(u64::MAX).await);
        assert!(first.iter().all(|number| (0.0..1.0).contains(number)));
        let code = "Array.from({ length: 5 }, Math.random)";
        let one: Vec<f64> = engine().runtime().build().await.unwrap().eval(code).await.unwrap();
        let other: Vec<f64> = engine().runtime().build().await.unwrap().eval(code).await.unwrap();
        assert_ne!(one, other);
    });
}

#[test]
fn a_seed_says_the_same_beside_others() {
    block_on(async {
        let alone = seeded(7).await;
        let mut runtimes = Vec::new();
        for seed in [7, 8] {
            runtimes.push(engine().runtime().random(Random::Seeded(seed)).build().await.unwrap());
        }
        let (first, second) = runtimes.split_at_mut(1);
        let mut drawn = Vec::new();
        for _ in 0..5 {
            let both = tokio::join!(first[0].eval::<f64>("Math.random()"), second[0].eval::<f64>("Math.random()"));
            drawn.push(both.0.unwrap());
        }
        assert_eq!(drawn, alone);
    });
}
