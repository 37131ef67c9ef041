// Intl.Collator: https://tc39.es/ecma402/#collator-objects
// The order itself is `native.compare`, of decomposed texts (src/web/intl/collate.rs).
(function (native, primordials, parts) {
  "use strict";
  const { String, StringPrototypeNormalize } = primordials;
  const { callable, coerceOptions, defineIntl, getBoolean, getOption, resolveLocale, supportedLocales } = parts;

  // What `native.compare` knows the options by, and its answer for texts that are not decomposed.
  const NUMERIC = 1, IGNORES_PUNCTUATION = 2, UPPER_FIRST = 4, ACCENTS = 8, CASE = 16, DECOMPOSED = 32;
  const NOT_DECOMPOSED = 2;

  const Collator = callable(class Collator {
    #state;

    constructor(locales, options) {
      this.#state = collatorFor(locales, options);
    }

    static supportedLocalesOf(locales, options = undefined) { return supportedLocales(locales, options) }

    get compare() {
      const state = this.#state;
      return state.bound ??= ((one, other) => compare(state, String(one), String(other)));
    }

    resolvedOptions() {
      const { locale, usage, sensitivity, ignorePunctuation, numeric, caseFirst } = this.#state;
      return { locale, usage, sensitivity, ignorePunctuation, collation: "default", numeric, caseFirst };
    }
  });
  defineIntl(Collator);

  function collatorFor(locales, options) {
    const { locale, keywords } = resolveLocale(locales);
    options = coerceOptions(options);
    const usage = getOption(options, "usage", "sort search", "sort");
    getOption(options, "localeMatcher", "lookup best fit", "best fit");
    const numeric = getBoolean(options, "numeric", "kn" in keywords && keywords.kn !== "false");
    const caseFirst = getOption(options, "caseFirst", "upper lower false", keywords.kf === "upper" || keywords.kf === "lower" ? keywords.kf : "false");
    const sensitivity = getOption(options, "sensitivity", "base accent case variant", "variant");
    const ignorePunctuation = getBoolean(options, "ignorePunctuation", false);
    const how = (numeric ? NUMERIC : 0) | (ignorePunctuation ? IGNORES_PUNCTUATION : 0) | (caseFirst === "upper" ? UPPER_FIRST : 0)
      | (sensitivity === "accent" || sensitivity === "variant" ? ACCENTS : 0) | (sensitivity === "case" || sensitivity === "variant" ? CASE : 0);
    return { locale, usage, sensitivity, ignorePunctuation, numeric, caseFirst, how, bound: undefined };
  }

  // A negative number, 0 or 1.
  function compare({ how }, one, other) {
    const order = native.compare(one, other, how);
    if (order !== NOT_DECOMPOSED) return order;
    return native.compare(StringPrototypeNormalize(one, "NFKD"), StringPrototypeNormalize(other, "NFKD"), how | DECOMPOSED);
  }

  const shared = collatorFor(undefined, undefined);

  // What `localeCompare` does.
  function compareTexts(one, other, locales, options) {
    return compare(locales === undefined && options === undefined ? shared : collatorFor(locales, options), one, other);
  }

  return { __proto__: null, compareTexts };
})
