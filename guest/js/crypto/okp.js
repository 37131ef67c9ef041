// Ed25519 and X25519: https://w3c.github.io/webcrypto/#ed25519, https://w3c.github.io/webcrypto/#x25519
// Ed448 and X448: https://wicg.github.io/webcrypto-secure-curves/
//
// `data` of a key: its public bytes, and the secret ones of a private key.
(function (native, primordials, parts) {
  "use strict";
  const { TypedArrayPrototypeGetByteLength, Uint8Array, newList } = primordials;
  const {
    NO_BYTES, amongUsages, bytesMember, bytesOfJwk, checkJwk, concatBytes, copyBytes, dataError, deriveShared, newJwk, newKey,
    operationError, otherMember, randomBytes, registerAlgorithm, requireFormat, requireType, requireUsages, toBase64Url, viewOfBytes,
  } = parts;

  const DERIVING = { __proto__: null, deriveKey: 0, deriveBits: 0 };
  const SIGNING = { __proto__: null, sign: 0 };
  const VERIFYING = { __proto__: null, verify: 0 };
  const BOTH = { __proto__: null, sign: 0, verify: 0 };
  const NONE = { __proto__: null };

  // `identifier` is the last byte of the object identifier 1.3.101.n; `length` that of keys, in bytes.
  function register(name, identifier, length, use, readers, functions, publicOf, allAllowed, publicAllowed, privateAllowed) {
    const spki = bytes(0x30, length + 10, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, identifier, 0x03, length + 1, 0x00);
    const pkcs8 = bytes(0x30, length + 14, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, identifier, 0x04, length + 2, 0x04, length);

    function make(type, extractable, usages, open, secret) {
      return newKey(type, { __proto__: null, name }, extractable, usages, { open, secret });
    }

    function ofSecret(secret, extractable, usages) {
      return make("private", extractable, usages, publicOf(secret), secret);
    }

    function ofRaw(data, extractable, usages) {
      return make("public", extractable, usages, sized(data), undefined);
    }

    function sized(key) {
      return TypedArrayPrototypeGetByteLength(key) === length ? key : dataError("the key does not have " + length + " bytes");
    }

    // The key behind a beginning that is always the same.
    function behind(start, data) {
      const begin = TypedArrayPrototypeGetByteLength(start);
      const isLong = TypedArrayPrototypeGetByteLength(data) === begin + length;
      for (let i = 0; i < begin; i++) if (!isLong || data[i] !== start[i]) dataError("the key is not of this kind");
      return copyBytes(viewOfBytes(data, begin, length));
    }

    const importers = {
      __proto__: null, raw: ofRaw, "raw-public": ofRaw,
      spki: (data, extractable, usages) => make("public", extractable, usages, behind(spki, data), undefined),
      pkcs8: (data, extractable, usages) => ofSecret(behind(pkcs8, data), extractable, usages),
      jwk(jwk, extractable, usages) {
        checkJwk(jwk, "OKP", use, extractable, usages);
        if (jwk.crv !== name) dataError("crv is not '" + name + "'");
        const isKnown = jwk.alg === undefined || jwk.alg === name || jwk.alg === "EdDSA";
        if (use === "sig" && !isKnown) dataError("alg is not '" + name + "'");
        const open = sized(bytesOfJwk(jwk.x, "x"));
        if (jwk.d === undefined) return make("public", extractable, usages, open, undefined);
        const secret = sized(bytesOfJwk(jwk.d, "d"));
        if (toBase64Url(publicOf(secret)) !== toBase64Url(open)) dataError("x is not that of d");
        return make("private", extractable, usages, open, secret);
      },
    };

    registerAlgorithm(name, { __proto__: null, ...readers, generateKey: null, importKey: null, exportKey: null }, {
      __proto__: null, ...functions,
      generateKey(algorithm, extractable, usages) {
        requireUsages(usages, allAllowed);
        const secret = randomBytes(length), open = publicOf(secret);
        return {
          publicKey: make("public", true, amongUsages(usages, publicAllowed), open, undefined),
          privateKey: make("private", extractable, amongUsages(usages, privateAllowed), open, secret),
        };
      },
      importKey(format, data, algorithm, extractable, usages) {
        const isPrivate = format === "pkcs8" || format === "jwk" && data.d !== undefined;
        requireUsages(usages, isPrivate ? privateAllowed : publicAllowed);
        requireFormat(format, importers, name);
        return importers[format](data, extractable, usages);
      },
      exportKey(format, state) {
        const { open, secret } = state.data;
        requireFormat(format, importers, name);
        if (format === "jwk") {
          const members = { kty: "OKP", crv: name, x: toBase64Url(open), ...(use === "sig" ? { alg: name } : {}) };
          return newJwk(state, secret === undefined ? members : { ...members, d: toBase64Url(secret) });
        }
        requireType(state, format === "pkcs8" ? "private" : "public");
        if (format === "raw" || format === "raw-public") return copyBytes(open);
        return format === "pkcs8" ? joined(pkcs8, secret) : joined(spki, open);
      },
    });
  }

  function bytes(...items) {
    const all = new Uint8Array(items.length);
    for (let i = 0; i < items.length; i++) all[i] = items[i];
    return all;
  }

  function joined(one, other) {
    const list = newList();
    list[0] = one;
    list[1] = other;
    return concatBytes(list);
  }

  function registerEd(name, identifier, length, read, publicOf, sign, verify) {
    register(name, identifier, length, "sig", { __proto__: null, sign: read, verify: read }, {
      __proto__: null,
      sign(algorithm, state, data) {
        requireType(state, "private");
        return sign(state.data.secret, data, contextOf(algorithm));
      },
      verify(algorithm, state, signature, data) {
        requireType(state, "public");
        return verify(state.data.open, signature, data, contextOf(algorithm));
      },
    }, publicOf, BOTH, VERIFYING, SIGNING);
  }

  function contextMember(given, record) {
    bytesMember(given, record, "context", false);
  }

  // Empty where it is not given; Ed25519 knows none and takes no notice.
  function contextOf({ context = NO_BYTES }) {
    return TypedArrayPrototypeGetByteLength(context) > 255 ? operationError("the context has more than 255 bytes") : context;
  }

  function registerX(name, identifier, length, publicOf, share) {
    register(name, identifier, length, "enc", { __proto__: null, deriveBits: otherMember }, {
      __proto__: null,
      deriveBits: (algorithm, state, bits) => deriveShared(algorithm, state, bits, (state, other) =>
        share(state.data.secret, other.data.open) ?? operationError("the keys share nothing")),
    }, publicOf, DERIVING, NONE, DERIVING);
  }

  registerEd("Ed25519", 0x70, 32, null, native.ed25519Public, native.signEd25519, native.verifyEd25519);
  registerEd("Ed448", 0x71, 57, contextMember, native.ed448Public, native.signEd448, native.verifyEd448);
  registerX("X25519", 0x6e, 32, native.x25519Public, native.shareX25519);
  registerX("X448", 0x6f, 56, native.x448Public, native.shareX448);
})
