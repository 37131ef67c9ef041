//! Requests that share an instance and nothing else.

use super::{ask, begin, build, end, ended, served_as};
use skerry::{Isolation, World};
use std::net::TcpListener;

const TRACES: &str = include_str!("traces.js");
const WORLDS: [World; 2] = [World::Http, World::HttpP2];

#[test]
fn a_request_finds_nothing_of_those_before() {
    // It never answers: what waits for it is ended with its request.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let head = format!("POST /?http://{}/", silent.local_addr().unwrap());
    for world in WORLDS {
        let address = served_as(TRACES, world, Isolation::Request, 1000);
        for _ in 0..30 {
            assert_eq!(ask(address, &head, b"a body"), (200, "nothing".to_owned()), "{world:?}");
        }
    }
}

#[test]
fn traces_are_found_where_requests_share_an_instance() {
    let head = "POST /?http://127.0.0.1:1/";
    for world in WORLDS {
        let address = served_as(TRACES, world, Isolation::Instance, 1000);
        assert_eq!(ask(address, head, b"").1, "nothing");
        let (_, found) = ask(address, head, b"");
        for trace in
            ["global", "module", "map", "prototype", "built-in", "environment", "listener", "imported", "timer"]
        {
            assert!(found.split(' ').any(|word| word == trace), "{world:?}: {trace} is not in {found}");
        }
    }
}

#[test]
fn requests_that_overlap_find_nothing_of_each_other() {
    for world in WORLDS {
        let address = served_as(TRACES, world, Isolation::Request, 1000);
        let head = "POST /?http://127.0.0.1:1/";
        let at_once: Vec<_> = (0..12).map(|_| begin(address, head, b"a body")).collect();
        for stream in at_once {
            assert_eq!(end(stream), (200, "nothing".to_owned()), "{world:?}");
        }
    }
}

#[test]
fn what_goes_wrong_in_one_request_ends_with_it() {
    for world in WORLDS {
        let address = served_as(super::APP, world, Isolation::Request, 1000);
        for _ in 0..3 {
            for path in ["/throw", "/reject", "/nothing", "/never", "/exit"] {
                assert_eq!(ask(address, &format!("GET {path}"), b"").0, 500, "{world:?} {path}");
            }
            // Who reads an answer that is cut learns that it is.
            for path in ["/failing", "/stuck"] {
                assert!(ended(begin(address, &format!("GET {path}"), b"")).is_none(), "{world:?} {path}");
            }
            assert_eq!(ask(address, "GET /count", b"").1, "1", "{world:?}");
        }
    }
}

#[test]
fn worlds_without_requests_are_refused() {
    let error = super::build_as("export default {}", World::Command, Isolation::Request).unwrap_err();
    assert!(error.to_string().contains("only the worlds http and http-p2 have requests to isolate"), "{error}");
    assert!(build("export default { fetch() {} }", World::Http).is_ok());
}
