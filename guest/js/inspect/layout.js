// Entries on one line, in columns or on lines of their own: as Node does it.
(function (native, primordials, parts) {
  "use strict";
  const {
    MathFloor, MathMax, MathMin, MathRound, MathSqrt, StringPrototypeIncludes, StringPrototypePadEnd, StringPrototypePadStart,
    newList,
  } = primordials;
  const { join, lengthOf, spaces, widthOf } = parts;

  // More entries than this, and short ones stand in columns.
  const ENTRIES_FOR_COLUMNS = 6;
  const MOST_COLUMNS = 15;
  // A character is about this many times as high as wide.
  const CHARACTER_HEIGHT = 2.5;
  // What one line allows for what stands around it.
  const MARGIN = 10;

  function fitsOnLine(state, entries, start, base) {
    let total = entries.length + start;
    if (total + entries.length > state.breakLength) return false;
    for (let index = 0; index < entries.length; index++) {
      total += lengthOf(entries[index], state.colors);
      if (total > state.breakLength) return false;
    }
    return base === "" || !StringPrototypeIncludes(base, "\n");
  }

  // `base {entries}`. `list` is the array-like that the entries are of, if any.
  function arrange(state, entries, base, open, close, level, list) {
    const lead = base === "" ? "" : base + " ";
    if (state.compact === true) return arrangeTightly(state, entries, base, open, close);
    if (typeof state.compact === "number" && state.compact >= 1) {
      const count = entries.length;
      if (list !== undefined && count > ENTRIES_FOR_COLUMNS) entries = inColumns(state, entries, list.value);
      if (state.level - level < state.compact && count === entries.length) {
        const start = entries.length + state.indentation + open.length + base.length + MARGIN;
        if (fitsOnLine(state, entries, start, base)) {
          const line = join(entries, ", ");
          if (!StringPrototypeIncludes(line, "\n")) return lead + open + " " + line + " " + close;
        }
      }
    }
    const newline = "\n" + spaces(state.indentation);
    return lead + open + newline + "  " + join(entries, "," + newline + "  ") + newline + close;
  }

  function arrangeTightly(state, entries, base, open, close) {
    const after = base === "" ? "" : " " + base;
    if (fitsOnLine(state, entries, 0, base)) return open + after + " " + join(entries, ", ") + " " + close;
    const newline = "\n" + spaces(state.indentation);
    const lead = base === "" && open.length === 1 ? " " : after + newline + "  ";
    return open + lead + join(entries, "," + newline + "  ") + " " + close;
  }

  function inColumns(state, entries, value) {
    // The last entry may say how many are not shown.
    const count = entries.length - (state.maxArrayLength < entries.length ? 1 : 0);
    const widths = newList();
    let total = 0;
    let widest = 0;
    for (let index = 0; index < count; index++) {
      const width = widthOf(entries[index], state.colors);
      widths[index] = width;
      total += width + 2;
      if (width > widest) widest = width;
    }
    const cell = widest + 2;
    if (cell * 3 + state.indentation >= state.breakLength) return entries;
    if (total / cell <= 5 && widest > 6) return entries;
    const columns = columnCount(state, cell, total, entries.length, count);
    return columns <= 1 ? entries : rows(state, entries, value, widths, columns, count);
  }

  // Roughly a square, narrower where most entries are shorter than the widest.
  function columnCount(state, cell, total, all, count) {
    const bias = MathSqrt(cell - total / all);
    const biased = MathMax(cell - 3 - bias, 1);
    return MathMin(
      MathRound(MathSqrt(CHARACTER_HEIGHT * biased * count) / biased),
      MathFloor((state.breakLength - state.indentation) / cell),
      state.compact * 4,
      MOST_COLUMNS,
    );
  }

  function rows(state, entries, value, widths, columns, count) {
    const columnWidths = newList();
    for (let column = 0; column < columns; column++) {
      let width = 0;
      for (let index = column; index < count; index += columns) width = MathMax(width, widths[index]);
      columnWidths[column] = width + 2;
    }
    const numeric = value !== undefined && isNumeric(value, entries.length);
    const pad = numeric ? StringPrototypePadStart : StringPrototypePadEnd;
    const result = newList();
    for (let first = 0; first < count; first += columns) {
      const end = MathMin(first + columns, count);
      let line = "";
      let index = first;
      for (; index < end - 1; index++) {
        const invisible = entries[index].length - widths[index];
        line += pad(entries[index] + ", ", columnWidths[index - first] + invisible, " ");
      }
      const invisible = entries[index].length - widths[index];
      line += numeric ? pad(entries[index], columnWidths[index - first] + invisible - 2, " ") : entries[index];
      result[result.length] = line;
    }
    if (count < entries.length) result[result.length] = entries[count];
    return result;
  }

  // Numbers stand right-aligned, if there is nothing else.
  function isNumeric(value, count) {
    for (let index = 0; index < count; index++) {
      const item = native.own(value, index);
      if (typeof item !== "number" && typeof item !== "bigint") return false;
    }
    return true;
  }

  return { __proto__: null, arrange };
})
