//! Nothing of a flow is left once it has ended, or nobody can end it any more.

use super::{Pieces, function, runtime, text};
use crate::support::block_on;
use skerry::{ByteReader, ByteWriter, Runtime, byte_pipe};
use tokio::io::AsyncWriteExt as _;

/// Flows that end, fail, are stopped, or wait for what is dropped then.
async fn flows(runtime: &mut Runtime, stage: &str) -> u64 {
    let code = format!(
        "(from, to, stops) => {{
            const controller = new AbortController(), {{ signal }} = controller;
            const piped = from.pipeThrough({stage}, {{ signal }}).pipeTo(to).catch(() => {{}});
            if (stops) setTimeout(() => controller.abort(from), 0);
            return stops ? piped : undefined;
        }}"
    );
    let pipe = function(runtime, &code).await;
    for _ in 0..20 {
        for fails in [false, true] {
            let input = Pieces { fails, ..Pieces::of(text(), 50_000) };
            let ends = (ByteReader::new(input), ByteWriter::new(tokio::io::sink()), false);
            runtime.call_function::<()>(&pipe, ends).await.unwrap();
        }
        runtime.run_until_idle().await.unwrap();
        for stops in [true, false] {
            let ((mut input, from), (to, output)) = (byte_pipe(64), byte_pipe(64));
            input.write_all(b"some").await.unwrap();
            runtime.call_function::<()>(&pipe, (from, to, stops)).await.unwrap();
            drop((input, output));
        }
    }
    drop(pipe);
    runtime.run_until_idle().await.unwrap();
    runtime.collect().await.unwrap().objects
}

#[test]
fn flows_that_ended_leave_nothing() {
    block_on(async {
        for stage in ["new CompressionStream('gzip')", "new TransformStream()", "new DecompressionStream('brotli')"] {
            let mut runtime = runtime().await;
            let (first, second) = (flows(&mut runtime, stage).await, flows(&mut runtime, stage).await);
            assert_eq!(first, second, "{stage}");
        }
    });
}
