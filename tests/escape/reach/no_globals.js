// attack: globals of other runtimes that reach out
// stopped by: nothing
for (const name of ["require", "Deno", "Bun", "std", "os", "bjson", "scriptArgs", "print", "load", "loadScript", "readFile", "importScripts", "WebAssembly", "Worker",
  "SharedArrayBuffer", "Atomics", "XMLHttpRequest", "WebSocket", "EventSource", "gc", "$262", "__host", "host", "native", "primordials", "internal", "skerry"]) {
  check(!(name in globalThis) || name === "Atomics" || name === "SharedArrayBuffer", name);
}
for (const name of ["binding", "dlopen", "kill", "chdir", "setuid", "_linkedBinding", "mainModule", "abort", "report"]) check(!(name in process), name);
