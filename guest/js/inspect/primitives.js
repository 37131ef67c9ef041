// Numbers, strings, symbols and the rest that are not objects.
(function (native, primordials, parts) {
  "use strict";
  const {
    ObjectIs, String, StringPrototypeIncludes, StringPrototypeIndexOf, StringPrototypeSlice, SymbolPrototypeToString,
  } = primordials;
  const { escapeControls, join, linesOf, plural, quote, spaces } = parts;

  // Shorter strings stay on their line, whatever stands before them.
  const SHORT_STRING = 16;

  function numberText(value) {
    return ObjectIs(value, -0) ? "-0" : String(value);
  }

  // Digits in groups of three, away from the point.
  function separated(text) {
    const isExponential = StringPrototypeIncludes(text, "e");
    if (isExponential || text === "NaN" || StringPrototypeIncludes(text, "Infinity")) return text;
    const sign = text[0] === "-" ? "-" : "";
    const point = StringPrototypeIndexOf(text, ".");
    const whole = StringPrototypeSlice(text, sign.length, point === -1 ? text.length : point);
    const first = whole.length % 3;
    let result = sign + StringPrototypeSlice(whole, 0, first);
    for (let at = first; at < whole.length; at += 3) {
      result += (at === 0 ? "" : "_") + StringPrototypeSlice(whole, at, at + 3);
    }
    if (point === -1) return result;
    for (let at = point + 1; at < text.length; at += 3) {
      result += (at === point + 1 ? "." : "_") + StringPrototypeSlice(text, at, at + 3);
    }
    return result;
  }

  function formatString(state, value) {
    let trailer = "";
    if (value.length > state.maxStringLength) {
      const hidden = value.length - state.maxStringLength;
      value = StringPrototypeSlice(value, 0, state.maxStringLength);
      trailer = "... " + hidden + " more character" + plural(hidden);
    }
    state.written += value.length;
    const room = state.breakLength - state.indentation - 4;
    if (state.compact === true || value.length <= SHORT_STRING || value.length <= room) {
      return state.stylize(quote(value), "string") + trailer;
    }
    const lines = linesOf(value, true);
    for (let index = 0; index < lines.length; index++) lines[index] = state.stylize(quote(lines[index]), "string");
    return join(lines, " +\n" + spaces(state.indentation + 2)) + trailer;
  }

  function symbolText(symbol) {
    return escapeControls(SymbolPrototypeToString(symbol));
  }

  function digits(state, text) {
    return state.numericSeparator ? separated(text) : text;
  }

  function formatPrimitive(state, value) {
    state.written += 4;
    switch (typeof value) {
      case "string":
        return formatString(state, value);
      case "number":
        return state.stylize(digits(state, numberText(value)), "number");
      case "bigint":
        return state.stylize(digits(state, value + "") + "n", "bigint");
      case "boolean":
        return state.stylize(value ? "true" : "false", "boolean");
      case "symbol":
        return state.stylize(symbolText(value), "symbol");
      case "undefined":
        return state.stylize("undefined", "undefined");
      default:
        return state.stylize("null", "null");
    }
  }

  return { __proto__: null, formatPrimitive, numberText, symbolText };
})
