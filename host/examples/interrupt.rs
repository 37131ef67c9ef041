//! A script that does not end is ended: by a limit, by a deadline, by hand.
//!
//! `cargo run --release --example interrupt`

use skerry::{Engine, Error, Limits};
use std::time::Duration;

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> skerry::Result<()> {
    let engine = Engine::builder().build()?;
    let limits = Limits::default().cpu(Duration::from_millis(50));
    let mut runtime = engine.runtime().limits(limits).build().await?;

    println!("{}", runtime.eval::<()>("for (;;);").await.expect_err("it does not end"));

    let waits = runtime.eval::<()>("new Promise((done) => setTimeout(done, 60_000))");
    println!("{}", waits.timeout(Duration::from_millis(5)).await.expect_err("it waits"));

    let stop = runtime.interrupt_handle();
    let other = std::thread::spawn(move || stop.interrupt());
    let error = runtime.eval::<()>("for (;;);").await.expect_err("it does not end");
    other.join().expect("interrupting does not panic");
    if let Error::Interrupted(Some(place)) | Error::Limit { exception: Some(place), .. } = &error {
        println!("{error} at {}", place.frames[0]);
    }

    // Stopped softly, it goes on.
    println!("{}", runtime.eval::<String>("'still here'").await?);
    Ok(())
}
