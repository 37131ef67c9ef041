// attack: everything frozen
// stopped by: nothing
(async () => {
  const seen = new Set();
  (function freeze(value) {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      freeze(descriptor.value);
      freeze(descriptor.get);
    }
    try {
      Object.freeze(value);
    } catch {}
  })(globalThis);
  const { echo, later } = await import("host:tools");
  equal(echo([1])[0], 1);
  equal(await later(2), 2);
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(process.argv, process.env.GREETING);
})();
