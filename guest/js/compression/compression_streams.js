// CompressionStream and DecompressionStream: https://compression.spec.whatwg.org
(function (native, primordials, parts) {
  "use strict";
  const { TypedArrayPrototypeGetByteLength } = primordials;
  const {
    TransformStreamDefaultControllerEnqueue, defineInterface, publicReadable, publicWritable, requireArguments,
    setUpTransform, toEnum, withBytes,
  } = parts;

  // Numbered as in web/compression.rs.
  const FORMATS = { __proto__: null, deflate: 0, "deflate-raw": 1, gzip: 2, brotli: 3 };

  class CompressionStream {
    #stream;
    constructor(format) {
      requireArguments(arguments.length, 1, "CompressionStream");
      this.#stream = newStream(native.newCompressor(FORMATS[toEnum(format, FORMATS, "format")]));
    }
    get readable() {
      return publicReadable(this.#stream.readable);
    }
    get writable() {
      return publicWritable(this.#stream.writable);
    }
  }
  defineInterface(CompressionStream);

  class DecompressionStream {
    #stream;
    constructor(format) {
      requireArguments(arguments.length, 1, "DecompressionStream");
      this.#stream = newStream(native.newDecompressor(FORMATS[toEnum(format, FORMATS, "format")]));
    }
    get readable() {
      return publicReadable(this.#stream.readable);
    }
    get writable() {
      return publicWritable(this.#stream.writable);
    }
  }
  defineInterface(DecompressionStream);

  function newStream(codec) {
    const state = { codec, stream: undefined };
    return state.stream = setUpTransform(state, transform, flush, codec);
  }

  function transform(state, chunk) {
    withBytes(chunk, "the chunk", (buffer, offset, length) => run(state, buffer, offset, length, false));
  }

  function flush(state) {
    run(state, undefined, 0, 0, true);
  }

  function run({ codec, stream }, buffer, offset, length, isLast) {
    const bytes = native.run(codec, buffer, offset, length, isLast);
    if (TypedArrayPrototypeGetByteLength(bytes) > 0) TransformStreamDefaultControllerEnqueue(stream, bytes);
    // What was valid comes first, then the error.
    if (!isLast && native.hasMore(codec)) native.run(codec, undefined, 0, 0, false);
  }

  return { __proto__: null, codecHasMore: native.hasMore, newDecompressor: native.newDecompressor, runCodec: native.run };
})
