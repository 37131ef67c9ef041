// Errors: a heading, the frames, and the properties that say more.
//
// QuickJS's `stack` holds the frames alone, so the heading is made here of name
// and message as they are now. A script may have put anything in their place.
(function (native, primordials, parts) {
  "use strict";
  const {
    ArrayIsArray, ErrorPrototype, ErrorPrototypeGetStack, String, StringPrototypeEndsWith, StringPrototypeIncludes, StringPrototypeIndexOf,
    StringPrototypeSlice, StringPrototypeStartsWith, StringPrototypeTrim, newList,
  } = primordials;
  const { describe, domExceptionState, indentRest, inherits, isDOMException, join, linesOf, ownValue, prefixOf, spaces, valueOf } = parts;
  const { kind } = native;

  const FRAME = "    at ";

  function isError(object, type) {
    return type === "Error" || type === "DOMException" || inherits(object, ErrorPrototype);
  }

  function isInternal(frame) {
    return StringPrototypeIncludes(frame, "(skerry:") || StringPrototypeStartsWith(frame, FRAME + "skerry:");
  }

  // The frames of a stack without ours, and without the native functions that
  // ours called.
  function visibleFrames(stack) {
    const lines = linesOf(stack, false);
    const frames = newList();
    for (let index = 0; index < lines.length; index++) {
      if (lines[index] === "" || isInternal(lines[index])) continue;
      if (StringPrototypeEndsWith(lines[index], " (native)") && isCalledByUs(lines, index)) continue;
      frames[frames.length] = lines[index];
    }
    return frames;
  }

  function isCalledByUs(lines, index) {
    while (index < lines.length && StringPrototypeEndsWith(lines[index], " (native)")) index++;
    return index < lines.length && isInternal(lines[index]);
  }

  function stackOf(error, type) {
    const own = describe(error, "stack");
    if (own !== undefined) return own.value;
    return type === "Error" ? ErrorPrototypeGetStack(error) : valueOf(error, "stack");
  }

  function textOf(value) {
    if (typeof value === "string") return value;
    if (value === undefined || value === null || typeof value === "object" || typeof value === "function") return "";
    return String(value);
  }

  function nameOf(error) {
    const name = textOf(isDOMException(error) ? domExceptionState(error).name : valueOf(error, "name"));
    return name === "" ? "Error" : name;
  }

  function messageOf(error) {
    return textOf(isDOMException(error) ? domExceptionState(error).message : valueOf(error, "message"));
  }

  function headingOf(error) {
    const name = nameOf(error);
    const message = messageOf(error);
    return message === "" ? name : name + ": " + message;
  }

  // `{ heading, frames }`; a stack that a script wrote has a heading of its own.
  function partsOf(error, type) {
    const stack = stackOf(error, type);
    if (typeof stack !== "string" || StringPrototypeTrim(stack) === "" || StringPrototypeStartsWith(stack, FRAME)) {
      return { __proto__: null, heading: headingOf(error), frames: visibleFrames(typeof stack === "string" ? stack : "") };
    }
    const start = StringPrototypeIndexOf(stack, "\n" + FRAME);
    if (start === -1) return { __proto__: null, heading: stack, frames: newList() };
    return {
      __proto__: null,
      heading: StringPrototypeSlice(stack, 0, start),
      frames: visibleFrames(StringPrototypeSlice(stack, start + 1)),
    };
  }

  // Says the class where the heading only says `Error`.
  function withClass(heading, name, constructor, tag) {
    if (constructor === null) return nullPrototypeHeading(heading, name, tag);
    if (!StringPrototypeEndsWith(name, "Error") || !StringPrototypeStartsWith(heading, name)) return heading;
    const next = heading[name.length];
    if (next !== undefined && next !== ":" && next !== "\n") return heading;
    return replaceName(heading, name, StringPrototypeSlice(prefixOf(constructor, tag, "Error"), 0, -1), name.length);
  }

  function nullPrototypeHeading(heading, name, tag) {
    const word = StringPrototypeStartsWith(heading, name) ? name : "";
    const prefix = StringPrototypeSlice(prefixOf(null, tag, word === "" ? "Error" : word), 0, -1);
    return word === "" ? prefix + ": " + heading : replaceName(heading, name, prefix, word.length);
  }

  function replaceName(heading, name, prefix, length) {
    if (name === prefix) return heading;
    const rest = StringPrototypeSlice(heading, length);
    return StringPrototypeIncludes(prefix, name) ? prefix + rest : prefix + " [" + name + "]" + rest;
  }

  // Frames that the cause has too are not printed twice.
  function withoutSharedFrames(state, error, frames) {
    const cause = ownValue(error, "cause");
    if (typeof cause !== "object" || cause === null) return frames;
    const type = kind(cause);
    if (type === "Proxy" || !isError(cause, type)) return frames;
    const others = partsOf(cause, type).frames;
    let shared = 0;
    while (
      shared < frames.length && shared < others.length &&
      frames[frames.length - 1 - shared] === others[others.length - 1 - shared]
    ) shared++;
    if (shared <= 3) return frames;
    const kept = newList();
    const first = frames.length - shared;
    for (let index = 0; index <= first; index++) kept[index] = frames[index];
    const hidden = shared - 2;
    kept[kept.length] = state.stylize("    ... " + hidden + " lines matching cause stack trace ...", "undefined");
    kept[kept.length] = frames[frames.length - 1];
    return kept;
  }

  // What the heading says need not be said again by a property.
  function adjustKeys(state, error, keys, heading) {
    const adjusted = newList();
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index];
      if (!state.showHidden && (key === "name" || key === "message" || key === "stack")) {
        const value = ownValue(error, key);
        if (key === "stack" || typeof value !== "string" || StringPrototypeIncludes(heading, value)) continue;
      }
      adjusted[adjusted.length] = key;
    }
    appendHidden(adjusted, error, "cause", () => true);
    appendHidden(adjusted, error, "errors", ArrayIsArray);
    return adjusted;
  }

  function appendHidden(keys, error, key, isWanted) {
    for (let index = 0; index < keys.length; index++) if (keys[index] === key) return;
    const descriptor = describe(error, key);
    if (descriptor !== undefined && isWanted(descriptor.value)) keys[keys.length] = key;
  }

  // `{ base, keys }`
  function errorView(state, error, type, constructor, tag, keys) {
    const { heading, frames } = partsOf(error, type);
    const title = withClass(heading, nameOf(error), constructor, tag);
    const adjusted = adjustKeys(state, error, keys, title);
    const base = frames.length === 0
      ? "[" + title + "]"
      : title + "\n" + join(withoutSharedFrames(state, error, frames), "\n");
    state.written += base.length;
    return { __proto__: null, base: indentRest(base, spaces(state.indentation)), keys: adjusted };
  }

  return { __proto__: null, errorView, isError, visibleFrames };
})
