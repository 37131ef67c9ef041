// ReadableStream.from: https://streams.spec.whatwg.org/#abstract-opdef-readablestreamfromiterable
(function (native, primordials, parts) {
  "use strict";
  const { PromiseReject, PromiseThen, ReflectApply, SymbolAsyncIterator, SymbolIterator, TypeError, newList } = primordials;
  const {
    ReadableStreamDefaultControllerClose, ReadableStreamDefaultControllerEnqueue, StartReadableStreamDefaultController,
    newDefaultController, newReadable, promiseOf,
  } = parts;

  function ReadableStreamFromIterable(iterable) {
    const stream = newReadable();
    const controller = stream.controller = newDefaultController(stream, 0, undefined);
    controller.source = iteratorOf(iterable, controller);
    controller.pull = pull;
    controller.cancel = cancel;
    StartReadableStreamDefaultController(controller, undefined);
    return stream;
  }

  // https://tc39.es/ecma262/#sec-getiterator, of kind async
  function iteratorOf(iterable, controller) {
    let method = methodOf(iterable, SymbolAsyncIterator);
    const isSync = method === undefined;
    if (isSync) method = methodOf(iterable, SymbolIterator);
    if (method === undefined) throw new TypeError("the value is not iterable");
    const iterator = ReflectApply(method, iterable, newList());
    if (!isObject(iterator)) throw new TypeError("the iterator is not an object");
    return { iterator, next: iterator.next, isSync, controller };
  }

  function methodOf(object, key) {
    const method = object[key];
    if (method === undefined || method === null) return undefined;
    if (typeof method !== "function") throw new TypeError("the iterator's method is not a function");
    return method;
  }

  function isObject(value) {
    return typeof value === "object" ? value !== null : typeof value === "function";
  }

  function pull(source) {
    const result = ReflectApply(source.next, source.iterator, newList());
    if (source.isSync) return pullSync(source, result);
    return PromiseThen(promiseOf(result), (result) => {
      requireObject(result);
      if (result.done) ReadableStreamDefaultControllerClose(source.controller);
      else ReadableStreamDefaultControllerEnqueue(source.controller, result.value);
    });
  }

  // https://tc39.es/ecma262/#sec-asyncfromsynciteratorcontinuation
  function pullSync(source, result) {
    requireObject(result);
    const { done } = result;
    const { value } = result;
    const awaited = PromiseThen(promiseOf(value), undefined, done ? undefined : (reason) => {
      closeSync(source.iterator);
      throw reason;
    });
    return PromiseThen(awaited, (value) => {
      if (done) ReadableStreamDefaultControllerClose(source.controller);
      else ReadableStreamDefaultControllerEnqueue(source.controller, value);
    });
  }

  // The reason that is thrown next is the one that counts.
  function closeSync(iterator) {
    try {
      const method = methodOf(iterator, "return");
      if (method !== undefined) ReflectApply(method, iterator, newList());
    } catch {}
  }

  function requireObject(result) {
    if (!isObject(result)) throw new TypeError("the iterator's result is not an object");
  }

  function cancel(source, reason) {
    const { iterator } = source;
    const method = methodOf(iterator, "return");
    if (method === undefined) return undefined;
    const result = ReflectApply(method, iterator, [reason]);
    if (source.isSync) return cancelSync(result);
    return PromiseThen(promiseOf(result), requireObject);
  }

  function cancelSync(result) {
    if (!isObject(result)) return PromiseReject(new TypeError("the iterator's result is not an object"));
    return promiseOf(result.value);
  }

  return { __proto__: null, ReadableStreamFromIterable };
})
