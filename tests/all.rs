//! Tests of the public interface and of the command, by area.

mod support;

mod api;
mod cli;
mod suite;
