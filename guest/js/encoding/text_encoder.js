// TextEncoder: https://encoding.spec.whatwg.org/#interface-textencoder
(function (native, primordials, parts) {
  "use strict";
  const {
    TypeError, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset,
    TypedArrayPrototypeGetSymbolToStringTag,
  } = primordials;
  const { defineInterface, requireArguments, toDOMString } = parts;

  class TextEncoder {
    #brand = true;
    get encoding() {
      this.#brand;
      return "utf-8";
    }
    encode(input = "") {
      this.#brand;
      return native.encode(toDOMString(input));
    }
    encodeInto(source, destination) {
      this.#brand;
      requireArguments(arguments.length, 2, "encodeInto");
      source = toDOMString(source);
      const isArray = typeof destination === "object" && destination !== null &&
        TypedArrayPrototypeGetSymbolToStringTag(destination) === "Uint8Array";
      if (!isArray) throw new TypeError("encodeInto: the second argument is not a Uint8Array");
      const buffer = TypedArrayPrototypeGetBuffer(destination);
      const offset = TypedArrayPrototypeGetByteOffset(destination);
      const result = native.encodeInto(source, buffer, offset, TypedArrayPrototypeGetByteLength(destination));
      return { read: result[0], written: result[1] };
    }
  }
  defineInterface(TextEncoder);
})
