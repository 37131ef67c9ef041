//! A request that the program answers while the component is built: the host looks where that writes
//! to (`host/src/component/sample.rs`).
#![allow(unsafe_code, reason = "a function that the host calls by name")]

use super::{embed, exchange, platform, rest};

/// Has it answered. Nobody uses the memory after that, and nobody hears of it.
#[unsafe(no_mangle)]
extern "C" fn skerry_build_sample() {
    embed::build_on();
    let headers = vec![("host".to_owned(), b"localhost".to_vec())];
    let request = exchange::request("GET", "http://localhost/", &headers, None);
    platform::rehearse(rest::answered(&request));
}
