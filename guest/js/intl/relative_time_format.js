// Intl.RelativeTimeFormat: https://tc39.es/ecma402/#relativetimeformat-objects
(function (native, primordials, parts) {
  "use strict";
  const { RangeError, String, StringPrototypeSlice, TypeError, newList } = primordials;
  const { cardinal, coerceOptions, checkNumberingSystem, defineIntl, getOption, isOneOf, joined, numberStateFor, partsOf, resolveLocale, supportedLocales, toDecimal, toIntlArray } = parts;

  const UNITS = "second minute hour day week month quarter year";
  const SHORT = { __proto__: null, second: "sec.", minute: "min.", hour: "hr.", day: "day", week: "wk.", month: "mo.", quarter: "qtr.", year: "yr." };
  const NARROW = { __proto__: null, second: "s", minute: "m", hour: "h", day: "d", week: "w", month: "mo", quarter: "q", year: "y" };
  // What has a name of its own with `numeric: "auto"`.
  const DAYS = { __proto__: null, "-1": "yesterday", 0: "today", 1: "tomorrow" };
  const WORDS = { __proto__: null, "-1": "last ", 0: "this ", 1: "next " };

  class RelativeTimeFormat {
    #state;

    constructor(locales = undefined, options = undefined) {
      const { locale } = resolveLocale(locales);
      options = coerceOptions(options);
      getOption(options, "localeMatcher", "lookup best fit", "best fit");
      checkNumberingSystem(options);
      const style = getOption(options, "style", "long short narrow", "long");
      const numeric = getOption(options, "numeric", "always auto", "always");
      this.#state = { locale, style, numeric, numbers: numberStateFor(locale, undefined) };
    }

    static supportedLocalesOf(locales, options = undefined) { return supportedLocales(locales, options) }

    format(value, unit) {
      return joined(partition(this.#state, value, unit, "format"));
    }

    formatToParts(value, unit) {
      return toIntlArray(partition(this.#state, value, unit, "formatToParts"));
    }

    resolvedOptions() {
      const { locale, style, numeric } = this.#state;
      return { locale, style, numeric, numberingSystem: "latn" };
    }
  }
  defineIntl(RelativeTimeFormat);

  // https://tc39.es/ecma402/#sec-PartitionRelativeTimePattern
  function partition(state, value, unit, method) {
    const number = +value;
    if (typeof unit === "symbol") throw new TypeError("the unit is a symbol");
    unit = String(unit);
    if (!(number - number === 0)) throw new RangeError("Value need to be finite number for Intl.RelativeTimeFormat.prototype." + method + "()");
    const name = singular(unit, method);
    const list = newList();
    const known = state.numeric === "auto" ? wordFor(state.style, number, name) : undefined;
    if (known !== undefined) {
      list[0] = { type: "literal", value: known };
      return list;
    }
    const isPast = number < 0 || number === 0 && 1 / number < 0;
    const numbers = partsOf(state.numbers, toDecimal(isPast ? -number : number));
    if (!isPast) list[0] = { type: "literal", value: "in " };
    let text = "";
    for (let i = 0; i < numbers.length; i++) {
      list[list.length] = { type: numbers[i].type, value: numbers[i].value, unit: name };
      text += numbers[i].value;
    }
    list[list.length] = { type: "literal", value: unitBehind(state.style, name, cardinal(text, "") === "one") + (isPast ? " ago" : "") };
    return list;
  }

  function singular(text, method) {
    const name = text[text.length - 1] === "s" ? StringPrototypeSlice(text, 0, -1) : text;
    if (!isOneOf(name, UNITS)) throw new RangeError("Invalid unit argument for Intl.RelativeTimeFormat.prototype." + method + "() '" + text + "'");
    return name;
  }

  function wordFor(style, number, unit) {
    if (number !== 0 && number !== 1 && number !== -1) return undefined;
    switch (unit) {
      case "second": return number === 0 ? "now" : undefined;
      case "minute":
      case "hour": return number === 0 ? "this " + unit : undefined;
      case "day": return DAYS[number];
      default: return WORDS[number] + (style === "long" ? unit : SHORT[unit]);
    }
  }

  function unitBehind(style, unit, isOne) {
    if (style === "narrow") return NARROW[unit];
    if (style === "long") return " " + unit + (isOne ? "" : "s");
    if (unit === "quarter" && !isOne) return " qtrs.";
    return " " + SHORT[unit] + (unit === "day" && !isOne ? "s" : "");
  }
})
