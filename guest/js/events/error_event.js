// ErrorEvent: https://html.spec.whatwg.org/multipage/webappapis.html#the-errorevent-interface
(function (native, primordials, parts) {
  "use strict";
  const { Event, defineInterface, dictionary, requireArguments, toDOMString, toUSVString } = parts;

  let errorEventState;
  class ErrorEvent extends Event {
    #state;
    static {
      errorEventState = (event) => #state in event ? event.#state : undefined;
    }
    constructor(type, eventInitDict = undefined) {
      requireArguments(arguments.length, 1, "ErrorEvent");
      super(type, eventInitDict);
      const options = dictionary(eventInitDict, "ErrorEvent");
      const { colno = 0, error, filename = "", lineno = 0, message = "" } = options;
      this.#state = {
        colno: colno >>> 0, error, filename: toUSVString(filename), lineno: lineno >>> 0, message: toDOMString(message),
      };
    }
    get message() {
      return this.#state.message;
    }
    get filename() {
      return this.#state.filename;
    }
    get lineno() {
      return this.#state.lineno;
    }
    get colno() {
      return this.#state.colno;
    }
    get error() {
      return this.#state.error;
    }
  }
  defineInterface(ErrorEvent);

  return { __proto__: null, ErrorEvent, errorEventState };
})
