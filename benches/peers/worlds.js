// A fresh world: made, `1+1` evaluated, dropped. Ours is what the bench `startup` has found in the same
// run of `just bench`.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import vm from "node:vm";
import { inTurns } from "../support/turns.js";

const ROUNDS = 9;
const EACH = 50;

export async function worlds({ modules }, note) {
  const require = createRequire(join(modules, "x"));
  const tasks = { "node:vm": () => vm.runInContext("1+1", vm.createContext()) };
  try {
    const { Isolate } = require("isolated-vm");
    tasks["isolated-vm"] = () => {
      const isolate = new Isolate({ memoryLimit: 16 });
      isolate.createContextSync().evalSync("1+1");
      isolate.dispose();
    };
  } catch (error) {
    console.log(`isolated-vm: ${error.message.split("\n")[0]}`);
  }
  const { getQuickJS } = require("quickjs-emscripten");
  const quickjs = await getQuickJS();
  tasks["quickjs-emscripten"] = () => {
    const context = quickjs.newContext();
    context.unwrapResult(context.evalCode("1+1")).dispose();
    context.dispose();
  };
  const timed = ([name, task]) => [name, () => {
    const start = process.hrtime.bigint();
    for (let i = 0; i < EACH; i++) task();
    return Number(process.hrtime.bigint() - start) / 1e3 / EACH;
  }];
  const ours = found();
  for (const [against, theirs] of inTurns(ROUNDS, Object.fromEntries(Object.entries(tasks).map(timed)))) {
    note({ group: "peers: a fresh world", name: "create, 1+1, drop", ours, unit: "us", against, theirs });
  }
}

// What `startup` has found, if it has run.
function found() {
  const file = process.env.SKERRY_BENCH_RESULTS;
  if (file === undefined || !existsSync(file)) return null;
  const rows = readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return rows.find(({ group, against }) => group === "start-up" && against === "native rquickjs")?.ours ?? null;
}
