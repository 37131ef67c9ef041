// RSASSA-PKCS1-v1_5, RSA-PSS and RSA-OAEP: https://w3c.github.io/webcrypto/#rsassa-pkcs1
//
// `data` of a key: what web/crypto/subtle/rsa.rs made.
(function (native, primordials, parts) {
  "use strict";
  const { TypeError, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetSymbolToStringTag } = primordials;
  const {
    NO_BYTES, amongUsages, bytesMember, bytesOfJwk, checkJwk, copyBytes, dataError, hashMember, hashOf, newDOMException, newJwk, newKey,
    numberMember, operationError, registerAlgorithm, requireFormat, requireType, requireUsages, toBase64Url,
  } = parts;

  const SIGNING = { __proto__: null, sign: 0 };
  const VERIFYING = { __proto__: null, verify: 0 };
  const SIGNATURES = { __proto__: null, sign: 0, verify: 0 };
  const ENCRYPTING = { __proto__: null, encrypt: 0, wrapKey: 0 };
  const DECRYPTING = { __proto__: null, decrypt: 0, unwrapKey: 0 };
  const CIPHERS = { __proto__: null, encrypt: 0, decrypt: 0, wrapKey: 0, unwrapKey: 0 };

  // Numbered as in rsa.rs.
  const PUBLIC = { __proto__: null, n: 0, e: 1 };
  const PRIVATE = { __proto__: null, d: 2, p: 3, q: 4, dp: 5, dq: 6, qi: 7 };

  // https://w3c.github.io/webcrypto/#RsaHashedKeyGenParams-dictionary
  function generationMembers(given, record) {
    numberMember(given, record, "modulusLength", 32);
    const { publicExponent } = given;
    if (publicExponent === undefined) throw new TypeError("the algorithm has no publicExponent");
    if (tagOf(publicExponent) !== "Uint8Array") throw new TypeError("publicExponent is not a Uint8Array");
    record.publicExponent = copyBytes(publicExponent);
    hashMember(given, record);
  }

  function tagOf(value) {
    return typeof value === "object" && value !== null ? TypedArrayPrototypeGetSymbolToStringTag(value) : undefined;
  }

  function newRsaKey(type, { name, hash }, extractable, usages, key) {
    const n = native.rsaNumber(key, PUBLIC.n);
    const algorithm = {
      __proto__: null, name, modulusLength: bitsOf(n), publicExponent: native.rsaNumber(key, PUBLIC.e), hash: { __proto__: null, name: hash.name },
    };
    return newKey(type, algorithm, extractable, usages, key);
  }

  function bitsOf(number) {
    let bits = TypedArrayPrototypeGetByteLength(number) * 8;
    for (let mask = 128; mask > number[0]; mask >>= 1) bits--;
    return bits;
  }

  // `use` is that of a JWK, `algOf(suffix)` its `alg`.
  function register(name, use, algOf, readers, functions, allAllowed, publicAllowed, privateAllowed) {
    const importers = {
      __proto__: null,
      spki: (data) => orFail(native.rsaFromSpki(data)),
      pkcs8: (data) => orFail(native.rsaFromPkcs8(data)),
      jwk(jwk, { hash }, extractable, usages) {
        checkJwk(jwk, "RSA", use, extractable, usages);
        const alg = algOf(hashOf(hash).suffix);
        if (jwk.alg !== undefined && jwk.alg !== alg) dataError("alg is not '" + alg + "'");
        return ofJwk(jwk);
      },
    };

    registerAlgorithm(name, {
      __proto__: null, ...readers, generateKey: generationMembers, importKey: hashMember, exportKey: null,
    }, {
      __proto__: null, ...functions,
      generateKey(algorithm, extractable, usages) {
        requireUsages(usages, allAllowed);
        const privateUsages = amongUsages(usages, privateAllowed);
        const { modulusLength, publicExponent } = algorithm;
        if (!native.canGenerateRsa(modulusLength, publicExponent)) operationError("there is no key of this length with this exponent");
        // The standard looks when the key is there, seconds later.
        if (privateUsages.length === 0) throw newDOMException("the key has no usages", "SyntaxError");
        const key = native.generateRsa(modulusLength, publicExponent) ?? operationError("the key cannot be generated");
        return {
          publicKey: newRsaKey("public", algorithm, true, amongUsages(usages, publicAllowed), key),
          privateKey: newRsaKey("private", algorithm, extractable, privateUsages, key),
        };
      },
      importKey(format, data, algorithm, extractable, usages) {
        const isPrivate = format === "pkcs8" || format === "jwk" && data.d !== undefined;
        requireUsages(usages, isPrivate ? privateAllowed : publicAllowed);
        requireFormat(format, importers, name);
        const key = importers[format](data, algorithm, extractable, usages);
        return newRsaKey(isPrivate ? "private" : "public", algorithm, extractable, usages, key);
      },
      exportKey(format, state) {
        requireFormat(format, importers, name);
        if (format === "jwk") return newJwk(state, { kty: "RSA", alg: algOf(hashOf(state.algorithm.hash).suffix), ...membersOf(state) });
        requireType(state, format === "pkcs8" ? "private" : "public");
        return format === "pkcs8" ? native.rsaToPkcs8(state.data) : native.rsaToSpki(state.data);
      },
    });
  }

  function orFail(key) {
    return key === undefined ? dataError("the key is not one of RSA that is known") : key;
  }

  function ofJwk(jwk) {
    const n = bytesOfJwk(jwk.n, "n"), e = bytesOfJwk(jwk.e, "e");
    if (jwk.d === undefined) return orFail(native.rsaOfNumbers(n, e));
    if (jwk.oth !== undefined) throw newDOMException("keys of more than two primes are not known", "NotSupportedError");
    const d = bytesOfJwk(jwk.d, "d");
    if (!hasAny(jwk)) throw newDOMException("a private key without its primes is not known", "NotSupportedError");
    const key = orFail(native.rsaOfNumbers(n, e, d, bytesOfJwk(jwk.p, "p"), bytesOfJwk(jwk.q, "q")));
    for (const member in PRIVATE) {
      const bytes = trimmed(bytesOfJwk(jwk[member], member));
      if (toBase64Url(native.rsaNumber(key, PRIVATE[member])) !== toBase64Url(bytes)) dataError(member + " is not that of the key");
    }
    return key;
  }

  // One of those that come together: https://www.rfc-editor.org/rfc/rfc7518#section-6.3.2
  function hasAny(jwk) {
    for (const member in PRIVATE) if (member !== "d" && jwk[member] !== undefined) return true;
    return false;
  }

  function trimmed(bytes) {
    let zeros = 0;
    while (bytes[zeros] === 0) zeros++;
    return copyBytes(bytes, zeros, TypedArrayPrototypeGetByteLength(bytes) - zeros);
  }

  function membersOf({ type, data }) {
    const members = { __proto__: null };
    for (const member in PUBLIC) members[member] = toBase64Url(native.rsaNumber(data, PUBLIC[member]));
    if (type === "private") {
      for (const member in PRIVATE) members[member] = toBase64Url(native.rsaNumber(data, PRIVATE[member]));
    }
    return members;
  }

  function done(bytes) {
    return bytes === undefined ? operationError("the operation failed") : bytes;
  }

  function numberOf({ algorithm }) {
    return hashOf(algorithm.hash).number;
  }

  register("RSASSA-PKCS1-v1_5", "sig", (suffix) => "RS" + suffix, { __proto__: null, sign: null, verify: null }, {
    __proto__: null,
    sign(algorithm, state, data) {
      requireType(state, "private");
      return done(native.signPkcs1(state.data, numberOf(state), data));
    },
    verify(algorithm, state, signature, data) {
      requireType(state, "public");
      return native.verifyPkcs1(state.data, numberOf(state), signature, data);
    },
  }, SIGNATURES, VERIFYING, SIGNING);

  function saltMember(given, record) {
    numberMember(given, record, "saltLength", 32);
  }

  register("RSA-PSS", "sig", (suffix) => "PS" + suffix, { __proto__: null, sign: saltMember, verify: saltMember }, {
    __proto__: null,
    sign({ saltLength }, state, data) {
      requireType(state, "private");
      return done(native.signPss(state.data, numberOf(state), saltLength, data));
    },
    verify({ saltLength }, state, signature, data) {
      requireType(state, "public");
      return native.verifyPss(state.data, numberOf(state), saltLength, signature, data);
    },
  }, SIGNATURES, VERIFYING, SIGNING);

  function labelMember(given, record) {
    bytesMember(given, record, "label", false);
  }

  register("RSA-OAEP", "enc", (suffix) => suffix === "1" ? "RSA-OAEP" : "RSA-OAEP-" + suffix, {
    __proto__: null, encrypt: labelMember, decrypt: labelMember,
  }, {
    __proto__: null,
    encrypt({ label = NO_BYTES }, state, data) {
      requireType(state, "public");
      return done(native.encryptOaep(state.data, numberOf(state), label, data));
    },
    decrypt({ label = NO_BYTES }, state, data) {
      requireType(state, "private");
      return done(native.decryptOaep(state.data, numberOf(state), label, data));
    },
  }, CIPHERS, ENCRYPTING, DECRYPTING);
})
