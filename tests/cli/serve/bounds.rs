//! What a request may use, and how many there may be.

use super::server::{Connection, Served};
use std::thread;
use std::time::{Duration, Instant};

/// After it a count that has not come will not come: what is asked for is wrong, not late.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn a_handler_that_takes_too_long_is_stopped() {
    let app =
        "export default { fetch({ url }) { if (url.endsWith('/hello')) return new Response('hello'); for (;;); } }";
    let served = Served::app(app, "--timeout 100ms");
    let answer = served.get("/");
    assert_eq!((answer.status, answer.text().as_str()), (504, "Gateway Timeout: wall time limit exceeded"));
    assert_eq!(served.get("/hello").text(), "hello");
    assert!(served.stop().contains("limit exceeded: 100ms allowed"));
}

#[test]
fn a_handler_that_waits_too_long_is_stopped() {
    let app = "export default { fetch: () => new Promise((resolve) => setTimeout(resolve, 1e6)) }";
    assert_eq!(Served::app(app, "--timeout 50ms").get("/").status, 504);
}

#[test]
fn one_that_computes_too_long_is_stopped() {
    let app = "export default { fetch() { for (;;); } }";
    let served = Served::app(app, "--max-cpu 50ms");
    assert_eq!(served.get("/").status, 503);
}

#[test]
fn a_memory_bomb_is_a_503_while_others_are_answered() {
    let app = "export default { fetch({ url }) {
        if (url.endsWith('/hello')) return new Response('hello');
        for (const all = [];;) all.push(new Uint8Array(1 << 20).fill(1));
    } }";
    let served = Served::app(app, "--max-memory 32MiB");
    let address = served.address;
    thread::scope(|scope| {
        let bombs = [(); 4].map(|()| scope.spawn(move || Connection::to(address).get("/bomb").status));
        let mut connection = served.connect();
        for _ in 0..50 {
            assert_eq!(connection.get("/hello").text(), "hello");
        }
        for bomb in bombs {
            assert_eq!(bomb.join().unwrap(), 503);
        }
    });
}

#[test]
fn one_request_too_many_is_a_503() {
    let app = "export default { fetch: async (request) => { console.log('begun'); return new Response(await request.text()) } }";
    let served = Served::app(app, "--max-in-flight 1 --max-queue 0");
    let mut first = served.connect();
    first.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\n");
    assert_eq!(served.line(), "begun");
    let second = served.get("/");
    assert_eq!((second.status, second.text().as_str()), (503, "Service Unavailable: too many requests"));
    assert_eq!(second.headers["retry-after"], "1");
    first.send("text");
    assert_eq!(first.answer(true).text(), "text");
}

#[test]
fn one_that_waits_gets_its_turn() {
    let app = "export default { fetch: async (request) => { console.log('begun'); return new Response(await request.text()) } }";
    let served = Served::app(app, "--max-in-flight 1 --max-queue 1 --metrics 127.0.0.1:0");
    let mut first = served.connect();
    first.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\n");
    assert_eq!(served.line(), "begun");
    let mut second = served.connect();
    second.send("GET /second HTTP/1.1\r\nhost: a\r\n\r\n");
    metrics(&served, &["skerry_requests_waiting 1"]);
    first.send("text");
    assert_eq!(first.answer(true).text(), "text");
    assert_eq!(second.answer(true).status, 200);
}

#[test]
fn headers_that_are_too_long_are_refused() {
    let served = Served::app("export default { fetch: () => new Response() }", "--max-headers 8KiB");
    let mut connection = served.connect();
    connection.send(format!("GET / HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "y".repeat(10_000)));
    assert_eq!(connection.answer(true).status, 431);
}

#[test]
fn metrics_count_what_happens() {
    let app =
        "export default { fetch({ url }) { if (url.endsWith('/throws')) throw 1; return new Response('hello') } }";
    let served = Served::app(app, "--metrics 127.0.0.1:0");
    let mut connection = served.connect();
    for _ in 0..3 {
        connection.get("/");
    }
    connection.get("/throws");
    let text = metrics(
        &served,
        &[
            "skerry_requests_total{status=\"2xx\"} 3",
            "skerry_requests_total{status=\"5xx\"} 1",
            "skerry_request_seconds_count 4",
            "skerry_exceptions_total 1",
            "skerry_requests_in_flight 0",
        ],
    );
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (_, value) = line.rsplit_once(' ').unwrap();
        assert!(value.parse::<f64>().is_ok(), "{line}");
    }
}

/// The metrics, once they have all these lines: a client may see its answer before the
/// server counts it.
fn metrics(served: &Served, lines: &[&str]) -> String {
    let begun = Instant::now();
    loop {
        let text = super::server::Connection::to(served.metrics.unwrap()).get("/metrics").text();
        let missing = lines.iter().find(|line| !text.lines().any(|found| found == **line));
        let Some(line) = missing else { return text };
        assert!(begun.elapsed() < PATIENCE, "{line}\n{text}");
    }
}
