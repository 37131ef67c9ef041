// Runs web-platform-tests in other engines, counts what they pass, and compares with ours:
//
//   node tests/wpt/compare/run.js WPT_ROOT [--served] [ENGINE...] [--folder F]... [--ours FILE] [--update]
//
// README.md says more; options.js lists all arguments. Fails where an engine passes more of a
// folder than we do.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isBelow, parseOurs, passedOf, rowOf, sumOf } from "./counts.js";
import { find, titleOf } from "./engines.js";
import { ownFolders, runsOf } from "./files.js";
import { missedIn, plainMissed } from "./missed.js";
import { parse } from "./options.js";
import { mapSome, runOne } from "./process.js";
import { serve } from "./server.js";
import { plainTable, updateReadme } from "./table.js";

const options = parse(process.argv.slice(2));
const root = resolve(options.root);
const engines = options.engines.map(find);
const ours = options.ours === undefined ? undefined : parseOurs(readFileSync(options.ours, "utf8"));

// Versions by engine, and results by folder, engine and file. Those of another version of an engine
// are not taken.
function stored() {
  if (options.from === undefined || !existsSync(options.from)) return { versions: {}, folders: {} };
  const { versions, folders } = JSON.parse(readFileSync(options.from, "utf8"));
  for (const { name, version } of engines) {
    if (versions[name] === version) continue;
    for (const byEngine of Object.values(folders)) delete byEngine[name];
  }
  return { versions, folders };
}

// What each file has given, by its name. Every engine finds a server that none has used before it.
async function resultsOf(runs, engine) {
  const server = options.isServed ? await serve(root) : { prepared: (runs) => runs, stop() {} };
  try {
    const prepared = await server.prepared(runs);
    return Object.fromEntries(await mapSome(prepared, options.jobs, async (run) => [run.name, await runOne(engine, root, run)]));
  } finally {
    await server.stop();
  }
}

async function runFolder(folder, engine) {
  const start = performance.now();
  const byFile = await resultsOf(runsOf(root, folder), engine);
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(folder.padEnd(36) + titleOf(engine.name).padEnd(6) + String(passedOf(byFile)).padStart(7) + " passed in " + seconds + " s");
  return byFile;
}

async function runMissing(wanted, { versions, folders }) {
  for (const { name, version } of engines) versions[name] = version;
  for (const folder of wanted) {
    const byEngine = (folders[folder] ??= {});
    for (const engine of engines) byEngine[engine.name] ??= await runFolder(folder, engine);
    if (options.json !== undefined) writeFileSync(options.json, JSON.stringify({ versions, folders }));
  }
}

function howRun(all) {
  const runs = all.reduce((sum, byEngine) => sum + Object.keys(Object.values(byEngine)[0] ?? {}).length, 0);
  return runs + " runs of files in each engine, on " + process.platform + " " + process.arch + ", " + options.jobs + " at a time.";
}

function verdict(rows) {
  if (ours === undefined) return "";
  const below = rows.filter(isBelow).map(({ folder, ours, passed }) => folder + " (" + ours + ", " + Math.max(...passed.filter((n) => n !== undefined)) + ")");
  return below.length === 0 ? "Skerry is below no engine in any folder." : "Skerry is below the best in " + below.join(", ") + ".";
}

async function main() {
  const results = stored();
  const { folders } = results;
  // A list of ours may name folders that lie in another snapshot.
  const wanted = options.folders.length > 0 ? options.folders : ownFolders(options.isServed).filter((folder) => existsSync(join(root, folder)));
  await runMissing(wanted, results);
  const shown = options.folders.length > 0 ? options.folders : Object.keys(folders).sort();
  const rows = shown.map((folder) => rowOf(folder, folders[folder], options.engines, ours));
  const table = rows.length > 1 ? [...rows, sumOf(rows)] : rows;
  const words = [howRun(shown.map((folder) => folders[folder])), verdict(rows)].join("\n").trim();
  console.log("\n" + plainTable(table, engines, ours !== undefined) + "\n" + words);
  for (const folder of options.below) console.log("\n" + plainMissed(missedIn(folder, folders[folder])));
  if (options.isUpdate) updateReadme(table, engines, ours !== undefined, words);
  process.exitCode = rows.some(isBelow) ? 1 : 0;
}

await main();
