// examples/edge/spin.toml, as far as that can be checked without Spin: it is TOML, its parts name
// each other, and its build command writes the component that it names.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { imported } from "./tools.js";

export async function checkManifest({ host }, folder) {
  const { parse } = await imported("smol-toml");
  const manifest = parse(readFileSync(join(folder, "spin.toml"), "utf8"));
  assert.equal(manifest.spin_manifest_version, 2);
  assert.match(manifest.application.name, /^[\w-]+$/);
  assert.match(manifest.application.version, /^\d+\.\d+\.\d+$/);
  for (const { route, component } of manifest.trigger.http) {
    assert.match(route, /^\//);
    assert.ok(component in manifest.component, `no component ${component}`);
  }
  for (const component of Object.values(manifest.component)) checkComponent(host, folder, component);
}

function checkComponent(host, folder, { source, build }) {
  const [program, ...args] = build.command.split(" ");
  assert.equal(program, "host");
  rmSync(join(folder, source), { force: true });
  execFileSync(host, args, { cwd: folder, stdio: "ignore" });
  const { world } = JSON.parse(execFileSync(host, ["inspect", "--json", source], { cwd: folder }));
  assert.equal(world, "http-p2");
  for (const file of build.watch) assert.ok(existsSync(join(folder, file)), file);
}
