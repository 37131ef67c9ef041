// The global object as an EventTarget, and what nobody caught as its events:
// https://html.spec.whatwg.org/multipage/webappapis.html#runtime-script-errors
//
// An error that no listener takes with `preventDefault` ends the call of the
// embedder, as it does without listeners.
(function (native, primordials, parts) {
  "use strict";
  const { ReflectApply, ReflectDefineProperty, ReflectSetPrototypeOf, SafeWeakSet, globalThis, listOf, ownDescriptor } =
    primordials;
  const {
    ErrorEvent, EventTarget, PromiseRejectionEvent, cancelEvent, errorEventState, fireEvent, getHandler, giveTarget, hasListeners,
    invokePlainly, newTarget, reporting, requireArguments, setHandler, targetState, trustEvent,
  } = parts;

  giveTarget(globalThis, newTarget());
  ReflectSetPrototypeOf(globalThis, EventTarget.prototype);
  const target = targetState(globalThis);

  // https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception;
  // true where a listener has taken it. What listeners of `error` throw is not
  // reported again.
  let isReporting = false;
  function takeException(error) {
    if (isReporting || !hasListeners(target, "error")) return false;
    isReporting = true;
    try {
      const { colno, filename, lineno, message } = native.describe(error);
      const event = new ErrorEvent("error", { __proto__: null, colno, error, filename, lineno, message });
      return !fireEvent(trustEvent(event, true), globalThis);
    } finally {
      isReporting = false;
    }
  }

  // What listeners throw, and `reportError`: the embedder hears of it once the
  // script has run.
  reporting.report = (error) => {
    if (!takeException(error)) native.uncaught(error);
  };

  // https://html.spec.whatwg.org/multipage/webappapis.html#notify-about-rejected-promises;
  // true where a listener has taken it.
  const taken = new SafeWeakSet();
  function takeRejection(promise, reason) {
    if (!hasListeners(target, "unhandledrejection")) return false;
    const event = new PromiseRejectionEvent("unhandledrejection", { __proto__: null, promise, reason });
    if (fireEvent(trustEvent(event, true), globalThis)) return false;
    taken.add(promise);
    return true;
  }

  // A promise that was reported is handled after all.
  function handledLate(promise, reason) {
    if (!taken.delete(promise) || !hasListeners(target, "rejectionhandled")) return;
    const event = new PromiseRejectionEvent("rejectionhandled", { __proto__: null, promise, reason });
    fireEvent(trustEvent(event, false), globalThis);
  }

  // https://html.spec.whatwg.org/multipage/webappapis.html#the-event-handler-processing-algorithm
  function invokeOnError(value, event, object) {
    const state = errorEventState(event);
    if (state === undefined) return invokePlainly(value, event, object);
    const { colno, error, filename, lineno, message } = state;
    if (ReflectApply(value, object, listOf(message, filename, lineno, colno, error)) === true) cancelEvent(event);
  }

  const members = {
    get onerror() {
      return getHandler(this ?? globalThis, "error");
    },
    set onerror(value) {
      setHandler(this ?? globalThis, "error", value, invokeOnError);
    },
    get onrejectionhandled() {
      return getHandler(this ?? globalThis, "rejectionhandled");
    },
    set onrejectionhandled(value) {
      setHandler(this ?? globalThis, "rejectionhandled", value);
    },
    get onunhandledrejection() {
      return getHandler(this ?? globalThis, "unhandledrejection");
    },
    set onunhandledrejection(value) {
      setHandler(this ?? globalThis, "unhandledrejection", value);
    },
    // https://html.spec.whatwg.org/multipage/webappapis.html#dom-reporterror
    reportError(e) {
      requireArguments(arguments.length, 1, "reportError");
      reporting.report(e);
    },
  };
  for (const name of ["onerror", "onrejectionhandled", "onunhandledrejection", "reportError"]) {
    ReflectDefineProperty(globalThis, name, ownDescriptor(members, name));
  }
  // https://webidl.spec.whatwg.org/#Replaceable
  ReflectDefineProperty(globalThis, "self", {
    __proto__: null, value: globalThis, writable: true, enumerable: true, configurable: true,
  });

  return { __proto__: null, handledLate, takeException, takeRejection };
})
