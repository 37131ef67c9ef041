//! Bodies that flow both ways.

use super::server::{Server, ok, response};
use super::{ERROR, answer, failure};
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Mutex};

/// Chunked, as servers do that do not know the length.
fn chunked(headers: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{headers}transfer-encoding: chunked\r\n\r\n")
}

fn chunk(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

#[test]
fn a_body_is_read_while_it_comes() {
    let (go, wait) = sync_channel::<()>(1);
    let wait = Mutex::new(wait);
    let server = Server::raw(move |peer| {
        peer.request();
        peer.send(chunked(""));
        peer.send(chunk(b"first"));
        // The rest comes once the script says that it has the first part.
        wait.lock().unwrap().recv().unwrap();
        peer.send(chunk(b"second"));
        peer.send(chunk(b""));
    });
    let told = Arc::new(Mutex::new(Some(go)));
    let ready = skerry::HostModule::new("host:test").function("ready", move |_: &_, ()| {
        let told = told.lock().unwrap().take();
        told.map(|go| go.send(())).transpose().map(drop)
    });
    let text: String = crate::support::block_on(async {
        let capabilities = skerry::Capabilities::none().network(super::loopback());
        let builder = crate::support::engine().runtime().capabilities(capabilities).host_module(ready);
        let code = format!(
            "(async () => {{
                const {{ ready }} = await import('host:test');
                const reader = (await fetch('{}')).body.getReader();
                const decode = (bytes) => new TextDecoder().decode(bytes);
                let text = decode((await reader.read()).value) + '|';
                ready();
                for (;;) {{
                    const {{ done, value }} = await reader.read();
                    if (done) return text;
                    text += decode(value);
                }}
            }})()",
            server.url("/")
        );
        builder.build().await.unwrap().eval(code).await.unwrap()
    });
    assert_eq!(text, "first|second");
}

#[test]
fn a_large_body_arrives_whole_in_both_directions() {
    let server = Server::new(|request| {
        let sum: u64 = request.body.iter().map(|byte| u64::from(*byte)).sum();
        ok(&format!("{} {sum} {}", request.body.len(), request.header("content-length").unwrap_or("chunked")))
    });
    let code = "
        const bytes = new Uint8Array(3_000_000).map((_, i) => i);
        const post = (body) => fetch(url, { method: 'POST', body, duplex: 'half' }).then((response) => response.text());
        return [await post(bytes), await post(new Blob([bytes]).stream()), await post(new Blob([bytes]))].join('|');";
    let sum: u64 = (0..3_000_000_u64).map(|i| i & 255).sum();
    assert_eq!(answer(&server, code), format!("3000000 {sum} 3000000|3000000 {sum} chunked|3000000 {sum} 3000000"));
    let server = Server::new(|_| response("200 OK", "", &"x".repeat(5_000_000)));
    assert_eq!(answer(&server, "return String((await (await fetch(url)).text()).length)"), "5000000");
}

