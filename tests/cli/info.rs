//! `host info`, `host completions`, help and version.

use crate::support::{cache_folder, host};
use insta::assert_snapshot;

#[test]
fn help_names_every_command() {
    assert_snapshot!(host("--help").stdout(), @r"
    Runs JavaScript that you do not trust, each script in a WebAssembly sandbox of its own

    Usage: host <COMMAND>

    Commands:
      run          Run a script or module
      eval         Evaluate code
      serve        Answer HTTP requests, each in a runtime of its own
      check        Parse and resolve programs without running anything
      build        Make a program a component that other engines run
      inspect      Show what a component is: its world, imports, sizes and digests
      cache        Look after the cache of compiled images
      info         Show versions, digests and folders
      completions  Print a completion script for a shell
      help         Print this message or the help of the given subcommand(s)

    Options:
      -h, --help     Print help
      -V, --version  Print version
    ");
}

#[test]
fn help_of_run_names_every_flag_with_its_unit() {
    assert_snapshot!(host("run -h").stdout(), @r"
    Run a script or module

    Usage: host run [OPTIONS] <FILE> [-- <ARGS>...]

    Arguments:
      <FILE>     The file to run, or - for stdin: a module (import, export, top-level await), a classic
                 script, CommonJS (.cjs) or JSON
      [ARGS]...  Arguments of the script, in process.argv

    Options:
          --usage[=<FORMAT>]  Print what the script has used, on stderr [possible values: text, json]
      -h, --help              Print help (see more with '--help')
      -V, --version           Print version

    Permissions:
          --allow-read <DIR[:GUEST]>       Let the script read a folder and import from it, shown at
                                           GUEST or at its own path; from its own folder it always may
                                           import
          --allow-write <DIR[:GUEST]>      Let the script change a folder, and read it
          --allow-env <NAME[=VALUE]>       Show the script an environment variable, with a value of its
                                           own where one is given
          --allow-net[=<HOST[:PORT],...>]  Let the script fetch from hosts: names, *.NAME, addresses or
                                           ADDRESS/BITS; without any, from the whole internet, but from
                                           no private address

    Limits:
          --max-memory <SIZE>  Memory of the script: heap, stack and engine [default: 512MiB]
          --timeout <TIME>     Time from start to end, waiting included [default: none]
          --max-cpu <TIME>     Time that the script may compute [default: none]
          --max-stack <SIZE>   Stack of the script, at most 864KiB: how deep functions may call
                               [default: 864KiB]
          --max-output <SIZE>  Output of the console [default: none]
    ");
}

#[test]
fn version_is_the_packages() {
    assert_eq!(host("--version").stdout(), concat!("host ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn info_shows_versions_and_the_cache() {
    let text = host("info").stdout();
    let names: Vec<&str> = text.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, ["version", "quickjs", "wasmtime", "guest_sha256", "guest_bytes", "image", "cache"]);
    assert!(text.contains(cache_folder().to_str().unwrap()), "{text}");
}

#[test]
fn info_as_json_has_the_same_names() {
    let info: serde_json::Value = serde_json::from_str(&host("info --json").stdout()).unwrap();
    assert_eq!(info["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(info["guest_sha256"].as_str().unwrap().len(), 64);
    assert!(info["wasmtime"].as_str().unwrap().starts_with("48."));
    // A number in every consumer's eyes; the web platform's crates are a third of it.
    assert!(info["guest_bytes"].as_u64().is_some_and(|bytes| bytes < 4_000_000), "{info}");
}

#[test]
fn completions_know_commands_and_flags() {
    for shell in ["bash", "zsh", "fish"] {
        let script = host(&format!("completions {shell}")).stdout();
        for word in ["run", "eval", "max-memory", "allow-env", "warm"] {
            assert!(script.contains(word), "{shell} lacks {word}");
        }
    }
}

#[test]
fn licences_begin_with_our_own_and_name_what_is_linked() {
    let text = host("info --licenses").stdout();
    assert!(text.starts_with(concat!("Skerry ", env!("CARGO_PKG_VERSION"), " is licensed under Apache-2.0 [1].\n")));
    let quickjs = format!("QuickJS-ng {} ", skerry::BuildInfo::current().quickjs);
    for work in [&quickjs, "wasi-libc", "Rust's standard library", "rquickjs 0.14.0", "wasmtime 48.", "tokio 1."] {
        assert!(text.contains(&format!("\n  {work}")), "{work} is missing");
    }
    for holder in ["Fabrice Bellard", "Rich Felker", "Tokio Contributors", "LLVM Exceptions to the Apache 2.0 License"]
    {
        assert!(text.contains(holder), "no text of {holder}");
    }
}

#[test]
fn every_work_that_is_linked_has_a_text() {
    let text = host("info --licenses").stdout();
    let numbers = text
        .lines()
        .filter(|line| line.starts_with("  "))
        .filter_map(|line| line.strip_suffix(']').and_then(|line| line.rsplit_once(" [")).map(|(_, numbers)| numbers));
    let mut works = 0;
    // Lines of the texts can end in brackets too.
    for number in numbers.flat_map(|numbers| numbers.split(", ")).filter(|number| number.parse::<u32>().is_ok()) {
        works += 1;
        assert!(text.contains(&format!("\n[{number}]---")), "no text {number}");
    }
    assert!(works > 100, "{works} works");
    assert!(!text.contains("comes without the text"), "a crate without a text, and no standard one for it");
    assert!(!text.contains(" []\n"), "a work without a text");
}

#[test]
fn licences_of_build_tools_are_not_among_them() {
    let text = host("info --licenses").stdout();
    for tool in ["criterion", "syn ", "serde_derive", "insta"] {
        assert!(!text.contains(&format!("\n  {tool}")), "{tool} is not linked");
    }
}
