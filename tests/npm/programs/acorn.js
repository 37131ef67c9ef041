import * as acorn from "acorn";
import { print, thrown } from "../print.js";

const tree = acorn.parse("class A { #x = 1; static { let y = a?.b ?? 2n } async *g() { for await (const z of y) yield z } }", { ecmaVersion: "latest" });
print("a tree", tree);
print("positions", acorn.parse("a\n+\nb", { ecmaVersion: 5, locations: true }).body[0].loc);
print("tokens", [...acorn.tokenizer("/r/g.test(`a${b}c`)", { ecmaVersion: 2022 })].map((token) => [token.type.label, token.start, token.end]));
print("names beyond ASCII", acorn.parse("let \u{1d49c}é = 1", { ecmaVersion: 2022 }).body[0].declarations[0].id.name);
print("a syntax error", thrown(() => acorn.parse("let a; let a", { ecmaVersion: 2022 })));
