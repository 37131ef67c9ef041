// What a change did: two builds of the command run the same programs in turns, so that what slows
// the machine down slows both.
//
//   node benches/compare.js BASE OURS [NAME...]
//
// The programs are the kernels of scripts/, those of streams/, and a line that says hello, of which
// the whole process counts. NAMEs select some.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./support/turns.js";

const ROUNDS = 15;
// Calls of a kernel in one process: the first warms it up.
const CALLS = 5;
// A difference that is no noise on a machine that does something else too.
const NOTABLE = 0.03;

const here = dirname(fileURLToPath(import.meta.url));
const [base, ours, ...names] = process.argv.slice(2);
const hosts = [resolve(base), resolve(ours)];
const work = mkdtempSync(join(tmpdir(), "skerry-compare-"));

function scriptsOf(folder) {
  return readdirSync(join(here, folder)).filter((name) => name.endsWith(".js")).sort().map((name) => join(here, folder, name));
}

// A program that tells how many milliseconds the fastest call of a kernel took.
function timed(file) {
  const code = `${readFileSync(file, "utf8")}
;(async () => {
  let best = Infinity;
  for (let i = 0; i < ${CALLS}; i++) {
    const start = performance.now();
    await run();
    best = Math.min(best, performance.now() - start);
  }
  console.log(best);
})();`;
  const path = join(work, basename(file));
  writeFileSync(path, code);
  return path;
}

function told(host, file) {
  return Number(execFileSync(host, ["run", file], { encoding: "utf8" }));
}

function processTime(host, file) {
  const start = process.hrtime.bigint();
  execFileSync(host, ["run", file]);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function measure(file, time) {
  const times = [[], []];
  for (let i = 0; i < ROUNDS; i++) hosts.forEach((host, which) => times[which].push(time(host, file)));
  return times.map(median);
}

function programs() {
  const hello = join(work, "hello.js");
  writeFileSync(hello, "console.log('hello')");
  return [
    { name: "hello", file: hello, time: processTime },
    ...scriptsOf("scripts").map((file) => ({ name: basename(file, ".js"), file: timed(file), time: told })),
    ...scriptsOf("streams").map((file) => ({ name: basename(file, ".js"), file, time: told })),
  ].filter(({ name }) => names.length === 0 || names.includes(name));
}

try {
  console.log(`${"program".padEnd(16)}${"base".padStart(12)}${"ours".padStart(12)}${"ratio".padStart(8)}`);
  let product = 1, count = 0;
  for (const { name, file, time } of programs()) {
    hosts.forEach((host) => time(host, file));
    const [before, after] = measure(file, time);
    const ratio = after / before;
    product *= ratio;
    count++;
    const word = ratio < 1 - NOTABLE ? "  faster" : ratio > 1 + NOTABLE ? "  SLOWER" : "";
    console.log(name.padEnd(16) + `${before.toFixed(2)} ms`.padStart(12) + `${after.toFixed(2)} ms`.padStart(12) + ratio.toFixed(3).padStart(8) + word);
  }
  if (count > 1) console.log(`geometric mean ${(product ** (1 / count)).toFixed(3)}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
