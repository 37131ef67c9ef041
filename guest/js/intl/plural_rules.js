// Intl.PluralRules: https://tc39.es/ecma402/#pluralrules-objects, with the rules of English.
(function (native, primordials, parts) {
  "use strict";
  const { StringPrototypeSlice, TypeError } = primordials;
  const { DECIMAL, addDigitOptions, coerceOptions, defineIntl, getOption, resolveLocale, roundDecimal, setDigitOptions, supportedLocales, toDecimal } = parts;

  class PluralRules {
    #state;

    constructor(locales = undefined, options = undefined) {
      const { locale } = resolveLocale(locales);
      options = coerceOptions(options);
      getOption(options, "localeMatcher", "lookup best fit", "best fit");
      const state = { __proto__: null, locale, type: getOption(options, "type", "cardinal ordinal", "cardinal") };
      setDigitOptions(state, options, 0, 3, "standard");
      this.#state = state;
    }

    static supportedLocalesOf(locales, options = undefined) { return supportedLocales(locales, options) }

    select(value) {
      const state = this.#state;
      return category(state.type, toDecimal(+value), state);
    }

    // In English a range is what its end is; amounts are always many.
    selectRange(start, end) {
      const state = this.#state;
      if (start === undefined || end === undefined) throw new TypeError("selectRange: a start and an end are required");
      const last = category(state.type, toDecimal(+end), state);
      return state.type === "ordinal" ? last : "other";
    }

    resolvedOptions() {
      const state = this.#state;
      const resolved = { locale: state.locale, type: state.type };
      addDigitOptions(resolved, state);
      resolved.pluralCategories = state.type === "ordinal" ? ["few", "one", "two", "other"] : ["one", "other"];
      return resolved;
    }
  }
  defineIntl(PluralRules);

  function category(type, decimal, state) {
    if (decimal.kind !== DECIMAL.FINITE) return "other";
    const { integer, fraction } = roundDecimal(state, decimal);
    return type === "ordinal" ? ordinal(integer, fraction) : cardinal(integer, fraction);
  }

  // The category of a number as it is written: "1" is one, "1.0" is not.
  function cardinal(integer, fraction) {
    return integer === "1" && fraction === "" ? "one" : "other";
  }

  function ordinal(integer, fraction) {
    // "1.0" is an ordinal as 1 is.
    for (let i = 0; i < fraction.length; i++) if (fraction[i] !== "0") return "other";
    const end = StringPrototypeSlice(integer, -2);
    const isTeen = end.length === 2 && end[0] === "1";
    if (isTeen) return "other";
    switch (integer[integer.length - 1]) {
      case "1": return "one";
      case "2": return "two";
      case "3": return "few";
      default: return "other";
    }
  }

  return { __proto__: null, cardinal };
})
