// Bytes that a script hands in: https://webidl.spec.whatwg.org/#AllowSharedBufferSource
(function (native, primordials) {
  "use strict";
  const {
    ArrayBufferIsView, ArrayBufferPrototypeGetByteLength, DataViewPrototypeGetBuffer, DataViewPrototypeGetByteLength,
    DataViewPrototypeGetByteOffset, SharedArrayBufferPrototypeGetByteLength, TypeError, TypedArrayPrototypeGetBuffer,
    TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset, TypedArrayPrototypeGetSymbolToStringTag,
  } = primordials;

  // `work(buffer, offset, length)` with the bytes of a buffer or view; a detached
  // one has none.
  function withBytes(value, what, work) {
    if (!ArrayBufferIsView(value)) return work(value, 0, bufferLength(value, what));
    if (TypedArrayPrototypeGetSymbolToStringTag(value) !== undefined) {
      return work(
        TypedArrayPrototypeGetBuffer(value), TypedArrayPrototypeGetByteOffset(value), TypedArrayPrototypeGetByteLength(value),
      );
    }
    let offset = 0, length = 0;
    try {
      offset = DataViewPrototypeGetByteOffset(value);
      length = DataViewPrototypeGetByteLength(value);
    } catch {
      // Its buffer is detached, or too short by now.
    }
    return work(DataViewPrototypeGetBuffer(value), offset, length);
  }

  function bufferLength(value, what) {
    if (typeof value === "object" && value !== null) {
      try {
        return ArrayBufferPrototypeGetByteLength(value);
      } catch {
        // Perhaps a shared one.
      }
      try {
        return SharedArrayBufferPrototypeGetByteLength(value);
      } catch {
        // Neither.
      }
    }
    throw new TypeError(what + " is neither an ArrayBuffer nor a view of one");
  }

  return { __proto__: null, withBytes };
})
