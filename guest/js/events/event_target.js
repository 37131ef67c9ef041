// EventTarget: https://dom.spec.whatwg.org/#interface-eventtarget
(function (native, primordials, parts) {
  "use strict";
  const { TypeError, globalThis, newList } = primordials;
  const {
    abortHooks, defineInterface, dispatch, isEvent, eventState, makeBrand, newDOMException, requireArguments, toDOMString,
  } = parts;
  const { give, isBranded, stateOf } = makeBrand();

  // `watcher(object)` is called when listeners come and go.
  function newTarget() {
    return { listeners: newList(), handlers: null, watcher: null };
  }

  // https://dom.spec.whatwg.org/#concept-flatten-options
  function toCapture(options) {
    return typeof options === "object" && options !== null || typeof options === "function" ? !!options.capture : !!options;
  }

  function toListener(type, callback, options) {
    const listener = {
      type, callback, capture: false, once: false, passive: false, isRemoved: false, signal: null, algorithm: null,
    };
    if (typeof options !== "object" && typeof options !== "function" || options === null) {
      listener.capture = !!options;
      return listener;
    }
    listener.capture = !!options.capture;
    listener.once = !!options.once;
    listener.passive = !!options.passive;
    const { signal } = options;
    if (signal !== undefined) {
      if (!abortHooks.isAbortSignal(signal)) throw new TypeError("addEventListener: the signal is not an AbortSignal");
      listener.signal = signal;
    }
    return listener;
  }

  function toCallback(value, what) {
    if (value === null || value === undefined) return null;
    if (typeof value !== "object" && typeof value !== "function") throw new TypeError(what + ": the listener is not an object");
    return value;
  }

  function indexOf(target, type, callback, capture) {
    const { listeners } = target;
    for (let i = 0; i < listeners.length; i++) {
      const listener = listeners[i];
      if (listener.callback === callback && listener.type === type && listener.capture === capture) return i;
    }
    return -1;
  }

  // https://dom.spec.whatwg.org/#add-an-event-listener
  function add(object, listener) {
    const target = stateOf(object);
    const { signal } = listener;
    if (signal !== null && abortHooks.isAborted(signal)) return;
    if (listener.callback === null) return;
    if (indexOf(target, listener.type, listener.callback, listener.capture) !== -1) return;
    target.listeners[target.listeners.length] = listener;
    if (target.watcher !== null) target.watcher(object);
    if (signal === null) return;
    listener.algorithm = () => removeListener(object, listener);
    abortHooks.addAbortAlgorithm(signal, listener.algorithm);
  }

  // https://dom.spec.whatwg.org/#remove-an-event-listener
  function removeListener(object, listener) {
    if (listener.isRemoved) return;
    listener.isRemoved = true;
    const { listeners, watcher } = stateOf(object);
    let at = 0;
    for (let i = 0; i < listeners.length; i++) {
      if (listeners[i] !== listener) listeners[at++] = listeners[i];
    }
    listeners.length = at;
    if (watcher !== null) watcher(object);
    // Else a signal that lives long would keep every listener that ever used it.
    if (listener.algorithm !== null) abortHooks.removeAbortAlgorithm(listener.signal, listener.algorithm);
  }

  class EventTarget {
    constructor() {
      give(this, newTarget());
    }
    addEventListener(type, callback, options = undefined) {
      const object = this ?? globalThis;
      stateOf(object);
      requireArguments(arguments.length, 2, "addEventListener");
      type = toDOMString(type);
      add(object, toListener(type, toCallback(callback, "addEventListener"), options));
    }
    removeEventListener(type, callback, options = undefined) {
      const object = this ?? globalThis;
      const target = stateOf(object);
      requireArguments(arguments.length, 2, "removeEventListener");
      type = toDOMString(type);
      callback = toCallback(callback, "removeEventListener");
      const at = indexOf(target, type, callback, toCapture(options));
      if (at !== -1) removeListener(object, target.listeners[at]);
    }
    dispatchEvent(event) {
      const object = this ?? globalThis;
      const target = stateOf(object);
      requireArguments(arguments.length, 1, "dispatchEvent");
      if (!isEvent(event)) throw new TypeError("dispatchEvent: the argument is not an Event");
      const state = eventState(event);
      if (state.isDispatched || !state.isInitialized) {
        throw newDOMException("dispatchEvent: the event is already being dispatched", "InvalidStateError");
      }
      state.isTrusted = false;
      return dispatch(event, object, target, removeListener);
    }
  }
  defineInterface(EventTarget);

  // Sends an event of ours; false where a listener has canceled it.
  function fire(event, object) {
    return dispatch(event, object, stateOf(object), removeListener);
  }

  function hasListeners(target, type) {
    const { listeners } = target;
    for (let i = 0; i < listeners.length; i++) {
      if (listeners[i].type === type) return true;
    }
    return false;
  }

  return {
    __proto__: null, EventTarget, addListener: add, fireEvent: fire, giveTarget: give, hasListeners, isEventTarget: isBranded,
    newTarget, removeListener, targetState: stateOf,
  };
})
