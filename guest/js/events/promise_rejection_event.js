// PromiseRejectionEvent: https://html.spec.whatwg.org/multipage/webappapis.html#the-promiserejectionevent-interface
(function (native, primordials, parts) {
  "use strict";
  const { TypeError } = primordials;
  const { Event, defineInterface, dictionary, requireArguments } = parts;

  class PromiseRejectionEvent extends Event {
    #state;
    constructor(type, eventInitDict) {
      requireArguments(arguments.length, 2, "PromiseRejectionEvent");
      super(type, eventInitDict);
      const { promise, reason } = dictionary(eventInitDict, "PromiseRejectionEvent");
      if (typeof promise !== "object" && typeof promise !== "function" || promise === null) {
        throw new TypeError("PromiseRejectionEvent: the option 'promise' is not an object");
      }
      this.#state = { promise, reason };
    }
    get promise() {
      return this.#state.promise;
    }
    get reason() {
      return this.#state.reason;
    }
  }
  defineInterface(PromiseRejectionEvent);

  return { __proto__: null, PromiseRejectionEvent };
})
