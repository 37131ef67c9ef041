// for await over a stream: https://streams.spec.whatwg.org/#rs-asynciterator,
// https://webidl.spec.whatwg.org/#js-asynchronous-iterator-prototype-object
//
// `ongoing` is the promise that later calls wait for. A chunk that is there is
// answered at once, without the layers of promises between: no script can tell.
(function (native, primordials, parts) {
  "use strict";
  const { PromiseResolve, PromiseThen } = primordials;
  const {
    READABLE, ReadableStreamDefaultControllerTake, ReadableStreamDefaultReaderRead, ReadableStreamReaderGenericCancel,
    ReadableStreamReaderRelease, byteControllerSteps, defineAsyncIterator, enqueueJob, newPromise, rejectInvocation, rejectPromise, resolvePromise,
    resolvedPromise,
  } = parts;

  let making;

  class ReadableStreamAsyncIterator {
    #state = making;
    next() {
      let iterator;
      try {
        iterator = this.#state;
      } catch {
        return rejectInvocation("ReadableStream AsyncIterator");
      }
      const ongoing = iterator.ongoing;
      if (ongoing === undefined) return nextResult(iterator);
      const next = () => nextResult(iterator);
      return iterator.ongoing = PromiseThen(ongoing, next, next);
    }
    return(value) {
      let iterator;
      try {
        iterator = this.#state;
      } catch {
        return rejectInvocation("ReadableStream AsyncIterator");
      }
      const { ongoing } = iterator;
      if (ongoing === undefined) return iterator.ongoing = finish(iterator, value);
      const end = () => finish(iterator, value);
      return iterator.ongoing = PromiseThen(ongoing, end, end);
    }
  }

  // https://streams.spec.whatwg.org/#rs-asynciterator-prototype-next
  function nextResult(iterator) {
    if (iterator.isFinished) return PromiseResolve({ done: true, value: undefined });
    const stream = iterator.reader.stream;
    const controller = stream.controller;
    if (controller.head !== undefined && stream.state === READABLE && controller.steps !== byteControllerSteps) {
      stream.disturbed = true;
      return resolvedPromise({ done: false, value: ReadableStreamDefaultControllerTake(controller) });
    }
    return waitForNext(iterator);
  }

  function waitForNext(iterator) {
    const promise = iterator.ongoing = newPromise();
    ReadableStreamDefaultReaderRead(iterator.reader, { next: undefined, steps, promise, iterator });
    return promise;
  }

  const steps = {
    __proto__: null,
    // One job later, so that the source's next pull comes before what the loop does.
    chunk: (request, value) => enqueueJob(deliver, request, value),
    close(request) {
      end(request.iterator);
      resolvePromise(request.promise, { done: true, value: undefined });
    },
    error(request, e) {
      end(request.iterator);
      rejectPromise(request.promise, e);
    },
  };

  function deliver(request, value) {
    request.iterator.ongoing = undefined;
    resolvePromise(request.promise, { done: false, value });
  }

  function end(iterator) {
    iterator.ongoing = undefined;
    iterator.isFinished = true;
    ReadableStreamReaderRelease(iterator.reader);
  }

  // https://streams.spec.whatwg.org/#rs-asynciterator-prototype-return
  function finish(iterator, value) {
    const result = { done: true, value };
    if (iterator.isFinished) return PromiseResolve(result);
    iterator.isFinished = true;
    const { reader } = iterator;
    if (iterator.preventCancel) {
      ReadableStreamReaderRelease(reader);
      return PromiseResolve(result);
    }
    const canceled = ReadableStreamReaderGenericCancel(reader, value);
    ReadableStreamReaderRelease(reader);
    return PromiseThen(canceled, () => result);
  }

  function newAsyncIterator(reader, preventCancel) {
    making = { reader, preventCancel, ongoing: undefined, isFinished: false };
    const iterator = new ReadableStreamAsyncIterator();
    making = undefined;
    return iterator;
  }

  defineAsyncIterator(ReadableStreamAsyncIterator, "ReadableStream");

  return { __proto__: null, newAsyncIterator };
})
