// The table of README.md.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const BEGIN = "<!-- table -->\n", END = "<!-- end of table -->\n";
const HEAD = "| program | version | lines as in Node | |\n|---|---|---|---|\n";

// Libraries whose programs have other names.
const packages = { __proto__: null, axios_cjs: "axios", jose_rsa: "jose", react: "react-dom" };

export function rowOf({ name, same, total }, reason, why, modules) {
  const folder = packages[name] ?? name;
  const { version } = JSON.parse(readFileSync(join(modules, folder, "package.json"), "utf8"));
  const says = reason === undefined ? "works" : (why ?? "fails");
  const cells = [name, version, same + " of " + total, says];
  return { text: cells[0].padEnd(14) + cells[1].padEnd(10) + cells[2].padEnd(12) + cells[3], line: "| " + cells.join(" | ") + " |" };
}

export function readTable(text) {
  const from = text.indexOf(BEGIN), to = text.indexOf(END);
  if (from < 0 || to < from) throw new Error("README.md has no place for the table");
  return text.slice(from + BEGIN.length, to);
}

export function writeTable(text, rows) {
  const table = HEAD + rows.map((row) => row.line + "\n").join("");
  const old = readTable(text), from = text.indexOf(BEGIN) + BEGIN.length;
  return text.slice(0, from) + table + text.slice(from + old.length);
}
