// The tables of README.md.
import { readFileSync, writeFileSync } from "node:fs";

const BEGIN = "<!-- table -->\n", END = "<!-- end of table -->\n";

// `results` maps an example's name to a map of engines' names to what is said of both. Examples
// that other engines run have a table of their own.
export function tableOf(results) {
  const tables = new Map();
  for (const [name, row] of results) {
    const head = lineOf(["", ...row.keys()]) + "|---".repeat(row.size + 1) + "|\n";
    tables.set(head, (tables.get(head) ?? "") + lineOf([name, ...row.values()]));
  }
  return [...tables].map(([head, rows]) => head + rows).join("\n");
}

const lineOf = (cells) => `| ${cells.join(" | ")} |\n`;

// Whether the file has this table; with `isUpdate` it gets it.
export function finishTable(path, table, isUpdate) {
  const text = readFileSync(path, "utf8");
  const from = text.indexOf(BEGIN) + BEGIN.length, to = text.indexOf(END);
  if (from < BEGIN.length || to < from) throw new Error("README.md has no place for the table");
  const isSame = text.slice(from, to) === table;
  if (isUpdate && !isSame) writeFileSync(path, text.slice(0, from) + table + text.slice(to));
  return isSame || isUpdate;
}
