// TextEncoderStream: https://encoding.spec.whatwg.org/#interface-textencoderstream
(function (native, primordials, parts) {
  "use strict";
  const { StringPrototypeCharCodeAt, StringPrototypeSlice } = primordials;
  const {
    TransformStreamDefaultControllerEnqueue, defineInterface, publicReadable, publicWritable, setUpTransform, toDOMString,
  } = parts;

  // https://encoding.spec.whatwg.org/#encode-and-enqueue-a-chunk; the first half
  // of a pair waits for the next chunk.
  function encodeChunk(state, chunk) {
    let text = state.half + toDOMString(chunk);
    state.half = "";
    if (text === "") return;
    const last = StringPrototypeCharCodeAt(text, text.length - 1);
    if (last >= 0xD800 && last <= 0xDBFF) {
      state.half = StringPrototypeSlice(text, -1);
      text = StringPrototypeSlice(text, 0, -1);
    }
    enqueue(state, text);
  }

  // https://encoding.spec.whatwg.org/#encode-and-flush
  function flush(state) {
    enqueue(state, state.half);
  }

  function enqueue({ stream }, text) {
    if (text !== "") TransformStreamDefaultControllerEnqueue(stream, native.encode(text));
  }

  class TextEncoderStream {
    #state;
    constructor() {
      const state = { half: "", stream: undefined };
      state.stream = setUpTransform(state, encodeChunk, flush);
      this.#state = state;
    }
    get encoding() {
      this.#state;
      return "utf-8";
    }
    get readable() {
      return publicReadable(this.#state.stream.readable);
    }
    get writable() {
      return publicWritable(this.#state.stream.writable);
    }
  }
  defineInterface(TextEncoderStream);
})
