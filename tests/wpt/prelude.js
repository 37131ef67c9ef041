// What a test finds in a shell: no document, no worker, and the names that
// testharness.js and the tests take for granted.
(function () {
  "use strict";
  const wpt = globalThis[Symbol.for("wpt")];
  const [path, variant, title, origin, isServed] = wpt.host.about();

  function define(name, value) {
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: true, configurable: true });
  }

  if (!("self" in globalThis)) define("self", globalThis);
  define("GLOBAL", { isWindow: () => false, isWorker: () => false, isShadowRealm: () => false });
  define("META_TITLE", title);
  const { href, protocol, host, hostname, port, pathname } = new URL(origin + "/" + path + variant);
  define("location", {
    href, origin, protocol, host, hostname, port, pathname, search: variant, hash: "",
    toString() {
      return this.href;
    },
  });
  // Tests make a shared buffer by way of WebAssembly, https://github.com/whatwg/html/issues/5380.
  // This engine has the one without the other.
  if (!("WebAssembly" in globalThis)) {
    define("WebAssembly", {
      Memory: function ({ shared, initial }) {
        if (shared !== true) throw new ReferenceError("WebAssembly is not defined");
        this.buffer = new SharedArrayBuffer(initial * 65536);
      },
    });
  }
  // idlharness.js then tests what windows expose.
  define("Window", function Window() {});
  // Fixtures lie beside the test: without a server nothing goes over a network.
  const { fetch } = globalThis;
  if (!isServed) define("fetch", function (url, init) {
    // What the tests' server does under this name.
    if (/\/echo-content\.py$/.test(url)) return Promise.resolve(new Response(new Request(url, init).body));
    if (typeof url !== "string" || /^[a-z]+:/i.test(url)) return fetch(...arguments);
    return new Promise((resolve) => resolve(new Response(wpt.host.read(url))));
  });

  // What the runner waits for: `complete`, or `collect` for garbage.
  const events = [];
  const collections = [];
  let wake = null;
  let isComplete = false;
  wpt.tell = (event) => {
    if (event === "complete") isComplete = true;
    if (wake === null) {
      events.push(event);
      return;
    }
    const resolve = wake;
    wake = null;
    resolve(event);
  };
  wpt.next = () => {
    wpt.host.loaded();
    return new Promise((resolve) => {
      // Asked again where an uncaught error has ended the call that waited.
      if (isComplete) resolve("complete");
      else if (events.length > 0) resolve(events.shift());
      else wake = resolve;
    });
  };
  wpt.collected = () => {
    for (const resolve of collections.splice(0)) resolve();
    return wpt.next();
  };
  define("gc", () => new Promise((resolve) => {
    collections.push(resolve);
    wpt.tell("collect");
  }));
})();
