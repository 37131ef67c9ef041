// Whole processes, and programs that say how many milliseconds they took.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { inTurns } from "../support/turns.js";
import { benches, work } from "./tools.js";

const ROUNDS = 9;

// How each engine runs a file.
const runs = {
  skerry: ({ skerry }) => [skerry, "run"],
  node: ({ node }) => [node],
  deno: ({ deno }) => deno && [deno, "run", "--quiet"],
  bun: ({ bun }) => bun && [bun, "run"],
};

function tasksOf(commands, tools, measure) {
  const all = Object.entries(commands).map(([name, command]) => [name, command(tools)]);
  return Object.fromEntries(all.filter(([, command]) => command !== undefined).map(([name, command]) => [name, () => measure(command)]));
}

function run([program, ...flags], file) {
  return execFileSync(program, [...flags, file], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function compare(note, times, group, name, unit = "ms") {
  for (const [against, theirs] of times) {
    if (against !== "skerry") note({ group, name, ours: times.get("skerry"), unit, against, theirs });
  }
}

export function processes(tools, note) {
  mkdirSync(work, { recursive: true });
  const file = join(work, "hello.js");
  writeFileSync(file, "console.log('hello')\n");
  const times = inTurns(15, tasksOf(runs, tools, (command) => {
    const start = process.hrtime.bigint();
    run(command, file);
    return Number(process.hrtime.bigint() - start) / 1e6;
  }));
  compare(note, times, "peers: a process", "hello");
}

export function programs(tools, note) {
  const commands = { ...runs, "LLRT's crates": ({ llrt }) => llrt && [llrt] };
  for (const name of readdirSync(join(benches, "streams")).sort()) {
    const file = join(benches, "streams", name);
    const times = inTurns(ROUNDS, tasksOf(commands, tools, (command) => Number(run(command, file))));
    compare(note, times, "peers: streams", basename(name, ".js"));
  }
}
