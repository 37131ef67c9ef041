// One table of what benches have found: `just bench`.
//
//   node benches/table.js FINDINGS [RESULTS]
//
// FINDINGS is the file that benches have added to (support/results.rs), RESULTS what it becomes:
// JSON of all of them, with the machine and the date.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, release } from "node:os";

// Units of which more is better; of the others less is.
const RATES = new Set(["MB/s", "GB/s", "requests/s", "x one thread"]);

const [findings, results] = process.argv.slice(2);
const rows = readFileSync(findings, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
rows.push(...means(rows));

// The geometric mean of a group whose ratios are all to the same.
function means(rows) {
  const kernels = rows.filter(({ group }) => group === "kernels");
  if (kernels.length < 2) return [];
  const ratio = Math.exp(kernels.reduce((sum, row) => sum + Math.log(ratioOf(row)), 0) / kernels.length);
  return [{ group: "kernels", name: "geometric mean", ours: ratio, unit: "x", against: kernels[0].against, theirs: 1, aim: 1.3, aimOf: "ratio" }];
}

function ratioOf({ ours, theirs }) {
  return theirs === null ? undefined : ours / theirs;
}

// Whether an aim is reached; undefined where there is none.
function isReached(row) {
  if (row.aim === null) return undefined;
  const value = row.aimOf === "ratio" ? ratioOf(row) : row.ours;
  if (value === undefined || Number.isNaN(value)) return undefined;
  return RATES.has(row.unit) ? value >= row.aim : value <= row.aim;
}

// Three digits that tell something.
function short(number) {
  if (number === null || number === undefined) return "";
  if (Number.isNaN(number)) return "?";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(number) || 1)));
  return number.toFixed(Math.min(digits, 3));
}

function cells(row) {
  const word = RATES.has(row.unit) ? "at least " : "at most ";
  const reached = isReached(row);
  const aim = row.aim === null ? "" : word + short(row.aim) + (row.aimOf === "ratio" ? " x" : "");
  const mark = reached === undefined ? "" : reached ? "ok" : "MISSED";
  const ratio = ratioOf(row);
  return [
    row.group, row.name, short(row.ours), row.unit, row.theirs === null ? "" : short(row.theirs), row.against ?? "",
    ratio === undefined ? "" : short(ratio), aim, mark,
  ];
}

function print(rows) {
  const head = ["group", "what", "skerry", "unit", "other", "who", "ratio", "aim", ""];
  const lines = rows.map(cells);
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i].length)));
  const isNumber = [false, false, true, false, true, false, true, false, false];
  const text = (line) => line.map((cell, i) => isNumber[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])).join("  ").trimEnd();
  console.log(text(head));
  let group;
  for (const line of lines) {
    if (line[0] !== group) group = line[0];
    else line[0] = "";
    console.log(text(line));
  }
}

const order = [...new Set(rows.map(({ group }) => group))];
rows.sort((one, other) => order.indexOf(one.group) - order.indexOf(other.group));
print(rows);
const missed = rows.filter((row) => isReached(row) === false);
console.log(`\n${rows.length} numbers, ${rows.filter((row) => isReached(row)).length} aims reached, ${missed.length} missed`);
if (results !== undefined) {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, kernel: release(), node: process.version };
  writeFileSync(results, JSON.stringify({ date: new Date().toISOString(), machine, rows }, null, 1) + "\n");
}
