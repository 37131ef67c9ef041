// CustomEvent: https://dom.spec.whatwg.org/#interface-customevent
(function (native, primordials, parts) {
  "use strict";
  const { Event, defineInterface, dictionary, eventState, initializeEvent, requireArguments, toDOMString } = parts;

  class CustomEvent extends Event {
    #state;
    constructor(type, eventInitDict = undefined) {
      requireArguments(arguments.length, 1, "CustomEvent");
      super(type, eventInitDict);
      const { detail } = dictionary(eventInitDict, "CustomEvent");
      this.#state = { detail: detail === undefined ? null : detail };
    }
    get detail() {
      return this.#state.detail;
    }
    initCustomEvent(type, bubbles = false, cancelable = false, detail = null) {
      const state = this.#state;
      requireArguments(arguments.length, 1, "CustomEvent.initCustomEvent");
      if (initializeEvent(eventState(this), toDOMString(type), !!bubbles, !!cancelable)) state.detail = detail;
    }
  }
  defineInterface(CustomEvent);
})
