// How each engine serves an example; `once` tells it to give each request an instance of its own.
export const engines = [
  {
    name: "host serve",
    command: ({ host }, { entry, env, isOnline }, port) => {
      const grants = Object.entries(env).flatMap(([name, value]) => ["--allow-env", `${name}=${value}`]);
      const network = isOnline ? ["--allow-net=127.0.0.1"] : [];
      return [host, "serve", entry, "--addr", `127.0.0.1:${port}`, ...grants, ...network];
    },
    once: [],
  },
  { name: "wasmtime http", world: "http", command: wasmtime, once: ["--max-instance-reuse-count", "1"] },
  { name: "wasmtime http-p2", world: "http-p2", command: wasmtime, once: [] },
  {
    name: "jco http-p2",
    world: "http-p2",
    command: jco,
    once: ["--isolate-requests", "instance"],
  },
  // Where each request is told from the others by the component, the engine need not do so.
  {
    name: "wasmtime isolated",
    world: "http",
    isIsolated: true,
    command: (tools, example, port) => wasmtime(tools, example, port, ["--max-instance-reuse-count", "1000000"]),
    once: [],
  },
  {
    name: "jco isolated",
    world: "http-p2",
    isIsolated: true,
    command: jco,
    once: [],
  },
];

function jco({ jco }, { component }, port, options) {
  return [process.execPath, jco, "serve", "--host", "127.0.0.1", "--port", String(port), ...options, component];
}

function wasmtime({ wasmtime }, { component }, port, options) {
  return [wasmtime, "serve", "--addr", `127.0.0.1:${port}`, ...options, component];
}
