//! Signals that end a request, wherever it is.

use super::answer;
use super::server::Server;
use std::sync::Mutex;
use std::sync::mpsc::channel;

/// Aborts at a point of an exchange; the server waits until the script is gone.
fn aborted(reached: &'static str, code: &str) -> String {
    let (told, ended) = channel();
    let told = Mutex::new(told);
    let server = Server::raw(move |peer| {
        peer.request();
        peer.send(reached);
        peer.wait_for_end();
        told.lock().unwrap().send(()).unwrap();
    });
    let text = answer(&server, code);
    ended.recv().unwrap();
    text
}

#[test]
fn a_request_is_ended_before_its_headers_come() {
    let code = "
        const controller = new AbortController();
        const reason = new RangeError('enough');
        const failing = fetch(url, { signal: controller.signal });
        setTimeout(() => controller.abort(reason), 20);
        return String(await failing.catch((error) => error === reason));";
    assert_eq!(aborted("", code), "true");
    assert_eq!(aborted("HTTP/1.1 200 OK\r\nx: y\r\n", code), "true");
}

#[test]
fn a_body_ends_with_the_signal_of_its_request() {
    let code = "
        const controller = new AbortController();
        const reason = new RangeError('enough');
        const response = await fetch(url, { signal: controller.signal });
        const reader = response.body.getReader();
        const first = await reader.read();
        const second = reader.read().catch((error) => error === reason);
        controller.abort(reason);
        return first.value.length + String(await second);";
    assert_eq!(aborted("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc", code), "3true");
    let code = "
        const controller = new AbortController();
        const response = await fetch(url, { signal: controller.signal });
        const text = response.text();
        controller.abort();
        return (await text.catch((error) => error.name));";
    assert_eq!(aborted("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc", code), "AbortError");
}

#[test]
fn the_stream_of_a_request_learns_why_it_was_ended() {
    let code = "
        const controller = new AbortController();
        let reason;
        const body = new ReadableStream({ cancel(why) { reason = why; } });
        const failing = fetch(url, { method: 'POST', body, duplex: 'half', signal: controller.signal });
        setTimeout(() => controller.abort('enough'), 20);
        return await failing.catch((error) => error) + ' ' + reason;";
    assert_eq!(aborted("", code), "enough enough");
}

#[test]
fn a_time_bounds_a_whole_request() {
    let code = "return (await fetch(url, { signal: AbortSignal.timeout(20) }).catch((error) => error.name))";
    assert_eq!(aborted("", code), "TimeoutError");
    let code = "
        const response = await fetch(url, { signal: AbortSignal.timeout(200) });
        return response.text().catch((error) => error.name)";
    assert_eq!(aborted("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc", code), "TimeoutError");
}

#[test]
fn a_signal_that_was_aborted_before_sends_nothing() {
    let server = Server::new(|_| super::server::ok(""));
    assert_eq!(
        answer(&server, "return fetch(url, { signal: AbortSignal.abort() }).catch((error) => error.name)"),
        "AbortError"
    );
    assert!(server.requests().is_empty());
}

#[test]
fn a_body_that_was_read_to_its_end_no_longer_heeds_the_signal() {
    let server = Server::new(|_| super::server::ok("whole"));
    let code = "
        const controller = new AbortController();
        const text = await (await fetch(url, { signal: controller.signal })).text();
        controller.abort();
        const again = await (await fetch(url, { signal: new AbortController().signal })).text();
        return text + again;";
    assert_eq!(answer(&server, code), "wholewhole");
}

#[test]
fn a_body_that_is_cancelled_or_lost_closes_its_connection() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc";
    assert_eq!(aborted(head, "await (await fetch(url)).body.cancel(); return 'cancelled'"), "cancelled");
    assert_eq!(aborted(head, "await fetch(url); return 'lost'"), "lost");
    assert_eq!(
        aborted(
            head,
            "const { signal } = globalThis.kept = new AbortController(); await fetch(url, { signal }); return 'lost'"
        ),
        "lost"
    );
}
