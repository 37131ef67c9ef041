import { equal, same, test, throws } from "../assert.mjs";

const format = (options, value) => new Intl.NumberFormat("en-US", options).format(value);
const each = (options, values) => values.map((value) => format(options, value));

await test("numbers have groups of thousands and at most three digits behind the point", () => {
  same(each({}, [0, -0, 1234.5678, -999999, 1e21, NaN, -Infinity]), ["0", "-0", "1,234.568", "-999,999", "1,000,000,000,000,000,000,000", "NaN", "-∞"]);
  same(each({}, [12345678901234567890n, "123456789012345678901.5", "0x10", "x"]), ["12,345,678,901,234,567,890", "123,456,789,012,345,678,901.5", "16", "NaN"]);
  equal((1234567.891).toLocaleString(), "1,234,567.891");
  equal((12345678901234567890n).toLocaleString("en-US"), "12,345,678,901,234,567,890");
});

await test("digits are as many as the options say", () => {
  same(each({ minimumFractionDigits: 2 }, [1, 1.005, 1.23456]), ["1.00", "1.005", "1.235"]);
  same(each({ maximumFractionDigits: 2 }, [1.005, 0.045, 99.995]), ["1.01", "0.05", "100"]);
  same(each({ maximumSignificantDigits: 3 }, [123456, 0.00123456]), ["123,000", "0.00123"]);
  same(each({ minimumIntegerDigits: 3, useGrouping: false }, [5, 12345]), ["005", "12345"]);
  same(each({ maximumFractionDigits: 1, maximumSignificantDigits: 2, roundingPriority: "morePrecision" }, [123.456]), ["123.5"]);
  same(each({ minimumFractionDigits: 2, trailingZeroDisplay: "stripIfInteger" }, [5, 5.1]), ["5", "5.10"]);
});

await test("numbers are rounded as the mode says", () => {
  const rounded = (roundingMode) => each({ maximumFractionDigits: 0, roundingMode }, [1.5, 2.5, -1.5, 1.2]);
  same(rounded("halfExpand"), ["2", "3", "-2", "1"]);
  same(rounded("halfEven"), ["2", "2", "-2", "1"]);
  same(rounded("ceil"), ["2", "3", "-1", "2"]);
  same(rounded("floor"), ["1", "2", "-2", "1"]);
  same(rounded("trunc"), ["1", "2", "-1", "1"]);
});

await test("percent, compact and scientific numbers have their forms", () => {
  equal(format({ style: "percent", maximumFractionDigits: 1 }, 0.1234), "12.3%");
  same(each({ notation: "compact" }, [999, 1234, 12345, 999999, 1.5e9, 1e15]), ["999", "1.2K", "12K", "1M", "1.5B", "1000T"]);
  same(each({ notation: "compact", compactDisplay: "long" }, [1234, 5e6]), ["1.2 thousand", "5 million"]);
  same(each({ notation: "scientific" }, [0.00012345, 123456]), ["1.235E-4", "1.235E5"]);
  equal(format({ notation: "engineering" }, 123456), "123.456E3");
});

await test("amounts of money have the sign and the digits of their currency", () => {
  same([format({ style: "currency", currency: "USD" }, -1234.5), format({ style: "currency", currency: "JPY" }, 1234.5), format({ style: "currency", currency: "eur" }, 0.5)], ["-$1,234.50", "¥1,235", "€0.50"]);
  equal(format({ style: "currency", currency: "CHF" }, 5), "CHF\u00a05.00");
  equal(format({ style: "currency", currency: "USD", currencySign: "accounting" }, -5), "($5.00)");
  equal(format({ style: "currency", currency: "USD", currencyDisplay: "name" }, 1), "1.00 US dollars");
  equal(format({ style: "currency", currency: "RUB", currencyDisplay: "narrowSymbol", maximumFractionDigits: 0 }, 5), "₽5");
});

await test("units stand behind the number", () => {
  same(["long", "short", "narrow"].map((unitDisplay) => format({ style: "unit", unit: "kilometer-per-hour", unitDisplay }, 50)), ["50 kilometers per hour", "50 km/h", "50km/h"]);
  same([format({ style: "unit", unit: "celsius" }, -3), format({ style: "unit", unit: "hour", unitDisplay: "long" }, 1)], ["-3°C", "1 hour"]);
});

await test("signs are shown when they are asked for", () => {
  const signs = (signDisplay) => each({ signDisplay }, [1, 0, -0, -1]);
  same([signs("auto"), signs("always"), signs("never"), signs("exceptZero"), signs("negative")], [
    ["1", "0", "-0", "-1"], ["+1", "+0", "-0", "-1"], ["1", "0", "0", "1"], ["+1", "0", "0", "-1"], ["1", "0", "0", "-1"],
  ]);
});

await test("a number can be had in parts", () => {
  const parts = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).formatToParts(-1234.5);
  same(parts.map(({ type, value }) => type + " " + value), ["minusSign -", "currency $", "integer 1", "group ,", "integer 234", "decimal .", "fraction 50"]);
});

await test("a formatter says what it has resolved, and binds its function", () => {
  const options = Intl.NumberFormat().resolvedOptions();
  same([options.locale, options.numberingSystem, options.style, options.minimumFractionDigits, options.maximumFractionDigits, options.useGrouping], ["en-US", "latn", "decimal", 0, 3, "auto"]);
  const money = new Intl.NumberFormat("en", { style: "currency", currency: "usd" });
  same([money.resolvedOptions().currency, money.resolvedOptions().minimumFractionDigits, money.format === money.format], ["USD", 2, true]);
  same([1, 2].map(money.format), ["$1.00", "$2.00"]);
});

await test("options that cannot be are refused by name", () => {
  throws(() => format({ style: "money" }, 1), RangeError, /money out of range.*style/);
  throws(() => format({ style: "currency" }, 1), TypeError, /Currency code/);
  throws(() => format({ style: "unit", unit: "furlong" }, 1), RangeError, /furlong/);
  throws(() => format({ maximumFractionDigits: 101 }, 1), RangeError, /maximumFractionDigits/);
  throws(() => format({ minimumFractionDigits: 5, maximumFractionDigits: 2 }, 1), RangeError, /maximumFractionDigits/);
  throws(() => new Intl.NumberFormat("en_US"), RangeError, /locale/);
  throws(() => format({}, Symbol()), TypeError);
});
