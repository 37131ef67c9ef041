import { equal, ok, same, test, throws } from "../assert.mjs";

await test("process.argv is an array of strings that can be changed", () => {
  ok(Array.isArray(process.argv) && process.argv.every((argument) => typeof argument === "string"));
  process.argv.push("mine");
  equal(process.argv.at(-1), "mine");
  process.argv.pop();
});

await test("process.env is empty without grants, and can be changed", () => {
  same(Object.keys(process.env), []);
  process.env.MINE = "1";
  equal(process.env.MINE, "1");
  delete process.env.MINE;
});

await test("process.exitCode is undefined, takes 0 to 255 and refuses the rest", () => {
  equal(process.exitCode, undefined);
  for (const code of [-1, 256, 1.5, NaN, "x", {}, Infinity]) throws(() => { process.exitCode = code; }, Error);
  process.exitCode = 255;
  equal(process.exitCode, 255);
  process.exitCode = undefined;
  equal(process.exitCode, undefined);
});

await test("process has no more than it says", () => {
  same(Object.keys(process).sort(), ["argv", "env", "exit", "exitCode", "stderr", "stdin", "stdout"]);
  equal(String(process), "[object process]");
});
