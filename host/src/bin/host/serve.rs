//! `host serve`: an HTTP server that gives each request a runtime of its own.

mod access_log;
mod answer;
mod app;
mod args;
mod connections;
mod exchange;
mod metrics;
mod question;
mod refusal;
mod server;
mod spare;
mod watched;

pub use args::{ServeArgs, described};

use crate::exit::Exit;
use crate::report;
use crate::signals::Signals;
use anyhow::{Context as _, bail};
use app::Settings;
use connections::Doors;
use server::Server;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Serves until ctrl-c: the first one lets what is under way end, the second does not.
///
/// # Errors
/// Wrong arguments, an app that does not evaluate or handles no requests, an address that
/// cannot be listened on. All of it is known before anything is listened on.
pub fn serve(args: ServeArgs) -> anyhow::Result<Exit> {
    if args.shared.usage.is_some() {
        bail!("--usage is for scripts that end; --metrics ADDR shows what requests use");
    }
    let settings = Settings::new(&args)?;
    let tokio = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    tokio.block_on(async {
        let app = match settings.evaluate().await {
            Ok(app) => app,
            Err(error) => return app::failed(error),
        };
        let server = Arc::new(Server::new(&args, app));
        let mut signals = Signals::ends();
        let doors = Doors::new(&args);
        let listener = listen(args.addr).await?;
        let address = listener.local_addr()?;
        if let Some(address) = args.metrics {
            let listener = listen(address).await?;
            report::note(&format!("metrics on http://{}/metrics", listener.local_addr()?));
            tokio::spawn(metrics::serve(listener, Arc::clone(&server)));
        }
        if args.watch {
            tokio::spawn(watched::watch(settings, Arc::clone(&server)));
        }
        report::note(&format!("listening on http://{address}"));
        doors.open(listener, &server, &mut signals).await;
        Ok(Exit::Done)
    })
}

async fn listen(address: std::net::SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
}
