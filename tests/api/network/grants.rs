//! What is granted, and what is not.

use super::server::{Server, ok};
use super::{ERROR, answer_within, runtime_with};
use crate::support::{block_on, engine};
use skerry::{Error, Network};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn refused(network: Network, server: &Server, url: &str) -> String {
    answer_within(network, server, &format!("const failing = fetch({url}); {ERROR}")).unwrap()
}

#[test]
fn without_a_grant_there_is_no_network_and_the_hint_says_how_to_get_it() {
    let server = Server::new(|_| ok(""));
    let error = block_on(async {
        let mut runtime = engine().runtime().build().await.unwrap();
        runtime.eval::<()>(format!("fetch('{}').then(() => 0)", server.url("/"))).await.unwrap_err()
    });
    let Error::Denied(exception) = &error else { panic!("{error:?}") };
    assert_eq!(exception.name, "TypeError");
    assert_eq!(exception.message, format!("fetch: no network is granted, and {} needs one", server.url("/")));
    assert_eq!(exception.hint.as_deref(), Some("grant it: --allow-net=127.0.0.1, or Capabilities::network in Rust"));
    assert!(!exception.frames.is_empty());
    assert!(server.requests().is_empty());
}

#[test]
fn what_is_granted_to_one_runtime_is_not_granted_to_another() {
    let server = Server::new(|_| ok("granted"));
    let network = || Network::none().allow(server.address.to_string()).unwrap();
    assert_eq!(answer_within(network(), &server, "return (await fetch(url)).text()").unwrap(), "granted");
    let other = Network::none().allow("127.0.0.1:1").unwrap();
    assert!(refused(other, &server, "url").contains("a loopback address, which is not granted"));
    assert!(refused(Network::none(), &server, "url").contains("not granted"));
    assert!(refused(Network::none().allow("*").unwrap(), &server, "url").contains("not granted"));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_name_that_stands_for_a_private_address_is_refused() {
    let server = Server::new(|_| ok("inside"));
    let port = server.address.port();
    let named = |grants: &[&str]| {
        let network = grants.iter().fold(Network::none(), |network, grant| network.allow(grant).unwrap());
        network.resolver(|name| match name {
            "inside.example" => Ok(vec!["127.0.0.1".parse().unwrap()]),
            "mapped.example" => Ok(vec!["::ffff:127.0.0.1".parse().unwrap()]),
            "translated.example" => Ok(vec!["64:ff9b::7f00:1".parse().unwrap()]),
            "none.example" => Ok(Vec::new()),
            _ => Err(std::io::Error::other("no such name")),
        })
    };
    for name in ["inside.example", "mapped.example", "translated.example"] {
        let text = refused(named(&["*", "*.example", "localhost"]), &server, &format!("'http://{name}:{port}/'"));
        assert!(text.contains(&format!("{name} is 127.0.0.1, a loopback address, which is not granted")), "{text}");
        let code = format!("return (await fetch('http://{name}:{port}/')).text()");
        assert_eq!(answer_within(named(&["*.example", "127.0.0.1"]), &server, &code).unwrap(), "inside");
    }
    for name in ["none.example", "unknown.example"] {
        assert!(refused(named(&["*"]), &server, &format!("'http://{name}/'")).ends_with(" ENOTFOUND"));
    }
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_name_that_changes_its_address_is_looked_up_once_for_a_connection() {
    let server = Server::new(|_| ok("inside"));
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    // An address that is granted at first, where nobody is, then the one inside.
    let network = Network::none()
        .allow("rebinding.example")
        .unwrap()
        .allow("192.0.2.0/24")
        .unwrap()
        .connect_timeout(std::time::Duration::from_millis(50))
        .resolver(move |_| {
            let addresses: [IpAddr; 2] = ["192.0.2.1".parse().unwrap(), "127.0.0.1".parse().unwrap()];
            Ok(vec![addresses[count.fetch_add(1, Ordering::SeqCst).min(1)]])
        });
    let url = format!("'http://rebinding.example:{}/'", server.address.port());
    let code = format!("const failing = fetch({url}).catch(() => fetch({url})); {ERROR}");
    let text = answer_within(network, &server, &code).unwrap();
    assert!(text.contains("rebinding.example is 127.0.0.1, a loopback address"), "{text}");
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    assert!(server.requests().is_empty());
}

#[test]
fn ports_of_other_protocols_are_refused() {
    let server = Server::new(|_| ok(""));
    let text = refused(super::loopback(), &server, "'http://127.0.0.1:6667/'");
    assert!(text.contains("port 6667 is not granted, it is that of another protocol"), "{text}");
}

#[test]
fn a_host_that_cannot_be_reached_is_an_error_with_its_cause() {
    let server = Server::new(|_| ok(""));
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let text = refused(super::loopback(), &server, &format!("'http://127.0.0.1:{free}/'"));
    assert_eq!(text, format!("TypeError fetch: no connection to 127.0.0.1, port {free} ECONNREFUSED"));
}

#[test]
fn no_script_imports_what_stands_behind_fetch() {
    let error = block_on(async {
        let mut runtime = runtime_with(super::loopback()).await;
        runtime.eval::<()>("import('skerry:fetch')").await.unwrap_err()
    });
    assert!(error.to_string().contains("cannot find module 'skerry:fetch'"), "{error}");
}

#[test]
fn a_grant_that_is_none_is_an_error_of_the_program() {
    for host in ["", "http://a", "a b", "10.0.0.1/8", "*.", "a:b"] {
        assert!(matches!(Network::none().allow(host), Err(Error::Setup(_))), "{host}");
    }
    assert!(matches!(Network::none().root_certificate("no certificate"), Err(Error::Setup(_))));
    assert!(matches!(Network::none().root_certificate("-----BEGIN x-----"), Err(Error::Setup(_))));
}
