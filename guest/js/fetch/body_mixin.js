// What Request and Response have in common: https://fetch.spec.whatwg.org/#body-mixin
(function (native, primordials, parts) {
  "use strict";
  const {
    JSONParse, PromiseReject, TypeError, TypedArrayPrototypeGetBuffer,
  } = primordials;
  const {
    consumeBody, copyBytes, decodeMultipart, getHeader, isBodyUsed, isUnusable, markedTextOfBytes, mixIn, newBlob, newFormData, parseQuery, publicBody,
    rejectInvocation, textOfBytes,
  } = parts;

  // `stateOf(object)` throws for another object, `isBranded` tells.
  function defineBody(constructor, isBranded, stateOf) {
    const { name, prototype } = constructor;

    // The promise of `convert(bytes, type)`; `convertText` takes a text as it is.
    function consume(object, convert, convertText = undefined) {
      if (!isBranded(object)) return rejectInvocation(name);
      const state = stateOf(object);
      if (isUnusable(state.body)) return PromiseReject(new TypeError("the body was read or is locked"));
      return consumeBody(state.body, (bytes) => convert(bytes, state.headers), convertText);
    }

    mixIn(prototype, {
      get body() {
        const { body } = stateOf(this);
        return body === null ? null : publicBody(body);
      },
      get bodyUsed() {
        return isBodyUsed(stateOf(this).body);
      },
      arrayBuffer() {
        return consume(this, (bytes) => TypedArrayPrototypeGetBuffer(copyBytes(bytes)));
      },
      blob() {
        return consume(this, (bytes, headers) => newBlob({ bytes, type: mimeType(headers) ?? "" }));
      },
      bytes() {
        return consume(this, (bytes) => copyBytes(bytes));
      },
      formData() {
        return consume(this, toFormData);
      },
      json() {
        return consume(this, (bytes) => JSONParse(textOfBytes(bytes)), parseText);
      },
      text() {
        return consume(this, textOfBytes, asIs);
      },
    });
  }

  function asIs(text) {
    return text;
  }

  function parseText(text) {
    return JSONParse(text);
  }

  // https://fetch.spec.whatwg.org/#concept-body-mime-type, serialized; undefined where there is none.
  function mimeType(headers) {
    const value = getHeader(headers, "content-type");
    return value === null ? undefined : native.extractMime(value);
  }

  function toFormData(bytes, headers) {
    const type = mimeType(headers);
    const essence = type === undefined ? "" : native.mimeEssence(type);
    if (essence === "application/x-www-form-urlencoded") return newFormData(parseQuery(markedTextOfBytes(bytes)));
    const boundary = essence === "multipart/form-data" ? native.mimeBoundary(type) : undefined;
    if (boundary === undefined) throw new TypeError("the body is no form: its type is " + (type ?? "not known"));
    return newFormData(decodeMultipart(bytes, boundary));
  }

  return { __proto__: null, defineBody };
})
