import { Lexer, Marked, marked, parseInline } from "marked";
import { print } from "../print.js";

const text = "# Títle & more\n\nSome *emphasis*, **strong _nested_**, `code`, ~~gone~~ and [a link](http://example.com/ä \"t\").\n\n- [x] done\n- [ ] open\n  1. one\n  2. two\n\n| a | b |\n|:--|--:|\n| 1 | `2\\|3` |\n\n```js\nlet x = \"<b>\";\n```\n\n> quote\n> more\n\n<div>html</div>\n\nline  \nbreak \\* https://auto.link me@example.com\n\n[ref]: /url\n[ref]\n";
print("a page", marked.parse(text));
print("inline", parseInline("a **b** <i>c</i>"));
print("tokens", Lexer.lex("1. a\n\n   b\n2. c").map((token) => [token.type, token.raw, token.items?.length]));
const own = new Marked({ gfm: true, breaks: true, renderer: { heading: ({ depth, text }) => "[" + depth + " " + text + "]" } });
own.use({ extensions: [{ name: "u", level: "inline", start: (src) => src.indexOf("::"), tokenizer: (src) => { const m = /^::(\w+)::/.exec(src); return m ? { type: "u", raw: m[0], text: m[1] } : undefined; }, renderer: (token) => "<u>" + token.text + "</u>" }] });
print("a renderer and an extension", own.parse("## x\n\na ::b:: c\nd"));
print("asynchronously", await new Marked({ async: true, walkTokens: async (token) => { await null; if (token.type === "text") token.text = token.text.toUpperCase(); } }).parse("plain"));
