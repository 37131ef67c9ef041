// URLSearchParams: https://url.spec.whatwg.org/#interface-urlsearchparams
(function (native, primordials, parts) {
  "use strict";
  const { ArrayPrototypeSort, StringPrototypeSlice, newList } = primordials;
  const { defineInterface, defineIterable, defineShown, isObject, requireArguments, toArray, toPairs, toUSVString } = parts;

  // Sets the query of the URL that parameters belong to; the class comes later.
  let setQuery;
  let making;
  let isParams, paramsOf;

  class URLSearchParams {
    // `pairs` has names and values in turn.
    #state;
    static {
      isParams = (value) => typeof value === "object" && value !== null && #state in value;
      paramsOf = (params) => params.#state;
    }
    constructor(init = "") {
      if (making !== undefined) {
        this.#state = making;
        making = undefined;
        return;
      }
      this.#state = { url: null, pairs: toInit(init) };
    }
    get size() {
      return this.#state.pairs.length / 2;
    }
    append(name, value) {
      const state = this.#state;
      requireArguments(arguments.length, 2, "URLSearchParams.append");
      name = toUSVString(name);
      value = toUSVString(value);
      append(state.pairs, name, value);
      update(state);
    }
    delete(name, value = undefined) {
      const state = this.#state;
      requireArguments(arguments.length, 1, "URLSearchParams.delete");
      name = toUSVString(name);
      if (value !== undefined) value = toUSVString(value);
      keep(state, (pairs, i) => !matches(pairs, i, name, value));
      update(state);
    }
    get(name) {
      const { pairs } = this.#state;
      requireArguments(arguments.length, 1, "URLSearchParams.get");
      const at = find(pairs, toUSVString(name), undefined);
      return at < pairs.length ? pairs[at + 1] : null;
    }
    getAll(name) {
      const { pairs } = this.#state;
      requireArguments(arguments.length, 1, "URLSearchParams.getAll");
      name = toUSVString(name);
      return valuesOf(pairs, name);
    }
    has(name, value = undefined) {
      const { pairs } = this.#state;
      requireArguments(arguments.length, 1, "URLSearchParams.has");
      name = toUSVString(name);
      return find(pairs, name, value === undefined ? undefined : toUSVString(value)) < pairs.length;
    }
    set(name, value) {
      const state = this.#state;
      requireArguments(arguments.length, 2, "URLSearchParams.set");
      setPair(state, toUSVString(name), toUSVString(value));
      update(state);
    }
    sort() {
      const state = this.#state;
      sort(state.pairs);
      update(state);
    }
    toString() {
      return native.serializeQuery(this.#state.pairs);
    }
  }
  defineIterable(URLSearchParams, (params) => paramsOf(params).pairs);
  defineInterface(URLSearchParams);
  defineShown(URLSearchParams, (params) => paramsOf(params).pairs);

  function toInit(init) {
    if (isObject(init)) return toPairs(init, toUSVString, "URLSearchParams: the first argument");
    const text = toUSVString(init);
    return native.parseQuery(text[0] === "?" ? StringPrototypeSlice(text, 1) : text);
  }

  function append(pairs, name, value) {
    pairs[pairs.length] = name;
    pairs[pairs.length] = value;
  }

  function matches(pairs, i, name, value) {
    return pairs[i] === name && (value === undefined || pairs[i + 1] === value);
  }

  function find(pairs, name, value) {
    let at = 0;
    while (at < pairs.length && !matches(pairs, at, name, value)) at += 2;
    return at;
  }

  // Values of one name, as an array for the script.
  function valuesOf(pairs, name) {
    const values = newList();
    for (let i = 0; i < pairs.length; i += 2) {
      if (pairs[i] === name) values[values.length] = pairs[i + 1];
    }
    return toArray(values);
  }

  // Leaves the pairs that `wants(pairs, index)`.
  function keep(state, wants) {
    const { pairs } = state;
    let at = 0;
    for (let i = 0; i < pairs.length; i += 2) {
      if (!wants(pairs, i)) continue;
      pairs[at] = pairs[i];
      pairs[at + 1] = pairs[i + 1];
      at += 2;
    }
    pairs.length = at;
  }

  // Gives the first pair of a name another value and removes the others.
  function setPair(state, name, value) {
    const { pairs } = state;
    const first = find(pairs, name, undefined);
    if (first === pairs.length) {
      append(pairs, name, value);
      return;
    }
    pairs[first + 1] = value;
    keep(state, (pairs, i) => i === first || pairs[i] !== name);
  }

  // By UTF-16 code units, and equal names in their order.
  function sort(pairs) {
    const sorted = newList();
    for (let i = 0; i < pairs.length; i += 2) sorted[sorted.length] = { name: pairs[i], value: pairs[i + 1] };
    ArrayPrototypeSort(sorted, (a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    for (let i = 0; i < sorted.length; i++) {
      pairs[2 * i] = sorted[i].name;
      pairs[2 * i + 1] = sorted[i].value;
    }
  }

  // https://url.spec.whatwg.org/#concept-urlsearchparams-update
  function update(state) {
    if (state.url !== null) setQuery(state.url, native.serializeQuery(state.pairs));
  }

  // The parameters of a URL.
  function newParams(url, query) {
    making = { url, pairs: native.parseQuery(query) };
    return new URLSearchParams();
  }

  // The URL has another query now.
  function refreshParams(params, query) {
    const { pairs } = paramsOf(params);
    const fresh = native.parseQuery(query);
    for (let i = 0; i < fresh.length; i++) pairs[i] = fresh[i];
    pairs.length = fresh.length;
  }

  return {
    __proto__: null, isParams, newParams, parseQuery: native.parseQuery, refreshParams,
    serializeParams: (params) => native.serializeQuery(paramsOf(params).pairs),
    connectParams(set) {
      setQuery = set;
    },
  };
})
