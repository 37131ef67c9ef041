// A server that an engine runs: a process that listens on a port of its own until it is stopped.
import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

// Longer than an engine compiles a component on a busy machine.
const PATIENCE_MS = 90_000;
const running = new Set();

// Nothing stays behind, however the run ends.
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

export async function serve(command, { cwd } = {}) {
  const port = await freePort();
  const [program, ...args] = command(port);
  const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } });
  running.add(child);
  const ended = new Promise((resolve) => child.once("close", resolve).once("error", resolve));
  let text = "";
  for (const output of [child.stdout, child.stderr]) output.setEncoding("utf8").on("data", (piece) => (text += piece));
  const server = {
    url: `http://127.0.0.1:${port}`,
    log: () => text,
    async stop() {
      child.kill("SIGTERM");
      await Promise.race([ended, sleep(2000).then(() => child.kill("SIGKILL"))]);
      running.delete(child);
    },
  };
  try {
    await listening(port, ended);
  } catch (error) {
    await server.stop();
    throw Object.assign(error, { log: text });
  }
  return server;
}

async function listening(port, ended) {
  let isOver = false;
  ended.then(() => (isOver = true));
  for (const start = Date.now(); Date.now() - start < PATIENCE_MS; await sleep(50)) {
    if (isOver) throw new Error("the server does not start");
    if (await accepts(port)) return;
  }
  throw new Error("the server does not listen");
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
