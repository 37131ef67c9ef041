// attack: hidden names on globals, prototypes and modules
// stopped by: nothing
for (const value of [globalThis, console, process, ReadableStream.prototype, EventTarget.prototype, AbortSignal.prototype, Object.prototype, Function.prototype]) {
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key !== "symbol") continue;
    check([Symbol.toStringTag, Symbol.iterator, Symbol.asyncIterator, Symbol.hasInstance, Symbol.unscopables, Symbol.toPrimitive].includes(key), String(key));
  }
}
equal(Object.getOwnPropertySymbols(new ReadableStream()).length, 0);
