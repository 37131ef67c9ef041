// AbortSignal: https://dom.spec.whatwg.org/#interface-AbortSignal
//
// Other built-ins use what this file returns: a signal's algorithms run before
// its event, and no script sees them.
(function (native, primordials, parts) {
  "use strict";
  const { ObjectCreate, TypeError, newList } = primordials;
  const {
    Event, EventTarget, abortHooks, defineInterface, fireEvent, followSignals, getHandler, giveSignal, giveTarget,
    holdWhereHeard, illegalConstructor, isAbortSignal, newDOMException, newTarget, requireArguments, setHandler, signalState,
    takeDependents, targetState, toEnforcedUnsigned, toSequence, trustEvent, unfollowSignals,
  } = parts;

  class AbortSignal extends EventTarget {
    constructor() {
      illegalConstructor();
    }
    static abort(reason = undefined) {
      const signal = newSignal();
      setReason(signalState(signal), reason);
      return signal;
    }
    static timeout(milliseconds) {
      requireArguments(arguments.length, 1, "AbortSignal.timeout");
      const delay = toEnforcedUnsigned(milliseconds, "AbortSignal.timeout: the time");
      const signal = newSignal();
      native.setWeakTimer(() => {
        signalAbort(signal, newDOMException("the operation timed out", "TimeoutError"));
      }, delay);
      return signal;
    }
    static any(signals) {
      requireArguments(arguments.length, 1, "AbortSignal.any");
      return anySignal(toSequence(signals, toSignal, "AbortSignal.any: the argument"));
    }
    get aborted() {
      return signalState(this).aborted;
    }
    get reason() {
      return signalState(this).reason;
    }
    throwIfAborted() {
      const state = signalState(this);
      if (state.aborted) throw state.reason;
    }
    get onabort() {
      signalState(this);
      return getHandler(this, "abort");
    }
    set onabort(value) {
      signalState(this);
      setHandler(this, "abort", value);
    }
  }
  const { prototype } = AbortSignal;
  defineInterface(AbortSignal);

  function newSignal() {
    const signal = ObjectCreate(prototype);
    giveTarget(signal, newTarget());
    giveSignal(signal);
    return signal;
  }

  function toSignal(value) {
    if (!isAbortSignal(value)) throw new TypeError("AbortSignal.any: a member is not an AbortSignal");
    return value;
  }

  // https://dom.spec.whatwg.org/#create-a-dependent-abort-signal
  function anySignal(signals) {
    const result = newSignal();
    for (let i = 0; i < signals.length; i++) {
      const state = signalState(signals[i]);
      if (!state.aborted) continue;
      setReason(signalState(result), state.reason);
      return result;
    }
    followSignals(result, signals);
    return result;
  }

  function setReason(state, reason) {
    state.aborted = true;
    state.reason = reason === undefined ? newDOMException("the operation was aborted", "AbortError") : reason;
  }

  // https://dom.spec.whatwg.org/#abortsignal-signal-abort
  function signalAbort(signal, reason = undefined) {
    const state = signalState(signal);
    if (state.aborted) return;
    setReason(state, reason);
    // All of them are marked before any code runs.
    const dependents = takeDependents(state);
    const aborted = newList();
    for (let i = 0; i < dependents.length; i++) {
      const dependent = signalState(dependents[i]);
      if (dependent.aborted) continue;
      setReason(dependent, state.reason);
      aborted[aborted.length] = dependents[i];
    }
    runAbortSteps(signal);
    for (let i = 0; i < aborted.length; i++) runAbortSteps(aborted[i]);
  }

  // https://dom.spec.whatwg.org/#run-the-abort-steps
  function runAbortSteps(signal) {
    const state = signalState(signal);
    const { algorithms } = state;
    state.algorithms = null;
    unfollowSignals(signal);
    if (algorithms !== null) {
      for (let i = 0; i < algorithms.length; i++) algorithms[i]();
    }
    if (targetState(signal).listeners.length > 0) fireEvent(trustEvent(new Event("abort"), false), signal);
  }

  // Runs `algorithm()` when the signal is aborted, unless it is already.
  function addAbortAlgorithm(signal, algorithm) {
    const state = signalState(signal);
    if (state.aborted) return;
    state.algorithms ??= newList();
    state.algorithms[state.algorithms.length] = algorithm;
    holdWhereHeard(signal);
  }

  function removeAbortAlgorithm(signal, algorithm) {
    const state = signalState(signal);
    const { algorithms } = state;
    if (algorithms === null) return;
    let at = 0;
    for (let i = 0; i < algorithms.length; i++) {
      if (algorithms[i] !== algorithm) algorithms[at++] = algorithms[i];
    }
    algorithms.length = at;
    if (at === 0) state.algorithms = null;
    holdWhereHeard(signal);
  }

  function isAborted(signal) {
    return signalState(signal).aborted;
  }

  function abortReason(signal) {
    return signalState(signal).reason;
  }

  abortHooks.isAbortSignal = isAbortSignal;
  abortHooks.isAborted = isAborted;
  abortHooks.addAbortAlgorithm = addAbortAlgorithm;
  abortHooks.removeAbortAlgorithm = removeAbortAlgorithm;

  return { __proto__: null, abortReason, addAbortAlgorithm, anySignal, isAborted, newSignal, removeAbortAlgorithm, signalAbort };
})
