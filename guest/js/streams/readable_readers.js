// ReadableStreamDefaultReader and ReadableStreamBYOBReader:
// https://streams.spec.whatwg.org/#default-reader-class, https://streams.spec.whatwg.org/#byob-reader-class
(function (native, primordials, parts) {
  "use strict";
  const { PromiseReject, RangeError, TypeError } = primordials;
  const {
    ERRORED, READABLE, ReadableStreamDefaultControllerTake, ReadableStreamDefaultReaderRead, ReadableByteStreamControllerPullInto,
    ReadableStreamReaderGenericCancel, ReadableStreamReaderRelease, SetUpReader, bufferOfView, byteControllerSteps, defineInterface,
    dictionary, isDetachedBuffer, lazyPromise, lengthOfView, newPromise, newReader, rejectInvocation, rejectPromise, requireArguments,
    resolvePromise, resolvedPromise,
    toEnforcedUnsigned, toView,
  } = parts;

  let making;
  let isDefaultReader, isByobReader;
  // The record of a public stream; its class comes later, since it needs the readers.
  let readableOf;

  // https://streams.spec.whatwg.org/#generic-reader-mixin-cancel
  function cancel(reader, reason) {
    if (reader.stream === undefined) return PromiseReject(new TypeError("the reader was released"));
    return ReadableStreamReaderGenericCancel(reader, reason);
  }

  class ReadableStreamDefaultReader {
    #state;
    static {
      isDefaultReader = (value) => typeof value === "object" && value !== null && #state in value;
    }
    constructor(stream) {
      if (making !== undefined) {
        this.#state = making;
        making = undefined;
        return;
      }
      requireArguments(arguments.length, 1, "ReadableStreamDefaultReader");
      const reader = newReader(false);
      SetUpReader(reader, readableOf(stream));
      this.#state = reader;
    }
    get closed() {
      if (!isDefaultReader(this)) return rejectInvocation("ReadableStreamDefaultReader");
      return lazyPromise(this.#state.closed);
    }
    cancel(reason = undefined) {
      if (!isDefaultReader(this)) return rejectInvocation("ReadableStreamDefaultReader");
      return cancel(this.#state, reason);
    }
    read() {
      if (typeof this !== "object" || this === null || !(#state in this)) return rejectInvocation("ReadableStreamDefaultReader");
      const reader = this.#state;
      const stream = reader.stream;
      if (stream === undefined) return PromiseReject(new TypeError("the reader was released"));
      const controller = stream.controller;
      // A chunk that waits needs no request. (A byte stream's queue has views to make.)
      if (controller.head !== undefined && stream.state === READABLE && controller.steps !== byteControllerSteps) {
        stream.disturbed = true;
        return resolvedPromise({ done: false, value: ReadableStreamDefaultControllerTake(controller) });
      }
      return readWith(reader);
    }
    releaseLock() {
      const reader = this.#state;
      if (reader.stream !== undefined) ReadableStreamReaderRelease(reader);
    }
  }

  function readWith(reader) {
    const promise = newPromise();
    ReadableStreamDefaultReaderRead(reader, { next: undefined, steps: promiseSteps, promise });
    return promise;
  }

  // https://streams.spec.whatwg.org/#default-reader-read, https://streams.spec.whatwg.org/#byob-reader-read
  const promiseSteps = {
    __proto__: null,
    chunk(request, value) {
      resolvePromise(request.promise, { done: false, value });
    },
    close(request, value) {
      resolvePromise(request.promise, { done: true, value });
    },
    error(request, e) {
      rejectPromise(request.promise, e);
    },
  };

  class ReadableStreamBYOBReader {
    #state;
    static {
      isByobReader = (value) => typeof value === "object" && value !== null && #state in value;
    }
    constructor(stream) {
      requireArguments(arguments.length, 1, "ReadableStreamBYOBReader");
      const record = readableOf(stream);
      if (record.reader !== undefined) throw new TypeError("the stream is locked: it has a reader");
      if (record.controller.steps !== byteControllerSteps) throw new TypeError("the stream is not a byte stream");
      const reader = newReader(true);
      SetUpReader(reader, record);
      this.#state = reader;
    }
    get closed() {
      if (!isByobReader(this)) return rejectInvocation("ReadableStreamBYOBReader");
      return lazyPromise(this.#state.closed);
    }
    cancel(reason = undefined) {
      if (!isByobReader(this)) return rejectInvocation("ReadableStreamBYOBReader");
      return cancel(this.#state, reason);
    }
    read(view, options = undefined) {
      if (!isByobReader(this)) return rejectInvocation("ReadableStreamBYOBReader");
      try {
        requireArguments(arguments.length, 1, "ReadableStreamBYOBReader.read");
        return readInto(this.#state, toView(view), minimumOf(options));
      } catch (error) {
        return PromiseReject(error);
      }
    }
    releaseLock() {
      const reader = this.#state;
      if (reader.stream !== undefined) ReadableStreamReaderRelease(reader);
    }
  }

  function minimumOf(options) {
    const { min } = dictionary(options, "ReadableStreamBYOBReader.read");
    return min === undefined ? 1 : toEnforcedUnsigned(min, "min");
  }

  // https://streams.spec.whatwg.org/#byob-reader-read; what it throws rejects the promise.
  function readInto(reader, view, min) {
    const buffer = bufferOfView(view);
    if (isDetachedBuffer(buffer)) throw new TypeError("the view's buffer is detached");
    const length = lengthOfView(view);
    if (length === 0) throw new TypeError("the view is empty");
    if (min === 0) throw new TypeError("min is 0");
    if (min > length) throw new RangeError("min is more than the view can hold");
    if (reader.stream === undefined) throw new TypeError("the reader was released");
    const promise = newPromise();
    ReadableStreamBYOBReaderRead(reader, view, min, { next: undefined, steps: promiseSteps, promise });
    return promise;
  }

  // https://streams.spec.whatwg.org/#readable-stream-byob-reader-read
  function ReadableStreamBYOBReaderRead(reader, view, min, request) {
    const { stream } = reader;
    stream.disturbed = true;
    if (stream.state === ERRORED) request.steps.error(request, stream.storedError);
    else ReadableByteStreamControllerPullInto(stream.controller, view, min, request);
  }

  // A public default reader of a stream.
  function getDefaultReader(stream) {
    const reader = newReader(false);
    SetUpReader(reader, stream);
    making = reader;
    return new ReadableStreamDefaultReader();
  }

  defineInterface(ReadableStreamDefaultReader);
  defineInterface(ReadableStreamBYOBReader);

  return {
    __proto__: null, ReadableStreamBYOBReader, ReadableStreamBYOBReaderRead, getDefaultReader,
    connectReaders(brand) {
      readableOf = brand;
    },
  };
})
