// Blob: https://w3c.github.io/FileAPI/#blob-section
//
// A slice shares the bytes of its blob: nobody can change them.
(function (native, primordials, parts) {
  "use strict";
  const {
    MathMax, MathMin, MathRound, PromiseResolve, RegExpPrototypeExec, StringPrototypeReplaceAll, StringPrototypeToLowerCase,
    TypedArrayPrototypeGetBuffer, listOf, newList,
  } = primordials;
  const {
    bytesOfText, concatBytes, copyBytes, copyOfSource, defineInterface, defineShown, dictionary, isBufferSource, lengthOfBytes, publicReadable,
    rejectInvocation, streamOfBytes, textOfBytes, toDOMString, toEnum, toSequence, toUSVString, viewOfBytes,
  } = parts;

  const ENDINGS = { __proto__: null, native: 0, transparent: 0 };
  const BEYOND_PRINTABLE = /[^\x20-\x7e]/;

  // The record that the next public object is made for.
  let making;
  let isBlob, blobState;

  class Blob {
    #state;
    static {
      isBlob = (value) => typeof value === "object" && value !== null && #state in value;
      blobState = (blob) => blob.#state;
    }
    constructor(blobParts = undefined, options = undefined) {
      if (making !== undefined) {
        this.#state = making;
        making = undefined;
        return;
      }
      const list = blobParts === undefined ? newList() : toSequence(blobParts, toPart, "Blob: the first argument");
      this.#state = newBlobState(list, toOptions(dictionary(options, "Blob")));
    }
    get size() {
      return lengthOfBytes(this.#state.bytes);
    }
    get type() {
      return this.#state.type;
    }
    slice(start = undefined, end = undefined, contentType = undefined) {
      const { bytes } = this.#state;
      const size = lengthOfBytes(bytes);
      const from = start === undefined ? 0 : position(start, size);
      const to = end === undefined ? size : position(end, size);
      const type = contentType === undefined ? "" : toType(toDOMString(contentType));
      return newBlob({ bytes: viewOfBytes(bytes, from, MathMax(to - from, 0)), type });
    }
    stream() {
      return publicReadable(streamOfBytes(this.#state.bytes));
    }
    text() {
      if (!isBlob(this)) return rejectInvocation("Blob");
      return PromiseResolve(textOfBytes(this.#state.bytes));
    }
    arrayBuffer() {
      if (!isBlob(this)) return rejectInvocation("Blob");
      return PromiseResolve(TypedArrayPrototypeGetBuffer(copyBytes(this.#state.bytes)));
    }
    bytes() {
      if (!isBlob(this)) return rejectInvocation("Blob");
      return PromiseResolve(copyBytes(this.#state.bytes));
    }
  }
  defineInterface(Blob);
  defineShown(Blob, (blob) => listOf("size", lengthOfBytes(blobState(blob).bytes), "type", blobState(blob).type));

  // https://webidl.spec.whatwg.org/#Clamp of a long long, then
  // https://w3c.github.io/FileAPI/#slice-blob
  function position(value, size) {
    let at = +value;
    if (at !== at) at = 0;
    at = roundedToEven(MathMin(MathMax(at, -9007199254740991), 9007199254740991));
    return at < 0 ? MathMax(size + at, 0) : MathMin(at, size);
  }

  function roundedToEven(number) {
    const rounded = MathRound(number);
    return rounded - number === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
  }

  function toPart(value) {
    return isBufferSource(value) || isBlob(value) ? value : toUSVString(value);
  }

  // The members that a Blob and a File have in common.
  function toOptions(options) {
    const { endings = "transparent" } = options;
    const isNative = toEnum(endings, ENDINGS, "endings") === "native";
    const { type = "" } = options;
    return { isNative, type: toType(toDOMString(type)) };
  }

  function toType(text) {
    return RegExpPrototypeExec(BEYOND_PRINTABLE, text) === null ? StringPrototypeToLowerCase(text) : "";
  }

  // https://w3c.github.io/FileAPI/#process-blob-parts
  function newBlobState(list, { isNative, type }) {
    const all = newList();
    for (let i = 0; i < list.length; i++) {
      const part = list[i];
      if (typeof part === "string") all[i] = bytesOfText(isNative ? nativeEndings(part) : part);
      else all[i] = isBlob(part) ? blobState(part).bytes : copyOfSource(part, "Blob: a part");
    }
    return { bytes: concatBytes(all), type };
  }

  // https://w3c.github.io/FileAPI/#convert-line-endings-to-native
  function nativeEndings(text) {
    return StringPrototypeReplaceAll(StringPrototypeReplaceAll(text, "\r\n", "\n"), "\r", "\n");
  }

  function newBlob(state) {
    making = state;
    return new Blob();
  }

  // For `super()` of a File.
  function makeNextBlob(state) {
    making = state;
  }

  return { __proto__: null, Blob, blobState, isBlob, makeNextBlob, newBlob, newBlobState, toBlobOptions: toOptions, toBlobPart: toPart };
})
