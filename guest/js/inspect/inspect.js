// A value as text for people, as Node's `util.inspect` writes it.
(function (native, primordials, parts) {
  "use strict";
  const {
    ArrayPrototypeSort, ReflectApply, SafeMap, StringPrototypeSlice, SymbolFor, listOf, newList,
  } = primordials;
  const { arrange, constructorName, formatPrimitive, formatProperty, indentRest, isExhausted, newState, optionsOf } = parts;
  const { ownValue, prefixOf, spaces, tagOf, unwrap, valueOf, viewOf } = parts;
  const { kind } = native;

  // A method of this name writes its object itself.
  const CUSTOM = SymbolFor("nodejs.util.inspect.custom");
  const OVERFLOW = "Maximum call stack size exceeded";

  function formatValue(state, value, level, isField) {
    if (value === null || (typeof value !== "object" && typeof value !== "function")) return formatPrimitive(state, value);
    let target = value;
    let type = kind(value);
    if (type === "Proxy") {
      target = unwrap(value);
      if (target === null) return state.stylize("<Revoked Proxy>", "special");
      if (state.showProxy) return formatProxy(state, value, level);
      type = kind(target);
    }
    if (state.customInspect) {
      const custom = valueOf(target, CUSTOM);
      if (typeof custom === "function" && custom !== inspect && !isPrototypeObject(target)) {
        const text = runCustom(state, custom, value, level);
        if (text !== undefined) return text;
      }
    }
    return isOpen(state, target) ? formatCircle(state, target) : formatObject(state, target, type, level, isField);
  }

  function isPrototypeObject(object) {
    const constructor = valueOf(object, "constructor");
    return typeof constructor === "function" && ownValue(constructor, "prototype") === object;
  }

  // None if the object gave itself back: then it is shown as usual.
  function runCustom(state, custom, object, level) {
    const depth = state.depth === null ? null : state.depth - level;
    const result = ReflectApply(custom, object, [depth, optionsOf(state), inspect]);
    if (result === object) return undefined;
    return typeof result === "string" ? indentRest(result, spaces(state.indentation)) : formatValue(state, result, level);
  }

  function isOpen(state, object) {
    const { seen } = state;
    for (let index = seen.length - 1; index >= 0; index--) if (seen[index] === object) return true;
    return false;
  }

  function formatCircle(state, object) {
    state.circular ??= new SafeMap();
    let number = state.circular.get(object);
    if (number === undefined) {
      number = state.circular.size + 1;
      state.circular.set(object, number);
    }
    return state.stylize("[Circular *" + number + "]", "special");
  }

  function formatProxy(state, proxy, level) {
    if (state.depth !== null && level > state.depth) return state.stylize("Proxy [Array]", "special");
    state.indentation += 2;
    state.level = level + 1;
    const target = formatValue(state, native.proxyTarget(proxy), level + 1);
    const handler = formatValue(state, native.proxyHandler(proxy), level + 1);
    state.indentation -= 2;
    return arrange(state, listOf(target, handler), "", "Proxy [", "]", level + 1, { __proto__: null, value: undefined });
  }

  function formatObject(state, object, type, level, isField) {
    const constructor = constructorName(object, state, level);
    const tag = tagOf(object, state);
    const view = viewOf(state, object, type, constructor, tag, level, isField);
    state.written += 2 + state.indentation;
    if (view.text !== undefined) return view.text;
    if (isExhausted(state) || (state.depth !== null && level > state.depth)) {
      const name = nameOf(constructor, tag, object);
      return state.stylize(constructor === null ? name : "[" + name + "]", "special");
    }
    const { indentation } = state;
    const depth = state.seen.length;
    state.seen[depth] = object;
    state.level = level + 1;
    let entries;
    try {
      entries = entriesOf(state, object, view, level + 1, isField);
    } catch (error) {
      if (!isOverflow(error)) throw error;
      state.seen.length = depth;
      state.indentation = indentation;
      return "[" + nameOf(constructor, tag, object) + ": Inspection interrupted prematurely. " + OVERFLOW + ".]";
    }
    state.seen.length = depth;
    markReference(state, object, view);
    return arrange(state, entries, view.base, view.open, view.close, level + 1, view.list);
  }

  function nameOf(constructor, tag, object) {
    const fallback = kind(object) === "Array" ? "Array" : "Object";
    return StringPrototypeSlice(prefixOf(constructor, tag, fallback), 0, -1);
  }

  function isOverflow(error) {
    return typeof error === "object" && error !== null && kind(error) === "Error" && ownValue(error, "message") === OVERFLOW;
  }

  function entriesOf(state, object, view, level, isField) {
    const { keys } = view;
    const entries = view.entries === undefined ? newList() : view.entries(state, object, level, isField);
    const own = view.list === undefined ? 0 : entries.length;
    for (let index = 0; index < keys.length; index++) {
      if (isExhausted(state)) {
        const left = keys.length - index;
        entries[entries.length] = "... " + left + " more propert" + (left === 1 ? "y" : "ies");
        break;
      }
      entries[entries.length] = formatProperty(state, object, keys[index], level, view.list !== undefined);
    }
    return state.sorted ? sorted(state, entries, own) : entries;
  }

  // In the order of their text; the elements of lists stay where they are.
  function sorted(state, entries, own) {
    const properties = newList();
    for (let index = own; index < entries.length; index++) properties[index - own] = entries[index];
    ArrayPrototypeSort(properties, state.sorted === true ? undefined : state.sorted);
    for (let index = own; index < entries.length; index++) entries[index] = properties[index - own];
    return entries;
  }

  // An object that lies in itself gets the number that its inner sight names.
  function markReference(state, object, view) {
    const number = state.circular?.get(object);
    if (number === undefined) return;
    const mark = state.stylize("<ref *" + number + ">", "special");
    if (state.compact === true) view.open = mark + " " + view.open;
    else view.base = view.base === "" ? mark : mark + " " + view.base;
  }

  // `base` is ours, `chosen` an options object of the script.
  function inspectWith(value, base, chosen) {
    const state = newState(base, chosen);
    state.format = formatValue;
    return formatValue(state, value, 0);
  }

  function inspect(value, options) {
    return inspectWith(value, undefined, options);
  }
  inspect.custom = CUSTOM;

  // For Rust: never throws. A value whose inspection does is named all the same.
  function inspectSafely(value, colors) {
    try {
      return inspectWith(value, { __proto__: null, colors }, undefined);
    } catch {
      try {
        return inspectWith(value, { __proto__: null, colors, customInspect: false }, undefined);
      } catch {
        return "[" + typeof value + "]";
      }
    }
  }

  return { __proto__: null, inspectSafely, inspectWith };
})
