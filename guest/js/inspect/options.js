// What can be chosen about an inspection, and the state of one that runs.
(function (native, primordials, parts) {
  "use strict";
  const { ObjectAssign, ObjectKeys, ReflectDefineProperty, newList } = primordials;

  const defaults = () => ({
    __proto__: null,
    showHidden: false,
    depth: 2,
    colors: false,
    customInspect: true,
    showProxy: false,
    maxArrayLength: 100,
    maxStringLength: 10000,
    breakLength: 80,
    compact: 3,
    sorted: false,
    getters: false,
    numericSeparator: false,
    // What follows is no option: the state of the inspection.
    indentation: 0,
    level: 0,
    seen: newList(),
    circular: undefined,
    written: 0,
    stylize: plain,
    format: undefined,
  });
  const OPTIONS = 12;
  const NAMES = ObjectKeys(defaults());
  NAMES.length = OPTIONS;

  // Characters after which an inspection stops to descend: a graph with shared
  // parts can be exponentially larger on paper than in memory.
  const LARGEST_TEXT = 4 * 1024 * 1024;

  // Colours by what is shown, as Node's: codes to switch on and off.
  const YELLOW = "33", GREEN = "32", CYAN = "36", MAGENTA = "35", RED = "31", GREY = "90";
  const COLOURS = {
    __proto__: null,
    special: CYAN, number: YELLOW, bigint: YELLOW, boolean: YELLOW, symbol: GREEN, string: GREEN,
    date: MAGENTA, regexp: RED, undefined: GREY,
  };

  function paint(text, kind) {
    if (kind === "null") return "\u001b[1m" + text + "\u001b[22m";
    if (kind === "module") return "\u001b[4m" + text + "\u001b[24m";
    const colour = COLOURS[kind];
    return colour === undefined ? text : "\u001b[" + colour + "m" + text + "\u001b[39m";
  }

  function plain(text) {
    return text;
  }

  // A new state: the defaults, then `base`, then `chosen`, an object of the
  // script whose properties are read as properties are.
  function newState(base, chosen) {
    const state = defaults();
    if (base !== undefined) ObjectAssign(state, base);
    if (typeof chosen === "object" && chosen !== null) {
      for (let index = 0; index < NAMES.length; index++) {
        const name = NAMES[index];
        const value = chosen[name];
        if (value !== undefined) state[name] = value;
      }
    }
    if (state.maxArrayLength === null) state.maxArrayLength = Infinity;
    if (state.maxStringLength === null) state.maxStringLength = Infinity;
    if (state.colors) state.stylize = paint;
    return state;
  }

  // The options as a script's own inspection function gets them.
  function optionsOf(state) {
    const options = { stylize: state.stylize };
    for (let index = 0; index < NAMES.length; index++) {
      const name = NAMES[index];
      ReflectDefineProperty(options, name, {
        __proto__: null, value: state[name], writable: true, enumerable: true, configurable: true,
      });
    }
    return options;
  }

  function isExhausted(state) {
    if (state.written <= LARGEST_TEXT) return false;
    state.depth = -1;
    return true;
  }

  return { __proto__: null, isExhausted, newState, optionsOf };
})
