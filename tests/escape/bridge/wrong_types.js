// attack: host functions called with every wrong type
// stopped by: nothing
(async () => {
  const { add, hasText, drain, callBack, hold } = await import("host:tools");
  const wrong = [undefined, null, "x", {}, [], Symbol("x"), 2n ** 100n, () => {}, new Map(), new Proxy({}, {}), new WeakMap(), /x/];
  for (const value of wrong) {
    throws(() => add(value, value), "TypeError");
    if (typeof value !== "string" && !(value instanceof RegExp)) throws(() => hasText(value), "TypeError");
    if (typeof value !== "function") throws(() => hold(value), "TypeError");
    await rejects(() => drain(value), "TypeError");
    if (typeof value !== "function") await rejects(() => callBack(value, 1), "TypeError");
  }
})();
