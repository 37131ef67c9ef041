import { equal, same, test, throws } from "../assert.mjs";

const time = Date.UTC(2024, 1, 29, 13, 5, 9, 70);
const format = (options, at = time) => new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(at);

await test("dates and times have four styles", () => {
  same(["full", "long", "medium", "short"].map((dateStyle) => format({ dateStyle })), ["Thursday, February 29, 2024", "February 29, 2024", "Feb 29, 2024", "2/29/24"]);
  same(["full", "long", "medium", "short"].map((timeStyle) => format({ timeStyle })), ["1:05:09 PM Coordinated Universal Time", "1:05:09 PM UTC", "1:05:09 PM", "1:05 PM"]);
  equal(format({ dateStyle: "long", timeStyle: "short" }), "February 29, 2024 at 1:05 PM");
  equal(format({ dateStyle: "short", timeStyle: "short" }), "2/29/24, 1:05 PM");
});

await test("fields stand in their order", () => {
  equal(format({}), "2/29/2024");
  equal(format({ weekday: "long", year: "numeric", month: "long", day: "numeric" }), "Thursday, February 29, 2024");
  equal(format({ weekday: "short", month: "short", day: "2-digit" }), "Thu, Feb 29");
  equal(format({ year: "2-digit", month: "2-digit", day: "2-digit" }), "02/29/24");
  equal(format({ year: "numeric", month: "long" }), "February 2024");
  equal(format({ month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" }), "2/29, 01:05 PM");
  equal(format({ hour: "numeric", minute: "numeric", second: "numeric", fractionalSecondDigits: 3 }), "1:05:09.070 PM");
  equal(format({ era: "short", year: "numeric" }, -1e14), "1200 BC");
  equal(format({ era: "short", year: "numeric" }, -7e13), "250 BC");
  equal(format({ hour: "numeric", dayPeriod: "long" }), "1 in the afternoon");
});

await test("the day has twelve hours or twenty-four", () => {
  const midnight = Date.UTC(2024, 0, 1, 0, 5);
  const clock = (options) => format({ hour: "numeric", minute: "2-digit", ...options }, midnight);
  same([clock({}), clock({ hour12: false }), clock({ hourCycle: "h23" }), clock({ hourCycle: "h11" }), clock({ hourCycle: "h24" })], ["12:05 AM", "24:05", "00:05", "0:05 AM", "24:05"]);
  equal(new Intl.DateTimeFormat("en-US-u-hc-h23", { timeStyle: "short", timeZone: "UTC" }).format(midnight), "00:05");
});

await test("zones are UTC and those with a fixed offset", () => {
  equal(format({ timeStyle: "long", timeZone: "Etc/GMT+3" }), "10:05:09 AM GMT-3");
  equal(format({ timeZone: "Etc/GMT-11" }), "3/1/2024");
  equal(new Intl.DateTimeFormat("en", { timeZone: "gmt" }).resolvedOptions().timeZone, "UTC");
  same(["short", "long", "shortOffset", "longOffset"].map((timeZoneName) => format({ hour: "numeric", timeZoneName })), ["1 PM UTC", "1 PM Coordinated Universal Time", "1 PM GMT+0", "1 PM GMT+00:00"]);
  throws(() => format({ timeZone: "No/Where" }), RangeError, /Invalid time zone specified: No\/Where/);
});

await test("the methods of dates show what they are named for", () => {
  const date = new Date(time);
  const utc = { timeZone: "UTC" };
  same([date.toLocaleString("en-US", utc), date.toLocaleDateString("en-US", utc), date.toLocaleTimeString("en-US", utc)], ["2/29/2024, 1:05:09 PM", "2/29/2024", "1:05:09 PM"]);
  equal(date.toLocaleDateString("en-US", { ...utc, hour: "numeric" }), "2/29/2024, 1 PM");
  equal(date.toLocaleTimeString([], { ...utc, hour: "2-digit", minute: "2-digit" }), "01:05 PM");
  equal(new Date(NaN).toLocaleString(), "Invalid Date");
  throws(() => date.toLocaleDateString("en-US", { timeStyle: "short" }), TypeError, /timeStyle/);
});

await test("a date can be had in parts", () => {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "short", day: "numeric", hour: "numeric" }).formatToParts(time);
  same(parts.map(({ type, value }) => type + " " + value), ["month Feb", "literal  ", "day 29", "literal , ", "hour 1", "literal \u202f", "dayPeriod PM"]);
});

await test("two dates make a range", () => {
  const range = (options, hours) => new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).formatRange(time, time + hours * 3600e3).replace(/[\u2009\u202f]/g, " ");
  equal(range({ dateStyle: "medium" }, 48), "Feb 29 – Mar 2, 2024");
  equal(range({ month: "short", day: "numeric" }, 6), "Feb 29");
  equal(range({ year: "numeric", month: "long" }, 48), "February – March 2024");
  equal(range({ hour: "numeric", minute: "numeric" }, 1), "1:05 – 2:05 PM");
  equal(range({}, 48), "2/29/2024 – 3/2/2024");
  equal(range({}, 0), "2/29/2024");
});

await test("a formatter says what it has resolved", () => {
  same(new Intl.DateTimeFormat("en-US", { timeZone: "UTC", hour: "numeric", minute: "numeric", month: "short" }).resolvedOptions(), {
    locale: "en-US", calendar: "gregory", numberingSystem: "latn", timeZone: "UTC", hourCycle: "h12", hour12: true, month: "short", hour: "numeric", minute: "2-digit",
  });
  equal(Intl.DateTimeFormat("en", { dateStyle: "full" }).resolvedOptions().dateStyle, "full");
});

await test("what cannot be shown is refused", () => {
  throws(() => format({}, NaN), RangeError, /Invalid time value/);
  throws(() => format({}, 8.64e15 + 1), RangeError, /Invalid time value/);
  throws(() => format({ dateStyle: "full", year: "numeric" }), TypeError, /year.*dateStyle/);
  throws(() => format({ month: "big" }), RangeError, /big/);
});
