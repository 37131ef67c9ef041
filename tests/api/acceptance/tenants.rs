//! Two tenants at once: each has its own of everything.

use crate::support::{block_on, engine};
use serde::Deserialize;
use skerry::loader::MapLoader;
use skerry::{Caller, Capabilities, Clock, ConsoleLevel, Engine, HostError, HostModule, Runtime};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

/// What a tenant's script finds.
#[derive(Debug, Deserialize, PartialEq)]
struct Seen {
    env: Vec<String>,
    module: String,
    now: u64,
    host: String,
    data: String,
    timer: u32,
    foreign: Vec<String>,
    ours: Vec<String>,
}

const LOOK: &str = "(async () => {
    const names = async (all) => {
        const found = [];
        for (const name of all) await import(name).then(() => { found[found.length] = name }, () => {});
        return found;
    };
    globalThis.fired = 0;
    const timer = setTimeout(() => { fired++ }, 60_000);
    const { who } = await import('who');
    const host = await import('host:me');
    console.log(who);
    await new Promise((done) => setTimeout(done, 1));
    return { env: Object.keys(process.env).map((name) => name + '=' + process.env[name]), module: who, now: Date.now(),
        host: host.name(), data: host.data(), timer,
        foreign: await names(['only-OTHER', 'host:only-OTHER']), ours: await names(['only-ME', 'host:only-ME']) };
})()";

struct Tenant {
    name: String,
    other: String,
    runtime: Runtime,
    said: Arc<Mutex<Vec<String>>>,
}

/// Seconds at which a tenant's clock stands.
fn second(name: &str) -> u64 {
    name.bytes().map(u64::from).sum::<u64>() + 1_000_000
}

impl Tenant {
    async fn new(engine: &Engine, name: &str, other: &str) -> Self {
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let (heard, own) = (Arc::clone(&said), name.to_owned());
        let me = HostModule::new("host:me")
            .function("name", move |_: &Caller, ()| Ok::<_, HostError>(own.clone()))
            .function("data", |caller: &Caller, ()| Ok::<_, HostError>(caller.data::<String>().cloned()));
        let only = HostModule::new(format!("host:only-{name}")).function("f", |_: &Caller, ()| Ok::<_, HostError>(()));
        let loader = MapLoader::new()
            .module("who", format!("export const who = '{name} by loader'"))
            .module(format!("only-{name}"), "export default 1");
        let builder = engine
            .runtime()
            .capabilities(Capabilities::none().env(format!("OF_{name}"), "1").env("WHO", name))
            .loader(loader)
            .clock(Clock::Frozen(SystemTime::UNIX_EPOCH + Duration::from_secs(second(name))))
            .console(move |_: ConsoleLevel, text: &str| heard.lock().unwrap().push(text.trim().to_owned()))
            .host_module(me)
            .host_module(only)
            .data(format!("data of {name}"));
        let runtime = builder.build().await.unwrap();
        Self { name: name.to_owned(), other: other.to_owned(), runtime, said }
    }

    /// Looks around, and leaves a timer pending.
    async fn look(&mut self) {
        let (name, other) = (&self.name, &self.other);
        let code = LOOK.replace("OTHER", other).replace("ME", name);
        let seen: Seen = self.runtime.eval(code).await.unwrap();
        let expected = Seen {
            env: vec![format!("OF_{name}=1"), format!("WHO={name}")],
            module: format!("{name} by loader"),
            now: second(name) * 1_000,
            host: name.clone(),
            data: format!("data of {name}"),
            timer: 1,
            foreign: Vec::new(),
            ours: vec![format!("only-{name}"), format!("host:only-{name}")],
        };
        assert_eq!(seen, expected);
        assert_eq!(*self.said.lock().unwrap(), [format!("{name} by loader")]);
    }
}

/// Two tenants look around at the same time.
pub async fn round(engine: &Engine, number: usize) {
    let (a, b) = (format!("a{number}"), format!("b{number}"));
    let (mut one, mut other) = (Tenant::new(engine, &a, &b).await, Tenant::new(engine, &b, &a).await);
    tokio::join!(one.look(), other.look());
    if number.is_multiple_of(2) {
        drop(one);
        assert_eq!(other.runtime.eval::<u32>("fired").await.unwrap(), 0);
    }
}

/// Rounds at the same time, on a pool of threads.
pub fn parallel(engine: &Engine, rounds: usize) {
    let executor = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    executor.block_on(async {
        let tasks = (0..rounds).map(|number| {
            let engine = engine.clone();
            tokio::spawn(async move { round(&engine, number).await })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
    });
}

#[test]
fn two_tenants_never_see_each_others_in_a_thousand_rounds() {
    block_on(async {
        for number in 0..1_000 {
            round(engine(), number).await;
        }
    });
}

#[test]
fn two_tenants_never_see_each_others_in_sixty_four_rounds_at_once() {
    parallel(engine(), 64);
}
