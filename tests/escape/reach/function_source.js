// attack: the sources of built-ins, and through them their inside
// stopped by: nothing
for (const value of [setTimeout, console.log, ReadableStream, ReadableStream.prototype.getReader, AbortController, structuredClone, TextDecoder, queueMicrotask]) {
  const text = Function.prototype.toString.call(value);
  check(text.includes("[native code]") || !text.includes("primordials"), text.slice(0, 200));
}
throws(() => console.log.caller);
throws(() => structuredClone.arguments);
