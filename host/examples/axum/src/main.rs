//! A runtime for each request, behind axum: nothing that one visitor's script does
//! reaches another's.
//!
//! `cargo run --release --bin example-axum` asks itself some questions and ends.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use serde::{Deserialize, Serialize};
use skerry::{Engine, Error, Limits, MIB, Source};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const APP: &str = "
    let visits = 0; // starts at 0 for everybody
    export function fetch({ path }) {
        visits++;
        if (path === '/loop') for (;;);
        if (path === '/throw') throw new TypeError('on purpose');
        return { status: path === '/' ? 200 : 404, body: `visit ${visits} of ${path}` };
    }";

#[derive(Serialize)]
struct Request {
    path: String,
}

#[derive(Deserialize)]
struct Response {
    status: u16,
    body: String,
}

/// Answers one request in a runtime of its own, which is gone afterwards.
async fn handle(State(engine): State<Engine>, uri: Uri) -> (StatusCode, String) {
    match answer(&engine, Request { path: uri.path().to_owned() }).await {
        Ok(Response { status, body }) => (StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY), body),
        Err(Error::Limit { .. }) => (StatusCode::SERVICE_UNAVAILABLE, "it took too much".to_owned()),
        Err(Error::Setup(_)) => (StatusCode::SERVICE_UNAVAILABLE, "too many visitors".to_owned()),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
    }
}

async fn answer(engine: &Engine, request: Request) -> skerry::Result<Response> {
    let limits = Limits::default().memory(16 * MIB).cpu(Duration::from_millis(50));
    // A busy server makes visitors wait for a slot instead of turning them away.
    let mut runtime = engine.runtime().limits(limits).wait_for_slot(Duration::from_secs(1)).build().await?;
    let app = runtime.load(Source::module(APP).url("app.js")).await?;
    runtime.call(&app, "fetch", (request,)).await
}

/// What the server says to a request: its first line, and its last.
async fn ask(address: SocketAddr, path: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n").as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let mut lines = answer.lines();
    Ok(format!("{path}: {} | {}", lines.next().unwrap_or_default(), lines.next_back().unwrap_or_default()))
}

async fn serve_and_ask(engine: Engine) -> io::Result<Vec<String>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let app = Router::new().fallback(handle).with_state(engine);
    tokio::spawn(async move { axum::serve(listener, app).await });
    let (first, second, endless) = tokio::join!(ask(address, "/"), ask(address, "/"), ask(address, "/loop"));
    Ok(vec![first?, second?, endless?, ask(address, "/throw").await?])
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> skerry::Result<()> {
    let engine = Engine::builder().build()?;
    let answers = serve_and_ask(engine).await.map_err(|error| Error::Setup(error.to_string()))?;
    for answer in answers {
        println!("{answer}");
    }
    Ok(())
}

#[tokio::test]
async fn every_visitor_gets_a_world_of_their_own() -> skerry::Result<()> {
    let answers = serve_and_ask(Engine::builder().build()?).await.map_err(|error| Error::Setup(error.to_string()))?;
    let expected = [
        "/: HTTP/1.1 200 OK | visit 1 of /",
        "/: HTTP/1.1 200 OK | visit 1 of /",
        "/loop: HTTP/1.1 503 Service Unavailable | it took too much",
        "/throw: HTTP/1.1 500 Internal Server Error | TypeError: on purpose",
    ];
    assert_eq!(answers, expected);
    Ok(())
}
