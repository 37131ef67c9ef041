// Tee of a default stream: https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaulttee
(function (native, primordials, parts) {
  "use strict";
  const { PromiseThen } = primordials;
  const {
    AcquireReadableStreamDefaultReader, REJECTED, ReadableStreamCancel, ReadableStreamDefaultControllerClose,
    ReadableStreamDefaultControllerEnqueue, ReadableStreamDefaultControllerError, ReadableStreamDefaultReaderRead,
    StartReadableStreamDefaultController, enqueueJob, listen, newCapability, newDefaultController, newReadable,
  } = parts;

  // The state that two branches share; the first is `branches[0]`.
  function newTee(stream, reader, request) {
    return {
      stream, reader, request, reading: false, readAgain: false, branch1: undefined, branch2: undefined, canceled1: false,
      canceled2: false, reason1: undefined, reason2: undefined, cancel: newCapability(), clone: undefined,
    };
  }

  // `clone` makes the chunks of the second branch, where they are not to be the same.
  function ReadableStreamDefaultTee(stream, clone = undefined) {
    const request = { next: undefined, steps, tee: undefined };
    const tee = request.tee = newTee(stream, AcquireReadableStreamDefaultReader(stream), request);
    tee.clone = clone;
    tee.branch1 = newBranch(tee, cancel1);
    tee.branch2 = newBranch(tee, cancel2);
    listen(tee.reader.closed, sourceEnded, tee);
    return tee;
  }

  // https://streams.spec.whatwg.org/#create-readable-stream
  function newBranch(tee, cancel) {
    const stream = newReadable();
    const controller = stream.controller = newDefaultController(stream, 1, undefined);
    controller.source = tee;
    controller.pull = pull;
    controller.cancel = cancel;
    StartReadableStreamDefaultController(controller, undefined);
    return stream;
  }

  function pull(tee) {
    if (tee.reading) {
      tee.readAgain = true;
      return;
    }
    tee.reading = true;
    ReadableStreamDefaultReaderRead(tee.reader, tee.request);
  }

  const steps = {
    __proto__: null,
    chunk: (request, chunk) => enqueueJob(forward, request.tee, chunk),
    close(request) {
      const { tee } = request;
      tee.reading = false;
      if (!tee.canceled1) ReadableStreamDefaultControllerClose(tee.branch1.controller);
      if (!tee.canceled2) ReadableStreamDefaultControllerClose(tee.branch2.controller);
      settleCancel(tee);
    },
    error(request) {
      request.tee.reading = false;
    },
  };

  function forward(tee, chunk) {
    tee.readAgain = false;
    let second = chunk;
    if (tee.clone !== undefined && !tee.canceled2) {
      try {
        second = tee.clone(chunk);
      } catch (error) {
        ReadableStreamDefaultControllerError(tee.branch1.controller, error);
        ReadableStreamDefaultControllerError(tee.branch2.controller, error);
        PromiseThen(ReadableStreamCancel(tee.stream, error), tee.cancel.resolve, tee.cancel.reject);
        return;
      }
    }
    if (!tee.canceled1) ReadableStreamDefaultControllerEnqueue(tee.branch1.controller, chunk);
    if (!tee.canceled2) ReadableStreamDefaultControllerEnqueue(tee.branch2.controller, second);
    tee.reading = false;
    if (tee.readAgain) pull(tee);
  }

  function sourceEnded(tee) {
    const { status, value } = tee.reader.closed;
    if (status !== REJECTED) return;
    ReadableStreamDefaultControllerError(tee.branch1.controller, value);
    ReadableStreamDefaultControllerError(tee.branch2.controller, value);
    settleCancel(tee);
  }

  function settleCancel(tee) {
    if (!tee.canceled1 || !tee.canceled2) tee.cancel.resolve(undefined);
  }

  function cancel1(tee, reason) {
    tee.canceled1 = true;
    tee.reason1 = reason;
    return cancelBoth(tee, tee.canceled2);
  }

  function cancel2(tee, reason) {
    tee.canceled2 = true;
    tee.reason2 = reason;
    return cancelBoth(tee, tee.canceled1);
  }

  function cancelBoth(tee, isOtherCanceled) {
    if (isOtherCanceled) cancelSource(tee, [tee.reason1, tee.reason2]);
    return tee.cancel.promise;
  }

  function cancelSource(tee, reason) {
    PromiseThen(ReadableStreamCancel(tee.stream, reason), tee.cancel.resolve, tee.cancel.reject);
  }

  return { __proto__: null, ReadableStreamDefaultTee, cancelSource, newTee, settleCancel, teeCancel1: cancel1, teeCancel2: cancel2 };
})
