// Operations on writable streams: https://streams.spec.whatwg.org/#ws-abstract-ops
//
// A write request is a node of the controller's queue: it has the promise that
// was given out, or the pipe that wrote it. A controller has `steps`: signal,
// abort, close.
(function (native, primordials, parts) {
  "use strict";
  const { PromiseReject, PromiseResolve, TypeError } = primordials;
  const {
    FULFILLED, NEXT, PENDING, REJECTED, PIPE, PROMISE, RELEASED, ResetQueue, newCapability, newLazy, rejectLazy, rejectPromise, resolveLazy, uponResult, uponThrow,
  } = parts;

  const WRITABLE = 0, WRITABLE_CLOSED = 1, ERRORING = 2, WRITABLE_ERRORED = 3;

  // https://streams.spec.whatwg.org/#initialize-writable-stream
  function newWritable() {
    return {
      state: WRITABLE, storedError: undefined, writer: undefined, controller: undefined, inFlightWrite: undefined,
      closeRequest: undefined, inFlightClose: undefined, pendingAbort: undefined, backpressure: false, object: undefined,
    };
  }

  // https://streams.spec.whatwg.org/#writable-stream-abort
  function WritableStreamAbort(stream, reason) {
    if (stream.state === WRITABLE_CLOSED || stream.state === WRITABLE_ERRORED) return PromiseResolve(undefined);
    stream.controller.steps.signal(stream.controller, reason);
    const { state } = stream;
    if (state === WRITABLE_CLOSED || state === WRITABLE_ERRORED) return PromiseResolve(undefined);
    if (stream.pendingAbort !== undefined) return stream.pendingAbort.promise;
    const wasAlreadyErroring = state === ERRORING;
    const { promise, resolve, reject } = newCapability();
    stream.pendingAbort = { promise, resolve, reject, reason: wasAlreadyErroring ? undefined : reason, wasAlreadyErroring };
    if (!wasAlreadyErroring) WritableStreamStartErroring(stream, reason);
    return promise;
  }

  // https://streams.spec.whatwg.org/#writable-stream-close
  function WritableStreamClose(stream) {
    const { state, writer } = stream;
    if (state === WRITABLE_CLOSED || state === WRITABLE_ERRORED) return PromiseReject(new TypeError("the stream is closed or errored"));
    const request = stream.closeRequest = newCapability();
    if (writer !== undefined && stream.backpressure && state === WRITABLE) resolveLazy(writer.ready);
    stream.controller.steps.close(stream.controller);
    return request.promise;
  }

  // https://streams.spec.whatwg.org/#writable-stream-close-queued-or-in-flight
  function WritableStreamCloseQueuedOrInFlight(stream) {
    return stream.closeRequest !== undefined || stream.inFlightClose !== undefined;
  }

  // https://streams.spec.whatwg.org/#writable-stream-deal-with-rejection
  function WritableStreamDealWithRejection(stream, error) {
    if (stream.state === WRITABLE) WritableStreamStartErroring(stream, error);
    else WritableStreamFinishErroring(stream);
  }

  // https://streams.spec.whatwg.org/#writable-stream-start-erroring
  function WritableStreamStartErroring(stream, reason) {
    const { controller, writer } = stream;
    stream.state = ERRORING;
    stream.storedError = reason;
    if (writer !== undefined) ensureRejected(writer, "ready", REJECTED, reason);
    if (!WritableStreamHasOperationMarkedInFlight(stream) && controller.started) WritableStreamFinishErroring(stream);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-writer-ensure-closed-promise-rejected,
  // https://streams.spec.whatwg.org/#writable-stream-default-writer-ensure-ready-promise-rejected
  function ensureRejected(writer, name, status, reason) {
    if (writer[name].status === PENDING) rejectLazy(writer[name], status, reason);
    else writer[name] = newLazy(status, reason);
  }

  // https://streams.spec.whatwg.org/#writable-stream-has-operation-marked-in-flight
  function WritableStreamHasOperationMarkedInFlight(stream) {
    return stream.inFlightWrite !== undefined || stream.inFlightClose !== undefined;
  }

  // https://streams.spec.whatwg.org/#writable-stream-finish-erroring
  function WritableStreamFinishErroring(stream) {
    const { controller, storedError } = stream;
    stream.state = WRITABLE_ERRORED;
    let node = controller.head;
    ResetQueue(controller);
    for (; node !== undefined; node = node[NEXT]) {
      settleWrite(node, rejectPromise, storedError);
    }
    const abort = stream.pendingAbort;
    if (abort === undefined) {
      rejectCloseAndClosed(stream);
      return;
    }
    stream.pendingAbort = undefined;
    if (abort.wasAlreadyErroring) {
      abort.reject(storedError);
      rejectCloseAndClosed(stream);
      return;
    }
    abortSink(stream, abort);
  }

  // Tells whoever wrote, by `settle`, how it has ended.
  function settleWrite(node, settle, value) {
    const promise = node[PROMISE], pipe = node[PIPE];
    node[PROMISE] = node[PIPE] = undefined;
    if (promise !== undefined) settle(promise, value);
    else if (pipe !== undefined) pipe.finishWrite(pipe);
  }

  function abortSink(stream, abort) {
    const state = { stream, abort };
    let result;
    try {
      result = stream.controller.steps.abort(stream.controller, abort.reason);
    } catch (error) {
      uponThrow(error, state, abortFailed);
      return;
    }
    uponResult(result, state, aborted, abortFailed);
  }

  function aborted({ stream, abort }) {
    abort.resolve(undefined);
    rejectCloseAndClosed(stream);
  }

  function abortFailed({ stream, abort }, reason) {
    abort.reject(reason);
    rejectCloseAndClosed(stream);
  }

  // https://streams.spec.whatwg.org/#writable-stream-reject-close-and-closed-promise-if-needed
  function rejectCloseAndClosed(stream) {
    const { closeRequest, storedError, writer } = stream;
    if (closeRequest !== undefined) {
      stream.closeRequest = undefined;
      closeRequest.reject(storedError);
    }
    if (writer !== undefined) rejectLazy(writer.closed, REJECTED, storedError);
  }

  // https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-close
  function WritableStreamFinishInFlightClose(stream) {
    const { inFlightClose, pendingAbort, writer } = stream;
    stream.inFlightClose = undefined;
    const wasErroring = stream.state === ERRORING;
    stream.state = WRITABLE_CLOSED;
    inFlightClose.resolve(undefined);
    if (wasErroring) {
      stream.storedError = undefined;
      stream.pendingAbort = undefined;
      if (pendingAbort !== undefined) pendingAbort.resolve(undefined);
    }
    if (writer !== undefined) resolveLazy(writer.closed);
  }

  // https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-close-with-error
  function WritableStreamFinishInFlightCloseWithError(stream, error) {
    const { inFlightClose, pendingAbort } = stream;
    stream.inFlightClose = undefined;
    inFlightClose.reject(error);
    if (pendingAbort !== undefined) {
      stream.pendingAbort = undefined;
      pendingAbort.reject(error);
    }
    WritableStreamDealWithRejection(stream, error);
  }

  // https://streams.spec.whatwg.org/#writable-stream-update-backpressure
  function WritableStreamUpdateBackpressure(stream, backpressure) {
    if (backpressure === stream.backpressure) return;
    stream.backpressure = backpressure;
    const writer = stream.writer;
    // A pipe looks at the backpressure itself.
    if (writer === undefined || writer.pipe !== undefined) return;
    if (!backpressure) resolveLazy(writer.ready);
    else resetReady(writer);
  }

  // A promise that nobody has asked for can wait once more.
  function resetReady(writer) {
    const { ready } = writer;
    if (ready.promise === undefined) ready.status = PENDING;
    else writer.ready = newLazy(PENDING, undefined);
  }

  // https://streams.spec.whatwg.org/#set-up-writable-stream-default-writer
  function SetUpWriter(writer, stream) {
    if (stream.writer !== undefined) throw new TypeError("the stream is locked: it has a writer");
    writer.stream = stream;
    stream.writer = writer;
    const { state, storedError } = stream;
    const isReady = WritableStreamCloseQueuedOrInFlight(stream) || !stream.backpressure;
    if (state === ERRORING || state === WRITABLE_ERRORED) writer.ready = newLazy(REJECTED, storedError);
    else writer.ready = newLazy(state === WRITABLE_CLOSED || isReady ? FULFILLED : PENDING, undefined);
    if (state === WRITABLE_ERRORED) writer.closed = newLazy(REJECTED, storedError);
    else writer.closed = newLazy(state === WRITABLE_CLOSED ? FULFILLED : PENDING, undefined);
  }

  // https://streams.spec.whatwg.org/#acquire-writable-stream-default-writer
  function AcquireWritableStreamDefaultWriter(stream) {
    const writer = { stream: undefined, closed: undefined, ready: undefined, pipe: undefined, step: undefined };
    SetUpWriter(writer, stream);
    return writer;
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-writer-release
  function WritableStreamDefaultWriterRelease(writer) {
    const release = { error: undefined };
    ensureRejected(writer, "ready", RELEASED, release);
    ensureRejected(writer, "closed", RELEASED, release);
    writer.stream.writer = undefined;
    writer.stream = undefined;
  }

  return {
    __proto__: null, AcquireWritableStreamDefaultWriter, ERRORING, WRITABLE, WRITABLE_CLOSED, WRITABLE_ERRORED, WritableStreamAbort,
    WritableStreamClose, WritableStreamCloseQueuedOrInFlight, WritableStreamDealWithRejection, WritableStreamDefaultWriterRelease,
    WritableStreamFinishErroring, WritableStreamFinishInFlightClose, WritableStreamFinishInFlightCloseWithError,
    WritableStreamStartErroring, WritableStreamUpdateBackpressure, newWritable, settleWrite,
  };
})
