// What the interfaces of Intl share: https://tc39.es/ecma402/#sec-internal-operations
// Options are read in the order of the standard; messages name the option and its value.
(function (native, primordials, parts) {
  "use strict";
  const {
    ArrayPrototype, MathFloor, Object, RangeError, ReflectConstruct, ReflectDefineProperty, ReflectSetPrototypeOf, String, StringPrototypeIncludes, SymbolToStringTag, TypeError, listOf,
  } = primordials;

  // The object that becomes `Intl`.
  const Intl = {};
  ReflectDefineProperty(Intl, SymbolToStringTag, { __proto__: null, value: "Intl", configurable: true });

  function defineHidden(object, key, value) {
    ReflectDefineProperty(object, key, { __proto__: null, value, writable: true, configurable: true });
  }

  // Makes a class an interface of Intl.
  function defineIntl(constructor) {
    const { name, prototype } = constructor;
    ReflectDefineProperty(prototype, SymbolToStringTag, { __proto__: null, value: "Intl." + name, configurable: true });
    defineHidden(Intl, name, constructor);
  }

  // A class that may also be called without `new`: Collator, DateTimeFormat, NumberFormat.
  function callable(Inner) {
    const { name, prototype } = Inner;
    const Outer = function (locales = undefined, options = undefined) {
      return ReflectConstruct(Inner, listOf(locales, options), new.target === undefined ? Outer : new.target);
    };
    ReflectDefineProperty(Outer, "name", { __proto__: null, value: name, configurable: true });
    ReflectDefineProperty(Outer, "prototype", { __proto__: null, value: prototype, writable: false });
    defineHidden(Outer, "supportedLocalesOf", Inner.supportedLocalesOf);
    defineHidden(prototype, "constructor", Outer);
    return Outer;
  }

  // https://tc39.es/ecma402/#sec-coerceoptionstoobject
  function coerceOptions(options) {
    return options === undefined ? { __proto__: null } : Object(options);
  }

  // https://tc39.es/ecma402/#sec-getoptionsobject
  function getOptionsObject(options) {
    if (options === undefined) return { __proto__: null };
    if (typeof options !== "object" && typeof options !== "function" || options === null) {
      throw new TypeError("the options are not an object");
    }
    return options;
  }

  // https://tc39.es/ecma402/#sec-getoption for strings; `values` is a text of words, or undefined for any.
  function getOption(options, name, values, fallback) {
    const value = options[name];
    if (value === undefined) return fallback;
    if (typeof value === "symbol") throw new TypeError("the option " + name + " is a symbol");
    const text = String(value);
    if (values !== undefined && !isOneOf(text, values)) {
      throw new RangeError("Value " + text + " out of range for Intl options property " + name);
    }
    return text;
  }

  function getBoolean(options, name, fallback) {
    const value = options[name];
    return value === undefined ? fallback : !!value;
  }

  // https://tc39.es/ecma402/#sec-getnumberoption
  function getNumberOption(options, name, minimum, maximum, fallback) {
    return defaultNumberOption(options[name], name, minimum, maximum, fallback);
  }

  function defaultNumberOption(value, name, minimum, maximum, fallback) {
    if (value === undefined) return fallback;
    const number = +value;
    if (!(number >= minimum && number <= maximum)) throw new RangeError(name + " value is out of range.");
    return MathFloor(number);
  }

  // Whether a text is one of the words of a list; "best fit" is the one option that is two.
  function isOneOf(text, words) {
    if (text !== "best fit" && StringPrototypeIncludes(text, " ")) return false;
    return StringPrototypeIncludes(" " + words + " ", " " + text + " ");
  }

  // A list of { type, value } as one text.
  function joined(list) {
    let text = "";
    for (let i = 0; i < list.length; i++) text += list[i].value;
    return text;
  }

  // A list of ours becomes an array for the script.
  function toArray(list) {
    ReflectSetPrototypeOf(list, ArrayPrototype);
    return list;
  }

  return {
    __proto__: null, Intl, callable, coerceOptions, defaultNumberOption, defineHidden, defineIntl, getBoolean, getNumberOption, getOption, getOptionsObject, isOneOf, joined,
    toIntlArray: toArray,
  };
})
