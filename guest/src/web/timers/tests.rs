use crate::realm::Realm;
use crate::source::{Completion, Source, SourceKind};
use crate::system::{VirtualHost, with_host};
use crate::{eval, failure::Failure};

/// Runs a script in a realm of its own; what the console printed.
fn printed(text: &str) -> Vec<String> {
    let realm = Realm::new().unwrap();
    with_host(|host| *host = VirtualHost::default());
    run(&realm, text).unwrap();
    with_host(|host| host.console.iter().map(|(_, text)| text.trim_end().to_owned()).collect())
}

fn run(realm: &Realm, text: &str) -> Result<i32, Failure> {
    let source = Source { url: "test.js".to_owned(), kind: SourceKind::Script, text: text.to_owned() };
    now(eval::eval(realm, vec![source], Completion::None))?;
    now(eval::run_until_idle(realm))
}

/// The virtual host never makes a future wait.
fn now<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => panic!("the virtual host waits"),
    }
}

#[test]
fn timers_fire_in_order_of_deadline_then_creation() {
    let script = "
        setTimeout(() => console.log('b'), 20);
        setTimeout(() => console.log('c'), 20);
        setTimeout(() => console.log('a'), 10);
        queueMicrotask(() => console.log('job'));
        console.log('now');";
    assert_eq!(printed(script), ["now", "job", "a", "b", "c"]);
}

#[test]
fn ids_start_at_one_in_each_realm() {
    let script = "console.log(setTimeout(() => {}), setInterval(() => {}, 9)); clearInterval(2)";
    assert_eq!(printed(script), ["1 2"]);
    assert_eq!(printed(script), ["1 2"]);
}

#[test]
fn arguments_reach_the_callback_and_this_is_the_global_object() {
    let script = "setTimeout(function (...args) { console.log(this === globalThis, ...args) }, 0, 1, 'x')";
    assert_eq!(printed(script), ["true 1 x"]);
}

#[test]
fn odd_delays_are_converted_as_web_idl_says() {
    let script = "
        for (const delay of [NaN, -5, 2 ** 31, 2 ** 32, Infinity, '0', undefined, null]) setTimeout(() => console.log(delay), delay);
        setTimeout(() => console.log('last'), 1);";
    let all = printed(script);
    assert_eq!(all.last().map(String::as_str), Some("last"));
    assert_eq!(all.len(), 9);
}

#[test]
fn an_interval_keeps_its_phase_and_ends_when_cleared_from_inside() {
    let script = "let n = 0; const id = setInterval(() => { console.log(performance.now()); if (++n === 3) clearInterval(id) }, 10)";
    assert_eq!(printed(script), ["10", "20", "30"]);
}

#[test]
fn a_timer_cleared_by_an_earlier_one_of_the_same_moment_does_not_fire() {
    let script = "setTimeout(() => clearTimeout(2), 5); setTimeout(() => console.log('no'), 5)";
    assert_eq!(printed(script), [""; 0]);
}

#[test]
fn a_timer_set_by_a_timer_waits_for_the_next_turn() {
    let script = "
        setTimeout(() => { console.log('first'); setTimeout(() => console.log('nested'), 0); }, 0);
        setTimeout(() => console.log('second'), 0);
        setImmediate(() => console.log('immediate'));";
    assert_eq!(printed(script), ["first", "second", "immediate", "nested"]);
}

#[test]
fn a_string_of_code_is_refused() {
    let script = "try { setTimeout('1') } catch (e) { console.log(e.name, e.message) }";
    assert_eq!(
        printed(script),
        ["TypeError setTimeout: the first argument is not a function; a string of code is not run, pass a function"]
    );
}

#[test]
fn an_exception_in_a_timer_ends_the_call() {
    let realm = Realm::new().unwrap();
    let failed = run(&realm, "setTimeout(() => { throw new RangeError('x') }, 1)");
    assert!(matches!(failed, Err(Failure::Exception(e)) if e.links[0].name == "RangeError"));
}

#[test]
fn a_promise_that_can_never_settle_is_stalled() {
    let realm = Realm::new().unwrap();
    assert!(matches!(run(&realm, "new Promise(() => {})"), Err(Failure::Stalled)));
}

#[test]
fn a_rejection_that_nobody_handles_ends_the_call() {
    let realm = Realm::new().unwrap();
    let failed = run(&realm, "Promise.reject(new Error('lost')); 1");
    assert!(matches!(failed, Err(Failure::UnhandledRejection(_))));
    assert!(run(&realm, "const p = Promise.reject(1); p.catch(() => {}); 1").is_ok());
}

#[test]
fn process_exit_stops_at_once_and_is_not_caught() {
    let realm = Realm::new().unwrap();
    let failed =
        run(&realm, "try { process.exit(7) } catch { console.log('caught') } finally { console.log('finally') }");
    assert!(matches!(failed, Err(Failure::Exited(7))));
    assert!(with_host(|host| host.console.is_empty()));
}

#[test]
fn timers_that_are_set_out_of_order_fire_in_order() {
    let script = "
        const delays = Array.from({ length: 300 }, (_, i) => (i * 7919) % 97);
        const seen = [];
        const ids = delays.map((delay, i) => setTimeout(() => seen.push([delay, i]), delay));
        for (let i = 0; i < ids.length; i += 3) clearTimeout(ids[i]);
        setTimeout(() => {
            const sorted = seen.every(([d, i], at) => at === 0 || seen[at - 1][0] < d || (seen[at - 1][0] === d && seen[at - 1][1] < i));
            console.log(seen.length, sorted, seen.some(([, i]) => i % 3 === 0));
        }, 100);";
    assert_eq!(printed(script), ["200 true false"]);
}

#[test]
fn timers_that_are_set_and_cleared_for_ever_keep_no_memory() {
    let script = "
        setTimeout(() => console.log('late'), 5);
        for (let i = 0; i < 100000; i++) clearTimeout(setTimeout(() => console.log('no'), i % 50));";
    assert_eq!(printed(script), ["late"]);
}
