// The engines and what else the run needs, in target/engines; nothing is fetched that is there.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const folder = join(root, "tests/engines");
export const work = join(root, "target/engines");

const WASMTIME = "48.0.8";
const WASMTIME_FEATURES =
  "run,serve,compile,component-model-async,pooling-allocator,parallel-compilation,cache,backtrace";
const PYTHON_WASMTIME = "50.0.1";

// Where each tool is.
export function install(host) {
  mkdirSync(work, { recursive: true });
  return { host: resolve(host), wasmtime: installWasmtime(), jco: installJco(), python: installPython() };
}

// The first time takes ten minutes.
function installWasmtime() {
  const binary = join(work, "bin/wasmtime");
  if (existsSync(binary)) return binary;
  const features = ["--no-default-features", "--features", WASMTIME_FEATURES];
  run("cargo", ["install", "wasmtime-cli", "--version", WASMTIME, "--locked", "--root", work, ...features]);
  return binary;
}

function installJco() {
  return join(installElsewhere(folder, join(work, "npm")), "@bytecodealliance/jco/dist/jco.js");
}

function installPython() {
  const place = join(work, "python");
  const python = join(place, "bin/python");
  const wanted = `wasmtime==${PYTHON_WASMTIME}`;
  if (isInstalled(place, wanted)) return python;
  run("python3", ["-m", "venv", place]);
  run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted]);
  writeFileSync(join(place, "installed"), wanted);
  return python;
}

// The packages that one folder's lock pins, in another; where they are.
export function installElsewhere(folder, place) {
  mkdirSync(place, { recursive: true });
  for (const name of ["package.json", "package-lock.json", ".npmrc"]) cpSync(join(folder, name), join(place, name));
  installPackages(place);
  return join(place, "node_modules");
}

// The packages that the folder's lock pins.
export function installPackages(place) {
  const lock = readFileSync(join(place, "package-lock.json"), "utf8");
  if (isInstalled(place, lock)) return;
  // Not `ci`: it wants the optional packages of every other kind of machine in the lock.
  run("npm", ["install", "--loglevel=error"], { cwd: place });
  writeFileSync(join(place, "installed"), lock);
}

function isInstalled(place, what) {
  const note = join(place, "installed");
  return existsSync(note) && readFileSync(note, "utf8") === what;
}

function run(command, args, options) {
  execFileSync(command, args, { ...options, stdio: ["ignore", "ignore", "inherit"] });
}

// A package of tests/engines/package.json.
export function imported(name) {
  const { exports, main, module } = JSON.parse(readFileSync(join(work, "npm/node_modules", name, "package.json"), "utf8"));
  const entry = exports?.import ?? exports?.["."]?.import ?? exports?.default ?? module ?? main;
  return import(join(work, "npm/node_modules", name, typeof entry === "string" ? entry : entry.default));
}
