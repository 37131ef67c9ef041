//! One request, from hyper's hands through a runtime and back.

use super::access_log::Entry;
use super::answer::{Body, answer};
use super::question::Question;
use super::refusal::Refusal;
use super::server::{Server, Turn};
use super::spare::{Ready, Spare};
use crate::report;
use hyper::body::Incoming;
use hyper::{Request, Response};
use skerry::{Error, FetchRequest, FetchResponse};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::oneshot;

/// Answers a request. The client that goes away drops this, and the runtime with it.
///
/// # Errors
/// Never: hyper wants a result.
pub async fn exchange(
    server: Arc<Server>,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let entry = Entry::new(&server, peer, &request);
    let mut answer = match respond(&server, request).await {
        Ok(answer) => answer,
        Err(refusal) => refusal.answer(),
    };
    answer.body_mut().entry = Some(entry.answered(answer.status()));
    Ok(answer)
}

/// What a runtime has come to, and the right to work that it had.
struct Ended {
    result: skerry::Result<()>,
    ready: Ready,
    turn: Turn,
}

async fn respond(server: &Arc<Server>, request: Request<Incoming>) -> Result<Response<Body>, Refusal> {
    let Question { request, is_too_large } = Question::new(request, server.most_body)?;
    let turn = server.turn().await?;
    let spare = server.spare();
    let ready = match spare.take().await {
        Ok(ready) => ready,
        Err(error) => {
            report::script_error(&error, None, None);
            return Err(Refusal::of(&error));
        }
    };
    let (respond, mut response) = oneshot::channel();
    let mut work = Box::pin(work(ready, turn, request, respond));
    let first = tokio::select! {
        biased;
        first = &mut response => first.ok(),
        ended = &mut work => {
            let first = response.try_recv().ok();
            let refusal = ended.result.as_ref().err().map(Refusal::of);
            tokio::spawn(end(Arc::clone(server), spare, ended));
            return match first {
                Some(response) => answer(response).ok_or(Refusal::Failed),
                None if is_too_large.load(Ordering::Acquire) => Err(Refusal::TooLarge),
                None => Err(refusal.unwrap_or(Refusal::Failed)),
            };
        }
    };
    // What goes on after the headers: the body, and what `waitUntil` got.
    let server = Arc::clone(server);
    tokio::spawn(async move {
        let ended = work.await;
        end(server, spare, ended).await;
    });
    first.and_then(answer).ok_or(Refusal::Failed)
}

async fn work(mut ready: Ready, turn: Turn, request: FetchRequest, respond: oneshot::Sender<FetchResponse>) -> Ended {
    // Nobody hears it where the client is gone.
    let result = ready.runtime.fetch(request, move |response| drop(respond.send(response))).await;
    Ended { result, ready, turn }
}

/// Says what has gone wrong, lets the next one in, and makes a runtime for it: all of it
/// beside the answer.
async fn end(server: Arc<Server>, spare: Arc<Spare>, Ended { result, ready, turn }: Ended) {
    drop(turn);
    server.metrics.ended(&result);
    match result {
        Ok(()) => spare.give_back(ready),
        Err(Error::Exited(_)) => drop(ready),
        Err(error) => {
            report::script_error(&error, Some(&ready.runtime), None);
            drop(ready);
        }
    }
    spare.refill().await;
}
