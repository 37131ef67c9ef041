//! Runtimes that live on.

use skerry::{Engine, Runtime};

/// So many that have evaluated `1+1`.
pub async fn runtimes(engine: &Engine, count: usize) -> Vec<Runtime> {
    let mut live = Vec::with_capacity(count);
    for _ in 0..count {
        let mut runtime = engine.runtime().build().await.unwrap();
        assert_eq!(runtime.eval::<i32>("1+1").await.unwrap(), 2);
        live.push(runtime);
    }
    live
}
