//! Calls a function of what `host build --world plugin` makes, on plain wasmtime: nothing here
//! is of the library `skerry`.
//!
//! `cargo run --release -p example-plain-plugin -- app.wasm [FUNCTION [TEXT...]]`

mod plugin;
#[cfg(test)]
mod tests;

use plugin::{Failure, Plugin};
use wasmtime::Result;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(component) = arguments.next() else { wasmtime::bail!("name a component") };
    let mut plugin = Plugin::new(&std::fs::read(component)?).await?;
    let Some(function) = arguments.next() else {
        println!("{}", plugin.list().await?.join("\n"));
        return Ok(());
    };
    let texts: Vec<String> = arguments.collect();
    match plugin.call(&function, &minicbor::to_vec(texts)?).await? {
        Ok(result) => println!("{}", minicbor::display(&result)),
        Err(Failure::Exception(thrown)) => {
            println!("{}: {}\n  {}", thrown.name, thrown.message, thrown.stack.join("\n  "));
        }
        Err(failure) => println!("{failure:?}"),
    }
    Ok(())
}
