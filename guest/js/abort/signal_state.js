// What an AbortSignal holds.
(function (native, primordials, parts) {
  "use strict";
  const { give, isBranded, stateOf } = parts.makeBrand();

  function giveSignal(object) {
    give(object, {
      aborted: false,
      reason: undefined,
      // Functions of ours, run before the event.
      algorithms: null,
      // What a dependent signal follows, and what follows a source (dependents.js).
      sources: null,
      dependents: null,
    });
  }

  return { __proto__: null, giveSignal, isAbortSignal: isBranded, signalState: stateOf };
})
