// Language tags and which of them are there: https://tc39.es/ecma402/#sec-language-tags
// The data is that of en-US. Another English is looked up as `en`, which has the same
// forms here; any other language falls back to en-US, as the standard's lookup says.
(function (native, primordials, parts) {
  "use strict";
  const {
    Object, RangeError, RegExpPrototypeExec, String, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeToLowerCase, StringPrototypeToUpperCase, TypeError, newList,
  } = primordials;
  const { Intl, defineHidden, getOption, coerceOptions, toIntlArray } = parts;

  const DEFAULT = "en-US";
  const TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?((-[a-z0-9]{5,8}|-[0-9][a-z0-9]{3})*)((-[0-9a-wy-z](-[a-z0-9]{2,8})+)*)(-x(-[a-z0-9]{1,8})+)?$/i;
  const LANGUAGE = /^([a-z]{2,3}|[a-z]{5,8})$/i, SCRIPT = /^[a-z]{4}$/i, REGION = /^([a-z]{2}|[0-9]{3})$/i;

  let localeTextOf = () => undefined;

  // Intl.Locale is defined later; it says here how its objects are read.
  function readLocalesWith(read) {
    localeTextOf = read;
  }

  // A tag with the case of its parts as it should be; a RangeError for what is none.
  function canonicalizeTag(tag) {
    if (RegExpPrototypeExec(TAG, tag) === null) throw new RangeError("Incorrect locale information provided");
    const words = StringPrototypeSplit(tag, "-");
    let text = StringPrototypeToLowerCase(words[0]);
    let isExtension = false;
    for (let i = 1; i < words.length; i++) {
      let word = StringPrototypeToLowerCase(words[i]);
      isExtension ||= word.length === 1;
      if (!isExtension && word.length === 4 && word[0] >= "a") word = StringPrototypeToUpperCase(word[0]) + StringPrototypeSlice(word, 1);
      else if (!isExtension && word.length === 2) word = StringPrototypeToUpperCase(word);
      text += "-" + word;
    }
    return text;
  }

  // https://tc39.es/ecma402/#sec-canonicalizelocalelist
  function canonicalizeLocaleList(locales) {
    const list = newList();
    if (locales === undefined) return list;
    if (typeof locales === "string" || localeTextOf(locales) !== undefined) {
      list[0] = tagOf(locales);
      return list;
    }
    const object = Object(locales);
    if (locales === null) throw new TypeError("Cannot convert undefined or null to object");
    const { length } = object;
    for (let i = 0; i < length; i++) {
      if (!(i in object)) continue;
      const tag = tagOf(object[i]);
      if (!has(list, tag)) list[list.length] = tag;
    }
    return list;
  }

  function tagOf(value) {
    if (typeof value !== "string" && (typeof value !== "object" || value === null)) {
      throw new TypeError("Language ID should be string or object.");
    }
    return localeTextOf(value) ?? canonicalizeTag(String(value));
  }

  function has(list, tag) {
    for (let i = 0; i < list.length; i++) if (list[i] === tag) return true;
    return false;
  }

  // https://tc39.es/ecma402/#sec-bestavailablelocale
  function bestAvailable(tag) {
    const { language, region, script } = readTag(tag);
    if (language !== "en") return undefined;
    return region === "US" && script === undefined ? DEFAULT : "en";
  }

  // The locale that is used for a list, and what its extension `u` asks for.
  function resolveLocale(locales) {
    const list = canonicalizeLocaleList(locales);
    for (let i = 0; i < list.length; i++) {
      const locale = bestAvailable(list[i]);
      if (locale !== undefined) return { locale, keywords: readTag(list[i]).keywords };
    }
    return { locale: DEFAULT, keywords: { __proto__: null } };
  }

  // https://tc39.es/ecma402/#sec-supportedlocales
  function supportedLocales(locales, options = undefined) {
    getOption(coerceOptions(options), "localeMatcher", "lookup best fit", "best fit");
    const asked = canonicalizeLocaleList(locales);
    const found = newList();
    for (let i = 0; i < asked.length; i++) if (bestAvailable(asked[i]) !== undefined) found[found.length] = asked[i];
    return toIntlArray(found);
  }

  // The parts of a canonical tag; `keywords` are those of the extension `u`.
  function readTag(tag) {
    const words = StringPrototypeSplit(tag, "-");
    const read = { language: words[0], script: undefined, region: undefined, variants: "", keywords: { __proto__: null } };
    let at = 1;
    if (at < words.length && RegExpPrototypeExec(SCRIPT, words[at]) !== null) read.script = words[at++];
    if (at < words.length && RegExpPrototypeExec(REGION, words[at]) !== null) read.region = words[at++];
    while (at < words.length && words[at].length > 1) read.variants += "-" + words[at++];
    while (at < words.length && words[at] !== "u" && words[at] !== "x") at++;
    if (at < words.length && words[at] === "u") readKeywords(words, at + 1, read.keywords);
    return read;
  }

  function readKeywords(words, at, keywords) {
    let key;
    for (; at < words.length && words[at].length > 1; at++) {
      const word = words[at];
      if (word.length === 2) {
        key = word in keywords ? undefined : word;
        if (key !== undefined) keywords[key] = "";
      } else if (key !== undefined) keywords[key] += (keywords[key] === "" ? "" : "-") + word;
    }
  }

  defineHidden(Intl, "getCanonicalLocales", {
    getCanonicalLocales(locales) {
      return toIntlArray(canonicalizeLocaleList(locales));
    },
  }.getCanonicalLocales);

  return { __proto__: null, LANGUAGE, REGION, SCRIPT, canonicalizeTag, readLocalesWith, readTag, resolveLocale, supportedLocales };
})
