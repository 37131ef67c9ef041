// attack: all globals replaced or deleted
// stopped by: nothing
(async () => {
  const { echo, later, drain } = await import("host:tools");
  const own = { ReadableStream, Uint8Array, setTimeout, console, Promise };
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    try {
      delete globalThis[name];
      globalThis[name] = 1;
    } catch {}
  }
  equal(echo("x"), "x");
  equal(await later(2), 2);
  equal(await drain(new own.ReadableStream({ start(c) { c.enqueue(new own.Uint8Array(5)); c.close(); } })), 5);
  own.console.log({ a: [1] });
})();
