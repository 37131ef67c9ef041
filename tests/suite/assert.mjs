// What the scripts of this folder check with. `tests/suite.rs` reads the outcome.
export const outcome = { ran: 0, failures: [] };
globalThis[Symbol.for("suite.outcome")] = outcome;

// One behaviour, named by a sentence. Always awaited, so that none is left out.
export async function test(sentence, body) {
  outcome.ran++;
  try {
    await body();
  } catch (error) {
    const at = error?.stack?.split("\n").map((line) => line.trim()).find((line) => !line.includes("assert.mjs"));
    outcome.failures.push(`${sentence}: ${error?.name ?? "thrown"}: ${error?.message ?? String(error)} ${at ?? ""}`);
  }
}

function show(value) {
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return typeof value === "string" ? JSON.stringify(value) : String(value);
  return JSON.stringify(value, (key, item) => (typeof item === "bigint" ? `${item}n` : item === undefined ? "undefined" : item));
}

function fail(message) {
  throw new Error(message);
}

export function ok(value, why = "is not true") {
  if (value !== true) fail(`${show(value)} ${why}`);
}

export function equal(actual, expected) {
  if (!Object.is(actual, expected)) fail(`${show(actual)} is not ${show(expected)}`);
}

// Arrays and plain objects, by their contents.
export function same(actual, expected) {
  if (show(actual) !== show(expected)) fail(`${show(actual)} is not ${show(expected)}`);
}

// What `body` throws; it must be of `type`, with a message that `pattern` matches.
export function throws(body, type, pattern = /(?:)/) {
  let thrown;
  try {
    body();
  } catch (error) {
    thrown = { error };
  }
  if (thrown === undefined) fail(`nothing was thrown, not a ${type.name}`);
  return expected(thrown.error, type, pattern);
}

export async function rejects(promise, type, pattern = /(?:)/) {
  const error = await promise.then(() => fail(`nothing was thrown, not a ${type.name}`), (error) => error);
  return expected(error, type, pattern);
}

function expected(error, type, pattern) {
  if (!(error instanceof type)) fail(`${error?.name}: ${error?.message} is not a ${type.name}`);
  if (!pattern.test(error.message)) fail(`${show(error.message)} does not match ${pattern}`);
  return error;
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
