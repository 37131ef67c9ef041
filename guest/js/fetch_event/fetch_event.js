// ExtendableEvent and FetchEvent: https://w3c.github.io/ServiceWorker/#extendableevent-interface
(function (native, primordials, parts) {
  "use strict";
  const { PromiseResolve, TypeError } = primordials;
  const {
    Event, defineInterface, dictionary, eventState, extendLifetime, isRequest, newDOMException, requireArguments, toDOMString,
    trustEvent,
  } = parts;

  // The lifetime of the next event, which is one of ours.
  let making;
  let lifetimeOf, answerOf;

  class ExtendableEvent extends Event {
    #lifetime;
    static {
      lifetimeOf = (event) => event.#lifetime;
    }
    constructor(type, eventInitDict = undefined) {
      requireArguments(arguments.length, 1, "ExtendableEvent");
      super(type, eventInitDict);
      this.#lifetime = making;
      making = undefined;
    }
    waitUntil(f) {
      const lifetime = this.#lifetime;
      requireArguments(arguments.length, 1, "waitUntil");
      if (lifetime === undefined) throw newDOMException("waitUntil: the event is none of a request", "InvalidStateError");
      extendLifetime(lifetime, f);
    }
  }
  defineInterface(ExtendableEvent);

  class FetchEvent extends ExtendableEvent {
    #state;
    static {
      answerOf = (event) => event.#state.answer;
    }
    constructor(type, eventInitDict) {
      requireArguments(arguments.length, 2, "FetchEvent");
      const { clientId, request } = dictionary(eventInitDict, "FetchEvent");
      if (!isRequest(request)) throw new TypeError("FetchEvent: the option 'request' is not a Request");
      super(type, eventInitDict);
      this.#state = { request, clientId: clientId === undefined ? "" : toDOMString(clientId), answer: undefined };
    }
    get request() {
      return this.#state.request;
    }
    get clientId() {
      return this.#state.clientId;
    }
    // https://w3c.github.io/ServiceWorker/#fetch-event-respondwith
    respondWith(r) {
      const state = this.#state;
      requireArguments(arguments.length, 1, "respondWith");
      if (!eventState(this).isDispatched || lifetimeOf(this) === undefined) {
        throw newDOMException("respondWith: the event is not being dispatched", "InvalidStateError");
      }
      if (state.answer !== undefined) throw newDOMException("respondWith: the event was answered", "InvalidStateError");
      state.answer = PromiseResolve(r);
      this.stopImmediatePropagation();
    }
  }
  defineInterface(FetchEvent);

  function newFetchEvent(request, lifetime) {
    making = lifetime;
    return trustEvent(new FetchEvent("fetch", { __proto__: null, request }), true);
  }

  // What `respondWith` got, undefined where nobody called it.
  return { __proto__: null, answerOfFetchEvent: answerOf, newFetchEvent };
})
