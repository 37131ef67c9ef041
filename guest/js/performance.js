// Performance: the clock of one runtime, https://w3c.github.io/hr-time/
// Times are milliseconds; `now` counts from `timeOrigin`, which is a runtime's own.
(function (native) {
  "use strict";
  let building = true;
  class Performance {
    #brand = true;
    constructor() {
      if (!building) throw new TypeError("Illegal constructor");
    }
    static check(value) {
      if (typeof value !== "object" || value === null || !(#brand in value)) {
        throw new TypeError("Illegal invocation: this is not a Performance");
      }
    }
    get timeOrigin() {
      check(this);
      return native.timeOrigin();
    }
    now() {
      check(this);
      return native.now();
    }
    toJSON() {
      check(this);
      return { timeOrigin: native.timeOrigin() };
    }
  }
  const check = Performance.check;
  delete Performance.check;
  const prototype = Performance.prototype;
  for (const name of ["timeOrigin", "now", "toJSON"]) {
    Object.defineProperty(prototype, name, { enumerable: true });
  }
  Object.defineProperty(prototype, Symbol.toStringTag, { value: "Performance", configurable: true });
  const performance = new Performance();
  building = false;
  Object.defineProperty(globalThis, "Performance", { value: Performance, writable: true, configurable: true });
  Object.defineProperty(globalThis, "performance", {
    value: performance, writable: true, enumerable: true, configurable: true,
  });
})
