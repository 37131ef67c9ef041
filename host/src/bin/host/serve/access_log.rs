//! A line for each request, and its part of the metrics: written when its body has gone.

use super::server::Server;
use hyper::body::Incoming;
use hyper::{Request, StatusCode};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

/// A request that is being answered.
pub struct Entry {
    server: Arc<Server>,
    /// Who asked for what; none where nobody wants to know.
    line: Option<String>,
    start: Instant,
    status: Option<StatusCode>,
    /// Bytes of the body that were sent.
    pub bytes: u64,
}

impl Entry {
    pub fn new(server: &Arc<Server>, peer: SocketAddr, request: &Request<Incoming>) -> Self {
        let line = || format!("{} {} {} {:?}", peer.ip(), request.method(), request.uri(), request.version());
        let line = server.log.then(line);
        Self { server: Arc::clone(server), line, start: Instant::now(), status: None, bytes: 0 }
    }

    pub fn answered(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let time = self.start.elapsed();
        self.server.metrics.answered(self.status, time, self.bytes);
        let Some(line) = &self.line else { return };
        let now = humantime::format_rfc3339_millis(SystemTime::now());
        // Without an answer: its client went away before.
        let status = self.status.map_or_else(|| "-".to_owned(), |status| status.as_str().to_owned());
        anstream::eprintln!("{now} {line} {status} {} {:.3}ms", self.bytes, time.as_secs_f64() * 1e3);
    }
}
