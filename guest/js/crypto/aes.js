// AES in its modes: https://w3c.github.io/webcrypto/#aes-ctr, #aes-cbc, #aes-gcm, #aes-kw
(function (native, primordials, parts) {
  "use strict";
  const { TypedArrayPrototypeGetByteLength } = primordials;
  const {
    NO_BYTES, bytesMember, bytesOfJwk, checkJwk, copyBytes, dataError, newDOMException, newJwk, newKey, numberMember, operationError,
    randomBytes, registerAlgorithm, requireUsages, toBase64Url,
  } = parts;

  const ALLOWED = { __proto__: null, encrypt: 0, decrypt: 0, wrapKey: 0, unwrapKey: 0 };
  const WRAPPING = { __proto__: null, wrapKey: 0, unwrapKey: 0 };
  const KEY_BITS = { __proto__: null, 128: 0, 192: 0, 256: 0 };
  const TAG_BITS = { __proto__: null, 32: 0, 64: 0, 96: 0, 104: 0, 112: 0, 120: 0, 128: 0 };
  const BLOCK = 16;

  function lengthMember(given, record) {
    numberMember(given, record, "length", 16);
  }

  function newAesKey(name, bytes, extractable, usages) {
    const algorithm = { __proto__: null, name, length: TypedArrayPrototypeGetByteLength(bytes) * 8 };
    return newKey("secret", algorithm, extractable, usages, bytes);
  }

  // What all modes have in common; `suffix` is that of a JWK's `alg`.
  function register(name, suffix, allowed, readers, functions) {
    function requireFormat(format) {
      if (format !== "raw" && format !== "raw-secret" && format !== "jwk") throw newDOMException(name + " keys have no format '" + format + "'", "NotSupportedError");
    }
    function lengthOf({ length }) {
      if (!(length in KEY_BITS)) operationError("length is neither 128 nor 192 nor 256");
      return length;
    }
    registerAlgorithm(name, {
      __proto__: null, ...readers, generateKey: lengthMember, importKey: null, exportKey: null, getKeyLength: lengthMember,
    }, {
      __proto__: null, ...functions,
      generateKey(algorithm, extractable, usages) {
        requireUsages(usages, allowed);
        return newAesKey(name, randomBytes(lengthOf(algorithm) / 8), extractable, usages);
      },
      importKey(format, data, algorithm, extractable, usages) {
        requireUsages(usages, allowed);
        requireFormat(format);
        if (format === "jwk") checkJwk(data, "oct", "enc", extractable, usages);
        const bytes = format === "jwk" ? bytesOfJwk(data.k, "k") : copyBytes(data);
        const bits = TypedArrayPrototypeGetByteLength(bytes) * 8;
        if (!(bits in KEY_BITS)) dataError("the key has neither 128 nor 192 nor 256 bits");
        const alg = "A" + bits + suffix;
        if (format === "jwk" && data.alg !== undefined && data.alg !== alg) dataError("alg is not '" + alg + "'");
        return newAesKey(name, bytes, extractable, usages);
      },
      exportKey(format, state) {
        requireFormat(format);
        if (format !== "jwk") return copyBytes(state.data);
        return newJwk(state, { kty: "oct", k: toBase64Url(state.data), alg: "A" + state.algorithm.length + suffix });
      },
      getKeyLength: lengthOf,
    });
  }

  function done(bytes) {
    return bytes === undefined ? operationError("the operation failed") : bytes;
  }

  function lengthOfBlock(bytes, what) {
    if (TypedArrayPrototypeGetByteLength(bytes) !== BLOCK) operationError(what + " does not have 16 bytes");
    return bytes;
  }

  function ivMember(given, record) {
    bytesMember(given, record, "iv");
  }

  register("AES-CBC", "CBC", ALLOWED, { __proto__: null, encrypt: ivMember, decrypt: ivMember }, {
    __proto__: null,
    encrypt: ({ iv }, { data: key }, data) => done(native.encryptCbc(key, lengthOfBlock(iv, "iv"), data)),
    decrypt: ({ iv }, { data: key }, data) => done(native.decryptCbc(key, lengthOfBlock(iv, "iv"), data)),
  });

  function ctrMembers(given, record) {
    bytesMember(given, record, "counter");
    numberMember(given, record, "length", 8);
  }

  function crypt({ counter, length }, { data: key }, data) {
    if (length === 0 || length > 128) operationError("length is not from 1 to 128");
    return done(native.cryptCtr(key, lengthOfBlock(counter, "counter"), length, data));
  }

  register("AES-CTR", "CTR", ALLOWED, { __proto__: null, encrypt: ctrMembers, decrypt: ctrMembers }, {
    __proto__: null, encrypt: crypt, decrypt: crypt,
  });

  function gcmMembers(given, record) {
    bytesMember(given, record, "additionalData", false);
    bytesMember(given, record, "iv");
    numberMember(given, record, "tagLength", 8, false);
  }

  // `work` is one of native's, which take the same.
  function runGcm(work, { additionalData = NO_BYTES, iv, tagLength = 128 }, key, data) {
    if (!(tagLength in TAG_BITS)) operationError("tagLength is not that of a tag");
    if (TypedArrayPrototypeGetByteLength(iv) === 0) operationError("iv is empty");
    return done(work(key, iv, additionalData, tagLength / 8, data));
  }

  register("AES-GCM", "GCM", ALLOWED, { __proto__: null, encrypt: gcmMembers, decrypt: gcmMembers }, {
    __proto__: null,
    encrypt: (algorithm, { data: key }, data) => runGcm(native.encryptGcm, algorithm, key, data),
    decrypt: (algorithm, { data: key }, data) => runGcm(native.decryptGcm, algorithm, key, data),
  });

  register("AES-KW", "KW", WRAPPING, { __proto__: null, wrapKey: null, unwrapKey: null }, {
    __proto__: null,
    wrapKey: (algorithm, { data: key }, data) => done(native.wrapKw(key, data)),
    unwrapKey: (algorithm, { data: key }, data) => done(native.unwrapKw(key, data)),
  });
})
