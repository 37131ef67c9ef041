use super::{Obstacle, freeze};
use crate::eval;
use crate::failure::Failure;
use crate::realm::Realm;
use crate::source::{Completion, Source, SourceKind};
use crate::system::{VirtualHost, with_host};

fn source(url: &str, kind: SourceKind, text: &str) -> Source {
    Source { url: url.to_owned(), kind, text: text.to_owned() }
}

/// The virtual host never makes a future wait.
fn now<F: Future>(future: F) -> F::Output {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => panic!("the virtual host waits"),
    }
}

fn frozen(text: &str) -> Result<Realm, Obstacle> {
    with_host(|host| *host = VirtualHost::default());
    let realm = Realm::new().unwrap();
    now(freeze(&realm, [source("app.js", SourceKind::Auto, text)].into_iter())).map(|()| realm)
}

fn pending(text: &str) -> Vec<String> {
    match frozen(text) {
        Err(Obstacle::Pending(lines)) => lines,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("nothing is pending"),
    }
}

fn shown(realm: &Realm, text: &str) -> String {
    let source = source("later.js", SourceKind::Script, text);
    String::from_utf8(now(eval::eval(realm, vec![source], Completion::Text)).unwrap()).unwrap()
}

#[test]
fn what_was_evaluated_is_there_and_clocks_work_again() {
    let realm = frozen("var words = ['a']; const say = () => words[0]").unwrap();
    assert_eq!(shown(&realm, "[say(), typeof Math.random(), performance.now() >= 0]"), "[ 'a', 'number', true ]");
}

#[test]
fn whatever_waits_is_named_with_its_place() {
    assert_eq!(pending("\n setTimeout(() => {}, 10)"), ["a timer (setTimeout at app.js:2:2)"]);
    assert_eq!(pending("setInterval(() => {}); setImmediate(() => {})").last().unwrap(), "an immediate");
    assert_eq!(pending("export {}; await new Promise(() => {})"), ["a promise that app.js awaits"]);
    let many = pending("for (let i = 0; i < 20; i++) setTimeout(() => {})");
    assert_eq!((many.len(), many.last().unwrap().as_str()), (9, "12 more"));
}

#[test]
fn timers_that_are_cleared_and_promises_that_jobs_settle_are_no_obstacle() {
    let text = "clearTimeout(setTimeout(() => {})); clearImmediate(setImmediate(() => {}));
        globalThis.got = await Promise.resolve(1).then((x) => x + 1); export {}";
    assert_eq!(shown(&frozen(text).unwrap(), "got"), "2");
}

#[test]
fn what_would_be_the_same_in_every_runtime_throws() {
    for name in ["Math.random()", "performance.now()", "performance.timeOrigin", "process.argv", "process.env"] {
        let realm = frozen(&format!("var said; try {{ {name} }} catch (error) {{ said = String(error) }}")).unwrap();
        let plain = name.trim_end_matches("()");
        assert_eq!(
            shown(&realm, "said"),
            format!("'TypeError: {plain} is not available while a snapshot is made'"),
            "{name}"
        );
    }
}

#[test]
fn what_a_source_throws_is_the_failure() {
    let thrown = frozen("throw new RangeError('no')");
    assert!(matches!(thrown, Err(Obstacle::Failed(Failure::Exception(_)))));
    assert!(matches!(frozen("process.exit(3)"), Err(Obstacle::Failed(Failure::Exited(3)))));
    let rejected = frozen("Promise.reject(1); 0");
    assert!(matches!(rejected, Err(Obstacle::Failed(Failure::UnhandledRejection(_)))));
}

#[test]
fn modules_are_imported_again_without_the_host() {
    with_host(|host| {
        *host = VirtualHost::default();
        host.modules.insert("lib.js".to_owned(), source("lib.js", SourceKind::Module, "export let n = 1; n++"));
    });
    let realm = Realm::new().unwrap();
    let app = "import { n } from './lib.js'; export const again = () => import('./lib.js'); globalThis.again = again";
    now(freeze(&realm, [source("app.js", SourceKind::Module, app)].into_iter())).unwrap();
    with_host(|host| host.modules.clear());
    assert_eq!(shown(&realm, "again().then((lib) => lib.n)"), "2");
    assert_eq!(shown(&realm, "import('lib.js').then((lib) => lib.n)"), "2");
    assert_eq!(shown(&realm, "import('app.js').then((app) => typeof app.again)"), "'function'");
    now(eval::import_entry(&realm, "app.js")).unwrap();
    assert!(now(eval::import_entry(&realm, "other.js")).is_err());
}
