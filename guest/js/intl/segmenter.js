// Intl.Segmenter for graphemes: https://tc39.es/ecma402/#segmenter-objects
// The rules are those of https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries, as
// far as properties of regular expressions tell letters that go together.
(function (native, primordials, parts) {
  "use strict";
  const { IteratorPrototype, MathTrunc, RangeError, ReflectDefineProperty, ReflectDeleteProperty, ReflectSetPrototypeOf, RegExp, RegExpPrototypeExec, String, SymbolIterator, SymbolToStringTag } = primordials;
  const { defineIntl, getOption, getOptionsObject, resolveLocale, supportedLocales } = parts;

  // A line's end; two letters of a flag; an emoji with what it is joined to; a syllable of Hangul; anything else; each
  // but the first with its marks.
  const SOURCE = "\\r\\n|[\\p{Cc}\\u2028\\u2029]|(?:\\p{RI}{2}|\\p{ExtPict}(?:[\\p{Grapheme_Extend}\\p{EMod}]*\\u200d\\p{ExtPict})*|[\\u1100-\\u115f\\ua960-\\ua97c]*(?:[\\uac00-\\ud7a3]|[\\u1160-\\u11a7\\ud7b0-\\ud7c6])[\\u1160-\\u11a7\\ud7b0-\\ud7c6]*[\\u11a8-\\u11ff\\ud7cb-\\ud7fb]*|[\\u1100-\\u115f\\ua960-\\ua97c]+|[^])[\\p{Grapheme_Extend}\\p{Mc}\\p{EMod}\\u200d]*";

  class Segmenter {
    #state;

    constructor(locales = undefined, options = undefined) {
      const { locale } = resolveLocale(locales);
      options = getOptionsObject(options);
      getOption(options, "localeMatcher", "lookup best fit", "best fit");
      const granularity = getOption(options, "granularity", "grapheme word sentence", "grapheme");
      if (granularity !== "grapheme") throw new RangeError("the granularity " + granularity + " is not available, only grapheme is");
      this.#state = { locale, granularity };
    }

    static supportedLocalesOf(locales, options = undefined) { return supportedLocales(locales, options) }

    segment(text) {
      this.#state;
      return new Segments(String(text));
    }

    resolvedOptions() {
      const { locale, granularity } = this.#state;
      return { locale, granularity };
    }
  }
  defineIntl(Segmenter);

  class Segments {
    #text;
    constructor(text) {
      this.#text = text;
    }
    containing(index) {
      const text = this.#text;
      const wanted = index === undefined ? 0 : MathTrunc(+index) || 0;
      if (!(wanted >= 0 && wanted < text.length)) return undefined;
      const pattern = newPattern();
      for (let from = 0; ;) {
        const to = endOf(pattern, text, from);
        if (wanted < to) return segmentAt(pattern, text, from);
        from = to;
      }
    }
    [SymbolIterator]() {
      return new SegmentIterator(this.#text);
    }
  }
  hide(Segments);

  class SegmentIterator {
    #state;
    constructor(text) {
      this.#state = { text, at: 0, pattern: newPattern() };
    }
    next() {
      const state = this.#state;
      if (state.at >= state.text.length) return { value: undefined, done: true };
      const value = segmentAt(state.pattern, state.text, state.at);
      state.at += value.segment.length;
      return { value, done: false };
    }
  }
  hide(SegmentIterator);
  ReflectSetPrototypeOf(SegmentIterator.prototype, IteratorPrototype);
  ReflectDefineProperty(SegmentIterator.prototype, SymbolToStringTag, { __proto__: null, value: "Segmenter String Iterator", configurable: true });

  // Leaves no way to the class.
  function hide(constructor) {
    ReflectDeleteProperty(constructor.prototype, "constructor");
  }

  function newPattern() {
    return new RegExp(SOURCE, "uy");
  }

  function endOf(pattern, text, from) {
    pattern.lastIndex = from;
    RegExpPrototypeExec(pattern, text);
    return pattern.lastIndex;
  }

  function segmentAt(pattern, text, from) {
    pattern.lastIndex = from;
    return { segment: RegExpPrototypeExec(pattern, text)[0], index: from, input: text };
  }
})
