//! Requests and what is answered.

use super::server::{Connection, Served};
use insta::assert_snapshot;

const HELLO: &str = "export default { fetch: () => new Response('hello') }";

#[test]
fn a_default_export_and_a_listener_answer() {
    for app in [
        HELLO,
        "addEventListener('fetch', (event) => event.respondWith(new Response('hello')))",
        "addEventListener('fetch', (event) => event.respondWith(Promise.resolve(new Response('hello'))))",
        "export default new class { #text = 'hello'; async fetch() { return new Response(this.#text) } }",
    ] {
        let served = Served::app(app, "");
        let answer = served.get("/");
        assert_eq!((answer.status, answer.text().as_str()), (200, "hello"), "{app}");
        assert_eq!(answer.headers["content-type"], "text/plain;charset=UTF-8");
        assert_eq!(answer.headers["content-length"], "5");
        assert_eq!(served.stop(), "");
    }
}

#[test]
fn the_handler_sees_the_request() {
    let app = "export default {
        fetch({ method, url, headers }, env) {
            return Response.json([method, url, headers.get('x-name'), headers.get('host'), env.KEY, Object.keys(env)]);
        },
    }";
    let served = Served::app(app, "--allow-env KEY=secret");
    let mut connection = served.connect();
    connection.send("DELETE /a/../b%20c?d=e HTTP/1.1\r\nhost: app.example:81\r\nX-Name: caf\u{e9}\r\n\r\n");
    let text = connection.answer(true).text();
    let url = "http://app.example:81/b%20c?d=e";
    // A header is bytes to HTTP and to scripts.
    assert_eq!(text, format!(r#"["DELETE","{url}","cafÃ©","app.example:81","secret",["KEY"]]"#));
}

#[test]
fn status_reason_and_headers_are_the_handlers() {
    let app = "export default { fetch: () => new Response(null, {
        status: 299, statusText: 'As It Is', headers: [['set-cookie', 'a=1'], ['set-cookie', 'b=2'], ['connection', 'close'], ['x', '\\xe9']],
    }) }";
    let served = Served::app(app, "");
    let mut connection = served.connect();
    connection.send("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    let bytes = connection.rest();
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let (head, _) = text.split_once("date: ").unwrap();
    assert_eq!(head.split("\r\n").next(), Some("HTTP/1.1 299 As It Is"));
    assert!(text.contains("set-cookie: a=1\r\nset-cookie: b=2\r\nx: \u{e9}\r\n"), "{text}");
}

#[test]
fn a_request_sees_nothing_of_the_one_before() {
    let app = "let count = 0;
        export default { fetch: () => { globalThis.seen ??= 0; Array.prototype.x ??= 0; return Response.json([++count, ++seen, ++Array.prototype.x]) } }";
    let served = Served::app(app, "");
    let mut connection = served.connect();
    for _ in 0..20 {
        assert_eq!(connection.get("/").text(), "[1,1,1]");
    }
}

#[test]
fn a_runtime_handles_as_many_requests_as_reuse_says() {
    let served = Served::app("let n = 0; export default { fetch: () => new Response(`${++n}`) }", "--reuse 3");
    let mut connection = served.connect();
    let mut counts: Vec<String> = (0..30).map(|_| connection.get("/").text()).collect();
    // Others that stand ready take their turns between.
    counts.sort();
    assert_eq!(counts.first().unwrap(), "1");
    assert_eq!(counts.last().unwrap(), "3");
}

#[test]
fn a_head_request_gets_the_headers_alone() {
    let served = Served::app(HELLO, "");
    let mut connection = served.connect();
    connection.send("HEAD / HTTP/1.1\r\nhost: a\r\n\r\n");
    let answer = connection.answer(false);
    assert_eq!((answer.status, answer.headers["content-length"].as_str()), (200, "5"));
    assert_eq!(connection.get("/").text(), "hello");
}

#[test]
fn a_connection_carries_many_requests_also_ahead() {
    let served = Served::app("export default { fetch: ({ url }) => new Response(url) }", "");
    let mut connection = served.connect();
    connection.send("GET /1 HTTP/1.1\r\nhost: a\r\n\r\nGET /2 HTTP/1.1\r\nhost: a\r\n\r\n");
    assert_eq!(connection.answer(true).text(), "http://a/1");
    assert_eq!(connection.answer(true).text(), "http://a/2");
    assert_eq!(connection.get("/3").text(), "http://app.example/3");
}

