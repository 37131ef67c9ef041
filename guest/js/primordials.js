// The intrinsics as they were before any script ran, for every other built-in.
//
// A built-in that calls `list.push(x)` runs whatever a script put at
// `Array.prototype.push`. Built-ins call `ArrayPrototypePush(list, x)` instead.
// The names follow from the language, nothing is listed by hand:
//
//   String.prototype.slice             StringPrototypeSlice(string, from, to)
//   get Map.prototype.size             MapPrototypeGetSize(map)
//   Array.prototype[Symbol.iterator]   ArrayPrototypeSymbolIterator(array)
//   Object.keys, Reflect.apply         ObjectKeys(object), ReflectApply(f, self, list)
//   Promise.resolve, Uint8Array.from   PromiseResolve(value), Uint8ArrayFrom(list): bound to their constructor
//   Symbol.iterator, Math.PI           SymbolIterator, MathPI
//   Map, Map.prototype                 Map, MapPrototype
//
// What the names cannot save from, and what to write instead:
//   `text ${value}`                    "text " + value: QuickJS calls String.prototype.concat
//   for-of, [...list], const [a, b]    an index loop; f(...list) is ReflectApply
//   list.push(x), list[n] = x          `newList()`: a prototype-less array, list[list.length] = x
//   object.missing                     null prototypes: { __proto__: null }, ownDescriptor()
//   regexp.test, string.replace        RegExpPrototypeExec, strings as patterns
//   new Map(list), new Uint8Array(list)  SafeMap, filled by `set`; a length, filled by index
//   promise.then                       PromiseThen: asks for no species, promise.constructor or then
//
// A name is looked up when it is first taken, since QuickJS makes most functions
// of its library only when somebody asks for them; a name that does not exist
// throws. Take names apart at the top of a file, `const { ObjectKeys } =
// primordials`: a function that mentions `primordials` later would find the
// script's functions, and the object is dropped once the built-ins are there.
(function () {
  "use strict";
  const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, setPrototypeOf } = Reflect;
  const { freeze } = Object;
  const { bind, call } = Function.prototype;

  // Measured for `slice`: direct 1, a bound `call` 2, Reflect.apply 2.6, an arrow
  // function around it 2.9.
  const uncurryThis = bind.bind(call);

  // Name -> { object, wrap }: where the rest of a name is looked up, and what is
  // done to a function found there.
  const holders = { __proto__: null };
  const asIs = (value) => value;

  function addPrototype(name, object) {
    holders[name + "Prototype"] = { object, wrap: uncurryThis };
  }

  function addConstructor(name, constructor) {
    // Statics that look at their `this`: the constructor to build with.
    const isBound = name === "Array" || name === "Promise" || name.endsWith("Array");
    holders[name] = { object: constructor, wrap: isBound ? (method) => bind.call(method, constructor) : asIs };
    if (constructor.prototype) addPrototype(name, constructor.prototype);
  }

  for (const name of ["Atomics", "JSON", "Math", "Reflect"]) holders[name] = { object: globalThis[name], wrap: asIs };
  const TypedArray = getPrototypeOf(Uint8Array);
  addConstructor("TypedArray", TypedArray);
  for (const name of [
    "AggregateError", "Array", "ArrayBuffer", "BigInt", "BigInt64Array", "BigUint64Array", "Boolean", "DataView", "Date",
    "Error", "EvalError", "FinalizationRegistry", "Float16Array", "Float32Array", "Float64Array", "Function", "Int16Array",
    "Int32Array", "Int8Array", "Iterator", "Map", "Number", "Object", "Promise", "Proxy", "RangeError", "ReferenceError",
    "RegExp", "Set", "SharedArrayBuffer", "String", "SuppressedError", "Symbol", "SyntaxError", "TypeError", "URIError",
    "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray", "WeakMap", "WeakRef", "WeakSet",
  ]) {
    if (typeof globalThis[name] === "function") addConstructor(name, globalThis[name]);
  }
  const generator = (function* () {}).prototype;
  const asyncGenerator = (async function* () {}).prototype;
  addPrototype("ArrayIterator", getPrototypeOf([][Symbol.iterator]()));
  addPrototype("MapIterator", getPrototypeOf(new Map().entries()));
  addPrototype("SetIterator", getPrototypeOf(new Set().values()));
  addPrototype("StringIterator", getPrototypeOf(""[Symbol.iterator]()));
  addPrototype("Generator", getPrototypeOf(generator));
  addPrototype("AsyncGenerator", getPrototypeOf(asyncGenerator));
  addPrototype("AsyncIterator", getPrototypeOf(getPrototypeOf(asyncGenerator)));

  // `push` is Push, Symbol.iterator is SymbolIterator.
  function titleOf(key) {
    const words = typeof key === "symbol" ? key.description.split(".") : [key];
    return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
  }

  function search(object, rest) {
    for (const key of ownKeys(object)) {
      const title = titleOf(key);
      if (title === rest) {
        const descriptor = getOwnPropertyDescriptor(object, key);
        if ("value" in descriptor) return descriptor.value;
      } else if (rest === "Get" + title || rest === "Set" + title) {
        const accessor = getOwnPropertyDescriptor(object, key)[rest.slice(0, 3).toLowerCase()];
        if (accessor) return accessor;
      }
    }
    return undefined;
  }

  function find(name) {
    if (holders[name]) return holders[name].object;
    for (const prefix of ownKeys(holders)) {
      if (!name.startsWith(prefix)) continue;
      const { object, wrap } = holders[prefix];
      const rest = name.slice(prefix.length);
      let value = search(object, rest);
      if (value === undefined && getPrototypeOf(object) === TypedArray) value = search(TypedArray, rest);
      if (value !== undefined) return typeof value === "function" ? wrap(value) : value;
    }
    throw new TypeError("primordials." + name + " does not exist");
  }

  // Collections whose methods a script cannot reach: `map.get(key)` is safe.
  function makeSafe(constructor) {
    const Safe = class extends constructor {
      constructor() {
        super();
      }
    };
    const { prototype } = Safe;
    for (const key of ownKeys(constructor.prototype)) {
      if (key === "constructor") continue;
      defineProperty(prototype, key, getOwnPropertyDescriptor(constructor.prototype, key));
    }
    setPrototypeOf(prototype, null);
    freeze(prototype);
    return freeze(Safe);
  }

  const known = {
    __proto__: null,
    SafeMap: makeSafe(Map),
    SafeSet: makeSafe(Set),
    SafeWeakMap: makeSafe(WeakMap),
    SafeWeakSet: makeSafe(WeakSet),
    globalThis,
    // `uncurryThis(method)(self, ...)` is `method.call(self, ...)`.
    uncurryThis,
    // An array without a prototype: appending by index meets no setter.
    newList() {
      const list = [];
      setPrototypeOf(list, null);
      return list;
    },
    // The arguments as such a list.
    listOf(...items) {
      setPrototypeOf(items, null);
      return items;
    },
    // An own property's descriptor without a prototype: a missing field is undefined.
    ownDescriptor(object, key) {
      const descriptor = getOwnPropertyDescriptor(object, key);
      if (descriptor !== undefined) setPrototypeOf(descriptor, null);
      return descriptor;
    },
  };
  for (const name of [
    "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "isFinite", "isNaN", "parseFloat", "parseInt",
    "queueMicrotask",
  ]) {
    known[name] = globalThis[name];
  }

  return new Proxy(known, {
    __proto__: null,
    get: (target, name) => (name in target || typeof name === "symbol" ? target[name] : (target[name] = find(name))),
  });
})
