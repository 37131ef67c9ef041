// `console.table`: rows and columns in a frame.
(function (native, primordials, parts) {
  "use strict";
  const {
    MapIteratorPrototypeNext, MapPrototypeEntries, ObjectHasOwn, ObjectKeys, SafeMap, SetIteratorPrototypeNext,
    SetPrototypeValues, String, StringPrototypeRepeat, listOf, newList,
  } = primordials;
  const { describe, inspectWith, spaces, unwrap, widthOf } = parts;
  const { kind } = native;

  function cell(value, colors) {
    const isWide = typeof value === "object" && value !== null && kind(value) !== "Array" && kind(value) !== "Proxy" &&
      ObjectKeys(value).length > 2;
    const base = { __proto__: null, depth: isWide ? -1 : 0, maxArrayLength: 3, breakLength: Infinity, colors };
    return inspectWith(value, base, undefined);
  }

  function propertyCell(object, key, colors) {
    const descriptor = describe(object, key);
    if (descriptor.get !== undefined || descriptor.set !== undefined) return "[Getter]";
    return cell(descriptor.value, colors);
  }

  function isPrimitive(value) {
    return value === null || (typeof value !== "object" && typeof value !== "function");
  }

  function column(title) {
    return { __proto__: null, title, cells: newList() };
  }

  function mapTable(map, colors) {
    const columns = listOf(column("(iteration index)"), column("Key"), column("Values"));
    const entries = MapPrototypeEntries(map);
    for (let row = 0; ; row++) {
      const step = MapIteratorPrototypeNext(entries);
      if (step.done) return draw(columns, row);
      const pair = step.value;
      columns[0].cells[row] = String(row);
      columns[1].cells[row] = cell(pair[0], colors);
      columns[2].cells[row] = cell(pair[1], colors);
    }
  }

  function setTable(set, colors) {
    const columns = listOf(column("(iteration index)"), column("Values"));
    const values = SetPrototypeValues(set);
    for (let row = 0; ; row++) {
      const step = SetIteratorPrototypeNext(values);
      if (step.done) return draw(columns, row);
      columns[0].cells[row] = String(row);
      columns[1].cells[row] = cell(step.value, colors);
    }
  }

  // Rows are the object's properties; columns are those of the rows.
  function objectTable(object, properties, colors) {
    const rows = ObjectKeys(object);
    const columns = listOf(column("(index)"));
    const byKey = new SafeMap();
    const values = column("Values");
    let hasValues = false;
    for (let row = 0; row < rows.length; row++) {
      columns[0].cells[row] = rows[row];
      const descriptor = describe(object, rows[row]);
      const item = descriptor.value;
      if (isPrimitive(item)) {
        if (properties !== undefined) {
          fillRow(columns, byKey, row, {}, properties, colors);
          continue;
        }
        hasValues = true;
        values.cells[row] = propertyCell(object, rows[row], colors);
      } else {
        fillRow(columns, byKey, row, unwrap(item), properties, colors);
      }
    }
    if (hasValues) columns[columns.length] = values;
    return draw(columns, rows.length);
  }

  function fillRow(columns, byKey, row, item, properties, colors) {
    if (item === null) return;
    const keys = properties ?? ObjectKeys(item);
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index];
      let target = byKey.get(key);
      if (target === undefined) {
        target = column(key);
        byKey.set(key, target);
        columns[columns.length] = target;
      }
      if (ObjectHasOwn(item, key)) target.cells[row] = propertyCell(item, key, colors);
    }
  }

  function draw(columns, rows) {
    const widths = newList();
    for (let index = 0; index < columns.length; index++) {
      let width = widthOf(columns[index].title, true);
      const { cells } = columns[index];
      for (let row = 0; row < rows; row++) {
        const own = cells[row] === undefined ? 0 : widthOf(cells[row], true);
        if (own > width) width = own;
      }
      widths[index] = width + 2;
    }
    let text = rule(widths, "┌", "┬", "┐") + "\n" + line(columns, widths, (each) => each.title) + "\n";
    text += rule(widths, "├", "┼", "┤") + "\n";
    for (let row = 0; row < rows; row++) text += line(columns, widths, (each) => each.cells[row] ?? "") + "\n";
    return text + rule(widths, "└", "┴", "┘");
  }

  function rule(widths, left, middle, right) {
    let text = left;
    for (let index = 0; index < widths.length; index++) {
      text += (index === 0 ? "" : middle) + StringPrototypeRepeat("─", widths[index]);
    }
    return text + right;
  }

  function line(columns, widths, textOf) {
    let text = "│";
    for (let index = 0; index < columns.length; index++) {
      const content = textOf(columns[index]);
      text += " " + content + spaces(widths[index] - widthOf(content, true) - 1) + "│";
    }
    return text;
  }

  // The table of an object; `properties` are the columns wanted, or undefined.
  function formatTable(object, properties, colors) {
    const target = unwrap(object);
    const type = target === null ? "" : kind(target);
    if (type === "Map") return mapTable(target, colors);
    if (type === "Set") return setTable(target, colors);
    return objectTable(target ?? {}, properties, colors);
  }

  return { __proto__: null, formatTable };
})
