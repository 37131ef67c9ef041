//! `Runtime::fetch`: requests that a script handles.

use crate::support::{block_on, engine};
use skerry::{ByteReader, Error, FetchBody, FetchRequest, FetchResponse, Runtime, Source, byte_pipe};
use std::sync::mpsc::channel;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::oneshot;

const HELLO: &str = "export default { fetch: ({ url }) => new Response(`at ${url}`, { headers: { A: 'b' } }) }";

fn get() -> FetchRequest {
    FetchRequest::new("GET", "http://a/b")
}

/// A runtime that has evaluated this as a module.
async fn plain(text: &str) -> Runtime {
    let mut runtime = engine().runtime().build().await.unwrap();
    runtime.load(Source::module(text)).await.unwrap();
    runtime
}

/// A runtime that starts from it.
async fn frozen(source: Source) -> Runtime {
    let snapshot = engine().snapshot([source]).await.unwrap();
    engine().runtime().snapshot(&snapshot).build().await.unwrap()
}

/// The response, and how the call ended.
async fn fetch(runtime: &mut Runtime, request: FetchRequest) -> (Option<FetchResponse>, skerry::Result<()>) {
    let (respond, response) = channel();
    let ended = runtime.fetch(request, move |response| respond.send(response).unwrap()).await;
    (response.try_recv().ok(), ended)
}

async fn text(runtime: &mut Runtime, request: FetchRequest) -> String {
    let (response, ended) = fetch(runtime, request).await;
    ended.unwrap();
    match response.unwrap().body {
        FetchBody::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        FetchBody::Stream { .. } => panic!("a stream"),
    }
}

#[test]
fn a_handler_answers_in_a_plain_runtime_and_in_one_from_a_snapshot() {
    block_on(async {
        let listener =
            "addEventListener('fetch', (event) => event.respondWith(new Response(`at ${event.request.url}`)))";
        for source in [Source::module(HELLO), Source::auto(HELLO), Source::script(listener)] {
            let mut runtime = engine().runtime().build().await.unwrap();
            runtime.eval::<skerry::Value>(source.clone()).await.unwrap();
            for mut runtime in [runtime, frozen(source).await] {
                assert!(runtime.handles_fetch().await.unwrap());
                for _ in 0..2 {
                    assert_eq!(text(&mut runtime, get()).await, "at http://a/b");
                }
            }
        }
    });
}

#[test]
fn status_and_headers_cross() {
    block_on(async {
        let mut runtime = plain("export default { fetch: ({ method, headers }) => new Response(null, {
            status: 201, statusText: 'Made', headers: [['X-Method', method], ['x-seen', headers.get('x-a')], ['set-cookie', '1'], ['set-cookie', '2']],
        }) }").await;
        let request = FetchRequest::new("PUT", "http://a/").with_header("X-A", "caf\u{e9}");
        let (response, ended) = fetch(&mut runtime, request).await;
        ended.unwrap();
        let response = response.unwrap();
        assert_eq!((response.status, response.status_text.as_str()), (201, "Made"));
        let headers: Vec<_> = response.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(headers, [("x-method", "PUT"), ("x-seen", "caf\u{e9}"), ("set-cookie", "1"), ("set-cookie", "2")]);
    });
}

#[test]
fn a_script_without_a_handler_says_so() {
    block_on(async {
        for text in ["export default 1", "export default null", "export default { fetch: 1 }", "export const x = 1"] {
            let mut runtime = plain(text).await;
            assert!(!runtime.handles_fetch().await.unwrap(), "{text}");
            let (response, ended) = fetch(&mut runtime, get()).await;
            assert!(response.is_none());
            let Err(Error::Exception(thrown)) = ended else { panic!("{ended:?}") };
            assert!(thrown.to_string().starts_with("TypeError: nothing handles requests"), "{thrown}");
            // The runtime is as good as before.
            assert_eq!(runtime.eval::<i32>("1 + 1").await.unwrap(), 2);
        }
    });
}

