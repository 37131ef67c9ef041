// Operations on transform streams: https://streams.spec.whatwg.org/#ts-abstract-ops
//
// The standard's backpressureChangePromise is two marks: a pull and a write that
// wait for the next change. Their completions are jobs, as its reactions are.
// `codec` is what Rust could do in the stream's place (streams/fusion.js): null
// where that is nothing, undefined where a script has a say.
(function (native, primordials, parts) {
  "use strict";
  const { PromiseReject, PromiseThen, TypeError } = primordials;
  const {
    ERRORED, ERRORING, LATER, READABLE, ReadableStreamDefaultControllerClose,
    ReadableStreamDefaultControllerError,
    SetUpWritableStreamDefaultController, WRITABLE_ERRORED, WritableStreamDefaultControllerErrorIfNeeded, enqueueJob, enqueueWhereOpen, ignore,
    newCapability, newDefaultController, newReadable, newWritable, newWritableController, promiseOf, readableControllerPulled,
    uponResult, uponThrow, writableControllerWriteFailed, writableControllerWritten,
  } = parts;

  // https://streams.spec.whatwg.org/#initialize-transform-stream
  function newTransform(writableHighWaterMark, writableSize, readableHighWaterMark, readableSize) {
    const readable = newReadable(), writable = newWritable();
    const stream = {
      readable, writable, backpressure: true, isPullWaiting: false, isWriteWaiting: false, chunk: undefined, transformer: undefined,
      transform: undefined, flush: ignore, cancel: ignore, finish: undefined, object: undefined, codec: undefined,
    };
    const source = readable.controller = newDefaultController(readable, readableHighWaterMark, readableSize);
    source.source = stream;
    source.pull = TransformStreamDefaultSourcePullAlgorithm;
    source.cancel = TransformStreamDefaultSourceCancelAlgorithm;
    const sink = newWritableController(writable, writableHighWaterMark, writableSize);
    sink.sink = stream;
    sink.write = TransformStreamDefaultSinkWriteAlgorithm;
    sink.close = TransformStreamDefaultSinkCloseAlgorithm;
    sink.abort = TransformStreamDefaultSinkAbortAlgorithm;
    SetUpWritableStreamDefaultController(writable, sink);
    return stream;
  }

  // https://streams.spec.whatwg.org/#transform-stream-error
  function TransformStreamError(stream, e) {
    ReadableStreamDefaultControllerError(stream.readable.controller, e);
    TransformStreamErrorWritableAndUnblockWrite(stream, e);
  }

  // https://streams.spec.whatwg.org/#transform-stream-error-writable-and-unblock-write
  function TransformStreamErrorWritableAndUnblockWrite(stream, e) {
    TransformStreamDefaultControllerClearAlgorithms(stream);
    WritableStreamDefaultControllerErrorIfNeeded(stream.writable.controller, e);
    TransformStreamUnblockWrite(stream);
  }

  // https://streams.spec.whatwg.org/#transform-stream-unblock-write
  function TransformStreamUnblockWrite(stream) {
    if (stream.backpressure) TransformStreamSetBackpressure(stream, false);
  }

  // https://streams.spec.whatwg.org/#transform-stream-set-backpressure
  function TransformStreamSetBackpressure(stream, backpressure) {
    stream.backpressure = backpressure;
    if (stream.isPullWaiting) {
      stream.isPullWaiting = false;
      enqueueJob(readableControllerPulled, stream.readable.controller);
    }
    if (stream.isWriteWaiting) {
      stream.isWriteWaiting = false;
      enqueueJob(writeAfterBackpressure, stream);
    }
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-controller-clear-algorithms
  function TransformStreamDefaultControllerClearAlgorithms(stream) {
    stream.transformer = undefined;
    stream.transform = stream.flush = stream.cancel = ignore;
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-controller-enqueue
  function TransformStreamDefaultControllerEnqueue(stream, chunk) {
    const readable = stream.readable;
    const controller = readable.controller;
    if (controller.closeRequested || readable.state !== READABLE) throw new TypeError("the readable side is closed or errored");
    try {
      enqueueWhereOpen(controller, chunk);
    } catch (error) {
      TransformStreamErrorWritableAndUnblockWrite(stream, error);
      throw stream.readable.storedError;
    }
    if (stream.backpressure) return;
    // https://streams.spec.whatwg.org/#rs-default-controller-has-backpressure, written out.
    const reader = readable.reader;
    const isWanted = controller.strategyHWM > controller.queueTotalSize || reader !== undefined && reader.head !== undefined;
    const isOpen = controller.started && readable.state === READABLE && !controller.closeRequested;
    if (!isWanted || !isOpen) TransformStreamSetBackpressure(stream, true);
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-controller-perform-transform;
  // a missing `transform` passes chunks on.
  function TransformStreamDefaultControllerPerformTransform(stream, chunk) {
    const transform = stream.transform;
    let result;
    try {
      if (transform === undefined) TransformStreamDefaultControllerEnqueue(stream, chunk);
      else result = transform(stream.transformer, chunk, stream.object);
    } catch (error) {
      result = PromiseReject(error);
    }
    if (result === undefined || typeof result !== "object" && typeof result !== "function") return undefined;
    return PromiseThen(promiseOf(result), undefined, (error) => {
      TransformStreamError(stream, error);
      throw error;
    });
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-controller-terminate
  function TransformStreamDefaultControllerTerminate(stream) {
    ReadableStreamDefaultControllerClose(stream.readable.controller);
    TransformStreamErrorWritableAndUnblockWrite(stream, new TypeError("the stream was terminated"));
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-sink-write-algorithm
  function TransformStreamDefaultSinkWriteAlgorithm(stream, chunk) {
    if (!stream.backpressure) return TransformStreamDefaultControllerPerformTransform(stream, chunk);
    stream.isWriteWaiting = true;
    stream.chunk = chunk;
    return LATER;
  }

  function writeAfterBackpressure(stream) {
    const chunk = stream.chunk, writable = stream.writable;
    stream.chunk = undefined;
    if (writable.state === ERRORING) {
      enqueueJob(writableControllerWriteFailed, writable.controller, writable.storedError);
      return;
    }
    const result = TransformStreamDefaultControllerPerformTransform(stream, chunk);
    if (result === undefined) enqueueJob(writableControllerWritten, writable.controller);
    else uponResult(result, writable.controller, writableControllerWritten, writableControllerWriteFailed);
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-sink-abort-algorithm
  function TransformStreamDefaultSinkAbortAlgorithm(stream, reason) {
    return finishWith(stream, stream.cancel, reason, afterAbort);
  }

  // Both sides end once: `algorithm` of the transformer, then `after(stream, error,
  // reason)`, where `error` is what it threw or undefined, which tells how.
  function finishWith(stream, algorithm, reason, after) {
    if (stream.finish !== undefined) return stream.finish.promise;
    stream.finish = newCapability();
    const end = { stream, reason, after };
    const { object, transformer } = stream;
    let result;
    try {
      result = algorithm(transformer, after === afterClose ? object : reason);
    } catch (error) {
      TransformStreamDefaultControllerClearAlgorithms(stream);
      uponThrow(error, end, endFailed);
      return stream.finish.promise;
    }
    TransformStreamDefaultControllerClearAlgorithms(stream);
    if (result !== undefined) uponResult(result, end, (end) => enqueueJob(waitOnce, end), endFailed);
    else enqueueJob(ended, end);
    return stream.finish.promise;
  }

  // The standard resolves a promise with the algorithm's, which takes two jobs:
  // it decides whether a stream that is just starting is errored by then.
  function waitOnce(end) {
    enqueueJob(ended, end);
  }

  function ended({ stream, reason, after }) {
    after(stream, reason);
  }

  function endFailed({ stream, after }, error) {
    if (after === afterCancel) failWritable(stream, error);
    else ReadableStreamDefaultControllerError(stream.readable.controller, error);
    stream.finish.reject(error);
  }

  function afterAbort(stream, reason) {
    const { readable } = stream;
    if (readable.state === ERRORED) {
      stream.finish.reject(readable.storedError);
      return;
    }
    ReadableStreamDefaultControllerError(readable.controller, reason);
    stream.finish.resolve(undefined);
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-sink-close-algorithm
  function TransformStreamDefaultSinkCloseAlgorithm(stream) {
    return finishWith(stream, stream.flush, undefined, afterClose);
  }

  function afterClose(stream) {
    const { readable } = stream;
    if (readable.state === ERRORED) {
      stream.finish.reject(readable.storedError);
      return;
    }
    ReadableStreamDefaultControllerClose(readable.controller);
    stream.finish.resolve(undefined);
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-source-pull
  function TransformStreamDefaultSourcePullAlgorithm(stream) {
    TransformStreamSetBackpressure(stream, false);
    stream.isPullWaiting = true;
    return LATER;
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-source-cancel
  function TransformStreamDefaultSourceCancelAlgorithm(stream, reason) {
    return finishWith(stream, stream.cancel, reason, afterCancel);
  }

  function afterCancel(stream, reason) {
    const { writable } = stream;
    if (writable.state === WRITABLE_ERRORED) {
      stream.finish.reject(writable.storedError);
      return;
    }
    failWritable(stream, reason);
    stream.finish.resolve(undefined);
  }

  function failWritable(stream, reason) {
    WritableStreamDefaultControllerErrorIfNeeded(stream.writable.controller, reason);
    TransformStreamUnblockWrite(stream);
  }

  return {
    __proto__: null, TransformStreamDefaultControllerEnqueue, TransformStreamDefaultControllerTerminate, TransformStreamError, newTransform,
    transformWrite: TransformStreamDefaultSinkWriteAlgorithm,
  };
})
