// The server that comes with web-platform-tests, on loopback: what ../server.rs does for ours.
import { spawn } from "node:child_process";
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { work } from "./engines.js";

const config = JSON.parse(readFileSync(new URL("../server.json", import.meta.url), "utf8"));
const START = "import tools.localpaths; from tools.serve import serve; serve.main()";
const LOOPBACK = "127.0.0.1";
const PATIENCE_MS = 60_000;

// Keys, certificates, the configuration and what it logs.
const folder = join(work, "server");
// What engines have to trust.
const certificate = join(folder, "certificates/cacert.pem");
// The server knows these, and tests are free to use them.
const SUBDOMAINS = ["", "www.", "www1.", "www2.", "xn--n8j6ds53lwwkrqhv28a.", "xn--lve-6lad."];

function names() {
  return [config.browser_host, config.alternate_hosts.alt].flatMap((host) => SUBDOMAINS.map((sub) => sub + host));
}

function portOf(kind) {
  return config.ports[kind][0];
}

// For what the machine lacks.
function refuse(needed) {
  console.error("error: the tests' server needs " + needed);
  process.exit(2);
}

// Engines ask the system for addresses.
async function checkNames() {
  const found = await Promise.all(names().map((name) => lookup(name, 4).then(({ address }) => address, () => undefined)));
  const missing = names().filter((_, i) => found[i] !== LOOPBACK);
  if (missing.length === 0) return;
  refuse("these lines in /etc/hosts:\n" + missing.map((name) => LOOPBACK + " " + name).join("\n"));
}

async function checkPort(port) {
  const probe = createServer().listen(port, LOOPBACK);
  try {
    await once(probe, "listening");
  } catch (error) {
    refuse("port " + port + ": " + error.message);
  }
  probe.close();
  await once(probe, "close");
}

function launch(root) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "certificates"), { recursive: true });
  const file = join(folder, "config.json");
  const ssl = { type: "openssl", openssl: { base_path: join(folder, "certificates") } };
  writeFileSync(file, JSON.stringify({ ...config, ssl }));
  const log = openSync(join(folder, "log"), "w");
  return spawn("python3", ["-c", START, "--config", file], { cwd: root, stdio: ["ignore", log, log] });
}

// The text of an answer.
async function read(path) {
  const request = get({ host: LOOPBACK, port: portOf("http"), path: "/" + path, headers: { host: config.browser_host + ":" + portOf("http") } });
  const [answer] = await once(request, "response");
  let text = "";
  for await (const chunk of answer.setEncoding("utf8")) text += chunk;
  if (answer.statusCode !== 200) throw new Error(path + ": the tests' server says " + answer.statusCode);
  return text;
}

async function answers() {
  try {
    await read("common/blank.html");
    const socket = connect(portOf("h2"), LOOPBACK);
    await once(socket, "connect");
    socket.destroy();
    return true;
  } catch {
    return false;
  }
}

// Starts it; ends with an object that knows of it and ends it.
export async function serve(root) {
  await checkNames();
  for (const port of Object.values(config.ports).flat().filter(Number.isInteger)) await checkPort(port);
  const child = launch(root);
  let fault;
  const end = new Promise((resolve) => {
    child.on("error", (error) => resolve((fault = error.message)));
    child.on("exit", (code, signal) => resolve((fault = "it ended with " + (signal ?? code))));
  });
  // It ends its own processes when it is interrupted, not when it is killed.
  const stop = () => child.kill("SIGINT") && end;
  const start = performance.now();
  while (!(await answers())) {
    if (fault === undefined && performance.now() - start < PATIENCE_MS) await sleep(100);
    else {
      await stop();
      throw new Error("the tests' server does not answer: " + (fault ?? "no word") + ", see " + join(folder, "log"));
    }
  }
  return { prepared, stop };
}

// Where a test's page is: its name says how it wants to be served.
function originOf(path) {
  const kind = [".h2.", ".https."].find((part) => path.includes(part))?.slice(1, -1) ?? "http";
  return (kind === "http" ? "http" : "https") + "://" + config.browser_host + ":" + portOf(kind);
}

// Runs on this server; it puts names and ports into some scripts. Those over HTTP/2 come last: where
// such a client is gone without a word, the server spins from then on and slows what follows.
async function prepared(runs) {
  const isLast = ({ path }) => path.includes(".h2.");
  const ordered = [...runs.filter((run) => !isLast(run)), ...runs.filter(isLast)];
  return Promise.all(ordered.map(async (run) => {
    const substituted = [...run.scripts, run.path].filter((path) => path.includes(".sub."));
    const texts = await Promise.all(substituted.map(async (path) => [path, await read(path)]));
    return { ...run, origin: originOf(run.path), isServed: true, certificate, texts: Object.fromEntries(texts) };
  }));
}
