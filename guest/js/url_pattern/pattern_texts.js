// Parts as regular expressions and as pattern strings:
// https://urlpattern.spec.whatwg.org/#generate-a-regular-expression-and-name-list
(function (native, primordials, parts) {
  "use strict";
  const { StringPrototypeCharCodeAt, StringPrototypeEndsWith, newList } = primordials;
  const { PART_TYPES, WILDCARD_PATTERN, charactersOf, escapeCharacters, escapeRegExp, isNameCharacter, segmentOf } = parts;
  const { FIXED, PATTERN, SEGMENT, WILDCARD } = PART_TYPES;

  const ESCAPED = { __proto__: null, "+": 0, "*": 0, "?": 0, ":": 0, "{": 0, "}": 0, "(": 0, ")": 0, "\\": 0 };

  function escapePattern(text) {
    return escapeCharacters(text, ESCAPED);
  }

  // The source of an expression, and the names of what it captures.
  function expressionOf(list, options) {
    const names = newList();
    let source = "^";
    for (let i = 0; i < list.length; i++) {
      if (list[i].type !== FIXED) names[names.length] = list[i].name;
      source += sourceOf(list[i], options);
    }
    return { source: source + "$", names };
  }

  function sourceOf({ type, value, modifier, prefix, suffix }, options) {
    if (type === FIXED) return modifier === "" ? escapeRegExp(value) : "(?:" + escapeRegExp(value) + ")" + modifier;
    const inner = type === SEGMENT ? segmentOf(options) : type === WILDCARD ? WILDCARD_PATTERN : value;
    const isSingle = modifier === "" || modifier === "?";
    if (prefix === "" && suffix === "") return isSingle ? "(" + inner + ")" + modifier : "((?:" + inner + ")" + modifier + ")";
    const before = escapeRegExp(prefix), after = escapeRegExp(suffix);
    if (isSingle) return "(?:" + before + "(" + inner + ")" + after + ")" + modifier;
    const all = "(?:" + before + "((?:" + inner + ")(?:" + after + before + "(?:" + inner + "))*)" + after + ")";
    return modifier === "*" ? all + "?" : all;
  }

  // https://urlpattern.spec.whatwg.org/#generate-a-pattern-string
  function patternTextOf(list, options) {
    let text = "";
    for (let i = 0; i < list.length; i++) text += textOf(list[i], list[i - 1], list[i + 1], options);
    return text;
  }

  function textOf(part, previous, next, options) {
    const { type, value, modifier, name, prefix, suffix } = part;
    if (type === FIXED) return modifier === "" ? escapePattern(value) : "{" + escapePattern(value) + "}" + modifier;
    const isNamed = !isDigit(name);
    const isGrouped = needsGroup(part, isNamed, previous, next, options);
    let text = (isGrouped ? "{" : "") + escapePattern(prefix) + (isNamed ? ":" + name : "");
    if (type === PATTERN) text += "(" + value + ")";
    else if (type === SEGMENT && !isNamed) text += "(" + segmentOf(options) + ")";
    else if (type === WILDCARD) {
      const isFirst = previous === undefined || previous.type === FIXED || previous.modifier !== "" || isGrouped || prefix !== "";
      text += !isNamed && isFirst ? "*" : "(" + WILDCARD_PATTERN + ")";
    }
    if (type === SEGMENT && isNamed && suffix !== "" && isNameCharacter(charactersOf(suffix)[0], false)) text += "\\";
    return text + escapePattern(suffix) + (isGrouped ? "}" : "") + modifier;
  }

  // Whether the text would be read otherwise without braces.
  function needsGroup({ type, modifier, prefix, suffix }, isNamed, previous, next, options) {
    if (suffix !== "" || prefix !== "" && prefix !== options.prefix) return true;
    if (isNamed && type === SEGMENT && modifier === "" && next !== undefined && next.prefix === "" && next.suffix === "") {
      const goesOn = next.type === FIXED ? isNameCharacter(charactersOf(next.value)[0], false) : isDigit(next.name);
      if (goesOn) return true;
    }
    return prefix === "" && options.prefix !== "" && previous !== undefined && previous.type === FIXED
      && StringPrototypeEndsWith(previous.value, options.prefix);
  }

  function isDigit(name) {
    const code = StringPrototypeCharCodeAt(name, 0);
    return code >= 48 && code <= 57;
  }

  return { __proto__: null, escapePattern, expressionOf, patternTextOf };
})
