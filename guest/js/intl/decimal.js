// Decimal numbers of any length, as digits: what numbers are formatted with.
//
// A decimal is { kind, isNegative, digits, point }: 0.DIGITS x 10^point, without zeros at
// either end; zero has no digits. A double is the shortest decimal that reads back as it.
(function (native, primordials, parts) {
  "use strict";
  const {
    BigIntPrototypeToString, DatePrototypeSymbolToPrimitive, MathMax, NumberPrototypeToString, ReflectApply, RegExpPrototypeExec, StringPrototypeIndexOf, StringPrototypePadEnd, StringPrototypePadStart,
    StringPrototypeRepeat, StringPrototypeSlice, StringPrototypeTrim, SymbolToPrimitive, TypeError, listOf,
  } = primordials;

  const FINITE = 0, INFINITE = 1, NOT_A_NUMBER = 2;
  const DECIMAL_TEXT = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i;
  // Exponents beyond this one are those of doubles that are infinite or zero.
  const LARGEST_EXPONENT = 400;

  // https://tc39.es/ecma402/#sec-tointlmathematicalvalue
  function toDecimal(value) {
    if (typeof value === "object" && value !== null || typeof value === "function") value = toPrimitive(value);
    if (typeof value === "bigint") return fromText(BigIntPrototypeToString(value));
    if (typeof value === "string") {
      const text = StringPrototypeTrim(value);
      if (RegExpPrototypeExec(DECIMAL_TEXT, text) !== null) return fromText(text);
      value = text;
    }
    return fromNumber(+value);
  }

  // https://tc39.es/ecma262/#sec-toprimitive with the hint number.
  function toPrimitive(value) {
    const method = value[SymbolToPrimitive];
    if (method === undefined || method === null) return DatePrototypeSymbolToPrimitive(value, "number");
    const plain = ReflectApply(method, value, listOf("number"));
    if (typeof plain === "object" && plain !== null || typeof plain === "function") throw new TypeError("cannot convert an object to a number");
    return plain;
  }

  function fromNumber(number) {
    if (number !== number) return { kind: NOT_A_NUMBER, isNegative: false, digits: "", point: 0 };
    const isNegative = number < 0 || number === 0 && 1 / number < 0;
    if (number === Infinity || number === -Infinity) return { kind: INFINITE, isNegative, digits: "", point: 0 };
    const read = fromText(NumberPrototypeToString(number));
    return { kind: FINITE, isNegative, digits: read.digits, point: read.point };
  }

  // A text that is a decimal number by its form.
  function fromText(text) {
    const isNegative = text[0] === "-";
    if (isNegative || text[0] === "+") text = StringPrototypeSlice(text, 1);
    let exponent = 0;
    let at = StringPrototypeIndexOf(text, "e");
    if (at < 0) at = StringPrototypeIndexOf(text, "E");
    if (at >= 0) {
      exponent = +StringPrototypeSlice(text, at + 1);
      text = StringPrototypeSlice(text, 0, at);
    }
    const dot = StringPrototypeIndexOf(text, ".");
    const integers = dot < 0 ? text.length : dot;
    const digits = dot < 0 ? text : StringPrototypeSlice(text, 0, dot) + StringPrototypeSlice(text, dot + 1);
    return trimmed(FINITE, isNegative, digits, integers + exponent);
  }

  function trimmed(kind, isNegative, digits, point) {
    let from = 0, to = digits.length;
    while (from < to && digits[from] === "0") from++;
    while (to > from && digits[to - 1] === "0") to--;
    if (from === to) return { kind, isNegative, digits: "", point: 0 };
    point -= from;
    if (point > LARGEST_EXPONENT) return { kind: INFINITE, isNegative, digits: "", point: 0 };
    if (point < -LARGEST_EXPONENT) return { kind, isNegative, digits: "", point: 0 };
    return { kind, isNegative, digits: StringPrototypeSlice(digits, from, to), point };
  }

  // The decimal times 10^exponent.
  function shifted(decimal, exponent) {
    if (decimal.digits === "") return decimal;
    return { kind: decimal.kind, isNegative: decimal.isNegative, digits: decimal.digits, point: decimal.point + exponent };
  }

  // Rounded to a place: `fraction` digits behind the point, a negative number for some before it.
  function roundedTo(decimal, fraction, mode) {
    return roundedDigits(decimal, decimal.point + fraction, mode);
  }

  // Rounded to its first `count` digits, which may be none of them.
  function roundedDigits(decimal, count, mode) {
    const { kind, isNegative, digits, point } = decimal;
    if (count >= digits.length) return decimal;
    const kept = count <= 0 ? "" : StringPrototypeSlice(digits, 0, count);
    if (!roundsAway(decimal, count, mode)) return trimmed(kind, isNegative, kept, point);
    const grown = incremented(count <= 0 ? "" : kept);
    // Where nothing is kept, one unit of the place that was asked for.
    if (count <= 0) return trimmed(kind, isNegative, "1", point - count + 1);
    return trimmed(kind, isNegative, grown, point + grown.length - kept.length);
  }

  // https://tc39.es/ecma402/#sec-getunsignedroundingmode
  function roundsAway({ isNegative, digits }, count, mode) {
    switch (mode) {
      case "ceil": return !isNegative;
      case "floor": return isNegative;
      case "expand": return true;
      case "trunc": return false;
    }
    const next = count < 0 ? "0" : digits[count];
    if (next !== "5") return next > "5";
    if (digits.length > count + 1) return true;
    switch (mode) {
      case "halfCeil": return !isNegative;
      case "halfFloor": return isNegative;
      case "halfTrunc": return false;
      case "halfEven": return count > 0 && (digits[count - 1] - 0) % 2 === 1;
      default: return true;
    }
  }

  function incremented(digits) {
    let at = digits.length - 1;
    while (at >= 0 && digits[at] === "9") at--;
    const zeros = StringPrototypeRepeat("0", digits.length - 1 - at);
    if (at < 0) return "1" + zeros;
    return StringPrototypeSlice(digits, 0, at) + ((digits[at] - 0) + 1) + zeros;
  }

  // The texts before and behind the point, with at least so many digits each.
  function written({ digits, point }, minimumInteger, minimumFraction) {
    const integer = point <= 0 ? "" : StringPrototypePadEnd(StringPrototypeSlice(digits, 0, point), point, "0");
    const behind = point >= digits.length ? "" : StringPrototypeRepeat("0", MathMax(0, -point)) + StringPrototypeSlice(digits, MathMax(0, point));
    return {
      integer: StringPrototypePadStart(integer, minimumInteger, "0"),
      fraction: StringPrototypePadEnd(behind, minimumFraction, "0"),
    };
  }

  return { __proto__: null, DECIMAL: { __proto__: null, FINITE, INFINITE, NOT_A_NUMBER }, roundedDigits, roundedTo, shifted, toDecimal, written };
})
