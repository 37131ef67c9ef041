// Console: https://console.spec.whatwg.org, with Node's wording.
(function (native, primordials, parts) {
  "use strict";
  const {
    Error, ErrorPrototypeGetStack, MathFloor, Number, NumberPrototypeToFixed, ObjectCreate, ObjectKeys, ObjectPrototype,
    ReflectDefineProperty, SafeMap, String, StringPrototypePadStart, StringPrototypeSlice,
    StringPrototypeToWellFormed, SymbolToStringTag, TypeError, globalThis, newList,
  } = primordials;
  const { formatMessage, formatTable, indentRest, inspectWith, join, visibleFrames } = parts;

  const DEBUG = 0, LOG = 1, INFO = 2, WARN = 3, ERROR = 4;
  const CLEAR = "\u001b[1;1H\u001b[0J";

  let indentation = "";
  const counts = new SafeMap();
  const timers = new SafeMap();

  function print(level, text) {
    if (indentation !== "") text = indentation + indentRest(text, indentation);
    native.write(level, StringPrototypeToWellFormed(text) + "\n");
  }

  function logger(level, data) {
    print(level, formatMessage(data, () => native.colors(level)));
  }

  function warning(text) {
    print(WARN, "Warning: " + text);
  }

  // https://webidl.spec.whatwg.org/#js-DOMString
  function toLabel(label) {
    if (typeof label === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
    return String(label);
  }

  function inMilliseconds(milliseconds) {
    if (milliseconds < 1000) return Number(NumberPrototypeToFixed(milliseconds, 3)) + "ms";
    if (milliseconds < 60_000) return NumberPrototypeToFixed(milliseconds / 1000, 3) + "s";
    const hours = MathFloor(milliseconds / 3_600_000);
    const minutes = MathFloor((milliseconds % 3_600_000) / 60_000);
    const seconds = StringPrototypePadStart(NumberPrototypeToFixed((milliseconds % 60_000) / 1000, 3), 6, "0");
    if (hours === 0) return minutes + ":" + seconds + " (m:ss.mmm)";
    return hours + ":" + StringPrototypePadStart(String(minutes), 2, "0") + ":" + seconds + " (h:mm:ss.mmm)";
  }

  function reportTime(method, label, data) {
    const start = timers.get(label);
    if (start === undefined) {
      warning("No such label '" + label + "' for console." + method + "()");
      return false;
    }
    let text = label + ": " + inMilliseconds(native.now() - start);
    if (data.length > 0) text += " " + formatMessage(data, () => native.colors(LOG));
    print(LOG, text);
    return true;
  }

  // https://webidl.spec.whatwg.org/#js-sequence, of DOMString
  function toStrings(iterable) {
    if (typeof iterable !== "object" || iterable === null) {
      throw new TypeError("console.table: the columns are not a sequence");
    }
    const names = newList();
    for (const name of iterable) names[names.length] = toLabel(name);
    return names;
  }

  const methods = {
    debug(...data) {
      logger(DEBUG, data);
    },
    error(...data) {
      logger(ERROR, data);
    },
    info(...data) {
      logger(INFO, data);
    },
    log(...data) {
      logger(LOG, data);
    },
    warn(...data) {
      logger(WARN, data);
    },
    assert(condition = false, ...data) {
      if (condition) return;
      if (typeof data[0] === "string") data[0] = "Assertion failed: " + data[0];
      else if (data.length === 0) data = ["Assertion failed"];
      else return print(ERROR, "Assertion failed " + formatMessage(data, () => native.colors(ERROR)));
      logger(ERROR, data);
    },
    clear() {
      if (native.colors(LOG)) native.write(LOG, CLEAR);
      indentation = "";
    },
    dir(item = undefined, options = undefined) {
      const base = { __proto__: null, customInspect: false, colors: native.colors(LOG) };
      print(LOG, inspectWith(item, base, options));
    },
    dirxml(...data) {
      logger(LOG, data);
    },
    table(tabularData = undefined, properties = undefined) {
      if (typeof tabularData !== "object" || tabularData === null) return logger(LOG, [tabularData]);
      const columns = properties === undefined ? undefined : toStrings(properties);
      print(LOG, formatTable(tabularData, columns, native.colors(LOG)));
    },
    trace(...data) {
      const message = formatMessage(data, () => native.colors(ERROR));
      const stack = ErrorPrototypeGetStack(new Error());
      const heading = message === "" ? "Trace" : "Trace: " + message;
      const frames = visibleFrames(typeof stack === "string" ? stack : "");
      print(ERROR, frames.length === 0 ? heading : heading + "\n" + join(frames, "\n"));
    },
    count(label = "default") {
      label = toLabel(label);
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      print(INFO, label + ": " + count);
    },
    countReset(label = "default") {
      label = toLabel(label);
      if (!counts.delete(label)) warning("Count for '" + label + "' does not exist");
    },
    group(...data) {
      if (data.length > 0) logger(LOG, data);
      indentation += "  ";
    },
    groupCollapsed(...data) {
      if (data.length > 0) logger(LOG, data);
      indentation += "  ";
    },
    groupEnd() {
      indentation = StringPrototypeSlice(indentation, 0, -2);
    },
    time(label = "default") {
      label = toLabel(label);
      if (timers.has(label)) return warning("Label '" + label + "' already exists for console.time()");
      timers.set(label, native.now());
    },
    timeLog(label = "default", ...data) {
      reportTime("timeLog", toLabel(label), data);
    },
    timeEnd(label = "default") {
      label = toLabel(label);
      if (reportTime("timeEnd", label, [])) timers.delete(label);
    },
  };

  // A namespace object: https://webidl.spec.whatwg.org/#js-namespaces
  const console = ObjectCreate(ObjectCreate(ObjectPrototype));
  for (const name of ObjectKeys(methods)) {
    ReflectDefineProperty(console, name, { value: methods[name], writable: true, enumerable: true, configurable: true });
  }
  ReflectDefineProperty(console, SymbolToStringTag, { value: "console", configurable: true });
  ReflectDefineProperty(globalThis, "console", { value: console, writable: true, configurable: true });
})
