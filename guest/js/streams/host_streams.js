// Streams that cross to the host and back.
(function (native, primordials, parts) {
  "use strict";
  const { PromiseThen, SafeWeakMap, SafeWeakSet } = primordials;
  const {
    AcquireReadableStreamDefaultReader, AcquireWritableStreamDefaultWriter, ReadableStreamClose, ReadableStreamPipeTo, endOfReadable,
    endOfWritable, isReadable, isWritable, markHandled, newByteController, newHostReadable, newHostWritable, newReadable,
    publicByteController, publicReadable, publicWritable, readableOf, writableOf,
  } = parts;

  // What is called when the host has, or wants, no more of a stream.
  const ends = new SafeWeakMap();
  // Streams whose strings are none of the host's.
  const ofBytes = new SafeWeakSet();

  const PIPE = { __proto__: null, preventAbort: false, preventCancel: false, preventClose: false, signal: undefined };
  const NONE = 0, READABLE_STREAM = 1, WRITABLE_STREAM = 2, LOCKED = 3;

  // What the host makes of a value.
  function kind(value) {
    if (isReadable(value)) return readableOf(value).reader === undefined ? READABLE_STREAM : LOCKED;
    if (isWritable(value)) return writableOf(value).writer === undefined ? WRITABLE_STREAM : LOCKED;
    return NONE;
  }

  // The host's own end, which goes back to it as it is, or undefined.
  function ownEnd(value) {
    return isReadable(value) ? endOfReadable(readableOf(value)) : endOfWritable(writableOf(value));
  }

  // The stream has crossed: through `end`, one end of a pipe, or as itself.
  function give(value, end) {
    if (isReadable(value)) giveReadable(readableOf(value), end);
    else giveWritable(writableOf(value), end);
  }

  function giveReadable(stream, end) {
    const ended = ends.get(stream);
    if (end === undefined) {
      AcquireReadableStreamDefaultReader(stream);
      if (ended !== undefined) ended();
      return;
    }
    const takesBytesAlone = ofBytes.has(stream) && endOfReadable(stream) === undefined;
    const piped = ReadableStreamPipeTo(stream, newHostWritable(end, takesBytesAlone), PIPE);
    markHandled(piped);
    if (ended !== undefined) PromiseThen(piped, ended, ended);
  }

  function onceGiven(stream, ended) {
    ends.set(stream, ended);
  }

  function onlyBytes(stream) {
    ofBytes.add(stream);
  }

  function giveWritable(stream, end) {
    if (end === undefined) AcquireWritableStreamDefaultWriter(stream);
    else markHandled(ReadableStreamPipeTo(newHostReadable(end), stream, PIPE));
  }

  // A byte stream that is at its end.
  function emptyReadable() {
    const stream = newReadable();
    stream.controller = newByteController(stream, 0, undefined);
    stream.controller.started = true;
    publicByteController(stream.controller);
    ReadableStreamClose(stream);
    return stream;
  }

  return {
    __proto__: null, onceGiven, onlyBytes,
    hostStreams: {
      __proto__: null, give, kind, ownEnd,
      readable: (end) => publicReadable(end === undefined ? emptyReadable() : newHostReadable(end)),
      writable: (end) => publicWritable(newHostWritable(end)),
    },
  };
})
