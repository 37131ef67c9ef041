//! Ctrl-c, and what changes meanwhile.

use super::server::Served;
use crate::support::folder;

const SLOW: &str =
    "export default { fetch: async (request) => { console.log('begun'); return new Response(await request.text()) } }";

fn begun(arguments: &str) -> (Served, super::server::Connection) {
    let served = Served::app(SLOW, arguments);
    let mut connection = served.connect();
    connection.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\n");
    assert_eq!(served.line(), "begun");
    (served, connection)
}

#[test]
fn ctrl_c_lets_what_is_under_way_end() {
    let (served, mut connection) = begun("");
    served.press_ctrl_c();
    assert_eq!(served.said(), "waiting for requests, 1 under way; ctrl-c again stops them");
    connection.send("text");
    assert_eq!(connection.answer(true).text(), "text");
    assert_eq!(served.end(), (Some(0), String::new()));
}

#[test]
fn a_second_ctrl_c_stops_it() {
    let (served, _connection) = begun("");
    served.press_ctrl_c();
    served.said();
    served.press_ctrl_c();
    assert_eq!(served.end().0, Some(130));
}

#[test]
fn an_idle_connection_does_not_keep_it() {
    let served = Served::app("export default { fetch: () => new Response('hello') }", "");
    let mut connection = served.connect();
    assert_eq!(connection.get("/").text(), "hello");
    assert_eq!(served.stop(), "");
}

#[test]
fn the_log_has_a_line_for_each_request() {
    let served = Served::app("export default { fetch: () => new Response('hello') }", "--log");
    assert_eq!(served.get("/path?query").text(), "hello");
    let line = served.said();
    let words: Vec<&str> = line.split(' ').collect();
    assert_eq!(&words[1..7], ["127.0.0.1", "GET", "/path?query", "HTTP/1.1", "200", "5"], "{line}");
}

#[test]
fn an_app_that_changes_is_served_as_it_is_now() {
    let app = |text: &str| {
        format!("import {{ text }} from './text.js'; export default {{ fetch: () => new Response(text + '{text}') }}")
    };
    let folder = folder().file("app.js", app("1")).file("text.js", "export const text = 'a'");
    let path = folder.path().to_owned();
    let served = Served::within(folder, "app.js", "--watch");
    assert_eq!(served.get("/").text(), "a1");
    std::fs::write(path.join("text.js"), "export const text = 'longer'").unwrap();
    assert_eq!(served.said(), "the app has changed");
    assert_eq!(served.get("/").text(), "longer1");
    std::fs::write(path.join("app.js"), "export default {").unwrap();
    while served.said() != "the app has changed and cannot be served; the one before it still is" {}
    assert_eq!(served.get("/").text(), "longer1");
    std::fs::write(path.join("app.js"), app("2")).unwrap();
    assert_eq!(served.said(), "the app has changed");
    assert_eq!(served.get("/").text(), "longer2");
}
