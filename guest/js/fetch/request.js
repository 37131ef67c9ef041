// Request: https://fetch.spec.whatwg.org/#request-class
(function (native, primordials, parts) {
  "use strict";
  const { StringPrototypeStartsWith, StringPrototypeToUpperCase, TypeError, listOf, newList } = primordials;
  const {
    CLIENT, HEADERS_IMMUTABLE, HEADERS_NO_CORS, HEADERS_OPEN, POLICIES, anySignal, blobOfUrl, cloneBody, copyHeaders, defineBody, defineInterface, defineShown, dictionary, extractBody,
    addHeader, fillHeaders, getHeader, isAbortSignal, isBodyUsed, isToken, isUnusable, newBody, newHeaders, newHeadersState, newSignal, originOf, originOfScript, ownUrl, parseURL, pipeBody,
    requireArguments, toBodyInit, toByteString, toDOMString, toEnum, toHeadersInit, toUSVString, urlHasCredentials,
  } = parts;

  const CACHES = {
    __proto__: null, default: 0, "force-cache": 0, "no-cache": 0, "no-store": 0, "only-if-cached": 0, reload: 0,
  };
  const CREDENTIALS = { __proto__: null, include: 0, omit: 0, "same-origin": 0 };
  const DUPLEXES = { __proto__: null, half: 0 };
  const MODES = { __proto__: null, cors: 0, navigate: 0, "no-cors": 0, "same-origin": 0 };
  const PRIORITIES = { __proto__: null, auto: 0, high: 0, low: 0 };
  const REDIRECTS = { __proto__: null, error: 0, follow: 0, manual: 0 };
  const FORBIDDEN = { __proto__: null, CONNECT: 0, TRACE: 0, TRACK: 0 };
  const NORMAL = { __proto__: null, DELETE: 0, GET: 0, HEAD: 0, OPTIONS: 0, POST: 0, PUT: 0 };
  const SIMPLE = { __proto__: null, GET: 0, HEAD: 0, POST: 0 };

  let making;
  let isRequest, requestState;

  class Request {
    #state;
    static {
      isRequest = (value) => typeof value === "object" && value !== null && #state in value;
      requestState = (request) => request.#state;
    }
    constructor(input, init = undefined) {
      if (making !== undefined) {
        this.#state = making;
        making = undefined;
        return;
      }
      requireArguments(arguments.length, 1, "Request");
      const source = isRequest(input) ? input.#state : toUSVString(input);
      this.#state = newRequestState(source, toRequestInit(init));
    }
    get method() {
      return this.#state.method;
    }
    get url() {
      return this.#state.url;
    }
    get headers() {
      return headersOf(this.#state);
    }
    get destination() {
      this.#state;
      return "";
    }
    get referrer() {
      return this.#state.referrer;
    }
    get referrerPolicy() {
      return this.#state.referrerPolicy;
    }
    get mode() {
      return this.#state.mode;
    }
    get credentials() {
      return this.#state.credentials;
    }
    get cache() {
      return this.#state.cache;
    }
    get redirect() {
      return this.#state.redirect;
    }
    get integrity() {
      return this.#state.integrity;
    }
    get keepalive() {
      return this.#state.keepalive;
    }
    get isReloadNavigation() {
      this.#state;
      return false;
    }
    get isHistoryNavigation() {
      this.#state;
      return false;
    }
    get signal() {
      return signalOfRequest(this.#state);
    }
    get duplex() {
      this.#state;
      return "half";
    }
    clone() {
      const state = this.#state;
      if (isUnusable(state.body)) throw new TypeError("the body was read or is locked");
      const copy = copyOf(state);
      copy.headers = newHeadersState(state.headers.guard);
      copyHeaders(copy.headers, state.headers);
      copy.body = state.body === null ? null : cloneBody(state.body);
      copy.source = signalOfRequest(state);
      making = copy;
      return new Request();
    }
  }
  defineBody(Request, (value) => isRequest(value), (request) => requestState(request));
  defineInterface(Request);
  defineShown(Request, (request) => {
    const state = requestState(request);
    return listOf(
      "method", state.method, "url", state.url, "headers", headersOf(state), "redirect", state.redirect, "bodyUsed", isBodyUsed(state.body),
    );
  });

  // https://fetch.spec.whatwg.org/#requestinit; members in alphabetical order.
  function toRequestInit(init) {
    if (init === undefined || init === null) return NO_INIT;
    return readInit(dictionary(init, "Request"));
  }

  const NO_INIT = readInit({ __proto__: null });

  function readInit(init) {
    const { body } = init;
    const given = { __proto__: null, isEmpty: true };
    given.body = body === undefined || body === null ? body : toBodyInit(body);
    given.cache = member(init, "cache", CACHES);
    given.credentials = member(init, "credentials", CREDENTIALS);
    given.duplex = member(init, "duplex", DUPLEXES);
    const { headers } = init;
    given.headers = headers === undefined ? undefined : toHeadersInit(headers);
    const { integrity } = init;
    given.integrity = integrity === undefined ? undefined : toDOMString(integrity);
    const { keepalive } = init;
    given.keepalive = keepalive === undefined ? undefined : !!keepalive;
    const { method } = init;
    given.method = method === undefined ? undefined : toByteString(method, "the method");
    given.mode = member(init, "mode", MODES);
    given.priority = member(init, "priority", PRIORITIES);
    given.redirect = member(init, "redirect", REDIRECTS);
    const { referrer } = init;
    given.referrer = referrer === undefined ? undefined : toUSVString(referrer);
    given.referrerPolicy = member(init, "referrerPolicy", POLICIES);
    const { signal } = init;
    if (signal !== undefined && signal !== null && !isAbortSignal(signal)) throw new TypeError("signal is not an AbortSignal");
    given.signal = signal;
    given.window = init.window;
    for (const name in given) if (name !== "isEmpty" && given[name] !== undefined) given.isEmpty = false;
    return given;
  }

  function member(init, name, known) {
    const value = init[name];
    return value === undefined ? undefined : toEnum(value, known, name);
  }

  function headersOf(state) {
    return state.headersObject ??= newHeaders(state.headers);
  }

  function copyOf(state) {
    return { ...state, headersObject: undefined, signal: undefined };
  }

  // https://fetch.spec.whatwg.org/#dom-request, from step 3; `source` is a URL or a request's state.
  function newRequestState(source, init) {
    const state = typeof source === "string" ? fromUrl(source) : copyOf(source);
    if (init.window !== undefined && init.window !== null) throw new TypeError("window can only be null");
    if (!init.isEmpty) state.referrer = CLIENT;
    if (init.referrer !== undefined) state.referrer = toReferrer(init.referrer);
    if (init.referrerPolicy !== undefined) state.referrerPolicy = init.referrerPolicy;
    else if (!init.isEmpty) state.referrerPolicy = "";
    if (init.mode === "navigate") throw new TypeError("mode cannot be 'navigate'");
    setPlainMembers(state, init);
    if (init.method !== undefined) state.method = toMethod(init.method);
    if (init.signal !== undefined) state.source = init.signal;
    else if (typeof source !== "string") state.source = signalOfRequest(source);
    setHeaders(state, init, typeof source === "string" ? undefined : source.headers);
    setBody(state, init, typeof source === "string" ? null : source.body);
    return state;
  }

  function fromUrl(text) {
    const url = resolveUrl(text);
    if (url === undefined) throw new TypeError("Request: '" + text + "' is not a URL");
    if (urlHasCredentials(url)) throw new TypeError("Request: the URL has a user's name or password");
    return {
      method: "GET", url, headers: undefined, headersObject: undefined, body: null, referrer: CLIENT, referrerPolicy: "",
      mode: "cors", credentials: "same-origin", cache: "default", redirect: "follow", integrity: "", keepalive: false, source: null,
      signal: undefined, blob: StringPrototypeStartsWith(url, "blob:") ? blobOfUrl(url) : undefined,
    };
  }

  // A request that somebody makes of the script. One that is sent on follows no redirect
  // by itself: that is for whoever made it.
  function newIncomingRequest(method, url, list, body) {
    const state = fromUrl(url);
    state.method = method;
    state.redirect = "manual";
    state.headers = newHeadersState(HEADERS_IMMUTABLE);
    state.headers.list = list;
    state.body = body;
    making = state;
    return new Request();
  }

  // Relative ones are for scripts that have given themselves a `location`.
  function resolveUrl(text) {
    const url = parseURL(text);
    if (url !== undefined) return url;
    const base = ownUrl();
    return base === undefined ? undefined : parseURL(text, base);
  }

  function toReferrer(text) {
    if (text === "") return "";
    const url = resolveUrl(text);
    if (url === undefined) throw new TypeError("the referrer is not a URL");
    if (url === CLIENT) return CLIENT;
    const origin = originOfScript(ownUrl());
    return origin === undefined || origin === originOfScript(url) ? url : CLIENT;
  }

  function setPlainMembers(state, init) {
    const { cache, credentials, integrity, keepalive, mode, redirect } = init;
    if (mode !== undefined) state.mode = mode;
    if (credentials !== undefined) state.credentials = credentials;
    if (cache !== undefined) state.cache = cache;
    if (state.cache === "only-if-cached" && state.mode !== "same-origin") {
      throw new TypeError("cache can only be 'only-if-cached' where mode is 'same-origin'");
    }
    if (redirect !== undefined) state.redirect = redirect;
    if (integrity !== undefined) state.integrity = integrity;
    if (keepalive !== undefined) state.keepalive = keepalive;
  }

  function toMethod(text) {
    const upper = StringPrototypeToUpperCase(text);
    if (!isToken(text) || upper in FORBIDDEN) throw new TypeError("'" + text + "' is not a method that can be used");
    return upper in NORMAL ? upper : text;
  }

  function setHeaders(state, init, known) {
    const isNoCors = state.mode === "no-cors";
    if (isNoCors && !(state.method in SIMPLE)) throw new TypeError("'" + state.method + "' cannot be used where mode is 'no-cors'");
    const headers = state.headers = newHeadersState(isNoCors ? HEADERS_NO_CORS : HEADERS_OPEN);
    if (init.headers !== undefined) fillHeaders(headers, init.headers);
    else if (known !== undefined) fillHeaders(headers, known.list);
  }

  function setBody(state, init, inputBody) {
    const isGiven = init.body !== undefined && init.body !== null;
    if ((isGiven || inputBody !== null) && (state.method === "GET" || state.method === "HEAD")) {
      throw new TypeError("a " + state.method + " request has no body");
    }
    if (!isGiven) {
      state.body = inputBody === null ? null : takeBody(inputBody);
      return;
    }
    const { body, type } = extractBody(init.body);
    state.body = body;
    if (type !== null && getHeader(state.headers, "content-type") === null) addHeader(state.headers, "content-type", type);
    if (body.stream === undefined) return;
    if (init.duplex === undefined) throw new TypeError("a stream as the body needs the option duplex: 'half'");
    if (state.mode !== "same-origin" && state.mode !== "cors") throw new TypeError("a stream cannot be the body in this mode");
  }

  // https://fetch.spec.whatwg.org/#dom-request, from step 38: the body of another request becomes this one's.
  function takeBody(body) {
    if (isUnusable(body)) throw new TypeError("the body of the request was read or is locked");
    if (body.stream !== undefined) return newBody(pipeBody(body.stream), undefined, undefined);
    const taken = newBody(undefined, body.bytes, body.text);
    body.isUsed = true;
    return taken;
  }

  // A signal that follows the one that was given.
  function signalOfRequest(state) {
    if (state.signal !== undefined) return state.signal;
    if (state.source === null) return state.signal = newSignal();
    const sources = newList();
    sources[0] = state.source;
    return state.signal = anySignal(sources);
  }

  return { __proto__: null, isRequest, newIncomingRequest, newRequestState, requestState, resolveUrl, signalOfRequest, toRequestInit };
})
