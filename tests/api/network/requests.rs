//! What a server sees of a request, and a script of the response.

use super::server::{Server, ok, response};
use super::{answer, answer_within, loopback};
use skerry::Network;

#[test]
fn json_comes_from_a_server_that_is_granted() {
    let server =
        Server::new(|_| response("200 OK", "content-type: application/json\r\nX-A: 1\r\nx-a: 2\r\n", r#"{"a":[1,2]}"#));
    let code = "
        const response = await fetch(url + 'x?y=1#z');
        const { a } = await response.json();
        return [a.length, response.status, response.statusText, response.ok, response.url === url + 'x?y=1', response.redirected, response.type,
            response.headers.get('x-a')].join();";
    assert_eq!(answer(&server, code), "2,200,OK,true,true,false,basic,1, 2");
    let request = server.requests().remove(0);
    assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/x?y=1"));
}

#[test]
fn a_request_has_the_headers_of_a_browsers_and_those_of_the_script() {
    let server = Server::new(|_| ok(""));
    answer(&server, "return String((await fetch(url, { headers: { 'X-Own': 'a', Accept: 'text/html' } })).status)");
    answer(&server, "return String((await fetch(url, { headers: { range: 'bytes=0-1' }, cache: 'no-store' })).status)");
    let requests = server.requests();
    let header = |number: usize, name: &str| requests[number].header(name).map(str::to_owned).unwrap_or_default();
    assert_eq!(header(0, "host"), server.address.to_string());
    assert_eq!([header(0, "x-own"), header(0, "accept")], ["a", "text/html"]);
    assert!(header(0, "user-agent").starts_with("Skerry/"));
    assert_eq!([header(0, "accept-encoding"), header(0, "accept-language")], ["gzip, deflate", "*"]);
    assert_eq!([header(1, "accept"), header(1, "accept-encoding")], ["*/*", "identity"]);
    assert_eq!([header(1, "pragma"), header(1, "cache-control")], ["no-cache", "no-cache"]);
}

#[test]
fn headers_that_say_where_a_message_ends_are_the_hosts_own() {
    let server = Server::new(|request| ok(&request.text()));
    let code = "
        const headers = { host: 'evil.example', 'content-length': '1', 'transfer-encoding': 'chunked', connection: 'upgrade', upgrade: 'x', te: 'trailers' };
        return (await fetch(url, { method: 'POST', body: 'abc', headers })).text();";
    assert_eq!(answer(&server, code), "abc");
    let request = server.requests().remove(0);
    assert_eq!(request.header("host"), Some(server.address.to_string().as_str()));
    assert_eq!(request.header("content-length"), Some("3"));
    for name in ["transfer-encoding", "upgrade", "te"] {
        assert_eq!(request.header(name), None, "{name}");
    }
}

#[test]
fn methods_and_their_bodies_arrive() {
    let server = Server::new(|request| match request.method.as_str() {
        "HEAD" => "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n".to_owned(),
        method => ok(&format!("{method} {} {}", request.header("content-length").unwrap_or("-"), request.text())),
    });
    let code = "
        const texts = [];
        for (const init of [{}, { method: 'post' }, { method: 'PUT', body: 'text' }, { method: 'patch', body: new Uint8Array([104, 105]) },
            { method: 'DELETE' }, { method: 'POST', body: new URLSearchParams({ a: '1' }) }, { method: 'POST', body: '' }]) {
            texts.push(await (await fetch(new Request(url, init))).text());
        }
        const head = await fetch(url, { method: 'HEAD' });
        texts.push(head.body, head.headers.get('content-length'));
        return texts.join('|');";
    assert_eq!(answer(&server, code), "GET - |POST 0 |PUT 4 text|patch 2 hi|DELETE - |POST 3 a=1|POST 0 ||7");
}

#[test]
fn a_status_without_a_body_has_none() {
    let server = Server::new(|request| match request.target.as_str() {
        "/204" => "HTTP/1.1 204 No Content\r\n\r\n".to_owned(),
        "/304" => "HTTP/1.1 304 Not Modified\r\netag: x\r\n\r\n".to_owned(),
        "/404" => response("404 Nowhere To Be Seen", "", "gone"),
        _ => "HTTP/1.1 205 Reset Content\r\ncontent-length: 0\r\n\r\n".to_owned(),
    });
    let code = "
        const seen = [];
        for (const status of [204, 205, 304, 404]) {
            const response = await fetch(url + status);
            seen.push(response.status, response.statusText, response.body === null, await response.text());
        }
        return seen.join();";
    assert_eq!(
        answer(&server, code),
        "204,No Content,true,,205,Reset Content,true,,304,Not Modified,true,,404,Nowhere To Be Seen,false,gone"
    );
}

#[test]
fn a_connection_is_used_again_by_its_own_runtime() {
    let server = Server::new(|request| ok(&request.connection.to_string()));
    let code = "
        const seen = [];
        for (let i = 0; i < 4; i++) seen.push(await (await fetch(url)).text());
        return seen.join();";
    assert_eq!(answer(&server, code), "0,0,0,0");
    assert_eq!(answer(&server, code), "1,1,1,1");
}

#[test]
fn many_requests_are_under_way_at_a_time() {
    let server = Server::new(|request| ok(&request.target));
    let code = "
        const texts = await Promise.all(Array.from({ length: 150 }, (_, i) => fetch(url + i).then((response) => response.text())));
        return texts.every((text, i) => text === '/' + i) + ' ' + texts.length;";
    assert_eq!(answer(&server, code), "true 150");
}

#[test]
fn localhost_is_reached_by_name() {
    let server = Server::new(|request| ok(request.header("host").unwrap_or_default()));
    let network = Network::none().allow("localhost").unwrap();
    let text = answer_within(network, &server, "return (await fetch(url.replace('127.0.0.1', 'localhost'))).text()");
    assert_eq!(text.unwrap(), format!("localhost:{}", server.address.port()));
}

#[test]
fn code_that_was_frozen_fetches_when_it_runs() {
    use crate::support::{block_on, engine};
    let server = Server::new(|_| ok("fresh"));
    let text: String = block_on(async {
        let code = "globalThis.get = async (url) => (await fetch(url)).text(); fetch('http://a/').catch((error) => { globalThis.early = error.message }); 0";
        let snapshot = engine().snapshot([code]).await.unwrap();
        let capabilities = skerry::Capabilities::none().network(loopback());
        let mut runtime = engine().runtime().snapshot(&snapshot).capabilities(capabilities).build().await.unwrap();
        assert!(!runtime.eval::<String>("early").await.unwrap().is_empty());
        runtime.eval(format!("get('{}')", server.url("/"))).await.unwrap()
    });
    assert_eq!(text, "fresh");
}

#[test]
fn the_blocking_interface_reaches_the_network() {
    use crate::support::engine;
    let server = Server::new(|_| ok("hello"));
    let capabilities = skerry::Capabilities::none().network(loopback());
    let mut runtime = engine().runtime().capabilities(capabilities).build_blocking().unwrap();
    let text: String =
        runtime.eval(format!("fetch('{}').then((response) => response.text())", server.url("/"))).unwrap();
    assert_eq!(text, "hello");
}
