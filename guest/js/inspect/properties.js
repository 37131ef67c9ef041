// One property or element.
(function (native, primordials, parts) {
  "use strict";
  const { ReflectApply } = primordials;
  const { describe, escapeControls, isIdentifier, ownValue, quote, spaces, symbolText, widthOf } = parts;
  const { OTHER, own } = native;

  function formatKey(state, key, descriptor) {
    if (typeof key === "symbol") {
      const name = state.stylize(symbolText(key), "symbol");
      return "[" + name + "]";
    }
    if (key === "__proto__") return "['__proto__']";
    if (descriptor.enumerable === false) return "[" + escapeControls(key) + "]";
    return isIdentifier(key) ? state.stylize(key, "name") : state.stylize(quote(key), "string");
  }

  function formatAccessor(state, descriptor, object, level) {
    const label = descriptor.get === undefined ? "Setter" : descriptor.set === undefined ? "Getter" : "Getter/Setter";
    const wanted = state.getters === true ||
      (state.getters === "get" && descriptor.set === undefined) || (state.getters === "set" && descriptor.set !== undefined);
    if (!wanted || descriptor.get === undefined) return state.stylize("[" + label + "]", "special");
    return askGetter(state, label, descriptor.get, object, level);
  }

  // `getters: true` is a script's own wish.
  function askGetter(state, label, getter, object, level) {
    const { stylize } = state;
    state.indentation += 2;
    try {
      const value = ReflectApply(getter, object, []);
      if (value === null || typeof value !== "object") {
        return stylize("[" + label + ":", "special") + " " + state.format(state, value, level) + stylize("]", "special");
      }
      return stylize("[" + label + "]", "special") + " " + state.format(state, value, level);
    } catch (error) {
      const message = typeof error === "object" && error !== null ? ownValue(error, "message") : undefined;
      const reason = typeof message === "string" ? message : "undefined";
      return stylize("[" + label + ": <Inspection threw (" + reason + ")>]", "special");
    } finally {
      state.indentation -= 2;
    }
  }

  const ABSENT = { __proto__: null, value: undefined, enumerable: true };

  // No character is wider than two columns.
  function isWider(text, state) {
    return text.length * 2 > state.breakLength && widthOf(text, state.colors) > state.breakLength;
  }

  // `key: value` of an object; `dense` for the extra properties of a list.
  function formatProperty(state, object, key, level, dense) {
    const value = own(object, key);
    const descriptor = value === OTHER ? describe(object, key) ?? ABSENT : { __proto__: null, value };
    let text;
    let gap = " ";
    if (descriptor.get !== undefined || descriptor.set !== undefined) {
      text = formatAccessor(state, descriptor, object, level);
    } else {
      const shift = state.compact !== true || dense ? 2 : 3;
      state.indentation += shift;
      text = state.format(state, descriptor.value, level);
      if (shift === 3 && isWider(text, state)) gap = "\n" + spaces(state.indentation);
      state.indentation -= shift;
    }
    const name = formatKey(state, key, descriptor);
    state.written += name.length + state.indentation;
    return name + ":" + gap + text;
  }

  // An element of an array: its value alone.
  function formatElement(state, list, index, level) {
    let value = own(list, index);
    const descriptor = value === OTHER ? describe(list, index) ?? ABSENT : ABSENT;
    if (descriptor.get !== undefined || descriptor.set !== undefined) return formatAccessor(state, descriptor, list, level);
    if (value === OTHER) value = descriptor.value;
    state.indentation += 2;
    const text = state.format(state, value, level);
    state.indentation -= 2;
    return text;
  }

  return { __proto__: null, formatElement, formatProperty };
})
