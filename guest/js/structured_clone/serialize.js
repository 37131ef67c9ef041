// StructuredSerialize: https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal
//
// A primitive value stands for itself; any object becomes a record `{ type, ... }`
// that has nothing of the script's in it. `memory` maps objects to their records.
(function (native, primordials, parts) {
  "use strict";
  const {
    ArrayBufferIsView, ArrayBufferPrototypeGetByteLength, ArrayBufferPrototypeGetDetached, ArrayBufferPrototypeGetMaxByteLength,
    ArrayBufferPrototypeGetResizable, BigIntPrototypeValueOf, BooleanPrototypeValueOf, DataViewPrototypeGetBuffer,
    DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset, DatePrototypeValueOf, ErrorPrototypeGetStack,
    MapPrototypeForEach, NumberPrototypeValueOf, ObjectKeys, ObjectPrototype, ObjectPrototypeHasOwnProperty,
    ReflectGetPrototypeOf, RegExpPrototypeGetFlags, RegExpPrototypeGetSource, SetPrototypeForEach, String,
    StringPrototypeValueOf, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteOffset,
    TypedArrayPrototypeGetLength, TypedArrayPrototypeSet, Uint8Array, newList, ownDescriptor,
  } = primordials;
  const { blobState, domExceptionState, fileState, isBlob, isDOMException, isFile, isInterfacePrototype, newDOMException } = parts;

  const ERROR_NAMES = {
    __proto__: null,
    EvalError: true, RangeError: true, ReferenceError: true, SyntaxError: true, TypeError: true, URIError: true,
  };
  const unbox = {
    __proto__: null, BigInt: BigIntPrototypeValueOf, Boolean: BooleanPrototypeValueOf, Number: NumberPrototypeValueOf,
    String: StringPrototypeValueOf,
  };

  // What is written for a kind of object, and does not hold others.
  const leaves = {
    __proto__: null,
    BigInt: boxed, Boolean: boxed, Number: boxed, String: boxed,
    Date: (date) => ({ type: "Date", value: DatePrototypeValueOf(date) }),
    RegExp: (regexp) => ({
      type: "RegExp", source: RegExpPrototypeGetSource(regexp), flags: RegExpPrototypeGetFlags(regexp),
    }),
    ArrayBuffer: serializeBuffer,
  };

  // What is written first, so that a cycle finds it, and what is filled in then.
  const branches = { __proto__: null, Array: fillProperties, Error: fillError, Map: fillMap, Object: fillProperties, Set: fillSet };

  // Serializable objects of built-ins that come later. What makes them again is told to
  // the other side, `addMaker`.
  const others = newList();

  function addSerializable(type, is, stateOf) {
    others[others.length] = { type, is, stateOf };
  }

  function refuse(what) {
    throw newDOMException(what + " cannot be cloned", "DataCloneError");
  }

  function serialize(value, memory) {
    if (typeof value === "symbol") refuse("a symbol");
    if (typeof value === "function") refuse("a function");
    if (typeof value !== "object" || value === null) return value;
    const known = memory.get(value);
    if (known !== undefined) return known;
    const kind = native.kind(value);
    if (leaves[kind] !== undefined) return remember(memory, value, leaves[kind](value, kind));
    if (ArrayBufferIsView(value)) return serializeView(value, kind, memory);
    if (isDOMException(value)) return remember(memory, value, serializeDOMException(value));
    if (isBlob(value)) return remember(memory, value, serializeBlob(value));
    for (let i = 0; i < others.length; i++) {
      const { type, is, stateOf } = others[i];
      if (is(value)) return remember(memory, value, { type, state: stateOf(value) });
    }
    const fill = branches[kind];
    if (fill === undefined) refuse("an object of the class " + kind);
    if (kind === "Object" && isPlatformObject(value)) refuse("a platform object");
    const record = remember(memory, value, { type: kind });
    fill(record, value, memory);
    return record;
  }

  function remember(memory, value, record) {
    memory.set(value, record);
    return record;
  }

  function boxed(value, type) {
    return { type, value: unbox[type](value) };
  }

  // https://webidl.spec.whatwg.org/#dfn-platform-object, by what it inherits from.
  function isPlatformObject(value) {
    for (let object = ReflectGetPrototypeOf(value); object !== null; object = ReflectGetPrototypeOf(object)) {
      if (object === ObjectPrototype) return false;
      if (isInterfacePrototype(object)) return true;
    }
    return false;
  }

  function serializeBuffer(buffer) {
    if (ArrayBufferPrototypeGetDetached(buffer)) refuse("a detached ArrayBuffer");
    const bytes = new Uint8Array(ArrayBufferPrototypeGetByteLength(buffer));
    TypedArrayPrototypeSet(bytes, new Uint8Array(buffer));
    const most = ArrayBufferPrototypeGetResizable(buffer) ? ArrayBufferPrototypeGetMaxByteLength(buffer) : undefined;
    return { type: "ArrayBuffer", bytes, most };
  }

  function serializeView(view, kind, memory) {
    const isDataView = kind === "DataView";
    const buffer = isDataView ? DataViewPrototypeGetBuffer(view) : TypedArrayPrototypeGetBuffer(view);
    const record = { type: "view", kind, buffer: serialize(buffer, memory), offset: 0, length: 0 };
    try {
      record.offset = isDataView ? DataViewPrototypeGetByteOffset(view) : TypedArrayPrototypeGetByteOffset(view);
      record.length = isDataView ? DataViewPrototypeGetByteLength(view) : TypedArrayPrototypeGetLength(view);
    } catch {
      refuse("a view that is out of its buffer's bounds");
    }
    return remember(memory, view, record);
  }

  function serializeDOMException(error) {
    const { message, name, quota, requested } = domExceptionState(error);
    return { type: "DOMException", message, name, quota, requested, stack: ErrorPrototypeGetStack(error) };
  }

  // What a blob holds never changes: both have it.
  function serializeBlob(blob) {
    return { type: "Blob", blob: blobState(blob), file: isFile(blob) ? fileState(blob) : undefined };
  }

  function fillError(record, error, memory) {
    const { name } = error;
    const text = name === undefined ? "Error" : String(name);
    record.name = ERROR_NAMES[text] === true ? text : "Error";
    const message = ownDescriptor(error, "message");
    record.message = message === undefined || !("value" in message) ? undefined : String(message.value);
    const stack = ErrorPrototypeGetStack(error);
    record.stack = typeof stack === "string" ? stack : undefined;
    const cause = ownDescriptor(error, "cause");
    record.hasCause = cause !== undefined && "value" in cause;
    record.cause = record.hasCause ? serialize(cause.value, memory) : undefined;
  }

  function fillMap(record, map, memory) {
    const flat = newList();
    MapPrototypeForEach(map, (value, key) => {
      flat[flat.length] = key;
      flat[flat.length] = value;
    });
    record.items = serializeAll(flat, memory);
  }

  function fillSet(record, set, memory) {
    const items = newList();
    SetPrototypeForEach(set, (item) => {
      items[items.length] = item;
    });
    record.items = serializeAll(items, memory);
  }

  function serializeAll(items, memory) {
    for (let i = 0; i < items.length; i++) items[i] = serialize(items[i], memory);
    return items;
  }

  // Getters run, and may remove what comes after them.
  function fillProperties(record, object, memory) {
    if (record.type === "Array") record.length = object.length;
    const keys = ObjectKeys(object);
    const values = newList(), names = newList();
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (!ObjectPrototypeHasOwnProperty(object, key)) continue;
      names[names.length] = key;
      values[values.length] = serialize(object[key], memory);
    }
    record.keys = names;
    record.values = values;
  }

  return { __proto__: null, addSerializable, refuseToClone: refuse, serialize };
})
