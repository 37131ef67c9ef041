//! The examples of the folder `edge`. `host/examples/plain_http` asks them the same on an engine
//! that is not ours.

use super::server::{Connection, Served};
use crate::support::{folder, packages};

const EDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/edge");

fn example(name: &str, arguments: &str) -> Served {
    let text = std::fs::read(format!("{EDGE}/{name}")).unwrap();
    Served::within(folder().file(name, text), name, arguments)
}

/// One with packages of npm; none on a machine without it.
fn example_of_npm(name: &str, arguments: &str) -> Option<Served> {
    let folder = folder();
    packages::install(format!("{EDGE}/{name}").as_ref(), folder.path())
        .then(|| Served::within(folder, "app.js", arguments))
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

#[test]
fn the_cache_is_full_before_the_first_request() {
    let cache = example("cache.js", "");
    let answer: serde_json::Value = serde_json::from_str(&cache.get("/360360").text()).unwrap();
    assert_eq!(answer["factors"], serde_json::json!([2, 2, 2, 3, 3, 5, 7, 11, 13]));
    assert_eq!(cache.get("/1000000").status, 400);
}

#[test]
fn the_json_api_answers_with_hono() {
    let Some(api) = example_of_npm("json_api", "") else { return };
    assert_eq!(api.get("/islands?before=1850").text(), r#"["muckle-skerry","skerryvore"]"#);
    let missing = api.get("/islands/atlantis");
    assert_eq!((missing.status, missing.text().contains("there is no island atlantis")), (404, true));
}

#[test]
fn the_page_is_rendered_with_react() {
    let Some(site) = example_of_npm("ssr", "--allow-env NODE_ENV=production") else { return };
    let page = site.get("/Out%20Skerries").text();
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"), "{page}");
    assert!(page.contains("The weather at Out Skerries") && page.contains("Wind force 6. Sea rough."), "{page}");
}
