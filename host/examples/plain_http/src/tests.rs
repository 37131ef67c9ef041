//! A program on both versions of `wasi:http`, of an engine that is not ours.

mod edge;
mod isolation;

use super::{handler, serve};
use skerry::loader::{Loader, MapLoader};
use skerry::{Engine, Error, Isolation, World};
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::OnceLock;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

const APP: &str = include_str!("tests/app.js");
const KEPT: &str = include_str!("../../../../tests/api/snapshots/kept.js");
/// A module that is imported when a request asks for it.
const LATE: &str = "export const late = 'imported late'; export const state = { __proto__: null };";

fn tokio() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().unwrap())
}

fn build(app: &str, world: World) -> skerry::Result<Vec<u8>> {
    build_as(app, world, Isolation::Instance)
}

fn build_as(app: &str, world: World, isolation: Isolation) -> skerry::Result<Vec<u8>> {
    let modules = MapLoader::new().module("./app.js", app).module("./late.js", LATE);
    build_graph("./app.js", modules, world, isolation, ("NAME", "value"))
}

fn build_graph(
    entry: &str,
    loader: impl Loader,
    world: World,
    isolation: Isolation,
    (name, value): (&str, &str),
) -> skerry::Result<Vec<u8>> {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| Engine::builder().build().unwrap());
    let graph = tokio().block_on(engine.graph(entry, loader))?;
    // Those that isolate requests are compiled ahead as well: whatever is tested is tested of both.
    let ahead = isolation == Isolation::Request;
    engine.component(&graph, world).isolation(isolation).ahead_of_time(ahead).env(name, value).build()
}

/// Where the app is served in this world; its instances take so many requests.
fn served(app: &str, world: World, requests: usize) -> SocketAddr {
    served_as(app, world, Isolation::Instance, requests)
}

fn served_as(app: &str, world: World, isolation: Isolation, requests: usize) -> SocketAddr {
    served_component(&build_as(app, world, isolation).unwrap(), requests)
}

fn served_component(component: &[u8], requests: usize) -> SocketAddr {
    let handler = handler(component, requests).unwrap();
    let listener = tokio().block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    tokio().spawn(serve(listener, handler));
    address
}

/// The app in each world: a fresh instance for each request, and one that isolates them.
fn fresh() -> [SocketAddr; 4] {
    static ADDRESSES: OnceLock<[SocketAddr; 4]> = OnceLock::new();
    *ADDRESSES.get_or_init(|| {
        let [http, http_p2] = [World::Http, World::HttpP2]
            .map(|world| [served(APP, world, 1), served_as(APP, world, Isolation::Request, 1000)]);
        [http[0], http[1], http_p2[0], http_p2[1]]
    })
}

/// A connection that has sent a request and closes after its answer.
fn begin(address: SocketAddr, head: &str, body: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    let mut text = format!("{head} HTTP/1.1\r\nhost: here.example\r\nconnection: close\r\n");
    if !body.is_empty() {
        write!(text, "content-length: {}\r\n", body.len()).unwrap();
    }
    stream.write_all(format!("{text}\r\n").as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    stream
}

/// Status and body of what is left of an answer.
fn end(stream: TcpStream) -> (u16, String) {
    ended(stream).unwrap()
}

/// The same; none where it is cut.
fn ended(mut stream: TcpStream) -> Option<(u16, String)> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let is_chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    Some((status, if is_chunked { joined(body)? } else { body.to_owned() }))
}

fn joined(mut chunks: &str) -> Option<String> {
    let mut text = String::new();
    while let Some((length, rest)) = chunks.split_once("\r\n") {
        let length = usize::from_str_radix(length, 16).unwrap();
        text += &rest[..length];
        chunks = rest[length..].trim_start_matches("\r\n");
        if length == 0 {
            return Some(text);
        }
    }
    None
}

fn ask(address: SocketAddr, head: &str, body: &[u8]) -> (u16, String) {
    end(begin(address, head, body))
}

