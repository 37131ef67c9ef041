//! The examples of the folder `edge`.

use super::server::{Connection, Served};
use crate::support::folder;

fn example(name: &str, arguments: &str) -> Served {
    let text = std::fs::read(format!("{}/../examples/edge/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    Served::within(folder().file(name, text), name, arguments)
}

#[test]
fn hello_says_hello() {
    assert_eq!(example("hello.js", "").get("/you").text(), "hello from /you\n");
}

#[test]
fn the_proxy_streams_what_another_server_answers() {
    let upstream = Served::app(
        "export default { fetch: ({ body, url }) => new Response(body ?? `at ${new URL(url).pathname}`, { status: 201 }) }",
        "",
    );
    let grants = format!("--allow-env UPSTREAM=http://{} --allow-net=127.0.0.1", upstream.address);
    let proxy = example("proxy.js", &grants);
    let mut connection = Connection::to(proxy.address);
    let answer = connection.get("/some/path");
    assert_eq!((answer.status, answer.text().as_str()), (201, "AT /SOME/PATH"));
    assert_eq!(proxy.line(), "GET /some/path 201");
    let body = "some text ".repeat(100_000);
    assert_eq!(connection.post("/", body.as_bytes()).text(), body.to_uppercase());
}
