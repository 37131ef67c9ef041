//! `host serve`, over loopback.

mod bodies;
mod bounds;
mod ends;
mod examples;
mod refused;
mod requests;
mod server;
