// How each kind of object is shown: what stands before the brackets, which
// brackets, which entries, which keys. A view with `text` is complete.
(function (native, primordials, parts) {
  "use strict";
  const {
    BigIntPrototypeValueOf, BooleanPrototypeValueOf, DatePrototypeGetTime, DatePrototypeToISOString, MapPrototypeGetSize,
    NumberPrototypeValueOf, RegExpPrototypeGetSource, SetPrototypeGetSize, String, StringPrototypeValueOf, StringPrototypeToLowerCase,
    SymbolPrototypeValueOf, TypedArrayPrototypeGetLength, TypedArrayPrototypeGetSymbolToStringTag, newList,
  } = primordials;
  const { errorView, extraKeysOf, formatPrimitive, functionBase, isError, keysOf, prefixOf } = parts;

  function view(open, close, keys, entries) {
    return { __proto__: null, text: undefined, base: "", open, close, keys, entries, list: undefined };
  }

  function finished(text) {
    return { __proto__: null, text };
  }

  // `self` is { object, type, constructor, tag, level, isField }.
  function objectView(state, self) {
    const { object, constructor, tag } = self;
    const keys = keysOf(object, state.showHidden);
    let prefix = constructor === "Object" && tag === "" ? "" : prefixOf(constructor, tag, "Object");
    if (self.type === "Arguments" && constructor === "Object") prefix = "[Arguments] ";
    return keys.length === 0 ? finished(prefix + "{}") : view(prefix + "{", "}", keys, undefined);
  }

  function arrayView(state, self) {
    const { object, constructor, tag } = self;
    const plain = constructor === "Array" && tag === "";
    const prefix = plain ? "" : prefixOf(constructor, tag, "Array", "(" + object.length + ")");
    const keys = extraKeysOf(object, state.showHidden, object.length);
    if (object.length === 0 && keys.length === 0) return finished(prefix + "[]");
    return listView(prefix, keys, parts.arrayEntries, object);
  }

  function listView(prefix, keys, entries, value) {
    const result = view(prefix + "[", "]", keys, entries);
    result.list = { __proto__: null, value };
    return result;
  }

  function typedArrayView(state, self) {
    const { object, constructor, tag } = self;
    const length = TypedArrayPrototypeGetLength(object);
    const prefix = prefixOf(constructor, tag, TypedArrayPrototypeGetSymbolToStringTag(object), "(" + length + ")");
    const keys = extraKeysOf(object, state.showHidden, length);
    if (length === 0 && keys.length === 0 && !state.showHidden) return finished(prefix + "[]");
    return listView(prefix, keys, parts.typedArrayEntries, object);
  }

  function sizedView(name, sizeOf, entries) {
    return (state, self) => {
      const size = sizeOf(self.object);
      const prefix = prefixOf(self.constructor, self.tag, name, "(" + size + ")");
      const keys = keysOf(self.object, state.showHidden);
      return size === 0 && keys.length === 0 ? finished(prefix + "{}") : view(prefix + "{", "}", keys, entries);
    };
  }

  // Always with braces, since there is something to say.
  function bracedView(name, entries) {
    return (state, self) => {
      const prefix = prefixOf(self.constructor, self.tag, name);
      return view(prefix + "{", "}", keysOf(self.object, state.showHidden), entries);
    };
  }

  function iteratorView(name) {
    return (state, self) => {
      const tag = self.tag === name ? name : self.tag === "" ? name : self.tag + "] [" + name;
      return view("[" + tag + "] {", "}", keysOf(self.object, state.showHidden), parts.unknownEntries);
    };
  }

  function bufferView(name, isShared) {
    const entries = (state, buffer, level, isField) => parts.bufferEntries(state, buffer, level, isShared, isField);
    return bracedView(name, entries);
  }

  function moduleView(state, self) {
    const keys = keysOf(self.object, state.showHidden);
    const prefix = prefixOf(self.constructor, self.tag, "Module");
    return view(prefix + "{", "}", newList(), (inner, namespace, level) => bindings(inner, namespace, keys, level));
  }

  function bindings(state, namespace, keys, level) {
    const entries = newList();
    for (let index = 0; index < keys.length; index++) {
      const known = parts.describe(namespace, keys[index]) !== undefined;
      entries[index] = known
        ? parts.formatProperty(state, namespace, keys[index], level, false)
        : String(keys[index]) + ": " + state.stylize("<uninitialized>", "special");
    }
    return entries;
  }

  // A text, and braces only for own properties.
  function textView(state, base, style, keys) {
    if (keys.length === 0) return finished(style === undefined ? base : state.stylize(base, style));
    const result = view("{", "}", keys, undefined);
    result.base = base;
    return result;
  }

  function functionView(state, self) {
    const base = functionBase(self.object, self.constructor, self.tag);
    return textView(state, base, "special", keysOf(self.object, state.showHidden));
  }

  const FLAGS = {
    __proto__: null,
    d: primordials.RegExpPrototypeGetHasIndices, g: primordials.RegExpPrototypeGetGlobal,
    i: primordials.RegExpPrototypeGetIgnoreCase, m: primordials.RegExpPrototypeGetMultiline,
    s: primordials.RegExpPrototypeGetDotAll, u: primordials.RegExpPrototypeGetUnicode,
    v: primordials.RegExpPrototypeGetUnicodeSets, y: primordials.RegExpPrototypeGetSticky,
  };
  const FLAG_NAMES = primordials.ObjectKeys(FLAGS);

  function regexpView(state, self) {
    let text = "/" + RegExpPrototypeGetSource(self.object) + "/";
    for (let index = 0; index < FLAG_NAMES.length; index++) {
      if (FLAGS[FLAG_NAMES[index]](self.object)) text += FLAG_NAMES[index];
    }
    const prefix = prefixOf(self.constructor, self.tag, "RegExp");
    const base = prefix === "RegExp " ? text : prefix + text;
    const keys = keysOf(self.object, state.showHidden);
    if (state.depth !== null && self.level > state.depth) return finished(state.stylize(base, "regexp"));
    return textView(state, base, "regexp", keys);
  }

  function dateView(state, self) {
    const time = DatePrototypeGetTime(self.object);
    const text = time !== time ? "Invalid Date" : DatePrototypeToISOString(self.object);
    const prefix = prefixOf(self.constructor, self.tag, "Date");
    const base = prefix === "Date " ? text : prefix + text;
    return textView(state, base, "date", keysOf(self.object, state.showHidden));
  }

  function boxedView(name, valueOf) {
    return (state, self) => {
      const { object, constructor, tag } = self;
      const isString = name === "String";
      const keys = isString ? extraKeysOf(object, state.showHidden, object.length) : keysOf(object, state.showHidden);
      let base = "[" + name;
      if (constructor !== name) base += constructor === null ? " (null prototype)" : " (" + constructor + ")";
      const { stylize } = state;
      state.stylize = (text) => text;
      base += ": " + formatPrimitive(state, valueOf(object)) + "]";
      state.stylize = stylize;
      if (tag !== "" && tag !== constructor) base += " [" + tag + "]";
      return textView(state, base, StringPrototypeToLowerCase(name), keys);
    };
  }

  function errorObjectView(state, self) {
    const keys = keysOf(self.object, state.showHidden);
    const { base, keys: adjusted } = errorView(state, self.object, self.type, self.constructor, self.tag, keys);
    return textView(state, base, undefined, adjusted);
  }

  const VIEWS = {
    __proto__: null,
    Array: arrayView,
    ArrayBuffer: bufferView("ArrayBuffer", false),
    BigInt: boxedView("BigInt", BigIntPrototypeValueOf),
    Boolean: boxedView("Boolean", BooleanPrototypeValueOf),
    DataView: bracedView("DataView", parts.dataViewEntries),
    Date: dateView,
    Error: errorObjectView,
    Map: sizedView("Map", MapPrototypeGetSize, parts.mapEntries),
    "Map Iterator": iteratorView("Map Iterator"),
    Module: moduleView,
    Number: boxedView("Number", NumberPrototypeValueOf),
    Promise: bracedView("Promise", parts.promiseEntries),
    RegExp: regexpView,
    Set: sizedView("Set", SetPrototypeGetSize, parts.setEntries),
    "Set Iterator": iteratorView("Set Iterator"),
    SharedArrayBuffer: bufferView("SharedArrayBuffer", true),
    String: boxedView("String", StringPrototypeValueOf),
    Symbol: boxedView("Symbol", SymbolPrototypeValueOf),
    WeakMap: bracedView("WeakMap", parts.unknownEntries),
    WeakSet: bracedView("WeakSet", parts.unknownEntries),
  };

  function viewOf(state, object, type, constructor, tag, level, isField) {
    const self = { __proto__: null, object, type, constructor, tag, level, isField };
    if (typeof object === "function") return functionView(state, self);
    const known = VIEWS[type];
    if (known !== undefined) return known(state, self);
    if (TypedArrayPrototypeGetSymbolToStringTag(object) !== undefined) return typedArrayView(state, self);
    return isError(object, type) ? errorObjectView(state, self) : objectView(state, self);
  }

  return { __proto__: null, viewOf };
})
