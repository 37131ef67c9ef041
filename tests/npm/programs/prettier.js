import * as babel from "prettier/plugins/babel";
import * as estree from "prettier/plugins/estree";
import * as html from "prettier/plugins/html";
import * as markdown from "prettier/plugins/markdown";
import * as postcss from "prettier/plugins/postcss";
import * as typescript from "prettier/plugins/typescript";
import * as prettier from "prettier/standalone";
import { print } from "../print.js";

const plugins = [babel, estree, html, markdown, postcss, typescript];
const source = "const f=async({a,b:[c,...d]},e=1)=>{for await(const x of y)await (a?.b?.[c]??d)\n\n\nreturn a?b:c?d:{...e,'f':`x${1+1}`}};class A extends B{static #x=1;get y(){return this.#x}}// end\nfoo(function(){return 1},veryLongArgumentName,anotherVeryLongArgumentName,yetAnotherVeryLongArgumentName)";
print("JavaScript", await prettier.format(source, { parser: "babel", plugins }));
print("options", await prettier.format("const a = {b:1}; f(x => x)", { parser: "babel", plugins, semi: false, singleQuote: true, arrowParens: "avoid", bracketSpacing: false }));
print("TypeScript", await prettier.format("type A<T>=T extends infer U?U[]:never;enum E{a=1,b};abstract class C<T> implements I{constructor(private readonly x?:T){}}", { parser: "typescript", plugins }));
print("CSS", await prettier.format("a{color:RED;b:c}@media (max-width:100px){.x>.y,.z{margin:0 auto!important}}", { parser: "css", plugins }));
print("Markdown", await prettier.format("* a\n* b\n\n|x|yy|\n|-|-|\n|日本|1|\n\n```js\nlet a=1\n```", { parser: "markdown", plugins }));
print("HTML", await prettier.format("<div><p>a <b>c</b></p><script>let a=1</script><ul><li>1</li><li>2</li></ul></div>", { parser: "html", plugins }));
print("a syntax error", await prettier.format("let = = 1", { parser: "babel", plugins }).catch((error) => [error.name, error.message]));
print("it is formatted", await prettier.check("a();\n", { parser: "babel", plugins }));
