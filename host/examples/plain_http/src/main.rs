//! Serves what `host build --world http` and `--world http-p2` make on plain wasmtime: nothing
//! here is of the library `skerry`.
//!
//! `cargo run --release -p example-plain-http -- app.wasm [ADDRESS]`

mod instance;
#[cfg(test)]
mod tests;

use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::header::HOST;
use hyper::http::uri::Scheme;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Uri};
use instance::Instances;
use tokio::net::TcpListener;
use wasmtime::component::{Component, Linker};
use wasmtime::{Config, Engine, OptLevel, Result};
use wasmtime_wasi_http::handler::{ProxyHandler, ProxyPre};
use wasmtime_wasi_http::{Error, io::TokioIo, p2, p3};

/// What handles requests for a component; each instance takes so many.
fn handler(component: &[u8], requests: usize) -> Result<ProxyHandler<Instances>> {
    let mut config = Config::new();
    config.wasm_component_model_async(true).cranelift_opt_level(OptLevel::None);
    let engine = Engine::new(&config)?;
    let component = Component::from_binary(&engine, component)?;
    let mut linker = Linker::new(&engine);
    p2::add_to_linker_async(&mut linker)?;
    p3::add_to_linker(&mut linker)?;
    wasmtime_wasi::p3::clocks::add_to_linker(&mut linker)?;
    wasmtime_wasi::p3::random::add_to_linker(&mut linker)?;
    wasmtime_wasi::p3::cli::add_to_linker(&mut linker)?;
    let instance = linker.instantiate_pre(&component)?;
    let pre = match p3::bindings::ServicePre::new(instance.clone()) {
        Ok(pre) => ProxyPre::P3(pre),
        Err(_) => ProxyPre::P2(p2::bindings::ProxyPre::new(instance)?),
    };
    Ok(ProxyHandler::new(Instances::new(pre, requests)))
}

/// Serves every connection, each on a task of its own.
async fn serve(listener: TcpListener, handler: ProxyHandler<Instances>) -> Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let handler = handler.clone();
        tokio::spawn(async move {
            let answer = service_fn(|request: Request<Incoming>| {
                handler.handle((), absolute(request).map(|body| body.map_err(Error::from).boxed_unsync()))
            });
            // A client that goes away ends its own connection alone.
            drop(http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await);
        });
    }
}

/// The request with the host that it names in its URL.
fn absolute<B>(mut request: Request<B>) -> Request<B> {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()?.parse().ok());
    if let (None, Some(host)) = (request.uri().authority(), host) {
        let mut parts = request.uri().clone().into_parts();
        (parts.scheme, parts.authority) = (Some(Scheme::HTTP), Some(host));
        *request.uri_mut() = Uri::from_parts(parts).unwrap_or_default();
    }
    request
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(component) = arguments.next() else { wasmtime::bail!("name a component") };
    let listener = TcpListener::bind(arguments.next().as_deref().unwrap_or("127.0.0.1:8080")).await?;
    println!("http://{}", listener.local_addr()?);
    serve(listener, handler(&std::fs::read(component)?, 1)?).await
}
