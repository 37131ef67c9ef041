//! `--allow-net`, as a script that fetches meets it.

use crate::support::host;
use insta::assert_snapshot;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

/// A server that answers each connection with a line of JSON; its port.
fn server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut reader = BufReader::new(stream.unwrap());
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|count| count > 2) {
                line.clear();
            }
            let head = "HTTP/1.1 200 OK\r\ncontent-length: 13\r\nconnection: close\r\n\r\n";
            let _gone = reader.get_mut().write_all(format!("{head}{{\"it\":\"came\"}}").as_bytes());
        }
    });
    port
}

fn shown(grants: &str, url: &str) -> String {
    let code = format!("const {{ it }} = await (await fetch('{url}')).json(); console.log(it)");
    host("eval -m").arg(code).args(grants).shown()
}

#[test]
fn json_comes_from_a_host_that_is_granted() {
    let port = server();
    for grant in ["127.0.0.1", "127.0.0.0/8", &format!("127.0.0.1:{port}"), &format!("example.com,127.0.0.1:{port}")] {
        let shown = shown(&format!("--allow-net={grant}"), &format!("http://127.0.0.1:{port}/"));
        assert_eq!(shown, "exit: 0\n----- stdout\ncame\n", "{grant}");
    }
    let shown = shown("--allow-net=example.com --allow-net=localhost", &format!("http://localhost:{port}/"));
    assert_snapshot!(shown, @r"
    exit: 0
    ----- stdout
    came
    ");
}

#[test]
fn what_is_not_granted_is_refused_with_the_flag_that_grants_it() {
    assert_snapshot!(shown("", "http://example.com/x"), @r"
    exit: 1
    ----- stderr
    error: Uncaught TypeError: fetch: no network is granted, and http://example.com/x needs one
      1 | const { it } = await (await fetch('http://example.com/x')).json(); console.log(it)
        |                            ^
        at eval.js:1:28
    hint: grant it: --allow-net=example.com, or Capabilities::network in Rust
    ");
    assert_snapshot!(shown("--allow-net", "http://127.0.0.1:1/"), @r"
    exit: 1
    ----- stderr
    error: Uncaught TypeError: fetch: 127.0.0.1 is a loopback address, which is not granted
      1 | const { it } = await (await fetch('http://127.0.0.1:1/')).json(); console.log(it)
        |                            ^
        at eval.js:1:28
    hint: grant it: --allow-net=127.0.0.1, or Capabilities::network in Rust
    ");
    assert_snapshot!(shown("--allow-net=example.com:443", "http://example.com/"), @r"
    exit: 1
    ----- stderr
    error: Uncaught TypeError: fetch: example.com, port 80, is not granted
      1 | const { it } = await (await fetch('http://example.com/')).json(); console.log(it)
        |                            ^
        at eval.js:1:28
    hint: grant it: --allow-net=example.com, or Capabilities::network in Rust
    ");
}

#[test]
fn a_host_that_does_not_answer_is_an_error_with_its_cause() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let text = shown("--allow-net=127.0.0.1", &format!("http://127.0.0.1:{free}/")).replace(&free.to_string(), "PORT");
    assert_snapshot!(text, @r"
    exit: 1
    ----- stderr
    error: Uncaught TypeError: fetch: no connection to 127.0.0.1, port PORT
      1 | const { it } = await (await fetch('http://127.0.0.1:PORT/')).json(); console.log(it)
        |                            ^
        at eval.js:1:28
      caused by: Error: connecting to 127.0.0.1:PORT: Connection refused (os error 111)
    ");
}

#[test]
fn a_grant_that_is_none_is_a_wrong_argument() {
    assert_snapshot!(shown("--allow-net=http://example.com/", "http://example.com/"), @r"
    exit: 2
    ----- stderr
    error: --allow-net=http://example.com/: 'http://example.com/' is a URL: write its host, or HOST:PORT
    ");
    assert_snapshot!(shown("--allow-net=10.0.0.1/8", "http://example.com/"), @r"
    exit: 2
    ----- stderr
    error: --allow-net=10.0.0.1/8: '10.0.0.1/8' is no block of addresses: bits are set behind the first 8
    ");
    assert_snapshot!(shown("--allow-net=", "http://example.com/"), @r"
    exit: 2
    ----- stderr
    error: --allow-net=: the host is missing
    ");
}
