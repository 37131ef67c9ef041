// Intl.Locale: https://tc39.es/ecma402/#locale-objects
// Only English is made longer or shorter by `maximize` and `minimize`; other tags stay.
(function (native, primordials, parts) {
  "use strict";
  const { RangeError, ReflectOwnKeys, RegExpPrototypeExec, String, StringPrototypeSplit, TypeError, newList } = primordials;
  const { LANGUAGE, REGION, SCRIPT, canonicalizeTag, coerceOptions, defineIntl, getBoolean, getOption, readLocalesWith, readTag, toIntlArray } = parts;

  const TYPE = /^[a-z0-9]{3,8}(-[a-z0-9]{3,8})*$/i;

  let isLocale, tagOf;
  class Locale {
    #state;
    static {
      isLocale = (value) => typeof value === "object" && value !== null && #state in value;
      tagOf = (locale) => locale.#state.tag;
    }

    constructor(tag, options = undefined) {
      if (typeof tag !== "string" && (typeof tag !== "object" || tag === null)) {
        throw new TypeError("First argument to Intl.Locale constructor can't be empty or missing");
      }
      const text = isLocale(tag) ? tagOf(tag) : canonicalizeTag(String(tag));
      this.#state = withOptions(readTag(text), coerceOptions(options));
    }

    get baseName() { return baseName(this.#state) }
    get language() { return this.#state.language }
    get script() { return this.#state.script }
    get region() { return this.#state.region }
    get calendar() { return this.#state.keywords.ca }
    get collation() { return this.#state.keywords.co }
    get hourCycle() { return this.#state.keywords.hc }
    get caseFirst() { return this.#state.keywords.kf }
    get numberingSystem() { return this.#state.keywords.nu }
    get numeric() { return "kn" in this.#state.keywords && this.#state.keywords.kn !== "false" }
    get calendars() { return listed(this.#state.keywords.ca ?? "gregory") }
    get collations() { return listed(this.#state.keywords.co ?? "emoji eor") }
    get hourCycles() { return listed(this.#state.keywords.hc ?? "h12") }
    get numberingSystems() { return listed(this.#state.keywords.nu ?? "latn") }
    get textInfo() { return textInfo(this.#state) }
    get weekInfo() { return weekInfo(this.#state) }
    getCalendars() { return listed(this.#state.keywords.ca ?? "gregory") }
    getHourCycles() { return listed(this.#state.keywords.hc ?? "h12") }
    getNumberingSystems() { return listed(this.#state.keywords.nu ?? "latn") }
    getTextInfo() { return textInfo(this.#state) }
    getWeekInfo() { return weekInfo(this.#state) }

    maximize() {
      const { language, script, region } = this.#state;
      if (language !== "en") return new Locale(this.#state.tag);
      return new Locale(tagWith(this.#state, script ?? "Latn", region ?? "US"));
    }

    minimize() {
      const { language, script, region } = this.#state;
      if (language !== "en") return new Locale(this.#state.tag);
      return new Locale(tagWith(this.#state, script === "Latn" ? undefined : script, region === "US" ? undefined : region));
    }

    toString() { return this.#state.tag }
  }
  defineIntl(Locale);
  readLocalesWith((value) => (isLocale(value) ? tagOf(value) : undefined));

  function withOptions(state, options) {
    state.language = subtag(options, "language", LANGUAGE) ?? state.language;
    state.script = subtag(options, "script", SCRIPT) ?? state.script;
    state.region = subtag(options, "region", REGION) ?? state.region;
    keyword(state, "ca", subtag(options, "calendar", TYPE));
    keyword(state, "co", subtag(options, "collation", TYPE));
    keyword(state, "hc", getOption(options, "hourCycle", "h11 h12 h23 h24", undefined));
    keyword(state, "kf", getOption(options, "caseFirst", "upper lower false", undefined));
    const numeric = getBoolean(options, "numeric", undefined);
    keyword(state, "kn", numeric === undefined ? undefined : numeric ? "" : "false");
    keyword(state, "nu", subtag(options, "numberingSystem", TYPE));
    state.tag = canonicalizeTag(tagWith(state, state.script, state.region));
    const { keywords } = state;
    const read = readTag(state.tag);
    return { tag: state.tag, language: read.language, script: read.script, region: read.region, variants: read.variants, keywords };
  }

  function subtag(options, name, pattern) {
    const text = getOption(options, name, undefined, undefined);
    if (text !== undefined && RegExpPrototypeExec(pattern, text) === null) throw new RangeError("Incorrect " + name + " information provided: " + text);
    return text;
  }

  function keyword(state, key, value) {
    if (value !== undefined) state.keywords[key] = value;
  }

  function tagWith(state, script, region) {
    let text = baseName({ language: state.language, script, region, variants: state.variants });
    const keys = ReflectOwnKeys(state.keywords);
    if (keys.length > 0) text += "-u";
    // Keywords stand in the order of their keys.
    for (let last = ""; ;) {
      let next;
      for (let i = 0; i < keys.length; i++) if (keys[i] > last && (next === undefined || keys[i] < next)) next = keys[i];
      if (next === undefined) return text;
      const value = state.keywords[next];
      text += "-" + next + (value === "" || value === "true" ? "" : "-" + value);
      last = next;
    }
  }

  function baseName({ language, script, region, variants }) {
    return language + (script === undefined ? "" : "-" + script) + (region === undefined ? "" : "-" + region) + variants;
  }

  function listed(text) {
    const words = StringPrototypeSplit(text, " ");
    const list = newList();
    for (let i = 0; i < words.length; i++) list[i] = words[i];
    return toIntlArray(list);
  }

  // Of English; the languages that are written from right to left are named.
  function textInfo({ language }) {
    const isRightToLeft = language === "ar" || language === "he" || language === "fa" || language === "ur" || language === "yi";
    return { direction: isRightToLeft ? "rtl" : "ltr" };
  }

  // That of the United States, where the region is not given or is theirs; else that of ISO 8601.
  function weekInfo({ language, region }) {
    const isAmerican = region === "US" || region === undefined && language === "en";
    return { firstDay: isAmerican ? 7 : 1, weekend: [6, 7], minimalDays: isAmerican ? 1 : 4 };
  }
})
