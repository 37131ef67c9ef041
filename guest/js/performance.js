// Performance: the clock of one runtime, https://w3c.github.io/hr-time/
// Times are milliseconds; `now` counts from `timeOrigin`, which is a runtime's own.
(function (native, primordials, parts) {
  "use strict";
  const { ObjectCreate, ReflectDefineProperty, globalThis, ownDescriptor } = primordials;
  const { EventTarget, defineInterface, giveTarget, illegalConstructor, illegalInvocation, makeBrand, newTarget } = parts;
  const { give, stateOf } = makeBrand();

  class Performance extends EventTarget {
    constructor() {
      illegalConstructor();
    }
    get timeOrigin() {
      stateOf(this);
      return native.timeOrigin();
    }
    now() {
      stateOf(this);
      return native.now();
    }
    toJSON() {
      stateOf(this);
      return { timeOrigin: native.timeOrigin() };
    }
  }
  defineInterface(Performance);
  const performance = ObjectCreate(Performance.prototype);
  giveTarget(performance, newTarget());
  give(performance, {});

  function checkGlobal(value) {
    if ((value ?? globalThis) !== globalThis) illegalInvocation("Window");
  }

  // https://webidl.spec.whatwg.org/#Replaceable
  const attribute = ownDescriptor({
    get performance() {
      checkGlobal(this);
      return performance;
    },
    set performance(value) {
      checkGlobal(this);
      ReflectDefineProperty(globalThis, "performance", {
        __proto__: null, value, writable: true, enumerable: true, configurable: true,
      });
    },
  }, "performance");
  ReflectDefineProperty(globalThis, "performance", attribute);
})
