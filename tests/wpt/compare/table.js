// The table, for people and for README.md.
import { readFileSync, writeFileSync } from "node:fs";
import { titleOf } from "./engines.js";

const README = new URL("README.md", import.meta.url);
const BEGIN = "<!-- table -->\n", END = "<!-- end of table -->\n";

function cells({ folder, total, ours, passed }, hasOurs) {
  const numbers = [total, ...(hasOurs ? [ours] : []), ...passed];
  return [folder, ...numbers.map((number) => (number === undefined ? "" : String(number)))];
}

function heads(engines, hasOurs) {
  const titles = engines.map(({ name, version }) => titleOf(name) + " " + version);
  return ["folder", "sub-tests", ...(hasOurs ? ["Skerry"] : []), ...titles];
}

export function plainTable(rows, engines, hasOurs) {
  const lines = [heads(engines, hasOurs), ...rows.map((row) => cells(row, hasOurs))];
  return lines.map(([folder, ...rest]) => folder.padEnd(36) + rest.map((cell) => cell.padStart(14)).join("")).join("\n");
}

function markdown(rows, engines, hasOurs) {
  const head = heads(engines, hasOurs);
  const lines = [head, ["---", ...head.slice(1).map(() => "--:")], ...rows.map((row) => cells(row, hasOurs))];
  return lines.map((line) => "| " + line.join(" | ") + " |\n").join("");
}

// Puts the table and what was said of it between the marks.
export function updateReadme(rows, engines, hasOurs, words) {
  const text = readFileSync(README, "utf8");
  const from = text.indexOf(BEGIN), to = text.indexOf(END);
  if (from < 0 || to < from) throw new Error("README.md has no place for the table");
  const table = markdown(rows, engines, hasOurs) + "\n" + words + "\n";
  writeFileSync(README, text.slice(0, from + BEGIN.length) + table + text.slice(to));
}
