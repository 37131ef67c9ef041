import ts from "typescript";
import { print } from "../print.js";

const source = "enum Color { Red = 1, Green }\nnamespace N { export const x = 1 }\nclass A<T> { constructor(private readonly t: T, public color = Color.Red) {} get = async (): Promise<T> => this.t }\nexport const a = new A<number>(N.x)?.color ?? 2;\n@dec class D { @prop x = 1 }\nfunction dec(t: any) {} function prop(t: any, k: string) {}\n";
print("compiled", ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2017, module: ts.ModuleKind.CommonJS, experimentalDecorators: true }, reportDiagnostics: true }));
print("with JSX and a map", ts.transpileModule("const x = <a b={1}>c</a>", { fileName: "x.tsx", compilerOptions: { jsx: ts.JsxEmit.React, sourceMap: true, target: ts.ScriptTarget.ES2022 } }));

const files = {
  "/lib.d.ts": "interface Array<T> { length: number; [n: number]: T } interface Boolean {} interface CallableFunction {} interface Function {} interface IArguments {} interface NewableFunction {} interface Number { toFixed(n?: number): string } interface Object {} interface RegExp {} interface String { length: number }",
  "/a.ts": "import { b } from './b';\nconst text: string = b;\nconst { missing } = { x: 1 };\ntype P = { [K in 'a' | 'b']?: K };\nconst p: P = { a: 'b' };\nb.toFixd();\n",
  "/b.ts": "export const b = 1 as number;\n",
};
const host = {
  getSourceFile: (name, version) => (name in files ? ts.createSourceFile(name, files[name], version) : undefined),
  getDefaultLibFileName: () => "/lib.d.ts",
  writeFile: (name, text) => print("written " + name, text),
  getCurrentDirectory: () => "/",
  getCanonicalFileName: (name) => name,
  useCaseSensitiveFileNames: () => true,
  getNewLine: () => "\n",
  fileExists: (name) => name in files,
  readFile: (name) => files[name],
};
const program = ts.createProgram(["/a.ts"], { strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler, declaration: true, types: [] }, host);
print("checked", ts.getPreEmitDiagnostics(program).map((one) => [one.code, one.start, ts.flattenDiagnosticMessageText(one.messageText, "\n")]));
program.emit();
const checker = program.getTypeChecker();
const file = program.getSourceFile("/a.ts");
print("types", file.locals.get("p").declarations.map((node) => checker.typeToString(checker.getTypeAtLocation(node))));
const kinds = new Map();
(function visit(node) {
  kinds.set(ts.SyntaxKind[node.kind], (kinds.get(ts.SyntaxKind[node.kind]) ?? 0) + 1);
  ts.forEachChild(node, visit);
})(file);
print("a tree", kinds);
