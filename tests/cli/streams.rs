//! process.stdin, process.stdout, process.stderr.

use crate::support::script;
use insta::assert_snapshot;
use std::io::{Read as _, Write as _};

const PASS: &str = "await process.stdin.pipeTo(process.stdout)";

/// Decodes, works on it, encodes.
const SHOUT: &str = "await process.stdin
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new TransformStream({ transform(chunk, controller) { controller.enqueue(chunk.toUpperCase()) } }))
    .pipeTo(process.stdout)";

#[test]
fn input_flows_to_output() {
    assert_snapshot!(script(PASS).input("hello\n").shown(), @r"
    exit: 0
    ----- stdout
    hello
    ");
    assert_snapshot!(script(SHOUT).input("grüße\n").stdout(), @"GRÜSSE");
    assert_snapshot!(script(PASS).shown(), @"exit: 0");
}

#[test]
fn input_of_any_size_flows_in_constant_memory() {
    let input: Vec<u8> = (0..24 * 1024 * 1024_u32).map(|n| n.to_le_bytes()[1]).collect();
    for code in [PASS, "await process.stdin.pipeThrough(new TransformStream()).pipeTo(process.stdout)"] {
        let output = script(code).args("--max-memory 12MiB").input(input.clone()).output();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert!(output.stdout == input, "{} of {} bytes", output.stdout.len(), input.len());
    }
}

#[test]
fn what_streams_and_console_print_keeps_its_order() {
    let text = "
        const writer = process.stdout.getWriter();
        for (let i = 0; i < 20; i += 2) { await writer.write(`${i}\\n`); console.log(i + 1) }";
    let expected: String = (0..20).map(|line| format!("{line}\n")).collect();
    assert_eq!(script(text).stdout(), expected);
}

#[test]
fn stderr_is_a_stream_too() {
    let text = "const w = process.stderr.getWriter(); await w.write('to stderr\\n'); await w.close(); console.log('still here')";
    assert_snapshot!(script(text).shown(), @r"
    exit: 0
    ----- stdout
    still here
    ----- stderr
    to stderr
    ");
}

#[test]
fn a_script_ends_although_its_input_does_not() {
    for code in [
        "console.log(1)",
        "process.stdin.getReader(); console.log(1)",
        "setTimeout(() => process.exit(0)); console.log(1); await process.stdin.getReader().read()",
    ] {
        let mut run = script(code);
        let mut child = run.start();
        let stdin = child.stdin.take();
        let mut text = String::new();
        child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), child.wait().unwrap().code()), ("1\n", Some(0)), "{code}");
        drop(stdin);
    }
}

#[test]
fn an_answer_comes_before_the_next_question() {
    let text = "
        const writer = process.stdout.getWriter();
        for await (const chunk of process.stdin) await writer.write(chunk.map((byte) => byte + 1))";
    let mut run = script(text);
    let mut child = run.start();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    for byte in *b"abc" {
        stdin.write_all(&[byte]).unwrap();
        let mut answer = [0];
        stdout.read_exact(&mut answer).unwrap();
        assert_eq!(answer, [byte + 1]);
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_reader_that_has_gone_ends_the_script_well() {
    let endless = "const w = process.stdout.getWriter(); for (;;) await w.write('y\\n')";
    let mut run = script(endless);
    let mut child = run.start();
    let mut first = [0; 4];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    assert_eq!((&first, child.wait().unwrap().code()), (b"y\ny\n", Some(0)));
}

#[test]
fn the_limit_on_output_counts_streams() {
    let text = "const w = process.stdout.getWriter(); await w.write('12345'); console.log(6789); await w.write('x')";
    assert_snapshot!(script(text).args("--max-output 10B").shown(), @r"
    exit: 3
    ----- stdout
    123456789
    ----- stderr
    error: output limit exceeded: 10 bytes allowed
      1 | const w = process.stdout.getWriter(); await w.write('12345'); console.log(6789); await w.write('x')
        |                                                                                         ^
        at main.mjs:1:89
    hint: --max-output allows more
    ");
}

#[test]
fn a_chunk_that_is_no_bytes_is_explained() {
    let text = "await process.stdout.getWriter().write({})";
    let (code, error) = script(text).outcome();
    assert_eq!(code, 1);
    assert!(error.contains("neither an ArrayBuffer nor a view of one"), "{error}");
}

#[test]
fn a_program_on_stdin_has_no_more_input() {
    let run =
        crate::support::host("run -").input("process.stdin.getReader().read().then(({ done }) => console.log(done))");
    assert_eq!(run.stdout(), "true\n");
}
