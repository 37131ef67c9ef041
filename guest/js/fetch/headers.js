// Headers: https://fetch.spec.whatwg.org/#headers-class
//
// There is no page whose cookies or credentials a header could forge: names that
// the standard forbids to browsers' scripts may be set.
(function (native, primordials, parts) {
  "use strict";
  const {
    ArrayPrototypeSort, RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeSlice, StringPrototypeToLowerCase, TypeError,
    newList,
  } = primordials;
  const { defineInterface, defineIterable, defineShown, isHeaderValue, isObject, isToken, requireArguments, toArray, toByteString, toPairs } = parts;

  // https://fetch.spec.whatwg.org/#concept-headers-guard
  const OPEN = 0, IMMUTABLE = 1, NO_CORS = 2;
  // https://fetch.spec.whatwg.org/#cors-safelisted-request-header
  const NOT_LANGUAGE = /[^0-9A-Za-z *,\-.;=]/;
  const UNSAFE = /[\0-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;
  const SAFE_NAMES = { __proto__: null, accept: 0, "accept-language": 0, "content-language": 0, "content-type": 0 };
  const SAFE_TYPES = { __proto__: null, "application/x-www-form-urlencoded": 0, "multipart/form-data": 0, "text/plain": 0 };

  let making;
  let headersState, isHeaders;

  class Headers {
    // `list` has names, in lower case, and values in turn.
    #state;
    static {
      isHeaders = (value) => typeof value === "object" && value !== null && #state in value;
      headersState = (headers) => headers.#state;
    }
    constructor(init = undefined) {
      if (making !== undefined) {
        this.#state = making;
        making = undefined;
        return;
      }
      const state = this.#state = newHeadersState();
      if (init !== undefined) fillHeaders(state, toHeadersInit(init));
    }
    append(name, value) {
      const state = this.#state;
      requireArguments(arguments.length, 2, "Headers.append");
      appendHeader(state, toByteString(name, "the name"), toByteString(value, "the value"));
    }
    delete(name) {
      const state = this.#state;
      requireArguments(arguments.length, 1, "Headers.delete");
      name = toName(toByteString(name, "the name"));
      if (isWritable(state, name, "")) remove(state, name);
    }
    get(name) {
      const state = this.#state;
      requireArguments(arguments.length, 1, "Headers.get");
      return getHeader(state, toName(toByteString(name, "the name")));
    }
    getSetCookie() {
      const { list } = this.#state;
      const values = newList();
      for (let i = 0; i < list.length; i += 2) {
        if (list[i] === "set-cookie") values[values.length] = list[i + 1];
      }
      return toArray(values);
    }
    has(name) {
      const state = this.#state;
      requireArguments(arguments.length, 1, "Headers.has");
      return find(state.list, toName(toByteString(name, "the name"))) >= 0;
    }
    set(name, value) {
      const state = this.#state;
      requireArguments(arguments.length, 2, "Headers.set");
      name = toByteString(name, "the name");
      value = normalize(toByteString(value, "the value"));
      name = toName(name);
      requireValue(value);
      if (isWritable(state, name, value)) setHeader(state, name, value);
    }
  }
  defineIterable(Headers, (headers) => sortedAndCombined(headersState(headers)));
  defineInterface(Headers);
  defineShown(Headers, (headers) => sortedAndCombined(headersState(headers)));

  function newHeadersState(guard = OPEN) {
    return { list: newList(), guard, sorted: undefined };
  }

  function toHeadersInit(init) {
    if (!isObject(init)) throw new TypeError("the headers are neither an object nor a list of pairs");
    return toPairs(init, toByteString, "the headers");
  }

  // https://fetch.spec.whatwg.org/#concept-headers-fill
  function fillHeaders(state, pairs) {
    for (let i = 0; i < pairs.length; i += 2) appendHeader(state, pairs[i], pairs[i + 1]);
  }

  // https://fetch.spec.whatwg.org/#concept-headers-append
  function appendHeader(state, name, value) {
    value = normalize(value);
    name = toName(name);
    requireValue(value);
    if (state.guard !== OPEN) {
      const known = state.guard === NO_CORS ? getHeader(state, name) : null;
      if (!isWritable(state, name, known === null ? value : known + ", " + value)) return;
    }
    addHeader(state, name, value);
  }

  function addHeader(state, name, value) {
    const { list } = state;
    list[list.length] = name;
    list[list.length] = value;
    state.sorted = undefined;
  }

  function toName(name) {
    if (!isToken(name)) throw new TypeError("'" + name + "' is no header's name");
    return StringPrototypeToLowerCase(name);
  }

  function requireValue(value) {
    if (!isHeaderValue(value)) throw new TypeError("a header's value has a line break or a NUL");
  }

  function isSpace(code) {
    return code === 32 || code === 9 || code === 10 || code === 13;
  }

  // https://fetch.spec.whatwg.org/#concept-header-value-normalize
  function normalize(value) {
    let start = 0, end = value.length;
    while (start < end && isSpace(StringPrototypeCharCodeAt(value, start))) start++;
    while (end > start && isSpace(StringPrototypeCharCodeAt(value, end - 1))) end--;
    return end - start === value.length ? value : StringPrototypeSlice(value, start, end);
  }

  // https://fetch.spec.whatwg.org/#headers-validate; false is silence.
  function isWritable(state, name, value) {
    if (state.guard === IMMUTABLE) throw new TypeError("these headers cannot be changed");
    if (state.guard !== NO_CORS) return true;
    if (!(name in SAFE_NAMES)) return false;
    if (value.length > 128) return false;
    if (name === "accept-language" || name === "content-language") return RegExpPrototypeExec(NOT_LANGUAGE, value) === null;
    if (RegExpPrototypeExec(UNSAFE, value) !== null) return false;
    return name === "accept" || value === "" || native.mimeEssence(value) in SAFE_TYPES;
  }

  function find(list, name) {
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) return i;
    }
    return -1;
  }

  // https://fetch.spec.whatwg.org/#concept-header-list-get; the name is in lower case.
  function getHeader({ list }, name) {
    let value = null;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) value = value === null ? list[i + 1] : value + ", " + list[i + 1];
    }
    return value;
  }

  function remove(state, name, from = 0) {
    const { list } = state;
    let at = from;
    for (let i = from; i < list.length; i += 2) {
      if (list[i] === name) continue;
      list[at++] = list[i];
      list[at++] = list[i + 1];
    }
    list.length = at;
    state.sorted = undefined;
  }

  function setHeader(state, name, value) {
    const { list } = state;
    const at = find(list, name);
    if (at < 0) {
      addHeader(state, name, value);
      return;
    }
    list[at + 1] = value;
    remove(state, name, at + 2);
  }

  // https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
  function sortedAndCombined(state) {
    if (state.sorted !== undefined) return state.sorted;
    const { list } = state;
    const names = newList();
    for (let i = 0; i < list.length; i += 2) {
      if (find(list, list[i]) === i) names[names.length] = list[i];
    }
    ArrayPrototypeSort(names, (a, b) => a < b ? -1 : 1);
    const sorted = newList();
    for (let i = 0; i < names.length; i++) {
      if (names[i] === "set-cookie") appendEach(sorted, list, names[i]);
      else {
        sorted[sorted.length] = names[i];
        sorted[sorted.length] = getHeader(state, names[i]);
      }
    }
    return state.sorted = sorted;
  }

  function appendEach(sorted, list, name) {
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] !== name) continue;
      sorted[sorted.length] = name;
      sorted[sorted.length] = list[i + 1];
    }
  }

  // The public object of a record of ours.
  function newHeaders(state) {
    making = state;
    return new Headers();
  }

  function copyHeaders(to, from) {
    for (let i = 0; i < from.list.length; i++) to.list[i] = from.list[i];
  }

  return {
    __proto__: null, HEADERS_IMMUTABLE: IMMUTABLE, HEADERS_NO_CORS: NO_CORS, HEADERS_OPEN: OPEN, addHeader, copyHeaders,
    fillHeaders, getHeader, headersState, isHeaders, newHeaders, newHeadersState, removeHeader: remove, toHeadersInit,
  };
})
