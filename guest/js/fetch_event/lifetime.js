// How long a request is worked on: until the answer was given away and all that
// `waitUntil` got is settled: https://w3c.github.io/ServiceWorker/#extendableevent-timed-out-flag
(function (native, primordials, parts) {
  "use strict";
  const { PromiseResolve, PromiseThen } = primordials;
  const { markHandled, newCapability, newDOMException } = parts;

  // `isActive` until the answer is known, `pending` counts what is not settled; `ended` is called
  // when there is nothing left to do.
  function newLifetime(ended) {
    return { isActive: true, pending: 0, hasFailed: false, error: undefined, rest: undefined, ended };
  }

  // What `waitUntil` does. One that is rejected does not end the others.
  function extend(lifetime, promise) {
    if (!lifetime.isActive && lifetime.pending === 0) {
      throw newDOMException("waitUntil: the request has been worked on", "InvalidStateError");
    }
    lifetime.pending++;
    PromiseThen(PromiseResolve(promise), () => settle(lifetime), (error) => {
      fail(lifetime, error);
      settle(lifetime);
    });
  }

  // The first failure is what is told in the end.
  function fail(lifetime, error) {
    if (lifetime.hasFailed) return;
    lifetime.hasFailed = true;
    lifetime.error = error;
  }

  // What is not a promise of the script's has begun, and ends with `settle`.
  function hold(lifetime) {
    lifetime.pending++;
  }

  function settle(lifetime) {
    lifetime.pending--;
    if (lifetime.pending === 0 && lifetime.rest !== undefined) finish(lifetime);
  }

  function finish({ ended, error, hasFailed, rest }) {
    ended();
    if (hasFailed) rest.reject(error);
    else rest.resolve(undefined);
  }

  // The answer is known: a promise of the rest, or undefined where there is none.
  function restOf(lifetime) {
    lifetime.isActive = false;
    if (lifetime.pending === 0 && !lifetime.hasFailed) {
      lifetime.ended();
      return undefined;
    }
    lifetime.rest = newCapability();
    markHandled(lifetime.rest.promise);
    if (lifetime.pending === 0) finish(lifetime);
    return lifetime.rest.promise;
  }

  return { __proto__: null, extendLifetime: extend, failLifetime: fail, holdLifetime: hold, newLifetime, restOfLifetime: restOf, settleLifetime: settle };
})
