// A fresh world: made, `1+1` evaluated, dropped. Ours is what the bench `startup` has found in the same
// run of `just bench`. One of workerd's is a worker that answers a request, since nothing less can be had.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import vm from "node:vm";
import { inTurns } from "../support/turns.js";
import { folder } from "./tools.js";

const ROUNDS = 9;
const EACH = 50;

export async function worlds(tools, note) {
  const tasks = { "node:vm": timed(() => vm.runInContext("1+1", vm.createContext())) };
  tasks["quickjs-emscripten"] = timed(await quickjs(tools));
  if (tools.node24 !== undefined) tasks["isolated-vm"] = () => isolates(tools);
  const workerd = tools.workerd === undefined ? undefined : await startWorkerd(tools);
  if (workerd !== undefined) tasks.workerd = () => fetched(`http://127.0.0.1:${workerd.port}/?times=${EACH}`);
  try {
    const ours = found();
    for (const [against, theirs] of inTurns(ROUNDS, tasks)) {
      note({ group: "peers: a fresh world", name: "create, 1+1, drop", ours, unit: "us", against, theirs });
    }
  } finally {
    workerd?.process.kill();
  }
}

const timed = (task) => () => {
  const start = process.hrtime.bigint();
  for (let i = 0; i < EACH; i++) task();
  return Number(process.hrtime.bigint() - start) / 1e3 / EACH;
};

async function quickjs({ modules }) {
  const { getQuickJS } = createRequire(join(modules, "x"))("quickjs-emscripten");
  const quickjs = await getQuickJS();
  return () => {
    const context = quickjs.newContext();
    context.unwrapResult(context.evalCode("1+1")).dispose();
    context.dispose();
  };
}

// It wants a newer Node than the benches do.
function isolates({ node24, modules }) {
  return told(node24, [join(folder, "isolates.js"), modules, String(EACH)]);
}

const fetched = (url) => told("curl", ["--silent", "--show-error", "--fail", url]);

function told(program, flags) {
  return Number(execFileSync(program, flags, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }));
}

// The port is the system's choice, and told on a pipe.
async function startWorkerd({ workerd }) {
  const flags = ["serve", "--experimental", "--control-fd=3", join(folder, "workerd/config.capnp")];
  const process = spawn(workerd, flags, { stdio: ["ignore", "ignore", "inherit", "pipe"] });
  for await (const chunk of process.stdio[3]) {
    for (const line of String(chunk).split("\n").filter(Boolean)) {
      const { event, port } = JSON.parse(line);
      if (event === "listen") return { process, port };
    }
  }
  throw new Error("workerd has not begun to listen");
}

// What `startup` has found, if it has run.
function found() {
  const file = process.env.SKERRY_BENCH_RESULTS;
  if (file === undefined || !existsSync(file)) return null;
  const rows = readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return rows.find(({ group, against }) => group === "start-up" && against === "native rquickjs")?.ours ?? null;
}
