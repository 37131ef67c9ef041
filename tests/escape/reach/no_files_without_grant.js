// attack: modules of other runtimes that reach files, processes and the network
// stopped by: nothing
(async () => {
  for (const name of ["fs", "node:fs", "fs/promises", "node:child_process", "child_process", "net", "node:net", "http", "https", "dns", "os", "vm",
    "worker_threads", "node:module", "std", "os", "bjson", "llrt:util", "bun:ffi", "bun", "deno", "wasi:filesystem/types", "wasi:sockets/tcp", "skerry:net",
    "skerry:ffi", "skerry:internal", "skerry:", "host:", "host:missing", "host:tools/", "HOST:tools", "host:tools?x", "skerry:runtime/host"]) {
    await rejects(() => import(name));
  }
})();
