//! Functions of this program, called by a script: at once, later, and back again.
//!
//! `cargo run --release --example host_function`

use skerry::{AsyncCaller, Caller, Engine, Function, HostError, HostModule};
use std::time::Duration;

#[derive(Debug, thiserror::Error)]
#[error("no row {0}")]
struct NoRow(u32);

/// What each runtime may know of its tenant.
struct Tenant(&'static str);

fn database() -> HostModule {
    HostModule::new("host:database")
        .function("tenant", |caller: &Caller, ()| {
            let tenant = caller.data::<Tenant>().ok_or_else(|| HostError::new("nobody"))?;
            Ok::<_, HostError>(tenant.0)
        })
        .async_function("row", |_: AsyncCaller, (number,): (u32,)| async move {
            tokio::time::sleep(Duration::from_millis(1)).await;
            if number > 2 { Err(NoRow(number)) } else { Ok(format!("row {number}")) }
        })
        .async_function("each", |caller: AsyncCaller, (seen,): (Function,)| async move {
            for number in 0..3 {
                caller.call::<()>(&seen, (number,)).await?;
            }
            Ok::<_, HostError>(())
        })
}

const SCRIPT: &str = "(async () => {
    const { tenant, row, each } = await import('host:database');
    console.log(tenant(), await Promise.all([row(1), row(2)]));
    await each((number) => console.log('seen', number));
    await row(3);
})()";

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> skerry::Result<()> {
    let engine = Engine::builder().build()?;
    let mut runtime = engine.runtime().host_module(database()).data(Tenant("mary")).build().await?;
    let error = runtime.eval::<()>(SCRIPT).await.expect_err("there are two rows");
    // The program's own error, through the script and back.
    let NoRow(number) = error.host_error().expect("the script does not catch it");
    println!("the script asked for row {number}: {error}");
    Ok(())
}
