import { Document, isMap, LineCounter, parse, parseAllDocuments, parseDocument, stringify, visit, YAMLMap } from "yaml";
import { print, thrown } from "../print.js";

const text = "# head\nbase: &base\n  a: 1\n  b: [x, 'y', \"z\\u00e9\"]\nmerged:\n  <<: *base\n  c: 0x1F\nfolded: >-\n  one\n  two\n\n  three\nliteral: |\n  kept\n    as is\ndate: 2001-12-14t21:59:43.10-05:00\nnull: ~\n? [complex, key]\n: value\n🐈: größe\n";
print("parsed", parse(text, { merge: true, mapAsMap: false, version: "1.1" }));
print("written", stringify({ list: [1, "2", null, true, { a: { b: [] } }], text: "a\nb\n", odd: "yes: no #", long: "word ".repeat(30), date: new Date(0), map: new Map([["k", new Set([1])]]) }));
const document = parseDocument(text, { merge: true });
document.setIn(["base", "a"], 2);
document.commentBefore = " new head";
visit(document, { Scalar: (key, node) => (node.value === "one two\nthree" ? visit.REMOVE : undefined) });
print("changed", [String(document), isMap(document.contents), document.contents instanceof YAMLMap]);
print("many documents", parseAllDocuments("a: 1\n---\n- 2\n...\n---\n!!set {x, y}\n").map((one) => one.toJS()));
const counter = new LineCounter();
const broken = parseDocument("a: [1, 2\nb: }", { lineCounter: counter });
print("what is wrong", broken.errors.map((error) => [error.code, error.message, error.linePos]));
print("an anchor", String(new Document({ a: 1, b: [1.50, -0, Infinity] }, { aliasDuplicateObjects: true })));
print("thrown", thrown(() => parse("a: *missing")));
