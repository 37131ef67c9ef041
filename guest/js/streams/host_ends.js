// Streams whose other end is with the host. An end is an object of the host's side
// (web/streams/host_ends.rs); its functions answer at once where they can, and with
// a promise where they must wait.
(function (native, primordials, parts) {
  "use strict";
  const { PromiseThen } = primordials;
  const {
    READABLE, ReadableByteStreamControllerEnqueue, ReadableByteStreamControllerError, SetUpWritableStreamDefaultController, WRITABLE,
    WritableStreamCloseQueuedOrInFlight, WritableStreamDefaultControllerErrorIfNeeded, addAbortAlgorithm, closeOwnByteStream,
    newOwnByteStream, newSignal, newWritable, newWritableController, publicWritableController, uponPromise, withSharedBytes,
  } = parts;
  const { abortEnd, cancelEnd, closeEnd, interruptEnd, isPromise, readEnd, spliceEnds, writeBytes, writeText } = native;

  // Bytes that are asked for where the script does not say how many.
  const CHUNK = 65536;

  // Where a flow past JavaScript has failed, as in web/streams/fusion.rs.
  const READER = -1;

  // A byte stream of what the host has; it asks when it is read.
  function newHostReadable(end) {
    return newOwnByteStream({ end, controller: undefined }, pull, cancel);
  }

  function pull(source) {
    const { controller, end } = source;
    const first = controller.pullIntos.head;
    const bytes = readEnd(end, first === undefined ? CHUNK : first.byteLength - first.bytesFilled);
    if (isPromise(bytes)) return PromiseThen(bytes, (bytes) => received(controller, bytes));
    received(controller, bytes);
    return undefined;
  }

  function received(controller, bytes) {
    if (bytes === undefined) closeOwnByteStream(controller);
    else ReadableByteStreamControllerEnqueue(controller, bytes);
  }

  function cancel(source, reason) {
    cancelEnd(source.end, reason);
  }

  // A stream of bytes for the host, and of strings unless it takes bytes alone.
  function newHostWritable(end, takesBytesAlone = false) {
    const stream = newWritable();
    const controller = newWritableController(stream, 1, undefined);
    controller.sink = end;
    controller.write = takesBytesAlone ? writeAlone : write;
    controller.close = closeEnd;
    controller.abort = abortEnd;
    controller.started = true;
    controller.signal = newSignal();
    // The host may take its time with a write that nobody wants any more.
    addAbortAlgorithm(controller.signal, () => interruptEnd(end));
    SetUpWritableStreamDefaultController(stream, controller);
    publicWritableController(controller);
    return stream;
  }

  function write(end, chunk) {
    if (typeof chunk === "string") return chunk === "" ? undefined : writeText(end, chunk);
    return writeView(end, chunk, "a chunk for the host that is no string");
  }

  function writeAlone(end, chunk) {
    return writeView(end, chunk, "a chunk for the host");
  }

  function writeView(end, chunk, what) {
    try {
      return withSharedBytes(chunk, what, (buffer, offset, length) => length === 0 ? undefined : writeBytes(end, buffer, offset, length));
    } catch (error) {
      // Nobody calls `abort` after a write that threw.
      abortEnd(end, error);
      throw error;
    }
  }

  // Whether a pipe of both streams runs on the host's side from now on.
  function spliced(source, dest) {
    const from = source.controller, to = dest.controller;
    if (from.pull !== pull || from.queueTotalSize > 0 || from.pullIntos.head !== undefined || source.state !== READABLE) return false;
    if (to.write !== write || to.head !== undefined || dest.state !== WRITABLE || WritableStreamCloseQueuedOrInFlight(dest)) return false;
    const splice = spliceEnds(from.source.end, to.sink);
    if (splice === undefined) return false;
    uponPromise(splice, { from, to }, ended, failed);
    return true;
  }

  function isHostReadable({ controller }) {
    return controller.pull === pull;
  }

  // The end behind a stream of which nothing waits here.
  function idleSource({ controller, state }) {
    const isIdle = controller.pull === pull && controller.queueTotalSize === 0 && controller.pullIntos.head === undefined;
    return isIdle && state === READABLE ? controller.source.end : undefined;
  }

  // The end that a stream writes to; the caller knows that nothing waits here.
  function endOfSink(controller) {
    return controller.write === write ? controller.sink : undefined;
  }

  // The pipe listens to both streams and does the rest.
  function ended({ from }) {
    closeOwnByteStream(from);
  }

  function failed({ from, to }, { place, reason }) {
    if (place === READER) ReadableByteStreamControllerError(from, reason);
    else WritableStreamDefaultControllerErrorIfNeeded(to, reason);
  }

  // The end of a stream that came from the host and that nobody has used.
  function endOfReadable({ controller, disturbed }) {
    return controller.pull === pull && !disturbed ? controller.source.end : undefined;
  }

  function endOfWritable({ controller, state }) {
    return controller.write === write && controller.head === undefined && state === WRITABLE ? controller.sink : undefined;
  }

  return {
    __proto__: null, READER, cancelHostEnd: cancelEnd, endOfReadable, endOfSink, endOfWritable, idleSource, isHostReadable, isPromise,
    newHostReadable, newHostWritable, readHostEnd: readEnd, spliced,
  };
})