#[test]
fn a_handler_of_the_script_is_called_whatever_it_has_patched() {
    block_on(async {
        let mut runtime = plain("
            Promise.prototype.then = Promise.resolve = Array.prototype.push = Reflect.apply = null;
            Object.defineProperty(Array.prototype, '0', { set() { throw 'never' } });
            Object.defineProperty(Promise.prototype, 'constructor', { get() { throw 'never' } });
            for (const name of ['Response', 'Request', 'Headers']) globalThis['Own' + name] = globalThis[name], delete globalThis[name];
            export default { fetch: () => new OwnResponse('fine') }
        ").await;
        assert_eq!(text(&mut runtime, get()).await, "fine");
    });
}

#[test]
fn a_body_flows_in_and_out_while_both_are_open() {
    block_on(async {
        let mut runtime = frozen(Source::module(
            "export default { fetch: ({ body }) => new Response(body.pipeThrough(new TransformStream())) }",
        ))
        .await;
        let (mut writer, reader) = byte_pipe(16);
        let request = FetchRequest::new("POST", "http://a/").with_body(reader);
        let (respond, response) = oneshot::channel();
        let client = async {
            writer.write_all(b"some bytes").await.unwrap();
            let FetchResponse { body: FetchBody::Stream { mut reader, .. }, .. } = response.await.unwrap() else {
                panic!()
            };
            let mut bytes = [0; 10];
            reader.read_exact(&mut bytes).await.unwrap();
            assert_eq!(&bytes, b"some bytes");
            writer.shutdown().await.unwrap();
            assert_eq!(reader.read(&mut bytes).await.unwrap(), 0);
        };
        let (ended, ()) =
            tokio::join!(runtime.fetch(request, |response| respond.send(response).unwrap()).into_future(), client);
        ended.unwrap();
    });
}

#[test]
fn a_stream_that_nobody_wants_is_cancelled_and_the_call_ends() {
    block_on(async {
        let mut runtime = plain("let why; export default { fetch: ({ url }) => url.endsWith('/why') ? new Response(why)
            : new Response(new ReadableStream({ pull(controller) { controller.enqueue(new Uint8Array(9)) }, cancel(reason) { why = reason.message } })) }").await;
        runtime.fetch(get(), drop).await.unwrap();
        assert_eq!(text(&mut runtime, FetchRequest::new("GET", "http://a/why")).await, "the reader was dropped");
    });
}

#[test]
fn a_body_that_the_script_has_not_touched_passes_it_by() {
    block_on(async {
        let mut runtime = plain("export default { fetch: ({ body }) => new Response(body) }").await;
        let reader = ByteReader::new(&b"as it came"[..]);
        let (response, ended) = fetch(&mut runtime, FetchRequest::new("POST", "http://a/").with_body(reader)).await;
        ended.unwrap();
        let FetchBody::Stream { mut reader, .. } = response.unwrap().body else { panic!("no stream") };
        drop(runtime);
        let mut text = String::new();
        reader.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "as it came");
    });
}

#[test]
fn the_call_goes_on_until_what_is_waited_for_is_settled() {
    block_on(async {
        let mut runtime = plain(
            "globalThis.log = []; export default { fetch(request, env, ctx) {
            const later = (time, work) => new Promise((resolve) => setTimeout(() => resolve(work()), time));
            ctx.waitUntil(later(5, () => { log.push('one'); ctx.waitUntil(later(1, () => log.push('two'))) }));
            setTimeout(() => log.push('never'), 1e5);
            return new Response('first');
        } }",
        )
        .await;
        assert_eq!(text(&mut runtime, get()).await, "first");
        assert_eq!(runtime.eval::<String>("log.join()").await.unwrap(), "one,two");
    });
}

#[test]
fn what_fails_after_the_response_is_the_calls_error() {
    block_on(async {
        let mut runtime = plain(
            "export default { fetch(request, env, ctx) {
            ctx.waitUntil(Promise.reject(new Error('late')));
            return new Response('first');
        } }",
        )
        .await;
        let (response, ended) = fetch(&mut runtime, get()).await;
        assert_eq!(response.unwrap().status, 200);
        let Err(Error::Exception(thrown)) = ended else { panic!("{ended:?}") };
        assert_eq!(thrown.to_string(), "Error: late");
    });
}

