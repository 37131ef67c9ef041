// Components of a pattern: https://urlpattern.spec.whatwg.org/#component
(function (native, primordials, parts) {
  "use strict";
  const { RegExp, RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeToLowerCase, TypeError, listOf } = primordials;
  const { PART_TYPES, expressionOf, parsePattern, patternTextOf } = parts;

  // Numbered as in web/url/pattern.rs.
  const CANONICAL = {
    __proto__: null, protocol: 0, username: 1, password: 2, hostname: 3, port: 4, pathname: 5, opaquePathname: 6, search: 7, hash: 8,
  };
  const SPECIAL = { __proto__: null, ftp: "21", file: "", http: "80", https: "443", ws: "80", wss: "443" };

  // https://tc39.es/ecma262/#prod-ClassSetReservedDoublePunctuator, as far as they mean
  // nothing elsewhere, and their codes.
  const RESERVED = {
    __proto__: null, "!": "21", "#": "23", "%": "25", "&": "26", ",": "2c", ":": "3a", ";": "3b", "<": "3c", "=": "3d", ">": "3e",
    "@": "40", "`": "60", "~": "7e",
  };

  function newOptions(delimiter, prefix, ignoreCase) {
    return { delimiter, prefix, ignoreCase };
  }

  // The part of a URL, as URLs have it; throws where it is not valid.
  function canonicalize(name, value, protocol = "") {
    const text = native.canonicalize(CANONICAL[name], value, protocol);
    if (text === undefined) throw new TypeError("'" + value + "' is no " + name);
    return text;
  }

  // https://urlpattern.spec.whatwg.org/#canonicalize-an-ipv6-hostname
  function canonicalizeIPv6(value) {
    for (let i = 0; i < value.length; i++) {
      const code = StringPrototypeCharCodeAt(value, i);
      const isDigit = code >= 48 && code <= 58 || code >= 65 && code <= 70 || code >= 97 && code <= 102;
      if (!isDigit && code !== 91 && code !== 93) throw new TypeError("'" + value + "' is no hostname");
    }
    return StringPrototypeToLowerCase(value);
  }

  // What most components of most patterns are. It matches whatever a URL has there: no
  // line ends are among it.
  let anything;

  // https://urlpattern.spec.whatwg.org/#compile-a-component
  function compileComponent(text, encode, options) {
    if (text === "*") return anything ??= { text, source: "", flags: "", names: listOf("0"), expression: undefined, hasPatterns: false };
    const list = parsePattern(text, options, encode);
    const { source, names } = expressionOf(list, options);
    const component = {
      text: patternTextOf(list, options), source, flags: options.ignoreCase ? "vi" : "v", names, expression: undefined, hasPatterns: hasPattern(list),
    };
    // What the script has written may be wrong; what is ours is made when it is needed.
    if (component.hasPatterns) expressionFor(component);
    return component;
  }

  function hasPattern(list) {
    for (let i = 0; i < list.length; i++) if (list[i].type === PART_TYPES.PATTERN) return true;
    return false;
  }

  function expressionFor(component) {
    if (component.expression !== undefined) return component.expression;
    try {
      return component.expression = new RegExp(mended(component.source), component.flags);
    } catch (error) {
      throw new TypeError("'" + component.text + "' is no regular expression: " + error.message);
    }
  }

  // With the flag `v`, QuickJS refuses outside of classes what only classes reserve:
  // hyphens, slashes, and a sign twice. Written as escapes they are what they were.
  function mended(source) {
    let text = "", depth = 0;
    for (let i = 0; i < source.length; i++) {
      const sign = source[i];
      if (sign === "\\") {
        text += sign + source[++i];
        continue;
      }
      if (sign === "[") depth++;
      else if (sign === "]") depth--;
      text += depth > 0 ? sign : outsideOfClass(source, i, sign);
    }
    return text;
  }

  function outsideOfClass(source, at, sign) {
    if (sign === "/") return "\\/";
    if (sign === "-") return isOfFlags(source, at) ? sign : "\\x2d";
    return sign in RESERVED && source[at - 1] === sign ? "\\x" + RESERVED[sign] : sign;
  }

  // Whether a hyphen is that of `(?i-s:`.
  function isOfFlags(source, at) {
    let i = at - 1;
    while (source[i] === "i" || source[i] === "m" || source[i] === "s") i--;
    return source[i] === "?" && source[i - 1] === "(" && source[i - 2] !== "\\";
  }

  // What RegExp.prototype.exec answers with.
  function matchComponent(component, text) {
    if (component === anything) return listOf(text, text);
    return RegExpPrototypeExec(expressionFor(component), text);
  }

  // https://urlpattern.spec.whatwg.org/#protocol-component-matches-a-special-scheme
  function matchesSpecialScheme(component) {
    for (const scheme in SPECIAL) if (matchComponent(component, scheme) !== null) return true;
    return false;
  }

  return {
    __proto__: null, SPECIAL_PORTS: SPECIAL, canonicalize, canonicalizeIPv6, compileComponent, matchComponent, matchesSpecialScheme, newPatternOptions: newOptions,
  };
})
