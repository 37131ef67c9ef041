// Event handlers, `onabort` and its like:
// https://html.spec.whatwg.org/multipage/webappapis.html#event-handlers
(function (native, primordials, parts) {
  "use strict";
  const { ReflectApply, listOf } = primordials;
  const { addListener, eventState, removeListener, targetState } = parts;

  function getHandler(object, type) {
    return targetState(object).handlers?.[type]?.value ?? null;
  }

  // `invoke(value, event, object)` says how the handler is called.
  function setHandler(object, type, value, invoke = invokePlainly) {
    const target = targetState(object);
    const isObject = typeof value === "function" || typeof value === "object" && value !== null;
    const known = target.handlers?.[type];
    if (!isObject) {
      if (known === undefined) return;
      delete target.handlers[type];
      removeListener(object, known.listener);
      return;
    }
    if (known !== undefined) {
      known.value = value;
      return;
    }
    target.handlers ??= { __proto__: null };
    const handler = { value, listener: null };
    handler.listener = {
      type, capture: false, once: false, passive: false, isRemoved: false, signal: null, algorithm: null,
      callback(event) {
        if (typeof handler.value === "function") invoke(handler.value, event, this);
      },
    };
    target.handlers[type] = handler;
    addListener(object, handler.listener);
  }

  function invokePlainly(value, event, object) {
    if (ReflectApply(value, object, listOf(event)) === false) cancelEvent(event);
  }

  function cancelEvent(event) {
    const state = eventState(event);
    if (state.cancelable) state.isCanceled = true;
  }

  return { __proto__: null, cancelEvent, getHandler, invokePlainly, setHandler };
})
