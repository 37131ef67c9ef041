// The body of a response that the host gives: https://fetch.spec.whatwg.org/#http-network-fetch
//
// It is read and decompressed when the script reads, and ends with the request's signal.
(function (native, primordials, parts) {
  "use strict";
  const {
    PromiseThen, StringPrototypeToLowerCase, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteOffset, Uint8Array, WeakRef,
    WeakRefPrototypeDeref,
  } = primordials;
  const {
    ReadableByteStreamControllerEnqueue, ReadableByteStreamControllerError, abortReason, addAbortAlgorithm, cancelHostEnd, closeOwnByteStream,
    codecHasMore, endOfReadable, getHeader, isPromise, lengthOfBytes, newBody, newDecompressor, newOwnByteStream, readHostEnd, readableOf,
    removeAbortAlgorithm, runCodec,
  } = parts;

  // Bytes that are asked for at a time.
  const CHUNK = 65536;
  // Compressed bytes that are decompressed at a time. Deflate makes 1,032 bytes of one at
  // most, so a bomb makes chunks of 4 MiB, and one at a time.
  const SLICE = 4096;
  // Numbered as in web/compression.rs.
  const DEFLATE = 0, DEFLATE_RAW = 1, GZIP = 2;
  const CODINGS = { __proto__: null, deflate: DEFLATE, gzip: GZIP, "x-gzip": GZIP };

  // The body; one in a coding that is not known is as it came.
  function bodyOfAnswer({ bytes, stream }, headers, signal) {
    const coding = getHeader(headers, "content-encoding");
    const format = coding === null ? undefined : CODINGS[StringPrototypeToLowerCase(coding)];
    if (stream === null) {
      const whole = bytes ?? new Uint8Array(0);
      return format === undefined ? newBody(undefined, whole, undefined) : newBody(newStream(undefined, format, signal, whole), undefined, undefined);
    }
    const readable = readableOf(stream);
    if (format === undefined && signal === null) return newBody(readable, undefined, undefined);
    const end = endOfReadable(readable);
    return newBody(end === undefined ? readable : newStream(end, format, signal, undefined), undefined, undefined);
  }

  // A byte stream of what comes from `end`, after `input`.
  function newStream(end, format, signal, input) {
    const source = { controller: undefined, end, format, codec: undefined, input, at: 0, isOver: false, signal, abort: undefined };
    const stream = newOwnByteStream(source, pull, cancel);
    if (signal !== null) listen(source);
    return stream;
  }

  // The signal must not keep a body that nobody reads any more.
  function listen(source) {
    const reference = new WeakRef(source);
    source.abort = () => {
      const known = WeakRefPrototypeDeref(reference);
      if (known !== undefined) abort(known);
    };
    addAbortAlgorithm(source.signal, source.abort);
  }

  function abort(source) {
    const reason = abortReason(source.signal);
    cancel(source, reason);
    ReadableByteStreamControllerError(source.controller, reason);
  }

  function cancel(source, reason) {
    const { end } = source;
    over(source);
    if (end !== undefined) cancelHostEnd(end, reason);
  }

  // Nothing more will be read.
  function over(source) {
    source.isOver = true;
    source.end = undefined;
    source.input = undefined;
    if (source.abort === undefined) return;
    removeAbortAlgorithm(source.signal, source.abort);
    source.abort = undefined;
  }

  function pull(source) {
    try {
      while (!decompress(source)) {
        const { end } = source;
        const bytes = end === undefined ? undefined : readHostEnd(end, CHUNK);
        if (isPromise(bytes)) return PromiseThen(bytes, (bytes) => arrived(source, bytes), (error) => failed(source, error));
        if (received(source, bytes)) break;
      }
    } catch (error) {
      failed(source, error);
    }
    return undefined;
  }

  function arrived(source, bytes) {
    try {
      return received(source, bytes) ? undefined : pull(source);
    } catch (error) {
      return failed(source, error);
    }
  }

  function failed(source, error) {
    cancel(source, error);
    throw error;
  }

  // Whether the stream has what it was asked for.
  function received(source, bytes) {
    const { controller, format } = source;
    if (bytes === undefined) {
      finish(source);
      return true;
    }
    if (format === undefined) {
      ReadableByteStreamControllerEnqueue(controller, bytes);
      return true;
    }
    source.input = bytes;
    source.at = 0;
    return decompress(source);
  }

  function decompress(source) {
    const { controller, input } = source;
    while (source.input !== undefined) {
      const { at } = source;
      const rest = lengthOfBytes(input) - at;
      const length = rest < SLICE ? rest : SLICE;
      source.at += length;
      if (length === rest) source.input = undefined;
      if (length === 0) continue;
      const codec = source.codec ??= newDecompressor(formatOf(source.format, input[at]));
      const part = runCodec(codec, TypedArrayPrototypeGetBuffer(input), TypedArrayPrototypeGetByteOffset(input) + at, length, false);
      // Browsers pass over what follows the end.
      if (codecHasMore(codec)) cancel(source, undefined);
      if (lengthOfBytes(part) === 0) continue;
      ReadableByteStreamControllerEnqueue(controller, part);
      return true;
    }
    return false;
  }

  // What servers call deflate has zlib's header, or none.
  function formatOf(format, first) {
    return format === DEFLATE && (first & 15) !== 8 ? DEFLATE_RAW : format;
  }

  // All of it is there.
  function finish(source) {
    const { codec, controller, isOver } = source;
    if (codec !== undefined && !isOver) {
      const last = runCodec(codec, undefined, 0, 0, true);
      if (lengthOfBytes(last) > 0) ReadableByteStreamControllerEnqueue(controller, last);
    }
    over(source);
    closeOwnByteStream(controller);
  }

  return { __proto__: null, bodyOfAnswer };
})
