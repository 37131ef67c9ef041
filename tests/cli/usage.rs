//! `--usage`: what a script has used, on stderr.

use crate::support::script;
use serde_json::Value;

fn usage(text: &str) -> Value {
    let output = script(text).args("--usage=json").output();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let line = stderr.lines().find(|line| line.starts_with('{')).unwrap_or_else(|| panic!("no JSON in {stderr}"));
    serde_json::from_str(line).unwrap()
}

fn number(usage: &Value, name: &str) -> u64 {
    usage[name].as_u64().unwrap_or_else(|| panic!("{name} in {usage}"))
}

#[test]
fn usage_is_one_line_of_text() {
    let output = script("console.log('out')").args("--usage").output();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.stdout, b"out\n");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    for word in ["usage:", "cpu", "wall", "memory", "output 4 B", "modules"] {
        assert!(stderr.contains(word), "{word} in {stderr}");
    }
}

#[test]
fn usage_as_json_has_these_names_and_no_others() {
    let usage = usage("");
    let names: Vec<&String> = usage.as_object().unwrap().keys().collect();
    assert_eq!(names, ["cpu_us", "wall_us", "peak_memory_bytes", "output_bytes", "modules"]);
}

#[test]
fn output_is_counted_in_bytes() {
    assert_eq!(number(&usage("console.log('é'); console.error('x')"), "output_bytes"), 5);
    assert_eq!(number(&usage(""), "output_bytes"), 0);
}

#[test]
fn memory_is_the_most_that_was_there_at_a_time() {
    let little = number(&usage(""), "peak_memory_bytes");
    let much = number(&usage("{ new Uint8Array(32 * 2 ** 20).fill(1) }"), "peak_memory_bytes");
    assert!((1 << 20..8 << 20).contains(&little), "{little}");
    assert!((32 << 20..64 << 20).contains(&much), "{much}");
}

#[test]
fn waiting_takes_wall_time_and_hardly_any_cpu() {
    let usage = usage("await new Promise((resolve) => setTimeout(resolve, 200))");
    assert!(number(&usage, "wall_us") >= 200_000, "{usage}");
    assert!(number(&usage, "cpu_us") < 150_000, "{usage}");
}

#[test]
fn computing_takes_cpu() {
    let usage = usage("for (let i = 0; i < 5e6; i++);");
    assert!(number(&usage, "cpu_us") >= 20_000, "{usage}");
}

#[test]
fn usage_is_printed_when_the_script_fails_or_exits_too() {
    for text in ["throw new Error('x')", "process.exit(3)", "await new Promise(() => {})"] {
        assert!(number(&usage(text), "peak_memory_bytes") > 0);
    }
}

#[test]
fn usage_is_printed_when_a_limit_stops_the_script() {
    let output = script("for (;;);").args("--usage=json --timeout 30ms").output();
    assert!(String::from_utf8_lossy(&output.stderr).contains("\"wall_us\""));
}
