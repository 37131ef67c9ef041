// Intl.NumberFormat: https://tc39.es/ecma402/#numberformat-objects
(function (native, primordials, parts) {
  "use strict";
  const { RangeError, RegExpPrototypeExec, StringPrototypeToUpperCase, TypeError } = primordials;
  const {
    addDigitOptions, callable, coerceOptions, currencyDigits, defineIntl, getOption, joined, partsOf, readUnit, resolveLocale, setDigitOptions, supportedLocales, toDecimal, toIntlArray,
  } = parts;

  const CODE = /^[A-Z]{3}$/;

  let stateOf;
  const NumberFormat = callable(class NumberFormat {
    #state;
    static {
      stateOf = (format) => format.#state;
    }

    constructor(locales, options) {
      this.#state = stateFor(locales, options);
    }

    static supportedLocalesOf(locales, options = undefined) { return supportedLocales(locales, options) }

    get format() {
      const state = this.#state;
      // The getter's function is the same each time, and bound.
      return state.bound ??= ((value) => formatDecimal(state, toDecimal(value)));
    }

    formatToParts(value) {
      return toIntlArray(partsOf(this.#state, toDecimal(value)));
    }

    formatRange(start, end) {
      const state = this.#state;
      if (start === undefined || end === undefined) throw new TypeError("formatRange: a start and an end are required");
      return rangeText(state, toDecimal(start), toDecimal(end));
    }

    resolvedOptions() { return resolved(this.#state) }
  });
  defineIntl(NumberFormat);

  // https://tc39.es/ecma402/#sec-intl.numberformat
  function stateFor(locales, options) {
    const { locale } = resolveLocale(locales);
    options = coerceOptions(options);
    getOption(options, "localeMatcher", "lookup best fit", "best fit");
    checkNumberingSystem(options);
    const state = { __proto__: null, locale, bound: undefined };
    setUnitOptions(state, options);
    const notation = getOption(options, "notation", "standard scientific engineering compact", "standard");
    const isMoney = state.style === "currency" && notation === "standard";
    const least = isMoney ? currencyDigits(state.currency) : 0;
    const most = isMoney ? least : state.style === "percent" ? 0 : 3;
    setDigitOptions(state, options, least, most, notation);
    state.notation = notation;
    state.compactDisplay = getOption(options, "compactDisplay", "short long", "short");
    state.useGrouping = grouping(options.useGrouping, notation === "compact" ? "min2" : "auto");
    state.signDisplay = getOption(options, "signDisplay", "auto never always exceptZero negative", "auto");
    return state;
  }

  function checkNumberingSystem(options) {
    const system = getOption(options, "numberingSystem", undefined, "latn");
    if (RegExpPrototypeExec(/^[a-z0-9]{3,8}(-[a-z0-9]{3,8})*$/i, system) === null) throw new RangeError("Invalid numberingSystem : " + system);
  }

  // https://tc39.es/ecma402/#sec-setnumberformatunitoptions
  function setUnitOptions(state, options) {
    const style = getOption(options, "style", "decimal percent currency unit", "decimal");
    const currency = getOption(options, "currency", undefined, undefined);
    const code = currency === undefined ? undefined : StringPrototypeToUpperCase(currency);
    if (code !== undefined && RegExpPrototypeExec(CODE, code) === null) throw new RangeError("Invalid currency code : " + currency);
    if (code === undefined && style === "currency") throw new TypeError("Currency code is required with currency style.");
    const currencyDisplay = getOption(options, "currencyDisplay", "code symbol narrowSymbol name", "symbol");
    const currencySign = getOption(options, "currencySign", "standard accounting", "standard");
    const unit = getOption(options, "unit", undefined, undefined);
    const unitNames = unit === undefined ? undefined : readUnit(unit);
    if (unit === undefined && style === "unit") throw new TypeError("Invalid unit argument for Intl.NumberFormat() ''");
    if (unit !== undefined && unitNames === undefined) throw new RangeError("Invalid unit argument for Intl.NumberFormat() '" + unit + "'");
    const unitDisplay = getOption(options, "unitDisplay", "short narrow long", "short");
    state.style = style;
    state.currency = code;
    state.currencyDisplay = currencyDisplay;
    state.currencySign = currencySign;
    state.unit = unit;
    state.unitNames = unitNames;
    state.unitDisplay = unitDisplay;
  }

  // https://tc39.es/ecma402/#sec-getbooleanorstringnumberformatoption
  function grouping(value, fallback) {
    if (value === undefined || value === "true" || value === "false") return fallback;
    if (value === true) return "always";
    if (!value) return false;
    return getOption({ __proto__: null, useGrouping: value }, "useGrouping", "min2 auto always", fallback);
  }

  function formatDecimal(state, decimal) {
    return joined(partsOf(state, decimal));
  }

  // https://tc39.es/ecma402/#sec-partitionnumberrangepattern; what both ends end with is written once.
  function rangeText(state, start, end) {
    const from = formatDecimal(state, start), to = formatDecimal(state, end);
    if (from === "NaN" || to === "NaN") throw new RangeError("Invalid number value");
    if (from === to) return "~" + from;
    const isBare = state.style !== "currency" && state.style !== "percent" && state.notation === "standard" && !start.isNegative && !end.isNegative;
    if (!isBare) return from + " – " + to;
    return formatDecimal({ __proto__: state, style: "decimal" }, start) + "–" + to;
  }

  function resolved(state) {
    const options = { locale: state.locale, numberingSystem: "latn", style: state.style };
    if (state.style === "currency") {
      options.currency = state.currency;
      options.currencyDisplay = state.currencyDisplay;
      options.currencySign = state.currencySign;
    }
    if (state.style === "unit") {
      options.unit = state.unit;
      options.unitDisplay = state.unitDisplay;
    }
    addDigitOptions(options, state);
    options.useGrouping = state.useGrouping;
    options.notation = state.notation;
    if (state.notation === "compact") options.compactDisplay = state.compactDisplay;
    options.signDisplay = state.signDisplay;
    options.roundingMode = state.roundingMode;
    options.roundingIncrement = 1;
    options.trailingZeroDisplay = state.trailingZeroDisplay;
    options.roundingPriority = state.roundingPriority;
    return options;
  }

  const plain = stateFor(undefined, undefined);

  // What `toLocaleString` of numbers does.
  function formatNumber(locales, options, value) {
    const isPlain = options === undefined && (locales === undefined || locales === "en-US");
    return formatDecimal(isPlain ? plain : stateFor(locales, options), toDecimal(value));
  }

  return { __proto__: null, checkNumberingSystem, formatNumber, numberStateFor: stateFor, numberStateOf: stateOf };
})
