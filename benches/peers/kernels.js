// Kernels in another QuickJS on WebAssembly: componentize-qjs on `wasmtime run`, with the epochs that
// its limit of time needs, against `host run` with its limits.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { inTurns } from "../support/turns.js";
import { benches, work } from "./tools.js";

const ROUNDS = 7;
// Calls that are timed together: clocks of WASI's worlds may count in milliseconds.
const CALLS = 5;
// Those that wait for promises: what runs there is a plain function.
const ASYNCHRONOUS = new Set(["promises"]);
const WORLD = "package skerry:kernel;\nworld kernel { export time: func() -> f64; }\n";

export async function kernels({ skerry, wasmtime, modules }, note) {
  if (wasmtime === undefined) return console.log("there is no wasmtime: just engines");
  const { componentize } = createRequire(join(modules, "x"))("componentize-qjs");
  const place = join(work, "kernels");
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "kernel.wit"), WORLD);
  const ratios = [];
  for (const file of readdirSync(join(benches, "scripts")).sort()) {
    const name = basename(file, ".js");
    if (ASYNCHRONOUS.has(name)) continue;
    const script = `${readFileSync(join(benches, "scripts", file), "utf8")}
      function time() {
        run();
        const start = Date.now();
        for (let i = 0; i < ${CALLS}; i++) run();
        return (Date.now() - start) / ${CALLS};
      }`;
    const path = (end) => join(place, name + end);
    writeFileSync(path(".js"), `${script};\nconsole.log(time());`);
    const { component } = await componentize({ witPath: join(place, "kernel.wit"), jsSource: `${script}\nexport { time };`, sync: true });
    writeFileSync(path(".wasm"), component);
    execFileSync(wasmtime, ["compile", "-W", "epoch-interruption=y", path(".wasm"), "-o", path(".cwasm")]);
    const told = (program, ...flags) => Number(execFileSync(program, flags, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }));
    const times = inTurns(ROUNDS, {
      skerry: () => told(skerry, "run", path(".js")),
      "componentize-qjs": () => told(wasmtime, "run", "-W", "timeout=600s", "--allow-precompiled", "--invoke", "time()", path(".cwasm")),
    });
    const [ours, theirs] = [times.get("skerry"), times.get("componentize-qjs")];
    if (theirs === undefined) continue;
    ratios.push(ours / theirs);
    note({ group: "peers: kernels", name, ours, unit: "ms", against: "componentize-qjs", theirs, aim: 1 });
  }
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  console.log(`geometric mean ${mean.toFixed(3)}`);
}
