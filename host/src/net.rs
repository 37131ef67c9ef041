//! Requests of scripts: what stands behind `fetch`.
//!
//! The guest follows the fetch standard, redirects included, and asks the host for one
//! exchange at a time. So whatever is checked here is checked for each of them: first
//! the embedder's hook is asked, then the grants, by name and once more by address.

mod exchange;
mod hook;

#[cfg(feature = "network")]
mod address;
#[cfg(feature = "network")]
mod body;
#[cfg(feature = "network")]
mod client;
#[cfg(feature = "network")]
mod connection;
#[cfg(feature = "network")]
mod connector;
#[cfg(feature = "network")]
mod explain;
#[cfg(feature = "network")]
mod failure;
#[cfg(feature = "network")]
mod lookup;
#[cfg(feature = "network")]
mod network;
#[cfg(feature = "network")]
mod request;
#[cfg(feature = "network")]
mod rule;
#[cfg(feature = "network")]
mod tls;

pub(crate) use hook::FetchHook;

#[cfg(feature = "network")]
pub(crate) use client::Client;
#[cfg(feature = "network")]
pub(crate) use failure::Failure;
#[cfg(feature = "network")]
pub use network::Network;
#[cfg(feature = "network")]
pub(crate) use network::not_granted;

pub use exchange::{FetchAnswer, FetchBody, FetchRequest, FetchResponse};
