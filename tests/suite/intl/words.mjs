import { equal, ok, same, test, throws } from "../assert.mjs";

await test("texts are sorted by letters, then by accents, then by case", () => {
  const words = ["zebra", "Äpfel", "apfel", "Zoo", "résumé", "resume", "Resume", "a10", "a2", "co-op", "coop", "", "_", "1"];
  same(words.toSorted?.(new Intl.Collator("en").compare) ?? words.sort(new Intl.Collator("en").compare), ["", "_", "1", "a10", "a2", "apfel", "Äpfel", "co-op", "coop", "resume", "Resume", "résumé", "zebra", "Zoo"]);
  equal("a".localeCompare("B"), -1);
  equal("a".localeCompare("á", "en", { sensitivity: "base" }), 0);
  equal("a2".localeCompare("a10", undefined, { numeric: true }), -1);
  equal("file 99999999999999999999".localeCompare("file 100000000000000000000", "en", { numeric: true }), -1);
  equal(new Intl.Collator("en", { caseFirst: "upper" }).compare("a", "A"), 1);
  equal(new Intl.Collator("en", { ignorePunctuation: true }).compare("a-b", "ab"), 0);
  same(Intl.Collator().resolvedOptions(), { locale: "en-US", usage: "sort", sensitivity: "variant", ignorePunctuation: false, collation: "default", numeric: false, caseFirst: "false" });
});

await test("plural categories are those of English", () => {
  const cardinal = new Intl.PluralRules("en-US"), ordinal = new Intl.PluralRules("en-US", { type: "ordinal" });
  same([0, 1, 2, 1.5, -1].map((n) => cardinal.select(n)), ["other", "one", "other", "other", "one"]);
  same([1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 111].map((n) => ordinal.select(n)), ["one", "two", "few", "other", "other", "other", "other", "one", "two", "few", "other"]);
  same(ordinal.resolvedOptions().pluralCategories, ["few", "one", "two", "other"]);
  equal(new Intl.PluralRules("en", { minimumFractionDigits: 1 }).select(1), "other");
  throws(() => Intl.PluralRules("en"), TypeError);
});

await test("lists are joined by commas and a word", () => {
  const list = (options, items) => new Intl.ListFormat("en-US", options).format(items);
  same([list({}, []), list({}, ["a"]), list({}, ["a", "b"]), list({}, ["a", "b", "c"])], ["", "a", "a and b", "a, b, and c"]);
  same([list({ type: "disjunction" }, ["a", "b", "c"]), list({ type: "unit", style: "narrow" }, ["a", "b"]), list({ style: "short" }, new Set(["a", "b"]))], ["a, b, or c", "a b", "a & b"]);
  same(new Intl.ListFormat("en").formatToParts(["a", "b"]), [{ type: "element", value: "a" }, { type: "literal", value: " and " }, { type: "element", value: "b" }]);
  throws(() => list({}, [1]), TypeError, /1 which is not a string/);
});

await test("times are told from now", () => {
  const relative = (options, value, unit) => new Intl.RelativeTimeFormat("en", options).format(value, unit);
  same([relative({}, 1, "day"), relative({}, -2, "days"), relative({}, -0, "hour"), relative({}, 1234.5, "seconds")], ["in 1 day", "2 days ago", "0 hours ago", "in 1,234.5 seconds"]);
  same([relative({ numeric: "auto" }, -1, "day"), relative({ numeric: "auto" }, 0, "second"), relative({ numeric: "auto" }, 1, "year")], ["yesterday", "now", "next year"]);
  same([relative({ style: "short" }, 3, "month"), relative({ style: "narrow" }, -3, "months"), relative({ style: "short" }, -2, "quarter")], ["in 3 mo.", "3mo ago", "2 qtrs. ago"]);
  same(new Intl.RelativeTimeFormat("en").formatToParts(2, "week"), [{ type: "literal", value: "in " }, { type: "integer", value: "2", unit: "week" }, { type: "literal", value: " weeks" }]);
  throws(() => relative({}, 1, "fortnight"), RangeError, /fortnight/);
  throws(() => relative({}, NaN, "day"), RangeError, /finite/);
});

await test("a text is cut where its letters end", () => {
  const letters = (text) => [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].map(({ segment }) => segment);
  same(letters("e\u0301x👩‍👩‍👧‍👦👍🏽"), ["e\u0301", "x", "👩‍👩‍👧‍👦", "👍🏽"]);
  same(letters("🇩🇪🇫🇷\r\n한\u1100\u1161\u11a81️⃣"), ["🇩🇪", "🇫🇷", "\r\n", "한", "\u1100\u1161\u11a8", "1️⃣"]);
  const found = new Intl.Segmenter().segment("ae\u0301b").containing(2);
  same(found, { segment: "e\u0301", index: 1, input: "ae\u0301b" });
});

await test("a locale has parts, and those that are not there fall back", () => {
  const locale = new Intl.Locale("EN-latn-us-u-hc-h23", { numeric: true });
  same([String(locale), locale.baseName, locale.language, locale.script, locale.region, locale.hourCycle, locale.numeric], ["en-Latn-US-u-hc-h23-kn", "en-Latn-US", "en", "Latn", "US", "h23", true]);
  same([new Intl.Locale("en").maximize().toString(), new Intl.Locale("en-Latn-US").minimize().toString()], ["en-Latn-US", "en"]);
  same(Intl.getCanonicalLocales(["EN-us", "zh-hans-cn", "en-US"]), ["en-US", "zh-Hans-CN"]);
  same(Intl.NumberFormat.supportedLocalesOf(["en-US", "xx"]), ["en-US"]);
  equal(new Intl.NumberFormat("xx-YY").resolvedOptions().locale, "en-US");
  equal(new Intl.DateTimeFormat(locale).resolvedOptions().locale.slice(0, 2), "en");
  ok(Object.prototype.toString.call(Intl) === "[object Intl]");
  for (const wrong of ["x-", "en_US", "", "e"]) throws(() => Intl.getCanonicalLocales(wrong), RangeError);
  throws(() => Intl.getCanonicalLocales([1]), TypeError);
});
