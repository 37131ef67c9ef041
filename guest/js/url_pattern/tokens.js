// Pattern strings as tokens: https://urlpattern.spec.whatwg.org/#tokenizing
(function (native, primordials) {
  "use strict";
  const { RegExp, RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeCodePointAt, StringPrototypeSlice, TypeError, newList } = primordials;

  const OPEN = 1, CLOSE = 2, REGEXP = 3, NAME = 4, CHAR = 5, ESCAPED = 6, OTHER_MODIFIER = 7, ASTERISK = 8, END = 9, INVALID = 10;
  const TOKEN_TYPES = { __proto__: null, OPEN, CLOSE, REGEXP, NAME, CHAR, ESCAPED, OTHER_MODIFIER, ASTERISK, END, INVALID };

  const SINGLE = { __proto__: null, "*": ASTERISK, "+": OTHER_MODIFIER, "?": OTHER_MODIFIER, "{": OPEN, "}": CLOSE };

  // Made when the first letter beyond ASCII is met.
  let identifier;

  // A name as JavaScript's identifiers: https://urlpattern.spec.whatwg.org/#is-a-valid-name-code-point
  function isNameCharacter(character, isFirst) {
    const code = StringPrototypeCharCodeAt(character, 0);
    if (code < 128) {
      const isLetter = code >= 65 && code <= 90 || code >= 97 && code <= 122 || code === 36 || code === 95;
      return isLetter || !isFirst && code >= 48 && code <= 57;
    }
    identifier ??= {
      __proto__: null, start: new RegExp("^\\p{ID_Start}$", "u"), part: new RegExp("^[\\p{ID_Continue}\\u200c\\u200d]$", "u"),
    };
    return RegExpPrototypeExec(isFirst ? identifier.start : identifier.part, character) !== null;
  }

  // The characters of a text, code points each.
  function charactersOf(text) {
    const list = newList();
    for (let i = 0; i < text.length;) {
      const length = StringPrototypeCodePointAt(text, i) > 0xFFFF ? 2 : 1;
      list[list.length] = StringPrototypeSlice(text, i, i + length);
      i += length;
    }
    return list;
  }

  function join(characters, start, end) {
    let text = "";
    for (let i = start; i < end; i++) text += characters[i];
    return text;
  }

  // A list of { type, index, value }. What cannot be a token throws, unless `isLenient`.
  function tokenize(characters, isLenient) {
    const tokens = newList();
    for (let index = 0; index < characters.length;) {
      const { type, start, end, next } = tokenAt(characters, index);
      if (type === INVALID && !isLenient) throw new TypeError("the pattern is not valid at '" + join(characters, index, characters.length) + "'");
      tokens[tokens.length] = { type, index, value: join(characters, start, end) };
      index = next;
    }
    tokens[tokens.length] = { type: END, index: characters.length, value: "" };
    return tokens;
  }

  // Its value is from `start` to `end`.
  function tokenAt(characters, index) {
    const character = characters[index];
    const single = SINGLE[character];
    if (single !== undefined) return newToken(single, index, index + 1, index + 1);
    if (character === "\\") {
      return index + 1 === characters.length ? invalid(index) : newToken(ESCAPED, index + 1, index + 2, index + 2);
    }
    if (character === ":") return nameAt(characters, index);
    if (character === "(") return regexpAt(characters, index);
    return newToken(CHAR, index, index + 1, index + 1);
  }

  function newToken(type, start, end, next) {
    return { type, start, end, next };
  }

  function invalid(index) {
    return newToken(INVALID, index, index + 1, index + 1);
  }

  function nameAt(characters, index) {
    const start = index + 1;
    let end = start;
    while (end < characters.length && isNameCharacter(characters[end], end === start)) end++;
    return end === start ? invalid(index) : newToken(NAME, start, end, end);
  }

  // To the parenthesis that closes this one; groups within capture nothing.
  function regexpAt(characters, index) {
    const start = index + 1, { length } = characters;
    let depth = 1, at = start;
    for (; at < length && depth > 0; at++) {
      const character = characters[at];
      if (!isAscii(character) || at === start && character === "?") return invalid(index);
      if (character === "\\") {
        at++;
        if (at === length || !isAscii(characters[at])) return invalid(index);
      } else if (character === ")") {
        depth--;
      } else if (character === "(") {
        depth++;
        if (characters[at + 1] !== "?") return invalid(index);
      }
    }
    return depth > 0 || at - 1 === start ? invalid(index) : newToken(REGEXP, start, at - 1, at);
  }

  function isAscii(character) {
    return StringPrototypeCharCodeAt(character, 0) < 128;
  }

  return { __proto__: null, TOKEN_TYPES, charactersOf, isNameCharacter, joinCharacters: join, tokenize };
})
