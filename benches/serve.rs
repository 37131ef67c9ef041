//! `host serve`, a fresh runtime for each request, beside Node's `http`, where all requests
//! share one heap, and beside a native rquickjs runtime for each request behind the same
//! hyper front. All answer hello to `wrk` on loopback, in turns.

#[path = "support/alternate.rs"]
mod alternate;
#[path = "support/native_server.rs"]
mod native_server;
#[path = "support/results.rs"]
mod results;
#[path = "support/server_process.rs"]
mod server_process;

use alternate::alternate;
use results::{Aim, Finding, note};
use server_process::ServerProcess;
use skerry::{Engine, FetchRequest, Source};
use std::process::Command;

const ROUNDS: usize = 3;
const APP: &str = "export default { fetch: () => new Response('hello') }";

fn main() {
    if std::env::args().any(|argument| argument == native_server::ARGUMENT) {
        native_server::serve();
    }
    beside_one_plus_one();
    if Command::new("wrk").arg("--version").output().is_err() {
        println!("wrk is not there: apt-get install wrk");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let app = folder.path().join("app.js");
    std::fs::write(&app, APP).unwrap();

    let mut host = Command::new(env!("CARGO_BIN_EXE_host"));
    host.args(["serve", "--addr", "127.0.0.1:0"]).arg(&app);
    let mut reused = Command::new(env!("CARGO_BIN_EXE_host"));
    reused.args(["serve", "--addr", "127.0.0.1:0", "--reuse", "1000"]).arg(&app);
    let mut native = Command::new(std::env::current_exe().unwrap());
    native.arg(native_server::ARGUMENT);
    let mut node = Command::new("node");
    node.args(["-e", NODE]);

    let mut servers: Vec<(&str, ServerProcess)> =
        [("node http", node), ("host serve", host), ("host serve --reuse 1000", reused), ("native rquickjs", native)]
            .into_iter()
            .filter_map(|(name, command)| Some((name, ServerProcess::start(command)?)))
            .collect();
    for _ in 0..ROUNDS {
        for (_, server) in &mut servers {
            server.load();
        }
    }
    let node = servers.first().map_or(f64::NAN, |(_, server)| server.median().requests);
    for (name, server) in &servers {
        let load = server.median();
        let aim = if *name == "host serve" { Aim::Ratio(0.35) } else { Aim::Nothing };
        let (group, against) = ("HTTP", Some(("node http", node)));
        note(&Finding { group, name: (*name).to_owned(), ours: load.requests, unit: "requests/s", against, aim });
        println!(
            "{name:24} {:8.0} requests/s, {:.2} x node; 50 % in {}, 99 % in {}; {:.1} us of cpu a request; {} MiB resident",
            load.requests,
            load.requests / node,
            load.half,
            load.most,
            load.cpu,
            server.resident()
        );
    }
}

/// What a request costs a fresh runtime, without a socket, beside `1+1`.
fn beside_one_plus_one() {
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let engine = Engine::builder().build().unwrap();
    let snapshot = tokio.block_on(engine.snapshot([Source::module(APP)]).build()).unwrap();
    let build = || async { engine.runtime().snapshot(&snapshot).build().await.unwrap() };
    let nothing = || tokio.block_on(async { drop(build().await) });
    let two = || assert_eq!(tokio.block_on(async { build().await.eval::<i32>("1+1").await.unwrap() }), 2);
    let fetch = |request: fn() -> FetchRequest| {
        tokio.block_on(async {
            let answer = |response: skerry::FetchResponse| assert_eq!(response.status, 200);
            build().await.fetch(request(), answer).await.unwrap();
        });
    };
    let bare = || fetch(|| FetchRequest::new("GET", "http://127.0.0.1:8080/"));
    let usual = || fetch(usual);
    let [nothing, two, bare, usual] = alternate(200, 10, [&nothing, &two, &bare, &usual]);
    println!(
        "fresh runtime: nothing {nothing:.1?}, 1+1 {two:.1?}, a request {bare:.1?}, one with a browser's headers {usual:.1?}"
    );
}

/// As a browser asks.
fn usual() -> FetchRequest {
    let headers = [
        ("host", "127.0.0.1:8080"),
        ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ("accept-language", "en-US,en;q=0.5"),
        ("accept-encoding", "gzip, deflate, br, zstd"),
        ("connection", "keep-alive"),
        ("cookie", "session=0123456789abcdef0123456789abcdef; theme=dark"),
        ("sec-fetch-mode", "navigate"),
    ];
    let request = FetchRequest::new("GET", "http://127.0.0.1:8080/some/path?a=query");
    headers.into_iter().fold(request, |request, (name, value)| request.with_header(name, value))
}

/// Says where it listens, as `host serve` does.
const NODE: &str = "
    const server = require('node:http').createServer((request, response) => {
        response.setHeader('content-type', 'text/plain;charset=UTF-8');
        response.end('hello');
    });
    server.listen(0, '127.0.0.1', () => console.error('listening on http://127.0.0.1:' + server.address().port));
";
