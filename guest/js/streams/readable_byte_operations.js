// Operations on byte streams' controllers: https://streams.spec.whatwg.org/#rbs-controller-abstract-ops
(function (native, primordials, parts) {
  "use strict";
  const { RangeError, TypeError, Uint8Array } = primordials;
  const {
    BYOB, CLOSED, CommitPullIntoDescriptor, ConvertPullIntoDescriptor, DEFAULT, EnqueueChunkToQueue,
    EnqueueClonedChunkToQueue, EnqueueDetachedPullIntoToQueue, FillPullIntoDescriptorFromQueue, NONE,
    ProcessPullIntoDescriptorsUsingQueue, READABLE, ReadableStreamAddRequest, ReadableStreamClose, ReadableStreamError,
    ReadableStreamFulfillRequest, ReadableStreamHasBYOBReader, ReadableStreamHasDefaultReader, ReadableStreamHasRequests,
    ResetQueue, TransferArrayBuffer, append, bufferOfView, byteLengthOfView, byteOffsetOfView, commitAll, ignore,
    isDetachedBuffer, kindOfView, newArrayBuffer, newPullInto, shift, sizeOfBuffer, takeAll, takeChunk, uponResult, uponThrow,
  } = parts;

  const bytes = { construct: Uint8Array, size: 1 };

  function newByteController(stream, highWaterMark, autoAllocateChunkSize) {
    return {
      stream, steps, object: undefined, head: undefined, tail: undefined, queueTotalSize: 0, started: false, closeRequested: false,
      pullAgain: false, pulling: false, strategyHWM: highWaterMark, source: undefined, pull: ignore, cancel: ignore,
      byobRequest: undefined, pullIntos: { head: undefined, tail: undefined }, autoAllocateChunkSize,
    };
  }

  const steps = {
    __proto__: null,
    // https://streams.spec.whatwg.org/#rbs-controller-private-cancel
    cancel(controller, reason) {
      ClearPendingPullIntos(controller);
      ResetQueue(controller);
      const { cancel, source } = controller;
      ReadableByteStreamControllerClearAlgorithms(controller);
      return cancel(source, reason);
    },
    // https://streams.spec.whatwg.org/#rbs-controller-private-pull
    pull(controller, request) {
      if (controller.queueTotalSize > 0) {
        FillReadRequestFromQueue(controller, request);
        return;
      }
      const { autoAllocateChunkSize } = controller;
      if (autoAllocateChunkSize !== undefined) {
        let buffer;
        try {
          buffer = newArrayBuffer(autoAllocateChunkSize);
        } catch (error) {
          request.steps.error(request, error);
          return;
        }
        append(controller.pullIntos, newPullInto(buffer, autoAllocateChunkSize, 0, autoAllocateChunkSize, 1, bytes, DEFAULT));
      }
      ReadableStreamAddRequest(controller.stream, request);
      ReadableByteStreamControllerCallPullIfNeeded(controller);
    },
    // https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontroller-releasesteps
    release(controller) {
      const { head } = controller.pullIntos;
      if (head === undefined) return;
      head.readerType = NONE;
      head.next = undefined;
      controller.pullIntos.tail = head;
    },
  };

  // https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerfillreadrequestfromqueue
  function FillReadRequestFromQueue(controller, request) {
    const view = takeChunk(controller);
    HandleQueueDrain(controller);
    request.steps.chunk(request, view);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-handle-queue-drain
  function HandleQueueDrain(controller) {
    if (controller.queueTotalSize === 0 && controller.closeRequested) {
      ReadableByteStreamControllerClearAlgorithms(controller);
      ReadableStreamClose(controller.stream);
    } else {
      ReadableByteStreamControllerCallPullIfNeeded(controller);
    }
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-call-pull-if-needed
  function ReadableByteStreamControllerCallPullIfNeeded(controller) {
    if (!ReadableByteStreamControllerShouldCallPull(controller)) return;
    if (controller.pulling) {
      controller.pullAgain = true;
      return;
    }
    controller.pulling = true;
    const { pull } = controller;
    let result;
    try {
      result = pull(controller.source, controller.object);
    } catch (error) {
      uponThrow(error, controller, ReadableByteStreamControllerError);
      return;
    }
    uponResult(result, controller, pulled, ReadableByteStreamControllerError);
  }

  function pulled(controller) {
    controller.pulling = false;
    if (!controller.pullAgain) return;
    controller.pullAgain = false;
    ReadableByteStreamControllerCallPullIfNeeded(controller);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-should-call-pull
  function ReadableByteStreamControllerShouldCallPull(controller) {
    const { stream } = controller;
    if (!controller.started || controller.closeRequested || stream.state !== READABLE) return false;
    return controller.strategyHWM > controller.queueTotalSize || ReadableStreamHasRequests(stream);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-clear-algorithms
  function ReadableByteStreamControllerClearAlgorithms(controller) {
    controller.source = undefined;
    controller.pull = controller.cancel = ignore;
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-close
  function ReadableByteStreamControllerClose(controller) {
    const { stream } = controller;
    if (controller.closeRequested || stream.state !== READABLE) return;
    if (controller.queueTotalSize > 0) {
      controller.closeRequested = true;
      return;
    }
    const first = controller.pullIntos.head;
    if (first !== undefined && first.bytesFilled % first.elementSize !== 0) {
      const e = new TypeError("the stream ends within an element of the view that is read into");
      ReadableByteStreamControllerError(controller, e);
      throw e;
    }
    ReadableByteStreamControllerClearAlgorithms(controller);
    ReadableStreamClose(stream);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-enqueue
  function ReadableByteStreamControllerEnqueue(controller, chunk) {
    const { pullIntos, stream } = controller;
    if (controller.closeRequested || stream.state !== READABLE) return;
    const buffer = bufferOfView(chunk), byteOffset = byteOffsetOfView(chunk), byteLength = byteLengthOfView(chunk);
    const transferred = TransferArrayBuffer(buffer);
    if (pullIntos.head !== undefined) prepareFirst(controller);
    if (ReadableStreamHasDefaultReader(stream)) {
      ProcessReadRequestsUsingQueue(controller);
      if (!ReadableStreamHasRequests(stream)) {
        EnqueueChunkToQueue(controller, transferred, byteOffset, byteLength);
      } else {
        if (pullIntos.head !== undefined) shift(pullIntos);
        ReadableStreamFulfillRequest(stream, new Uint8Array(transferred, byteOffset, byteLength));
      }
    } else {
      EnqueueChunkToQueue(controller, transferred, byteOffset, byteLength);
      if (ReadableStreamHasBYOBReader(stream)) commitAll(stream, ProcessPullIntoDescriptorsUsingQueue(controller));
    }
    ReadableByteStreamControllerCallPullIfNeeded(controller);
  }

  // The view that a source could still write to is taken away from it.
  function prepareFirst(controller) {
    const first = controller.pullIntos.head;
    if (isDetachedBuffer(first.buffer)) throw new TypeError("the buffer of byobRequest is detached");
    InvalidateBYOBRequest(controller);
    first.buffer = TransferArrayBuffer(first.buffer);
    if (first.readerType === NONE) EnqueueDetachedPullIntoToQueue(controller, first);
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerprocessreadrequestsusingqueue
  function ProcessReadRequestsUsingQueue(controller) {
    const { reader } = controller.stream;
    while (reader.head !== undefined && controller.queueTotalSize > 0) FillReadRequestFromQueue(controller, shift(reader));
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-error
  function ReadableByteStreamControllerError(controller, e) {
    const { stream } = controller;
    if (stream.state !== READABLE) return;
    ClearPendingPullIntos(controller);
    ResetQueue(controller);
    ReadableByteStreamControllerClearAlgorithms(controller);
    ReadableStreamError(stream, e);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-clear-pending-pull-intos
  function ClearPendingPullIntos(controller) {
    InvalidateBYOBRequest(controller);
    takeAll(controller.pullIntos);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-invalidate-byob-request
  function InvalidateBYOBRequest(controller) {
    const { byobRequest } = controller;
    if (byobRequest === undefined) return;
    byobRequest.controller = undefined;
    byobRequest.view = null;
    controller.byobRequest = undefined;
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-get-desired-size
  function ReadableByteStreamControllerGetDesiredSize(controller) {
    const { state } = controller.stream;
    if (state === READABLE) return controller.strategyHWM - controller.queueTotalSize;
    return state === CLOSED ? 0 : null;
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-pull-into
  function ReadableByteStreamControllerPullInto(controller, view, min, request) {
    const { pullIntos, stream } = controller;
    const kind = kindOfView(view);
    const byteOffset = byteOffsetOfView(view), byteLength = byteLengthOfView(view);
    let buffer;
    try {
      buffer = TransferArrayBuffer(bufferOfView(view));
    } catch (error) {
      request.steps.error(request, error);
      return;
    }
    const pullInto = newPullInto(buffer, sizeOfBuffer(buffer), byteOffset, byteLength, min * kind.size, kind, BYOB);
    if (pullIntos.head === undefined) {
      if (stream.state === CLOSED) {
        request.steps.close(request, new kind.construct(buffer, byteOffset, 0));
        return;
      }
      if (controller.queueTotalSize > 0 && pulledFromQueue(controller, pullInto, request)) return;
    }
    append(pullIntos, pullInto);
    ReadableStreamAddRequest(stream, request);
    if (pullIntos.head === pullInto) ReadableByteStreamControllerCallPullIfNeeded(controller);
  }

  // Whether the bytes that wait have answered the request.
  function pulledFromQueue(controller, pullInto, request) {
    if (FillPullIntoDescriptorFromQueue(controller, pullInto)) {
      const view = ConvertPullIntoDescriptor(pullInto);
      HandleQueueDrain(controller);
      request.steps.chunk(request, view);
      return true;
    }
    if (!controller.closeRequested) return false;
    const e = new TypeError("the stream ends within an element of the view that is read into");
    ReadableByteStreamControllerError(controller, e);
    request.steps.error(request, e);
    return true;
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond
  function ReadableByteStreamControllerRespond(controller, bytesWritten) {
    const first = controller.pullIntos.head;
    if (controller.stream.state === CLOSED) {
      if (bytesWritten !== 0) throw new TypeError("the stream is closed, so nothing can have been written");
    } else {
      if (bytesWritten === 0) throw new TypeError("bytesWritten is 0 and the stream is not closed");
      if (first.bytesFilled + bytesWritten > first.byteLength) throw new RangeError("bytesWritten is more than the view holds");
    }
    first.buffer = TransferArrayBuffer(first.buffer);
    RespondInternal(controller, bytesWritten);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-with-new-view
  function ReadableByteStreamControllerRespondWithNewView(controller, view) {
    const first = controller.pullIntos.head;
    const buffer = bufferOfView(view), byteLength = byteLengthOfView(view);
    if (controller.stream.state === CLOSED) {
      if (byteLength !== 0) throw new TypeError("the stream is closed, so the view has to be empty");
    } else if (byteLength === 0) {
      throw new TypeError("the view is empty and the stream is not closed");
    }
    if (first.byteOffset + first.bytesFilled !== byteOffsetOfView(view)) throw new RangeError("the view begins elsewhere");
    if (first.bufferByteLength !== sizeOfBuffer(buffer)) throw new RangeError("the view's buffer has another size");
    if (first.bytesFilled + byteLength > first.byteLength) throw new RangeError("the view is too long");
    first.buffer = TransferArrayBuffer(buffer);
    RespondInternal(controller, byteLength);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-internal
  function RespondInternal(controller, bytesWritten) {
    const first = controller.pullIntos.head;
    InvalidateBYOBRequest(controller);
    if (controller.stream.state === CLOSED) RespondInClosedState(controller, first);
    else RespondInReadableState(controller, bytesWritten, first);
    ReadableByteStreamControllerCallPullIfNeeded(controller);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-in-closed-state
  function RespondInClosedState(controller, first) {
    const { pullIntos, stream } = controller;
    if (first.readerType === NONE) shift(pullIntos);
    if (!ReadableStreamHasBYOBReader(stream)) return;
    const filled = { head: undefined, tail: undefined };
    for (let request = stream.reader.head; request !== undefined; request = request.next) append(filled, shift(pullIntos));
    commitAll(stream, filled);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-in-readable-state
  function RespondInReadableState(controller, bytesWritten, pullInto) {
    const { pullIntos, stream } = controller;
    pullInto.bytesFilled += bytesWritten;
    if (pullInto.readerType === NONE) {
      EnqueueDetachedPullIntoToQueue(controller, pullInto);
      commitAll(stream, ProcessPullIntoDescriptorsUsingQueue(controller));
      return;
    }
    if (pullInto.bytesFilled < pullInto.minimumFill) return;
    shift(pullIntos);
    const remainder = pullInto.bytesFilled % pullInto.elementSize;
    if (remainder > 0) {
      const end = pullInto.byteOffset + pullInto.bytesFilled;
      EnqueueClonedChunkToQueue(controller, pullInto.buffer, end - remainder, remainder);
      pullInto.bytesFilled -= remainder;
    }
    const filled = ProcessPullIntoDescriptorsUsingQueue(controller);
    CommitPullIntoDescriptor(stream, pullInto);
    commitAll(stream, filled);
  }

  // https://streams.spec.whatwg.org/#set-up-readable-byte-stream-controller
  function StartReadableByteStreamController(controller, startResult) {
    uponResult(startResult, controller, started, ReadableByteStreamControllerError);
  }

  function started(controller) {
    controller.started = true;
    ReadableByteStreamControllerCallPullIfNeeded(controller);
  }

  return {
    __proto__: null, ReadableByteStreamControllerClose, ReadableByteStreamControllerEnqueue, ReadableByteStreamControllerError,
    ReadableByteStreamControllerGetDesiredSize, ReadableByteStreamControllerPullInto, ReadableByteStreamControllerRespond,
    ReadableByteStreamControllerRespondWithNewView, StartReadableByteStreamController, byteControllerSteps: steps, newByteController,
  };
})
