// attack: the methods that look up properties replaced
// stopped by: nothing
const { getOwnPropertyNames } = Object;
for (const name of getOwnPropertyNames(Object)) {
  if (typeof Object[name] === "function") try { Object[name] = () => { throw new Error("used " + name); }; } catch {}
}
for (const name of getOwnPropertyNames(Reflect)) Reflect[name] = () => { throw new Error("used " + name); };
for (const name of ["hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "valueOf"]) Object.prototype[name] = () => { throw new Error("used " + name); };
new AbortController().abort();
new EventTarget().dispatchEvent(new Event("x", { cancelable: true }));
new ReadableStream({ type: "bytes" }).getReader({ mode: "byob" });
new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(3));
console.log({ a: 1 });
check(true);
