// URL: https://url.spec.whatwg.org/#url-class
//
// A URL is its serialization, which is ASCII; where its parts begin is found when
// somebody first asks for one. `native` parses and sets.
(function (native, primordials, parts) {
  "use strict";
  const { StringPrototypeIndexOf, StringPrototypeSlice, TypeError, listOf } = primordials;
  const {
    connectParams, defineInterface, defineShown, newParams, refreshParams, requireArguments, revokeBlob, storeBlob, toDOMString, toUSVString,
  } = parts;

  // Positions in the list that `native.offsets` answers with.
  const SCHEME_END = 0, USERNAME = 1, USERNAME_END = 2, PASSWORD = 3, PASSWORD_END = 4, HOST = 5, HOST_END = 6, PORT = 7,
    PORT_END = 8, PATH = 9, PATH_END = 10, QUERY_END = 11;
  // What `native.set` sets.
  const SET_PROTOCOL = 0, SET_USERNAME = 1, SET_PASSWORD = 2, SET_HOST = 3, SET_HOSTNAME = 4, SET_PORT = 5, SET_PATHNAME = 6,
    SET_SEARCH = 7, SET_HASH = 8;

  let making;
  let stateOf;

  class URL {
    #state;
    static {
      stateOf = (url) => url.#state;
      connectParams((url, query) => {
        const state = url.#state;
        state.href = native.setQuery(state.href, query);
        state.offsets = undefined;
      });
    }
    constructor(url, base = undefined) {
      if (making !== undefined) {
        this.#state = making;
        making = undefined;
        return;
      }
      requireArguments(arguments.length, 1, "URL");
      const href = parse(url, base);
      if (href === undefined) throw new TypeError("Invalid URL: " + quoted(url));
      this.#state = newState(href);
    }
    static parse(url, base = undefined) {
      requireArguments(arguments.length, 1, "URL.parse");
      const href = parse(url, base);
      if (href === undefined) return null;
      making = newState(href);
      return new URL();
    }
    static canParse(url, base = undefined) {
      requireArguments(arguments.length, 1, "URL.canParse");
      return parse(url, base) !== undefined;
    }
    static createObjectURL(object) {
      requireArguments(arguments.length, 1, "URL.createObjectURL");
      return storeBlob(object);
    }
    static revokeObjectURL(url) {
      requireArguments(arguments.length, 1, "URL.revokeObjectURL");
      revokeBlob(toUSVString(url));
    }
    get href() {
      return this.#state.href;
    }
    set href(value) {
      const state = this.#state;
      const text = toUSVString(value);
      const href = native.parse(text);
      if (href === undefined) throw new TypeError("Invalid URL: " + quoted(text));
      change(state, href);
    }
    get origin() {
      return native.origin(this.#state.href);
    }
    get protocol() {
      return protocolOf(this.#state);
    }
    set protocol(value) {
      set(this.#state, SET_PROTOCOL, value);
    }
    get username() {
      return slice(this.#state, USERNAME, USERNAME_END);
    }
    set username(value) {
      set(this.#state, SET_USERNAME, value);
    }
    get password() {
      return slice(this.#state, PASSWORD, PASSWORD_END);
    }
    set password(value) {
      set(this.#state, SET_PASSWORD, value);
    }
    get host() {
      return slice(this.#state, HOST, PORT_END);
    }
    set host(value) {
      set(this.#state, SET_HOST, value);
    }
    get hostname() {
      return slice(this.#state, HOST, HOST_END);
    }
    set hostname(value) {
      set(this.#state, SET_HOSTNAME, value);
    }
    get port() {
      return slice(this.#state, PORT, PORT_END);
    }
    set port(value) {
      set(this.#state, SET_PORT, value);
    }
    get pathname() {
      return slice(this.#state, PATH, PATH_END);
    }
    set pathname(value) {
      set(this.#state, SET_PATHNAME, value);
    }
    get search() {
      return unlessAlone(slice(this.#state, PATH_END, QUERY_END));
    }
    set search(value) {
      set(this.#state, SET_SEARCH, value);
    }
    get searchParams() {
      return paramsOf(this, this.#state);
    }
    get hash() {
      return hashOf(this.#state);
    }
    set hash(value) {
      set(this.#state, SET_HASH, value);
    }
    toString() {
      return this.#state.href;
    }
    toJSON() {
      return this.#state.href;
    }
  }
  defineInterface(URL);
  defineShown(URL, shown);

  function newState(href) {
    return { href, offsets: undefined, params: undefined };
  }

  // `native` takes a lone surrogate for U+FFFD.
  function parse(url, base) {
    if (typeof url !== "string") url = toDOMString(url);
    if (base === undefined) return native.parse(url);
    return native.parse(url, typeof base === "string" ? base : toDOMString(base));
  }

  // A short text for a message.
  function quoted(text) {
    text = toUSVString(text);
    return "'" + (text.length > 200 ? StringPrototypeSlice(text, 0, 200) + "..." : text) + "'";
  }

  function offset(state, part) {
    return (state.offsets ??= native.offsets(state.href))[part];
  }

  function slice(state, from, to) {
    const start = offset(state, from), end = offset(state, to);
    return start === end ? "" : StringPrototypeSlice(state.href, start, end);
  }

  // "?" and "#" without anything behind them are not shown.
  function unlessAlone(text) {
    return text.length === 1 ? "" : text;
  }

  function protocolOf(state) {
    return StringPrototypeSlice(state.href, 0, offset(state, SCHEME_END) + 1);
  }

  function hashOf(state) {
    return unlessAlone(StringPrototypeSlice(state.href, offset(state, QUERY_END)));
  }

  function paramsOf(url, state) {
    return state.params ??= newParams(url, queryOf(state));
  }

  // For the console, without a look at what scripts have made of the getters.
  function shown(url) {
    const state = stateOf(url);
    return listOf(
      "href", state.href, "origin", native.origin(state.href), "protocol", protocolOf(state),
      "username", slice(state, USERNAME, USERNAME_END), "password", slice(state, PASSWORD, PASSWORD_END),
      "host", slice(state, HOST, PORT_END), "hostname", slice(state, HOST, HOST_END), "port", slice(state, PORT, PORT_END),
      "pathname", slice(state, PATH, PATH_END), "search", unlessAlone(slice(state, PATH_END, QUERY_END)),
      "searchParams", paramsOf(url, state), "hash", hashOf(state),
    );
  }

  function set(state, part, value) {
    const href = native.set(state.href, part, toUSVString(value));
    if (href !== undefined) change(state, href);
  }

  function change(state, href) {
    state.href = href;
    state.offsets = undefined;
    if (state.params !== undefined) refreshParams(state.params, queryOf(state));
  }

  function queryOf(state) {
    return StringPrototypeSlice(slice(state, PATH_END, QUERY_END), 1);
  }

  function urlHasCredentials(href) {
    if (StringPrototypeIndexOf(href, "@") < 0) return false;
    const offsets = native.offsets(href);
    return offsets[USERNAME] !== offsets[USERNAME_END] || offsets[PASSWORD] !== offsets[PASSWORD_END];
  }

  // The parts of a URL without the signs between them; undefined where it is none.
  function urlComponents(url, base) {
    const href = base === undefined ? native.parse(url) : native.parse(url, base);
    if (href === undefined) return undefined;
    const state = newState(href);
    const pathname = slice(state, PATH, PATH_END), scheme = offset(state, SCHEME_END);
    return {
      protocol: StringPrototypeSlice(href, 0, scheme), username: slice(state, USERNAME, USERNAME_END), password: slice(state, PASSWORD, PASSWORD_END),
      hostname: slice(state, HOST, HOST_END), port: slice(state, PORT, PORT_END), pathname, search: queryOf(state),
      hash: StringPrototypeSlice(hashOf(state), 1),
      isOpaque: StringPrototypeIndexOf(pathname, "/") !== 0 && StringPrototypeIndexOf(href, "//", scheme) !== scheme + 1,
    };
  }

  return { __proto__: null, parseURL: native.parse, urlComponents, urlHasCredentials };
})
