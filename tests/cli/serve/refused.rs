//! What is wrong before anything listens.

use crate::support::{folder, host};
use insta::assert_snapshot;

fn refused(app: &str, arguments: &str) -> String {
    host("serve app.js --addr 127.0.0.1:0").args(arguments).within(folder().file("app.js", app)).shown()
}

const HELLO: &str = "export default { fetch: () => new Response('hello') }";

#[test]
fn an_app_without_a_handler_is_refused() {
    assert_snapshot!(refused("export default 1", ""), @r"
    exit: 2
    ----- stderr
    error: app.js handles no requests: write export default { fetch(request) { return new Response('hello') } }, or addEventListener('fetch', (event) => event.respondWith(...))
    ");
    assert_snapshot!(refused("export default { fetch: 1 }", ""), @r"
    exit: 2
    ----- stderr
    error: app.js handles no requests: write export default { fetch(request) { return new Response('hello') } }, or addEventListener('fetch', (event) => event.respondWith(...))
    ");
}

#[test]
fn an_app_that_does_not_evaluate_is_refused_with_its_place() {
    assert_snapshot!(refused("export default {", ""), @r"
    exit: 1
    ----- stderr
    error: Uncaught SyntaxError: invalid property name
        at app.js:1:17
    ");
    assert_snapshot!(refused("throw new Error('at the start')", ""), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: at the start
        at app.js:1:11
    ");
    assert_snapshot!(refused("setTimeout(() => {}, 10)", ""), @r"
    exit: 2
    ----- stderr
    error: nothing may wait when a snapshot is taken, but there is a timer (setTimeout at file://[DIR]/app.js:1:1)
    ");
    assert_snapshot!(refused("export default { fetch() {}, seed: Math.random() }", ""), @r"
    exit: 1
    ----- stderr
    error: Uncaught TypeError: Math.random is not available while a snapshot is made
        at app.js:1:40
    ");
}

#[test]
fn wrong_arguments_are_refused() {
    assert_snapshot!(host("serve missing.js").shown(), @r"
    exit: 2
    ----- stderr
    error: cannot serve missing.js: no such file
    ");
    for arguments in
        ["--addr here", "--reuse 0", "--max-in-flight 0", "--max-headers 1KiB", "--max-body 5", "--metrics x"]
    {
        let mut command = host("serve app.js").args(arguments).within(folder().file("app.js", HELLO));
        assert_eq!(command.output().status.code(), Some(2), "{arguments}");
    }
    assert_snapshot!(refused(HELLO, "--usage"), @r"
    exit: 2
    ----- stderr
    error: --usage is for scripts that end; --metrics ADDR shows what requests use
    ");
}

#[test]
fn an_address_that_is_taken_is_refused() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = folder().file("app.js", HELLO);
    let shown = host("serve app.js --addr").arg(&address).within(folder).shown().replace(&address, "ADDRESS");
    assert_snapshot!(shown, @r"
    exit: 2
    ----- stderr
    error: cannot listen on ADDRESS: Address already in use (os error 98)
    ");
}
