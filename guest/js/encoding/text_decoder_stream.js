// TextDecoderStream: https://encoding.spec.whatwg.org/#interface-textdecoderstream
(function (native, primordials, parts) {
  "use strict";
  const {
    TransformStreamDefaultControllerEnqueue, decodeBytes, defineInterface, newDecoder, publicReadable, publicWritable,
    setUpTransform, withSharedBytes,
  } = parts;

  // https://encoding.spec.whatwg.org/#decode-and-enqueue-a-chunk
  function decodeChunk(state, chunk) {
    withSharedBytes(chunk, "the chunk", (buffer, offset, length) => {
      enqueue(state, decodeBytes(state.decoder, buffer, offset, length, true));
    });
  }

  // https://encoding.spec.whatwg.org/#flush-and-enqueue
  function flush(state) {
    enqueue(state, decodeBytes(state.decoder, undefined, 0, 0, false));
  }

  function enqueue({ stream }, text) {
    if (text !== "") TransformStreamDefaultControllerEnqueue(stream, text);
  }

  class TextDecoderStream {
    #state;
    constructor(label = "utf-8", options = undefined) {
      const state = { decoder: newDecoder(label, options, "TextDecoderStream"), stream: undefined };
      state.stream = setUpTransform(state, decodeChunk, flush);
      this.#state = state;
    }
    get encoding() {
      return this.#state.decoder.encoding;
    }
    get fatal() {
      return this.#state.decoder.fatal;
    }
    get ignoreBOM() {
      return this.#state.decoder.ignoreBOM;
    }
    get readable() {
      return publicReadable(this.#state.stream.readable);
    }
    get writable() {
      return publicWritable(this.#state.stream.writable);
    }
  }
  defineInterface(TextDecoderStream);
})
