// AbortSignals among the arguments of host functions: a signal itself, or the
// property `signal` of a plain object.
(function (native, primordials, parts) {
  "use strict";
  const { abortReason, addAbortAlgorithm, isAbortSignal, isAborted, removeAbortAlgorithm } = parts;
  const { ObjectGetOwnPropertyDescriptor } = primordials;

  function find(value) {
    if (isAbortSignal(value)) return value;
    const property = ObjectGetOwnPropertyDescriptor(value, "signal");
    if (property === undefined) return undefined;
    // An accessor is not run twice: what it gives crosses, and cancels nothing.
    const own = ObjectGetOwnPropertyDescriptor(property, "value");
    return own !== undefined && isAbortSignal(own.value) ? own.value : undefined;
  }

  return {
    __proto__: null,
    hostSignals: {
      __proto__: null, find, isAborted, reason: abortReason, add: addAbortAlgorithm, remove: removeAbortAlgorithm,
    },
  };
})
