// Views and their buffers, without a look at anything a script could have changed.
(function (native, primordials) {
  "use strict";
  const {
    ArrayBuffer, ArrayBufferIsView, ArrayBufferPrototypeGetByteLength, ArrayBufferPrototypeGetDetached,
    ArrayBufferPrototypeGetResizable, ArrayBufferPrototypeTransfer, BigInt64Array, BigUint64Array, DataView,
    DataViewPrototypeGetBuffer, DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset, Float16Array, Float32Array,
    Float64Array, Int16Array, Int32Array, Int8Array, TypeError, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength,
    TypedArrayPrototypeGetByteOffset, TypedArrayPrototypeGetLength, TypedArrayPrototypeGetSymbolToStringTag,
    TypedArrayPrototypeSet, Uint16Array, Uint32Array, Uint8Array, Uint8ClampedArray,
  } = primordials;

  // By the name that a typed array has for good.
  const kinds = {
    __proto__: null,
    BigInt64Array: { construct: BigInt64Array, size: 8 },
    BigUint64Array: { construct: BigUint64Array, size: 8 },
    Float16Array: { construct: Float16Array, size: 2 },
    Float32Array: { construct: Float32Array, size: 4 },
    Float64Array: { construct: Float64Array, size: 8 },
    Int16Array: { construct: Int16Array, size: 2 },
    Int32Array: { construct: Int32Array, size: 4 },
    Int8Array: { construct: Int8Array, size: 1 },
    Uint16Array: { construct: Uint16Array, size: 2 },
    Uint32Array: { construct: Uint32Array, size: 4 },
    Uint8Array: { construct: Uint8Array, size: 1 },
    Uint8ClampedArray: { construct: Uint8ClampedArray, size: 1 },
  };
  const dataViewKind = { construct: DataView, size: 1 };

  // https://webidl.spec.whatwg.org/#js-buffer-source-types: an ArrayBufferView
  // that is neither shared nor resizable.
  function toView(value) {
    if (!ArrayBufferIsView(value)) throw new TypeError("the value is not a view of an ArrayBuffer");
    // A SharedArrayBuffer is no ArrayBuffer: the getter throws.
    if (ArrayBufferPrototypeGetResizable(bufferOfView(value))) throw new TypeError("the view's buffer is resizable");
    return value;
  }

  // A view of the class with this name; the length is in elements.
  function constructView(name, buffer, byteOffset, length) {
    const { construct } = kinds[name] ?? dataViewKind;
    return new construct(buffer, byteOffset, length);
  }

  // Its constructor and the size of its elements.
  function kindOfView(view) {
    const name = TypedArrayPrototypeGetSymbolToStringTag(view);
    return name === undefined ? dataViewKind : kinds[name];
  }

  function isDataView(view) {
    return TypedArrayPrototypeGetSymbolToStringTag(view) === undefined;
  }

  function bufferOfView(view) {
    return isDataView(view) ? DataViewPrototypeGetBuffer(view) : TypedArrayPrototypeGetBuffer(view);
  }

  // Throws for a detached DataView; ask isDetachedBuffer before.
  function byteOffsetOfView(view) {
    return isDataView(view) ? DataViewPrototypeGetByteOffset(view) : TypedArrayPrototypeGetByteOffset(view);
  }

  function byteLengthOfView(view) {
    return isDataView(view) ? DataViewPrototypeGetByteLength(view) : TypedArrayPrototypeGetByteLength(view);
  }

  // In elements.
  function lengthOfView(view) {
    return isDataView(view) ? DataViewPrototypeGetByteLength(view) : TypedArrayPrototypeGetLength(view);
  }

  function isDetachedBuffer(buffer) {
    return ArrayBufferPrototypeGetDetached(buffer);
  }

  // https://streams.spec.whatwg.org/#transfer-array-buffer
  function TransferArrayBuffer(buffer) {
    return ArrayBufferPrototypeTransfer(buffer);
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-cloneasuint8array, of a part;
  // `slice` would ask for a species.
  function cloneBytes(buffer, byteOffset, byteLength) {
    const clone = new Uint8Array(byteLength);
    TypedArrayPrototypeSet(clone, new Uint8Array(buffer, byteOffset, byteLength));
    return clone;
  }

  function copyBytes(to, toOffset, from, fromOffset, count) {
    TypedArrayPrototypeSet(new Uint8Array(to, toOffset, count), new Uint8Array(from, fromOffset, count));
  }

  return {
    __proto__: null, TransferArrayBuffer, bufferOfView, byteLengthOfView, byteOffsetOfView, cloneBytes, constructView,
    copyBytes,
    isDetachedBuffer, kindOfView, lengthOfView, newArrayBuffer: (length) => new ArrayBuffer(length),
    sizeOfBuffer: ArrayBufferPrototypeGetByteLength, toView,
  };
})
