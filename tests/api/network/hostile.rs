//! Servers that do what none should: the script gets an error, and the host holds little.

use super::server::{Server, ok};
use super::{ERROR, answer, answer_within, failure, loopback};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// What comes of a server that answers any request with these bytes and closes.
fn after(bytes: &'static [u8], then: &str) -> String {
    let server = Server::raw(move |peer| {
        peer.request();
        peer.send(bytes);
    });
    failure(&server, then)
}

const TEXT: &str = ".then((response) => response.text())";

#[test]
fn what_is_no_http_is_an_error() {
    for bytes in [
        &b"SSH-2.0-OpenSSH\r\n\r\n"[..],
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        b"HTTP/1.1 200 OK\r\na\0b: c\r\n\r\n",
        b"\0\0\0\0\0\0\0\0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
        b"HTTP/1.1 99 X\r\n\r\n",
    ] {
        let text = after(bytes, TEXT);
        assert!(
            text.starts_with("TypeError fetch: 127.0.0.1 answers with what is no HTTP"),
            "{:?}: {text}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn a_server_that_closes_early_is_an_error() {
    for bytes in [&b""[..], b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n"] {
        let text = after(bytes, TEXT);
        assert!(text.starts_with("TypeError fetch: "), "{text}");
    }
}

#[test]
fn lengths_that_lie_are_errors_or_are_cut() {
    assert!(after(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc", TEXT).contains("before the end of the body"));
    let server = Server::raw(|peer| {
        peer.request();
        peer.send("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil");
        peer.wait_for_end();
    });
    // What follows a response is no answer to the next request.
    let code = "return await (await fetch(url)).text() + await (await fetch(url)).text()";
    assert_eq!(answer(&server, code), "abcabc");
}

#[test]
fn chunks_that_are_none_are_errors() {
    for chunks in [&b"xyz\r\n"[..], b"ffffffffffffffffff\r\nabc", b"3\r\nabcd\r\n0\r\n\r\n", b"-1\r\n\r\n", b"3\r\nab"]
    {
        let head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        let bytes: &'static [u8] = [&head[..], chunks].concat().leak();
        let text = after(bytes, TEXT);
        assert!(text.starts_with("TypeError fetch: the "), "{:?}: {text}", String::from_utf8_lossy(chunks));
    }
}

#[test]
fn headers_without_an_end_are_an_error() {
    let server = Server::raw(|peer| {
        peer.request();
        peer.send("HTTP/1.1 200 OK\r\n");
        let mut number = 0_u64;
        while peer.send(format!("x-{number}: {}\r\n", "y".repeat(1_000))) {
            number += 1;
        }
    });
    assert!(failure(&server, "").starts_with("TypeError fetch: 127.0.0.1 answers with more headers than are allowed"));
    let server = Server::raw(|peer| {
        peer.request();
        peer.send("HTTP/1.1 200 OK\r\nx: ");
        while peer.send([b'y'; 4096]) {}
    });
    assert!(failure(&server, "").starts_with("TypeError fetch: 127.0.0.1 answers with more headers than are allowed"));
    let many: String = (0..300).map(|number| format!("x-{number}: y\r\n")).collect();
    let server = Server::new(move |_| super::server::response("200 OK", &many, ""));
    assert!(failure(&server, "").starts_with("TypeError fetch: 127.0.0.1 answers with more headers than are allowed"));
}

#[test]
fn interim_responses_without_an_end_are_an_error() {
    let server = Server::raw(|peer| {
        peer.request();
        while peer.send("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n".repeat(50)) {}
    });
    assert!(failure(&server, "").starts_with("TypeError fetch: 127.0.0.1 does not come to an answer"));
    let server = Server::raw(|peer| {
        peer.request();
        peer.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    });
    assert_eq!(answer(&server, "return (await fetch(url)).text()"), "ok");
}

#[test]
fn a_server_that_changes_the_protocol_is_an_error() {
    assert!(
        after(b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\nxyz", TEXT)
            .starts_with("TypeError fetch: ")
    );
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let silent = || {
        Server::raw(|peer| {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nx");
            peer.wait_for_end();
        })
    };
    let network = loopback().response_timeout(Duration::from_millis(30));
    let text = answer_within(network, &silent(), &format!("const failing = fetch(url); {ERROR}")).unwrap();
    assert_eq!(text, "TypeError fetch: no answer from 127.0.0.1 ETIMEDOUT");
    let network = loopback().connect_timeout(Duration::from_millis(30));
    let code = format!("const failing = fetch(url.replace('http:', 'https:')); {ERROR}");
    let deaf = Server::raw(|peer| peer.wait_for_end());
    let text = answer_within(network, &deaf, &code).unwrap();
    assert!(text.ends_with(" ETIMEDOUT"), "{text}");
}

#[test]
fn a_body_without_an_end_stays_with_the_server() {
    let server = Server::raw(|peer| {
        peer.request();
        peer.send("HTTP/1.1 200 OK\r\n\r\n");
        while peer.send([b'x'; 65536]) {}
    });
    // Reads what it wants and goes.
    let code = "
        let length = 0;
        for await (const chunk of (await fetch(url)).body) {
            length += chunk.length;
            if (length > 1_000_000) break;
        }
        return String(length < 2_000_000);";
    assert_eq!(answer(&server, code), "true");
    // Reads all of it, and has no memory for that.
    let code = "return fetch(url).then((response) => response.arrayBuffer()).then(() => 'read', (error) => 'error')";
    match answer_within(loopback(), &server, code) {
        Ok(text) => assert_eq!(text, "error"),
        Err(error) => assert!(matches!(error, skerry::Error::Limit { .. }), "{error:?}"),
    }
}

#[test]
fn connections_to_any_number_of_hosts_are_bounded() {
    let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (now, top) = (Arc::clone(&open), Arc::clone(&most));
    let server = Server::raw(move |peer| {
        top.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        while peer.request().is_some() {
            peer.send(super::server::ok("x"));
        }
        now.fetch_sub(1, Ordering::SeqCst);
    });
    let network = loopback().allow("*.example").unwrap().resolver(|_| Ok(vec!["127.0.0.1".parse().unwrap()]));
    let code = "
        const get = async (i) => (await fetch(url.replace('127.0.0.1', i + '.example'))).text();
        let text = '';
        for (let i = 0; i < 150; i++) text += await get(i);
        // More at a time than there may be connections.
        for (let i = 0; i < 300; i += 100) text += (await Promise.all(Array.from({ length: 100 }, (_, j) => get(1000 + i + j)))).join('');
        return String(text.length);";
    assert_eq!(answer_within(network, &server, code).unwrap(), "450");
    // Some are counted here that have ended there.
    assert!(most.load(Ordering::SeqCst) <= 140, "{most:?}");
}

#[test]
fn more_requests_at_a_time_than_the_host_may_hold_are_errors() {
    use crate::support::{block_on, engine};
    use skerry::{Capabilities, Limits, MIB};
    let server = Server::raw(|peer| peer.wait_for_end());
    let text: String = block_on(async {
        let builder = engine().runtime().limits(Limits::default().host_bytes(MIB));
        let mut runtime = builder.capabilities(Capabilities::none().network(loopback())).build().await.unwrap();
        let code = format!(
            "(async () => {{
                const all = Array.from({{ length: 20 }}, () => fetch('{}', {{ signal: AbortSignal.timeout(100) }}).then(() => 'ok', (error) => error.name));
                const names = await Promise.all(all);
                return [...new Set(names)].sort() + ' ' + (names.filter((name) => name === 'TypeError').length >= 16);
            }})()",
            server.url("/")
        );
        runtime.eval(code).await.unwrap()
    });
    assert_eq!(text, "TimeoutError,TypeError true");
}

#[test]
fn a_body_behind_an_answer_that_has_none_is_not_the_next_answer() {
    let server = Server::raw(|peer| {
        // The body comes when the next request does: a pool sees nothing of it before.
        let mut late = String::new();
        while let Some(request) = peer.request() {
            if request.target == "/204" {
                peer.send("HTTP/1.1 204 No Content\r\ncontent-length: 11\r\n\r\n");
                late = "hello-world".to_owned();
            } else {
                peer.send(format!("{late}{}", ok("text")));
            }
        }
    });
    let code = "
        const { status } = await fetch(url + 204);
        return status + (await (await fetch(url + 'next')).text());";
    assert_eq!(answer(&server, code), "204text");
    let connections: Vec<_> = server.requests().iter().map(|request| request.connection).collect();
    assert_eq!(connections, [0, 1]);
}
