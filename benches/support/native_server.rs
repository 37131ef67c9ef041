//! A native rquickjs runtime for each request, behind the same front as `host serve`.

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use rquickjs::{CatchResultExt as _, Context, Function, Runtime};
use std::convert::Infallible;
use tokio::net::TcpListener;

/// Asks this binary to be that server.
pub const ARGUMENT: &str = "--native-server";

/// Serves until it is killed.
pub fn serve() -> ! {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        eprintln!("listening on http://{}", listener.local_addr().unwrap());
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            tokio::spawn(async move {
                let service = service_fn(|request| async move { Ok::<_, Infallible>(answer(&request)) });
                let mut http = http1::Builder::new();
                let _ended =
                    http.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await.is_ok();
            });
        }
    })
}

fn answer(request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let url = format!("http://{}{}", request.headers()["host"].to_str().unwrap(), request.uri());
    let runtime = Runtime::new().unwrap();
    let context = Context::full(&runtime).unwrap();
    let body = context.with(|ctx| {
        let handler: Function = ctx.eval("({ fetch: (request) => 'hello' }).fetch").catch(&ctx).unwrap();
        handler.call::<_, String>((url,)).catch(&ctx).unwrap()
    });
    let mut answer = Response::new(Full::new(body.into()));
    answer.headers_mut().insert("content-type", "text/plain;charset=UTF-8".parse().unwrap());
    answer
}
