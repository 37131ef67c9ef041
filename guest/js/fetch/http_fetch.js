// HTTP fetch: https://fetch.spec.whatwg.org/#http-fetch
//
// The host makes one exchange at a time, if the runtime's grants allow it; redirects are
// followed here. Servers are told the origin of a script that has one; there are neither CORS
// nor cookies, and no cache.
(function (native, primordials, parts) {
  "use strict";
  const {
    Error, ObjectDefineProperty, PromiseThen, ReflectDeleteProperty, StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeStartsWith,
    TypeError, ownDescriptor,
  } = primordials;
  const {
    HEADERS_IMMUTABLE, ReadableStreamCancel, abortReason, addHeader, bodyOfAnswer, bytesOfBody, cancelBody, consumeBody, copyHeaders, getHeader,
    isAborted, isForbidden, isIntact, lengthOfBytes, markHandled, newBody, newHeadersState, newIntegrityError, newProvenance, newResponse, newResponseState, onlyBytes, originOf, parseURL, publicReadable,
    readableOf, redirectProvenance, removeHeader, streamOfBytes, strongestIntegrity, urlHasCredentials, withProvenance,
  } = parts;

  // https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
  const MOST_REDIRECTS = 20;
  const REDIRECTS = { __proto__: null, 301: 0, 302: 0, 303: 0, 307: 0, 308: 0 };
  // https://fetch.spec.whatwg.org/#null-body-status, without those that are no answer.
  const BODILESS = { __proto__: null, 204: 0, 205: 0, 304: 0 };
  // https://fetch.spec.whatwg.org/#request-body-header-name
  const OF_BODY = ["content-encoding", "content-language", "content-location", "content-type", "content-length"];
  // What a script has meant for one server only.
  const OF_ORIGIN = ["authorization", "cookie"];
  // Bytes of a body that cross in one piece; a larger one crosses as a stream.
  const ONE_PIECE = 262144;
  const HEX = "0123456789ABCDEF";
  // Exchanges between two collections of garbage. A body that nobody reads holds a turn of the
  // host's until it is collected, and there are few.
  const COLLECTED_AFTER = 16;
  let uncollected = 0;

  // The promise of a response to a request, by its state.
  function httpFetch(request) {
    if (request.cache === "only-if-cached") throw new TypeError("fetch: there is no cache, and the request is for that only");
    const headers = newHeadersState();
    copyHeaders(headers, request.headers);
    addDefaults(headers, request.cache);
    const { body, integrity, method, redirect, source: signal } = request;
    const { stack } = new Error();
    const from = newProvenance(request);
    return exchange({ url: withoutFragment(request.url), method, headers, body, from, redirect, integrity, signal, redirects: 0, stack });
  }

  function exchange(fetching) {
    const { from, signal, stack, url } = fetching;
    if (isForbidden(from, url)) {
      throw placed(new TypeError("fetch: " + url + " has another origin than the script, which the mode 'same-origin' forbids"), stack);
    }
    if (++uncollected > COLLECTED_AFTER) {
      uncollected = 0;
      native.collect();
    }
    const asked = toAsked(fetching);
    const answer = signal === null ? native.send(asked) : native.send(asked, signal);
    return PromiseThen(answer, (answer) => answered(fetching, answer), (error) => failed(fetching, error));
  }

  // What the host reads.
  function toAsked({ body, from, headers, method, url }) {
    const asked = { __proto__: null, method, url, headers: withProvenance(headers, from, method, url), bytes: null, stream: null, length: null };
    if (body === null) return asked;
    if (body.stream !== undefined) {
      onlyBytes(body.stream);
      asked.stream = publicReadable(body.stream);
      return asked;
    }
    const bytes = bytesOfBody(body);
    const length = lengthOfBytes(bytes);
    if (length <= ONE_PIECE) asked.bytes = bytes;
    else {
      asked.stream = publicReadable(streamOfBytes(bytes));
      asked.length = length;
    }
    return asked;
  }

  // https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, what a browser adds.
  function addDefaults(headers, cache) {
    addWhereMissing(headers, "accept", "*/*");
    addWhereMissing(headers, "accept-language", "*");
    addWhereMissing(headers, "user-agent", native.userAgent);
    // A part of a compressed text is nothing that could be decompressed.
    addWhereMissing(headers, "accept-encoding", getHeader(headers, "range") === null ? "gzip, deflate" : "identity");
    if (cache === "no-cache") addWhereMissing(headers, "cache-control", "max-age=0");
    if (cache === "no-store" || cache === "reload") {
      addWhereMissing(headers, "pragma", "no-cache");
      addWhereMissing(headers, "cache-control", "no-cache");
    }
  }

  function addWhereMissing(headers, name, value) {
    if (getHeader(headers, name) === null) addHeader(headers, name, value);
  }

  function answered(fetching, answer) {
    const { integrity, method, redirect, redirects, signal, url } = fetching;
    const { status, statusText } = answer;
    const headers = headersOf(answer);
    if (signal !== null && isAborted(signal)) {
      giveUp(answer, abortReason(signal));
      throw abortReason(signal);
    }
    if (status < 200) return refuse(fetching, answer, "the server answers with the status " + status);
    if (status in REDIRECTS) {
      if (redirect === "error") return refuse(fetching, answer, url + " redirects, which the request forbids");
      // Servers' own runtimes give the redirect itself to who follows it by hand, and no opaque response.
      const location = redirect === "manual" ? null : getHeader(headers, "location");
      if (location !== null) return follow(fetching, answer, location);
    }
    const state = newResponseState(status, statusText, "basic");
    state.url = url;
    state.redirected = redirects > 0;
    state.headers = headers;
    if (method === "HEAD" || status in BODILESS) giveUp(answer, undefined);
    else state.body = bodyOfAnswer(answer, headers, signal);
    const wanted = strongestIntegrity(integrity);
    return wanted === undefined ? newResponse(state) : checked(fetching, state, wanted);
  }

  // The response once all of its body is there, and is what was wanted.
  function checked({ stack, url }, state, wanted) {
    return PromiseThen(consumeBody(state.body, asIs), (bytes) => {
      if (!isIntact(bytes, wanted)) throw placed(newIntegrityError(url), stack);
      if (state.body !== null) state.body = newBody(undefined, bytes, undefined);
      return newResponse(state);
    });
  }

  function asIs(bytes) {
    return bytes;
  }

  function headersOf({ headers: given }) {
    const headers = newHeadersState(HEADERS_IMMUTABLE);
    copyHeaders(headers, { list: given });
    return headers;
  }

  // https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
  function follow(fetching, answer, location) {
    const { headers, method, url } = fetching;
    const next = parseURL(escaped(location), url);
    if (next === undefined) return refuse(fetching, answer, url + " redirects to what is no URL");
    if (!StringPrototypeStartsWith(next, "http:") && !StringPrototypeStartsWith(next, "https:")) {
      return refuse(fetching, answer, url + " redirects to what is not http: or https:");
    }
    if (urlHasCredentials(next)) return refuse(fetching, answer, url + " redirects to a URL with a user's name or password");
    if (fetching.redirects === MOST_REDIRECTS) return refuse(fetching, answer, "more than " + MOST_REDIRECTS + " redirects");
    const { status } = answer;
    if (status !== 303 && fetching.body !== null && fetching.body.stream !== undefined) {
      return refuse(fetching, answer, url + " redirects, and the body of the request was a stream, which is gone");
    }
    giveUp(answer, undefined);
    if (status === 303 ? method !== "GET" && method !== "HEAD" : status <= 302 && method === "POST") {
      fetching.method = "GET";
      fetching.body = null;
      removeAll(headers, OF_BODY);
    }
    if (originOf(next) !== originOf(url)) removeAll(headers, OF_ORIGIN);
    redirectProvenance(fetching.from, headersOf(answer), url, next);
    fetching.redirects++;
    fetching.url = withoutFragment(next);
    return exchange(fetching);
  }

  // A header's characters stand for bytes, which are escaped one by one.
  function escaped(location) {
    let text = "", from = 0;
    for (let i = 0; i < location.length; i++) {
      const byte = StringPrototypeCharCodeAt(location, i);
      if (byte < 0x80) continue;
      text += StringPrototypeSlice(location, from, i) + "%" + HEX[byte >> 4] + HEX[byte & 15];
      from = i + 1;
    }
    return text + StringPrototypeSlice(location, from);
  }

  function removeAll(headers, names) {
    for (let i = 0; i < names.length; i++) removeHeader(headers, names[i]);
  }

  function withoutFragment(url) {
    const at = StringPrototypeIndexOf(url, "#");
    return at < 0 ? url : StringPrototypeSlice(url, 0, at);
  }

  function refuse({ stack }, answer, why) {
    giveUp(answer, undefined);
    throw placed(new TypeError("fetch: " + why), stack);
  }

  // Nobody wants the body of an answer.
  function giveUp({ stream }, reason) {
    if (stream !== null) markHandled(ReadableStreamCancel(readableOf(stream), reason));
  }

  function failed({ body, signal, stack }, error) {
    if (signal !== null && isAborted(signal)) {
      const reason = abortReason(signal);
      cancelBody(body, reason);
      throw reason;
    }
    throw typeof error === "object" && error !== null ? placed(withCause(error), stack) : error;
  }

  // What the host answers later has no stack: its error gets that of the call.
  function placed(error, stack) {
    ObjectDefineProperty(error, "stack", { __proto__: null, value: stack, writable: true, configurable: true });
    return error;
  }

  // What has happened is the error's cause, with a code as Node.js has it.
  function withCause(error) {
    const detail = ownDescriptor(error, "networkDetail");
    if (detail === undefined) return error;
    ReflectDeleteProperty(error, "networkDetail");
    const cause = new Error(detail.value);
    const code = ownDescriptor(error, "code");
    if (code !== undefined) ObjectDefineProperty(cause, "code", code);
    ObjectDefineProperty(error, "cause", { __proto__: null, value: cause, writable: true, configurable: true });
    return error;
  }

  return { __proto__: null, httpFetch, withoutFragment };
})
