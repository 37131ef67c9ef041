//! A world of its own for each tenant, kept in a map, with its own permissions.
//!
//! `cargo run --release --example tenants`

use skerry::{Capabilities, ConsoleLevel, Engine, Limits, MIB, Runtime};
use std::collections::HashMap;
use std::time::Duration;

struct Tenants {
    engine: Engine,
    runtimes: HashMap<&'static str, Runtime>,
}

impl Tenants {
    /// The tenant's runtime, made when it is first asked for.
    async fn of(&mut self, tenant: &'static str) -> skerry::Result<&mut Runtime> {
        if !self.runtimes.contains_key(tenant) {
            let runtime = self
                .engine
                .runtime()
                .limits(Limits::default().memory(32 * MIB).wall(Duration::from_secs(1)))
                .capabilities(Capabilities::none().env("TENANT", tenant))
                .console(move |_: ConsoleLevel, text: &str| print!("{tenant}: {text}"))
                .build()
                .await?;
            self.runtimes.insert(tenant, runtime);
        }
        Ok(self.runtimes.get_mut(tenant).expect("it was just put there"))
    }
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> skerry::Result<()> {
    let mut tenants = Tenants { engine: Engine::builder().build()?, runtimes: HashMap::new() };
    for tenant in ["ann", "bob", "ann"] {
        let runtime = tenants.of(tenant).await?;
        let visits: u32 = runtime
            .eval("globalThis.visits = (globalThis.visits ?? 0) + 1; console.log(process.env.TENANT); visits")
            .await?;
        println!("{tenant} was here {visits} times");
    }
    // A tenant that goes too far ends its own call, and nobody else's.
    let greedy = tenants.of("bob").await?.eval::<()>("const all = []; for (;;) all.push(new Array(1000))").await;
    println!("bob: {}", greedy.expect_err("no memory is enough"));
    println!("ann was here {} times", tenants.of("ann").await?.eval::<u32>("visits").await?);
    Ok(())
}
