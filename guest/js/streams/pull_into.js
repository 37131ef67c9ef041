// Where a byte stream's bytes go: its queue, and the views that wait to be filled.
// https://streams.spec.whatwg.org/#rbs-controller-abstract-ops
//
// A descriptor's readerType is one of these; the first of the waiting ones is
// what `byobRequest` shows.
(function (native, primordials, parts) {
  "use strict";
  const { MathMin, Uint8Array } = primordials;
  const {
    CLOSED, ReadableStreamFulfillRequest, TransferArrayBuffer, append, cloneBytes, copyBytes, shift, takeAll,
  } = parts;

  const NONE = 0, DEFAULT = 1, BYOB = 2;

  function newPullInto(buffer, bufferByteLength, byteOffset, byteLength, minimumFill, kind, readerType) {
    return {
      buffer, bufferByteLength, byteOffset, byteLength, bytesFilled: 0, minimumFill, elementSize: kind.size,
      viewConstructor: kind.construct, readerType, next: undefined,
    };
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-enqueue-chunk-to-queue
  function EnqueueChunkToQueue(controller, buffer, byteOffset, byteLength) {
    append(controller, { buffer, byteOffset, byteLength, next: undefined });
    controller.queueTotalSize += byteLength;
  }

  // The first chunk of the queue, as a view.
  function takeChunk(controller) {
    const { buffer, byteOffset, byteLength } = shift(controller);
    controller.queueTotalSize -= byteLength;
    return new Uint8Array(buffer, byteOffset, byteLength);
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-fill-pull-into-descriptor-from-queue
  function FillPullIntoDescriptorFromQueue(controller, pullInto) {
    const maxBytesToCopy = MathMin(controller.queueTotalSize, pullInto.byteLength - pullInto.bytesFilled);
    const maxBytesFilled = pullInto.bytesFilled + maxBytesToCopy;
    const maxAlignedBytes = maxBytesFilled - maxBytesFilled % pullInto.elementSize;
    const isReady = maxAlignedBytes >= pullInto.minimumFill;
    let remaining = isReady ? maxAlignedBytes - pullInto.bytesFilled : maxBytesToCopy;
    while (remaining > 0) {
      const { head } = controller;
      const count = MathMin(remaining, head.byteLength);
      copyBytes(pullInto.buffer, pullInto.byteOffset + pullInto.bytesFilled, head.buffer, head.byteOffset, count);
      if (head.byteLength === count) {
        shift(controller);
      } else {
        head.byteOffset += count;
        head.byteLength -= count;
      }
      controller.queueTotalSize -= count;
      pullInto.bytesFilled += count;
      remaining -= count;
    }
    return isReady;
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-process-pull-into-descriptors-using-queue;
  // a list of the filled ones.
  function ProcessPullIntoDescriptorsUsingQueue(controller) {
    const { pullIntos } = controller;
    const filled = { head: undefined, tail: undefined };
    while (pullIntos.head !== undefined && controller.queueTotalSize > 0) {
      if (FillPullIntoDescriptorFromQueue(controller, pullIntos.head)) append(filled, shift(pullIntos));
    }
    return filled;
  }

  function commitAll(stream, filled) {
    let pullInto = takeAll(filled);
    while (pullInto !== undefined) {
      CommitPullIntoDescriptor(stream, pullInto);
      pullInto = pullInto.next;
    }
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-commit-pull-into-descriptor
  function CommitPullIntoDescriptor(stream, pullInto) {
    const view = ConvertPullIntoDescriptor(pullInto);
    if (stream.state === CLOSED) {
      const request = shift(stream.reader);
      request.steps.close(request, view);
    } else {
      ReadableStreamFulfillRequest(stream, view);
    }
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-convert-pull-into-descriptor
  function ConvertPullIntoDescriptor(pullInto) {
    const { bytesFilled, byteOffset, elementSize, viewConstructor } = pullInto;
    return new viewConstructor(TransferArrayBuffer(pullInto.buffer), byteOffset, bytesFilled / elementSize);
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerenqueueclonedchunktoqueue
  function EnqueueClonedChunkToQueue(controller, buffer, byteOffset, byteLength) {
    const clone = cloneBytes(buffer, byteOffset, byteLength);
    EnqueueChunkToQueue(controller, clone.buffer, 0, byteLength);
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerenqueuedetachedpullintotoqueue
  function EnqueueDetachedPullIntoToQueue(controller, pullInto) {
    if (pullInto.bytesFilled > 0) EnqueueClonedChunkToQueue(controller, pullInto.buffer, pullInto.byteOffset, pullInto.bytesFilled);
    shift(controller.pullIntos);
  }

  return {
    __proto__: null, BYOB, CommitPullIntoDescriptor, ConvertPullIntoDescriptor, DEFAULT, EnqueueChunkToQueue,
    EnqueueClonedChunkToQueue, EnqueueDetachedPullIntoToQueue, FillPullIntoDescriptorFromQueue, NONE,
    ProcessPullIntoDescriptorsUsingQueue, commitAll, newPullInto, takeChunk,
  };
})
