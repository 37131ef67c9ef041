//! What bounds a flow that no script has a say in.

use super::{compressed, function, runtime};
use crate::support::{block_on, engine};
use skerry::{ByteReader, ByteWriter, Error, Limit, Limits, byte_pipe};
use std::io::Cursor;
use std::time::Duration;
use tokio::io::AsyncReadExt as _;

const STAGES: [&str; 4] = [
    "new TransformStream()",
    "new CompressionStream('gzip')",
    "new CompressionStream('brotli')",
    "new CompressionStream('deflate')).pipeThrough(new DecompressionStream('deflate')",
];

#[test]
fn an_endless_flow_is_stopped_by_each_limit() {
    block_on(async {
        let tick = Duration::from_millis(50);
        for stage in STAGES {
            for (limits, limit) in
                [(Limits::unlimited().cpu(tick), Limit::Cpu), (Limits::unlimited().wall(tick), Limit::Wall)]
            {
                let mut runtime = engine().runtime().limits(limits).build().await.unwrap();
                let code = format!("(from, to) => from.pipeThrough({stage}).pipeTo(to)");
                let pipe = function(&mut runtime, &code).await;
                let endless = (ByteReader::new(tokio::io::repeat(7)), ByteWriter::new(tokio::io::sink()));
                let ended = runtime.call_function::<()>(&pipe, endless).await.unwrap_err();
                assert!(
                    matches!(&ended, Error::Limit { limit: hit, .. } if *hit == limit),
                    "{stage} {limit}: {ended:?}"
                );
            }
        }
    });
}

#[test]
fn a_flow_that_waits_is_stopped_softly() {
    block_on(async {
        for stage in STAGES {
            let limits = Limits::unlimited().wall(Duration::from_millis(20));
            let mut runtime = engine().runtime().limits(limits).build().await.unwrap();
            let code = format!("(from, to) => from.pipeThrough({stage}).pipeTo(to)");
            let pipe = function(&mut runtime, &code).await;
            let ((input, from), (to, output)) = (byte_pipe(8), byte_pipe(8));
            let ended = runtime.call_function::<()>(&pipe, (from, to)).await;
            assert!(matches!(&ended, Err(Error::Limit { limit: Limit::Wall, .. })), "{stage}: {ended:?}");
            assert_eq!(runtime.eval::<i32>("1").await.unwrap(), 1);
            drop((input, output));
        }
    });
}

#[test]
fn a_bomb_is_unpacked_no_further_than_somebody_reads() {
    block_on(async {
        let mut packer = runtime().await;
        for format in ["gzip", "brotli"] {
            let bomb = compressed(&mut packer, format, &vec![0; 16 << 20]).await;
            let limits = Limits::default().memory(12 * skerry::MIB);
            let mut runtime = engine().runtime().limits(limits).build().await.unwrap();
            let code =
                format!("(from, to) => from.pipeThrough(new DecompressionStream('{format}')).pipeTo(to).catch(String)");
            let pipe = function(&mut runtime, &code).await;
            let (to, mut output) = byte_pipe(16);
            let (said, first) = runtime
                .concurrent(|calls| async move {
                    let read = async {
                        let mut first = vec![1; 1 << 20];
                        output.read_exact(&mut first).await.unwrap();
                        drop(output);
                        first
                    };
                    let input = ByteReader::new(Cursor::new(bomb));
                    tokio::join!(calls.call_function::<String>(&pipe, (input, to)), read)
                })
                .await
                .unwrap();
            assert_eq!(said.unwrap(), "Error: the reader was dropped");
            assert!(first.iter().all(|byte| *byte == 0), "{format}");
        }
    });
}
