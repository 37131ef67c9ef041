//! The embedder's say in each request.

use super::loopback;
use super::server::{Server, ok, response};
use crate::support::{block_on, engine};
use skerry::{
    AsyncCaller, ByteReader, Capabilities, Error, FetchAnswer, FetchBody, FetchRequest, FetchResponse, Function,
    HostError, RuntimeBuilder,
};
use std::sync::{Arc, OnceLock};
use tokio::io::AsyncReadExt;

fn evaluated(builder: RuntimeBuilder, code: &str) -> Result<String, Error> {
    block_on(async { builder.build().await.unwrap().eval(format!("(async () => {{ {code} }})()")).await })
}

#[test]
fn it_answers_without_any_grant() {
    let builder = engine().runtime().on_fetch(|_: AsyncCaller, request: FetchRequest| async move {
        assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", "https://api.example/x?y"));
        assert_eq!(
            (request.header("x-a"), request.header("content-type")),
            (Some("b"), Some("text/plain;charset=UTF-8"))
        );
        let Some(FetchBody::Bytes(bytes)) = request.body else { panic!("no bytes") };
        let response = FetchResponse::new(201, format!("{} bytes", bytes.len()));
        Ok::<_, HostError>(FetchAnswer::Respond(response.header("X-Own", "1")))
    });
    let code = "
        const response = await fetch('https://api.example/x?y#z', { method: 'POST', body: 'abc', headers: { 'X-A': 'b' } });
        return [response.status, response.url, response.headers.get('x-own'), await response.text()].join('|');";
    assert_eq!(evaluated(builder, code).unwrap(), "201|https://api.example/x?y|1|3 bytes");
}

#[test]
fn streams_go_through_it_both_ways() {
    let builder = engine().runtime().on_fetch(|_: AsyncCaller, request: FetchRequest| async move {
        let Some(FetchBody::Stream { mut reader, length: None }) = request.body else { panic!("no stream") };
        let mut text = String::new();
        reader.read_to_string(&mut text).await?;
        Ok::<_, HostError>(FetchAnswer::Respond(FetchResponse::new(
            200,
            ByteReader::new(std::io::Cursor::new(text.to_uppercase())),
        )))
    });
    let code = "
        const body = new Blob(['quiet']).stream();
        return (await fetch('http://a/', { method: 'POST', body, duplex: 'half' })).text();";
    assert_eq!(evaluated(builder, code).unwrap(), "QUIET");
}

#[test]
fn it_refuses_with_an_error_of_its_own() {
    let builder = || {
        engine().runtime().on_fetch(|_: AsyncCaller, request: FetchRequest| async move {
            Err::<FetchAnswer, _>(
                HostError::type_error(format!("no {} today", request.method)).with_property("code", "EOWN"),
            )
        })
    };
    let code = "return fetch('http://a/').catch((error) => [error instanceof TypeError, error.message, error.code, error.cause].join())";
    assert_eq!(evaluated(builder(), code).unwrap(), "true,no GET today,EOWN,");
    let error = evaluated(builder(), "await fetch('http://a/')").unwrap_err();
    assert!(matches!(&error, Error::Exception(exception) if !exception.frames.is_empty()), "{error:?}");
}

#[test]
fn what_it_sends_on_must_be_granted() {
    let server =
        Server::new(|request| ok(&format!("{} {}", request.target, request.header("authorization").unwrap_or("-"))));
    let target = server.url("/rewritten");
    let builder = |granted| {
        let target = target.clone();
        let builder = engine().runtime().on_fetch(move |_: AsyncCaller, mut request: FetchRequest| {
            request.url.clone_from(&target);
            request.set_header("authorization", "secret");
            async move { Ok::<_, HostError>(FetchAnswer::Send(request)) }
        });
        if granted { builder.capabilities(Capabilities::none().network(loopback())) } else { builder }
    };
    let code =
        "const response = await fetch('https://nice.example/'); return await response.text() + ' ' + response.url";
    assert_eq!(evaluated(builder(true), code).unwrap(), "/rewritten secret https://nice.example/");
    assert!(matches!(evaluated(builder(false), code), Err(Error::Denied(_))));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn it_sees_each_redirect() {
    let server = Server::new(|request| match request.target.as_str() {
        "/" => response("302 Found", "location: /secret\r\n", ""),
        _ => ok("secret"),
    });
    let builder = engine().runtime().capabilities(Capabilities::none().network(loopback()));
    let builder = builder.on_fetch(|_: AsyncCaller, request: FetchRequest| async move {
        if request.url.ends_with("secret") {
            Err(HostError::type_error("not that"))
        } else {
            Ok(FetchAnswer::Send(request))
        }
    });
    let text = evaluated(builder, &format!("return fetch('{}').catch((error) => error.message)", server.url("/")));
    assert_eq!(text.unwrap(), "not that");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn it_may_call_the_script_back() {
    let route = Arc::new(OnceLock::<Function>::new());
    let known = Arc::clone(&route);
    let builder = engine().runtime().on_fetch(move |caller: AsyncCaller, request: FetchRequest| {
        let route = Arc::clone(&known);
        async move {
            let text: String = caller.call(route.get().unwrap(), (request.url,)).await?;
            Ok::<_, Error>(FetchAnswer::Respond(FetchResponse::new(200, text)))
        }
    });
    let text: String = block_on(async {
        let mut runtime = builder.build().await.unwrap();
        route.set(runtime.eval("(url) => 'routed ' + url").await.unwrap()).unwrap();
        runtime.eval("fetch('http://a/b').then((response) => response.text())").await.unwrap()
    });
    assert_eq!(text, "routed http://a/b");
}

#[test]
fn an_answer_that_is_none_is_an_error() {
    for (response, why) in [
        (FetchResponse::new(99, ""), "status 99"),
        (FetchResponse::new(200, "").header("a b", "c"), "header 'a b'"),
        (FetchResponse::new(200, "").header("a", "b\r\nc: d"), "header 'a'"),
    ] {
        let response = std::sync::Mutex::new(Some(response));
        let builder = engine().runtime().on_fetch(move |_: AsyncCaller, _: FetchRequest| {
            let response = response.lock().unwrap().take().unwrap();
            async move { Ok::<_, HostError>(FetchAnswer::Respond(response)) }
        });
        let text = evaluated(builder, "return fetch('http://a/').catch((error) => error.message)").unwrap();
        assert!(text.contains(why), "{text}");
    }
}

#[test]
fn one_that_panics_costs_its_runtime() {
    let builder = engine().runtime().on_fetch(|_: AsyncCaller, _: FetchRequest| async move {
        if true {
            panic!("on purpose");
        }
        Ok::<_, HostError>(FetchAnswer::Respond(FetchResponse::new(200, "")))
    });
    assert!(matches!(evaluated(builder, "await fetch('http://a/')"), Err(Error::Panicked(_))));
}
