//! Runs a script with LLRT's streams and timers on native QuickJS: `llrt-programs FILE`.

use rquickjs::{AsyncContext, AsyncRuntime, CatchResultExt, Ctx, Function, Object, Result};
use std::time::Instant;

fn main() {
    let path = std::env::args().nth(1).expect("name a script");
    let script = std::fs::read_to_string(&path).expect("a script that can be read");
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    tokio.block_on(async {
        let runtime = AsyncRuntime::new().expect("memory");
        let context = AsyncContext::full(&runtime).await.expect("memory");
        context
            .with(|ctx| {
                let done = install(&ctx).and_then(|()| ctx.eval::<(), _>(script));
                done.catch(&ctx).unwrap_or_else(|error| panic!("{path}: {error}"));
            })
            .await;
        runtime.idle().await;
    });
}

fn install(ctx: &Ctx<'_>) -> Result<()> {
    llrt_exceptions::init(ctx)?;
    llrt_abort::init(ctx)?;
    llrt_timers::init(ctx)?;
    llrt_stream_web::init(ctx)?;
    let start = Instant::now();
    let performance = Object::new(ctx.clone())?;
    performance.set("now", Function::new(ctx.clone(), move || start.elapsed().as_secs_f64() * 1e3)?)?;
    ctx.globals().set("performance", performance)?;
    let console = Object::new(ctx.clone())?;
    console.set("log", Function::new(ctx.clone(), |number: f64| println!("{number}"))?)?;
    ctx.globals().set("console", console)
}
