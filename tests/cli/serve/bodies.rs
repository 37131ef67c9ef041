//! Bodies that flow.

use super::server::Served;
use std::io::Write;
use std::thread;

/// More than all buffers on the way hold together.
const LARGE: usize = 16 * 1024 * 1024;

fn large() -> Vec<u8> {
    (0..LARGE).map(|index| (index / 7 + index / 65_536) as u8).collect()
}

#[test]
fn a_large_body_comes_back_as_it_was_sent() {
    for (how, app) in [
        ("as it is", "export default { fetch: ({ body }) => new Response(body) }"),
        (
            "through the script",
            "export default { fetch: ({ body }) => new Response(body.pipeThrough(new TransformStream())) }",
        ),
        ("as a whole", "export default { fetch: async (request) => new Response(await request.bytes()) }"),
    ] {
        let served = Served::app(app, "");
        let answer = served.connect().post("/", &large());
        assert_eq!(answer.status, 200, "{how}");
        assert!(answer.body == large(), "{how}: {} bytes", answer.body.len());
        assert_eq!(served.stop(), "", "{how}");
    }
}

#[test]
fn chunks_go_both_ways_while_both_are_open() {
    let app = "export default { fetch: ({ body }) => new Response(body
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(new TransformStream({ transform: (text, controller) => controller.enqueue(text.toUpperCase()) }))
        .pipeThrough(new TextEncoderStream())) }";
    let served = Served::app(app, "");
    let mut connection = served.connect();
    connection.send("POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
    connection.send("5\r\nfirst\r\n");
    assert_eq!(connection.head().0, 200);
    assert_eq!(connection.chunk().unwrap(), b"FIRST");
    connection.send("6\r\nsecond\r\n");
    assert_eq!(connection.chunk().unwrap(), b"SECOND");
    connection.send("0\r\n\r\n");
    assert!(connection.chunk().is_none());
}

#[test]
fn a_script_waits_for_a_client_that_does_not_read() {
    // Counts what it made; the connection holds far less than the limit of memory.
    let app = "let made = 0;
        export default { fetch: () => new Response(new ReadableStream({
            pull(controller) {
                if (made === 512) { console.log('made all'); return controller.close() }
                made++;
                controller.enqueue(new Uint8Array(1 << 20));
            },
        }, { highWaterMark: 0 })) }";
    let served = Served::app(app, "--max-memory 64MiB");
    let answer = served.get("/");
    assert_eq!(answer.body.len(), 512 << 20);
    assert_eq!(served.line(), "made all");
}

#[test]
fn a_stream_that_fails_breaks_the_connection_off() {
    let app = "export default { fetch: () => new Response(new ReadableStream({
        start(controller) { controller.enqueue(new TextEncoder().encode('some')) },
        pull(controller) { controller.error(new Error('the source has failed')) },
    }, { highWaterMark: 0 })) }";
    let served = Served::app(app, "");
    let mut connection = served.connect();
    connection.send("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
    let text = String::from_utf8_lossy(&connection.rest()).into_owned();
    assert!(!text.ends_with("0\r\n\r\n"), "{text}");
    let report = served.stop();
    assert!(report.contains("the source has failed"), "{report}");
}

#[test]
fn a_client_that_goes_away_frees_the_runtime() {
    let app = "export default { fetch({ url }) {
        if (url.endsWith('/hello')) return new Response('hello');
        if (url.endsWith('/waits')) return new Promise((resolve) => setTimeout(resolve, 1e6));
        return new Response(new ReadableStream({
            pull(controller) { controller.enqueue(new Uint8Array(65536)) },
            cancel() { console.log('cancelled') },
        }));
    } }";
    // There is room for no other request as long as that one is worked on.
    let served = Served::app(app, "--max-in-flight 1");
    let mut endless = served.connect();
    endless.send("GET /endless HTTP/1.1\r\nhost: a\r\n\r\n");
    assert_eq!(endless.head().0, 200);
    endless.chunk().unwrap();
    drop(endless);
    assert_eq!(served.line(), "cancelled");
    assert_eq!(served.get("/hello").text(), "hello");
    let mut waits = served.connect();
    waits.send("GET /waits HTTP/1.1\r\nhost: a\r\n\r\n");
    drop(waits);
    assert_eq!(served.get("/hello").text(), "hello");
}

#[test]
fn a_body_that_is_too_long_is_refused_however_it_comes() {
    let app = "export default { fetch: async (request) => new Response(`${(await request.bytes()).length}`) }";
    let served = Served::app(app, "--max-body 1MiB");
    assert_eq!(served.connect().post("/", &vec![0; 1 << 20]).text(), "1048576");
    assert_eq!(served.connect().post("/", &vec![0; (1 << 20) + 1]).status, 413);
    let mut connection = served.connect();
    connection.send("POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
    let mut writer = connection.writer();
    let sending = thread::spawn(move || {
        let chunk = [b"10000\r\n".as_slice(), &[0; 65536], b"\r\n"].concat();
        (0..32).try_for_each(|_| writer.write_all(&chunk))
    });
    assert_eq!(connection.answer(true).status, 413);
    drop(connection);
    let _sent = sending.join().unwrap().is_ok();
}
