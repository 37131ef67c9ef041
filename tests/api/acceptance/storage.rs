//! Runtimes are ordinary values: they are stored, returned, spawned.

use crate::support::{block_on, engine};
use skerry::{Call, Calls, Function, Module, Program, Promise, Runtime, Value};
use std::collections::HashMap;
use std::future::IntoFuture;
use std::sync::{Arc, Mutex, OnceLock};

fn is_send<T: Send + 'static>() {}
fn is_shared<T: Send + Sync + Clone + 'static>() {}
fn is_sent<T: Send>(value: T) -> T {
    value
}

async fn new_runtime() -> Runtime {
    engine().runtime().build().await.unwrap()
}

#[test]
fn what_a_runtime_gives_out_can_be_sent_and_shared_too() {
    is_send::<Runtime>();
    is_send::<Call<'static, i32>>();
    is_send::<<Call<'static, i32> as IntoFuture>::IntoFuture>();
    is_shared::<Calls>();
    is_shared::<Function>();
    is_shared::<Module>();
    is_shared::<Promise>();
    is_send::<Program>();
    is_send::<Value>();
}

#[test]
fn a_runtime_is_a_field_next_to_what_came_from_it() {
    struct App {
        runtime: Runtime,
        module: Module,
        callback: Function,
    }
    impl App {
        async fn new() -> Self {
            let mut runtime = new_runtime().await;
            let module = runtime.load("export const twice = (n) => n * 2").await.unwrap();
            let callback = runtime.eval("(n) => n + 1").await.unwrap();
            Self { runtime, module, callback }
        }

        async fn work(&mut self, number: i32) -> i32 {
            let twice: i32 = self.runtime.call(&self.module, "twice", (number,)).await.unwrap();
            self.runtime.call_function(&self.callback, (twice,)).await.unwrap()
        }
    }
    block_on(async {
        let mut apps = vec![App::new().await, App::new().await];
        apps.swap(0, 1);
        for app in &mut apps {
            assert_eq!(app.work(4).await, 9);
        }
        let mut moved = Box::new(apps.remove(0));
        assert_eq!(tokio::spawn(async move { moved.work(1).await }).await.unwrap(), 3);
    });
}

#[test]
fn runtimes_live_in_a_static_map_by_tenant() {
    static TENANTS: OnceLock<Mutex<HashMap<u32, Runtime>>> = OnceLock::new();
    let tenants = TENANTS.get_or_init(Mutex::default);
    let threads = (0..4).map(|tenant| {
        std::thread::spawn(move || {
            let mut runtime = block_on(new_runtime());
            block_on(runtime.eval::<u32>(format!("var tenant = {tenant}; tenant"))).unwrap();
            tenants.lock().unwrap().insert(tenant, runtime);
        })
    });
    threads.collect::<Vec<_>>().into_iter().for_each(|thread| thread.join().unwrap());
    for tenant in [2, 0, 3, 1] {
        let mut runtime = tenants.lock().unwrap().remove(&tenant).unwrap();
        assert_eq!(block_on(runtime.eval::<u32>("tenant")).unwrap(), tenant);
    }
}

#[test]
fn a_runtime_is_shared_behind_an_async_lock_and_its_guard_is_held_across_awaits() {
    let executor = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    executor.block_on(async {
        let runtime = Arc::new(tokio::sync::Mutex::new(new_runtime().await));
        runtime.lock().await.eval::<()>("var count = 0; void 0").await.unwrap();
        let tasks = (0..16).map(|_| {
            let runtime = Arc::clone(&runtime);
            tokio::spawn(async move {
                let mut runtime = runtime.lock().await;
                let before: u32 = runtime.eval("count").await.unwrap();
                let code = format!("new Promise((done) => setTimeout(() => done(count = {before} + 1), 0))");
                is_sent(runtime.eval::<u32>(code)).await.unwrap()
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        assert_eq!(runtime.lock().await.eval::<u32>("count").await.unwrap(), 16);
    });
}

#[test]
fn a_runtime_goes_through_a_channel_between_calls() {
    let executor = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    executor.block_on(async {
        let (send, mut receive) = tokio::sync::mpsc::channel::<Runtime>(1);
        let receiver = tokio::spawn(async move {
            let mut sum = 0;
            while let Some(mut runtime) = receive.recv().await {
                sum += runtime.eval::<u32>("me").await.unwrap();
            }
            sum
        });
        for number in 0..20 {
            let mut runtime = new_runtime().await;
            runtime.eval::<u32>(format!("var me = {number}; me")).await.unwrap();
            assert!(send.send(runtime).await.is_ok());
        }
        drop(send);
        assert_eq!(receiver.await.unwrap(), 190);
    });
}
