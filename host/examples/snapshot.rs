//! Evaluates a program's slow start once; every runtime starts behind it.
//!
//! `cargo run --release --example snapshot`

use skerry::{Engine, Source};
use std::time::Instant;

/// A table that takes a while to build.
const PROGRAM: &str = "
    const primes = [2];
    for (let n = 3; primes.length < 5000; n += 2) {
        if (primes.every((prime) => prime * prime > n || n % prime !== 0)) primes.push(n);
    }
    export const prime = (index) => primes[index];
    globalThis.prime = prime;";

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> skerry::Result<()> {
    let engine = Engine::builder().build()?;

    let start = Instant::now();
    let snapshot = engine.snapshot([Source::module(PROGRAM).url("primes.js")]).await?;
    println!("the snapshot took {:.0?}", start.elapsed());

    for index in [0, 1, 4999] {
        let start = Instant::now();
        let mut runtime = engine.runtime().snapshot(&snapshot).build().await?;
        let prime: u32 = runtime.eval(format!("prime({index})")).await?;
        println!("prime {index} is {prime}, in a runtime of its own after {:.0?}", start.elapsed());
    }

    // It is kept in a file: data for the sandbox, which holds no machine code.
    let file = std::env::temp_dir().join("primes.snapshot");
    snapshot.save(&file)?;
    let again = engine.load_snapshot(&file)?;
    let mut runtime = engine.runtime().snapshot(&again).build().await?;
    assert_eq!(runtime.eval::<u32>("prime(100)").await?, 547);
    Ok(())
}
