// WritableStream and its writer: https://streams.spec.whatwg.org/#ws-class,
// https://streams.spec.whatwg.org/#default-writer-class
(function (native, primordials, parts) {
  "use strict";
  const { PromiseReject, PromiseResolve, RangeError, ReflectApply, TypeError } = primordials;
  const {
    AcquireWritableStreamDefaultWriter, ERRORING, ExtractHighWaterMark, ExtractSizeAlgorithm,
    SetUpWritableStreamDefaultController, StartWritableStreamDefaultController, WRITABLE, WRITABLE_CLOSED, WRITABLE_ERRORED,
    WritableStreamAbort, WritableStreamClose, WritableStreamCloseQueuedOrInFlight, WritableStreamDefaultControllerGetChunkSize,
    WritableStreamDefaultControllerWrite, WritableStreamDefaultWriterRelease, callbackMember, defineInterface, lazyPromise,
    methodOf, newPromise, newWritable, newWritableController, publicWritableController, rejectInvocation, requireArguments,
    toObject, toQueuingStrategy,
  } = parts;

  // The record that the next public object is made for.
  let making;
  let isWritable, writableOf, isWriter;

  class WritableStream {
    #state;
    static {
      isWritable = (value) => typeof value === "object" && value !== null && #state in value;
      writableOf = (stream) => stream.#state;
    }
    constructor(underlyingSink = undefined, strategy = undefined) {
      if (making !== undefined) {
        this.#state = making;
        making = undefined;
        return;
      }
      const sink = toObject(underlyingSink, "underlyingSink");
      this.#state = fromUnderlyingSink(sink, toQueuingStrategy(strategy));
    }
    get locked() {
      return this.#state.writer !== undefined;
    }
    abort(reason = undefined) {
      if (!isWritable(this)) return rejectInvocation("WritableStream");
      const stream = this.#state;
      if (stream.writer !== undefined) return PromiseReject(new TypeError("the stream is locked: its writer can abort it"));
      return WritableStreamAbort(stream, reason);
    }
    close() {
      if (!isWritable(this)) return rejectInvocation("WritableStream");
      const stream = this.#state;
      if (stream.writer !== undefined) return PromiseReject(new TypeError("the stream is locked: its writer can close it"));
      if (WritableStreamCloseQueuedOrInFlight(stream)) return PromiseReject(new TypeError("the stream is already being closed"));
      return WritableStreamClose(stream);
    }
    getWriter() {
      making = AcquireWritableStreamDefaultWriter(this.#state);
      return new WritableStreamDefaultWriter();
    }
  }

  // https://streams.spec.whatwg.org/#set-up-writable-stream-default-controller-from-underlying-sink
  function fromUnderlyingSink(sink, strategy) {
    const abort = callbackMember(sink, "abort"), close = callbackMember(sink, "close"), start = callbackMember(sink, "start");
    if (sink.type !== undefined) throw new RangeError("underlyingSink.type is reserved");
    const write = callbackMember(sink, "write");
    const size = ExtractSizeAlgorithm(strategy);
    const stream = newWritable();
    const controller = newWritableController(stream, ExtractHighWaterMark(strategy, 1), size);
    controller.sink = sink;
    controller.write = methodOf(write);
    controller.close = methodOf(close);
    controller.abort = methodOf(abort);
    SetUpWritableStreamDefaultController(stream, controller);
    const object = publicWritableController(controller);
    StartWritableStreamDefaultController(controller, start === undefined ? undefined : ReflectApply(start, sink, [object]));
    return stream;
  }

  class WritableStreamDefaultWriter {
    #state;
    static {
      isWriter = (value) => typeof value === "object" && value !== null && #state in value;
    }
    constructor(stream) {
      if (making !== undefined) {
        this.#state = making;
        making = undefined;
        return;
      }
      requireArguments(arguments.length, 1, "WritableStreamDefaultWriter");
      this.#state = AcquireWritableStreamDefaultWriter(writableOf(stream));
    }
    get closed() {
      if (!isWriter(this)) return rejectInvocation("WritableStreamDefaultWriter");
      return lazyPromise(this.#state.closed);
    }
    get desiredSize() {
      const { stream } = this.#state;
      if (stream === undefined) throw released();
      return WritableStreamDefaultWriterGetDesiredSize(stream);
    }
    get ready() {
      if (!isWriter(this)) return rejectInvocation("WritableStreamDefaultWriter");
      return lazyPromise(this.#state.ready);
    }
    abort(reason = undefined) {
      if (!isWriter(this)) return rejectInvocation("WritableStreamDefaultWriter");
      const { stream } = this.#state;
      return stream === undefined ? PromiseReject(released()) : WritableStreamAbort(stream, reason);
    }
    close() {
      if (!isWriter(this)) return rejectInvocation("WritableStreamDefaultWriter");
      const { stream } = this.#state;
      if (stream === undefined) return PromiseReject(released());
      if (WritableStreamCloseQueuedOrInFlight(stream)) return PromiseReject(new TypeError("the stream is already being closed"));
      return WritableStreamClose(stream);
    }
    releaseLock() {
      const writer = this.#state;
      if (writer.stream !== undefined) WritableStreamDefaultWriterRelease(writer);
    }
    write(chunk = undefined) {
      if (typeof this !== "object" || this === null || !(#state in this)) return rejectInvocation("WritableStreamDefaultWriter");
      const writer = this.#state;
      if (writer.stream === undefined) return PromiseReject(released());
      return WritableStreamDefaultWriterWrite(writer, chunk);
    }
  }

  function released() {
    return new TypeError("the writer was released");
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-writer-get-desired-size
  function WritableStreamDefaultWriterGetDesiredSize(stream) {
    const { controller, state } = stream;
    if (state === WRITABLE) return controller.strategyHWM - controller.queueTotalSize;
    return state === WRITABLE_CLOSED ? 0 : null;
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-writer-write
  function WritableStreamDefaultWriterWrite(writer, chunk) {
    const { stream } = writer;
    const { controller } = stream;
    const size = WritableStreamDefaultControllerGetChunkSize(controller, chunk);
    if (stream !== writer.stream) return PromiseReject(released());
    const { state } = stream;
    if (state === WRITABLE_ERRORED) return PromiseReject(stream.storedError);
    if (state === WRITABLE_CLOSED || WritableStreamCloseQueuedOrInFlight(stream)) {
      return PromiseReject(new TypeError("the stream is closed or being closed"));
    }
    if (state === ERRORING) return PromiseReject(stream.storedError);
    const promise = newPromise();
    WritableStreamDefaultControllerWrite(controller, chunk, size, promise, undefined);
    return promise;
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-writer-close-with-error-propagation
  function WritableStreamDefaultWriterCloseWithErrorPropagation(writer) {
    const { stream } = writer;
    if (WritableStreamCloseQueuedOrInFlight(stream) || stream.state === WRITABLE_CLOSED) return PromiseResolve(undefined);
    if (stream.state === WRITABLE_ERRORED) return PromiseReject(stream.storedError);
    return WritableStreamClose(stream);
  }

  // The public object of a record of ours, always the same.
  function publicWritable(stream) {
    if (stream.object !== undefined) return stream.object;
    making = stream;
    return stream.object = new WritableStream();
  }

  defineInterface(WritableStream);
  defineInterface(WritableStreamDefaultWriter);

  return { __proto__: null, WritableStreamDefaultWriterCloseWithErrorPropagation, isWritable, publicWritable, writableOf };
})