/// What all of them answer.
fn all(head: &str, body: &[u8]) -> (u16, String) {
    let [first, others @ ..] = fresh().map(|address| ask(address, head, body));
    for other in others {
        assert_eq!(first, other, "{head}");
    }
    first
}

#[test]
fn a_handler_answers() {
    assert_eq!(all("GET /?q=1", b""), (200, "GET http://here.example/?q=1 1 value".to_owned()));
    // A fresh instance is as the build has left it.
    assert_eq!(all("GET /?q=1", b""), (200, "GET http://here.example/?q=1 1 value".to_owned()));
    assert_eq!(all("DELETE /", b"").1, "DELETE http://here.example/ 1 value");
    assert_eq!(all("GET /status", b""), (418, String::new()));
    assert_eq!(all("GET /late", b"").1, "imported late");
    assert_eq!(all("GET /own", b"").1, "true true true RangeError");
}

#[test]
fn bodies_flow_both_ways() {
    let large: String = (0..200_000).map(|number| format!("{number} ")).collect();
    assert!(all("POST /echo", large.as_bytes()) == (200, large.clone()));
    assert!(all("POST /upper", b"some text") == (200, "SOME TEXT".to_owned()));
    assert_eq!(all("POST /length", large.as_bytes()).1, large.len().to_string());
    assert_eq!(all("POST /length", b"").1, "0");
    assert_eq!(all("GET /ticks", b"").1, "tick 0, tick 1, tick 2, ");
}

#[test]
fn what_a_handler_throws_is_a_500_without_a_word() {
    for head in ["GET /throw", "GET /reject", "GET /nothing", "GET /never"] {
        assert_eq!(all(head, b""), (500, "Internal Server Error\n".to_owned()), "{head}");
    }
}

#[test]
fn a_body_that_fails_is_cut() {
    for (address, path) in fresh().into_iter().flat_map(|address| [(address, "/failing"), (address, "/stuck")]) {
        let mut text = String::new();
        // The connection ends before the body does.
        let _cut = begin(address, &format!("GET {path}"), b"").read_to_string(&mut text);
        // What can never come to its end may be cut before its head has gone out.
        let has_begun = text.contains("begun") || path == "/stuck";
        assert!(has_begun && !text.ends_with("0\r\n\r\n"), "{path}: {text}");
    }
}

#[test]
fn a_body_has_the_length_that_it_has() {
    assert_eq!(all("GET /length-lie", b""), (200, "12345".to_owned()));
    for address in fresh() {
        let mut text = String::new();
        begin(address, "GET /status", b"").read_to_string(&mut text).unwrap();
        assert!(text.to_ascii_lowercase().contains("content-length: 0\r\n"), "{text}");
    }
}

#[test]
fn a_body_that_nobody_reads_holds_nothing_up() {
    let body = vec![b'x'; 300_000];
    for world in [World::Http, World::HttpP2] {
        let address = served(APP, world, 1000);
        for number in 1..=60 {
            assert_eq!(ask(address, "POST /count", &body).1, number.to_string(), "{world:?}");
        }
    }
}

#[test]
fn fetch_goes_out_over_the_platform() {
    let server = fresh()[0];
    for address in fresh() {
        let via = |what: &str| ask(address, &format!("POST /via?http://{server}{what}"), b"passed on").1;
        assert_eq!(via("/upper"), "200 PASSED ON");
        assert_eq!(via("/status"), "418 ");
        assert_eq!(ask(address, &format!("POST /through?http://{server}/echo"), b"streamed").1, "streamed");
        let refused = ask(address, "POST /via?http://127.0.0.1:1/", b"x").1;
        assert_eq!(refused, "TypeError fetch: cannot connect to 127.0.0.1:1 ECONNREFUSED");
    }
}

