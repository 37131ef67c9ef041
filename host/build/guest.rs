//! Builds the guest for `wasm32-wasip2`, in a target folder of its own.

use super::toolchain::Toolchain;
use crate::Result;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the guest is built from, in the repository.
const SOURCES: [&str; 3] = ["guest", "wit", "Cargo.toml"];

/// What the component has and native unit tests do not.
pub const FEATURES: &str = "crypto";

/// The components of `host build --world NAME`: the feature that each is built with.
pub const WORLDS: [&str; 4] = ["command", "http", "http-p2", "plugin"];

/// The component with these features. Those of worlds have a `QuickJS` of their own, in a target
/// folder of its own: what compiled functions need of it would make the interpreter slower.
///
/// # Errors
/// When there is no compiler for it, or it does not compile.
pub fn build(workspace: &Path, out_dir: &Path, deep_stack: &str, features: &str) -> Result<Vec<u8>> {
    for path in SOURCES {
        println!("cargo:rerun-if-changed={}", workspace.join(path).display());
    }
    let toolchain = Toolchain::find(out_dir)?;
    let is_world = WORLDS.iter().any(|world| features.split(',').any(|feature| feature == *world));
    let target = out_dir.join(if is_world { "worlds-target" } else { "guest-target" });
    let mut cargo = cargo(workspace);
    cargo.envs(toolchain.envs(is_world)).env("SKERRY_DEEP_STACK", deep_stack);
    cargo.args(["build", "--locked", "--package", "guest", "--lib", "--profile", "guest", "--target", "wasm32-wasip2"]);
    cargo.args(["--features", features]);
    cargo.arg("--target-dir").arg(&target);
    let status = cargo.status().map_err(|error| format!("cannot run cargo for the guest: {error}"))?;
    if !status.success() {
        return Err("the guest did not build; its output is above, and ./setup.sh brings what it needs".into());
    }
    Ok(fs::read(target.join("wasm32-wasip2/guest/guest.wasm"))?)
}

/// Cargo in the workspace, without the settings of the outer build.
pub fn cargo(workspace: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(workspace);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let is_network = ["CARGO_HOME", "CARGO_REGISTR", "CARGO_NET", "CARGO_HTTP", "CARGO_SOURCE"];
        let is_outer = text.starts_with("CARGO_") && !is_network.iter().any(|start| text.starts_with(start));
        if is_outer
            || ["RUSTFLAGS", "RUSTC", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "TARGET", "HOST"].contains(&&*text)
        {
            cargo.env_remove(&name);
        }
    }
    cargo
}
