// Leaves traces of each request wherever one can, and tells which of them it has found.
let inModule = 0;
const early = new Map();
const target = new EventTarget();
const found = [];

export default {
  async fetch(request, env, context) {
    found.length = 0;
    if (globalThis.trace !== undefined) found.push("global");
    if (inModule++ > 0) found.push("module");
    if (early.size > 0) found.push("map");
    if ({}.trace !== undefined || [].trace !== undefined) found.push("prototype");
    if (fetch.trace !== undefined || JSON.stringify !== stringify) found.push("built-in");
    if (env.trace !== undefined || process.env.trace !== undefined) found.push("environment");
    target.dispatchEvent(new Event("trace"));
    if ((await import("./late.js")).state.trace !== undefined) found.push("imported");
    const { promise, resolve } = Promise.withResolvers();
    setTimeout(resolve, 8);
    await promise;
    const text = found.join(" ");

    globalThis.trace = true;
    early.set(request, context);
    Object.prototype.trace = true;
    Array.prototype.trace = true;
    fetch.trace = true;
    JSON.stringify = () => "{}";
    process.env.trace = "true";
    (await import("./late.js")).state.trace = true;
    target.addEventListener("trace", () => found.push("listener"));
    addEventListener("unhandledrejection", () => found.push("handler"));
    setInterval(() => found.push("timer"), 1);
    setInterval(() => new Uint8Array(1 << 20).fill(1), 1);
    fetch(request.url.split("?")[1]).catch(() => {});
    request.body?.getReader().read();
    return new Response(text || "nothing");
  },
};
const { stringify } = JSON;
