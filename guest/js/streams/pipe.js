// https://streams.spec.whatwg.org/#readable-stream-pipe-to
//
// No promises for a chunk: the pipe listens to the records of `closed` and
// `ready`, and has one read request and one write request for all chunks.
(function (native, primordials, parts) {
  "use strict";
  const { PromiseThen, TypeError, listOf } = primordials;
  const {
    AcquireReadableStreamDefaultReader, AcquireWritableStreamDefaultWriter, CLOSED, ERRORED, READABLE,
    ReadableStreamCancel, ReadableStreamDefaultControllerCallPullIfNeeded, ReadableStreamDefaultControllerTake, ReadableStreamDefaultReaderRead, ReadableStreamReaderRelease, WRITABLE, WRITABLE_CLOSED,
    WRITABLE_ERRORED, WritableStreamAbort, WritableStreamCloseQueuedOrInFlight, WritableStreamDefaultControllerGetChunkSize,
    WritableStreamDefaultControllerWrite, WritableStreamDefaultWriterCloseWithErrorPropagation,
    WritableStreamDefaultWriterRelease, abortReason, addAbortAlgorithm, defaultControllerSteps, enqueueJob, fuse, isAborted, isHostReadable,
    listen, newCapability, removeAbortAlgorithm, retryFusion, spliced, stopFusion,
  } = parts;

  function ReadableStreamPipeTo(source, dest, { preventAbort, preventCancel, preventClose, signal }) {
    const reader = AcquireReadableStreamDefaultReader(source);
    const writer = AcquireWritableStreamDefaultWriter(dest);
    source.disturbed = true;
    const pipe = {
      source, dest, reader, writer, preventAbort, preventCancel, preventClose, signal, readRequest: undefined, finishWrite,
      abortAlgorithm: undefined, isStepping: false, isReading: false, isShuttingDown: false, pendingWrites: 0, afterWrites: undefined,
      shutdown: undefined, proceed, isFromHost: isHostReadable(source), fusion: undefined, done: newCapability(),
    };
    pipe.readRequest = { next: undefined, steps: readSteps, pipe };
    reader.pipe = pipe;
    writer.pipe = pipe;
    writer.step = step;
    if (signal !== undefined && !watchSignal(pipe)) return pipe.done.promise;
    watchEnds(pipe);
    if (pipe.isShuttingDown) return pipe.done.promise;
    // A signal must not lose a chunk that is on its way.
    if (signal === undefined && spliced(source, dest)) pipe.isReading = true;
    else enqueueJob(step, pipe);
    return pipe.done.promise;
  }

  // Whether the signal lets the pipe begin.
  function watchSignal(pipe) {
    const { signal } = pipe;
    pipe.abortAlgorithm = () => abortBoth(pipe, abortReason(signal));
    if (isAborted(signal)) {
      pipe.abortAlgorithm();
      return false;
    }
    addAbortAlgorithm(signal, pipe.abortAlgorithm);
    return true;
  }

  function abortBoth(pipe, reason) {
    const { dest, source } = pipe;
    shutdown(pipe, () => {
      const aborted = pipe.preventAbort || dest.state !== WRITABLE ? undefined : WritableStreamAbort(dest, reason);
      const canceled = pipe.preventCancel || source.state >= CLOSED ? undefined : ReadableStreamCancel(source, reason);
      return both(aborted, canceled);
    }, listOf(reason));
  }

  // A promise for two that may be missing.
  function both(one, other) {
    if (one === undefined) return other;
    if (other === undefined) return one;
    const all = newCapability();
    let open = 2;
    const count = () => {
      open -= 1;
      if (open === 0) all.resolve(undefined);
    };
    PromiseThen(one, count, all.reject);
    PromiseThen(other, count, all.reject);
    return all.promise;
  }

  // What has happened already counts in the order of the standard's text.
  function watchEnds(pipe) {
    const { dest, reader, source, writer } = pipe;
    if (source.state === ERRORED) sourceEnded(pipe);
    else if (dest.state === WRITABLE_ERRORED) destEnded(pipe);
    else if (source.state === CLOSED) sourceEnded(pipe);
    else if (WritableStreamCloseQueuedOrInFlight(dest) || dest.state === WRITABLE_CLOSED) destClosed(pipe);
    listen(reader.closed, sourceEnded, pipe);
    listen(writer.closed, destEnded, pipe);
  }

  function sourceEnded(pipe) {
    const { dest, source, writer } = pipe;
    if (pipe.isShuttingDown) return;
    if (source.state === ERRORED) {
      const { storedError } = source;
      shutdown(pipe, pipe.preventAbort ? undefined : () => WritableStreamAbort(dest, storedError), listOf(storedError));
    } else if (source.state === CLOSED) {
      shutdown(pipe, pipe.preventClose ? undefined : () => WritableStreamDefaultWriterCloseWithErrorPropagation(writer), undefined);
    }
  }

  function destEnded(pipe) {
    const { dest, source } = pipe;
    if (pipe.isShuttingDown) return;
    if (dest.state === WRITABLE_ERRORED) {
      const { storedError } = dest;
      shutdown(pipe, pipe.preventCancel ? undefined : () => ReadableStreamCancel(source, storedError), listOf(storedError));
    }
  }

  function destClosed(pipe) {
    const error = new TypeError("the destination is closed or being closed");
    shutdown(pipe, pipe.preventCancel ? undefined : () => ReadableStreamCancel(pipe.source, error), listOf(error));
  }

  // Writes while the destination asks for more and a chunk waits. The destination
  // calls it again when its backpressure ends (writer.step).
  function step(pipe) {
    if (pipe.fusion !== undefined) retryFusion(pipe.fusion);
    const dest = pipe.dest, source = pipe.source;
    const controller = source.controller;
    while (!dest.backpressure && !pipe.isReading && !pipe.isShuttingDown && dest.state === WRITABLE) {
      if (controller.head !== undefined && source.state === READABLE && controller.steps === defaultControllerSteps) {
        pipe.pendingWrites += 1;
        write(pipe, ReadableStreamDefaultControllerTake(controller));
        continue;
      }
      if (pipe.isFromHost && fuse(pipe)) return;
      pipe.isReading = true;
      if (source.state === READABLE && controller.steps === defaultControllerSteps) {
        // The only request of its reader, written out; where that is answered at once, the loop goes on.
        pipe.reader.head = pipe.reader.tail = pipe.readRequest;
        pipe.isStepping = true;
        ReadableStreamDefaultControllerCallPullIfNeeded(controller);
        pipe.isStepping = false;
        continue;
      }
      pipe.isStepping = true;
      ReadableStreamDefaultReaderRead(pipe.reader, pipe.readRequest);
      pipe.isStepping = false;
    }
  }

  const readSteps = {
    __proto__: null,
    chunk({ pipe }, chunk) {
      pipe.pendingWrites += 1;
      // Whoever enqueues must not see the write.
      if (pipe.isStepping) write(pipe, chunk);
      else enqueueJob(writeAndStep, pipe, chunk);
    },
    // It stays reading, so that no other read begins; sourceEnded() will run.
    close() {},
    error() {},
  };

  function writeAndStep(pipe, chunk) {
    write(pipe, chunk);
    step(pipe);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-writer-write
  function write(pipe, chunk) {
    const dest = pipe.dest;
    const controller = dest.controller;
    pipe.isReading = false;
    const size = controller.strategySize === undefined ? 1 : WritableStreamDefaultControllerGetChunkSize(controller, chunk);
    if (dest.state !== WRITABLE || dest.closeRequest !== undefined) finishWrite(pipe);
    else WritableStreamDefaultControllerWrite(controller, chunk, size, undefined, pipe);
  }

  function finishWrite(pipe) {
    pipe.pendingWrites -= 1;
    if (pipe.afterWrites === undefined || pipe.pendingWrites > 0) return;
    const { afterWrites } = pipe;
    pipe.afterWrites = undefined;
    enqueueJob(afterWrites, pipe);
  }

  // https://streams.spec.whatwg.org/#rs-pipeTo-shutdown-with-action;
  // `error` is a list of one, or undefined.
  function shutdown(pipe, action, error) {
    if (pipe.isShuttingDown) return;
    pipe.isShuttingDown = true;
    pipe.shutdown = { action, error };
    if (pipe.fusion === undefined || !stopFusion(pipe.fusion)) proceed(pipe);
  }

  // The chunks that were read are written, then the action comes.
  function proceed(pipe) {
    const { dest } = pipe;
    if (dest.state !== WRITABLE || WritableStreamCloseQueuedOrInFlight(dest)) act(pipe);
    else if (pipe.pendingWrites > 0) pipe.afterWrites = act;
    else enqueueJob(act, pipe);
  }

  function act(pipe) {
    const { action, error } = pipe.shutdown;
    const result = action === undefined ? undefined : action();
    if (result === undefined) finalize(pipe, error);
    else PromiseThen(result, () => finalize(pipe, error), (newError) => finalize(pipe, listOf(newError)));
  }

  // https://streams.spec.whatwg.org/#rs-pipeTo-finalize
  function finalize(pipe, error) {
    pipe.writer.pipe = undefined;
    WritableStreamDefaultWriterRelease(pipe.writer);
    ReadableStreamReaderRelease(pipe.reader);
    if (pipe.abortAlgorithm !== undefined) removeAbortAlgorithm(pipe.signal, pipe.abortAlgorithm);
    if (error === undefined) pipe.done.resolve(undefined);
    else pipe.done.reject(error[0]);
  }

  return { __proto__: null, ReadableStreamPipeTo };
})
