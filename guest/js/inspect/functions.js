// Functions and classes, by their name.
(function (native, primordials, parts) {
  "use strict";
  const { FunctionPrototypeToString, StringPrototypeEndsWith, StringPrototypeStartsWith } = primordials;
  const { describe, functionName, prototypeOf } = parts;
  const { kind } = native;

  const TYPES = {
    __proto__: null,
    AsyncFunction: "AsyncFunction",
    AsyncGeneratorFunction: "AsyncGeneratorFunction",
    GeneratorFunction: "GeneratorFunction",
  };

  // A class of a script shows it in its source; the source of built-in ones is
  // not kept, but no other function has a fixed prototype.
  function isClass(callable) {
    if (kind(callable) !== "Function") return false;
    const prototype = describe(callable, "prototype");
    if (prototype === undefined || prototype.writable !== false) return false;
    const source = FunctionPrototypeToString(callable);
    return StringPrototypeStartsWith(source, "class") || StringPrototypeEndsWith(source, "[native code]\n}");
  }

  function classBase(callable, constructor, tag) {
    const name = functionName(callable);
    let base = "[class " + (name === "" ? "(anonymous)" : name);
    if (constructor !== "Function" && constructor !== null) base += " [" + constructor + "]";
    if (tag !== "" && constructor !== tag) base += " [" + tag + "]";
    if (constructor === null) return base + " extends null]";
    const parent = prototypeOf(callable);
    const parentName = parent === null ? "" : functionName(parent);
    return base + (parentName === "" ? "]" : " extends " + parentName + "]");
  }

  function functionBase(callable, constructor, tag) {
    if (isClass(callable)) return classBase(callable, constructor, tag);
    const type = TYPES[kind(callable)] ?? "Function";
    const name = functionName(callable);
    let base = "[" + type;
    if (constructor === null) base += " (null prototype)";
    base += name === "" ? " (anonymous)]" : ": " + name + "]";
    if (constructor !== type && constructor !== null) base += " " + constructor;
    if (tag !== "" && constructor !== tag) base += " [" + tag + "]";
    return base;
  }

  return { __proto__: null, functionBase };
})
