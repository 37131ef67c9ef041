import { DateTime, Duration, IANAZone, Info, Interval, Settings } from "luxon";
import { print, thrown } from "../print.js";

Settings.defaultZone = "utc";
Settings.defaultLocale = "en-US";
const time = DateTime.fromISO("2024-02-29T13:05:09.070Z");
print("ISO", [time.toISO(), time.plus({ months: 1, days: 2 }).toISODate(), time.startOf("week").toISO(), time.toISOWeekDate(), time.ordinal]);
print("zones with a fixed offset", [time.setZone("UTC+5:30").toISO(), time.setZone("UTC-3").toFormat("ZZZZ z")]);
print("formats", time.toFormat("cccc, d LLLL yyyy, h:mm:ss.SSS a ZZ, 'week' W, 'day' o, q, G, MMM, EEE"));
print("presets", [DateTime.DATE_SHORT, DateTime.DATE_MED, DateTime.DATE_MED_WITH_WEEKDAY, DateTime.DATE_FULL, DateTime.DATE_HUGE, DateTime.TIME_SIMPLE, DateTime.TIME_WITH_SECONDS, DateTime.TIME_24_SIMPLE, DateTime.TIME_24_WITH_SECONDS, DateTime.DATETIME_SHORT, DateTime.DATETIME_MED, DateTime.DATETIME_MED_WITH_SECONDS, DateTime.DATETIME_FULL, DateTime.DATETIME_HUGE, DateTime.TIME_WITH_LONG_OFFSET].map((preset) => time.toLocaleString(preset)));
print("macro tokens", ["D", "DD", "DDD", "DDDD", "t", "tt", "T", "TT", "f", "ff", "fff", "F", "FF"].map((token) => time.toFormat(token)));
print("parsing", [DateTime.fromFormat("March 3, 2021 5:06 PM", "LLLL d, yyyy h:mm a"), DateTime.fromHTTP("Sun, 06 Nov 1994 08:49:37 GMT"), DateTime.fromRFC2822("Tue, 01 Nov 2016 13:23:12 +0630"), DateTime.fromSQL("2017-05-15 09:24:15")].map(String));
print("what is invalid", [DateTime.fromISO("2021-02-30").invalidExplanation, DateTime.fromFormat("x", "yyyy").invalidReason]);
print("durations", [Duration.fromObject({ hours: 30, minutes: 90 }).normalize().toISO(), Duration.fromISO("P1Y2M3DT4H").toHuman(), Duration.fromMillis(3723004).toFormat("hh:mm:ss.SSS"), Duration.fromObject({ days: 1, hours: 2 }).toHuman({ listStyle: "long", unitDisplay: "short" })]);
print("intervals", [Interval.fromDateTimes(time, time.plus({ days: 10 })).splitBy({ days: 3 }).length, Interval.after(time, { hours: 2 }).toString(), Interval.after(time, { days: 2 }).toLocaleString(DateTime.DATE_MED), time.diff(DateTime.utc(2023, 1, 1), ["months", "days", "hours"]).toObject()]);
print("relative", [time.plus({ days: 1 }).toRelativeCalendar({ base: time }), time.minus({ hours: 5 }).toRelative({ base: time }), time.plus({ months: 3 }).toRelative({ base: time, style: "short" })]);
print("names", [Info.months(), Info.weekdays("short"), Info.meridiems(), Info.eras("long"), Info.features()]);
print("no such zone", [IANAZone.isValidZone("No/Where"), time.setZone("No/Where").invalidReason, thrown(() => DateTime.fromObject({ nothing: 1 }))]);
