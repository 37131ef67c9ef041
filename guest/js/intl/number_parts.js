// A number as parts: https://tc39.es/ecma402/#sec-partitionnumberpattern
(function (native, primordials, parts) {
  "use strict";
  const { MathFloor, MathMax, MathMin, String, StringPrototypeSlice, newList } = primordials;
  const { DECIMAL, cardinal, currencyName, currencySign, roundDecimal, shifted, standsApart, unitText } = parts;

  const NBSP = "\u00a0";
  const LETTERS = ["", "K", "M", "B", "T"], WORDS = ["", "thousand", "million", "billion", "trillion"];
  // Compact numbers have names up to 10^12.
  const LARGEST_NAME = 12;

  // What `format` joins and `formatToParts` gives, in a list without a prototype.
  function partsOf(state, decimal) {
    if (state.style === "percent") decimal = shifted(decimal, 2);
    const list = newList();
    const scaled = scale(state, decimal);
    const sign = signOf(state, decimal, scaled);
    const isAccounting = sign === "-" && state.style === "currency" && state.currencySign === "accounting" && state.currencyDisplay !== "name" && (scaled.exponent === 0 || state.notation !== "compact");
    if (isAccounting) add(list, "literal", "(");
    else if (sign !== "") add(list, sign === "-" ? "minusSign" : "plusSign", sign);
    addBefore(list, state, decimal);
    addNumber(list, state, decimal, scaled);
    addBehind(list, state, decimal, scaled);
    if (isAccounting) add(list, "literal", ")");
    return list;
  }

  // The digits and the exponent that they are written with.
  function scale(state, decimal) {
    if (decimal.kind !== DECIMAL.FINITE) return { exponent: 0, integer: "", fraction: "", isZero: false };
    const first = exponentOf(state, decimal);
    let exponent = first;
    let { rounded, integer, fraction } = roundDecimal(state, shifted(decimal, -exponent));
    // Rounding may have made one digit more of it: 999,999 is 1M.
    const grown = rounded.digits === "" ? first : exponentOf(state, shifted(rounded, first));
    if (grown !== first) {
      exponent = grown;
      ({ rounded, integer, fraction } = roundDecimal(state, shifted(decimal, -exponent)));
    }
    return { exponent, integer, fraction, isZero: rounded.digits === "" };
  }

  function exponentOf({ notation }, { digits, point }) {
    if (notation === "standard" || digits === "") return 0;
    if (notation === "scientific") return point - 1;
    const thousands = MathFloor((point - 1) / 3) * 3;
    return notation === "engineering" ? thousands : MathMax(0, MathMin(thousands, LARGEST_NAME));
  }

  function signOf({ signDisplay }, { kind, isNegative }, { isZero }) {
    const isNothing = isZero || kind === DECIMAL.NOT_A_NUMBER;
    switch (signDisplay) {
      case "never": return "";
      case "always": return isNegative ? "-" : "+";
      case "exceptZero": return isNothing ? "" : isNegative ? "-" : "+";
      case "negative": return isNegative && !isNothing ? "-" : "";
      default: return isNegative ? "-" : "";
    }
  }

  function addBefore(list, state, { kind }) {
    if (state.style !== "currency" || state.currencyDisplay === "name") return;
    const sign = currencySign(state.currency, state.currencyDisplay);
    add(list, "currency", sign);
    if (standsApart(sign) && kind === DECIMAL.FINITE) add(list, "literal", NBSP);
  }

  function addNumber(list, state, { kind }, { exponent, integer, fraction }) {
    if (kind === DECIMAL.NOT_A_NUMBER) return add(list, "nan", "NaN");
    if (kind === DECIMAL.INFINITE) return add(list, "infinity", "∞");
    addGroups(list, state, integer);
    if (fraction !== "") {
      add(list, "decimal", ".");
      add(list, "fraction", fraction);
    }
    const { notation } = state;
    if (notation === "scientific" || notation === "engineering") addExponent(list, exponent);
    if (notation === "compact" && exponent > 0) addCompact(list, state, exponent);
  }

  function addGroups(list, { useGrouping }, integer) {
    const isGrouped = useGrouping !== false && integer.length > (useGrouping === "min2" ? 4 : 3);
    let from = isGrouped ? (integer.length - 1) % 3 + 1 : integer.length;
    add(list, "integer", StringPrototypeSlice(integer, 0, from));
    for (; from < integer.length; from += 3) {
      add(list, "group", ",");
      add(list, "integer", StringPrototypeSlice(integer, from, from + 3));
    }
  }

  function addExponent(list, exponent) {
    add(list, "exponentSeparator", "E");
    if (exponent < 0) add(list, "exponentMinusSign", "-");
    add(list, "exponentInteger", String(exponent < 0 ? -exponent : exponent));
  }

  function addCompact(list, { compactDisplay, style }, exponent) {
    if (compactDisplay === "short" || style === "currency") return add(list, "compact", LETTERS[exponent / 3]);
    add(list, "literal", " ");
    return add(list, "compact", WORDS[exponent / 3]);
  }

  function addBehind(list, state, { kind }, { exponent, integer, fraction }) {
    const isPlain = kind === DECIMAL.FINITE && exponent === 0;
    const category = isPlain ? cardinal(integer, fraction) : "other";
    if (state.style === "percent") add(list, "percentSign", "%");
    if (state.style === "currency" && state.currencyDisplay === "name") {
      add(list, "literal", " ");
      add(list, "currency", currencyName(state.currency, category));
    }
    if (state.style !== "unit") return;
    const { space, text } = unitText(state.unitNames, state.unitDisplay, category);
    if (space !== "") add(list, "literal", space);
    add(list, "unit", text);
  }

  function add(list, type, value) {
    list[list.length] = { type, value };
  }

  return { __proto__: null, partsOf };
})
