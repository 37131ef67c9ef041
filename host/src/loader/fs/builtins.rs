//! The names of Node's built-in modules.

/// Sorted, without those that Node itself hides behind `node:` as internal.
const BUILTINS: &[&str] = &[
    "assert",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "domain",
    "events",
    "fs",
    "http",
    "http2",
    "https",
    "inspector",
    "module",
    "net",
    "os",
    "path",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "readline",
    "repl",
    "sea",
    "sqlite",
    "stream",
    "string_decoder",
    "sys",
    "test",
    "timers",
    "tls",
    "trace_events",
    "tty",
    "url",
    "util",
    "v8",
    "vm",
    "wasi",
    "worker_threads",
    "zlib",
];

/// The built-ins that Node knows only with `node:` in front.
const PREFIX_ONLY: &[&str] = &["sea", "sqlite", "test"];

/// Whether Node has `name`, or the module that `name` is a part of (`fs/promises`), given
/// without `node:`.
pub(super) fn is_builtin(name: &str) -> bool {
    let first = name.split('/').next().unwrap_or_default();
    BUILTINS.binary_search(&first).is_ok()
}

/// Whether a specifier without `node:` is a built-in in Node.
pub(super) fn is_bare_builtin(name: &str) -> bool {
    is_builtin(name) && !PREFIX_ONLY.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(BUILTINS.is_sorted());
    }

    #[test]
    fn a_part_of_a_builtin_is_a_builtin() {
        assert!(is_builtin("fs/promises"));
        assert!(!is_builtin("lodash"));
    }

    #[test]
    fn a_builtin_with_a_prefix_of_its_own_is_no_bare_builtin() {
        assert!(is_builtin("test") && !is_bare_builtin("test"));
    }
}
