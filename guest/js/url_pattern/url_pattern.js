// URLPattern: https://urlpattern.spec.whatwg.org/#urlpattern-class
(function (native, primordials, parts) {
  "use strict";
  const { ReflectDefineProperty, StringPrototypeCharCodeAt, TypeError, listOf, newList } = primordials;
  const {
    PATTERN_COMPONENTS, SPECIAL_PORTS, canonicalize, canonicalizeIPv6, compileComponent, defineInterface, defineShown, dictionary, isObject,
    matchComponent, matchesSpecialScheme, newPatternOptions, parseConstructorString, processPatternInit, toArray, toPatternInit, toUSVString,
    urlComponents,
  } = parts;

  // As dictionaries are made for scripts.
  const RESULT_MEMBERS = listOf("hash", "hostname", "inputs", "password", "pathname", "port", "protocol", "search", "username");

  class URLPattern {
    #components;
    constructor(input = undefined, baseURL = undefined, options = undefined) {
      // Two signatures; only a text is a base URL.
      const hasBase = arguments.length > 2 || baseURL !== undefined && baseURL !== null && !isObject(baseURL);
      const init = toInput(input);
      const base = hasBase ? toUSVString(baseURL) : undefined;
      const { ignoreCase } = dictionary(hasBase ? options : baseURL, "URLPatternOptions");
      this.#components = newComponents(init, base, !!ignoreCase);
    }
    test(input = undefined, baseURL = undefined) {
      return match(this.#components, input, baseURL, () => true) === true;
    }
    exec(input = undefined, baseURL = undefined) {
      return match(this.#components, input, baseURL, newResult);
    }
    get protocol() {
      return this.#components.protocol.text;
    }
    get username() {
      return this.#components.username.text;
    }
    get password() {
      return this.#components.password.text;
    }
    get hostname() {
      return this.#components.hostname.text;
    }
    get port() {
      return this.#components.port.text;
    }
    get pathname() {
      return this.#components.pathname.text;
    }
    get search() {
      return this.#components.search.text;
    }
    get hash() {
      return this.#components.hash.text;
    }
    get hasRegExpGroups() {
      const components = this.#components;
      for (const name in PATTERN_COMPONENTS) if (components[name].hasPatterns) return true;
      return false;
    }
    static {
      defineInterface(URLPattern);
      defineShown(URLPattern, (pattern) => {
        const list = newList();
        for (const name in PATTERN_COMPONENTS) {
          list[list.length] = name;
          list[list.length] = pattern.#components[name].text;
        }
        return list;
      });
    }
  }

  // A text, or a record of a dictionary's members.
  function toInput(value) {
    return value === undefined || value === null || isObject(value) ? toPatternInit(value) : toUSVString(value);
  }

  // https://urlpattern.spec.whatwg.org/#url-pattern-create
  function newComponents(input, base, ignoreCase) {
    const texts = processPatternInit(initOf(input, base), true, { __proto__: null });
    for (const name in PATTERN_COMPONENTS) texts[name] ??= "*";
    if (texts.protocol in SPECIAL_PORTS && texts.port !== "" && SPECIAL_PORTS[texts.protocol] === texts.port) texts.port = "";
    const plain = newPatternOptions("", "", false), cased = newPatternOptions("", "", ignoreCase);
    const compile = (name, options, how = name) => compileComponent(texts[name], (value) => canonicalize(how, value), options);
    const protocol = compile("protocol", plain);
    const isSpecial = matchesSpecialScheme(protocol);
    const hostOptions = newPatternOptions(".", "", false);
    return {
      __proto__: null, protocol, username: compile("username", plain), password: compile("password", plain),
      hostname: isIPv6(texts.hostname) ? compileComponent(texts.hostname, canonicalizeIPv6, hostOptions) : compile("hostname", hostOptions),
      port: compile("port", plain),
      pathname: isSpecial ? compile("pathname", newPatternOptions("/", "/", ignoreCase)) : compile("pathname", cased, "opaquePathname"),
      search: compile("search", cased), hash: compile("hash", cased),
    };
  }

  function withoutBase(init, base) {
    if (base !== undefined) throw new TypeError("URLPattern: there is a base URL in the first argument or none");
    return init;
  }

  function initOf(input, base) {
    if (typeof input !== "string") return withoutBase(input, base);
    const init = parseConstructorString(input);
    if (base !== undefined) init.baseURL = base;
    else if (init.protocol === undefined) throw new TypeError("URLPattern: a pattern without a protocol needs a base URL");
    return init;
  }

  // https://urlpattern.spec.whatwg.org/#hostname-pattern-is-an-ipv6-address
  function isIPv6(text) {
    if (text.length < 2) return false;
    const first = StringPrototypeCharCodeAt(text, 0);
    return first === 91 || (first === 123 || first === 92) && StringPrototypeCharCodeAt(text, 1) === 91;
  }

  // What `answer(inputs, components, values, results)` makes of a match; null for none.
  // https://urlpattern.spec.whatwg.org/#url-pattern-match
  function match(components, input, baseURL, answer) {
    const given = toInput(input);
    const base = baseURL === undefined ? undefined : toUSVString(baseURL);
    const values = typeof given === "string" ? urlComponents(given, base) : valuesOf(withoutBase(given, base));
    if (values === undefined) return null;
    const results = { __proto__: null };
    for (const name in PATTERN_COMPONENTS) {
      const found = results[name] = matchComponent(components[name], values[name]);
      if (found === null) return null;
    }
    return answer(base === undefined ? listOf(toScript(given)) : listOf(given, base), components, values, results);
  }

  function newResult(inputs, components, values, results) {
    const result = {};
    for (let i = 0; i < RESULT_MEMBERS.length; i++) {
      const name = RESULT_MEMBERS[i];
      define(result, name, name === "inputs" ? toArray(inputs) : newComponentResult(components[name], values[name], results[name]));
    }
    return result;
  }

  function valuesOf(init) {
    const values = { __proto__: null };
    for (const name in PATTERN_COMPONENTS) values[name] = "";
    try {
      return processPatternInit(init, false, values);
    } catch {
      return undefined;
    }
  }

  function newComponentResult({ names }, input, found) {
    const groups = {};
    for (let i = 0; i < names.length; i++) define(groups, names[i], found[i + 1]);
    const result = {};
    define(result, "groups", groups);
    define(result, "input", input);
    return result;
  }

  function toScript(input) {
    if (typeof input === "string") return input;
    const object = {};
    for (const name in input) define(object, name, input[name]);
    return object;
  }

  function define(object, name, value) {
    const property = { __proto__: null, value: undefined, writable: true, enumerable: true, configurable: true };
    property.value = value;
    ReflectDefineProperty(object, name, property);
  }
})
