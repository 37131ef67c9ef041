//! The command, as people type it: exit code first, then stdout, then stderr.

mod ahead;
mod bad_arguments;
mod bad_files;
mod build;
mod cache;
mod check;
mod errors;
mod escapes;
mod eval;
mod exit_codes;
mod hostile_errors;
mod imports;
mod info;
mod inspect;
mod interrupt;
mod limits;
mod network;
mod output;
mod packages;
mod permissions;
mod process;
mod run;
mod serve;
mod source_maps;
mod streams;
#[cfg(target_os = "linux")]
mod terminal;
mod usage;
