// Patterns that are written as URLs: https://urlpattern.spec.whatwg.org/#constructor-string-parsing
(function (native, primordials, parts) {
  "use strict";
  const {
    TOKEN_TYPES, canonicalize, charactersOf, compileComponent, joinCharacters, matchesSpecialScheme, newPatternOptions, tokenize,
  } = parts;
  const { OPEN, CLOSE, REGEXP, NAME, CHAR, ESCAPED, ASTERISK, END, INVALID } = TOKEN_TYPES;

  // States in their order; those with a name are components.
  const INIT = 0, PROTOCOL = 1, AUTHORITY = 2, USERNAME = 3, PASSWORD = 4, HOSTNAME = 5, PORT = 6, PATHNAME = 7, SEARCH = 8, HASH = 9, DONE = 10;
  const NAMES = {
    __proto__: null, 1: "protocol", 3: "username", 4: "password", 5: "hostname", 6: "port", 7: "pathname", 8: "search", 9: "hash",
  };

  // A record of the components that there are.
  function parseConstructorString(text) {
    const characters = charactersOf(text);
    const parser = {
      characters, tokens: tokenize(characters, true), result: { __proto__: null }, start: 0, at: 0, step: 1, depth: 0, brackets: 0, isSpecial: false, state: INIT,
    };
    while (parser.at < parser.tokens.length && parser.state !== DONE) {
      parser.step = 1;
      parseToken(parser);
      parser.at += parser.step;
    }
    const { result } = parser;
    if (result.hostname !== undefined && result.port === undefined) result.port = "";
    return result;
  }

  function parseToken(parser) {
    const { type } = parser.tokens[parser.at];
    if (type === END) {
      parseEnd(parser);
    } else if (type === OPEN) {
      parser.depth++;
    } else if (parser.depth > 0) {
      if (type === CLOSE) parser.depth--;
    } else {
      steps[parser.state](parser);
    }
  }

  function parseEnd(parser) {
    if (parser.state === INIT) {
      rewind(parser, INIT);
      if (isHash(parser)) change(parser, HASH, 1);
      else if (isSearch(parser)) change(parser, SEARCH, 1);
      else change(parser, PATHNAME, 0);
    } else if (parser.state === AUTHORITY) {
      rewind(parser, HOSTNAME);
    } else {
      change(parser, DONE, 0);
    }
  }

  const steps = {
    __proto__: null,
    [INIT](parser) {
      if (is(parser, 0, ":")) rewind(parser, PROTOCOL);
    },
    [PROTOCOL](parser) {
      if (!is(parser, 0, ":")) return;
      const protocol = compileComponent(componentText(parser), (value) => canonicalize("protocol", value), newPatternOptions("", "", false));
      parser.isSpecial = matchesSpecialScheme(protocol);
      if (is(parser, 1, "/") && is(parser, 2, "/")) change(parser, AUTHORITY, 3);
      else change(parser, parser.isSpecial ? AUTHORITY : PATHNAME, 1);
    },
    [AUTHORITY](parser) {
      if (is(parser, 0, "@")) rewind(parser, USERNAME);
      else if (is(parser, 0, "/") || isSearch(parser) || isHash(parser)) rewind(parser, HOSTNAME);
    },
    [USERNAME](parser) {
      if (is(parser, 0, ":")) change(parser, PASSWORD, 1);
      else if (is(parser, 0, "@")) change(parser, HOSTNAME, 1);
    },
    [PASSWORD](parser) {
      if (is(parser, 0, "@")) change(parser, HOSTNAME, 1);
    },
    [HOSTNAME](parser) {
      if (is(parser, 0, "[")) parser.brackets++;
      else if (is(parser, 0, "]")) parser.brackets--;
      else if (is(parser, 0, ":") && parser.brackets === 0) change(parser, PORT, 1);
      else toPath(parser);
    },
    [PORT]: toPath,
    [PATHNAME]: toSearch,
    [SEARCH](parser) {
      if (isHash(parser)) change(parser, HASH, 1);
    },
    [HASH]() {},
  };

  function toPath(parser) {
    if (is(parser, 0, "/")) change(parser, PATHNAME, 0);
    else toSearch(parser);
  }

  function toSearch(parser) {
    if (isSearch(parser)) change(parser, SEARCH, 1);
    else if (isHash(parser)) change(parser, HASH, 1);
  }

  // https://urlpattern.spec.whatwg.org/#change-state
  function change(parser, state, skip) {
    const { result, state: old } = parser;
    if (NAMES[old] !== undefined) result[NAMES[old]] = componentText(parser);
    if (old !== INIT && state !== DONE) {
      if (old <= PASSWORD && state >= PORT) result.hostname ??= "";
      if (old <= PORT && state >= SEARCH) result.pathname ??= parser.isSpecial ? "/" : "";
      if (old <= PATHNAME && state === HASH) result.search ??= "";
    }
    parser.state = state;
    parser.at += skip;
    parser.start = parser.at;
    parser.step = 0;
  }

  function rewind(parser, state) {
    parser.state = state;
    parser.at = parser.start;
    parser.step = 0;
  }

  function tokenAt({ tokens }, index) {
    return tokens[index < tokens.length ? index : tokens.length - 1];
  }

  // Whether such a token stands for nothing but itself.
  function is(parser, offset, value) {
    const token = tokenAt(parser, parser.at + offset);
    return token.value === value && (token.type === CHAR || token.type === ESCAPED || token.type === INVALID);
  }

  function isHash(parser) {
    return is(parser, 0, "#");
  }

  // A question mark that is no modifier.
  function isSearch(parser) {
    if (is(parser, 0, "?")) return true;
    if (tokenAt(parser, parser.at).value !== "?") return false;
    if (parser.at === 0) return true;
    const { type } = tokenAt(parser, parser.at - 1);
    return type !== NAME && type !== REGEXP && type !== CLOSE && type !== ASTERISK;
  }

  function componentText(parser) {
    return joinCharacters(parser.characters, tokenAt(parser, parser.start).index, tokenAt(parser, parser.at).index);
  }

  return { __proto__: null, parseConstructorString };
})
