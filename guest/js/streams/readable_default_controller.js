// ReadableStreamDefaultController: https://streams.spec.whatwg.org/#rs-default-controller-class
(function (native, primordials, parts) {
  "use strict";
  const { TypeError } = primordials;
  const {
    CHUNK, CLOSED, EnqueueNodeWithSize, LATER, NEXT, READABLE, ReadableStreamAddRequest, ReadableStreamClose, ReadableStreamError,
    ResetQueue, SIZE, defineInterface, enqueueJob, ignore, illegalConstructor, uponResult, uponThrow,
  } = parts;

  // The record that the next public object is made for.
  let making;

  class ReadableStreamDefaultController {
    #state;
    constructor() {
      if (making === undefined) illegalConstructor();
      this.#state = making;
      making = undefined;
    }
    get desiredSize() {
      return ReadableStreamDefaultControllerGetDesiredSize(this.#state);
    }
    close() {
      const controller = this.#state;
      if (!ReadableStreamDefaultControllerCanCloseOrEnqueue(controller)) throw new TypeError("the stream is closed or errored");
      ReadableStreamDefaultControllerClose(controller);
    }
    enqueue(chunk = undefined) {
      const controller = this.#state;
      if (controller.closeRequested || controller.stream.state !== READABLE) throw new TypeError("the stream is closed or errored");
      enqueueWhereOpen(controller, chunk);
    }
    error(e = undefined) {
      ReadableStreamDefaultControllerError(this.#state, e);
    }
  }

  // `pull` and `cancel` are called with `source` first, then
  // with the public controller or the reason.
  function newDefaultController(stream, highWaterMark, size) {
    return {
      stream, steps, object: undefined, head: undefined, tail: undefined, queueTotalSize: 0, started: false, closeRequested: false,
      pullAgain: false, pulling: false, strategySize: size, strategyHWM: highWaterMark, source: undefined, pull: ignore, cancel: ignore,
    };
  }

  function publicDefaultController(controller) {
    making = controller;
    return controller.object = new ReadableStreamDefaultController();
  }

  const steps = {
    __proto__: null,
    // https://streams.spec.whatwg.org/#rs-default-controller-private-cancel
    cancel(controller, reason) {
      ResetQueue(controller);
      const { cancel, source } = controller;
      ReadableStreamDefaultControllerClearAlgorithms(controller);
      return cancel(source, reason);
    },
    // https://streams.spec.whatwg.org/#rs-default-controller-private-pull
    pull(controller, request) {
      if (controller.head === undefined) {
        ReadableStreamAddRequest(controller.stream, request);
        ReadableStreamDefaultControllerCallPullIfNeeded(controller);
      } else {
        const chunk = ReadableStreamDefaultControllerTake(controller);
        request.steps.chunk(request, chunk);
      }
    },
    // https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaultcontroller-releasesteps
    release() {},
  };

  // The first chunk of the queue, which is not empty.
  function ReadableStreamDefaultControllerTake(controller) {
    // DequeueValue, written out.
    const node = controller.head;
    const next = node[NEXT];
    controller.head = next;
    if (next === undefined) controller.tail = undefined;
    const total = controller.queueTotalSize - node[SIZE];
    controller.queueTotalSize = total < 0 ? 0 : total;
    if (next === undefined && controller.closeRequested) {
      ReadableStreamDefaultControllerClearAlgorithms(controller);
      ReadableStreamClose(controller.stream);
    } else {
      ReadableStreamDefaultControllerCallPullIfNeeded(controller);
    }
    return node[CHUNK];
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-call-pull-if-needed;
  // runs several times for each chunk, so ShouldCallPull is written out.
  function ReadableStreamDefaultControllerCallPullIfNeeded(controller) {
    if (controller.closeRequested || !controller.started) return;
    const stream = controller.stream;
    if (stream.state !== READABLE) return;
    if (controller.queueTotalSize >= controller.strategyHWM) {
      const reader = stream.reader;
      if (reader === undefined || reader.head === undefined) return;
    }
    if (controller.pulling) {
      controller.pullAgain = true;
      return;
    }
    controller.pulling = true;
    const pull = controller.pull;
    let result;
    try {
      result = pull(controller.source, controller.object);
    } catch (error) {
      uponThrow(error, controller, ReadableStreamDefaultControllerError);
      return;
    }
    if (result === undefined) enqueueJob(pulled, controller);
    else if (result !== LATER) uponResult(result, controller, pulled, ReadableStreamDefaultControllerError);
  }

  function pulled(controller) {
    controller.pulling = false;
    if (!controller.pullAgain) return;
    controller.pullAgain = false;
    ReadableStreamDefaultControllerCallPullIfNeeded(controller);
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-clear-algorithms
  function ReadableStreamDefaultControllerClearAlgorithms(controller) {
    controller.source = undefined;
    controller.pull = controller.cancel = ignore;
    controller.strategySize = undefined;
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-close
  function ReadableStreamDefaultControllerClose(controller) {
    if (!ReadableStreamDefaultControllerCanCloseOrEnqueue(controller)) return;
    controller.closeRequested = true;
    if (controller.head !== undefined) return;
    ReadableStreamDefaultControllerClearAlgorithms(controller);
    ReadableStreamClose(controller.stream);
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-enqueue
  function ReadableStreamDefaultControllerEnqueue(controller, chunk) {
    if (ReadableStreamDefaultControllerCanCloseOrEnqueue(controller)) enqueueWhereOpen(controller, chunk);
  }

  // The same where that has been asked.
  function enqueueWhereOpen(controller, chunk) {
    const reader = controller.stream.reader;
    if (reader !== undefined && reader.head !== undefined) {
      // shift(), written out.
      const request = reader.head;
      const next = request.next;
      reader.head = next;
      if (next === undefined) reader.tail = undefined;
      else request.next = undefined;
      request.steps.chunk(request, chunk);
    } else if (controller.strategySize === undefined) {
      const node = [chunk, 1, undefined];
      if (controller.head === undefined) controller.head = node;
      else controller.tail[NEXT] = node;
      controller.tail = node;
      controller.queueTotalSize += 1;
    } else {
      enqueueMeasured(controller, chunk, controller.strategySize);
    }
    const isWanted = reader !== undefined && reader.head !== undefined;
    if (isWanted || controller.queueTotalSize < controller.strategyHWM) ReadableStreamDefaultControllerCallPullIfNeeded(controller);
  }

  function enqueueMeasured(controller, chunk, strategySize) {
    try {
      EnqueueNodeWithSize(controller, [chunk, +strategySize(chunk), undefined]);
    } catch (error) {
      ReadableStreamDefaultControllerError(controller, error);
      throw error;
    }
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-error
  function ReadableStreamDefaultControllerError(controller, e) {
    const { stream } = controller;
    if (stream.state !== READABLE) return;
    ResetQueue(controller);
    ReadableStreamDefaultControllerClearAlgorithms(controller);
    ReadableStreamError(stream, e);
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-get-desired-size
  function ReadableStreamDefaultControllerGetDesiredSize(controller) {
    const { state } = controller.stream;
    if (state === READABLE) return controller.strategyHWM - controller.queueTotalSize;
    return state === CLOSED ? 0 : null;
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-controller-can-close-or-enqueue
  function ReadableStreamDefaultControllerCanCloseOrEnqueue(controller) {
    return !controller.closeRequested && controller.stream.state === READABLE;
  }

  // https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller;
  // `startResult` is what the start algorithm has answered.
  function StartReadableStreamDefaultController(controller, startResult) {
    uponResult(startResult, controller, started, ReadableStreamDefaultControllerError);
  }

  function started(controller) {
    controller.started = true;
    ReadableStreamDefaultControllerCallPullIfNeeded(controller);
  }

  defineInterface(ReadableStreamDefaultController);

  return {
    __proto__: null, ReadableStreamDefaultControllerCanCloseOrEnqueue, ReadableStreamDefaultControllerClose,
    ReadableStreamDefaultControllerCallPullIfNeeded, ReadableStreamDefaultControllerEnqueue, ReadableStreamDefaultControllerError,
    ReadableStreamDefaultControllerGetDesiredSize, ReadableStreamDefaultControllerTake, StartReadableStreamDefaultController,
    defaultControllerSteps: steps, enqueueWhereOpen, newDefaultController, publicDefaultController, readableControllerPulled: pulled, readableControllerStarted: started,
  };
})
