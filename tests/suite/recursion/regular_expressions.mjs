import { equal, test } from "../assert.mjs";
import { overflows, survives } from "../deep.mjs";

const types = [RangeError, SyntaxError];
const depth = 50_000;

await overflows("groups", () => new RegExp("(".repeat(depth) + ")".repeat(depth)), types);
await overflows("groups that do not capture", () => new RegExp("(?:".repeat(depth) + ")".repeat(depth)), types);
await overflows("lookaheads", () => new RegExp("(?=".repeat(depth) + ")".repeat(depth)), types);
await overflows("groups without an end", () => new RegExp("(?:".repeat(depth)), types);
await survives("class sets", () => new RegExp("[".repeat(depth) + "]".repeat(depth), "v"), types);
await survives("alternatives", () => new RegExp("a|".repeat(depth)).exec("b"), types);
await survives("a literal with nested groups", () => (0, eval)("/" + "(?:".repeat(depth) + ")".repeat(depth) + "/"), types);
await survives("quantifiers in quantifiers", () => new RegExp("(?:".repeat(200) + "a" + ")*".repeat(200)).exec("aaaa"), types);
await survives("a greedy group over a long text", () => /^(?:a|b)*c/.exec("ab".repeat(100_000)), types);
await survives("a lazy group over a long text", () => /^(?:a|b)*?c/.exec("ab".repeat(100_000)), types);
await survives("a backreference over a long text", () => /^(a*)\1$/.exec("a".repeat(10_000)), types);
await overflows("a callback of replace that matches again", () => {
  const dive = () => "aa".replace(/a/g, dive);
  dive();
});
await overflows("exec that is replaced", () => {
  const regex = /a/;
  regex.exec = () => regex.test("a");
  regex.test("a");
});

await test("a long text still matches", () => {
  equal(/^(?:ab)*$/.test("ab".repeat(20_000)), true);
  equal("x".repeat(100_000).replace(/x/g, "y").length, 100_000);
});