#[test]
fn a_server_that_does_not_read_makes_the_script_wait() {
    let (done, wait) = channel::<()>();
    let wait = Mutex::new(wait);
    let server = Server::raw(move |peer| {
        peer.head();
        // Reads nothing more until the test says so.
        let _gone = wait.lock().unwrap().recv();
    });
    let code = "
        let pulled = 0;
        const body = new ReadableStream({ pull(controller) { pulled++; controller.enqueue(new Uint8Array(65536)); } });
        const controller = new AbortController();
        const failing = fetch(url, { method: 'POST', body, duplex: 'half', signal: controller.signal }).catch((error) => error.name);
        // Until nothing more is asked for.
        for (let before = -1; before !== pulled;) {
            before = pulled;
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        controller.abort();
        return await failing + (pulled < 400);";
    assert_eq!(answer(&server, code), "AbortErrortrue");
    drop(done);
}

#[test]
fn a_script_that_does_not_read_makes_the_server_wait() {
    let (told, sent) = channel();
    let told = Mutex::new(told);
    let server = Server::raw(move |peer| {
        peer.request();
        peer.send("HTTP/1.1 200 OK\r\n\r\n");
        let part = vec![b'x'; 65536];
        let mut count = 0_u32;
        while count < 4_000 && peer.send(&part) {
            count += 1;
        }
        told.lock().unwrap().send(count).unwrap();
    });
    // 250 MiB; the host has room for some hundred KiB, the system for some MiB.
    assert_eq!(
        answer(&server, "const { body } = await fetch(url); await body.getReader().read(); return 'over'"),
        "over"
    );
    assert!(sent.recv().unwrap() < 1_000);
}

#[test]
fn compressed_bodies_are_decompressed() {
    let server = Server::raw(|peer| {
        while let Some(request) = peer.request() {
            let coding = request.target.trim_start_matches('/').to_owned();
            // The script sends what the server is to answer with.
            peer.send(format!(
                "HTTP/1.1 200 OK\r\ncontent-encoding: {coding}\r\ncontent-length: {}\r\n\r\n",
                request.body.len()
            ));
            peer.send(&request.body);
        }
    });
    let code = "
        const compressed = (format) => new Response(new Blob(['hello '.repeat(100_000)]).stream().pipeThrough(new CompressionStream(format))).bytes();
        const seen = [];
        for (const [format, coding] of [['gzip', 'gzip'], ['gzip', 'X-GZIP'], ['deflate', 'deflate'], ['deflate-raw', 'deflate'], ['gzip', 'unknown']]) {
            const body = await compressed(format);
            const response = await fetch(url + coding, { method: 'POST', body });
            const bytes = await response.bytes();
            seen.push(coding === 'unknown' ? bytes.length === body.length : new TextDecoder().decode(bytes) === 'hello '.repeat(100_000));
        }
        const response = await fetch(url + 'gzip', { method: 'POST', body: (await compressed('gzip')).slice(0, -9) });
        seen.push(await response.text().catch((error) => error.name));
        seen.push((await (await fetch(url + 'gzip', { method: 'POST', body: new Uint8Array([1, 2, 3, 4]) })).text().catch((error) => error.name)));
        seen.push((await (await fetch(url + 'gzip', { method: 'POST', body: '' })).text()) === '');
        return seen.join();";
    assert_eq!(answer(&server, code), "true,true,true,true,true,TypeError,TypeError,true");
}

#[test]
fn a_bomb_is_decompressed_part_by_part() {
    let server = Server::raw(|peer| {
        while let Some(request) = peer.request() {
            peer.send(format!(
                "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
                request.body.len()
            ));
            peer.send(&request.body);
        }
    });
    // 400 MB of zeroes in a runtime of 128 MiB.
    let code = "
        const zeroes = new Uint8Array(1_000_000);
        let left = 400;
        const source = new ReadableStream({ pull(controller) { left-- > 0 ? controller.enqueue(zeroes) : controller.close(); } });
        const body = await new Response(source.pipeThrough(new CompressionStream('gzip'))).bytes();
        let length = 0, most = 0;
        for await (const chunk of (await fetch(url, { method: 'POST', body })).body) {
            length += chunk.length;
            most = Math.max(most, chunk.length);
        }
        return length + ' ' + (most <= 5_000_000);";
    assert_eq!(answer(&server, code), "400000000 true");
}

#[test]
fn the_stream_of_a_request_that_fails_is_an_error_of_the_request() {
    let server = Server::new(|_| ok(""));
    let code = format!(
        "const body = new ReadableStream({{ pull() {{ throw new RangeError('no more'); }} }});
         const failing = fetch(url, {{ method: 'POST', body, duplex: 'half' }}); {ERROR}"
    );
    assert!(answer(&server, &code).starts_with("TypeError fetch: the body of the request failed"));
    for chunk in ["'text'", "4"] {
        let code = format!(
            "const body = new ReadableStream({{ start(controller) {{ controller.enqueue({chunk}); controller.close(); }} }});
             const failing = fetch(url, {{ method: 'POST', body, duplex: 'half' }}); {ERROR}"
        );
        assert!(answer(&server, &code).starts_with("TypeError fetch: the body of the request failed"), "{chunk}");
    }
}

#[test]
fn bodies_that_nobody_reads_hold_up_no_later_request() {
    let server = Server::new(|_| ok("unread"));
    let code = "
        let last;
        for (let i = 0; i < 200; i++) last = await fetch(url);
        return last.text();";
    assert_eq!(answer(&server, code), "unread");
}

#[test]
fn a_body_that_is_cut_short_is_an_error_of_its_reader() {
    let server = Server::raw(|peer| {
        peer.request();
        peer.send("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc");
    });
    assert_eq!(
        failure(&server, ".then((response) => response.text())"),
        "TypeError fetch: the connection was closed before the end of the body"
    );
    let code = "
        const reader = (await fetch(url)).body.getReader();
        const first = new TextDecoder().decode((await reader.read()).value);
        return first + await reader.read().catch((error) => error.name + ' ' + error.code);";
    assert_eq!(answer(&server, code), "abcTypeError ECONNRESET");
}
