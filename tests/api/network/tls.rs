//! TLS and HTTP/2, against a server of hyper's.

use super::ERROR;
use super::server::Server;
use crate::support::block_on;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{CertificateParams, KeyPair};
use skerry::Network;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A server with a certificate of its own, which speaks these protocols.
struct Secure {
    port: u16,
    certificate: String,
}

impl Secure {
    fn new(protocols: &'static [&'static str]) -> Self {
        let key = KeyPair::generate().unwrap();
        let names = ["secure.example".to_owned(), "127.0.0.1".to_owned()];
        let certificate = CertificateParams::new(names).unwrap().self_signed(&key).unwrap();
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let secret = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let mut config = builder.with_single_cert(vec![certificate.der().clone()], secret).unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || block_on(serve(listener, TlsAcceptor::from(Arc::new(config)))));
        Self { port, certificate: certificate.pem() }
    }

    fn network(&self) -> Network {
        let here = |_: &str| Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]);
        Network::none()
            .allow("secure.example")
            .unwrap()
            .allow("127.0.0.1")
            .unwrap()
            .allow("other.example")
            .unwrap()
            .resolver(here)
    }

    fn trusting(&self) -> Network {
        self.network().root_certificate(&self.certificate).unwrap()
    }

    fn answer(&self, network: Network, code: &str) -> String {
        // The name in the URL is given by the script.
        let nobody = Server::new(|_| String::new());
        let code = code.replace("PORT", &self.port.to_string());
        super::answer_within(network, &nobody, &code).unwrap()
    }
}

async fn serve(listener: std::net::TcpListener, acceptor: TlsAcceptor) {
    listener.set_nonblocking(true).unwrap();
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    loop {
        let Ok((stream, _)) = listener.accept().await else { return };
        let acceptor = acceptor.clone();
        tokio::spawn(async move {
            // A client that does not trust us ends the handshake.
            let Ok(stream) = acceptor.accept(stream).await else { return };
            let is_http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
            let stream = TokioIo::new(stream);
            let _ended = match is_http2 {
                true => {
                    hyper::server::conn::http2::Builder::new(TokioExecutor::new())
                        .serve_connection(stream, service_fn(echo))
                        .await
                }
                false => hyper::server::conn::http1::Builder::new().serve_connection(stream, service_fn(echo)).await,
            };
        });
    }
}

/// Says what came.
async fn echo(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let length = body.collect().await.map_or(0, |body| body.to_bytes().len());
    let host = head.headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or("-");
    let text = format!("{:?} {} {} {length} {host}", head.version, head.method, head.uri.path());
    Ok(Response::new(Full::new(Bytes::from(text))))
}

const FETCH: &str = "const response = await fetch('https://secure.example:PORT/x'); return [await response.text(), response.statusText].join('|')";

#[test]
fn a_server_that_speaks_http_2_is_spoken_to_so() {
    let server = Secure::new(&["h2", "http/1.1"]);
    assert_eq!(server.answer(server.trusting(), FETCH), "HTTP/2.0 GET /x 0 -|");
    let code = "
        const post = (body) => fetch('https://secure.example:PORT/y', { method: 'POST', body, duplex: 'half' }).then((response) => response.text());
        const bytes = new Uint8Array(1_000_000);
        const all = await Promise.all([post(bytes), post(new Blob([bytes]).stream()), post('abc'), post('')]);
        return all.join('|');";
    assert_eq!(
        server.answer(server.trusting(), code),
        "HTTP/2.0 POST /y 1000000 -|HTTP/2.0 POST /y 1000000 -|HTTP/2.0 POST /y 3 -|HTTP/2.0 POST /y 0 -"
    );
}

#[test]
fn one_that_does_not_is_spoken_to_over_http_1() {
    for protocols in [&["http/1.1"][..], &[]] {
        let server = Secure::new(protocols);
        let host = format!("secure.example:{}", server.port);
        assert_eq!(server.answer(server.trusting(), FETCH), format!("HTTP/1.1 GET /x 0 {host}|OK"));
    }
}

#[test]
fn a_certificate_is_checked() {
    let server = Secure::new(&["h2"]);
    let failing =
        |network: Network, url: &str| server.answer(network, &format!("const failing = fetch('{url}'); {ERROR}"));
    assert_eq!(
        failing(server.network(), "https://secure.example:PORT/"),
        "TypeError fetch: no secure connection to secure.example ERR_TLS"
    );
    assert_eq!(
        failing(server.trusting(), "https://other.example:PORT/"),
        "TypeError fetch: no secure connection to other.example ERR_TLS"
    );
    assert_eq!(failing(server.trusting(), "https://secure.example:PORT/"), "no error");
    assert_eq!(failing(server.trusting(), "https://127.0.0.1:PORT/"), "no error");
    // What speaks no TLS.
    let plain = Server::new(|_| super::server::ok(""));
    let text = super::answer_within(
        server.trusting(),
        &plain,
        &format!("const failing = fetch(url.replace('http:', 'https:')); {ERROR}"),
    );
    assert_eq!(text.unwrap(), "TypeError fetch: no secure connection to 127.0.0.1 ERR_TLS");
}
