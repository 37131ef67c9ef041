//! That the search for what a tenant left finds it where a slot is not reset.

#[allow(dead_code, reason = "shared with tests of the library's interface")]
#[path = "../../../../tests/api/enemy/component.rs"]
mod component;
#[path = "../../../../tests/api/freshness/pattern.rs"]
mod pattern;

use crate::{Engine, Limits, MIB, Runtime};
use std::sync::atomic::Ordering::Relaxed;

async fn tenant(engine: &Engine) -> Runtime {
    engine.runtime().limits(Limits::default().memory(24 * MIB)).build().await.unwrap()
}

/// How many words of what a tenant wrote the next one of its slot finds.
async fn found(engine: &Engine) -> crate::Result<u32> {
    let mut first = tenant(engine).await;
    first.run("").await?;
    drop(first);
    tenant(engine).await.eval::<u32>("").await
}

#[test]
fn a_slot_that_is_not_reset_shows_what_its_tenant_left() {
    let engine = Engine::builder().cache(None).guest(pattern::component()).hot_slots(1).wide_slots(0).build().unwrap();
    let skips = &engine.inner.pool.memories.inner.skips_reset;
    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tokio.block_on(async {
        assert_eq!(found(&engine).await.unwrap(), 0);
        skips.store(true, Relaxed);
        assert!(found(&engine).await.unwrap() > 0);
    });
}
