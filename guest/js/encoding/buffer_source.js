// Bytes that a script hands in: https://webidl.spec.whatwg.org/#BufferSource
(function (native, primordials) {
  "use strict";
  const {
    ArrayBufferIsView, ArrayBufferPrototypeGetByteLength, DataViewPrototypeGetBuffer, DataViewPrototypeGetByteLength,
    DataViewPrototypeGetByteOffset, SharedArrayBufferPrototypeGetByteLength, TypeError, TypedArrayPrototypeGetBuffer,
    TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset, TypedArrayPrototypeGetSymbolToStringTag,
  } = primordials;

  // `work(buffer, offset, length)` with the bytes of a buffer or view; a detached
  // one has none. A shared one is refused.
  function withBytes(value, what, work) {
    return locate(value, what, work, unshared);
  }

  // The same where shared ones will do: https://webidl.spec.whatwg.org/#AllowSharedBufferSource
  function withSharedBytes(value, what, work) {
    return locate(value, what, work, asIs);
  }

  function locate(value, what, work, checked) {
    if (!ArrayBufferIsView(value)) {
      const length = bufferLength(value, what);
      return work(checked(value, what), 0, length);
    }
    if (TypedArrayPrototypeGetSymbolToStringTag(value) !== undefined) {
      const buffer = checked(TypedArrayPrototypeGetBuffer(value), what);
      return work(buffer, TypedArrayPrototypeGetByteOffset(value), TypedArrayPrototypeGetByteLength(value));
    }
    let offset = 0, length = 0;
    try {
      offset = DataViewPrototypeGetByteOffset(value);
      length = DataViewPrototypeGetByteLength(value);
    } catch {
      // Its buffer is detached, or too short by now.
    }
    return work(checked(DataViewPrototypeGetBuffer(value), what), offset, length);
  }

  function asIs(buffer) {
    return buffer;
  }

  function unshared(buffer, what) {
    try {
      ArrayBufferPrototypeGetByteLength(buffer);
    } catch {
      throw new TypeError(what + " is shared memory");
    }
    return buffer;
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

  return { __proto__: null, withBytes, withSharedBytes };
})
