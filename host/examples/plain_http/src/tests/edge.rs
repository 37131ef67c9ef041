//! The examples of the folder `edge`; `tests/cli/serve/examples.rs` asks them the same under `host serve`.

#[path = "../../../../../tests/support/packages.rs"]
mod packages;

use super::{ask, build_graph, served_component};
use skerry::loader::FsLoader;
use skerry::{Isolation, World};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

const EDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../examples/edge");
/// Where those are that take packages from npm.
const INSTALLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../target/edge");

/// An example on an engine that is not ours: a fresh instance for each request, and one for all.
fn served(entry: &Path, env: (&str, &str)) -> [SocketAddr; 3] {
    let kinds = [
        (World::Http, Isolation::Instance, 1),
        (World::HttpP2, Isolation::Instance, 1),
        (World::Http, Isolation::Request, 1000),
    ];
    kinds.map(|(world, isolation, requests)| {
        let loader = FsLoader::new().root_in_place(entry.parent().unwrap()).unwrap();
        let component = build_graph(entry.to_str().unwrap(), loader, world, isolation, env).unwrap();
        served_component(&component, requests)
    })
}

fn example(name: &str, env: (&str, &str)) -> [SocketAddr; 3] {
    served(&fs::canonicalize(EDGE).unwrap().join(name), env)
}

/// One with packages of npm; none on a machine without it.
fn example_of_npm(name: &str) -> Option<[SocketAddr; 3]> {
    let folder = PathBuf::from(INSTALLED).join(name);
    fs::create_dir_all(&folder).unwrap();
    let is_installed = packages::install(format!("{EDGE}/{name}").as_ref(), &folder);
    is_installed.then(|| served(&fs::canonicalize(folder).unwrap().join("app.js"), ("NODE_ENV", "production")))
}

#[test]
fn hello_says_hello() {
    for address in example("hello.js", ("NAME", "value")) {
        assert_eq!(ask(address, "GET /you?who=me", b""), (200, "hello from /you\n".to_owned()));
    }
}

#[test]
fn the_proxy_streams_what_another_server_answers() {
    let app = "export default { fetch: ({ body, url }) => new Response(body ?? `at ${new URL(url).pathname}`, { status: 201 }) }";
    let upstream = super::served(app, World::Http, 1);
    let body = "some text ".repeat(100_000);
    for address in example("proxy.js", ("UPSTREAM", &format!("http://{upstream}"))) {
        assert_eq!(ask(address, "GET /some/path", b""), (201, "AT /SOME/PATH".to_owned()));
        assert!(ask(address, "POST /", body.as_bytes()).1 == body.to_uppercase());
    }
}

#[test]
fn the_cache_is_full_before_the_first_request() {
    for address in example("cache.js", ("NAME", "value")) {
        let (status, answer) = ask(address, "GET /360360", b"");
        assert!(status == 200 && answer.contains(r#""factors":[2,2,2,3,3,5,7,11,13]"#), "{answer}");
        assert_eq!(ask(address, "GET /1000000", b"").0, 400);
    }
}

#[test]
fn the_json_api_answers_with_hono() {
    for address in example_of_npm("json_api").into_iter().flatten() {
        let answer = ask(address, "GET /islands?before=1850", b"");
        assert_eq!(answer, (200, r#"["muckle-skerry","skerryvore"]"#.to_owned()));
        let (status, missing) = ask(address, "GET /islands/atlantis", b"");
        assert!(status == 404 && missing.contains("there is no island atlantis"), "{missing}");
    }
}

#[test]
fn the_page_is_rendered_with_react() {
    for address in example_of_npm("ssr").into_iter().flatten() {
        let (status, page) = ask(address, "GET /Out%20Skerries", b"");
        assert!(status == 200 && page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"), "{page}");
        assert!(page.contains("The weather at Out Skerries") && page.contains("Wind force 6. Sea rough."), "{page}");
    }
}
