//! Connections: accepted up to a number, served over HTTP/1.1, drained at the end.

use super::ServeArgs;
use super::exchange::exchange;
use super::server::Server;
use crate::report;
use crate::signals::Signals;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

/// Time for the headers of a request, and for the next request of a connection.
const HEADERS: Duration = Duration::from_secs(30);
/// Headers of a request; browsers send twenty.
const MOST_HEADERS: usize = 128;
/// Before it is tried again where the process has no room for a connection.
pub const REST: Duration = Duration::from_millis(20);

/// A wait at the end that is not worth a word.
const SHORTLY: Duration = Duration::from_millis(200);

/// Who lets connections in.
pub struct Doors {
    room: Arc<Semaphore>,
    most: u32,
    http: http1::Builder,
}

impl Doors {
    pub fn new(args: &ServeArgs) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(HEADERS)
            .max_headers(MOST_HEADERS)
            .max_buf_size(usize::try_from(args.max_headers).unwrap_or(usize::MAX));
        let room = Arc::new(Semaphore::new(args.max_connections as usize));
        Self { room, most: args.max_connections, http }
    }

    /// Lets connections in until ctrl-c, then waits for what is under way.
    pub async fn open(self, listener: TcpListener, server: &Arc<Server>, signals: &mut Signals) {
        let (drain, draining) = watch::channel(false);
        tokio::select! {
            () = self.accept(&listener, server, &draining) => {}
            () = signals.next() => {}
        }
        drop(listener);
        drop(draining);
        // Connections are dropped with their room.
        let _heard = drain.send(true).is_ok();
        tokio::select! {
            () = self.rest(server) => {}
            () = signals.next() => std::process::exit(130),
        }
    }

    /// Waits until all is done, and says so where that takes a while.
    async fn rest(&self, server: &Server) {
        let mut done = pin!(async {
            // Nobody closes it.
            let _all = self.room.acquire_many(self.most).await.is_ok();
            server.rest().await;
        });
        if timeout(SHORTLY, done.as_mut()).await.is_ok() {
            return;
        }
        let (under_way, _) = server.load();
        report::note(&format!("waiting for requests, {under_way} under way; ctrl-c again stops them"));
        done.await;
    }

    async fn accept(&self, listener: &TcpListener, server: &Arc<Server>, draining: &watch::Receiver<bool>) {
        while let Ok(room) = Arc::clone(&self.room).acquire_owned().await {
            let Ok((stream, peer)) = listener.accept().await else {
                // Too many files are open, say.
                tokio::time::sleep(REST).await;
                continue;
            };
            let (server, http, draining) = (Arc::clone(server), self.http.clone(), draining.clone());
            tokio::spawn(async move {
                let _room = room;
                serve(stream, peer, server, &http, draining).await;
            });
        }
    }
}

async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    server: Arc<Server>,
    http: &http1::Builder,
    mut draining: watch::Receiver<bool>,
) {
    // Slower where it cannot be set, and nothing else.
    let _set = stream.set_nodelay(true).is_ok();
    let service = service_fn(move |request| exchange(Arc::clone(&server), peer, request));
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        // A client that breaks off is its own affair.
        _ended = connection.as_mut() => return,
        _ = draining.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ended = connection.await.is_ok();
}