#[test]
fn what_is_waited_for_goes_on_after_the_answer() {
    let app = "export default {
        fetch(request, env, ctx) {
            ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 5)).then(() => console.log('done')));
            setTimeout(() => console.log('never'), 1000);
            return new Response('first');
        },
    }";
    let served = Served::app(app, "");
    assert_eq!(served.get("/").text(), "first");
    assert_eq!(served.line(), "done");
    assert_eq!(served.stop(), "");
}

#[test]
fn an_exception_is_a_500_that_tells_nothing_and_a_report_that_tells_all() {
    let app = "export default {\n  fetch() {\n    throw new RangeError('the secret', { cause: new Error('deep') });\n  },\n};\n";
    let served = Served::app(app, "");
    let answer = served.get("/");
    assert_eq!((answer.status, answer.text().as_str()), (500, "Internal Server Error"));
    assert_snapshot!(served.stop(), @r"
    error: Uncaught RangeError: the secret
      1 | export default {
      2 |   fetch() {
      3 |     throw new RangeError('the secret', { cause: new Error('deep') });
        |                                                     ^
        at fetch (app.js:3:53)
      caused by: Error: deep
            at fetch (app.js:3:53)
    ");
}

#[test]
fn each_way_to_fail_is_a_500() {
    for (app, said) in [
        ("export default { fetch: async () => { throw 1 } }", "Uncaught 1"),
        ("export default { fetch: () => 'text' }", "TypeError: the handler has answered with what is not a Response"),
        (
            "export default { fetch: () => Response.error() }",
            "TypeError: the handler has answered with a network error",
        ),
        (
            "export default { async fetch() { const used = new Response('x'); await used.text(); return used } }",
            "read or is locked",
        ),
        ("export default { fetch: () => new Promise(() => {}) }", "can never settle"),
        ("addEventListener('fetch', () => {})", "no listener of 'fetch' has called respondWith"),
        ("addEventListener('fetch', () => { throw new Error('in a listener') })", "Error: in a listener"),
        (
            "addEventListener('fetch', (event) => { event.respondWith(new Response()); event.respondWith(new Response()) })",
            "InvalidStateError",
        ),
    ] {
        let served = Served::app(app, "");
        let answer = served.get("/");
        assert_eq!((answer.status, answer.text().as_str()), (500, "Internal Server Error"), "{app}");
        let report = served.stop();
        assert!(report.contains(said), "{app}\n{report}");
    }
}

#[test]
fn what_fails_after_the_answer_is_reported() {
    let app = "export default { fetch(request, env, ctx) { ctx.waitUntil(Promise.reject(new Error('too late'))); return new Response('fine') } }";
    let served = Served::app(app, "");
    assert_eq!(served.get("/").text(), "fine");
    let report = served.stop();
    assert!(report.contains("Uncaught Error: too late"), "{report}");
}

#[test]
fn a_request_without_a_host_is_a_bad_one() {
    let served = Served::app(HELLO, "");
    for head in ["GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nhost: a/b\r\n\r\n", "GET / HTTP/1.1\r\nhost: a@b\r\n\r\n"]
    {
        let mut connection = Connection::to(served.address);
        connection.send(head);
        assert_eq!(connection.answer(true).status, 400, "{head}");
    }
}

#[test]
fn top_level_code_sees_the_variables_that_are_granted() {
    let app = "const { MODE } = process.env; export default { fetch: (request, env) => new Response(MODE + env.MODE) }";
    assert_eq!(Served::app(app, "--allow-env MODE=production").get("/").text(), "productionproduction");
}

#[test]
fn bodies_that_nobody_reads_hold_up_nothing_where_runtimes_are_used_again() {
    let server = Served::app("export default { fetch: () => new Response('answered') }", "--reuse 100");
    let body = vec![b'x'; 300_000];
    for _ in 0..80 {
        assert_eq!(Connection::to(server.address).post("/", &body).text(), "answered");
    }
}
