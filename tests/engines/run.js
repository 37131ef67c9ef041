// Builds the examples as components and asks them the same on engines that are not ours:
//
//   node tests/engines/run.js HOST [--update] [NAME...]
//
// NAMEs are examples or engines, such as ssr or jco. What is missing is installed into
// target/engines. A check that fails fails the run, unless `known.js` says why; so does a table
// in README.md that is not what came out, which `--update` writes anew.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import * as program from "./commands.js";
import { engines } from "./engines.js";
import { examples } from "./examples.js";
import { known } from "./known.js";
import { checkManifest } from "./manifest.js";
import { serve } from "./server.js";
import { finishTable, tableOf } from "./table.js";
import { folder, install, installPackages, root, work } from "./tools.js";
import { listen } from "./upstream.js";

const copies = join(work, "apps");
const results = new Map();
let failures = 0;

async function main() {
  const [host, ...rest] = process.argv.slice(2);
  const names = rest.filter((argument) => argument !== "--update");
  const isChosen = (...given) => names.length === 0 || names.some((name) => given.some((text) => text.split(" ").includes(name)));
  const tools = install(host);
  copyApps();
  const upstream = await listen();
  for (const example of examples) {
    const chosen = engines.filter((engine) => isChosen(example.name, engine.name));
    if (chosen.length > 0) await runExample(tools, { ...example, env: example.env?.({ upstream: upstream.url }) ?? {} }, chosen);
  }
  upstream.close();
  const programs = program.commands.filter(({ name }) => isChosen("command", name));
  if (programs.length > 0) await program.build(tools);
  for (const engine of programs) record("command", engine.name, await report("command", engine.name, () => program.check(tools, engine)));
  if (isChosen("spin")) await report("spin.toml", "not run", () => checkManifest(tools, join(copies, "edge")));
  if (failures === 0 && names.length === 0) finish(rest.includes("--update"));
  process.exit(failures === 0 ? 0 : 1);
}

// Packages go beside the copies, not into the sources.
function copyApps() {
  const isSource = (path) => !path.endsWith(".wasm") && !path.includes("node_modules");
  for (const [from, to] of [[join(root, "examples/edge"), "edge"], [join(folder, "programs"), "programs"]]) {
    cpSync(from, join(copies, to), { recursive: true, filter: isSource });
  }
}

async function runExample(tools, example, chosen) {
  const entry = join(copies, example.entry);
  if (existsSync(join(dirname(entry), "package-lock.json"))) installPackages(dirname(entry));
  for (const engine of chosen) {
    const built = { ...example, entry, component: join(copies, `${example.name}.${engine.name.replaceAll(" ", "_")}.wasm`) };
    const says = await report(example.name, engine.name, async () => {
      if (engine.world !== undefined) build(tools, built, engine);
      await ask(tools, built, engine);
    });
    record(example.name, engine.name, says);
  }
}

function build({ host }, { entry, env, component }, { world, isIsolated }) {
  rmSync(component, { force: true });
  const variables = Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  const isolate = isIsolated ? ["--isolate", "request"] : [];
  execFileSync(host, ["build", entry, "--world", world, ...isolate, "--output", component, ...variables], { stdio: ["ignore", "ignore", "pipe"] });
}

async function ask(tools, example, engine) {
  const options = example.isOnce ? engine.once : [];
  const server = await serve((port) => engine.command(tools, example, port, options));
  try {
    await example.check(server);
  } catch (error) {
    throw Object.assign(error, { log: server.log() });
  } finally {
    await server.stop();
  }
}

function record(example, engine, says) {
  if (!results.has(example)) results.set(example, new Map());
  results.get(example).set(engine, says);
}

// Runs a check and prints its line; what the table says of it.
async function report(example, engine, check) {
  const start = Date.now();
  const reason = known[example]?.[engine];
  let error;
  await check().catch((thrown) => (error = thrown));
  const says = error === undefined ? "works" : (reason ?? "fails");
  console.log([example.padEnd(10), engine.padEnd(17), `${((Date.now() - start) / 1000).toFixed(1)} s`.padStart(7), ` ${says}`].join(" "));
  if ((error === undefined) !== (reason === undefined)) fail(error ?? new Error("known.js says that it fails"));
  return says;
}

function fail({ message, stderr = "", log = "" }) {
  failures++;
  console.log(indent(`${message}\n${stderr}`));
  if (log !== "") console.log(indent(`the server's log:\n${log}`));
}

const indent = (text) => text.trim().replace(/^/gm, "    ");

function finish(isUpdate) {
  if (finishTable(join(folder, "README.md"), tableOf(results), isUpdate)) return;
  failures++;
  console.log("README.md has another table: run `just engines --update`");
}

await main();
