// What dispatching an event does: https://dom.spec.whatwg.org/#concept-event-dispatch
(function (native, primordials, parts) {
  "use strict";
  const { ReflectApply, TypeError, listOf, newList } = primordials;
  const { eventState } = parts;

  // What is set later: who takes what listeners throw, what an abort signal is.
  const reporting = { __proto__: null, report: null };
  const abortHooks = { __proto__: null };

  // `object` is the event's target and `target` its record. False where the event was canceled.
  function dispatch(event, object, target, removeListener) {
    const state = eventState(event);
    state.isDispatched = true;
    state.target = object;
    state.currentTarget = object;
    if (target.listeners.length > 0 && !state.isStopped) {
      invoke(event, state, object, target, true, removeListener);
      if (!state.isStopped) invoke(event, state, object, target, false, removeListener);
    }
    state.currentTarget = null;
    state.isDispatched = false;
    state.isStopped = false;
    state.isStoppedAtOnce = false;
    return !state.isCanceled;
  }

  // https://dom.spec.whatwg.org/#concept-event-listener-inner-invoke
  function invoke(event, state, object, target, capture, removeListener) {
    const listeners = matching(target, state.type, capture);
    for (let i = 0; i < listeners.length; i++) {
      const listener = listeners[i];
      if (listener.isRemoved) continue;
      if (listener.once) removeListener(object, listener);
      state.isPassive = listener.passive;
      call(listener.callback, event, object);
      state.isPassive = false;
      if (state.isStoppedAtOnce) return;
    }
  }

  // A copy: listeners that are added meanwhile wait for the next event.
  function matching(target, type, capture) {
    const list = newList();
    const { listeners } = target;
    for (let i = 0; i < listeners.length; i++) {
      const listener = listeners[i];
      if (listener.type === type && listener.capture === capture) list[list.length] = listener;
    }
    return list;
  }

  // https://webidl.spec.whatwg.org/#call-a-user-objects-operation
  function call(callback, event, object) {
    try {
      if (typeof callback === "function") {
        ReflectApply(callback, object, listOf(event));
        return;
      }
      const { handleEvent } = callback;
      if (typeof handleEvent !== "function") throw new TypeError("the listener's handleEvent is not a function");
      ReflectApply(handleEvent, callback, listOf(event));
    } catch (error) {
      reporting.report(error);
    }
  }

  return { __proto__: null, abortHooks, dispatch, reporting };
})
