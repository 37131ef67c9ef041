// One file in a process of an engine.
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { argumentsFor, environmentFor, work } from "./engines.js";

const SHELL = fileURLToPath(new URL("shell.js", import.meta.url));

// The time of a file, four times as much where its header says `long`: what our own runner gives.
const LIMIT_MS = 20_000;
// Then the harness is told, and has this long to report.
const GRACE_MS = 5_000;

let count = 0;

// The sub-tests of a run, as [name, why it failed or null], and what became of the file itself.
export async function runOne(engine, root, run) {
  const limitMs = run.isLong ? LIMIT_MS * 4 : LIMIT_MS;
  const output = join(work, "results-" + process.pid + "-" + count++ + ".jsonl");
  const start = performance.now();
  const args = [...argumentsFor(engine, run), SHELL, root, JSON.stringify({ ...run, limitMs }), output];
  const end = await finished(engine.binary, args, environmentFor(run), limitMs + GRACE_MS);
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  const records = recordsIn(output);
  rmSync(output, { force: true });
  const broken = records.find((record) => record.broken !== undefined)?.broken;
  if (broken !== undefined) throw new Error(engine.name + " cannot take the harness: " + broken);
  if (!records.some((record) => record.done)) records.push({ harness: end });
  return { seconds, ...summary(records) };
}

// Ends with the process; tells how it ended.
function finished(file, args, env, limitMs) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: work, env, stdio: ["ignore", "ignore", "pipe"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
    let words = "";
    child.stderr.on("data", (chunk) => (words = (words + chunk).slice(-500)));
    child.on("error", (error) => (words += error.message));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve("the process ended with " + (signal ?? code) + ": " + words.trim());
    });
  });
}

// A process that was killed may have left half a line.
function recordsIn(path) {
  let text = "";
  try {
    text = readFileSync(path, "utf8");
  } catch {
    // It ended before it came to write.
  }
  return text.split("\n").slice(0, -1).map((line) => JSON.parse(line));
}

// The first result under a name counts, and so does the first word on the file.
function summary(records) {
  const tests = new Map();
  for (const { name, status, message } of records) {
    if (name !== undefined && !tests.has(name)) tests.set(name, status === 0 ? null : message);
  }
  const harness = records.find((record) => record.harness !== undefined)?.harness ?? null;
  const notes = records.flatMap(({ note }) => (note === undefined ? [] : [note.slice(0, 300)])).slice(0, 10);
  return { harness, notes, tests: Array.from(tests) };
}

// Calls `body` for each item, some at a time; the results keep the order.
export async function mapSome(items, atOnce, body) {
  const results = [];
  let next = 0;
  async function takeItems() {
    while (next < items.length) {
      const index = next++;
      results[index] = await body(items[index]);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, takeItems));
  return results;
}
