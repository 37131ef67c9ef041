// attack: Object.prototype gets all names that options are read by
// stopped by: nothing
(async () => {
  for (const name of ["get", "set", "value", "writable", "enumerable", "signal", "highWaterMark", "size", "type", "start", "pull", "mode",
    "encoding", "flag", "recursive", "once", "capture", "passive", "cause", "transfer", "preventClose", "fatal", "detail"]) {
    Object.defineProperty(Object.prototype, name, { __proto__: null, get() { throw new Error("read " + name); }, configurable: true });
  }
  const { echo, later } = await import("host:tools");
  equal(echo("x"), "x");
  equal((await later([1, { a: 2 }]))[1].a, 2);
  equal(await new Promise((resolve) => setTimeout(resolve, 1, "timer")), "timer");
  check(typeof new Date().getTime() === "number");
  console.log({ a: 1 });
})();
