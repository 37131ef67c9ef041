// Runs each program in Node and in the sandbox and compares what they print, line by line:
//
//   node tests/npm/run.js HOST [--update] [NAME...]
//
// Libraries are installed into target/npm as package-lock.json says. NAMEs select programs and
// show each line that differs. A program that fails fails the run, unless `known.js` says why;
// so does a table in README.md that is not what came out, which `--update` writes anew.
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { known } from "./known.js";
import { listen } from "./server.js";
import { readTable, rowOf, writeTable } from "./table.js";

const folder = dirname(fileURLToPath(import.meta.url));
const work = join(folder, "../../target/npm");

// Longer than the slowest program takes on a busy machine.
const PATIENCE_MS = 120_000;

function install() {
  mkdirSync(work, { recursive: true });
  for (const name of ["package.json", "package-lock.json", ".npmrc"]) cpSync(join(folder, name), join(work, name));
  for (const name of ["programs", "print.js", "exercise_axios.js"]) {
    rmSync(join(work, name), { recursive: true, force: true });
    cpSync(join(folder, name), join(work, name), { recursive: true });
  }
  const lock = readFileSync(join(folder, "package-lock.json"), "utf8");
  const installed = join(work, "installed.json");
  if (existsSync(installed) && readFileSync(installed, "utf8") === lock) return;
  // Not `ci`: it wants the optional packages of every other kind of machine in the lock.
  execFileSync("npm", ["install", "--omit=optional"], { cwd: work, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(installed, lock);
}

// What a command prints and how it ends.
function output(command, args) {
  const options = { cwd: work, timeout: PATIENCE_MS, maxBuffer: 64 << 20, env: { ...process.env, NO_COLOR: "1", TZ: "UTC" } };
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? "killed"), lines: stdout.split("\n").filter(Boolean), stderr });
    });
  });
}

async function compare(host, file, address) {
  const path = join(work, "programs", file);
  const grants = ["--allow-read", work, "--allow-net=" + address, "--timeout", "100s"];
  const [node, ours] = await Promise.all([
    output(process.execPath, [path, "http://" + address]),
    output(host, ["run", ...grants, path, "--", "http://" + address]),
  ]);
  const differs = node.lines.filter((line, i) => line !== ours.lines[i]).map((line) => [line, ours.lines[node.lines.indexOf(line)]]);
  return { name: file.replace(/\.c?js$/, ""), node, ours, same: node.lines.length - differs.length, total: node.lines.length, differs };
}

// Why the outcome is no success; undefined for one.
function fault({ node, ours, total, differs }) {
  if (node.code !== 0) return "Node fails: " + node.stderr;
  if (total < 3) return "fewer than three lines to compare";
  if (ours.code !== 0) return ours.stderr.trim() || "ended with " + ours.code;
  if (differs.length > 0) return differs.length + " of " + total + " lines differ";
  return undefined;
}

function show({ differs }) {
  for (const [wanted, got] of differs) console.log("    Node:    " + wanted.slice(0, 4000) + "\n    sandbox: " + (got ?? "nothing").slice(0, 4000));
}

async function main() {
  const [given, ...rest] = process.argv.slice(2);
  const host = resolve(given);
  const names = rest.filter((argument) => argument !== "--update");
  install();
  const { address, close } = await listen();
  const files = readdirSync(join(folder, "programs")).sort();
  const chosen = files.filter((file) => names.length === 0 || names.includes(file.replace(/\.c?js$/, "")));
  const rows = [];
  let failures = 0;
  for (const file of chosen) {
    const outcome = await compare(host, file, address);
    const reason = fault(outcome);
    const row = rowOf(outcome, reason, known[outcome.name], join(work, "node_modules"));
    rows.push(row);
    console.log(row.text);
    const unexpected = (reason !== undefined) !== (outcome.name in known);
    if (unexpected) {
      failures++;
      console.log("    " + (reason ?? "known.js says that it fails"));
    }
    if (names.length > 0) show(outcome);
  }
  close();
  if (failures === 0 && names.length === 0) failures += finishTable(rows, rest.includes("--update"));
  process.exit(failures === 0 ? 0 : 1);
}

function finishTable(rows, isUpdate) {
  const readme = join(folder, "README.md");
  const text = readFileSync(readme, "utf8");
  if (isUpdate) writeFileSync(readme, writeTable(text, rows));
  else if (readTable(text) !== readTable(writeTable(text, rows))) {
    console.log("README.md has another table: run `just npm --update`");
    return 1;
  }
  return 0;
}

await main();
