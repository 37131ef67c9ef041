// What we do not pass and another engine does, by ../expectations.txt.
import { readFileSync } from "node:fs";

// Every sub-test of a file, and its own status: without that we may lack any of them.
const ALL = "*", HARNESS = "(harness)";
const EXPECTATIONS = new URL("../expectations.txt", import.meta.url);

// For each file the sub-tests of a folder that some engine passes: name, reason, engines.
export function missedIn(folder, byEngine) {
  const files = Array.from(readExpectations()).filter(([file]) => file.startsWith(folder + "/"));
  const all = files.map(([file, failing]) => ({ file, tests: passedElsewhere(failing, passersOf(file, byEngine)) }));
  return all.filter(({ tests }) => tests.length > 0);
}

export function plainMissed(missed) {
  const line = ({ name, reason, engines }) => "    " + JSON.stringify(name) + " " + engines.join(" ") + " (" + reason + ")";
  return missed.map(({ file, tests }) => [file, ...tests.map(line)].join("\n")).join("\n");
}

// A file's name begins a line; below it are names as JSON strings, or `*` for every one, and reasons.
function readExpectations() {
  const files = new Map();
  let current;
  for (const line of readFileSync(EXPECTATIONS, "utf8").split("\n")) {
    const entry = /^\s+(\*|"(?:[^"\\]|\\.)*") (.*)$/.exec(line);
    if (entry !== null) current.push({ name: entry[1] === ALL ? ALL : JSON.parse(entry[1]), reason: entry[2] });
    else if (/^[^#\s]/.test(line)) files.set(line, (current = []));
  }
  return files;
}

// Who passes the sub-tests of a file: engines by name.
function passersOf(file, byEngine) {
  const passers = new Map();
  for (const [engine, runs] of Object.entries(byEngine)) {
    for (const [name, why] of runs[file]?.tests ?? []) {
      if (why === null) passers.set(name, [...(passers.get(name) ?? []), engine]);
    }
  }
  return passers;
}

function passedElsewhere(failing, passers) {
  const named = new Set(failing.map(({ name }) => name));
  return failing.flatMap(({ name, reason }) => {
    const isFile = name === ALL || name === HARNESS;
    const found = isFile ? Array.from(passers.keys()).filter((other) => !named.has(other)) : passers.has(name) ? [name] : [];
    const why = name === HARNESS ? "our run of the file ends early: " + reason : reason;
    return found.map((name) => ({ name, reason: why, engines: passers.get(name) }));
  });
}
