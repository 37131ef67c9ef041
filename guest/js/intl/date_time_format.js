// Intl.DateTimeFormat: https://tc39.es/ecma402/#datetimeformat-objects
// The calendar is the Gregorian one; other calendars and digits fall back to it, as locales do.
(function (native, primordials, parts) {
  "use strict";
  const { DateNow, MathAbs, MathTrunc, RangeError, StringPrototypeReplaceAll, TypeError } = primordials;
  const {
    DATE_STYLES, TIME_STYLES, callable, checkNumberingSystem, coerceOptions, defineIntl, fieldsAt, getBoolean, getNumberOption, getOption, joined, partsOfPattern, patternOf, rangeParts,
    readTimeZone, resolveLocale, supportedLocales, toIntlArray, zoneName, is12,
  } = parts;

  // Fields in the order in which options are read, and their values.
  const NAMES = ["weekday", "era", "year", "month", "day", "dayPeriod", "hour", "minute", "second", "fractionalSecondDigits", "timeZoneName"];
  const TEXTS = "narrow short long", NUMBERS = "2-digit numeric";
  const VALUES = {
    __proto__: null, weekday: TEXTS, era: TEXTS, year: NUMBERS, month: "2-digit numeric narrow short long", day: NUMBERS, dayPeriod: TEXTS, hour: NUMBERS, minute: NUMBERS,
    second: NUMBERS, timeZoneName: "short long shortOffset longOffset shortGeneric longGeneric",
  };
  const LARGEST_TIME = 8.64e15;

  const DateTimeFormat = callable(class DateTimeFormat {
    #state;

    constructor(locales, options) {
      this.#state = dateStateFor(locales, options, "any", "date");
    }

    static supportedLocalesOf(locales, options = undefined) { return supportedLocales(locales, options) }

    get format() {
      const state = this.#state;
      return state.bound ??= ((date) => textAt(state, toTime(date)));
    }

    formatToParts(date) {
      return toIntlArray(partsAt(this.#state, toTime(date)));
    }

    formatRange(start, end) {
      const list = range(this.#state, start, end);
      const text = joined(list);
      return list[0].source === "shared" && list[list.length - 1].source === "shared" ? plainSpaces(text) : text;
    }

    formatRangeToParts(start, end) {
      return toIntlArray(range(this.#state, start, end));
    }

    resolvedOptions() { return resolved(this.#state) }
  });
  defineIntl(DateTimeFormat);

  function partsAt(state, time) {
    return partsOfPattern(state.pattern, state, fieldsAt(state.zone, time));
  }

  function textAt(state, time) {
    return plainSpaces(joined(partsAt(state, time)));
  }

  function plainSpaces(text) {
    return StringPrototypeReplaceAll(text, "\u202f", " ");
  }

  function range(state, start, end) {
    if (start === undefined || end === undefined) throw new TypeError("startDate or endDate cannot be undefined");
    return rangeParts(state, toTime(start), toTime(end));
  }

  function toTime(date) {
    const time = date === undefined ? DateNow() : MathTrunc(+date) + 0;
    if (!(MathAbs(time) <= LARGEST_TIME)) throw new RangeError("Invalid time value");
    return time;
  }

  // https://tc39.es/ecma402/#sec-createdatetimeformat
  function dateStateFor(locales, options, required, defaults) {
    const { locale, keywords } = resolveLocale(locales);
    options = coerceOptions(options);
    getOption(options, "localeMatcher", "lookup best fit", "best fit");
    getOption(options, "calendar", undefined, undefined);
    checkNumberingSystem(options);
    const hour12 = getBoolean(options, "hour12", undefined);
    const cycle = getOption(options, "hourCycle", "h11 h12 h23 h24", undefined) ?? (keywords.hc in HOUR_CYCLES ? keywords.hc : "h12");
    const { timeZone } = options;
    const zone = timeZone === undefined ? undefined : readTimeZone(getOption({ __proto__: null, timeZone }, "timeZone", undefined, undefined));
    const { fields, explicit } = readFields(options);
    getOption(options, "formatMatcher", "basic best fit", "best fit");
    const dateStyle = getOption(options, "dateStyle", "full long medium short", undefined);
    const timeStyle = getOption(options, "timeStyle", "full long medium short", undefined);
    const isStyled = dateStyle !== undefined || timeStyle !== undefined;
    if (isStyled) setStyles(fields, explicit, dateStyle, timeStyle, required);
    else setDefaults(fields, required, defaults);
    // Node's answer where only `hour12: false` is given is a day that begins at 24.
    const hourCycle = hour12 === undefined ? cycle : hour12 ? "h12" : "h24";
    fields.hourCycle = hourCycle;
    // Parts of a second behind a minute bring the second.
    if (fields.fractionalSecondDigits !== undefined && fields.minute !== undefined) fields.second ??= "2-digit";
    return { locale, zone, hourCycle, fields, pattern: patternOf(fields), dateStyle, timeStyle, bound: undefined };
  }

  const HOUR_CYCLES = { __proto__: null, h11: true, h12: true, h23: true, h24: true };

  function readFields(options) {
    const fields = { __proto__: null };
    let explicit;
    for (let i = 0; i < NAMES.length; i++) {
      const name = NAMES[i];
      const value = name === "fractionalSecondDigits" ? getNumberOption(options, name, 1, 3, undefined) : getOption(options, name, VALUES[name], undefined);
      fields[name] = value;
      if (value !== undefined) explicit ??= name;
    }
    return { fields, explicit };
  }

  function setStyles(fields, explicit, dateStyle, timeStyle, required) {
    if (explicit !== undefined) throw new TypeError("Can't set option " + explicit + " when " + (dateStyle === undefined ? "timeStyle" : "dateStyle") + " is used");
    if (required === "date" && timeStyle !== undefined) throw new TypeError("Invalid option : timeStyle");
    if (required === "time" && dateStyle !== undefined) throw new TypeError("Invalid option : dateStyle");
    for (let i = 0; i < NAMES.length; i++) {
      const name = NAMES[i];
      fields[name] = (dateStyle === undefined ? undefined : DATE_STYLES[dateStyle][name]) ?? (timeStyle === undefined ? undefined : TIME_STYLES[timeStyle][name]);
    }
  }

  // What is shown where nothing of the kind that is required was asked for.
  function setDefaults(fields, required, defaults) {
    const hasDate = (fields.weekday ?? fields.year ?? fields.month ?? fields.day) !== undefined;
    const hasTime = (fields.dayPeriod ?? fields.hour ?? fields.minute ?? fields.second ?? fields.fractionalSecondDigits) !== undefined;
    if (required !== "time" && hasDate || required !== "date" && hasTime) return;
    if (defaults !== "time") fields.year = fields.month = fields.day = "numeric";
    if (defaults !== "date") fields.hour = fields.minute = fields.second = "numeric";
  }

  function resolved(state) {
    const { fields, hourCycle, dateStyle, timeStyle } = state;
    const options = { locale: state.locale, calendar: "gregory", numberingSystem: "latn", timeZone: zoneName(state.zone) };
    if (fields.hour !== undefined) {
      options.hourCycle = hourCycle;
      options.hour12 = is12(hourCycle);
    }
    if (dateStyle === undefined && timeStyle === undefined) addFields(options, fields);
    if (dateStyle !== undefined) options.dateStyle = dateStyle;
    if (timeStyle !== undefined) options.timeStyle = timeStyle;
    return options;
  }

  function addFields(options, fields) {
    const { hour, minute, second, hourCycle } = fields;
    for (let i = 0; i < NAMES.length; i++) {
      const name = NAMES[i];
      let value = fields[name];
      if (value === undefined) continue;
      if (name === "dayPeriod" && hour !== undefined && !is12(hourCycle)) continue;
      if (name === "hour" && !is12(hourCycle)) value = minute === undefined && fields.timeZoneName !== undefined ? "numeric" : "2-digit";
      if (name === "minute") value = hour === undefined && second === undefined ? "numeric" : "2-digit";
      if (name === "second") value = minute === undefined ? "numeric" : "2-digit";
      options[name] = value;
    }
  }

  const plain = {
    __proto__: null, all: dateStateFor(undefined, undefined, "any", "all"), date: dateStateFor(undefined, undefined, "date", "date"), time: dateStateFor(undefined, undefined, "time", "time"),
  };

  // What `toLocaleString` of dates does; the time is a number.
  function formatDate(locales, options, time, required, defaults) {
    const isPlain = options === undefined && (locales === undefined || locales === "en-US");
    const state = isPlain ? plain[defaults] : dateStateFor(locales, options, required, defaults);
    return time !== time ? "Invalid Date" : textAt(state, time);
  }

  return { __proto__: null, formatDate };
})
