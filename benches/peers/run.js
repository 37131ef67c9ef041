// What others need for the same, beside ours in the same minute:
//
//   node benches/peers/run.js HOST [GROUP...]
//
// Groups are processes, programs, kernels and worlds. With SKERRY_BENCH_RESULTS findings are added to
// that file, as the other benches do (support/results.rs).
import { appendFileSync } from "node:fs";
import { install } from "./tools.js";
import { kernels } from "./kernels.js";
import { processes, programs } from "./programs.js";
import { worlds } from "./worlds.js";

const groups = { processes, programs, kernels, worlds };
const [host, ...names] = process.argv.slice(2);

function note({ group, name, ours, unit, against, theirs, aim = null }) {
  const ratio = theirs === null || ours === null ? "" : `${(ours / theirs).toFixed(3)} x`;
  console.log(`${name.padEnd(22)} ${number(ours)} ${unit}   ${against.padEnd(16)} ${number(theirs)} ${unit}   ${ratio}`);
  const file = process.env.SKERRY_BENCH_RESULTS;
  if (file === undefined || ours === null) return;
  appendFileSync(file, JSON.stringify({ group, name, ours, unit, against, theirs, aim, aimOf: aim === null ? null : "ratio" }) + "\n");
}

const number = (value) => (value === null ? "-" : value.toPrecision(3)).padStart(8);

const tools = install(host);
for (const [name, group] of Object.entries(groups)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n${name}`);
  await group(tools, note);
}
