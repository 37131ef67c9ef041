// WritableStreamDefaultController: https://streams.spec.whatwg.org/#ws-default-controller-class
(function (native, primordials, parts) {
  "use strict";
  const {
    CHUNK, DequeueValue, ERRORING, EnqueueNodeWithSize, LATER, NEXT, PIPE, SIZE, WRITABLE, WritableStreamDealWithRejection,
    WritableStreamFinishErroring, WritableStreamFinishInFlightClose,
    WritableStreamFinishInFlightCloseWithError, WritableStreamStartErroring, WritableStreamUpdateBackpressure, defineInterface,
    enqueueJob, ignore, illegalConstructor, newSignal, rejectPromise,
    resolvePromise, settleWrite, signalAbort, uponResult, uponThrow,
  } = parts;

  // https://streams.spec.whatwg.org/#close-sentinel
  const CLOSE = { __proto__: null };

  // The record that the next public object is made for.
  let making;

  class WritableStreamDefaultController {
    #state;
    constructor() {
      if (making === undefined) illegalConstructor();
      this.#state = making;
      making = undefined;
    }
    get signal() {
      return signalOf(this.#state);
    }
    error(e = undefined) {
      const controller = this.#state;
      if (controller.stream.state === WRITABLE) WritableStreamDefaultControllerError(controller, e);
    }
  }

  // `write`, `close` and `abort` are called with `sink` first, then with the
  // standard's arguments.
  function newWritableController(stream, highWaterMark, size) {
    return {
      stream, steps, object: undefined, head: undefined, tail: undefined, queueTotalSize: 0, started: false, strategySize: size,
      strategyHWM: highWaterMark, sink: undefined, write: ignore, close: ignore, abort: ignore, signal: undefined,
      abortReason: undefined, isAborted: false,
    };
  }

  function publicWritableController(controller) {
    making = controller;
    return controller.object = new WritableStreamDefaultController();
  }

  // Made when it is asked for; aborted by then, or later.
  function signalOf(controller) {
    if (controller.signal === undefined) {
      controller.signal = newSignal();
      if (controller.isAborted) signalAbort(controller.signal, controller.abortReason);
    }
    return controller.signal;
  }

  const steps = {
    __proto__: null,
    signal(controller, reason) {
      if (controller.isAborted) return;
      controller.isAborted = true;
      controller.abortReason = reason;
      if (controller.signal !== undefined) signalAbort(controller.signal, reason);
    },
    // https://streams.spec.whatwg.org/#ws-default-controller-private-abort
    abort(controller, reason) {
      const { abort, sink } = controller;
      WritableStreamDefaultControllerClearAlgorithms(controller);
      return abort(sink, reason);
    },
    // https://streams.spec.whatwg.org/#writable-stream-default-controller-close
    close(controller) {
      EnqueueNodeWithSize(controller, [CLOSE, 0, undefined, undefined, undefined]);
      WritableStreamDefaultControllerAdvanceQueueIfNeeded(controller);
    },
  };

  // https://streams.spec.whatwg.org/#set-up-writable-stream-default-controller
  function SetUpWritableStreamDefaultController(stream, controller) {
    stream.controller = controller;
    stream.backpressure = controller.queueTotalSize >= controller.strategyHWM;
  }

  function StartWritableStreamDefaultController(controller, startResult) {
    uponResult(startResult, controller, started, startFailed);
  }

  function started(controller) {
    controller.started = true;
    WritableStreamDefaultControllerAdvanceQueueIfNeeded(controller);
  }

  function startFailed(controller, reason) {
    controller.started = true;
    WritableStreamDealWithRejection(controller.stream, reason);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-advance-queue-if-needed
  function WritableStreamDefaultControllerAdvanceQueueIfNeeded(controller) {
    const { stream } = controller;
    if (!controller.started || stream.inFlightWrite !== undefined) return;
    if (stream.state === ERRORING) {
      WritableStreamFinishErroring(stream);
      return;
    }
    const head = controller.head;
    if (head === undefined) return;
    if (head[CHUNK] === CLOSE) WritableStreamDefaultControllerProcessClose(controller);
    else WritableStreamDefaultControllerProcessWrite(controller, head);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-clear-algorithms
  function WritableStreamDefaultControllerClearAlgorithms(controller) {
    controller.sink = undefined;
    controller.write = controller.close = controller.abort = ignore;
    controller.strategySize = undefined;
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-error
  function WritableStreamDefaultControllerError(controller, error) {
    WritableStreamDefaultControllerClearAlgorithms(controller);
    WritableStreamStartErroring(controller.stream, error);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-error-if-needed
  function WritableStreamDefaultControllerErrorIfNeeded(controller, error) {
    if (controller.stream.state === WRITABLE) WritableStreamDefaultControllerError(controller, error);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-get-chunk-size
  function WritableStreamDefaultControllerGetChunkSize(controller, chunk) {
    const { strategySize } = controller;
    if (strategySize === undefined) return 1;
    try {
      return +strategySize(chunk);
    } catch (error) {
      WritableStreamDefaultControllerErrorIfNeeded(controller, error);
      return 1;
    }
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-process-close
  function WritableStreamDefaultControllerProcessClose(controller) {
    const { close, sink, stream } = controller;
    stream.inFlightClose = stream.closeRequest;
    stream.closeRequest = undefined;
    DequeueValue(controller);
    let result;
    try {
      result = close(sink);
    } catch (error) {
      WritableStreamDefaultControllerClearAlgorithms(controller);
      uponThrow(error, stream, WritableStreamFinishInFlightCloseWithError);
      return;
    }
    WritableStreamDefaultControllerClearAlgorithms(controller);
    uponResult(result, stream, WritableStreamFinishInFlightClose, WritableStreamFinishInFlightCloseWithError);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-process-write
  function WritableStreamDefaultControllerProcessWrite(controller, node) {
    const write = controller.write;
    controller.stream.inFlightWrite = node;
    let result;
    try {
      result = write(controller.sink, node[CHUNK], controller.object);
    } catch (error) {
      uponThrow(error, controller, writeFailed);
      return;
    }
    if (result === undefined) enqueueJob(written, controller);
    else if (result !== LATER) uponResult(result, controller, written, writeFailed);
  }

  // https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-write; runs for
  // each chunk, so the end of a pipe's write and DequeueValue are written out.
  function written(controller) {
    const stream = controller.stream;
    const node = stream.inFlightWrite, pipe = node[PIPE];
    stream.inFlightWrite = undefined;
    if (pipe !== undefined && pipe.afterWrites === undefined) pipe.pendingWrites -= 1;
    else settleWrite(node, resolvePromise, undefined);
    const next = node[NEXT];
    controller.head = next;
    if (next === undefined) controller.tail = undefined;
    const total = controller.queueTotalSize - node[SIZE];
    controller.queueTotalSize = total < 0 ? 0 : total;
    const backpressure = controller.queueTotalSize >= controller.strategyHWM;
    if (backpressure !== stream.backpressure) changeBackpressure(stream, backpressure);
    if (next !== undefined || stream.state === ERRORING) WritableStreamDefaultControllerAdvanceQueueIfNeeded(controller);
    const writer = stream.writer;
    if (writer !== undefined && writer.pipe !== undefined && !stream.backpressure) writer.step(writer.pipe);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-get-backpressure
  // has another answer; what follows it. A pipe looks at the mark itself.
  function changeBackpressure(stream, backpressure) {
    if (stream.state !== WRITABLE || stream.closeRequest !== undefined || stream.inFlightClose !== undefined) return;
    const writer = stream.writer;
    if (writer !== undefined && writer.pipe !== undefined) stream.backpressure = backpressure;
    else WritableStreamUpdateBackpressure(stream, backpressure);
  }

  // https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-write-with-error
  function writeFailed(controller, reason) {
    const { stream } = controller;
    if (stream.state === WRITABLE) WritableStreamDefaultControllerClearAlgorithms(controller);
    const node = stream.inFlightWrite;
    stream.inFlightWrite = undefined;
    settleWrite(node, rejectPromise, reason);
    WritableStreamDealWithRejection(stream, reason);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-write;
  // a chunk of a wrong size waits too: the stream is erroring and rejects its request.
  function WritableStreamDefaultControllerWrite(controller, chunk, size, promise, pipe) {
    const node = [chunk, size, undefined, promise, pipe];
    if (!(size >= 0 && size < Infinity)) {
      refuseSize(controller, node);
      return;
    }
    // EnqueueValueWithSize, written out.
    if (controller.head === undefined) controller.head = node;
    else controller.tail[NEXT] = node;
    controller.tail = node;
    const total = controller.queueTotalSize += size;
    const stream = controller.stream;
    const backpressure = total >= controller.strategyHWM;
    if (backpressure !== stream.backpressure) changeBackpressure(stream, backpressure);
    if (stream.inFlightWrite !== undefined || !controller.started) return;
    if (controller.head === node && stream.state === WRITABLE) WritableStreamDefaultControllerProcessWrite(controller, node);
    else WritableStreamDefaultControllerAdvanceQueueIfNeeded(controller);
  }

  function refuseSize(controller, node) {
    try {
      EnqueueNodeWithSize(controller, node);
    } catch (error) {
      node[SIZE] = 0;
      EnqueueNodeWithSize(controller, node);
      WritableStreamDefaultControllerErrorIfNeeded(controller, error);
    }
  }

  defineInterface(WritableStreamDefaultController);

  return {
    __proto__: null, SetUpWritableStreamDefaultController, StartWritableStreamDefaultController,
    WritableStreamDefaultControllerErrorIfNeeded, WritableStreamDefaultControllerGetChunkSize,
    WritableStreamDefaultControllerWrite, newWritableController, publicWritableController, writableControllerStartFailed: startFailed,
    writableControllerStarted: started, writableControllerWriteFailed: writeFailed, writableControllerWritten: written,
  };
})
