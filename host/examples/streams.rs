//! Bytes that flow through a script while it runs: a reader, a script, a writer.
//!
//! `cargo run --release --example streams`

use skerry::{ByteReader, Engine, Function, Limits, MIB, byte_pipe};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// Counts the lines of a stream and numbers them.
const NUMBER: &str = "(input) => {
    let rest = '', line = 0;
    return input
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(new TransformStream({
            transform(chunk, controller) {
                const lines = (rest + chunk).split('\\n');
                rest = lines.pop();
                for (const text of lines) controller.enqueue(`${++line}: ${text}\\n`);
            },
            flush(controller) {
                if (rest !== '') controller.enqueue(`${++line}: ${rest}\\n`);
            },
        }))
        .pipeThrough(new TextEncoderStream());
}";

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> skerry::Result<()> {
    let engine = Engine::builder().build()?;
    // Neither side is ahead by more than a pipe holds: a few MiB are enough for any size.
    let mut runtime = engine.runtime().limits(Limits::default().memory(16 * MIB)).build().await?;
    let number: Function = runtime.eval(format!("({NUMBER})")).await?;

    let (mut writer, input) = byte_pipe(1024);
    let written = tokio::spawn(async move {
        for word in ["one", "two", "three"] {
            writer.write_all(format!("{word}\n").as_bytes()).await?;
        }
        // What is dropped without this is an error for whoever reads.
        writer.shutdown().await
    });

    // A runtime runs while one of its calls is awaited; this one lasts as long as it takes.
    let text = runtime
        .concurrent(|calls| async move {
            let mut output: ByteReader = calls.call_function(&number, (input,)).await?;
            let mut text = String::new();
            match output.read_to_string(&mut text).await {
                Ok(_) => Ok(text),
                // The script's own exception, where it threw.
                Err(error) => Err(skerry::Error::Convert(error.to_string())),
            }
        })
        .await??;
    print!("{text}");
    assert_eq!(text, "1: one\n2: two\n3: three\n");
    assert!(written.await.is_ok_and(|written| written.is_ok()));
    Ok(())
}
