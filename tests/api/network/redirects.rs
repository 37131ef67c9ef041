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

/// What a server on another port says of a request's provenance, behind a redirect or straight.
fn provenance(location: &str, code: &str) -> String {
    let shown = |request: &super::server::Request| {
        let header = |name: &str| request.header(name).unwrap_or("-").to_owned();
        response("200 OK", "", &format!("{} {}", header("origin"), header("referer")))
    };
    let other = Server::new(shown);
    let elsewhere = other.url("");
    let server = Server::new(move |request| match request.target.as_str() {
        "/away" => to("307 Moved", &elsewhere),
        "/hidden" => response("307 Moved", "location: /end\r\nreferrer-policy: bad, no-referrer\r\n", ""),
        _ => shown(request),
    });
    let location = location.replace("SELF", &server.address.to_string());
    let code = format!(
        "{}
         const other = {:?};
         const see = async (at, init) => (await fetch(at, init)).text();
         {code}",
        if location.is_empty() { String::new() } else { format!("globalThis.location = {{ href: {location:?} }};") },
        other.url("")
    );
    let text = answer_within(loopback(), &server, &code).unwrap();
    text.replace(&server.address.to_string(), "SELF").replace(&other.address.to_string(), "OTHER")
}

#[test]
fn a_script_without_a_location_has_no_origin_and_only_the_referrer_it_gives() {
    let code = "return (await Promise.all([
        see(url, { method: 'POST' }),
        see(url, { referrer: 'http://u:p@a.example/x?y#z', referrerPolicy: 'unsafe-url' }),
        see(url, { referrer: 'http://a.example/x' }),
        see(url, { referrer: 'data:,x', referrerPolicy: 'unsafe-url' }),
        see(url, { headers: { origin: 'http://mine.example', referer: 'http://mine.example/y' } }),
    ])).join('|')";
    assert_eq!(
        provenance("", code),
        "- -|- http://a.example/x?y|- http://a.example/|- -|http://mine.example http://mine.example/y"
    );
}

#[test]
fn a_script_with_a_location_tells_servers_where_it_is() {
    let code = "return (await Promise.all([
        see('/same'), see('/same', { method: 'POST' }), see(other), see(other, { method: 'POST', referrerPolicy: 'unsafe-url' }),
        see('/away'), see(other, { referrerPolicy: 'no-referrer' }), see('/hidden'),
        see('/same', { method: 'PUT', mode: 'same-origin', referrer: '' }),
        see('/same', { headers: { referer: 'http://mine.example/y' } }),
        see('/same', { referrer: 'http://a.example/x' }),
    ])).join('|')";
    assert_eq!(
        provenance("http://SELF/app?q#part", code),
        "- http://SELF/app?q|http://SELF http://SELF/app?q|http://SELF http://SELF/|http://SELF http://SELF/app?q|\
         http://SELF http://SELF/|http://SELF -|- -|http://SELF -|- http://mine.example/y|- http://SELF/app?q"
    );
}

#[test]
fn a_secure_script_hides_its_address_from_who_is_not_and_a_detour_its_origin() {
    // Loopback is as good as secure; the names are checked where nothing is sent.
    let code = "return (await Promise.all([see(url), see(url, { mode: 'no-cors', method: 'POST' }), see(url + 'away', { method: 'POST' })])).join('|')";
    assert_eq!(
        provenance("https://user:secret@app.example/x", code),
        "https://app.example https://app.example/|https://app.example https://app.example/|null https://app.example/"
    );
    let code = format!("const failing = fetch(other, {{ mode: 'same-origin' }}); {ERROR}");
    assert!(
        provenance("http://SELF/", &code)
            .starts_with("TypeError fetch: http://OTHER/ has another origin than the script")
    );
    let code = "return see(url)";
    assert_eq!(provenance("about:blank", code), "- -");
    assert_eq!(provenance("no URL", code), "- -");
}
