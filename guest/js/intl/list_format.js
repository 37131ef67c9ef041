// Intl.ListFormat: https://tc39.es/ecma402/#listformat-objects
(function (native, primordials, parts) {
  "use strict";
  const { ReflectApply, String, SymbolIterator, TypeError, newList } = primordials;
  const { defineIntl, getOption, getOptionsObject, joined, resolveLocale, supportedLocales, toIntlArray } = parts;

  class ListFormat {
    #state;

    constructor(locales = undefined, options = undefined) {
      const { locale } = resolveLocale(locales);
      options = getOptionsObject(options);
      getOption(options, "localeMatcher", "lookup best fit", "best fit");
      const type = getOption(options, "type", "conjunction disjunction unit", "conjunction");
      const style = getOption(options, "style", "long short narrow", "long");
      this.#state = { locale, type, style };
    }

    static supportedLocalesOf(locales, options = undefined) { return supportedLocales(locales, options) }

    format(list) {
      return joined(partition(this.#state, stringsOf(list)));
    }

    formatToParts(list) {
      return toIntlArray(partition(this.#state, stringsOf(list)));
    }

    resolvedOptions() {
      const { locale, type, style } = this.#state;
      return { locale, type, style };
    }
  }
  defineIntl(ListFormat);

  // https://tc39.es/ecma402/#sec-createpartsfromlist
  function partition({ type, style }, strings) {
    const list = newList();
    const between = type === "unit" && style === "narrow" ? " " : ", ";
    const word = wordFor(type, style);
    for (let i = 0; i < strings.length; i++) {
      const isLast = i === strings.length - 1;
      const gap = isLast && word !== "" ? (strings.length === 2 ? " " : ", ") + word + " " : between;
      if (i > 0) list[list.length] = { type: "literal", value: gap };
      list[list.length] = { type: "element", value: strings[i] };
    }
    return list;
  }

  function wordFor(type, style) {
    if (type === "disjunction") return "or";
    if (type === "unit" || style === "narrow") return "";
    return style === "short" ? "&" : "and";
  }

  // https://tc39.es/ecma402/#sec-createstringlistfromiterable
  function stringsOf(iterable) {
    const list = newList();
    if (iterable === undefined) return list;
    const iterator = ReflectApply(iterable[SymbolIterator], iterable, newList());
    const { next } = iterator;
    for (;;) {
      const result = ReflectApply(next, iterator, newList());
      if (result.done) return list;
      const { value } = result;
      if (typeof value !== "string") {
        const close = iterator.return;
        if (close !== undefined && close !== null) ReflectApply(close, iterator, newList());
        throw new TypeError("Iterable yielded " + (typeof value === "symbol" ? "a symbol" : typeof value === "object" ? "an object" : String(value)) + " which is not a string");
      }
      list[list.length] = value;
    }
  }
})
