// attack: Promise.prototype.then and constructor replaced
// stopped by: nothing
(async () => {
  const tools = await import("host:tools");
  const own = Promise;
  Promise.prototype.then = function () { throw new Error("then"); };
  Object.defineProperty(Promise.prototype, "constructor", { get() { throw new Error("constructor"); } });
  globalThis.Promise = class { constructor() { throw new Error("new"); } };
  const stream = new ReadableStream({ start(c) { c.enqueue(new Uint8Array(5)); c.close(); } });
  const reader = stream.getReader();
  const promise = reader.read();
  check(promise instanceof own);
  const later = tools.later(1);
  check(later instanceof own);
})();
