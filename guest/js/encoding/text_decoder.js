// TextDecoder: https://encoding.spec.whatwg.org/#interface-textdecoder
(function (native, primordials, parts) {
  "use strict";
  const { RangeError, TypeError } = primordials;
  const { defineInterface, dictionary, toDOMString, withSharedBytes } = parts;

  // The state of a decoder, also of a TextDecoderStream's.
  function newDecoder(label, options, what) {
    label = toDOMString(label);
    options = dictionary(options, what);
    const fatal = !!options.fatal;
    const ignoreBOM = !!options.ignoreBOM;
    const encoding = native.encodingName(label);
    if (encoding === undefined) throw new RangeError(what + ": '" + label + "' is no known encoding");
    // `decoder` is there while a stream is under way.
    return { encoding, fatal, ignoreBOM, flags: (fatal ? 1 : 0) + (ignoreBOM ? 2 : 0), decoder: null };
  }

  // https://encoding.spec.whatwg.org/#dom-textdecoder-decode; no buffer is no bytes.
  function decodeBytes(state, buffer, offset, length, stream) {
    const { encoding, fatal, ignoreBOM } = state;
    let text;
    if (state.decoder === null && !stream && encoding === "utf-8") {
      text = native.decodeUtf8(buffer, offset, length, fatal, ignoreBOM);
    } else {
      const decoder = state.decoder ?? native.newDecoder(encoding, ignoreBOM);
      state.decoder = stream ? decoder : null;
      text = native.decode(decoder, buffer, offset, length, fatal, !stream);
    }
    if (text === undefined) {
      state.decoder = null;
      throw new TypeError("the bytes are not valid " + encoding);
    }
    return text;
  }

  class TextDecoder {
    #state;
    constructor(label = "utf-8", options = undefined) {
      this.#state = newDecoder(label, options, "TextDecoder");
    }
    get encoding() {
      return this.#state.encoding;
    }
    get fatal() {
      return this.#state.fatal;
    }
    get ignoreBOM() {
      return this.#state.ignoreBOM;
    }
    decode(input = undefined, options = undefined) {
      const state = this.#state;
      if (options === undefined && state.decoder === null && state.encoding === "utf-8") {
        const text = native.decodeView(input, state.flags);
        if (text !== undefined) return text;
      }
      if (input === undefined) return decodeBytes(state, undefined, 0, 0, !!dictionary(options, "decode").stream);
      return withSharedBytes(input, "decode: the first argument", (buffer, offset, length) => {
        const stream = !!dictionary(options, "decode").stream;
        return decodeBytes(state, buffer, offset, length, stream);
      });
    }
  }
  defineInterface(TextDecoder);

  return { __proto__: null, decodeBytes, newDecoder };
})
