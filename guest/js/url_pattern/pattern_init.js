// URLPatternInit: https://urlpattern.spec.whatwg.org/#process-a-urlpatterninit
(function (native, primordials, parts) {
  "use strict";
  const { StringPrototypeEndsWith, StringPrototypeLastIndexOf, StringPrototypeSlice, StringPrototypeStartsWith, TypeError } = primordials;
  const { SPECIAL_PORTS, canonicalize, dictionary, escapePattern, toUSVString, urlComponents } = parts;

  const COMPONENTS = { __proto__: null, protocol: 0, username: 0, password: 0, hostname: 0, port: 0, pathname: 0, search: 0, hash: 0 };
  // As a dictionary is read.
  const MEMBERS = { __proto__: null, baseURL: 0, hash: 0, hostname: 0, password: 0, pathname: 0, port: 0, protocol: 0, search: 0, username: 0 };

  // The members that there are, as a record.
  function toPatternInit(value) {
    const given = dictionary(value, "URLPattern");
    const init = { __proto__: null };
    for (const member in MEMBERS) {
      const text = given[member];
      if (text !== undefined) init[member] = toUSVString(text);
    }
    return init;
  }

  // For a pattern, or for a URL: then what is missing comes out of `result`.
  function processPatternInit(init, isPattern, result) {
    const base = init.baseURL === undefined ? undefined : urlComponents(init.baseURL);
    if (init.baseURL !== undefined && base === undefined) throw new TypeError("baseURL is no URL");
    if (base !== undefined) inherit(init, base, isPattern, result);
    if (init.protocol !== undefined) result.protocol = protocolOf(init.protocol, isPattern);
    if (init.username !== undefined) result.username = isPattern ? init.username : canonicalize("username", init.username);
    if (init.password !== undefined) result.password = isPattern ? init.password : canonicalize("password", init.password);
    if (init.hostname !== undefined) result.hostname = isPattern ? init.hostname : canonicalize("hostname", init.hostname, result.protocol);
    if (init.port !== undefined) result.port = isPattern ? init.port : canonicalize("port", init.port, result.protocol);
    if (init.pathname !== undefined) result.pathname = pathnameOf(init.pathname, base, isPattern, result);
    if (init.search !== undefined) result.search = behind("?", "search", init.search, isPattern);
    if (init.hash !== undefined) result.hash = behind("#", "hash", init.hash, isPattern);
    return result;
  }

  // What comes before a member that is given is that of the base URL.
  function inherit(init, base, isPattern, result) {
    const take = (name) => {
      result[name] = isPattern ? escapePattern(base[name]) : base[name];
    };
    const lacks = (name) => init[name] === undefined;
    if (!lacks("protocol")) return;
    take("protocol");
    if (!isPattern && lacks("hostname") && lacks("port") && lacks("username")) {
      take("username");
      if (lacks("password")) take("password");
    }
    if (!lacks("hostname")) return;
    take("hostname");
    if (!lacks("port")) return;
    take("port");
    if (!lacks("pathname")) return;
    take("pathname");
    if (!lacks("search")) return;
    take("search");
    if (lacks("hash")) take("hash");
  }

  function protocolOf(value, isPattern) {
    const text = StringPrototypeEndsWith(value, ":") ? StringPrototypeSlice(value, 0, -1) : value;
    return isPattern ? text : canonicalize("protocol", text);
  }

  function behind(sign, name, value, isPattern) {
    const text = StringPrototypeStartsWith(value, sign) ? StringPrototypeSlice(value, 1) : value;
    return isPattern ? text : canonicalize(name, text);
  }

  function pathnameOf(value, base, isPattern, { protocol }) {
    let text = value;
    if (base !== undefined && !base.isOpaque && !isAbsolute(text, isPattern)) {
      const path = isPattern ? escapePattern(base.pathname) : base.pathname;
      text = StringPrototypeSlice(path, 0, StringPrototypeLastIndexOf(path, "/") + 1) + text;
    }
    if (isPattern) return text;
    return canonicalize(protocol === undefined || protocol === "" || protocol in SPECIAL_PORTS ? "pathname" : "opaquePathname", text);
  }

  // https://urlpattern.spec.whatwg.org/#is-an-absolute-pathname
  function isAbsolute(text, isPattern) {
    if (StringPrototypeStartsWith(text, "/")) return true;
    return isPattern && (StringPrototypeStartsWith(text, "\\/") || StringPrototypeStartsWith(text, "{/"));
  }

  return { __proto__: null, PATTERN_COMPONENTS: COMPONENTS, processPatternInit, toPatternInit };
})
