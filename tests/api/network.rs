//! `fetch` over the network, against servers on loopback.

mod aborts;
mod bodies;
mod grants;
mod hook;
mod hostile;
mod redirects;
mod requests;
mod server;
mod tls;

use crate::support::{block_on, engine};
use server::Server;
use skerry::{Capabilities, Error, Network, Runtime};

/// Loopback by its address.
fn loopback() -> Network {
    Network::none().allow("127.0.0.1").unwrap()
}

async fn runtime_with(network: Network) -> Runtime {
    engine().runtime().capabilities(Capabilities::none().network(network)).build().await.unwrap()
}

/// What an asynchronous script answers that may reach loopback; `url` is the server's.
fn answer(server: &Server, code: &str) -> String {
    answer_within(loopback(), server, code).unwrap()
}

fn answer_within(network: Network, server: &Server, code: &str) -> Result<String, Error> {
    block_on(async {
        let mut runtime = runtime_with(network).await;
        runtime.eval(format!("const url = '{}'; (async () => {{ {code} }})()", server.url("/"))).await
    })
}

/// The error of a `fetch`: its class, its message, and the code of its cause.
const ERROR: &str = "
    const error = await failing.then(() => 'no error', (error) => error);
    return error instanceof TypeError ? `TypeError ${error.message} ${error.cause?.code ?? ''}`.trim() : String(error);";

/// What goes wrong with `fetch(url)`, or with what is awaited after it.
fn failure(server: &Server, then: &str) -> String {
    answer(server, &format!("const failing = fetch(url){then}; {ERROR}"))
}
