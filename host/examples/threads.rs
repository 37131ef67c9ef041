//! A runtime goes from thread to thread; many work at a time.
//!
//! `cargo run --release --example threads`

use skerry::{Engine, Runtime};

async fn counter(engine: &Engine) -> skerry::Result<Runtime> {
    let mut runtime = engine.runtime().build().await?;
    runtime.eval::<()>("var count = 0").await?;
    Ok(runtime)
}

#[tokio::main(worker_threads = 2)]
pub async fn main() -> skerry::Result<()> {
    let engine = Engine::builder().build()?;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let mut runtime = counter(&engine).await?;
        // Another thread may run each part of this.
        tasks.spawn(async move {
            for _ in 0..3 {
                runtime.eval::<u32>("++count").await?;
                tokio::task::yield_now().await;
            }
            Ok::<_, skerry::Error>(runtime)
        });
    }
    let mut total = 0;
    while let Some(runtime) = tasks.join_next().await {
        let mut runtime = runtime.expect("no task panics")?;
        total += runtime.eval::<u32>("count").await?;
        // Dropped on whatever thread this is.
        std::thread::spawn(move || drop(runtime)).join().expect("dropping does not panic");
    }
    println!("counted to {total} in four worlds");
    Ok(())
}
