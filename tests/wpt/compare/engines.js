// The engines: Node is the one that runs this, the others are installed from npm.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { hrefOf } from "./files.js";

const folder = dirname(fileURLToPath(import.meta.url));
export const work = join(folder, "../../../target/peers");

const KNOWN = {
  node: { title: "Node", binary: () => process.execPath, args: [] },
  bun: { title: "Bun", binary: () => installed("@oven", "bin/bun"), args: ["run"] },
  deno: {
    title: "Deno",
    binary: () => installed("@deno", "deno"),
    args: ["run", "--allow-all", "--no-config", "--no-lock"],
    locate: (href) => ["--location", href],
  },
};
export const names = Object.keys(KNOWN);

const environment = {
  ...process.env,
  NO_COLOR: "1",
  TZ: "UTC",
  DENO_DIR: join(work, "deno"),
  DENO_NO_UPDATE_CHECK: "1",
};

export function titleOf(name) {
  return KNOWN[name].title;
}

// An engine: its version and its binary.
export function find(name) {
  if (name !== "node") install();
  const binary = KNOWN[name].binary();
  const text = execFileSync(binary, ["--version"], { env: environment, encoding: "utf8" });
  return { name, binary, version: /\d+\.\d+\.\d+\S*/.exec(text)[0] };
}

// What goes before a script's path. Where there is no server, none takes a base for relative URLs.
export function argumentsFor({ name }, run) {
  const { args, locate } = KNOWN[name];
  return run.isServed && locate !== undefined ? [...args, ...locate(hrefOf(run))] : args;
}

// Deno has a name of its own for what is trusted besides the usual.
export function environmentFor({ certificate }) {
  if (certificate === undefined) return environment;
  return { ...environment, NODE_EXTRA_CA_CERTS: certificate, DENO_CERT: certificate };
}

// As package-lock.json says; `npm ci` would want the packages of all other machines in it, which
// not every mirror has. Scripts of packages are not run: engines lie in them as they are.
function install() {
  mkdirSync(work, { recursive: true });
  for (const name of ["package.json", "package-lock.json", ".npmrc"]) cpSync(join(folder, name), join(work, name));
  const lock = readFileSync(join(folder, "package-lock.json"), "utf8");
  const mark = join(work, "installed.json");
  if (existsSync(mark) && readFileSync(mark, "utf8") === lock) return;
  execFileSync("npm", ["install"], { cwd: work, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(mark, lock);
}

// The packages `bun` and `deno` depend on one package for each kind of machine; npm takes what fits.
function installed(scope, path) {
  const packages = join(work, "node_modules", scope);
  const found = readdirSync(packages).map((name) => join(packages, name, path)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(scope + " has no engine for this machine");
  return found;
}
