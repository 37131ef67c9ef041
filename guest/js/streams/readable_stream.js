// ReadableStream: https://streams.spec.whatwg.org/#rs-class
(function (native, primordials, parts) {
  "use strict";
  const { Boolean, PromiseReject, RangeError, ReflectApply, SymbolAsyncIterator, TypeError } = primordials;
  const {
    AcquireReadableStreamDefaultReader, ExtractHighWaterMark, ExtractSizeAlgorithm, ReadableByteStreamTee, ReadableStreamBYOBReader,
    ReadableStreamCancel, ReadableStreamDefaultTee, ReadableStreamFromIterable, ReadableStreamPipeTo,
    StartReadableByteStreamController, StartReadableStreamDefaultController, byteControllerSteps, callbackMember, connectReaders,
    defineAlias, defineInterface, dictionary, getDefaultReader, isAbortSignal, isWritable, markHandled, methodOf,
    newAsyncIterator, newByteController, newDefaultController, newReadable, publicByteController, publicDefaultController,
    rejectInvocation, requireArguments, toEnforcedUnsigned, toEnum, toObject, toQueuingStrategy, writableOf,
  } = parts;

  const SOURCE_TYPES = { __proto__: null, bytes: 0 };
  const READER_MODES = { __proto__: null, byob: 0 };

  // The record that the next public object is made for.
  let making;
  let isReadable, readableOf;

  class ReadableStream {
    #state;
    static {
      isReadable = (value) => typeof value === "object" && value !== null && #state in value;
      readableOf = (stream) => stream.#state;
    }
    constructor(underlyingSource = undefined, strategy = undefined) {
      if (making !== undefined) {
        this.#state = making;
        making = undefined;
        return;
      }
      const source = toObject(underlyingSource, "underlyingSource");
      this.#state = fromUnderlyingSource(source, toQueuingStrategy(strategy));
    }
    static from(asyncIterable) {
      requireArguments(arguments.length, 1, "ReadableStream.from");
      return publicReadable(ReadableStreamFromIterable(asyncIterable));
    }
    get locked() {
      return this.#state.reader !== undefined;
    }
    cancel(reason = undefined) {
      if (!isReadable(this)) return rejectInvocation("ReadableStream");
      const stream = this.#state;
      if (stream.reader !== undefined) return PromiseReject(new TypeError("the stream is locked: its reader can cancel it"));
      return ReadableStreamCancel(stream, reason);
    }
    getReader(options = undefined) {
      const stream = this.#state;
      const { mode } = dictionary(options, "ReadableStream.getReader");
      if (mode === undefined) return getDefaultReader(stream);
      toEnum(mode, READER_MODES, "mode");
      return new ReadableStreamBYOBReader(this);
    }
    pipeThrough(transform, options = undefined) {
      const source = this.#state;
      requireArguments(arguments.length, 1, "ReadableStream.pipeThrough");
      const { readable, writable } = toPair(transform);
      const pipeOptions = toPipeOptions(options);
      if (source.reader !== undefined) throw new TypeError("the stream is locked: it has a reader");
      const dest = writableOf(writable);
      if (dest.writer !== undefined) throw new TypeError("transform.writable is locked: it has a writer");
      markHandled(ReadableStreamPipeTo(source, dest, pipeOptions));
      return readable;
    }
    pipeTo(destination, options = undefined) {
      if (!isReadable(this)) return rejectInvocation("ReadableStream");
      try {
        requireArguments(arguments.length, 1, "ReadableStream.pipeTo");
        return pipeTo(this.#state, destination, options);
      } catch (error) {
        return PromiseReject(error);
      }
    }
    tee() {
      const stream = this.#state;
      const tee = stream.controller.steps === byteControllerSteps ? ReadableByteStreamTee(stream) : ReadableStreamDefaultTee(stream);
      return [publicReadable(tee.branch1), publicReadable(tee.branch2)];
    }
    values(options = undefined) {
      const stream = this.#state;
      const { preventCancel } = dictionary(options, "ReadableStream.values");
      return newAsyncIterator(AcquireReadableStreamDefaultReader(stream), Boolean(preventCancel));
    }
  }

  function fromUnderlyingSource(source, strategy) {
    let { autoAllocateChunkSize } = source;
    if (autoAllocateChunkSize !== undefined) {
      autoAllocateChunkSize = toEnforcedUnsigned(autoAllocateChunkSize, "underlyingSource.autoAllocateChunkSize");
    }
    const cancel = callbackMember(source, "cancel"), pull = callbackMember(source, "pull"), start = callbackMember(source, "start");
    const { type } = source;
    if (type !== undefined) toEnum(type, SOURCE_TYPES, "underlyingSource.type");
    const stream = newReadable();
    const isBytes = type !== undefined;
    const controller = isBytes ? byteController(stream, strategy, autoAllocateChunkSize) : defaultController(stream, strategy);
    controller.source = source;
    controller.pull = methodOf(pull);
    controller.cancel = methodOf(cancel);
    const object = isBytes ? publicByteController(controller) : publicDefaultController(controller);
    const startResult = start === undefined ? undefined : ReflectApply(start, source, [object]);
    if (isBytes) StartReadableByteStreamController(controller, startResult);
    else StartReadableStreamDefaultController(controller, startResult);
    return stream;
  }

  // https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller-from-underlying-source
  function defaultController(stream, strategy) {
    const size = ExtractSizeAlgorithm(strategy);
    return stream.controller = newDefaultController(stream, ExtractHighWaterMark(strategy, 1), size);
  }

  // https://streams.spec.whatwg.org/#set-up-readable-byte-stream-controller-from-underlying-source
  function byteController(stream, strategy, autoAllocateChunkSize) {
    if (strategy.size !== undefined) throw new RangeError("a byte stream's strategy has no size");
    const highWaterMark = ExtractHighWaterMark(strategy, 0);
    if (autoAllocateChunkSize === 0) throw new TypeError("underlyingSource.autoAllocateChunkSize is 0");
    return stream.controller = newByteController(stream, highWaterMark, autoAllocateChunkSize);
  }

  // https://streams.spec.whatwg.org/#dictdef-readablewritablepair
  function toPair(transform) {
    const pair = dictionary(transform, "ReadableStream.pipeThrough");
    const { readable } = pair;
    if (!isReadable(readable)) throw new TypeError("transform.readable is not a ReadableStream");
    const { writable } = pair;
    if (!isWritable(writable)) throw new TypeError("transform.writable is not a WritableStream");
    return { readable, writable };
  }

  // https://streams.spec.whatwg.org/#dictdef-streampipeoptions
  function toPipeOptions(options) {
    const given = dictionary(options, "options");
    const preventAbort = Boolean(given.preventAbort), preventCancel = Boolean(given.preventCancel);
    const preventClose = Boolean(given.preventClose);
    const { signal } = given;
    if (signal !== undefined && !isAbortSignal(signal)) throw new TypeError("options.signal is not an AbortSignal");
    return { preventAbort, preventCancel, preventClose, signal };
  }

  function pipeTo(source, destination, options) {
    if (!isWritable(destination)) throw new TypeError("the destination is not a WritableStream");
    const pipeOptions = toPipeOptions(options);
    if (source.reader !== undefined) throw new TypeError("the stream is locked: it has a reader");
    const dest = writableOf(destination);
    if (dest.writer !== undefined) throw new TypeError("the destination is locked: it has a writer");
    return ReadableStreamPipeTo(source, dest, pipeOptions);
  }

  // The public object of a record of ours, always the same.
  function publicReadable(stream) {
    if (stream.object !== undefined) return stream.object;
    making = stream;
    return stream.object = new ReadableStream();
  }

  connectReaders(readableOf);
  defineInterface(ReadableStream);
  defineAlias(ReadableStream.prototype, SymbolAsyncIterator, ReadableStream.prototype.values);

  return { __proto__: null, isReadable, publicReadable, readableOf };
})