#[test]
fn nobody_extends_what_is_over() {
    block_on(async {
        let mut runtime = plain(
            "let kept; export default { fetch(request, env, ctx) {
            try { kept?.waitUntil(1) } catch (error) { return new Response(error.name) }
            kept = ctx;
            return new Response('first');
        } }",
        )
        .await;
        assert_eq!(text(&mut runtime, get()).await, "first");
        assert_eq!(text(&mut runtime, get()).await, "InvalidStateError");
    });
}

#[test]
fn a_request_is_as_the_standard_says() {
    block_on(async {
        let mut runtime = plain("export default { fetch(request) {
            const changed = (() => { try { request.headers.set('a', 'b') } catch (error) { return error.name } })();
            return Response.json([request instanceof Request, changed, request.redirect, request.body, request.signal.aborted]);
        } }").await;
        assert_eq!(text(&mut runtime, get()).await, r#"[true,"TypeError","manual",null,false]"#);
        let mut echo = plain("export default { fetch: async (request) => new Response(await request.text()) }").await;
        assert_eq!(text(&mut echo, FetchRequest::new("POST", "http://a/").with_body("text")).await, "text");
        let (_, ended) = fetch(&mut echo, FetchRequest::new("GET", "no url")).await;
        assert!(matches!(ended, Err(Error::Exception(_))), "{ended:?}");
    });
}

#[test]
fn what_a_listener_throws_is_why_nobody_answers() {
    block_on(async {
        let mut runtime = engine().runtime().build().await.unwrap();
        runtime.eval::<()>("addEventListener('fetch', () => { throw new RangeError('too far') })").await.unwrap();
        for _ in 0..2 {
            let (_, ended) = fetch(&mut runtime, get()).await;
            assert!(ended.unwrap_err().to_string().contains("RangeError: too far"));
        }
        // Where a listener answers, what another throws ends the call once it has run.
        let answer = "addEventListener('fetch', (event) => event.respondWith(new Response('answer')))";
        runtime.eval::<()>(answer).await.unwrap();
        let (_, ended) = fetch(&mut runtime, get()).await;
        assert!(ended.unwrap_err().to_string().contains("RangeError: too far"));
        // Where a listener of `error` takes it, nobody has answered.
        let mut runtime = engine().runtime().build().await.unwrap();
        let taken = "addEventListener('error', (event) => event.preventDefault());
            addEventListener('fetch', () => { throw new RangeError('too far') })";
        runtime.eval::<()>(taken).await.unwrap();
        let (_, ended) = fetch(&mut runtime, get()).await;
        assert!(ended.unwrap_err().to_string().contains("no listener of 'fetch' has called respondWith"));
    });
}

#[test]
fn events_are_as_the_standard_says() {
    block_on(async {
        let mut runtime = engine().runtime().build().await.unwrap();
        let code = "(() => {
            const names = [];
            const note = (work) => { try { work() } catch (error) { names.push(error.name) } };
            const event = new FetchEvent('fetch', { request: new Request('http://a/') });
            note(() => event.respondWith(new Response()));
            note(() => event.waitUntil(1));
            note(() => new FetchEvent('fetch', {}));
            note(() => new FetchEvent('fetch'));
            names.push(event instanceof ExtendableEvent, event.request.url, String(event), event.isTrusted);
            addEventListener('fetch', (event) => {
                event.respondWith(Promise.resolve(new Response(JSON.stringify([event.isTrusted, event.type]))));
                note(() => event.respondWith(new Response()));
            });
            addEventListener('fetch', () => names.push('the second listener'));
            globalThis.names = names;
        })()";
        runtime.eval::<()>(code).await.unwrap();
        assert_eq!(text(&mut runtime, get()).await, r#"[true,"fetch"]"#);
        let names: String = runtime.eval("names.join()").await.unwrap();
        assert_eq!(
            names,
            "InvalidStateError,InvalidStateError,TypeError,TypeError,true,http://a/,[object FetchEvent],false,InvalidStateError"
        );
    });
}
