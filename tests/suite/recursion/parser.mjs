import { survives } from "../deep.mjs";

const types = [RangeError];
const depth = 50_000;
const both = async (what, text, options = types) => {
  await survives(`eval of ${what}`, () => (0, eval)(text), options, 1);
  await survives(`new Function of ${what}`, () => new Function(text), options, 1);
};

await both("parentheses", "(".repeat(depth) + "1" + ")".repeat(depth));
await both("parentheses without an end", "(".repeat(depth));
await both("array literals", "[".repeat(depth) + "]".repeat(depth));
await both("object literals", "x = " + "{a:".repeat(depth) + "1" + "}".repeat(depth));
await both("blocks", "{".repeat(depth) + "}".repeat(depth));
await both("functions", "function f(){".repeat(depth) + "}".repeat(depth));
await both("arrow functions", "x = " + "()=>".repeat(depth) + "1");
await both("arrow functions with parameters", "x = " + "(a=".repeat(depth) + "1" + ")=>1".repeat(depth));
await both("classes", "x = " + "class { m() { return ".repeat(depth / 5) + "1" + "} }".repeat(depth / 5));
await both("templates", "`${".repeat(depth) + "1" + "}`".repeat(depth));
await both("conditionals", "1?".repeat(depth) + "1" + ":1".repeat(depth));
await both("ifs", "if(1)".repeat(depth) + ";");
await both("loops", "for(;0;)".repeat(depth) + ";");
await both("labels", Array.from({ length: 2_000 }, (_, index) => `l${index}:`).join("") + ";");
await both("unary operators", "!".repeat(depth) + "1");
await both("typeof", "typeof ".repeat(depth) + "1");
await both("awaits", "(async()=>{" + "await ".repeat(depth) + "1})");
await both("powers", "2**".repeat(depth) + "1");
await both("assignments", "var a;" + "a=".repeat(depth) + "1");
// The parser looks ahead over 256 brackets to tell patterns from literals.
await both("destructuring", "var " + "[".repeat(depth) + "a" + "]".repeat(depth) + "=1", [RangeError, SyntaxError]);
await both("destructuring of 200 levels", "var " + "[".repeat(200) + "a" + "]".repeat(200) + "=1", [TypeError]);
await both("calls in arguments", "var f=x=>x;" + "f(".repeat(depth) + "1" + ")".repeat(depth));
await both("new expressions", "new ".repeat(depth) + "Object");
await both("tries", "try{".repeat(depth) + "}finally{}".repeat(depth));
await both("switches", "switch(1){case 1:".repeat(depth) + "}".repeat(depth));
await survives("a sum of a hundred thousand terms", () => (0, eval)("1" + "+1".repeat(100_000)), types);
await survives("a chain of a hundred thousand members", () => new Function("a" + ".b".repeat(100_000)), types);
await survives("a hundred thousand commas", () => (0, eval)("1" + ",1".repeat(100_000)), types);
await survives("a hundred thousand statements", () => (0, eval)("1;".repeat(100_000)), types);
await survives("a chain of else ifs", () => new Function("if(a){}" + "else if(a){}".repeat(20_000)), types);
await survives("a hundred thousand logical operators", () => (0, eval)("1" + "&&1".repeat(100_000)), types);
await survives("a hundred thousand ??", () => (0, eval)("null" + "??null".repeat(100_000)), types);
