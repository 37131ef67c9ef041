// What an object is, learnt without running any of its code: no getter, no
// trap. The exception is an inherited `get [Symbol.toStringTag]`, whose one
// purpose is to be asked.
(function (native, primordials, parts) {
  "use strict";
  const {
    ObjectGetOwnPropertyNames, ObjectGetOwnPropertySymbols, ObjectKeys, ReflectApply, ReflectGetPrototypeOf,
    ReflectSetPrototypeOf, StringPrototypeSlice, SymbolToStringTag, newList, ownDescriptor,
  } = primordials;
  const { OTHER, className, find, kind, proxyTarget } = native;

  // The object behind any number of proxies; null if one was revoked.
  function unwrap(value) {
    let target = value;
    while (target !== null && kind(target) === "Proxy") target = proxyTarget(target);
    return target;
  }

  function prototypeOf(object) {
    const prototype = ReflectGetPrototypeOf(object);
    return prototype === null ? null : unwrap(prototype);
  }

  // An own property's descriptor; none where it cannot be had.
  function describe(object, key) {
    try {
      return ownDescriptor(object, key);
    } catch {
      return undefined;
    }
  }

  // The descriptor of a property, own or inherited.
  function lookup(object, key) {
    for (let holder = object; holder !== null; holder = prototypeOf(holder)) {
      const descriptor = describe(holder, key);
      if (descriptor !== undefined) return descriptor;
    }
    return undefined;
  }

  // The value of a data property, own or inherited.
  function valueOf(object, key) {
    const value = find(object, key);
    return value === OTHER ? undefined : value;
  }

  function ownValue(object, key) {
    const descriptor = describe(object, key);
    return descriptor === undefined ? undefined : descriptor.value;
  }

  function functionName(callable) {
    const name = ownValue(callable, "name");
    return typeof name === "string" ? name : "";
  }

  function inherits(object, prototype) {
    for (let holder = prototypeOf(object); holder !== null; holder = prototypeOf(holder)) {
      if (holder === prototype) return true;
    }
    return false;
  }

  // The name of the nearest constructor that the object is an instance of; null
  // without a prototype.
  function constructorName(object, state, level) {
    // An anonymous class has the name of its parent.
    return className(object) || searchConstructor(object, state, level);
  }

  function searchConstructor(object, state, level) {
    let first;
    for (let holder = object; holder !== null; ) {
      const candidate = ownValue(holder, "constructor");
      if (typeof candidate === "function") {
        const constructor = unwrap(candidate);
        const name = constructor === null ? "" : functionName(constructor);
        if (name !== "") {
          const prototype = ownValue(constructor, "prototype");
          const isObject = typeof prototype === "function" || (typeof prototype === "object" && prototype !== null);
          if (isObject && inherits(object, unwrap(prototype))) return name;
        }
      }
      holder = prototypeOf(holder);
      if (first === undefined) first = holder;
    }
    if (first === null) return null;
    const internal = kindName(object);
    if (state.depth !== null && level > state.depth) return internal + " <Complex prototype>";
    const inherited = constructorName(first, state, level + 1);
    if (inherited !== null) return internal + " <" + inherited + ">";
    const shown = prefixOf(null, tagOf(first, state), kindName(first));
    const empty = keysOf(first, false).length === 0;
    return internal + " <" + (empty ? shown + "{}" : "[" + StringPrototypeSlice(shown, 0, -1) + "]") + ">";
  }

  function kindName(object) {
    if (typeof object === "function") return "Function";
    const name = kind(object);
    return name === "" || name === "Module" ? "Object" : name;
  }

  // What the object calls itself, unless an own property shows it anyway.
  function tagOf(object, state) {
    if (find(object, SymbolToStringTag) === undefined) return "";
    for (let holder = object; holder !== null; holder = prototypeOf(holder)) {
      const descriptor = describe(holder, SymbolToStringTag);
      if (descriptor === undefined) continue;
      const own = holder === object;
      if (own && (state.showHidden || descriptor.enumerable)) return "";
      const tag = descriptor.get === undefined || own ? descriptor.value : ask(descriptor.get, object);
      return typeof tag === "string" ? tag : "";
    }
    return "";
  }

  function ask(getter, object) {
    try {
      return ReflectApply(getter, object, []);
    } catch {
      return undefined;
    }
  }

  // `Foo(2) [Tag] `: what stands before the brackets.
  function prefixOf(constructor, tag, fallback, size = "") {
    if (constructor === null) {
      const mark = tag !== "" && fallback !== tag ? " [" + tag + "]" : "";
      return "[" + fallback + size + ": null prototype]" + mark + " ";
    }
    return tag !== "" && constructor !== tag ? constructor + size + " [" + tag + "] " : constructor + size + " ";
  }

  // Names, then symbols; only enumerable ones unless `hidden`.
  function keysOf(object, hidden) {
    const keys = newList();
    const names = hidden ? ObjectGetOwnPropertyNames(object) : enumerableNames(object);
    for (let index = 0; index < names.length; index++) keys[index] = names[index];
    appendSymbols(keys, object, hidden);
    return keys;
  }

  function enumerableNames(object) {
    try {
      return ObjectKeys(object);
    } catch {
      // A module's namespace with bindings that are not initialised.
      return ObjectGetOwnPropertyNames(object);
    }
  }

  function appendSymbols(keys, object, hidden) {
    const symbols = ObjectGetOwnPropertySymbols(object);
    for (let index = 0; index < symbols.length; index++) {
      const symbol = symbols[index];
      if (hidden || describe(object, symbol)?.enumerable) keys[keys.length] = symbol;
    }
  }

  // The same without array indexes, of which there can be millions.
  function extraKeysOf(object, hidden, length) {
    const keys = native.extraKeys(object, hidden, length);
    ReflectSetPrototypeOf(keys, null);
    return keys;
  }

  return {
    __proto__: null,
    constructorName, describe, extraKeysOf, functionName, inherits, keysOf, lookup, ownValue, prefixOf,
    prototypeOf, tagOf, unwrap, valueOf,
  };
})
