// HMAC: https://w3c.github.io/webcrypto/#hmac
(function (native, primordials, parts) {
  "use strict";
  const { TypedArrayPrototypeGetByteLength } = primordials;
  const {
    bytesOfJwk, checkJwk, copyBytes, dataError, hashMember, hashOf, newDOMException, newJwk, newKey, numberMember, operationError,
    randomBytes, registerAlgorithm, requireUsages, toBase64Url,
  } = parts;

  const ALLOWED = { __proto__: null, sign: 0, verify: 0 };

  function keyParameters(given, record) {
    hashMember(given, record);
    numberMember(given, record, "length", 32, false);
  }

  function newHmacKey(bytes, bits, { hash }, extractable, usages) {
    const algorithm = { __proto__: null, name: "HMAC", hash: { __proto__: null, name: hash.name }, length: bits };
    return newKey("secret", algorithm, extractable, usages, bytes);
  }

  // Bits behind the last are zero.
  function shortened(bytes, bits) {
    const length = bits + 7 >> 3;
    const copy = copyBytes(bytes, 0, length);
    if (bits % 8 !== 0) copy[length - 1] &= 256 - (1 << 8 - bits % 8);
    return copy;
  }

  function importKey(format, data, algorithm, extractable, usages) {
    requireUsages(usages, ALLOWED);
    let bytes = data;
    if (format === "jwk") {
      checkJwk(data, "oct", "sig", extractable, usages);
      bytes = bytesOfJwk(data.k, "k");
      const name = "HS" + hashOf(algorithm.hash).suffix;
      if (data.alg !== undefined && data.alg !== name) dataError("alg is not '" + name + "'");
    } else if (format !== "raw" && format !== "raw-secret") {
      throw newDOMException("HMAC keys have no format '" + format + "'", "NotSupportedError");
    }
    const bits = TypedArrayPrototypeGetByteLength(bytes) * 8;
    if (bits === 0) dataError("the key is empty");
    const { length = bits } = algorithm;
    if (length > bits || length <= bits - 8) dataError("length is not that of the key");
    return newHmacKey(shortened(bytes, length), length, algorithm, extractable, usages);
  }

  function lengthOf({ hash, length }) {
    if (length === 0) throw newDOMException("length is 0", "OperationError");
    return length ?? hashOf(hash).block * 8;
  }

  registerAlgorithm("HMAC", {
    __proto__: null, sign: null, verify: null, generateKey: keyParameters, importKey: keyParameters, exportKey: null, getKeyLength: keyParameters,
  }, {
    __proto__: null,
    sign: (algorithm, state, data) => native.hmac(hashOf(state.algorithm.hash).number, state.data, data),
    verify: (algorithm, state, signature, data) => native.verifyHmac(hashOf(state.algorithm.hash).number, state.data, signature, data),
    generateKey(algorithm, extractable, usages) {
      requireUsages(usages, ALLOWED);
      if (algorithm.length === 0) operationError("length is 0");
      const length = lengthOf(algorithm);
      return newHmacKey(shortened(randomBytes(length + 7 >> 3), length), length, algorithm, extractable, usages);
    },
    importKey,
    exportKey(format, state) {
      if (format === "raw" || format === "raw-secret") return copyBytes(state.data);
      if (format !== "jwk") throw newDOMException("HMAC keys have no format '" + format + "'", "NotSupportedError");
      return newJwk(state, { kty: "oct", k: toBase64Url(state.data), alg: "HS" + hashOf(state.algorithm.hash).suffix });
    },
    getKeyLength: lengthOf,
  });
})
