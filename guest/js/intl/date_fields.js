// The fields of a time and how English writes each.
(function (native, primordials, parts) {
  "use strict";
  const {
    Date, DatePrototypeGetUTCDate, DatePrototypeGetUTCDay, DatePrototypeGetUTCFullYear, DatePrototypeGetUTCHours, DatePrototypeGetUTCMilliseconds,
    DatePrototypeGetUTCMinutes, DatePrototypeGetUTCMonth, DatePrototypeGetUTCSeconds, String, StringPrototypePadStart, StringPrototypeSlice, newList,
  } = primordials;
  const { is12, offsetAt, padded, zoneText } = parts;

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  const MINUTE = 60_000;

  // The calendar's fields at a time, in a zone.
  function fieldsAt(zone, time) {
    const date = new Date(time + offsetAt(zone, time) * MINUTE);
    const year = DatePrototypeGetUTCFullYear(date);
    return {
      time,
      // Before the year 1 lies the year 1 before Christ.
      era: year > 0 ? 1 : 0,
      year: year > 0 ? year : 1 - year,
      month: DatePrototypeGetUTCMonth(date),
      day: DatePrototypeGetUTCDate(date),
      weekday: DatePrototypeGetUTCDay(date),
      hour: DatePrototypeGetUTCHours(date),
      minute: DatePrototypeGetUTCMinutes(date),
      second: DatePrototypeGetUTCSeconds(date),
      millisecond: DatePrototypeGetUTCMilliseconds(date),
    };
  }

  // The parts of a pattern, in a list without a prototype.
  function partsOfPattern(pattern, { zone, hourCycle }, fields) {
    const list = newList();
    const has = { minute: false, second: false, hour: false, only: true };
    for (let i = 0; i < pattern.length; i++) {
      const { field } = pattern[i];
      if (field === "hour" || field === "minute" || field === "second") has[field] = true;
    }
    for (let i = 0; i < pattern.length; i++) {
      const { field, style, literal } = pattern[i];
      if (field === undefined) list[list.length] = { type: "literal", value: literal };
      else list[list.length] = { type: field, value: textOf(field, style, fields, { zone, hourCycle, has }) };
    }
    return list;
  }

  function textOf(field, style, fields, how) {
    const { has } = how;
    switch (field) {
      case "weekday": return named(WEEKDAYS[fields.weekday], style);
      case "era": return eraText(fields.era, style);
      case "year": return style === "2-digit" ? padded(fields.year % 100) : String(fields.year);
      case "month": return monthText(fields.month, style);
      case "day": return numeric(fields.day, style);
      case "hour": return hourText(fields.hour, style, how.hourCycle);
      case "minute": return has.hour || has.second ? padded(fields.minute) : String(fields.minute);
      case "second": return has.minute ? padded(fields.second) : String(fields.second);
      case "fractionalSecond": return StringPrototypeSlice(StringPrototypePadStart(String(fields.millisecond), 3, "0"), 0, style);
      case "dayPeriod": return style === "half" ? (fields.hour < 12 ? "AM" : "PM") : dayPeriodText(fields, style, has);
      default: return zoneText(how.zone, fields.time, style);
    }
  }

  function numeric(number, style) {
    return style === "2-digit" ? padded(number) : String(number);
  }

  function named(name, style) {
    return style === "long" ? name : StringPrototypeSlice(name, 0, style === "narrow" ? 1 : 3);
  }

  function monthText(month, style) {
    return style === "numeric" || style === "2-digit" ? numeric(month + 1, style) : named(MONTHS[month], style);
  }

  function eraText(era, style) {
    if (style === "long") return era === 1 ? "Anno Domini" : "Before Christ";
    if (style === "narrow") return era === 1 ? "A" : "B";
    return era === 1 ? "AD" : "BC";
  }

  function hourText(hour, style, hourCycle) {
    switch (hourCycle) {
      case "h11": return numeric(hour % 12, style);
      case "h12": return numeric(hour % 12 === 0 ? 12 : hour % 12, style);
      case "h24": return padded(hour === 0 ? 24 : hour);
      default: return padded(hour);
    }
  }

  function dayPeriodText({ hour, minute }, style, has) {
    if (hour === 12 && (minute === 0 || !has.minute)) return has.hour ? (style === "narrow" ? "n" : "noon") : style === "narrow" ? "n" : "noon";
    if (hour < 12) return "in the morning";
    if (hour < 18) return "in the afternoon";
    return hour < 21 ? "in the evening" : "at night";
  }

  return { __proto__: null, fieldsAt, is12, partsOfPattern };
})
