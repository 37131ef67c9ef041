// Two dates as a range: https://tc39.es/ecma402/#sec-partitiondatetimerangepattern
// What both share is written once, where English has a form for it.
(function (native, primordials, parts) {
  "use strict";
  const { newList } = primordials;
  const { datePattern, fieldsAt, is12, joined, partsOfPattern, patternOf, timePattern } = parts;

  const DASH = "\u2009–\u2009";

  // The parts of a range, each with its source, in a list without a prototype.
  function rangeParts(state, start, end) {
    const from = fieldsAt(state.zone, start), to = fieldsAt(state.zone, end);
    const { fields, pattern } = state;
    const hasTime = timePattern(fields).length > 0, hasDate = datePattern(fields).length > 0;
    const isSameDay = from.era === to.era && from.year === to.year && from.month === to.month && from.day === to.day;
    const whole = partsOfPattern(pattern, state, from);
    const isSame = joined(whole) === joined(partsOfPattern(pattern, state, to));
    if (isSame && (isSameDay || !hasTime || hasDate)) return sourced(newList(), whole, "shared");
    if (hasTime) return isSameDay ? timeRange(state, hasDate, from, to) : bothWhole(state, hasDate ? fields : withDate(fields), from, to);
    const isText = fields.month === "short" || fields.month === "long";
    if (!isText || from.year !== to.year || from.era !== to.era) {
      const needsYear = isText && fields.year === undefined && from.year !== to.year;
      return bothWhole(state, needsYear ? { __proto__: fields, year: "numeric" } : fields, from, to);
    }
    return textRange(state, from, to);
  }

  function bothWhole(state, fields, from, to) {
    return twoSides(newList(), state, patternOf(fields), patternOf(fields), from, to);
  }

  // Times on different days say which.
  function withDate(fields) {
    return { __proto__: fields, year: "numeric", month: "numeric", day: "numeric" };
  }

  // "1:05 - 2:05 PM", after the date.
  function timeRange(state, hasDate, from, to) {
    const { fields } = state;
    const list = newList();
    if (hasDate) {
      sourced(list, partsOfPattern(datePattern(fields), state, from), "shared");
      add(list, "literal", ", ", "shared");
    }
    const late = timePattern(fields);
    const isShort = fields.second === undefined && fields.fractionalSecondDigits === undefined && fields.hour !== undefined;
    const isSameHalf = is12(state.hourCycle) && (from.hour < 12) === (to.hour < 12) && fields.dayPeriod === undefined;
    const early = isShort && (isSameHalf || !is12(state.hourCycle)) ? withoutHalf(late) : late;
    return twoSides(list, state, early, late, from, to);
  }

  // The hour and the minute alone.
  function withoutHalf(pattern) {
    const list = newList();
    for (let i = 0; i < pattern.length; i++) {
      const next = i + 1 < pattern.length ? pattern[i + 1] : undefined;
      const { field } = pattern[i];
      if (field === "dayPeriod" || field === "timeZoneName") continue;
      if (field === undefined && (next === undefined || next.field === "dayPeriod" || next.field === "timeZoneName")) continue;
      list[list.length] = pattern[i];
    }
    return list;
  }

  // "Feb 1 - 3, 2024", "Feb 29 - Mar 2, 2024", "February - March 2024".
  function textRange(state, from, to) {
    const { fields } = state;
    const { weekday, month, day } = fields;
    const early = datePattern({ __proto__: null, weekday, month, day });
    const isSameMonth = from.month === to.month && weekday === undefined;
    const late = datePattern(isSameMonth ? { __proto__: null, day } : { __proto__: null, weekday, month, day });
    const list = twoSides(newList(), state, early, late, from, to);
    if (fields.year === undefined) return list;
    add(list, "literal", day === undefined ? " " : ", ", "shared");
    const year = datePattern({ __proto__: null, year: fields.year, era: fields.era });
    return sourced(list, partsOfPattern(year, state, to), "shared");
  }

  function twoSides(list, state, early, late, from, to) {
    sourced(list, partsOfPattern(early, state, from), "startRange");
    add(list, "literal", DASH, "shared");
    return sourced(list, partsOfPattern(late, state, to), "endRange");
  }

  function sourced(list, items, source) {
    for (let i = 0; i < items.length; i++) add(list, items[i].type, items[i].value, source);
    return list;
  }

  function add(list, type, value, source) {
    list[list.length] = { type, value, source };
  }

  return { __proto__: null, rangeParts };
})
