//! What the server counts, in Prometheus' text format:
//! <https://prometheus.io/docs/instrumenting/exposition_formats/>

use super::answer::Body;
use super::connections::REST;
use super::server::Server;
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use skerry::Error;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;

/// Upper bounds of the classes of time, in microseconds.
const TIMES: [u64; 10] = [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// Counts since the start.
#[derive(Default)]
pub struct Metrics {
    /// By the status's first digit; at 0 those whose client went away before the answer.
    statuses: [AtomicU64; 6],
    times: [AtomicU64; TIMES.len()],
    time: AtomicU64,
    sent: AtomicU64,
    exceptions: AtomicU64,
    limits: AtomicU64,
    faults: AtomicU64,
}

impl Metrics {
    /// A request was answered, to the end of its body.
    pub fn answered(&self, status: Option<StatusCode>, time: Duration, bytes: u64) {
        let class = status.map_or(0, |status| usize::from(status.as_u16() / 100));
        self.statuses.get(class).map(add_one);
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let position = TIMES.iter().position(|most| micros <= *most);
        position.and_then(|position| self.times.get(position)).map(add_one);
        self.time.fetch_add(micros, Ordering::Relaxed);
        self.sent.fetch_add(bytes, Ordering::Relaxed);
    }

    /// A runtime has done all that belongs to a request.
    pub fn ended(&self, result: &skerry::Result<()>) {
        match result {
            Ok(()) => {}
            Err(Error::Limit { .. } | Error::Interrupted(_)) => add_one(&self.limits),
            Err(Error::Fault(_) | Error::Setup(_) | Error::Poisoned(_) | Error::Panicked(_)) => add_one(&self.faults),
            Err(_) => add_one(&self.exceptions),
        }
    }

    fn text(&self, server: &Server) -> String {
        let mut out = String::new();
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        head(&mut out, "skerry_requests_total", "counter", "Requests by the class of their status");
        for (class, count) in ["none", "1xx", "2xx", "3xx", "4xx", "5xx"].iter().zip(&self.statuses) {
            line(&mut out, &format!("skerry_requests_total{{status=\"{class}\"}}"), get(count));
        }
        self.times(&mut out);
        let (in_flight, waiting) = server.load();
        let stats = server.spare().app().stats();
        for (name, kind, help, value) in [
            ("skerry_requests_in_flight", "gauge", "Requests that are worked on", in_flight as u64),
            ("skerry_requests_waiting", "gauge", "Requests that wait for that", waiting as u64),
            ("skerry_sent_bytes_total", "counter", "Bytes of bodies that were sent", get(&self.sent)),
            ("skerry_exceptions_total", "counter", "Requests that ended with an exception", get(&self.exceptions)),
            ("skerry_limits_total", "counter", "Requests that ended at a limit", get(&self.limits)),
            ("skerry_faults_total", "counter", "Requests that ended with a defect of the host", get(&self.faults)),
            ("skerry_runtimes", "gauge", "Runtimes that are alive", stats.alive as u64),
            ("skerry_runtimes_total", "counter", "Runtimes that were made", stats.created),
        ] {
            head(&mut out, name, kind, help);
            line(&mut out, name, value);
        }
        out
    }

    fn times(&self, out: &mut String) {
        const NAME: &str = "skerry_request_seconds";
        head(out, NAME, "histogram", "Time from the headers of a request to the end of its answer");
        let mut sum = 0;
        for (most, count) in TIMES.iter().zip(&self.times) {
            sum += count.load(Ordering::Relaxed);
            line(out, &format!("{NAME}_bucket{{le=\"{}\"}}", Duration::from_micros(*most).as_secs_f64()), sum);
        }
        let all: u64 = self.statuses.iter().map(|count| count.load(Ordering::Relaxed)).sum();
        line(out, &format!("{NAME}_bucket{{le=\"+Inf\"}}"), all);
        let time = Duration::from_micros(self.time.load(Ordering::Relaxed)).as_secs_f64();
        line(out, &format!("{NAME}_sum"), time);
        line(out, &format!("{NAME}_count"), all);
    }
}

fn add_one(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) {
    // Writing to a String cannot fail.
    let _written = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}").is_ok();
}

fn line(out: &mut String, name: &str, value: impl std::fmt::Display) {
    let _written = writeln!(out, "{name} {value}").is_ok();
}

/// Serves `/metrics` as long as the process lives.
pub async fn serve(listener: TcpListener, server: Arc<Server>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(REST).await;
            continue;
        };
        let server = Arc::clone(&server);
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let answer = answer(&server, &request);
                async move { Ok::<_, Infallible>(answer) }
            });
            let mut http = http1::Builder::new();
            let connection = http.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
            let _ended = connection.await.is_ok();
        });
    }
}

fn answer(server: &Server, request: &Request<Incoming>) -> Response<Body> {
    if request.uri().path() != "/metrics" {
        let mut answer = Response::new(Body::text("metrics are at /metrics\n".to_owned()));
        *answer.status_mut() = StatusCode::NOT_FOUND;
        return answer;
    }
    let mut answer = Response::new(Body::text(server.metrics.text(server)));
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"));
    answer
}
