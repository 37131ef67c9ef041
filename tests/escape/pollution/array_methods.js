// attack: every method of arrays replaced
// stopped by: nothing
(async () => {
  for (const name of Object.getOwnPropertyNames(Array.prototype)) {
    if (typeof Array.prototype[name] === "function" && name !== "constructor") Array.prototype[name] = () => { throw new Error("used " + name); };
  }
  Array.prototype[Symbol.iterator] = () => { throw new Error("iterated"); };
  const { echo, later } = await import("host:tools");
  equal(echo({ a: "x" }).a, "x");
  equal(await later(3), 3);
  console.log("a", { b: [1, 2, new Map()] });
  const target = new EventTarget();
  let heard = 0;
  target.addEventListener("x", () => heard++);
  target.dispatchEvent(new Event("x"));
  equal(heard, 1);
  await new Promise((resolve) => setTimeout(resolve, 1));
})();
