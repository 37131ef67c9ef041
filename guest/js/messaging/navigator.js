// navigator: https://html.spec.whatwg.org/multipage/system-state.html#the-navigator-object
(function (native, primordials, parts) {
  "use strict";
  const { ReflectDefineProperty, globalThis, ownDescriptor } = primordials;
  const { defineInterface, illegalConstructor } = parts;

  let isMaking = false;

  class Navigator {
    #brand = true;
    constructor() {
      if (!isMaking) illegalConstructor();
    }
    get userAgent() {
      this.#brand;
      return native.userAgent;
    }
  }
  defineInterface(Navigator);

  isMaking = true;
  const instance = new Navigator();
  isMaking = false;
  ReflectDefineProperty(globalThis, "navigator", ownDescriptor({
    get navigator() {
      return instance;
    },
  }, "navigator"));
})
