// The arguments of `console.log` as one text: the formatter of
// https://console.spec.whatwg.org/#formatter, with Node's answers where the
// standard leaves them open.
(function (native, primordials, parts) {
  "use strict";
  const {
    JSONStringify, Number, NumberNaN, NumberParseFloat, NumberParseInt, SafeSet, String, StringPrototypeCharCodeAt,
    StringPrototypeIncludes, StringPrototypeSlice,
  } = primordials;
  const { inspectWith, lookup, numberText, ownValue, unwrap } = parts;

  const PERCENT = 37;

  // The `toString` of objects that show less of themselves than inspection does.
  const BUILT_IN_TO_STRING = new SafeSet();
  for (const name of ["Object", "Array", "Date", "Error", "RegExp", "Boolean", "Number", "String", "Symbol", "BigInt"]) {
    BUILT_IN_TO_STRING.add(primordials[name + "Prototype"].toString);
  }

  function hasOwnToString(object) {
    const target = unwrap(object);
    if (target === null) return false;
    const method = lookup(target, "toString")?.value;
    return typeof method === "function" && !BUILT_IN_TO_STRING.has(method);
  }

  function asString(value) {
    if (typeof value === "number") return numberText(value);
    if (typeof value === "bigint") return value + "n";
    if (typeof value !== "object" || value === null || hasOwnToString(value)) return String(value);
    return inspectWith(value, { __proto__: null, depth: 0, colors: false, compact: 3 }, undefined);
  }

  function asNumber(value, convert) {
    if (typeof value === "bigint" && convert !== NumberParseFloat) return value + "n";
    return numberText(typeof value === "symbol" ? NumberNaN : convert(value));
  }

  function asJson(value) {
    try {
      return JSONStringify(value);
    } catch (error) {
      if (isCircular(error)) return "[Circular]";
      throw error;
    }
  }

  function isCircular(error) {
    if (typeof error !== "object" || error === null || native.kind(error) !== "Error") return false;
    const message = ownValue(error, "message");
    return typeof message === "string" && StringPrototypeIncludes(message, "circular");
  }

  const CODES = {
    __proto__: null,
    s: asString,
    d: (value) => asNumber(value, Number),
    i: (value) => asNumber(value, NumberParseInt),
    f: (value) => asNumber(value, NumberParseFloat),
    j: asJson,
    O: (value, colors) => inspectWith(value, { __proto__: null, colors }, undefined),
    o: (value, colors) => inspectWith(value, { __proto__: null, colors, showHidden: true, showProxy: true, depth: 4 }, undefined),
    c: () => "",
  };

  // `{ text, used }`: the pattern filled in, and how many arguments it took.
  function fill(data, colors) {
    const pattern = data[0];
    let text = "";
    let from = 0;
    let used = 1;
    for (let index = 0; index < pattern.length - 1; index++) {
      if (StringPrototypeCharCodeAt(pattern, index) !== PERCENT) continue;
      index++;
      const code = pattern[index];
      if (code === "%") {
        text += StringPrototypeSlice(pattern, from, index);
        from = index + 1;
      } else if (CODES[code] !== undefined && used < data.length) {
        text += StringPrototypeSlice(pattern, from, index - 1) + CODES[code](data[used], colors);
        from = index + 1;
        used++;
      }
    }
    return { __proto__: null, text: text + StringPrototypeSlice(pattern, from), used };
  }

  // `colors` says whether colours are wanted; it is asked only where it matters.
  function formatMessage(data, colors) {
    let text = "";
    let index = 0;
    let wanted;
    const coloured = () => (wanted ??= colors());
    if (data.length > 0 && typeof data[0] === "string") {
      if (data.length === 1) return data[0];
      if (StringPrototypeIncludes(data[0], "%")) {
        const filled = fill(data, coloured());
        text = filled.text;
        index = filled.used;
      } else {
        text = data[0];
        index = 1;
      }
    }
    for (let first = index === 0; index < data.length; index++, first = false) {
      const value = data[index];
      if (!first) text += " ";
      text += typeof value === "string" ? value : inspectWith(value, { __proto__: null, colors: coloured() }, undefined);
    }
    return text;
  }

  return { __proto__: null, formatMessage };
})
