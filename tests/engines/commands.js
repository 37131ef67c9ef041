// Programs of the world `command`: examples/hello.js under engines that run it from start to end.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root, work } from "./tools.js";

const execute = promisify(execFile);
const PATIENCE_MS = 60_000;

const EXPECTED = `hello, island
  a microtask runs
  a timer fires
  top-level await goes on
{ sum: 6, main: true }
`;

export const commands = [
  { name: "wasmtime run", command: ({ wasmtime }) => [wasmtime, "run", "app.wasm"] },
  { name: "Python", command: ({ python }) => [python, writeScript()] },
];

export async function build({ host }) {
  await execute(host, ["build", join(root, "examples/hello.js"), "--world", "command", "--output", join(work, "app.wasm")]);
}

export async function check(tools, { command }) {
  const [program, ...args] = command(tools);
  const { stdout } = await execute(program, args, { cwd: work, timeout: PATIENCE_MS });
  assert.equal(stdout, EXPECTED);
}

// What docs/components.md shows is what is run.
function writeScript() {
  const text = readFileSync(join(root, "docs/components.md"), "utf8");
  const [, script] = /^```python\n(.*?)^```/ms.exec(text) ?? assert.fail("docs/components.md shows no Python");
  const path = join(work, "app.py");
  writeFileSync(path, script);
  return path;
}
