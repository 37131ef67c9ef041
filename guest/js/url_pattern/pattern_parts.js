// Pattern strings as lists of parts: https://urlpattern.spec.whatwg.org/#parse-a-pattern-string
(function (native, primordials, parts) {
  "use strict";
  const { TypeError, newList } = primordials;
  const { TOKEN_TYPES, charactersOf, tokenize } = parts;
  const { OPEN, CLOSE, REGEXP, NAME, CHAR, ESCAPED, OTHER_MODIFIER, ASTERISK, END } = TOKEN_TYPES;

  const FIXED = 1, PATTERN = 2, SEGMENT = 3, WILDCARD = 4;
  const PART_TYPES = { __proto__: null, FIXED, PATTERN, SEGMENT, WILDCARD };
  const ANYTHING = ".*";

  const ESCAPED_IN_REGEXPS = {
    __proto__: null, ".": 0, "+": 0, "*": 0, "?": 0, "^": 0, $: 0, "{": 0, "}": 0, "(": 0, ")": 0, "[": 0, "]": 0, "|": 0, "/": 0, "\\": 0,
  };

  function escaped(text, known) {
    const characters = charactersOf(text);
    let result = "";
    for (let i = 0; i < characters.length; i++) result += (characters[i] in known ? "\\" : "") + characters[i];
    return result;
  }

  function escapeRegExp(text) {
    return escaped(text, ESCAPED_IN_REGEXPS);
  }

  // What a name stands for: https://urlpattern.spec.whatwg.org/#generate-a-segment-wildcard-regexp
  function segmentOf({ delimiter }) {
    return "[^" + escapeRegExp(delimiter) + "]+?";
  }

  // A list of { type, value, modifier, name, prefix, suffix }. `encode` makes of fixed
  // text what a URL has there.
  function parsePattern(text, options, encode) {
    const parser = {
      tokens: tokenize(charactersOf(text), false), at: 0, list: newList(), pending: "", number: 0, options, encode, segment: segmentOf(options),
    };
    while (parser.at < parser.tokens.length) parseNext(parser);
    return parser.list;
  }

  function parseNext(parser) {
    const character = take(parser, CHAR);
    const name = take(parser, NAME), pattern = takePattern(parser, name);
    if (name !== undefined || pattern !== undefined) {
      let prefix = character === undefined ? "" : character.value;
      if (prefix !== parser.options.prefix) {
        parser.pending += prefix;
        prefix = "";
      }
      addPending(parser);
      addPart(parser, prefix, name, pattern, "", takeModifier(parser));
      return;
    }
    const fixed = character ?? take(parser, ESCAPED);
    if (fixed !== undefined) {
      parser.pending += fixed.value;
    } else if (take(parser, OPEN) !== undefined) {
      parseGroup(parser);
    } else {
      addPending(parser);
      require(parser, END);
    }
  }

  function parseGroup(parser) {
    const prefix = takeText(parser);
    const name = take(parser, NAME), pattern = takePattern(parser, name);
    const suffix = takeText(parser);
    require(parser, CLOSE);
    addPart(parser, prefix, name, pattern, suffix, takeModifier(parser));
  }

  function take(parser, type) {
    const token = parser.tokens[parser.at];
    if (token.type !== type) return undefined;
    parser.at++;
    return token;
  }

  function require(parser, type) {
    if (take(parser, type) === undefined) throw new TypeError("the pattern is not valid at '" + parser.tokens[parser.at].value + "'");
  }

  function takePattern(parser, name) {
    return take(parser, REGEXP) ?? (name === undefined ? take(parser, ASTERISK) : undefined);
  }

  function takeModifier(parser) {
    const token = take(parser, OTHER_MODIFIER) ?? take(parser, ASTERISK);
    return token === undefined ? "" : token.value;
  }

  function takeText(parser) {
    let text = "";
    for (;;) {
      const token = take(parser, CHAR) ?? take(parser, ESCAPED);
      if (token === undefined) return text;
      text += token.value;
    }
  }

  function addPending(parser) {
    if (parser.pending === "") return;
    const value = parser.encode(parser.pending);
    parser.pending = "";
    add(parser, FIXED, value, "", "", "", "");
  }

  function add({ list }, type, value, modifier, name, prefix, suffix) {
    list[list.length] = { type, value, modifier, name, prefix, suffix };
  }

  // https://urlpattern.spec.whatwg.org/#add-a-part
  function addPart(parser, prefix, name, pattern, suffix, modifier) {
    if (name === undefined && pattern === undefined && modifier === "") {
      parser.pending += prefix;
      return;
    }
    addPending(parser);
    if (name === undefined && pattern === undefined) {
      if (prefix !== "") add(parser, FIXED, parser.encode(prefix), modifier, "", "", "");
      return;
    }
    const value = pattern === undefined ? parser.segment : pattern.type === ASTERISK ? ANYTHING : pattern.value;
    const type = value === parser.segment ? SEGMENT : value === ANYTHING ? WILDCARD : PATTERN;
    const title = name === undefined ? "" + parser.number++ : name.value;
    requireNew(parser.list, title);
    add(parser, type, type === PATTERN ? value : "", modifier, title, parser.encode(prefix), parser.encode(suffix));
  }

  function requireNew(list, name) {
    for (let i = 0; i < list.length; i++) {
      if (list[i].name === name) throw new TypeError("the pattern has the name '" + name + "' twice");
    }
  }

  return { __proto__: null, PART_TYPES, WILDCARD_PATTERN: ANYTHING, escapeCharacters: escaped, escapeRegExp, parsePattern, segmentOf };
})
