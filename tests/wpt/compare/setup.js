// What a shell needs of an engine before any script runs.
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import vm from "node:vm";

// By these testharness.js would take the global for a window's or a worker's.
const FOREIGN = ["document", "WorkerGlobalScope", "DedicatedWorkerGlobalScope", "SharedWorkerGlobalScope", "ServiceWorkerGlobalScope"];

export function hideForeign() {
  for (const name of FOREIGN) delete globalThis[name];
}

// The engine's collector, out of a context of its own: with a flag of the command line the global
// would have a `gc` that prelude.js cannot define anew.
export function collector() {
  if (process.versions.bun) return () => Bun.gc(true);
  setFlagsFromString("--expose-gc");
  return vm.runInNewContext("gc");
}

// What nobody handles ends no process. Engines that tell the global of it tell testharness.js as
// well; to prevent the default keeps them from exiting.
export function surviveFaults(note) {
  process.on("unhandledRejection", (reason) => note("unhandled rejection", reason));
  process.on("uncaughtException", (error) => note("uncaught exception", error));
  if (!("addEventListener" in globalThis)) return;
  for (const type of ["error", "unhandledrejection"]) globalThis.addEventListener(type, (event) => event.preventDefault());
}
