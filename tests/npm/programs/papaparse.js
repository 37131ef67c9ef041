import Papa from "papaparse";
import { print } from "../print.js";

print("a table", Papa.parse('name,age,note\n"Zoë ""Z""",7,"a\nb"\r\nBob,,x', { header: true, dynamicTyping: true, skipEmptyLines: true }));
print("guessing the delimiter", Papa.parse("a;b;c\n1;2;3\n4;5;6").meta);
print("what is wrong", Papa.parse('a,b\n"1,2\n3', { header: true }).errors);
print("back to text", Papa.unparse([{ a: 1, b: 'x"y' }, { a: null, b: "p,q" }, { a: "=1+1", b: " s " }], { quotes: false, escapeFormulae: true }));
const rows = [];
const big = Array.from({ length: 5000 }, (_, i) => i + ",\"v" + i + "\"").join("\n");
await new Promise((complete) => Papa.parse(big, { step: ({ data }) => rows.push(data), complete, chunkSize: 1000 }));
print("row by row", [rows.length, rows[4999]]);
print("comments and transforms", Papa.parse("#c\nA ,B\n1,2", { comments: "#", header: true, transformHeader: (name) => name.trim().toLowerCase(), transform: (text) => text + "!" }).data);
