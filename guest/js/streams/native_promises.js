// What web/streams/promises.rs has from QuickJS in the component, for native
// tests: their engine comes as it is.
(function (native, primordials) {
  "use strict";
  const { Promise, PromiseResolve, PromiseThen, SafeWeakMap } = primordials;
  const functions = new SafeWeakMap();
  let taken;
  const take = (resolve, reject) => {
    taken = { resolve, reject };
  };
  native.newPromise = () => {
    const promise = new Promise(take);
    functions.set(promise, taken);
    return promise;
  };
  native.resolvePromise = (promise, value) => functions.get(promise).resolve(value);
  native.rejectPromise = (promise, reason) => functions.get(promise).reject(reason);
  native.resolvedPromise = (value) => PromiseResolve(value);
  native.react = (promise, fulfilled, rejected) => {
    PromiseThen(promise, fulfilled, rejected);
  };
})
