// fetch: https://fetch.spec.whatwg.org/#fetch-method
//
// data: and blob: URLs are answered here, http: and https: ones by the host.
(function (native, primordials, parts) {
  "use strict";
  const { PromiseReject, PromiseResolve, StringPrototypeSlice, StringPrototypeStartsWith, TypeError } = primordials;
  const {
    HEADERS_IMMUTABLE, abortReason, addHeader, cancelBody, defineFunction, httpFetch, isAborted, isIntact, isRequest, lengthOfBytes, newBody,
    newHeadersState, newIntegrityError, newRequestState, newResponse, newResponseState, requestState, requireArguments, signalOfRequest,
    strongestIntegrity, toRequestInit,
    toUSVString, withoutFragment,
  } = parts;

  const functions = {
    fetch(input, init = undefined) {
      try {
        requireArguments(arguments.length, 1, "fetch");
        const source = isRequest(input) ? requestState(input) : toUSVString(input);
        return respond(newRequestState(source, toRequestInit(init)));
      } catch (error) {
        return PromiseReject(error);
      }
    },
  };
  defineFunction("fetch", functions.fetch);

  function respond(request) {
    if (request.source !== null && isAborted(request.source)) {
      const reason = abortReason(signalOfRequest(request));
      cancelBody(request.body, reason);
      throw reason;
    }
    const { blob, integrity, method, url } = request;
    if (StringPrototypeStartsWith(url, "https:") || StringPrototypeStartsWith(url, "http:")) return httpFetch(request);
    if (StringPrototypeStartsWith(url, "data:")) return PromiseResolve(ofData(url, method, integrity));
    if (StringPrototypeStartsWith(url, "blob:")) return PromiseResolve(ofBlob(url, blob, method, integrity));
    throw new TypeError("fetch: " + shortened(url) + " is nothing that can be fetched");
  }

  function shortened(url) {
    return url.length > 200 ? StringPrototypeSlice(url, 0, 200) + "..." : url;
  }

  // https://fetch.spec.whatwg.org/#scheme-fetch
  function ofData(url, method, integrity) {
    const data = native.parseDataUrl(url);
    if (data === undefined) throw new TypeError("fetch: the data: URL is not valid");
    return answer(url, data.bytes, data.type, method, integrity);
  }

  function ofBlob(url, blob, method, integrity) {
    if (blob === undefined || method !== "GET") throw new TypeError("fetch: no blob is at " + url);
    return answer(url, blob.bytes, blob.type, method, integrity, lengthOfBytes(blob.bytes));
  }

  function answer(url, bytes, type, method, integrity, length = undefined) {
    const wanted = strongestIntegrity(integrity);
    if (wanted !== undefined && !isIntact(bytes, wanted)) throw newIntegrityError(url);
    const state = newResponseState(200, "OK", "basic");
    state.url = withoutFragment(url);
    state.headers = newHeadersState(HEADERS_IMMUTABLE);
    if (length !== undefined) addHeader(state.headers, "content-length", "" + length);
    addHeader(state.headers, "content-type", type);
    state.body = method === "HEAD" ? null : newBody(undefined, bytes, undefined);
    return newResponse(state);
  }
})
