// StructuredDeserialize: https://html.spec.whatwg.org/multipage/structured-data.html#structureddeserialize
//
// Nothing of the script's runs: objects are made by intrinsics and filled by
// defining properties. `memory` maps records to their objects.
(function (native, primordials, parts) {
  "use strict";
  const {
    Array, ArrayBuffer, Date, Error, EvalError, Map, MapPrototypeSet, Object, RangeError, ReferenceError,
    ReflectDefineProperty, RegExp, Set, SetPrototypeAdd, SyntaxError, TypeError, TypedArrayPrototypeGetBuffer,
    TypedArrayPrototypeSet, URIError, Uint8Array,
  } = primordials;
  const { constructView, newBlob, newDOMException, newFile, newQuotaExceededError } = parts;

  const errors = { __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  // One descriptor for all properties: its value is read at once.
  const property = { __proto__: null, value: undefined, writable: true, enumerable: true, configurable: true };

  const make = {
    __proto__: null,
    BigInt: boxed, Boolean: boxed, Number: boxed, String: boxed,
    Date: ({ value }) => new Date(value),
    RegExp: ({ source, flags }) => new RegExp(source, flags),
    ArrayBuffer: makeBuffer,
    view: ({ kind, buffer, offset, length }, memory) => constructView(kind, deserialize(buffer, memory), offset, length),
    DOMException: ({ message, name, quota, requested, stack }) =>
      withStack(quota === undefined ? newDOMException(message, name) : newQuotaExceededError(message, quota, requested), stack),
    Blob: ({ blob, file }) => file === undefined ? newBlob(blob) : newFile(blob, file.name, file.lastModified),
    Array: ({ length }) => new Array(length),
    Error: makeError,
    Map: () => new Map(),
    Object: () => ({}),
    Set: () => new Set(),
    // A transferred object, made before.
    transferred: ({ object }) => object,
  };

  // For objects of built-ins that come later.
  function addMaker(type, maker) {
    make[type] = maker;
  }
  const fill = { __proto__: null, Array: fillProperties, Error: fillError, Map: fillMap, Object: fillProperties, Set: fillSet };

  function deserialize(record, memory) {
    if (typeof record !== "object" || record === null) return record;
    const known = memory.get(record);
    if (known !== undefined) return known;
    const { type } = record;
    const object = make[type](record, memory);
    memory.set(record, object);
    if (fill[type] !== undefined) fill[type](object, record, memory);
    return object;
  }

  function boxed({ value }) {
    return Object(value);
  }

  function makeBuffer({ bytes, most }) {
    if (most === undefined) return TypedArrayPrototypeGetBuffer(bytes);
    const buffer = new ArrayBuffer(bytes.length, { __proto__: null, maxByteLength: most });
    TypedArrayPrototypeSet(new Uint8Array(buffer), bytes);
    return buffer;
  }

  function makeError({ name, message, stack }) {
    return withStack(message === undefined ? new errors[name]() : new errors[name](message), stack);
  }

  function withStack(error, stack) {
    if (stack !== undefined) defineHidden(error, "stack", stack);
    return error;
  }

  function defineHidden(object, key, value) {
    ReflectDefineProperty(object, key, { __proto__: null, value, writable: true, configurable: true });
  }

  function fillError(error, { hasCause, cause }, memory) {
    if (hasCause) defineHidden(error, "cause", deserialize(cause, memory));
  }

  function fillMap(map, { items }, memory) {
    for (let i = 0; i < items.length; i += 2) {
      const key = deserialize(items[i], memory);
      MapPrototypeSet(map, key, deserialize(items[i + 1], memory));
    }
  }

  function fillSet(set, { items }, memory) {
    for (let i = 0; i < items.length; i++) SetPrototypeAdd(set, deserialize(items[i], memory));
  }

  function fillProperties(object, { keys, values }, memory) {
    for (let i = 0; i < keys.length; i++) {
      const value = deserialize(values[i], memory);
      property.value = value;
      ReflectDefineProperty(object, keys[i], property);
    }
    property.value = undefined;
  }

  return { __proto__: null, addMaker, deserialize };
})
