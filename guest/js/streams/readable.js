// Operations on readable streams: https://streams.spec.whatwg.org/#rs-abstract-ops
//
// A public object has one private field, the record that these functions work on.
//   stream   made by newReadable(); its controller has `steps`, the standard's
//            internal methods: cancel, pull, release
//   reader   made by newReader(); `head` and `tail` list its requests; `pipe` is whose it is, where it is a pipe's
//   request  `next` and `steps`, the functions chunk, close and error; the first
//            argument of each is the request
(function (native, primordials, parts) {
  "use strict";
  const { PromiseReject, PromiseResolve, PromiseThen, TypeError } = primordials;
  const {
    FULFILLED, PENDING, REJECTED, RELEASED, append, ignore, newLazy, promiseOf, rejectLazy, resolveLazy, shift, takeAll,
  } = parts;

  const READABLE = 0, CLOSED = 1, ERRORED = 2;

  // https://streams.spec.whatwg.org/#initialize-readable-stream
  function newReadable() {
    return { state: READABLE, reader: undefined, controller: undefined, storedError: undefined, disturbed: false, object: undefined };
  }

  function newReader(isByob) {
    return { isByob, stream: undefined, head: undefined, tail: undefined, closed: undefined, pipe: undefined };
  }

  // https://streams.spec.whatwg.org/#readable-stream-cancel
  function ReadableStreamCancel(stream, reason) {
    stream.disturbed = true;
    if (stream.state === CLOSED) return PromiseResolve(undefined);
    if (stream.state === ERRORED) return PromiseReject(stream.storedError);
    ReadableStreamClose(stream);
    const { reader } = stream;
    if (reader !== undefined && reader.isByob) {
      closeRequests(reader);
    }
    let result;
    try {
      result = promiseOf(stream.controller.steps.cancel(stream.controller, reason));
    } catch (error) {
      result = PromiseReject(error);
    }
    return PromiseThen(result, ignore);
  }

  // https://streams.spec.whatwg.org/#readable-stream-close
  function ReadableStreamClose(stream) {
    stream.state = CLOSED;
    const { reader } = stream;
    if (reader === undefined) return;
    resolveLazy(reader.closed);
    if (reader.isByob) return;
    closeRequests(reader);
  }

  // A request's steps may put it into another list, so its next one is taken before.
  function closeRequests(reader) {
    let request = takeAll(reader);
    while (request !== undefined) {
      const { next } = request;
      request.next = undefined;
      request.steps.close(request, undefined);
      request = next;
    }
  }

  // https://streams.spec.whatwg.org/#readable-stream-error
  function ReadableStreamError(stream, e) {
    stream.state = ERRORED;
    stream.storedError = e;
    const { reader } = stream;
    if (reader === undefined) return;
    rejectLazy(reader.closed, REJECTED, e);
    ErrorRequests(reader, e);
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaultreadererrorreadrequests
  function ErrorRequests(reader, e) {
    let request = takeAll(reader);
    while (request !== undefined) {
      const { next } = request;
      request.next = undefined;
      request.steps.error(request, e);
      request = next;
    }
  }

  // https://streams.spec.whatwg.org/#readable-stream-fulfill-read-request,
  // with `done` false; https://streams.spec.whatwg.org/#readable-stream-fulfill-read-into-request
  function ReadableStreamFulfillRequest(stream, chunk) {
    const request = shift(stream.reader);
    request.steps.chunk(request, chunk);
  }

  // https://streams.spec.whatwg.org/#readable-stream-add-read-request
  function ReadableStreamAddRequest(stream, request) {
    append(stream.reader, request);
  }

  // https://streams.spec.whatwg.org/#readable-stream-has-default-reader
  function ReadableStreamHasDefaultReader(stream) {
    return stream.reader !== undefined && !stream.reader.isByob;
  }

  // https://streams.spec.whatwg.org/#readable-stream-has-byob-reader
  function ReadableStreamHasBYOBReader(stream) {
    return stream.reader !== undefined && stream.reader.isByob;
  }

  function ReadableStreamHasRequests(stream) {
    return stream.reader !== undefined && stream.reader.head !== undefined;
  }

  // https://streams.spec.whatwg.org/#set-up-readable-stream-default-reader
  function SetUpReader(reader, stream) {
    if (stream.reader !== undefined) throw new TypeError("the stream is locked: it has a reader");
    reader.stream = stream;
    stream.reader = reader;
    if (stream.state === READABLE) reader.closed = newLazy(PENDING, undefined);
    else if (stream.state === CLOSED) reader.closed = newLazy(FULFILLED, undefined);
    else reader.closed = newLazy(REJECTED, stream.storedError);
  }

  // https://streams.spec.whatwg.org/#acquire-readable-stream-reader
  function AcquireReadableStreamDefaultReader(stream) {
    const reader = newReader(false);
    SetUpReader(reader, stream);
    return reader;
  }

  function AcquireReadableStreamBYOBReader(stream) {
    const reader = newReader(true);
    SetUpReader(reader, stream);
    return reader;
  }

  // https://streams.spec.whatwg.org/#readable-stream-reader-generic-cancel
  function ReadableStreamReaderGenericCancel(reader, reason) {
    return ReadableStreamCancel(reader.stream, reason);
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaultreaderrelease
  function ReadableStreamReaderRelease(reader) {
    const { stream } = reader;
    const release = { error: undefined };
    if (stream.state === READABLE) rejectLazy(reader.closed, RELEASED, release);
    else reader.closed = newLazy(RELEASED, release);
    stream.controller.steps.release(stream.controller);
    stream.reader = undefined;
    reader.stream = undefined;
    if (reader.head !== undefined) ErrorRequests(reader, new TypeError("the reader was released"));
  }

  // https://streams.spec.whatwg.org/#readable-stream-default-reader-read
  function ReadableStreamDefaultReaderRead(reader, request) {
    const { stream } = reader;
    stream.disturbed = true;
    if (stream.state === READABLE) stream.controller.steps.pull(stream.controller, request);
    else if (stream.state === CLOSED) request.steps.close(request);
    else request.steps.error(request, stream.storedError);
  }

  return {
    __proto__: null, AcquireReadableStreamBYOBReader, AcquireReadableStreamDefaultReader, CLOSED, ERRORED, READABLE,
    ReadableStreamAddRequest, ReadableStreamCancel, ReadableStreamClose, ReadableStreamDefaultReaderRead, ReadableStreamError,
    ReadableStreamFulfillRequest, ReadableStreamHasBYOBReader, ReadableStreamHasDefaultReader, ReadableStreamHasRequests,
    ReadableStreamReaderGenericCancel, ReadableStreamReaderRelease, SetUpReader, newReadable, newReader,
  };
})
