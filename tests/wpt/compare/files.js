// Files of web-platform-tests and what their headers ask for: the rules of ../file.rs and
// ../options.rs, so that every engine is given the runs that ours is given.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// The globals that a shell can stand for; a file for others only is not run.
const GLOBALS = ["window", "worker", "dedicatedworker", "jsshell", "shadowrealm-in-window"];

// Runs of minutes: of each file the first variant is run.
const LONG = [
  "WebCryptoAPI/derive_bits_keys/pbkdf2.https.any.js?",
  "WebCryptoAPI/generateKey/successes_RSA-OAEP.https.any.js?",
  "WebCryptoAPI/generateKey/successes_RSA-PSS.https.any.js?",
  "WebCryptoAPI/generateKey/successes_RSASSA-PKCS1-v1_5.https.any.js?",
];

// What the tests' server answers under other names.
const ALIASES = new Map([["resources/WebIDLParser.js", "resources/webidl2/lib/webidl2.js"]]);

// Where tests believe that they are; server.js says so of those that need it.
const ORIGIN = "https://web-platform.test:8443";

// The folders that our own runner takes, or takes against the tests' server.
export function ownFolders(isServed) {
  const source = readFileSync(new URL("../main.rs", import.meta.url), "utf8");
  const pattern = isServed ? /^const SERVED\b[^=]*= \[(.*?)\];$/ms : /^const FOLDERS\b[^=]*= \[(.*?)\];$/ms;
  const [, list] = pattern.exec(source) ?? [];
  if (list === undefined) throw new Error("tests/wpt/main.rs has no list of folders: name some with --folder");
  return Array.from(list.matchAll(/\("([^"]+)"/g), ([, name]) => name);
}

// The runs of all files below a folder, in order; a file with variants makes several.
export function runsOf(root, folder) {
  return pathsBelow(root, folder).flatMap((path) => runsOfFile(root, path)).filter(isWanted);
}

function pathsBelow(root, folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const paths = entries.flatMap((entry) => {
    const path = folder + "/" + entry.name;
    if (entry.isDirectory()) return pathsBelow(root, path);
    return path.endsWith(".any.js") && !isOfMissingProposal(path) ? [path] : [];
  });
  return paths.sort();
}

// Algorithms that are not in the standard yet and that we lack.
function isOfMissingProposal(path) {
  return path.includes("WebCryptoAPI") && path.includes(".tentative.") && !path.includes("448");
}

function isWanted({ name }) {
  const long = LONG.find((file) => name.startsWith(file));
  return long === undefined || name.slice(long.length).startsWith("1-");
}

function runsOfFile(root, path) {
  const title = path.split("/").pop().replace(/(\.any\.js)+$/, "");
  const run = { name: path, path, variant: "", title, scripts: [], texts: {}, isLong: false, origin: ORIGIN, isServed: false };
  const variants = [];
  for (const [key, value] of metaOf(readFileSync(join(root, path), "utf8"))) {
    if (key === "script") run.scripts.push(resolved(path, value));
    else if (key === "variant") variants.push(value);
    else if (key === "title") run.title = value;
    else if (key === "timeout") run.isLong = value === "long";
    else if (key === "global" && !value.split(",").some((name) => GLOBALS.includes(name.trim()))) return [];
  }
  if (variants.length === 0) return [run];
  return variants.map((variant) => ({ ...run, name: path + variant, variant }));
}

// The `// META: key=value` lines of the leading comment.
function metaOf(text) {
  const lines = text.split("\n").map((line) => line.trim());
  const end = lines.findIndex((line) => line !== "" && !line.startsWith("//"));
  const leading = lines.slice(0, end < 0 ? lines.length : end);
  const matches = leading.map((line) => /^\/\/ META:\s*([^=]*)=(.*)$/.exec(line)).filter((match) => match !== null);
  return matches.map(([, key, value]) => [key, value]);
}

export function hrefOf({ origin, name }) {
  return origin + "/" + name;
}

// A path from the root, for a URL that a file mentions.
export function resolved(from, url) {
  const wanted = url.split(/[?#]/)[0];
  const parts = wanted.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of wanted.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  const path = parts.join("/");
  return ALIASES.get(path) ?? path;
}
