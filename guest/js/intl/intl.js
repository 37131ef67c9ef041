// The object `Intl` and what it changes in the language: https://tc39.es/ecma402/#locale-sensitive-functions
(function (native, primordials, parts) {
  "use strict";
  const {
    BigIntPrototype, BigIntPrototypeValueOf, DatePrototype, DatePrototypeGetTime, NumberPrototype, NumberPrototypeValueOf, RangeError, ReflectDefineProperty, String,
    StringPrototype, StringPrototypeSplit, TypeError, globalThis, newList,
  } = primordials;
  const { Intl, compareTexts, defineHidden, formatDate, formatNumber, toIntlArray } = parts;

  // What there is of each kind, for `supportedValuesOf`.
  const SUPPORTED = { __proto__: null, calendar: "gregory", collation: "default", currency: "AUD BRL CAD CHF CNY EUR GBP INR JPY KRW MXN NZD SEK USD", numberingSystem: "latn", timeZone: "UTC", unit: "acre bit byte celsius centimeter day degree fahrenheit fluid-ounce foot gallon gigabit gigabyte gram hectare hour inch kilobit kilobyte kilogram kilometer liter megabit megabyte meter microsecond mile mile-scandinavian milliliter millimeter millisecond minute month nanosecond ounce percent petabyte pound second stone terabit terabyte week yard year" };

  const functions = {
    supportedValuesOf(key) {
      const name = String(key);
      if (!(name in SUPPORTED)) throw new RangeError("Invalid key : " + name);
      const words = StringPrototypeSplit(SUPPORTED[name], " ");
      const list = newList();
      for (let i = 0; i < words.length; i++) list[i] = words[i];
      return toIntlArray(list);
    },
    localeCompare(that, locales = undefined, options = undefined) {
      if (this === undefined || this === null) throw new TypeError("String.prototype.localeCompare called on null or undefined");
      return compareTexts(String(this), String(that), locales, options);
    },
  };
  defineHidden(Intl, "supportedValuesOf", functions.supportedValuesOf);
  defineHidden(StringPrototype, "localeCompare", functions.localeCompare);

  const ofNumbers = {
    toLocaleString(locales = undefined, options = undefined) {
      return formatNumber(locales, options, NumberPrototypeValueOf(this));
    },
  };
  const ofBigInts = {
    toLocaleString(locales = undefined, options = undefined) {
      return formatNumber(locales, options, BigIntPrototypeValueOf(this));
    },
  };
  defineHidden(NumberPrototype, "toLocaleString", ofNumbers.toLocaleString);
  defineHidden(BigIntPrototype, "toLocaleString", ofBigInts.toLocaleString);

  const ofDates = {
    toLocaleString(locales = undefined, options = undefined) {
      return formatDate(locales, options, DatePrototypeGetTime(this), "any", "all");
    },
    toLocaleDateString(locales = undefined, options = undefined) {
      return formatDate(locales, options, DatePrototypeGetTime(this), "date", "date");
    },
    toLocaleTimeString(locales = undefined, options = undefined) {
      return formatDate(locales, options, DatePrototypeGetTime(this), "time", "time");
    },
  };
  defineHidden(DatePrototype, "toLocaleString", ofDates.toLocaleString);
  defineHidden(DatePrototype, "toLocaleDateString", ofDates.toLocaleDateString);
  defineHidden(DatePrototype, "toLocaleTimeString", ofDates.toLocaleTimeString);

  ReflectDefineProperty(globalThis, "Intl", { __proto__: null, value: Intl, writable: true, configurable: true });
})
