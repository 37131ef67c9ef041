// Promises that exist only once somebody asks for them, and what algorithms answer with.
(function (native, primordials) {
  "use strict";
  const { Promise, PromiseReject, PromiseResolve, TypeError, uncurryThis } = primordials;
  const { enqueueJob, isPromise, markHandled, newPromise, react, rejectPromise, resolvePromise, resolvedPromise } = native;

  // What an algorithm of ours returns that will run its own completion.
  const LATER = { __proto__: null };
  const PENDING = 0, FULFILLED = 1, REJECTED = 2, RELEASED = 3;

  // QuickJS forgets the shape of objects that nobody has, and making it again
  // costs more than making the object: these keep what each chunk needs.
  const shapes = [
    { done: false }, { done: false, value: undefined }, { next: undefined }, { next: undefined, steps: undefined },
    { next: undefined, steps: undefined, promise: undefined },
  ];

  let taken, refused;
  const take = (resolve, reject) => {
    taken = resolve;
    refused = reject;
  };

  // A promise with its two functions; `next` links it where it waits in a list.
  function newCapability() {
    const promise = new Promise(take);
    return { promise, resolve: taken, reject: refused };
  }

  function ignore() {}

  // An algorithm of the script's: called with its object first. A missing one does nothing.
  function methodOf(method) {
    return method === undefined ? ignore : uncurryThis(method);
  }

  // Runs `fulfilled(state)` or `rejected(state, reason)` when the result of an
  // algorithm is settled: one job later where it is no object.
  function uponResult(result, state, fulfilled, rejected) {
    if (result === undefined) enqueueJob(fulfilled, state);
    else if (result !== LATER) uponPromise(promiseOf(result), state, fulfilled, rejected);
  }

  function uponPromise(promise, state, fulfilled, rejected) {
    react(promise, () => fulfilled(state), (reason) => rejected(state, reason));
  }

  // As uponResult for an algorithm that threw.
  function uponThrow(reason, state, rejected) {
    enqueueJob(rejected, state, reason);
  }

  // https://webidl.spec.whatwg.org/#a-promise-resolved-with; a promise is taken as
  // it is, two jobs earlier than the standard's own, without a look at its `then`.
  function promiseOf(result) {
    if (isPromise(result)) return result;
    try {
      return PromiseResolve(result);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  // The promises `closed` and `ready`: always handled, made when asked for.
  // One listener of ours can wait without a promise.
  function newLazy(status, value) {
    return { status, value, promise: undefined, resolve: undefined, reject: undefined, listener: undefined, state: undefined };
  }

  function lazyPromise(lazy) {
    if (lazy.promise !== undefined) return lazy.promise;
    if (lazy.status === FULFILLED) return lazy.promise = PromiseResolve(undefined);
    if (lazy.status !== PENDING) {
      lazy.promise = PromiseReject(lazyReason(lazy));
      markHandled(lazy.promise);
      return lazy.promise;
    }
    const promise = lazy.promise = new Promise(take);
    lazy.resolve = taken;
    lazy.reject = refused;
    return promise;
  }

  // Why promises of a released reader or writer are rejected: one error for all
  // that share `value`, an object with the slot `error`.
  function lazyReason({ status, value }) {
    if (status !== RELEASED) return value;
    if (value.error === undefined) value.error = new TypeError("the reader or writer was released");
    return value.error;
  }

  function resolveLazy(lazy) {
    lazy.status = FULFILLED;
    if (lazy.resolve !== undefined) lazy.resolve(undefined);
    if (lazy.listener !== undefined) tellListener(lazy);
  }

  // `status` is REJECTED, or RELEASED with what lazyReason() says.
  function rejectLazy(lazy, status, reason) {
    lazy.status = status;
    lazy.value = reason;
    if (lazy.reject !== undefined) {
      markHandled(lazy.promise);
      lazy.reject(lazyReason(lazy));
    }
    if (lazy.listener !== undefined) tellListener(lazy);
  }

  // Runs `listener(state)` one job after the promise is settled, either way.
  function listen(lazy, listener, state) {
    if (lazy.status !== PENDING) {
      enqueueJob(listener, state);
      return;
    }
    lazy.listener = listener;
    lazy.state = state;
  }

  function tellListener(lazy) {
    const { listener, state } = lazy;
    lazy.listener = undefined;
    lazy.state = undefined;
    enqueueJob(listener, state);
  }

  return {
    __proto__: null, FULFILLED, LATER, PENDING, REJECTED, RELEASED, enqueueJob, ignore, lazyPromise, listen, markHandled, methodOf,
    newCapability, newLazy, newPromise, promiseOf, react, rejectLazy, rejectPromise, resolveLazy, resolvePromise, resolvedPromise, shapes, uponPromise, uponResult, uponThrow,
  };
})
