// Text: quoting, lines, widths.
(function (native, primordials) {
  "use strict";
  const {
    RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeIncludes, StringPrototypeIndexOf, StringPrototypePadStart,
    StringPrototypeRepeat, StringPrototypeReplaceAll, StringPrototypeSlice, StringPrototypeToUpperCase, NumberPrototypeToString,
    RegExp, newList,
  } = primordials;

  const CONTROL = "\\x00-\\x1f\\x7f-\\x9f";
  const LONE_SURROGATE = "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]";
  const UNSAFE_BY_QUOTE = {
    __proto__: null,
    "'": new RegExp("[" + CONTROL + "'\\\\]|" + LONE_SURROGATE, "g"),
    '"': new RegExp("[" + CONTROL + "\"\\\\]|" + LONE_SURROGATE, "g"),
    "`": new RegExp("[" + CONTROL + "`\\\\]|" + LONE_SURROGATE, "g"),
  };
  const ANY_CONTROL = new RegExp("[" + CONTROL + "]|" + LONE_SURROGATE, "g");
  const COLOUR = new RegExp("\\x1b\\[[0-9;]*m", "g");
  const NOT_ASCII = new RegExp("[^ -~]");
  const IDENTIFIER = new RegExp("^[a-zA-Z_][a-zA-Z_0-9]*$");
  const SHORT = {
    __proto__: null, 8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 39: "\\'", 92: "\\\\", 96: "\\`",
  };

  // Replaces each match of a global expression; `exec` itself, since `replace`
  // would ask the expression's prototype.
  function replaceEach(text, expression, replacement) {
    expression.lastIndex = 0;
    let result = "";
    let from = 0;
    for (;;) {
      const match = RegExpPrototypeExec(expression, text);
      if (match === null) return from === 0 ? text : result + StringPrototypeSlice(text, from);
      result += StringPrototypeSlice(text, from, match.index) + replacement(match[0]);
      from = match.index + match[0].length;
      expression.lastIndex = from;
    }
  }

  function escapeUnit(unit) {
    const code = StringPrototypeCharCodeAt(unit, 0);
    const short = SHORT[code];
    if (short !== undefined) return short;
    const digits = NumberPrototypeToString(code, 16);
    if (code < 0x100) return "\\x" + StringPrototypeToUpperCase(StringPrototypePadStart(digits, 2, "0"));
    return "\\u" + digits;
  }

  function chooseQuote(text) {
    if (!StringPrototypeIncludes(text, "'")) return "'";
    if (!StringPrototypeIncludes(text, '"')) return '"';
    if (!StringPrototypeIncludes(text, "`") && !StringPrototypeIncludes(text, "${")) return "`";
    return "'";
  }

  // A string as a literal, in the quotes that need the fewest escapes.
  function quote(text) {
    const mark = chooseQuote(text);
    return mark + replaceEach(text, UNSAFE_BY_QUOTE[mark], escapeUnit) + mark;
  }

  function escapeControls(text) {
    return replaceEach(text, ANY_CONTROL, escapeUnit);
  }

  function isIdentifier(text) {
    return RegExpPrototypeExec(IDENTIFIER, text) !== null;
  }

  function withoutColours(text) {
    return replaceEach(text, COLOUR, () => "");
  }

  // Columns on a terminal.
  function widthOf(text, coloured) {
    const visible = coloured ? withoutColours(text) : text;
    return RegExpPrototypeExec(NOT_ASCII, visible) === null ? visible.length : native.width(visible);
  }

  function lengthOf(text, coloured) {
    return coloured ? withoutColours(text).length : text.length;
  }

  function spaces(count) {
    return StringPrototypeRepeat(" ", count);
  }

  // Every line but the first moved to the right.
  function indentRest(text, indentation) {
    if (!StringPrototypeIncludes(text, "\n")) return text;
    return StringPrototypeReplaceAll(text, "\n", "\n" + indentation);
  }

  // The lines of a text; with `keep`, each with its line break.
  function linesOf(text, keep) {
    const lines = newList();
    let from = 0;
    for (;;) {
      const at = StringPrototypeIndexOf(text, "\n", from);
      if (at === -1) break;
      lines[lines.length] = StringPrototypeSlice(text, from, keep ? at + 1 : at);
      from = at + 1;
    }
    if (!keep || from < text.length) lines[lines.length] = StringPrototypeSlice(text, from);
    return lines;
  }

  function join(list, separator) {
    let text = "";
    for (let index = 0; index < list.length; index++) text += index === 0 ? list[index] : separator + list[index];
    return text;
  }

  function plural(count) {
    return count === 1 ? "" : "s";
  }

  return {
    __proto__: null,
    escapeControls, indentRest, isIdentifier, join, lengthOf, linesOf, plural, quote, spaces, widthOf,
  };
})
