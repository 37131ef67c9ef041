//! Redirects, each checked as the first request was.

use super::server::{Server, ok, response};
use super::{ERROR, answer, answer_within, failure, loopback};
use skerry::Network;

fn to(status: &str, location: &str) -> String {
    response(status, &format!("location: {location}\r\n"), "moved")
}

/// Redirects `/STATUS` to `/end` and says there what came.
fn redirecting() -> Server {
    Server::new(|request| match request.target.strip_prefix('/').unwrap_or_default() {
        "end" => {
            let header = |name: &str| request.header(name).unwrap_or("-").to_owned();
            ok(&format!("{} {} {} {}", request.method, request.text(), header("content-type"), header("authorization")))
        }
        status => to(&format!("{status} Moved"), "/end"),
    })
}

#[test]
fn a_redirect_is_followed_and_the_method_changes_as_the_standard_says() {
    let server = redirecting();
    let code = "
        const seen = [];
        for (const [status, method] of [[301, 'POST'], [302, 'POST'], [303, 'PUT'], [307, 'POST'], [308, 'PUT'], [301, 'PUT'], [303, 'GET']]) {
            const body = method === 'GET' ? undefined : 'body';
            const response = await fetch(url + status, { method, body, headers: { authorization: 'mine', 'content-type': 'a/b' } });
            seen.push(await response.text(), response.redirected, response.url === url + 'end');
        }
        return seen.join('|');";
    assert_eq!(
        answer(&server, code),
        "GET  - mine|true|true|GET  - mine|true|true|GET  - mine|true|true|POST body a/b mine|true|true|PUT body a/b mine|true|true|\
         PUT body a/b mine|true|true|GET  a/b mine|true|true"
    );
}

#[test]
fn a_redirect_is_an_error_or_the_response_where_the_request_says_so() {
    let server = redirecting();
    let code = format!("const failing = fetch(url + 302, {{ redirect: 'error' }}); {ERROR}");
    assert!(answer(&server, &code).starts_with("TypeError fetch: http://127.0.0.1"));
    let code = "
        const response = await fetch(url + 302, { redirect: 'manual' });
        return [response.status, response.headers.get('location'), response.redirected, await response.text()].join();";
    assert_eq!(answer(&server, code), "302,/end,false,moved");
}

#[test]
fn the_bytes_of_a_location_are_escaped() {
    let server = Server::new(|request| match request.target.as_str() {
        "/" => to("302 Found", "/é?ü#ß"),
        target => ok(target),
    });
    let code = "const response = await fetch(url); return await response.text() + ' ' + (response.url === url + '%C3%A9?%C3%BC')";
    assert_eq!(answer(&server, code), "/%C3%A9?%C3%BC true");
}

#[test]
fn the_body_of_a_stream_cannot_be_sent_again() {
    let server = redirecting();
    let code = |status: u16| {
        format!(
            "const body = new Blob(['abc']).stream();
             const failing = fetch(url + {status}, {{ method: 'POST', body, duplex: 'half' }}).then((response) => response.text());
             {ERROR}"
        )
    };
    assert!(answer(&server, &code(307)).contains("the body of the request was a stream"));
    assert!(answer(&server, &code(303)).starts_with("no error"));
}

#[test]
fn a_loop_of_redirects_ends_after_twenty() {
    let server = Server::new(|_| to("302 Found", "/again"));
    assert!(failure(&server, "").starts_with("TypeError fetch: more than 20 redirects"));
    assert_eq!(server.requests().len(), 21);
}

#[test]
fn a_redirect_leads_nowhere_that_is_not_granted() {
    let inner = Server::new(|_| ok("secret"));
    let target = inner.url("/");
    let server = Server::new(move |_| to("302 Found", &target));
    let network = Network::none().allow(server.address.to_string()).unwrap();
    let text = answer_within(network, &server, &format!("const failing = fetch(url); {ERROR}")).unwrap();
    assert!(text.contains("not granted"), "{text}");
    for location in [
        "http://[::1]/",
        "http://localhost/",
        "http://0x7f.1:1/",
        "file:///etc/passwd",
        "data:text/plain,x",
        "http://user:pw@127.0.0.1/",
        "javascript:1",
        "http://169.254.169.254/",
        "//[",
        "blob:null/x",
    ] {
        let server = Server::new(move |_| to("302 Found", location));
        let network = Network::none().allow(server.address.to_string()).unwrap().allow("*").unwrap();
        let text = answer_within(network, &server, &format!("const failing = fetch(url); {ERROR}")).unwrap();
        assert!(text.starts_with("TypeError"), "{location}: {text}");
    }
    assert!(inner.requests().is_empty());
}

#[test]
fn what_is_meant_for_one_server_does_not_go_to_another() {
    let other = Server::new(|request| {
        ok(&format!("{:?} {:?} {:?}", request.header("authorization"), request.header("cookie"), request.header("x-a")))
    });
    let target = other.url("/");
    let server = Server::new(move |_| to("302 Found", &target));
    let code = "return (await fetch(url, { headers: { authorization: 'a', cookie: 'b', 'x-a': 'c' } })).text()";
    assert_eq!(answer_within(loopback(), &server, code).unwrap(), r#"None None Some("c")"#);
}
