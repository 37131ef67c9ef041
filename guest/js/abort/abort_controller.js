// AbortController: https://dom.spec.whatwg.org/#interface-abortcontroller
(function (native, primordials, parts) {
  "use strict";
  const { defineInterface, newSignal, signalAbort } = parts;

  class AbortController {
    #signal;
    constructor() {
      this.#signal = newSignal();
    }
    get signal() {
      return this.#signal;
    }
    abort(reason = undefined) {
      signalAbort(this.#signal, reason);
    }
  }
  defineInterface(AbortController);
})
