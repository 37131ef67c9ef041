//! One runtime, some values, one error.
//!
//! `cargo run --release --example hello`

use serde::Deserialize;
use skerry::{Engine, Error, Source};

#[derive(Debug, Deserialize)]
struct Report {
    words: usize,
    longest: String,
}

const MODULE: &str = "
    export function report(text) {
        const words = text.split(' ');
        return { words: words.length, longest: words.reduce((a, b) => (b.length > a.length ? b : a)) };
    }";

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> skerry::Result<()> {
    let engine = Engine::builder().build()?; // one per process
    let mut runtime = engine.runtime().build().await?;

    let three: i64 = runtime.eval("1 + 2").await?;
    println!("1 + 2 is {three}");

    let module = runtime.load(Source::module(MODULE).url("report.js")).await?;
    let report: Report = runtime.call(&module, "report", ("a ship without a crew",)).await?;
    println!("{} words, the longest is {}", report.words, report.longest);

    match runtime.call::<Report>(&module, "report", (7,)).await {
        Err(Error::Exception(thrown)) => println!("{thrown}\n    at {}", thrown.frames[0]),
        other => println!("{other:?}"),
    }
    Ok(())
}