#[test]
fn trailers_go_with_a_body_that_is_given_back_as_it_came() {
    for address in fresh().into_iter().take(2) {
        let mut stream = TcpStream::connect(address).unwrap();
        let head = "POST /trailers HTTP/1.1\r\nhost: here.example\r\nte: trailers\r\nconnection: close, te";
        let chunks = "transfer-encoding: chunked\r\ntrailer: x-sum\r\n\r\n5\r\nhello\r\n0\r\nx-sum: 42\r\n\r\n";
        stream.write_all(format!("{head}\r\n{chunks}").as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert!(text.ends_with("5\r\nhello\r\n0\r\nx-sum: 42\r\n\r\n"), "{text}");
    }
}

#[test]
fn what_is_waited_for_is_done_after_the_answer() {
    let told = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    for address in fresh() {
        let head = format!("GET /later?http://{}/told", told.local_addr().unwrap());
        assert_eq!(ask(address, &head, b"").1, "answered first");
        let (mut stream, _) = told.accept().unwrap();
        let mut line = [0; 12];
        stream.read_exact(&mut line).unwrap();
        assert_eq!(&line, b"GET /told HT");
        stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
    }
}

#[test]
fn an_instance_that_is_used_again_shares_its_globals() {
    for world in [World::Http, World::HttpP2] {
        let address = served(APP, world, 3);
        let counts: Vec<String> = (0..4).map(|_| ask(address, "GET /count", b"").1).collect();
        assert_eq!(counts, ["1", "2", "3", "1"], "{world:?}");
        // What ends one request does not end the next.
        assert_eq!(ask(address, "GET /exit", b"").0, 500);
        assert_eq!(ask(address, "GET /count", b"").1, "2");
    }
}

#[test]
fn what_is_answered_while_the_component_is_built_leaves_nothing_behind() {
    for (app, expected) in [
        ("let count = 0; export default { fetch: () => new Response(++count) }", "1"),
        // It is the year 2000 then.
        ("export default { fetch() { while (Date.now() < 1e12); return new Response('late') } }", "late"),
        (
            "const all = []; export default { fetch() { while (Date.now() < 1e12) all.push(new Uint8Array(1 << 20)); return new Response(all.length) } }",
            "0",
        ),
        (
            "let first = 0; export default { async fetch() { first ||= Date.now(); await new Promise((done) => setTimeout(done, 5)); return new Response(first > 1e12) } }",
            "true",
        ),
        (
            "export default { async fetch() { await fetch('http://127.0.0.1:1/').catch(() => 0); return new Response(typeof seen + (globalThis.seen = 1)) } }",
            "undefined1",
        ),
        (
            "Array.prototype.push = () => { for (;;); }; addEventListener('fetch', (event) => event.respondWith(new Response('patched')))",
            "patched",
        ),
    ] {
        for world in [World::Http, World::HttpP2] {
            assert_eq!(ask(served(app, world, 1), "GET /", b""), (200, expected.to_owned()), "{world:?}: {app}");
        }
        assert!(build(app, World::Http).unwrap() == build(app, World::Http).unwrap(), "the same bytes: {app}");
    }
}

#[test]
fn what_the_image_keeps_stays_whole() {
    let app = format!("{KEPT} export default {{ fetch: () => new Response(use()) }}");
    for world in [World::Http, World::HttpP2] {
        let address = served(&app, world, 3);
        for _ in 0..4 {
            assert_eq!(ask(address, "GET /", b"").1, r#"[2,3,2,true,"kept",1,"own",10000,[1,2,3]]"#);
        }
    }
}

#[test]
fn functions_have_their_texts_which_lie_in_the_component_once() {
    // Of memory that was freed a few bytes are left here and there.
    let comments = [("innermost", 1), ("of both", 2), ("a getter", 1), ("of a third", 1)];
    let long = |comment: &str| comment.repeat(50);
    let longer = |module: String, (comment, _): &(&str, usize)| module.replace(comment, &long(comment));
    let module = &comments.iter().fold(include_str!("tests/texts.js").to_owned(), longer);
    for world in [World::Http, World::HttpP2] {
        let component = build(module, world).unwrap();
        for (comment, expected) in comments {
            let part = long(comment);
            let times = component.windows(part.len()).filter(|bytes| *bytes == part.as_bytes()).count();
            assert_eq!(times, expected, "{comment}");
        }
        let address = served(module, world, 2);
        for count in 1..=2 {
            let told = ask(address, "GET /", b"").1;
            let texts: Vec<&str> = told.split("\n--\n").collect();
            let (called, texts) = texts.split_last().unwrap();
            assert_eq!(*called, format!("1,2,3,{count},true"));
            let ends = [
                ("function outer() {", "};\n}"),
                ("function middle() {", "}"),
                ("() => /* innermost", "`${a}`"),
                ("class First {", "}\n}"),
                ("method(x) { return", "*/ x; }"),
                ("make() {", "new First(); }"),
                ("class Second {", "}\n}"),
                ("method(x) { return", "*/ x; }"),
                ("get made() {", "Second.#made; }"),
                ("class Third {", "} }"),
                ("async *method(x) {", "x; }"),
                ("function inner() {", "return Third; }"),
            ];
            assert_eq!(texts.len(), ends.len());
            for (text, (start, end)) in texts.iter().zip(ends) {
                assert!(text.starts_with(start) && text.ends_with(end) && module.contains(text), "{text}");
            }
        }
    }
}

#[test]
fn requests_overlap_in_one_instance() {
    let address = served(APP, World::Http, 8);
    let mut first = begin(address, "GET /wait", b"");
    let mut text = String::new();
    while !text.ends_with("waiting\r\n") {
        let mut byte = [0];
        first.read_exact(&mut byte).unwrap();
        text.push(char::from(byte[0]));
    }
    // It ends when the second one comes, to the same instance.
    assert_eq!(ask(address, "GET /wake", b"").1, "wake");
    let mut rest = String::new();
    first.read_to_string(&mut rest).unwrap();
    assert!(rest.contains(" woken"), "{rest}");
}

#[test]
fn what_cannot_be_frozen_is_said() {
    let refused = |app: &str, world| match build(app, world) {
        Err(Error::Exception(exception)) => exception.to_string(),
        other => panic!("{:?}", other.map(|bytes| bytes.len())),
    };
    for (app, expected) in [
        ("export const handler = 1", "nothing handles requests"),
        ("setTimeout(() => {}, 5); export default { fetch() {} }", "a timer (setTimeout at map:///app.js:1:1)"),
        ("await new Promise(() => {}); export default { fetch() {} }", "a promise that"),
        ("Math.random(); export default { fetch() {} }", "Math.random is not available"),
        ("crypto.randomUUID(); export default { fetch() {} }", "crypto is not available"),
        ("await fetch('http://a.example'); export default { fetch() {} }", "what the host does is not available"),
        ("throw new RangeError('mine')", "RangeError: mine"),
        ("Promise.reject(new RangeError('mine'))", "RangeError: mine"),
        ("const f = () => f() + 1; f()", "RangeError"),
        ("process.exit(3)", "ends the program, with the code 3"),
    ] {
        for world in [World::Http, World::HttpP2] {
            let text = refused(app, world);
            assert!(text.contains(expected), "{app}: {text}");
        }
    }
}

#[test]
fn top_level_code_without_an_end_is_ended() {
    let engine = Engine::builder().build().unwrap();
    for (app, expected) in [
        ("for (;;);", "has not ended"),
        ("const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1));", "out of memory"),
    ] {
        let modules = MapLoader::new().module("./app.js", app);
        let graph = tokio().block_on(engine.graph("./app.js", modules)).unwrap();
        // What fills memory is faster than any clock here.
        let timeout = Duration::from_millis(if app.starts_with("for") { 100 } else { 60_000 });
        let Err(Error::Exception(exception)) = engine.component(&graph, World::Http).timeout(timeout).build() else {
            panic!("{app}: it was built")
        };
        assert!(exception.to_string().contains(expected), "{app}: {exception}");
    }
}
