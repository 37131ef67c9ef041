//! `process.stdin`, `process.stdout` and `process.stderr`.

use super::runtime;
use crate::support::{block_on, engine};
use skerry::{ByteReader, byte_pipe};
use tokio::io::AsyncReadExt as _;

#[test]
fn a_runtime_without_them_has_an_empty_stdin_and_no_output() {
    block_on(async {
        let said: String = runtime()
            .await
            .eval(
                "(async () => {
                    const { done } = await process.stdin.getReader().read();
                    return [done, process.stdout, process.stderr, process.stdin === process.stdin].join();
                })()",
            )
            .await
            .unwrap();
        assert_eq!(said, "true,,,true");
    });
}

#[test]
fn a_script_reads_and_writes_what_the_embedder_gave() {
    block_on(async {
        let (stdout, mut output) = byte_pipe(64);
        let mut runtime = engine().runtime().stdin(ByteReader::new(&b"in"[..])).stdout(stdout).build().await.unwrap();
        runtime.run("process.stdin.pipeThrough(new TransformStream()).pipeTo(process.stdout)").await.unwrap();
        let mut text = String::new();
        output.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "in");
    });
}

#[test]
fn a_runtime_that_is_reset_has_none_any_more() {
    block_on(async {
        let mut runtime = engine().runtime().stdin(ByteReader::new(&b"in"[..])).build().await.unwrap();
        let read = "process.stdin.getReader().read().then(({ done }) => done)";
        assert!(!runtime.eval::<bool>(read).await.unwrap());
        runtime.reset().await.unwrap();
        assert!(runtime.eval::<bool>(read).await.unwrap());
    });
}
