// Response: https://fetch.spec.whatwg.org/#response-class
(function (native, primordials, parts) {
  "use strict";
  const { JSONStringify, RangeError, RegExpPrototypeExec, TypeError, listOf } = primordials;
  const {
    HEADERS_IMMUTABLE, HEADERS_OPEN, addHeader, cloneBody, copyHeaders, defineBody, defineInterface, defineShown, dictionary, extractBody, fillHeaders,
    getHeader, isBodyUsed, isUnusable, newBody, newHeaders, newHeadersState, requireArguments, resolveUrl, toBodyInit, toByteString, toHeadersInit,
    toUSVString,
  } = parts;

  // https://httpwg.org/specs/rfc9112.html#rule.reason-phrase
  const NOT_REASON = /[^\t\x20-\x7e\x80-\xff]/;
  const REDIRECTS = { __proto__: null, 301: 0, 302: 0, 303: 0, 307: 0, 308: 0 };
  // https://fetch.spec.whatwg.org/#null-body-status
  const BODILESS = { __proto__: null, 101: 0, 103: 0, 204: 0, 205: 0, 304: 0 };

  let making;
  let isResponse, responseState;

  class Response {
    #state;
    static {
      isResponse = (value) => typeof value === "object" && value !== null && #state in value;
      responseState = (response) => response.#state;
    }
    constructor(body = null, init = undefined) {
      if (making !== undefined) {
        this.#state = making;
        making = undefined;
        return;
      }
      const content = body === undefined || body === null ? null : toBodyInit(body);
      this.#state = initialized(toInit(init), () => content === null ? null : extractBody(content));
    }
    static error() {
      return newResponse({ ...newState(0, "", "error"), headers: newHeadersState(HEADERS_IMMUTABLE) });
    }
    static redirect(url, status = 302) {
      requireArguments(arguments.length, 1, "Response.redirect");
      const text = toUSVString(url);
      status = toShort(status);
      const location = resolveUrl(text);
      if (location === undefined) throw new TypeError("Response.redirect: '" + text + "' is not a URL");
      if (!(status in REDIRECTS)) throw new RangeError("Response.redirect: " + status + " is not the status of a redirect");
      const state = newState(status, "", "default");
      state.headers = newHeadersState(HEADERS_IMMUTABLE);
      addHeader(state.headers, "location", location);
      return newResponse(state);
    }
    static json(data, init = undefined) {
      requireArguments(arguments.length, 1, "Response.json");
      const given = toInit(init);
      const text = JSONStringify(data);
      if (text === undefined) throw new TypeError("Response.json: the value is nothing in JSON");
      return newResponse(initialized(given, () => ({ body: newBody(undefined, undefined, toUSVString(text)), type: "application/json" })));
    }
    get type() {
      return this.#state.type;
    }
    get url() {
      return this.#state.url;
    }
    get redirected() {
      return this.#state.redirected;
    }
    get status() {
      return this.#state.status;
    }
    get ok() {
      const { status } = this.#state;
      return status >= 200 && status <= 299;
    }
    get statusText() {
      return this.#state.statusText;
    }
    get headers() {
      return headersOf(this.#state);
    }
    clone() {
      const state = this.#state;
      if (isUnusable(state.body)) throw new TypeError("the body was read or is locked");
      const copy = { ...state, headersObject: undefined, headers: newHeadersState(state.headers.guard) };
      copyHeaders(copy.headers, state.headers);
      copy.body = state.body === null ? null : cloneBody(state.body);
      return newResponse(copy);
    }
  }
  defineBody(Response, (value) => isResponse(value), (response) => responseState(response));
  defineInterface(Response);
  defineShown(Response, (response) => {
    const state = responseState(response);
    return listOf(
      "status", state.status, "statusText", state.statusText, "headers", headersOf(state), "url", state.url, "type", state.type,
      "redirected", state.redirected, "bodyUsed", isBodyUsed(state.body),
    );
  });

  function newState(status, statusText, type) {
    return { status, statusText, type, url: "", redirected: false, headers: undefined, headersObject: undefined, body: null };
  }

  function headersOf(state) {
    return state.headersObject ??= newHeaders(state.headers);
  }

  // https://webidl.spec.whatwg.org/#js-unsigned-short
  function toShort(value) {
    return +value & 0xFFFF;
  }

  // https://fetch.spec.whatwg.org/#responseinit; members in alphabetical order.
  function toInit(init) {
    const given = dictionary(init, "Response");
    const { headers } = given;
    const pairs = headers === undefined ? undefined : toHeadersInit(headers);
    const { status } = given;
    const number = status === undefined ? 200 : toShort(status);
    const { statusText } = given;
    return { pairs, status: number, statusText: statusText === undefined ? "" : toByteString(statusText, "statusText") };
  }

  // https://fetch.spec.whatwg.org/#initialize-a-response; `extract` makes the body.
  function initialized({ pairs, status, statusText }, extract) {
    if (status < 200 || status > 599) throw new RangeError("the status " + status + " is not from 200 to 599");
    if (RegExpPrototypeExec(NOT_REASON, statusText) !== null) throw new TypeError("statusText has a character that it cannot have");
    const state = newState(status, statusText, "default");
    state.headers = newHeadersState(HEADERS_OPEN);
    const content = extract();
    if (pairs !== undefined) fillHeaders(state.headers, pairs);
    if (content === null) return state;
    if (status in BODILESS) throw new TypeError("a response with the status " + status + " has no body");
    state.body = content.body;
    const { type } = content;
    if (type !== null && getHeader(state.headers, "content-type") === null) addHeader(state.headers, "content-type", type);
    return state;
  }

  function newResponse(state) {
    making = state;
    return new Response();
  }

  return { __proto__: null, isResponse, newResponse, newResponseState: newState, responseState };
})
