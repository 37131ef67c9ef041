// In which order English writes the parts of a date and a time.
//
// A pattern is a list of { field, style } and { literal } without a prototype.
(function (native, primordials, parts) {
  "use strict";
  const { newList } = primordials;

  // What `dateStyle` and `timeStyle` stand for.
  const DATE_STYLES = {
    __proto__: null,
    full: { __proto__: null, weekday: "long", year: "numeric", month: "long", day: "numeric" },
    long: { __proto__: null, year: "numeric", month: "long", day: "numeric" },
    medium: { __proto__: null, year: "numeric", month: "short", day: "numeric" },
    short: { __proto__: null, year: "2-digit", month: "numeric", day: "numeric" },
  };
  const TIME_STYLES = {
    __proto__: null,
    full: { __proto__: null, hour: "numeric", minute: "2-digit", second: "2-digit", timeZoneName: "long" },
    long: { __proto__: null, hour: "numeric", minute: "2-digit", second: "2-digit", timeZoneName: "short" },
    medium: { __proto__: null, hour: "numeric", minute: "2-digit", second: "2-digit" },
    short: { __proto__: null, hour: "numeric", minute: "2-digit" },
  };

  // In front of AM and PM: no line breaks there. `format` writes a plain space.
  const NARROW_SPACE = "\u202f";

  // The pattern of a record of fields, with `hourCycle` where there is an hour.
  function patternOf(fields) {
    const date = datePattern(fields), time = timePattern(fields);
    if (date.length === 0) return time;
    if (time.length === 0) return date;
    literal(date, connector(fields));
    return appended(date, time);
  }

  function connector({ weekday, era, year, month, day, hour, minute, hourCycle }) {
    const isWeekdayAlone = weekday !== undefined && (era ?? year ?? month ?? day) === undefined;
    if (isWeekdayAlone && hour !== undefined && (is12(hourCycle) || minute !== undefined)) return " ";
    return month === "long" ? " at " : ", ";
  }

  function datePattern(fields) {
    const { weekday, era, year, month, day } = fields;
    const list = newList();
    const leads = weekday !== undefined && month !== undefined && day !== undefined;
    if (leads) {
      field(list, fields, "weekday");
      literal(list, ", ");
    }
    if (month !== undefined) addMonth(list, fields);
    else if (day !== undefined && weekday !== undefined) addInOrder(list, fields, "day", "weekday", "year");
    else if (year !== undefined) addYearAndDay(list, fields);
    else if (day !== undefined) field(list, fields, "day");
    if (weekday !== undefined && !leads && (day === undefined || month !== undefined)) addBehind(list, fields, "weekday");
    // The era stands behind the year, in front of a weekday that is last.
    if (era !== undefined) addEra(list, fields, leads);
    return list;
  }

  function addMonth(list, fields) {
    const { year, month, day } = fields;
    const isNumber = month === "numeric" || month === "2-digit";
    const gap = isNumber ? "/" : " ";
    field(list, fields, "month");
    if (day !== undefined) {
      literal(list, gap);
      field(list, fields, "day");
    }
    if (year === undefined) return;
    literal(list, !isNumber && day !== undefined ? ", " : gap);
    field(list, fields, "year");
  }

  function addYearAndDay(list, fields) {
    field(list, fields, "year");
    if (fields.day === undefined) return;
    literal(list, " (day: ");
    field(list, fields, "day");
    literal(list, ")");
  }

  function addInOrder(list, fields, ...names) {
    for (let i = 0; i < names.length; i++) if (fields[names[i]] !== undefined) addBehind(list, fields, names[i]);
  }

  function addEra(list, fields, leads) {
    const last = list.length - 1;
    const isWeekdayLast = !leads && last > 0 && list[last].field === "weekday";
    if (!isWeekdayLast) return addBehind(list, fields, "era");
    const weekday = list[last];
    list[last] = { field: "era", style: fields.era, literal: undefined };
    literal(list, " ");
    list[list.length] = weekday;
    return undefined;
  }

  function timePattern(fields) {
    const { hour, minute, second, fractionalSecondDigits, dayPeriod, timeZoneName, hourCycle } = fields;
    const list = newList();
    if (hour !== undefined) field(list, fields, "hour");
    addSeparated(list, fields, "minute", minute !== undefined);
    addSeparated(list, fields, "second", second !== undefined);
    if (fractionalSecondDigits !== undefined) {
      if (second !== undefined) literal(list, ".");
      list[list.length] = { field: "fractionalSecond", style: fractionalSecondDigits, literal: undefined };
    }
    if (hour !== undefined && is12(hourCycle)) {
      literal(list, dayPeriod === undefined ? NARROW_SPACE : " ");
      list[list.length] = { field: "dayPeriod", style: dayPeriod ?? "half", literal: undefined };
    } else if (dayPeriod !== undefined && list.length === 0) field(list, fields, "dayPeriod");
    if (timeZoneName === undefined) return list;
    if (hour !== undefined && !is12(hourCycle) && list.length === 1) literal(list, "h");
    addBehind(list, fields, "timeZoneName");
    return list;
  }

  function addSeparated(list, fields, name, isThere) {
    if (!isThere) return;
    if (list.length > 0) literal(list, ":");
    field(list, fields, name);
  }

  function addBehind(list, fields, name) {
    if (list.length > 0) literal(list, " ");
    field(list, fields, name);
  }

  function field(list, fields, name) {
    list[list.length] = { field: name, style: fields[name], literal: undefined };
  }

  function literal(list, text) {
    list[list.length] = { field: undefined, style: undefined, literal: text };
  }

  function appended(list, more) {
    for (let i = 0; i < more.length; i++) list[list.length] = more[i];
    return list;
  }

  function is12(hourCycle) {
    return hourCycle === "h12" || hourCycle === "h11";
  }

  return { __proto__: null, DATE_STYLES, TIME_STYLES, datePattern, is12, patternOf, timePattern };
})
