//! Tests of the public interface and of the command, by area.

#![allow(clippy::pedantic, reason = "what reads well in a test")]

mod support;

mod api;
mod cli;
mod suite;
