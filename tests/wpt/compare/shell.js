// Runs one file of web-platform-tests in the engine that this is started with:
//
//   ENGINE shell.js ROOT RUN OUTPUT
//
// RUN is what files.js says of the file, as JSON. Scripts see what our own runner lets them see:
// its prelude.js and its report.js are evaluated, and this stands in for the host they talk to.
// Each result is a line of JSON in the file OUTPUT, `/dev/stdout` for people: what tests print
// stays apart, and what was found stays where the engine dies.
import { openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setImmediate, setTimeout } from "node:timers";
import vm from "node:vm";
import { completeScripts, giveBase, keepLocation } from "./base.js";
import { hrefOf, resolved } from "./files.js";
import { collector, hideForeign, surviveFaults } from "./setup.js";

const [root, json, output] = process.argv.slice(2);
const run = JSON.parse(json);
const out = openSync(output, "a");
const { stringify } = JSON;

function write(record) {
  writeSync(out, stringify(record) + "\n");
}

// Why the file as a whole is no success; the first reason counts.
function fail(message) {
  write({ harness: message.slice(0, 500) });
}

function describe(error) {
  try {
    return String(error?.stack ?? error);
  } catch {
    return "something without a text";
  }
}

function fixture(url) {
  try {
    return new Uint8Array(readFileSync(join(root, resolved(run.path, url))));
  } catch (error) {
    throw new TypeError(url + ": " + error.message);
  }
}

// What our runner's module `host:wpt` offers.
const host = {
  about: () => [run.path, run.variant, run.title, run.origin, run.isServed],
  read: fixture,
  loaded() {},
  result: (name, status, message) => write(status === 0 ? { name, status } : { name, status, message: message.slice(0, 500) }),
  status: (status, message) => status === 0 || fail(message),
};

// What every file begins with.
function setup() {
  const own = (name) => ({ filename: "wpt:" + name, text: readFileSync(new URL("../" + name, import.meta.url), "utf8") });
  return [own("prelude.js"), script("resources/testharness.js"), own("report.js")];
}

function script(path) {
  return { filename: "wpt:" + path, text: run.texts[path] ?? readFileSync(join(root, path), "utf8") };
}

function evaluate({ text, filename }) {
  vm.runInThisContext(text, { filename });
}

// One script after the other, in one job: no microtask runs in between, and the harness begins
// when all are there. What one throws ends them, and the global hears of it where it can.
function load() {
  // Read before any of them runs: without one of its scripts a file has no sub-tests.
  const scripts = [...run.scripts, run.path].map(script);
  const { reportError } = globalThis;
  try {
    keepLocation(hrefOf(run));
    setup().forEach(evaluate);
    (run.isServed ? giveBase : completeScripts)(hrefOf(run));
  } catch (error) {
    write({ broken: describe(error) });
    throw error;
  }
  try {
    scripts.forEach(evaluate);
  } catch (error) {
    fail(describe(error));
    reportError?.(error);
  }
}

async function drive() {
  const wpt = (globalThis[Symbol.for("wpt")] = { host });
  const collect = collector();
  hideForeign();
  surviveFaults((kind, error) => write({ note: kind + ": " + describe(error) }));
  // Keeps the event loop alive as well.
  setTimeout(() => {
    fail("took longer than " + run.limitMs / 1000 + " s");
    globalThis.timeout();
  }, run.limitMs);
  load();
  let event = await wpt.next();
  while (event === "collect") {
    // What a WeakRef has given lives until its job ends.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    event = await wpt.collected();
  }
}

drive().catch((error) => fail(describe(error))).finally(() => {
  write({ done: true });
  process.exit(0);
});
